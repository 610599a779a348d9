"""Measures over the years, against networkx year by year, and small cases by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Publication, RouteGraph, claim, place
from traffickgraph.analysis.history import GraphMeasure, Moment, PlaceMeasure, history, ranks
from traffickgraph.analysis.years import by_year
from traffickgraph.errors import InvalidValueError, UnknownPlaceError, WrongTypeError
from traffickgraph.testing import claims, graphs, publications, routes

if TYPE_CHECKING:
    from traffickgraph.table import Table

NAMES = ("AZE", "ITA", "NER", "PHL", "UZB")
MEASURES = (*get_args(GraphMeasure), *get_args(PlaceMeasure))
Dated = set[tuple[int, str, str]]

dated = st.sets(
    st.tuples(st.integers(2010, 2014), st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(
        lambda one: one[1] != one[2]
    ),
    max_size=15,
)
# Years near each other, in which a few places return.
GRAPHS = graphs(
    claims=claims(
        routes=routes(places=st.sampled_from([place(name) for name in (*NAMES[:3], "Central Asia")])),
        publications=publications(titles=st.just("An invented report"), years=st.integers(2018, 2022)),
    ),
    indicators=st.nothing(),
    max_size=6,
)


def report(year: int) -> Publication:
    """Return an invented publication of a year."""
    return Publication("An invented report", year)


def graph_of(flows: Dated) -> RouteGraph:
    """Return a graph of one invented claim for each year and pair."""
    return RouteGraph(claim(tail, to=head, publication=report(year)) for year, tail, head in sorted(flows))


def values(table: Table[Moment]) -> list[tuple[int, float | None]]:
    """Return the years and values."""
    return [(row.year, row.value) for row in table]


# ---- the whole graph -----------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=50)
@given(dated)
def test_each_year_is_what_networkx_says_of_its_edges(flows: Dated) -> None:
    g = graph_of(flows)
    years = {year for year, _, _ in flows}
    span = range(min(years), max(years) + 1) if years else ()
    expected: dict[str, list[tuple[int, float | None]]] = {name: [] for name in get_args(GraphMeasure)}
    for year in span:
        edges = nx.DiGraph([(tail, head) for at, tail, head in flows if at == year])
        number = edges.number_of_edges()
        expected["places"].append((year, len(edges) or None))
        expected["ties"].append((year, number or None))
        expected["claims"].append((year, number or None))
        expected["publications"].append((year, 1 if number else None))
        expected["density"].append((year, nx.density(edges) if number else None))
        expected["reciprocity"].append((year, nx.overall_reciprocity(edges) if number else None))
    for name, series in expected.items():
        found = values(history(g, name))  # type: ignore[arg-type]
        assert found == [(year, None if value is None else pytest.approx(value)) for year, value in series]


def test_a_year_without_claims_is_unknown_and_not_zero() -> None:
    g = graph_of({(2015, "AZE", "ITA"), (2018, "AZE", "ITA")})
    for name in get_args(GraphMeasure):
        assert [row.value is None for row in history(g, name)] == [False, True, True, False]


def test_a_year_whose_claims_make_no_tie_has_none_and_no_density() -> None:
    g = RouteGraph([claim("AZE", to="AZE", publication=report(2015)), claim(via="ITA", publication=report(2015))])
    table = history(g, ["ties", "places", "claims", "density", "reciprocity"])
    assert [row.value for row in table] == [0, 0, 2, None, None]


def test_certain_ties_have_a_value_of_their_own() -> None:
    g = graph_of({(2015, "AZE", "ITA")}) | RouteGraph(
        [claim("ITA", to="AZE", publication=report(2015), status="possible")]
    )
    found = {row.measure: (row.value, row.value_certain) for row in history(g, ["ties", "reciprocity", "claims"])}
    assert found == {"ties": (2, 1), "reciprocity": (1, 0), "claims": (2, 1)}


def test_the_years_spoken_of_are_not_the_years_of_print() -> None:
    g = RouteGraph(
        [
            claim("AZE", to="ITA", publication=report(2020), period=(2010, 2011)),
            claim("NER", to="ITA", publication=report(2020), period=2013),
            claim("UZB", to="ITA", publication=report(2020)),
        ]
    )
    table = history(g, "ties", time="stated")
    assert values(table) == [(2010, 1), (2011, 1), (2012, None), (2013, 1)]
    assert "1 claim without a stated period: in no year" in table.note
    assert values(history(g, "ties")) == [(2020, 3)]


def test_links_and_flows_are_read_as_asked() -> None:
    g = RouteGraph([claim("UZB", via="AZE", to="ITA", publication=report(2020))])
    assert values(history(g, rows="links")) == [(2020, 2)]
    assert values(history(g, rows="flows")) == [(2020, 1)]


# ---- places --------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=50)
@given(dated)
def test_the_degree_and_rank_of_a_place_are_those_of_its_year(flows: Dated) -> None:
    g = graph_of(flows)
    for measure in ("in_degree", "out_degree"):
        for row in history(g, measure, places=NAMES):  # type: ignore[arg-type]
            edges = nx.DiGraph([(tail, head) for at, tail, head in flows if at == row.year])
            degree = dict(edges.in_degree if measure == "in_degree" else edges.out_degree)
            assert row.place is not None
            value = degree.get(row.place.code)
            assert row.value == value
            assert row.rank == (1 + sum(other > value for other in degree.values()) if value else None)
            assert len(row.claims) == (value or 0)


def test_a_place_that_no_claim_of_a_year_names_is_unknown_and_one_without_ties_has_zero() -> None:
    g = graph_of({(2015, "AZE", "ITA"), (2016, "ITA", "NER"), (2017, "NER", "PHL")})
    found = [(row.year, row.value, row.rank) for row in history(g, "in_degree", places="Italy")]
    assert found == [(2015, 1, 1), (2016, 0, None), (2017, None, None)]


def test_a_place_that_is_only_named_at_home_is_named() -> None:
    g = graph_of({(2015, "AZE", "ITA")}) | RouteGraph([claim("NER", to="NER", publication=report(2015))])
    (row,) = history(g, "in_degree", places="Niger")
    assert (row.value, row.rank) == (0, None)


def test_a_claim_that_perhaps_counted_nobody_is_not_certain() -> None:
    g = RouteGraph([claim("AZE", to="ITA", publication=report(2015), count="<5")])
    table = history(g, ["claims", "publications", "ties", "claims_as_source"], places="AZE")
    assert [(row.value, row.value_certain) for row in table] == [(1, 0)] * 4


def test_equal_values_share_a_rank_and_the_next_is_as_far_behind() -> None:
    g = graph_of({(2015, "AZE", "ITA"), (2015, "NER", "ITA"), (2015, "AZE", "PHL"), (2015, "NER", "PHL")} | {
        (2015, "AZE", "UZB")
    })  # fmt: skip
    found = [(row.place.code, row.rank) for row in history(g, "in_degree") if row.place]
    assert found == [("ITA", 1), ("PHL", 1), ("UZB", 3)]


def test_the_top_places_are_those_with_the_highest_value_in_all_years_together() -> None:
    # NER has two sources in all, the same in each year; ITA has three, in different years.
    g = graph_of(
        {(year, tail, "NER") for year in (2015, 2016, 2017) for tail in ("AZE", "UZB")}
        | {(2015, "AZE", "ITA"), (2016, "UZB", "ITA"), (2017, "PHL", "ITA")}
    )
    found = history(g, "in_degree", places=1)
    assert {row.place for row in found} == {place("ITA")}
    assert [row.year for row in found] == [2015, 2016, 2017]
    assert [row.rank for row in found] == [2, 2, 2]  # the rank is among all places, also those not followed


def test_ten_places_are_followed_if_none_are_named() -> None:
    heads = ["ITA", "NER", "PHL", "UZB", "KAZ", "TUR", "RUS", "GEO", "IRN", "ARE", "DEU", "FRA"]
    g = graph_of({(2015, "AZE", head) for head in heads})
    assert len(history(g, "in_degree")) == 10
    assert len(history(g, "in_degree", places=12)) == 12


def test_claims_are_counted_by_the_role_they_give_to_a_place() -> None:
    year = report(2015)
    g = RouteGraph(
        [
            claim("AZE", to="ITA", publication=year),
            claim("AZE", to="ITA", publication=year, locator="p. 2"),
            claim(to="ITA", publication=year),  # of unstated source
            claim("ITA", to="ITA", publication=year),  # domestic
            claim(["AZE", "ITA"], to="ITA", publication=year),  # in part domestic
            claim("NER", to="ITA", publication=year, count=0),  # counted nobody
            claim("PHL", to="ITA", publication=year, status="possible"),
            claim("AZE", via="ITA", to="DEU", publication=year),  # in transit
        ]
    )
    (destination,) = history(g, "claims_as_destination", places="ITA")
    (source,) = history(g, "claims_as_source", places=[place("ITA")])
    assert (destination.value, destination.value_certain, destination.rank) == (5, 4, 1)
    assert (source.value, source.rank) == (0, None)
    (degree,) = history(g, "in_degree", places="ITA")
    assert (degree.value, degree.value_certain) == (2, 1)


def test_places_are_followed_in_the_order_in_which_they_are_named() -> None:
    g = graph_of({(2015, "AZE", "ITA"), (2015, "NER", "ITA")})
    found = history(g, "out_degree", places=["Niger", "Azerbaijan", "NER"])
    assert [row.cells()[:2] for row in found] == [(2015, "Niger"), (2015, "Azerbaijan")]


def test_several_measures_make_one_long_table() -> None:
    g = graph_of({(2015, "AZE", "ITA"), (2016, "AZE", "ITA")})
    table = history(g, ["ties", "in_degree", "ties"], places="ITA")
    assert [(row.measure, row.year, row.place) for row in table] == [
        ("ties", 2015, None),
        ("ties", 2016, None),
        ("in_degree", 2015, place("ITA")),
        ("in_degree", 2016, place("ITA")),
    ]


def test_a_table_becomes_a_frame_with_nulls_where_nothing_is_known() -> None:
    frame = history(graph_of({(2015, "AZE", "ITA"), (2017, "AZE", "ITA")}), "in_degree", places=1).to_frame("polars")
    assert frame.columns == list(Moment.columns)
    assert frame["value"].to_list() == [1, None, 1]
    assert frame["rank"].to_list() == [1, None, 1]


# ---- any graph, any question ---------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(GRAPHS, st.sampled_from(MEASURES), st.sampled_from(["links", "flows"]))
def test_every_year_from_the_first_to_the_last_is_there_once_for_each_place(
    g: RouteGraph, measure: str, rows: str
) -> None:
    table = history(g, measure, rows=rows)  # type: ignore[arg-type]
    years = list(by_year(g))
    span = list(range(min(years), max(years) + 1)) if years else []  # type: ignore[type-var, arg-type]
    followed = list(dict.fromkeys(row.place for row in table))
    assert [(row.place, row.year) for row in table] == [(at, year) for at in followed for year in span]
    assert all(set(row.claims) <= set(g.claims) for row in table)
    assert all(row.value is None for row in table if row.year not in years)
    assert all(row.rank is None or row.value for row in table)


@settings(deadline=None, max_examples=30)
@given(GRAPHS, st.sampled_from(MEASURES))
def test_the_order_of_claims_changes_nothing(g: RouteGraph, measure: str) -> None:
    one, other = (history(each, measure) for each in (g, RouteGraph(reversed(g.claims))))  # type: ignore[arg-type]
    assert [row.cells() for row in one] == [row.cells() for row in other]


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from([place(name) for name in NAMES]), st.integers(0, 4)))
def test_a_rank_is_one_more_than_the_number_of_higher_values(found: dict[object, int]) -> None:
    expected = {at: 1 + sum(other > value for other in found.values()) for at, value in found.items() if value}
    assert ranks(found) == expected  # type: ignore[arg-type, comparison-overlap]


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_graph_has_no_years(measure: str) -> None:
    assert len(history(RouteGraph(), measure)) == 0  # type: ignore[arg-type]


def test_a_place_that_no_claim_names_is_unknown_in_every_year() -> None:
    (row,) = history(graph_of({(2015, "AZE", "ITA")}), "in_degree", places="Niger")
    assert row.cells() == (2015, "Niger", "NER", "in_degree", None, None, None)


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"measure": "volume"}, InvalidValueError, "no measure 'volume'; the measures are 'places'"),
        ({"measure": "in degree"}, InvalidValueError, "did you mean 'in_degree'?"),
        ({"measure": "x" * 10**6}, InvalidValueError, "the measures are"),
        ({"measure": []}, InvalidValueError, "no measure was named"),
        ({"measure": ["ties", ["density"]]}, InvalidValueError, r"no measure \['density'\]"),
        ({"measure": 3}, WrongTypeError, "named by text"),
        ({"rows": "legs"}, InvalidValueError, "not 'legs'"),
        ({"time": "printed"}, InvalidValueError, "not 'printed'"),
        ({"measure": "ties", "places": "ITA"}, InvalidValueError, "leave out places"),
        ({"measure": "in_degree", "places": 0}, InvalidValueError, "at least 1"),
        ({"measure": "in_degree", "places": -3}, InvalidValueError, "at least 1"),
        ({"measure": "in_degree", "places": True}, WrongTypeError, "not True"),
        ({"measure": "in_degree", "places": float("nan")}, WrongTypeError, "not nan"),
        ({"measure": "in_degree", "places": []}, InvalidValueError, "names no place"),
        ({"measure": "in_degree", "places": ["Atlantis"]}, UnknownPlaceError, "Atlantis"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, object], error: type[Exception], says: str) -> None:
    for g in (RouteGraph(), graph_of({(2015, "AZE", "ITA")})):
        with pytest.raises(error, match=says):
            history(g, **asked)  # type: ignore[arg-type]


def test_what_is_inferred_from_regions_is_not_certain() -> None:
    g = RouteGraph([claim("Central Asia", to="ITA", publication=Publication("An invented report", 2020))])
    for measure in ("ties", "claims", "publications", "in_degree", "claims_as_destination"):
        (stated,) = history(g, measure)  # type: ignore[arg-type]
        table = history(g.expand_regions(), measure)  # type: ignore[arg-type]
        (inferred,) = table
        assert stated.value_certain == stated.value == 1
        assert inferred.value is not None
        assert inferred.value >= 1
        assert inferred.value_certain == 0
        assert "inferred from regions" in table.note


def test_numbers_of_numpy_say_how_many_places() -> None:
    np = pytest.importorskip("numpy")
    g = graph_of({(2015, "AZE", "ITA"), (2015, "UZB", "ITA"), (2015, "UZB", "TUR")})
    assert history(g, "in_degree", places=np.int64(1)) == history(g, "in_degree", places=1)
    assert history(g, "in_degree", places=np.array(["AZE", "ITA"])) == history(g, "in_degree", places=["AZE", "ITA"])
    with pytest.raises(WrongTypeError, match="places are names"):
        history(g, "in_degree", places=np.True_)
