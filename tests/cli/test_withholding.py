"""`draw` and `convert` withhold small counts if they are asked to, and say how many in their last line."""

from __future__ import annotations

from pathlib import Path

import pytest

import traffickgraph as tg
from traffickgraph import disclosure
from traffickgraph.cli import main

INVENTED = tg.Publication("An invented table", 2020)
SAID = "2 counts are withheld, so that none below 10 is known."


@pytest.fixture(autouse=True)
def g(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tg.RouteGraph:
    monkeypatch.chdir(tmp_path)
    graph = tg.RouteGraph(
        tg.claim(source, to="Azerbaijan", period=2019, count=count, publication=INVENTED)
        for source, count in (("Uzbekistan", 7), ("Türkiye", 73130), ((), 73137))
    )
    tg.write(graph, "claims.csv")
    return graph


def test_convert_withholds_and_says_how_many(g: tg.RouteGraph, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "claims.csv", "safe.jsonl", "--k", "10"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == SAID
    assert tg.read("safe.jsonl") == disclosure.protect(g, 10).graph
    assert "73137" not in Path("safe.jsonl").read_text("utf-8")


def test_convert_without_k_says_nothing_of_it(g: tg.RouteGraph, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "claims.csv", "same.jsonl"]) == 0
    assert "withheld" not in capsys.readouterr().out
    assert tg.read("same.jsonl") == g


def test_what_was_withheld_before_is_said_again(capsys: pytest.CaptureFixture[str]) -> None:
    main(["convert", "claims.csv", "safe.csv", "--k", "10"])
    capsys.readouterr()
    assert main(["convert", "safe.csv", "safe.graphml"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == SAID


def test_draw_withholds_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "claims.csv", "--k", "10", "-o", "safe.dot"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == SAID
    assert printed.count(SAID) == 1
    assert SAID in Path("safe.dot").read_text("utf-8")


def test_draw_looks_at_all_claims_before_it_draws_some(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "claims.csv", "--k", "10", "--country", "Uzbekistan", "-o", "safe.dot"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 count is withheld, so that none below 10 is known."


@pytest.mark.parametrize(("k", "said"), [("1", "k is 2 or more, not 1"), ("ten", "invalid int value: 'ten'")])
@pytest.mark.parametrize("command", ["convert claims.csv other.csv", "draw claims.csv -o other.dot"])
def test_a_k_that_cannot_be_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], command: str, k: str, said: str
) -> None:
    assert main([*command.split(), "--k", k]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert not Path("other.csv").exists()
    assert not Path("other.dot").exists()


def test_no_cell_of_a_written_table_is_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "claims.csv", "-o", "stats.csv"]) == 0
    capsys.readouterr()
    rows = Path("stats.csv").read_text("utf-8").splitlines()
    assert not [cell for row in rows for cell in row.split(",") if cell[:1] in set("=+@")]
