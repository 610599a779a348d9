"""The network that network analysis works on: who is tied to whom, without domestic claims and unstated ends.

A tie is read from claims and still holds them. What is no tie between two different places is counted apart, and never
enters a ratio.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from weakref import finalize

import attrs

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.model import together
from traffickgraph.table import plural
from traffickgraph.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from traffickgraph.model import Claim, Count, Publication
    from traffickgraph.places import Place

__all__ = ["Network", "Tie", "Ties", "checked", "counts_nobody", "is_certain", "network"]

Ties: TypeAlias = Literal["links", "flows"]

_TIES: Final = ("links", "flows")
_KEPT: dict[tuple[int, str], Network] = {}


def counts_nobody(claim: Claim) -> bool:
    """Say whether a claim reports that nobody was counted: it states no tie."""
    return claim.count is not None and claim.count.high == 0


def is_certain(claim: Claim) -> bool:
    """Say whether a claim would by itself make a tie certain.

    It is put without the hedge ``possible``; it is what its publication says, and not inferred by reading a region as
    its members; and if it counts persons, it counts at least one.
    """
    return claim.status is not Status.POSSIBLE and (claim.count is None or claim.count.low > 0) and not claim.inferred


def checked(graph: RouteGraph) -> RouteGraph:
    """Return a graph, or say what was given in its place.

    Raises
    ------
    WrongTypeError
        If it is no RouteGraph.
    """
    if not isinstance(graph, RouteGraph):
        raise WrongTypeError(f"this is read from a RouteGraph, not from {shown(graph)}", graph)
    return graph


def network(graph: RouteGraph, rows: Ties = "links") -> Network:
    """Return the network of a graph; it is made once, and kept for as long as the graph is.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    rows : {"links", "flows"}
        What ties two places: a step of a route (``"links"``), or being source and destination of a route, whatever
        lies between (``"flows"``).

    Raises
    ------
    InvalidValueError
        If rows is neither.
    WrongTypeError
        If graph is no RouteGraph.
    """
    checked(graph)
    if rows not in _TIES:
        raise InvalidValueError(f"rows are 'links' or 'flows', not {shown(rows)}", rows)
    kept = _KEPT.get((id(graph), rows))
    if kept is None:
        kept = _KEPT[id(graph), rows] = Network(rows, tuple(graph.claims), tuple(_ties(graph.claims, rows)))
        finalize(graph, _KEPT.pop, (id(graph), rows), None).atexit = False
    return kept


@attrs.frozen(cache_hash=True, repr=False)
class Tie:
    """All claims that tie two different places in one direction, as a link or as a flow.

    Attributes
    ----------
    tail, head : Place
        From where to where.
    claims : tuple of Claim
        The claims that say so, each once, in the order of the graph.
    """

    tail: Place
    head: Place
    claims: tuple[Claim, ...] = attrs.field(eq=frozenset)  # equal graphs may hold them in another order

    @cached_property
    def publications(self) -> frozenset[Publication]:
        """The publications that say so."""
        return frozenset(one.publication for one in self.claims)

    @cached_property
    def count(self) -> Count | None:
        """Persons detected, as an interval; None if none of its claims was counted."""
        return together(self.claims)

    @cached_property
    def is_certain(self) -> bool:
        """Whether some claim states the tie without a hedge, not inferred, and with a count, if any, of one at least.

        A tie that rests on claims said to be ``possible``, on claims inferred from regions (see
        :meth:`RouteGraph.expand_regions`), or on counts such as ``<5`` that may be none, is possible and not certain.
        See :func:`is_certain`.
        """
        return any(map(is_certain, self.claims))

    def __repr__(self) -> str:
        return f"<Tie: {self}>"

    def __str__(self) -> str:
        behind = f"{plural(len(self.claims), 'claim')}, {plural(len(self.publications), 'publication')}"
        return f"{self.tail} → {self.head} ({behind})"


@attrs.frozen(eq=False, repr=False)
class Network:
    """The ties of a graph, its places by number.

    Attributes
    ----------
    rows : {"links", "flows"}
        What ties two places.
    claims : tuple of Claim
        All claims that were read, also those without a tie.
    ties : tuple of Tie
        Ties between different places, by the codes of tail and head. A claim that counted nobody makes none.
    """

    rows: Ties
    claims: tuple[Claim, ...]
    ties: tuple[Tie, ...]

    @cached_property
    def named(self) -> tuple[Place, ...]:
        """All places that a claim names, tied or not, by code."""
        return tuple(sorted({one for claim in self.claims for one in claim.places}))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places with at least one tie, by code; their positions are their numbers."""
        return tuple(sorted({one for tie in self.ties for one in (tie.tail, tie.head)}))

    @cached_property
    def number(self) -> Mapping[Place, int]:
        """The number of each place that has a tie."""
        return {one: at for at, one in enumerate(self.places)}

    @cached_property
    def pairs(self) -> Mapping[tuple[int, int], Tie]:
        """The ties by the numbers of their tail and head."""
        number = self.number
        return {(number[tie.tail], number[tie.head]): tie for tie in self.ties}

    @cached_property
    def successors(self) -> tuple[tuple[int, ...], ...]:
        """For each place, the numbers of the places to which it has a tie, ascending."""
        return self._neighbours(of=0)

    @cached_property
    def predecessors(self) -> tuple[tuple[int, ...], ...]:
        """For each place, the numbers of the places from which it has a tie, ascending."""
        return self._neighbours(of=1)

    def _neighbours(self, of: Literal[0, 1]) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.places]
        for pair in self.pairs:
            found[pair[of]].append(pair[1 - of])
        return tuple(map(tuple, found))

    @cached_property
    def certain(self) -> Network:
        """The network of the certain ties alone; its places are those that still have one."""
        return attrs.evolve(self, ties=tuple(tie for tie in self.ties if tie.is_certain))

    @cached_property
    def domestic(self) -> tuple[Claim, ...]:
        """The claims in which a country is source and destination, which make no tie to itself."""
        return tuple(one for one in self.claims if one.route.domestic and not counts_nobody(one))

    @cached_property
    def unstated(self) -> tuple[Claim, ...]:
        """The claims that leave their source or their destination unstated."""
        claims = (one for one in self.claims if not (one.route.sources and one.route.destinations))
        return tuple(one for one in claims if not counts_nobody(one))

    @cached_property
    def nobody(self) -> tuple[Claim, ...]:
        """The claims that counted nobody: they make no tie, and are neither domestic nor unstated."""
        return tuple(filter(counts_nobody, self.claims))

    def __repr__(self) -> str:
        return f"<Network: {plural(len(self.places), 'place')}, {plural(len(self.ties), self.rows[:-1])}>"


def _ties(claims: Iterable[Claim], rows: Ties) -> Iterator[Tie]:
    gathered: dict[tuple[Place, Place], dict[Claim, None]] = {}
    for claim in claims:
        if not counts_nobody(claim):
            for pair in _pairs(claim, rows):
                gathered.setdefault(pair, {})[claim] = None
    for tail, head in sorted(gathered):
        if tail != head:
            yield Tie(tail, head, tuple(gathered[tail, head]))


def _pairs(claim: Claim, rows: Ties) -> Iterator[tuple[Place, Place]]:
    if rows == "links":
        return ((tail, head) for tail, _, head, _ in claim.route.steps())
    return ((one.source, one.destination) for one in claim.flows())
