"""What `protect` changes, what it leaves, what it says of it, and what it refuses."""

from __future__ import annotations

import re
import time
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import traffickgraph as tg
from traffickgraph import testing
from traffickgraph.convert import claim_from_record
from traffickgraph.disclosure import protect, withheld
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Count, Indicator, Publication, claim
from traffickgraph.places import countries
from traffickgraph.where import reaching

INVENTED = Publication("An invented table", 2020)


def flow(
    source: str | tuple[str, ...], count: Count | int | str | None, to: str = "Azerbaijan", **said: object
) -> Claim:
    return claim(source, to=to, count=count, publication=INVENTED, **{"period": 2019, **said})


def small_graphs() -> st.SearchStrategy[RouteGraph]:
    """Make graphs of few places and small counts, so that figures count the same persons."""
    places = st.sampled_from(
        [tg.place(name) for name in ("Uzbekistan", "Azerbaijan", "Türkiye", "Central Asia", "abroad")]
    )
    count = st.none() | testing.counts(max_value=25) | st.integers(0, 25).map(lambda n: Count(n, n))
    made = st.builds(
        lambda one, count, period: Claim(
            one.route,
            one.evidence,
            exploitation=one.exploitation[:1],
            victims=one.victims[:1],
            count=count,
            period=period,
        ),
        testing.claims(routes=testing.routes(places=places, max_stages=1), publications=st.just(INVENTED)),
        count,
        st.none() | st.just(tg.Period(2019, 2019)),
    )
    persons = st.builds(
        Indicator,
        places,
        st.sampled_from(["victims identified", "victims repatriated"]),
        st.integers(0, 30) | st.integers(0, 30).map(str) | testing.counts(max_value=25),
        unit=st.sampled_from(["persons", "Victims", "tier"]),
        evidence=testing.evidence(publications=st.just(INVENTED)),
    )
    return testing.graphs(claims=made, indicators=persons, max_size=8)


HOW = st.sampled_from(["interval", "withhold"])


# ---- laws ------------------------------------------------------------------------------------------------------------


@given(testing.graphs() | small_graphs(), st.integers(2, 12), HOW)
def test_protecting_twice_is_protecting_once(g: RouteGraph, k: int, how: Literal["interval", "withhold"]) -> None:
    once = protect(g, k, how=how)
    again = protect(once.graph, k, how=how)
    assert again.graph == once.graph
    assert len(again.record) == 0
    assert again.withheld == once.withheld


@given(small_graphs(), st.integers(2, 12), HOW)
def test_a_smaller_k_afterwards_changes_nothing(g: RouteGraph, k: int, how: Literal["interval", "withhold"]) -> None:
    once = protect(g, k + 3, how=how).graph
    assert protect(once, k, how=how).graph == once


def bounds(one: Claim | Indicator) -> tuple[int, float] | None:
    figure = one.count if isinstance(one, Claim) else one.value
    if isinstance(figure, (int, str)):
        figure = Count.parse(figure) if str(figure).isdigit() else None
    if not isinstance(figure, Count):
        return None
    return figure.low, float("inf") if figure.high is None else figure.high


def said(one: Claim) -> tuple[object, ...]:
    return (one.route, one.exploitation, one.victims, one.status, one.period)


def assert_wider(narrow: RouteGraph, wide: RouteGraph) -> None:
    """Look for an interval around each count among those that are now stated of the same persons."""
    stated: dict[tuple[object, ...], list[tuple[int, float] | None]] = {}
    for one in wide:
        stated.setdefault(said(one), []).append(bounds(one))
    for one in narrow:
        here = bounds(one)
        now = stated[said(one)]
        assert here is None or any(there is None or (there[0] <= here[0] and here[1] <= there[1]) for there in now)


@given(small_graphs(), st.integers(2, 8), st.integers(1, 6))
def test_a_larger_k_afterwards_makes_every_figure_as_wide_or_wider(g: RouteGraph, k: int, more: int) -> None:
    once = protect(g, k).graph
    assert_wider(g, once)
    assert_wider(once, protect(once, k + more).graph)


@given(small_graphs(), st.integers(2, 12), st.randoms())
def test_the_order_of_the_claims_decides_nothing(g: RouteGraph, k: int, random: object) -> None:
    claims, indicators = list(g.claims), list(g.indicators)
    random.shuffle(claims)
    random.shuffle(indicators)
    assert protect(RouteGraph(claims, indicators), k).graph == protect(g, k).graph


