"""What goes out through a door comes back in: each title is the law."""

import csv
import io
import math
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph import Claim, Evidence, Indicator, Publication, RouteGraph, claim
from traffickgraph.convert import (
    claim_from_record,
    from_frame,
    from_networkx,
    indicator_from_record,
    jsonl,
    markup,
    sheet,
    to_frame,
    to_networkx,
    xlsx,
)
from traffickgraph.convert.columns import COLUMNS, number_or_text, value_text
from traffickgraph.errors import InvalidValueError
from traffickgraph.model import Count
from traffickgraph.testing import claims, counts, graphs, indicators, texts

REPORT = Publication("An invented report", 2020)
DOORS = {
    "jsonl": (jsonl.dumps, jsonl.loads),
    "csv": (sheet.dumps, sheet.loads),
    "tsv": (lambda g: sheet.dumps(g, "\t"), sheet.loads),
    "xlsx": (xlsx.dumps, xlsx.loads),
    "graphml": (markup.graphml, markup.read_graphml),
}


def assert_same(back: RouteGraph, graph: RouteGraph) -> None:
    """Equal, in the same order, and with the same kinds of values: 1 == 1.0 is not enough."""
    assert back == graph
    assert back.claims == graph.claims
    assert back.indicators == graph.indicators
    kinds = [(type(one.value), str(one.value)) for one in graph.indicators]
    assert [(type(one.value), str(one.value)) for one in back.indicators] == kinds


@pytest.mark.parametrize("name", DOORS)
@given(g=graphs())
def test_reading_what_was_written_gives_the_graph(name: str, g: RouteGraph) -> None:
    dumps, loads = DOORS[name]
    assert_same(loads(dumps(g), f"invented.{name}").whole_graph("", ""), g)


@given(claims())
def test_claim_from_record_reverses_to_record(one: Claim) -> None:
    assert claim_from_record(one.to_record()) == one


@given(indicators())
def test_indicator_from_record_reverses_to_record(one: Indicator) -> None:
    back = indicator_from_record(one.to_record())
    assert back == one
    assert type(back.value) is type(one.value)


@pytest.mark.parametrize("edges", ["legs", "flows", "links"])
@given(g=graphs())
def test_from_networkx_reverses_to_networkx(edges: str, g: RouteGraph) -> None:
    made = to_networkx(g, edges)
    assert_same(from_networkx(made), g)
    assert_same(from_networkx(made.copy()), g)


@pytest.mark.parametrize("edges", ["legs", "flows", "links"])
@given(g=graphs())
def test_from_networkx_reverses_to_networkx_through_graphml(edges: str, g: RouteGraph) -> None:
    out = io.BytesIO()
    nx.write_graphml_xml(to_networkx(g, edges), out)
    out.seek(0)
    assert_same(from_networkx(nx.read_graphml(out)), g)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@given(g=st.lists(claims(), max_size=6).map(RouteGraph))
def test_from_frame_reverses_to_frame_of_claims(backend: str, g: RouteGraph) -> None:
    assert_same(from_frame(to_frame(g, "claims", backend)), g)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@given(g=st.lists(indicators(), max_size=4).map(lambda some: RouteGraph((), some)))
def test_from_frame_reverses_to_frame_of_indicators(backend: str, g: RouteGraph) -> None:
    assert_same(from_frame(to_frame(g, "indicators", backend)), g)


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts() | counts())
def test_the_value_of_an_indicator_keeps_its_kind(value: Any) -> None:
    back = number_or_text(value_text(value))
    assert type(back) is type(value)
    assert back == value
    if isinstance(value, float):
        assert math.copysign(1, back) == math.copysign(1, value)


