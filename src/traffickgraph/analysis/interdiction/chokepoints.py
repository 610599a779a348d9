"""Smallest sets of places, and of links, that every recorded way from one place to another passes.

For those who decide where protection, monitoring and outreach would meet all that is recorded between two places.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeAlias, TypeVar

import attrs

from traffickgraph.analysis.hedges import doubts
from traffickgraph.analysis.interdiction.asked import checked_seconds, named_places, one_of
from traffickgraph.analysis.interdiction.parting import Question
from traffickgraph.analysis.interdiction.ways import Clock
from traffickgraph.errors import InvalidValueError, listed
from traffickgraph.graph import RouteGraph
from traffickgraph.network import checked, counts_nobody
from traffickgraph.places import Country, Region
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural
from traffickgraph.where import touching

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    import pandas as pd

    from traffickgraph.analysis.interdiction.cuts import Cut
    from traffickgraph.model import Claim
    from traffickgraph.network import Tie
    from traffickgraph.paths import Joints
    from traffickgraph.places import Place, PlaceLike

__all__ = ["Chokepoint", "Chokepoints", "On", "chokepoints"]

_Element = TypeVar("_Element", int, tuple[int, int])
_Value = TypeVar("_Value")

On: TypeAlias = Literal["both", "places", "links"]

_ON: Final[tuple[On, ...]] = ("both", "places", "links")
_JOINTS: Final[tuple[Joints, ...]] = ("transit", "documented", "any")
_OF_PLACES: Final = (
    "The claims of a place are all those with a leg between it and another place, also on other ways than these."
)
_LIMITS: Final = (
    "About ways that claims record; detection is uneven, and a way that no claim records may exist. Ways change after "
    "an intervention, which decides what it does."
)


@attrs.frozen
class Chokepoint:
    """A place, or a link, of a smallest set.

    Attributes
    ----------
    at : Place or Tie
        The place or the link.
    in_every : bool or None
        Whether it is in every smallest set; None if that is not known for these joints.
    claims : RouteGraph
        The claims that state the link; of a place, the claims with a leg between it and another place, whatever the
        ends of their routes, so that some may be about other ways. Claims that counted nobody are not among them, nor
        are those that name the place without such a leg, as domestic claims do.
    """

    columns: ClassVar[tuple[str, ...]] = ("kind", "place", "to", "in_every", "claims", "publications")

    at: Place | Tie
    in_every: bool | None
    claims: RouteGraph

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        behind = self.in_every, len(self.claims), len(self.claims.publications)
        if isinstance(self.at, (Country, Region)):
            return ("place", str(self.at), None, *behind)
        return ("link", str(self.at.tail), str(self.at.head), *behind)


@attrs.frozen(repr=False)
class Chokepoints:
    """Smallest sets whose absence would leave no path from source to destination.

    Attributes
    ----------
    sources, destinations : tuple of Place
        What was asked.
    joints : {"transit", "documented", "any"}
        What was taken for a path.
    direct : tuple of Tie
        The links that lead from source to destination directly. If there is one, no set of places parts them.
    places : tuple of Place or None
        A smallest set of places, by code; empty if there is no path at all; None if there is a direct link, or if
        places were not asked for.
    links : tuple of Tie or None
        A smallest set of links, by code; None if links were not asked for.
    places_in_every, places_in_some : frozenset of Place or None
        What is in every, and in at least one, smallest set of places; None if not known for these joints.
    links_in_every, links_in_some : frozenset of Tie or None
        The same of links.
    places_at_least, links_at_least : int or None
        How many are needed at least: the size of the set given, unless the time ran out before that was proven.
    rows : Table of Chokepoint
        The places and links of both sets, each with its claims.
    """

    sources: tuple[Place, ...]
    destinations: tuple[Place, ...]
    joints: Joints
    direct: tuple[Tie, ...]
    places: tuple[Place, ...] | None
    links: tuple[Tie, ...] | None
    places_in_every: frozenset[Place] | None
    places_in_some: frozenset[Place] | None
    links_in_every: frozenset[Tie] | None
    links_in_some: frozenset[Tie] | None
    places_at_least: int | None
    links_at_least: int | None
    rows: Table[Chokepoint]

    @property
    def places_size(self) -> int | None:
        """How many places the set has; None if there is none."""
        return None if self.places is None else len(self.places)

    @property
    def links_size(self) -> int | None:
        """How many links the set has; None if links were not asked for."""
        return None if self.links is None else len(self.links)

    @property
    def is_proven(self) -> bool:
        """Whether no smaller set would do; False only if the time ran out."""
        return self.places_size in (None, self.places_at_least) and self.links_size in (None, self.links_at_least)

    @property
    def claims(self) -> RouteGraph:
        """All claims with a leg at one of the places, or along one of the links; see :class:`Chokepoint`."""
        return RouteGraph(claim for row in self.rows for claim in row.claims)

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a pandas data frame; ``rows.to_frame`` takes other backends."""
        return self.rows.to_frame()

    def _repr_html_(self) -> str:
        return self.rows.to_html()

    def __repr__(self) -> str:
        return f"<Chokepoints: {self.rows.title}>"

    def __str__(self) -> str:
        return str(self.rows)