@given(small_graphs(), st.integers(2, 12), HOW)
def test_no_count_below_k_is_left(g: RouteGraph, k: int, how: Literal["interval", "withhold"]) -> None:
    for one in protect(g, k, how=how).graph:
        if one.count is not None and "so that none below" not in one.note:
            assert one.count.low >= k or (one.count.low == 0 and (one.count.high is None or one.count.high >= k - 1))


@given(small_graphs(), st.integers(2, 12))
def test_links_and_flows_of_a_protected_graph_are_readings_of_what_is_published(g: RouteGraph, k: int) -> None:
    safe = protect(g, k).graph
    published = RouteGraph(claim_from_record(one.to_record()) for one in safe)
    assert [link.count for link in safe.links()] == [link.count for link in published.links()]
    assert str(safe.summary()) == str(RouteGraph(published.claims, safe.indicators).summary())


# ---- primary ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (3, Count(0, 9)),
        (0, Count(0, 9)),
        (9, Count(0, 9)),
        (10, Count(10, 10)),
        (Count(0, 4), Count(0, 9)),
        (Count(8, 12), Count(0, 12)),
        (Count(0, 12), Count(0, 12)),
        (Count(3, None), Count(0, None)),
        (Count(0, None), Count(0, None)),
        (Count(10, None), Count(10, None)),
        (None, None),
    ],
)
def test_a_count_that_may_be_below_k_tells_no_more_than_that(before: object, after: Count | None) -> None:
    (one,) = protect(RouteGraph([flow("Uzbekistan", before)]), 10).graph
    assert one.count == after


def test_a_count_can_be_withheld_instead() -> None:
    safe = protect(RouteGraph([flow("Uzbekistan", 3)]), how="withhold")
    (one,) = safe.graph
    assert one.count is None
    assert re.fullmatch(r"count that may be below 10 withheld \(table [0-9a-f]{8}\)", one.note)
    assert safe.record[0].cells()[4] == "withheld"


# ---- secondary -------------------------------------------------------------------------------------------------------


def test_a_total_is_widened_so_that_its_parts_do_not_give_one_back() -> None:
    g = RouteGraph([flow("Uzbekistan", 3), flow("Türkiye", 21), flow((), 24)])
    assert [one.count for one in protect(g, 10).graph] == [Count(0, 9), Count(21, 21), Count(21, 30)]


def test_a_total_by_form_is_kept_where_another_source_can_stand_in() -> None:
    g = RouteGraph(
        [
            flow("Uzbekistan", 3),
            flow("Türkiye", 40),
            flow((), 20, exploitation="sexual"),
            flow((), 23, exploitation="forced_labour"),
        ]
    )
    assert [one.count for one in protect(g, 10).graph] == [Count(0, 9), Count(34, 43), Count(20, 20), Count(23, 23)]


def test_several_small_counts_hide_each_other_if_they_have_room() -> None:
    g = RouteGraph([flow("Uzbekistan", 4), flow("Türkiye", 5), flow("Kazakhstan", 6), flow((), 15)])
    safe = protect(g, 10)
    assert [one.count for one in safe.graph] == [Count(0, 9), Count(0, 9), Count(0, 9), Count(15, 15)]
    assert {row.why for row in safe.record} == {"primary"}


def test_few_that_leave_no_room_do_not() -> None:
    g = RouteGraph([flow("Uzbekistan", 1), flow("Türkiye", 2), flow((), 12)])
    assert protect(g, 10).graph.claims[2].count == Count(9, 27)


@pytest.mark.parametrize("rest", ["a total", "a total by form", "many small ones"])
def test_what_is_published_is_the_same_for_every_number_below_k(rest: str) -> None:
    published = set()
    for number in range(10):
        table = {
            "a total": [flow("Uzbekistan", number), flow("Türkiye", 21), flow((), 21 + number)],
            "a total by form": [
                flow("Uzbekistan", number),
                flow("Türkiye", 40 - number),
                flow((), 20, exploitation="sexual"),
                flow((), 20, exploitation="forced_labour"),
            ],
            "many small ones": [
                flow("Uzbekistan", number),
                flow("Türkiye", 9 - number),
                flow("Kazakhstan", 5),
                flow((), 14),
            ],
        }
        published.add(protect(RouteGraph(table[rest]), 10).graph)
    assert len(published) == 1


