"""Files: by suffix, whole or not at all, the same bytes each time."""

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from traffickgraph import Count, Evidence, Indicator, Publication, RouteGraph, claim, read, write
from traffickgraph.convert import files, template
from traffickgraph.convert.files import READ, WRITTEN
from traffickgraph.errors import FileFormatError, InvalidValueError, MissingPackageError, WrongTypeError

REPORT = Publication("An invented report: “é”", 2020, url="https://example.org/?a=1&b=2")
GRAPH = RouteGraph(
    [
        claim(["HMD", "BVT"], via=[{"ATF", "SGS"}, "ATA"], to=["BVT", "abroad"], publication=REPORT, count="10+"),
        claim(via="Antarctica", publication=REPORT, victims=["women", "girls"], period=(None, 2012), quote='"=1"\n'),
    ],
    [Indicator("ATA", "rating", Count(0, 4), evidence=Evidence(REPORT), exploitation=["slavery", "sexual"])],
)

MAKE = """
import sys
from traffickgraph import read, write
for suffix in sys.argv[2:]:
    write(read(sys.argv[1]), sys.argv[1] + suffix)
"""


@pytest.mark.parametrize("suffix", READ)
def test_read_write_is_the_graph(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"à b ⇄{suffix.upper()}"
    write(GRAPH, path)
    back = read(str(path))
    assert back == GRAPH
    assert (back.claims, back.indicators) == (GRAPH.claims, GRAPH.indicators)
    write(RouteGraph(), path)
    assert read(path) == RouteGraph()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_the_same_graph_is_the_same_file_in_another_process_with_another_hash_seed(tmp_path: Path) -> None:
    start = tmp_path / "start.jsonl"
    write(GRAPH, start)
    digests = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", MAKE, str(start), *WRITTEN], check=True, env=environment)  # noqa: S603
        digests.append(
            {suffix: hashlib.sha256(Path(f"{start}{suffix}").read_bytes()).hexdigest() for suffix in WRITTEN}
        )
    assert digests[0] == digests[1]


def test_gexf_does_not_know_what_day_it_is(tmp_path: Path) -> None:
    import networkx as nx

    path = tmp_path / "g.gexf"
    write(GRAPH, path)
    assert b"lastmodifieddate" not in path.read_bytes()
    back = nx.read_gexf(path)
    assert set(back.nodes) == {one.code for one in GRAPH.places}
    assert back.number_of_edges() == len(GRAPH.legs())


@pytest.mark.parametrize("name", ["claims", "claims.doc", "claims.gz", ".jsonlx", "claims.jsonl.zip", "jsonl"])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=r"\.jsonl, \.csv"):
        read(tmp_path / name)
    with pytest.raises(FileFormatError, match=r"\.gexf"):
        write(GRAPH, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_what_is_only_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match="written here but not read"):
        read(tmp_path / "g.gexf")


def test_missing_files_and_directories_are_what_they_are_to_python(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.csv"):
        read(tmp_path / "none.csv")
    with pytest.raises(FileNotFoundError, match=r"claims\.csv"):
        write(GRAPH, tmp_path / "none" / "claims.csv")
    (tmp_path / "d.csv").mkdir()
    for path in (tmp_path / "d.csv", tmp_path):
        with pytest.raises(IsADirectoryError):
            read(path)
        with pytest.raises(IsADirectoryError):
            write(GRAPH, path)


def test_wrong_arguments_are_named(tmp_path: Path) -> None:
    with pytest.raises(WrongTypeError, match="a RouteGraph and a path, in this order"):
        write(tmp_path / "claims.csv", GRAPH)
    with pytest.raises(InvalidValueError, match="'raise' or 'skip'"):
        read(tmp_path / "claims.csv", on_error="ignore")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "claims.csv"
    write(GRAPH, path)
    before = path.read_bytes()

    def fail(_handle: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OSError, match="the disk is full"):
        write(RouteGraph(), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_written_file_has_the_permissions_of_an_ordinary_new_one(tmp_path: Path) -> None:
    write(GRAPH, tmp_path / "claims.csv")
    (tmp_path / "ordinary").touch()
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("claims.csv", "ordinary")]
    assert modes[0] == modes[1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for rights to make links")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "here.csv").symlink_to(tmp_path / "there.csv")
    write(GRAPH, tmp_path / "here.csv")
    assert (tmp_path / "here.csv").is_symlink()
    assert read(tmp_path / "there.csv") == GRAPH


def test_nothing_is_written_where_nothing_may_be(tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        pytest.skip("permissions do not bind this user")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            write(GRAPH, tmp_path / "claims.csv")
        assert not list(tmp_path.iterdir())
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_a_template_is_read_back_and_says_that_it_is_an_example(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"claims{suffix}"
    template(path)
    graph = read(path)
    assert {one.publication.title for one in graph} == {"EXAMPLE - delete this row"}
    assert len(graph) == 2
    assert len(graph.indicators) == 1
    with pytest.raises(FileExistsError):
        template(path)
    assert read(path) == graph


def test_a_template_is_no_jsonl(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=r"\.csv, \.tsv, \.xlsx"):
        template(tmp_path / "claims.jsonl")


def test_the_workbook_to_fill_in_offers_the_words(tmp_path: Path) -> None:
    import openpyxl

    template(tmp_path / "claims.xlsx")
    book = openpyxl.load_workbook(tmp_path / "claims.xlsx")
    assert book.sheetnames == ["claims", "columns", "words"]
    rules = {str(one.sqref).split(":")[0]: one.formula1 for one in book["claims"].data_validations.dataValidation}
    assert rules["A2"] == "words!$A$2:$A$3"
    assert len(rules) == 4
    for rule in rules.values():
        cells = [cell.value for (cell,) in book["words"][rule.removeprefix("words!").replace("$", "")]]
        assert all(cells)


def test_writing_xlsx_without_its_package_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingPackageError, match=r"traffickgraph\[xlsx\]"):
        write(GRAPH, tmp_path / "claims.xlsx")
    assert not list(tmp_path.iterdir())


def test_importing_the_room_imports_no_heavy_package() -> None:
    code = (
        "import sys, traffickgraph.convert as room;"
        "from traffickgraph.convert import read, write, to_frame, from_networkx;"
        "assert sorted(dir(room)) == sorted(room.__all__);"
        "sys.exit(bool({'networkx', 'narwhals', 'pandas', 'polars', 'pyarrow', 'xlsxwriter'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603


def test_a_file_that_is_written_again_keeps_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    write(GRAPH, path)
    path.chmod(0o600)
    write(GRAPH, path)
    assert path.stat().st_mode & 0o777 == 0o600
