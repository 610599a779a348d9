"""Legs as DOT data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import RouteGraph
from traffickgraph.draw import legs_dot
from traffickgraph.draw.text import clean
from traffickgraph.testing import graphs

if TYPE_CHECKING:
    import random

pygraphviz = pytest.importorskip("pygraphviz")


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_leg_is_an_edge_with_its_roles_and_its_status(graph: RouteGraph) -> None:
    read = pygraphviz.AGraph(string=legs_dot(graph))
    found = Counter(
        (str(edge[0]), str(edge[1]), edge.attr["label"], edge.attr["status"], int(edge.attr["year"]))
        for edge in read.edges()
        if "…" not in edge
    )
    assert found == Counter(
        (leg.tail.code, leg.head.code, leg.label, str(leg.claim.status), leg.claim.publication.year)
        for leg in graph.legs()
    )


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_every_place_of_a_claim_is_a_node_with_its_name(graph: RouteGraph) -> None:
    read = pygraphviz.AGraph(string=legs_dot(graph))
    found = {str(node): node.attr["label"] for node in read.nodes() if node != "…"}
    assert found == {one.code: clean(one.name) for claim in graph for one in claim.places}


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_every_claim_has_an_edge(graph: RouteGraph) -> None:
    dot = legs_dot(graph)
    assert dot.count(" -> ") >= len(graph)


@settings(max_examples=40, deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_show_in_the_legs(graph: RouteGraph, random_: random.Random) -> None:
    claims = list(graph.claims)
    random_.shuffle(claims)
    assert legs_dot(RouteGraph(claims)) == legs_dot(graph)


def test_an_empty_graph_has_no_legs() -> None:
    assert legs_dot(RouteGraph()) == "digraph legs {\n}\n"
