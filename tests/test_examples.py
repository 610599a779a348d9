"""The examples run as they are, and say what their first line promises."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_an_example_opens_with_the_question_that_it_answers(script: Path) -> None:
    docstring = ast.get_docstring(ast.parse(script.read_text("utf-8")))
    assert docstring is not None
    assert docstring.split("\n\n")[0].rstrip().endswith("?")


def run(script: Path, folder: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_an_example_runs(script: Path, tmp_path: Path) -> None:
    assert run(script, tmp_path).strip()


# Invented lists of uninhabited places: two spellings of one, a mention within one, and a name that there is not.
_2001 = """\
Bouvet Island,Antarctica
Bouvet Island,Antarctica
Antarctica,Bouvet Island
Bouvet Island,Heard Island
Bouvet Island,Heard Island and McDonald Islands
Atlantis,Antarctica
"""
_2002 = """\
Bouvet Island,Antarctica
Heard Island,Bouvet Island
Bouvet Island,Bouvet Island
Heard Island,Heard Island and McDonald Islands
"""


def test_edge_lists_are_counted_as_written_merged_and_without_what_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "edgelist2001.txt").write_text(_2001, "utf-8", newline="\r\n")
    (tmp_path / "edgelist2002.txt").write_text(_2002, "utf-8", newline="\r\n")
    lines = [line.split() for line in run(EXAMPLES / "reproduce_goist.py", tmp_path, str(tmp_path)).splitlines()]

    # places, pairs, density, reciprocity: five names, four once merged, three without Atlantis; then of 2002
    as_written, merged, left_out = ["5", "5", "0.2500", "0.400"], ["4", "4", "0.3333", "0.500"], ["3", "3", "0.5000"]
    assert ["2001", *as_written, *merged, *left_out, "0.667"] in lines
    of_four, of_three = ["4", "3", "0.2500", "0.000"], ["3", "2", "0.3333", "0.000"]
    assert ["2002", *of_four, *of_three, *of_three] in lines

    text = [" ".join(line) for line in lines]
    assert "2001 no, expected was 117 391 0.0288 0.184" in text
    assert "10 mentions in 2 lists, 5 names." in text
    assert "merged Heard Island = Heard Island and McDonald Islands: Heard Island and McDonald Islands" in text
    assert any(
        line.startswith("unresolved in 1 ends of mentions: no country or region is called 'Atlantis'") for line in text
    )
    assert "Mentions with an unresolved name are left out: 9 are read, each as a claim." in text
    assert any(line.startswith("Merging takes away 2 pairs, each year by itself") for line in text)
    assert "Domestic, and no tie: 2 mentions. As written 1; in the others one country has two names." in text
    # pooled: both pairs are returned; in 2002 alone none is, in 2001 one of two
    assert "All years in one: reciprocity 1.000, of 4 pairs." in text
    assert "In any one year: at most 0.667, in 2001." in text
    assert "2001 Bouvet Island 2, Antarctica 1 Bouvet Island 4, Antarctica 1" in text
    assert "2001–2002 1 2 1 0.25 0" in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_executes_and_shows_what_it_was_saved_with(path: Path, tmp_path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    saved = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    run = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(run, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()

    # What was printed; a data frame is printed by its own library, in the way of its version.
    def texts(notebook: nbformat.NotebookNode) -> list[str]:
        return [
            output.text
            for cell in notebook.cells
            if cell.cell_type == "code"
            for output in cell.outputs
            if output.output_type == "stream"
        ]

    assert texts(run) == texts(saved) != []
    assert any("image/svg+xml" in output.get("data", {}) for cell in run.cells for output in cell.get("outputs", ()))
