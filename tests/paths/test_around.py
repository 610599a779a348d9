"""What lies between two places, and up- and downstream of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from paths_by_definition import PLACES, graphs_of_few_places, ranked

from traffickgraph import Publication, RouteGraph, claim, paths, place
from traffickgraph.errors import InvalidValueError

if TYPE_CHECKING:
    from traffickgraph.places import Place

REPORT = Publication("An invented report", 2020)
G = RouteGraph(
    [
        claim("Nigeria", via=["Niger", "Libya"], to="Italy", publication=REPORT),
        claim("Nigeria", via="Chad", publication=REPORT),
        claim("Chad", to="Italy", publication=REPORT),
    ]
)


def test_what_a_claim_says_and_what_only_follows_are_apart() -> None:
    between = paths.transits(G, "Nigeria", "Italy")
    assert [(str(row.place), len(row.claims)) for row in between.documented] == [("Libya", 1), ("Niger", 1)]
    assert [(str(row.place), len(row.paths)) for row in between.suggested] == [("Chad", 1)]
    assert "Nobody stated a stitched path." in str(between)
    assert "<table>" in between._repr_html_()


@given(graphs_of_few_places(), PLACES, PLACES)
def test_every_place_between_is_in_one_table_and_in_one_only(graph: RouteGraph, a: Place, b: Place) -> None:
    assume(a != b)
    assume({a, b} <= set(graph.places))
    between = paths.transits(graph, a, b, joints="any")
    documented = {row.place for row in between.documented}
    suggested = {row.place for row in between.suggested}
    on_paths = {one for path in paths.between(graph, a, b, joints="any") for one in path.places[1:-1]}
    assert suggested == on_paths - documented
    for row in between.documented:
        for one in row.claims:
            stages = one.route.stages
            assert any(
                a in stages[i] and row.place in stages[j] and b in stages[k]
                for i in range(len(stages))
                for j in range(i + 1, len(stages))
                for k in range(j + 1, len(stages))
            )


@given(graphs_of_few_places(), PLACES, st.integers(1, 4), st.sampled_from(["transit", "any"]))
def test_reach_is_every_place_to_or_from_which_a_path_leads_by_its_fewest_legs(
    graph: RouteGraph, here: Place, longest: int, joints: str
) -> None:
    assume(here in graph.places)
    wanted = set()
    for one in graph.places:
        if one != here:
            down = ranked(graph, here, one, longest, joints, consistent=True)
            up = ranked(graph, one, here, longest, joints, consistent=True)
            wanted |= {("downstream", one, down[0])} if down else set()
            wanted |= {("upstream", one, up[0])} if up else set()
    rows = paths.reach(graph, here, longest, joints=joints)
    assert {(row.direction, row.place, row.path.places) for row in rows} == wanted
    assert all(row.legs == len(row.path.links) for row in rows)
    order = [(row.direction, row.legs, str(row.place)) for row in rows]
    assert order == sorted(order)


def test_reach_is_asked_of_one_place() -> None:
    with pytest.raises(InvalidValueError, match="one place at a time"):
        paths.reach(G, ["Nigeria", "Niger"])  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="max_legs is 1 or more"):
        paths.reach(G, place("Nigeria"), 0)