def test_persons_of_unknown_source_are_no_total_of_those_that_are_known() -> None:
    g = RouteGraph([flow((), 3), flow("Türkiye", 40), flow((), 43, exploitation="sexual")])
    assert [one.count for one in protect(g, 10).graph] == [Count(0, 9), Count(34, 43), Count(43, 43)]


def test_a_region_is_a_total_of_its_countries_and_a_period_of_its_years() -> None:
    g = RouteGraph(
        [
            flow("Uzbekistan", 3),
            flow("Central Asia", 24),
            flow("Uzbekistan", 30, period="2018-2020"),
            flow("Türkiye", 24),
            flow("Uzbekistan", 24, period=2018),
            flow("Uzbekistan", 24, to="Türkiye"),
        ]
    )
    counts = [one.count for one in protect(g, 10).graph]
    assert counts == [Count(0, 9), Count(21, 30), Count(27, 36), *[Count(24, 24)] * 3]


def test_groups_of_victims_hold_each_other() -> None:
    g = RouteGraph([flow("Uzbekistan", 3, victims="girls"), flow("Uzbekistan", 20, victims="children")])
    assert [one.count for one in protect(g, 10).graph] == [Count(0, 9), Count(17, 26)]


def test_two_totals_within_each_other_do_not_give_back_what_lies_between() -> None:
    g = RouteGraph(
        [
            flow("Uzbekistan", 3, exploitation="sexual"),
            flow("Uzbekistan", 20),
            flow("Central Asia", 50),
            flow((), 90),
        ]
    )
    assert [one.count for one in protect(g, 10).graph] == [Count(0, 9), Count(17, 26), Count(47, 56), Count(87, 96)]


def test_a_total_that_comes_later_does_not_give_back_what_was_withheld_before() -> None:
    safe = protect(RouteGraph([flow("Uzbekistan", 3), flow("Türkiye", 21)]), 10).graph
    assert protect(safe | RouteGraph([flow((), 24)]), 10).graph.claims[2].count == Count(15, 33)


def test_another_publication_is_another_table() -> None:
    other = Publication("Another invented table", 2021)
    total = claim(to="Azerbaijan", period=2019, count=24, publication=other)
    assert protect(RouteGraph([flow("Uzbekistan", 3), total]), 10).graph.claims[1] == total


def test_what_others_have_suppressed_is_not_given_back_either() -> None:
    g = RouteGraph([flow("Uzbekistan", "<5"), flow("Türkiye", 18), flow((), 20)])
    safe = protect(g, 5)
    assert [one.count for one in safe.graph] == [Count(0, 4), Count(18, 18), Count(16, 24)]
    assert safe.graph.claims[0] == g.claims[0]


# ---- what it says ----------------------------------------------------------------------------------------------------


def test_a_changed_claim_says_so_once_and_keeps_what_was_inferred() -> None:
    g = RouteGraph([flow("Central Asia", 3, note="a remark; 3 of them were girls")]).expand_regions()
    once = protect(g, 5).graph
    twice = protect(once, 10).graph
    for one in twice:
        assert one.note.count("withheld") == 1
        assert "below 10" in one.note
        assert "a remark" in one.note
        assert "girls" not in one.note
        assert one.inferred


def test_the_words_that_may_hold_the_figure_are_taken_away() -> None:
    said = "Three women from Uzbekistan were identified."
    g = RouteGraph(
        [
            flow("Uzbekistan", 3, quote=said, locator="page 12; rows 4, 5 and 9"),
            flow("Türkiye", 30, quote=said),
        ]
    )
    safe = protect(g, 10)
    first, second = safe.graph
    assert (first.evidence.quote, first.evidence.locator) == ("", "page 12")
    assert second.evidence.quote == said
    assert safe.record[0].quoted
    assert safe.record[0].cells()[-1] == "emptied"


def test_the_record_has_a_row_for_each_changed_figure_and_not_what_it_was() -> None:
    g = RouteGraph([flow("Uzbekistan", 7), flow("Türkiye", 61), flow((), 68)])
    safe = protect(g, 10)
    assert [row.cells() for row in safe.record] == [
        ("Uzbekistan → Azerbaijan", "2019", "An invented table, 2020", "primary", "0–9", None),
        ("… → Azerbaijan", "2019", "An invented table, 2020", "secondary", "61–70", None),
    ]
    assert "68" not in str(safe)
    assert "7" not in str(safe).replace("70", "")
    assert str(safe).startswith("2 figures withheld, for k = 10")
    assert safe.record.to_frame()["why"].tolist() == ["primary", "secondary"]
    assert safe.withheld == withheld(safe.graph) == 2
    assert withheld(g) == 0


