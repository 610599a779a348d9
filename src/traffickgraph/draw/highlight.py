"""Which steps of the claims a highlight lights up; the rest of the picture is faded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias, cast, runtime_checkable

from traffickgraph.errors import InvalidValueError, WrongTypeError, listed, shown
from traffickgraph.places import Country, Region, place
from traffickgraph.table import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from traffickgraph.draw.style import Highlight
    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim
    from traffickgraph.places import Place, PlaceLike

__all__ = ["Between", "Lit", "Way", "check_touched", "lit_by", "said_of"]

Lit: TypeAlias = "Callable[[Place | None, Place | None, Claim], bool]"

_NAMED: Final = 8


@runtime_checkable
class Way(Protocol):
    """A way from place to place that can be highlighted, such as a path of :mod:`traffickgraph.paths`."""

    # A smallest set of places that parts two others has places as well; what tells a way is that claims can state it.

    @property
    def places(self) -> tuple[Place, ...]:
        """Its places, in their order."""
        ...

    @property
    def documented_by(self) -> tuple[Claim, ...]:
        """The claims that state all of it."""
        ...


@runtime_checkable
class Between(Protocol):
    """What lies between two places in one direction and can be highlighted: a link, or a tie of an analysis."""

    @property
    def tail(self) -> Place:
        """From where."""
        ...

    @property
    def head(self) -> Place:
        """To where."""
        ...


def lit_by(highlight: Highlight) -> Lit:
    """Return a function that says whether a step, from tail to head, of a claim is highlighted."""
    from traffickgraph.graph import RouteGraph

    if isinstance(highlight, RouteGraph):
        claims = frozenset(highlight.claims)
        return lambda _tail, _head, claim: claim in claims
    if isinstance(highlight, (str, Country, Region)):
        one = place(highlight)
        return lambda tail, head, _claim: one in (tail, head)
    if isinstance(highlight, AbstractSet):
        places, pairs = _members(highlight)
        return lambda tail, head, _claim: tail in places or head in places or (tail, head) in pairs
    if (stops := _stops(highlight)) is not None:
        steps = frozenset(pairwise(stops))
        if not steps:
            raise InvalidValueError("a path to highlight has at least two places; give one place by itself", highlight)
        return lambda tail, head, _claim: (tail, head) in steps
    raise WrongTypeError(
        "highlight is a place, a path, the places of a path, a set of places or links, or a graph of claims, "
        f"not {shown(highlight)}",
        highlight,
    )


def said_of(highlight: Highlight | None, claims: Collection[Claim]) -> Iterator[str]:
    """Say of a highlighted way what a reader could take it for: that some claim states it whole, where none does.

    Of a highlighted set, say which places and links it is: nothing else in the picture tells them from their partners.
    """
    if isinstance(highlight, AbstractSet):
        yield from _said_of_a_set(highlight, claims)
        return
    stops = None if highlight is None else _stops(highlight)
    if stops is None or any(claim.route.goes_along(stops) for claim in claims):
        return
    steps = dict.fromkeys(pairwise(stops))
    missing = [step for step in steps if not any(claim.route.goes_along(step) for claim in claims)]
    for tail, head in missing:
        yield f"The highlighted way is broken: no claim states a step from {tail} to {head}."
    if not missing:
        yield "The highlighted way is stitched: no one claim states all of it."


def _stops(highlight: object) -> tuple[Place, ...] | None:
    """Return the places of a way, in their order; None if it is none."""
    if isinstance(highlight, Way):
        return tuple(highlight.places)
    if isinstance(highlight, (str, Country, Region)) or not isinstance(highlight, Sequence):
        return None
    return tuple(map(place, cast("Sequence[PlaceLike]", highlight)))


def _members(highlight: AbstractSet[PlaceLike | Between]) -> tuple[frozenset[Place], frozenset[tuple[Place, Place]]]:
    """Return the places of a set, and the tails and heads of its links."""
    if not highlight:
        raise InvalidValueError("a set to highlight holds at least one place or link, and this one is empty", highlight)
    links = [one for one in highlight if isinstance(one, Between)]
    places = (one for one in highlight if not isinstance(one, Between))
    return frozenset(map(place, places)), frozenset((one.tail, one.head) for one in links)


def _said_of_a_set(highlight: AbstractSet[PlaceLike | Between], claims: Iterable[Claim]) -> Iterator[str]:
    places, pairs = _members(highlight)
    named = {one for claim in claims for one in claim.places}
    if found := sorted(map(str, places & named)):
        noun = "place" if len(found) == 1 else "places"
        yield f"The highlighted {noun}, with all lines of {'it' if len(found) == 1 else 'each'}: {_some(found)}."
    stated = {pair for pair in pairs if any(claim.route.goes_along(pair) for claim in claims)}
    if ways := sorted(f"{tail} → {head}" for tail, head in stated):
        yield f"The highlighted {'link' if len(ways) == 1 else 'links'}: {_some(ways)}."
    if absent := sorted(map(str, places - named)):
        yield f"To be highlighted, but named by no claim here: {_some(absent)}."
    if unsaid := sorted(f"{tail} → {head}" for tail, head in pairs - stated):
        yield f"To be highlighted, but stated by no claim here: {_some(unsaid)}."


def _some(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return listed(names, "and")
    return f"{', '.join(names[:_NAMED])} and {plural(len(names) - _NAMED, 'other')}"


def check_touched(graph: RouteGraph, highlight: Highlight, touched: bool) -> None:
    """Refuse a highlight that lights nothing: a wholly faded picture would look like an answer."""
    if graph.claims and not touched:
        raise InvalidValueError(
            f"no claim of the graph is on {shown(highlight)}, so there is nothing to highlight", highlight
        )
