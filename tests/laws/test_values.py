"""Counts add as intervals, periods overlap as years do, and what is printed can be read."""

from __future__ import annotations

from itertools import chain, pairwise, product
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from traffickgraph import (
    Claim,
    Count,
    Evidence,
    Exploitation,
    Flow,
    Indicator,
    Leg,
    Period,
    Publication,
    Role,
    Route,
    VictimGroup,
    claim,
    place,
)
from traffickgraph.testing import claims, counts, evidence, indicators, periods, places, publications, routes

YEARS = st.none() | st.integers(2000, 2010)


def within(number: int, count: Count) -> bool:
    return count.low <= number and (count.high is None or number <= count.high)


@st.composite
def counted(draw: st.DrawFn) -> tuple[Count, int]:
    """Draw a count, and a number that it may stand for."""
    count = draw(counts())
    return count, draw(st.integers(count.low, 10**11 if count.high is None else count.high))


# ---- counts --------------------------------------------------------------------------------------------------------


@given(counts(), counts(), counts())
def test_adding_counts_is_associative(a: Count, b: Count, c: Count) -> None:
    assert (a + b) + c == a + (b + c)


@given(counts(), counts())
def test_adding_counts_is_commutative(a: Count, b: Count) -> None:
    assert a + b == b + a


@given(counts())
def test_zero_is_the_unit_of_adding_counts(a: Count) -> None:
    assert a + Count(0, 0) == a == Count(0, 0) + a


@given(counted(), counted())
def test_the_sum_of_two_counts_holds_the_sum_of_the_true_numbers(one: Any, other: Any) -> None:
    (a, true_a), (b, true_b) = one, other
    assert within(true_a + true_b, a + b)


@given(counts(), counts())
def test_the_sum_of_two_counts_is_no_wider_than_it_must_be(a: Count, b: Count) -> None:
    assert within(a.low + b.low, a + b)
    assert (a + b).low == a.low + b.low
    if a.high is not None and b.high is not None:
        assert (a + b).high == a.high + b.high
    else:
        assert (a + b).high is None


@given(counted(), counted())
def test_adding_is_monotone_a_wider_count_gives_a_wider_sum(one: Any, other: Any) -> None:
    (a, number), (b, _) = one, other
    narrow, wide = Count(number, number) + b, a + b
    assert wide.low <= narrow.low
    assert wide.high is None or (narrow.high is not None and narrow.high <= wide.high)


@given(st.lists(counts(), max_size=5))
def test_sum_adds_counts_and_a_sum_of_none_is_zero(some: list[Count]) -> None:
    total = sum(some)
    assert total == (0 if not some else Count(sum(one.low for one in some), None if open_(some) else highs(some)))


def open_(some: list[Count]) -> bool:
    return any(one.high is None for one in some)


def highs(some: list[Count]) -> int:
    return sum(one.high for one in some)


@given(counts())
@example(Count(0, 0))
@example(Count(1234, 1234))
def test_a_count_reads_back_from_what_it_prints(count: Count) -> None:
    assert Count.parse(str(count)) == count
    assert eval(repr(count), {"Count": Count}) == count  # noqa: S307 - that it can be read is the promise


@given(counts())
def test_a_count_is_exact_if_it_holds_one_number(count: Count) -> None:
    assert count.exact == (count.high is not None and count.low == count.high)


# ---- periods -------------------------------------------------------------------------------------------------------


@given(periods(min_year=2000, max_year=2010), YEARS, YEARS)
def test_a_period_overlaps_a_span_if_some_year_lies_in_both(
    period: Period, first: int | None, last: int | None
) -> None:
    def lies_in(year: int, begin: int | None, end: int | None) -> bool:
        return (begin is None or begin <= year) and (end is None or year <= end)

    # A year on each side, so that an open end has years of its own.
    shared = [
        year for year in range(1990, 2021) if lies_in(year, period.first, period.last) and lies_in(year, first, last)
    ]
    if first is None or last is None or first <= last:
        assert period.overlaps(first, last) == bool(shared)


@given(periods(min_year=2000, max_year=2010), periods(min_year=2000, max_year=2010))
def test_overlapping_is_symmetric(a: Count, b: Count) -> None:
    assert a.overlaps(b.first, b.last) == b.overlaps(a.first, a.last)


@given(periods())
def test_a_period_overlaps_itself_and_all_time(period: Period) -> None:
    assert period.overlaps(period.first, period.last)
    assert period.overlaps(None, None)


