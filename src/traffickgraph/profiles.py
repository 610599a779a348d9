"""What a person asks first: a summary of a graph, and a profile of one place."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, ClassVar, TypeVar

import attrs

from traffickgraph.graph import RouteGraph
from traffickgraph.model import spoken_of
from traffickgraph.partners import COUNTED, Partner, destinations_of, forms_of, sources_of
from traffickgraph.places import Country, Place, PlaceLike, place
from traffickgraph.table import Cell, Table, plural
from traffickgraph.vocabulary import Exploitation, Role, Status, VictimGroup
from traffickgraph.where import crossing, domestic, leaving, reaching, through, touching

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from traffickgraph.model import Claim, Indicator

__all__ = ["Profile", "Summary", "TransitPair", "profile", "summary"]

_Word = TypeVar("_Word", Exploitation, VictimGroup, Status)

CAVEAT = "Claims are what publications say: detected and reported, not prevalence; no claim is not no trafficking."


@attrs.frozen
class Line:
    """One line of a summary or a profile: what is asked, and the answer.

    Attributes
    ----------
    what, answer : str
        The question and its answer in words.
    """

    columns: ClassVar[tuple[str, ...]] = ("", "")

    what: str
    answer: str

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        return self.what, self.answer


@attrs.frozen
class TransitPair:
    """A source and a destination between which claims name a place as transit.

    Attributes
    ----------
    source, destination : Place or None
        The ends; None where the claims leave one unstated.
    claims : RouteGraph
        The claims that say so.
    """

    columns: ClassVar[tuple[str, ...]] = ("source", "destination", "publications", "claims", "exploitation")

    source: Place | None
    destination: Place | None
    claims: RouteGraph

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        ends = (None if end is None else str(end) for end in (self.source, self.destination))
        return (*ends, len(self.claims.publications), len(self.claims), forms_of(self.claims))


@attrs.frozen(repr=False)
class Summary:
    """What is in a graph.

    Attributes
    ----------
    graph : RouteGraph
        The graph itself.
    roles : mapping of Role to RouteGraph
        The claims that name at least one place in each role.
    domestic, crossing : RouteGraph
        Claims within a country, and claims with a step across a border; a claim may be both.
    unstated : RouteGraph
        Claims that leave a source or a destination unstated.
    exploitation, victims, status : mapping of word to int
        Claims that name each word of the vocabularies.
    periods : tuple of int or None
        The first and the last year that claims speak of; None where none is stated.
    """

    graph: RouteGraph
    roles: Mapping[Role, RouteGraph]
    domestic: RouteGraph
    crossing: RouteGraph
    unstated: RouteGraph
    exploitation: Mapping[Exploitation, int]
    victims: Mapping[VictimGroup, int]
    status: Mapping[Status, int]
    periods: tuple[int | None, int | None]

    def lines(self) -> Table[Line]:
        """Return the summary as a table of questions and answers."""
        graph = self.graph
        regions = len(graph.places) - len(graph.countries)
        rows = [
            Line("claims", f"{len(graph):,}"),
            Line("indicators", f"{len(graph.indicators):,}"),
            Line("places", f"{len(graph.countries):,} countries, {regions:,} regions"),
            Line("publications", f"{len(graph.publications):,}{_span(graph.years)}"),
            Line("years spoken of", _years(self.periods)),
            *(Line(f"claims naming a {role}", f"{len(self.roles.get(role, ())):,}") for role in Role),
            Line("domestic claims", f"{len(self.domestic):,}"),
            Line("claims across a border", f"{len(self.crossing):,}"),
            Line("claims with an unstated end", f"{len(self.unstated):,}"),
            *([Line("inferred claims", f"{inferred:,}")] if (inferred := sum(one.inferred for one in graph)) else []),
            *([Line("synthetic counts", f"{made:,}")] if (made := sum(one.synthetic for one in graph)) else []),
            Line("forms of exploitation", _tally(self.exploitation)),
            Line("victims named", _tally(self.victims)),
            Line("status", _tally(self.status)),
        ]
        return Table(rows, Line.columns, title="Summary", note=CAVEAT)

    def __repr__(self) -> str:
        return f"<Summary of {self.graph!r}>"

    def __str__(self) -> str:
        return str(self.lines())

    def _repr_html_(self) -> str:
        return self.lines().to_html()


def summary(graph: RouteGraph) -> Summary:
    """Summarise a graph; see :meth:`RouteGraph.summary`."""
    claims = graph.claims
    by_role: dict[Role, Iterable[Claim]] = {
        Role.SOURCE: (one for one in claims if one.route.sources),
        Role.TRANSIT: (one for one in claims if one.route.via),
        Role.DESTINATION: (one for one in claims if one.route.destinations),
    }
    return Summary(
        graph=graph,
        roles={role: RouteGraph(found) for role, found in by_role.items()},
        domestic=_claims(graph.where(domestic())),
        crossing=_claims(graph.where(crossing())),
        unstated=RouteGraph(one for one in claims if not (one.route.sources and one.route.destinations)),
        exploitation=_counted((form for one in claims for form in one.exploitation), Exploitation),
        victims=_counted((group for one in claims for group in one.victims), VictimGroup),
        status=_counted((one.status for one in claims), Status),
        periods=spoken_of(claims),
    )


@attrs.frozen(repr=False)
class Profile:
    """What the claims of a graph say about one place.

    Attributes
    ----------
    place : Place
        The place.
    graph : RouteGraph
        The claims that name it, and its indicators.
    roles : mapping of Role to RouteGraph
        The claims that name it in each role, as `RouteGraph.roles` gives them.
    sources, destinations : Table of Partner
        Where those exploited in it come from, and where those from it are exploited; the place itself is left out
        here and stands in `domestic`.
    transits : Table of TransitPair
        Between which places it is named as transit.
    domestic : RouteGraph
        Claims in which it is source and destination at once.
    status : mapping of Status to int
        How its claims are put.
    """

    place: Place
    graph: RouteGraph
    roles: Mapping[Role, RouteGraph]
    sources: Table[Partner]
    destinations: Table[Partner]
    transits: Table[TransitPair]
    domestic: RouteGraph
    status: Mapping[Status, int]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators about the place."""
        return self.graph.indicators

    def lines(self) -> Table[Line]:
        """Return roles, domestic claims and status as a table of questions and answers."""
        rows = [
            *(Line(f"{role} in", _behind(claims)) for role, claims in self.roles.items()),
            Line("domestic claims", _behind(self.domestic)),
            *([Line("domestic forms", forms_of(self.domestic))] if self.domestic else []),
            Line("status", _tally(self.status)),
            Line("publications", f"{len(self.graph.publications):,}{_span(self.graph.years)}"),
        ]
        return Table(rows, Line.columns, title=str(self.place))

    def tables(self) -> tuple[Table[Line] | Table[Partner] | Table[TransitPair] | Table[IndicatorLine], ...]:
        """Return all parts that say something, as tables, in the order in which they are printed."""
        parts = (self.lines(), self.sources, self.destinations, self.transits, self._indicator_lines())
        return tuple(part for part in parts if len(part))

    def _indicator_lines(self) -> Table[IndicatorLine]:
        rows = [IndicatorLine(one) for one in self.indicators]
        return Table(rows, IndicatorLine.columns, title=f"Indicators cited about {self.place}")

    def __repr__(self) -> str:
        return f"<Profile of {self.place}: {len(self.graph)} claims, {len(self.indicators)} indicators>"

    def __str__(self) -> str:
        return "\n\n".join([*(str(part.without_note()) for part in self.tables()), f"{COUNTED} {CAVEAT}"])

    def _repr_html_(self) -> str:
        parts = "".join(part.without_note().to_html() for part in self.tables())
        return f"{parts}<p><small>{escape(f'{COUNTED} {CAVEAT}')}</small></p>"


