"""Which few places or links touch most routes: against brute force over all subsets."""

from __future__ import annotations

import random
from itertools import chain, combinations, pairwise, product
from math import e, inf, nan
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.interdiction import chokepoints, coverage, ways_round
from traffickgraph.analysis.interdiction.covering import Cover, Covering
from traffickgraph.analysis.interdiction.ways import Clock, OutOfTimeError
from traffickgraph.errors import InvalidValueError, MissingPackageError, UnknownTermError, WrongTypeError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Publication, claim
from traffickgraph.places import Country, Region
from traffickgraph.testing import claims, graphs, routes
from traffickgraph.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

REPORT, OTHER = Publication("An invented report", 2020), Publication("Another invented report", 2021)
POOL = [Country(code) for code in ("AZE", "GEO", "IRN", "KAZ", "TUR", "ARE")]

small_graphs = graphs(claims=claims(routes=routes(places=st.sampled_from(POOL), max_places=2)), max_size=8)
given_sets = st.dictionaries(
    st.sets(st.integers(0, 7), min_size=1, max_size=4).map(lambda one: tuple(sorted(one))),
    st.integers(1, 9).map(float) | st.floats(0.01, 100),
    max_size=20,
)


def met(sets: dict[tuple[int, ...], float], chosen: Iterable[int]) -> float:
    return sum(weight for one, weight in sets.items() if {*chosen} & {*one})


def best(sets: dict[tuple[int, ...], float], budget: int, must: Iterable[int], free: Iterable[int]) -> float:
    more = budget - len({*must})
    every = chain.from_iterable(combinations(sorted({*free} - {*must}), size) for size in range(more + 1))
    return max(met(sets, (*must, *some)) for some in every)


def covered(sets: dict[tuple[int, ...], float], budget: int, must: Iterable[int], may_not: Iterable[int]) -> Cover:
    covering = Covering(list(sets), list(sets.values()), 8)
    return covering.best(budget, sorted(must), sorted(may_not), Clock(30), 30)


@settings(deadline=None, max_examples=120)
@given(
    sets=given_sets,
    budget=st.integers(2, 5),
    must=st.sets(st.integers(0, 3), max_size=2),
    may_not=st.sets(st.integers(4, 7), max_size=3),
)
def test_the_choice_is_as_good_as_the_best_of_all_choices(
    sets: dict[tuple[int, ...], float], budget: int, must: set[int], may_not: set[int]
) -> None:
    found = covered(sets, budget, must, may_not)
    most = best(sets, budget, must, {*range(8)} - may_not)
    assert found.met == pytest.approx(most)
    assert found.met == pytest.approx(met(sets, found.chosen))
    assert found.at_most == pytest.approx(found.met)
    assert must <= {*found.chosen}
    assert not may_not & {*found.chosen}
    assert len(found.chosen) <= budget
    assert found.greedy_met == pytest.approx(met(sets, found.greedy))
    assert found.greedy_met >= (1 - 1 / e) * most * (1 - 1e-9)


