"""What the commands of analysis promise: the library's own tables, printed, and written as CSV where asked."""

from __future__ import annotations

import csv
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

import traffickgraph as tg
from traffickgraph import datasets, paths
from traffickgraph.analysis import brokerage, statistics
from traffickgraph.cli import _analysis, _arguments, main
from traffickgraph.network import Ties
from traffickgraph.profiles import CAVEAT

if TYPE_CHECKING:
    from traffickgraph.table import Table

COMMANDS = ("paths", "stats", "brokers")
REPORT = tg.Publication("An invented report", 2020)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(argv)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def refused(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """Run a command that is refused, and return the one line that says why."""
    status, out, err = run(capsys, *argv)
    assert (status, out) == (2, "")
    assert err.startswith("traffickgraph: ")
    assert err.count("\n") == 1
    return err.removeprefix("traffickgraph: ").rstrip()


def written(path: str) -> list[list[str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def as_text(table: Table) -> list[list[str]]:  # type: ignore[type-arg]
    cells = [["" if cell is None else str(cell) for cell in row.cells()] for row in table]
    return [list(table.columns), *cells]


# ---- help ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_gives_examples(capsys: pytest.CaptureFixture[str], command: str) -> None:
    status, out, _ = run(capsys, command, "--help")
    assert status == 0
    assert f"examples:\n  traffickgraph {command}" in out
    assert f"\n    {command} " in run(capsys, "--help")[1]


def test_the_choices_are_those_of_the_library_and_its_default_is_the_first() -> None:
    between = inspect.signature(paths.between).parameters
    brokers = inspect.signature(brokerage).parameters
    assert set(_arguments.CHOICES["joints"]) == set(get_args(paths.Joints))
    assert _arguments.CHOICES["rows"] == get_args(Ties)
    assert _arguments.CHOICES["joints"][0] == between["joints"].default
    assert _arguments.CHOICES["by"][0] == brokers["groups"].default
    assert _arguments.CHOICES["rows"][0] == brokers["rows"].default
    plain = vars(_arguments.parsed(["paths", "factbook", "A", "B"]))
    assert {plain[name] for name in ("joints", "max_legs", "consistent")} == {
        between[name].default for name in ("joints", "max_legs", "consistent")
    }
    assert plain["number"] == inspect.signature(paths.best).parameters["number"].default


@pytest.mark.parametrize("argv", [("paths",), ("paths", "factbook"), ("paths", "factbook", "AZE"), ("stats",)])
def test_a_wrong_call_is_told_where_the_help_is(capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]) -> None:
    assert refused(capsys, *argv).endswith("--help'")


# ---- paths ---------------------------------------------------------------------------------------------------------


def test_paths_prints_what_the_library_finds_and_how_to_cite(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "paths", "factbook", "Azerbaijan", "UAE")
    assert (status, err) == (0, "")
    assert out.startswith(f"{paths.best(datasets.load('factbook'), 'AZE', 'ARE')}\n")
    assert datasets.describe("factbook").citation in out


def test_the_options_of_paths_reach_the_search(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--joints", "any", "--max-legs", "3", "--cost", "support", "--number", "2", "--inconsistent")
    status, out, _ = run(capsys, "paths", "factbook", "Russia", "LKA", *options, "-o", "p.csv")
    found = paths.best(
        datasets.load("factbook"),
        "Russia",
        "LKA",
        2,
        joints="any",
        max_legs=3,
        cost=paths.best_supported,
        consistent=False,
    )
    assert status == 0
    assert len(found) == 2
    assert out.startswith(f"{found}\np.csv: 2 rows\n")
    assert written("p.csv") == as_text(found)


def test_no_path_is_an_answer_that_says_how_to_ask_for_more(capsys: pytest.CaptureFixture[str]) -> None:
    tg.write(tg.RouteGraph([tg.claim("NER", to="LBY", publication=REPORT)]), "one.jsonl")
    status, out, _ = run(capsys, "paths", "one.jsonl", "LBY", "NER", "-o", "p.csv")
    more = "more may be found with --joints any, --max-legs all, --inconsistent"
    assert status == 0
    assert out == f"no path of at most 4 legs with joints 'transit'; {more}\n{CAVEAT}\np.csv: 0 rows\n"
    assert written("p.csv") == [list(paths.Path.columns)]
    widest = ("--joints", "any", "--max-legs", "all", "--inconsistent")
    assert run(capsys, "paths", "one.jsonl", "LBY", "NER", *widest)[1] == f"no path with joints 'any'\n{CAVEAT}\n"


@pytest.mark.parametrize("option", ["--joints any", "--max-legs all", "--inconsistent", "--joints transit"])
def test_what_is_said_to_find_more_paths_does(capsys: pytest.CaptureFixture[str], option: str) -> None:
    labour, sexual = ({"exploitation": form, "publication": REPORT} for form in ("forced_labour", "sexual"))
    graph, asked = {
        "--joints any": ([tg.claim("NGA", to="NER", **labour), tg.claim("NER", to="LBY", **labour)], ()),
        "--joints transit": (
            [tg.claim("NGA", via="NER", **labour), tg.claim("NER", to="LBY", **labour)],
            ("--joints", "documented"),
        ),
        "--max-legs all": ([tg.claim("NGA", via="NER", to="LBY", **labour)], ("--max-legs", "1")),
        "--inconsistent": ([tg.claim("NGA", via="NER", **labour), tg.claim("NER", to="LBY", **sexual)], ()),
    }[option]
    tg.write(tg.RouteGraph(graph), "g.jsonl")
    argv = ("paths", "g.jsonl", "NGA", "LBY")
    out = run(capsys, *argv, *asked)[1]
    assert out.startswith("no path")
    assert option in out
    assert run(capsys, *argv, *asked, *option.split())[1].startswith("Paths from Nigeria to Libya")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("Nigera", "AZE"), "no country or region is called 'Nigera'; did you mean 'Nigeria' or 'Niger'?"),
        (("AZE", "France"), "factbook names France nowhere; in Western Europe it names Germany"),
        (("AZE", "Azerbaijan"), "a path from Azerbaijan to itself is no path; give two different places"),
        (("AZE", "ARE", "--number", "0"), "number is 1 or more, not 0"),
        (("AZE", "ARE", "--max-legs", "0"), "max_legs is 1 or more, not 0"),
    ],
)
def test_a_question_that_cannot_be_is_one_line(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], said: str
) -> None:
    assert refused(capsys, "paths", "factbook", *argv, "-o", "x.csv") == said
    assert not Path("x.csv").exists()


