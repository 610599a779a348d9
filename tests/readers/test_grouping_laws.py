"""Laws of the reader of tables, on tables drawn by Hypothesis, with the group-by of pandas as the oracle."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph.errors import ClaimsFileError, TraffickGraphError
from traffickgraph.model import Count, Publication
from traffickgraph.readers import tables

if TYPE_CHECKING:
    from traffickgraph.readers.reading import Reading

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

INVENTED = Publication("An invented table", 2020)
LABELS = ("HMD", "Heard Island", " BVT ", "Bouvet Island", "ATA", "NA", "Namibia", "Central Asia", "Atlantis", "", None)
MEANT = {"Heard Island": "HMD", " BVT ": "BVT", "Bouvet Island": "BVT", "Namibia": "NAM", "NA": "NAM"}
MEANT |= {"Central Asia": "central-asia"}
FORMS = ("sexual", "Sexual", "forced_labour", "forced_labour;sexual", "seksual", "", None)
MEANT_FORMS = {"Sexual": "sexual", "forced_labour;sexual": "sexual;forced_labour", "": "unspecified"}
FIGURES = ("<5", "0", "1,234", "5-9", "10+", "", None)
COLUMNS = ("source", "via", "destination", "year", "form", "n", "text")
ROW = st.tuples(
    st.sampled_from(LABELS),
    st.sampled_from(LABELS),
    st.sampled_from(LABELS),
    st.sampled_from([2010, 2011, None]),
    st.sampled_from(FORMS),
    st.sampled_from([0, 1, 7, None]),
    st.sampled_from(FIGURES),
)
ROWS = st.lists(ROW, max_size=40)
ASKED: dict[str, Any] = {
    "source": "source",
    "via": "via",
    "destination": "destination",
    "year": "year",
    "exploitation": "form",
    "publication": INVENTED,
}
KINDS = dict(zip(COLUMNS, ("String", "String", "String", "Int64", "String", "Int64", "String"), strict=True))


def frame(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={name: getattr(pl, kind) for name, kind in KINDS.items()}, orient="row")


def read(rows: list[tuple[Any, ...]], **asked: Any) -> Reading:
    return tables.read(frame(rows), **ASKED | asked)


def by_hand(rows: list[tuple[Any, ...]], **figures: Any) -> pd.DataFrame:
    """Group the rows that can be used with pandas."""
    meant = [
        (
            *(MEANT.get(label, label) or "" for label in row[:3]),
            row[3] or 0,
            MEANT_FORMS.get(row[4] or "", row[4]),
            row[5],
        )
        for row in rows
    ]
    table = pd.DataFrame(meant, columns=list(COLUMNS[:6])).astype({"n": "Int64"})
    places = table[["source", "via", "destination"]]
    used = ~(places == "Atlantis").any(axis=1) & (places != "").any(axis=1) & (table["form"] != "seksual")
    keys = ["source", "via", "destination", "year", "form"]
    return table[used].groupby(keys, as_index=False).agg(rows=("form", "size"), **figures)


def said(reading: Reading) -> dict[tuple[Any, ...], Any]:
    found = {}
    for claim in reading.graph:
        route = claim.route
        stages = [route.sources, *(route.via or (frozenset(),)), route.destinations]
        codes = [";".join(one.code for one in stage) for stage in stages]
        year = claim.period.first if claim.period else 0
        found[*codes, year, ";".join(claim.exploitation)] = claim.count
    return found


@given(ROWS)
def test_every_row_is_used_or_unused_for_a_reason(rows: list[tuple[Any, ...]]) -> None:
    for asked in ({}, {"count": "n"}, {"count": "text"}, {"row": "person"}):
        report = read(rows, **asked).report
        assert report.rows_read == len(rows)
        assert report.rows_used + sum(report.unused.values()) == len(rows)
        assert report.missing <= report.rows_used
        assert report.suppressed + report.missing <= report.rows_used


@given(ROWS)
def test_persons_in_claims_are_the_rows_used(rows: list[tuple[Any, ...]]) -> None:
    reading = read(rows, row="person")
    total = sum((claim.count for claim in reading.graph if claim.count), Count(0, 0))
    assert total == Count(reading.report.rows_used, reading.report.rows_used)


@given(ROWS)
def test_claims_are_the_groups_of_pandas(rows: list[tuple[Any, ...]]) -> None:
    expected = by_hand(rows)
    keys = [tuple(row) for row in expected.iloc[:, :5].itertuples(index=False)]
    counts = [Count(int(number), int(number)) for number in expected["rows"]]
    assert said(read(rows, row="person")) == dict(zip(keys, counts, strict=True))


@given(ROWS)
def test_sums_are_those_of_pandas_and_open_where_a_figure_is_missing(rows: list[tuple[Any, ...]]) -> None:
    expected = by_hand(rows, total=("n", lambda cells: cells.sum()), stated=("n", "count"))
    counts = {
        tuple(row[:5]): (Count(int(row[6]), int(row[6]) if row[7] == row[5] else None) if row[7] else None)
        for row in expected.itertuples(index=False)
    }
    assert said(read(rows, count="n")) == counts


@given(ROWS)
def test_figures_as_numbers_and_as_text_are_the_same(rows: list[tuple[Any, ...]]) -> None:
    numbers = frame(rows)
    text = numbers.with_columns(pl.col("n").cast(pl.String))
    readings = [tables.read(one, **ASKED, count="n") for one in (numbers, text)]
    assert list(readings[0].graph) == list(readings[1].graph)
    assert list(readings[0].report) == list(readings[1].report)


@given(ROWS, st.sampled_from([" n/d ", "N/D", "-99", "-99.0"]))
def test_words_for_a_missing_value_say_what_nothing_says(rows: list[tuple[Any, ...]], word: str) -> None:
    missing = ("-99", "n/d")
    marked = [(*row[:4], row[4] or word, -99 if row[5] is None else row[5], row[6] or word) for row in rows]
    for asked in ({"count": "n"}, {"count": "text"}):
        reading, same = read(marked, **asked, missing=missing), read(rows, **asked)
        assert list(reading.graph) == list(same.graph)
        assert list(reading.report) == list(same.report)


@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))), st.integers(0, 40))
def test_the_order_of_rows_and_their_parts_do_not_matter(
    both: tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]], cut: int
) -> None:
    rows, others = both
    parts = pl.concat([frame(others[:cut]), frame(others[cut:])], rechunk=False)
    for asked in ({"row": "person"}, {"count": "text"}):
        reading, same = read(rows, **asked), tables.read(parts, **ASKED | asked)
        assert list(reading.graph) == list(same.graph)
        assert list(reading.report) == list(same.report)


@given(ROWS, ROWS)
def test_two_tables_together_hold_the_persons_of_both(
    rows: list[tuple[Any, ...]], others: list[tuple[Any, ...]]
) -> None:
    one, two, both = (said(read(table, row="person")) for table in (rows, others, rows + others))
    nobody = Count(0, 0)
    assert both == {key: one.get(key, nobody) + two.get(key, nobody) for key in {**one, **two}}


CELL = st.one_of(st.sampled_from(LABELS), st.text(st.sampled_from("ab\",;\n\r\t ='é😀0"), max_size=6))


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=20), st.sampled_from(",;\t"), st.booleans())
def test_a_file_says_what_its_rows_say(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]], separator: str, quoted: bool
) -> None:
    path = tmp_path_factory.mktemp("tables") / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
        csv.writer(file, delimiter=separator, quoting=quoting).writerows([("a", "b", "c"), *rows])
    asked: dict[str, Any] = {"source": "a", "destination": "c", "row": "person", "publication": INVENTED}
    table = pl.DataFrame(rows, schema=dict.fromkeys("abc", pl.String), orient="row")
    reading, same = tables.read(path, **asked), tables.read(table, **asked)
    assert list(reading.graph) == list(same.graph)
    assert list(reading.report) == list(same.report)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=20), st.data())
def test_a_row_that_is_short_of_cells_is_never_read_as_empty(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("tables") / "x.csv"
    short = data.draw(st.integers(0, len(rows) - 1))
    cut = [row[: data.draw(st.integers(1, 2))] if at == short else row for at, row in enumerate(rows)]
    cut[short] = ("HMD", *cut[short][1:])  # a row of one empty cell is a blank line
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("a", "b", "c"), *cut])
    with pytest.raises(ClaimsFileError, match="where the first row names 3 columns"):
        tables.read(path, source="a", destination="c", publication=INVENTED)


HOSTILE = st.one_of(
    st.none(),
    st.text(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.binary(),
    st.dates(),
    st.decimals(),
    st.lists(st.integers(), max_size=2),
)


@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=4))
def test_mixed_columns_are_read_whole_or_refused_in_one_error(rows: list[tuple[Any, ...]]) -> None:
    table = pd.DataFrame(rows, columns=["a", "b", "c"], dtype=object)
    for asked in (
        {"year": "c"},
        {"count": "c"},
        {"exploitation": "c"},
        {"exploitation": {"c": "sexual"}},
        {"victims": "c"},
    ):
        try:
            reading = tables.read(table, source="a", destination="b", publication=INVENTED, missing=["0"], **asked)
        except TraffickGraphError:
            continue
        assert reading.report.rows_read == len(rows)
        assert reading.report.title in str(reading.report)


@given(st.binary(max_size=200))
def test_no_bytes_of_a_file_are_half_read_or_fail_in_another_way(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("tables") / "x.csv"
    path.write_bytes(b"a,b\n" + data)
    try:
        reading = tables.read(path, source="a", destination="b", publication=INVENTED)
    except TraffickGraphError:
        return
    assert reading.report.rows_used + sum(reading.report.unused.values()) == reading.report.rows_read
