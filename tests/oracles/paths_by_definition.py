"""Paths by definition, without a search: all simple paths of networkx, and each asked whether the rule holds."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import strategies as st

from traffickgraph import Claim, Count, Evidence, Exploitation, Period, Publication, Role, Route, RouteGraph, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from traffickgraph import Leg
    from traffickgraph.places import Place

POOL = [place(code) for code in ("AZE", "ITA", "LBY", "NER", "NGA", "west-africa")]
PLACES = st.sampled_from(POOL)
_SETS = st.frozensets(PLACES, min_size=1, max_size=2)
_CLAIMS = st.builds(
    lambda sources, via, to, forms, period, count, publication: Claim(
        Route(sources, tuple(via), to),
        Evidence(publication),
        exploitation=forms,
        period=period,
        count=count,
    ),
    st.just(frozenset()) | _SETS,
    st.lists(_SETS, max_size=3),
    _SETS,
    st.sampled_from([("unspecified",), ("sexual",), ("forced_labour",), ("sexual", "forced_labour")]),
    st.sampled_from([None, None, Period(2001, 2001), Period(2004, 2009), Period(None, 2003), Period(2008, None)]),
    st.sampled_from([None, None, None, Count(0, 0), Count(0, 4), Count(7, 7)]),
    st.sampled_from([Publication("An invented report", 2020), Publication("Another invented report", 2021)]),
)


def graphs_of_few_places(most: int = 8) -> st.SearchStrategy[RouteGraph]:
    """Draw graphs of six places at most, whose claims meet, differ in form and period, and may count nobody."""
    return st.lists(_CLAIMS, min_size=1, max_size=most).map(RouteGraph)


def legs_by_pair(graph: RouteGraph) -> dict[tuple[Place, Place], list[Leg]]:
    found: dict[tuple[Place, Place], list[Leg]] = {}
    for leg in graph.legs():
        if leg.tail != leg.head and (leg.claim.count is None or leg.claim.count.high != 0):
            found.setdefault((leg.tail, leg.head), []).append(leg)
    return found


def simple_paths(graph: RouteGraph, source: Place, destination: Place, longest: int) -> Iterator[tuple[Place, ...]]:
    net = nx.DiGraph(legs_by_pair(graph).keys())
    if source in net and destination in net:
        yield from map(tuple, nx.all_simple_paths(net, source, destination, cutoff=longest))


def holds(graph: RouteGraph, path: Sequence[Place], joints: str, *, consistent: bool, window: int = 10) -> bool:
    legs = legs_by_pair(graph)
    if joints == "documented":
        return any(states(claim, path) for claim in graph.claims if claim.count is None or claim.count.high != 0)
    if not consistent:
        return joints == "any" or all_joints_named([legs[pair] for pair in pairwise(path)])
    for form, first in product(set(Exploitation) - {Exploitation.UNSPECIFIED}, range(1980, 2030)):
        kept = [[leg for leg in legs[pair] if goes_with(leg.claim, form, first, window)] for pair in pairwise(path)]
        if all(kept) and (joints == "any" or all_joints_named(kept)):
            return True
    return False


def goes_with(claim: Claim, form: Exploitation, first: int, window: int) -> bool:
    named = form in claim.exploitation or Exploitation.UNSPECIFIED in claim.exploitation
    return named and (claim.period is None or claim.period.overlaps(first, first + window - 1))


def all_joints_named(links: Sequence[Sequence[Leg]]) -> bool:
    return all(
        any(leg.head_role is Role.TRANSIT for leg in before) or any(leg.tail_role is Role.TRANSIT for leg in after)
        for before, after in pairwise(links)
    )


def states(claim: Claim, path: Sequence[Place]) -> bool:
    """Walk every choice of one place from each stage, and look for the path as an unbroken part of it."""
    stages = [sorted(stage) for stage in claim.route.stages if stage]
    return any(
        tuple(chosen[at : at + len(path)]) == tuple(path)
        for chosen in product(*stages)
        for at in range(len(chosen) - len(path) + 1)
    )


def ranked(
    graph: RouteGraph,
    source: Place,
    destination: Place,
    longest: int,
    joints: str,
    *,
    consistent: bool,
    window: int = 10,
    cost: Callable[[tuple[Place, Place]], float] = lambda _: 1,
) -> list[tuple[Place, ...]]:
    """Return what `between` is to yield: by cost, then by the codes of the places."""
    found = [
        path
        for path in simple_paths(graph, source, destination, longest)
        if holds(graph, path, joints, consistent=consistent, window=window)
    ]
    return sorted(found, key=lambda path: (sum(map(cost, pairwise(path))), path))
