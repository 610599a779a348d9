"""0-1 programmes, solved to optimality by the solver HiGHS inside SciPy.

References
----------
Huangfu, Q. and Hall, J. A. J. (2018). Parallelizing the dual revised simplex method. Mathematical Programming
Computation 10, 119-142.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, cast

import attrs

from traffickgraph.errors import MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from traffickgraph.analysis.interdiction.ways import Clock

__all__ = ["Programme", "Solution"]

_OPTIMAL: Final = 0
_HALF: Final = 0.5


class _Numbers(Protocol):
    def tolist(self) -> list[float]: ...


class _Milp(Protocol):
    def __call__(self, c: object, **options: object) -> _Result: ...


class _Result(Protocol):
    """What `scipy.optimize.milp` returns, as far as it is read here."""

    status: int
    x: _Numbers | None
    mip_dual_bound: float | None


@attrs.frozen
class Solution:
    """What the solver found.

    Attributes
    ----------
    is_optimal : bool
        Whether no other can be better; False if time ran out.
    chosen : tuple of int or None
        The numbers of the unknowns that are 1; None if none was found in time.
    at_least : float or None
        What the cost is at least.
    """

    is_optimal: bool
    chosen: tuple[int, ...] | None
    at_least: float | None


@attrs.frozen
class Programme:
    """Unknowns between 0 and 1 whose total cost is to be least, under conditions on sums of them.

    Attributes
    ----------
    costs : sequence of float
        The cost of each unknown.
    whole : int
        How many of them, from the first on, are 0 or 1; the others may lie between.
    entries : sequence of (int, int, float)
        Condition, unknown, and what the unknown is multiplied with in its sum.
    low, high : sequence of float
        Between what the sum of each condition lies.
    presolve : bool
        Whether HiGHS simplifies the programme first, which does not always look at the time.
    """

    costs: Sequence[float]
    whole: int
    entries: Sequence[tuple[int, int, float]]
    low: Sequence[float]
    high: Sequence[float]
    presolve: bool = True

    def solved(self, what: str, clock: Clock) -> Solution:
        """Return the best solution that is found in the time left; what needs it is told if SciPy is missing."""
        try:
            import numpy as np
            from scipy import optimize, sparse  # type: ignore[import-untyped]
        except ImportError as error:
            raise MissingPackageError(what, "scipy", "analysis") from error
        rows, columns, values = zip(*self.entries, strict=True)
        shape = len(self.low), len(self.costs)
        table = sparse.csr_array((np.array(values, float), (np.array(rows), np.array(columns))), shape=shape)
        low, high = np.array(self.low, float), np.array(self.high, float)
        result = cast("_Milp", vars(optimize)["milp"])(
            np.array(self.costs, float),
            integrality=np.arange(len(self.costs)) < self.whole,
            bounds=optimize.Bounds(0, 1),
            constraints=optimize.LinearConstraint(table, low, high),  # pyright: ignore[reportArgumentType]
            options={"time_limit": clock.left, "mip_rel_gap": 0.0, "presolve": self.presolve},
        )
        found = None if result.x is None else result.x.tolist()[: self.whole]
        chosen = None if found is None else tuple(at for at, one in enumerate(found) if one > _HALF)
        return Solution(result.status == _OPTIMAL, chosen, result.mip_dual_bound)