# ---- stats ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", get_args(Ties))
def test_stats_prints_each_figure_for_certain_and_possible_ties(capsys: pytest.CaptureFixture[str], rows: Ties) -> None:
    found = statistics(datasets.load("factbook"), rows=rows)
    status, out, err = run(capsys, "stats", "factbook", "--rows", rows, "-o", "s.csv")
    assert (status, err) == (0, "")
    printed = dict(line.split(maxsplit=1) for line in out.splitlines()[2 : len(found.columns)])
    assert set(printed) == set(found.columns) - {"year", "ties"}
    assert printed["pairs"].split() == [str(row.pairs) for row in found]
    assert printed["reciprocity"].split() == [f"{row.reciprocity:.3g}" for row in found]
    assert "--per-year gives each year its own" in out
    assert CAVEAT in out
    assert written("s.csv") == as_text(found)


def test_stats_per_year_prints_the_table_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    found = statistics(datasets.load("factbook"), per_year=True)
    status, out, _ = run(capsys, "stats", "factbook", "--per-year")
    assert status == 0
    assert out.startswith(f"{found}\n\nData: ")


# ---- brokers -------------------------------------------------------------------------------------------------------


def test_brokers_prints_the_first_of_the_library_and_says_what_it_leaves_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole = brokerage(datasets.load("factbook"), "region", rows="flows")
    argv = ("brokers", "factbook", "--by", "region", "--rows", "flows", "--number", "3", "-o", "b.csv")
    status, out, err = run(capsys, *argv)
    assert (status, err) == (0, "")
    assert [line.split("  ")[0] for line in out.splitlines()[2:5]] == [str(row.place) for row in whole[:3]]
    assert f"\nleft out: {len(whole) - 3} more places; --number all lists all\nb.csv: 3 rows\n" in out
    assert whole.note in out
    assert written("b.csv") == as_text(whole[:3])


def test_a_table_that_is_too_long_to_print_says_how_to_have_it_whole(capsys: pytest.CaptureFixture[str]) -> None:
    whole = brokerage(datasets.load("factbook"))
    out = run(capsys, "brokers", "factbook", "--number", "all")[1]
    assert f"… and {len(whole) - _analysis._PRINTED} more" in out
    assert "\n-o FILE.csv writes all rows\n" in out
    assert run(capsys, "brokers", "factbook", "--number", "all", "-o", "b.csv")[0] == 0
    assert len(written("b.csv")) == len(whole) + 1


def test_brokers_of_no_number_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "brokers", "factbook", "--number", "0") == "--number is at least 1, or 'all', not 0"
    assert "'all'" in refused(capsys, "brokers", "factbook", "--number", "few")


# ---- all three -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("argv", [("paths", "factbook", "AZE", "ARE"), ("stats", "factbook"), ("brokers", "factbook")])
def test_a_table_that_cannot_be_written_is_one_line_and_no_half_answer(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]
) -> None:
    assert refused(capsys, *argv, "-o", "x.txt") == "a table is written as .csv, not as 'x.txt'"
    assert "nowhere/x.csv" in refused(capsys, *argv, "-o", "nowhere/x.csv")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", ["stats", "brokers"])
def test_a_file_without_claims_has_nothing_to_count(capsys: pytest.CaptureFixture[str], command: str) -> None:
    tg.write(tg.RouteGraph(), "none.jsonl")
    assert refused(capsys, command, "none.jsonl") == "none.jsonl holds no claims, so there is nothing to count"


def test_a_place_that_only_an_indicator_names_has_no_path(capsys: pytest.CaptureFixture[str]) -> None:
    graph = datasets.load("azerbaijan-2015")
    tg.write(tg.RouteGraph([tg.claim("NER", to="LBY", publication=REPORT)], graph.indicators), "mixed.jsonl")
    assert "no claim of this graph names Azerbaijan" in refused(capsys, "paths", "mixed.jsonl", "NER", "AZE")
