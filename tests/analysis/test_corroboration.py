"""Publications behind ties and roles, and where publications say differently. All facts here are invented."""

from __future__ import annotations

from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.corroboration import Corroborated, Corroboration, DifferenceKind, corroboration
from traffickgraph.errors import InvalidValueError, WrongTypeError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Publication, Route, claim
from traffickgraph.places import Country, Region
from traffickgraph.testing import claims, graphs, routes
from traffickgraph.vocabulary import Role, Status

REPORT = Publication("An invented report", 2020)
OTHER = Publication("Another invented report", 2021, publisher="An invented office")
THIRD = Publication("A third invented report", 2019, publisher="An invented office")
PUBLICATIONS = (REPORT, OTHER, THIRD)
POOL = [Country(code) for code in ("AZE", "UZB", "TUR", "ITA")]
PLACES = st.sampled_from([*POOL, Region("central-asia")])
GRAPHS = graphs(
    claims=claims(routes=routes(places=PLACES, max_stages=2, max_places=2), publications=st.sampled_from(PUBLICATIONS)),
    indicators=st.nothing(),
)
QUICK = settings(deadline=None, max_examples=30)
DIRECTION, ROLES, NOBODY = DifferenceKind


def said(source: Any = (), to: Any = (), publication: Publication = REPORT, **more: Any) -> Any:
    return claim(source, to=to, publication=publication, **more)


def found(*given_claims: Any, **options: Any) -> Corroborated:
    return corroboration(RouteGraph(given_claims), **options)


def differences(*given_claims: Any, **options: Any) -> set[tuple[str, str]]:
    return {(row.what, row.kind.name) for row in found(*given_claims, **options).differences}


def states(one: Any) -> bool:
    return one.count is None or one.count.high != 0


# ---- what stands behind ------------------------------------------------------------------------------------------


@QUICK
@given(GRAPHS, st.sampled_from(["links", "flows"]))
def test_behind_each_tie_stand_the_publications_that_a_plain_search_finds(g: RouteGraph, rows: Any) -> None:
    ends = (lambda leg: (leg.tail, leg.head)) if rows == "links" else (lambda flow: (flow.source, flow.destination))
    wanted: dict[Any, set[Any]] = {}
    for reading in g.legs() if rows == "links" else g.flows():
        tail, head = ends(reading)
        if tail != head and states(reading.claim):
            wanted.setdefault((tail, head), set()).add(reading.claim)
    table = corroboration(g, rows=rows).ties
    assert {row.places: set(row.claims) for row in table} == wanted
    for row in table:
        years = [one.publication.year for one in wanted[row.places]]
        publications = {one.publication for one in wanted[row.places]}
        hedged = all(one.status is Status.POSSIBLE for one in wanted[row.places])
        number = None if REPORT in publications else 1
        assert row.cells() == (
            *(row.what, len(publications), number, len(wanted[row.places]), min(years), max(years)),
            *(len(publications) == 1, hedged, False),
        )


@QUICK
@given(GRAPHS)
def test_behind_each_role_stand_the_claims_that_the_graph_gives(g: RouteGraph) -> None:
    naming = RouteGraph(filter(states, g))
    wanted = {((at,), role): part for at in naming.places for role, part in naming.roles(at).items()}
    assert {(row.places, row.role): row.claims for row in corroboration(g).roles} == wanted


def test_the_best_supported_stands_first_and_equals_stand_by_name() -> None:
    table = found(said("UZB", "AZE"), said("UZB", "AZE", OTHER), said("UZB", "TUR"), said("ITA", "TUR")).ties
    assert [row.what for row in table] == ["Uzbekistan → Azerbaijan", "Italy → Türkiye", "Uzbekistan → Türkiye"]
    assert [row.single for row in table] == [False, True, True]


