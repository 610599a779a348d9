"""Which few places, or links, touch the most of what is recorded.

For those who decide where protection, monitoring and outreach come first, and can be in a few places only.
"""

from __future__ import annotations

from math import e, fsum
from typing import TYPE_CHECKING, ClassVar, Final, Literal

import attrs

from traffickgraph.analysis.hedges import doubts
from traffickgraph.analysis.interdiction.asked import (
    checked_seconds,
    named_places,
    one_of,
)
from traffickgraph.analysis.interdiction.covering import Covering
from traffickgraph.analysis.interdiction.recorded import Elements, checked_roles, recorded, weighed
from traffickgraph.analysis.interdiction.ways import Clock
from traffickgraph.asked import at_least, yes_or_no
from traffickgraph.errors import InvalidValueError
from traffickgraph.graph import RouteGraph
from traffickgraph.network import checked
from traffickgraph.places import Country, Region
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural
from traffickgraph.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from traffickgraph.analysis.interdiction.covering import Cover
    from traffickgraph.analysis.interdiction.recorded import PlaceOrLink, Weight
    from traffickgraph.model import Claim
    from traffickgraph.network import Tie
    from traffickgraph.places import Place, PlaceLike
    from traffickgraph.vocabulary import RoleLike

__all__ = ["Choice", "Coverage", "coverage"]

_GREEDY: Final = 1 - 1 / e
_ON: Final[tuple[Literal["places", "links"], ...]] = ("places", "links")
_LIMITS: Final = (
    "About routes that claims record, and where; detection is uneven, and ways change after an intervention."
)


@attrs.frozen
class Choice:
    """A place, or a link, that was chosen.

    Attributes
    ----------
    at : Place or Tie
        The place or the link.
    touches : float
        The weight of the routes that it touches.
    alone : float
        The weight of those of them that nothing else chosen touches.
    is_greedy : bool
        Whether the greedy rule chooses it too.
    claims : RouteGraph
        The claims that it touches.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "kind",
        "place",
        "to",
        "touches",
        "alone",
        "is_greedy",
        "claims",
        "publications",
    )

    at: Place | Tie
    touches: float
    alone: float
    is_greedy: bool
    claims: RouteGraph

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        behind = self.touches, self.alone, self.is_greedy, len(self.claims), len(self.claims.publications)
        if isinstance(self.at, (Country, Region)):
            return ("place", str(self.at), None, *behind)
        return ("link", str(self.at.tail), str(self.at.head), *behind)


@attrs.frozen(repr=False)
class Coverage:
    """At most so many places or links that touch the most of the recorded routes.

    Attributes
    ----------
    on : {"places", "links"}
        What was chosen.
    budget : int
        How many were allowed.
    chosen : tuple of Place or of Tie
        The choice, by code; fewer than allowed if more would touch no further route.
    covered, routes : RouteGraph
        The claims that are touched, and all that were counted.
    weight, total : float
        The weight of both.
    greedy : tuple of Place or of Tie
        What the greedy rule chooses: again and again what touches most of the rest.
    greedy_weight : float
        The weight that it touches: at least 1 - 1/e (63 %) of the most possible [1]_.
    is_greedy_whole : bool
        Whether the greedy rule came to its end. If the time ran out before, what touches many routes stands for the
        rest, and nothing is promised of its weight.
    at_most : float
        What no choice can exceed. It equals `weight` if the choice is proven to be the best.
    rows : Table of Choice
        The choice, by what it touches.

    References
    ----------
    .. [1] G. L. Nemhauser, L. A. Wolsey and M. L. Fisher, "An analysis of approximations for maximizing submodular set
       functions I", Mathematical Programming 14 (1978) 265-294.
    """

    on: Literal["places", "links"]
    budget: int
    chosen: tuple[Place, ...] | tuple[Tie, ...]
    covered: RouteGraph
    routes: RouteGraph
    weight: float
    total: float
    greedy: tuple[Place, ...] | tuple[Tie, ...]
    greedy_weight: float
    is_greedy_whole: bool
    at_most: float
    rows: Table[Choice]

    @property
    def greedy_at_most(self) -> float:
        """What no choice can exceed, judged by the greedy answer alone: it touches 1 - 1/e of that at least.

        All there is, if the greedy rule did not come to its end.
        """
        return min(self.total, self.greedy_weight / _GREEDY) if self.is_greedy_whole else self.total

    @property
    def share(self) -> float | None:
        """The part of the weight of all routes that is touched; None if there are none."""
        return self.weight / self.total if self.total else None

    @property
    def gap(self) -> float:
        """By how much another choice might touch more, as a part of what this one touches; 0 if proven the best."""
        return (self.at_most - self.weight) / self.weight if self.at_most > self.weight else 0.0

    @property
    def status(self) -> Literal["optimal", "time limit"]:
        """Whether the choice is proven to be the best, or the time ran out before."""
        return "time limit" if self.gap else "optimal"

    @property
    def places(self) -> tuple[Place, ...]:
        """The places chosen; none if links were."""
        return tuple(one for one in self.chosen if isinstance(one, (Country, Region)))

    @property
    def links(self) -> tuple[Tie, ...]:
        """The links chosen; none if places were."""
        return tuple(one for one in self.chosen if not isinstance(one, (Country, Region)))

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a pandas data frame; ``rows.to_frame`` takes other backends."""
        return self.rows.to_frame()

    def _repr_html_(self) -> str:
        return self.rows.to_html()

    def __repr__(self) -> str:
        return f"<Coverage: {self.rows.title}>"

    def __str__(self) -> str:
        return str(self.rows)


