"""What a network is like as a whole: density, reciprocity, transitivity, mixing by region, components.

Each figure is given twice: for the ties that are certain, and for all that are possible. Domestic claims and unstated
ends are counted beside them, and enter none of the ratios.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

import attrs

from traffickgraph.analysis.groups import grouping
from traffickgraph.analysis.hedges import told_of_inferred
from traffickgraph.analysis.years import Time, by_year
from traffickgraph.errors import WrongTypeError, shown
from traffickgraph.network import Network, Ties, network
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from traffickgraph.graph import RouteGraph

__all__ = ["Statistics", "statistics"]

_COUNTED = (
    "Counted: places, ordered pairs of places with a tie, and claims, not people. Domestic claims and unstated ends "
    "are in no ratio."
)
_POOLED = (
    "These claims are of {years} pooled, and pooling can make reciprocity and density that no year has; per_year=True "
    "gives each year its own."
)


def statistics(
    graph: RouteGraph, *, per_year: bool = False, rows: Ties = "links", time: Time = "published"
) -> Table[Statistics]:
    """Describe a network as a whole, once by its certain ties and once by all that are possible.

    A tie is certain if some claim states it without a hedge, is not inferred from regions and, if it counts persons,
    counts at least one; the others, such as one counted as "<5", are possible only. The rows ``possible`` are of all
    ties. A figure of the network as it was reported need not lie between those of the two rows: they are two readings,
    not bounds.

    Pooling years manufactures reciprocity: A→B in one year and B→A in another meet in the pool, though in neither
    year was there a return. In the edge lists of Goist, Chen and Boylan, reciprocity is 0.49 with 2001 to 2016 pooled,
    and at most 0.28 in any of these years. ``per_year=True`` is the remedy.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    per_year : bool
        Whether to describe each year by itself.
    rows : {"links", "flows"}
        What ties two places: a step of a route, or being source and destination of a route.
    time : {"published", "stated"}
        With `per_year`, which years: of publication, or those that the claims speak of; see
        :func:`traffickgraph.analysis.years.by_year`. A claim with no stated year is then under a year None.

    Returns
    -------
    Table of Statistics
        Two rows, or two for each year: first the certain ties, then the possible ones. The formula of each figure
        stands with the attribute of :class:`Statistics` that gives it; a figure that is undefined is None.

    Raises
    ------
    InvalidValueError
        If rows or time is none of its words.
    WrongTypeError
        If per_year is neither True nor False, or graph is no RouteGraph.

    References
    ----------
    Goist, R., Chen, T. H. Y. and Boylan, C. Edge lists from Trafficking in Persons Reports of 2001 to 2016.
    https://github.com/cib117/trafficking
    Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126.
    Sharir, M. (1981). A strong-connectivity algorithm and its applications in data flow analysis. Computers and
    Mathematics with Applications 7(1), 67-72.
    Wasserman, S. and Faust, K. (1994). Social Network Analysis. Cambridge University Press, chapters 4, 13 and 14.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> report = Publication("An invented report", 2020)
    >>> g = RouteGraph([
    ...     claim("Niger", to="Italy", publication=report),
    ...     claim("Italy", to="Niger", status="possible", publication=report),
    ...     claim("Niger", to="Niger", publication=report),
    ... ])
    >>> for row in statistics(g):
    ...     print(row.ties, row.pairs, row.density, row.reciprocity, row.domestic)
    certain 1 0.5 0.0 1
    possible 2 1.0 1.0 1
    """
    if not isinstance(per_year, bool):
        raise WrongTypeError(f"per_year is True or False, not {shown(per_year)}", per_year)
    years = by_year(graph, time)
    read = years.items() if per_year else [(None, graph)]
    note = [_COUNTED]
    if len(years) > 1 and not per_year:
        note.append(_POOLED.format(years=_spoken(years)))
    note.extend(told_of_inferred(graph.claims))
    return Table(
        (row for year, claims in read for row in _described(year, claims, rows)),
        Statistics.columns,
        title=f"Statistics of the {rows}",
        note=" ".join([*note, CAVEAT]),
    )


def _described(year: int | None, graph: RouteGraph, rows: Ties) -> Iterator[Statistics]:
    whole = network(graph, rows)
    yield Statistics(year, "certain", graph, whole.certain)
    yield Statistics(year, "possible", graph, whole)


def _spoken(years: Iterable[int | None]) -> str:
    stated = [year for year in years if year is not None]
    unstated = "unstated years" if len(stated) < len(list(years)) else ""
    return " and ".join(filter(None, [plural(len(stated), "year"), unstated]))


@attrs.frozen(repr=False)
class Statistics:
    """What a network is like as a whole; each figure stands with its formula.

    In the formulas, n is the number of linked places and m the number of ties.

    Attributes
    ----------
    year : int or None
        The year of the claims; None if they are of several years, or speak of no stated one.
    ties : {"certain", "possible"}
        Whether only the certain ties are read, or all.
    graph : RouteGraph
        The claims that were read.
    network : Network
        The ties, each with its claims.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "year",
        "ties",
        "places",
        "linked",
        "pairs",
        "density",
        "reciprocity",
        "transitivity",
        "within_region",
        "within_subregion",
        "assortativity",
        "weak_components",
        "strong_components",
        "largest_share",
        "domestic",
        "domestic_share",
        "unstated",
    )

    year: int | None
    ties: Literal["certain", "possible"]
    graph: RouteGraph
    network: Network = attrs.field(eq=False)  # follows from the graph

    @property
    def places(self) -> int:
        """Places that a claim names, in whatever role; the same for certain and possible ties."""
        return len(self.network.named)

    @property
    def linked(self) -> int:
        """Places with a tie to another place: n."""
        return len(self.network.places)

    @property
    def pairs(self) -> int:
        """Ordered pairs of different places with a tie: m."""
        return len(self.network.ties)

    @property
    def density(self) -> float | None:
        """Share of the ordered pairs of linked places that have a tie: m / (n (n - 1))."""
        return _share(self.pairs, self.linked * (self.linked - 1))

    @cached_property
    def reciprocity(self) -> float | None:
        """Share of the ties whose reverse is a tie as well."""
        pairs = self.network.pairs
        return _share(sum((head, tail) in pairs for tail, head in pairs), self.pairs)

    @cached_property
    def transitivity(self) -> float | None:
        """Share of the triples of places with two ties, whatever their direction, that have the third.

        Three times the number of triangles by the number of pairs of neighbours of a place. Directions are left out,
        as in ``networkx.transitivity`` of the graph without them.
        """
        both = zip(self.network.successors, self.network.predecessors, strict=True)
        around = [{*after, *before} for after, before in both]
        triples = sum(len(near) * (len(near) - 1) // 2 for near in around)
        closed = sum(len(near & around[other]) for near in around for other in near) // 2
        return _share(closed, triples)

    @cached_property
    def within_region(self) -> float | None:
        """Share within one M49 region, of the ties of which both ends are in one."""
        return _within(self._mixing("region"))

    @cached_property
    def within_subregion(self) -> float | None:
        """Share within one M49 sub-region, of the ties of which both ends are in one."""
        return _within(self._mixing("subregion"))

    @cached_property
    def assortativity(self) -> float | None:
        """How far ties keep to one M49 region beyond what the regions' shares of ties would give (Newman 2003).

        (Σ e_gg - Σ a_g b_g) / (1 - Σ a_g b_g): e_gg is the share of ties within region g, a_g and b_g the shares of
        ties that leave and that reach a place of it, among the ties of which both ends are in a region. 1 if no tie
        leaves its region, 0 if regions do not matter; undefined if all ties are within the same one region.
        """
        ends = self._mixing("region")
        leaving, reaching = _tally(tail for tail, _ in ends), _tally(head for _, head in ends)
        chance = sum(number * reaching.get(group, 0) for group, number in leaving.items())
        within = sum(tail == head for tail, head in ends)
        return _share(len(ends) * within - chance, len(ends) ** 2 - chance)

    @cached_property
    def _components(self) -> tuple[int, ...]:
        both = zip(self.network.successors, self.network.predecessors, strict=True)
        parts = _parts(range(self.linked), [(*after, *before) for after, before in both])
        return tuple(map(len, parts))

    @property
    def weak_components(self) -> int:
        """Parts of the network that no tie joins, whatever its direction."""
        return len(self._components)

    @cached_property
    def strong_components(self) -> int:
        """Sets of places, as large as can be, in which ties lead from each to every other; one place may be one."""
        # Kosaraju (see Sharir 1981): against the ties, beginning with the places whose followers were exhausted last.
        ended = [one for part in _parts(range(self.linked), self.network.successors) for one in part]
        return len(_parts(reversed(ended), self.network.predecessors))

    @property
    def largest_share(self) -> float | None:
        """Share of the linked places that are in the largest weak component."""
        return _share(max(self._components, default=0), self.linked)

    @property
    def domestic(self) -> int:
        """Claims in which a country is source and destination; the same for certain and possible ties."""
        return len(self.network.domestic)

    @property
    def domestic_share(self) -> float | None:
        """Share of domestic claims among the claims that state a source and a destination."""
        return _share(self.domestic, len(self.network.claims) - len(self.network.nobody) - self.unstated)

    @property
    def unstated(self) -> int:
        """Claims that leave their source or their destination unstated; the same for certain and possible ties."""
        return len(self.network.unstated)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        return (
            self.year,
            self.ties,
            self.places,
            self.linked,
            self.pairs,
            self.density,
            self.reciprocity,
            self.transitivity,
            self.within_region,
            self.within_subregion,
            self.assortativity,
            self.weak_components,
            self.strong_components,
            self.largest_share,
            self.domestic,
            self.domestic_share,
            self.unstated,
        )

    def __repr__(self) -> str:
        return f"<Statistics: {self}>"

    def __str__(self) -> str:
        year = "" if self.year is None else f"{self.year}, "
        return f"{year}{self.ties} ties: {plural(self.linked, 'linked place')}, {plural(self.pairs, 'pair')}"

    def _mixing(self, groups: Literal["region", "subregion"]) -> list[tuple[str, str]]:
        """Return the groups of both ends of each tie that has two."""
        group = grouping(groups)
        of = {one: group(one) for one in self.network.places}
        ends = ((of[tie.tail], of[tie.head]) for tie in self.network.ties)
        return [(tail, head) for tail, head in ends if tail is not None and head is not None]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _within(ends: Sequence[tuple[str, str]]) -> float | None:
    return _share(sum(tail == head for tail, head in ends), len(ends))


def _tally(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return found


def _parts(order: Iterable[int], around: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return what is reached from each place, in an order, and was not before; each place comes after what follows."""
    seen: set[int] = set()
    return [_reached(start, around, seen) for start in order if start not in seen]


def _reached(start: int, around: Sequence[Sequence[int]], seen: set[int]) -> list[int]:
    seen.add(start)
    ended: list[int] = []
    path = [(start, iter(around[start]))]
    while path:
        at, rest = path[-1]
        following = next((one for one in rest if one not in seen), None)
        if following is None:
            ended.append(at)
            path.pop()
        else:
            seen.add(following)
            path.append((following, iter(around[following])))
    return ended
