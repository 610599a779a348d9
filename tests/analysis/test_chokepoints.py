"""Smallest sets that all recorded ways pass: against brute force over all subsets, and against networkx."""

from __future__ import annotations

import gc
import random
import sys
import weakref
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from traffickgraph import paths
from traffickgraph.analysis.interdiction import bits, chokepoints
from traffickgraph.analysis.interdiction.cuts import place_cut
from traffickgraph.analysis.interdiction.hitting import smallest_hit
from traffickgraph.analysis.interdiction.ways import Clock, OutOfTimeError
from traffickgraph.errors import InvalidValueError, MissingPackageError, UnknownPlaceError, WrongTypeError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Publication, claim
from traffickgraph.places import Country, countries
from traffickgraph.testing import claims, graphs, routes

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

REPORT = Publication("An invented report", 2020)
POOL = [Country(code) for code in ("AZE", "GEO", "IRN", "KAZ", "TUR", "ARE")]
SOURCE, END = POOL[0], POOL[-1]
JOINTS = ("any", "transit", "documented")

small_graphs = graphs(claims=claims(routes=routes(places=st.sampled_from(POOL), max_places=2)), max_size=6)
# Pairs with one transit each hang together in many ways, where whole routes leave little to choose.
pairs = st.sampled_from(POOL)
legs = st.builds(
    lambda tail, head, kind: claim(
        tail if kind != "from" else (),
        via={"pair": (), "from": tail, "to": head}[kind],
        to=head if kind != "to" else (),
        publication=REPORT,
    ),
    pairs,
    pairs,
    st.sampled_from(["pair", "from", "to"]),
)
woven_graphs = st.lists(legs, min_size=6, max_size=16).map(
    lambda some: RouteGraph(
        [claim(SOURCE, via=POOL[1], publication=REPORT), claim(via=POOL[2], to=END, publication=REPORT), *some]
    )
)


def named(graph: RouteGraph) -> bool:
    return {SOURCE, END} <= {one for claim in graph for one in claim.places}


def all_smallest(ways: list[frozenset[Hashable]]) -> set[frozenset[Hashable]]:
    """Return all smallest sets that meet every way: one of the elements of each way that is missed has to be taken."""
    for size in range(len(ways) + 1):
        if found := set(meeting(ways, frozenset(), size)):
            return found
    raise AssertionError


def meeting(ways: list[frozenset[Hashable]], taken: frozenset[Hashable], more: int) -> Iterator[frozenset[Hashable]]:
    missed = next((way for way in ways if not way & taken), None)
    if missed is None:
        yield taken
    elif more:
        for one in missed:
            yield from meeting(ways, taken | {one}, more - 1)


def listed(graph: RouteGraph, joints: paths.Joints, source: object = SOURCE, end: object = END) -> list[paths.Path]:
    return list(paths.between(graph, source, end, joints=joints, max_legs=None, consistent=False))


def inner(path: paths.Path, ends: Iterable[object] = (SOURCE, END)) -> frozenset[Hashable]:
    return frozenset(path.places[1:-1]) - {*ends}


def steps(path: paths.Path) -> frozenset[Hashable]:
    return frozenset((link.tail, link.head) for link in path.links)


def check(graph: RouteGraph, joints: paths.Joints) -> None:
    found = chokepoints(graph, SOURCE, END, joints=joints)
    all_paths = listed(graph, joints)
    link_sets = all_smallest([steps(path) for path in all_paths])
    assert found.links is not None
    chosen = {(tie.tail, tie.head) for tie in found.links}
    assert chosen in link_sets
    assert len(found.links) == len(chosen) == found.links_size == found.links_at_least
    if any(not inner(path) for path in all_paths):
        assert found.places is None
        assert {(tie.tail, tie.head) for tie in found.direct} == {(SOURCE, END)}
        assert "No set of places parts them" in str(found)
    else:
        place_sets = all_smallest([inner(path) for path in all_paths])
        assert found.places is not None
        assert frozenset(found.places) in place_sets
        assert found.places_size == found.places_at_least == len(next(iter(place_sets)))
        if joints == "any":
            assert found.places_in_every == frozenset.intersection(*place_sets)
            assert found.places_in_some == frozenset.union(*place_sets)
    if joints == "any":
        assert {(tie.tail, tie.head) for tie in found.links_in_every or ()} == frozenset.intersection(*link_sets)
        assert {(tie.tail, tie.head) for tie in found.links_in_some or ()} == frozenset.union(*link_sets)
    assert found.is_proven