@attrs.frozen
class IndicatorLine:
    """An indicator as a row of a table."""

    columns: ClassVar[tuple[str, ...]] = ("indicator", "value", "unit", "of", "period", "publication")

    indicator: Indicator

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        one = self.indicator
        limits = ", ".join([*(form.phrase for form in one.exploitation), *one.victims])
        value = one.value if isinstance(one.value, (int, float, str)) else str(one.value)
        period = None if one.period is None else str(one.period)
        return one.name, value, one.unit, limits, period, f"{one.publication.title}, {one.publication.year}"


def profile(graph: RouteGraph, about: PlaceLike) -> Profile:
    """Profile one place; see :meth:`RouteGraph.profile`.

    Raises
    ------
    UnknownPlaceError
        If the name is not understood. A place that the graph does not name has an empty profile.
    """
    at = place(about)
    part = graph.where(touching(at))
    return Profile(
        place=at,
        graph=part,
        roles=part.roles(at),
        sources=_others(sources_of(part, at), at),
        destinations=_others(destinations_of(part, at), at),
        transits=_pairs(part.where(through(at)), at),
        domestic=_claims(part.where(leaving(at) & reaching(at))) if isinstance(at, Country) else RouteGraph(),
        status=_counted((one.status for one in part), Status),
    )


def _others(table: Table[Partner], at: Place) -> Table[Partner]:
    return Table((row for row in table if row.place != at), table.columns, title=table.title, note=table.note)


def _pairs(claims: RouteGraph, at: Place) -> Table[TransitPair]:
    gathered: dict[tuple[Place | None, Place | None], list[Claim]] = {}
    for claim in claims:
        for source in claim.route.sources or (None,):
            for destination in claim.route.destinations or (None,):
                gathered.setdefault((source, destination), []).append(claim)
    rows = [TransitPair(*pair, RouteGraph(found)) for pair, found in gathered.items()]
    rows.sort(key=lambda row: (-len(row.claims.publications), -len(row.claims), str(row.source), str(row.destination)))
    return Table(rows, TransitPair.columns, title=f"Named as transit: {at}", note=COUNTED)


def _claims(graph: RouteGraph) -> RouteGraph:
    return RouteGraph(graph.claims)


def _counted(words: Iterable[_Word], vocabulary: type[_Word]) -> dict[_Word, int]:
    counts = dict.fromkeys(vocabulary, 0)
    for word in words:
        counts[word] += 1
    return {word: number for word, number in counts.items() if number}


def _tally(counts: Mapping[Exploitation, int] | Mapping[VictimGroup, int] | Mapping[Status, int]) -> str:
    ranked = sorted(counts.items(), key=lambda one: -one[1])
    return ", ".join(f"{word.phrase} {number:,}" for word, number in ranked) or "none stated"


def _behind(graph: RouteGraph) -> str:
    return f"{plural(len(graph), 'claim')}, {plural(len(graph.publications), 'publication')}" if graph else "none"


def _span(years: tuple[int, ...]) -> str:
    return f" ({_years((years[0], years[-1]))})" if years else ""


def _years(extent: tuple[int | None, int | None]) -> str:
    first, last = extent
    if first is None:
        return "none stated"
    return str(first) if first == last else f"{first}–{last}"
