"""A way that remains: one loopless path that avoids what is left out, under each rule of joints; exact.

Under ``"transit"`` a walk that comes back to a place may be allowed where no loopless path is, because a place may be
entered by a link that does not name it as transit, left, and entered again by one that does. So no maximum flow answers
the question, and paths with forbidden turns are hard to find in general (Szeider 2003). Here the shortest walk is
found first; it is nearly always loopless. If it comes back to a place, the search is split in two: a loopless way
enters that place either never by a link that names it, or never by one that does not.

References
----------
Szeider, S. (2003). Finding paths in graphs avoiding forbidden transitions. Discrete Applied Mathematics 126, 261-273.
"""

from __future__ import annotations

from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING, Protocol

import attrs

from traffickgraph.analysis.interdiction.bits import ground, members
from traffickgraph.network import counts_nobody

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from traffickgraph.analysis.interdiction.bits import Ground
    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim
    from traffickgraph.paths import Joints
    from traffickgraph.places import Place

__all__ = ["Clock", "DocumentedWays", "OutOfTimeError", "TransitWays", "Ways", "links_of", "ways_of"]

_State = tuple[int, bool]  # a place, and whether the link that led there names it as transit


class OutOfTimeError(Exception):
    """The time given is over; it never leaves this room."""


class Clock:
    """The time that is left.

    Parameters
    ----------
    seconds : float
        How many from now on.
    """

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left, 0 or more."""
        return max(0.0, self._end - monotonic())

    def check(self) -> None:
        """Raise if no time is left."""
        if monotonic() > self._end:
            raise OutOfTimeError


class Ways(Protocol):
    """Finds one way from the source to the destination."""

    def find(self, shut: int, gone: Mapping[int, int]) -> tuple[int, ...] | None:
        """Return a loopless way that avoids a set of places, and for each tail a set of heads; or None."""
        ...


@attrs.frozen(eq=False)
class TransitWays:
    """Ways on which each inner place is named as transit by a leg of the link before it or of the link after it.

    Attributes
    ----------
    ground : Ground
        The links.
    sources, ends : int
        The sets of places between which a way leads; it passes none of them on the way.
    clock : Clock
        When to give up.
    """

    ground: Ground
    sources: int
    ends: int
    clock: Clock

    def find(self, shut: int, gone: Mapping[int, int]) -> tuple[int, ...] | None:
        """Return a way, the shortest if it is found at once."""
        open_ = ~(shut | self.sources | self.ends)
        # Places that may be entered by a link that names them, and by one that does not.
        left = [(open_, open_)]
        while left:
            named, plain = left.pop()
            walk = self._walk(named, plain, gone)
            if walk is None:
                continue
            twice = _twice(walk)
            if twice is None:
                return walk
            self.clock.check()
            # A loopless way enters a place once: so it does without the one entry, or without the other.
            left += [(named & ~(1 << twice), plain), (named, plain & ~(1 << twice))]
        return None

    def _walk(self, named: int, plain: int, gone: Mapping[int, int]) -> tuple[int, ...] | None:
        """Return the shortest walk, which may come back to a place."""
        land = self.ground
        by: dict[_State, _State | None] = {(one, True): None for one in members(self.sources)}
        queue = list(by)
        for state in queue:
            at, is_named = state
            onward = (land.after[at] if is_named else land.names_tail[at]) & ~gone.get(at, 0)
            if done := onward & self.ends:
                return (*_traced(state, by), (done & -done).bit_length() - 1)
            by_name = onward & land.names_head[at] & named
            by_none = onward & ~land.names_head[at] & plain
            named &= ~by_name
            plain &= ~(by_name | by_none)  # who may leave by any link need not come back to leave by some
            for new, whether in ((by_name, True), (by_none, False)):
                for one in members(new):
                    by[one, whether] = state
                    queue.append((one, whether))
        return None


def _twice(walk: Sequence[int]) -> int | None:
    """Return the first place to which a walk comes back."""
    seen = set[int]()
    for one in walk:
        if one in seen:
            return one
        seen.add(one)
    return None


def _traced(state: _State, by: Mapping[_State, _State | None]) -> list[int]:
    walk, at = [state[0]], by[state]
    while at is not None:
        walk.append(at[0])
        at = by[at]
    return walk[::-1]


class DocumentedWays:
    """Ways that one claim states whole: a place from each of a run of its stages.

    Parameters
    ----------
    ground : Ground
        The links.
    claims : iterable of Claim
        The claims; one that counted nobody states no way.
    sources, ends : collection of Place
        The places between which a way leads; it passes none of them on the way.
    clock : Clock
        When to give up.
    """

    def __init__(
        self,
        ground: Ground,
        claims: Iterable[Claim],
        sources: Collection[Place],
        ends: Collection[Place],
        clock: Clock,
    ) -> None:
        self._clock = clock
        self._sources, self._ends = ground.among(sources), ground.among(ends)
        found = {one.route for one in claims if not counts_nobody(one)}
        stated = {tuple(map(ground.among, route.stages)) for route in found}
        # The shortest first: what has to be cut on a short way leaves little choice.
        self._runs = sorted(
            {run for stages in stated for run in self._between(stages)}, key=lambda run: (len(run), run)
        )

    def _between(self, stages: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield the runs of stages, reduced to what may stand there, that lead from a source to a destination."""
        inner = ~(self._sources | self._ends)
        for first, tails in enumerate(stages):
            if tails & self._sources:
                for last in range(first + 1, len(stages)):
                    if stages[last] & self._ends:
                        between = (stage & inner for stage in stages[first + 1 : last])
                        yield (tails & self._sources, *between, stages[last] & self._ends)

    def find(self, shut: int, gone: Mapping[int, int]) -> tuple[int, ...] | None:
        """Return the first way that is stated."""
        for run in self._runs:
            if found := self._along(run, (), shut, gone):
                return found
        return None

    def _along(
        self, run: tuple[int, ...], begun: tuple[int, ...], shut: int, gone: Mapping[int, int]
    ) -> tuple[int, ...] | None:
        self._clock.check()
        if len(begun) == len(run):
            return begun
        is_end = len(begun) in (0, len(run) - 1)
        options = run[len(begun)] & ~(0 if is_end else shut)
        if begun:
            options &= ~gone.get(begun[-1], 0)
        for one in members(options):
            if one not in begun and (found := self._along(run, (*begun, one), shut, gone)):
                return found
        return None


def ways_of(
    graph: RouteGraph,
    joints: Joints,
    sources: Collection[Place],
    ends: Collection[Place],
    clock: Clock,
) -> Ways:
    """Return what finds ways under a rule of joints."""
    land = ground(graph)
    if joints == "documented":
        return DocumentedWays(land, graph.claims, sources, ends, clock)
    if joints == "any":  # as if each link named its head as transit
        land = attrs.evolve(land, names_head=land.after)
    return TransitWays(land, land.among(sources), land.among(ends), clock)


def links_of(way: Sequence[int]) -> frozenset[tuple[int, int]]:
    """Return the links of a way."""
    return frozenset(pairwise(way))
