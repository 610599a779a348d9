"""How far the flows of a graph are concentrated on few pairs of places, as the literature on migration measures it.

The measures were made for complete tables of moves. Here they describe what is written: a cell of the table is how many
claims, publications or detected persons stand behind a tie, and an empty cell is a tie that nobody stated.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeAlias

import attrs

from traffickgraph.analysis.hedges import told_of_inferred
from traffickgraph.analysis.years import Time, by_year
from traffickgraph.errors import InvalidValueError, WrongTypeError, listed, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.network import Network, Tie, Ties, network
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Concentration", "Weight", "concentration"]

Weight: TypeAlias = Literal["claims", "publications", "persons"]
Bound: TypeAlias = Literal["low", "high"]
Certainty: TypeAlias = Literal["certain", "possible"]

_COUNTED: Final = {
    "claims": "Counted: claims behind each tie, not people.",
    "publications": "Counted: publications behind each tie, not people.",
    "persons": (
        "Counted: persons detected, as an interval, on the ties for which some are counted; never how many there are. "
        "Each bound is a table of its own: a Gini of lower bounds is no lower bound of the Gini."
    ),
}
# With fewer places a row of the table has one cell, and nothing in it can differ.
_ENOUGH_TO_CHOOSE: Final = 3


@attrs.frozen
class Concentration:
    """How far ties are concentrated, for one year or all years, and for the certain or the possible ties.

    Figures that are undefined are None: those of an empty table, those of a table whose total is none or has no upper
    bound, and how rows and columns differ in themselves where there are only two places.

    Attributes
    ----------
    year : int or None
        The year; None for all years together, and for claims whose period is unstated.
    ties : {"certain", "possible"}
        Whether only the certain ties were read, or all.
    bound : {"low", "high"} or None
        Which bound of the persons detected; None where claims or publications are counted.
    weighed : tuple of Tie
        The ties that were weighed; the column ``pairs`` is their number.
    uncounted : int
        The ties that were left out because no persons are counted on them.
    places : int
        n, the places at an end of these ties.
    total : int or None
        M, the sum of all weights.
    connectivity, connectivity_out, connectivity_in : float or None
        Shares of possible ties that are there.
    gini, outflow_share, inflow_share, exchange_share : float or None
        The index of Gini, and which shares of it are due to ties with the same tail, with the same head, and to the
        two directions between two places.
    cv, cv_out, cv_in : float or None
        Coefficients of variation.
    effectiveness : float or None
        How one-sided the system is.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "year",
        "ties",
        "bound",
        "pairs",
        "uncounted",
        "places",
        "total",
        "connectivity",
        "connectivity_out",
        "connectivity_in",
        "gini",
        "outflow_share",
        "inflow_share",
        "exchange_share",
        "cv",
        "cv_out",
        "cv_in",
        "effectiveness",
    )

    year: int | None
    ties: Certainty
    bound: Bound | None
    weighed: tuple[Tie, ...] = attrs.field(repr=False)
    uncounted: int
    places: int
    total: int | None
    connectivity: float | None
    connectivity_out: float | None
    connectivity_in: float | None
    gini: float | None
    outflow_share: float | None
    inflow_share: float | None
    exchange_share: float | None
    cv: float | None
    cv_out: float | None
    cv_in: float | None
    effectiveness: float | None

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        return (
            self.year,
            self.ties,
            self.bound,
            len(self.weighed),
            self.uncounted,
            self.places,
            self.total,
            self.connectivity,
            self.connectivity_out,
            self.connectivity_in,
            self.gini,
            self.outflow_share,
            self.inflow_share,
            self.exchange_share,
            self.cv,
            self.cv_out,
            self.cv_in,
            self.effectiveness,
        )


