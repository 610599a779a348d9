"""A report accounts for every row, and says of every label how it was understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph.graph import RouteGraph
from traffickgraph.model import Count, Period, Publication, Route
from traffickgraph.readers import Reading, resolve
from traffickgraph.readers.gathering import Gathering, Said, rows_named
from traffickgraph.readers.labels import Labels, Meaning
from traffickgraph.readers.report import Ledger, Report

REPORT = Publication("An invented table", 2020)
SAID = Said(Route.of("UZB", to="AZE"), period=Period(2015, 2015))
ROWS = st.lists(st.none() | st.builds(lambda a, b: Count(a, a + b), st.integers(0, 9), st.integers(0, 9)), max_size=8)


def report_of(*labels: str) -> Report:
    ledger, understood = Ledger(), Labels()
    for label in labels:
        meaning = understood.meaning(label)
        ledger.label("citizenship", label, meaning)
        if meaning.resolved:
            ledger.used()
        else:
            ledger.unused("its label was not understood")
    return ledger.report("invented.csv")


PRINTED = """\
invented.csv
what                rows  column       label     read_as   remark
rows read              5  …            …         …         …
rows used              2  …            …         …         …
rows unused            3  …            …         …         its label was not understood
label not resolved     2  citizenship  Nigera    …         not understood; nearest: Nigeria, Niger
label not resolved     1  citizenship  Bissauan  …         ambiguous: Elsewhere (AAA) or Nowhere (BBB)
label resolved         1  citizenship  …         unstated  empty"""


def test_a_report_prints_what_was_read_used_and_left_and_every_label_in_doubt() -> None:
    ledger = Ledger()
    ledger.used(2)
    ledger.unused("its label was not understood", 3)
    ledger.label("citizenship", "Burma", Labels().meaning("Burma"))
    ledger.label(
        "citizenship", "Bissauan", Meaning("unresolved", how="ambiguous", note="Elsewhere (AAA) or Nowhere (BBB)")
    )
    ledger.label("citizenship", "Nigera", Labels().meaning("Nigera"))
    ledger.label("citizenship", None, Labels().meaning(None))
    ledger.label("citizenship", "Nigera", Labels().meaning("Nigera"))
    assert str(ledger.report("invented.csv")) == PRINTED


def test_a_report_has_its_figures_as_attributes() -> None:
    report = report_of("Burma", "Nigera", "")
    assert (report.rows_read, report.rows_used, report.unused) == (3, 2, {"its label was not understood": 1})
    assert [one.label for one in report.unresolved] == ["Nigera"]
    assert report.unresolved[0].nearest[0] == "Nigeria"
    assert [one.meaning.how for one in report.resolved] == ["empty"]
    assert repr(report) == "<Report 'invented.csv': 2 of 3 rows used, 1 label not resolved>"


def test_a_report_is_a_frame_with_a_line_for_each_label() -> None:
    frame = report_of("Nigera", "Atlantis").to_frame("polars")
    assert frame.filter(frame["what"] == "label not resolved")["label"].to_list() == ["Atlantis", "Nigera"]


def test_suppressed_and_missing_figures_are_told_apart() -> None:
    ledger = Ledger()
    ledger.used(3, suppressed=True)
    ledger.used(2, missing=True)
    ledger.used()
    report = ledger.report("invented.csv")
    assert (report.rows_used, report.suppressed, report.missing) == (6, 3, 2)


def test_a_thousand_unknown_labels_are_all_told_and_quickly() -> None:
    report = report_of(*(f"Atlantis {at}" for at in range(1000)))
    assert len(report.unresolved) == 1000


@given(st.lists(st.sampled_from(["Burma", "Nigera", "Congolese", "", "104"])))
def test_every_row_is_used_or_unused(labels: list[str]) -> None:
    report = report_of(*labels)
    assert report.rows_read == report.rows_used + sum(report.unused.values()) == len(labels)


# ---- resolve ---------------------------------------------------------------------------------------------------------


def test_a_column_of_labels_has_a_place_or_none_for_each() -> None:
    found = resolve(["Burma", None, "Atlantis", "Burma", "both"], {"both": ["SOM", "KEN"]})
    assert found.codes == ("MMR", None, None, "MMR", None)
    assert [one.kind for one in found.meanings] == ["place", "unstated", "unresolved", "place", "place"]
    assert found.report.rows_read == 5


def test_a_column_tells_what_the_mapping_names_in_vain() -> None:
    assert resolve(["Burma"], {"Elsewhere": "SOM"}).report.remarks == (
        "the mapping names 'Elsewhere', which is no label here",
    )


@pytest.mark.parametrize("labels", ["Burma", b"Burma", 3, ["Burma", 3], ["Burma", float("nan")], ["Burma", ["x"]]])
def test_what_is_no_column_of_labels_is_refused(labels: object) -> None:
    with pytest.raises(TypeError, match="labels are"):
        resolve(labels)  # type: ignore[arg-type]


# ---- gathering and reading -------------------------------------------------------------------------------------------


@given(ROWS)
def test_figures_of_rows_that_say_the_same_add_up_as_intervals(counts: list[Count | None]) -> None:
    gathering = Gathering()
    for at, count in enumerate(counts):
        gathering.add(SAID, count, rows=[at])
    claims = list(gathering.claims(REPORT, locate=rows_named))
    assert len(claims) == bool(counts)
    stated = [one for one in counts if one is not None]
    for one in claims:
        if not stated:
            assert one.count is None
        else:
            assert one.count is not None
            assert one.count.low == sum(each.low for each in stated)
            whole = len(stated) == len(counts)
            assert one.count.high == (sum(each.high or 0 for each in stated) if whole else None)


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([], ""),
        ([4], "row 4"),
        ([4, 5], "rows 4 and 5"),
        ([4, 5, 9], "rows 4, 5 and 9"),
        (range(1, 1003), "rows 1, 2, 3, 4, 5 and 997 more"),
    ],
)
def test_rows_are_named_as_far_as_a_reader_needs(rows: list[int], named: str) -> None:
    assert rows_named(rows) == named


def test_the_words_of_the_table_are_quoted_where_the_claim_has_others() -> None:
    gathering = Gathering()
    gathering.add(SAID, Count(1, 1), quote="Uzbecki")
    gathering.add(SAID, Count(1, 1), quote="Uzbeki")
    gathering.add(SAID, Count(1, 1))
    (one,) = gathering.claims(REPORT, note=lambda number: f"{number} rows")
    assert (one.evidence.quote, one.note, one.count) == ("Uzbecki; Uzbeki", "3 rows", Count(3, 3))


def test_a_reading_makes_its_frame_when_it_is_asked_for() -> None:
    made = []

    def columns() -> dict[str, list[int]]:
        made.append(1)
        return {"row": [1, 2]}

    reading = Reading(RouteGraph(), report_of("Burma", "Nigera"), columns)
    assert repr(reading) == "<Reading: 0 claims; 1 of 2 rows used, 1 label not resolved>"
    assert made == []
    assert reading.frame["row"].to_list() == reading.to_frame("polars")["row"].to_list() == [1, 2]
    assert len(made) == 2
