"""The graph: a set of claims with the indicators beside them, its set algebra and its readings."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from traffickgraph.errors import WrongTypeError, shown
from traffickgraph.index import Index
from traffickgraph.model import Claim, Flow, Indicator, Leg, Link, Publication, in_order
from traffickgraph.places import Country, Place, PlaceLike
from traffickgraph.table import plural
from traffickgraph.where import Condition, leaving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from os import PathLike

    import networkx as nx
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    import pydot

    from traffickgraph.convert.frames import Backend, Rows
    from traffickgraph.convert.networkx import Edges
    from traffickgraph.draw import Engine, Highlight, LinkStyler, Rendered, Style
    from traffickgraph.partners import Partner
    from traffickgraph.profiles import Profile, Summary
    from traffickgraph.table import Table
    from traffickgraph.vocabulary import Role

__all__ = ["RouteGraph"]

_Item = TypeVar("_Item", Claim, Indicator)


class RouteGraph:
    """A set of claims, and the indicators that lie beside them.

    It is immutable. It keeps the order in which claims were first given, and equals every graph of the same claims
    and indicators in whatever order. Nodes, legs, flows, links, paths and pictures are readings of its claims.

    Parameters
    ----------
    claims : iterable of Claim
        Equal claims are one claim.
    indicators : iterable of Indicator
        Equal indicators are one indicator.

    Notes
    -----
    For all graphs g, h and conditions p, q these hold, and the tests hold them:

    - ``g.where(p & q) == g.where(p).where(q)``
    - ``g.where(p | q) == g.where(p) | g.where(q)``
    - ``g.where(~p) == g - g.where(p)``
    - ``|`` is associative, commutative and idempotent, and ``RouteGraph()`` is its unit
    - every leg's claim is in the graph

    A missing edge says that no publication here states one, not that there is no trafficking.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> report = Publication("An invented report", 2020)
    >>> RouteGraph([claim("Uzbekistan", to=["Azerbaijan", "Türkiye"], publication=report)])
    <RouteGraph: 1 claim, 3 places, 1 publication>
    """

    def __init__(self, claims: Iterable[Claim] = (), indicators: Iterable[Indicator] = ()) -> None:
        self._claims = tuple(dict.fromkeys(_all(claims, Claim, "claims")))
        self._indicators = tuple(dict.fromkeys(_all(indicators, Indicator, "indicators")))

    @classmethod
    def _of(cls, claims: Iterable[Claim], indicators: Iterable[Indicator]) -> RouteGraph:
        """Make a graph of values that are known to be of the right kind and without repeats."""
        graph = cls.__new__(cls)
        graph._claims = tuple(claims)  # noqa: SLF001 - its own
        graph._indicators = tuple(indicators)  # noqa: SLF001
        return graph

    # ---- what is in it ---------------------------------------------------------------------------------------------

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order in which they were first given."""
        return self._claims

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators, in the order in which they were first given."""
        return self._indicators

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places that a claim or an indicator names: countries, then regions, by code."""
        found = {one for route in {claim.route for claim in self._claims} for one in route.places}
        return tuple(sorted(found.union(one.place for one in self._indicators)))

    @property
    def countries(self) -> tuple[Country, ...]:
        """All countries among the places."""
        return tuple(one for one in self.places if isinstance(one, Country))

    @cached_property
    def publications(self) -> tuple[Publication, ...]:
        """All publications behind the claims and indicators, by year and title."""
        found = {one.publication for one in self._claims}.union(one.publication for one in self._indicators)
        return in_order(found)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of its publications; for the years that claims speak of, see ``claim.period``."""
        return tuple(sorted({one.year for one in self.publications}))

    @cached_property
    def _members(self) -> frozenset[Claim | Indicator]:
        return frozenset(self._claims).union(self._indicators)

    def __contains__(self, item: object) -> bool:
        return item in self._members

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)

    def __bool__(self) -> bool:
        return bool(self._claims or self._indicators)

    # ---- set algebra -----------------------------------------------------------------------------------------------

    def __or__(self, other: RouteGraph) -> RouteGraph:
        if not isinstance(other, RouteGraph):
            return NotImplemented
        return RouteGraph._of(
            dict.fromkeys((*self._claims, *other._claims)), dict.fromkeys((*self._indicators, *other._indicators))
        )

    def __and__(self, other: RouteGraph) -> RouteGraph:
        if not isinstance(other, RouteGraph):
            return NotImplemented
        return self._kept(lambda item: item in other._members)

    def __sub__(self, other: RouteGraph) -> RouteGraph:
        if not isinstance(other, RouteGraph):
            return NotImplemented
        return self._kept(lambda item: item not in other._members)

    def _kept(self, keep: Callable[[Claim | Indicator], bool]) -> RouteGraph:
        return RouteGraph._of(filter(keep, self._claims), filter(keep, self._indicators))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RouteGraph) and self._members == other._members

    def __hash__(self) -> int:
        return hash(self._members)

    def __repr__(self) -> str:
        parts = [
            plural(len(self._claims), "claim"),
            *([plural(len(self._indicators), "indicator")] if self._indicators else ()),
            plural(len(self.places), "place"),
            plural(len(self.publications), "publication"),
        ]
        return f"<RouteGraph: {', '.join(parts)}>"

    # ---- asking ----------------------------------------------------------------------------------------------------

    @cached_property
    def _claim_index(self) -> Index[Claim]:
        return Index(self._claims)

    @cached_property
    def _indicator_index(self) -> Index[Indicator]:
        return Index(self._indicators)

    def where(self, *conditions: Callable[[Claim], bool]) -> RouteGraph:
        """Return the graph of the claims for which all conditions hold, and of the indicators likewise.

        Parameters
        ----------
        *conditions : Condition or callable
            Conditions of :mod:`traffickgraph.where`, or any function from a claim to a truth value. A function of
            your own is asked about claims only; it leaves the indicators as they are.

        Returns
        -------
        RouteGraph
            Claims keep their order.

        Examples
        --------
        >>> from traffickgraph import datasets
        >>> from traffickgraph.where import exploiting, reaching
        >>> g = datasets.load("azerbaijan-2015")
        >>> len(g.where(reaching("Azerbaijan"), exploiting("domestic_servitude")))
        1
        """
        for condition in conditions:
            if not callable(condition):
                raise WrongTypeError(
                    f"where() takes conditions such as leaving('Uzbekistan'), not {shown(condition)}", condition
                )
            name = getattr(condition, "__name__", "")
            if name and getattr(condition, "__module__", "") == leaving.__module__:
                raise WrongTypeError(f"{name} makes a condition when it is called: write {name}(...)", condition)
        own = [condition for condition in conditions if isinstance(condition, Condition)]
        indicators = self._indicator_index.select(own) if own and self._indicators else self._indicators
        return RouteGraph._of(self._claim_index.select(conditions), indicators)

    def roles(self, place: PlaceLike, /) -> Mapping[Role, RouteGraph]:
        """Return the claims that name a place in each role; a role that none names is no key and gives an empty one."""
        from traffickgraph.partners import roles_of

        return roles_of(self, place)

    def sources_of(self, place: PlaceLike, /) -> Table[Partner]:
        """Return where the people exploited in a place come from, with the claims that say so.

        Ranked by publications, then claims, then name. A domestic claim makes the place its own source.
        """
        from traffickgraph.partners import sources_of

        return sources_of(self, place)

    def destinations_of(self, place: PlaceLike, /) -> Table[Partner]:
        """Return where people from a place are exploited, with the claims that say so; ranked as `sources_of`."""
        from traffickgraph.partners import destinations_of

        return destinations_of(self, place)

    def transits_between(self, source: PlaceLike, destination: PlaceLike, /) -> Table[Partner]:
        """Return the places of transit of the claims that state both ends; ranked as `sources_of`.

        Only whole statements count: two claims that would meet in a place do not make it a transit.
        """
        from traffickgraph.partners import transits_between

        return transits_between(self, source, destination)

    def summary(self) -> Summary:
        """Return what a person asks first: claims, places, publications, years, roles, forms, status."""
        from traffickgraph.profiles import summary

        return summary(self)

    def profile(self, place: PlaceLike, /) -> Profile:
        """Return what the claims say about one place: roles, partners, transit pairs, domestic claims, status."""
        from traffickgraph.profiles import profile

        return profile(self, place)

    def expand_regions(self, *regions: PlaceLike) -> RouteGraph:
        """Return a reading in which regions, or all that have members, stand for their countries, marked as inferred.

        Each claim that named a region names its members in its place, but for those that it names elsewhere; it is
        ``inferred``, and its note says which regions were read. A publication that says "Central Asia" has not said
        "Tajikistan": count and draw this reading as an inference. "Abroad" and "neighbours" have no members.
        """
        from traffickgraph.expand import expand_regions

        return expand_regions(self, regions)

    # ---- readings --------------------------------------------------------------------------------------------------

    def legs(self) -> tuple[Leg, ...]:
        """Return every step of every claim."""
        return tuple(leg for claim in self._claims for leg in claim.legs())

    def flows(self) -> tuple[Flow, ...]:
        """Return every pair of source and destination of every claim that states both."""
        return tuple(flow for claim in self._claims for flow in claim.flows())

    def links(self) -> tuple[Link, ...]:
        """Return all legs gathered by tail and head, in the order of the places' codes."""
        gathered: dict[tuple[Place, Place], list[Leg]] = {}
        for leg in self.legs():
            gathered.setdefault((leg.tail, leg.head), []).append(leg)
        return tuple(Link(tail, head, tuple(gathered[tail, head])) for tail, head in sorted(gathered))

    # ---- doors: the work is done in the rooms -----------------------------------------------------------------------

    @overload
    def to_networkx(
        self, edges: Literal["legs", "flows"] = "legs", *, k: int | None = None
    ) -> nx.MultiDiGraph[str]: ...
    @overload
    def to_networkx(self, edges: Literal["links"], *, k: int | None = None) -> nx.DiGraph[str]: ...
    def to_networkx(self, edges: Edges = "legs", *, k: int | None = None) -> nx.MultiDiGraph[str] | nx.DiGraph[str]:
        """Return a fresh networkx graph; see :func:`traffickgraph.convert.to_networkx`."""
        from traffickgraph.convert.networkx import to_networkx

        return to_networkx(self, edges, k=k)

    def to_dot(
        self,
        *,
        style: Style | None = None,
        link_style: LinkStyler | None = None,
        highlight: Highlight | None = None,
        k: int | None = None,
    ) -> str:
        """Return the picture as DOT text; see :func:`traffickgraph.draw.to_dot`."""
        from traffickgraph import draw

        return draw.to_dot(self, style=style or draw.Style(), link_style=link_style, highlight=highlight, k=k)

    def to_pydot(
        self,
        *,
        style: Style | None = None,
        link_style: LinkStyler | None = None,
        highlight: Highlight | None = None,
        k: int | None = None,
    ) -> pydot.Dot:
        """Return the picture as a pydot graph, to edit it further; see :func:`traffickgraph.draw.to_pydot`."""
        from traffickgraph import draw

        return draw.to_pydot(self, style=style or draw.Style(), link_style=link_style, highlight=highlight, k=k)

    def render(  # noqa: PLR0913 - the options of a picture, all by name
        self,
        path: str | PathLike[str],
        *,
        style: Style | None = None,
        link_style: LinkStyler | None = None,
        highlight: Highlight | None = None,
        engine: Engine = "auto",
        timeout: float = 30.0,
        k: int | None = None,
    ) -> Rendered:
        """Draw the picture into a file: .svg, .png, .pdf or .dot; see :func:`traffickgraph.draw.render`."""
        from traffickgraph import draw

        return draw.render(
            self,
            path,
            style=style or draw.Style(),
            link_style=link_style,
            highlight=highlight,
            engine=engine,
            timeout=timeout,
            k=k,
        )

    def _repr_mimebundle_(self, **_formats: object) -> dict[str, str]:
        """Show the graph as a picture in a notebook, where there is something to draw it with."""
        from traffickgraph import draw

        return draw.mimebundle(self)

    @classmethod
    def from_networkx(cls, graph: nx.DiGraph[str], *, publication: Publication | None = None) -> RouteGraph:
        """Return the claims of a networkx graph; see :func:`traffickgraph.convert.from_networkx`."""
        from traffickgraph.convert.networkx import from_networkx

        return from_networkx(graph, publication=publication)

    @overload
    def to_frame(
        self, rows: Rows = "claims", backend: Literal["pandas"] = "pandas", *, k: int | None = None
    ) -> pd.DataFrame: ...
    @overload
    def to_frame(self, rows: Rows = "claims", *, backend: Literal["polars"], k: int | None = None) -> pl.DataFrame: ...
    @overload
    def to_frame(self, rows: Rows = "claims", *, backend: Literal["pyarrow"], k: int | None = None) -> pa.Table: ...
    def to_frame(
        self, rows: Rows = "claims", backend: Backend = "pandas", *, k: int | None = None
    ) -> pd.DataFrame | pl.DataFrame | pa.Table:
        """Return a data frame; see :func:`traffickgraph.convert.to_frame`."""
        from traffickgraph.convert.frames import to_frame

        return to_frame(self, rows, backend, k=k)

    @classmethod
    def from_frame(cls, frame: object) -> RouteGraph:
        """Return the claims of a data frame with the columns of :meth:`to_frame`; any frame that narwhals takes."""
        from traffickgraph.convert.frames import from_frame

        return from_frame(frame)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Export the claims through the Arrow PyCapsule interface, so that Arrow libraries take the graph as it is."""
        from traffickgraph.convert.frames import arrow_stream

        return arrow_stream(self, requested_schema)


def _all(items: Iterable[_Item], kind: type[_Item], what: str) -> Iterator[_Item]:
    if isinstance(items, (Claim, Indicator, str, bytes)) or not isinstance(items, Iterable):
        raise WrongTypeError(f"{what} are given as an iterable, not as {shown(items)}; write [...] around one", items)
    for position, item in enumerate(items):
        if not isinstance(item, kind):
            raise WrongTypeError(f"item {position} of the {what} is no {kind.__name__} but {shown(item)}", item)
        yield item
