"""What the command promises: results on the standard output, one line on the standard error for what cannot be."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

import attrs
import pytest

import traffickgraph as tg
from traffickgraph import datasets, draw
from traffickgraph.cli import _arguments, main
from traffickgraph.draw import Style
from traffickgraph.errors import listed

COMMANDS = ("draw", "describe", "convert", "datasets", "template")
drawing = pytest.mark.skipif(not draw.available(), reason="there is no Graphviz")


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


# ---- help ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_gives_examples(capsys: pytest.CaptureFixture[str], command: str) -> None:
    status, out, _ = run(capsys, command, "--help")
    assert status == 0
    assert f"examples:\n  traffickgraph {command}" in out


def test_help_names_every_command_and_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "--help")
    assert status == 0
    assert all(f"\n    {command} " in out for command in COMMANDS)
    assert run(capsys, "--version") == (0, f"traffickgraph {tg.__version__}\n", "")


def test_no_command_shows_the_help_and_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys)
    assert (status, out) == (2, "")
    assert err.startswith("usage: traffickgraph")


@pytest.mark.parametrize(
    "argv", [("drw",), ("draw",), ("draw", "factbook"), ("convert", "factbook"), ("datasets", "x")]
)
def test_a_wrong_call_is_told_where_the_help_is(capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]) -> None:
    assert refused(capsys, *argv).endswith("--help'")


def test_the_choices_are_those_of_the_library_and_its_default_is_the_first() -> None:
    plain = Style()
    for option in ("layout", "direction", "group_by", "edges"):
        choices = _arguments.CHOICES[option]
        assert choices[0] == getattr(plain, option)
        for choice in choices:
            assert getattr(Style(**{option: choice}), option) == choice
        with pytest.raises(tg.TraffickGraphError) as raised:
            Style(**{option: "none of these"})
        assert str(raised.value).split(", not ")[0] == f"{option} is {listed(map(repr, choices))}"
    assert _arguments.CHOICES["engine"] == get_args(draw.Engine)


def test_every_option_of_a_style_can_be_given_and_none_need_be(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "draw", "--help")
    fields = {field.name for field in attrs.fields(Style)}
    assert not fields & vars(_arguments.parsed(["draw", "factbook", "-o", "x.svg"])).keys()
    for name in fields:
        assert f"--{name.replace('_', '-')}" in out or f"--no-{name}" in out


# ---- datasets and describe -----------------------------------------------------------------------------------------


def test_datasets_lists_names_sizes_and_licences(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "datasets")
    assert (status, err) == (0, "")
    for name in datasets.names():
        described = datasets.describe(name)
        assert f"{name}: {described.title}\n  {described.size}\n  {described.licence}\n" in out


def test_describe_prints_the_description_and_the_summary_of_a_data_set(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "describe", "azerbaijan-2015")
    assert (status, err) == (0, "")
    assert out == f"{datasets.describe('azerbaijan-2015')}\n\n{datasets.load('azerbaijan-2015').summary()}\n"


def test_describe_prints_the_profile_of_a_country_and_how_to_cite(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "describe", "factbook", "UAE")
    assert (status, err) == (0, "")
    assert out.startswith(f"{datasets.load('factbook').profile('ARE')}\n")
    assert datasets.describe("factbook").citation in out


def test_describe_prints_the_summary_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    graph = datasets.load("azerbaijan-2015")
    tg.write(graph, "claims.csv")
    assert run(capsys, "describe", "claims.csv") == (0, f"{graph.summary()}\n", "")


def test_an_unknown_country_is_answered_with_the_nearest_names(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "describe", "factbook", "Nigera")
    assert said == "no country or region is called 'Nigera'; did you mean 'Nigeria' or 'Niger'?"


@pytest.mark.parametrize(
    ("data", "country", "instead"),
    [
        ("factbook", "France", "in Western Europe it names Germany"),
        ("azerbaijan-2015", "Georgia", "in Western Asia it names Azerbaijan, Türkiye and United Arab Emirates"),
        ("factbook", "Tonga", "in Oceania it names "),
        ("azerbaijan-2015", "Abroad", "it names "),
    ],
)
def test_a_country_that_the_data_do_not_name_is_refused_with_those_near_it(
    capsys: pytest.CaptureFixture[str], data: str, country: str, instead: str
) -> None:
    for argv in (("describe", data, country), ("draw", data, "--country", country, "-o", "x.svg")):
        said = refused(capsys, *argv)
        assert said.startswith(f"{data} names {country} nowhere; {instead}")
    assert not Path("x.svg").exists()


def test_a_file_of_few_places_is_told_whole(capsys: pytest.CaptureFixture[str]) -> None:
    report = tg.Publication("An invented report", 2020)
    tg.write(tg.RouteGraph([tg.claim("Heard Island", to="Bouvet Island", publication=report)]), "two.jsonl")
    said = refused(capsys, "describe", "two.jsonl", "Aruba")
    assert said == f"two.jsonl names Aruba nowhere; it names {tg.place('BVT')} and {tg.place('HMD')}"


# ---- data that cannot be had ---------------------------------------------------------------------------------------


def test_a_misspelt_data_set_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "describe", "factbok")
    assert said == "there is no file and no data set called 'factbok'; did you mean 'factbook'?"
    assert refused(capsys, "describe", "zzz").endswith("there are 'azerbaijan-2015' and 'factbook'")


def test_the_name_of_a_data_set_means_the_data_set_and_a_path_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("factbook").mkdir()
    assert run(capsys, "describe", "factbook")[0] == 0
    refused(capsys, "describe", "./factbook")


def test_a_missing_file_a_folder_and_an_unknown_format_are_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder.csv").mkdir()
    Path("notes.txt").write_text("no claims", encoding="utf-8")
    assert "missing.csv" in refused(capsys, "describe", "missing.csv")
    assert "folder.csv" in refused(capsys, "describe", "folder.csv")
    assert "notes.txt" in refused(capsys, "describe", "notes.txt")
    assert "nowhere" in refused(capsys, "convert", "factbook", "nowhere/claims.jsonl")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are another thing there")
def test_a_file_that_may_not_be_read_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_path: str) -> tg.RouteGraph:
        raise PermissionError(13, "Permission denied", "secret.csv")

    monkeypatch.setattr(tg, "read", forbidden)
    assert refused(capsys, "describe", "secret.csv") == "secret.csv: permission denied"


def test_the_faults_of_a_file_are_listed_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    good = datasets.load("azerbaijan-2015").claims[0].to_record()
    import json

    bad = {**good, "route": {"to": ["Atlantis"]}}
    Path("claims.jsonl").write_text(f"{json.dumps(good)}\n{json.dumps(bad)}\nno JSON\n", encoding="utf-8")
    status, out, err = run(capsys, "describe", "claims.jsonl")
    assert (status, out) == (2, "")
    first, *faults = err.splitlines()
    assert first.startswith("traffickgraph: 2 of 3 ")
    assert [line.split(":")[0] for line in faults] == ["  line 2, $.route.to[0]", "  line 3"]


# ---- convert and template ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", datasets.names())
def test_convert_keeps_everything_through_csv_and_json_lines(capsys: pytest.CaptureFixture[str], name: str) -> None:
    described = datasets.describe(name)
    status, out, err = run(capsys, "convert", name, "claims.csv")
    assert (status, err) == (0, "")
    assert out.startswith(f"claims.csv: {described.claims} claims")
    assert run(capsys, "convert", "claims.csv", "claims.jsonl")[0] == 0
    assert tg.read("claims.jsonl") == datasets.load(name)


def test_convert_says_when_a_file_is_for_other_programs(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "convert", "azerbaijan-2015", "aze.gexf")
    assert (status, out) == (0, "aze.gexf: 10 claims, for other programs; it cannot be read back\n")


def test_convert_into_an_unknown_format_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert ".docx" in refused(capsys, "convert", "factbook", "claims.docx")
    assert not Path("claims.docx").exists()


def test_a_template_is_written_and_never_over_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "template", "claims.csv")
    assert (status, err) == (0, "")
    assert "claims.csv" in out
    before = Path("claims.csv").read_bytes()
    assert before
    assert "is there already" in refused(capsys, "template", "claims.csv")
    assert Path("claims.csv").read_bytes() == before


# ---- draw ----------------------------------------------------------------------------------------------------------


@drawing
def test_draw_says_what_was_drawn_with_what_and_what_was_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "draw", "factbook", "--country", "AZE", "-o", "aze.svg")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "aze.svg: 7 claims, 13 places, 1 publication"
    assert lines[1].startswith("drawn by Graphviz ")
    assert lines[2:] == ["left out: 444 of 451 claims, which do not name Azerbaijan"]
    assert "<svg" in Path("aze.svg").read_text(encoding="utf-8")


def test_draw_writes_dot_without_an_engine_and_leaves_out_indicators(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "draw", "azerbaijan-2015", "-o", "aze.dot")
    assert status == 0
    assert out.splitlines() == [
        "aze.dot: 10 claims, 11 places, 1 publication",
        "left out: 15 indicators; a picture shows routes only",
    ]
    assert Path("aze.dot").read_text(encoding="utf-8").startswith("digraph")


def test_draw_says_what_was_collapsed(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "draw", "factbook", "--max-links", "20", "--group-by", "none", "-o", "few.dot")
    assert status == 0
    assert "links are drawn: " in out


def test_several_countries_mean_either_and_options_reach_the_picture(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ("--country", "AZE", "--country", "Libya", "--title", "Two countries", "--highlight", "Libya", "-o", "x.dot")
    status, out, _ = run(capsys, "draw", "factbook", *argv, "--no-legend", "--no-footer", "--max-links", "all")
    assert status == 0
    assert "which do not name Azerbaijan or Libya" in out
    graph = datasets.load("factbook").where(tg.where.touching("AZE", "LBY"))
    plain = Style(title="Two countries", legend=False, footer=False, max_links=None)
    assert Path("x.dot").read_text(encoding="utf-8") == draw.to_dot(graph, style=plain, highlight="Libya")


def test_two_highlighted_places_are_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ("--country", "AZE", "--highlight", "China", "--highlight", "AZE", "-o", "x.dot")
    assert run(capsys, "draw", "azerbaijan-2015", *argv)[0] == 0
    graph = datasets.load("azerbaijan-2015").where(tg.where.touching("AZE"))
    assert Path("x.dot").read_text(encoding="utf-8") == draw.to_dot(graph, highlight=["China", "AZE"])


def test_a_file_without_claims_is_no_empty_picture(capsys: pytest.CaptureFixture[str]) -> None:
    tg.write(tg.RouteGraph(), "none.jsonl")
    assert refused(capsys, "draw", "none.jsonl", "-o", "x.svg").startswith("none.jsonl holds no claims, ")
    assert refused(capsys, "draw", "none.jsonl", "--country", "AZE", "-o", "x.svg").endswith("it names no place at all")
    tg.write(tg.RouteGraph(indicators=datasets.load("azerbaijan-2015").indicators), "figures.jsonl")
    assert "holds no claims that name Azerbaijan" in refused(
        capsys, "draw", "figures.jsonl", "--country", "AZE", "-o", "x.svg"
    )
    assert not Path("x.svg").exists()


@pytest.mark.parametrize(
    "option",
    [
        ("--layout", "round"),
        ("--max-links", "many"),
        ("--max-links", "0"),
        ("--timeout", "soon"),
        ("--timeout", "-1"),
        ("--timeout", "nan"),
        ("--dpi", "1"),
        ("--highlight", "France"),
        ("--highlight", "Nigera"),
        ("--engine", "word"),
        ("--country", ""),
    ],
)
@drawing
def test_a_wrong_option_is_one_line_and_no_picture(capsys: pytest.CaptureFixture[str], option: tuple[str, str]) -> None:
    refused(capsys, "draw", "azerbaijan-2015", "-o", "x.svg", *option)
    assert not Path("x.svg").exists()


def test_an_unknown_format_of_a_picture_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert ".bmp" in refused(capsys, "draw", "azerbaijan-2015", "-o", "x.bmp")
    assert "no such directory" in refused(capsys, "draw", "azerbaijan-2015", "-o", "nowhere/x.dot")


# ---- interruptions -------------------------------------------------------------------------------------------------


def test_an_interruption_ends_with_130_and_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_path: str) -> tg.RouteGraph:
        raise KeyboardInterrupt

    monkeypatch.setattr(tg, "read", interrupted)
    assert run(capsys, "describe", "claims.csv") == (130, "", "traffickgraph: interrupted\n")


def test_progress_shows_only_at_a_terminal_and_is_wiped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tg.write(datasets.load("azerbaijan-2015"), "claims.jsonl")
    assert run(capsys, "describe", "claims.jsonl")[2] == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    _, _, err = run(capsys, "describe", "claims.jsonl")
    line = "traffickgraph: reading claims.jsonl …"
    assert err == f"{line}\r{' ' * len(line)}\r"