def chokepoints(  # noqa: PLR0913 - the options of a question, all by name
    graph: RouteGraph,
    source: PlaceLike | Iterable[PlaceLike],
    destination: PlaceLike | Iterable[PlaceLike],
    *,
    joints: Joints = "transit",
    on: On = "both",
    time_limit: float = 60.0,
) -> Chokepoints:
    r"""Return smallest sets of places, and of links, that all recorded ways from one place to another pass.

    A set parts source and destination if every path between them passes a place, or a link, of it. A path is loopless
    and keeps the rule of its joints, as in :func:`traffickgraph.paths.between`, with any number of legs and without
    its condition on forms and periods. The unit is one place, or one link (all legs between two places in one
    direction); a link whose claims all counted nobody is none. A link that is only said to be possible, whose count may
    be of nobody (``<5``), or that is inferred from a region is one like others; the note says how many such claims
    stand behind the answer. To leave the first out, ask ``graph.where(~said_to_be("possible"))``.

    What it supports: "all ways that these publications record, taken together in this way, pass here". What it does
    not: that all ways do. Claims are what was detected and reported, unevenly; where no way is recorded there may be
    one. Those who exploit people change their ways after an intervention, and what then remains decides its effect
    [1]_ [2]_: ask :func:`ways_round` about that. A result is about where protection, monitoring and outreach would
    meet what is recorded; it is no reason to stop people from moving.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    source, destination : place, or iterable of places
        The ends, which are in no set of places; with several, all of one end are to be parted from all of the other.
    joints : {"transit", "documented", "any"}
        ``"any"``: every composition of links is a path. ``"transit"``: at each inner place a leg of one of the two
        links names it as transit. ``"documented"``: one claim states the whole way.
    on : {"both", "places", "links"}
        What to look for.
    time_limit : float
        Seconds, for ``"transit"`` and ``"documented"``. If they are over, the set given parts the ends but may be
        larger than need be: see ``is_proven``.

    Returns
    -------
    Chokepoints
        With ``joints="any"`` the set nearest to the source (after which least is reachable), by the theorem of Menger,
        and with it what lies in every and in some smallest set (Picard and Queyranne 1980). Else one smallest set, the
        same for equal graphs, as the exact solution of a minimum hitting set: a set that meets all paths, where a
        place counts once, however it is passed.

    Raises
    ------
    InvalidValueError
        If no claim names an end, if a place is on both ends, or if an option is not understood.
    UnknownPlaceError, AmbiguousPlaceError
        If an end is no place.
    MissingPackageError
        If ``"transit"`` or ``"documented"`` needs SciPy and it is not installed.

    References
    ----------
    .. [1] D. Kosmas, T. C. Sharkey, J. E. Mitchell, K. L. Maass and L. Martin, "Multi-period max flow network
       interdiction with restructuring for disrupting domestic sex trafficking networks", arXiv 2209.04507 (2022).
    .. [2] C. N. Price, "Constraining international human trafficking: a network analysis", thesis, Creighton
       University (2016).

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> report = Publication("An invented report", 2020)
    >>> g = RouteGraph([
    ...     claim("Nigeria", via=["Niger", "Libya"], to="Italy", publication=report),
    ...     claim("Nigeria", via=["Chad", "Libya"], to="Italy", publication=report),
    ... ])
    >>> found = chokepoints(g, "Nigeria", "Italy", joints="any")
    >>> found.places
    (Country('LBY'),)
    >>> print(found.links[0])
    Libya → Italy (2 claims, 1 publication)
    """
    checked(graph)
    joints, on = one_of("joints", joints, _JOINTS), one_of("on", on, _ON)
    clock = Clock(checked_seconds(time_limit))
    sources = named_places(graph, source, "source")
    destinations = named_places(graph, destination, "destination")
    if shared := sorted(set(sources) & set(destinations)):
        raise InvalidValueError(f"{shared[0]} cannot be parted from itself; give two different ends", shared[0])
    question = Question(graph, joints, sources, destinations, clock)
    return _answered(
        question,
        places=question.places() if on != "links" and not question.direct else None,
        links=question.links() if on != "places" else None,
    )