def coverage(  # noqa: PLR0913 - the options of a question, all by name
    graph: RouteGraph,
    budget: int,
    on: Literal["places", "links"] = "places",
    *,
    weight: Weight = "claims",
    roles: RoleLike | Iterable[RoleLike] = tuple(Role),
    must: Iterable[PlaceOrLink] = (),
    may_not: Iterable[PlaceOrLink] = (),
    source: PlaceLike | Iterable[PlaceLike] = (),
    destination: PlaceLike | Iterable[PlaceLike] = (),
    regions: bool = False,
    time_limit: float = 60.0,
) -> Coverage:
    r"""Return at most so many places, or links, that together touch the most of the documented routes.

    A documented route is here a claim with a leg between two different places; domestic claims, claims of a role
    alone, and claims that counted nobody are none. What is said to be possible counts in full, and so does a count that
    may be of nobody (``<5``) or a claim inferred from a region; the note says how many there are. To leave the first
    out, ask ``graph.where(~said_to_be("possible"))``. A place touches a route that names it in one of the ``roles``; a
    link touches a route with a leg along it. A route that several touch counts once: maximised is

    .. math:: \sum_r w_r \, [\text{some chosen element touches } r]

    What it supports: "being in these places would meet the most of what these publications record". What it does not:
    that most people would be met. Claims are what was detected and reported; places that look closely are named more
    often; no record is not no trafficking. Nor does it foresee how ways change afterwards, which decides the effect
    [1]_ [2]_; :func:`ways_round` tells which recorded links would lead round the choice. A result is about where
    protection, monitoring and outreach would meet what is recorded; it is no reason to stop people from moving.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    budget : int
        How many at most, 1 or more.
    on : {"places", "links"}
        What to choose.
    weight : {"claims", "publications"} or callable
        What a route counts: each claim 1; each publication that states it 1, however many claims it makes of it; or a
        function from a claim to a number, 0 or more.
    roles : role or iterable of roles
        In which roles a place touches a route, for ``on="places"``.
    must, may_not : iterable
        Places, or pairs of places ``(tail, head)`` for ``on="links"``, that are chosen in any case, and never.
    source, destination : place, or iterable of places
        Count only routes with one of these sources, and one of these destinations; as ends of all routes that are
        counted, they are not chosen themselves unless they must be.
    regions : bool
        Whether a region that claims name, such as "Middle East" or "Abroad", or a link that begins or ends in one, may
        be chosen. It is no place where anybody can be; so it is not, unless it must be. Routes that nothing else
        touches are counted all the same.
    time_limit : float
        Seconds. If they are over, the best choice found is given, with what no choice can exceed. The graph is read to
        its end in any case.

    Returns
    -------
    Coverage
        Exact: by branch and bound, and where that takes long by a 0-1 programme that SciPy's HiGHS solves. Weights
        that differ by less than a billionth of all weight count as equal. Of several best choices the same one is
        given for equal graphs.

    Raises
    ------
    InvalidValueError
        If the budget is below 1 or less than what must be chosen, if something must and may not be chosen, if no
        claim names a place or states a link, if a weight is negative or no number.
    UnknownPlaceError, AmbiguousPlaceError
        If a name is no place.
    MissingPackageError
        If NumPy, or SciPy where it is needed, is not installed.

    References
    ----------
    .. [1] D. Kosmas, T. C. Sharkey, J. E. Mitchell, K. L. Maass and L. Martin, "Multi-period max flow network
       interdiction with restructuring for disrupting domestic sex trafficking networks", arXiv 2209.04507 (2022).
    .. [2] C. N. Price, "Constraining international human trafficking: a network analysis", thesis, Creighton
       University (2016).

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> found = coverage(datasets.load("azerbaijan-2015"), 2, may_not=["Azerbaijan"])
    >>> found.status, len(found.places)
    ('optimal', 2)
    """
    checked(graph)
    number, on, seconds = at_least("budget", budget), one_of("on", on, _ON), checked_seconds(time_limit)
    allowed, clock = yes_or_no("regions", regions), Clock(seconds)
    sources, destinations = _ends(graph, source, "source"), _ends(graph, destination, "destination")
    elements = Elements(graph, on, checked_roles(roles))
    required, barred = elements.numbers(must, "must"), elements.numbers(may_not, "may_not")
    if both := sorted(required & barred):
        raise InvalidValueError(f"{elements.said(both[0])} is in must and in may_not; leave it out of one", both[0])
    if len(required) > number:
        raise InvalidValueError(f"{len(required)} must be chosen, which is more than the budget of {number}", budget)
    counted = _Counted(elements, recorded(graph, sources, destinations), weight)
    apart = frozenset[int]() if allowed else elements.regions
    never = sorted((barred | apart | elements.of((*sources, *destinations))) - required)
    covering = Covering(list(counted.merged), list(counted.merged.values()))
    return _answered(counted, on, number, covering.best(number, sorted(required), never, clock, seconds))


