"""Edge lists into claims: what a caller may rely on. All lists are invented, of places without inhabitants."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph.errors import ClaimsFileError, InvalidValueError, TraffickGraphError, WrongTypeError
from traffickgraph.places import place
from traffickgraph.readers import edgelists

if TYPE_CHECKING:
    from pathlib import Path

    from traffickgraph.readers.reading import Reading

NAMES = ("Heard Island", "HMD", "BVT", "Bouvet Island", "Antarctica", "ATA", "South Georgia", "SGS")


def read(folder: Path, text: str | bytes, name: str = "list2001.txt", **asked: Any) -> Reading:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return edgelists.read(path, **asked)


def test_a_line_is_a_claim_of_the_publication_of_that_year(tmp_path: Path) -> None:
    reading = read(tmp_path, "HMD,ATA\n", title="An invented report", publisher="Nobody")
    (claim,) = reading.graph
    assert str(claim) == "Heard Island and McDonald Islands → Antarctica (An invented report, 2001)"
    assert claim.publication.publisher == "Nobody"
    assert claim.evidence.locator == "line 1"
    assert claim.period is None
    assert claim.count is None
    assert claim.note == ""


def test_repeats_are_one_claim_that_names_its_lines(tmp_path: Path) -> None:
    reading = read(tmp_path, "HMD,ATA\nBVT,ATA\n\nHeard Island, Antarctica\nHMD,ATA\n")
    first, second = reading.graph
    assert (first.evidence.locator, first.note) == ("lines 1, 4, 5", "mentioned in 3 lines")
    assert (second.evidence.locator, second.note) == ("line 2", "")
    assert reading.report.rows_read == reading.report.rows_used == 4


def test_the_report_says_which_names_are_one_place(tmp_path: Path) -> None:
    reading = read(tmp_path, "HMD,ATA\nHeard Island,Antarctica\nBVT,ATA\nantarctica,BVT\n")
    assert reading.report.remarks == (
        "'ATA', 'Antarctica' and 'antarctica' are all Antarctica",
        "'HMD' and 'Heard Island' are both Heard Island and McDonald Islands",
    )


def test_names_that_are_not_understood_are_listed_and_their_lines_unused(tmp_path: Path) -> None:
    reading = read(tmp_path, "Atlantis,ATA\nCongo,ATA\nBVT,ATA\nAtlantis,BVT\n")
    assert reading.report.unused == {"a label of a place is not understood": 3}
    assert [(one.column, one.label, one.rows) for one in reading.report.unresolved] == [
        ("from", "Atlantis", 2),
        ("from", "Congo", 1),
    ]


def test_the_mapping_of_the_caller_settles_names(tmp_path: Path) -> None:
    reading = read(tmp_path, "Congo,ATA\n?,ATA\n", labels={"Congo": "COG", "?": None, "Nowhere": "ATA"})
    assert [str(claim.route) for claim in reading.graph] == [
        "Republic of the Congo → Antarctica",
        "… → Antarctica",
    ]
    assert any("'Nowhere'" in remark for remark in reading.report.remarks)


def test_names_are_guessed_at_only_where_asked(tmp_path: Path) -> None:
    assert len(read(tmp_path, "Bouvet Iland,ATA\n").graph) == 0
    assert len(read(tmp_path, "Bouvet Iland,ATA\n", fuzzy=True).graph) == 1


def test_a_line_within_a_country_is_domestic(tmp_path: Path) -> None:
    (claim,) = read(tmp_path, "BVT,Bouvet Island\n").graph
    assert claim.route.domestic == {place("BVT")}


@pytest.mark.parametrize(
    "text",
    [
        "HMD,ATA\nBVT,ATA\n",
        "\ufeffHMD,ATA\r\nBVT,ATA",
        "HMD;ATA\nBVT;ATA\n",
        "HMD\tATA\nBVT\tATA\n",
        '"HMD","ATA"\n" BVT ",ATA\n',
        "From,To\nHMD,ATA\nBVT,ATA\n",
        "source,target\nHMD,ATA\nBVT,ATA\n",
        "\n\nHMD,ATA\n\nBVT,ATA\n\n",
        "HMD,ATA\rBVT,ATA\r",
        "Heard Island and McDonald Islands\tATA\nBVT\tATA\n",
    ],
)
def test_lists_are_read_however_they_are_written(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path, text)
    assert [str(claim.route) for claim in reading.graph] == [
        "Heard Island and McDonald Islands → Antarctica",
        "Bouvet Island → Antarctica",
    ]


def test_a_line_that_names_the_columns_is_told_and_is_no_pair(tmp_path: Path) -> None:
    reading = read(tmp_path, "origin,destination\nHMD,ATA\n")
    assert reading.report.rows_read == 1
    assert reading.report.remarks == ("line 1 names the columns and is no pair",)


def test_only_the_first_line_can_name_the_columns(tmp_path: Path) -> None:
    assert read(tmp_path, "HMD,ATA\nfrom,to\n").report.rows_read == 2


def test_names_with_commas_stand_in_quotation_marks(tmp_path: Path) -> None:
    (claim,) = read(tmp_path, '"Korea, Republic of",ATA\n').graph
    assert str(claim.route) == "South Korea → Antarctica"


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("HMD,ATA\nBVT\n", "line 2", "one name"),
        ("HMD,ATA\nBVT,ATA,3\n", "line 2", "3 cells"),
        ("HMD,ATA\nBVT,\n", "line 2", "an end is empty"),
        ("HMD,ATA\n , \n", "line 2", "an end is empty"),
        ('HMD,ATA\n"BVT,ATA\n', "line 2", "never closed"),
        ('HMD,ATA\nB"VT,ATA\n', "line 2", "inside an unquoted cell"),
        ("HMD,ATA\n".encode("utf-16-le"), "line 1", "UTF-16"),
        (b"HMD,ATA\nC\xf4te,ATA\n", "line 2", "the byte 0xf4 is no UTF-8"),
        ("", "line 1", "no pair"),
        ("from,to\n", "line 1", "no pair"),
    ],
)
def test_faults_are_listed_by_line_and_nothing_is_kept(
    tmp_path: Path, text: str | bytes, where: str, what: str
) -> None:
    with pytest.raises(ClaimsFileError, match="none were kept") as raised:
        read(tmp_path, text)
    assert raised.value.faults[0].where == where
    assert what in raised.value.faults[0].what


def test_the_faults_of_all_files_are_listed_with_their_names(tmp_path: Path) -> None:
    for name, text in (("a2001.txt", "HMD\n"), ("b2002.txt", "HMD,ATA\n"), ("c2003.txt", "HMD,ATA\n,ATA\n")):
        (tmp_path / name).write_text(text)
    with pytest.raises(ClaimsFileError) as raised:
        edgelists.read(*sorted(tmp_path.iterdir()))
    assert [fault.where for fault in raised.value.faults] == ["'a2001.txt', line 1", "'c2003.txt', line 2"]


def test_each_file_is_a_publication_of_its_year(tmp_path: Path) -> None:
    for year in (2001, 2002):
        (tmp_path / f"list{year}.txt").write_text("HMD,ATA\n")
    reading = edgelists.read(*sorted(tmp_path.iterdir()), title="An invented report")
    assert reading.graph.years == (2001, 2002)
    assert len(reading.graph) == 2
    assert reading.to_frame("polars").rows()[0] == ("HMD", "ATA", 2001, "line 1")


def test_files_of_one_publication_keep_their_lines_apart(tmp_path: Path) -> None:
    for name, more in (("east", ""), ("west", "HMD,ATA\n")):
        (tmp_path / f"{name}.txt").write_text("HMD,ATA\n" + more)
    reading = edgelists.read(*sorted(tmp_path.iterdir()), year=2020)
    assert [claim.evidence.locator for claim in reading.graph] == ["east.txt, line 1", "west.txt, lines 1, 2"]


def test_a_file_is_not_read_twice_under_whatever_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "e2001.txt").write_text("HMD,ATA\n")
    (tmp_path / "link2002.txt").symlink_to("e2001.txt")
    (tmp_path / "copy2001.txt").write_text("HMD,ATA\n")
    for other in ("e2001.txt", "./e2001.txt", "link2002.txt", "copy2001.txt"):
        with pytest.raises(InvalidValueError, match="are the same; name each file once"):
            edgelists.read("e2001.txt", other)


def test_a_long_name_is_a_label_like_others(tmp_path: Path) -> None:
    reading = read(tmp_path, "x" * 200_000 + ",ATA\nHMD,ATA\n")
    assert (reading.report.rows_read, reading.report.rows_used) == (2, 1)


@pytest.mark.parametrize(
    ("name", "year"), [("edgelist2001.txt", 2001), ("tip-report_1999_edges.csv", 1999), ("2010/x2015-2015.txt", 2015)]
)
def test_the_year_is_the_one_in_the_name(name: str, year: int) -> None:
    assert edgelists.from_name(name) == year


@pytest.mark.parametrize(
    "name", ["edges.txt", "edges2001-2002.txt", "edges20011231.txt", "2001/edges.txt", "x1024.txt"]
)
def test_no_year_or_several_in_a_name_are_not_guessed_at(name: str) -> None:
    with pytest.raises(InvalidValueError, match=r"holds (no year|several years)"):
        edgelists.from_name(name)


def test_the_caller_may_say_the_year(tmp_path: Path) -> None:
    assert read(tmp_path, "HMD,ATA\n", year=2015).graph.years == (2015,)
    assert read(tmp_path, "HMD,ATA\n", "x07.txt", year=lambda path: 2000 + int(path.stem[1:])).graph.years == (2007,)


@pytest.mark.parametrize(
    ("paths", "asked", "error"),
    [
        ((), {}, InvalidValueError),
        ((["list2001.txt"],), {}, WrongTypeError),
        (("list2001.txt",), {"separator": ", "}, InvalidValueError),
        (("list2001.txt",), {"separator": '"'}, InvalidValueError),
        (("list2001.txt",), {"year": "2001"}, WrongTypeError),
        (("list2001.txt",), {"year": 1}, InvalidValueError),
        (("list2001.txt",), {"year": True}, WrongTypeError),
        (("list2001.txt",), {"year": lambda _: None}, WrongTypeError),
        (("list2001.txt",), {"title": ""}, InvalidValueError),
        (("list2001.txt",), {"labels": ["x"]}, WrongTypeError),
    ],
)
def test_what_cannot_be_asked_is_one_error(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    paths: tuple[Any, ...],
    asked: dict[str, Any],
    error: type[Exception],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list2001.txt").write_text("HMD,ATA\n")
    with pytest.raises(error):
        edgelists.read(*paths, **asked)


def test_a_list_that_is_not_there_is_the_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        edgelists.read(tmp_path / "list2001.txt")


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1))
def test_mentions_add_up_to_the_lines(tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]) -> None:
    text = StringIO()
    csv.writer(text).writerows(pairs)
    reading = read(tmp_path_factory.mktemp("lists"), text.getvalue())
    expected = Counter((place(tail), place(head)) for tail, head in pairs)
    found = {
        (*claim.route.sources, *claim.route.destinations): claim.evidence.locator.count(",") + 1
        for claim in reading.graph
    }
    assert found == expected
    assert reading.report.rows_used == len(pairs)


@given(st.binary(max_size=200))
def test_no_bytes_are_half_read_or_fail_in_another_way(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    try:
        reading = read(tmp_path_factory.mktemp("lists"), data)
    except TraffickGraphError:
        return
    assert reading.report.rows_read == reading.report.rows_used + sum(reading.report.unused.values()) > 0
