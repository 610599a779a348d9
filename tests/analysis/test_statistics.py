"""Statistics of a network: against networkx on a graph made from the claims by brute force, and by closed forms."""

from __future__ import annotations

import math
import warnings
from itertools import permutations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Count, Publication, RouteGraph, claim, place, where
from traffickgraph.analysis.statistics import Statistics, statistics
from traffickgraph.errors import InvalidValueError, WrongTypeError
from traffickgraph.places import Country
from traffickgraph.testing import claims, graphs, routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from traffickgraph import Claim

REPORT = Publication("An invented report", 2020)
LATER = Publication("An invented report", 2021)
NAMES = ("AZE", "UZB", "NER", "LBY", "ITA", "NGA", "ATA", "central-asia", "abroad")
POOL = st.sampled_from([place(name) for name in NAMES])
COUNTS = st.sampled_from([None, Count(0, 4), Count(0, 0), Count(3, 3), Count(1, None)])
STATUS = st.sampled_from(["current", "past", "possible"])
PAIRS = st.builds(
    lambda tail, head, status, count, report: claim(tail, to=head, status=status, count=count, publication=report),
    POOL,
    POOL,
    STATUS,
    COUNTS,
    st.sampled_from([REPORT, LATER]),
)
# Whole routes with regions, alternatives and unstated ends; and pairs, which make denser networks.
GRAPHS = graphs(claims=claims(routes=routes(places=POOL)) | PAIRS, indicators=st.nothing(), max_size=25)
RATIOS = (
    "linked",
    "pairs",
    "density",
    "reciprocity",
    "transitivity",
    "within_region",
    "within_subregion",
    "assortativity",
    "weak_components",
    "strong_components",
    "largest_share",
)


def pair(tail: str, head: str, **said: Any) -> Claim:
    return claim(tail, to=head, **{"publication": REPORT, **said})


def ratios(row: Statistics) -> list[Any]:
    return [getattr(row, name) for name in RATIOS]


def certain(g: RouteGraph, **settings: Any) -> Statistics:
    return next(row for row in statistics(g, **settings) if row.ties == "certain")


def possible(g: RouteGraph, **settings: Any) -> Statistics:
    return next(row for row in statistics(g, **settings) if row.ties == "possible")


def by_brute_force(g: RouteGraph, rows: str, keep: Callable[[Claim], bool]) -> nx.DiGraph:
    """Return the network that networkx is asked about, made without the network of the package."""
    read = nx.DiGraph()
    for one in filter(keep, g):
        if rows == "links":
            ends = [(leg.tail, leg.head) for leg in one.legs()]
        else:
            ends = [(flow.source, flow.destination) for flow in one.flows()]
        read.add_edges_from((tail, head) for tail, head in ends if tail != head)
    for one in read:
        inside = isinstance(one, Country) and one.code != "ATA"  # Antarctica is in the world, and in no region of it
        read.nodes[one]["region"] = one.region.name if inside else None
        read.nodes[one]["subregion"] = one.subregion.name if inside else None
    return read


def is_counted(one: Claim) -> bool:
    return one.count is None or one.count.high != 0


def is_certain(one: Claim) -> bool:
    return str(one.status) != "possible" and (one.count is None or one.count.low >= 1)


def within(read: nx.DiGraph, group: str) -> float | None:
    of = nx.get_node_attributes(read, group)
    ends = [(of[tail], of[head]) for tail, head in read.edges if of[tail] and of[head]]
    return sum(tail == head for tail, head in ends) / len(ends) if ends else None


def assortativity(read: nx.DiGraph) -> float | None:
    grouped = read.subgraph([one for one in read if read.nodes[one]["region"]])
    if not grouped.edges:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # networkx divides by zero where all ties are within one group
        found = nx.attribute_assortativity_coefficient(grouped, "region")
    return None if math.isnan(found) else float(found)


@settings(deadline=None, max_examples=60)
@given(GRAPHS, st.sampled_from(["links", "flows"]))
def test_every_figure_is_that_of_networkx(g: RouteGraph, rows: Any) -> None:
    for row, keep in zip(statistics(g, rows=rows), (is_certain, is_counted), strict=True):
        read = by_brute_force(g, rows, keep)
        assert row.linked == len(read)
        assert row.pairs == read.number_of_edges()
        assert row.weak_components == nx.number_weakly_connected_components(read)
        assert row.strong_components == nx.number_strongly_connected_components(read)
        assert row.within_region == within(read, "region")
        assert row.within_subregion == within(read, "subregion")
        if not read.edges:
            assert (row.density, row.reciprocity, row.transitivity, row.largest_share) == (None, None, None, None)
            continue
        assert row.density == pytest.approx(nx.density(read))
        assert row.reciprocity == pytest.approx(nx.overall_reciprocity(read))
        assert (row.transitivity or 0) == pytest.approx(nx.transitivity(read.to_undirected()))
        largest = max(nx.weakly_connected_components(read), key=len)
        assert row.largest_share == pytest.approx(len(largest) / len(read))
        if row.assortativity is None:
            assert assortativity(read) is None
        else:
            assert row.assortativity == pytest.approx(assortativity(read), abs=1e-12)