def concentration(
    graph: RouteGraph,
    *,
    rows: Ties = "flows",
    per_year: bool = False,
    time: Time = "published",
    weight: Weight = "claims",
) -> Table[Concentration]:
    r"""Say how far the flows of a graph are concentrated on few pairs of places.

    The table :math:`M_{ij}` holds a weight for each tie from place i to place j; n is the number of places with a tie,
    :math:`N = n(n-1)` the number of cells, without the diagonal, and :math:`M` the sum of the cells. :math:`O_i` is
    the sum of row i, :math:`D_j` that of column j. All figures are ratios without a unit.

    ============== =====================================================================================================
    connectivity   Ties over N [1]_. Its mean over places is the same for rows and columns, so ``connectivity_out``
                   takes it over the places with a tie out of them, ties / (such places · (n − 1)), and
                   ``connectivity_in`` over those with a tie into them.
    gini           :math:`\sum |M_{ij} - M_{kl}| \,/\, (2 (N-1) M)` over all ordered pairs of cells [2]_, with the
                   denominator of [1]_, so that a single flow gives 1; equal cells give 0.
    outflow_share  The part of the sum above in which both cells have the same tail, over the sum: the rows index of
                   [2]_ over the total index (there in per cent). ``inflow_share`` likewise for the same head,
                   ``exchange_share`` for :math:`|M_{ij} - M_{ji}|`. The rest is due to cells that share neither.
                   Undefined if all cells are equal.
    cv             Standard deviation of the N cells (over N) by their mean.
    cv_out         :math:`\sum_i (O_i / M) \, CV_i`, with :math:`CV_i` the standard deviation of the n − 1 cells of row
                   i by their mean [3]_; ``cv_in`` likewise for columns. Their sum is the system-wide figure of [3]_.
    effectiveness  :math:`\sum_i |D_i - O_i| \,/\, \sum_i (D_i + O_i)` [1]_, as a ratio (there in per cent): 0 where
                   each place stands as often at the head as at the tail of ties, 1 where each stands at one end only.
    ============== =====================================================================================================

    Domestic claims, claims that leave an end unstated, and claims that counted nobody make no tie and enter nothing. A
    claim of several sources or destinations counts in each of its ties. Which places are in the table depends on the
    claims, and most figures depend on n; compare graphs only where they cover much the same places.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    rows : {"flows", "links"}
        What ties two places: being source and destination of a route, or a step of one.
    per_year : bool
        Whether each year is a table of its own. Years without claims have no row.
    time : {"published", "stated"}
        Which year: that of publication, or each of the period that a claim speaks of; claims whose period is unstated,
        or open at an end, then come last, with no year.
    weight : {"claims", "publications", "persons"}
        What is in a cell. Persons detected are an interval (see :func:`traffickgraph.model.together`): one row holds
        the figures of the lower bounds and one those of the upper bounds. **These do not enclose the figure**: a Gini
        of lower bounds is no lower bound of the Gini. Where an upper bound is open, what depends on it is None. Ties
        on which nobody counted persons are left out, and ``uncounted`` says how many.

    Returns
    -------
    Table of Concentration
        By year; for each, the certain ties, then the possible ones, which include them. What makes a tie certain is
        said at :class:`traffickgraph.network.Tie`; a certain tie is weighed with all claims behind it.

    Raises
    ------
    InvalidValueError
        If rows, time or weight is none of these.
    WrongTypeError
        If per_year is neither True nor False.

    References
    ----------
    .. [1] M. Bell, M. Blake, P. Boyle, O. Duke-Williams, P. Rees, J. Stillwell and G. Hugo (2002), "Cross-national
       comparison of internal migration: issues and measures", Journal of the Royal Statistical Society A 165, 435-464.
    .. [2] D. A. Plane and G. F. Mulligan (1997), "Measuring spatial focusing in a migration system", Demography 34,
       251-262.
    .. [3] A. Rogers and S. Sweeney (1998), "Measuring the spatial focus of migration patterns", The Professional
       Geographer 50, 232-242.

    Examples
    --------
    One source and three destinations: three of twelve cells hold a claim each.

    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> report = Publication("An invented report", 2020)
    >>> g = RouteGraph([claim("UZB", to=["AZE", "KAZ", "TUR"], publication=report)])
    >>> star = concentration(g)[-1]
    >>> star.connectivity, star.connectivity_out, star.effectiveness
    (0.25, 1.0, 1.0)
    >>> round(star.gini, 3)
    0.818
    """
    if weight not in tuple(_COUNTED):  # also of what has no hash
        raise InvalidValueError(f"weight is {listed(map(repr, _COUNTED))}, not {shown(weight)}", weight)
    if not isinstance(per_year, bool):
        raise WrongTypeError(f"per_year is True or False, not {shown(per_year)}", per_year)
    by_year(RouteGraph(), time)  # complains of a time that is none, also where no year is asked for
    parts: Mapping[int | None, RouteGraph] = by_year(graph, time) if per_year else {None: graph}
    found = [row for year, part in parts.items() for row in _of_year(year, network(part, rows), weight)]
    when = "by year, as published" if time == "published" else "by year, as stated; last, without a stated year"
    return Table(
        found,
        Concentration.columns,
        title=f"Concentration of {rows} {when if per_year else 'of all years together'}, weighed by {weight}",
        note=" ".join([_COUNTED[weight], *told_of_inferred(graph.claims), CAVEAT]),
    )


def _of_year(year: int | None, whole: Network, weight: Weight) -> Iterator[Concentration]:
    readings: tuple[tuple[Certainty, Network], ...] = (("certain", whole.certain), ("possible", whole))
    bounds: tuple[Bound | None, ...] = ("low", "high") if weight == "persons" else (None,)
    for certainty, part in readings:
        ties = tuple(tie for tie in part.ties if weight != "persons" or tie.count is not None)
        for bound in bounds:
            yield _measured(
                attrs.evolve(part, ties=ties), weight, year, certainty, bound, uncounted=len(part.ties) - len(ties)
            )


