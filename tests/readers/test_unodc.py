"""UNODC's table is read without losing or inventing anything. All figures here are invented."""

from __future__ import annotations

import gc
import runpy
import sys
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph import Count, Country, Evidence, Period, Publication, Region, Route, RouteGraph
from traffickgraph.errors import (
    ClaimsFileError,
    FileFormatError,
    InvalidValueError,
    UnknownPlaceError,
    WrongTypeError,
)
from traffickgraph.readers import unodc
from traffickgraph.readers.unodc.forms import cells_of, largest, smallest
from traffickgraph.vocabulary import Exploitation, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from traffickgraph import Claim
    from traffickgraph.readers import Reading

HEADER = (
    *("Iso3_code", "Country", "Region", "Subregion", "Indicator", "Dimension", "Category"),
    *("Sex", "Age", "Year", "Unit of measurement", "txtVALUE", "Source"),
)
ABOVE = (("UNODC",), ("14/04/2025",))
CITIZENSHIP = "by citizenship"
FORM = "by form of exploitation"
REPATRIATION = "by country of repatriation"


class Row(NamedTuple):
    """A row of an invented table."""

    dimension: str
    category: str = ""
    value: object = "12"
    code: str = "BVT"
    country: str = "Bouvet Island"
    year: object = 2014
    sex: str = "Total"
    age: str = "Total"
    indicator: str = "Detected trafficking victims"
    unit: str = "Counts"

    def cells(self) -> tuple[object, ...]:
        told = (self.indicator, self.dimension, self.category, self.sex, self.age, self.year, self.unit, self.value)
        return (self.code, self.country, "", "", *told, "invented")


def table(
    folder: Path,
    rows: Iterable[Row | Sequence[object]],
    *,
    above: Sequence[Sequence[object]] = ABOVE,
    header: Sequence[object] = HEADER,
    name: str = "t.xlsx",
) -> Path:
    path = folder / name
    options = {"in_memory": True, "default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    book = xlsxwriter.Workbook(path, {**options, "strings_to_urls": False})
    sheet = book.add_worksheet("data_glotip_1")
    lines = [*above, header, *(row.cells() if isinstance(row, Row) else row for row in rows)]
    for number, line in enumerate(lines):
        for at, cell in enumerate(line):
            if cell not in ("", None):
                sheet.write(number, at, cell)
    book.close()
    return path


def read(folder: Path, *rows: Row) -> Reading:
    return unodc.read(table(folder, rows))


def only(graph: RouteGraph) -> Claim:
    (one,) = graph.claims
    return one


def counted(graph: RouteGraph) -> Counter[tuple[object, ...]]:
    """Say what claims say, but for where it stands."""
    return Counter(
        (
            one.route,
            one.exploitation,
            one.victims,
            one.period,
            one.count,
            one.note,
            *sorted(one.evidence.quote.split("; ")),
        )
        for one in graph.claims
    )


def why(reading: Reading) -> dict[str, int]:
    return dict(reading.report.unused)


# ------------------------------------------------------------------------------------------- the file


@pytest.mark.parametrize(("above", "first"), [(ABOVE, 4), ((), 2), ((("UNODC",), (), ("x", 14), ()), 6)])
def test_the_header_may_stand_in_any_of_the_first_rows(
    tmp_path: Path, above: Sequence[Sequence[object]], first: int
) -> None:
    path = table(tmp_path, [Row(CITIZENSHIP, "Antarctica")], above=above, name="data_2025-04-14.xlsx")
    one = only(unodc.read(path).graph)
    assert one.evidence.locator == f"sheet 'data_glotip_1', row {first}"


@pytest.mark.parametrize(
    ("above", "name", "title"),
    [
        ((("UNODC",), ("14/04/2025",)), "t.xlsx", "2025-04-14"),
        ((("UNODC",), (datetime(2024, 2, 9),)), "t.xlsx", "2024-02-09"),  # noqa: DTZ001 - Excel knows no zone
        ((("UNODC",), ("2023-03-01",)), "data_2025-04-14.xlsx", "2023-03-01"),
        ((), "data_glotip_2025-04-14.xlsx", "2025-04-14"),
        ((), "glotip20240209.xlsx", "2024-02-09"),
    ],
)
def test_the_publication_is_the_table_in_the_year_of_its_release(
    tmp_path: Path, above: Sequence[Sequence[object]], name: str, title: str
) -> None:
    said_by = only(
        unodc.read(table(tmp_path, [Row(CITIZENSHIP, "Antarctica")], above=above, name=name)).graph
    ).publication
    assert said_by == Publication(
        f"Trafficking in Persons, data of {title}", int(title[:4]), publisher="UNODC", url=unodc.PORTAL
    )


def test_without_a_date_the_publication_is_asked_for(tmp_path: Path) -> None:
    path = table(tmp_path, [Row(CITIZENSHIP, "Antarctica")], above=(), name="glotip.xlsx")
    with pytest.raises(FileFormatError, match=r"does not say when it was released.*publication=Publication"):
        unodc.read(path)
    mine = Publication("An invented table", 2020)
    assert only(unodc.read(path, publication=mine).graph).publication == mine


def test_a_release_before_there_were_such_tables_is_none(tmp_path: Path) -> None:
    path = table(tmp_path, [Row(CITIZENSHIP, "Antarctica")], above=[("14/04/0025",)])
    with pytest.raises(FileFormatError, match="was not released on 0025-04-14"):
        unodc.read(path)


def test_the_collector_of_cycles_is_at_work_again_after_reading(tmp_path: Path) -> None:
    path = table(tmp_path, [Row(CITIZENSHIP, "Antarctica")])
    unodc.read(path)
    with pytest.raises(ClaimsFileError):
        unodc.read(table(tmp_path, [Row(CITIZENSHIP, "Antarctica", year="x")]))
    assert gc.isenabled()


def test_columns_that_are_missing_are_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = table(tmp_path, [], header=["Iso3_code", "Country", "Age"])
    with pytest.raises(FileFormatError, match=r"no column 'Indicator', 'Dimension'.* row 3 has 'Iso3_code', 'Country'"):
        unodc.read(path)


def test_any_other_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match="no table of UNODC"):
        unodc.read(table(tmp_path, [("a", "b")], header=["x", "y"]))


