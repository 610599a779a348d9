"""How often places are named in each role, and the balance. All facts here are invented."""

from __future__ import annotations

from collections import Counter
from typing import Any

import attrs
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.roles import RoleBalance, role_balance
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Publication, Route, claim
from traffickgraph.places import Country, Region, place
from traffickgraph.testing import claims, graphs, routes
from traffickgraph.vocabulary import Role, Status

REPORT = Publication("An invented report", 2020)
OTHER = Publication("Another invented report", 2021)
POOL = [Country(code) for code in ("AZE", "UZB", "TUR", "ITA")]
PLACES = st.sampled_from([*POOL, Region("central-asia")])
GRAPHS = graphs(claims=claims(routes=routes(places=PLACES), publications=st.sampled_from([REPORT, OTHER])))
QUICK = settings(deadline=None, max_examples=30)


def said(source: Any = (), to: Any = (), via: Any = (), publication: Publication = REPORT, **more: Any) -> Any:
    return claim(source, via=via, to=to, publication=publication, **more)


def balance_of(name: str, *given_claims: Any) -> RoleBalance:
    (row,) = (row for row in role_balance(RouteGraph(given_claims)) if row.place == place(name))
    return row


def cell(row: RoleBalance, column: str) -> object:
    return dict(zip(row.columns, row.cells(), strict=True))[column]


@pytest.mark.parametrize(
    ("into", "out", "balance"), [(3, 1, 0.5), (1, 3, -0.5), (2, 2, 0.0), (0, 1, -1.0), (4, 0, 1.0), (5, 2, 3 / 7)]
)
def test_the_balance_is_what_comes_in_less_what_goes_out_by_their_sum(into: int, out: int, balance: float) -> None:
    coming = [said("UZB", "AZE", locator=str(n)) for n in range(into)]
    going = [said("AZE", "TUR", locator=str(n)) for n in range(out)]
    row = balance_of("AZE", *coming, *going)
    assert row.balance == pytest.approx(balance)
    assert row.effectiveness == pytest.approx(abs(balance))


def test_a_domestic_claim_names_two_roles_and_enters_no_balance() -> None:
    row = balance_of("AZE", said("AZE", "AZE"))
    assert (len(row.source), len(row.destination), len(row.domestic), len(row.claims)) == (1, 1, 1, 1)
    assert row.balance is None
    assert row.effectiveness is None
    assert balance_of("AZE", said("AZE", "AZE"), said("UZB", "AZE")).balance == 1.0


def test_a_claim_that_is_domestic_in_part_counts_by_its_other_end() -> None:
    assert balance_of("AZE", said("AZE", ["AZE", "TUR"])).balance == -1.0
    assert balance_of("AZE", said(["AZE", "UZB"], "AZE")).balance == 1.0
    assert balance_of("AZE", said(["AZE", "UZB"], ["AZE", "TUR"])).balance == 0.0


def test_a_role_without_a_partner_is_named_and_balanced() -> None:
    assert balance_of("AZE", said("AZE")).balance == -1.0
    assert balance_of("AZE", said(to="AZE")).balance == 1.0


def test_a_place_named_as_transit_alone_has_no_balance() -> None:
    row = balance_of("AZE", said(via="AZE"), said("UZB", "TUR", via="AZE"))
    assert len(row.transit) == 2
    assert row.balance is None


def test_a_region_that_is_both_ends_is_not_domestic_and_has_no_balance() -> None:
    row = balance_of("Europe", said("Europe", "Europe"))
    assert len(row.domestic) == 0
    assert row.balance is None


def test_a_claim_that_counted_nobody_names_no_role() -> None:
    assert len(role_balance(RouteGraph([said("UZB", "AZE", count=0)]))) == 0
    assert balance_of("AZE", said("UZB", "AZE", count="<5"), said("AZE", "UZB", count=0)).balance == 1.0


def test_hedged_past_and_domestic_claims_are_told_apart() -> None:
    row = balance_of(
        "AZE",
        said("AZE", "TUR", status="possible"),
        said("AZE", "TUR", status="past"),
        said("UZB", "AZE"),
        said("AZE", "AZE", publication=OTHER, status="possible"),
    )
    wanted = {
        "claims": 4,
        "as_source": 3,
        "as_transit": 0,
        "as_destination": 2,
        "past": 1,
        "domestic": 1,
        "publications_as_source": 2,
        "publications_as_destination": 2,
        "publications_as_transit": 0,
        "possible_as_source": 2,
        "possible_as_transit": 0,
        "possible_as_destination": 1,
    }
    assert {name: cell(row, name) for name in wanted} == wanted


