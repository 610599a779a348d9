"""Which few elements meet sets of the greatest total weight: exactly, and by the greedy rule.

The greedy rule and exchanges of single elements give a good choice; a search shows that none is better, or finds it;
what the search cannot finish is left to a solver of 0-1 programmes. Each of them looks at the time.

References
----------
Minoux, M. (1978). Accelerated greedy algorithms for maximizing submodular set functions. Optimization Techniques,
Lecture Notes in Control and Information Sciences 7, 234-243.
Nemhauser, G. L., Wolsey, L. A. and Fisher, M. L. (1978). An analysis of approximations for maximizing submodular set
functions I. Mathematical Programming 14, 265-294.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush, nsmallest
from math import fsum, inf
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.analysis.interdiction.family import Family
from traffickgraph.analysis.interdiction.programme import Programme
from traffickgraph.analysis.interdiction.search import Search
from traffickgraph.analysis.interdiction.ways import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Cover", "Covering"]

# Sums of weights that differ by less than this part of all weight count as equal.
_EQUAL: Final = 1e-9
_SWAP_SHARE: Final = 0.25
_SEARCH_SHARE: Final = 0.5


@attrs.frozen
class Cover:
    """Some elements, what they meet, and what any as many could meet at most.

    Attributes
    ----------
    chosen, greedy : tuple of int
        The best elements found, and those that the greedy rule takes, both ascending.
    met, greedy_met : float
        The weight of the sets that they meet.
    at_most : float
        What no choice can exceed; equals `met` if that is proven to be the best.
    is_greedy_whole : bool
        Whether the greedy rule came to its end; if time ran out, elements of many sets stand for the rest.
    """

    chosen: tuple[int, ...]
    met: float
    greedy: tuple[int, ...]
    greedy_met: float
    at_most: float
    is_greedy_whole: bool = True


@attrs.frozen
class _Greedy:
    chosen: tuple[int, ...]
    met: float
    is_whole: bool


class Covering:
    """Sets of elements with weights, of which as much as possible is to be met by a few elements.

    Parameters
    ----------
    sets : sequence of tuple of int
        The elements of each set, ascending.
    weights : sequence of float
        The weight of each set, 0 or more.
    """

    def __init__(self, sets: Sequence[tuple[int, ...]], weights: Sequence[float]) -> None:
        self._sets, self._weights = sets, weights
        self._equal = _EQUAL * fsum(weights)

    def best(self, budget: int, must: Iterable[int], may_not: Iterable[int], clock: Clock, seconds: float) -> Cover:
        """Return the best choice of at most so many elements, those that must be among them."""
        taken = tuple(must)
        base, parts = self._beside(frozenset(taken), frozenset(may_not))
        names = sorted({one for part in parts for one in part})
        number = {one: at for at, one in enumerate(names)}
        family = Family(
            [tuple(number[one] for one in part) for part in parts], [fsum(some) for some in parts.values()], len(names)
        )
        left = min(budget - len(taken), len(names))

        def named(chosen: Iterable[int]) -> tuple[int, ...]:
            return tuple(sorted((*taken, *(names[one] for one in chosen))))

        greedy = self._greedily(family, left, clock)
        (met, chosen), at_most = self._exactly(family, left, greedy, clock, seconds)
        at_most = met if at_most <= met + self._equal else at_most
        return Cover(
            named(chosen), base + met, named(greedy.chosen), base + greedy.met, base + at_most, greedy.is_whole
        )

    def _beside(
        self, taken: frozenset[int], barred: frozenset[int]
    ) -> tuple[float, Mapping[tuple[int, ...], list[float]]]:
        """Return the weight met by what is taken, and of the other sets what may be taken, with their weights.

        Everything that follows grows with the elements that can still meet something, not with all there are.
        """
        met, parts = list[float](), dict[tuple[int, ...], list[float]]()
        for some, weight in zip(self._sets, self._weights, strict=True):
            if not taken.isdisjoint(some):
                met.append(weight)
            elif part := tuple(one for one in some if one not in barred):
                parts.setdefault(part, []).append(weight)
        return fsum(met), parts

    def _greedily(self, family: Family, left: int, clock: Clock) -> _Greedy:
        """Take again and again the element that adds most, the first of equals."""
        import numpy as np

        met, chosen = np.zeros(len(family.sets), bool), list[int]()
        # What an element added once it adds at most later: only the first of the queue has to be looked at again.
        queue = [(-gain, one) for one, gain in enumerate(family.gains().tolist()) if gain > self._equal]
        heapify(queue)
        while queue and len(chosen) < left and clock.left:
            _, one = heappop(queue)
            new = family.newly(one, met)
            gain = float(family.weights[new].sum())
            if gain <= self._equal:
                continue
            if queue and (-gain, one) > queue[0]:
                heappush(queue, (-gain, one))
                continue
            chosen.append(one)
            met[new] = True
        late = [one for _, one in nsmallest(left - len(chosen), queue)]
        chosen += late
        return _Greedy(tuple(chosen), family.met_by(chosen), not late)

    def _exactly(
        self, family: Family, left: int, greedy: _Greedy, clock: Clock, seconds: float
    ) -> tuple[tuple[float, tuple[int, ...]], float]:
        """Return the best choice with what it meets, and what none can exceed."""
        best, everything = (greedy.met, greedy.chosen), float(family.weights.sum())
        if left < 1 or everything - greedy.met <= self._equal:
            return best, greedy.met
        swapped = self._swapped(family, greedy.chosen, _part(clock, _SWAP_SHARE * seconds))
        best = max(best, (family.met_by(swapped), swapped), key=lambda one: one[0])
        search = Search(family, best, self._equal, _part(clock, _SEARCH_SHARE * seconds))
        at_most = min(search.at_most(left), everything)
        if at_most <= search.best[0] + self._equal or not clock.left:
            return search.best, at_most
        return self._programmed(family, left, search.best, at_most, clock)

    def _swapped(self, family: Family, chosen: tuple[int, ...], clock: Clock) -> tuple[int, ...]:
        """Exchange single elements as long as that meets more: a good choice to begin with spares much search."""
        import numpy as np

        now = list(chosen)
        times = np.zeros(len(family.sets), np.intp)
        for one in now:
            times[family.having[one]] += 1
        adds = family.worth(np.flatnonzero(times == 0))
        better = True
        while better:
            better = False
            for at, one in enumerate(tuple(now)):
                if not clock.left:
                    return tuple(now)
                mine = family.having[one]
                without = adds + family.worth(mine[times[mine] == 1])
                other = int(without.argmax())
                if without[other] > without[one] + self._equal:
                    times[mine] -= 1
                    times[family.having[other]] += 1
                    adds = family.worth(np.flatnonzero(times == 0))
                    now[at], better = other, True
        return tuple(now)

    def _programmed(
        self, family: Family, left: int, best: tuple[float, tuple[int, ...]], at_most: float, clock: Clock
    ) -> tuple[tuple[float, tuple[int, ...]], float]:
        """Go on with a 0-1 programme over the elements that can still matter."""
        import numpy as np

        gains = family.gains()
        beside = float(np.sort(gains)[::-1][: left - 1].sum())
        kept = np.flatnonzero(gains + beside > best[0] + self._equal).tolist()
        number = {one: at for at, one in enumerate(kept)}
        parts: dict[tuple[int, ...], float] = {}
        for some, weight in zip(family.sets, family.weights.tolist(), strict=True):
            if part := tuple(number[one] for one in some if one in number):
                parts[part] = parts.get(part, 0.0) + weight
        if not parts:
            return best, best[0]
        found = _programme(parts, len(kept), left).solved("coverage", clock)
        if found.chosen is not None:
            chosen = tuple(kept[at] for at in found.chosen)
            best = max(best, (family.met_by(chosen), chosen), key=lambda one: one[0])
        if found.is_optimal:
            return best, best[0]
        return best, at_most if found.at_least is None else min(at_most, -found.at_least)


def _part(clock: Clock, seconds: float) -> Clock:
    """Return a clock for a part of the time that is left."""
    return Clock(min(seconds, clock.left))


def _programme(parts: Mapping[tuple[int, ...], float], size: int, left: int) -> Programme:
    """Return the programme: a set counts as far as one of its elements is taken."""
    entries = [(row, one, 1.0) for row, part in enumerate(parts) for one in part]
    entries += [(row, size + row, -1.0) for row in range(len(parts))]
    entries += [(len(parts), one, 1.0) for one in range(size)]
    return Programme(
        costs=[*([0.0] * size), *(-weight for weight in parts.values())],
        whole=size,
        entries=entries,
        low=[0.0] * (len(parts) + 1),
        high=[*([inf] * len(parts)), float(left)],
        presolve=False,  # of tens of thousands of sets it finds nothing, long after the time is over
    )
