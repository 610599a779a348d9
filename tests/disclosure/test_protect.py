"""What `protect` changes, what it leaves, what it says of it, and what it refuses."""

from __future__ import annotations

import time
from typing import Literal

import attrs
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
from traffickgraph.where import leaving, reaching

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
        if one.count is not None and "count withheld" not in one.note:
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
    assert one.note == "count withheld, for k = 10 (table of 1 figures)"
    assert safe.record[0].cells()[4] == "withheld"


# ---- secondary -------------------------------------------------------------------------------------------------------


def out(*claims: Claim, k: int = 10, how: Literal["interval", "withhold"] = "interval") -> list[Count | None]:
    """Return what is published of claims, in their order; no two may say the same but for the count."""
    safe = {said(one): one.count for one in protect(RouteGraph(claims), k, how=how).graph}
    return [safe[said(one)] for one in claims]


def exactly(*numbers: int | None) -> list[Count | None]:
    """Write None for a figure that is withheld as a whole, and a number below ten for an interval."""
    return [None if one is None else Count(0, 9) if one < 10 else Count(one, one) for one in numbers]


def test_a_total_is_withheld_so_that_its_parts_do_not_give_one_back() -> None:
    assert out(flow("Uzbekistan", 3), flow("Türkiye", 21), flow((), 24)) == exactly(0, 21, None)


def test_a_total_by_form_is_kept_where_another_source_can_stand_in() -> None:
    forms = flow((), 20, exploitation="sexual"), flow((), 23, exploitation="forced_labour")
    assert out(flow("Uzbekistan", 3), flow("Türkiye", 40), *forms) == exactly(0, None, 20, 23)


def test_a_small_figure_that_would_give_another_one_back_is_withheld_as_a_whole() -> None:
    crossing = flow("Uzbekistan", 3, exploitation="sexual"), flow("Uzbekistan", 8, victims="women")
    assert out(*crossing) == [None, None]


def test_several_small_counts_hide_each_other_if_they_have_room() -> None:
    claims = flow("Uzbekistan", 4), flow("Türkiye", 5), flow("Kazakhstan", 6), flow((), 15)
    assert out(*claims) == exactly(0, 0, 0, 15)
    assert {row.why for row in protect(RouteGraph(claims), 10).record} == {"primary"}


def test_few_that_leave_no_room_do_not() -> None:
    assert out(flow("Uzbekistan", 1), flow("Türkiye", 2), flow((), 12))[2] is None


def test_the_parts_of_a_small_total_may_be_anything_within_it() -> None:
    assert out(flow("Uzbekistan", 0), flow("Türkiye", 2), flow((), 2)) == exactly(0, 0, 0)


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


@pytest.mark.parametrize("small", [Count(8, 12), Count(4, 6), 3])
def test_no_end_of_an_interval_encodes_what_was_withheld(small: Count | int) -> None:
    hull = Count(0, 12) if small == Count(8, 12) else Count(0, 9)
    for total in range(48, 53):
        assert out(flow("Uzbekistan", small), flow("Türkiye", 40), flow((), total)) == [hull, Count(40, 40), None]


def test_persons_of_unknown_source_are_no_total_of_those_that_are_known() -> None:
    rest = flow("Türkiye", 40), flow((), 43, exploitation="sexual")
    assert out(flow((), 3), *rest) == exactly(0, None, 43)


def test_a_region_is_a_total_of_its_countries_and_a_period_of_its_years() -> None:
    claims = [
        flow("Uzbekistan", 3),
        flow("Central Asia", 24),
        flow("Uzbekistan", 30, period="2018-2020"),
        flow("Türkiye", 24),
        flow("Uzbekistan", 24, period=2018),
        flow("Uzbekistan", 24, to="Türkiye"),
    ]
    assert out(*claims) == exactly(0, None, None, 24, 24, 24)


