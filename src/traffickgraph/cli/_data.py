"""From what is written on the command line to the claims that it means."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

from traffickgraph.cli._terminal import working
from traffickgraph.errors import InvalidValueError, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from traffickgraph.graph import RouteGraph
    from traffickgraph.places import Place

__all__ = ["opened", "part_about", "safe"]

_NAMED: Final = 8


def opened(data: str) -> RouteGraph:
    """Return the claims of a bundled data set or of a file.

    The name of a data set means the data set; ``./factbook`` is a file of that name.
    """
    from traffickgraph import datasets

    if data in datasets.names():
        return datasets.load(data)
    path = Path(data)
    if path.name == data and not path.suffix and not (data and path.exists()):
        raise _neither(data, datasets.names())
    from traffickgraph import read

    with working(f"reading {data}"):
        return read(data)


def _neither(data: str, names: Sequence[str]) -> InvalidValueError:
    near = get_close_matches(data, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {listed(map(repr, names), 'and')}"
    return InvalidValueError(f"there is no file and no data set called {data!r}; {hint}", data)


def safe(graph: RouteGraph, k: int | None) -> RouteGraph:
    """Withhold counts of persons below a number, if one is given, before any part of the graph is looked at alone."""
    if k is None:
        return graph
    from traffickgraph.disclosure.protecting import published

    with working(f"looking for counts below {k}"):
        return published(graph, k)


def part_about(graph: RouteGraph, places: Sequence[Place], data: str) -> RouteGraph:
    """Return the part of a graph that names one of the places; all of it, if none are given.

    Raises
    ------
    InvalidValueError
        If nothing in the graph names one of them: a misunderstanding, and not an answer.
    """
    if not places:
        return graph
    from traffickgraph.where import touching

    known = frozenset(graph.places)
    for one in places:
        if one not in known:
            raise InvalidValueError(f"{data} names {one} nowhere; {_instead(graph, one)}", one)
    return graph.where(touching(*places))


def _instead(graph: RouteGraph, asked: Place) -> str:
    """Say which places the graph does name: all of a few, else those in the same part of the world."""
    from traffickgraph.places import Country

    places = graph.places
    if not places:
        return "it names no place at all"
    if isinstance(asked, Country) and len(places) > _NAMED:
        for area in (asked.subregion, asked.region):
            if near := [one for one in places if one == area or one in area.members]:
                return f"in {area} it names {_some(near)}"
    return f"it names {_some(places)}"


def _some(places: Sequence[Place]) -> str:
    names = sorted(map(str, places))
    if len(names) <= _NAMED:
        return listed(names, "and")
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