@settings(deadline=None, max_examples=40)
@given(sets=given_sets, budget=st.integers(1, 5), must=st.sets(st.integers(0, 3), max_size=1))
def test_the_solver_finds_what_the_search_finds(
    sets: dict[tuple[int, ...], float], budget: int, must: set[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Covering, "_branch", out_of_time)
        patch.setattr(Covering, "_swapped", lambda _self, chosen, _fixed: chosen)
        found = covered(sets, budget, must, ())
    assert found.met == pytest.approx(best(sets, budget, must, range(8)))
    assert found.at_most == pytest.approx(found.met)


def out_of_time(*_: object) -> None:
    raise OutOfTimeError


@settings(deadline=None, max_examples=40)
@given(sets=given_sets, budget=st.integers(1, 4))
def test_what_no_choice_can_exceed_is_so_even_if_time_runs_out(sets: dict[tuple[int, ...], float], budget: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Covering, "_branch", out_of_time)
        patch.setattr(Covering, "_programmed", lambda _self, _budget, _taken, at_most, _clock: at_most)
        found = covered(sets, budget, (), ())
    assert found.met * (1 - 1e-9) <= best(sets, budget, (), range(8)) <= found.at_most * (1 + 1e-9)


def test_many_sets_of_equal_chances_are_searched_to_the_end() -> None:
    drawn = random.Random(3)
    sets = sorted({tuple(sorted(drawn.sample(range(24), drawn.randint(3, 5)))) for _ in range(3000)})
    found = Covering(sets, [1.0] * len(sets), 24).best(4, (), (), Clock(30), 30)
    bits = [sum(1 << at for at, some in enumerate(sets) if one in some) for one in range(24)]
    counts = {
        some: (bits[some[0]] | bits[some[1]] | bits[some[2]] | bits[some[3]]).bit_count()
        for some in combinations(range(24), 4)
    }
    assert found.at_most == found.met == max(counts.values()) == counts[found.chosen]


@pytest.mark.parametrize("seed", range(25))
def test_elements_that_share_much_are_searched_to_the_end(seed: int) -> None:
    drawn = random.Random(seed)
    sets = sorted({tuple(sorted(drawn.sample(range(12 + seed % 5), drawn.randint(3, 8)))) for _ in range(60)})
    weights = [float(drawn.randint(1, 5)) for _ in sets]
    size = 12 + seed % 5
    found = Covering(sets, weights, size).best(4, (), (), Clock(30), 30)
    masks = [sum(1 << one for one in some) for some in sets]
    chosen = (sum(1 << one for one in some) for some in combinations(range(size), 4))
    most = max(sum(weight for mask, weight in zip(masks, weights, strict=True) if mask & some) for some in chosen)
    assert found.at_most == found.met == most


# ---- of graphs ---------------------------------------------------------------------------------------------------


def crossing(graph: RouteGraph) -> list[Claim]:
    """Return the claims that are routes: a step between two places, and not that nobody was counted."""
    return [one for one in graph if one.route.crosses_border and not (one.count and one.count.high == 0)]


def touched(one: Claim, on: str) -> set[Hashable]:
    return {(tail, head) for tail, _, head, _ in one.route.steps() if tail != head} if on == "links" else {*one.places}


@pytest.mark.parametrize("on", ["places", "links"])
@settings(deadline=None, max_examples=40)
@given(graph=small_graphs, budget=st.integers(1, 3))
def test_no_other_places_or_links_touch_more_claims(graph: RouteGraph, budget: int, on: Any) -> None:
    found = coverage(graph, budget, on)
    routes = crossing(graph)
    sets = [touched(one, on) for one in routes]
    elements = sorted(set[Any]().union(*sets))
    most = max(
        sum(bool(one & {*some}) for one in sets)
        for some in chain.from_iterable(combinations(elements, size) for size in range(min(budget, len(elements)) + 1))
    )
    assert found.weight == most == len(found.covered)
    assert found.status == "optimal"
    assert found.gap == 0
    assert found.routes == RouteGraph(routes)
    assert found.total == len(routes)
    chosen = {*found.places} if on == "places" else {(tie.tail, tie.head) for tie in found.links}
    assert sum(bool(one & chosen) for one in sets) == most
    assert found.greedy_weight >= (1 - 1 / e) * most
    assert most <= found.greedy_at_most <= len(routes)
    assert len(found.rows) == len(found.chosen) <= budget


@settings(deadline=None, max_examples=30)
@given(graph=small_graphs, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(graph: RouteGraph, shuffle: random.Random) -> None:
    mixed = list(graph)
    shuffle.shuffle(mixed)
    again = coverage(RouteGraph(mixed), 2)
    assert again.rows.to_columns() == coverage(graph, 2).rows.to_columns()


@settings(deadline=None, max_examples=30)
@given(graph=small_graphs, budget=st.integers(1, 2))
def test_ways_round_avoid_what_was_chosen_and_join_the_ends_of_what_it_touches(graph: RouteGraph, budget: int) -> None:
    for on in ("places", "links"):
        found = coverage(graph, budget, on)
        ways = ways_round(graph, found)
        chosen = {(tie.tail, tie.head) for tie in found.links}
        ends: set[Any] = set()
        passed: set[Any] = set()
        for one in found.covered:
            for way in product(*one.route.stages):
                if not (one.route.sources and one.route.destinations) or way[0] == way[-1]:
                    continue
                if {way[0], way[-1]} & {*found.places}:
                    ends.add((way[0], way[-1]))
                elif {*way} & {*found.places} or {*pairwise(way)} & chosen:
                    passed.add((way[0], way[-1]))
        assert ways.at_an_end == len(ends)
        assert ways.pairs == len(passed)
        assert ways.status == "complete"
        for path in ways.examples:
            assert (path.places[0], path.places[-1]) in passed
            assert not {*path.places} & {*found.places}
            assert not {(link.tail, link.head) for link in path.links} & chosen


def test_ways_round_find_each_pair_that_links_still_join() -> None:
    g = RouteGraph(
        [
            claim("AZE", via="TUR", to="ARE", publication=REPORT),
            claim("AZE", via="TUR", to="IRN", publication=REPORT),
            claim("AZE", to="GEO", publication=REPORT),
            claim("GEO", to="ARE", publication=REPORT),
        ]
    )
    found = coverage(g, 1, roles="transit")
    assert [one.code for one in found.places] == ["TUR"]
    ways = ways_round(g, found)
    assert (ways.pairs, ways.with_way, ways.examined, ways.at_an_end, ways.share) == (2, 1, 2, 0, 0.5)
    assert [str(path) for path in ways.examples] == [
        "Azerbaijan → Georgia → United Arab Emirates [stitched: 0 of 1 joint documented]"
    ]
    assert ways_round(g, found, joints="transit").with_way == 0
    assert ways_round(g, found, max_legs=1).with_way == 0
    assert list(ways.to_frame()["legs"]) == [2]


def test_a_pair_whose_own_way_does_not_pass_the_choice_needs_no_way_round() -> None:
    g = RouteGraph([claim("AZE", to=["ARE", "TUR"], publication=REPORT)])
    ways = ways_round(g, coverage(g, 1, must=["TUR"]))
    assert (ways.pairs, ways.at_an_end) == (0, 1)
    ways = ways_round(g, coverage(g, 1, "links", must=[("AZE", "TUR")]))
    assert (ways.pairs, ways.with_way) == (1, 0)


def test_ways_round_stop_when_time_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    g = RouteGraph([claim("AZE", via="TUR", to="ARE", publication=REPORT)])
    found = coverage(g, 1, roles="transit")
    monkeypatch.setattr("traffickgraph.analysis.interdiction.ways.monotonic", iter([0.0, 99.0]).__next__)
    ways = ways_round(g, found, time_limit=1)
    assert (ways.status, ways.examined, ways.share) == ("time limit", 0, None)
    assert "1 pairs were not examined" in str(ways)


GRAPH = RouteGraph(
    [
        claim("UZB", via="AZE", to="TUR", publication=REPORT),
        claim("UZB", via="AZE", to="TUR", exploitation="sexual", publication=REPORT),
        claim("UZB", via="AZE", to="TUR", publication=OTHER),
        claim("GEO", to="ARE", publication=REPORT),
        claim("GEO", to="ARE", exploitation="sexual", publication=REPORT),
        claim("KAZ", to="ARE", publication=REPORT),
        claim("AZE", to="AZE", publication=REPORT),
        claim(via="IRN", publication=REPORT),
        claim("IRN", to="AZE", publication=REPORT, count=0),
    ]
)


def test_a_route_is_a_claim_with_a_leg_between_two_places() -> None:
    found = coverage(GRAPH, 1)
    assert (found.weight, found.total, found.share) == (3.0, 6.0, 0.5)


@pytest.mark.parametrize(
    ("weight", "total"),
    [("claims", 6.0), ("publications", 4.0), (lambda one: len(one.places) / 2, 7.5), (lambda _: 0, 0.0)],
)
def test_a_route_counts_what_the_weight_says(weight: Any, total: float) -> None:
    assert coverage(GRAPH, 2, weight=weight).total == total


def test_without_any_weight_there_is_nothing_to_choose() -> None:
    found = coverage(GRAPH, 2, weight=lambda _: 0)
    assert (found.chosen, found.share, found.status) == ((), None, "optimal")


def test_a_place_touches_routes_that_name_it_in_the_roles_asked() -> None:
    assert [one.code for one in coverage(GRAPH, 1, roles="transit").places] == ["AZE"]
    assert [one.code for one in coverage(GRAPH, 1, roles=["destination"]).places] == ["ARE"]
    assert coverage(GRAPH, 6, roles=[Role.TRANSIT]).weight == 3


def test_what_must_be_chosen_is_and_what_may_not_is_not() -> None:
    found = coverage(GRAPH, 2, must=["Iran"], may_not=["ARE", "AZE"])
    assert {one.code for one in found.places} == {"IRN", "TUR"}
    assert [row.cells()[0] for row in found.rows] == ["place", "place"]
    (row,) = coverage(GRAPH, 1, "links", must=[("Georgia", "UAE")]).rows
    assert row.cells() == ("link", "Georgia", "United Arab Emirates", 2.0, 2.0, True, 2, 1)


@pytest.mark.parametrize("on", ["places", "links"])
def test_a_region_is_chosen_only_where_it_is_asked_for(on: Any) -> None:
    graph = RouteGraph(
        [
            claim("UZB", to="Central Asia", publication=REPORT),
            claim("KAZ", to="Central Asia", publication=REPORT),
            claim("KAZ", to="TUR", publication=REPORT),
        ]
    )
    assert not any(isinstance(one, Region) for one in coverage(graph, 3, on).places)
    assert coverage(graph, 3, "links").weight == 1
    assert coverage(graph, 1).weight == 2
    assert coverage(graph, 3, on, regions=True).weight == 3
    assert coverage(graph, 1, must=["Central Asia"]).places == (Region("central-asia"),)
    assert coverage(graph, 3, on).total == 3, "routes that nothing else touches are counted"


def test_routes_between_given_ends_alone_are_counted_and_the_ends_not_chosen() -> None:
    found = coverage(GRAPH, 3, source="Uzbekistan", destination=["TUR", "ARE"])
    assert found.total == 3
    assert [one.code for one in found.places] == ["AZE"]
    assert {one.code for one in coverage(GRAPH, 2, source="UZB", must=["UZB"]).places} >= {"UZB"}


@pytest.mark.parametrize(
    "graph",
    [
        RouteGraph(),
        RouteGraph([claim("AZE", to="AZE", publication=REPORT)]),
        RouteGraph([claim(via="AZE", publication=REPORT)]),
        RouteGraph([claim("AZE", to="TUR", publication=REPORT, count=0)]),
    ],
    ids=["empty", "domestic", "role", "nobody"],
)
def test_a_graph_without_routes_has_nothing_to_choose(graph: RouteGraph) -> None:
    for on in ("places", "links"):
        found = coverage(graph, 3, on)
        assert (found.chosen, found.weight, found.total, found.share, found.status) == ((), 0, 0, None, "optimal")
        assert ways_round(graph, found).share is None
        assert str(found)


@pytest.mark.parametrize(
    ("ask", "error", "said"),
    [
        (lambda: coverage(GRAPH, 0), InvalidValueError, "budget is 1 or more, not 0"),
        (lambda: coverage(GRAPH, -3), InvalidValueError, "budget is 1 or more"),
        (lambda: coverage(GRAPH, budget=True), WrongTypeError, "budget is a whole number"),
        (lambda: coverage(GRAPH, 2.5), WrongTypeError, "budget is a whole number"),
        (lambda: coverage(GRAPH, 1, "flows"), InvalidValueError, "on is 'places' or 'links'"),
        (lambda: coverage(GRAPH, 1, must=["AZE", "TUR"]), InvalidValueError, "more than the budget of 1"),
        (lambda: coverage(GRAPH, 2, must=["AZE"], may_not=["AZE"]), InvalidValueError, "in must and in may_not"),
        (lambda: coverage(GRAPH, 2, must=["Chad"]), InvalidValueError, "no claim of this graph names Chad"),
        (lambda: coverage(GRAPH, 2, must="AZE"), WrongTypeError, "write [...] around one"),
        (lambda: coverage(GRAPH, 2, must=3), WrongTypeError, "must is an iterable"),
        (lambda: coverage(GRAPH, 2, must=[("UZB", "AZE")]), WrongTypeError, "links need on='links'"),
        (lambda: coverage(GRAPH, 2, "links", must=["AZE"]), WrongTypeError, "pairs of tail and head"),
        (lambda: coverage(GRAPH, 2, "links", must=[("UZB", "TUR")]), InvalidValueError, "states a link Uzbekistan → "),
        (lambda: coverage(GRAPH, 2, source="Chad"), InvalidValueError, "names Chad"),
        (lambda: coverage(GRAPH, 2, weight="people"), InvalidValueError, "weight is 'claims', 'publications'"),
        (lambda: coverage(GRAPH, 2, weight=lambda _: -1), InvalidValueError, "0 or more, not -1"),
        (lambda: coverage(GRAPH, 2, weight=lambda _: nan), InvalidValueError, "0 or more, not nan"),
        (lambda: coverage(GRAPH, 2, weight=lambda _: inf), InvalidValueError, "0 or more, not inf"),
        (lambda: coverage(GRAPH, 2, weight=lambda _: True), WrongTypeError, "a weight is a number, not True"),
        (lambda: coverage(GRAPH, 2, weight=lambda _: "2"), WrongTypeError, "a weight is a number"),
        (lambda: coverage(GRAPH, 2, roles=[]), InvalidValueError, "no role was given"),
        (lambda: coverage(GRAPH, 2, roles="victim"), UnknownTermError, "is no role"),
        (lambda: coverage(GRAPH, 2, time_limit=0), InvalidValueError, "seconds above 0"),
        (lambda: coverage([], 2), WrongTypeError, "asked of a RouteGraph"),
        (lambda: ways_round(GRAPH, GRAPH), WrongTypeError, "a Coverage or Chokepoints"),
        (lambda: ways_round(GRAPH, coverage(GRAPH, 1), max_legs=0), InvalidValueError, "max_legs is 1 or more"),
        (lambda: ways_round(GRAPH, coverage(GRAPH, 1), examples=0), InvalidValueError, "examples is 1 or more"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_given(
    ask: Callable[[], object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        ask()
    assert said in str(caught.value)


def test_without_numpy_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "numpy", None)
    with pytest.raises(MissingPackageError, match=r"traffickgraph\[analysis\]"):
        coverage(GRAPH, 1)


def test_a_choice_prints_what_was_counted_and_what_it_does_not_say(monkeypatch: pytest.MonkeyPatch) -> None:
    found = coverage(GRAPH, 1)
    assert repr(found) == "<Coverage: 1 place, touching 3 (50% of the weight of 6 claims)>"
    assert "not prevalence" in str(found)
    assert "No other choice of this size touches more." in str(found)
    assert "<table>" in found._repr_html_()
    assert list(found.to_frame()["claims"]) == [3]
    monkeypatch.setattr(Covering, "_branch", out_of_time)
    monkeypatch.setattr(Covering, "_programmed", lambda _self, _budget, _taken, _at_most, _clock: 9.0)
    monkeypatch.setattr(Covering, "_at_most", lambda *_: 9.0)
    late = coverage(GRAPH, 1)
    assert (late.status, late.at_most, late.gap) == ("time limit", 9.0, 2.0)
    assert "another choice may touch up to 9" in str(late)


def test_ways_round_chokepoints_are_asked_between_their_ends() -> None:
    g = RouteGraph([claim("UZB", via="AZE", to="TUR", publication=REPORT), claim("UZB", to="TUR", publication=REPORT)])
    found = chokepoints(g, "UZB", "TUR")
    assert found.places is None
    assert ways_round(g, found).with_way == 0