@settings(deadline=None, max_examples=20)
@given(GRAPHS)
def test_claims_are_counted_apart_from_ties(g: RouteGraph) -> None:
    for row in statistics(g):
        found = [one for one in g if one.count is None or one.count.high != 0]
        stated = [one for one in found if one.route.sources and one.route.destinations]
        assert row.places == len({one for said in g for one in said.places})
        assert row.domestic == len(RouteGraph(found).where(where.domestic()))
        assert row.unstated == len(found) - len(stated)
        assert row.domestic_share == (row.domestic / len(stated) if stated else None)


@settings(deadline=None, max_examples=20)
@given(GRAPHS, st.sampled_from([one for one in NAMES if one.isupper()]))
def test_domestic_claims_and_unstated_ends_enter_no_ratio(g: RouteGraph, name: str) -> None:
    more = g | RouteGraph(
        [
            pair(name, name),
            claim(name, publication=REPORT),
            claim(via=name, publication=REPORT),
            claim(to=name, publication=REPORT),
        ]
    )
    for before, after in zip(statistics(g), statistics(more), strict=True):
        assert ratios(before) == ratios(after)


@settings(deadline=None, max_examples=20)
@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(g: RouteGraph, random: Any) -> None:
    shuffled = list(g)
    random.shuffle(shuffled)
    assert statistics(g).to_columns() == statistics(RouteGraph(shuffled)).to_columns()


@settings(deadline=None, max_examples=20)
@given(GRAPHS)
def test_a_year_is_described_as_its_claims_alone_are(g: RouteGraph) -> None:
    table = statistics(g, per_year=True)
    assert [row.year for row in table] == [year for year in g.years for _ in range(2)]
    for row in table:
        alone = RouteGraph(g.where(where.published(row.year, row.year)).claims)
        assert row.graph == alone
        assert row.cells()[1:] == next(one.cells()[1:] for one in statistics(alone) if one.ties == row.ties)


@settings(deadline=None, max_examples=20)
@given(GRAPHS)
def test_cells_are_plain_values(g: RouteGraph) -> None:
    for row in statistics(g, per_year=True):
        assert len(row.cells()) == len(row.columns)
        for cell in row.cells():
            assert type(cell) in {str, int, float, type(None)}
            assert not (isinstance(cell, float) and math.isnan(cell))


def test_where_all_are_tied_to_all_every_ratio_is_one() -> None:
    row = certain(RouteGraph(pair(*ends) for ends in permutations(["AZE", "UZB", "NER", "LBY", "ITA"], 2)))
    assert (row.density, row.reciprocity, row.transitivity, row.largest_share) == (1, 1, 1, 1)
    assert (row.weak_components, row.strong_components) == (1, 1)


def test_a_cycle_of_five_is_one_strong_component_without_return_or_closure() -> None:
    names = ["AZE", "UZB", "NER", "LBY", "ITA"]
    row = certain(RouteGraph(pair(*ends) for ends in zip(names, [*names[1:], names[0]], strict=True)))
    assert (row.density, row.reciprocity, row.transitivity) == (0.25, 0, 0)
    assert (row.weak_components, row.strong_components) == (1, 1)


def test_assortativity_is_as_newman_defines_it() -> None:
    # Of ten ties, shares e = [[0.4, 0.1], [0.2, 0.3]] between Africa and Asia: a = (0.5, 0.5), b = (0.6, 0.4),
    # so r = (0.7 - 0.5) / (1 - 0.5) = 0.4.
    africa = [("NER", "NGA"), ("NGA", "NER"), ("NER", "LBY"), ("NGA", "LBY")]
    asia = [("AZE", "UZB"), ("UZB", "AZE"), ("UZB", "KAZ")]
    across = [("NER", "AZE"), ("UZB", "LBY"), ("AZE", "NGA")]
    row = certain(RouteGraph(pair(*ends) for ends in [*africa, *asia, *across]))
    assert row.assortativity == pytest.approx(0.4)
    assert row.within_region == pytest.approx(0.7)


def test_assortativity_is_undefined_where_all_ties_are_within_one_region() -> None:
    row = certain(RouteGraph([pair("NER", "NGA"), pair("NGA", "LBY")]))
    assert row.assortativity is None
    assert row.within_region == 1


