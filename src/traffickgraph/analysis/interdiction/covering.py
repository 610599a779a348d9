"""Which few elements meet sets of the greatest total weight: exact, by branch and bound, and greedily.

What an element adds to others never grows as these become more (the weight met is submodular). So the elements that
add most now bound what any could add later; how much two of them share lowers that bound.

References
----------
Nemhauser, G. L., Wolsey, L. A. and Fisher, M. L. (1978). An analysis of approximations for maximizing submodular set
functions I. Mathematical Programming 14, 265-294.
"""

from __future__ import annotations

from itertools import chain
from math import inf
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.analysis.interdiction.programme import Programme
from traffickgraph.analysis.interdiction.ways import Clock, OutOfTimeError
from traffickgraph.errors import MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

__all__ = ["Cover", "Covering"]

# Sums of weights that differ by less than this part of all weight count as equal.
_EQUAL: Final = 1e-9
# Tables of what two elements share are kept for so many elements at most.
_MOST_SHARED: Final = 400
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
    """

    chosen: tuple[int, ...]
    met: float
    greedy: tuple[int, ...]
    greedy_met: float
    at_most: float


class Covering:
    """Sets of elements with weights, of which as much as possible is to be met by a few elements.

    Parameters
    ----------
    sets : sequence of tuple of int
        The elements of each set, ascending.
    weights : sequence of float
        The weight of each set, 0 or more.
    size : int
        How many elements there are.
    """

    def __init__(self, sets: Sequence[tuple[int, ...]], weights: Sequence[float], size: int) -> None:
        try:
            import numpy as np
        except ImportError as error:
            raise MissingPackageError("coverage", "numpy", "analysis") from error
        self._sets, self.size = sets, size
        self._weights: Floats = np.array(weights, float)
        self._lengths: Numbers = np.array([len(one) for one in sets], np.intp)
        self._begins: Numbers = np.cumsum(self._lengths) - self._lengths
        self._flat: Numbers = np.fromiter(chain.from_iterable(sets), np.intp, int(self._lengths.sum()))
        rows = np.repeat(np.arange(len(sets)), self._lengths)
        ordered = rows[np.argsort(self._flat, kind="stable")]
        ends = np.cumsum(np.bincount(self._flat, minlength=size))
        self._with: list[Numbers] = np.split(ordered, ends[:-1]) if size else []
        self._shared: dict[int | None, Floats] = {}
        self._equal = _EQUAL * float(self._weights.sum())
        self._best: tuple[float, tuple[int, ...]] = (0.0, ())
        self._free = np.ones(size, bool)

    def best(self, budget: int, must: Iterable[int], may_not: Iterable[int], clock: Clock, seconds: float) -> Cover:
        """Return the best choice of at most so many elements, those that must be among them."""
        import numpy as np

        taken = tuple(must)
        self._free[[*taken, *may_not]] = False
        met = np.zeros(len(self._sets), bool)
        gains = self._worth(np.flatnonzero(~met))
        value = 0.0
        for one in taken:
            value += float(gains[one])
            gains = gains - self._worth(self._newly(one, met))
            met[self._with[one]] = True
        left = min(budget - len(taken), int(np.count_nonzero(self._free)))
        greedy = self._greedily(gains, met, left)
        base = value
        greedy_met = base + sum(gain for _, gain in greedy)
        names = (*taken, *(one for one, _ in greedy))
        self._best = greedy_met, self._swapped(names, len(taken))
        self._best = max(self._best[0], self._met_by(self._best[1])), self._best[1]
        at_most = self._at_most(gains, met, base, taken, left, Clock(_SEARCH_SHARE * seconds))
        if at_most > self._best[0] + self._equal:
            at_most = self._programmed(budget, taken, at_most, clock)
        value, chosen = self._best
        return Cover(tuple(sorted(chosen)), value, tuple(sorted(names)), greedy_met, max(at_most, value))

    # ---- what elements meet ----------------------------------------------------------------------------------------

    def _entries(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Return the elements of some sets, and for each of them the number of its set."""
        import numpy as np

        lengths = self._lengths[rows]
        before = np.cumsum(lengths) - lengths
        at = np.repeat(self._begins[rows] - before, lengths) + np.arange(int(lengths.sum()))
        return self._flat[at], np.repeat(rows, lengths)

    def _worth(self, rows: Numbers) -> Floats:
        """Return for each element the weight of those of some sets that it is in."""
        import numpy as np

        elements, sets = self._entries(rows)
        return np.bincount(elements, weights=self._weights[sets], minlength=self.size).astype(float)

    def _newly(self, one: int, met: NDArray[np.bool_]) -> Numbers:
        rows = self._with[one]
        return rows[~met[rows]]

    def _met_by(self, chosen: Iterable[int]) -> float:
        import numpy as np

        met = np.zeros(len(self._sets), bool)
        for one in chosen:
            met[self._with[one]] = True
        return float(self._weights[met].sum())

    def _greedily(self, gains: Floats, met: NDArray[np.bool_], left: int) -> list[tuple[int, float]]:
        """Return again and again the element that adds most, the first of equals, with what it adds."""
        import numpy as np

        met, found = met.copy(), list[tuple[int, float]]()
        for _ in range(left):
            free = np.where(self._free, gains, -1.0)
            one = int(free.argmax())
            if free[one] <= self._equal:
                break
            found.append((one, float(gains[one])))
            gains = gains - self._worth(self._newly(one, met))
            met[self._with[one]] = True
        return found

    def _swapped(self, chosen: tuple[int, ...], fixed: int) -> tuple[int, ...]:
        """Exchange single elements as long as that meets more: a good choice to begin with spares much search."""
        import numpy as np

        better = True
        while better:
            better = False
            for at in range(fixed, len(chosen)):
                others = (*chosen[:at], *chosen[at + 1 :])
                met = np.zeros(len(self._sets), bool)
                for one in others:
                    met[self._with[one]] = True
                adds = np.where(self._free, self._worth(np.flatnonzero(~met)), -1.0)
                adds[list(others)] = -1.0
                one = int(adds.argmax())
                if adds[one] > adds[chosen[at]] + self._equal:
                    chosen, better = (*others, one), True
        return chosen

    # ---- branch and bound ------------------------------------------------------------------------------------------

    def _at_most(  # noqa: PLR0913, PLR0917 - the state of the search
        self, gains: Floats, met: NDArray[np.bool_], value: float, taken: tuple[int, ...], left: int, clock: Clock
    ) -> float:
        """Search all choices that may be better than the best; return what none can exceed."""
        import numpy as np

        if left < 1:
            return self._best[0]
        order = np.flatnonzero(self._free & (gains > self._equal))
        order = order[np.argsort(-gains[order], kind="stable")]
        if not len(order):
            return self._best[0]
        pairs = self._pairs(None) if len(order) <= _MOST_SHARED else None
        bounds, order = self._bounded(gains, value, order, left, pairs)
        for at in range(len(order)):
            try:
                if bounds[at] > self._best[0] + self._equal:
                    self._branch(order, at, gains, met, value, taken, left, pairs, clock)
            except OutOfTimeError:
                return max(self._best[0], float(bounds[at:].max()))
        return self._best[0]

    def _bounded(
        self, gains: Floats, value: float, order: Numbers, left: int, pairs: Floats | None
    ) -> tuple[Floats, Numbers]:
        """Return what each element could lead to at most, with those that come after it in the order."""
        import numpy as np

        here = gains[order]
        if left == 1:
            return value + here, order
        # Without what pairs share, the next elements in the order add most.
        sums = np.concatenate(([0.0], np.cumsum(here)))
        upto = np.minimum(np.arange(len(order)) + left, len(order))
        bounds = value + sums[upto] - sums[: len(order)]
        kept = int(np.count_nonzero(bounds > self._best[0] + self._equal))
        if pairs is None or kept == 0:
            return bounds, order
        # What lies behind the first `kept` may still follow one of them.
        shared = np.maximum(pairs[np.ix_(order[:kept], order)], 0.0)
        adds = np.where(np.arange(len(order)) > np.arange(kept)[:, None], here - shared, 0.0)
        most = min(left - 1, len(order))
        top = np.partition(np.maximum(adds, 0.0), len(order) - most, axis=1)[:, len(order) - most :].sum(axis=1)
        bounds[:kept] = np.minimum(bounds[:kept], value + here[:kept] + top)
        return bounds, order

    def _branch(  # noqa: PLR0913, PLR0917 - the state of the search
        self,
        order: Numbers,
        at: int,
        gains: Floats,
        met: NDArray[np.bool_],
        value: float,
        taken: tuple[int, ...],
        left: int,
        pairs: Floats | None,
        clock: Clock,
    ) -> None:
        """Search the choices that take one element of the order and others after it."""
        import numpy as np

        clock.check()
        one = int(order[at])
        new = self._newly(one, met)
        value += float(gains[one])
        taken = (*taken, one)
        if value > self._best[0] + self._equal:
            self._best = value, taken
        after = order[at + 1 :]
        if left == 1 or not len(after):
            return
        gains = gains - self._worth(new)
        if left == 2:  # noqa: PLR2004 - the last one is the one that adds most
            last = int(after[gains[after].argmax()])
            if value + float(gains[last]) > self._best[0] + self._equal:
                self._best = value + float(gains[last]), (*taken, last)
            return
        after = after[np.argsort(-gains[after], kind="stable")]
        if value + float(gains[after[: left - 1]].sum()) <= self._best[0] + self._equal:
            return
        met[new] = True
        if pairs is not None:
            pairs = pairs - self._pairs(one)
        bounds, after = self._bounded(gains, value, after, left - 1, pairs)
        for following in np.flatnonzero(bounds > self._best[0] + self._equal).tolist():
            if bounds[following] > self._best[0] + self._equal:
                self._branch(after, following, gains, met, value, taken, left - 1, pairs, clock)
        met[new] = False

    def _pairs(self, one: int | None) -> Floats:
        """Return the weight of the sets that each two elements share; of those with a third, if one is given."""
        import numpy as np

        kept = self._shared.get(one)
        if kept is None:
            rows = np.arange(len(self._sets)) if one is None else self._with[one]
            kept = np.zeros(self.size * self.size)
            for length in np.unique(self._lengths[rows]).tolist():
                some = rows[self._lengths[rows] == length]
                elements = self._flat[self._begins[some][:, None] + np.arange(length)]
                cells = (elements[:, :, None] * self.size + elements[:, None, :]).ravel()
                weights = np.repeat(self._weights[some], length * length)
                kept += np.bincount(cells, weights=weights, minlength=self.size * self.size)
            kept = self._shared[one] = kept.reshape(self.size, self.size)
        return kept

    # ---- what a search cannot finish -------------------------------------------------------------------------------

    def _programmed(self, budget: int, taken: tuple[int, ...], at_most: float, clock: Clock) -> float:
        """Go on with a 0-1 programme over the elements that can still matter; return what no choice can exceed."""
        import numpy as np

        if not clock.left:
            return at_most
        met = np.zeros(len(self._sets), bool)
        for one in taken:
            met[self._with[one]] = True
        base = float(self._weights[met].sum())
        gains = np.where(self._free, self._worth(np.flatnonzero(~met)), 0.0)
        left = budget - len(taken)
        beside = float(np.sort(gains)[::-1][: left - 1].sum())
        kept = np.flatnonzero(base + gains + beside > self._best[0] + self._equal).tolist()
        parts: dict[tuple[int, ...], float] = {}
        number = {one: at for at, one in enumerate(kept)}
        for row in np.flatnonzero(~met).tolist():
            part = tuple(number[one] for one in self._sets[row] if one in number)
            if part:
                parts[part] = parts.get(part, 0.0) + float(self._weights[row])
        if not parts:
            return self._best[0]
        found = _programme(parts, len(kept), left).solved("coverage", clock.left)
        if found.chosen is not None:
            chosen = (*taken, *(kept[at] for at in found.chosen))
            self._best = max(self._best, (self._met_by(chosen), chosen), key=lambda one: one[0])
        if found.is_optimal:
            return self._best[0]
        return at_most if found.at_least is None else min(at_most, base - found.at_least)


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
    )
