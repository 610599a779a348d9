"""The search on graphs that are large enough for its short cuts: many ways, many ties, many dead ends."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from paths_by_definition import ranked

from traffickgraph import Claim, Count, Evidence, Link, Publication, Route, RouteGraph, paths, place
from traffickgraph.paths import search
from traffickgraph.places import Country, Place, countries

REPORT = Publication("An invented report", 2020)
POOL = [place(code) for code in ("ALB", "AZE", "BEN", "CHN", "ITA", "LBY", "NER", "NGA", "UKR")]


def drawn(seed: int) -> tuple[RouteGraph, dict[tuple[Place, Place], int]]:
    """Draw steps with either end as transit, or neither, and a price for each pair of places."""
    random = Random(seed)
    claims = []
    for number in range(random.randint(22, 44)):
        tail, head = random.sample(POOL, 2)
        stages = random.choice([((), (tail,), (head,)), ((tail,), (head,), ()), ((tail,), (), (head,))])
        sources, via, to = map(frozenset, stages)
        claims.append(
            Claim(
                Route(sources, (via,) if via else (), to),
                Evidence(REPORT, f"line {number}"),
                exploitation=random.choice(["sexual", "forced_labour", "forced_begging", "unspecified"]),
                count=random.choice([None, Count(1, 3)]),
            )
        )
    prices = {(tail, head): random.choice([0, 1, 1, 2, 5, 9]) for tail in POOL for head in POOL}
    return RouteGraph(claims), prices


@pytest.mark.parametrize("consistent", [False, True])
@pytest.mark.parametrize("joints", ["transit", "any"])
@pytest.mark.parametrize("longest", [3, 5, 9])
@pytest.mark.parametrize("patience", [0, 300])
def test_every_path_comes_in_its_turn(
    joints: str, longest: int, consistent: bool, patience: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_PATIENCE", patience)
    several = 0
    for seed in range(40):
        graph, prices = drawn(seed)
        ends = min(graph.places), max(graph.places)
        options = {"joints": joints, "consistent": consistent}

        def price(link: Link, prices: dict[tuple[Place, Place], int] = prices) -> int:
            return prices[link.tail, link.head]

        found = [path.places for path in paths.between(graph, *ends, max_legs=longest, cost=price, **options)]
        assert found == ranked(graph, *ends, longest, joints, consistent=consistent, cost=prices.__getitem__)
        several += len(found) > 1
    assert several >= 5, "too few of the graphs ask anything of the search"


def test_ways_that_cost_nothing_come_by_their_codes_too() -> None:
    several = ["TUR", "central-asia", "europe"]
    graph = RouteGraph(
        Claim(route, Evidence(REPORT))
        for route in (
            Route.of("central-asia", via=["europe", {"LBY", "TUR"}], to="europe"),
            Route.of(several, via={"LBY", "central-asia"}, to=several),
        )
    )
    prices = {("LBY", "TUR"): 1, ("LBY", "europe"): 1, ("TUR", "LBY"): 2, ("europe", "LBY"): 1, ("europe", "TUR"): 2}
    found = paths.between(
        graph,
        "Central Asia",
        "Libya",
        max_legs=None,
        consistent=False,
        cost=lambda link: prices.get((link.tail.code, link.head.code), 0),
    )
    order = [(path.cost, path.places) for path in found]
    assert len(order) == 4
    assert order == sorted(order)


def test_costs_that_tie_as_real_numbers_tie_in_the_search() -> None:
    # 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1 for a computer; the paths cost the same, and come by their codes.
    a, b, c, d, e, f = (Country(code) for code in ("AZE", "BEN", "CHN", "LBY", "NGA", "UKR"))
    costs = {(a, b): 0.1, (b, c): 0.2, (c, f): 0.3, (a, d): 0.3, (d, e): 0.2, (e, f): 0.1}
    for random in map(Random, range(5)):
        pairs = list(costs)
        random.shuffle(pairs)
        graph = RouteGraph(Claim(Route.of(tail, to=head), Evidence(REPORT)) for tail, head in pairs)
        found = paths.between(graph, a, f, joints="any", cost=lambda link: costs[link.tail, link.head])
        assert [path.places for path in found] == [(a, b, c, f), (a, d, e, f)]


def test_a_dead_end_of_many_places_does_not_hold_up_the_search() -> None:
    # Everybody in the clique leads to everybody, but the only way on from it leads through a place that was passed.
    clique = POOL[2:]
    pairs = [(POOL[0], POOL[1]), *((tail, head) for tail in clique for head in clique if tail != head)]
    pairs += [(POOL[1], one) for one in clique] + [(one, POOL[1]) for one in clique]
    graph = RouteGraph(
        Claim(Route.of(tail, to=head), Evidence(REPORT)) for tail, head in [*pairs, (POOL[1], place("TUR"))]
    )
    found = paths.between(graph, POOL[0], "TUR", max_legs=None, joints="any")
    assert [path.places for path in found] == [(POOL[0], POOL[1], place("TUR"))]


def test_ways_that_only_lead_back_do_not_hold_up_a_search_for_transit() -> None:
    # From everywhere in a clique a way seems open over a place that was passed to get there.
    clique = countries()[:14]
    steps = [Route.of(via=[tail, head]) for tail in clique for head in clique if tail != head]
    back = [Route.of(via=[one, POOL[8]]) for one in clique] + [Route.of(via=[POOL[8], one]) for one in clique]
    routes = [*steps, *back, Route.of("SEN", via=POOL[8]), Route.of(POOL[8], to="TUR")]
    graph = RouteGraph(Claim(route, Evidence(REPORT)) for route in routes)
    found = paths.between(graph, "SEN", "TUR", max_legs=None)
    assert [path.places for path in found] == [(place("SEN"), POOL[8], place("TUR"))]


def test_the_price_of_a_path_is_that_of_its_links() -> None:
    graph, _ = drawn(3)
    for path in paths.between(graph, *sorted(graph.places)[:2], joints="any", cost=paths.best_supported):
        assert path.cost == pytest.approx(sum(map(paths.best_supported, path.links)))
        assert [(link.tail, link.head) for link in path.links] == list(pairwise(path.places))


A, B, C, S, T, V = (place(code) for code in ("ALB", "BEN", "CHN", "SEN", "TUR", "VNM"))


def cheapest(prices: dict[tuple[Place, Place], int], *routes: Route) -> list[tuple[Place, ...]]:
    graph = RouteGraph(Claim(route, Evidence(REPORT)) for route in routes)
    found = paths.between(graph, S, T, max_legs=None, cost=lambda link: prices.get((link.tail, link.head), 1))
    return [path.places for path in found]


def test_a_cheap_way_to_a_place_does_not_close_it_to_a_way_that_has_not_used_up_its_exit() -> None:
    found = cheapest(
        {(S, B): 5},
        Route.of(S, to=[A, B]),
        Route.of(via=[A, V]),
        Route.of(via=[B, V, A]),
        Route.of(A, to=T),
    )
    assert found == [(S, B, V, A, T)]


def test_a_cheap_way_that_ends_in_a_place_does_not_close_it_to_a_way_that_passes() -> None:
    found = cheapest(
        {(S, B): 5},
        Route.of(S, to=[V, B]),
        Route.of(via=[B, V]),
        Route.of(via=[V, C]),
        Route.of(via=[C, V]),
        Route.of(V, to=T),
    )
    assert found == [(S, B, V, T)]


def test_a_way_that_looked_cheaper_to_the_end_does_not_close_a_place_to_one_that_is() -> None:
    found = cheapest(
        {(S, V): 5, (S, A): 0, (V, C): 6},
        Route.of(S, via=V),
        Route.of(S, to=A),
        Route.of(via=A, to=V),
        Route.of(V, to=S),
        Route.of(via=S, to=T),
        Route.of(via=[V, C], to=T),
    )
    assert found == [(S, T), (S, A, V, C, T), (S, V, C, T)]
