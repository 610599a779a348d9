"""Who imports whom: read from the source, and compared with the arrows of the design.

Arrows never turn back. An import inside a function is an import all the same, but for the one-line doors of
``RouteGraph``; an import for the type checker alone is none.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import traffickgraph

if TYPE_CHECKING:
    from collections.abc import Iterator

SRC = Path(traffickgraph.__file__).parent
PACKAGE = "traffickgraph"

# From the ground up: a part may import what lies below it, and nothing that lies beside it or above.
LAYERS = (
    {"errors", "atomic"},
    {"vocabulary", "asked"},
    {"places", "table"},
    {"model"},
    {"facets"},
    {"where"},
    {"index"},
    {"graph"},
    {"partners", "expand", "network"},
    {"profiles", "disclosure"},
    {"draw", "convert", "paths", "analysis", "readers"},
    {"datasets"},
    {"cli"},
    {"__main__"},
)
HEIGHT = {part: height for height, parts in enumerate(LAYERS) for part in parts}

# The parts from which the names at the top come: `from traffickgraph import read` is an import of convert.
HOME_OF = {name: home.split(".")[1] for name, home in traffickgraph._HOME_OF.items()}
# The modules that may ask for names at the top; below them that would be a way round the arrows.
AT_THE_TOP = {"cli", "testing", "__main__"}

# The graph's conveniences: one line each, which import their room when called.
DOORS = {("graph", room) for room in ("partners", "expand", "profiles", "convert", "draw")}
# A table of results opens one as well: into a data frame.
DOORS.add(("table", "convert"))

# Rooms that lie beside each other, where the module says in its docstring why it looks over.
BESIDE = {
    ("convert.files", "draw"): "DOT is a file format that the room of pictures writes",
    ("analysis.interdiction.remaining", "paths"): "the ways that remain round a choice are paths, reported or stitched",
    ("readers.reading", "convert"): "a frame of the rows as understood is made by the room of doors",
}

# Packages from outside, and the parts that may import them; inside a function unless they are light.
OUTSIDE = {
    "attrs": None,
    "networkx": {"convert", "draw", "analysis"},
    "numpy": {"analysis"},
    "scipy": {"analysis"},
    "matplotlib": {"analysis"},
    "leidenalg": {"analysis"},
    "igraph": {"analysis"},
    "narwhals": {"convert", "readers"},
    "pandas": {"convert"},
    "polars": {"convert", "readers"},
    "pyarrow": {"convert"},
    "python_calamine": {"readers"},
    "pydot": {"draw", "convert"},
    "pygraphviz": {"draw"},
    "hypothesis": {"testing"},
}


class Import(NamedTuple):
    """One import: the module that has it, the name that it imports, and whether a function has to be called first."""

    module: str
    imported: str
    in_function: bool

    @property
    def part(self) -> str:
        """The part of the package that has it: the first name below the package."""
        return self.module.split(".")[0]


def modules() -> dict[str, ast.Module]:
    """Return each module by its name below the package, with its syntax tree; the package itself is ``__init__``."""
    found = {}
    for path in sorted(SRC.rglob("*.py")):
        name = ".".join(path.relative_to(SRC).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


MODULES = modules()


def imports() -> list[Import]:
    """Return every import of every module that runs."""
    return [one for module, tree in MODULES.items() for one in _imports(module, tree, in_function=False)]


def _imports(module: str, node: ast.AST, *, in_function: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            yield from (one for other in child.orelse for one in _imports(module, other, in_function=in_function))
        elif isinstance(child, ast.Import):
            yield from (Import(module, alias.name, in_function) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"{module} imports relative to itself in line {child.lineno}"
            yield from (Import(module, f"{child.module}.{alias.name}", in_function) for alias in child.names)
        else:
            inside = in_function or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            yield from _imports(module, child, in_function=inside)


def arrows() -> list[tuple[Import, str]]:
    """Return the imports that lead from one part of the package to another, with the part where each leads."""
    found = []
    for one in imports():
        package, *name = one.imported.split(".")
        if package == PACKAGE and name and name != ["__version__"]:
            into = HOME_OF.get(name[0], name[0])
            found += [(one, into)] if into != one.part else []
    return found


def test_every_module_belongs_to_a_part_that_the_design_knows() -> None:
    assert {module.split(".")[0] for module in MODULES} - set(HEIGHT) <= {"__init__", "testing"}


def test_arrows_never_turn_back() -> None:
    turned = [
        f"{one.module} imports {one.imported}"
        for one, into in arrows()
        if one.part in HEIGHT
        and not HEIGHT.get(into, len(LAYERS)) < HEIGHT[one.part]
        and not ((one.module, into) in DOORS and one.in_function)
        and (one.module, into) not in BESIDE
    ]
    assert turned == []


def test_the_doors_of_the_graph_are_one_line_each_and_open_when_called() -> None:
    doors = [one for one, into in arrows() if (one.module, into) in DOORS]
    assert all(one.in_function for one in doors)
    (graph,) = (node for node in MODULES["graph"].body if isinstance(node, ast.ClassDef))
    for method in graph.body:
        if isinstance(method, ast.FunctionDef) and any(isinstance(one, ast.ImportFrom) for one in method.body):
            work = [one for one in method.body if not isinstance(one, (ast.ImportFrom, ast.Expr))]
            assert [type(one) for one in work] == [ast.Return], f"{method.name} does more than open a door"


@pytest.mark.parametrize(("module", "into"), BESIDE, ids=lambda name: name)
def test_a_room_that_looks_into_another_says_why_in_its_docstring(module: str, into: str) -> None:
    assert any((one.module, other) == (module, into) for one, other in arrows()), "this exception is no longer needed"
    assert into in (ast.get_docstring(MODULES[module]) or "")


def test_nothing_imports_the_strategies_for_tests() -> None:
    assert [one.module for one, into in arrows() if into == "testing"] == []


def test_nothing_below_the_command_imports_names_from_the_top() -> None:
    names = {PACKAGE, *(f"{PACKAGE}.{name}" for name in (*HOME_OF, "__version__"))}
    assert [one for one in imports() if one.imported in names and one.part not in AT_THE_TOP] == []


def test_the_package_itself_loads_its_parts_by_name_and_imports_none() -> None:
    assert {one.imported for one in imports() if one.module == "__init__" and one.imported.startswith(PACKAGE)} == set()


def test_packages_from_outside_are_imported_where_they_belong_and_heavy_ones_when_called() -> None:
    astray = []
    for one in imports():
        package = one.imported.split(".")[0]
        if package == PACKAGE or package in sys.stdlib_module_names:
            continue
        home = OUTSIDE.get(package, {"convert", "draw", "datasets"})
        light = home is None or one.part == "testing"
        if not light and not (one.part in home and one.in_function):
            astray.append(f"{one.module} imports {one.imported}")
    assert astray == []


def test_no_module_is_too_long_to_read_in_one_sitting() -> None:
    lengths = {path.relative_to(SRC): len(path.read_text("utf-8").splitlines()) for path in SRC.rglob("*.py")}
    assert {str(path): length for path, length in lengths.items() if length > 400} == {}


def test_no_module_is_a_drawer_for_whatever_has_no_place() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "base", "misc", "core", "tools"}
    assert {module for module in MODULES if {name.strip("_") for name in module.split(".")} & drawers} == set()


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(MODULES[module])
