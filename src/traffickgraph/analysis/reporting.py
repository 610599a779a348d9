"""Who could have reported what: "reported none" against "did not report", year by year; nothing is filled in."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from traffickgraph.analysis.years import Time, by_year
from traffickgraph.graph import RouteGraph
from traffickgraph.network import checked, counts_nobody
from traffickgraph.places import place
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural
from traffickgraph.vocabulary import Exploitation, Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from traffickgraph.model import Claim, Publication
    from traffickgraph.places import Place, PlaceLike

__all__ = ["Answer", "PairReporting", "Reporting", "Scope", "reported", "reporting", "scope"]

_NOTE: Final = (
    "'did not report' and 'did not name' are not 'no trafficking', and 'reported none' is nobody detected. A year of "
    "which the graph holds no claim is no row."
)
_TIMES: Final[Mapping[Time, str]] = {"published": "Years of publication.", "stated": "Years spoken of."}


class Answer(StrEnum):
    """What the claims of a year answer about a place as destination, or about a source and a destination.

    Attributes
    ----------
    REPORTED
        Some claim states it: it is there, hedged or not, counted or not.
    REPORTED_NONE
        Claims name it, and all of them counted nobody: somebody looked, and detected none.
    DID_NOT_NAME
        Only of a pair: claims name the destination with other sources, or with none, and not with this one.
    OTHER_ROLES_ONLY
        Claims name the place, as a source or transit of others, and not as a destination.
    DID_NOT_REPORT
        No claim of the year names the place.
    """

    REPORTED = "reported"
    REPORTED_NONE = "reported none"
    DID_NOT_NAME = "did not name"
    OTHER_ROLES_ONLY = "other roles only"
    DID_NOT_REPORT = "did not report"


@attrs.frozen
class Reporting:
    """What the claims of one year say about one place as a destination.

    Attributes
    ----------
    place : Place
        The place.
    year : int
        The year of publication, or a year spoken of.
    claims : RouteGraph
        The claims of the year that name it as destination, those that counted nobody included.
    elsewhere : RouteGraph
        The claims of the year that name it in other roles only.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("place", "year", "status", "publications", "claims", "counted_nobody", "possible", "domestic"),
        *("sources_named", "elsewhere"),
    )

    place: Place
    year: int
    claims: RouteGraph
    elsewhere: RouteGraph

    @property
    def status(self) -> Answer:
        """What the claims answer."""
        return _answer(self.claims) or (Answer.OTHER_ROLES_ONLY if self.elsewhere else Answer.DID_NOT_REPORT)

    @cached_property
    def sources(self) -> tuple[Place, ...]:
        """The other places that claims name as source of it, but for claims that counted nobody, by code."""
        found = {one for claim in self.claims if not counts_nobody(claim) for one in claim.route.sources}
        return tuple(sorted(found - {self.place}))

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        said = (str(self.place), self.year, str(self.status), len(self.claims.publications), len(self.claims))
        domestic = sum(self.place in one.route.domestic for one in self.claims)
        return *said, *_apart(self.claims), domestic, len(self.sources), len(self.elsewhere)