def _answered(question: Question, places: Cut[int] | None, links: Cut[tuple[int, int]] | None) -> Chokepoints:
    at, ties = question.ground.places.__getitem__, question.ground.ties.__getitem__
    graph = question.graph
    rows: list[Chokepoint] = []
    if places is not None:
        for one in places.chosen:
            behind = RouteGraph(filter(_has_leg_at(at(one)), graph.where(touching(at(one))).claims))
            rows.append(Chokepoint(at(one), _whether(one, places.in_every), behind))
    if links is not None:
        rows += [
            Chokepoint(ties(one), _whether(one, links.in_every), RouteGraph(ties(one).claims)) for one in links.chosen
        ]
    return Chokepoints(
        question.sources,
        question.ends,
        question.joints,
        question.direct,
        None if places is None else tuple(map(at, places.chosen)),
        None if links is None else tuple(map(ties, links.chosen)),
        None if places is None else _all(at, places.in_every),
        None if places is None else _all(at, places.in_some),
        None if links is None else _all(ties, links.in_every),
        None if links is None else _all(ties, links.in_some),
        None if places is None else places.at_least,
        None if links is None else links.at_least,
        Table(rows, Chokepoint.columns, title=_title(question), note=_note(question, rows, places, links)),
    )


def _has_leg_at(place: Place) -> Callable[[Claim], bool]:
    """Tell of claims whether they state a leg between a place and another one, and counted somebody on it."""
    alone = frozenset((place,))

    def has(claim: Claim) -> bool:
        return not counts_nobody(claim) and any(
            (place in tails and heads - alone) or (place in heads and tails - alone)
            for tails, heads in pairwise(claim.route.stages)
        )

    return has


def _whether(one: _Element, among: Collection[_Element] | None) -> bool | None:
    return None if among is None else one in among


def _all(value: Callable[[_Element], _Value], numbers: Iterable[_Element] | None) -> frozenset[_Value] | None:
    return None if numbers is None else frozenset(map(value, numbers))


def _title(question: Question) -> str:
    ends = f"from {listed(map(str, question.sources))} to {listed(map(str, question.ends))}"
    return f"Smallest sets that all recorded ways {ends} pass (joints: {question.joints})"


def _note(
    question: Question, rows: Sequence[Chokepoint], places: Cut[int] | None, links: Cut[tuple[int, int]] | None
) -> str:
    said: list[str] = []
    if question.direct:
        stated = plural(len({claim for tie in question.direct for claim in tie.claims}), "claim")
        said.append(f"No set of places parts them: {_listed(question.direct)} is direct (stated by {stated}).")
    cuts = [(cut, noun) for cut, noun in ((places, "place"), (links, "link")) if cut is not None]
    if not question.direct and cuts and not any(cut.chosen for cut, _ in cuts):
        said.append("No way is recorded, so there is nothing to part.")
    for cut, noun in cuts:
        if cut.at_least < len(cut.chosen):
            least = plural(cut.at_least, noun)
            said.append(f"The time ran out: the set of {noun}s does, but {least} may be enough.")
    if regions := [str(row.at) for row in rows if isinstance(row.at, Region)]:
        said.append(
            f"A region is no place where anybody can be, and may stand for others each time: {', '.join(regions)}."
        )
    if question.joints != "any":
        said.append("There may be other sets as small; what is in every one is worked out for joints='any' alone.")
    if any(isinstance(row.at, (Country, Region)) for row in rows):
        said.append(_OF_PLACES)
    said += doubts(("behind the rows", dict.fromkeys(claim for row in rows for claim in row.claims)))
    return " ".join([*said, _LIMITS, CAVEAT])


def _listed(ties: Iterable[Tie]) -> str:
    return listed((f"{tie.tail} → {tie.head}" for tie in ties), "and")
