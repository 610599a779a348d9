"""What is asked of a graph, checked before any work is done: places that its claims name, numbers, choices."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, TypeVar

from traffickgraph.asked import real_number
from traffickgraph.errors import InvalidValueError, WrongTypeError, listed, shown
from traffickgraph.model.routes import as_places
from traffickgraph.network import network

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from traffickgraph.graph import RouteGraph
    from traffickgraph.places import Place, PlaceLike

__all__ = ["checked_seconds", "named_places", "one_of"]

_Option = TypeVar("_Option", bound=str)


def named_places(graph: RouteGraph, given: PlaceLike | Iterable[PlaceLike], what: str) -> tuple[Place, ...]:
    """Return one place, or several, each of which some claim names, by code."""
    several = tuple(sorted(as_places(given)))
    if not several:
        raise InvalidValueError(f"no place was given as {what}; name one or several", given)
    known = frozenset(network(graph).named)
    for one in several:
        if one not in known:
            raise InvalidValueError(
                f"no claim of this graph names {one} ({one.code}); see graph.places for those that it names", one
            )
    return several


def one_of(what: str, given: object, options: Sequence[_Option]) -> _Option:
    """Return one of several words."""
    for one in options:
        if isinstance(given, str) and given == one:
            return one
    raise InvalidValueError(f"{what} is {listed(map(repr, options))}, not {shown(given)}", given)


def checked_seconds(given: float) -> float:
    """Return a limit of time, which is more than nothing."""
    seconds = real_number(given)
    if seconds is None:
        raise WrongTypeError(f"time_limit is a number of seconds, not {shown(given)}", given)
    if not (isfinite(seconds) and seconds > 0):
        raise InvalidValueError(f"time_limit is a number of seconds above 0, not {shown(given)}", given)
    return seconds
