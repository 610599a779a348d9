"""`between` yields the paths of the definition, all of them, in order, whatever the rule, the cost and the limit."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from paths_by_definition import PLACES, POOL, graphs_of_few_places, holds, legs_by_pair, ranked, simple_paths, states

from traffickgraph import RouteGraph, paths
from traffickgraph.paths.asking import asked
from traffickgraph.paths.query import Query
from traffickgraph.paths.search import cheapest_first

if TYPE_CHECKING:
    from traffickgraph import Link
    from traffickgraph.paths import Path
    from traffickgraph.places import Place

JOINTS = st.sampled_from(["documented", "transit", "any"])
LIMITS = st.integers(1, 6)


def price(pair: tuple[Place, Place]) -> int:
    """Cost a link something that has to do with its places and nothing else, with many ties and some for nothing."""
    return (3 * POOL.index(pair[0]) + 5 * POOL.index(pair[1])) % 4


def price_of(link: Link) -> int:
    return price((link.tail, link.head))


def ends_in(graph: RouteGraph, *places: Place) -> None:
    assume(set(places) <= set(graph.places))
    assume(len(set(places)) == len(places))


@given(graphs_of_few_places(), PLACES, PLACES, JOINTS, st.booleans(), LIMITS)
def test_the_paths_with_the_fewest_legs(
    graph: RouteGraph, source: Place, destination: Place, joints: str, consistent: bool, longest: int
) -> None:
    ends_in(graph, source, destination)
    found = paths.between(graph, source, destination, max_legs=longest, joints=joints, consistent=consistent)
    assert [path.places for path in found] == ranked(graph, source, destination, longest, joints, consistent=consistent)


@given(graphs_of_few_places(), PLACES, PLACES, JOINTS, st.booleans(), LIMITS)
def test_the_cheapest_paths(
    graph: RouteGraph, source: Place, destination: Place, joints: str, consistent: bool, longest: int
) -> None:
    ends_in(graph, source, destination)
    found = list(
        paths.between(graph, source, destination, max_legs=longest, joints=joints, consistent=consistent, cost=price_of)
    )
    wanted = ranked(graph, source, destination, longest, joints, consistent=consistent, cost=price)
    assert [path.places for path in found] == wanted
    assert [path.cost for path in found] == [sum(map(price, pairwise(path))) for path in wanted]


@given(graphs_of_few_places(), PLACES, PLACES, JOINTS, st.booleans())
def test_without_a_limit_of_legs(
    graph: RouteGraph, source: Place, destination: Place, joints: str, consistent: bool
) -> None:
    ends_in(graph, source, destination)
    found = paths.between(graph, source, destination, max_legs=None, joints=joints, consistent=consistent)
    assert [path.places for path in found] == ranked(
        graph, source, destination, len(POOL), joints, consistent=consistent
    )


@given(graphs_of_few_places(), PLACES, PLACES, st.integers(1, 12), st.sampled_from(["transit", "any"]))
def test_a_window_of_years(graph: RouteGraph, source: Place, destination: Place, window: int, joints: str) -> None:
    ends_in(graph, source, destination)
    found = paths.between(graph, source, destination, joints=joints, window=window)
    assert [path.places for path in found] == ranked(
        graph, source, destination, 4, joints, consistent=True, window=window
    )


@given(graphs_of_few_places(), PLACES, PLACES, st.sampled_from(["transit", "any"]), st.booleans(), LIMITS)
def test_listing_and_searching_agree(
    graph: RouteGraph, source: Place, destination: Place, joints: str, consistent: bool, longest: int
) -> None:
    ends_in(graph, source, destination)
    maze, starts, ends = asked(graph, source, destination)
    assume({source, destination} <= maze.number.keys())
    terrain = maze.terrain(paths.fewest_legs, at_transit=joints == "transit", window=10 if consistent else None)
    query = Query(terrain, [maze.number[one] for one in starts], [maze.number[one] for one in ends])
    searched = [tuple(maze.places[number] for number in found) for found in cheapest_first(query, longest)]
    listed = paths.between(graph, source, destination, max_legs=min(longest, 5), joints=joints, consistent=consistent)
    assert [path.places for path in listed] == [found for found in searched if len(found) <= 6]


@given(graphs_of_few_places(), st.sets(PLACES, min_size=1, max_size=3), st.sets(PLACES, min_size=1, max_size=3), JOINTS)
def test_several_ends_give_the_paths_of_every_two_that_differ(
    graph: RouteGraph, sources: set[Place], destinations: set[Place], joints: str
) -> None:
    assume(sources | destinations <= set(graph.places))
    assume(len(sources | destinations) > 1)
    wanted = [
        path
        for source in sources
        for destination in destinations - {source}
        for path in ranked(graph, source, destination, 3, joints, consistent=True)
    ]
    found = paths.between(graph, sources, destinations, max_legs=3, joints=joints)
    assert [path.places for path in found] == sorted(wanted, key=lambda path: (len(path), path))


@given(graphs_of_few_places(), PLACES, st.sampled_from(["transit", "any"]), st.booleans(), LIMITS)
def test_cycles_are_the_paths_to_a_neighbour_before_with_one_leg_more(
    graph: RouteGraph, through: Place, joints: str, consistent: bool, longest: int
) -> None:
    ends_in(graph, through)
    wanted = [
        (*path, through)
        for tail, head in legs_by_pair(graph)
        if head == through
        for path in simple_paths(graph, through, tail, longest - 1)
        if holds(graph, (*path, through), joints, consistent=consistent)
    ]
    found = paths.cycles(graph, through, max_legs=longest, joints=joints, consistent=consistent)
    assert [path.places for path in found] == sorted(wanted, key=lambda path: (len(path), path))


@given(graphs_of_few_places(), PLACES, PLACES)
def test_a_path_is_documented_by_the_claims_that_state_it(graph: RouteGraph, source: Place, destination: Place) -> None:
    ends_in(graph, source, destination)
    for path in paths.between(graph, source, destination, joints="any", consistent=False):
        kept = [claim for claim in graph.claims if claim.count is None or claim.count.high != 0]
        assert set(path.documented_by) == {claim for claim in kept if states(claim, path.places)}
        for at, joint in enumerate(path.joints, 1):
            assert joint.place == path.places[at]
            assert set(joint.documented_by) == {c for c in kept if states(c, path.places[at - 1 : at + 2])}
        assert path.is_documented == bool(path.documented_by)
        assert not path.is_documented or all(joint.is_documented for joint in path.joints)


@given(graphs_of_few_places(), PLACES, PLACES, JOINTS, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(
    graph: RouteGraph, source: Place, destination: Place, joints: str, random: object
) -> None:
    ends_in(graph, source, destination)
    shuffled = list(graph.claims)
    random.shuffle(shuffled)

    def found(one: RouteGraph) -> list[str]:
        return list(map(str, paths.between(one, source, destination, joints=joints, cost=paths.best_supported)))

    assert found(RouteGraph(shuffled)) == found(graph)


@given(graphs_of_few_places(), PLACES, PLACES)
def test_rules_only_ever_add_paths(graph: RouteGraph, source: Place, destination: Place) -> None:
    ends_in(graph, source, destination)

    def found(joints: str, **options: object) -> set[tuple[Place, ...]]:
        return {path.places for path in paths.between(graph, source, destination, joints=joints, **options)}

    assert found("transit") <= found("any") <= found("any", consistent=False)
    assert found("transit", window=1) <= found("transit", window=5) <= found("transit", consistent=False)
    assert found("documented") <= found("any", consistent=False)


@given(graphs_of_few_places(), PLACES, PLACES, st.integers(1, 4))
def test_the_first_paths_are_those_of_the_whole_list(
    graph: RouteGraph, source: Place, destination: Place, number: int
) -> None:
    ends_in(graph, source, destination)

    def ask() -> list[Path]:
        return list(paths.between(graph, source, destination, joints="any"))

    assert list(islice(paths.between(graph, source, destination, joints="any"), number)) == ask()[:number]
    table = paths.best(graph, source, destination, number, joints="any")
    assert list(table) == ask()[:number]
    assert table.note.startswith("There are more") == (len(ask()) > number)


@pytest.mark.parametrize("joints", ["transit", "any"])
def test_no_path_where_there_is_none(joints: str) -> None:
    from traffickgraph import Publication, claim

    report = Publication("An invented report", 2020)
    graph = RouteGraph([claim("AZE", to="TUR", publication=report), claim(via="ITA", publication=report)])
    assert list(paths.between(graph, "TUR", "AZE", joints=joints)) == []
    assert list(paths.between(graph, "AZE", "ITA", joints=joints)) == []
    assert list(paths.cycles(graph, "AZE", joints=joints)) == []