@given(periods())
def test_a_period_reads_back_from_what_it_prints(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert eval(repr(period), {"Period": Period}) == period  # noqa: S307 - that it can be read is the promise


@given(periods())
def test_a_period_reads_back_from_a_pair_and_from_itself(period: Period) -> None:
    assert Period.parse((period.first, period.last)) == period
    assert Period.parse(period) is period


# ---- routes and claims ---------------------------------------------------------------------------------------------


@given(routes())
def test_a_route_reads_back_from_what_its_repr_says(route: Route) -> None:
    assert eval(repr(route), {"Route": Route}) == route  # noqa: S307 - that it can be read is the promise


@given(routes())
def test_a_route_is_its_stages_and_names_each_of_their_places(route: Route) -> None:
    sources, *via, destinations = route.stages
    assert Route.of(sources, via=via, to=destinations) == route
    assert route.places == frozenset(chain.from_iterable(route.stages))
    assert route.transits == frozenset(chain.from_iterable(via))


@given(routes())
def test_the_roles_of_a_route_are_read_from_its_stages(route: Route) -> None:
    sources, *via, destinations = route.stages
    expected = {
        one: {
            *([Role.SOURCE] if one in sources else ()),
            *([Role.TRANSIT] if any(one in stage for stage in via) else ()),
            *([Role.DESTINATION] if one in destinations else ()),
        }
        for one in route.places
    }
    assert {one: set(roles) for one, roles in route.roles.items()} == expected


@given(claims())
def test_the_legs_of_a_claim_join_neighbouring_stages_and_no_places_of_one_stage(claim: Claim) -> None:
    stages = [[(one, Role.TRANSIT) for one in stage] for stage in claim.route.stages]
    stages[0] = [(one, Role.SOURCE) for one, _ in stages[0]]
    stages[-1] = [(one, Role.DESTINATION) for one, _ in stages[-1]]
    expected = {
        Leg(*tail, *head, claim)
        for tails, heads in pairwise([stage for stage in stages if stage])
        for tail, head in product(tails, heads)
    }
    legs = claim.legs()
    # A route may state the same step twice: from A through B, then through A and B once more.
    assert set(legs) == expected
    assert len(legs) == sum(len(tails) * len(heads) for tails, heads in pairwise([stage for stage in stages if stage]))


@given(claims())
def test_the_flows_of_a_claim_are_its_pairs_of_a_source_and_a_destination(claim: Claim) -> None:
    route = claim.route
    assert set(claim.flows()) == {Flow(a, b, claim) for a, b in product(route.sources, route.destinations)}
    assert len(claim.flows()) == len(route.sources) * len(route.destinations)


@given(claims())
def test_a_domestic_route_has_a_domestic_flow_and_no_other_has(claim: Claim) -> None:
    at_home = {flow.source for flow in claim.flows() if flow.is_domestic and hasattr(flow.source, "alpha2")}
    assert claim.route.domestic == at_home


@given(claims())
def test_a_claim_prints_on_one_line_with_all_its_places(claim: Claim) -> None:
    assert all(str(one) in str(claim) for one in claim.places)
    assert len(repr(claim).split("\n")) == 1
    assert repr(claim).startswith(f"<Claim {claim.id}: ")


@given(indicators())
def test_an_indicator_prints_on_one_line_with_its_place(indicator: Indicator) -> None:
    assert str(indicator).startswith(str(indicator.place))
    assert len(repr(indicator).split("\n")) == 1


@given(st.lists(st.sampled_from(Exploitation)), st.lists(st.sampled_from(VictimGroup)), evidence())
def test_words_are_kept_each_once_in_the_order_of_their_vocabulary(
    forms: list[Exploitation], groups: list[VictimGroup], said: Evidence
) -> None:
    forms = [form for form in forms if form is not Exploitation.UNSPECIFIED]
    one = claim("AZE", publication=said.publication, exploitation=iter(forms), victims=iter(groups))
    assert one.exploitation == tuple(sorted(set(forms), key=list(Exploitation).index)) or (not forms)
    assert one.victims == tuple(sorted(set(groups), key=list(VictimGroup).index))


@given(places())
def test_a_place_is_what_its_code_its_name_and_itself_mean(one: Any) -> None:
    assert place(one) is one
    assert place(one.code) == one
    assert place(one.name) == one


@given(publications())
def test_a_publication_prints_its_title_and_year_on_one_line(publication: Publication) -> None:
    letters = [letter for letter in publication.title if letter.isalnum()]
    assert [letter for letter in str(publication) if letter.isalnum()][: len(letters)] == letters
    assert len(str(publication).splitlines()) == 1
    assert str(publication.year) in str(publication)