def test_a_column_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=r"column 'Year' twice, in row 3"):
        unodc.read(table(tmp_path, [], header=[*HEADER, "year"]))


def test_a_column_of_units_is_not_needed_and_columns_come_in_any_order(tmp_path: Path) -> None:
    header = [name for name in reversed(HEADER) if name != "Unit of measurement"]
    cells = dict(zip(HEADER, Row(CITIZENSHIP, "Antarctica").cells(), strict=True))
    path = table(tmp_path, [[cells[name] for name in header]], header=header)
    assert only(unodc.read(path).graph).route == Route.of("ATA", to="BVT")


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, [Row(CITIZENSHIP, "Antarctica")])
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(FileFormatError, match="damaged"):
        unodc.read(path)


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match="no sheet with anything in it"):
        unodc.read(table(tmp_path, [], above=(), header=()))


def test_a_cell_far_off_is_refused_and_does_not_end_the_process(tmp_path: Path) -> None:
    good = table(tmp_path, [Row(CITIZENSHIP, "Antarctica")])
    bad = tmp_path / "far.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            text = old.read(member)
            if member.filename.endswith("sheet1.xml"):
                cell = b'<row r="1048576"><c r = "xfd1048576"><v>1</v></c></row></sheetData>'
                text = text.replace(b"</sheetData>", cell)
            new.writestr(member.filename, text)
    with pytest.raises(FileFormatError, match="more than can be held"):
        unodc.read(bad)


def test_all_cells_that_cannot_be_read_are_listed_and_nothing_is_kept(tmp_path: Path) -> None:
    rows = [
        Row(CITIZENSHIP, "Antarctica", "12"),
        Row(CITIZENSHIP, "Antarctica", "about 12"),
        Row(CITIZENSHIP, "Antarctica", year="last year"),
        Row(FORM, "Forced labour", -3),
        Row(FORM, "Forced labour", 2.5),
        Row(REPATRIATION, "Antarctica", value=True),
        Row("Total", indicator="Persons convicted", year=20111),
        Row(CITIZENSHIP, "Antarctica", "9" * 400),
        Row(CITIZENSHIP, "Antarctica", year=True),
    ]
    with pytest.raises(ClaimsFileError, match=r"8 cells of .* could not be read; nothing was kept") as caught:
        unodc.read(table(tmp_path, rows))
    where = [fault.where for fault in caught.value.faults]
    figure, year = "column 'txtVALUE'", "column 'Year'"
    named = [(5, figure), (6, year), (7, figure), (8, figure), (9, figure), (10, year), (11, figure), (12, year)]
    assert where == [f"row {row}, {column}" for row, column in named]


