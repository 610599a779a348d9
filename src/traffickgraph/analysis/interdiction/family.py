"""Weighted sets of elements, as arrays: what each element meets, and what each two of them share."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from traffickgraph.errors import MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from traffickgraph.analysis.interdiction.ways import Clock

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]
    Marks = NDArray[np.bool_]

__all__ = ["Family"]

# Numbers in all tables that are kept, and in what is gathered at once for one of them: 128 and 32 megabytes.
_MOST_KEPT: Final = 2**24
_MOST_AT_ONCE: Final = 2**22


class Family:
    """Sets of elements with weights.

    Parameters
    ----------
    sets : sequence of tuple of int
        The elements of each set, ascending.
    weights : sequence of float
        The weight of each set, 0 or more.
    size : int
        How many elements there are; each of them should be in some set, as tables grow with their number.
    """

    def __init__(self, sets: Sequence[tuple[int, ...]], weights: Sequence[float], size: int) -> None:
        try:
            import numpy as np
        except ImportError as error:
            raise MissingPackageError("coverage", "numpy", "analysis") from error
        self.sets, self.size = sets, size
        self.weights: Floats = np.array(weights, float)
        self._lengths: Numbers = np.array([len(one) for one in sets], np.intp)
        self._begins: Numbers = np.cumsum(self._lengths) - self._lengths
        self._flat: Numbers = np.fromiter(chain.from_iterable(sets), np.intp, int(self._lengths.sum()))
        rows = np.repeat(np.arange(len(sets)), self._lengths)
        ordered = rows[np.argsort(self._flat, kind="stable")]
        ends = np.cumsum(np.bincount(self._flat, minlength=size))
        self.having: list[Numbers] = np.split(ordered, ends[:-1]) if size else []
        self._shared: dict[int | None, Floats] = {}

    def worth(self, rows: Numbers) -> Floats:
        """Return for each element the weight of those of some sets that it is in."""
        import numpy as np

        lengths = self._lengths[rows]
        before = np.cumsum(lengths) - lengths
        at = np.repeat(self._begins[rows] - before, lengths) + np.arange(int(lengths.sum()))
        weights = np.repeat(self.weights[rows], lengths)
        return np.bincount(self._flat[at], weights=weights, minlength=self.size).astype(float)

    def gains(self) -> Floats:
        """Return for each element the weight of all sets that it is in."""
        import numpy as np

        return self.worth(np.arange(len(self.sets)))

    def newly(self, one: int, met: Marks) -> Numbers:
        """Return the sets that an element meets, without those met already."""
        rows = self.having[one]
        return rows[~met[rows]]

    def met_by(self, chosen: Iterable[int]) -> float:
        """Return the weight of the sets that some elements meet."""
        import numpy as np

        met = np.zeros(len(self.sets), bool)
        for one in chosen:
            met[self.having[one]] = True
        return float(self.weights[met].sum())

    def shared(self, one: int | None, clock: Clock) -> Floats:
        """Return the weight of the sets that each two elements share; of those with a third, if one is given."""
        import numpy as np

        kept = self._shared.get(one)
        if kept is not None:
            return kept
        rows = np.arange(len(self.sets)) if one is None else self.having[one]
        cells = self.size * self.size
        flat = np.zeros(cells)
        for length in np.unique(self._lengths[rows]).tolist():
            some = rows[self._lengths[rows] == length]
            step = max(1, _MOST_AT_ONCE // (length * length))
            for begin in range(0, len(some), step):
                clock.check()
                part = some[begin : begin + step]
                elements = self._flat[self._begins[part][:, None] + np.arange(length)]
                both = (elements[:, :, None] * self.size + elements[:, None, :]).ravel()
                flat += np.bincount(both, weights=np.repeat(self.weights[part], length * length), minlength=cells)
        table: Floats = flat.reshape(self.size, self.size)
        if (len(self._shared) + 1) * cells <= _MOST_KEPT:
            self._shared[one] = table
        return table