@pytest.mark.parametrize("joints", JOINTS)
@settings(deadline=None, max_examples=25)
@given(graph=small_graphs)
def test_a_smallest_set_is_one_of_those_that_trying_all_sets_finds(graph: RouteGraph, joints: paths.Joints) -> None:
    assume(named(graph))
    check(graph, joints)


@pytest.mark.parametrize("joints", JOINTS)
@settings(deadline=None, max_examples=60)
@given(graph=woven_graphs)
def test_a_smallest_set_is_right_where_links_hang_together_in_many_ways(
    graph: RouteGraph, joints: paths.Joints
) -> None:
    assume(named(graph))
    check(graph, joints)


# ---- larger graphs, against networkx ------------------------------------------------------------------------------

MANY = sorted(countries())[:40]


def drawn_pairs(seed: int, places: int, share: float) -> tuple[RouteGraph, nx.DiGraph[str]]:
    chance = random.Random(seed)
    some = MANY[:places]
    pairs = [(tail, head) for tail in some for head in some if tail != head and chance.random() < share]
    pairs += [(some[0], some[1]), (some[2], some[3])]
    graph = RouteGraph(claim(tail.code, to=head.code, publication=REPORT) for tail, head in pairs)
    return graph, nx.DiGraph((tail.code, head.code) for tail, head in pairs)


@pytest.mark.parametrize("seed", range(12))
def test_cuts_have_the_size_and_the_effect_that_networkx_says(seed: int) -> None:
    graph, peer = drawn_pairs(seed, 12 + 2 * seed, 0.08 + 0.02 * (seed % 5))
    chance = random.Random(seed)
    for _ in range(6):
        tail, head = chance.sample(sorted(peer), 2)
        found = chokepoints(graph, tail, head, joints="any")
        assert found.links_size == len(nx.minimum_edge_cut(peer, tail, head))
        left = peer.copy()
        left.remove_edges_from([(tie.tail.code, tie.head.code) for tie in found.links or ()])
        assert not nx.has_path(left, tail, head)
        if found.direct:
            assert peer.has_edge(tail, head)
            assert found.places is None
            continue
        # networkx 3.6 calls the set empty too where only a link back is there, so that link is left out for it.
        assert found.places is not None
        forward = peer.copy()
        forward.remove_edges_from([(head, tail)])
        assert found.places_size == len(nx.minimum_node_cut(forward, tail, head))
        left = peer.subgraph(set(peer) - {one.code for one in found.places})
        assert not nx.has_path(left, tail, head)


def read(graph: nx.DiGraph[int]) -> bits.Ground:
    size = len(graph)
    after = [bits.united(graph.successors(one)) for one in range(size)]
    before = [bits.united(graph.predecessors(one)) for one in range(size)]
    return bits.Ground((), {}, {}, after, before, [0] * size, [0] * size)


def apart(graph: nx.DiGraph[int], end: int) -> int:
    return len(nx.minimum_node_cut(graph, 0, end))


@pytest.mark.parametrize("seed", range(60))
def test_what_is_in_every_or_in_some_smallest_set_is_what_changes_its_size(seed: int) -> None:
    end = 9 + seed % 5
    graph: nx.DiGraph[int] = nx.gnp_random_graph(end + 1, 0.2 + 0.01 * (seed % 20), directed=True, seed=seed)
    graph.remove_edges_from([(0, end), (end, 0)])
    size = apart(graph, end)
    found = place_cut(read(graph), 1, 1 << end)
    assert len(found.chosen) == size
    inner = set(graph) - {0, end}
    # Without a place of some smallest set, one fewer is needed; beside a twin, a place of every such set is too few.
    assert found.in_some == {one for one in inner if apart(graph.subgraph(set(graph) - {one}), end) < size}
    every = set[int]()
    for one in inner:
        twin = graph.copy()
        twin.add_edges_from([*((tail, -1) for tail in graph.pred[one]), *((-1, head) for head in graph.succ[one])])
        every |= {one} if apart(twin, end) > size else set()
    assert found.in_every == every


