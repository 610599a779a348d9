"""A graph year by year, by two times that are never mixed. All facts here are invented."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.years import by_year
from traffickgraph.errors import InvalidValueError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Publication, claim
from traffickgraph.testing import claims, graphs, publications
from traffickgraph.where import during, published

REPORT = Publication("An invented report", 2020)
EARLIER = Publication("An invented report", 2018)
LETTERS = st.text("abc", min_size=1, max_size=2)
DATED = st.builds(
    claim,
    st.sampled_from(["AZE", "UZB"]),
    to=st.just("ITA"),
    publication=publications(titles=LETTERS, years=st.integers(2010, 2014)),
    period=st.none()
    | st.integers(2000, 2009)
    | st.tuples(st.integers(2000, 2004), st.integers(2004, 2009))
    | st.tuples(st.none(), st.integers(2000, 2009))
    | st.tuples(st.integers(2000, 2009), st.none()),
)
GRAPHS = graphs(claims=DATED, indicators=st.nothing())
QUICK = settings(deadline=None, max_examples=60)


def said(period: Any = None, publication: Publication = REPORT) -> Any:
    return claim("UZB", to="AZE", publication=publication, period=period)


def test_the_year_of_publication_is_not_the_year_spoken_of() -> None:
    g = RouteGraph([said(2009), said(2010, EARLIER), said(2009, EARLIER)])
    assert {year: len(part) for year, part in by_year(g).items()} == {2018: 2, 2020: 1}
    assert {year: len(part) for year, part in by_year(g, "stated").items()} == {2009: 2, 2010: 1}


def test_years_come_in_order_and_what_has_none_comes_last() -> None:
    g = RouteGraph([said(), said(2011), said(2009, EARLIER)])
    assert list(by_year(g, "stated")) == [2009, 2011, None]
    assert list(by_year(g)) == [2018, 2020]


@pytest.mark.parametrize("period", [None, (2010, None), (None, 2010)])
def test_a_period_that_is_unstated_or_open_has_no_year(period: Any) -> None:
    assert list(by_year(RouteGraph([said(period)]), "stated")) == [None]


def test_a_claim_of_several_years_is_in_each_and_in_none_between_that_nobody_speaks_of() -> None:
    g = RouteGraph([said((2009, 2011)), said(2015)])
    assert list(by_year(g, "stated")) == [2009, 2010, 2011, 2015]


@QUICK
@given(GRAPHS)
def test_the_claims_of_a_year_of_publication_are_those_of_the_condition(g: RouteGraph) -> None:
    parts = by_year(g)
    assert list(parts) == list(g.years)
    for year, part in parts.items():
        assert part == g.where(published(year, year))
    assert sum(map(len, parts.values())) == len(g)


@QUICK
@given(GRAPHS)
def test_the_claims_of_a_year_spoken_of_are_those_of_the_condition_with_both_ends_stated(g: RouteGraph) -> None:
    def whole(one: Any) -> bool:
        return one.period is not None and one.period.first is not None and one.period.last is not None

    parts = by_year(g, "stated")
    assert parts.pop(None, RouteGraph()) == g.where(lambda one: not whole(one))
    for year in range(2000, 2015):
        assert parts.get(year, RouteGraph()) == g.where(during(year, year), whole)


@QUICK
@given(GRAPHS, st.sampled_from(["published", "stated"]))
def test_together_the_years_are_the_graph_and_claims_keep_their_order(g: RouteGraph, time: Any) -> None:
    parts = by_year(g, time)
    whole = RouteGraph()
    for part in parts.values():
        assert list(part) == [one for one in g if one in part]
        whole |= part
    assert whole == g


@QUICK
@given(graphs(claims=claims(publications=st.just(REPORT)), max_size=3))
def test_indicators_are_no_claims_and_have_no_part(g: RouteGraph) -> None:
    assert all(not part.indicators for part in by_year(g).values())


def test_an_empty_graph_has_no_years() -> None:
    assert by_year(RouteGraph()) == {}
    assert by_year(RouteGraph(), "stated") == {}


@pytest.mark.parametrize("time", ["print", "", None, 2010])
def test_another_time_is_refused(time: Any) -> None:
    with pytest.raises(InvalidValueError, match="time is 'published' or 'stated', not"):
        by_year(RouteGraph(), time)