def test_groups_of_victims_hold_each_other() -> None:
    assert out(flow("Uzbekistan", 3, victims="girls"), flow("Uzbekistan", 20, victims="children")) == exactly(0, None)


def test_two_totals_within_each_other_do_not_give_back_what_lies_between() -> None:
    claims = (
        flow("Uzbekistan", 3, exploitation="sexual"),
        flow("Uzbekistan", 20),
        flow("Central Asia", 50),
        flow((), 90),
    )
    assert out(*claims) == exactly(0, None, None, None)


def test_a_total_that_comes_later_does_not_give_back_what_was_withheld_before() -> None:
    safe = protect(RouteGraph([flow("Uzbekistan", 3), flow("Türkiye", 21)]), 10).graph
    assert None in [one.count for one in protect(safe | RouteGraph([flow((), 24)]), 10).graph if not one.route.sources]


def test_another_publication_is_another_table() -> None:
    other = Publication("Another invented table", 2021)
    total = claim(to="Azerbaijan", period=2019, count=24, publication=other)
    assert total in protect(RouteGraph([flow("Uzbekistan", 3), total]), 10).graph


@pytest.mark.parametrize(
    "same",
    [
        Publication("An invented table", 2020, url="https://example.org/a"),
        Publication("An  Invented TABLE ", 2020, publisher="An office", licence="CC BY"),
    ],
)
def test_a_publication_that_is_written_otherwise_is_the_same_table(same: Publication) -> None:
    total = claim(to="Azerbaijan", period=2019, count=24, publication=same)
    assert out(flow("Uzbekistan", 3), flow("Türkiye", 21), total) == exactly(0, 21, None)


def test_what_others_have_suppressed_gives_back_no_more_than_it_does_there() -> None:
    g = RouteGraph([flow("Uzbekistan", "<5"), flow("Türkiye", 18), flow((), 20)])
    assert protect(g, 5).graph == g
    assert protect(g, 5, how="withhold").graph == g
    assert out(*g.claims, k=10) == exactly(0, 18, 20)


# ---- what it says ----------------------------------------------------------------------------------------------------


def test_a_changed_claim_says_so_once_and_keeps_that_it_was_inferred() -> None:
    g = RouteGraph([flow("Central Asia", 3, note="a remark; 3 of them were girls")]).expand_regions()
    once = protect(g, 5).graph
    twice = protect(once, 10).graph
    for one in twice:
        assert one.note.count("withheld") == 1
        assert "k = 10" in one.note
        assert "a remark" not in one.note
        assert "girls" not in one.note
        assert one.inferred


def test_that_a_claim_is_inferred_or_synthetic_is_said_without_numbers() -> None:
    notes = "inferred: from 3 interviews with them", "synthetic: three were added"
    for note in notes:
        (one,) = protect(RouteGraph([flow("Uzbekistan", 3, note=note)]), 10).graph
        assert (
            one.note == f"{note[: note.index(':')]}: how is not said; count withheld, for k = 10 (table of 1 figures)"
        )


def test_a_note_does_not_say_whether_the_figure_was_small() -> None:
    safe = protect(RouteGraph([flow("Uzbekistan", 3), flow("Türkiye", 21), flow((), 24)]), 10)
    assert len({one.note for one in safe.graph}) == 2
    assert [row.why for row in safe.record] == ["primary", "secondary"]