def test_a_way_that_was_found_gives_up_a_place_for_two_longer_ways() -> None:
    # The short way 1, 2, 3 is found first; two ways apart are 4, 5, 6, 3 and 1, 7, 8, 9, which leave out 2.
    ways = [(0, 1, 2, 3, 10), (0, 4, 5, 6, 3), (1, 7, 8, 9, 10)]
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(11))
    for way in ways:
        nx.add_path(graph, way)
    found = place_cut(read(graph), 1, 1 << 10)
    assert len(found.chosen) == apart(graph, 10) == 2
    assert found.in_some == {1, 3, 4, 5, 6, 7, 8, 9}
    assert found.in_every == set()


@settings(deadline=None, max_examples=150)
@given(family=st.lists(st.frozensets(st.integers(0, 8), min_size=2, max_size=4), max_size=14))
def test_a_hitting_set_whose_ways_come_one_by_one_is_a_smallest(family: list[frozenset[int]]) -> None:
    def missed_by(chosen: frozenset[int]) -> frozenset[int] | None:
        return next((way for way in family if not way & chosen), None)

    hit = smallest_hit(missed_by, range(9), Clock(30))
    assert frozenset(hit.chosen) in all_smallest([frozenset(way) for way in family]) or not family
    assert hit.at_least == len(hit.chosen)


def test_the_set_of_several_is_the_one_nearest_to_the_source() -> None:
    g = RouteGraph([claim("AZE", via=["GEO", "TUR", "IRN"], to="ARE", publication=REPORT)])
    found = chokepoints(g, "AZE", "ARE", joints="any")
    assert [one.code for one in found.places or ()] == ["GEO"]
    assert [(tie.tail.code, tie.head.code) for tie in found.links or ()] == [("AZE", "GEO")]
    assert found.places_in_every == frozenset()
    assert {one.code for one in found.places_in_some or ()} == {"GEO", "TUR", "IRN"}
    assert len(found.links_in_some or ()) == 4


# ---- joints ------------------------------------------------------------------------------------------------------


def test_a_walk_that_comes_back_to_a_place_is_no_path() -> None:
    g = RouteGraph(
        [
            claim("UZB", to="AZE", publication=REPORT),
            claim(via=["AZE", "GEO", "AZE"], publication=REPORT),
            claim("AZE", to="TUR", publication=REPORT),
        ]
    )
    found = chokepoints(g, "UZB", "TUR")
    assert (found.places, found.links) == ((), ())
    assert "nothing to part" in str(found)
    assert [one.code for one in chokepoints(g, "UZB", "TUR", joints="any").places or ()] == ["AZE"]


def test_a_claim_that_comes_back_to_a_place_states_no_loopless_way_through_it() -> None:
    g = RouteGraph([claim("UZB", via=["AZE", "GEO", "AZE"], to="TUR", publication=REPORT)])
    found = chokepoints(g, "UZB", "TUR", joints="documented")
    assert (found.places, found.links) == ((), ())


def test_a_place_that_is_passed_in_two_ways_counts_once() -> None:
    named = claim("UZB", via="AZE", publication=REPORT), claim(via="AZE", to="TUR", publication=REPORT)
    g = RouteGraph([*named, claim("KAZ", to="AZE", publication=REPORT), claim("AZE", to="IRN", publication=REPORT)])
    found = chokepoints(g, ["UZB", "KAZ"], ["TUR", "IRN"])
    assert [one.code for one in found.places or ()] == ["AZE"]


def test_a_claim_that_counted_nobody_makes_no_way() -> None:
    g = RouteGraph([claim("UZB", via="AZE", to="TUR", publication=REPORT, count=0)])
    for joints in JOINTS:
        assert chokepoints(g, "UZB", "TUR", joints=joints).links == ()


@pytest.mark.parametrize("joints", JOINTS)
def test_places_that_claims_name_without_a_step_have_no_way_to_part(joints: paths.Joints) -> None:
    g = RouteGraph([claim("UZB", to="UZB", publication=REPORT), claim(via="Central Asia", publication=REPORT)])
    found = chokepoints(g, "UZB", "Central Asia", joints=joints)
    assert (found.places, found.links, found.places_size, found.is_proven) == ((), (), 0, True)


def test_regions_are_places_like_others() -> None:
    g = RouteGraph([claim("Central Asia", via="AZE", to="TUR", publication=REPORT)])
    found = chokepoints(g, "Central Asia", "TUR")
    assert [one.code for one in found.places or ()] == ["AZE"]
    assert "A region" not in str(found)


