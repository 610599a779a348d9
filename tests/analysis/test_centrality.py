"""Centrality is held against networkx, small graphs worked out by hand, and laws of what may not change it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, get_args

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import datasets
from traffickgraph.analysis.central_transit import transit_by_form
from traffickgraph.analysis.central_values import VALUES, Ties
from traffickgraph.analysis.centrality import Measure, Strength, TransitShare, centrality
from traffickgraph.analysis.resampling import Resampling, units
from traffickgraph.errors import InvalidValueError, MissingPackageError, WrongTypeError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Count, Publication, claim
from traffickgraph.network import network
from traffickgraph.testing import graphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from traffickgraph.analysis.central_rows import Centrality
    from traffickgraph.model import Claim
    from traffickgraph.network import Tie
    from traffickgraph.table import Table

pytest.importorskip("scipy")

# The first example of all reads the tables of places.
quick = settings(deadline=None, max_examples=20)
small = graphs(indicators=st.nothing(), max_size=5)

MEASURES: list[Measure] = [
    *VALUES, "in_strength", "out_strength", "transit_share",
]  # fmt: skip
STRENGTHS: list[Measure] = ["in_strength", "out_strength"]
COMPOSING: list[Measure] = ["betweenness", "closeness_in", "closeness_out", "pagerank", "hubs", "authorities"]
FIRST, SECOND, THIRD = (Publication("An invented report", year) for year in (2020, 2021, 2022))


def invented(*routes: str, publication: Publication = FIRST, **more: Any) -> list[Claim]:
    """Write claims as ``"AZE TUR"`` or ``"AZE IRN TUR"``: source, transit stages, destination."""
    split = [route.split() for route in routes]
    return [claim(one[0], via=one[1:-1], to=one[-1], publication=publication, **more) for one in split]


def values(table: Table[Centrality]) -> dict[str, float | None]:
    return {row.place.code: row.value for row in table}


# ---- the same as elsewhere -------------------------------------------------------------------------------------------

ELSEWHERE: dict[Measure, Callable[[nx.DiGraph], dict[str, float]]] = {
    "in_degree": lambda graph: dict(graph.in_degree),
    "out_degree": lambda graph: dict(graph.out_degree),
    "betweenness": nx.betweenness_centrality,
    "closeness_in": nx.closeness_centrality,
    "closeness_out": lambda graph: nx.closeness_centrality(graph.reverse()),
    "pagerank": lambda graph: nx.pagerank(graph, tol=1e-12, max_iter=1000),
    "hubs": lambda graph: nx.hits(graph, max_iter=1000)[0],
    "authorities": lambda graph: nx.hits(graph, max_iter=1000)[1],
}


@pytest.mark.parametrize("measure", ELSEWHERE)
def test_a_measure_equals_that_of_networkx_on_the_ties_of_the_factbook(measure: Measure) -> None:
    graph = datasets.load("factbook")
    ties = nx.DiGraph((tail, head) for tail, head in graph.to_networkx("links").edges if tail != head)
    assert values(centrality(graph, measure)) == pytest.approx(ELSEWHERE[measure](ties), abs=1e-8)


def test_every_measure_that_networkx_has_was_compared() -> None:
    assert set(ELSEWHERE) == set(VALUES)
    assert set(MEASURES) == {one for part in get_args(Measure) for one in (get_args(part) or (part,))}


def test_closeness_is_scaled_by_the_share_of_places_reached() -> None:
    # IRN reaches GEO and TUR in 1 and 2 steps: 2 of 3 others, (2 / 3) · (2 / 3). Wasserman and Faust 1994, chapter 5.
    graph = RouteGraph(invented("IRN GEO", "GEO TUR", "UZB TUR"))
    assert values(centrality(graph, "closeness_out")) == pytest.approx(
        {"IRN": 4 / 9, "GEO": 1 / 3, "UZB": 1 / 3, "TUR": 0}
    )
    assert values(centrality(graph, "closeness_in")) == pytest.approx(
        {"IRN": 0, "GEO": 1 / 3, "UZB": 0, "TUR": 1 * 3 / 4}
    )


def test_hubs_of_parts_that_no_tie_joins_share_equally() -> None:
    # Begun with equal hubs, Kleinberg's iteration stays where it is; a singular vector could be any mixture of the two.
    graph = RouteGraph(invented("IRN GEO", "UZB TUR"))
    assert values(centrality(graph, "hubs")) == {"IRN": 0.5, "UZB": 0.5, "GEO": 0, "TUR": 0}
    assert values(centrality(graph, "authorities")) == {"GEO": 0.5, "TUR": 0.5, "IRN": 0, "UZB": 0}


def test_a_part_outside_the_greatest_exchange_has_no_hubs_not_even_by_rounding() -> None:
    table = centrality(RouteGraph(invented("UZB AZE", "UZB TUR", "IRN GEO")), "hubs")
    assert [(row.place.code, row.rank, row.value) for row in table] == [
        ("UZB", 1, 1.0), ("AZE", 2, 0.0), ("GEO", 2, 0.0), ("IRN", 2, 0.0), ("TUR", 2, 0.0),
    ]  # fmt: skip


def test_of_two_hubs_the_one_with_a_tie_more_takes_all_however_near_they_are() -> None:
    # The iteration closes in by 50 / 51 in each round, and so hardly at all.
    pairs = [(0, 2 + at) for at in range(51)] + [(1, 53 + at) for at in range(50)]
    assert VALUES["hubs"](Ties(103, pairs)) == pytest.approx([1.0] + [0.0] * 102)
    assert VALUES["authorities"](Ties(103, pairs)) == pytest.approx([0.0] * 2 + [1 / 51] * 51 + [0.0] * 50)


# ---- strengths -------------------------------------------------------------------------------------------------------


def test_a_strength_is_the_sum_of_intervals_and_says_what_was_not_counted() -> None:
    graph = RouteGraph(
        [*invented("IRN TUR", count="5-9"), *invented("GEO TUR", count=3), *invented("UZB TUR", "TUR DEU")]
    )
    rows = {row.place.code: row for row in centrality(graph, "in_strength")}
    turkey, germany = rows["TUR"], rows["DEU"]
    assert isinstance(turkey, Strength)
    assert isinstance(germany, Strength)
    assert (turkey.count, turkey.value, turkey.ties, turkey.uncounted) == (Count(8, 12), 8, 3, 1)
    assert (germany.count, germany.value, germany.rank, germany.uncounted) == (None, None, None, 1)
    assert values(centrality(graph, "out_strength")) == {"IRN": 5, "GEO": 3, "UZB": None, "TUR": None, "DEU": None}


def test_a_strength_without_an_upper_bound_has_none() -> None:
    table = centrality(RouteGraph(invented("IRN TUR", count="10+")), "in_strength")
    assert table.to_columns()["persons_low"] == [10, None]
    assert table.to_columns()["persons_high"] == [None, None]
    assert table[0].place.code == "TUR"


def test_a_count_of_at_least_none_is_ranked_and_no_count_is_not() -> None:
    graph = RouteGraph([*invented("IRN TUR", count="<5"), *invented("IRN DEU")])
    assert [(row.place.code, row.rank) for row in centrality(graph, "in_strength")] == [
        ("TUR", 1), ("DEU", None), ("IRN", None),
    ]  # fmt: skip


@quick
@given(graph=small)
def test_strengths_sum_to_all_that_was_counted_on_ties(graph: RouteGraph) -> None:
    counted = [tie.count.low for tie in network(graph).ties if tie.count is not None]
    for measure in STRENGTHS:
        assert sum(row.value or 0 for row in centrality(graph, measure)) == sum(counted)


# ---- transit share ---------------------------------------------------------------------------------------------------


def test_transit_share_counts_whole_statements_by_form() -> None:
    graph = RouteGraph(
        [
            *invented("UZB AZE TUR", exploitation=["sexual", "forced_labour"]),
            *invented("UZB IRN AZE ARE", exploitation="sexual"),
            *invented("UZB GEO TUR"),
            claim("UZB", via="AZE", publication=FIRST),  # no destination
            claim(via="AZE", publication=FIRST),
            claim("UZB", via="KAZ", to="UZB", publication=FIRST),  # leads back to where it began
            *invented("UZB RUS", "RUS DEU"),  # would be a path through Russia that nobody stated
        ]
    )
    table = centrality(graph, "transit_share")
    rows = [row for row in table if isinstance(row, TransitShare)]
    assert [
        (row.rank, row.place.code, len(row.claims), len(row.routes), row.value, len(row.apart)) for row in rows
    ] == [
        (1, "AZE", 2, 3, 2 / 3, 2),
        (2, "GEO", 1, 3, 1 / 3, 0),
        (2, "IRN", 1, 3, 1 / 3, 0),
        (4, "KAZ", 0, 3, 0.0, 1),
    ]
    assert [(str(form), *rest) for form, *rest in rows[0].by_form] == [
        ("sexual", 2, 2), ("forced_labour", 1, 1), ("unspecified", 0, 1),
    ]  # fmt: skip
    assert table.to_columns()["exploitation"][0] == "sexual exploitation 2 of 2, forced labour 1 of 1"
    assert "no path is composed" in table.note


def test_transit_by_form_counts_a_claim_under_each_of_its_forms() -> None:
    graph = RouteGraph(
        [
            *invented("UZB AZE TUR", exploitation=["sexual", "forced_labour"]),
            *invented("UZB IRN TUR", exploitation="sexual"),
        ]
    )
    table = transit_by_form(graph)
    assert [(str(row.form), row.transit.place.code, row.transit.value) for row in table] == [
        ("sexual", "AZE", 0.5), ("sexual", "IRN", 0.5), ("forced_labour", "AZE", 1.0),
    ]  # fmt: skip
    assert table.to_columns()["through"] == [1, 1, 1]


def test_an_alternative_on_the_way_is_told_from_a_place_named_alone() -> None:
    graph = RouteGraph([claim("UZB", via=[{"AZE", "GEO"}], to="TUR", publication=FIRST), *invented("UZB AZE TUR")])
    rows = {row.place.code: row for row in centrality(graph, "transit_share") if isinstance(row, TransitShare)}
    assert {code: (len(row.claims), row.alternative) for code, row in rows.items()} == {"AZE": (2, 1), "GEO": (1, 1)}


def test_without_a_documented_route_there_is_no_share() -> None:
    (row,) = centrality(RouteGraph([claim(via="AZE", publication=FIRST)]), "transit_share", resample=5)
    assert (row.rank, row.value, len(row.claims)) == (None, None, 0)
    assert row.ranges is not None
    assert row.ranges.cells() == (None,) * 4


def test_a_hedged_route_is_not_certain_and_a_count_of_nobody_is_no_route() -> None:
    graph = RouteGraph(
        [
            *invented("UZB AZE TUR", status="possible"),
            *invented("UZB GEO TUR", count="<5"),
            *invented("UZB IRN TUR", count=0),
            *invented("UZB KAZ TUR"),
        ]
    )
    assert set(values(centrality(graph, "transit_share"))) == {"AZE", "GEO", "KAZ"}
    assert values(centrality(graph, "transit_share", ties="certain")) == {"KAZ": 1.0}


# ---- what is counted, and what is not --------------------------------------------------------------------------------


@quick
@given(graph=small)
def test_domestic_claims_and_claims_of_one_role_change_nothing(graph: RouteGraph) -> None:
    more = graph | RouteGraph([claim("AZE", to="AZE", publication=FIRST), claim(via="AZE", publication=FIRST)])
    for measure in (*VALUES, *STRENGTHS):
        assert centrality(more, measure, resample=1) == centrality(graph, measure, resample=1)


@quick
@given(graph=small, random=st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing_not_even_the_draws(graph: RouteGraph, random: Any) -> None:
    shuffled = list(graph.claims)
    random.shuffle(shuffled)
    for measure in MEASURES:
        table = centrality(graph, measure, resample=2)
        other = centrality(RouteGraph(shuffled), measure, resample=2)
        assert (other, other.note, hash(other)) == (table, table.note, hash(table))


def test_only_certain_ties_are_read_if_that_is_asked() -> None:
    graph = RouteGraph(
        [*invented("IRN TUR", status="possible"), *invented("GEO TUR"), *invented("UZB TUR", count="<5")]
    )
    assert values(centrality(graph, "in_degree"))["TUR"] == 3
    assert values(centrality(graph, "in_degree", ties="certain")) == {"GEO": 0, "TUR": 1}


def test_flows_tie_the_ends_and_links_the_steps() -> None:
    graph = RouteGraph(invented("UZB AZE TUR"))
    assert values(centrality(graph, "out_degree", "flows")) == {"UZB": 1, "TUR": 0}
    assert values(centrality(graph, "betweenness", "links")) == {"UZB": 0, "AZE": 0.5, "TUR": 0}


def test_two_places_leave_no_third_to_stand_between() -> None:
    table = centrality(RouteGraph(invented("UZB TUR")), "betweenness", resample=2)
    assert [(row.rank, row.value) for row in table] == [(None, None)] * 2


def test_equal_values_share_a_rank_and_stand_by_name() -> None:
    graph = RouteGraph(invented("UZB TUR", "UZB DEU", "UZB AZE", "IRN AZE"))
    assert [(row.rank, str(row.place)) for row in centrality(graph, "in_degree")] == [
        (1, "Azerbaijan"), (2, "Germany"), (2, "Türkiye"), (4, "Iran"), (4, "Uzbekistan"),
    ]  # fmt: skip


def test_a_row_holds_the_claims_on_the_ties_that_it_counts() -> None:
    into, out = invented("UZB AZE"), invented("AZE TUR")
    graph = RouteGraph([*into, *out])

    def behind(measure: Measure) -> RouteGraph:
        return next(row.claims for row in centrality(graph, measure) if row.place.code == "AZE")

    assert behind("in_degree") == behind("in_strength") == RouteGraph(into)
    assert behind("out_degree") == behind("out_strength") == RouteGraph(out)
    assert behind("betweenness") == behind("pagerank") == graph


@pytest.mark.parametrize("measure", COMPOSING)
def test_a_measure_that_composes_ties_says_that_paths_are_stitched(measure: Measure) -> None:
    note = centrality(RouteGraph(invented("UZB AZE", "AZE abroad")), measure).note
    assert "stitched" in note
    assert "1 region among the places" in note


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("resample", [0, 2])
@pytest.mark.parametrize(
    "claims",
    [
        [],
        [claim("AZE", to="AZE", publication=FIRST)],
        [claim(via="AZE", publication=FIRST)],
        invented("AZE IRN abroad"),
    ],
    ids=["empty", "domestic", "role", "one claim"],
)
def test_a_table_of_any_graph_prints_and_becomes_a_frame(measure: Measure, resample: int, claims: list[Claim]) -> None:
    table = centrality(RouteGraph(claims), measure, resample=resample)
    assert str(table).startswith("Centrality")
    frame = table.to_frame()
    assert list(frame.columns) == list(table.columns)
    assert ("rank_low" in table.columns) == bool(resample)
    assert len(frame) == (
        3 if len(claims) and len(claims[0].places) == 3 and measure != "transit_share" else len(table)
    )


# ---- costs -----------------------------------------------------------------------------------------------------------


def test_a_cost_makes_ways_longer() -> None:
    graph = RouteGraph([*invented("UZB AZE", "AZE TUR"), *invented("UZB IRN", "IRN TUR", status="possible")])

    def doubted(tie: Tie) -> float:
        return 1.0 if tie.is_certain else 1.5

    assert values(centrality(graph, "betweenness")) == pytest.approx({"AZE": 1 / 12, "IRN": 1 / 12, "UZB": 0, "TUR": 0})
    assert values(centrality(graph, "betweenness", cost=doubted)) == pytest.approx(
        {"AZE": 1 / 6, "IRN": 0, "UZB": 0, "TUR": 0}
    )
    # UZB reaches all three: 3 / (1 + 1.5 + 2).
    assert values(centrality(graph, "closeness_out", cost=doubted))["UZB"] == pytest.approx(3 / 4.5)


def test_a_cost_sees_the_claims_that_were_drawn() -> None:
    graph = RouteGraph([*invented("UZB AZE", "AZE TUR"), *invented("UZB AZE", publication=SECOND)])
    seen: set[int] = set()

    def cost(tie: Tie) -> int:
        seen.add(len(tie.claims))
        return len(tie.publications)

    centrality(graph, "betweenness", cost=cost, resample=20)
    assert seen == {1, 2}


@pytest.mark.parametrize("given_", [0, -1, float("nan"), float("inf"), -float("inf"), 10**400])
def test_a_cost_that_cannot_be_is_refused_with_its_tie(given_: float) -> None:
    with pytest.raises(InvalidValueError, match="the cost of Uzbekistan → Azerbaijan"):
        centrality(
            RouteGraph(invented("UZB AZE TUR")), "betweenness", cost=lambda tie: given_ if tie.tail.code == "UZB" else 1
        )


@pytest.mark.parametrize("given_", [True, None, "1", 1j])
def test_a_cost_that_is_no_number_is_refused(given_: Any) -> None:
    with pytest.raises(WrongTypeError, match="is a number above 0"):
        centrality(RouteGraph(invented("UZB AZE TUR")), "closeness_in", cost=lambda _: given_)


# ---- draws -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ties", ["possible", "certain"])
@quick
@given(graph=small, seed=st.integers(0, 9))
def test_a_draw_is_read_as_the_graph_of_its_claims(ties: Any, graph: RouteGraph, seed: int) -> None:
    net = network(graph).certain if ties == "certain" else network(graph)
    drawn_from = units(one for tie in net.ties for one in tie.claims)
    (draw,) = Resampling(1, seed, None).draws(drawn_from.number)
    drawn = RouteGraph(one for one, unit in drawn_from.of.items() if unit in draw)
    for measure in ("in_degree", "out_degree", "out_strength", "betweenness"):
        alone = centrality(drawn, measure, ties=ties)
        # Betweenness is a share of the pairs among all places of the graph, not only of those in the draw.
        n, m = len(net.places), len(alone)
        scale = (m - 1) * (m - 2) / ((n - 1) * (n - 2)) if measure == "betweenness" and n > 2 else 1
        expected = {code: (value or 0) * scale for code, value in values(alone).items()}
        for row in centrality(graph, measure, ties=ties, resample=1, seed=seed):
            assert row.ranges is not None
            value = None if row.value is None else pytest.approx(expected.get(row.place.code, 0))
            assert row.ranges.value_low == row.ranges.value_high == value


def test_a_rank_that_hangs_on_one_publication_has_a_wide_range() -> None:
    # Türkiye is named by all three publications; the seven ties into Germany by a single one.
    seven = [f"{code} DEU" for code in ("UZB", "AZE", "GEO", "KAZ", "KGZ", "TJK", "TKM")]
    everyone = ["UZB TUR", "AZE TUR", "GEO TUR"]
    graph = RouteGraph(
        [
            *invented(*seven, *everyone),
            *invented(*everyone, publication=SECOND),
            *invented(*everyone, publication=THIRD),
        ]
    )
    table = centrality(graph, "in_degree", resample=200)
    ranges = {row.place.code: row.ranges for row in table}
    assert [(row.place.code, row.rank) for row in table][:2] == [("DEU", 1), ("TUR", 2)]
    assert ranges["DEU"] is not None
    assert ranges["TUR"] is not None
    assert (ranges["DEU"].rank_low, ranges["DEU"].rank_high) == (1, 2)
    assert (ranges["DEU"].value_low, ranges["DEU"].value_high) == (0, 7)
    assert (ranges["TUR"].rank_low, ranges["TUR"].rank_high) == (1, 2)
    assert (ranges["TUR"].value_low, ranges["TUR"].value_high) == (3, 3)


def test_equal_seeds_give_equal_tables_and_others_do_not() -> None:
    graph = datasets.load("factbook")
    tables = [centrality(graph, "in_degree", resample=5, seed=seed) for seed in (3, 3, 4)]
    assert tables[0] == tables[1] != tables[2]


def test_the_claims_of_a_single_publication_are_drawn_and_the_note_says_so() -> None:
    note = centrality(datasets.load("azerbaijan-2015"), "in_degree", resample=5).note
    assert "claims of one publication (seed 0)" in note
    assert "from 4 publications (seed 0)" in centrality(datasets.load("factbook"), "in_degree", resample=5).note


def test_a_claim_that_makes_several_ties_is_drawn_as_one() -> None:
    for row in centrality(RouteGraph(invented("UZB AZE TUR")), "in_degree", resample=20):
        assert row.ranges is not None
        assert row.ranges.value_low == row.ranges.value_high == row.value


def test_a_draw_of_transit_shares_counts_a_publication_as_often_as_it_was_drawn() -> None:
    graph = RouteGraph([*invented("UZB AZE TUR"), *invented("UZB GEO TUR", "UZB IRN TUR", publication=SECOND)])
    for seed in range(5):
        (draw,) = Resampling(1, seed, None).draws(2)
        once, twice = draw.get(0, 0), 2 * draw.get(1, 0)
        rows = {row.place.code: row.ranges for row in centrality(graph, "transit_share", resample=1, seed=seed)}
        assert rows["AZE"] is not None
        assert rows["AZE"].value_low == once / (once + twice)


def test_progress_hears_of_every_draw() -> None:
    heard: list[tuple[int, int]] = []
    graph = RouteGraph(invented("UZB AZE TUR"))
    for measure in ("betweenness", "transit_share"):
        centrality(graph, measure, resample=2, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 2), (2, 2)] * 2


# ---- refusals --------------------------------------------------------------------------------------------------------


def test_an_unknown_measure_is_refused_with_the_nearest_and_all() -> None:
    with pytest.raises(InvalidValueError, match=r"did you mean 'betweenness'.* the measures are 'in_degree', .*share'"):
        centrality(RouteGraph(), "Betweeness")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"no measure 'xyzzy'; the measures are"):
        centrality(RouteGraph(), "xyzzy")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"measure": 3}, WrongTypeError, "not 3"),
        ({"measure": ["hubs"]}, WrongTypeError, "a measure is one of"),
        ({"rows": "legs"}, InvalidValueError, "rows are 'links' or 'flows'"),
        ({"measure": "transit_share", "rows": "legs"}, InvalidValueError, "rows are 'links' or 'flows'"),
        ({"ties": "sure"}, InvalidValueError, "'possible' or 'certain', not 'sure'"),
        ({"cost": 3}, WrongTypeError, "cost is a function"),
        ({"measure": "pagerank", "cost": len}, InvalidValueError, "knows no length"),
        ({"resample": -1}, InvalidValueError, "resample is 0 or more, not -1"),
        ({"resample": True}, WrongTypeError, "resample is a whole number, not True"),
        ({"resample": 1.5}, WrongTypeError, "resample is a whole number"),
        ({"seed": "0"}, WrongTypeError, "seed is a whole number"),
        ({"progress": "bar"}, WrongTypeError, "progress is a function"),
    ],
)
def test_what_cannot_be_is_refused(options: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        centrality(RouteGraph(), **{"measure": "betweenness", **options})


def test_what_is_no_graph_is_refused() -> None:
    with pytest.raises(WrongTypeError, match="read from a RouteGraph"):
        centrality([], "hubs")  # type: ignore[arg-type]


@pytest.mark.parametrize(("measure", "package"), [("pagerank", "scipy"), ("hubs", "numpy"), ("authorities", "numpy")])
def test_a_missing_package_is_named_with_what_brings_it(
    measure: Measure, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingPackageError, match=r"traffickgraph\[analysis\]"):
        centrality(RouteGraph(invented("UZB AZE TUR")), measure)


@pytest.mark.parametrize("measure", ["in_degree", "in_strength", "betweenness", "transit_share"])
def test_what_is_inferred_from_regions_is_told_of_and_not_certain(measure: Measure) -> None:
    report = Publication("An invented report", 2020)
    g = RouteGraph([claim("Central Asia", via="AZE", to="ITA", publication=report)])
    assert "1 of the claims is inferred from regions." in centrality(g.expand_regions(), measure).note
    assert len(centrality(g.expand_regions(), measure, ties="certain")) == 0
    assert "inferred from" not in centrality(g, measure).note
    assert len(centrality(g, measure, ties="certain")) > 0