def test_publishers_are_counted_where_all_are_stated() -> None:
    assert [row.publishers for row in found(said("UZB", "AZE", OTHER), said("UZB", "AZE", THIRD)).ties] == [1]
    assert [row.publishers for row in found(said("UZB", "AZE", OTHER), said("UZB", "AZE")).ties] == [None]


def test_a_tie_that_one_claim_states_without_a_hedge_is_not_hedged() -> None:
    possible = said("UZB", "AZE", status="possible")
    assert [row.hedged for row in found(possible).ties] == [True]
    assert [row.hedged for row in found(possible, said("UZB", "AZE", OTHER)).ties] == [False]


def test_what_follows_from_a_region_alone_is_marked_as_inferred() -> None:
    expanded = RouteGraph([said("Central Asia", "AZE"), said("UZB", "AZE", OTHER)]).expand_regions()
    marked = {row.what: row.inferred for row in corroboration(expanded).ties}
    assert marked["Uzbekistan → Azerbaijan"] is False
    assert marked["Tajikistan → Azerbaijan"] is True


def test_a_domestic_claim_is_behind_two_roles_and_no_tie() -> None:
    answer = found(said("AZE", "AZE"))
    assert len(answer.ties) == 0
    assert [row.what for row in answer.roles] == ["Azerbaijan as destination", "Azerbaijan as source"]


def test_a_role_without_a_partner_is_corroborated() -> None:
    answer = found(said(via="AZE"), said(via="AZE", publication=OTHER))
    assert len(answer.ties) == 0
    assert [(row.what, len(row.publications)) for row in answer.roles] == [("Azerbaijan as transit", 2)]


def test_flows_pass_over_what_lies_between() -> None:
    through = said("UZB", "ITA", via="TUR")
    assert {row.what for row in found(through).ties} == {"Uzbekistan → Türkiye", "Türkiye → Italy"}
    assert {row.what for row in found(through, rows="flows").ties} == {"Uzbekistan → Italy"}


# ---- where publications say differently --------------------------------------------------------------------------


def test_two_publications_that_state_one_direction_each_differ_both_ways() -> None:
    assert differences(said("UZB", "AZE"), said("AZE", "UZB", OTHER)) == {
        ("Uzbekistan → Azerbaijan", "OTHER_DIRECTION"),
        ("Azerbaijan → Uzbekistan", "OTHER_DIRECTION"),
    }


def test_a_publication_that_states_both_directions_differs_only_from_one_that_states_one() -> None:
    both = [said("UZB", "AZE"), said("AZE", "UZB")]
    assert differences(*both) == set()
    assert differences(*both, said("AZE", "UZB", OTHER)) == {("Uzbekistan → Azerbaijan", "OTHER_DIRECTION")}


def test_a_publication_that_names_other_places_says_nothing_different() -> None:
    assert differences(said("UZB", "AZE"), said("TUR", "AZE", OTHER), said("UZB", "TUR", THIRD)) == set()


@QUICK
@given(GRAPHS)
def test_the_other_direction_is_found_by_brute_force(g: RouteGraph) -> None:
    stating: dict[Any, set[Publication]] = {}
    for leg in g.legs():
        if states(leg.claim):
            stating.setdefault((leg.tail, leg.head), set()).add(leg.claim.publication)
    wanted = {
        (tail, head): stating[head, tail] - stating[tail, head]
        for tail, head in product(g.places, repeat=2)
        if tail != head and (tail, head) in stating and stating.get((head, tail), set()) - stating[tail, head]
    }
    rows = [row for row in corroboration(g).differences if row.kind is DIRECTION]
    assert {row.places: set(row.others.publications) for row in rows} == wanted