def test_a_region_that_all_ways_pass_is_told_to_be_one() -> None:
    g = RouteGraph([claim("UZB", via="Western Asia", to="TUR", publication=REPORT)])
    said = str(chokepoints(g, "UZB", "TUR"))
    assert "A region is no place where anybody can be, and may stand for others each time: Western Asia." in said


# ---- what is told ------------------------------------------------------------------------------------------------

LIBYA = RouteGraph(
    [
        claim("NGA", via=["NER", "LBY"], to="ITA", publication=REPORT),
        claim("NGA", via=["TCD", "LBY"], to="ITA", publication=REPORT),
    ]
)


def test_what_was_found_holds_its_claims_and_becomes_a_frame() -> None:
    found = chokepoints(LIBYA, "Nigeria", "Italy", joints="any")
    assert found.claims == LIBYA
    frame = found.to_frame()
    assert list(frame["kind"]) == ["place", "link"]
    assert list(frame["place"]) == ["Libya", "Libya"]
    assert list(frame["in_every"]) == [True, True]
    assert list(frame["claims"]) == [2, 2]
    assert repr(found) == (
        "<Chokepoints: Smallest sets that all recorded ways from Nigeria to Italy pass (joints: any)>"
    )
    assert "not prevalence" in str(found)
    assert "<table>" in found._repr_html_()


def test_only_what_was_asked_for_is_looked_for() -> None:
    assert chokepoints(LIBYA, "NGA", "ITA", on="places").links is None
    assert chokepoints(LIBYA, "NGA", "ITA", on="links").places is None
    assert chokepoints(LIBYA, "NGA", "ITA", on="links").places_size is None


def test_a_direct_link_is_told_and_is_among_the_links() -> None:
    g = LIBYA | RouteGraph([claim("NGA", to="ITA", publication=REPORT)])
    for joints in JOINTS:
        found = chokepoints(g, "NGA", "ITA", joints=joints)
        assert found.places is None
        assert found.links_size == 2
        assert found.direct[0] in (found.links or ())
        assert "Nigeria → Italy is direct (stated by 1 claim)." in str(found)


def test_the_claims_of_a_place_are_those_with_a_leg_there() -> None:
    elsewhere = claim("TCD", via="LBY", to="TUN", publication=REPORT)
    g = RouteGraph(
        [
            *LIBYA,
            elsewhere,
            claim("LBY", to="LBY", publication=REPORT),
            claim(via="LBY", publication=REPORT),
            claim("NER", to="LBY", count=0, publication=REPORT),
            claim("NGA", via="LBY", to="ITA", count=0, publication=REPORT),
            claim(["EGY", "LBY"], publication=REPORT),
            claim("NGA", to="LBY", via="TCD", publication=REPORT, locator="page 2"),
            claim("SDN", to="LBY", via=["EGY"], publication=REPORT, count="<5"),
        ]
    )
    found = chokepoints(g, "NGA", "ITA", on="places")
    assert [one.code for one in found.places or ()] == ["LBY"]
    assert found.rows[0].claims == RouteGraph([*LIBYA, elsewhere, *g.claims[-2:]]) == found.claims
    assert "The claims of a place are all those with a leg between it and another place" in str(found)
    assert "The claims of a place" not in str(chokepoints(g, "NGA", "ITA", on="links"))


def test_what_is_hedged_or_inferred_behind_the_rows_is_told() -> None:
    assert "ossible, or" not in str(chokepoints(LIBYA, "NGA", "ITA"))
    hedged = LIBYA | RouteGraph(
        [
            claim("NGA", via=["TCD", "LBY"], to="ITA", publication=REPORT, status="possible"),
            claim("NGA", via=["TCD", "LBY"], to="ITA", publication=REPORT, count="<5"),
            claim("Central Asia", to="ITA", publication=REPORT, status="possible"),
        ]
    )
    found = chokepoints(hedged, "NGA", "ITA")
    assert "Said to be possible, or of a count that may be nobody: 2 of 4 claims behind the rows." in str(found)
    assert "nferred" not in str(found)
    read = RouteGraph([claim("Central Asia", via="AZE", to="TUR", publication=REPORT)]).expand_regions()
    said = str(chokepoints(read, "UZB", "TUR"))
    assert "Inferred, a region read as its members: 1 of 1 claim behind the rows." in said