def test_a_wrong_argument_is_said_to_be_one(tmp_path: Path) -> None:
    path = table(tmp_path, [])
    with pytest.raises(WrongTypeError, match="by_group is True or False"):
        unodc.read(path, by_group="yes")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="publication"):
        unodc.read(path, publication="UNODC")  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match="progress"):
        unodc.read(path, progress=3)  # type: ignore[arg-type]
    with pytest.raises(UnknownPlaceError, match="Atlantis"):
        unodc.read(path, labels={"x": "Atlantis"})
    with pytest.raises(InvalidValueError, match="names no place"):
        unodc.read(path, labels={"x": []})


def test_progress_is_told_to_the_last_row(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = [Row("Total", indicator="Persons convicted")] * 5000
    unodc.read(table(tmp_path, rows), progress=lambda done, all_rows: told.append((done, all_rows)))
    assert told == [(0, 5000), (4096, 5000), (5000, 5000)]


# ------------------------------------------------------------------------------------- by citizenship


def test_a_row_by_citizenship_is_a_flow_to_the_country_that_reports(tmp_path: Path) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, "Antarctica", "1,234"))
    one = only(reading.graph)
    assert one.route == Route.of("ATA", to="BVT")
    assert one.exploitation == (Exploitation.UNSPECIFIED,)
    assert one.period == Period(2014, 2014)
    assert one.count == Count(1234, 1234)
    assert one.evidence == Evidence(one.publication, "sheet 'data_glotip_1', row 4", "")
    assert (reading.report.rows_read, reading.report.rows_used) == (1, 1)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Roumanie", "ROU"),
        ("C\ufffdte d\ufffdIvoire", "CIV"),
        ("Cte d'Ivoire", "CIV"),
        ("Rep\ufffdblica Dominicana", "DOM"),
        ("Nigerin", "NER"),
        ("NIGERIANA", "NGA"),
        ("Guayanean", "GUY"),
    ],
)
def test_a_label_that_is_no_plain_name_is_quoted_and_listed(tmp_path: Path, label: str, code: str) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, label))
    one = only(reading.graph)
    assert one.route == Route.of(code, to="BVT")
    assert one.evidence.quote == label
    assert [(found.label, found.meaning.how) for found in reading.report.resolved] == [(label, "reviewed")]


@pytest.mark.parametrize(
    "label", ["Nationals", "Ciudadanos de su pa\ufffds", "Ciudadanos de su país", "Brazil", "Brazilian", "BRASIL"]
)
def test_nationals_and_the_countrys_own_name_are_domestic(tmp_path: Path, label: str) -> None:
    one = only(read(tmp_path, Row(CITIZENSHIP, label, code="BRA", country="Brazil")).graph)
    assert one.route == Route.of("BRA", to="BRA")
    assert one.route.domestic


@pytest.mark.parametrize("label", ["Unknown", "Abroad", "", "  ", "N/A", "Sin determinar", "Rohingya", "OTROS"])
def test_a_label_that_names_no_country_leaves_the_source_unstated(tmp_path: Path, label: str) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, label))
    assert only(reading.graph).route == Route.of(to="BVT")
    assert reading.frame["read_as"].tolist() == ["unstated"]


@pytest.mark.parametrize(
    ("label", "regions"),
    [
        ("Other Asia", {"asia"}),
        ("Africa and Middle East", {"africa", "middle-east"}),
        ("Amercias", {"americas"}),
        ("Africa", {"africa"}),
    ],
)
def test_a_region_is_a_region_and_not_its_countries(tmp_path: Path, label: str, regions: set[str]) -> None:
    one = only(read(tmp_path, Row(CITIZENSHIP, label)).graph)
    assert one.route.sources == {Region(code) for code in regions}


@pytest.mark.parametrize(
    ("value", "count", "suppressed"),
    [("<5", Count(0, 4), 1), ("12", Count(12, 12), 0), (12, Count(12, 12), 0), ("1,234", Count(1234, 1234), 0)],
)
def test_a_suppressed_figure_is_an_interval(tmp_path: Path, value: object, count: Count, suppressed: int) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, "Antarctica", value))
    assert only(reading.graph).count == count
    assert (reading.report.suppressed, reading.report.missing) == (suppressed, 0)


def test_a_missing_figure_is_neither_zero_nor_suppressed(tmp_path: Path) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, "Antarctica", ""))
    assert only(reading.graph).count is None
    assert (reading.report.suppressed, reading.report.missing) == (0, 1)


