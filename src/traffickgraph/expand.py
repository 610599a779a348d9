"""The explicit reading of regions as their member countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from traffickgraph.errors import WrongTypeError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Route
from traffickgraph.model.claims import INFERRED
from traffickgraph.places import Place, PlaceLike, Region, place

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["expand_regions"]


def expand_regions(graph: RouteGraph, regions: Iterable[PlaceLike] = ()) -> RouteGraph:
    """Return the graph with regions read as their members; see :meth:`RouteGraph.expand_regions`."""
    only: set[Region] = set()
    for given in regions:
        region = place(given)
        if not isinstance(region, Region):
            raise WrongTypeError(f"{region} is a country; only regions can be expanded", given)
        only.add(region)
    return RouteGraph((_expanded(claim, only) for claim in graph.claims), graph.indicators)


def _expanded(claim: Claim, only: set[Region]) -> Claim:
    found = {one for one in claim.places if isinstance(one, Region) and one.members and (not only or one in only)}
    if not found:
        return claim

    named = claim.places - found

    def members(stage: frozenset[Place]) -> frozenset[Place]:
        # "From Central Asia to Kazakhstan" does not say "from Kazakhstan to Kazakhstan".
        inferred = [region.members - named or region.members for region in found if region in stage]
        return (stage - found).union(*inferred)

    route = Route(members(claim.route.sources), tuple(map(members, claim.route.via)), members(claim.route.destinations))
    inferred = f"{INFERRED}{', '.join(sorted(map(str, found)))} read as its members"
    return attrs.evolve(claim, route=route, note=f"{claim.note}; {inferred}" if claim.note else inferred)