@QUICK
@given(GRAPHS, st.integers(1, 4))
def test_other_roles_only_are_found_by_brute_force(g: RouteGraph, speaks_of: int) -> None:
    naming = RouteGraph(filter(states, g))
    wanted = set()
    for at, role, publication in product(naming.places, Role, PUBLICATIONS):
        about = [one for one in naming if at in one.places and one.publication == publication]
        if len(about) >= speaks_of and naming.roles(at)[role] and not any(role in one.roles[at] for one in about):
            wanted.add(((at,), role, publication))
    rows = [row for row in corroboration(g, speaks_of=speaks_of).differences if row.kind is ROLES]
    assert {(row.places, row.role, one) for row in rows for one in row.others.publications} == wanted


def test_a_publication_that_hardly_speaks_of_a_place_has_not_left_out_a_role() -> None:
    longer = [said("AZE", to, OTHER) for to in ("ITA", "TUR", "ARE")]
    assert differences(said(via="AZE"), *longer[:2]) == set()
    assert differences(said(via="AZE"), *longer) == {("Azerbaijan as transit", "OTHER_ROLES")}
    assert differences(said(via="AZE"), *longer, speaks_of=4) == set()


@QUICK
@given(graphs(claims=claims(routes=routes(places=PLACES), publications=st.just(REPORT))))
def test_one_publication_never_says_differently_from_itself(g: RouteGraph) -> None:
    assert len(corroboration(g, speaks_of=1).differences) == 0


STATED = {"period": 2010, "exploitation": "sexual", "victims": "women", "count": 3}
NONE = {"period": 2010, "count": 0}


@pytest.mark.parametrize(
    ("stated", "none", "differs"),
    [
        ({}, {}, True),
        ({}, {"period": (2009, 2011)}, True),
        ({}, {"period": (2009, None)}, True),
        ({}, {"period": (None, 2010)}, True),
        ({"period": (2009, 2010)}, {}, False),
        ({"period": (2010, None)}, {}, False),
        ({"period": (None, 2010)}, {}, False),
        ({"period": (2010, None)}, {"period": (2009, None)}, True),
        ({"period": None}, {}, False),
        ({}, {"period": None}, False),
        ({}, {"period": 2011}, False),
        ({}, {"exploitation": "sexual"}, True),
        ({}, {"exploitation": ["sexual", "slavery"]}, True),
        ({}, {"exploitation": "slavery"}, False),
        ({"exploitation": ()}, {"exploitation": "sexual"}, False),
        ({}, {"victims": ["women", "men"]}, True),
        ({}, {"victims": "men"}, False),
        ({"victims": ()}, {"victims": "women"}, False),
        ({}, {"count": "<5"}, False),
        ({}, {"publication": REPORT}, False),
        ({"count": 0}, {}, False),
    ],
)
def test_a_count_of_nobody_stands_against_what_it_covers_and_nothing_else(
    stated: dict[str, Any], none: dict[str, Any], differs: bool
) -> None:
    one = said("UZB", "AZE", **{**STATED, **stated})
    other = said("UZB", "AZE", **{"publication": OTHER, **NONE, **none})
    assert (("Uzbekistan → Azerbaijan", "COUNTED_NOBODY") in differences(one, other)) is differs


def test_a_count_of_nobody_on_a_whole_route_covers_each_of_its_ties() -> None:
    one, other = said("UZB", "AZE", **STATED), said(["UZB", "TUR"], "AZE", OTHER, **NONE)
    assert differences(one, other) == {("Uzbekistan → Azerbaijan", "COUNTED_NOBODY")}
    assert differences(one, said("UZB", "ITA", OTHER, via="AZE", **NONE), rows="flows") == set()


def test_what_most_publications_put_otherwise_stands_first_within_its_kind() -> None:
    rows = found(
        *(said("AZE", "UZB"), said("UZB", "AZE", OTHER)),
        *(said("TUR", "ITA"), said("ITA", "TUR", OTHER), said("ITA", "TUR", THIRD)),
    ).differences
    assert [row.what for row in rows] == [
        *("Türkiye → Italy", "Azerbaijan → Uzbekistan", "Uzbekistan → Azerbaijan", "Italy → Türkiye"),
    ]