@attrs.frozen
class PairReporting:
    """What the claims of one year say about one source and one destination.

    Attributes
    ----------
    source, destination : Place
        The pair; of equal ends, it asks about domestic claims.
    year : int
        The year of publication, or a year spoken of.
    claims : RouteGraph
        The claims of the year that state both ends, those that counted nobody included.
    others : RouteGraph
        The claims of the year that name the destination as one, and not with this source.
    elsewhere : RouteGraph
        The claims of the year that name the destination in other roles only.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("source", "destination", "year", "status", "publications", "claims", "counted_nobody", "possible"),
        *("other_claims", "elsewhere"),
    )

    source: Place
    destination: Place
    year: int
    claims: RouteGraph
    others: RouteGraph
    elsewhere: RouteGraph

    @property
    def status(self) -> Answer:
        """What the claims answer."""
        if self.claims or self.others:
            return _answer(self.claims) or Answer.DID_NOT_NAME
        return Answer.OTHER_ROLES_ONLY if self.elsewhere else Answer.DID_NOT_REPORT

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        said = (str(self.source), str(self.destination), self.year, str(self.status))
        behind = (len(self.claims.publications), len(self.claims), *_apart(self.claims))
        return *said, *behind, len(self.others), len(self.elsewhere)


@attrs.frozen
class Scope:
    """What one publication speaks of at all.

    Attributes
    ----------
    publication : Publication
        The publication.
    claims : RouteGraph
        Its claims.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("publication", "year", "claims", "places", "sources", "transits", "destinations"),
        *("counted", "counted_nobody", "first_stated", "last_stated", "exploitation"),
    )

    publication: Publication
    claims: RouteGraph

    def named(self, role: Role) -> tuple[Place, ...]:
        """Return the places that it names in a role, by code; also those of whom it counted nobody."""
        wanted = Role(role)
        return tuple(sorted({at for one in self.claims for at, roles in one.roles.items() if wanted in roles}))

    @property
    def exploitation(self) -> tuple[Exploitation, ...]:
        """The forms that it names, in the order of the vocabulary."""
        found = {form for one in self.claims for form in one.exploitation}
        return tuple(form for form in Exploitation if form in found)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        periods = [one.period for one in self.claims if one.period is not None]
        years = [year for one in periods for year in (one.first, one.last) if year is not None]
        said = (self.publication.title, self.publication.year, len(self.claims), len(self.claims.places))
        counted = sum(one.count is not None for one in self.claims)
        return (
            *said,
            *(len(self.named(role)) for role in Role),
            *(counted, sum(map(counts_nobody, self.claims)), min(years, default=None), max(years, default=None)),
            ", ".join(form.phrase for form in self.exploitation),
        )


def reporting(graph: RouteGraph, *, time: Time = "published") -> Table[Reporting]:
    """Say for each place and year whether anybody reported people exploited there.

    Counted are claims and publications, never people. A row is a place that is a destination in some year, in a year
    of the graph; its status is one of :class:`Answer`: *reported*, *reported none* (all claims that name it as
    destination counted nobody), *other roles only* (it is named as source or transit), or *did not report* (no claim
    names it). Nothing is filled in: a year of which the graph holds no claim is no row, and a claim whose years are
    unstated, or open at an end, answers for none. Indicators are no claims, and answer nothing here.

    In tables of detected victims, the destination is the country that reports, so the status says whether it did.
    In annual reports it says whether anyone wrote of the place.

    Parameters
    ----------
    graph : RouteGraph
        The graph. Regions are places like others, and are not expanded.
    time : {"published", "stated"}
        The year of publication, or the years that claims speak of; a claim of several years answers for each.

    Returns
    -------
    Table of Reporting
        By name of the place, then by year.

    Raises
    ------
    InvalidValueError
        If time is neither.
    WrongTypeError
        If graph is no RouteGraph.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> table = Publication("An invented table", 2020)
    >>> g = RouteGraph(
    ...     [
    ...         claim("Norway", to="Sweden", publication=table, period=2017, count=4),
    ...         claim("Norway", to="Sweden", publication=table, period=2018, count=0),
    ...         claim("Norway", to="Denmark", publication=table, period=2019, count="<5"),
    ...     ]
    ... )
    >>> [(row.year, str(row.status)) for row in reporting(g, time="stated") if row.place.name == "Sweden"]
    [(2017, 'reported'), (2018, 'reported none'), (2019, 'did not report')]
    """
    years, undated = _years(graph, time)
    named = {year: _by_place(part) for year, part in years.items()}
    places = sorted({at for into, _ in named.values() for at in into}, key=lambda at: (str(at), at.code))
    return Table(
        (
            Reporting(at, year, RouteGraph(into.get(at, ())), RouteGraph(elsewhere.get(at, ())))
            for at in places
            for year, (into, elsewhere) in named.items()
        ),
        Reporting.columns,
        title="Reported as destination, by year",
        note=_note(time, undated),
    )


