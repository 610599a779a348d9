"""Smallest cuts where every composition of links is a path: augmenting ways (Menger), all smallest cuts at a glance.

Places, or links, are given capacity one each. The residual network is never stored: it is read from sets of places
(integers, see :mod:`traffickgraph.analysis.interdiction.bits`) and from the ways found so far, so that nothing has to
be prepared, or put back, for a pair.

References
----------
Menger, K. (1927). Zur allgemeinen Kurventheorie. Fundamenta Mathematicae 10, 96-115.
Ford, L. R. and Fulkerson, D. R. (1956). Maximal flow through a network. Canadian Journal of Mathematics 8, 399-404.
Picard, J.-C. and Queyranne, M. (1980). On the structure of all minimum cuts in a network and applications.
Mathematical Programming Study 13, 8-16.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

import attrs

from traffickgraph.analysis.interdiction.bits import members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from traffickgraph.analysis.interdiction.bits import Ground

__all__ = ["Cut", "link_cut", "place_cut"]

_END: Final = -1  # the source, before a place; the destination, after one

_Element = TypeVar("_Element")


@attrs.frozen
class Cut(Generic[_Element]):
    """A smallest cut, and where all others of its size lie.

    Attributes
    ----------
    chosen : tuple
        A smallest cut.
    in_every, in_some : frozenset or None
        What is in every smallest cut, and what is in at least one; None if that is not known.
    at_least : int
        How many elements a cut has at least.
    """

    chosen: tuple[_Element, ...]
    in_every: frozenset[_Element] | None
    in_some: frozenset[_Element] | None
    at_least: int


def place_cut(ground: Ground, sources: int, ends: int) -> Cut[int]:
    """Return the smallest set of places between two sets of places that are not linked directly.

    Of several the one nearest to the source: what remains reachable from it is least.
    """
    start, goal = _around(ground.after, sources), _around(ground.before, ends)
    inner = ~(sources | ends)
    # A place next to both ends is in every cut, and nothing can be led round it: it is set aside at once.
    forced = start & goal & inner
    flow = _Disjoint(ground, start & ~forced, goal & ~forced, inner & ~forced)
    while flow.augment():
        pass
    always = frozenset(members(forced))
    every, some = flow.in_every(), flow.in_some()
    chosen = tuple(members(forced | flow.nearest()))
    return Cut(chosen, always | every, always | some, len(chosen))


def link_cut(ground: Ground, sources: int, ends: int) -> Cut[tuple[int, int]]:
    """Return the smallest set of links between two sets of places, the one nearest to the source."""
    flow = _Apart(ground, sources, ends)
    while flow.augment():
        pass
    return flow.cut()


def _around(neighbours: Sequence[int], places: int) -> int:
    found = 0
    for one in members(places):
        found |= neighbours[one]
    return found & ~places


class _Disjoint:
    """Ways that share no place. Each place is passed from its entry to its exit, by one way at most."""

    def __init__(self, ground: Ground, start: int, goal: int, inner: int) -> None:
        size = len(ground.after)
        self.after, self.before = ground.after, ground.before
        self.start, self.goal = start & inner, goal & inner
        self.inner = inner & ((1 << size) - 1)
        self.used = 0
        self.came = [_END] * size  # on a way: the place before, and after
        self.goes = [_END] * size
        self.entered, self.left = 0, 0  # entries and exits that the last search has reached
        self._lead_through_two()

    def _lead_through_two(self) -> None:
        """Lay ways through two places each, as they come; what they miss is found by augmenting."""
        for one in members(self.start):
            if open_ := self.after[one] & self.goal & ~self.used:
                other = (open_ & -open_).bit_length() - 1
                self.goes[one], self.came[other] = other, one
                self.used |= 1 << one | 1 << other

    def augment(self) -> bool:
        """Find one more way, giving up legs of those found before; tell whether there is one."""
        used, came, inner = self.used, self.came, self.inner
        entered = left = 0
        by_entry: dict[int, int] = {}  # an entry: from whose exit it was reached
        by_exit: dict[int, int] = {}  # an exit: from whose entry, its own or that of the place after it
        queue = [_END]
        for at in queue:
            new = self.start if at == _END else (self.after[at] & inner | (1 << at) & used) & ~entered
            entered |= new
            for one in members(new):
                by_entry[one] = at
                onward = came[one] if used >> one & 1 else one
                if onward == _END or left >> onward & 1:
                    continue
                left |= 1 << onward
                by_exit[onward] = one
                if self.goal >> onward & 1:
                    self._lead(onward, by_entry, by_exit)
                    return True
                queue.append(onward)
        self.entered, self.left = entered, left
        return False

    def _lead(self, last: int, by_entry: dict[int, int], by_exit: dict[int, int]) -> None:
        """Lay the way that was found, from its end to its beginning."""
        at, following = last, _END
        while at != _END:
            self.goes[at] = following
            if following != _END:
                self.came[following] = at
            entry = by_exit[at]
            if entry == at:
                self.used |= 1 << at
            while by_entry[entry] == entry:  # turned back within a place: no way passes it any more
                self.used ^= 1 << entry
                entry = by_exit[entry]
            at, following = by_entry[entry], entry
        self.came[following] = _END

    def nearest(self) -> int:
        """Return the cut nearest to the source: entered, and not left."""
        return self.used & self.entered & ~self.left

    def in_every(self) -> frozenset[int]:
        """Return the places whose entry the source still reaches, and whose exit still reaches the destination."""
        used, goes = self.used, self.goes
        leaving, entering = 0, 0
        queue = [self.goal]
        for new in queue:
            leaving |= new
            fresh = 0
            for one in members(new):
                fresh |= (0 if used >> one & 1 else 1 << one) | (1 << goes[one] if _is_led(used, goes, one) else 0)
            fresh &= ~entering
            entering |= fresh
            onward = fresh & used
            for one in members(fresh):
                onward |= self.before[one]
            onward &= self.inner & ~leaving
            if onward:
                queue.append(onward)
        return frozenset(members(used & self.entered & leaving))

    def in_some(self) -> frozenset[int]:
        """Return the places whose entry does not reach their exit: entry and exit lie in different components."""
        used, came, goes, size = self.used, self.came, self.goes, len(self.after)
        source, end = 1 << 2 * size, 1 << 2 * size + 1
        onward, back = [0] * (2 * size + 2), [0] * (2 * size + 2)
        onward[2 * size], back[2 * size + 1] = self.start, self.goal << size
        for one in members(self.inner):
            entry, leave = 1 << one, 1 << one + size
            on_way = used >> one & 1
            onward[one] = leave if not on_way else (source if came[one] == _END else 1 << came[one] + size)
            onward[one + size] = self.after[one] & self.inner | (entry if on_way else 0)
            onward[one + size] |= end if self.goal >> one & 1 else 0
            back[one] = (self.before[one] & self.inner) << size | (leave if on_way else 0)
            back[one] |= source if self.start >> one & 1 else 0
            back[one + size] = entry if not on_way else (end if goes[one] == _END else 1 << goes[one])
            if on_way and came[one] == _END:
                back[2 * size] |= entry
            if on_way and goes[one] == _END:
                onward[2 * size + 1] |= leave
        component = _components(onward, back)
        return frozenset(one for one in members(used) if component[one] != component[one + size])


def _is_led(used: int, goes: list[int], one: int) -> bool:
    return bool(used >> one & 1) and goes[one] != _END


class _Apart:
    """Ways that share no link."""

    def __init__(self, ground: Ground, sources: int, ends: int) -> None:
        self.after, self.before = ground.after, ground.before
        self.sources, self.ends = sources, ends
        self.goes = [0] * len(ground.after)  # the heads of the links of each place that are on a way
        self.came = [0] * len(ground.after)
        self.reached = 0

    def augment(self) -> bool:
        """Find one more way, giving up links of those found before; tell whether there is one."""
        reached = self.sources
        by: dict[int, int] = {}
        queue = list(members(reached))
        for at in queue:
            new = (self.after[at] & ~self.goes[at] | self.came[at]) & ~reached
            if done := new & self.ends:
                head = (done & -done).bit_length() - 1
                self._use(at, head)
                head = at
                while head in by:
                    self._use(by[head], head)
                    head = by[head]
                return True
            reached |= new
            for one in members(new):
                by[one] = at
                queue.append(one)
        self.reached = reached
        return False

    def _use(self, tail: int, head: int) -> None:
        if self.goes[head] >> tail & 1:  # a way came along the other direction: neither is needed
            self.goes[head] ^= 1 << tail
            self.came[tail] ^= 1 << head
        else:
            self.goes[tail] |= 1 << head
            self.came[head] |= 1 << tail

    def cut(self) -> Cut[tuple[int, int]]:
        """Return the cut nearest to the source, and where all smallest cuts lie."""
        size = len(self.after)
        onward = [self.after[one] & ~self.goes[one] | self.came[one] for one in range(size)]
        back = [self.before[one] & ~self.came[one] | self.goes[one] for one in range(size)]
        leading = self.ends
        queue = list(members(leading))
        for at in queue:
            new = back[at] & ~leading
            leading |= new
            queue.extend(members(new))
        for several in (self.sources, self.ends):  # on one side of every cut: they count as one place
            for one in members(several):
                onward[one] |= several
                back[one] |= several
        component = _components(onward, back)
        used = [(tail, head) for tail in range(size) for head in members(self.goes[tail])]
        chosen = tuple(
            (tail, head) for tail in members(self.reached) for head in members(self.after[tail] & ~self.reached)
        )
        return Cut(
            chosen,
            frozenset((tail, head) for tail, head in used if self.reached >> tail & 1 and leading >> head & 1),
            frozenset((tail, head) for tail, head in used if component[tail] != component[head]),
            len(chosen),
        )


def _components(onward: Sequence[int], back: Sequence[int]) -> list[int]:
    """Return the number of the strong component of each node (after Kosaraju and Sharir)."""
    seen, order = 0, list[int]()
    for root in range(len(onward)):
        stack = [root] if not seen >> root & 1 else []
        seen |= 1 << root
        while stack:
            if new := onward[stack[-1]] & ~seen:
                low = new & -new
                seen |= low
                stack.append(low.bit_length() - 1)
            else:
                order.append(stack.pop())
    component, seen = [0] * len(onward), 0
    for root in reversed(order):
        if seen >> root & 1:
            continue
        seen |= 1 << root
        queue = [root]
        for at in queue:
            component[at] = root
            new = back[at] & ~seen
            seen |= new
            queue.extend(members(new))
    return component