def test_a_difference_holds_the_claims_of_both_sides() -> None:
    one, other = said("UZB", "AZE", **STATED), said("UZB", "AZE", OTHER, **NONE)
    (row,) = found(one, said("UZB", "AZE", THIRD), other).differences
    assert (list(row.claims), list(row.others)) == ([one], [other])
    assert row.cells() == ("Uzbekistan → Azerbaijan", 1, 1, "counted nobody", 1, 1)


# ---- as a whole --------------------------------------------------------------------------------------------------


@QUICK
@given(GRAPHS, st.permutations(POOL))
def test_renaming_places_renames_the_answer(g: RouteGraph, renamed: list[Country]) -> None:
    into: Any = {**dict(zip(POOL, renamed, strict=True)), Region("central-asia"): Region("central-asia")}

    def renaming(part: RouteGraph) -> RouteGraph:
        def stage(places: Any) -> Any:
            return frozenset(map(into.__getitem__, places))

        return RouteGraph(
            attrs.evolve(one, route=Route(stage(one.route.sources), tuple(map(stage, one.route.via)), stage(to)))
            for one in part
            for to in [one.route.destinations]
        )

    before, after = corroboration(g, speaks_of=2), corroboration(renaming(g), speaks_of=2)
    for name in ("ties", "roles"):
        asked = {(tuple(map(into.get, row.places)), row.role, renaming(row.claims)) for row in getattr(before, name)}
        assert {(row.places, row.role, row.claims) for row in getattr(after, name)} == asked
    wanted = {
        (row.kind, tuple(map(into.get, row.places)), row.role, renaming(row.claims), renaming(row.others))
        for row in before.differences
    }
    assert {(row.kind, row.places, row.role, row.claims, row.others) for row in after.differences} == wanted


@QUICK
@given(GRAPHS)
def test_the_order_of_claims_changes_nothing(g: RouteGraph) -> None:
    assert corroboration(RouteGraph(reversed(g.claims))) == corroboration(g)


def test_all_three_tables_are_printed_with_one_note() -> None:
    answer = found(said("UZB", "AZE"), said("AZE", "UZB", OTHER))
    text = str(answer)
    assert [title for title in ("Behind links", "Behind roles", "Said differently") if title not in text] == []
    assert text.count("no contradiction") == 1
    assert text.count("not people") == 1
    assert repr(answer) == "<Corroborated: 2 ties, 4 roles, 2 differences>"
    assert answer._repr_html_().count("<table>") == 3


def test_an_empty_graph_has_nothing_behind_anything() -> None:
    answer = found()
    assert [len(table) for table in (answer.ties, answer.roles, answer.differences)] == [0, 0, 0]
    assert answer.ties.columns == Corroboration.columns


@pytest.mark.parametrize("given_number", [0, -1])
def test_speaking_of_a_place_takes_one_claim_at_least(given_number: int) -> None:
    with pytest.raises(InvalidValueError, match=f"a number of claims from 1, not {given_number}"):
        found(speaks_of=given_number)


@pytest.mark.parametrize("given_thing", [True, 2.0, float("nan"), float("inf"), "3", None])
def test_what_is_no_number_of_claims_is_refused(given_thing: Any) -> None:
    with pytest.raises(WrongTypeError, match="speaks_of is a number of claims"):
        found(speaks_of=given_thing)


def test_rows_of_another_kind_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="'links' or 'flows', not 'legs'"):
        found(rows="legs")


def test_a_number_of_numpy_says_how_much_is_speaking_of_a_place() -> None:
    np = pytest.importorskip("numpy")
    g = RouteGraph([claim("Norway", to="Sweden", publication=Publication("An invented report", 2020))])
    assert corroboration(g, speaks_of=np.int64(3)) == corroboration(g)
    with pytest.raises(WrongTypeError, match="speaks_of is a number of claims"):
        corroboration(g, speaks_of=np.True_)
