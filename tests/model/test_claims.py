"""Routes, claims, indicators and links: what they hold, and what they never add. All facts here are invented."""

from __future__ import annotations

from typing import Any

import pytest

from traffickgraph import (
    Claim,
    Count,
    Country,
    Evidence,
    Exploitation,
    Flow,
    Indicator,
    Leg,
    Period,
    Publication,
    Region,
    Role,
    Route,
    RouteGraph,
    VictimGroup,
    claim,
)

REPORT = Publication("An invented report", 2020)
OTHER = Publication("Another invented report", 2021)
AZE, UZB, TUR, ARE, GEO = (Country(code) for code in ("AZE", "UZB", "TUR", "ARE", "GEO"))


def count_of(*claims: Claim) -> Count | None:
    """Return the count of the one link from Uzbekistan to Azerbaijan."""
    (link,) = (link for link in RouteGraph(claims).links() if (link.tail, link.head) == (UZB, AZE))
    return link.count


def counted(count: Count | int | str | None, publication: Publication = REPORT, **route: Any) -> Claim:
    return claim(**{"source": "UZB", "to": "AZE", **route}, publication=publication, count=count)


# ---- routes --------------------------------------------------------------------------------------------------------


def test_names_codes_and_places_make_the_same_route() -> None:
    by_name = Route.of("Uzbekistan", via="Türkiye", to=["UAE", "Azerbaijan"])
    assert by_name == Route.of(UZB, via=[TUR], to=(AZE, ARE)) == Route.of({"UZB"}, via=[{"TUR"}], to=iter(["AE", "AZ"]))


def test_a_set_on_the_way_is_one_stage_and_a_list_is_one_stage_for_each() -> None:
    assert Route.of(via={"TUR", "GEO"}).via == (frozenset({TUR, GEO}),)
    assert Route.of(via=["TUR", "GEO"]).via == (frozenset({TUR}), frozenset({GEO}))
    assert Route.of(via=["AZE", {"TUR", "GEO"}]).via == (frozenset({AZE}), frozenset({TUR, GEO}))
    assert Route.of("AZE", via=set()).via == Route.of("AZE", via=[]).via == ()


def test_alternatives_have_no_leg_between_them() -> None:
    one = claim("UZB", via={"TUR", "GEO"}, to="ARE", publication=REPORT)
    assert {(leg.tail, leg.head) for leg in one.legs()} == {(UZB, TUR), (UZB, GEO), (TUR, ARE), (GEO, ARE)}


def test_an_unstated_end_has_no_leg_and_no_flow() -> None:
    for route in (Route.of("UZB"), Route.of(via="UZB"), Route.of(to="UZB"), Route.of(via={"UZB", "TUR"})):
        one = Claim(route, Evidence(REPORT))
        assert one.legs() == one.flows() == ()
        assert one.places


def test_transit_stages_have_legs_where_both_ends_are_unstated() -> None:
    (leg,) = claim(via=["TUR", "GEO"], publication=REPORT).legs()
    assert leg.label == "transit→transit"


def test_a_flow_goes_from_end_to_end_whatever_lies_between() -> None:
    one = claim(["UZB", "GEO"], via=["TUR", "AZE"], to="ARE", publication=REPORT)
    assert one.flows() == (Flow(GEO, ARE, one), Flow(UZB, ARE, one))


def test_a_domestic_route_has_a_leg_from_the_country_to_itself() -> None:
    one = claim("AZE", to=["AZE", "TUR"], publication=REPORT)
    assert one.route.domestic == {AZE}
    assert one.route.crosses_border
    assert [(leg.tail, leg.head, leg.label) for leg in one.legs()] == [
        (AZE, AZE, "source→destination"),
        (AZE, TUR, "source→destination"),
    ]


def test_a_region_at_both_ends_is_not_domestic_for_it_may_be_two_countries() -> None:
    route = Route.of("Central Asia", to="Central Asia")
    assert route.domestic == frozenset()


def test_a_way_back_through_the_source_keeps_every_step() -> None:
    one = claim("UZB", via=["TUR", "UZB", "TUR"], to="ARE", publication=REPORT)
    assert [(leg.tail, leg.head) for leg in one.legs()] == [(UZB, TUR), (TUR, UZB), (UZB, TUR), (TUR, ARE)]
    assert one.roles[UZB] == {Role.SOURCE, Role.TRANSIT}


@pytest.mark.parametrize(
    ("route", "printed"),
    [
        (
            Route.of("UZB", via=["TUR", {"GEO", "AZE"}], to=["ARE", "IRN"]),
            "Uzbekistan → Türkiye → Azerbaijan or Georgia → Iran, United Arab Emirates",
        ),
        (Route.of(via="AZE"), "… → Azerbaijan → …"),
        (Route.of("AZE"), "Azerbaijan → …"),
        (Route.of(to="AZE"), "… → Azerbaijan"),
    ],
)
def test_a_route_prints_its_stages_in_order_and_an_unstated_end_as_an_ellipsis(route: Any, printed: str) -> None:
    assert str(route) == printed


def test_a_route_reads_the_order_of_places_in_a_set_by_their_codes() -> None:
    assert repr(Route.of({"UZB", "AZE"}, via=[{"TUR", "GEO"}], to="ARE")) == (
        "Route.of(['AZE', 'UZB'], via={'GEO', 'TUR'}, to='ARE')"
    )


# ---- claims --------------------------------------------------------------------------------------------------------


def test_a_claim_that_says_nothing_more_is_unspecified_and_current_and_fills_in_nothing() -> None:
    one = claim("UZB", publication=REPORT)
    assert one.exploitation == (Exploitation.UNSPECIFIED,)
    assert one.victims == ()
    assert one.status == "current"
    assert one.period is None
    assert one.count is None
    assert one.route.destinations == frozenset()