def test_rows_that_say_the_same_are_one_claim_and_add_up(tmp_path: Path) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, "Brasil", "<5"), Row(CITIZENSHIP, "Brazil", "1,000"))
    one = only(reading.graph)
    assert one.count == Count(1000, 1004)
    assert one.evidence.locator == "sheet 'data_glotip_1', rows 4 and 5"
    assert one.evidence.quote == "Brasil"


def test_a_total_of_other_rows_is_not_used(tmp_path: Path) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, "Antarctica", 7), Row(CITIZENSHIP, "TOTAL", 7))
    assert len(reading.graph) == 1
    assert why(reading) == {"a total of other rows": 1}
    assert reading.frame["used"].tolist() == [True, False]


@pytest.mark.parametrize("label", ["", "Unknown"])
def test_a_row_that_names_nobody_and_counts_everybody_again_is_not_used(tmp_path: Path, label: str) -> None:
    rows = [Row("Total", "Total", 30), Row(CITIZENSHIP, "Antarctica", 28), Row(CITIZENSHIP, "Brazil", "<5")]
    reading = read(tmp_path, *rows, Row(CITIZENSHIP, label, 30))
    assert sum((one.count or Count(0, 0) for one in reading.graph.claims), Count(0, 0)) == Count(28, 32)
    assert why(reading)["all victims of the country and year, who are counted in other rows"] == 1


@pytest.mark.parametrize(
    "rows",
    [
        # those of unknown citizenship are all there are
        [Row("Total", "Total", 30), Row(CITIZENSHIP, "", 30)],
        # others do not make up the total
        [Row("Total", "Total", 30), Row(CITIZENSHIP, "", 30), Row(CITIZENSHIP, "Brazil", 4)],
        # the total is another figure
        [Row("Total", "Total", 60), Row(CITIZENSHIP, "", 30), Row(CITIZENSHIP, "Brazil", 30)],
        # in another year
        [Row("Total", "Total", 30, year=2015), Row(CITIZENSHIP, "", 30), Row(CITIZENSHIP, "Brazil", 30)],
        # suppressed figures need not be the same
        [Row("Total", "Total", "<5"), Row(CITIZENSHIP, "", "<5"), Row(CITIZENSHIP, "Brazil", "<5")],
    ],
)
def test_a_row_that_names_nobody_is_used_where_it_may_count_others(tmp_path: Path, rows: list[Row]) -> None:
    assert read(tmp_path, *rows).report.rows_used == len(rows) - 1


def test_nationals_that_stand_there_twice_count_once(tmp_path: Path) -> None:
    here = {"code": "BRA", "country": "Brazil"}
    twice = [Row(CITIZENSHIP, "Nationals", 8, **here), Row(CITIZENSHIP, "Brazilian", 8, **here)]
    reading = read(tmp_path, *twice)
    assert only(reading.graph).count == Count(8, 8)
    assert why(reading) == {"nationals who are counted in another row": 1}
    other = read(tmp_path, twice[0], twice[1]._replace(value=3))
    assert only(other.graph).count == Count(11, 11)


@pytest.mark.parametrize("label", ["Congo", "145", "Nationality", "GUINEANA", "European Economic Area", "Nigera"])
def test_what_is_not_understood_is_listed_and_never_a_claim(tmp_path: Path, label: str) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, label))
    assert not reading.graph
    assert why(reading) == {"its label was not understood": 1}
    (found,) = reading.report.unresolved
    assert (found.label, found.column, found.rows) == (label, "Category", 1)
    assert ("Nigeria" in found.nearest) == (label == "Nigera")


def test_the_caller_settles_what_is_left(tmp_path: Path) -> None:
    path = table(tmp_path, [Row(CITIZENSHIP, "Congo"), Row(CITIZENSHIP, "Brazil"), Row(CITIZENSHIP, "x")])
    reading = unodc.read(path, labels={"congo": "COD", "Brazil": None, "x": ["ATA", "HMD"], "y": "ATA"})
    assert [one.route for one in reading.graph.claims] == [
        Route.of("COD", to="BVT"),
        Route.of(to="BVT"),
        Route.of(["ATA", "HMD"], to="BVT"),
    ]
    assert "the mapping names 'y', which is no label here" in reading.report.remarks


def test_guesses_are_made_only_where_they_are_asked_for_and_are_listed(tmp_path: Path) -> None:
    path = table(tmp_path, [Row(CITIZENSHIP, "Argentinaa")])
    assert not unodc.read(path).graph
    guessed = unodc.read(path, fuzzy=True)
    assert only(guessed.graph).route == Route.of("ARG", to="BVT")
    assert [(one.label, one.meaning.how) for one in guessed.report.resolved] == [("Argentinaa", "similar")]


