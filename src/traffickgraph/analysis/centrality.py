"""Centrality: the places that many ties or paths meet in, ranked, with the claims behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

import attrs

from traffickgraph.analysis.central_rows import Centrality, Strength, TransitShare
from traffickgraph.analysis.central_transit import transit_shares
from traffickgraph.analysis.central_values import COMPOSING, LENGTHY, VALUES, Cost, Measured, Ties, cost_of
from traffickgraph.analysis.hedges import told_of_inferred
from traffickgraph.analysis.resampling import Ranges, Resampling, ranks, units
from traffickgraph.asked import nearest
from traffickgraph.errors import InvalidValueError, WrongTypeError, listed, shown
from traffickgraph.network import Network, Tie, checked, is_certain, network
from traffickgraph.places import Region
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from traffickgraph.analysis.resampling import Draw, Progress, Units
    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim, Count
    from traffickgraph.network import Ties as Rows
    from traffickgraph.places import Place

__all__ = ["Centrality", "Measure", "Strength", "TransitShare", "centrality"]

Measure: TypeAlias = Measured | Literal["in_strength", "out_strength", "transit_share"]

_MEASURES: Final = (*VALUES, "in_strength", "out_strength", "transit_share")
_CERTAINTY: Final = ("possible", "certain")
_INWARD: Final = ("in_degree", "in_strength")
_OUTWARD: Final = ("out_degree", "out_strength")


def centrality(  # noqa: PLR0913 - the options of one question, all but the first three by name
    graph: RouteGraph,
    measure: Measure,
    rows: Rows = "links",
    *,
    ties: Literal["possible", "certain"] = "possible",
    cost: Cost | None = None,
    resample: int = 0,
    seed: int = 0,
    progress: Progress | None = None,
) -> Table[Centrality]:
    r"""Rank the places of a graph by a measure of centrality.

    A tie joins two different places in one direction; a domestic claim and an unstated end make none, and neither
    does a claim that counted nobody. Every tie counts once, however many claims state it. Let n be the number of
    places with at least one tie; only these are ranked. Equal values share the best of their ranks (1, 2, 2, 4) and
    stand by name.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    measure : str
        One of these:

        ``"in_degree"``, ``"out_degree"``
            From how many, and to how many, other places the place has a tie. Unit: places.
        ``"in_strength"``, ``"out_strength"``
            Persons counted on the ties that lead in, or out: the sum of the intervals of `Tie.count`. A person
            counted on two ties is in the sum twice. Ranked by the lower bound. A tie without a count is not zero; how
            many there are stands beside, and where no tie is counted there is no value. Unit: persons detected.
        ``"betweenness"``
            Over all ordered pairs of other places, the share of the shortest paths between them that pass through
            the place, summed and divided by (n - 1)(n - 2) [1]_ [2]_. From 0 to 1; undefined for n < 3.
        ``"closeness_in"``, ``"closeness_out"``
            How near the places are from which the place can be reached, and those that can be reached from it. With
            r such places and d the sum of the lengths of the shortest paths, (r / (n - 1)) · (r / d), the formula
            for networks where not every place reaches every other [3]_; 0 if r is 0. networkx calls the first
            one closeness. From 0 to 1 without a cost; with one, per unit of cost.
        ``"pagerank"``
            The share of time that a walk would spend in the place which follows the ties at random and, with a
            chance of 0.15 at each step, and wherever no tie leads on, starts anew anywhere [4]_. The shares add up
            to 1.
        ``"hubs"``, ``"authorities"``
            Hubs have ties to good authorities, and authorities from good hubs [5]_: the vectors in which that
            exchange ends when all hubs begin equal. Each adds up to 1.
        ``"transit_share"``
            The share of the documented routes that pass through the place: of the claims that state two different
            ends and at least one place of transit, how many name the place as transit. Claims that name it as
            transit without two different ends are counted apart. The rows are the places that claims name as
            transit, and are ranked by the share; `rows` is not asked. By form of exploitation, see
            :func:`traffickgraph.analysis.central_transit.transit_by_form`.

        Betweenness, closeness, PageRank, hubs and authorities lay ties end to end. They assume that who is tied to a
        place is tied on to all its ties. A path through ties of different claims is stitched: nobody stated it, and
        routes that are stated often go other ways than their ties suggest [6]_ [7]_. Only the transit share is
        taken from whole statements.
    rows : {"links", "flows"}
        What ties two places: a step of a route, or being source and destination of one.
    ties : {"possible", "certain"}
        All ties; or only those that some claim states without a hedge, not inferred from regions and, if it counts
        persons, with at least one. For the transit share, claims are chosen in the same way.
    cost : callable, optional
        A function from a Tie to a finite number above 0, the length of the tie, for betweenness and closeness. All
        ties are equally long if it is left out. Sums of costs that differ by less than one part in 10^10 are equal.
    resample : int
        How many times to draw, with replacement, from the publications behind the ties, and to rank anew; 0 for
        none. If there is one publication only, its claims are drawn. A draw is read as a graph of its claims, among
        the same n places: a tie is there if a claim that was drawn states it. The table then says between which ranks
        and values a place lies in the middle 95 % of the draws (in all of them, if there are fewer than 40).

        That tells how much a rank hangs on single publications. It is no sampling error of trafficking: publications
        are no random sample of what happens. As a draw misses about a third of the publications, the values in draws
        of degrees and strengths lie below the value itself; compare the ranks. Where nothing is counted in a draw, a
        strength is 0 there. For the transit share, publications with documented routes are drawn, and one that is
        drawn twice counts twice.
    seed : int
        Equal seeds give equal draws, whatever the order of the claims.
    progress : callable, optional
        Called as ``progress(done, total)`` after each draw.

    Returns
    -------
    Table of Centrality
        One row for each place, by rank; none if the graph has no tie. Rows of strengths are :class:`Strength`, with
        the bounds as ``persons_low`` and ``persons_high``; rows of the transit share are :class:`TransitShare`. The
        columns of :class:`Ranges` follow if publications were drawn.

    Raises
    ------
    InvalidValueError, WrongTypeError
        If an argument cannot be, or a cost is no finite number above 0.
    MissingPackageError
        If PageRank, hubs, authorities or betweenness by cost is asked for and the extra ``analysis`` is missing.

    References
    ----------
    .. [1] Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry, 40, 35-41.
    .. [2] Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology, 25,
       163-177.
    .. [3] Wasserman, S., and Faust, K. (1994). Social Network Analysis. Cambridge University Press, chapter 5.
    .. [4] Page, L., Brin, S., Motwani, R., and Winograd, T. (1999). The PageRank citation ranking. Stanford InfoLab.
    .. [5] Kleinberg, J. M. (1999). Authoritative sources in a hyperlinked environment. Journal of the ACM, 46, 604-632.
    .. [6] Scholtes, I. (2017). When is a network a network? KDD '17, 1037-1046.
    .. [7] Lambiotte, R., Rosvall, M., and Scholtes, I. (2019). From networks to optimal higher-order models of complex
       systems. Nature Physics, 15, 313-320.

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> g = datasets.load("factbook")
    >>> for row in centrality(g, "in_degree")[:3]:
    ...     print(row.rank, row.place, row.value)
    1 Bahrain 23
    2 Middle East 18
    3 Europe 17
    >>> first = centrality(g, "in_degree", resample=100)[0]
    >>> print(first.place, first.rank, first.ranges.rank_low, first.ranges.rank_high)
    Bahrain 1 1 101
    >>> len(first.claims.publications)  # all its ties hang on one
    1
    >>> centrality(g, "transit_share").to_columns()["exploitation"][0]
    'forced labour 2 of 5, sexual exploitation 2 of 5'
    """
    checked(graph)
    _check(measure, ties, cost)
    resampling = Resampling(resample, seed, progress)
    drawing = resampling if resample else None
    net = network(graph, rows)
    if measure == "transit_share":
        return cast("Table[Centrality]", transit_shares(graph.claims, drawing, certain=ties == "certain"))
    asked = _Asked(net.certain if ties == "certain" else net, measure, ties == "certain", cost)
    notes = asked.notes()
    ranges: Sequence[Ranges | None] = [None] * len(asked.net.places)
    if drawing is not None:
        drawn_from = units(claim for tie in asked.net.ties for claim in tie.claims)
        notes.append(drawn_from.note(drawing))
        ranges = asked.again(drawing, drawn_from)
    found = sorted(asked.rows(ranges), key=lambda row: (row.rank is None, row.rank, str(row.place), row.place.code))
    columns = (Strength if asked.counts_persons else Centrality).columns
    if drawing is not None:
        columns = (*columns, *Ranges.columns)
    title = f"Centrality: {measure.replace('_', ' ')}, by {rows}"
    return Table(found, columns, title=title, note=" ".join([*notes, CAVEAT]))


def _check(measure: object, ties: object, cost: object) -> None:
    if not isinstance(measure, str):
        raise WrongTypeError(f"a measure is one of {listed(map(repr, _MEASURES))}, not {shown(measure)}", measure)
    if measure not in _MEASURES:
        hint = nearest(measure, _MEASURES)
        raise InvalidValueError(
            f"there is no measure {shown(measure)}; {hint}the measures are {listed(map(repr, _MEASURES), 'and')}",
            measure,
        )
    if ties not in _CERTAINTY:
        raise InvalidValueError(f"ties are 'possible' or 'certain', not {shown(ties)}", ties)
    if cost is not None and not callable(cost):
        raise WrongTypeError(f"cost is a function from a tie to a number above 0, not {shown(cost)}", cost)
    if cost is not None and measure not in LENGTHY:
        raise InvalidValueError(
            f"{measure!r} knows no length of ties; cost is for {listed(map(repr, LENGTHY))}", measure
        )


@attrs.frozen
class _Asked:
    """What was asked of a network, to be answered once for its ties and once for each draw from its claims."""

    net: Network
    measure: Measure
    certain: bool
    cost: Cost | None

    @property
    def counts_persons(self) -> bool:
        return self.measure in {"in_strength", "out_strength"}

    def notes(self) -> list[str]:
        net = self.net
        counted = f"{plural(len(net.places), 'place')} with {plural(len(net.ties), 'tie')}"
        without = len(net.named) - len(net.places)
        notes = [
            f"Counted: {counted}{', certain ones only' if self.certain else ''}.",
            *told_of_inferred(net.claims),
        ]
        if without:
            notes.append(f"Not ranked: {plural(without, 'place')} that claims name without such a tie.")
        if self.counts_persons:
            notes.append(
                "Persons detected, by the lower bound; a person counted on two ties is counted twice, and a tie "
                "without a count is not zero."
            )
        elif self.measure in COMPOSING:
            notes.append(
                "This lays ties end to end, as if every tie led on to all others: paths through them are stitched, "
                "unless a claim states them."
            )
            if regions := sum(isinstance(place, Region) for place in net.places):
                notes.append(f"{plural(regions, 'region')} among the places may stand for other countries each time.")
        return notes

    def rows(self, ranges: Sequence[Ranges | None]) -> list[Centrality]:
        """Answer for all ties: one row for each place, in the order of their codes."""
        values = self.values(self.net.ties, tuple(self.net.pairs))
        behind = self._behind()
        columns = zip(ranks(values), self.net.places, values, behind, ranges, strict=True)
        return [
            _strength(rank, place, ties, between)
            if self.counts_persons
            else Centrality(rank=rank, place=place, value=value, said=_said(ties), ranges=between)
            for rank, place, value, ties, between in columns
        ]

    def again(self, resampling: Resampling, drawn_from: Units) -> tuple[Ranges, ...]:
        """Answer for each draw; a tie is there if a claim that was drawn makes it one."""
        unit, net = drawn_from.of, self.net
        makers = [frozenset(unit[claim] for claim in self._makers(tie)) for tie in net.ties]
        claims = [[(unit[claim], claim) for claim in tie.claims] for tie in net.ties]
        tied = list(zip(net.ties, net.pairs, makers, claims, strict=True))
        if self.counts_persons:
            tied = [one for one in tied if one[0].count is not None]
        ranked = [value is not None for value in self.values(net.ties, tuple(net.pairs))]
        reads_claims = self.counts_persons or self.cost is not None

        def answer(draw: Draw) -> list[float | None]:
            found = [one for one in tied if not one[2].isdisjoint(draw)]
            ties = [tie for tie, *_ in found]
            if reads_claims:
                ties = [Tie(tie.tail, tie.head, tuple(c for at, c in said if at in draw)) for tie, _, _, said in found]
            values = self.values(ties, [pair for _, pair, _, _ in found])
            # A strength without a count is at least 0; a place that has no value at all gets none from a draw.
            return [(value or 0) if is_ranked else None for value, is_ranked in zip(values, ranked, strict=True)]

        return Ranges.of(resampling, drawn_from.number, answer)

    def values(self, ties: Sequence[Tie], pairs: Sequence[tuple[int, int]]) -> list[float | None]:
        """Return the value of each place, given some of the ties and, in the same order, their numbers."""
        number = len(self.net.places)
        if self.counts_persons:
            counts = _gathered(number, ties, [pair[self.measure == "in_strength"] for pair in pairs])
            return [None if (count := _counted(one)) is None else count.low for one in counts]
        costs = None if self.cost is None else [cost_of(tie, self.cost) for tie in ties]
        return VALUES[cast("Measured", self.measure)](Ties(number, pairs, costs))

    def _makers(self, tie: Tie) -> tuple[Claim, ...]:
        """Return the claims each of which alone makes the tie, or makes it certain if that is asked."""
        if not self.certain:
            return tie.claims
        return tuple(filter(is_certain, tie.claims))

    def _behind(self) -> list[list[Tie]]:
        """Return the ties of each place: those in, those out, or both."""
        net = self.net
        tails, heads = zip(*net.pairs, strict=True) if net.pairs else ((), ())
        if self.measure in _INWARD:
            return _gathered(len(net.places), net.ties, heads)
        if self.measure in _OUTWARD:
            return _gathered(len(net.places), net.ties, tails)
        return _gathered(len(net.places), (*net.ties, *net.ties), (*tails, *heads))


def _gathered(number: int, ties: Iterable[Tie], places: Iterable[int]) -> list[list[Tie]]:
    found: list[list[Tie]] = [[] for _ in range(number)]
    for tie, at in zip(ties, places, strict=True):
        found[at].append(tie)
    return found


def _said(ties: Iterable[Tie]) -> tuple[tuple[Claim, ...], ...]:
    return tuple(tie.claims for tie in ties)


def _counted(ties: Iterable[Tie]) -> Count | None:
    """Add the counts of ties as intervals; None if none was counted."""
    counts = [tie.count for tie in ties if tie.count is not None]
    return sum(counts[1:], start=counts[0]) if counts else None


def _strength(rank: int | None, place: Place, ties: Sequence[Tie], ranges: Ranges | None) -> Strength:
    count = _counted(ties)
    return Strength(
        rank=rank,
        place=place,
        value=None if count is None else count.low,
        said=_said(ties),
        ranges=ranges,
        count=count,
        ties=len(ties),
        uncounted=sum(tie.count is None for tie in ties),
    )
