"""Recorded routes, what each counts, and which places or links touch them."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Literal, TypeAlias

from traffickgraph.asked import real_number
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.network import counts_nobody, network
from traffickgraph.places import Country, Region, place
from traffickgraph.vocabulary import Role, RoleLike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim, Publication
    from traffickgraph.model.routes import Route
    from traffickgraph.network import Tie
    from traffickgraph.places import Place, PlaceLike

__all__ = ["Elements", "PlaceOrLink", "Weight", "checked_roles", "recorded", "weighed"]

Weight: TypeAlias = "Literal['claims', 'publications'] | Callable[[Claim], float]"
PlaceOrLink: TypeAlias = "PlaceLike | tuple[PlaceLike, PlaceLike]"

_PAIR = 2


def recorded(graph: RouteGraph, sources: Iterable[Place], destinations: Iterable[Place]) -> tuple[Claim, ...]:
    """Return the claims with a leg between two places, with one of the sources and of the destinations, if given."""
    tails, heads = frozenset(sources), frozenset(destinations)
    return tuple(
        claim
        for claim in graph.claims
        if (not tails or tails & claim.route.sources)
        and (not heads or heads & claim.route.destinations)
        and not counts_nobody(claim)
        and _has_leg(claim.route)
    )


def _has_leg(route: Route) -> bool:
    return any(tails and heads and len(tails | heads) > 1 for tails, heads in pairwise(route.stages))


def weighed(claims: Sequence[Claim], weight: Weight) -> list[float]:
    """Return what each claim counts."""
    if isinstance(weight, str) and weight == "claims":
        return [1.0] * len(claims)
    if isinstance(weight, str) and weight == "publications":
        seen: set[tuple[Route, Publication]] = set()
        found = list[float]()
        for claim in claims:
            stated = claim.route, claim.publication
            found.append(float(stated not in seen))
            seen.add(stated)
        return found
    if not callable(weight):
        raise InvalidValueError(
            f"weight is 'claims', 'publications' or a function of a claim, not {shown(weight)}", weight
        )
    found = [_number(weight(claim), claim) for claim in claims]
    if not isfinite(sum(found)):
        raise InvalidValueError(f"the weights are too large to be added: the largest is {max(found):g}", max(found))
    return found


def _number(given: object, claim: Claim) -> float:
    number = real_number(given)
    if number is None:
        raise WrongTypeError(f"a weight is a number, not {shown(given)}, as for the claim {claim}", given)
    if not (isfinite(number) and number >= 0):
        raise InvalidValueError(f"a weight is a number, 0 or more, not {shown(given)}, as for the claim {claim}", given)
    return number


def checked_roles(given: RoleLike | Iterable[RoleLike]) -> frozenset[Role]:
    """Return one role, or several."""
    try:
        roles = frozenset([Role(given)] if isinstance(given, str) else map(Role, given))
    except TypeError as error:
        if isinstance(error, WrongTypeError):
            raise
        raise WrongTypeError(f"roles are a role or several roles, not {shown(given)}", given) from error
    if not roles:
        raise InvalidValueError("no role was given; name one or several: 'source', 'transit', 'destination'", given)
    return roles


class Elements:
    """The places, or the links, of a graph by number, and which of them touch a route.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    on : {"places", "links"}
        Which of both.
    roles : collection of Role
        In which roles a place touches a route.
    """

    def __init__(self, graph: RouteGraph, on: Literal["places", "links"], roles: frozenset[Role]) -> None:
        net = network(graph)
        self.all: tuple[Place, ...] | tuple[Tie, ...] = net.named if on == "places" else net.ties
        self._on, self._roles = on, roles
        self._places: Mapping[Place, int] = {one: at for at, one in enumerate(net.named)}
        self._links = {(tie.tail, tie.head): at for at, tie in enumerate(net.ties)}
        self._known: dict[Route, tuple[int, ...]] = {}

    def touching(self, claim: Claim) -> tuple[int, ...]:
        """Return the numbers of what touches the route of a claim, ascending."""
        route = claim.route
        found = self._known.get(route)
        if found is None:
            found = self._known[route] = tuple(sorted(self._touching(route)))
        return found

    def _touching(self, route: Route) -> Iterable[int]:
        if self._on == "links":
            return {self._links[tail, head] for tail, _, head, _ in route.steps() if tail != head}
        stages = ((Role.SOURCE, (route.sources,)), (Role.TRANSIT, route.via), (Role.DESTINATION, (route.destinations,)))
        return {self._places[one] for role, some in stages if role in self._roles for stage in some for one in stage}

    @property
    def regions(self) -> frozenset[int]:
        """The numbers of the regions, or of the links that begin or end in one."""
        return frozenset(
            at
            for at, one in enumerate(self.all)
            for end in ((one,) if isinstance(one, (Country, Region)) else (one.tail, one.head))
            if isinstance(end, Region)
        )

    def of(self, places: Iterable[Place]) -> frozenset[int]:
        """Return the numbers of places, if places are chosen; else none."""
        return frozenset(self._places[one] for one in places) if self._on == "places" else frozenset()

    def numbers(self, given: Iterable[PlaceOrLink], what: str) -> frozenset[int]:
        """Return the numbers of places or links that a caller names."""
        if isinstance(given, (str, Country, Region)):
            raise WrongTypeError(f"{what} is an iterable, not {shown(given)}; write [...] around one", given)
        try:
            several = list(given)
        except TypeError as error:
            raise WrongTypeError(f"{what} is an iterable, not {shown(given)}; write [...] around one", given) from error
        return frozenset(self._number(one, what) for one in several)

    def _number(self, given: PlaceOrLink, what: str) -> int:
        if self._on == "places":
            if not isinstance(given, (str, Country, Region)):
                raise WrongTypeError(f"{what} holds places, not {shown(given)}; links need on='links'", given)
            one = place(given)
            if one not in self._places:
                raise InvalidValueError(f"no claim of this graph names {one} ({one.code})", given)
            return self._places[one]
        if not isinstance(given, tuple) or len(given) != _PAIR:
            raise WrongTypeError(f"{what} holds pairs of tail and head, not {shown(given)}", given)
        tail, head = place(given[0]), place(given[1])
        if (tail, head) not in self._links:
            raise InvalidValueError(f"no claim of this graph states a link {tail} → {head}", given)
        return self._links[tail, head]

    def said(self, number: int) -> str:
        """Say which one it is."""
        one = self.all[number]
        return str(one) if isinstance(one, (Country, Region)) else f"{one.tail} → {one.head}"

    def picked(self, numbers: Iterable[int]) -> tuple[Place, ...] | tuple[Tie, ...]:
        """Return what has these numbers."""
        found = [self.all[one] for one in numbers]
        places = tuple(one for one in found if isinstance(one, (Country, Region)))
        return places or tuple(one for one in found if not isinstance(one, (Country, Region)))