# --------------------------------------------------------------------------------------------- by form


@pytest.mark.parametrize(
    ("label", "form"),
    [("Sexual exploitation", "sexual"), ("Forced labour", "forced_labour"), ("Other forms of exploitation", "other")],
)
def test_a_row_by_form_is_a_destination_with_the_form(tmp_path: Path, label: str, form: str) -> None:
    one = only(read(tmp_path, Row(FORM, label, "<5")).graph)
    assert one.route == Route.of(to="BVT")
    assert one.exploitation == (Exploitation(form),)
    assert one.count == Count(0, 4)
    assert one.victims == ()


def test_another_form_is_not_guessed_at(tmp_path: Path) -> None:
    reading = read(tmp_path, Row(FORM, "Mixed"), Row(FORM, "Forced labour", sex="Both"))
    assert why(reading) == {"another form of exploitation: Mixed": 1, "its sex or age was not understood": 1}


def test_forms_folded_into_one_add_up_and_parts_of_a_total_do_not(tmp_path: Path) -> None:
    form = "Other forms of exploitation"
    rows = [Row(FORM, form, "20"), Row(FORM, form, "<5"), Row(FORM, form, "9", sex="Male", age="0 to 17 years")]
    reading = read(tmp_path, *rows)
    one = only(reading.graph)
    assert one.count == Count(20, 24)
    assert one.evidence.locator.endswith("rows 4 and 5")
    assert why(reading) == {"a part, by sex or age, of a total that is used": 1}


PARTS = [
    Row(FORM, "Forced labour", 1, sex="Female", age="18 years or over"),
    Row(FORM, "Forced labour", 2, sex="Male", age="18 years or over"),
    Row(FORM, "Forced labour", 4, sex="Female", age="0 to 17 years"),
    Row(FORM, "Forced labour", 8, sex="Male", age="0 to 17 years"),
    Row(FORM, "Forced labour", 16, sex="Other", age="0 to 17 years"),
    Row(FORM, "Forced labour", 32, sex="Unknown", age="Unknown"),
]


def test_without_a_total_the_parts_that_have_nobody_in_common_add_up(tmp_path: Path) -> None:
    one = only(read(tmp_path, *PARTS).graph)
    assert one.count == Count(63, 63)
    assert "the table gives no total" in one.note

    children = Row(FORM, "Forced labour", 30, sex="Total", age="0 to 17 years")
    reading = read(tmp_path, *PARTS, children)
    assert only(reading.graph).count == Count(1 + 2 + 30 + 32, 65)
    assert why(reading) == {"a part, by sex or age, of a total that is used": 3}


def test_parts_that_overlap_are_not_added(tmp_path: Path) -> None:
    women = Row(FORM, "Forced labour", 9, sex="Female")
    children = Row(FORM, "Forced labour", 9, sex="Total", age="0 to 17 years")
    reading = read(tmp_path, women, children)
    assert not reading.graph
    assert why(reading) == {"parts by sex and age that overlap, and no total": 2}


def test_by_group_the_parts_are_claims_and_the_totals_are_not(tmp_path: Path) -> None:
    total = Row(FORM, "Forced labour", 63)
    lone = Row(FORM, "Sexual exploitation", 5)
    reading = unodc.read(table(tmp_path, [*PARTS, total, lone]), by_group=True)
    found = {(one.exploitation, one.victims): one.count for one in reading.graph.claims}
    labour, sexual = (Exploitation.FORCED_LABOUR,), (Exploitation.SEXUAL,)
    assert found == {
        (labour, (VictimGroup.WOMEN,)): Count(1, 1),
        (labour, (VictimGroup.MEN,)): Count(2, 2),
        (labour, (VictimGroup.GIRLS,)): Count(4, 4),
        (labour, (VictimGroup.BOYS,)): Count(8, 8),
        (labour, (VictimGroup.CHILDREN,)): Count(16, 16),
        (labour, ()): Count(32, 32),
        (sexual, ()): Count(5, 5),
    }
    assert why(reading) == {"a total of parts, by sex and age, that are used": 1}