def reported(
    graph: RouteGraph, source: PlaceLike, destination: PlaceLike, *, time: Time = "published"
) -> Table[PairReporting]:
    """Say for each year of the graph whether anybody reported people from one place exploited in another.

    Counted are claims and publications, never people. The status is one of :class:`Answer`: beside those of
    :func:`reporting` it may be *did not name*, where claims name the destination with other sources or with none. A
    claim of a region, or of an unstated source, does not name the source; whatever lies between makes no difference.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    source, destination : place, or its name
        The pair. Twice the same country asks about domestic claims.
    time : {"published", "stated"}
        The year of publication, or the years that claims speak of; a claim of several years answers for each.

    Returns
    -------
    Table of PairReporting
        By year.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError
        If a name is not understood.
    InvalidValueError
        If time is neither.
    WrongTypeError
        If graph is no RouteGraph.

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> g = datasets.load("factbook")
    >>> [(row.year, str(row.status)) for row in reported(g, "Vietnam", "Laos")]
    [(2015, 'did not report'), (2016, 'reported'), (2020, 'did not report'), (2021, 'reported')]
    """
    tail, head = place(source), place(destination)
    years, undated = _years(graph, time)
    return Table(
        (_pair(tail, head, year, part) for year, part in years.items()),
        PairReporting.columns,
        title=f"Reported from {tail} to {head}, by year",
        note=_note(time, undated),
    )


def scope(graph: RouteGraph) -> Table[Scope]:
    """Say of each publication what it speaks of at all: how many places in which roles, which years, which forms.

    Counted are claims, and places named; never people. ``counted`` are claims that count detected persons, and
    ``counted_nobody`` those among them that found none. Publications that have indicators only have no row.

    Parameters
    ----------
    graph : RouteGraph
        The graph.

    Returns
    -------
    Table of Scope
        By year of publication, then by title. ``first_stated`` and ``last_stated`` are the first and last year that
        its claims state, None where they state none.

    Raises
    ------
    WrongTypeError
        If graph is no RouteGraph.

    Examples
    --------
    >>> from traffickgraph import datasets, Role
    >>> (row,) = scope(datasets.load("azerbaijan-2015"))
    >>> [str(one) for one in row.named(Role.TRANSIT)]
    ['Azerbaijan']
    """
    found: dict[Publication, list[Claim]] = {one: [] for one in checked(graph).publications}
    for claim in graph.claims:
        found[claim.publication].append(claim)
    rows = [Scope(one, RouteGraph(claims)) for one, claims in found.items() if claims]
    note = f"Counted: claims and places, not people. What a publication does not speak of, it has not denied. {CAVEAT}"
    return Table(rows, Scope.columns, title="What each publication speaks of", note=note)


def _years(graph: RouteGraph, time: Time) -> tuple[dict[int, RouteGraph], RouteGraph]:
    """Return the claims of each year, and apart from them those without years."""
    parts = by_year(graph, time)
    undated = parts.pop(None, RouteGraph())
    return {year: part for year, part in parts.items() if year is not None}, undated


def _by_place(claims: Iterable[Claim]) -> tuple[Mapping[Place, list[Claim]], Mapping[Place, list[Claim]]]:
    """Return the claims that name each place as destination, and those that name it in other roles only."""
    into: dict[Place, list[Claim]] = {}
    elsewhere: dict[Place, list[Claim]] = {}
    for claim in claims:
        ends = claim.route.destinations
        for at in claim.places:
            (into if at in ends else elsewhere).setdefault(at, []).append(claim)
    return into, elsewhere


def _pair(source: Place, destination: Place, year: int, part: RouteGraph) -> PairReporting:
    into, elsewhere = (found.get(destination, []) for found in _by_place(part))
    stated = RouteGraph(one for one in into if source in one.route.sources)
    others = RouteGraph(one for one in into if source not in one.route.sources)
    return PairReporting(source, destination, year, stated, others, RouteGraph(elsewhere))


def _answer(claims: RouteGraph) -> Answer | None:
    if not claims:
        return None
    return Answer.REPORTED_NONE if all(map(counts_nobody, claims)) else Answer.REPORTED


def _apart(claims: RouteGraph) -> tuple[int, int]:
    """Return how many claims counted nobody, and how many are hedged."""
    return sum(map(counts_nobody, claims)), sum(one.status is Status.POSSIBLE for one in claims)


def _note(time: Time, undated: RouteGraph) -> str:
    left = f" {plural(len(undated), 'claim')} whose years are unstated or open left out." if undated else ""
    return f"{_TIMES[time]} Counted: claims and publications, not people. {_NOTE}{left} {CAVEAT}"
