"""What remains: recorded links that, laid end to end, lead round a choice of places or links.

It looks into the room of paths, because each way that remains has to say whether anybody reported it.
"""

from __future__ import annotations

from itertools import islice, pairwise, product
from math import inf
from typing import TYPE_CHECKING, Final, Literal

import attrs

from traffickgraph.analysis.hedges import doubts
from traffickgraph.analysis.interdiction.asked import checked_seconds, one_of
from traffickgraph.analysis.interdiction.chokepoints import Chokepoints
from traffickgraph.analysis.interdiction.coverage import Coverage
from traffickgraph.analysis.interdiction.ways import Clock
from traffickgraph.asked import at_least
from traffickgraph.errors import WrongTypeError, shown
from traffickgraph.network import checked
from traffickgraph.paths import Path, between, fewest_legs
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Table, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim, Link
    from traffickgraph.network import Tie
    from traffickgraph.paths import Joints
    from traffickgraph.places import Place

__all__ = ["WaysRound", "ways_round"]

_JOINTS: Final[tuple[Joints, ...]] = ("any", "transit", "documented")
_TRIED: Final = 100


@attrs.frozen(repr=False)
class WaysRound:
    """For how many pairs of ends recorded links lead round a choice, and examples.

    Attributes
    ----------
    pairs : int
        Pairs of different ends, neither of them chosen, between which a recorded way may pass the choice.
    examined : int
        How many of these were looked at before the time ran out.
    with_way : int
        For how many of those there is a way that avoids the choice.
    at_an_end : int
        Pairs of which an end is chosen, so that no way between them avoids it; they are not among `pairs`.
    examples : Table of Path
        The first ways found, the shortest of each pair; each says whether anybody reported it.
    """

    pairs: int
    examined: int
    with_way: int
    at_an_end: int
    examples: Table[Path]

    @property
    def share(self) -> float | None:
        """The part of the pairs examined that have a way round; None if there are none."""
        return self.with_way / self.examined if self.examined else None

    @property
    def status(self) -> Literal["complete", "time limit"]:
        """Whether all pairs were examined."""
        return "complete" if self.examined == self.pairs else "time limit"

    def to_frame(self) -> pd.DataFrame:
        """Return the examples as a pandas data frame; ``examples.to_frame`` takes other backends."""
        return self.examples.to_frame()

    def _repr_html_(self) -> str:
        return self.examples.to_html()

    def __repr__(self) -> str:
        chosen = f"; {self.at_an_end:,} with a chosen end" if self.at_an_end else ""
        return f"<WaysRound: {self.with_way} of {plural(self.examined, 'pair')}{chosen}>"

    def __str__(self) -> str:
        return str(self.examples)


def ways_round(  # noqa: PLR0913 - the options of a question, all by name
    graph: RouteGraph,
    answer: Coverage | Chokepoints,
    *,
    joints: Joints = "any",
    max_legs: int = 4,
    examples: int = 10,
    time_limit: float = 10.0,
) -> WaysRound:
    """Return for how many pairs of ends recorded links would still lead round what was chosen.

    Looked at are pairs of source and destination: of the routes that a :class:`Coverage` touches those whose way, as
    the claim states it, may pass what was chosen, the pairs that most claims state first; or the ends that
    :class:`Chokepoints` were asked about. Where an end is itself chosen, no way leads round it. A way round is a path
    over links of the graph that avoids the chosen places, or links; of chokepoints the places, or the links if they
    have no places. It is nearly always stitched: nobody reported that anyone is led that way, least of all that anyone
    would be after an intervention. It says that links which publications record would allow it, and where none is
    found, that none is recorded; what happens afterwards, the literature finds decisive and is not in the claims.
    Links that are only said to be possible, or inferred from a region, make ways like others: the column ``hedges``
    and the note tell. To leave the first out, give ``graph.where(~said_to_be("possible"))``.

    Parameters
    ----------
    graph : RouteGraph
        The graph that was asked.
    answer : Coverage or Chokepoints
        What was chosen.
    joints : {"any", "transit", "documented"}
        What is a path, as in :func:`traffickgraph.paths.between`. Ways that an intervention would bring about need not
        be known as transit today, so every composition of links is the default.
    max_legs : int
        The most legs of a way, 1 or more.
    examples : int
        How many ways to show, 1 or more; the others are only counted.
    time_limit : float
        Seconds. If they are over, the pairs examined so far are told.

    Returns
    -------
    WaysRound

    Raises
    ------
    InvalidValueError, WrongTypeError
        If an argument is not understood.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> from traffickgraph.analysis.interdiction import chokepoints
    >>> report = Publication("An invented report", 2020)
    >>> g = RouteGraph([
    ...     claim("Nigeria", via="Libya", to="Italy", publication=report),
    ...     claim("Nigeria", to="Spain", publication=report),
    ...     claim("Spain", to="Italy", publication=report),
    ... ])
    >>> found = chokepoints(g, "Nigeria", "Italy", joints="documented")
    >>> found.places
    (Country('LBY'),)
    >>> for path in ways_round(g, found).examples:
    ...     print(path)
    Nigeria → Spain → Italy [stitched: 0 of 1 joint documented]
    """
    checked(graph)
    joints = one_of("joints", joints, _JOINTS)
    legs, shown_most = at_least("max_legs", max_legs), at_least("examples", examples)
    clock = Clock(checked_seconds(time_limit))
    if not isinstance(answer, (Coverage, Chokepoints)):
        raise WrongTypeError(f"ways are sought round a Coverage or Chokepoints, not round {shown(answer)}", answer)
    places, links = _chosen(answer)
    asked = _pairs(answer)
    pairs = [pair for pair in asked if not places & {*pair}]
    detour = _Detour(graph, joints, legs, places, links)
    examined, found, kept = 0, 0, list[Path]()
    for source, destination in pairs:
        if not clock.left:
            break
        way = detour.found(source, destination)
        examined += 1
        if way is not None:
            found += 1
            if len(kept) < shown_most:
                kept.append(way)
    title = f"Ways of at most {plural(legs, 'leg')} round the choice: for {found} of {plural(examined, 'pair')} of ends"
    over = f"The time ran out: {len(pairs) - examined} pairs were not examined. " if examined < len(pairs) else ""
    ended = len(asked) - len(pairs)
    ends = f"{plural(ended, 'pair')} with a chosen end left out: no way leads round that. " if ended else ""
    note = f"{over}{ends}A way with documented_by 0 is stitched: nobody stated it."
    behind = dict.fromkeys(claim for way in kept for claim in way.claims)
    note = " ".join([note, *doubts(("behind the ways shown", behind)), CAVEAT])
    return WaysRound(len(pairs), examined, found, ended, Table(kept, Path.columns, title=title, note=note))