def test_no_forms_at_all_are_unspecified() -> None:
    assert claim("UZB", publication=REPORT, exploitation=[]) == claim("UZB", publication=REPORT)


def test_the_short_way_and_the_long_way_write_the_same_claim() -> None:
    short = claim(
        "UZB",
        to="AZE",
        publication=REPORT,
        locator="page 3",
        quote="“quoted”",
        exploitation="forced labor",
        victims=["men", "women"],
        status="past",
        period="2010-2012",
        count="<5",
        note="a remark",
    )
    long = Claim(
        Route.of(UZB, to=AZE),
        Evidence(REPORT, "page 3", "“quoted”"),
        exploitation=(Exploitation.FORCED_LABOUR,),
        victims=(VictimGroup.WOMEN, VictimGroup.MEN),
        status="past",
        period=Period(2010, 2012),
        count=Count(0, 4),
        note="a remark",
    )
    assert short == long


def test_a_claim_prints_as_a_sentence() -> None:
    one = claim(
        "UZB",
        to="AZE",
        publication=REPORT,
        exploitation=["sexual", "forced_labour"],
        victims="women",
        status="possible",
        period=(2010, 2012),
        count="<5",
    )
    assert str(one) == (
        "Uzbekistan → Azerbaijan: sexual exploitation and forced labour of women, possible, 2010–2012, 0–4 detected "
        "(An invented report, 2020)"
    )
    assert repr(one) == f"<Claim {one.id}: {one}>"


def test_a_leg_and_a_flow_print_what_they_read() -> None:
    one = claim("UZB", via={"TUR", "GEO"}, to="AZE", publication=REPORT)
    assert str(Leg(UZB, Role.SOURCE, TUR, Role.TRANSIT, one)) == "Uzbekistan (source) → Türkiye (transit)"
    assert str(one.flows()[0]) == "Uzbekistan → (Georgia or Türkiye) → Azerbaijan"
    assert repr(one.flows()[0]) == f"<Flow: {one.flows()[0]}>"


def test_the_same_statement_on_another_page_is_another_claim() -> None:
    assert claim("UZB", publication=REPORT, locator="page 3") != claim("UZB", publication=REPORT, locator="page 4")


def test_an_indicator_holds_a_figure_a_rating_or_an_interval() -> None:
    for value in (3, 2.5, "Tier 2", Count(0, 4)):
        one = Indicator("Azerbaijan", "an invented rating", value, evidence=Evidence(REPORT), period=2019)
        assert (one.place, one.value, one.period) == (AZE, value, Period(2019, 2019))


def test_an_indicator_prints_as_a_sentence() -> None:
    one = Indicator(
        "Azerbaijan",
        "victims certified",
        Count(0, 4),
        unit="persons",
        period=2019,
        evidence=Evidence(REPORT),
        exploitation="forced_labour",
        victims=["men"],
    )
    assert (
        str(one) == "Azerbaijan: victims certified: 0–4 persons (forced labour, men), 2019 (An invented report, 2020)"
    )


def test_an_indicator_may_be_about_a_region() -> None:
    assert Indicator("Central Asia", "x", 1, evidence=Evidence(REPORT)).place == Region("central-asia")


# ---- the count of a link -------------------------------------------------------------------------------------------


def test_a_link_of_claims_without_counts_has_none_which_is_not_zero() -> None:
    assert count_of(counted(None), counted(None, OTHER)) is None
    assert count_of(counted(0)) == Count(0, 0)


def test_claims_that_may_count_the_same_persons_add_up_in_the_upper_bound_alone() -> None:
    assert count_of(counted(3), counted("<5"), counted(None)) == Count(3, 7)
    assert count_of(counted(8), counted(5, victims="women")) == Count(8, 13)


def test_the_counts_of_one_publication_add_up_over_periods_that_share_no_year() -> None:
    by_year = [counted(5, period=year) for year in (2010, 2011)]
    assert count_of(*by_year) == Count(10, 10)
    assert count_of(*by_year, counted(9, period="2010-2011")) == Count(9, 19)


def test_the_counts_of_several_publications_may_be_of_the_same_persons() -> None:
    assert count_of(counted(3), counted(10, OTHER)) == Count(10, 13)
    assert count_of(counted(3), counted(4), counted(5, OTHER)) == Count(5, 12)


def test_a_count_without_an_upper_bound_leaves_the_link_without_one() -> None:
    assert count_of(counted(3), counted("10+", OTHER)) == Count(10, None)
    assert count_of(counted("10+"), counted(3)) == Count(10, None)


@pytest.mark.parametrize(
    "route",
    [
        {"source": ["UZB", "GEO"]},
        {"to": ["AZE", "GEO"]},
        {"via": [{"AZE", "GEO"}], "to": "ARE"},
    ],
    ids=["several sources", "several destinations", "alternatives on the way"],
)
def test_a_count_that_covers_more_than_the_link_says_nothing_of_its_lower_bound(route: Any) -> None:
    assert count_of(counted(8, **route)) == Count(0, 8)
    assert count_of(counted(8, **route), counted(3)) == Count(3, 11)


def test_a_count_along_a_chain_holds_for_each_of_its_links() -> None:
    assert count_of(counted(8, via="AZE", to="ARE")) == Count(8, 8)


def test_a_claim_that_passes_a_link_twice_is_counted_once() -> None:
    assert count_of(counted(8, via=["AZE", "UZB", "AZE"], to="ARE")) == Count(8, 8)
