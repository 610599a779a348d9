"""What the pages beside this file say of types is what mypy and pyright say, line by line.

A page is Markdown; its Python blocks are one module. ``# revealed: T`` is the type that ``reveal_type`` shows, without
the names of modules; ``# refused`` marks a line that a type checker must find fault with; no other line has a fault.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGES = sorted(HERE.glob("*.md"))

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"# (?:revealed: (?P<type>.+)|(?P<refused>refused))$")
_MODULES = re.compile(r"\b(?:\w+\.)+(?=[A-Z]|tuple|frozenset|str\b|int\b|float\b|bool\b)")


class Line(NamedTuple):
    """A marked line of a page: where it stands, and the type that it reveals; None if it is to be refused."""

    page: str
    number: int
    revealed: str | None


class Said(NamedTuple):
    """What a type checker says of all pages: types revealed and faults found, by page and line."""

    revealed: dict[tuple[str, int], str]
    faults: dict[tuple[str, int], str]


def module_of(page: str) -> str:
    """Return the Python of a page; each line keeps its number."""
    lines = [""] * page.count("\n")
    for block in _BLOCK.finditer(page):
        first = page[: block.start(1)].count("\n")
        code = block[1].splitlines()
        lines[first : first + len(code)] = code
    return "\n".join(lines) + "\n"


def marked() -> list[Line]:
    """Return every marked line of every page."""
    found: list[Line] = []
    for path in PAGES:
        for number, line in enumerate(module_of(path.read_text("utf-8")).splitlines(), 1):
            mark = _MARK.search(line)
            if mark:
                found.append(Line(path.stem, number, mark["type"]))
    return found


def plain(revealed: str) -> str:
    """Return a type without the names of modules, and without what only one of the type checkers adds."""
    revealed = re.sub(r"\bLiteral\[(\w+\.\w+)\]\?", r"\1", revealed)
    revealed = re.sub(r"^(?:type\[)?Literal\[(.*?)\]\??$", r"\1", revealed)
    member = re.fullmatch(r"(?:[a-z_]\w*\.)*(\w+\.[A-Z_]+)", revealed)
    return member[1] if member else _MODULES.sub("", revealed).removesuffix("?")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages as modules."""
    made = tmp_path_factory.mktemp("pages")
    for path in PAGES:
        (made / f"{path.stem}.py").write_text(module_of(path.read_text("utf-8")), "utf-8")
    return made


@pytest.fixture(scope="module")
def mypy(folder: Path, pytestconfig: pytest.Config) -> Said:
    """Run mypy over all pages at once, with the settings of the project."""
    kept = pytestconfig.rootpath / ".mypy_cache" / "pages"
    run = subprocess.run(  # noqa: S603 - our own arguments
        [
            *(sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(kept)),
            *("--no-error-summary", "--no-pretty", "--hide-error-context"),
            *map(str, sorted(folder.glob("*.py"))),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    said = Said({}, {})
    for line in run.stdout.splitlines():
        match = re.fullmatch(r"(.+?)\.py:(\d+): (\w+): (.*)", line)
        if match is None:
            continue
        place = Path(match[1]).name, int(match[2])
        revealed = re.fullmatch(r'Revealed type is "(.*)"', match[4])
        if revealed:
            said.revealed[place] = plain(revealed[1])
        elif match[3] == "error":
            said.faults[place] = match[4]
    assert said.revealed, run.stdout + run.stderr
    return said


@pytest.fixture(scope="module")
def pyright(folder: Path) -> Said:
    """Run pyright over all pages at once, as strictly as the project does."""
    if find_spec("pyright") is None:
        pytest.skip("pyright is not installed; it comes with the dependency group dev")
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "reportUnusedExpression": False,
        "reportUnusedCallResult": False,
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    run = subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "-p", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    said = Said({}, {})
    for one in json.loads(run.stdout)["generalDiagnostics"]:
        place = Path(one["file"]).stem, int(one["range"]["start"]["line"]) + 1
        revealed = re.fullmatch(r'Type of ".*" is "(.*)"', one["message"], re.DOTALL)
        if revealed and one["severity"] == "information":
            said.revealed[place] = plain(revealed[1])
        elif one["severity"] == "error":
            said.faults[place] = one["message"]
    assert said.revealed, run.stdout + run.stderr
    return said


@pytest.fixture(scope="module", params=["mypy", "pyright"])
def checker(request: pytest.FixtureRequest) -> Said:
    """Give what each of the two type checkers says."""
    said: Said = request.getfixturevalue(request.param)
    return said


@pytest.mark.parametrize("page", [path.stem for path in PAGES])
def test_a_type_checker_reveals_the_types_that_the_page_says(checker: Said, page: str) -> None:
    expected = {line.number: line.revealed for line in marked() if line.page == page and line.revealed}
    revealed = {number: kind for (where, number), kind in checker.revealed.items() if where == page}
    assert revealed == expected


@pytest.mark.parametrize("page", [path.stem for path in PAGES])
def test_a_type_checker_refuses_the_lines_that_the_page_marks_and_no_other(checker: Said, page: str) -> None:
    to_refuse = {line.number for line in marked() if line.page == page and line.revealed is None}
    faults = {number: fault for (where, number), fault in checker.faults.items() if where == page}
    lines = module_of((HERE / f"{page}.md").read_text("utf-8")).splitlines()
    passed = [f"passes: {lines[number - 1]}" for number in sorted(to_refuse - faults.keys())]
    refused = [f"{lines[number - 1]}: {faults[number]}" for number in sorted(faults.keys() - to_refuse)]
    assert [*passed, *refused] == []


def test_the_pages_have_wrong_calls_and_right_ones() -> None:
    assert {line.page for line in marked()} == {"conditions", "graph", "paths", "values"}
    assert sum(line.revealed is None for line in marked()) > 50
    assert sum(line.revealed is not None for line in marked()) > 50
