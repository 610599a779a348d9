"""The graph: what it takes, what it is, and how it prints. All facts here are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from traffickgraph import (
    Claim,
    Country,
    Evidence,
    Indicator,
    Publication,
    Region,
    Role,
    RouteGraph,
    claim,
)
from traffickgraph.errors import UnknownPlaceError, WrongTypeError
from traffickgraph.where import domestic, during, leaving, published, reaching, said_to_be, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPORT = Publication("An invented report", 2020)
OTHER = Publication("Another invented report", 2021)
EARLIER = Publication("An invented report", 2019)
AZE, UZB, TUR, ARE = (Country(code) for code in ("AZE", "UZB", "TUR", "ARE"))
ONE = claim("UZB", to="AZE", publication=REPORT)
TWO = claim("AZE", via="TUR", to="ARE", publication=OTHER)
CERTIFIED = Indicator("AZE", "victims certified", 3, period=2019, evidence=Evidence(REPORT))


# ---- what it takes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: RouteGraph(ONE), ["Claim", "write [...] around one"]),
        (lambda: RouteGraph("AZE"), ["'AZE'", "an iterable"]),
        (lambda: RouteGraph(3), ["3", "an iterable"]),
        (lambda: RouteGraph(None), ["None", "an iterable"]),
        (lambda: RouteGraph([ONE, ONE.route]), ["item 1 of the claims", "Route.of('UZB', to='AZE')"]),
        (lambda: RouteGraph([CERTIFIED]), ["item 0 of the claims", "no Claim", "Indicator"]),
        (lambda: RouteGraph([], [ONE]), ["item 0 of the indicators", "no Indicator", "Claim"]),
        (lambda: RouteGraph([], CERTIFIED), ["indicators", "write [...] around one"]),
        (lambda: RouteGraph([ONE]).where(3), ["3", "leaving('Uzbekistan')"]),
        (lambda: RouteGraph([ONE]).where("UZB"), ["'UZB'", "leaving('Uzbekistan')"]),
        (lambda: RouteGraph([ONE]).where([leaving("UZB")]), ["[leaving('Uzbekistan')]", "where() takes conditions"]),
        (lambda: RouteGraph([ONE]).expand_regions("UZB"), ["Uzbekistan is a country", "only regions"]),
        (lambda: RouteGraph([ONE]).sources_of(31), ["31", "'031'"]),
        (lambda: RouteGraph([ONE]).roles(None), ["None", "no place"]),
    ],
)
def test_a_thing_of_the_wrong_kind_is_refused_with_what_to_write(make: Callable[[], object], words: list[str]) -> None:
    with pytest.raises(WrongTypeError) as refused:
        make()
    assert [word for word in words if word not in str(refused.value)] == []


@pytest.mark.parametrize("other", [[ONE], {ONE}, ONE, None, 3], ids=repr)
@pytest.mark.parametrize("sign", ["__or__", "__and__", "__sub__"])
def test_set_algebra_is_between_graphs_alone(sign: str, other: Any) -> None:
    assert getattr(RouteGraph([ONE]), sign)(other) is NotImplemented
    with pytest.raises(TypeError, match="RouteGraph"):
        {"__or__": lambda: RouteGraph([ONE]) | other, "__and__": lambda: RouteGraph([ONE]) & other}.get(
            sign, lambda: RouteGraph([ONE]) - other
        )()


@pytest.mark.parametrize(
    "ask",
    [
        lambda g: g.sources_of("Nigera"),
        lambda g: g.destinations_of("Nigera"),
        lambda g: g.transits_between("AZE", "Nigera"),
        lambda g: g.roles("Nigera"),
        lambda g: g.profile("Nigera"),
        lambda g: g.expand_regions("Nigera"),
    ],
)
def test_a_misspelt_place_is_never_an_empty_answer(ask: Callable[[RouteGraph], object]) -> None:
    with pytest.raises(UnknownPlaceError, match="did you mean 'Nigeria' or 'Niger'"):
        ask(RouteGraph([ONE]))


def test_claims_may_be_given_once_as_an_iterator() -> None:
    assert RouteGraph(iter([ONE, TWO]), iter([CERTIFIED])) == RouteGraph([ONE, TWO], [CERTIFIED])


def test_an_iterable_that_fails_half_way_makes_no_graph() -> None:
    def failing() -> Iterator[Claim]:
        yield ONE
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        RouteGraph(failing())


# ---- what it is ----------------------------------------------------------------------------------------------------


def test_equal_claims_are_one_claim_and_claims_that_look_alike_stay_two() -> None:
    assert len(RouteGraph([ONE, claim("UZB", to="AZE", publication=REPORT)])) == 1
    assert len(RouteGraph([ONE, claim("UZB", to="AZE", publication=REPORT, locator="page 3")])) == 2


def test_a_graph_cannot_be_changed() -> None:
    g = RouteGraph([ONE])
    for name in ("claims", "indicators"):
        with pytest.raises(AttributeError):
            setattr(g, name, ())
    assert isinstance(g.claims, tuple)
    assert isinstance(g.places, tuple)
    assert isinstance(g.legs(), tuple)


def test_asking_leaves_the_graph_as_it_is() -> None:
    g = RouteGraph([ONE, TWO], [CERTIFIED])
    before = hash(g), repr(g), g.claims, g.indicators
    g.where(leaving("UZB")), g.links(), g.summary(), g.profile("AZE"), g.expand_regions()
    assert (hash(g), repr(g), g.claims, g.indicators) == before


def test_a_graph_of_indicators_alone_is_true_and_the_empty_graph_is_false() -> None:
    assert RouteGraph([], [CERTIFIED])
    assert RouteGraph([ONE])
    assert not RouteGraph()


def test_a_graph_equals_no_other_kind_of_collection() -> None:
    assert RouteGraph([ONE]) != {ONE}
    assert RouteGraph([ONE]) != (ONE,)
    assert RouteGraph() != ()


def test_graphs_that_differ_in_indicators_alone_are_different() -> None:
    assert RouteGraph([ONE], [CERTIFIED]) != RouteGraph([ONE])


def test_membership_is_by_value_and_of_claims_and_indicators() -> None:
    g = RouteGraph([ONE], [CERTIFIED])
    assert claim("Uzbekistan", to="Azerbaijan", publication=Publication("An invented report", 2020)) in g
    assert CERTIFIED in g
    assert TWO not in g
    assert AZE not in g
    assert "AZE" not in g


def test_places_are_countries_then_regions_each_by_code_and_those_of_indicators_too() -> None:
    g = RouteGraph([claim("abroad", via="UZB", to="Central Asia", publication=REPORT)], [CERTIFIED])
    assert g.places == (AZE, UZB, Region("abroad"), Region("central-asia"))
    assert g.countries == (AZE, UZB)


def test_publications_come_by_year_then_title_and_years_are_theirs() -> None:
    g = RouteGraph([ONE, TWO, claim("AZE", publication=EARLIER, period=1998)])
    assert g.publications == (EARLIER, REPORT, OTHER)
    assert g.years == (2019, 2020, 2021)


@pytest.mark.parametrize(
    ("graph", "printed"),
    [
        (RouteGraph(), "<RouteGraph: 0 claims, 0 places, 0 publications>"),
        (RouteGraph([ONE]), "<RouteGraph: 1 claim, 2 places, 1 publication>"),
        (RouteGraph([ONE, TWO], [CERTIFIED]), "<RouteGraph: 2 claims, 1 indicator, 4 places, 2 publications>"),
    ],
)
def test_a_graph_prints_as_what_it_holds(graph: RouteGraph, printed: str) -> None:
    assert repr(graph) == printed


def test_claims_keep_their_order_in_an_answer_however_far_apart_they_are() -> None:
    far = [claim("UZB", to="AZE", publication=REPORT, locator=str(number)) for number in range(2000)]
    asked = [far[number] for number in (3, 8, 1000, 1999)]
    marked = [claim("UZB", to="AZE", publication=REPORT, locator=one.evidence.locator, status="past") for one in asked]
    g = RouteGraph([dict(zip(asked, marked, strict=True)).get(one, one) for one in far])
    assert g.where(said_to_be("past")).claims == tuple(marked)


# ---- roles ---------------------------------------------------------------------------------------------------------


def test_roles_gather_the_claims_of_a_place_by_what_they_call_it() -> None:
    g = RouteGraph([ONE, TWO])
    assert g.roles("Azerbaijan") == {Role.SOURCE: RouteGraph([TWO]), Role.DESTINATION: RouteGraph([ONE])}
    assert g.roles("Turkey") == {Role.TRANSIT: RouteGraph([TWO])}


def test_a_role_that_no_claim_names_is_left_out_and_a_place_of_none_has_no_roles() -> None:
    assert RouteGraph([ONE]).roles("FRA") == {}
    assert RouteGraph([], [CERTIFIED]).roles("AZE") == {}


def test_a_domestic_claim_makes_a_country_source_and_destination() -> None:
    home = claim("AZE", to="AZE", publication=REPORT)
    assert set(RouteGraph([home]).roles("AZE")) == {Role.SOURCE, Role.DESTINATION}


def test_a_country_is_no_transit_because_a_longer_claim_could_be_cut_there() -> None:
    long = claim("UZB", via=["TUR"], to="ARE", publication=REPORT)
    assert Role.DESTINATION not in RouteGraph([long]).roles("TUR")
    assert Role.SOURCE not in RouteGraph([long]).roles("TUR")


# ---- partners ------------------------------------------------------------------------------------------------------


def test_partners_are_ranked_by_publications_then_claims_then_name() -> None:
    g = RouteGraph(
        [
            *(claim("UZB", to="AZE", publication=REPORT, locator=f"page {page}") for page in (1, 2, 3)),
            claim("TUR", to="AZE", publication=REPORT),
            claim("TUR", to="AZE", publication=OTHER),
            claim("GEO", to="AZE", publication=REPORT),
            claim("ARM", to="AZE", publication=REPORT),
        ]
    )
    ranked = [(row.place.code, len(row.claims.publications), len(row.claims)) for row in g.sources_of("AZE")]
    assert ranked == [("TUR", 2, 2), ("UZB", 1, 3), ("ARM", 1, 1), ("GEO", 1, 1)]


def test_a_partner_holds_the_claims_that_say_so() -> None:
    g = RouteGraph([ONE, TWO])
    (row,) = g.sources_of("AZE")
    assert (row.place, row.claims) == (UZB, RouteGraph([ONE]))
    (row,) = g.destinations_of("AZE")
    assert (row.place, row.claims) == (ARE, RouteGraph([TWO]))


def test_a_domestic_claim_makes_a_place_its_own_partner() -> None:
    home = claim("AZE", to="AZE", publication=REPORT)
    assert [row.place for row in RouteGraph([home]).sources_of("AZE")] == [AZE]
    assert [row.place for row in RouteGraph([home]).destinations_of("AZE")] == [AZE]


def test_transits_between_two_ends_are_those_that_one_claim_states_with_both_ends() -> None:
    whole = claim("UZB", via=["TUR", "AZE"], to="ARE", publication=REPORT)
    g = RouteGraph([whole])
    assert [row.place for row in g.transits_between("UZB", "ARE")] == [AZE, TUR]
    assert len(g.transits_between("TUR", "ARE")) == 0
    assert len(g.transits_between("ARE", "UZB")) == 0


def test_transits_between_two_ends_are_never_stitched_from_several_claims() -> None:
    g = RouteGraph(
        [
            claim("UZB", to="TUR", publication=REPORT),
            claim("TUR", to="ARE", publication=REPORT),
            claim("UZB", via="AZE", publication=REPORT),
            claim(via="AZE", to="ARE", publication=REPORT),
        ]
    )
    assert len(g.transits_between("UZB", "ARE")) == 0


def test_no_partners_are_an_empty_table_that_still_says_what_it_would_show() -> None:
    table = RouteGraph([ONE]).sources_of("FRA")
    assert list(table) == []
    assert "France" in str(table)
    assert "publications and claims, not people" in str(table)


# ---- readings ------------------------------------------------------------------------------------------------------


def test_links_gather_all_legs_between_two_places_in_one_direction() -> None:
    back = claim("AZE", to="UZB", publication=REPORT)
    through = claim("UZB", via="AZE", to="ARE", publication=OTHER, exploitation="sexual", status="past")
    links = {(link.tail, link.head): link for link in RouteGraph([ONE, back, through]).links()}
    assert set(links) == {(UZB, AZE), (AZE, UZB), (AZE, ARE)}
    both = links[UZB, AZE]
    assert both.claims == (ONE, through)
    assert both.publications == (REPORT, OTHER)
    assert both.labels == ("source→destination", "source→transit")
    assert both.exploitation == ("sexual", "unspecified")
    assert both.status == ("current", "past")


def test_a_country_that_is_only_named_as_transit_stays_in_the_graph_without_a_link() -> None:
    g = RouteGraph([claim(via="AZE", publication=REPORT)])
    assert g.links() == ()
    assert g.places == (AZE,)
    assert set(g.roles("AZE")) == {Role.TRANSIT}


# ---- times, regions, indicators ------------------------------------------------------------------------------------


def test_the_time_spoken_of_and_the_year_of_saying_it_are_never_mixed() -> None:
    of_1998 = claim("UZB", to="AZE", publication=REPORT, period=1998)
    g = RouteGraph([of_1998])
    assert g.where(during(1998)) == g.where(published(2020)) == g
    assert g.where(during(2020)) == g.where(published(1998)) == RouteGraph()
    assert g.years == (2020,)


def test_an_unstated_period_is_in_no_year_however_wide_the_question() -> None:
    g = RouteGraph([ONE], [Indicator("AZE", "victims certified", 3, evidence=Evidence(REPORT))])
    assert not g.where(during(1000, None) | during(None, 9999))
    assert g.where(~during(1000, None)) == g


def test_an_open_period_lasts_on_its_open_side() -> None:
    since = claim("UZB", publication=REPORT, period="since 2010")
    until = claim("TUR", publication=REPORT, period="until 2010")
    g = RouteGraph([since, until])
    assert g.where(during(2050)).claims == (since,)
    assert g.where(during(1950)).claims == (until,)
    assert g.where(during(2010)).claims == (since, until)


def test_a_region_in_a_condition_is_the_region_itself_and_its_members_are_its_countries() -> None:
    by_region = claim("Central Asia", to="AZE", publication=REPORT)
    g = RouteGraph([by_region, ONE])
    assert g.where(leaving("Central Asia")).claims == (by_region,)
    assert g.where(leaving("Uzbekistan")).claims == (ONE,)
    assert g.where(leaving(Region("central-asia").members)).claims == (ONE,)


def test_within_a_region_lies_the_region_its_countries_and_the_regions_in_it() -> None:
    inside = [
        claim("UZB", via="KAZ", to="KGZ", publication=REPORT),
        claim("Central Asia", to="UZB", publication=REPORT),
        claim(via="UZB", publication=REPORT),
    ]
    outside = [
        ONE,
        claim("UZB", via="AZE", to="KAZ", publication=REPORT),
        claim("UZB", to="abroad", publication=REPORT),
        claim("Asia", to="UZB", publication=REPORT),
    ]
    g = RouteGraph([*inside, *outside])
    assert g.where(within("Central Asia")).claims == tuple(inside)
    assert set(g.where(within("Asia"))) == {*inside, *outside} - {outside[2]}


def test_within_several_places_a_route_may_join_them() -> None:
    g = RouteGraph([ONE, TWO])
    assert g.where(within("Central Asia", "Azerbaijan")).claims == (ONE,)
    assert g.where(within("AZE", "TUR", "ARE", "UZB")) == g


def test_domestic_in_part_is_domestic_and_crosses_a_border_too() -> None:
    partly = claim("AZE", to=["AZE", "TUR"], publication=REPORT)
    g = RouteGraph([partly, ONE])
    assert g.where(domestic()).claims == (partly,)
    assert len(g.where(~domestic())) == 1


def test_an_indicator_follows_its_place_whatever_role_is_asked_for() -> None:
    g = RouteGraph([ONE], [CERTIFIED])
    for condition in (leaving("AZE"), reaching("AZE"), within("Asia"), during(2019), published(2020)):
        assert g.where(condition).indicators == (CERTIFIED,)
    for condition in (leaving("UZB"), reaching("TUR"), within("Europe"), during(2018), published(2019), domestic()):
        assert g.where(condition).indicators == ()


def test_a_function_of_ones_own_is_asked_about_claims_only() -> None:
    asked = []
    g = RouteGraph([ONE, TWO], [CERTIFIED])
    answer = g.where(lambda one: asked.append(one) or one == TWO)
    assert asked == [ONE, TWO]
    assert (answer.claims, answer.indicators) == ((TWO,), (CERTIFIED,))


def test_a_function_is_asked_only_where_the_conditions_beside_it_hold() -> None:
    asked = []
    RouteGraph([ONE, TWO]).where(lambda one: asked.append(one) or True, leaving("AZE"))
    assert asked == [TWO]


def test_an_error_in_a_function_of_ones_own_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        RouteGraph([ONE]).where(lambda _: 1 // 0)


def test_indicators_follow_set_algebra() -> None:
    other = Indicator("UZB", "victims certified", 3, evidence=Evidence(REPORT))
    g, h = RouteGraph([ONE], [CERTIFIED]), RouteGraph([TWO], [CERTIFIED, other])
    assert (g | h).indicators == (CERTIFIED, other)
    assert (g & h).indicators == (CERTIFIED,)
    assert (h - g).indicators == (other,)


def test_an_indicator_never_becomes_a_leg_a_link_or_a_partner() -> None:
    g = RouteGraph([], [CERTIFIED])
    assert g.legs() == g.flows() == g.links() == ()
    assert len(g.sources_of("AZE")) == len(g.destinations_of("AZE")) == 0


# ---- expanding regions ---------------------------------------------------------------------------------------------


def test_expanding_a_region_puts_its_members_in_its_place_and_says_so() -> None:
    by_region = claim("Central Asia", via="AZE", to="abroad", publication=REPORT, note="a remark")
    (expanded,) = RouteGraph([by_region]).expand_regions()
    assert expanded.route.sources == Region("central-asia").members
    assert expanded.route.destinations == {Region("abroad")}
    assert expanded.note.startswith("a remark; inferred: Central Asia")
    assert expanded.evidence == by_region.evidence
    assert expanded.id != by_region.id


def test_expanding_on_the_way_keeps_one_stage_of_alternatives() -> None:
    by_region = claim("AZE", via="Central Asia", to="ARE", publication=REPORT)
    (expanded,) = RouteGraph([by_region]).expand_regions()
    assert expanded.route.via == (Region("central-asia").members,)


def test_only_the_regions_asked_for_are_expanded() -> None:
    g = RouteGraph([claim("Central Asia", to="Europe", publication=REPORT)])
    (expanded,) = g.expand_regions("Central Asia")
    assert expanded.route.destinations == {Region("europe")}
    assert "Europe" not in expanded.note


def test_regions_never_expand_by_themselves() -> None:
    g = RouteGraph([claim("Central Asia", to="AZE", publication=REPORT)])
    assert [leg.tail for leg in g.legs()] == [Region("central-asia")]
    assert len(g.sources_of("AZE")) == 1
    assert g.countries == (AZE,)


def test_a_role_that_nobody_states_is_no_key_and_gives_an_empty_graph() -> None:
    g = RouteGraph([claim("AZE", publication=REPORT)])
    roles = g.roles("AZE")
    assert list(roles) == [Role.SOURCE]
    assert roles[Role.TRANSIT] == RouteGraph()
    assert Role.TRANSIT not in roles


def test_a_region_read_as_its_members_is_said_to_be_inferred() -> None:
    g = RouteGraph([claim("Central Asia", to="Kazakhstan", publication=REPORT)])
    (one,) = g.expand_regions()
    assert one.inferred
    assert not g.claims[0].inferred
    assert "inferred" in str(one)
    assert "inferred claims" in str(g.expand_regions().summary())


def test_a_region_read_as_its_members_states_no_domestic_claim_by_itself() -> None:
    (one,) = RouteGraph([claim("Central Asia", to="Kazakhstan", publication=REPORT)]).expand_regions()
    assert one.route.domestic == frozenset()
    assert one.route.sources == Region("central-asia").members - {Country("KAZ")}


def test_a_condition_that_was_not_called_is_named() -> None:
    with pytest.raises(WrongTypeError, match=r"write domestic\(\.\.\.\)"):
        RouteGraph().where(domestic)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError, match=r"write leaving\(\.\.\.\)"):
        RouteGraph().where(leaving)  # type: ignore[arg-type]