def test_the_words_that_may_hold_the_figure_are_taken_away() -> None:
    said = "In 2019, 40 women from Türkiye and three women from Uzbekistan were identified."
    g = RouteGraph(
        [
            flow("Uzbekistan", 3, quote=said, locator="page 12; rows 4, 5 and 9", note="a woman and her daughter"),
            flow(
                "Türkiye", 40, quote=said, locator="page 12; rows 10-49", note="coded twice; three are left; a remark"
            ),
            flow("Georgia", None, quote="Three women came on that route.", note="³ women"),
            flow("Armenia", None, quote="Women were identified.", locator="line 7", note="in the text"),
        ]
    )
    safe = protect(g, 10)
    by_source = {next(iter(one.route.sources)).code: one for one in safe.graph}
    first, second, third, fourth = (by_source[code] for code in ("UZB", "TUR", "GEO", "ARM"))
    assert (first.evidence.quote, first.evidence.locator) == ("", "page 12")
    assert first.note == "count withheld, for k = 10 (table of 2 figures)"
    assert (second.evidence.quote, second.evidence.locator, second.note) == ("", "page 12", "a remark")
    assert (third.evidence.quote, third.note) == ("", "")
    assert (fourth.evidence.quote, fourth.evidence.locator, fourth.note) == (
        "Women were identified.",
        "",
        "in the text",
    )
    assert safe.record[0].quoted
    assert safe.record[0].cells()[-1] == "emptied"


def test_words_stay_where_nothing_is_withheld() -> None:
    g = RouteGraph([flow("Türkiye", 40, quote="Forty women.", locator="rows 1-40", note="of 40")])
    assert protect(g, 10).graph == g


@pytest.mark.parametrize(
    ("locator", "kept"),
    [
        ("lines 41-43", ""),
        ("cases 41, 42, 43", ""),
        ("cells B41:B43", ""),
        ("row #41, row #42", ""),
        ("Table 2, n=3", "Table 2"),
        ("p. 4, three women", "p. 4"),
        ("chapter II; the third woman; sheet 2", "chapter II; sheet 2"),
        ("of 3", ""),
    ],
)
def test_of_a_locator_pages_and_tables_are_kept(locator: str, kept: str) -> None:
    (one,) = protect(RouteGraph([flow("Uzbekistan", 3, locator=locator)]), 10).graph
    assert one.evidence.locator == kept


def test_the_record_has_a_row_for_each_changed_figure_and_not_what_it_was() -> None:
    g = RouteGraph([flow("Uzbekistan", 7), flow("Türkiye", 61), flow((), 68)])
    safe = protect(g, 10)
    assert [row.cells() for row in safe.record] == [
        ("Uzbekistan → Azerbaijan", "2019", "An invented table, 2020", "primary", "0–9", 1, None),
        ("… → Azerbaijan", "2019", "An invented table, 2020", "secondary", "withheld", 1, None),
    ]
    assert "68" not in str(safe)
    assert "7" not in str(safe)
    assert str(safe).startswith("2 figures withheld, for k = 10")
    assert safe.record.to_frame()["why"].tolist() == ["primary", "secondary"]
    assert safe.withheld == withheld(safe.graph) == 2
    assert withheld(g) == 0


def test_claims_that_are_no_longer_told_apart_are_one_with_the_persons_of_all() -> None:
    g = RouteGraph(flow("Uzbekistan", 1, locator=f"row {number}") for number in range(2, 42))
    safe = protect(g, 10)
    (one,) = safe.graph
    assert one.count == Count(0, 360)
    assert [link.count for link in safe.graph.links()] == [Count(0, 360)]
    assert [row.figures for row in safe.record] == [40]
    assert str(safe).startswith("40 figures withheld")
    assert protect(safe.graph, 10).graph == safe.graph


def test_claims_that_stay_keep_the_counts_of_their_links_where_rows_told_them_apart() -> None:
    g = RouteGraph([flow("Uzbekistan", 3), *(flow("Türkiye", 20, locator=f"row {at}") for at in (1, 2))])
    counts = [[link.count for link in one.links() if link.tail.code == "TUR"] for one in (g, protect(g, 10).graph)]
    assert counts[0] == counts[1] == [Count(20, 40)]


# ---- what somebody has changed since ---------------------------------------------------------------------------------