def _measured(  # noqa: PLR0913 - what the row says of itself
    part: Network, weight: Weight, year: int | None, ties: Certainty, bound: Bound | None, *, uncounted: int
) -> Concentration:
    weighed = {pair: _weight(tie, weight, bound) for pair, tie in part.pairs.items()}
    there = [pair for pair, value in weighed.items() if value != 0]  # an open bound is not none
    places = len(part.places)
    known = {pair: value for pair, value in weighed.items() if value is not None}
    total = sum(known.values()) if len(known) == len(weighed) else None
    table = _Matrix(known if total else {}, places)
    return Concentration(
        year=year,
        ties=ties,
        bound=bound,
        weighed=part.ties,
        uncounted=uncounted,
        places=places,
        total=total,
        connectivity=_ratio(len(there), places * (places - 1)),
        connectivity_out=_ratio(len(there), len({tail for tail, _ in there}) * (places - 1)),
        connectivity_in=_ratio(len(there), len({head for _, head in there}) * (places - 1)),
        gini=table.gini(),
        outflow_share=_ratio(table.spread_within(0), table.spread()) if places >= _ENOUGH_TO_CHOOSE else None,
        inflow_share=_ratio(table.spread_within(1), table.spread()) if places >= _ENOUGH_TO_CHOOSE else None,
        exchange_share=_ratio(table.spread_of_exchange(), table.spread()),
        cv=table.variation(),
        cv_out=table.variation_within(0),
        cv_in=table.variation_within(1),
        effectiveness=table.effectiveness(),
    )


def _weight(tie: Tie, weight: Weight, bound: Bound | None) -> int | None:
    if weight == "claims":
        return len(tie.claims)
    if weight == "publications":
        return len(tie.publications)
    if tie.count is None:
        return 0
    return tie.count.low if bound == "low" else tie.count.high


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@attrs.frozen
class _Matrix:
    """A square table without its diagonal: the cells that are stated, by their places, and how many places there are.

    All sums are whole numbers, so that no figure depends on the order of adding.
    """

    stated: Mapping[tuple[int, int], int]
    places: int

    @property
    def total(self) -> int:
        return sum(self.stated.values())

    @property
    def cells(self) -> int:
        return self.places * (self.places - 1)

    def sums(self, of: Literal[0, 1]) -> list[int]:
        return [sum(line) for line in self._lines(of)]

    def spread(self) -> int:
        return _spread(self.stated.values(), self.cells)

    def spread_within(self, of: Literal[0, 1]) -> int:
        return sum(_spread(line, self.places - 1) for line in self._lines(of))

    def spread_of_exchange(self) -> int:
        """Sum the differences of the two directions, over ordered pairs; a pair stated in one direction stands once."""
        once = (
            abs(value - self.stated.get((head, tail), 0))
            for (tail, head), value in self.stated.items()
            if tail < head or (head, tail) not in self.stated
        )
        return 2 * sum(once)

    def gini(self) -> float | None:
        return _ratio(self.spread(), 2 * (self.cells - 1) * self.total)

    def variation(self) -> float | None:
        return sqrt(_squared_deviation(self.stated.values(), self.cells)) / self.total if self.stated else None

    def variation_within(self, of: Literal[0, 1]) -> float | None:
        if not self.stated or self.places < _ENOUGH_TO_CHOOSE:
            return None
        # The sum of a line, which weighs its coefficient, and which is the divisor of that coefficient, cancel out.
        deviations = sorted(sqrt(_squared_deviation(line, self.places - 1)) for line in self._lines(of))
        return sum(deviations) / self.total

    def effectiveness(self) -> float | None:
        net = sum(abs(into - out) for out, into in zip(self.sums(0), self.sums(1), strict=True))
        return _ratio(net, 2 * self.total)

    def _lines(self, of: Literal[0, 1]) -> list[list[int]]:
        lines: list[list[int]] = [[] for _ in range(self.places)]
        for pair, value in self.stated.items():
            lines[pair[of]].append(value)
        return lines


def _spread(stated: Iterable[int], cells: int) -> int:
    """Sum the differences of all ordered pairs of cells, those that are not stated being 0."""
    ascending = sorted(stated)
    empty = cells - len(ascending)
    return 2 * sum(value * (2 * at - cells + 1) for at, value in enumerate(ascending, empty))


def _squared_deviation(stated: Iterable[int], cells: int) -> int:
    """Return the squared standard deviation of the cells (over their number), times the square of their number."""
    values = tuple(stated)
    return cells * sum(value * value for value in values) - sum(values) ** 2
