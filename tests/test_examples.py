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


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_an_example_runs(script: Path, tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


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
