"""Betweenness is held against networkx, against all paths counted by hand with exact fractions, and against igraph."""

from __future__ import annotations

import sys
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.betweenness import betweenness_by_cost, betweenness_by_ties
from traffickgraph.errors import InvalidValueError, MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Sequence

pytest.importorskip("numpy")

# The first example of all reads the tables of places and loads numpy.
quick = settings(deadline=None, max_examples=40)

Costs = dict[tuple[int, int], Fraction]
NUMBER = 6
PAIRS = list(permutations(range(NUMBER), 2))
# Few different costs with one decimal, so that many paths are equally long but for rounding.
TENTHS = st.integers(1, 9).map(lambda one: Fraction(one, 10))
COSTS = st.dictionaries(st.sampled_from(PAIRS), TENTHS, max_size=len(PAIRS))


def by_networkx(number: int, pairs: Sequence[tuple[int, int]]) -> list[float]:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(number))
    graph.add_edges_from(pairs)
    values = nx.betweenness_centrality(graph)
    return [values[at] for at in range(number)]


def by_hand(number: int, costs: Costs) -> list[Fraction]:
    """Walk every loopless path, keep the shortest ones of each pair, and count how many pass through each place."""
    between = [Fraction(0)] * number
    for begin in range(number):
        shortest: dict[int, tuple[Fraction, list[tuple[int, ...]]]] = {}
        walks: list[tuple[Fraction, tuple[int, ...]]] = [(Fraction(0), (begin,))]
        while walks:
            length, walk = walks.pop()
            best, found = shortest.get(walk[-1], (length, []))
            if length <= best:
                shortest[walk[-1]] = (length, [walk] if length < best else [*found, walk])
            for (tail, head), cost in costs.items():
                if tail == walk[-1] and head not in walk:
                    walks.append((length + cost, (*walk, head)))
        for end, (_, found) in shortest.items():
            for place in set(range(number)) - {begin, end}:
                between[place] += Fraction(sum(place in walk for walk in found), len(found))
    return [one / ((number - 1) * (number - 2)) for one in between]


def floats(costs: Costs) -> tuple[list[tuple[int, int]], list[float]]:
    return list(costs), [float(cost) for cost in costs.values()]


@quick
@given(st.sets(st.sampled_from(PAIRS)))
def test_by_ties_it_equals_networkx(pairs: set[tuple[int, int]]) -> None:
    assert betweenness_by_ties(NUMBER, sorted(pairs)) == pytest.approx(by_networkx(NUMBER, sorted(pairs)), abs=1e-12)


@pytest.mark.parametrize(("number", "ties"), [(47, 90), (48, 200), (49, 300), (64, 500), (130, 260), (200, 1500)])
def test_by_ties_it_equals_networkx_however_many_places_there_are(number: int, ties: int) -> None:
    graph = nx.gnm_random_graph(number, ties, seed=number, directed=True)
    pairs = list(graph.edges)
    assert betweenness_by_ties(number, pairs) == pytest.approx(by_networkx(number, pairs), abs=1e-12)


@quick
@given(COSTS)
def test_by_cost_it_equals_all_paths_counted_by_hand(costs: Costs) -> None:
    assert betweenness_by_cost(NUMBER, *floats(costs)) == pytest.approx(
        [float(one) for one in by_hand(NUMBER, costs)], abs=1e-12
    )


@pytest.mark.parametrize("seed", range(5))
def test_by_cost_it_equals_all_paths_counted_by_hand_where_all_places_are_tied(seed: int) -> None:
    costs = {(tail, head): Fraction((7 * tail + 3 * head + seed) % 5 + 1, 10) for tail, head in PAIRS}
    assert betweenness_by_cost(NUMBER, *floats(costs)) == pytest.approx(
        [float(one) for one in by_hand(NUMBER, costs)], abs=1e-12
    )


# Betweenness by igraph 1.0.0 (python-igraph, directed, weights as written), computed once. Ties of an invented graph.
INVENTED: Costs = {
    (tail, head): Fraction(tenths, 10)
    for tail, head, tenths in (
        (0, 1, 1), (1, 2, 2), (0, 2, 3), (2, 3, 4), (0, 3, 7), (3, 4, 1), (2, 4, 5), (4, 5, 3), (5, 0, 6), (4, 0, 9),
        (1, 5, 11), (3, 6, 2), (6, 5, 2), (6, 1, 7), (5, 6, 1),
    )
}  # fmt: skip
IGRAPH_BY_COST = [
    7.0, 8.008333333333333, 12.016666666666666, 9.983333333333333, 4.725, 5.866666666666667, 5.2749999999999995,
]  # fmt: skip
IGRAPH_BY_TIES = [8.0, 4.0, 4.5, 3.5, 4.5, 4.5, 3.0]


def test_by_cost_it_equals_igraph_where_networkx_loses_paths_to_rounding() -> None:
    expected = [one / 30 for one in IGRAPH_BY_COST]
    assert betweenness_by_cost(7, *floats(INVENTED)) == pytest.approx(expected, rel=1e-9)
    assert [float(one) for one in by_hand(7, INVENTED)] == pytest.approx(expected, rel=1e-9)


