"""All paths by their number of legs: for short paths whose legs cost the same, each found at next to no price.

Within one number of legs, paths come in the order of the codes of their places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traffickgraph.paths.query import Query

__all__ = ["listed_by_legs"]

# The last two steps of a path are found at once: where the one can lead that the other can come from.
_AT_ONCE: Final = 2


def listed_by_legs(query: Query, longest: int) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of all loopless paths of at most so many legs, those with the fewest first.

    A path is extended only to places from which the end is near enough. That bounds the work by the number of walks of
    so many legs: this is for short paths.
    """
    listing = _Listing(query, longest)
    yield from listing.direct()
    for legs in range(_AT_ONCE, longest + 1):
        for batch in listing.of(legs):
            yield from batch


class _Listing:
    def __init__(self, query: Query, longest: int) -> None:
        self._onward = query.onward
        self._start, self._end = query.start, query.end
        self._near = query.near(longest)
        self._last = {step.to: step for step in query.backward[query.end]}
        self._heads = query.terrain.heads
        self._plain_endings: dict[int, list[int]] = {}
        self._endings: dict[int, list[tuple[int, int, int]]] = {}
        self._is_plain = query.terrain.is_plain

    def direct(self) -> Iterator[tuple[int, ...]]:
        """Yield the path of one leg, if there is one."""
        if self._start in self._last and self._last[self._start].use:
            yield self._start, self._end

    def of(self, legs: int) -> Iterator[list[tuple[int, ...]]]:
        """Yield the paths of exactly so many legs, two or more, in batches that share all but their last two."""
        if self._start in self._near[legs][0]:
            yield from self._from((self._start,), -1, -1, legs)

    def _from(self, path: tuple[int, ...], bits: int, into: int, left: int) -> Iterator[list[tuple[int, ...]]]:
        if left == _AT_ONCE:
            yield self._plainly_ended(path) if self._is_plain else self._ended(path, bits, into)
            return
        end, (near, near_from_transit) = self._end, self._near[left - 1]
        for to, _, use, onto, out in self._onward[path[-1]]:
            kept = bits & use & (into | out)
            if kept and to != end and to not in path and to in (near if onto else near_from_transit):
                yield from self._from((*path, to), kept, onto, left - 1)

    def _plainly_ended(self, path: tuple[int, ...]) -> list[tuple[int, ...]]:
        end, endings = self._end, self._plain_endings
        at = path[-1]
        if at not in endings:
            endings[at] = sorted(self._heads[at] & self._last.keys() - {end})
        return [(*path, to, end) for to in endings[at] if to not in path]

    def _ended(self, path: tuple[int, ...], bits: int, into: int) -> list[tuple[int, ...]]:
        end, endings = self._end, self._endings_of(path[-1])
        return [(*path, to, end) for to, use, out in endings if bits & use & (into | out) and to not in path]

    def _endings_of(self, at: int) -> list[tuple[int, int, int]]:
        """Return the places between one and the end, with the bits of both steps, and of the first as from transit."""
        if at not in self._endings:
            last = self._last
            self._endings[at] = [
                (to, both, out)
                for to, _, use, into, out in self._onward[at]
                if to in last and to != self._end and (both := use & last[to].use & (into | last[to].out))
            ]
        return self._endings[at]
