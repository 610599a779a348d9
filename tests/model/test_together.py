"""The persons that several claims about one link or flow detected, as an interval. All facts here are invented."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Count, Publication, claim, together
from traffickgraph.testing import claims, counts, periods, publications

REPORT = Publication("An invented report", 2020)
OTHER = Publication("Another invented report", 2021)
QUICK = settings(deadline=None, max_examples=80)
COUNTED = st.builds(
    claim,
    st.just("UZB"),
    to=st.just("AZE"),
    publication=st.sampled_from([REPORT, OTHER]),
    period=st.none() | st.integers(2010, 2013) | periods(min_year=2010, max_year=2013),
    count=st.none() | counts(max_value=9),
    locator=st.text("ab", max_size=2),
)
LISTS = st.lists(COUNTED, max_size=6, unique=True)


def counted(count: Any, publication: Publication = REPORT, period: Any = None, **more: Any) -> Claim:
    route = {"source": "UZB", "to": "AZE"} | {name: more.pop(name) for name in ("source", "to", "via") if name in more}
    return claim(**route, publication=publication, count=count, period=period, **more)


def test_no_count_is_none_and_a_count_of_nobody_is_zero() -> None:
    assert together([]) is None
    assert together([counted(None), counted(None, OTHER)]) is None
    assert together([counted(0), counted(None)]) == Count(0, 0)


def test_a_total_and_its_parts_may_be_the_same_persons() -> None:
    parts = [counted(3, exploitation="sexual"), counted(4, exploitation="slavery")]
    assert together([counted(7), *parts]) == Count(7, 14)


def test_years_of_one_publication_add_up_in_both_bounds() -> None:
    assert together([counted(3, period=2010), counted("<5", period=2011), counted(2, period=(2012, 2013))]) == Count(
        5, 9
    )


def test_parts_of_each_year_add_up_over_the_years_by_the_largest_part() -> None:
    assert together(
        [counted(count, period=year, locator=f"{count}") for year in (2010, 2011) for count in (2, 5)]
    ) == Count(10, 14)


def test_years_that_overlap_do_not_add_up_in_the_lower_bound() -> None:
    assert together([counted(3, period=(2010, 2011)), counted(4, period=(2011, 2012))]) == Count(4, 7)
    assert together([counted(3, period=(2010, None)), counted(4, period=2050)]) == Count(4, 7)
    assert together([counted(3, period=(None, 2010)), counted(4, period=(2011, None))]) == Count(7, 7)


def test_an_unstated_period_may_be_any_year() -> None:
    assert together([counted(3), counted(4, period=2011)]) == Count(4, 7)


def test_the_same_years_of_two_publications_do_not_add_up_in_the_lower_bound() -> None:
    assert together([counted(3, period=2010), counted(4, OTHER, period=2011)]) == Count(4, 7)


def test_an_open_count_leaves_the_upper_bound_open() -> None:
    assert together([counted("3+"), counted(4)]) == Count(4, None)


def test_a_count_of_more_than_the_link_adds_to_the_upper_bound_alone() -> None:
    for more in ({"source": ["UZB", "TUR"]}, {"to": ["AZE", "TUR"]}, {"via": {"TUR", "IRN"}}):
        assert together([counted(9, **more), counted(2)]) == Count(2, 11)
    assert together([counted(9, via=["TUR", "IRN"])]) == Count(9, 9)


@QUICK
@given(LISTS)
def test_the_bounds_hold_each_count_that_is_of_the_link_alone(given_claims: list[Claim]) -> None:
    found = together(given_claims)
    stated = [one.count for one in given_claims if one.count is not None]
    assert (found is None) == (not stated)
    if found is not None:
        assert found.low >= max(one.low for one in stated)
        assert found.low <= sum(one.low for one in stated)
        highs = [one.high for one in stated]
        assert found.high == (None if None in highs else sum(highs))  # type: ignore[arg-type]


@QUICK
@given(LISTS)
def test_the_order_of_claims_changes_nothing(given_claims: list[Claim]) -> None:
    assert together(given_claims[::-1]) == together(given_claims)


@QUICK
@given(st.dictionaries(st.integers(2000, 2009), counts(max_value=99), min_size=1, max_size=6))
def test_single_years_of_one_publication_add_up_as_intervals(by_year: dict[int, Count]) -> None:
    assert together(counted(count, period=year) for year, count in by_year.items()) == sum(by_year.values())


@QUICK
@given(LISTS, LISTS)
def test_publications_apart_give_the_higher_lower_bound_and_the_sum_of_the_upper_ones(
    some: list[Claim], others: list[Claim]
) -> None:
    mine = [one for one in some if one.publication == REPORT]
    theirs = [one for one in others if one.publication == OTHER]
    both, one, other = together([*mine, *theirs]), together(mine), together(theirs)
    if one is None or other is None:
        assert both == (one or other)
    else:
        assert both == Count(max(one.low, other.low), (one + other).high)


@QUICK
@given(st.lists(claims(publications=publications()), max_size=5))
def test_a_link_counts_its_claims_together(given_claims: list[Claim]) -> None:
    for link in RouteGraph(given_claims).links():
        assert link.count == together(link.claims)


def test_synthetic_counts_are_not_added_to_observed_ones() -> None:
    made = counted(400, OTHER, note="synthetic: drawn with noise")
    seen = counted(7)
    assert made.synthetic
    assert not seen.synthetic
    assert together([made, seen]) == together([seen, made]) == Count(7, 7)
    assert together([made, counted(None)]) == Count(400, 400)


def test_a_synthetic_count_is_not_said_to_be_detected() -> None:
    assert "400 in synthetic data" in str(counted(400, note="synthetic: drawn with noise"))
    assert "400 detected" in str(counted(400))


@QUICK
@given(LISTS)
def test_where_persons_were_observed_synthetic_counts_change_nothing(some: list[Claim]) -> None:
    made = [counted(99, note="synthetic: drawn with noise", period=2012)]
    assert together([*some, *made]) == (together(some) or Count(99, 99))
