"""The cheapest paths first, one after the other, whatever a link costs and however long a path may be.

The paths not yet found are parted, after Yen (1971) and Lawler (1972), by where they leave those that were found; each
part waits under the least that any of its paths can cost, and is searched only when its turn has come. The least cost
to the end is known exactly for every place, so most parts are settled by following it.

References
----------
J. Y. Yen, "Finding the K shortest loopless paths in a network", Management Science 17 (1971).
E. L. Lawler, "A procedure for computing the K best solutions to discrete optimization problems and its application to
the shortest path problem", Management Science 18 (1972).
"""

from __future__ import annotations

from copy import copy
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traffickgraph.paths.maze import Step
    from traffickgraph.paths.query import Query

__all__ = ["cheapest_first"]


# After so many steps without an answer, a search asks of each beginning what the rest costs, which takes longer.
_PATIENCE: Final = 300


class _State(NamedTuple):
    """How far a path has come: its places, its cost, the bits left, and those under which its last is transit."""

    path: tuple[int, ...]
    cost: int
    bits: int
    into: int
    seen: int


class _Part(NamedTuple):
    """The paths that begin in one way and do not go on to some places.

    ``first`` is the first in order that can be, or, if ``found``, the first path itself.
    """

    least: float
    first: tuple[int, ...]
    found: bool
    state: _State
    banned: int


class _Waiting(NamedTuple):
    """A step that a search may take: the least that a path over it costs, the path so far with the step, its rank."""

    least: float
    path: tuple[int, ...]
    rank: int
    before: _State
    step: Step
    banned: int