def test_ties_without_a_group_at_both_ends_are_in_no_share_of_groups() -> None:
    g = RouteGraph([pair("NER", "NGA"), pair("Central Asia", "NER"), pair("NER", "abroad")])
    assert certain(g).within_region == 1
    assert certain(RouteGraph([pair("Central Asia", "NER")])).within_region is None


def test_ties_that_may_be_nobody_are_possible_and_not_certain() -> None:
    g = RouteGraph([
        pair("NER", "ITA", count="<5"),
        pair("ITA", "NER", count=7),
        pair("LBY", "ITA", status="possible"),
        pair("UZB", "AZE", count=0),
    ])  # fmt: skip
    assert (certain(g).pairs, possible(g).pairs) == (1, 3)
    assert (certain(g).reciprocity, possible(g).reciprocity) == (0, pytest.approx(2 / 3))
    assert certain(g).places == possible(g).places == 5


def test_pooling_years_makes_a_return_that_no_year_has() -> None:
    g = RouteGraph([pair("NER", "ITA"), pair("ITA", "NER", publication=LATER)])
    assert certain(g).reciprocity == 1
    assert [row.reciprocity for row in statistics(g, per_year=True)] == [0, 0, 0, 0]


def test_the_note_warns_of_pooling_where_years_are_pooled() -> None:
    one_year = RouteGraph([pair("NER", "ITA")])
    g = one_year | RouteGraph([pair("ITA", "NER", publication=LATER)])
    assert "2 years pooled" in statistics(g).note
    assert "pooled" not in statistics(g, per_year=True).note
    assert "pooled" not in statistics(one_year).note
    assert "not people" in statistics(g).note


def test_the_years_spoken_of_are_one_word_away() -> None:
    g = RouteGraph([pair("NER", "ITA", period=(2009, 2010)), pair("ITA", "NER"), pair("LBY", "ITA", period=2010)])
    table = statistics(g, per_year=True, time="stated")
    assert [(row.year, row.pairs) for row in table if row.ties == "certain"] == [(2009, 1), (2010, 2), (None, 1)]
    assert "2 years and unstated years pooled" in statistics(g, time="stated").note
    assert "pooled" not in statistics(g).note


def test_a_row_still_holds_its_claims() -> None:
    g = RouteGraph([pair("NER", "ITA"), pair("ITA", "ITA")])
    row = certain(g)
    assert row.graph == g
    assert [one for tie in row.network.ties for one in tie.claims] == [pair("NER", "ITA")]
    assert row.network.domestic == (pair("ITA", "ITA"),)


@pytest.mark.parametrize(
    ("g", "domestic_share"),
    [
        (RouteGraph(), None),
        (RouteGraph([pair("ITA", "ITA")]), 1.0),
        (RouteGraph([claim(via="AZE", publication=REPORT)]), None),
        (RouteGraph([claim("AZE", publication=REPORT), claim(to="ITA", publication=REPORT)]), None),
    ],
    ids=["empty", "domestic", "transit only", "one end only"],
)
def test_without_a_tie_no_ratio_is_defined(g: RouteGraph, domestic_share: float | None) -> None:
    for row in statistics(g):
        assert ratios(row) == [0, 0, None, None, None, None, None, None, 0, 0, None]
        assert row.domestic_share == domestic_share
    assert "…" in str(statistics(g))


def test_an_empty_graph_has_no_years() -> None:
    assert len(statistics(RouteGraph(), per_year=True)) == 0


def test_rows_that_say_the_same_are_equal_and_hash_alike() -> None:
    g, same = (RouteGraph([pair("NER", "ITA")]) for _ in range(2))
    assert statistics(g) == statistics(same)
    assert len({*statistics(g), *statistics(same)}) == 2
    assert str(certain(g)) == "certain ties: 2 linked places, 1 pair"


def test_settings_that_cannot_be_are_refused() -> None:
    wrong: Any = "legs"
    with pytest.raises(InvalidValueError, match="rows are 'links' or 'flows', not 'legs'"):
        statistics(RouteGraph(), rows=wrong)
    with pytest.raises(InvalidValueError, match="time is 'published' or 'stated', not 'legs'"):
        statistics(RouteGraph(), time=wrong)
    with pytest.raises(WrongTypeError, match="per_year is True or False, not 'legs'"):
        statistics(RouteGraph(), per_year=wrong)


def test_what_is_inferred_from_regions_is_possible_and_told_of() -> None:
    g = RouteGraph([claim("Central Asia", to="Middle East", publication=REPORT)])
    certain, possible = statistics(g.expand_regions())
    assert (certain.pairs, possible.pairs) == (0, 85)
    assert "1 of the claims is inferred from regions." in statistics(g.expand_regions()).note
    assert "inferred" not in statistics(g).note