def test_equal_graphs_get_equal_answers() -> None:
    mixed = RouteGraph(reversed(LIBYA.claims))
    for joints in JOINTS:
        one, other = (chokepoints(graph, "NGA", "ITA", joints=joints) for graph in (LIBYA, mixed))
        assert one.places == other.places
        assert one.rows.to_columns() == other.rows.to_columns()


def test_if_time_runs_out_the_set_still_parts_and_the_least_size_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(_: Clock) -> None:
        raise OutOfTimeError

    monkeypatch.setattr(Clock, "check", late)
    graph = RouteGraph(
        claim("NGA", via=list(pair), to="ITA", publication=REPORT)
        for pair in (("NER", "LBY"), ("NER", "TUN"), ("TCD", "LBY"), ("TCD", "TUN"))
    )
    found = chokepoints(graph, "NGA", "ITA", joints="documented", on="places")
    assert found.places_size == 2
    assert found.places_at_least == 0
    assert not found.is_proven
    assert "The time ran out" in str(found)


def test_what_is_kept_of_a_graph_goes_with_it() -> None:
    graph = RouteGraph(LIBYA.claims)
    key = id(graph)
    chokepoints(graph, "NGA", "ITA")
    assert key in bits._KEPT
    seen = weakref.ref(graph)
    del graph
    gc.collect()
    assert seen() is None
    assert key not in bits._KEPT


@pytest.mark.parametrize(
    ("ask", "error", "said"),
    [
        (lambda: chokepoints(LIBYA, "NGA", "NGA"), InvalidValueError, "Nigeria cannot be parted from itself"),
        (lambda: chokepoints(LIBYA, "NGA", ["ITA", "NGA"]), InvalidValueError, "cannot be parted from itself"),
        (lambda: chokepoints(LIBYA, "NGA", "Chile"), InvalidValueError, "no claim of this graph names Chile (CHL)"),
        (lambda: chokepoints(RouteGraph(), "NGA", "ITA"), InvalidValueError, "no claim of this graph names Nigeria"),
        (lambda: chokepoints(LIBYA, "Nigera", "ITA"), UnknownPlaceError, "Nigera"),
        (lambda: chokepoints(LIBYA, [], "ITA"), InvalidValueError, "no place was given as source"),
        (
            lambda: chokepoints(LIBYA, 3, "ITA"),
            WrongTypeError,
            "3 is no place; give a name, a code or an iterable of them",
        ),
        (lambda: chokepoints(LIBYA, [3], "ITA"), WrongTypeError, "3"),
        (lambda: chokepoints(LIBYA, "NGA", "ITA", joints="all"), InvalidValueError, "joints is 'transit'"),
        (lambda: chokepoints(LIBYA, "NGA", "ITA", on="flows"), InvalidValueError, "on is 'both'"),
        (lambda: chokepoints(LIBYA, "NGA", "ITA", time_limit=-1), InvalidValueError, "seconds above 0"),
        (lambda: chokepoints(LIBYA, "NGA", "ITA", time_limit=float("nan")), InvalidValueError, "seconds above 0"),
        (lambda: chokepoints(LIBYA, "NGA", "ITA", time_limit=True), WrongTypeError, "number of seconds"),
        (lambda: chokepoints(LIBYA.claims, "NGA", "ITA"), WrongTypeError, "read from a RouteGraph"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_given(ask: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error) as caught:
        ask()
    assert said in str(caught.value)


def odd_ways() -> RouteGraph:
    """Return claims whose ways need two places though no two of them are apart: each two share one."""
    return RouteGraph(
        claim("NGA", via=list(pair), to="ITA", publication=REPORT)
        for pair in (("NER", "LBY"), ("LBY", "TCD"), ("TCD", "NER"))
    )


def test_ways_of_which_each_two_meet_may_still_need_two_places() -> None:
    assert chokepoints(odd_ways(), "NGA", "ITA", joints="documented").places_size == 2


def test_without_scipy_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    assert chokepoints(LIBYA, "NGA", "ITA").places_size == 1  # where bounds meet, nothing has to be solved
    with pytest.raises(MissingPackageError, match=r"traffickgraph\[analysis\]"):
        chokepoints(odd_ways(), "NGA", "ITA", joints="documented")
