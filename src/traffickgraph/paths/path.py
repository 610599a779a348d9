"""A path: links laid end to end, which some claim states as a whole, or which nobody does."""

from __future__ import annotations

from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING, ClassVar

import attrs

from traffickgraph.model import in_order
from traffickgraph.table import plural
from traffickgraph.vocabulary import Exploitation, Role, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from traffickgraph.model import Claim, Link, Publication
    from traffickgraph.paths.maze import Terrain
    from traffickgraph.places import Place
    from traffickgraph.table import Cell

__all__ = ["Joint", "Path"]


@attrs.frozen
class Joint:
    """An inner place of a path: where one link ends and the next begins.

    Attributes
    ----------
    place : Place
        The place.
    documented_by : tuple of Claim
        The claims that state the way through it: along the link before and the link after.
    named_by : tuple of Claim
        The claims of either link that name it as transit; they may say nothing of the other link.
    """

    place: Place
    documented_by: tuple[Claim, ...]
    named_by: tuple[Claim, ...]

    @property
    def is_documented(self) -> bool:
        """Whether some claim states the way through it."""
        return bool(self.documented_by)

    def __str__(self) -> str:
        if self.documented_by:
            return f"{self.place} [documented by {len(self.documented_by)}]"
        return f"{self.place} [stitched: {plural(len(self.named_by), 'claim')} of transit]"