def _chosen(answer: Coverage | Chokepoints) -> tuple[frozenset[Place], frozenset[tuple[Place, Place]]]:
    links: tuple[Tie, ...] = answer.links or ()
    if answer.places:
        links = ()
    return frozenset(answer.places or ()), frozenset((tie.tail, tie.head) for tie in links)


def _pairs(answer: Coverage | Chokepoints) -> list[tuple[Place, Place]]:
    """Return the pairs of ends to look at, an end perhaps chosen; those that most claims state first."""
    if isinstance(answer, Chokepoints):
        return [(source, end) for source in answer.sources for end in answer.destinations]
    places, links = _chosen(answer)
    stated: dict[tuple[Place, Place], int] = {}
    for claim in answer.covered:
        for flow in claim.flows():
            pair = flow.source, flow.destination
            if pair[0] != pair[1] and (places & {*pair} or _passes(claim, pair, places, links)):
                stated[pair] = stated.get(pair, 0) + 1
    return sorted(stated, key=lambda pair: (-stated[pair], pair))


def _passes(
    claim: Claim, ends: tuple[Place, Place], places: frozenset[Place], links: frozenset[tuple[Place, Place]]
) -> bool:
    """Tell whether what a claim states between two of its ends may pass a chosen place, or a chosen link."""
    if places & claim.route.transits:
        return True
    stages = ({ends[0]}, *claim.route.via, {ends[1]})
    return bool(links) and any(not links.isdisjoint(product(tails, heads)) for tails, heads in pairwise(stages))


@attrs.frozen(eq=False)
class _Detour:
    """Finds the shortest way round some places and links."""

    graph: RouteGraph
    joints: Joints
    legs: int
    places: frozenset[Place]
    links: frozenset[tuple[Place, Place]]

    def found(self, source: Place, destination: Place) -> Path | None:
        """Return the first way between two places, the shortest first; None if there is none."""
        tried = 0
        # One of the first ways mostly leads round; so the cost of every link need not be asked for each pair of ends.
        for way in islice(self._ways(source, destination, fewest_legs), _TRIED):
            if self._avoids(way):
                return way
            tried += 1
        return next(self._ways(source, destination, self._cost), None) if tried == _TRIED else None

    def _ways(self, source: Place, destination: Place, cost: Callable[[Link], float]) -> Iterator[Path]:
        return between(
            self.graph, source, destination, max_legs=self.legs, joints=self.joints, cost=cost, consistent=False
        )

    def _avoids(self, way: Path) -> bool:
        return self.places.isdisjoint(way.places) and self.links.isdisjoint(pairwise(way.places))

    def _cost(self, link: Link) -> float:
        pair = link.tail, link.head
        return inf if pair in self.links or self.places.intersection(pair) else 1
