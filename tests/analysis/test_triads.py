"""The triad census: against networkx, and its null against every arrangement of the same dyads."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations, permutations, product
from math import comb
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Publication, RouteGraph, claim, place
from traffickgraph.analysis.triads import Triad, triads
from traffickgraph.errors import InvalidValueError
from traffickgraph.places import countries
from traffickgraph.testing import claims, graphs, routes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traffickgraph.table import Table

REPORT = Publication("An invented report", 2020)
POOL = st.sampled_from([place(one) for one in ("AZE", "UZB", "NER", "LBY", "ITA", "NGA", "central-asia")])
GRAPHS = graphs(claims=claims(routes=routes(places=POOL)), indicators=st.nothing(), max_size=12)
CODES = [one.code for one in countries()]


def read(ties: Iterable[tuple[int, int]], **said: Any) -> RouteGraph:
    """Return a graph of the ties of numbers, each the number of a country by code."""
    return RouteGraph(claim(CODES[tail], to=CODES[head], publication=REPORT, **said) for tail, head in ties)


def numbers(table: Table[Triad]) -> dict[str, int]:
    return {row.type: row.number for row in table}


def drawn(places: int, share: float, seed: int) -> list[tuple[int, int]]:
    return sorted(nx.gnp_random_graph(places, share, seed=seed, directed=True).edges)


@settings(deadline=None, max_examples=60)
@given(GRAPHS, st.sampled_from(["links", "flows"]))
def test_the_census_is_that_of_networkx(g: RouteGraph, rows: Any) -> None:
    table = triads(g, rows=rows)
    directed = nx.DiGraph((tie.tail, tie.head) for tie in (table[0].network.ties))
    assert numbers(table) == nx.triadic_census(directed)


@pytest.mark.parametrize(("share", "seed"), [(0.02, 1), (0.1, 2), (0.4, 3), (0.9, 4)])
def test_the_census_of_a_larger_network_is_that_of_networkx(share: float, seed: int) -> None:
    ties = drawn(60, share, seed)
    assert numbers(triads(read(ties))) == nx.triadic_census(nx.DiGraph(ties))


def test_each_arrangement_of_three_places_has_the_name_that_networkx_gives_it() -> None:
    every = list(permutations(range(3), 2))
    for kept in product([False, True], repeat=len(every)):
        ties = [tie for tie, keep in zip(every, kept, strict=True) if keep]
        named = [row.type for row in triads(read(ties)) if row.number]
        linked = len({end for tie in ties for end in tie}) == 3
        assert named == (
            [name for name, number in nx.triadic_census(nx.DiGraph(ties)).items() if number] if linked else []
        )


@pytest.mark.parametrize(
    ("ties", "name"),
    [
        ([(0, 1), (0, 2)], "021D"),
        ([(1, 0), (2, 0)], "021U"),
        ([(0, 1), (1, 0), (2, 1)], "111D"),
        ([(0, 1), (1, 0), (1, 2)], "111U"),
        ([(0, 1), (1, 0), (2, 0), (2, 1)], "120D"),
        ([(0, 1), (1, 0), (0, 2), (1, 2)], "120U"),
    ],
)
def test_up_and_down_are_as_in_sna_and_igraph(ties: list[tuple[int, int]], name: str) -> None:
    # Names given by triad.census of R's sna and by igraph 1.0's triad_census, written down once.
    assert [row.type for row in triads(read(ties)) if row.number] == [name]


@settings(deadline=None, max_examples=20)
@given(GRAPHS)
def test_every_three_linked_places_are_of_one_type(g: RouteGraph) -> None:
    table = triads(g)
    net = table[0].network
    listed = [triple for row in table for triple in row.triples()]
    assert sorted(listed) == list(combinations(net.places, 3))
    for row in table:
        assert len(list(row.triples())) == row.number
    assert sum(row.number for row in table) == comb(len(net.places), 3)


def test_triples_are_those_with_that_arrangement() -> None:
    ties = drawn(12, 0.25, 5)
    directed = nx.DiGraph((CODES[tail], CODES[head]) for tail, head in ties)
    for row in triads(read(ties)):
        for triple in row.triples():
            alone = nx.DiGraph(directed.subgraph([one.code for one in triple]))
            assert nx.triadic_census(alone)[row.type] == 1


def arrangements(places: int, mutual: int, one_way: int) -> Iterator[list[tuple[int, int]]]:
    """Yield every graph with so many places, mutual and one-way dyads."""
    dyads = list(combinations(range(places), 2))
    for both in combinations(dyads, mutual):
        rest = [one for one in dyads if one not in both]
        for chosen in combinations(rest, one_way):
            for turned in product([False, True], repeat=one_way):
                directed = [one[::-1] if turn else one for one, turn in zip(chosen, turned, strict=True)]
                yield [*both, *(one[::-1] for one in both), *directed]


@pytest.mark.parametrize(
    ("places", "ties"),
    [
        (3, [(0, 1), (1, 2)]),
        (4, [(0, 1), (1, 0), (2, 3)]),
        (4, [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (0, 3)]),
        (5, [(0, 1), (1, 0), (2, 3), (3, 4)]),
        (6, [(0, 1), (2, 3), (4, 5)]),
        (6, [(0, 1), (1, 0), (2, 3), (3, 2), (4, 5)]),
    ],
)
def test_expected_and_z_are_those_over_every_arrangement_of_the_same_dyads(
    places: int, ties: list[tuple[int, int]]
) -> None:
    mutual = sum(tie[::-1] in ties for tie in ties) // 2
    counted: list[dict[str, int]] = []
    for arranged in arrangements(places, mutual, len(ties) - 2 * mutual):
        directed = nx.DiGraph(arranged)
        directed.add_nodes_from(range(places))
        counted.append(nx.triadic_census(directed))
    for row in triads(read(ties)):
        over = [one[row.type] for one in counted]
        assert row.expected == pytest.approx(fmean(over))
        if len(set(over)) == 1:
            assert row.z is None
        else:
            assert row.z == pytest.approx((row.number - fmean(over)) / pstdev(over))


def test_expected_is_near_the_mean_of_drawn_arrangements_of_a_larger_network() -> None:
    ties = drawn(20, 0.2, 7)
    table = triads(read(ties))
    mutual = sum(tie[::-1] in ties for tie in ties) // 2
    source = random.Random(11)
    sums, squares, draws = Counter[str](), Counter[str](), 400
    for _ in range(draws):
        dyads = source.sample(list(combinations(range(20), 2)), len(ties) - mutual)
        arranged = [one if source.random() < 0.5 else one[::-1] for one in dyads]
        census = nx.triadic_census(nx.DiGraph([*arranged, *(one[::-1] for one in arranged[:mutual])]))
        sums.update(census)
        squares.update({name: number**2 for name, number in census.items()})
    for row in table:
        mean = sums[row.type] / draws
        deviation = (squares[row.type] / draws - mean**2) ** 0.5
        assert row.expected == pytest.approx(mean, abs=5 * deviation / draws**0.5 + 1e-9)
        if row.z is not None and deviation > 0.5:
            assert (row.number - row.expected) / row.z == pytest.approx(deviation, rel=0.2)


@settings(deadline=None, max_examples=20)
@given(GRAPHS)
def test_what_is_expected_adds_up_to_all_triples(g: RouteGraph) -> None:
    table = triads(g)
    triples = comb(len(table[0].network.places), 3)
    assert sum(row.expected for row in table) == pytest.approx(triples)
    assert sum(row.share or 0 for row in table) == pytest.approx(1 if triples else 0)


@settings(deadline=None, max_examples=20)
@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(g: RouteGraph, shuffler: Any) -> None:
    shuffled = list(g)
    shuffler.shuffle(shuffled)
    assert triads(g).to_columns() == triads(RouteGraph(shuffled)).to_columns()


def test_certain_ties_are_read_alone_if_asked() -> None:
    g = read([(0, 1), (1, 2)]) | read([(0, 2)], status="possible") | read([(2, 0)], count="<5")
    assert [row.type for row in triads(g) if row.number] == ["120C"]
    assert [row.type for row in triads(g, ties="certain") if row.number] == ["021C"]
    assert "possible and not certain: 2 of 4" in triads(g).note


@pytest.mark.parametrize(
    "g",
    [
        RouteGraph(),
        read([(0, 1)]),
        read([(0, 0), (1, 1), (2, 2)]),
        RouteGraph([claim(via="AZE", publication=REPORT)]),
    ],
    ids=["empty", "one tie", "domestic", "transit only"],
)
def test_without_three_linked_places_all_numbers_are_none(g: RouteGraph) -> None:
    table = triads(g)
    assert len(table) == 16
    for row in table:
        assert row.cells()[2:] == (0, None, 0.0, None)
        assert list(row.triples()) == []


def test_where_no_other_arrangement_is_possible_there_is_no_z() -> None:
    table = triads(read(permutations(range(5), 2)))
    assert {row.z for row in table} == {None}
    assert numbers(table)["300"] == table[-1].expected == 10


def test_cells_are_plain_values() -> None:
    for row in triads(read(drawn(8, 0.3, 1))):
        assert len(row.cells()) == len(row.columns)
        assert {type(cell) for cell in row.cells()} <= {str, int, float, type(None)}


def test_settings_that_cannot_be_are_refused() -> None:
    wrong: Any = "sure"
    with pytest.raises(InvalidValueError, match="ties are 'possible' or 'certain', not 'sure'"):
        triads(RouteGraph(), ties=wrong)
    with pytest.raises(InvalidValueError, match="rows are 'links' or 'flows', not 'sure'"):
        triads(RouteGraph(), rows=wrong)
