"""What changed between two graphs, against sets of edges that networkx holds, and small cases by hand."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Publication, RouteGraph, claim, place
from traffickgraph.analysis.change import Change, ChangedTie, Likeness, Movement, change
from traffickgraph.errors import InvalidValueError
from traffickgraph.network import network
from traffickgraph.testing import claims, graphs, publications, routes

FIRST = Publication("An invented report", 2020)
SECOND = Publication("An invented report", 2021)
NAMES = ("AZE", "ITA", "NER", "PHL", "UZB", "KAZ")
Edges = set[tuple[str, str]]

# Both graphs of a pair name the same few places, so that they can be compared.
PLACES = st.sampled_from([place(name) for name in (*NAMES[:3], "Central Asia")])
GRAPHS = graphs(
    claims=claims(
        routes=routes(places=PLACES),
        publications=publications(titles=st.just("An invented report"), years=st.sampled_from([2020, 2021])),
    ),
    indicators=st.nothing(),
    max_size=5,
)

edges = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1]))


def graph_of(pairs: Edges, publication: Publication = FIRST) -> RouteGraph:
    """Return a graph of one invented claim for each pair."""
    return RouteGraph(claim(tail, to=head, publication=publication) for tail, head in sorted(pairs))


def pairs_of(table: object) -> Edges:
    """Return the codes of the ties of a table."""
    return {(row.tail.code, row.head.code) for row in table}  # type: ignore[attr-defined]


def movement(found: Change, name: str, direction: str) -> Movement:
    """Return the one row about a place and a direction."""
    (row,) = [row for row in found.movements if row.place == place(name) and row.direction == direction]
    return row


@settings(deadline=None, max_examples=80)
@given(edges, edges)
def test_ties_are_what_the_sets_of_edges_say(before: Edges, after: Edges) -> None:
    found = change(graph_of(before), graph_of(after, SECOND))
    earlier, later = nx.DiGraph(before), nx.DiGraph(after)
    shared = set(earlier) & set(later)
    earlier_shared, later_shared = earlier.subgraph(shared), later.subgraph(shared)
    assert pairs_of(found.born) == set(later_shared.edges) - set(earlier_shared.edges)
    assert pairs_of(found.gone) == set(earlier_shared.edges) - set(later_shared.edges)
    assert pairs_of(found.kept) == before & after
    assert pairs_of(found.set_apart) == {pair for pair in before | after if not shared.issuperset(pair)}
    assert {one.code for one in found.only_before} == set(earlier) - shared
    assert {one.code for one in found.only_after} == set(later) - shared
    assert found.jaccard == (len(before & after) / len(before | after) if before | after else None)
    either = set(earlier_shared.edges) | set(later_shared.edges)
    assert found.jaccard_shared == (len(before & after) / len(either) if either else None)


@settings(deadline=None, max_examples=80)
@given(edges, edges)
def test_places_are_ranked_by_their_degree_among_the_places_of_both(before: Edges, after: Edges) -> None:
    found = change(graph_of(before), graph_of(after, SECOND))
    shared = set(nx.DiGraph(before)) & set(nx.DiGraph(after))
    expected = {}
    for direction in ("in", "out"):
        degrees = []
        for pairs in (before, after):
            within = nx.DiGraph(pairs).subgraph(shared)
            degrees.append(dict(within.in_degree if direction == "in" else within.out_degree))
        for at in shared:
            values = [each[at] for each in degrees]
            ranked = [1 + sum(other > each[at] for other in each.values()) if each[at] else None for each in degrees]
            if any(values):
                expected[at, direction] = (*values, *ranked)
    assert expected == {
        (row.place.code, row.direction): (row.before, row.after, row.rank_before, row.rank_after)
        for row in found.movements
    }


@settings(deadline=None, max_examples=30)
@given(graphs(), st.sampled_from(["links", "flows"]), st.sampled_from(["degree", "claims", "publications"]))
def test_a_graph_has_not_changed_from_itself(g: RouteGraph, rows: str, measure: str) -> None:
    found = change(g, g, rows=rows, measure=measure)  # type: ignore[arg-type]
    assert (len(found.born), len(found.gone), len(found.set_apart), found.only_before) == (0, 0, 0, ())
    assert all(row.jaccard in {1, None} for row in found.likeness)
    assert all(row.moved in {0, None} and row.before == row.after for row in found.movements)
    assert len(found.kept) == len(network(g, rows).ties)  # type: ignore[arg-type]


@settings(deadline=None, max_examples=25)
@given(GRAPHS, GRAPHS, st.sampled_from(["degree", "claims", "publications"]))
def test_turning_time_round_swaps_born_and_gone(g: RouteGraph, h: RouteGraph, measure: str) -> None:
    there = change(g, h, measure=measure)  # type: ignore[arg-type]
    back = change(h, g, measure=measure)  # type: ignore[arg-type]
    assert pairs_of(there.born) == pairs_of(back.gone)
    assert pairs_of(there.kept) == pairs_of(back.kept)
    assert pairs_of(there.set_apart) == pairs_of(back.set_apart)
    assert [row.jaccard for row in there.likeness] == [row.jaccard for row in back.likeness]
    moved = {(row.place, row.direction): row.moved for row in there.movements}
    assert moved == {(row.place, row.direction): None if row.moved is None else -row.moved for row in back.movements}
    assert str(there)


@settings(deadline=None, max_examples=25)
@given(GRAPHS, GRAPHS)
def test_every_tie_of_either_graph_is_told_once_with_its_claims(g: RouteGraph, h: RouteGraph) -> None:
    found = change(g, h)
    told = [row for table in (found.born, found.gone, found.kept, found.set_apart) for row in table]
    assert len(told) == len({(row.tail, row.head) for row in told})
    assert {row.before for row in told if row.before} == set(network(g).ties)
    assert {row.after for row in told if row.after} == set(network(h).ties)


@settings(deadline=None, max_examples=25)
@given(GRAPHS, GRAPHS)
def test_the_order_of_claims_changes_nothing(g: RouteGraph, h: RouteGraph) -> None:
    one, other = change(g, h), change(RouteGraph(reversed(g.claims)), RouteGraph(reversed(h.claims)))
    assert [[row.cells() for row in table] for table in one.tables()] == [
        [row.cells() for row in table] for table in other.tables()
    ]


def test_a_tie_to_a_place_that_the_other_graph_does_not_name_is_neither_born_nor_gone() -> None:
    found = change(graph_of({("AZE", "ITA"), ("NER", "ITA")}), graph_of({("AZE", "ITA"), ("AZE", "PHL")}, SECOND))
    assert (pairs_of(found.born), pairs_of(found.gone)) == (set(), set())
    assert pairs_of(found.set_apart) == {("NER", "ITA"), ("AZE", "PHL")}
    assert (found.only_before, found.only_after) == ((place("NER"),), (place("PHL"),))
    assert (found.jaccard, found.jaccard_shared) == (1 / 3, 1)


def test_a_place_that_is_only_named_at_home_is_named() -> None:
    after = graph_of({("UZB", "ITA")}, SECOND) | RouteGraph([claim("AZE", to="AZE", publication=SECOND)])
    found = change(graph_of({("AZE", "ITA")}), after)
    assert pairs_of(found.gone) == {("AZE", "ITA")}


def test_a_count_of_nobody_takes_the_tie_away_and_not_the_place() -> None:
    after = RouteGraph([claim("AZE", to="ITA", publication=SECOND, count=0)])
    found = change(graph_of({("AZE", "ITA")}), after)
    assert pairs_of(found.gone) == {("AZE", "ITA")}
    assert found.only_before == ()


def test_a_region_is_another_place_than_its_countries() -> None:
    found = change(graph_of({("Central Asia", "ITA")}), graph_of({("KAZ", "ITA")}, SECOND))
    assert (len(found.born), len(found.gone), len(found.set_apart)) == (0, 0, 2)


def test_a_kept_tie_says_whether_it_became_certain() -> None:
    hedged = RouteGraph([claim("AZE", to="ITA", publication=FIRST, status="possible")])
    (row,) = change(hedged, graph_of({("AZE", "ITA")}, SECOND)).kept
    assert row.cells() == ("Azerbaijan", "Italy", 1, 1, False, True)
    found = change(hedged, graph_of({("AZE", "ITA")}, SECOND))
    assert (found.jaccard, found.jaccard_shared) == (1, 1)  # of all ties, certain or possible
    certain, _, possible, _ = found.likeness
    assert (certain.ties, certain.jaccard, possible.ties, possible.jaccard) == ("certain", 0, "possible", 1)


def test_places_move_by_claims_as_asked() -> None:
    before = graph_of({("AZE", "ITA"), ("UZB", "ITA"), ("AZE", "UZB")})
    after = graph_of({("AZE", "ITA"), ("AZE", "UZB")}, SECOND) | RouteGraph(
        claim("AZE", to="UZB", publication=SECOND, locator=f"p. {page}") for page in range(3)
    )
    by_degree, by_claims = change(before, after), change(before, after, measure="claims")
    assert movement(by_degree, "ITA", "in").cells()[3:] == (2, 1, 1, 1, 0)
    assert movement(by_degree, "UZB", "in").cells()[3:] == (1, 1, 2, 1, 1)
    assert movement(by_claims, "ITA", "in").cells()[3:] == (2, 1, 1, 2, -1)
    assert movement(by_claims, "UZB", "in").cells()[3:] == (1, 4, 2, 1, 1)
    assert movement(change(before, after, measure="publications"), "UZB", "in").after == 1


def test_a_place_that_lost_its_last_tie_has_no_rank_to_have_moved_to() -> None:
    found = change(graph_of({("AZE", "ITA"), ("ITA", "AZE")}), graph_of({("AZE", "ITA")}, SECOND))
    assert movement(found, "ITA", "out").cells()[3:] == (1, 0, 1, None, None)


def test_links_and_flows_are_read_as_asked() -> None:
    before = RouteGraph([claim("UZB", via="AZE", to="ITA", publication=FIRST)])
    after = RouteGraph([claim("UZB", via="KAZ", to="ITA", publication=SECOND)])
    assert change(before, after, rows="flows").jaccard == 1
    assert change(before, after, rows="links").jaccard == 0


def test_two_empty_graphs_have_no_index_and_still_print() -> None:
    found = change(RouteGraph(), RouteGraph())
    assert (found.jaccard, found.jaccard_shared) == (None, None)
    assert repr(found) == "<Change of links: 0 born, 0 gone, 0 kept, 0 set apart>"
    assert "no claim is not no trafficking" in str(found)


def test_a_change_prints_as_a_short_text_however_much_changed() -> None:
    pairs = {(a, b) for a in NAMES for b in NAMES if a != b}
    found = change(graph_of({("AZE", "ITA"), ("NER", "PHL"), ("UZB", "KAZ")}), graph_of(pairs, SECOND))
    text = str(found)
    assert text.startswith("Between places that both graphs name: 27 links born, 0 gone, 3 kept.")
    assert "… and 17 more" in text
    assert len(text.splitlines()) < 60


def test_a_change_shows_itself_in_a_notebook_with_all_text_escaped() -> None:
    html = change(graph_of({("AZE", "ITA"), ("NER", "ITA")}), graph_of({("AZE", "ITA")}, SECOND))._repr_html_()
    assert "Named in the earlier graph only: Niger." in html
    assert html.count("<table>") == 4


def test_the_tables_become_frames() -> None:
    found = change(graph_of({("AZE", "ITA"), ("NER", "ITA")}), graph_of({("AZE", "ITA")}, SECOND))
    assert found.kept.to_frame().columns.tolist() == list(ChangedTie.columns)
    assert found.movements.to_frame("polars").columns == list(Movement.columns)
    assert found.likeness.to_frame("polars").columns == list(Likeness.columns)


@pytest.mark.parametrize("wrong", [{"measure": "volume"}, {"measure": True}, {"rows": "legs"}], ids=str)
def test_what_cannot_be_asked_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidValueError, match="not "):
        change(RouteGraph(), RouteGraph(), **wrong)  # type: ignore[arg-type]
