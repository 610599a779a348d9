"""The public surface, name by name, and what it costs to import it."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys

import pytest

import traffickgraph

PUBLIC = [
    "Claim",
    "Count",
    "Country",
    "Evidence",
    "Exploitation",
    "Flow",
    "Indicator",
    "Leg",
    "Link",
    "Period",
    "Publication",
    "Region",
    "Role",
    "Route",
    "RouteGraph",
    "Status",
    "TraffickGraphError",
    "VictimGroup",
    "__version__",
    "analysis",
    "claim",
    "datasets",
    "disclosure",
    "draw",
    "paths",
    "place",
    "read",
    "readers",
    "where",
    "write",
]
HEAVY = {
    "dask",
    "duckdb",
    "hypothesis",
    "ibis",
    "igraph",
    "leidenalg",
    "matplotlib",
    "narwhals",
    "networkx",
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
    "pydot",
    "pygraphviz",
    "pyparsing",
    "pyspark",
    "python_calamine",
    "scipy",
}


def loaded_after(program: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after a program, beyond those it begins with."""
    code = (
        f"import json, sys\nbefore = set(sys.modules)\n{program}\nprint(json.dumps(sorted(set(sys.modules) - before)))"
    )
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in json.loads(run.stdout.splitlines()[-1])}


def test_the_public_names_are_exactly_these() -> None:
    assert dir(traffickgraph) == PUBLIC
    assert sorted([*traffickgraph.__all__, "__version__"]) == PUBLIC


@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "__version__"])
def test_every_public_name_leads_to_something_with_a_docstring(name: str) -> None:
    assert (getattr(traffickgraph, name).__doc__ or "").strip()


@pytest.mark.parametrize("name", [name for name in PUBLIC if inspect.isclass(getattr(traffickgraph, name))])
def test_every_public_method_and_property_of_a_public_class_has_a_docstring(name: str) -> None:
    own = inspect.getmembers(
        getattr(traffickgraph, name),
        lambda member: inspect.isfunction(member) or inspect.ismethod(member) or isinstance(member, property),
    )
    bare = [member for member, value in own if not member.startswith("_") and not (value.__doc__ or "").strip()]
    assert bare == []


@pytest.mark.parametrize("name", [name for name in PUBLIC if inspect.ismodule(getattr(traffickgraph, name))])
def test_every_class_and_function_of_a_room_has_a_docstring(name: str) -> None:
    room = getattr(traffickgraph, name)
    own = {one: getattr(room, one) for one in room.__all__}
    written = {one: value for one, value in own.items() if inspect.isfunction(value) or inspect.isclass(value)}
    assert written
    assert [one for one, value in written.items() if not value.__doc__] == []


def test_a_name_is_the_same_thing_at_the_top_and_at_home() -> None:
    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import claim

    assert traffickgraph.RouteGraph is RouteGraph
    assert traffickgraph.claim is claim


def test_a_star_import_brings_every_public_name() -> None:
    scope = {}
    exec("from traffickgraph import *", scope)  # noqa: S102 - the statement is the subject
    assert set(scope) - {"__builtins__"} == set(PUBLIC) - {"__version__"}


@pytest.mark.parametrize("name", ["Graph", "load", "__path_of_nothing__"])
def test_an_unknown_name_is_an_attribute_error_that_says_the_name(name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'traffickgraph' has no attribute '{name}'"):
        getattr(traffickgraph, name)
    assert not hasattr(traffickgraph, name)


def test_the_version_is_three_numbers() -> None:
    assert [part.isdigit() for part in traffickgraph.__version__.split(".")] == [True] * 3


def test_importing_the_package_loads_nothing_from_outside_the_standard_library() -> None:
    outside = loaded_after("import traffickgraph") - set(sys.stdlib_module_names)
    assert {name for name in outside if not name.startswith("__editable__")} == {"traffickgraph"}


@pytest.mark.parametrize(
    "program",
    [
        "import traffickgraph as tg; [getattr(tg, name) for name in dir(tg)]",
        """
import traffickgraph as tg
from traffickgraph.where import leaving
g = tg.RouteGraph([tg.claim("UZB", to="AZE", publication=tg.Publication("An invented report", 2020))])
g.where(leaving("UZB")).links(), str(g.summary()), str(g.profile("AZE")), g.expand_regions(), repr(g)
""",
        "import traffickgraph as tg; assert len(tg.datasets.load('azerbaijan-2015'))",
    ],
    ids=["touching every name", "building and asking a graph", "loading a data set"],
)
def test_no_heavy_package_is_loaded_by(program: str) -> None:
    assert loaded_after(program) & HEAVY == set()


def test_a_heavy_package_would_be_noticed() -> None:
    assert loaded_after("import networkx") & HEAVY == {"networkx"}


def test_the_strategies_need_hypothesis_and_say_how_to_get_it() -> None:
    program = """
import sys
sys.modules["hypothesis"] = None
import traffickgraph
try:
    import traffickgraph.testing
except ImportError as error:
    assert isinstance(error, traffickgraph.TraffickGraphError)
    print(error)
"""
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == (
        "traffickgraph.testing needs hypothesis; install it with: pip install 'traffickgraph[testing]'"
    )
