"""Every example that is shown runs, and prints what it is shown to print.

Examples are compared strictly: no option of doctest is on. What a reader sees is what they get, to the last space; an
example that must leave something out says so itself, with ``# doctest: +ELLIPSIS``. The examples of a page are one
session, from its top to its end. Each page, and each module, runs in an empty working directory of its own.
"""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import traffickgraph

ROOT = Path(__file__).parents[1]
# A `__main__` runs the command when it is imported.
MODULES = ["traffickgraph", *(one.name for one in walk_packages(traffickgraph.__path__, "traffickgraph."))]
MODULES = [name for name in MODULES if not name.endswith("__main__")]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^ *(?P<fence>```+|~~~+) *(?P<language>\S*).*$")


def run(tests: list[doctest.DocTest]) -> tuple[str, int]:
    """Run examples; return a report of those that fail, and how many were tried."""
    report = []
    runner = doctest.DocTestRunner(verbose=False)
    for test in tests:
        runner.run(test, out=report.append)
    return "".join(report), runner.summarize(verbose=False).attempted


def blocks(page: str) -> list[tuple[str, int, list[str]]]:
    """Return the fenced blocks of a page: language, the number of the first line, lines."""
    found, fence = [], None
    for number, line in enumerate(page.splitlines(), 1):
        match = FENCE.match(line)
        if fence is not None and match and match["fence"].startswith(fence) and not match["language"]:
            fence = None
        elif fence is not None:
            found[-1][2].append(line)
        elif match:
            fence = match["fence"]
            found.append((match["language"], number + 1, []))
    return found


def session(page: str) -> str:
    """Return a page with all but its Python blocks left blank, so that lines keep their numbers."""
    lines = [""] * (len(page.splitlines()) + 1)
    for language, first, block in blocks(page):
        if language in {"python", "pycon", "py"}:
            lines[first - 1 : first - 1 + len(block)] = block
    return "\n".join(lines)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_print_what_they_show(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module(name)
    monkeypatch.chdir(tmp_path)
    report, _ = run(doctest.DocTestFinder(exclude_empty=True).find(module, name))
    assert report == ""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_of_a_page_print_what_they_show(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = session(path.read_text(encoding="utf-8"))
    test = doctest.DocTestParser().get_doctest(text, {"__name__": "__main__"}, path.name, str(path), 0)
    report, _ = run([test])
    assert report == ""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_python_of_a_page_that_shows_no_output_is_python_all_the_same(path: Path) -> None:
    for language, first, block in blocks(path.read_text(encoding="utf-8")):
        if language in {"python", "py"} and not any(line.lstrip().startswith(">>>") for line in block):
            compile("\n" * (first - 1) + "\n".join(block), str(path), "exec")


def test_an_example_that_prints_something_else_is_found(tmp_path: Path) -> None:
    page = "Text.\n\n```python\n>>> 1 + 1\n3\n```\n\nMore text.\n"
    test = doctest.DocTestParser().get_doctest(session(page), {}, "page", str(tmp_path), 0)
    report, attempted = run([test])
    assert "line 4" in report
    assert attempted == 1


def test_a_fence_ends_an_example_and_is_no_part_of_what_it_prints() -> None:
    page = "```python\n>>> 1 + 1\n2\n```\n\n```sh\n>>> not python\n```\n"
    test = doctest.DocTestParser().get_doctest(session(page), {}, "page", None, 0)
    assert run([test]) == ("", 1)


def test_examples_are_found_where_there_are_some() -> None:
    module = import_module("traffickgraph.model.values")
    assert run(doctest.DocTestFinder().find(module))[1] > 3


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_session_stands_outside_of_a_block_where_nobody_would_run_it(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    fenced = {first + at for _, first, block in blocks(page) for at in range(len(block))}
    outside = [number for number, line in enumerate(page.splitlines(), 1) if line.lstrip().startswith(">>>")]
    assert [number for number in outside if number not in fenced] == []
