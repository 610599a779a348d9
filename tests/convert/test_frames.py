"""Data frames: columns, kinds of columns, and who can read them."""

import sys
from typing import Any

import pytest
from hypothesis import given

from traffickgraph import Evidence, Indicator, Publication, RouteGraph, claim
from traffickgraph.convert import arrow_stream, from_frame, to_frame
from traffickgraph.convert.columns import CLAIM_COLUMNS, INDICATOR_COLUMNS
from traffickgraph.errors import ClaimsFileError, InvalidValueError, MissingPackageError, WrongTypeError
from traffickgraph.testing import graphs

REPORT = Publication("An invented report", 2020)
GRAPH = RouteGraph(
    [
        claim("HMD", via="ATA", to=["BVT", "abroad"], publication=REPORT, count="10+", period=(None, 2012)),
        claim(via="Antarctica", publication=REPORT, quote="=1"),
    ],
    [Indicator("ATA", "rating", "5", evidence=Evidence(REPORT))],
)
ROWS = ("claims", "legs", "flows", "links", "indicators")
BACKENDS = ("pandas", "polars", "pyarrow")
NUMBERS = {"period_first", "period_last", "count_low", "count_high", "year", "claims", "publications"} | {
    "first_published",
    "last_published",
}


def kinds(frame: Any, backend: str) -> dict[str, str]:
    if backend == "pandas":
        return {name: str(kind) for name, kind in frame.dtypes.items()}
    if backend == "polars":
        return {name: str(kind) for name, kind in frame.schema.items()}
    return {field.name: str(field.type) for field in frame.schema}


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("rows", ROWS)
def test_columns_and_their_kinds_do_not_depend_on_what_is_in_them(rows: str, backend: str) -> None:
    full, empty = (kinds(to_frame(graph, rows, backend), backend) for graph in (GRAPH, RouteGraph()))
    assert full == empty
    whole = {"pandas": "Int64", "polars": "Int64", "pyarrow": "int64"}[backend]
    assert {name for name, kind in full.items() if kind == whole} == NUMBERS & set(full)


@pytest.mark.parametrize("backend", BACKENDS)
@given(g=graphs())
def test_there_is_a_row_for_each_item(backend: str, g: RouteGraph) -> None:
    numbers = [len(to_frame(g, rows, backend)) for rows in ROWS]
    assert numbers == [len(g), len(g.legs()), len(g.flows()), len(g.links()), len(g.indicators)]


def test_cells_say_what_is_documented() -> None:
    frame = to_frame(GRAPH, backend="polars")
    assert tuple(frame.columns) == CLAIM_COLUMNS
    assert frame.row(0)[:9] == ("HMD", "ATA", "BVT;abroad", "unspecified", None, "current", None, 2012, 10)
    assert frame["quote"].to_list() == [None, "=1"]
    assert tuple(to_frame(GRAPH, "indicators", "polars").columns) == INDICATOR_COLUMNS
    legs = to_frame(GRAPH, "legs", "polars")
    assert legs.row(0)[:8] == (
        *("HMD", "Heard Island and McDonald Islands", "source", "ATA", "Antarctica", "transit", "source→transit"),
        GRAPH.claims[0].id,
    )
    assert to_frame(GRAPH, "flows", "polars")["via"].to_list() == ["ATA", "ATA"]
    assert to_frame(GRAPH, "links", "polars")["count_high"].to_list() == [None] * 3


def test_frames_of_hand_are_read_whatever_their_kinds() -> None:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    columns = {
        "destination": ["Antarctica", "BVT"],
        "year": [2015.0, 2016.0],
        "publication": ["R", "S"],
        "period_first": [None, 2001],
        "note": [None, float("nan")],
    }
    expected = RouteGraph(
        [
            claim(to="ATA", publication=Publication("R", 2015)),
            claim(to="BVT", publication=Publication("S", 2016), period=(2001, None)),
        ]
    )
    assert from_frame(pd.DataFrame(columns)) == expected
    assert from_frame(pd.DataFrame(columns).convert_dtypes()) == expected
    assert from_frame(pd.DataFrame(columns).astype({"publication": "category"})) == expected
    assert from_frame(pl.DataFrame({**columns, "note": ["", None]}).lazy()) == expected
    assert from_frame(pa.table({**columns, "kind": ["claim", None]})) == expected


def test_a_date_in_a_frame_is_a_fault() -> None:
    import pandas as pd

    frame = pd.DataFrame({"source": ["AZE"], "publication": ["R"], "year": [pd.Timestamp(2015, 3, 1)]})
    with pytest.raises(ClaimsFileError, match="is a date that"):
        from_frame(frame)


def test_what_is_no_frame_or_no_known_row_is_named() -> None:
    with pytest.raises(WrongTypeError, match="a data frame belongs here, not 3"):
        from_frame(3)
    with pytest.raises(InvalidValueError, match="'claims', 'indicators', 'legs'"):
        to_frame(GRAPH, "edges")
    with pytest.raises(InvalidValueError, match="backend is 'pandas', 'polars', 'pyarrow'"):
        to_frame(GRAPH, "claims", "dask")
    with pytest.raises(ClaimsFileError, match="did you mean 'source'"):
        from_frame(__import__("pandas").DataFrame({"sourc": [], "publication": [], "year": []}))


@pytest.mark.parametrize("missing", [None, "pyarrow"])
def test_arrow_libraries_take_the_graph_as_it_is(missing: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    import polars as pl

    if missing:
        monkeypatch.setitem(sys.modules, missing, None)
    assert pl.DataFrame(GRAPH).equals(to_frame(GRAPH, "claims", "polars"))


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "polars", None)
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(MissingPackageError, match="pip install pyarrow"):
        arrow_stream(GRAPH)
    with pytest.raises(MissingPackageError, match="pip install polars"):
        to_frame(GRAPH, "claims", "polars")
    with pytest.raises(MissingPackageError, match=r"traffickgraph\[frames\]"):
        from_frame(object())
