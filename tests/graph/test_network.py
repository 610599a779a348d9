"""The network of a graph: its ties, what is certain about them, and what is no tie. All facts here are invented."""

from __future__ import annotations

import gc
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import network as room
from traffickgraph.errors import InvalidValueError, WrongTypeError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Count, Publication, claim
from traffickgraph.network import Network, checked, counts_nobody, is_certain, network
from traffickgraph.places import Country, Region
from traffickgraph.testing import graphs
from traffickgraph.vocabulary import Status

REPORT = Publication("An invented report", 2020)
OTHER = Publication("Another invented report", 2021)
ROWS = st.sampled_from(["links", "flows"])
QUICK = settings(deadline=None, max_examples=60)


def said(source: Any = (), to: Any = (), publication: Publication = REPORT, **more: Any) -> Any:
    return claim(source, to=to, publication=publication, **more)


def tied(*claims: Any, rows: Any = "links") -> Network:
    return network(RouteGraph(claims), rows)


def pairs(net: Network) -> list[tuple[str, str]]:
    return [(tie.tail.code, tie.head.code) for tie in net.ties]


def as_networkx(g: RouteGraph, rows: Any) -> nx.DiGraph[Any]:
    """Return the ties as networkx holds them, from the readings of the claims."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    for one in g:
        if not (one.count is not None and one.count.high == 0):
            ends = [(leg.tail, leg.head) for leg in one.legs()]
            if rows == "flows":
                ends = [(flow.source, flow.destination) for flow in one.flows()]
            for tail, head in ends:
                if tail != head:
                    graph.add_edge(tail, head)
                    graph.edges[tail, head].setdefault("claims", []).append(one)
    return graph


# ---- which ties there are ----------------------------------------------------------------------------------------


@QUICK
@given(graphs(), ROWS)
def test_ties_are_the_legs_or_flows_between_different_places(g: RouteGraph, rows: Any) -> None:
    wanted = as_networkx(g, rows)
    net = network(g, rows)
    assert [(tie.tail, tie.head) for tie in net.ties] == sorted(wanted.edges)
    for tie in net.ties:
        claims = wanted.edges[tie.tail, tie.head]["claims"]
        assert list(tie.claims) == list(dict.fromkeys(claims))
        assert tie.publications == {one.publication for one in claims}


@QUICK
@given(graphs(), ROWS)
def test_places_have_numbers_and_neighbours_as_in_networkx(g: RouteGraph, rows: Any) -> None:
    wanted = as_networkx(g, rows)
    net = network(g, rows)
    assert net.places == tuple(sorted(wanted.nodes))
    assert [net.number[one] for one in net.places] == list(range(len(net.places)))
    assert {(net.places[tail], net.places[head]) for tail, head in net.pairs} == set(wanted.edges)
    assert all(net.pairs[net.number[tie.tail], net.number[tie.head]] is tie for tie in net.ties)
    for place, after, before in zip(net.places, net.successors, net.predecessors, strict=True):
        assert [net.places[one] for one in after] == sorted(wanted.successors(place))
        assert [net.places[one] for one in before] == sorted(wanted.predecessors(place))


@QUICK
@given(graphs(), ROWS)
def test_what_is_no_tie_is_kept_apart(g: RouteGraph, rows: Any) -> None:
    net = network(g, rows)
    assert net.claims == g.claims
    assert set(net.named) == {one for claim in g for one in claim.places}
    assert set(net.nobody) == {one for one in g if one.count is not None and one.count.high == 0}
    found = set(g) - set(net.nobody)
    assert set(net.domestic) == {
        one
        for one in found
        if any(flow.source == flow.destination for flow in one.flows() if isinstance(flow.source, Country))
    }
    assert set(net.unstated) == {one for one in found if not one.flows()}


def test_a_domestic_claim_makes_no_tie_and_a_claim_domestic_in_part_makes_one() -> None:
    assert pairs(tied(said("AZE", "AZE"))) == []
    assert pairs(tied(said("AZE", ["AZE", "TUR"]))) == [("AZE", "TUR")]
    assert len(tied(said("AZE", ["AZE", "TUR"])).domestic) == 1


def test_a_region_is_a_place_and_never_tied_to_itself() -> None:
    net = tied(said("Europe", ["Europe", "AZE"]))
    assert [(tie.tail, tie.head) for tie in net.ties] == [(Region("europe"), Country("AZE"))]
    assert net.domestic == ()


def test_a_role_without_a_partner_names_a_place_and_ties_none() -> None:
    net = tied(said(via="AZE"), said("UZB"))
    assert (net.ties, net.places, net.successors) == ((), (), ())
    assert [one.code for one in net.named] == ["AZE", "UZB"]
    assert len(net.unstated) == 2


def test_a_flow_passes_over_what_lies_between_and_a_link_does_not() -> None:
    through = said("UZB", "ITA", via=["TUR", {"GRC", "BGR"}])
    assert pairs(tied(through, rows="flows")) == [("UZB", "ITA")]
    assert pairs(tied(through)) == [("BGR", "ITA"), ("GRC", "ITA"), ("TUR", "BGR"), ("TUR", "GRC"), ("UZB", "TUR")]


def test_nothing_is_tied_in_an_empty_graph() -> None:
    net = tied()
    assert (net.ties, net.places, net.named, net.pairs, net.certain.ties) == ((), (), (), {}, ())


# ---- how surely --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "nobody"),
    [(None, False), (0, True), ("<5", False), ("<=0", True), (Count(0, None), False), (1, False)],
)
def test_a_claim_counts_nobody_if_at_most_nobody_was_counted(count: Any, nobody: bool) -> None:
    assert counts_nobody(said("UZB", "AZE", count=count)) is nobody
    assert (pairs(tied(said("UZB", "AZE", count=count))) == []) is nobody


@pytest.mark.parametrize(
    ("status", "count", "certain"),
    [
        ("current", None, True),
        ("past", None, True),
        ("emerging", None, True),
        ("possible", None, False),
        ("possible", 5, False),
        ("current", 5, True),
        ("current", "<5", False),
        ("current", "5+", True),
        ("current", Count(0, None), False),
    ],
)
def test_a_tie_is_certain_if_somebody_states_it_without_a_hedge_and_counts_somebody_if_counting(
    status: str, count: Any, certain: bool
) -> None:
    net = tied(said("UZB", "AZE", status=status, count=count))
    (tie,) = net.ties
    assert tie.is_certain is certain
    assert pairs(net.certain) == ([("UZB", "AZE")] if certain else [])


def test_one_certain_claim_makes_a_tie_certain_whatever_the_others_say() -> None:
    (tie,) = tied(said("UZB", "AZE", status="possible"), said("UZB", "AZE", OTHER), said("UZB", "AZE", count=0)).ties
    assert tie.is_certain
    assert len(tie.claims) == 2


@QUICK
@given(graphs(), ROWS)
def test_certain_ties_are_some_of_the_ties_and_lose_no_claim(g: RouteGraph, rows: Any) -> None:
    net = network(g, rows)
    certain = net.certain
    assert certain.rows == net.rows
    assert certain.claims == net.claims
    assert certain.certain.ties == certain.ties
    assert [tie for tie in net.ties if tie not in certain.ties] == [
        tie
        for tie in net.ties
        if all(one.status is Status.POSSIBLE or (one.count and one.count.low == 0) for one in tie.claims)
    ]
    assert set(certain.places) == {one for tie in certain.ties for one in (tie.tail, tie.head)}


def test_the_count_of_a_tie_is_an_interval_and_none_if_nobody_counted() -> None:
    (tie,) = tied(said("UZB", "AZE", count=3), said("UZB", "AZE", OTHER, count="<5")).ties
    assert tie.count == Count(3, 7)
    assert tied(said("UZB", "AZE")).ties[0].count is None


# ---- kept, printed, refused --------------------------------------------------------------------------------------


def test_a_network_is_made_once_and_for_each_kind_of_tie() -> None:
    g = RouteGraph([said("UZB", "AZE")])
    assert network(g) is network(g, "links")
    assert network(g) is not network(g, "flows")
    assert network(g, "flows").rows == "flows"


def test_a_network_is_let_go_with_its_graph() -> None:
    g = RouteGraph([said("UZB", "AZE"), said("TUR", "ITA")])
    before = len(room._KEPT)
    kept = network(g)
    assert len(room._KEPT) == before + 1
    del g
    gc.collect()
    assert len(room._KEPT) <= before
    assert pairs(kept) == [("TUR", "ITA"), ("UZB", "AZE")]


def test_a_smaller_graph_has_a_network_of_its_own() -> None:
    g = RouteGraph([said("UZB", "AZE"), said("TUR", "ITA")])
    network(g)
    for one in g:
        part = g.where(lambda other, one=one: other == one)
        assert len(network(part).ties) == 1


@pytest.mark.parametrize("rows", ["legs", "link", "", None, 3])
def test_ties_of_another_kind_are_refused(rows: Any) -> None:
    with pytest.raises(InvalidValueError, match="rows are 'links' or 'flows', not"):
        network(RouteGraph(), rows)


def test_a_tie_and_a_network_say_what_they_are() -> None:
    net = tied(said("UZB", "AZE"), said("UZB", "AZE", OTHER))
    assert str(net.ties[0]) == "Uzbekistan → Azerbaijan (2 claims, 2 publications)"
    assert repr(net.ties[0]) == "<Tie: Uzbekistan → Azerbaijan (2 claims, 2 publications)>"
    assert repr(net) == "<Network: 2 places, 1 link>"
    assert repr(tied(rows="flows")) == "<Network: 0 places, 0 flows>"


# ---- what is certain, and what is a graph ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "certain"),
    [
        (said("Niger", "Italy"), True),
        (said("Niger", "Italy", status="past"), True),
        (said("Niger", "Italy", count=3), True),
        (said("Niger", "Italy", status="possible"), False),
        (said("Niger", "Italy", count="<5"), False),
        (said("Niger", "Italy", count=0), False),
        (said("Niger", "Italy", note="inferred: Africa read as its members"), False),
        (said("Niger", "Italy", note="a remark"), True),
    ],
    ids=str,
)
def test_a_claim_is_certain_if_it_is_neither_hedged_nor_inferred_nor_possibly_of_nobody(
    one: Any, certain: bool
) -> None:
    assert is_certain(one) is certain


def test_what_is_inferred_from_a_region_is_possible_until_a_claim_says_it() -> None:
    inferred = RouteGraph([said("Central Asia", "Italy")]).expand_regions()
    read = network(inferred)
    assert len(read.ties) > 1
    assert read.certain.ties == ()
    stated = network(inferred | RouteGraph([said("Uzbekistan", "Italy", OTHER)]))
    assert pairs(stated.certain) == [("UZB", "ITA")]


@QUICK
@given(graphs(), ROWS)
def test_a_tie_is_certain_if_one_of_its_claims_is(g: RouteGraph, rows: Any) -> None:
    for tie in network(g, rows).ties:
        assert tie.is_certain == any(is_certain(one) for one in tie.claims)


@QUICK
@given(graphs(), ROWS)
def test_ties_of_equal_graphs_are_equal_in_whatever_order_the_claims_stand(g: RouteGraph, rows: Any) -> None:
    one, other = network(g, rows).ties, network(RouteGraph(reversed(g.claims)), rows).ties
    assert one == other
    assert list(map(hash, one)) == list(map(hash, other))


def test_ties_of_other_claims_are_not_equal() -> None:
    first, second = (tied(said("Niger", "Italy", report)).ties for report in (REPORT, OTHER))
    assert first != second


@pytest.mark.parametrize("given_", [None, "g", [], [said("Niger", "Italy")], 3])
def test_what_is_no_graph_is_refused(given_: Any) -> None:
    for ask in (checked, network):
        with pytest.raises(WrongTypeError, match="is read from a RouteGraph, not from"):
            ask(given_)