def test_places_are_ranked_by_claims_then_by_name() -> None:
    g = RouteGraph([said("UZB", "AZE"), said("ITA", "AZE"), said("ITA", "TUR")])
    assert [str(row.place) for row in role_balance(g)] == ["Azerbaijan", "Italy", "Türkiye", "Uzbekistan"]


def test_nothing_is_said_of_an_empty_graph() -> None:
    table = role_balance(RouteGraph())
    assert len(table) == 0
    assert "not people" in str(table)


@QUICK
@given(GRAPHS)
def test_the_claims_of_each_role_are_those_that_the_graph_gives(g: RouteGraph) -> None:
    naming = RouteGraph(one for one in g if one.count is None or one.count.high != 0)
    rows = {row.place: row for row in role_balance(g)}
    assert set(rows) == {at for one in naming for at in one.places}
    for at, row in rows.items():
        found = naming.roles(at)
        assert [row.source, row.transit, row.destination] == [found[role] for role in Role]
        assert row.claims == naming.where(lambda one, at=at: at in one.places)


@QUICK
@given(GRAPHS)
def test_numbers_in_the_cells_are_counted_by_brute_force(g: RouteGraph) -> None:
    naming = [one for one in g if one.count is None or one.count.high != 0]
    wanted: Counter[tuple[str, str]] = Counter()
    for one in naming:
        for at, roles in one.roles.items():
            wanted.update((str(at), f"as_{role}") for role in roles)
            wanted.update((str(at), f"possible_as_{role}") for role in roles if one.status is Status.POSSIBLE)
            wanted[str(at), "past"] += one.status is Status.PAST
            wanted[str(at), "domestic"] += at in one.route.domestic
    for row in role_balance(g):
        for column in ("past", "domestic", *(f"{put}as_{role}" for put in ("", "possible_") for role in Role)):
            assert cell(row, column) == wanted[str(row.place), column]


@QUICK
@given(st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=12))
def test_the_balance_of_pairs_is_that_of_the_degrees_of_networkx(pairs: list[tuple[Any, Any]]) -> None:
    multi: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    multi.add_nodes_from(at for pair in pairs for at in pair)
    multi.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
    g = RouteGraph(said(tail, head, locator=str(n)) for n, (tail, head) in enumerate(pairs))
    for row in role_balance(g):
        into, out = multi.in_degree(row.place), multi.out_degree(row.place)
        assert row.balance == ((into - out) / (into + out) if into + out else None)


@QUICK
@given(GRAPHS)
def test_turning_every_route_round_turns_every_balance_round(g: RouteGraph) -> None:
    def turned(one: Any) -> Any:
        return attrs.evolve(one, route=Route(one.route.destinations, one.route.via[::-1], one.route.sources))

    there = {row.place: row.balance for row in role_balance(g)}
    back = {row.place: row.balance for row in role_balance(RouteGraph(map(turned, g)))}
    assert back == {at: None if balance is None else -balance for at, balance in there.items()}


@QUICK
@given(GRAPHS, st.permutations(POOL))
def test_renaming_places_renames_the_answer(g: RouteGraph, renamed: list[Country]) -> None:
    into = {**dict(zip(POOL, renamed, strict=True)), Region("central-asia"): Region("central-asia")}

    def renaming(part: RouteGraph) -> RouteGraph:
        return RouteGraph(
            attrs.evolve(
                one,
                route=Route(
                    frozenset(map(into.__getitem__, one.route.sources)),
                    tuple(frozenset(map(into.__getitem__, stage)) for stage in one.route.via),
                    frozenset(map(into.__getitem__, one.route.destinations)),
                ),
            )
            for one in part
        )

    asked = {into[row.place]: (renaming(row.claims), row.balance) for row in role_balance(g)}
    assert {row.place: (row.claims, row.balance) for row in role_balance(renaming(g))} == asked


@QUICK
@given(GRAPHS)
def test_the_order_of_claims_changes_nothing(g: RouteGraph) -> None:
    assert role_balance(RouteGraph(reversed(g.claims))) == role_balance(g)


def test_the_note_tells_of_claims_inferred_from_regions() -> None:
    g = RouteGraph([claim("Central Asia", to="ITA", publication=Publication("An invented report", 2020))])
    assert "1 of the claims is inferred from regions." in role_balance(g.expand_regions()).note
    assert "inferred" not in role_balance(g).note