def _ends(graph: RouteGraph, given: PlaceLike | Iterable[PlaceLike], what: str) -> tuple[Place, ...]:
    return () if isinstance(given, tuple) and not given else named_places(graph, given, what)


class _Counted:
    """The routes that are counted, what each counts, and what touches it."""

    def __init__(self, elements: Elements, claims: tuple[Claim, ...], weight: Weight) -> None:
        self.elements, self.claims = elements, claims
        self.weights = weighed(claims, weight)
        self.touched = [elements.touching(claim) for claim in claims]
        merged: dict[tuple[int, ...], list[float]] = {}
        for some, one in zip(self.touched, self.weights, strict=True):
            if some and one:
                merged.setdefault(some, []).append(one)
        self.merged = {some: fsum(merged[some]) for some in sorted(merged)}

    def rows(self, cover: Cover) -> list[Choice]:
        """Return what was chosen, by what it touches, and by code."""
        chosen, greedy = frozenset(cover.chosen), frozenset(cover.greedy)
        claims: dict[int, list[Claim]] = {one: [] for one in cover.chosen}
        touches: dict[int, list[float]] = {one: [] for one in cover.chosen}
        alone: dict[int, list[float]] = {one: [] for one in cover.chosen}
        for claim, weight, some in zip(self.claims, self.weights, self.touched, strict=True):
            met = chosen.intersection(some)
            for one in met:
                claims[one].append(claim)
                touches[one].append(weight)
                if len(met) == 1:
                    alone[one].append(weight)
        rows = [
            Choice(self.elements.all[one], fsum(touches[one]), fsum(alone[one]), one in greedy, RouteGraph(claims[one]))
            for one in cover.chosen
        ]
        return sorted(rows, key=lambda row: -row.touches)


def _proof(cover: Cover, rest: int, budget: int) -> str:
    if not cover.chosen and not rest:
        return "No claim is counted, so there is nothing to choose."
    if cover.at_most > cover.met:
        return f"The time ran out: another choice may touch up to {cover.at_most:.6g}."
    if rest and len(cover.chosen) < budget:
        return f"Nothing that may be chosen touches the other {plural(rest, 'claim')}."
    return "No other choice of this size touches more."


def _answered(counted: _Counted, on: Literal["places", "links"], budget: int, cover: Cover) -> Coverage:
    rows = counted.rows(cover)
    chosen = frozenset(cover.chosen)
    covered = [claim for claim, some in zip(counted.claims, counted.touched, strict=True) if chosen.intersection(some)]
    total, met = fsum(counted.weights), fsum(weight for some, weight in counted.merged.items() if chosen & {*some})
    part = f" ({met / total:.0%} of the weight of {plural(len(counted.claims), 'claim')})" if total else ""
    said = [
        _proof(cover, len(counted.claims) - len(covered), budget),
        f"The greedy rule touches {cover.greedy_met:.6g}, by itself a promise of {_GREEDY:.0%} of the most possible."
        if cover.is_greedy_whole
        else f"The greedy rule did not come to its end; it touches {cover.greedy_met:.6g}, which promises nothing.",
        *doubts(("touched", covered), ("counted", counted.claims)),
        _LIMITS,
        CAVEAT,
    ]
    named = plural(len(cover.chosen), on[:-1])
    return Coverage(
        on,
        budget,
        counted.elements.picked(cover.chosen),
        RouteGraph(covered),
        RouteGraph(counted.claims),
        met,
        total,
        counted.elements.picked(cover.greedy),
        cover.greedy_met,
        cover.is_greedy_whole,
        met if cover.at_most <= cover.met else cover.at_most,
        Table(rows, Choice.columns, title=f"{named}, touching {met:.6g}{part}", note=" ".join(said)),
    )
