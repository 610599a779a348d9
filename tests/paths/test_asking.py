"""What is asked of paths is checked at once, and refused in words that help."""

from __future__ import annotations

from itertools import islice
from math import inf, log, nan
from typing import Any

import pytest

from traffickgraph import Publication, RouteGraph, TraffickGraphError, claim, datasets, paths, place
from traffickgraph.errors import InvalidValueError, UnknownPlaceError, WrongTypeError
from traffickgraph.paths import Support
from traffickgraph.places import countries

REPORT = Publication("An invented report", 2020)
OTHER = Publication("Another invented report", 2021)
CHAIN = RouteGraph(
    [
        claim("Nigeria", via=["Niger", "Libya"], to="Italy", publication=REPORT),
        claim("Nigeria", via="Niger", to="Algeria", publication=OTHER),
        claim("Azerbaijan", to="Azerbaijan", publication=REPORT),
    ]
)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"source": "Nigera"}, "no country or region is called 'Nigera'; did you mean 'Nigeria'"),
        ({"destination": "Chad"}, "no claim of this graph names Chad (TCD); see graph.places for those that it names"),
        ({"source": 3}, "3 is no place; give a name, a code or an iterable of them"),
        ({"source": []}, "no place was given; name one or several"),
        ({"max_legs": 0}, "max_legs is 1 or more, not 0"),
        ({"max_legs": -2}, "max_legs is 1 or more, not -2"),
        ({"max_legs": True}, "max_legs is a whole number, not True"),
        ({"max_legs": 2.5}, "max_legs is a whole number, not 2.5"),
        ({"window": 0}, "window is 1 or more, not 0"),
        ({"joints": "all"}, "joints are 'documented', 'transit' or 'any', not 'all'"),
        ({"graph": CHAIN.claims}, "this is read from a RouteGraph, not from"),
        ({"cost": lambda _: -1}, "the cost of Libya → Italy (1 claim, 1 publication) is -1; a cost is 0 or more"),
        ({"cost": lambda _: nan}, "is nan; a cost is 0 or more, and math.inf leaves the link out"),
        ({"cost": lambda _: "dear"}, "is to be a number, not 'dear'"),
        ({"cost": lambda _: None}, "is to be a number, not None"),
        ({"cost": lambda _: True}, "is to be a number, not True"),
        ({"cost": lambda _: b"1"}, "is to be a number, not b'1'"),
        ({"consistent": "no"}, "consistent is True or False, not 'no'"),
        ({"cost": 1}, "cost is a function from a link to a number, not 1"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_the_first_path(asked: dict[str, Any], said: str) -> None:
    given: dict[str, Any] = {"graph": CHAIN, "source": "Nigeria", "destination": "Italy"} | asked
    with pytest.raises(TraffickGraphError) as refused:
        paths.between(given.pop("graph"), given.pop("source"), given.pop("destination"), **given)
    assert said in str(refused.value)
    assert isinstance(refused.value, (InvalidValueError, WrongTypeError, UnknownPlaceError))


def test_a_path_to_oneself_is_answered_by_what_to_ask_instead() -> None:
    with pytest.raises(
        InvalidValueError, match=r"a path from Nigeria to itself is no path; ask paths\.cycles"
    ) as error:
        paths.between(CHAIN, "Nigeria", ["NGA"])
    assert "domestic" in str(error.value)


def test_the_number_of_best_paths_is_one_or_more() -> None:
    with pytest.raises(InvalidValueError, match="number is 1 or more, not 0"):
        paths.best(CHAIN, "Nigeria", "Italy", 0)


def test_a_place_that_only_an_indicator_names_is_named_by_no_claim() -> None:
    g = datasets.load("azerbaijan-2015")
    only = RouteGraph([claim("UZB", to="TUR", publication=REPORT)], g.indicators)
    with pytest.raises(InvalidValueError, match="no claim of this graph names Azerbaijan"):
        paths.between(only, "UZB", "AZE")


def test_paths_are_searched_for_as_they_are_asked_for() -> None:
    # Twenty stages of two alternatives each: a million ways, of which three are wanted.
    pool = [one for one in countries() if one.code not in {"NGA", "ITA"}]
    stages = [set(pool[at : at + 2]) for at in range(0, 40, 2)]
    g = RouteGraph([claim("NGA", via=stages, to="ITA", publication=REPORT)])
    for joints in ("documented", "transit", "any"):
        found = list(islice(paths.between(g, "NGA", "ITA", max_legs=None, joints=joints), 3))
        assert [len(path.links) for path in found] == [21, 21, 21]
        assert all(path.is_documented for path in found)
        assert found[0].places < found[1].places < found[2].places


def test_an_infinite_cost_leaves_a_link_out() -> None:
    g = RouteGraph([claim("UZB", to=["KAZ", "TUR"], publication=REPORT), claim("KAZ", to="TUR", publication=REPORT)])

    def without_the_way_over_kazakhstan(link: Any) -> float:
        return inf if link.head == place("KAZ") else 0.5

    found = paths.between(g, "UZB", "TUR", joints="any", cost=without_the_way_over_kazakhstan)
    assert [(len(path.links), path.cost) for path in found] == [(1, 0.5)]
    assert list(paths.between(g, "UZB", "TUR", joints="any", cost=lambda _: inf)) == []


def test_support_is_minus_the_logarithm_of_the_chance_that_one_claim_holds() -> None:
    g = RouteGraph(
        [
            claim("UZB", to="TUR", publication=REPORT, status="possible"),
            claim("UZB", to="TUR", publication=REPORT, status="past"),
            claim("UZB", to="TUR", publication=OTHER),
        ]
    )
    (link,) = g.links()
    assert paths.best_supported(link) == pytest.approx(-log(1 - 0.7 * 0.5 * 0.1))
    assert Support(possible=0.5, past=0.25, current=1)(link) == 0
    assert Support(independent="publications").chance(link) == pytest.approx(1 - 0.5 * 0.1)
    assert hash(Support(possible=0.3)) == hash(paths.best_supported)


@pytest.mark.parametrize("wrong", [0, -0.1, 1.1, nan, "0.5", True])
def test_a_weight_is_a_chance(wrong: Any) -> None:
    with pytest.raises(InvalidValueError, match="possible is a chance above 0 and up to 1"):
        Support(possible=wrong)


def test_what_errs_independently_is_claims_or_publications() -> None:
    with pytest.raises(InvalidValueError, match="independent is 'claims' or 'publications', not 'reports'"):
        Support(independent="reports")  # type: ignore[arg-type]


def test_a_graph_that_is_no_more_leaves_nothing_behind() -> None:
    import gc

    from traffickgraph.paths import maze

    before = len(maze._KEPT)
    g = RouteGraph([claim("UZB", to="TUR", publication=REPORT)])
    assert list(paths.between(g, "UZB", "TUR"))
    assert len(maze._KEPT) == before + 1
    del g
    gc.collect()
    assert len(maze._KEPT) == before


def test_ends_that_no_claim_ties_to_a_place_leave_no_way_back_as_a_path() -> None:
    g = RouteGraph(
        [
            claim("Libya", to="Italy", publication=REPORT),
            claim("Italy", to="Libya", publication=REPORT),
            claim("Niger", publication=REPORT),
        ]
    )
    for joints in ("transit", "any", "documented"):
        assert list(paths.between(g, ["Libya", "Niger"], "Libya", joints=joints)) == []
        assert list(paths.between(g, "Libya", ["Niger", "Libya"], joints=joints)) == []


def test_a_cost_that_has_changed_is_asked_again() -> None:
    weights = {"NER": 5, "LBY": 5, "DZA": 1}
    g = RouteGraph(
        [
            claim("NGA", via=["NER", "LBY"], to="ITA", publication=REPORT),
            claim("NGA", via="DZA", to="ITA", publication=REPORT),
        ]
    )

    def cost(link: Any) -> int:
        return weights.get(link.head.code, 1)

    assert [path.cost for path in paths.between(g, "NGA", "ITA", cost=cost)] == [2, 11]
    weights.update(NER=0, LBY=0)
    found = list(paths.between(g, "NGA", "ITA", cost=cost))
    assert [(path.cost, len(path.links)) for path in found] == [(1, 3), (2, 2)]


def test_small_costs_keep_their_order_beside_a_large_one() -> None:
    g = RouteGraph(
        [
            *(claim("NGA", via=one, to="ITA", publication=REPORT) for one in ("NER", "TCD")),
            claim("NGA", to="ESP", publication=REPORT),
        ]
    )
    costs = {"NER": 2e-16, "TCD": 1e-16, "ITA": 1e-16, "ESP": 1e300}
    found = paths.between(g, "NGA", "ITA", cost=lambda link: costs[link.head.code])
    assert [path.cost for path in found] == [2e-16, 3e-16]


def test_costs_that_no_number_holds_together_are_refused_and_whole_ones_are_exact() -> None:
    g = RouteGraph([claim("NGA", via="NER", to="ITA", publication=REPORT)])
    with pytest.raises(InvalidValueError, match="too large to be added up"):
        paths.between(g, "NGA", "ITA", cost=lambda _: 1.5e308)
    assert [path.cost for path in paths.between(g, "NGA", "ITA", cost=lambda _: 10**400)] == [2 * 10**400]


def test_many_claims_still_cost_more_than_more_of_them() -> None:
    many = RouteGraph(claim("UZB", to="TUR", publication=REPORT, locator=str(at)) for at in range(40))
    (more,), (fewer,) = many.links(), RouteGraph(many.claims[:39]).links()
    assert 0 < paths.best_supported(more) < paths.best_supported(fewer)
    assert Support(current=1e-17)(RouteGraph(many.claims[:1]).links()[0]) == pytest.approx(-log(1e-17))


def test_a_claim_that_counted_nobody_states_no_place_between() -> None:
    g = RouteGraph([claim("NGA", via="LBY", to="ITA", publication=REPORT, count=0)])
    assert len(paths.transits(g, "NGA", "ITA").documented) == 0


def test_several_places_may_come_from_a_generator() -> None:
    for ask in (paths.between, paths.best, paths.transits):
        assert ask(CHAIN, (one for one in ["Nigeria"]), (one for one in ["Italy"]))


def test_any_number_of_paths_may_be_asked_for() -> None:
    assert len(paths.best(CHAIN, "Nigeria", "Italy", 10**30)) == 1


def test_an_answer_without_a_path_says_what_to_try() -> None:
    g = RouteGraph([claim("NGA", to="NER", publication=REPORT), claim("NER", to="Europe", publication=REPORT)])
    found = paths.best(g, "NGA", "Europe")
    assert (
        "No path of at most 4 legs under joints='transit'; try joints='any', consistent=False or more legs"
        in found.note
    )
    assert "No path of at most 4 legs" in str(paths.transits(g, "NGA", "Europe"))
    with pytest.raises(InvalidValueError, match=r"names Italy \(ITA\); claims name Europe, in which it lies"):
        paths.best(g, "NGA", "Italy")