def test_by_group_all_words_for_groups_are_used(tmp_path: Path) -> None:
    cells = {"Female": "women;girls", "Male": "men;boys", "Total": "adults"}
    for sex, groups in cells.items():
        age = "18 years or over" if sex == "Total" else "Total"
        one = only(unodc.read(table(tmp_path, [Row(FORM, "Forced labour", sex=sex, age=age)]), by_group=True).graph)
        assert sorted(one.victims) == sorted(map(VictimGroup, groups.split(";")))


_CELLS = [
    cells
    for sex in ("Female", "Male", "Other", "Unknown", "Total")
    for age in ("0 to 17 years", "18 years or over", "Unknown", "Total")
    if (cells := cells_of(sex, age)) is not None
]


@given(st.sets(st.sampled_from(_CELLS), min_size=1), st.booleans())
def test_chosen_rows_count_nobody_twice(rows: set[frozenset[tuple[str, str]]], finest: bool) -> None:
    chosen = smallest(rows) if finest else largest(rows)
    if chosen is None:
        return
    persons = [cell for row in chosen for cell in row]
    assert len(persons) == len(set(persons))
    # and in the largest, everybody is counted who is counted in any row
    assert finest or set(persons) == set().union(*rows)


# ---------------------------------------------------------------------------------------- repatriation


def test_repatriation_is_kept_apart_and_marked(tmp_path: Path) -> None:
    before = Row(REPATRIATION, "Antarctica", 7, year=2016)
    after = Row(REPATRIATION, "Antarctica", 9, year=2017)
    reading = read(tmp_path, before, after)
    assert not reading.graph
    first, second = reading.apart.claims
    assert (first.route, first.count) == (Route.of("ATA", to="BVT"), Count(7, 7))
    assert (second.route, second.count) == (Route.of("BVT", to="ATA"), Count(9, 9))
    for one in (first, second):
        assert one.inferred
        assert one.note.startswith("repatriation")
    assert any("apart" in remark for remark in reading.report.remarks)


def test_repatriation_that_does_not_say_from_where_to_where_is_counted_once_at_most(tmp_path: Path) -> None:
    rows = [
        Row(REPATRIATION, "Abroad", 9, year=2018),
        Row(REPATRIATION, "Antarctica", 9, year=2018),
        Row(REPATRIATION, "Nationals", 9, year=2018),
        Row(REPATRIATION, "Bouvet Island", 9, year=2018),
        Row(REPATRIATION, "Abroad", 5, year=2019),
        Row(REPATRIATION, "Abroad", 5, year=2012),
        Row(REPATRIATION, "TOTAL POR AÑO", 5, year=2012),
        Row(REPATRIATION, "0", 5, year=2012),
    ]
    reading = read(tmp_path, *rows)
    assert [(one.route, one.count) for one in reading.apart.claims] == [
        (Route.of("BVT", to="ATA"), Count(9, 9)),
        (Route.of("BVT"), Count(5, 5)),
    ]
    assert why(reading) == {
        "repatriation that names the country itself, or its nationals: not from where": 2,
        "repatriation from abroad, beside rows that say from where": 1,
        "repatriation before 2017 that names no country: not whose nationals": 1,
        "a total of other rows": 1,
        "its label was not understood": 1,
    }


# --------------------------------------------------------------------------- other rows, and the frame


def test_other_indicators_stay_in_the_frame_whatever_their_figures(tmp_path: Path) -> None:
    rows = [
        Row(CITIZENSHIP, "Q6.1_10s_2019", "61,102,019", indicator="Persons convicted"),
        Row("Total", "Total", "n/a", indicator="Persons prosecuted"),
        Row(CITIZENSHIP, "Antarctica", "0.31", unit="Rate per 100,000 population"),
        Row("by route", "Antarctica"),
        Row(CITIZENSHIP, "Antarctica", sex="Female"),
        Row("Total", "Total", sex="Female"),
        Row(CITIZENSHIP, "Antarctica", indicator=""),
    ]
    reading = read(tmp_path, *rows)
    assert not reading.graph
    assert why(reading) == {
        "another indicator: Persons convicted": 1,
        "another indicator: Persons prosecuted": 1,
        "no count of persons: Rate per 100,000 population": 1,
        "another dimension: by route": 1,
        "a part, by sex or age, of those whom another row counts": 1,
        "detected victims by sex and age alone: neither citizenship nor form of exploitation": 1,
        "it names no indicator": 1,
    }
    frame = reading.to_frame("polars")
    assert frame["value"].to_list()[:3] == ["61,102,019", "n/a", "0.31"]
    assert frame["count_high"].to_list()[:3] == [61102019, None, None]