@pytest.mark.parametrize("figures", [1, 3])
@pytest.mark.parametrize("count", [4, Count(2, 3), Count(0, 4), Count(3, None)])
def test_a_small_figure_is_small_whatever_its_note_says(count: Count | int, figures: int) -> None:
    note = f"count withheld, for k = 10 (table of {figures} figures)"
    (one,) = protect(RouteGraph([flow("Uzbekistan", count, note=note)]), 10).graph
    assert one.count == Count(0, None if count == Count(3, None) else 9)
    assert withheld(RouteGraph([one])) == 1


def test_a_protected_graph_in_which_a_count_is_corrected_is_looked_at_anew() -> None:
    safe = protect(RouteGraph([flow("Uzbekistan", 3), flow("Türkiye", 21), flow((), 24)]), 10).graph
    for at in range(3):
        claims = list(safe.claims)
        claims[at] = attrs.evolve(claims[at], count=3)
        assert not [one for one in protect(RouteGraph(claims), 10).graph if one.count == Count(3, 3)]


def test_a_mark_beside_a_figure_that_is_none_is_taken_away() -> None:
    (one,) = protect(RouteGraph([flow("Uzbekistan", 40, note="count withheld, for k = 10 (table of 1 figures)")])).graph
    assert (one.count, one.note) == (Count(40, 40), "")


def test_the_mark_tells_nothing_of_figures_that_are_left_out_but_their_number() -> None:
    notes = {
        protect(RouteGraph([flow("Uzbekistan", 3), flow("Georgia", 4, exploitation=form), flow("Türkiye", n)]), 10)
        .graph.where(leaving("Uzbekistan"))
        .claims[0]
        .note
        for form in ("sexual", "organ_removal")
        for n in (61, 62)
    }
    assert len(notes) == 1


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
@pytest.mark.parametrize("unit", ["persons", "Person(s)", "victim/s", "child(ren)", "persons (women)", "# of cases."])
def test_an_indicator_of_persons_is_protected(value: object, unit: str) -> None:
    (one,) = protect(RouteGraph((), [indicator(value, unit)]), 10).graph.indicators
    assert one.value == Count(0, 9)
    assert one.evidence.quote == ""
    assert withheld(RouteGraph((), [one])) == 1


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (3, "convictions"),
        (2, "tier"),
        ("Tier 2", "tier"),
        ("many", "persons"),
        (30, "persons"),
        ("about 1,203", "persons"),
    ],
)
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
    assert [one.value for one in protect(g, 10).graph.indicators] == [50, Count(0, 9), 40, "withheld"]


def test_an_indicator_that_may_be_the_total_of_claims_does_not_give_one_back() -> None:
    g = RouteGraph([flow("Uzbekistan", 3), flow("Türkiye", 40)], [indicator(43)])
    safe = protect(g, 10).graph
    assert safe.indicators[0].value == "withheld"


@pytest.mark.parametrize("value", ["about 3", "three", "fewer than 5", "3 (2 women, 1 man)", "³", "20, of whom 3 men"])
def test_a_text_that_names_a_small_number_of_persons_is_withheld(value: str) -> None:
    safe = protect(RouteGraph((), [indicator(value)]), 10).graph
    assert safe.indicators[0].value == "withheld"
    assert withheld(safe) == 1
    assert protect(safe, 10).graph == safe


def test_indicators_are_told_apart_by_their_names_whatever_their_letters_and_units() -> None:
    parts = indicator(3, "victims", victims="men"), indicator(40, name="Victims Identified", victims="women")
    safe = protect(RouteGraph((), [*parts, indicator("about 43", "Persons")]), 10).graph
    assert sorted(str(one.value) for one in safe.indicators) == ["0–9", "40", "withheld"]


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


def test_a_withheld_claim_still_says_that_its_source_is_the_country_of_citizenship() -> None:
    report = Publication("An invented table", 2020)
    said = "source: country of citizenship; interview 7"
    graph = RouteGraph([claim("UZB", to="AZE", count=3, note=said, publication=report)])
    (one,) = protect(graph).graph
    assert one.note == "source: country of citizenship; count withheld, for k = 10 (table of 1 figures)"
