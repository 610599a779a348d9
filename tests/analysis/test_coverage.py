"""Which few places or links touch most routes: against brute force over all subsets."""

from __future__ import annotations

import random
import tracemalloc
from fractions import Fraction
from itertools import chain, combinations, pairwise, product
from math import e, inf, nan
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.interdiction import chokepoints, coverage, ways_round
from traffickgraph.analysis.interdiction.covering import Cover, Covering
from traffickgraph.analysis.interdiction.family import Family
from traffickgraph.analysis.interdiction.search import Search
from traffickgraph.analysis.interdiction.ways import Clock, OutOfTimeError
from traffickgraph.errors import InvalidValueError, MissingPackageError, UnknownTermError, WrongTypeError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Publication, claim
from traffickgraph.paths import between
from traffickgraph.places import Country, Region
from traffickgraph.testing import claims, graphs, routes
from traffickgraph.vocabulary import Role
from traffickgraph.where import said_to_be

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
    covering = Covering(list(sets), list(sets.values()))
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
        patch.setattr(Search, "_branch", out_of_time)
        patch.setattr(Covering, "_swapped", lambda _self, _family, chosen, _clock: chosen)
        found = covered(sets, budget, must, ())
    assert found.met == pytest.approx(best(sets, budget, must, range(8)))
    assert found.at_most == pytest.approx(found.met)


def out_of_time(*_: object) -> None:
    raise OutOfTimeError


@settings(deadline=None, max_examples=40)
@given(sets=given_sets, budget=st.integers(1, 4))
def test_what_no_choice_can_exceed_is_so_even_if_time_runs_out(sets: dict[tuple[int, ...], float], budget: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Search, "_branch", out_of_time)
        patch.setattr(Covering, "_programmed", lambda _self, _family, _left, best, at_most, _clock: (best, at_most))
        found = covered(sets, budget, (), ())
    assert found.met * (1 - 1e-9) <= best(sets, budget, (), range(8)) <= found.at_most * (1 + 1e-9)


def test_many_sets_of_equal_chances_are_searched_to_the_end() -> None:
    drawn = random.Random(3)
    sets = sorted({tuple(sorted(drawn.sample(range(24), drawn.randint(3, 5)))) for _ in range(3000)})
    found = Covering(sets, [1.0] * len(sets)).best(4, (), (), Clock(30), 30)
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
    found = Covering(sets, weights).best(4, (), (), Clock(30), 30)
    masks = [sum(1 << one for one in some) for some in sets]
    chosen = (sum(1 << one for one in some) for some in combinations(range(size), 4))
    most = max(sum(weight for mask, weight in zip(masks, weights, strict=True) if mask & some) for some in chosen)
    assert found.at_most == found.met == most


@pytest.mark.parametrize("seed", range(10))
def test_a_large_budget_is_solved_without_a_deep_search(seed: int) -> None:
    drawn = random.Random(seed)
    sets = sorted({tuple(sorted(drawn.sample(range(160), drawn.randint(1, 3)))) for _ in range(400)})
    weights = [float(drawn.randint(1, 9)) for _ in sets]
    found = Covering(sets, weights).best(60, (), (), Clock(30), 30)
    assert found.at_most == found.met
    assert found.met == met(dict(zip(sets, weights, strict=True)), found.chosen) >= found.greedy_met
    assert len(found.chosen) == 60


def test_a_budget_for_all_that_touches_something_needs_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Search, "at_most", never)
    pairs = [(one, one + 1) for one in range(0, 6000, 2)]
    found = Covering(pairs, [1.0] * len(pairs)).best(10**30, (), (), Clock(30), 30)
    assert found.met == found.at_most == 3000
    assert len(found.chosen) == 3000


def test_the_greedy_rule_takes_what_adds_most_each_time_and_the_first_of_equals() -> None:
    drawn = random.Random(5)
    sets = {tuple(sorted(drawn.sample(range(40), 3))): float(drawn.randint(1, 4)) for _ in range(120)}
    expected = list[int]()
    for _ in range(7):
        adds = [met(sets, [*expected, one]) for one in range(40)]
        expected.append(adds.index(max(adds)))
    assert covered(sets, 7, (), ()).greedy == tuple(sorted(expected))


def test_tables_grow_with_what_can_touch_something_alone() -> None:
    # The second set is as long as the links of a large graph: two of its elements may be chosen.
    sets = [(0, 1), tuple(range(60_000))]
    tracemalloc.start()
    found = Covering(sets, [2.0, 1.0]).best(1, (), range(2, 60_000), Clock(30), 30)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.met, found.at_most) == (3, 3)
    assert most < 50e6, "a table of all pairs would take 29 gigabytes"