@pytest.mark.parametrize(
    "value", ["5", "5.0", "1e3", "5-9", "10+", "<5", "1,234", "1 234", "", " ", "'", "'5", "''", "=1+1", "-1+2", "007"]
)
@pytest.mark.parametrize("name", ["jsonl", "csv", "xlsx"])
def test_text_that_looks_like_a_number_stays_text(name: str, value: Any) -> None:
    dumps, loads = DOORS[name]
    g = RouteGraph((), [Indicator("Antarctica", "rating", value, evidence=Evidence(REPORT))])
    (back,) = loads(dumps(g), "").whole_graph("", "").indicators
    assert back.value == value
    assert isinstance(back.value, str)


@pytest.mark.parametrize("value", [5, 5.0, -0.0, 0.1, -3, 10**15, 2**53 + 1, 10**30, 1e300, 5e-324, Count(3, 3)])
@pytest.mark.parametrize("name", DOORS)
def test_a_number_keeps_its_kind_and_all_digits(name: str, value: Any) -> None:
    dumps, loads = DOORS[name]
    g = RouteGraph((), [Indicator("Antarctica", "rating", value, evidence=Evidence(REPORT))])
    (back,) = loads(dumps(g), "").whole_graph("", "").indicators
    assert (type(back.value), repr(back.value)) == (type(value), repr(value))


@pytest.mark.parametrize(
    "text",
    [
        *map(chr, (*range(0x20), 0x7F, 0x85, 0xA0, 0x2028, 0xFEFF, 0xFFFE, 0xFFFF, 0x1F600, 0x1FFFE, 0x10FFFF)),
        *(
            "\r\n",
            "\n",
            " \t ",
            "_x0041_",
            "_x005F_",
            "_xD83D_",
            "'",
            "''=",
            "'=1",
            "=1",
            "＝1",
            '"',
            '""',
            "]]>",
            "<a>&amp;",
        ),
        *(";", ",", "#", "\ufeffkind", "a" * 32_767, "é" * 300, "null", "NA", "TRUE", "2015-03-01"),
    ],
    ids=ascii,
)
@pytest.mark.parametrize("name", DOORS)
def test_every_text_comes_back_as_it_was(name: str, text: str) -> None:
    dumps, loads = DOORS[name]
    said = Publication(f"A{text}", 2020, publisher=text, url=text, licence=text)
    one = claim("Antarctica", publication=said, locator=text, quote=f"{text}x{text}"[:32_767], note=text)
    g = RouteGraph([one], [Indicator("Antarctica", f"B{text}", text, unit=text, evidence=Evidence(said))])
    if name == "xlsx" and len(text) > 32_766:
        with pytest.raises(InvalidValueError, match="32,767"):
            dumps(g)
    elif name == "xlsx" and text.startswith("_x"):  # how a workbook writes characters that XML has no room for
        with pytest.raises(InvalidValueError, match="escaped character"):
            dumps(g)
    else:
        assert_same(loads(dumps(g), "").whole_graph("", ""), g)


@given(graphs())
def test_csv_and_polars_and_pandas_see_the_same_cells(g: RouteGraph) -> None:
    import pandas as pd
    import polars as pl

    data = sheet.dumps(g)
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert rows[0] == list(COLUMNS)
    assert all(len(row) == len(COLUMNS) for row in rows)
    if "\0" in data.decode():
        return  # pandas ends a cell there
    by_polars = pl.read_csv(data, infer_schema=False)
    assert [[cell or "" for cell in row] for row in by_polars.iter_rows()] == rows[1:]
    by_pandas = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, lineterminator="\n")
    assert by_pandas.to_numpy().tolist() == rows[1:]


@given(texts())
def test_no_cell_of_a_sheet_begins_a_formula(text: str) -> None:
    one = claim("Antarctica", publication=REPORT, locator=text, quote=text, note=text)
    figure = Indicator("Antarctica", "rating", text, unit=text, evidence=Evidence(REPORT))
    for row in list(sheet.sheet_rows(RouteGraph([one], [figure])))[1:]:
        for cell in row:
            assert not str(cell or "").startswith(("=", "+", "-", "@", "\t", "\r")) or _is_number(cell)


def _is_number(cell: object) -> bool:
    try:
        return float(cell) is not None
    except ValueError:
        return False
