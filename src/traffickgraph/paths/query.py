"""A question about paths: a terrain, where paths start and end, and how many legs they may have."""

from __future__ import annotations

from functools import cached_property
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from traffickgraph.paths.maze import Step, Tails

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from traffickgraph.paths.maze import Terrain

__all__ = ["Query"]


class Query:
    """Paths of a terrain from one number to another.

    Several starts, or ends, are joined to one more place, by steps that cost nothing; a way back to the start ends in
    such a place as well.

    Attributes
    ----------
    onward, backward : list of list of Step
        The steps from, and to, each place.
    start, end : int
        The numbers between which paths are sought.
    extra : int
        How many legs of a path found do not count, since they lead from or to the place that joins several.
    """

    def __init__(self, terrain: Terrain, starts: Sequence[int], ends: Sequence[int], *, returns: bool = False) -> None:
        self.terrain = terrain
        self.onward = list(terrain.onward)
        self.backward = list(terrain.backward)
        self.extra = 0
        first, last = len(self.onward) - 1, 0
        (self.start, self.end) = (starts[0], ends[0])
        self._returns = returns
        if returns:
            self.end = last
            self.backward[last] = terrain.backward[self.start]
            for step in self.backward[last]:
                before = terrain.onward[step.to]
                back = [one._replace(to=last) for one in before if one.to == self.start]
                self.onward[step.to] = [*back, *(one for one in before if one.to != self.start)]
            return
        if len(starts) > 1:
            self.start, self.extra = first, self.extra + 1
            self.onward[first] = [Step(one, 0, -1, -1, -1) for one in sorted(starts)]
            for one in starts:
                self.backward[one] = [*self.backward[one], Step(first, 0, -1, -1, -1)]
        if len(ends) > 1:
            self.end, self.extra = last, self.extra + 1
            for one in ends:
                self.onward[one] = [Step(last, 0, -1, -1, -1), *self.onward[one]]
            self.backward[last] = [Step(one, 0, -1, -1, -1) for one in sorted(ends)]

    @property
    def strips(self) -> bool:
        """Whether :meth:`stripped` changes what is found."""
        return self._returns or self.extra > 0

    def stripped(self, found: tuple[int, ...]) -> tuple[int, ...]:
        """Return a path found without the places that join several, a way back with its end named."""
        if self._returns:
            return (*found[:-1], self.start)
        found = found[1:] if found[0] == len(self.onward) - 1 else found
        return found[:-1] if found[-1] == 0 else found

    @cached_property
    def least_cost(self) -> tuple[list[float], list[float]]:
        """The least cost from each place to the end: over any step, and over steps that name the place as transit.

        Nothing is asked but that each two steps that follow each other may; so no path costs less.
        """
        return self.least(unit=False)

    @cached_property
    def fewest_legs(self) -> tuple[list[float], list[float]]:
        """The fewest legs from each place to the end, as `least_cost`."""
        return self.least(unit=True)

    def near(self, legs: int) -> list[tuple[AbstractSet[int], AbstractSet[int]]]:
        """Return from where the end is at most 0, 1, … legs away: over any step, and over steps from transit."""
        heads = self.terrain.tails
        last = Tails.of(self.backward[self.end])
        found: list[tuple[AbstractSet[int], AbstractSet[int]]] = [(frozenset(), frozenset())]
        for _ in range(legs):
            over_any, over_transit = found[-1]
            if self.terrain.is_open:
                over_any = last.all.union(*(heads[at].all for at in over_any))
                found.append((over_any, over_any))
                continue
            found.append(
                (
                    last.all.union(*(heads[at].into for at in over_any), *(heads[at].all for at in over_transit)),
                    last.out.union(*(heads[at].both for at in over_any), *(heads[at].out for at in over_transit)),
                )
            )
        return found

    def least(self, *, unit: bool, without: int = 0) -> tuple[list[float], list[float]]:
        """Return the least cost, or the fewest legs, to the end over places that are not in a set of bits."""
        size = len(self.onward)
        over_any, over_transit = [inf] * size, [inf] * size
        # The end is left by no step, and reached by any.
        heap: list[tuple[float, int, bool]] = [(0, self.end, True)]
        done: set[tuple[int, bool]] = set()
        is_open = self.terrain.is_open
        while heap:
            so_far, at, is_transit = heappop(heap)
            if (at, is_transit) in done:
                continue
            done.add((at, is_transit))
            for tail, cost, _, into, out in self.backward[at]:
                # Over a step that names the place as transit, any step may come; over another, one that names it.
                if not (into or is_transit) or without >> tail & 1:
                    continue
                total = so_far + (1 if unit else cost)
                if total < over_any[tail]:
                    over_any[tail] = total
                    heappush(heap, (total, tail, False))
                if out and not is_open and total < over_transit[tail]:
                    over_transit[tail] = total
                    heappush(heap, (total, tail, True))
        return over_any, over_transit

    @cached_property
    def hopeful(self) -> tuple[list[int], list[int]]:
        """The bits under which the end can be reached from each place: over any step, and over those from transit."""
        return self.hope()

    def hope(self, without: int = 0) -> tuple[list[int], list[int]]:
        """Return those bits where places of a set of bits may not be passed."""
        size = len(self.onward)
        over_any, over_transit = [0] * size, [0] * size
        waiting = {self.end}
        while waiting:
            at = waiting.pop()
            for tail, _, use, into, out in self.backward[at]:
                if without >> tail & 1:
                    continue
                bits = use if at == self.end else use & (into & over_any[at] | over_transit[at])
                grown = over_any[tail] | bits, over_transit[tail] | bits & out
                if grown != (over_any[tail], over_transit[tail]):
                    over_any[tail], over_transit[tail] = grown
                    waiting.add(tail)
        return over_any, over_transit