def test_a_figure_that_cannot_be_is_reported_and_not_used(tmp_path: Path) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, "Antarctica", "61,102,019"))
    assert not reading.graph
    assert why(reading) == {"a figure that cannot be: more than 10,000,000 persons": 1}
    assert any(remark.startswith("row 4 ") for remark in reading.report.remarks)


def test_a_country_without_a_code_is_read_by_its_name_or_reported(tmp_path: Path) -> None:
    rows = [
        Row(CITIZENSHIP, "Antarctica", code="", country="Heard Island and McDonald Islands"),
        Row(CITIZENSHIP, "Antarctica", code="", country="Sark"),
        Row(CITIZENSHIP, "Antarctica", code="XQX", country="Atlantis"),
    ]
    path = table(tmp_path, rows)
    reading = unodc.read(path)
    assert only(reading.graph).route == Route.of("ATA", to="HMD")
    assert why(reading) == {"its country was not understood": 2}
    assert {(one.column, one.label) for one in reading.report.unresolved} == {
        ("Country", "Sark"),
        ("Country", "Atlantis"),
    }
    settled = unodc.read(path, labels={"Sark": "GGY"})
    assert Country("GGY") in settled.graph.countries


def test_a_code_and_a_name_that_are_not_of_the_same_country_are_reported(tmp_path: Path) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, "Antarctica", code="HMD", country="Bouvet Island"))
    assert why(reading) == {"its code and its country are not the same": 1}


def test_a_name_that_is_ambiguous_is_settled_by_its_code(tmp_path: Path) -> None:
    assert only(read(tmp_path, Row(CITIZENSHIP, "Antarctica", code="COG", country="Congo")).graph).route == Route.of(
        "ATA", to="COG"
    )


def test_an_empty_row_is_a_row(tmp_path: Path) -> None:
    path = table(tmp_path, [Row(CITIZENSHIP, "Antarctica"), (), Row(CITIZENSHIP, "Brazil")])
    assert why(unodc.read(path)) == {"an empty row": 1}


def test_the_frame_has_the_cells_that_pandas_reads(tmp_path: Path) -> None:
    rows = [
        Row(CITIZENSHIP, "Brasil", "<5"),
        Row(FORM, "Forced labour", "1,234"),
        Row("Total", "Total", 30, sex="Male"),
    ]
    path = table(tmp_path, rows)
    ours = unodc.read(path).frame
    theirs = pd.read_excel(path, header=2, dtype=str, keep_default_na=False, engine="openpyxl")
    names = {"iso3_code": "Iso3_code", "country": "Country", "category": "Category", "sex": "Sex", "value": "txtVALUE"}
    for name, theirs_name in names.items():
        assert ours[name].tolist() == theirs[theirs_name].tolist()
    assert ours["row"].tolist() == [4, 5, 6]
    assert ours["year"].tolist() == [2014, 2014, 2014]
    assert ours["count_low"].tolist() == [0, 1234, 30]
    assert ours["count_high"].tolist() == [4, 1234, 30]
    assert ours["read_as"].tolist()[:2] == ["BRA", "forced_labour"]
    assert ours["used"].tolist() == [True, True, False]


def test_the_graph_keeps_flows_and_forms_apart_and_the_report_warns(tmp_path: Path) -> None:
    reading = read(tmp_path, Row(CITIZENSHIP, "Antarctica"), Row(FORM, "Forced labour"))
    assert len(reading.graph) == 2
    assert "rows by citizenship and rows by form of exploitation count the same persons; do not add them" in (
        reading.report.remarks
    )


def test_the_example_counts_flows_as_an_interval(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        Row(CITIZENSHIP, "Antarctica", 3, year=2010),
        Row(CITIZENSHIP, "Antarctica", 2, year=2012),  # five in all, certainly
        Row(CITIZENSHIP, "Antarctica", 50, year=2013),  # too late
        Row(CITIZENSHIP, "Brazil", "<5", year=2010),
        Row(CITIZENSHIP, "Brasil", "<5", year=2011),  # perhaps
        Row(CITIZENSHIP, "Chile", "<5", year=2011),  # never
        Row(CITIZENSHIP, "Nationals", 50, year=2011),  # within the country
        Row(CITIZENSHIP, "Asia", 50, year=2011),  # no country
        Row(FORM, "Forced labour", 50, year=2011),  # the same persons
    ]
    script = str(Path(__file__).parents[2] / "examples" / "unodc_flows.py")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", [script, str(table(tmp_path, rows))])
        runpy.run_path(script, run_name="__main__")
    printed = capsys.readouterr().out
    assert "3 pairs of countries, 2010 to 2012" in printed
    assert "flows with at least 5 detected victims: 1–2\n" in printed
    assert "at least 510" in printed