class Path:
    """Links laid end to end, no place twice but for a way back to its start.

    A path is *documented* if one claim states the whole of it, stage after stage; else it is *stitched*: it could
    follow from several claims, and nobody stated it. Paths are equal if their links are, with all claims behind them.

    Examples
    --------
    >>> from traffickgraph import datasets, paths
    >>> g = datasets.load("factbook")
    >>> path = next(paths.between(g, "Azerbaijan", "UAE"))
    >>> print(path)
    Azerbaijan → United Arab Emirates [documented by 2]
    >>> print(path.documented_by[0].route)
    Azerbaijan → Azerbaijan, Qatar, Russia, United Arab Emirates
    """

    columns: ClassVar[tuple[str, ...]] = (
        "path",
        "legs",
        "documented_by",
        "hedges",
        "joints",
        "joints_documented",
        "support",
        "exploitation",
        "cost",
    )

    __slots__ = ("__weakref__", "_numbers", "_terrain")

    def __init__(self, terrain: Terrain | _Laid, numbers: tuple[int, ...]) -> None:
        # Searches find thousands of paths of which few are looked at: what a path holds is read off when asked for.
        self._terrain = terrain
        self._numbers = numbers

    @property
    def places(self) -> tuple[Place, ...]:
        """The places, from source to destination."""
        places = self._terrain.maze.places
        return tuple(one for one in (places[number] for number in self._numbers) if one is not None)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links between them, each with all its legs and claims."""
        by_pair = self._terrain.maze.by_pair
        return tuple(by_pair[pair] for pair in pairwise(self._numbers))

    @property
    def cost(self) -> float:
        """The sum of the costs of its links."""
        costs = [self._terrain.cost_of[pair] for pair in pairwise(self._numbers)]
        return sum(costs) if all(isinstance(cost, int) for cost in costs) else fsum(costs)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims behind its links, each once."""
        return tuple(dict.fromkeys(claim for link in self.links for claim in link.claims))

    @property
    def publications(self) -> tuple[Publication, ...]:
        """All publications behind its links, each once, by year and title."""
        return in_order({one.publication for one in self.claims})

    @property
    def documented_by(self) -> tuple[Claim, ...]:
        """The claims that state the whole way, in the order of the first link's claims.

        A claim states a way if its places stand in neighbouring stages of its route, one after the other. It may go
        on before or after: whoever states Nigeria → Niger → Libya → Italy states Nigeria → Niger → Libya too, with
        Libya as transit.
        """
        return _stating(self.places, self.links)

    @property
    def is_documented(self) -> bool:
        """Whether one claim states the whole way."""
        return bool(self.documented_by)

    @property
    def joints(self) -> tuple[Joint, ...]:
        """The places between the ends, each with the claims that state the way through it, or name it as transit."""
        places = self.places
        return tuple(
            Joint(places[at + 1], _stating(places[at : at + 3], pair), tuple(dict.fromkeys(_naming(*pair))))
            for at, pair in enumerate(pairwise(self.links))
        )

    @property
    def support(self) -> int:
        """How many publications stand behind the link that has the fewest."""
        return min(len(link.publications) for link in self.links)

    @property
    def hedges(self) -> tuple[str, ...]:
        """How it is put, if nobody puts it more firmly: of the whole way, or, if it is stitched, of some link.

        ``past``, ``emerging`` or ``possible``, as claims are said to be, and ``possible`` also of a count that may be
        of nobody; ``inferred`` where a region was read as its members; ``alternative`` where a claim that states the
        way names another place beside one that lies between. A word stands here if every claim that states the way,
        or every claim of some link, has such a word.
        """
        if behind := self.documented_by:
            between = self.places[1:-1]
            return _words([_hedges(claim, between) for claim in behind])
        found = {word for link in self.links for word in _words([_hedges(claim, ()) for claim in link.claims])}
        return tuple(sorted(found))

    @property
    def exploitation(self) -> tuple[Exploitation, ...]:
        """The forms that all links share, where a claim of unspecified exploitation goes with every form.

        ``unspecified`` is among them if each link has a claim that names none; empty if the links share nothing.
        """
        named = {form for link in self.links for form in link.exploitation}
        shared = set(named)
        for link in self.links:
            if Exploitation.UNSPECIFIED not in link.exploitation:
                shared &= set(link.exploitation)
        if not all(Exploitation.UNSPECIFIED in link.exploitation for link in self.links):
            shared.discard(Exploitation.UNSPECIFIED)
        return tuple(form for form in Exploitation if form in shared)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column; ``documented_by`` and ``support`` count claims and publications."""
        joints = self.joints
        return (
            self._way(),
            len(self.links),
            len(self.documented_by),
            ";".join(self.hedges),
            len(joints),
            sum(joint.is_documented for joint in joints),
            self.support,
            ";".join(self.exploitation),
            self.cost,
        )

    def _way(self) -> str:
        return " → ".join(map(str, self.places))

    def __str__(self) -> str:
        hedges = self.hedges
        if behind := self.documented_by:
            return f"{self._way()} [{', '.join([f'documented by {len(behind)}', *hedges])}]"
        joints = self.joints
        documented = sum(joint.is_documented for joint in joints)
        hedged = f"; a link only {' or '.join(hedges)}" if hedges else ""
        return f"{self._way()} [stitched: {documented} of {plural(len(joints), 'joint')} documented{hedged}]"

    def __repr__(self) -> str:
        return f"<Path: {self}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Path):
            return NotImplemented
        return self.places == other.places and self.links == other.links

    def __hash__(self) -> int:
        return hash(self.places)

    def __reduce__(self) -> tuple[Callable[..., Path], tuple[object, ...]]:
        # What it was found in stays behind: other links, and costs that may be anybody's functions.
        costs = [self._terrain.cost_of[pair] for pair in pairwise(self._numbers)]
        return _laid, (self.places, self.links, costs)


@attrs.frozen
class _Laid:
    """A path by itself, its places numbered in their order."""

    places: tuple[Place, ...]
    by_pair: Mapping[tuple[int, int], Link]
    cost_of: Mapping[tuple[int, int], float]

    @property
    def maze(self) -> _Laid:
        return self


def _laid(places: tuple[Place, ...], links: tuple[Link, ...], costs: list[float]) -> Path:
    numbers = tuple(range(len(places)))
    pairs = list(pairwise(numbers))
    return Path(_Laid(places, dict(zip(pairs, links, strict=True)), dict(zip(pairs, costs, strict=True))), numbers)


def _hedges(claim: Claim, between: tuple[Place, ...]) -> set[str]:
    found: set[str] = set() if claim.status is Status.CURRENT else {str(claim.status)}
    if claim.count is not None and not claim.count.low:
        found.add(str(Status.POSSIBLE))
    if claim.inferred:
        found.add("inferred")
    if any(len(stage) > 1 and not stage.isdisjoint(between) for stage in claim.route.via):
        found.add("alternative")
    return found


def _words(hedges: list[set[str]]) -> tuple[str, ...]:
    """Return the words of several claims, or none if one of them goes without."""
    return tuple(sorted(set[str]().union(*hedges))) if all(hedges) else ()


def _stating(places: tuple[Place, ...], links: Iterable[Link]) -> tuple[Claim, ...]:
    first, *others = links
    shared = set(first.claims).intersection(*(link.claims for link in others))
    return tuple(claim for claim in first.claims if claim in shared and claim.route.goes_along(places))


def _naming(before: Link, after: Link) -> Iterable[Claim]:
    yield from (leg.claim for leg in before.legs if leg.head_role is Role.TRANSIT)
    yield from (leg.claim for leg in after.legs if leg.tail_role is Role.TRANSIT)
