"""Concentration, against closed forms, published tables, and sums written out over every pair of cells."""

from __future__ import annotations

from itertools import permutations, product
from math import isclose, sqrt
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Publication, RouteGraph, claim, place
from traffickgraph.analysis.concentration import Concentration, concentration
from traffickgraph.errors import InvalidValueError, WrongTypeError
from traffickgraph.testing import graphs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from traffickgraph import Claim

REPORT = Publication("An invented report", 2020)
NAMES = ("AZE", "ITA", "NER", "PHL", "UZB")
Matrix = dict[tuple[int, int], int]


def graph_of(matrix: Mapping[tuple[int, int], int], names: tuple[str, ...] = NAMES) -> RouteGraph:
    """Return a graph with as many invented claims of each flow as the matrix has."""
    return RouteGraph(
        claim(names[tail], to=names[head], publication=REPORT, locator=f"p. {page}")
        for (tail, head), number in matrix.items()
        for page in range(number)
    )


def written_out(rows: list[list[int]]) -> Matrix:
    """Return the cells of a square table without its diagonal."""
    return {(i, j): value for i, row in enumerate(rows) for j, value in enumerate(row) if i != j}


def of(graph: RouteGraph) -> Concentration:
    """Return the row of all its ties."""
    certain, possible = concentration(graph)
    assert (certain.ties, possible.ties) == ("certain", "possible")
    return possible


def figures(row: Concentration) -> tuple[object, ...]:
    """Return its figures, without the ties."""
    return row.cells()[4:]