# ------------------------------------------------------------------------------------------------ laws

labels = st.sampled_from(
    ["Antarctica", "Nationals", "Bouvet Island", "Unknown", "", "Abroad", "TOTAL", "Congo", "Nigera", "Brasil", "Asia"]
)
values = st.sampled_from(["<5", "12", 7, 30, "1,234", "", "61,102,019"])
sexes = st.sampled_from(["Total", "Total", "Female", "Male", "Other", "Unknown"])
ages = st.sampled_from(["Total", "Total", "0 to 17 years", "18 years or over", "Unknown"])
indicators = st.sampled_from(["Detected trafficking victims", "Detected trafficking victims", "Persons convicted"])
dimensions = st.sampled_from([CITIZENSHIP, CITIZENSHIP, REPATRIATION, FORM, FORM, "Total"])
forms = st.sampled_from(["Forced labour", "Other forms of exploitation"])


@st.composite
def invented_rows(draw: st.DrawFn) -> Row:
    dimension = draw(dimensions)
    category = draw(forms if dimension == FORM else labels)
    sex, age = (draw(sexes), draw(ages)) if dimension in (FORM, "Total") else ("Total", "Total")
    year, indicator = draw(st.sampled_from([2016, 2017])), draw(indicators)
    return Row(dimension, category, draw(values), year=year, sex=sex, age=age, indicator=indicator)


tables = st.lists(invented_rows(), max_size=25)


@given(tables, st.booleans())
def test_every_row_is_used_or_unused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[Row],
    by_group: bool,
) -> None:
    reading = unodc.read(table(tmp_path_factory.getbasetemp(), rows), by_group=by_group)
    report = reading.report
    assert report.rows_read == len(rows) == report.rows_used + sum(report.unused.values())
    frame = reading.to_frame("polars")
    assert frame.height == len(rows)
    assert frame["used"].to_list().count(True) == report.rows_used


@given(tables, st.booleans())
def test_counts_of_claims_add_up_to_the_figures_used(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[Row],
    by_group: bool,
) -> None:
    reading = unodc.read(table(tmp_path_factory.getbasetemp(), rows), by_group=by_group)
    used = [row for row in reading.to_frame("polars").iter_rows(named=True) if row["used"]]
    counts = [one.count for graph in (reading.graph, reading.apart) for one in graph.claims]
    assert sum(count.low for count in counts if count) == sum(row["count_low"] or 0 for row in used)
    # a missing figure leaves the upper bound of its claim open
    assert any(count is None or count.high is None for count in counts) == any(row["value"] is None for row in used)
    if all(row["value"] for row in used):
        assert sum(count.high or 0 for count in counts if count) == sum(row["count_high"] for row in used)


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], chance: Random
) -> None:
    folder = tmp_path_factory.getbasetemp()
    first = unodc.read(table(folder, rows))
    mixed = list(rows)
    chance.shuffle(mixed)
    second = unodc.read(table(folder, mixed))
    assert counted(first.graph) == counted(second.graph)
    assert counted(first.apart) == counted(second.apart)
    assert why(first) == why(second)


cells = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(
        ["=1+1", "+1", "2014", "<5", "\ufffd", "\x00", "1e400", "١٢", "9" * 40, "<0", "5-3", "-1", "Total"]
    ),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-10, 10**9),
    st.booleans(),
    st.dates(datetime(1950, 1, 1).date(), datetime(2050, 1, 1).date()),  # noqa: DTZ001
    st.none(),
)


@given(st.lists(st.tuples(st.integers(0, 9), cells), max_size=6))
def test_any_cell_is_read_or_refused_in_one_way(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, object]]
) -> None:
    rows = []
    for column, cell in changes:
        row = list(Row(CITIZENSHIP, "Antarctica").cells())
        row[[0, 1, 4, 5, 6, 7, 8, 9, 10, 11][column]] = cell
        rows.append(row)
    path = table(tmp_path_factory.getbasetemp(), rows)
    try:
        reading = unodc.read(path, fuzzy=True)
    except ClaimsFileError as error:
        assert 1 <= len(error.faults) <= len(rows)  # noqa: PT017 - what is asked is either of two outcomes
    else:
        assert reading.report.rows_read == reading.to_frame("polars").height
        str(reading.report)