def test_what_is_withheld_is_withheld_in_every_part_of_the_graph() -> None:
    safe = protect(RouteGraph([flow("Uzbekistan", 3), flow("Uzbekistan", 3, to="Türkiye")]), 10).graph
    assert withheld(safe.where(reaching("Türkiye"))) == 1


def test_thousands_of_claims_take_seconds() -> None:
    names = [one.code for one in countries()][:100]
    g = RouteGraph(
        flow(source, number % 37, to=to, period=year)
        for year in range(2010, 2020)
        for to in ("AZE", "TUR", "ITA")
        for number, source in enumerate(names)
    )
    started = time.perf_counter()
    assert protect(g).withheld > 0
    assert time.perf_counter() - started < 10  # 0.3 s here


# ---- indicators ------------------------------------------------------------------------------------------------------


def indicator(value: object, unit: str = "persons", **said: object) -> Indicator:
    given = {"name": "victims identified", "period": 2019, **said}
    return Indicator(
        "Azerbaijan", given.pop("name"), value, unit=unit, evidence=tg.Evidence(INVENTED, quote="Three."), **given
    )


@pytest.mark.parametrize("value", [3, 3.0, "3", "<5", Count(0, 4)])
@pytest.mark.parametrize("unit", ["persons", "Persons", "victims", "children"])
def test_an_indicator_of_persons_is_protected(value: object, unit: str) -> None:
    (one,) = protect(RouteGraph((), [indicator(value, unit)]), 10).graph.indicators
    assert one.value == Count(0, 9)
    assert one.evidence.quote == ""
    assert withheld(RouteGraph((), [one])) == 1


@pytest.mark.parametrize(("value", "unit"), [(3, "convictions"), (2, "tier"), ("Tier 2", "persons"), (30, "persons")])
def test_other_indicators_stay(value: object, unit: str) -> None:
    g = RouteGraph((), [indicator(value, unit)])
    assert protect(g, 10).graph == g


def test_the_total_of_an_indicator_does_not_give_its_part_back() -> None:
    g = RouteGraph(
        (),
        [
            indicator(3, victims="men"),
            indicator(40, victims="women"),
            indicator(43),
            indicator(50, name="cases closed"),
        ],
    )
    assert [one.value for one in protect(g, 10).graph.indicators] == [Count(0, 9), 40, Count(40, 49), 50]


def test_an_indicator_that_may_be_the_total_of_claims_does_not_give_one_back() -> None:
    g = RouteGraph([flow("Uzbekistan", 3), flow("Türkiye", 40)], [indicator(43)])
    safe = protect(g, 10).graph
    assert safe.indicators[0].value == Count(40, 49)


def test_an_indicator_can_be_withheld_as_a_whole() -> None:
    g = RouteGraph((), [indicator(3)])
    (one,) = protect(g, 10, how="withhold").graph.indicators
    assert one.value == "withheld"


# ---- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("k", "kind", "said"),
    [
        (1, ValueError, "k is 2 or more, not 1"),
        (0, ValueError, "k is 2 or more, not 0"),
        (True, TypeError, "k is a whole number, not True"),
        ("10", TypeError, "k is a whole number, not '10'"),
        (10.0, TypeError, r"k is a whole number, not 10\.0"),
        (10**12, ValueError, "k is a number below which counts are small"),
    ],
)
def test_a_k_that_cannot_be_is_refused(k: object, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said) as caught:
        protect(RouteGraph(), k)
    assert isinstance(caught.value, tg.TraffickGraphError)


def test_what_is_no_graph_is_refused() -> None:
    with pytest.raises(tg.TraffickGraphError, match="a RouteGraph is protected, not 3"):
        protect(3)
    with pytest.raises(tg.TraffickGraphError, match="takes a RouteGraph, not 3"):
        withheld(3)


def test_an_unknown_way_is_refused() -> None:
    with pytest.raises(tg.TraffickGraphError, match="how is 'interval' or 'withhold', not 'round'"):
        protect(RouteGraph(), how="round")