def cheapest_first(query: Query, longest: int | None) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of loopless paths, the cheapest first; of those that cost the same, by the codes of places.

    Parameters
    ----------
    query : Query
        Where from, where to, on which terrain.
    longest : int, optional
        The most steps of a path; any number, if None.
    """
    search = _Search(query, longest)
    parts: list[_Part] = []
    begun = _State((query.start,), 0, -1, -1, 1 << query.start)
    if part := search.part(begun, 0):
        parts.append(part)
    while parts:
        part = heappop(parts)
        if not part.found:
            cost, path = search.cheapest(part.state, part.banned)
            if path:
                heappush(parts, part._replace(least=cost, first=path, found=True))
            continue
        yield part.first
        state, banned = part.state, part.banned
        for to in part.first[len(state.path) :]:
            if rest := search.part(state, banned | 1 << to):
                heappush(parts, rest)
            state, banned = search.after(state, search.step[state.path[-1]][to]), 0


class _Search:
    def __init__(self, query: Query, longest: int | None) -> None:
        self._query, self._onward, self._end = query, query.onward, query.end
        self._least, self._least_as_transit = query.least_cost
        size = len(query.onward)
        # A loopless path has fewer steps than there are places, so that a higher limit is none.
        self._longest = size if longest is None else longest
        self._is_short = self._longest < size - 1
        self._legs, self._legs_as_transit = query.fewest_legs if self._is_short else ([0.0] * size, [0.0] * size)
        self._is_plain, self._is_open = query.terrain.is_plain, query.terrain.is_open
        self._is_free = self._is_plain and not self._is_short
        self._hope, self._hope_as_transit = ([], []) if self._is_plain else query.hopeful
        self._bit = [1 << at for at in range(size)]
        self.step = [{step.to: step for step in row} for row in query.onward]
        self._sorted: dict[int, list[tuple[float, Step]]] = {}

    def after(self, state: _State, step: Step) -> _State:
        """Return the state one step further."""
        to = step.to
        bits = state.bits & step.use & (state.into | step.out)
        return _State((*state.path, to), state.cost + step.cost, bits, step.into, state.seen | self._bit[to])

    def _onward_from(self, at: int) -> list[tuple[float, Step]]:
        """Return the steps from a place with the least that a path over each still costs, the least first."""
        found = self._sorted.get(at)
        if found is None:
            end, least, as_transit = self._end, self._least, self._least_as_transit
            rests = (
                (0 if step.to == end else (least if step.into else as_transit)[step.to], step)
                for step in self._onward[at]
            )
            # A sum with infinity would make a number of it, for which large costs are too large.
            found = self._sorted[at] = sorted((step.cost + rest, step) for rest, step in rests if rest != inf)
        return found

    def _can_take(self, step: Step, bits: int, into: int, left: int) -> bool:
        """Say whether a path with so many legs left may take a step, and may reach the end from there."""
        to = step.to
        if self._is_short and (to != self._end and (self._legs if step.into else self._legs_as_transit)[to] >= left):
            return False
        if self._is_plain:
            return True
        kept = bits & step.use & (into | step.out)
        if kept and to != self._end:
            kept &= step.into & self._hope[to] | self._hope_as_transit[to]
        return bool(kept)

    def part(self, state: _State, banned: int) -> _Part | None:
        """Return the part of the paths that go on from a state, or None if none can."""
        found = self._next(state, banned, 0)
        if found is None:
            return None
        _, least, step = found
        tail = self._followed(step, state)
        first = (*state.path, step.to) if tail is None else (*state.path, *tail)
        return _Part(state.cost + least, first, tail is not None, state, banned)

    def _next(self, state: _State, banned: int, since: int) -> tuple[int, float, Step] | None:
        """Return the next step that can be taken from a state, the least first: its rank, the least cost, the step."""
        path, _, bits, into, seen = state
        no, bit = seen | banned, self._bit
        left = self._longest - len(path) + 1
        onward = self._onward_from(path[-1])
        for rank in range(since, len(onward)):
            least, step = onward[rank]
            if not no & bit[step.to] and (self._is_free or self._can_take(step, bits, into, left)):
                return rank, least, step
        return None

    def _followed(self, step: Step, state: _State) -> list[int] | None:
        """Follow the least cost to the end; return the places, or None if it leads where the path may not go."""
        path, _, bits, into, seen = state
        left = self._longest - len(path) + 1
        tail: list[int] = []
        while True:
            to = step.to
            if seen & self._bit[to] or not (self._is_free or self._can_take(step, bits, into, left)):
                return None
            tail.append(to)
            if to == self._end:
                return tail
            bits, into, seen = bits & step.use & (into | step.out), step.into, seen | self._bit[to]
            left -= 1
            onward = (one for _, one in self._onward_from(to) if into or one.out)
            if (following := next(onward, None)) is None:
                return None
            step = following

    def cheapest(self, begun: _State, banned: int) -> tuple[float, tuple[int, ...]]:
        """Return the cheapest path, and its cost, that goes on from a state; an empty one if none does.

        Of the steps from a state, one is taken only when the one before it has had its turn.
        """
        waiting: list[_Waiting] = []
        reached: dict[int, list[_State]] = {}
        closed = taken = 0

        def wait(state: _State, banned: int, since: int) -> None:
            if found := self._next(state, banned | closed, since):
                rank, least, step = found
                heappush(waiting, _Waiting(state.cost + least, (*state.path, step.to), rank, state, step, banned))

        wait(begun, banned, 0)
        while waiting:
            cost, path, rank, before, step, barred = heappop(waiting)
            if step.to == self._end:
                return cost, path
            wait(before, barred, rank + 1)
            if closed & self._bit[step.to]:
                continue
            taken += 1
            if taken > _PATIENCE and not self._is_open:
                return self._thoroughly(begun, banned)
            state = self.after(before, step)
            if self._is_free:  # the first to come to a place is as good as any that comes later
                closed |= self._bit[step.to]
                wait(state, 0, 0)
                continue
            others = reached.setdefault(step.to, [])
            if not any(self._is_no_better(state, other) for other in others):
                others.append(state)
                wait(state, 0, 0)
        return inf, ()

    def _thoroughly(self, begun: _State, banned: int) -> tuple[float, tuple[int, ...]]:
        """Return what `cheapest` does, by asking of each beginning anew what the rest costs without its places.

        Where a leg has to name transit, a way can look open that only leads back through a place that was passed, and
        a search among many such would not end. Each question costs as much as a path, so it is asked when need be.
        """
        parts = [part] if (part := self._without(begun.seen).part(begun, banned)) else []
        while parts:
            part = heappop(parts)
            if part.found:
                return part.least, part.first
            state, barred, since = part.state, part.banned, 0
            while following := self._next(state, barred, since):
                rank, _, step = following
                further = self.after(state, step)
                if step.to == self._end:
                    heappush(parts, _Part(further.cost, further.path, found=True, state=further, banned=0))
                elif rest := self._without(further.seen).part(further, 0):
                    heappush(parts, rest)
                since = rank + 1
        return inf, ()

    def _without(self, seen: int) -> _Search:
        """Return a search that knows the costs, legs and bits where places that were passed are not passed again."""
        other = copy(self)
        other._ask(seen)  # noqa: SLF001 - its own
        return other

    def _ask(self, without: int) -> None:
        query = self._query
        self._least, self._least_as_transit = query.least(unit=False, without=without)
        if self._is_short:
            self._legs, self._legs_as_transit = query.least(unit=True, without=without)
        self._hope, self._hope_as_transit = query.hope(without=without)
        self._sorted = {}

    def _is_no_better(self, state: _State, other: _State) -> bool:
        """Say whether every path from a state is matched by one from another state at the same place.

        Where every place may be passed, a path that would run into the other's own places is matched by a shorter
        one through there; else the other may only have been where the first has been.
        """
        return (
            (other.cost, other.path) <= (state.cost, state.path)  # of equal costs, the first in order
            and (not self._is_short or len(other.path) <= len(state.path))
            and not state.bits & ~other.bits
            and (self._is_open or (not state.into & state.bits & ~other.into and not other.seen & ~state.seen))
        )
