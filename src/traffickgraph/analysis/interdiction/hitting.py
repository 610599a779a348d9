"""The fewest elements that meet every way: an exact minimum hitting set, whose ways are found as they are needed.

The ways need not be known beforehand, of which there may be very many: whatever meets the ways found so far is shown to
a search for one that it misses. If there is none, and no smaller set meets the ways found so far, it is a smallest one
(the implicit hitting set method of Moreno-Centeno and Karp 2013). The smallest set for the ways at hand is a 0-1
programme.

References
----------
Moreno-Centeno, E. and Karp, R. M. (2013). The implicit hitting set approach to solve combinatorial optimization
problems with an application to multigenome alignment. Operations Research 61, 453-468.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from traffickgraph.analysis.interdiction.programme import Programme
from traffickgraph.analysis.interdiction.ways import OutOfTimeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from traffickgraph.analysis.interdiction.ways import Clock

__all__ = ["Hit", "smallest_hit"]

_Element = TypeVar("_Element", int, tuple[int, int])


@attrs.frozen
class Hit(Generic[_Element]):
    """Elements that meet every way.

    Attributes
    ----------
    chosen : tuple
        The elements, ascending.
    at_least : int
        How many are needed at least; as many as are chosen, unless time ran out.
    """

    chosen: tuple[_Element, ...]
    at_least: int


def smallest_hit(
    missed_by: Callable[[frozenset[_Element]], frozenset[_Element] | None],
    known: Iterable[_Element],
    clock: Clock,
) -> Hit[_Element]:
    """Return the fewest elements that meet every way.

    Parameters
    ----------
    missed_by : callable
        Returns the elements of some way that a set of elements does not meet, or None if it meets every way.
    known : iterable
        A set that is known to meet every way, perhaps larger than need be.
    clock : Clock
        When to give up; the smallest set known by then is returned.
    """
    best = tuple(sorted(known))
    at_least = 0
    ways: list[frozenset[_Element]] = []
    try:
        ways.extend(_apart(missed_by, frozenset()))
        at_least = len(ways)
        while at_least < len(best):
            tried = _greedy(ways)
            if new := _apart(missed_by, frozenset(tried)):
                ways.extend(new)
                continue
            best = min(best, tried, key=len)
            if at_least == len(best):
                break
            tried = _fewest(ways, clock)
            at_least = len(tried)
            if new := _apart(missed_by, frozenset(tried)):
                ways.extend(new)
            elif at_least < len(best):
                best = tried
    except OutOfTimeError:
        return Hit(best, at_least)
    return Hit(best, at_least)


def _apart(
    missed_by: Callable[[frozenset[_Element]], frozenset[_Element] | None], met: frozenset[_Element]
) -> list[frozenset[_Element]]:
    """Return ways that a set misses and that share no element: each of them needs one of its own."""
    found = list[frozenset[_Element]]()
    while (way := missed_by(met)) is not None:
        found.append(way)
        met |= way
    return found


def _greedy(ways: Sequence[frozenset[_Element]]) -> tuple[_Element, ...]:
    """Return elements that meet all ways at hand: again and again the one that meets the most, the least of equals."""
    left, chosen = list(ways), list[_Element]()
    while left:
        counts: dict[_Element, int] = {}
        for way in left:
            for one in way:
                counts[one] = counts.get(one, 0) + 1
        most = max(counts.values())
        chosen.append(min(one for one, count in counts.items() if count == most))
        left = [way for way in left if chosen[-1] not in way]
    return tuple(sorted(chosen))


def _fewest(ways: Sequence[frozenset[_Element]], clock: Clock) -> tuple[_Element, ...]:
    """Return a smallest set that meets all ways at hand."""
    elements = sorted(frozenset[_Element]().union(*ways))
    column = {one: at for at, one in enumerate(elements)}
    programme = Programme(
        costs=[1.0] * len(elements),
        whole=len(elements),
        entries=[(row, column[one], 1.0) for row, way in enumerate(ways) for one in sorted(way)],
        low=[1.0] * len(ways),
        high=[inf] * len(ways),
    )
    clock.check()
    found = programme.solved("the smallest set for these joints", clock)
    if not found.is_optimal or found.chosen is None:  # it has a solution: only time can have run out
        raise OutOfTimeError
    return tuple(elements[at] for at in found.chosen)
