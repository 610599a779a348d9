"""Sets of small numbers as the bits of one integer, and a network of places in that form.

A place is a number, a set of places is an integer: the union, the intersection and the difference of sets of hundreds
of places are then one step each, which is what makes cuts quick without any package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import finalize

import attrs

from traffickgraph.network import counts_nobody, network
from traffickgraph.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from traffickgraph.graph import RouteGraph
    from traffickgraph.network import Tie
    from traffickgraph.places import Place

__all__ = ["Ground", "ground", "members", "united"]

_KEPT: dict[int, Ground] = {}


def members(bits: int) -> Iterator[int]:
    """Yield the members of a set, ascending."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def united(numbers: Iterable[int]) -> int:
    """Return the set of some numbers."""
    bits = 0
    for one in numbers:
        bits |= 1 << one
    return bits


@attrs.frozen(eq=False)
class Ground:
    """The links of a graph, with places as numbers and their neighbours as sets.

    Attributes
    ----------
    places : tuple of Place
        The places that have a link, by code; their positions are their numbers.
    number : mapping of Place to int
        The numbers of the places.
    ties : mapping of (int, int) to Tie
        The links by the numbers of their tail and head.
    after, before : sequence of int
        For each place the set of the places to which, and from which, it has a link.
    names_head, names_tail : sequence of int
        For each place the part of `after` to which some leg says that the head, or that the tail, is a transit.
    """

    places: tuple[Place, ...]
    number: Mapping[Place, int]
    ties: Mapping[tuple[int, int], Tie]
    after: Sequence[int]
    before: Sequence[int]
    names_head: Sequence[int]
    names_tail: Sequence[int]

    def among(self, places: Iterable[Place]) -> int:
        """Return the set of those places that have a link."""
        return united(self.number[one] for one in places if one in self.number)


def ground(graph: RouteGraph) -> Ground:
    """Return the links of a graph as sets; they are made once, and kept for as long as the graph is."""
    kept = _KEPT.get(id(graph))
    if kept is None:
        kept = _KEPT[id(graph)] = _made(graph)
        finalize(graph, _KEPT.pop, id(graph), None).atexit = False
    return kept


def _made(graph: RouteGraph) -> Ground:
    links = network(graph)
    number = links.number
    names_head, names_tail = [0] * len(links.places), [0] * len(links.places)
    for route in {claim.route for claim in graph.claims if not counts_nobody(claim)}:
        if not route.via:
            continue  # without a transit stage no leg names a transit
        for tail, tail_role, head, head_role in route.steps():
            if tail != head:
                bit = 1 << number[head]
                names_head[number[tail]] |= bit if head_role is Role.TRANSIT else 0
                names_tail[number[tail]] |= bit if tail_role is Role.TRANSIT else 0
    return Ground(
        links.places,
        number,
        links.pairs,
        tuple(map(united, links.successors)),
        tuple(map(united, links.predecessors)),
        names_head,
        names_tail,
    )
