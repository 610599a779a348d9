"""Measures year by year, as a long table: what plots of series and of ranks over years are drawn from.

A year without claims is a year of which nothing is known here. Its values are None, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeAlias, cast, get_args

import attrs

from traffickgraph.analysis.hedges import told_of_inferred
from traffickgraph.analysis.years import Time, by_year
from traffickgraph.asked import nearest, whole_number
from traffickgraph.errors import InvalidValueError, WrongTypeError, listed, shown
from traffickgraph.network import Network, Tie, Ties, counts_nobody, is_certain, network
from traffickgraph.places import Country, Place, PlaceLike, Region, place
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim

__all__ = ["GraphMeasure", "Moment", "PlaceMeasure", "history", "ranks"]

GraphMeasure: TypeAlias = Literal["places", "ties", "density", "reciprocity", "claims", "publications"]
PlaceMeasure: TypeAlias = Literal["in_degree", "out_degree", "claims_as_destination", "claims_as_source"]

_OF_GRAPHS: Final[tuple[str, ...]] = get_args(GraphMeasure)
_OF_PLACES: Final[tuple[str, ...]] = get_args(PlaceMeasure)
_TOP: Final = 10
_COUNTED: Final = (
    "Counted: claims, publications and ties, not people. … is unknown: no claim of that year, or none that names the "
    "place; that is not zero. Rank 1 has the highest value of its year; equal values share a rank."
)


@attrs.frozen
class Moment:
    """One measure in one year, of the graph or of one place.

    Attributes
    ----------
    year : int
        The year.
    place : Place or None
        The place; None for a measure of the whole graph.
    measure : str
        What was measured.
    value : int, float or None
        The value, by all ties, certain or possible; None where the year has no claim, where none of its claims names
        the place, and where a ratio is undefined.
    value_certain : int, float or None
        The value by the certain ties alone.
    rank : int or None
        The rank of the place by `value` among all places of the year, 1 for the highest, equal values sharing the
        best of their ranks; None for a value of zero or None, and for measures of the graph.
    claims : tuple of Claim
        The claims behind the value, each once.
    """

    columns: ClassVar[tuple[str, ...]] = ("year", "place", "code", "measure", "value", "value_certain", "rank")

    year: int
    place: Place | None
    measure: str
    value: float | None
    value_certain: float | None
    rank: int | None
    claims: tuple[Claim, ...] = attrs.field(repr=False, eq=frozenset)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        name, code = (None, None) if self.place is None else (str(self.place), self.place.code)
        return self.year, name, code, self.measure, self.value, self.value_certain, self.rank


def history(
    graph: RouteGraph,
    measure: GraphMeasure | PlaceMeasure | Iterable[GraphMeasure | PlaceMeasure] = "ties",
    *,
    rows: Ties = "links",
    time: Time = "published",
    places: PlaceLike | Iterable[PlaceLike] | int | None = None,
) -> Table[Moment]:
    """Follow one measure, or several, over the years.

    ========================= ==========================================================================================
    ``places``                n, the places with a tie
    ``ties``                  m, the ordered pairs of different places with a tie
    ``density``               m / (n(n − 1)), over the n places with a tie in that year; a ratio
    ``reciprocity``           ties whose two places are also tied the other way, over m; a ratio
    ``claims``                all claims, also those that make no tie
    ``publications``          publications of these claims
    ``in_degree``             of a place: ties into it, so places from which it is reached
    ``out_degree``            of a place: ties out of it
    ``claims_as_destination`` of a place: claims that name it as a destination
    ``claims_as_source``      of a place: claims that name it as a source
    ========================= ==========================================================================================

    The last two leave out claims whose other end is stated to be the place itself and no other (domestic ones), and
    claims that counted nobody. `value_certain` takes the certain ties alone or, where claims or publications are
    counted, the certain claims: without the hedge "possible", not inferred from regions, and of
    one person at least, if any are counted.

    How much is written changes from year to year: more ties may be more publications. Compare with ``publications``.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    measure : str or iterable of str
        What to measure.
    rows : {"links", "flows"}
        What ties two places: a step of a route, or being source and destination of one.
    time : {"published", "stated"}
        Which year: that of publication, or each year of the period that a claim speaks of. Claims whose period is
        unstated, or open at an end, are then in no year; the note says how many.
    places : place, iterable of places, or int, optional
        Which places to follow, or how many: those with the highest value in all years together, then by code. Ten, if
        left out. Ranks are always among all places.

    Returns
    -------
    Table of Moment
        By measure, place and year; every year from the first to the last that has a claim.

    Raises
    ------
    InvalidValueError, WrongTypeError
        If a measure, rows, time or places is none of these, or if places are given for measures of the graph.
    UnknownPlaceError, AmbiguousPlaceError
        If a name is not understood. A place that no claim names has None in every year.

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> g = datasets.load("factbook")
    >>> series = history(g, "ties")
    >>> [(row.year, row.value) for row in series]
    [(2015, 56), (2016, 161), (2017, None), (2018, None), (2019, None), (2020, 17), (2021, 168)]
    """
    measures = _measures(measure)
    if places is not None and not any(one in _OF_PLACES for one in measures):
        raise InvalidValueError(f"{listed(measures, 'and')} is of the whole graph; leave out places", places)
    asked = _places(places)
    parts = by_year(graph, time)
    unstated = parts.pop(None, None)
    networks = {cast("int", year): network(part, rows) for year, part in parts.items()}
    network(graph, rows)  # complains of rows that are none, also where there is no year
    found = [one for name in measures for one in _moments(name, networks, asked)]
    left_out = [f"{plural(len(unstated), 'claim')} without a stated period: in no year."] if unstated else []
    return Table(
        found,
        Moment.columns,
        title=f"{listed(measures, 'and')} of {rows} by year, as {time}",
        note=" ".join([_COUNTED, *left_out, *told_of_inferred(graph.claims), CAVEAT]),
    )


def ranks(values: Mapping[Place, float]) -> dict[Place, int]:
    """Rank places by value, 1 for the highest; equal values share the best of their ranks, and zero has none."""
    descending = sorted(values.values(), reverse=True)
    best: dict[float, int] = {}
    for at, value in enumerate(descending, 1):
        best.setdefault(value, at)
    return {one: best[value] for one, value in values.items() if value > 0}


# ---- what was asked ------------------------------------------------------------------------------------------------


def _measures(given: object) -> tuple[str, ...]:
    if not isinstance(given, (str, Iterable)):
        raise WrongTypeError(f"a measure is named by text, not by {shown(given)}", given)
    asked = (given,) if isinstance(given, str) else tuple(cast("Iterable[object]", given))
    known = (*_OF_GRAPHS, *_OF_PLACES)
    for one in asked:
        if one not in known:
            hint = nearest(one, known)
            raise InvalidValueError(
                f"there is no measure {shown(one)}; {hint}the measures are {listed(map(repr, known), 'and')}", one
            )
    if not asked:
        raise InvalidValueError(f"no measure was named; a measure is {listed(map(repr, known))}")
    return tuple(dict.fromkeys(cast("tuple[str, ...]", asked)))


def _places(given: object) -> tuple[Place, ...] | int:
    """Return the places that were asked for, or how many of the top were."""
    if given is None:
        return _TOP
    number = whole_number(given)
    if number is not None:
        if number < 1:
            raise InvalidValueError(f"places is how many places to follow, at least 1, not {number}", given)
        return number
    if isinstance(given, (str, Country, Region)):
        return (place(given),)
    if not isinstance(given, Iterable):
        raise WrongTypeError(f"places are names, places or how many of the top, not {shown(given)}", given)
    named = tuple(dict.fromkeys(map(place, cast("Iterable[PlaceLike]", given))))
    if not named:
        raise InvalidValueError("places names no place; leave it out for those with the highest values")
    return named


# ---- the series ----------------------------------------------------------------------------------------------------


def _moments(measure: str, networks: Mapping[int, Network], asked: Sequence[Place] | int) -> Iterator[Moment]:
    span = range(min(networks), max(networks) + 1) if networks else range(0)
    if measure in _OF_GRAPHS:
        return (_of_graph(measure, year, networks.get(year)) for year in span)
    followed = _top(measure, networks, asked) if isinstance(asked, int) else asked
    by_year_and_place = {year: _of_places(measure, year, read) for year, read in networks.items()}
    return (
        by_year_and_place.get(year, {}).get(at) or Moment(year, at, measure, None, None, None, ())
        for at in followed
        for year in span
    )


def _of_graph(measure: str, year: int, whole: Network | None) -> Moment:
    if whole is None:
        return Moment(year, None, measure, None, None, None, ())
    if measure in {"claims", "publications"}:
        sure = tuple(filter(_is_certain, whole.claims))
        counts = [
            len(some) if measure == "claims" else len({one.publication for one in some})
            for some in (whole.claims, sure)
        ]
        return Moment(year, None, measure, counts[0], counts[1], None, whole.claims)
    return Moment(
        year, None, measure, _of_ties(measure, whole), _of_ties(measure, whole.certain), None, _behind(whole.ties)
    )


def _of_ties(measure: str, read: Network) -> float | None:
    places, ties = len(read.places), len(read.ties)
    if measure == "places":
        return places
    if measure == "ties":
        return ties
    if not ties:
        return None
    if measure == "density":
        return ties / (places * (places - 1))
    return sum((head, tail) in read.pairs for tail, head in read.pairs) / ties


def _of_places(measure: str, year: int, read: Network) -> dict[Place, Moment]:
    items = _items(measure, read)
    ranked = ranks({at: len(found) for at, found in items.items()})
    return {
        at: Moment(year, at, measure, len(found), sum(map(_is_certain, found)), ranked.get(at), _behind(found))
        for at in read.named
        for found in [items.get(at, [])]
    }


def _items(measure: str, read: Network) -> dict[Place, list[Tie | Claim]]:
    """Return what a measure counts for each place: ties, or claims."""
    found: dict[Place, list[Tie | Claim]] = {}
    if measure in {"in_degree", "out_degree"}:
        for tie in read.ties:
            found.setdefault(tie.head if measure == "in_degree" else tie.tail, []).append(tie)
        return found
    for one in read.claims:
        route = one.route
        here, there = route.destinations, route.sources
        if measure == "claims_as_source":
            here, there = there, here
        for at in here if not counts_nobody(one) else ():
            if set(there) != {at}:
                found.setdefault(at, []).append(one)
    return found


def _top(measure: str, networks: Mapping[int, Network], number: int) -> tuple[Place, ...]:
    """Return the places with the highest value in all years together."""
    together: dict[Place, set[object]] = {}
    for read in networks.values():
        for at, items in _items(measure, read).items():
            counted = ((one.tail, one.head) if isinstance(one, Tie) else one for one in items)
            together.setdefault(at, set()).update(counted)
    return tuple(sorted(together, key=lambda at: (-len(together[at]), at))[:number])


def _behind(items: Iterable[Tie | Claim]) -> tuple[Claim, ...]:
    return tuple(dict.fromkeys(one for item in items for one in (item.claims if isinstance(item, Tie) else (item,))))


def _is_certain(item: Tie | Claim) -> bool:
    """Say whether a tie is certain; or whether a claim would by itself make one that is."""
    return item.is_certain if isinstance(item, Tie) else is_certain(item)
