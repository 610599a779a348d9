"""A search through all choices that may still be better than the best one known: branch and bound.

What an element adds to others never grows as these become more (the weight met is submodular). So the elements that
add most now bound what any could add later; how much two of them share lowers that bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from traffickgraph.analysis.interdiction.ways import OutOfTimeError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from traffickgraph.analysis.interdiction.family import Family
    from traffickgraph.analysis.interdiction.ways import Clock

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

__all__ = ["Search"]

# Tables of what two elements share are made for so many elements at most.
_MOST_SHARED: Final = 400
# A deeper search never comes to its end, unless it need not begin.
_DEEPEST: Final = 50


class Search:
    """A search for elements that meet more than the best known ones do.

    Parameters
    ----------
    family : Family
        The sets that are to be met.
    best : tuple of float and tuple of int
        What is met by the best elements known, and these.
    equal : float
        By what a sum has to be greater to be more.
    clock : Clock
        When to give up.

    Attributes
    ----------
    best : tuple of float and tuple of int
        The best found so far.
    """

    def __init__(self, family: Family, best: tuple[float, tuple[int, ...]], equal: float, clock: Clock) -> None:
        import numpy as np

        self.best = best
        self._family, self._equal, self._clock = family, equal, clock
        self._met = np.zeros(len(family.sets), bool)

    def at_most(self, left: int) -> float:
        """Search all choices of so many elements that may be better than the best; return what none can exceed."""
        import numpy as np

        gains = self._family.gains()
        order = np.flatnonzero(gains > self._equal)
        order = order[np.argsort(-gains[order], kind="stable")]
        if left < 1 or not len(order):
            return self.best[0]
        pairs = self._pairs()
        bounds = self._bounded(gains, 0.0, order, left, pairs)
        if left > _DEEPEST:
            return max(self.best[0], float(bounds.max()))
        for at in range(len(order)):
            try:
                if bounds[at] > self.best[0] + self._equal:
                    self._branch(order, at, gains, 0.0, (), left, pairs)
            except OutOfTimeError:
                return max(self.best[0], float(bounds[at:].max()))
        return self.best[0]

    def _pairs(self) -> Floats | None:
        """Return what each two elements share, if there are few enough and there is time for it."""
        if self._family.size > _MOST_SHARED:
            return None
        try:
            return self._family.shared(None, self._clock)
        except OutOfTimeError:
            return None

    def _bounded(self, gains: Floats, value: float, order: Numbers, left: int, pairs: Floats | None) -> Floats:
        """Return what each element could lead to at most, with those that come after it in the order."""
        import numpy as np

        here = gains[order]
        if left == 1:
            return value + here
        # Without what pairs share, the next elements in the order add most.
        sums = np.concatenate(([0.0], np.cumsum(here)))
        upto = np.minimum(np.arange(len(order)) + left, len(order))
        bounds: Floats = value + sums[upto] - sums[: len(order)]
        kept = int(np.count_nonzero(bounds > self.best[0] + self._equal))
        if pairs is None or kept == 0:
            return bounds
        # What lies behind the first `kept` may still follow one of them.
        shared = np.maximum(pairs[np.ix_(order[:kept], order)], 0.0)
        adds = np.where(np.arange(len(order)) > np.arange(kept)[:, None], here - shared, 0.0)
        most = min(left - 1, len(order))
        top = np.partition(np.maximum(adds, 0.0), len(order) - most, axis=1)[:, len(order) - most :].sum(axis=1)
        bounds[:kept] = np.minimum(bounds[:kept], value + here[:kept] + top)
        return bounds

    def _branch(  # noqa: PLR0913, PLR0917 - the state of the search
        self,
        order: Numbers,
        at: int,
        gains: Floats,
        value: float,
        taken: tuple[int, ...],
        left: int,
        pairs: Floats | None,
    ) -> None:
        """Search the choices that take one element of the order and others after it."""
        import numpy as np

        self._clock.check()
        one = int(order[at])
        new = self._family.newly(one, self._met)
        value += float(gains[one])
        taken = (*taken, one)
        if value > self.best[0] + self._equal:
            self.best = value, taken
        after = order[at + 1 :]
        if left == 1 or not len(after):
            return
        gains = gains - self._family.worth(new)
        if left == 2:  # noqa: PLR2004 - the last one is the one that adds most
            last = int(after[gains[after].argmax()])
            if value + float(gains[last]) > self.best[0] + self._equal:
                self.best = value + float(gains[last]), (*taken, last)
            return
        after = after[np.argsort(-gains[after], kind="stable")]
        if value + float(gains[after[: left - 1]].sum()) <= self.best[0] + self._equal:
            return
        self._met[new] = True
        if pairs is not None:
            pairs = pairs - self._family.shared(one, self._clock)
        bounds = self._bounded(gains, value, after, left - 1, pairs)
        for following in np.flatnonzero(bounds > self.best[0] + self._equal).tolist():
            if bounds[following] > self.best[0] + self._equal:
                self._branch(after, following, gains, value, taken, left - 1, pairs)
        self._met[new] = False
