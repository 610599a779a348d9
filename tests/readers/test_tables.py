"""Any table into claims: what a caller may rely on, with polars and pandas frames and with files."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from traffickgraph.errors import (
    ClaimsFileError,
    FileFormatError,
    InvalidValueError,
    MissingPackageError,
    UnknownPlaceError,
    UnknownTermError,
    WrongTypeError,
)
from traffickgraph.model import Count, Period, Publication
from traffickgraph.places import place
from traffickgraph.readers import tables
from traffickgraph.readers.labels import Labels, Meaning
from traffickgraph.readers.tables import files as table_files
from traffickgraph.readers.tables.routes import route_of
from traffickgraph.vocabulary import Exploitation

if TYPE_CHECKING:
    from pathlib import Path

    from traffickgraph.readers.reading import Reading

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

INVENTED = Publication("An invented table", 2020)


def read(columns: dict[str, list[Any]], **asked: Any) -> Reading:
    asked = {"source": "a", "destination": "b", "publication": INVENTED} | asked
    return tables.read(pl.DataFrame(columns, strict=False), **asked)


def read_text(path: Path, text: str | bytes, **asked: Any) -> Reading:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tables.read(path, **({"source": "a", "destination": "b", "publication": INVENTED} | asked))


def printed(reading: Reading) -> list[str]:
    return [str(claim).removesuffix(" (An invented table, 2020)") for claim in reading.graph]


# ---- what rows say ----


def test_rows_that_say_the_same_are_one_claim_that_counts_nobody() -> None:
    reading = read({"a": ["HMD", "Heard Island", "BVT"], "b": ["ATA"] * 3})
    assert printed(reading) == ["Bouvet Island → Antarctica", "Heard Island and McDonald Islands → Antarctica"]
    assert [claim.count for claim in reading.graph] == [None, None]
    assert [claim.note for claim in reading.graph] == ["", "stated in 2 rows"]


def test_rows_of_persons_are_counted() -> None:
    reading = read({"a": ["HMD", "Heard Island", "BVT"], "b": ["ATA"] * 3}, row="person", note="an invented remark")
    assert [claim.count for claim in reading.graph] == [Count(1, 1), Count(2, 2)]
    assert {claim.note for claim in reading.graph} == {"an invented remark"}


def test_a_remark_of_the_caller_stands_before_the_number_of_rows() -> None:
    assert read({"a": ["HMD"] * 2, "b": ["ATA"] * 2}, note="as coded").graph.claims[0].note == (
        "as coded; stated in 2 rows"
    )


def test_figures_of_persons_add_up_as_intervals() -> None:
    reading = read({"a": ["HMD"] * 3, "b": ["ATA"] * 3, "n": ["<5", "1,234", "5-9"]}, count="n")
    assert reading.graph.claims[0].count == Count(1239, 1247)
    assert reading.report.suppressed == 1


def test_a_missing_figure_leaves_the_sum_open_and_is_not_zero() -> None:
    for missing in (None, "", " "):
        reading = read({"a": ["HMD"] * 2, "b": ["ATA"] * 2, "n": ["7", missing]}, count="n")
        assert reading.graph.claims[0].count == Count(7, None)
        assert reading.report.missing == 1
    assert read({"a": ["HMD"], "b": ["ATA"], "n": [0]}, count="n").graph.claims[0].count == Count(0, 0)


def test_a_figure_that_is_not_a_number_is_no_missing_figure() -> None:
    with pytest.raises(ClaimsFileError, match="no number"):
        read({"a": ["HMD"], "b": ["ATA"], "n": [float("nan")]}, count="n")


def test_a_way_keeps_its_order_and_leaves_out_what_is_unstated() -> None:
    columns = {"a": ["HMD"] * 3, "one": ["BVT", "SGS", None], "two": ["SGS", "BVT", "BVT"], "b": ["ATA"] * 3}
    reading = read(columns, via=["one", "two"], labels={"BVT": ["BVT", "IOT"]})
    either = frozenset({place("BVT"), place("IOT")})
    assert {claim.route.via for claim in reading.graph} == {
        (either, frozenset({place("SGS")})),
        (frozenset({place("SGS")}), either),
        (either,),
    }


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        (2015, Period(2015, 2015)),
        (2015.0, Period(2015, 2015)),
        ("2015", Period(2015, 2015)),
        ("2015.0", Period(2015, 2015)),
        (" 2014-2016 ", Period(2014, 2016)),
        ("since 2010", Period(2010, None)),
        ("2015-03-31", Period(2015, 2015)),
        (dt.date(2015, 12, 31), Period(2015, 2015)),
        (dt.datetime(2015, 12, 31, 23), Period(2015, 2015)),  # noqa: DTZ001 - without a zone, its year is its own
        ("2015.00", Period(2015, 2015)),
        ("2015-03", Period(2015, 2015)),
        ("2010-11", Period(2010, 2010)),  # a month, as in ISO 8601
        ("2010/11", Period(2010, 2011)),
        ("1999/00", Period(1999, 2000)),
        ("2018/19", Period(2018, 2019)),
        ("2018/2019", Period(2018, 2019)),
        ("03/12/2020", Period(2020, 2020)),
        ("31.12.2020", Period(2020, 2020)),
        ("12-31-2020", Period(2020, 2020)),
        ("2020/1/31", Period(2020, 2020)),
        ("2020-02-29T23:59:59.123Z", Period(2020, 2020)),
        ("2020-01-31 00:00:00", Period(2020, 2020)),
        ("1/31/2020 11:15 PM", Period(2020, 2020)),
        (None, None),
        ("", None),
    ],
)
def test_a_year_is_the_time_spoken_of(cell: object, period: Period | None) -> None:
    assert read({"a": ["HMD"], "b": ["ATA"], "y": [cell]}, year="y").graph.claims[0].period == period


@pytest.mark.parametrize(
    "cell",
    [
        *(15, 2015.5, "15", "soon", "2016-2014", -99, -1, 20150331, "2015.000"),
        *("2015-13", "2015-00", "2015-3", "2018/20", "2018/12", "2018/18", "18/19", "12/2018"),
        *("2020-13-45", "2021-02-29", "31.11.2020", "13/13/2020", "03/12/20", "2020-01/02", "0000-01-01"),
        *("2020-01-01 garbage", "x 2020-01-01", "2020-01-01T99:00", "2020-01-01 2020"),
    ],
)
def test_a_year_that_cannot_be_read_is_named_with_its_column(cell: object) -> None:
    with pytest.raises(ClaimsFileError) as raised:
        read({"a": ["HMD", "HMD"], "b": ["ATA"] * 2, "y": [cell, cell]}, year="y")
    (fault,) = raised.value.faults
    assert fault.where == "column 'y'"
    assert "2 rows" in fault.what
    assert "'2014-12-31'" in fault.what
    assert "missing=" in fault.what


def test_dates_of_a_column_of_objects_are_years() -> None:
    frame = pd.DataFrame({"a": ["HMD", "HMD"], "b": ["ATA", "ATA"], "y": [dt.date(2015, 1, 1), None]}, dtype=object)
    reading = tables.read(frame, source="a", destination="b", year="y", publication=INVENTED)
    assert [claim.period for claim in reading.graph] == [None, Period(2015, 2015)]


# ---- words and flags ----


def test_words_are_those_of_the_vocabulary_or_of_the_caller() -> None:
    cells = ["sexual", "Forced labor; sexual", "Sex", "n/k", None, "Sex;Begging"]
    reading = read(
        {"a": ["HMD"] * 6, "b": ["ATA"] * 6, "f": cells},
        exploitation="f",
        forms={"Sex": "sexual", "n/k": None, "Begging": ["forced_begging", "forced_labour"]},
    )
    assert [";".join(claim.exploitation) for claim in reading.graph] == [
        "sexual",
        "sexual;forced_labour",
        "sexual;forced_labour;forced_begging",
        "unspecified",
    ]
    assert reading.report.rows_used == 6


def test_a_word_that_is_not_in_the_vocabulary_leaves_its_rows_unused() -> None:
    reading = read({"a": ["HMD"] * 3, "b": ["ATA"] * 3, "f": ["sexaul", "sexaul", "other"]}, exploitation="f")
    assert printed(reading) == ["Heard Island and McDonald Islands → Antarctica: another form of exploitation"]
    assert reading.report.unused == {"a word is not in the vocabulary": 2}
    (unknown,) = reading.report.unresolved
    assert (unknown.column, unknown.label, unknown.rows, unknown.nearest) == ("f", "sexaul", 2, ("sexual",))


def test_a_form_is_not_named_and_unspecified_at_once() -> None:
    reading = read({"a": ["HMD"], "b": ["ATA"], "f": ["sexual;unspecified"]}, exploitation="f")
    assert reading.report.rows_used == 0
    assert "unspecified and named" in str(reading.report)


def test_victims_are_named_in_words() -> None:
    reading = read({"a": ["HMD"] * 2, "b": ["ATA"] * 2, "v": ["women;Girls", "ladies"]}, victims="v")
    assert [tuple(claim.victims) for claim in reading.graph] == [("women", "girls")]
    assert [one.label for one in reading.report.unresolved] == ["ladies"]


@pytest.mark.parametrize(
    ("word", "group"),
    [
        *(("woman", "women"), ("Man", "men"), ("GIRL", "girls"), ("boy", "boys"), ("child", "children")),
        *(("adult", "adults"), ("Minors", "children"), ("minor", "children"), (" women ", "women")),
    ],
)
def test_singulars_and_plain_words_name_groups_of_victims(word: str, group: str) -> None:
    (claim,) = read({"a": ["HMD"], "b": ["ATA"], "v": [word]}, victims="v").graph
    assert tuple(claim.victims) == (group,)


@pytest.mark.parametrize(("word", "among"), [("Female", "girls"), ("males", "boys")])
def test_a_sex_without_an_age_is_left_to_the_caller(word: str, among: str) -> None:
    report = read({"a": ["HMD"], "b": ["ATA"], "v": [word]}, victims="v").report
    assert report.rows_used == 0
    assert "groups=" in report.unresolved[0].meaning.note
    assert among in report.unresolved[0].meaning.note
    assert "groups=" in str(report)


def test_the_caller_says_which_groups_words_mean() -> None:
    reading = read(
        {"a": ["HMD"] * 4, "b": ["ATA"] * 4, "v": ["Female", "mujeres", "f; boys", "n/k"]},
        victims="v",
        groups={"Female": ["women", "girls"], "mujeres": "women", "f": ("girls",), "n/k": None, "m": "men"},
    )
    assert {tuple(claim.victims) for claim in reading.graph} == {("women", "girls"), ("women",), ("girls", "boys"), ()}
    assert reading.report.remarks == ("the mapping of groups names 'm', which is no word here",)


@pytest.mark.parametrize("form", Exploitation)
def test_the_words_that_are_printed_are_understood(form: Exploitation) -> None:
    for word in (form.phrase, form.phrase.upper(), str(form)):
        (claim,) = read({"a": ["HMD"], "b": ["ATA"], "f": [word]}, exploitation="f").graph
        assert tuple(claim.exploitation) == (form,)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        *(
            ("Sex trafficking", "sexual"),
            ("commercial sexual exploitation", "sexual"),
            ("Forced labor", "forced_labour"),
        ),
        *(("labor trafficking", "forced_labour"), ("Labour Exploitation", "forced_labour")),
        *(("debt bondage", "forced_labour"), ("debt-bondage", "forced_labour"), ("Sexual-exploitation", "sexual")),
    ],
)
def test_words_of_the_field_that_mean_one_form_are_understood(word: str, form: str) -> None:
    (claim,) = read({"a": ["HMD"], "b": ["ATA"], "f": [word]}, exploitation="f").graph
    assert tuple(claim.exploitation) == (form,)


@pytest.mark.parametrize("word", ["prostitution", "domestic work", "labour", "exploitation", "trafficking"])
def test_words_that_may_mean_something_else_are_left_to_the_caller(word: str) -> None:
    assert read({"a": ["HMD"], "b": ["ATA"], "f": [word]}, exploitation="f").report.rows_used == 0


def test_the_nearest_of_the_words_that_are_understood_are_told() -> None:
    reading = read({"a": ["HMD"], "b": ["ATA"], "f": ["sex traficking"]}, exploitation="f")
    assert reading.report.unresolved[0].nearest[0] == "sex trafficking"


@pytest.mark.parametrize(
    "cells",
    [
        ["1.0", "0.0"],
        ["1.0", "-99.0"],
        [1, 0],
        [True, False],
        ["1", "0"],
        ["yes", "no"],
        ["TRUE", ""],
        [1, None],
        [1.0, -99.0],
        ["Yes", "-99"],
        [1, -99],
    ],
)
def test_flags_name_forms(cells: list[Any]) -> None:
    reading = read(
        {"a": ["HMD"] * 2, "b": ["ATA"] * 2, "isSexual": cells, "isLabour": cells[::-1]},
        exploitation={"isSexual": "sexual", "isLabour": "forced_labour"},
    )
    assert [tuple(claim.exploitation) for claim in reading.graph] == [("sexual",), ("forced_labour",)]


def test_rows_without_a_flag_are_unspecified_and_with_two_name_two() -> None:
    reading = read(
        {"a": ["HMD", "BVT"], "b": ["ATA"] * 2, "s": [0, 1], "l": [None, 1]},
        exploitation={"s": "sexual", "l": "forced_labour"},
    )
    assert [tuple(claim.exploitation) for claim in reading.graph] == [("sexual", "forced_labour"), ("unspecified",)]


def test_a_flag_that_is_neither_yes_nor_no_stops_the_reading() -> None:
    with pytest.raises(ClaimsFileError, match=r"column 's': '2' is no flag|column 's': 2 is no flag"):
        read({"a": ["HMD"], "b": ["ATA"], "s": [2]}, exploitation={"s": "sexual"})


# ---- labels ----


def test_labels_that_are_not_understood_leave_their_rows_unused_and_are_listed() -> None:
    reading = read({"a": ["Atlantis", "Bouvet Iland", "Bouvet Iland", "BVT"], "b": ["ATA"] * 4})
    assert reading.report.rows_used == 1
    assert reading.report.unused == {"a label of a place is not understood": 3}
    assert [(one.label, one.rows, one.nearest[:1]) for one in reading.report.unresolved] == [
        ("Bouvet Iland", 2, ("Bouvet Island",)),
        ("Atlantis", 1, ()),
    ]


def test_labels_are_guessed_at_only_where_asked() -> None:
    reading = read({"a": ["Bouvet Iland"], "b": ["ATA"]}, fuzzy=True)
    assert printed(reading) == ["Bouvet Island → Antarctica"]
    assert [one.meaning.how for one in reading.report.resolved] == ["similar"]


def test_the_word_of_the_caller_goes_first_and_what_does_not_occur_is_said() -> None:
    reading = read(
        {"a": ["Rep. Somewhere", "n/k"], "b": ["ATA"] * 2},
        labels={"Rep. Somewhere": "BVT", "n/k": None, "Nowhere": "HMD"},
    )
    assert printed(reading) == ["… → Antarctica", "Bouvet Island → Antarctica"]
    assert "'Nowhere'" in reading.report.remarks[0]


def test_a_row_that_names_no_place_is_unused() -> None:
    assert read({"a": [None, "BVT"], "b": ["", "ATA"]}).report.unused == {"it names no place": 1}


def test_a_number_of_a_country_has_three_digits_whatever_the_column_holds() -> None:
    for numbers in ([10, 74], [10.0, 74.0], ["010", "074"]):
        assert printed(read({"a": numbers, "b": ["ATA"] * 2})) == [
            "Antarctica → Antarctica",
            "Bouvet Island → Antarctica",
        ]


@pytest.mark.parametrize(
    ("source", "destination", "route"),
    [
        ("nationals", "ATA", "Antarctica → Antarctica"),
        ("nationals", "central-asia", "nationals of no one country that it names"),
        ("nationals", None, "nationals of no one country that it names"),
        ("ATA", "nationals", "nationals of no one country that it names"),
        ("total", "ATA", "it is a total of other rows"),
        ("ATA", "unresolved", "a label of a place is not understood"),
    ],
)
def test_nationals_are_domestic_and_totals_are_no_claim(source: Any, destination: Any, route: str) -> None:
    def meaning(label: str | None) -> Meaning:
        return Meaning(label) if label in {"nationals", "total", "unresolved"} else Labels().meaning(label)

    assert str(route_of(meaning(source), (), meaning(destination))) == route


def test_nationals_and_totals_are_understood_in_every_column_of_places() -> None:
    columns = {
        "a": ["Nationals", "Total", "HMD", "HMD", "HMD", "nationals"],
        "v": [None, None, "Nationals", "Total", None, None],
        "b": ["ATA", "ATA", "ATA", "ATA", "Total", None],
    }
    reading = read(columns, via="v")
    assert printed(reading) == ["Antarctica → Antarctica"]
    assert reading.report.unused == {
        "it is a total of other rows": 3,
        "nationals of no one country that it names": 2,
    }
    assert reading.report.unresolved == ()


def test_the_word_of_the_caller_leaves_namibia_and_norway_alone() -> None:
    reading = read({"a": ["NA", "n.a.", "NO"], "b": ["ATA"] * 3}, labels={"n.a.": None, "no": None}, row="person")
    assert [claim.route.sources for claim in reading.graph] == [set(), {place("NAM")}, {place("NOR")}]
    assert printed(read({"a": ["NA"], "b": ["ATA"]}, labels={"NA": None})) == ["… → Antarctica"]


def test_numbers_are_read_alike_from_every_container(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    frame = pl.DataFrame({"a": [4, 840], "b": ["ATA", "ATA"]})
    frame.write_parquet(tmp_path / "x.parquet")
    frame.write_csv(tmp_path / "x.csv")
    frame.with_columns(pl.col("a").cast(float)).write_csv(tmp_path / "y.csv")
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([("a", "b"), *frame.rows()]):
            sheet.write_row(at, 0, row)
    asked = {"source": "a", "destination": "b", "publication": INVENTED}
    mixed = pd.DataFrame({"a": [4, "840"], "b": ["ATA", "ATA"]}, dtype=object)
    expected = ["Afghanistan → Antarctica", "United States → Antarctica"]
    for given in (frame, mixed, *(tmp_path / name for name in ("x.csv", "y.csv", "x.parquet", "x.xlsx"))):
        assert printed(tables.read(given, **asked)) == expected
        assert printed(tables.read(given, **asked, labels={"4": "BVT"}))[0] == "Bouvet Island → Antarctica"


# ---- missing values ----


@pytest.mark.parametrize("missing", [["NA"], (" na ",), {"NA"}, iter(["NA", "NA"])])
def test_what_stands_for_a_missing_value_is_compared_without_case(missing: Any) -> None:
    (claim,) = read({"a": ["NA"] * 2, "b": ["ATA"] * 2, "n": ["na", "3"]}, count="n", missing=missing).graph
    assert claim.count == Count(3, None)
    assert claim.route.sources == {place("NAM")}


def test_without_being_told_a_word_is_a_fault_that_names_the_remedy() -> None:
    for asked, cell in (({"count": "n"}, "NA"), ({"count": "n"}, -99), ({"exploitation": {"n": "sexual"}}, "NA")):
        with pytest.raises(ClaimsFileError, match="missing="):
            read({"a": ["HMD"], "b": ["ATA"], "n": [cell]}, **asked)


def test_a_missing_value_is_a_whole_cell() -> None:
    report = read({"a": ["HMD"], "b": ["ATA"], "f": ["sexual;NA"]}, exploitation="f", missing=["NA"]).report
    assert report.rows_used == 0


def test_a_file_short_of_cells_is_found_although_words_are_missing(tmp_path: Path) -> None:
    with pytest.raises(ClaimsFileError, match="where the first row names 3 columns"):
        read_text(tmp_path / "x.csv", "a,b,n\nHMD,ATA,NA\nHMD,ATA\n", count="n", missing=["NA"])


# ---- what is given ----


def test_pandas_that_has_made_nothing_of_namibia_cannot_be_asked_again() -> None:
    frame = pd.DataFrame({"a": ["NA", None], "b": ["ATA", "ATA"]})
    reading = tables.read(frame, source="a", destination="b", publication=INVENTED)
    assert printed(reading) == ["… → Antarctica", "Namibia → Antarctica"]


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"source": None, "destination": None}, InvalidValueError, "no column of places"),
        ({"source": 3}, WrongTypeError, "source is the name of a column"),
        ({"via": {"a", "b"}}, WrongTypeError, "in order"),
        ({"via": [1]}, WrongTypeError, "names of columns"),
        ({"exploitation": {}}, InvalidValueError, "empty mapping"),
        ({"exploitation": {"f": "sexaul"}}, UnknownTermError, "did you mean 'sexual'"),
        ({"exploitation": {"f": "unspecified"}}, InvalidValueError, "no form"),
        ({"exploitation": {1: "sexual"}}, WrongTypeError, "names of columns"),
        ({"forms": {"x": "sexual"}}, InvalidValueError, "exploitation="),
        ({"forms": {"x": "sexaul"}, "exploitation": "f"}, UnknownTermError, "sexual"),
        ({"forms": ["x"], "exploitation": "f"}, WrongTypeError, "mapping"),
        ({"groups": {"x": "women"}}, InvalidValueError, "victims="),
        ({"groups": {"x": "womne"}, "victims": "v"}, UnknownTermError, "women"),
        ({"groups": {3: "women"}, "victims": "v"}, WrongTypeError, "groups maps text"),
        ({"groups": ["x"], "victims": "v"}, WrongTypeError, "mapping"),
        ({"missing": "NA"}, WrongTypeError, "list of words"),
        ({"missing": [-99]}, WrongTypeError, "'-99'"),
        ({"missing": {"NA": None}}, WrongTypeError, "list of words"),
        ({"destination": "a"}, InvalidValueError, "in source= and in destination="),
        ({"via": "a"}, InvalidValueError, "in source= and in via="),
        ({"via": ["c", "c"]}, InvalidValueError, "twice in via="),
        ({"count": "b"}, InvalidValueError, "in destination= and in count="),
        ({"year": "year", "count": "year"}, InvalidValueError, "in year= and in count="),
        ({"year": "a"}, InvalidValueError, "a column says one thing"),
        ({"labels": {"x": "Atlantis"}}, UnknownPlaceError, "Atlantis"),
        ({"row": "victim"}, InvalidValueError, "'claim' or 'person'"),
        ({"row": "person", "count": "n"}, InvalidValueError, "one person"),
        ({"publication": "A report"}, WrongTypeError, "Publication"),
        ({"note": 3}, WrongTypeError, "note is text"),
        ({"note": "\ud800"}, InvalidValueError, "half a character"),
        ({"fuzzy": "yes"}, WrongTypeError, "True or False"),
        ({"year": "yaer"}, InvalidValueError, "did you mean 'year'"),
        ({"year": "yes"}, InvalidValueError, "yes or no"),
        ({"count": "many"}, InvalidValueError, "nested values"),
        ({"source": "when"}, InvalidValueError, "dates"),
    ],
)
def test_what_cannot_be_asked_is_said_before_anything_is_read(
    asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    columns = {"a": ["HMD"], "b": ["ATA"], "year": [2015], "yes": [True], "many": [[1]]}
    columns["when"] = [dt.date(2015, 1, 1)]
    with pytest.raises(error, match=said):
        read(columns, **asked)


@pytest.mark.parametrize("frame", [{"a": [1]}, [1, 2], None, 3, pd.Series(["HMD"], name="a"), b"a,b"])
def test_what_is_no_frame_is_told_what_is(frame: object) -> None:
    with pytest.raises(WrongTypeError, match=r"pandas, polars, pyarrow, DuckDB, Dask, PySpark or Ibis, or the path"):
        tables.read(frame, source="a", publication=INVENTED)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame([["NA", "ATA"]]), "its columns are '0' and '1'"),
        (pd.DataFrame([["NA", "NA", "ATA"]], columns=["a", "a", "b"]), "has 2 columns called 'a'; rename all but one"),
        (pd.DataFrame([["NA"]], columns=pd.MultiIndex.from_tuples([("a", "b")])), r"its columns are \('a', 'b'\)"),
    ],
)
def test_columns_of_other_names_than_one_text_each_are_one_error(frame: Any, said: str) -> None:
    with pytest.raises(InvalidValueError, match=said):
        tables.read(frame, source="a", destination="b", publication=INVENTED)


def test_numbers_that_name_columns_are_understood_as_text() -> None:
    asked = {"source": "0", "destination": "1", "publication": INVENTED}
    assert printed(tables.read(pd.DataFrame([["NA", "ATA"]]), **asked)) == ["Namibia → Antarctica"]
    with pytest.raises(InvalidValueError, match="2 columns called '0'"):
        tables.read(pd.DataFrame([["NA", "NA", "ATA"]], columns=[0, "0", 1]), **asked)


def test_columns_that_are_not_read_may_have_any_names() -> None:
    frame = pd.DataFrame([["NA", "x", "x", "ATA"]], columns=["a", "x", "x", "b"])
    asked = {"source": "a", "destination": "b", "publication": INVENTED}
    assert printed(tables.read(frame, **asked)) == ["Namibia → Antarctica"]
    assert list(frame.columns) == ["a", "x", "x", "b"]
    pa = pytest.importorskip("pyarrow")
    table = pa.table([pa.array(["NA"]), pa.array([1]), pa.array([1]), pa.array(["ATA"])], names=["a", "x", "x", "b"])
    assert printed(tables.read(table, **asked)) == ["Namibia → Antarctica"]


def test_an_engine_that_fails_is_one_error() -> None:
    broken = pl.LazyFrame({"a": ["HMD"]}).with_columns(b=pl.col("a").str.to_integer())
    with pytest.raises(InvalidValueError, match="could not be grouped by the engine"):
        tables.read(broken, source="a", destination="b", publication=INVENTED)
    unhashable = pd.DataFrame({"a": [["HMD"]], "b": ["ATA"]})
    with pytest.raises(InvalidValueError, match="could not be grouped by the engine"):
        tables.read(unhashable, source="a", destination="b", publication=INVENTED)


@pytest.mark.parametrize("missing", ["narwhals", "polars"])
def test_a_missing_package_is_named_with_its_extra(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cases.csv").write_text("a\nHMD\n")
    monkeypatch.setitem(__import__("sys").modules, missing, None)
    monkeypatch.setattr(table_files, "find_spec", lambda name: None if name == missing else object())
    with pytest.raises(MissingPackageError, match=rf"needs {missing}; .*traffickgraph\[readers\]"):
        tables.read(tmp_path / "cases.csv", source="a", publication=INVENTED)


def test_the_frame_of_a_reading_has_a_row_for_each_claim() -> None:
    reading = read(
        {"a": ["HMD", "HMD", "BVT"], "b": ["ATA"] * 3, "y": [2010, 2010, None], "n": [2, 3, None], "v": ["SGS"] * 3},
        year="y",
        count="n",
        via="v",
    )
    assert reading.to_frame("polars").rows() == [
        ("BVT", "SGS", "ATA", "unspecified", None, None, None, 1, None, None),
        ("HMD", "SGS", "ATA", "unspecified", None, 2010, 2010, 2, 5, 5),
    ]
    assert list(reading.frame.columns[-3:]) == ["rows", "count_low", "count_high"]


# ---- files ----


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.csv", "a,b\nNA,ATA\n"),
        ("x.csv", "\ufeffa,b\r\nNA,ATA\r\n"),
        ("x.csv", "a;b\nNA;ATA"),
        ("x.csv", "sep=;\na;b\nNA;ATA"),
        ("x.csv", '"a","b"\n"NA","ATA"\n'),
        ("x.csv", "c,b,a\nx,ATA,NA\n"),
        ("x.csv", ' a ,"b\nb"," b "\nNA,x,ATA\n'),
        ("x.tsv", "a\tb\nNA\tATA\n"),
        ("X.CSV", "\n\na,b\nNA,ATA\n"),
    ],
)
def test_namibia_stays_namibia_however_a_file_is_written(tmp_path: Path, name: str, text: str) -> None:
    assert printed(read_text(tmp_path / name, text)) == ["Namibia → Antarctica"]


def test_parquet_and_excel_say_what_text_says(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    columns = {"a": ["NA", "BVT", None], "b": ["ATA"] * 3, "y": [2015, 2016, None], "n": [3, 4, 5]}
    frame = pl.DataFrame(columns)
    frame.write_parquet(tmp_path / "x.parquet")
    frame.write_csv(tmp_path / "x.csv")
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([list(columns), *zip(*columns.values(), strict=True)]):
            sheet.write_row(at, 0, row)
    asked = {"source": "a", "destination": "b", "year": "y", "count": "n", "publication": INVENTED}
    expected = list(tables.read(frame, **asked).graph)
    assert len(expected) == 3
    for suffix in ("csv", "parquet", "xlsx"):
        assert list(tables.read(tmp_path / f"x.{suffix}", **asked).graph) == expected


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("a,c,b\nNA,1,ATA\nNA,1\n", "line 3", "2 cells"),
        ('a,c,b\n"NA",1,ATA\n"NA\n",1\n', "line 3", "2 cells"),
        ("a,b\nNA,ATA\nNA,ATA,1\n", "line 3", "3 cells"),
        ('a,b\nNA,"ATA\nNA,ATA\n', "line 2", "no cells can be told apart"),
        ('a,b\nNA,"ATA"x\n', "line 2", "text after the quotation mark"),
    ],
)
def test_lines_that_are_short_or_long_or_cut_off_stop_the_reading(
    tmp_path: Path, text: str, where: str, what: str
) -> None:
    with pytest.raises(ClaimsFileError, match="none were kept") as raised:
        read_text(tmp_path / "x.csv", text)
    assert raised.value.faults[0].where == where
    assert what in raised.value.faults[0].what


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.csv", b"", "is empty"),
        ("x.csv", b"\n \n", "is empty"),
        ("x.csv", "a,b\nNA,ATA\nC\u00f4te d'Ivoire,ATA\n".encode("latin-1"), "line 3 holds the byte 0xf4"),
        ("x.csv", "a,b\nNA,ATA\n".encode("utf-16"), "no UTF-8"),
        ("x.csv", b"a,b\rNA,ATA\r", "carriage return"),
        ("x.csv", b"a,a,b\nNA,NA,ATA\n", "2 columns called 'a'"),
        ("x.csv", b"a," * 600_000, "too long"),
        ("x.parquet", b"PAR1PAR1PAR1PAR1", "no Parquet file"),
        ("x.parquet", b"", "is empty"),
        ("x.xlsx", b"PK\x03\x04", "no Excel workbook"),
        ("x.ods", b"a,b\nNA,ATA\n", r"save it as .csv, .tsv, .parquet or .xlsx"),
        ("x", b"a,b\nNA,ATA\n", r"save it as .csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_error_with_a_remedy(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    with pytest.raises(FileFormatError, match=said):
        read_text(tmp_path / name, data)


def test_a_file_lacks_a_column_in_words_that_name_the_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match=r"x\.csv' has no column 'a' or 'b'; its columns are 'form' and 'to'"):
        read_text(tmp_path / "x.csv", "form,to\nNA,ATA\n")


def test_a_file_that_is_not_there_is_the_error_of_the_system(tmp_path: Path) -> None:
    for name in ("none.csv", "none.parquet", "none.xlsx"):
        with pytest.raises(FileNotFoundError):
            tables.read(tmp_path / name, source="a", publication=INVENTED)


def test_a_file_of_names_alone_has_no_claims(tmp_path: Path) -> None:
    for text in ("a,b\n", "a,b"):
        assert read_text(tmp_path / "x.csv", text).report.rows_read == 0


def test_a_path_with_signs_of_a_pattern_is_that_file_alone(tmp_path: Path) -> None:
    (tmp_path / "x1.csv").write_text("a,b\nBVT,ATA\n")
    assert printed(read_text(tmp_path / "x[1]*.csv", "a,b\nNA,ATA\n")) == ["Namibia → Antarctica"]


def test_cells_that_look_like_formulas_or_hold_controls_are_labels_like_others(tmp_path: Path) -> None:
    reading = read_text(tmp_path / "x.csv", "a,b\n=cmd(),ATA\n\x1b[31mred,ATA\n😀,ATA\n")
    assert reading.report.unused == {"a label of a place is not understood": 3}
    assert "\x1b" not in str(reading.report)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("x,a,b,y\n1,HMD,BVT,9\nSmith, J,HMD,BVT,9\n", ["line 3: 5 cells, where the first row names 4 columns"]),
        ("a,b,y\n" + "HMD,BVT,9\n" * 1000 + "BVT,HMD\n", ["line 1002: 2 cells, where the first row names 3 columns"]),
        ("a,b,y\nHMD,BVT,9,9\nHMD,BVT\n", ["line 2: 4 cells, where", "line 3: 2 cells, where"]),
        (
            'a,b,y\nHMD,BVT,5" x\nNA,BVT,\nHMD,BVT,6" x\n',
            ["line 2: a quotation mark inside", "line 4: a quotation mark"],
        ),
        ('a,b\nHM"D,BVT\n', ["line 2: a quotation mark inside an unquoted cell"]),
    ],
)
def test_a_line_that_is_no_row_is_named_whatever_columns_are_asked_for(
    tmp_path: Path, text: str, faults: list[str]
) -> None:
    with pytest.raises(ClaimsFileError) as raised:
        read_text(tmp_path / "x.csv", text)
    assert len(raised.value.faults) == len(faults)
    assert all(str(found).startswith(said) for found, said in zip(raised.value.faults, faults, strict=True))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n\nNA,ATA\n", 1),
        ("a,b\r\n\r\nNA,ATA\r\n", 1),
        ("a,b\n\n \n\n", 0),
        ("a,b\nNA,ATA\n\n,\n , \n\t\nNA,ATA\n\n", 4),
        ('a,b\nNA,"ATA"\n\n"",""\n', 2),
        ('a,b,c\nNA,ATA,"\n\n"\n\n', 1),
    ],
)
def test_blank_lines_are_no_rows_and_lines_of_separators_are(tmp_path: Path, text: str, rows: int) -> None:
    assert read_text(tmp_path / "x.csv", text).report.rows_read == rows


@pytest.mark.parametrize(
    "text",
    [
        f"a,b,x\nNA,ATA,{'z' * 200_000}\n\n",
        f"a,b,x\nNA,ATA,{'z' * 1_200_000}\n",
        f"a,b,{','.join(f'c{at}' for at in range(50_000))}\nNA,ATA{',' * 50_000}\n",
    ],
)
def test_long_cells_and_wide_tables_are_read(tmp_path: Path, text: str) -> None:
    assert printed(read_text(tmp_path / "x.csv", text)) == ["Namibia → Antarctica"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_called_so(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(FileFormatError, match="UTF-16"):
        read_text(tmp_path / "x.csv", "a,b\nNA,ATA\n".encode(encoding))


def test_a_fault_of_a_cell_in_a_file_of_text_says_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('from,to,y,n\nHMD,ATA,2020,1\n"BV\nT",ATA,2021,2\nHMD,ATA,soon,3\nHMD,ATA,2020,some\n', "utf-8")
    with pytest.raises(ClaimsFileError) as caught:
        tables.read(
            path,
            source="from",
            destination="to",
            year="y",
            count="n",
            publication=Publication("An invented table", 2020),
        )
    assert sorted(fault.where.split(",")[0] for fault in caught.value.faults) == ["line 5", "line 6"]