def test_by_ties_it_equals_igraph() -> None:
    assert betweenness_by_ties(7, list(INVENTED)) == pytest.approx([one / 30 for one in IGRAPH_BY_TIES], rel=1e-9)


def test_two_ways_are_equally_long_if_only_rounding_tells_them_apart() -> None:
    # One way of 0.1 + 0.2, one of 0.3, which are not equal to a computer; half of the paths pass through place 1.
    assert betweenness_by_cost(3, [(0, 1), (1, 2), (0, 2)], [0.1, 0.2, 0.3]) == [0.0, 0.25, 0.0]


@quick
@given(st.sets(st.sampled_from(PAIRS)), st.floats(1e-300, 1e300))
def test_if_all_costs_are_equal_it_is_as_if_there_were_none(pairs: set[tuple[int, int]], cost: float) -> None:
    ties = sorted(pairs)
    expected = pytest.approx(betweenness_by_ties(NUMBER, ties), abs=1e-12)
    assert betweenness_by_cost(NUMBER, ties, [cost] * len(ties)) == expected


@quick
@given(COSTS, st.sampled_from([1e-200, 1e-9, 3.0, 1e9, 1e200]))
def test_the_unit_of_costs_changes_nothing(costs: Costs, unit: float) -> None:
    pairs, given_ = floats(costs)
    scaled = betweenness_by_cost(NUMBER, pairs, [one * unit for one in given_])
    assert scaled == pytest.approx(betweenness_by_cost(NUMBER, pairs, given_), abs=1e-12)


@quick
@given(COSTS, st.permutations(range(NUMBER)))
def test_places_by_other_numbers_have_the_same_betweenness(costs: Costs, order: list[int]) -> None:
    pairs, given_ = floats(costs)
    renamed = [(order[tail], order[head]) for tail, head in pairs]
    by_cost, by_ties = betweenness_by_cost(NUMBER, renamed, given_), betweenness_by_ties(NUMBER, renamed)
    assert [by_cost[at] for at in order] == pytest.approx(betweenness_by_cost(NUMBER, pairs, given_), abs=1e-12)
    assert [by_ties[at] for at in order] == pytest.approx(betweenness_by_ties(NUMBER, pairs), abs=1e-12)


@pytest.mark.parametrize("number", [3, 5, 60, 140])
def test_on_a_single_way_each_place_stands_between_all_before_and_all_after(number: int) -> None:
    pairs = [(at, at + 1) for at in range(number - 1)]
    expected = [at * (number - 1 - at) / ((number - 1) * (number - 2)) for at in range(number)]
    assert betweenness_by_ties(number, pairs) == pytest.approx(expected, abs=1e-12)
    assert betweenness_by_cost(number, pairs, [0.1 * (1 + at % 3) for at in range(number - 1)]) == pytest.approx(
        expected, abs=1e-12
    )


def test_many_equally_long_ways_are_all_counted() -> None:
    # Twenty stages of two alternatives each: 2 ** 20 shortest paths, half of them through each alternative.
    pairs, last = [], 0
    for stage in range(20):
        either, other, after = 3 * stage + 1, 3 * stage + 2, 3 * stage + 3
        pairs += [(last, either), (last, other), (either, after), (other, after)]
        last = after
    pairs.reverse()
    expected = by_networkx(61, pairs)
    assert betweenness_by_ties(61, pairs) == pytest.approx(expected, abs=1e-12)
    assert betweenness_by_cost(61, pairs, [0.1] * len(pairs)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_with_fewer_than_three_places_it_is_undefined(number: int) -> None:
    pairs = [(0, 1)] if number == 2 else []
    assert betweenness_by_ties(number, pairs) == [None] * number
    assert betweenness_by_cost(number, pairs, [1.0] * len(pairs)) == [None] * number


def test_without_ties_nothing_stands_between() -> None:
    assert betweenness_by_ties(4, []) == betweenness_by_cost(4, [], []) == [0.0] * 4


def test_costs_too_far_apart_to_compare_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="from 1e-12 to 5 lie too far apart"):
        betweenness_by_cost(3, [(0, 1), (1, 2)], [1e-12, 5])


def test_equal_calls_give_equal_bits() -> None:
    pairs, costs = floats(INVENTED)
    assert betweenness_by_cost(7, pairs, costs) == betweenness_by_cost(7, pairs, costs)
    assert betweenness_by_ties(7, pairs) == betweenness_by_ties(7, pairs)


def test_without_numpy_networkx_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = betweenness_by_ties(7, list(INVENTED))
    monkeypatch.setitem(sys.modules, "numpy", None)
    asked: list[object] = []
    monkeypatch.setattr(nx, "betweenness_centrality", lambda graph: asked.append(graph) or dict.fromkeys(graph, 0.25))
    assert betweenness_by_ties(7, list(INVENTED)) == [0.25] * 7
    assert len(asked) == 1
    monkeypatch.undo()
    assert by_networkx(7, list(INVENTED)) == pytest.approx(expected, abs=1e-12)


def test_by_cost_it_needs_numpy_and_says_where_that_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingPackageError, match=r"traffickgraph\[analysis\]"):
        betweenness_by_cost(7, *floats(INVENTED))