def alike(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Compare figures, with numbers as numbers."""
    return all(
        isclose(a, b, rel_tol=1e-12, abs_tol=1e-12) if isinstance(a, float) and isinstance(b, float) else a == b
        for a, b in zip(one, other, strict=True)
    )


matrices = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] != pair[1]),
    st.integers(1, 5),
    min_size=1,
    max_size=20,
)


# ---- published and worked examples ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "total_index", "in_per_cent", "cv"),
    [
        # The two invented tables of Plane and Mulligan (1997), Demography 34, 251-262, with their total index (over
        # 2n(n-1), 0.2222 and 0.1875), and their rows, columns and exchange indices in per cent of it; and the out- and
        # in-coefficients of Rogers and Sweeney (1998) as the R package migration.indices 0.3.1 gives them for these.
        ([[0, 10, 10], [20, 0, 20], [30, 30, 0]], 2 / 9, (0, 25, 25), (0, 1 / 3)),
        ([[0, 20, 20], [30, 0, 50], [20, 20, 0]], 0.1875, (100 / 9, 200 / 9, 200 / 9), (0.125, 0.25)),
    ],
)
def test_the_published_tables_give_the_published_figures(
    rows: list[list[int]], total_index: float, in_per_cent: tuple[float, ...], cv: tuple[float, ...]
) -> None:
    row = of(graph_of(written_out(rows)))
    assert row.gini == pytest.approx(total_index * 6 / 5)  # the denominator of Bell et al. (2002): n(n-1) - 1 = 5
    shares = (row.outflow_share, row.inflow_share, row.exchange_share)
    assert shares == pytest.approx(tuple(share / 100 for share in in_per_cent))
    assert (row.cv_out, row.cv_in) == pytest.approx(cv)


def test_a_table_of_three_places_comes_out_as_by_hand() -> None:
    # AZE→ITA 1, AZE→NER 2, ITA→AZE 3; the cells ITA→NER, NER→AZE and NER→ITA are empty. n = 3, N = 6, M = 6.
    row = of(graph_of({(0, 1): 1, (0, 2): 2, (1, 0): 3}))
    # Differences of unordered pairs of {1, 2, 3, 0, 0, 0}: 1 + 2 + 1 among the three, and 3 · (1 + 2 + 3) with the
    # empty ones: 22, so 44 ordered. Gini = 44 / (2 · 5 · 6).
    assert row.gini == pytest.approx(44 / 60)
    # Rows: AZE {1, 2} 1, ITA {3, 0} 3, NER {0, 0} 0: 4 of 22. Columns: AZE {3, 0} 3, ITA {1, 0} 1, NER {2, 0} 2: 6.
    # The two directions: AZE-ITA |1 - 3| = 2, AZE-NER |2 - 0| = 2, ITA-NER 0: 4.
    assert (row.outflow_share, row.inflow_share, row.exchange_share) == pytest.approx((4 / 22, 6 / 22, 4 / 22))
    # Mean 1; squared deviations 0 + 1 + 4 + 1 + 1 + 1 = 8, over 6.
    assert row.cv == pytest.approx(sqrt(8 / 6))
    # Rows: AZE deviation 0.5 by mean 1.5, weight 3/6; ITA deviation 1.5 by mean 1.5, weight 3/6.
    assert row.cv_out == pytest.approx(0.5 * (1 / 3) + 0.5 * 1)
    # Columns: each has one cell of two: deviation equals mean, so 1 in each.
    assert row.cv_in == pytest.approx(1)
    # In minus out: AZE 3 - 3, ITA 1 - 3, NER 2 - 0; over 2 · 6.
    assert row.effectiveness == pytest.approx(4 / 12)
    # 3 of 6 cells; two places with a tie out of them, three with one into them, each with two others.
    assert (row.connectivity, row.connectivity_out, row.connectivity_in) == pytest.approx((3 / 6, 3 / 4, 3 / 6))
    assert (row.places, row.total, len(row.weighed)) == (3, 6, 3)


@pytest.mark.parametrize("n", [3, 4, 5])
def test_equal_flows_everywhere_are_not_concentrated(n: int) -> None:
    row = of(graph_of(dict.fromkeys(permutations(range(n), 2), 2)))
    assert (row.gini, row.cv, row.cv_out, row.cv_in, row.effectiveness) == (0, 0, 0, 0, 0)
    assert (row.connectivity, row.connectivity_out, row.connectivity_in) == (1, 1, 1)
    assert (row.outflow_share, row.inflow_share, row.exchange_share) == (None, None, None)


def test_one_flow_alone_is_as_concentrated_as_can_be() -> None:
    row = of(graph_of({(0, 1): 7}))
    assert (row.gini, row.exchange_share, row.cv, row.effectiveness) == (1, 1, 1, 1)
    assert (row.connectivity, row.connectivity_out, row.connectivity_in) == (0.5, 1, 1)


def test_two_places_leave_nothing_to_choose_between() -> None:
    row = of(graph_of({(0, 1): 7, (1, 0): 2}))
    assert (row.outflow_share, row.inflow_share, row.cv_out, row.cv_in) == (None, None, None, None)


@pytest.mark.parametrize("k", [2, 3, 4])
def test_a_star_has_its_closed_form(k: int) -> None:
    row = of(graph_of({(0, head): 3 for head in range(1, k + 1)}))
    cells = k * (k + 1)
    assert row.gini == pytest.approx((cells - k) / (cells - 1))
    assert row.cv == pytest.approx(sqrt(k))
    assert row.cv_out == 0  # the one row with ties is even
    assert row.cv_in == pytest.approx(sqrt(k - 1))  # one of k cells in each column
    assert (row.effectiveness, row.connectivity_out, row.outflow_share) == (1, 1, 0)


def test_a_ring_is_balanced_at_each_place() -> None:
    row = of(graph_of({(0, 1): 2, (1, 2): 2, (2, 3): 2, (3, 0): 2}))
    assert row.effectiveness == 0
    assert row.connectivity_out == row.connectivity_in == row.connectivity == pytest.approx(1 / 3)


# ---- laws ----------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(matrices)
def test_every_figure_is_what_summing_over_all_cells_gives(matrix: Matrix) -> None:
    row = of(graph_of(matrix))
    named = sorted({at for pair in matrix for at in pair})
    n = len(named)
    table = {pair: matrix.get(pair, 0) for pair in permutations(named, 2)}
    total = sum(table.values())
    apart = {(a, b): abs(table[a] - table[b]) for a, b in product(table, table)}
    everything = sum(apart.values())
    assert row.total == total
    assert row.connectivity == pytest.approx(len(matrix) / len(table))
    assert row.connectivity_out == pytest.approx(
        fmean(sum(tail == at for tail, _ in matrix) / (n - 1) for at in {tail for tail, _ in matrix})
    )
    assert row.connectivity_in == pytest.approx(
        fmean(sum(head == at for _, head in matrix) / (n - 1) for at in {head for _, head in matrix})
    )
    # The Gini as the mean absolute difference of two different cells, over twice their mean.
    pairs = [difference for (a, b), difference in apart.items() if a != b]
    assert row.gini == pytest.approx(fmean(pairs) / (2 * fmean(table.values())))
    assert row.cv == pytest.approx(pstdev(table.values()) / fmean(table.values()))
    sums = {at: (sum(v for (i, _), v in table.items() if i == at), sum(v for (_, j), v in table.items() if j == at))
            for at in named}  # fmt: skip
    assert row.effectiveness == pytest.approx(
        sum(abs(into - out) for out, into in sums.values()) / sum(map(sum, sums.values()))
    )
    for of_row, share, cv in ((0, row.outflow_share, row.cv_out), (1, row.inflow_share, row.cv_in)):
        if n < 3:
            assert share is cv is None
            continue
        within = sum(d for (a, b), d in apart.items() if a[of_row] == b[of_row])
        assert share == (pytest.approx(within / everything) if everything else None)
        lines = [[v for pair, v in table.items() if pair[of_row] == at] for at in named]
        assert cv == pytest.approx(sum(sum(x) / total * pstdev(x) / fmean(x) for x in lines if sum(x)))
    both_ways = sum(d for (a, b), d in apart.items() if a == b[::-1])
    assert row.exchange_share == (pytest.approx(both_ways / everything) if everything else None)


@settings(deadline=None, max_examples=30)
@given(matrices, st.integers(2, 4))
def test_as_many_times_as_many_claims_change_no_ratio(matrix: Matrix, times: int) -> None:
    one, many = of(graph_of(matrix)), of(graph_of({pair: times * number for pair, number in matrix.items()}))
    assert many.total == times * sum(matrix.values())
    assert alike(figures(one)[3:], figures(many)[3:])


@settings(deadline=None, max_examples=30)
@given(matrices, st.permutations(NAMES))
def test_renaming_the_places_changes_nothing(matrix: Matrix, names: list[str]) -> None:
    assert figures(of(graph_of(matrix))) == figures(of(graph_of(matrix, tuple(names))))


@settings(deadline=None, max_examples=30)
@given(matrices)
def test_turning_all_flows_round_swaps_out_and_in(matrix: Matrix) -> None:
    there, back = of(graph_of(matrix)), of(graph_of({(head, tail): number for (tail, head), number in matrix.items()}))
    assert (there.gini, there.cv, there.effectiveness) == (back.gini, back.cv, back.effectiveness)
    assert (there.outflow_share, there.cv_out, there.connectivity_out) == (
        back.inflow_share,
        back.cv_in,
        back.connectivity_in,
    )


@settings(deadline=None, max_examples=60)
@given(
    graphs(),
    st.sampled_from(["flows", "links"]),
    st.sampled_from(["claims", "publications", "persons"]),
    st.booleans(),
)
def test_any_graph_gives_figures_within_their_bounds_or_none(
    g: RouteGraph, rows: str, weight: str, per_year: bool
) -> None:
    table = concentration(g, rows=rows, weight=weight, per_year=per_year)  # type: ignore[arg-type]
    for row in table:
        for name in (*row.columns[7:14], "effectiveness"):
            value = getattr(row, name)
            assert value is None or 0 <= value <= 1 + 1e-9
        if row.outflow_share is not None and row.inflow_share is not None and row.exchange_share is not None:
            assert row.outflow_share + row.inflow_share + row.exchange_share <= 1 + 1e-9
    assert str(table)


@settings(deadline=None, max_examples=30)
@given(graphs(), st.sampled_from(["claims", "persons"]))
def test_the_order_of_claims_changes_nothing(g: RouteGraph, weight: str) -> None:
    turned = RouteGraph(reversed(g.claims))
    one, other = (concentration(each, weight=weight) for each in (g, turned))  # type: ignore[arg-type]
    assert [row.cells() for row in one] == [row.cells() for row in other]


# ---- what is read --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claims",
    [
        [],
        [claim("AZE", to="AZE", publication=REPORT)],
        [claim(via="AZE", publication=REPORT)],
        [claim("AZE", publication=REPORT), claim(to="ITA", publication=REPORT)],
        [claim("AZE", to="ITA", publication=REPORT, count=0)],
    ],
    ids=["empty", "domestic", "transit alone", "ends unstated", "nobody counted"],
)
def test_a_graph_without_ties_has_no_figures(claims: list[Claim]) -> None:
    for weight in ("claims", "publications", "persons"):
        for row in concentration(RouteGraph(claims), weight=weight):  # type: ignore[arg-type]
            assert (row.weighed, row.places, row.total) == ((), 0, 0)
            assert set(row.cells()[7:]) == {None}


def test_domestic_claims_change_nothing() -> None:
    flows = graph_of({(0, 1): 1, (0, 2): 2, (1, 0): 3})
    at_home = RouteGraph([claim("NER", to="NER", publication=REPORT), claim("UZB", to="UZB", publication=REPORT)])
    assert figures(of(flows | at_home)) == figures(of(flows))


def test_a_region_is_a_place_like_another() -> None:
    row = of(RouteGraph([claim("Central Asia", to="AZE", publication=REPORT)]))
    assert [tie.tail for tie in row.weighed] == [place("Central Asia")]
    assert row.gini == 1


def test_possible_ties_are_apart_from_certain_ones() -> None:
    said = graph_of({(0, 1): 2})
    hedged = RouteGraph([claim("PHL", to="ITA", publication=REPORT, status="possible")])
    certain, possible = concentration(said | hedged)
    assert (len(certain.weighed), certain.places, len(possible.weighed), possible.places) == (1, 2, 2, 3)


def test_links_and_flows_are_read_as_asked() -> None:
    g = RouteGraph([claim("UZB", via="AZE", to="ITA", publication=REPORT)])
    assert [len(concentration(g, rows=rows)[1].weighed) for rows in ("flows", "links")] == [1, 2]  # type: ignore[arg-type]


def test_publications_weigh_a_publication_once() -> None:
    g = graph_of({(0, 1): 4}) | RouteGraph(
        [claim("AZE", to="ITA", publication=Publication("Another invented report", 2021))]
    )
    assert concentration(g, weight="claims")[1].total == 5
    assert concentration(g, weight="publications")[1].total == 2


def test_persons_are_weighed_at_each_bound() -> None:
    g = RouteGraph(
        [
            claim("AZE", to="ITA", publication=REPORT, count="<5"),
            claim("NER", to="ITA", publication=REPORT, count=10),
            claim("PHL", to="ITA", publication=REPORT),
        ]
    )
    certain_low, certain_high, low, high = concentration(g, weight="persons")
    assert [row.bound for row in (certain_low, certain_high, low, high)] == ["low", "high", "low", "high"]
    # A tie on which perhaps nobody was counted is possible and not certain.
    assert [(row.total, len(row.weighed), row.uncounted) for row in (certain_low, low, high)] == [
        (10, 1, 1),
        (10, 2, 1),
        (14, 2, 1),
    ]
    assert (low.connectivity, high.connectivity) == (1 / 6, 2 / 6)
    assert low.gini == 1  # one flow of 10 among six cells
    assert high.gini == pytest.approx(62 / 70)  # {4, 10, 0, 0, 0, 0}: 6 + 4 · 4 + 4 · 10 = 62; N - 1 = 5; 5 · 14


def test_a_gini_of_lower_bounds_is_no_lower_bound_of_the_gini() -> None:
    g = RouteGraph(
        [
            claim("AZE", to="ITA", publication=REPORT, count="1-10"),
            claim("ITA", to="AZE", publication=REPORT, count=10),
        ]
    )
    _, _, low, high = concentration(g, weight="persons")
    assert low.gini is not None
    assert high.gini == 0
    assert low.gini > 0


def test_an_open_upper_bound_leaves_the_figures_of_upper_bounds_open() -> None:
    g = RouteGraph(
        [
            claim("AZE", to="ITA", publication=REPORT, count="10+"),
            claim("ITA", to="NER", publication=REPORT, count=3),
        ]
    )
    _, _, low, high = concentration(g, weight="persons")
    assert (high.total, high.gini, high.cv, high.cv_out, high.exchange_share, high.effectiveness) == (None,) * 6
    assert high.connectivity == pytest.approx(2 / 6)  # the tie is there, however many were counted
    assert low.total == 13
    assert low.gini is not None


def test_years_are_tables_of_their_own() -> None:
    later = Publication("Another invented report", 2022)
    g = graph_of({(0, 1): 2}) | RouteGraph([claim("NER", to="ITA", publication=later, period=2019)])
    assert [(row.year, row.total) for row in concentration(g, per_year=True)] == [
        (2020, 2),
        (2020, 2),
        (2022, 1),
        (2022, 1),
    ]
    stated = concentration(g, per_year=True, time="stated")
    assert [(row.year, row.total) for row in stated] == [(2019, 1), (2019, 1), (None, 2), (None, 2)]


def test_a_table_becomes_a_frame_with_nulls_where_a_figure_is_undefined() -> None:
    frame = concentration(graph_of({(0, 1): 1, (1, 0): 1})).to_frame("polars")
    assert frame.columns == list(Concentration.columns)
    assert frame["outflow_share"].to_list() == [None, None]
    assert frame["gini"].to_list() == [0, 0]


@pytest.mark.parametrize(
    "wrong",
    [{"weight": "volume"}, {"rows": "legs"}, {"time": "printed"}, {"time": "printed", "per_year": True}],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidValueError, match="not '"):
        concentration(graph_of({(0, 1): 1}), **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [1, "yes", None])
def test_by_year_is_yes_or_no(wrong: object) -> None:
    with pytest.raises(WrongTypeError, match="True or False"):
        concentration(RouteGraph(), per_year=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("weight", [[], {}, None, "people"])
def test_a_weight_that_is_none_is_refused_also_if_it_has_no_hash(weight: object) -> None:
    with pytest.raises(InvalidValueError, match="weight is 'claims', 'publications' or 'persons'"):
        concentration(RouteGraph(), weight=weight)  # type: ignore[arg-type]