def test_long_sets_are_read_a_part_at_a_time() -> None:
    sets = [tuple(one for one in range(300) if one not in {row, row + 1}) for row in range(298)]
    tracemalloc.start()
    table = Family(sets, [1.0] * 298, 300).shared(None, Clock(30))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert table[0, 299] == 297
    assert table[5, 5] == 296
    assert most < 200e6, "all at once would take 430 megabytes"


@pytest.mark.parametrize("seconds", [1e-9, 0.02])
def test_a_choice_is_given_when_time_is_over_at_once(seconds: float) -> None:
    drawn = random.Random(1)
    sets = sorted({tuple(sorted(drawn.sample(range(3000), 3))) for _ in range(6000)})
    begun = monotonic()
    found = Covering(sets, [1.0] * len(sets)).best(800, (), (), Clock(seconds), seconds)
    assert monotonic() - begun < 5
    assert len(found.chosen) == 800
    assert found.met == met(dict.fromkeys(sets, 1.0), found.chosen) < found.at_most
    assert not found.is_greedy_whole or seconds > 1e-9


def test_without_time_for_the_greedy_rule_nothing_is_promised_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "left", 0.0)
    found = coverage(GRAPH, 1)
    assert not found.is_greedy_whole
    assert found.greedy_at_most == found.total
    assert "did not come to its end" in str(found)
    assert "a promise of" not in str(found)


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


@settings(deadline=None, max_examples=40)
@given(graph=small_graphs, tried=st.integers(0, 3), joints=st.sampled_from(["any", "transit", "documented"]))
def test_the_way_round_is_the_first_way_that_avoids_the_choice(graph: RouteGraph, tried: int, joints: Any) -> None:
    for on in ("places", "links"):
        found = coverage(graph, 1, on)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("traffickgraph.analysis.interdiction.remaining._TRIED", tried)
            few = ways_round(graph, found, joints=joints)
        many = ways_round(graph, found, joints=joints)
        chosen = {(tie.tail, tie.head) for tie in found.links}
        for ways in (few, many):
            assert (ways.pairs, ways.with_way) == (many.pairs, many.with_way)
            for path in ways.examples:
                options = between(graph, path.places[0], path.places[-1], joints=joints, max_legs=4, consistent=False)
                assert path.places == next(
                    one.places
                    for one in options
                    if not {*one.places} & {*found.places} and not {*pairwise(one.places)} & chosen
                )


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


def test_a_choice_that_cannot_be_larger_says_why() -> None:
    graph = RouteGraph([claim("UZB", to="TUR", publication=REPORT), claim("Europe", to="Africa", publication=REPORT)])
    assert "Nothing that may be chosen touches the other 1 claim." in str(coverage(graph, 10**9))
    assert "No other choice of this size touches more." in str(coverage(graph, 10, regions=True))
    assert "No claim is counted, so there is nothing to choose." in str(
        coverage(graph, 2, source="UZB", destination="Africa")
    )


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


class Refusing:
    def __index__(self) -> int:
        raise TypeError


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
        (lambda: coverage(GRAPH, 2, weight=lambda _: -(10**400)), InvalidValueError, "a weight is a number, 0 or more"),
        (lambda: coverage(GRAPH, 2, weight=lambda _: 1e308), InvalidValueError, "too large to be added"),
        (lambda: coverage(GRAPH, 2, weight=3), InvalidValueError, "weight is 'claims', 'publications'"),
        (lambda: coverage(GRAPH, Refusing()), WrongTypeError, "budget is a whole number"),
        (lambda: coverage(GRAPH, 2, roles=None), WrongTypeError, "roles are a role or several roles, not None"),
        (lambda: coverage(GRAPH, 2, roles=3), WrongTypeError, "roles are a role or several roles, not 3"),
        (lambda: coverage(GRAPH, 2, roles=[3]), WrongTypeError, "3 is no role"),
        (lambda: coverage(GRAPH, 2, regions="x"), WrongTypeError, "regions is True or False, not 'x'"),
        (lambda: coverage(GRAPH, 2, regions=1), WrongTypeError, "regions is True or False, not 1"),
        (lambda: coverage(GRAPH, 2, source=[]), InvalidValueError, "no place was given as source"),
        (lambda: coverage(GRAPH, 2, time_limit="9"), WrongTypeError, "time_limit is a number of seconds"),
        (lambda: coverage(GRAPH, 2, time_limit=10**400), InvalidValueError, "seconds above 0"),
        (lambda: coverage(GRAPH, 2, roles=[]), InvalidValueError, "no role was given"),
        (lambda: coverage(GRAPH, 2, roles="victim"), UnknownTermError, "is no role"),
        (lambda: coverage(GRAPH, 2, time_limit=0), InvalidValueError, "seconds above 0"),
        (lambda: coverage([], 2), WrongTypeError, "read from a RouteGraph"),
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


