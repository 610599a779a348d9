"""Which steps of the claims a highlight lights up; the rest of the picture is faded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.places import Country, Region, place

if TYPE_CHECKING:
    from traffickgraph.draw.style import Highlight
    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim
    from traffickgraph.places import Place

__all__ = ["Lit", "check_touched", "lit_by", "said_of"]

Lit: TypeAlias = "Callable[[Place | None, Place | None, Claim], bool]"


def lit_by(highlight: Highlight) -> Lit:
    """Return a function that says whether a step, from tail to head, of a claim is highlighted."""
    from traffickgraph.graph import RouteGraph

    if isinstance(highlight, RouteGraph):
        claims = frozenset(highlight.claims)
        return lambda _tail, _head, claim: claim in claims
    if isinstance(highlight, (str, Country, Region)):
        one = place(highlight)
        return lambda tail, head, _claim: one in (tail, head)
    if isinstance(highlight, Sequence):
        stops = [place(stop) for stop in highlight]
        steps = frozenset(pairwise(stops))
        if not steps:
            raise InvalidValueError("a path to highlight has at least two places; give one place by itself", highlight)
        return lambda tail, head, _claim: (tail, head) in steps
    raise WrongTypeError(
        f"highlight is a place, the places of a path, or a graph of claims, not {shown(highlight)}", highlight
    )


def said_of(highlight: Highlight | None, claims: Collection[Claim]) -> Iterator[str]:
    """Say of a highlighted way what a reader could take it for: that some claim states it whole, where none does."""
    if highlight is None or isinstance(highlight, (str, Country, Region)) or not isinstance(highlight, Sequence):
        return
    stops = [place(stop) for stop in highlight]
    if any(_states(claim, stops) for claim in claims):
        return
    missing = [step for step in dict.fromkeys(pairwise(stops)) if not any(_states(claim, step) for claim in claims)]
    for tail, head in missing:
        yield f"The highlighted way is broken: no claim states a step from {tail} to {head}."
    if not missing:
        yield "The highlighted way is stitched: no one claim states all of it."


def _states(claim: Claim, stops: Sequence[Place]) -> bool:
    """Whether a claim states a way through these places, one stage after the other."""
    stages = claim.route.stages
    return any(
        all(stop in stage for stop, stage in zip(stops, stages[first:], strict=False))
        for first in range(len(stages) - len(stops) + 1)
    )


def check_touched(graph: RouteGraph, highlight: Highlight, touched: bool) -> None:
    """Refuse a highlight that lights nothing: a wholly faded picture would look like an answer."""
    if graph.claims and not touched:
        raise InvalidValueError(
            f"no claim of the graph is on {shown(highlight)}, so there is nothing to highlight", highlight
        )