def test_numbers_and_names_may_come_from_numpy() -> None:
    np = pytest.importorskip("numpy")
    plain = coverage(GRAPH, 2, source="UZB", weight=lambda _: 2)
    for budget, limit, two in (
        (np.int64(2), np.float32(9), np.int64(2)),
        (np.uint8(2), np.int32(9), np.float32(2)),
        (2, Fraction(9), Fraction(2)),
    ):
        found = coverage(
            GRAPH,
            budget,
            source=np.array(["UZB"]),
            roles=np.array(["source", "transit", "destination"]),
            regions=np.bool_(False),  # noqa: FBT003 - the value under test
            time_limit=limit,
            weight=lambda _, two=two: two,
        )
        assert found.rows.to_columns() == plain.rows.to_columns()
    assert coverage(GRAPH, 1, must=np.array(["IRN"])).places == (Country("IRN"),)


# ---- how firmly it is put ----------------------------------------------------------------------------------------

HEDGED = RouteGraph(
    [
        claim("UZB", to="AZE", status="possible", count="<5", publication=REPORT),
        claim("UZB", to="TUR", count="<5", publication=REPORT),
        claim("GEO", to="ARE", publication=REPORT),
    ]
)


def test_a_choice_says_how_much_of_it_is_hedged() -> None:
    assert (
        "Said to be possible, or of a count that may be nobody: 2 of 2 claims touched and 2 of 3 claims counted."
        in coverage(HEDGED, 1).rows.note
    )
    alone = coverage(RouteGraph(HEDGED.claims[:1]), 1)
    assert "1 of 1 claim touched and 1 of 1 claim counted" in str(alone)
    assert "1 of 1 claim touched and 1 of 1 claim counted" in alone._repr_html_()
    assert "ossible, or" not in str(coverage(GRAPH, 1))
    assert "nferred" not in str(coverage(HEDGED, 1))


def test_what_is_said_to_be_possible_can_be_left_out() -> None:
    firm = coverage(HEDGED.where(~said_to_be("possible")), 3)
    assert "1 of 2 claims touched and 1 of 2 claims counted" in str(firm), "the count that may be nobody remains"


def test_a_choice_says_how_much_of_it_is_inferred() -> None:
    graph = RouteGraph(
        [claim("Central Asia", to="TUR", publication=REPORT), claim("GEO", to="ARE", publication=REPORT)]
    )
    said = "Inferred, a region read as its members: 1 of 2 claims touched and 1 of 2 claims counted."
    assert said in str(coverage(graph.expand_regions(), 2))
    assert "nferred" not in str(coverage(graph, 2))


def test_ways_round_say_how_much_behind_them_is_hedged() -> None:
    g = RouteGraph(
        [
            claim("AZE", via="TUR", to="ARE", publication=REPORT),
            claim("AZE", to="GEO", publication=REPORT, status="possible"),
            claim("GEO", to="ARE", publication=REPORT),
        ]
    )
    ways = ways_round(g, coverage(g, 1, roles="transit"))
    assert "Said to be possible, or of a count that may be nobody: 1 of 2 claims behind the ways shown." in str(ways)
    firm = ways_round(g.where(~said_to_be("possible")), coverage(g, 1, roles="transit"))
    assert firm.with_way == 0
    assert "ossible, or" not in str(firm)


def test_ways_round_name_the_pairs_whose_end_was_chosen() -> None:
    g = RouteGraph([claim("AZE", to=["ARE", "TUR"], publication=REPORT)])
    ways = ways_round(g, coverage(g, 1, must=["AZE"]))
    assert repr(ways) == "<WaysRound: 0 of 0 pairs; 2 with a chosen end>"
    assert "2 pairs with a chosen end left out: no way leads round that." in str(ways)


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
    monkeypatch.setattr(Covering, "_exactly", lambda _self, _family, _left, greedy, *_: ((3.0, greedy.chosen), 9.0))
    late = coverage(GRAPH, 1)
    assert (late.status, late.at_most, late.gap) == ("time limit", 9.0, 2.0)
    assert "another choice may touch up to 9" in str(late)


def test_ways_round_chokepoints_are_asked_between_their_ends() -> None:
    g = RouteGraph([claim("UZB", via="AZE", to="TUR", publication=REPORT), claim("UZB", to="TUR", publication=REPORT)])
    found = chokepoints(g, "UZB", "TUR")
    assert found.places is None
    assert ways_round(g, found).with_way == 0
