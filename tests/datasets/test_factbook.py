"""What the data set of the World Factbook holds: literally what was coded, and no more."""

from __future__ import annotations

import re
from collections import Counter

from traffickgraph import Role, RouteGraph, Status, datasets, place
from traffickgraph.vocabulary import Exploitation
from traffickgraph.where import domestic, leaving, reaching, through

GRAPH = datasets.load("factbook")
ROLES = RouteGraph(one for one in GRAPH if one.note)
STATED = "role stated by the narrative; partners unstated"
CONCLUDED = "role concluded by the coders from what the narrative tells; partners unstated"
ROUTES = GRAPH - ROLES


def test_there_are_313_claims_of_routes_and_138_of_roles_in_63_entries() -> None:
    assert (len(ROUTES), len(ROLES)) == (313, 138)
    assert len({one.evidence.locator for one in GRAPH}) == 63
    assert len({one.evidence.locator for one in ROUTES}) == 63


def test_a_role_has_its_country_alone_and_no_form() -> None:
    for one in ROLES:
        assert one.note in {STATED, CONCLUDED}
        assert len(one.places) == 1
        assert len(one.legs()) == 0
        assert one.exploitation == (Exploitation.UNSPECIFIED,)
        assert one.victims == ()


def test_the_note_of_a_role_says_whether_the_narrative_states_it() -> None:
    assert Counter(one.note for one in ROLES) == {STATED: 105, CONCLUDED: 33}


def test_a_role_that_was_concluded_follows_from_claims_of_its_entry_and_is_no_firmer_than_they_are() -> None:
    for one in ROLES:
        if one.note == CONCLUDED:
            (host,) = one.places
            told = [route for route in ROUTES if route.evidence == one.evidence and host in route.places]
            assert one.status in {route.status for route in told}


def test_the_roles_are_counted_as_coded() -> None:
    counted = Counter(role for one in ROLES for roles in one.roles.values() for role in roles)
    assert counted == {Role.SOURCE: 56, Role.TRANSIT: 24, Role.DESTINATION: 58}


def test_hedged_roles_are_possible() -> None:
    hedged = {
        (one.evidence.locator.split(",")[0], str(one.route))
        for one in ROLES
        if one.note == STATED and one.status is Status.POSSIBLE
    }
    assert hedged == {
        ("Iran", "Iran → …"),
        ("Iran", "… → Iran → …"),
        ("Iran", "… → Iran"),
        ("Comoros", "… → Comoros → …"),
        ("Comoros", "… → Comoros"),
        ("Democratic Republic of the Congo", f"… → {place('COD')} → …"),
    }


def test_no_period_and_no_count_is_filled_in() -> None:
    assert all(one.period is None and one.count is None for one in GRAPH)


def test_a_claim_has_at_most_one_place_of_transit() -> None:
    assert max(len(one.route.transits) for one in GRAPH) == 1
    assert sum(bool(one.route.via) for one in ROUTES) == 10


def test_abroad_and_neighbours_stay_as_coded() -> None:
    named = Counter(str(one.code) for claim in ROUTES for one in claim.places)
    assert named["abroad"] == 36
    assert named["neighbours"] == 16


def test_the_locator_names_entry_edition_and_dates() -> None:
    pattern = re.compile(
        r".+, Transnational Issues, Trafficking in persons, edition of (\d{4}) "
        r"\(seen from (\d{4})-\d\d-\d\d to \d{4}-\d\d-\d\d\)"
    )
    for one in GRAPH:
        found = pattern.fullmatch(one.evidence.locator)
        assert found
        assert {found[1], found[2]} == {str(one.publication.year)}


def test_one_narrative_is_held_as_it_was_coded() -> None:
    entry = [one for one in GRAPH if one.evidence.locator.startswith("Azerbaijan,")]
    assert [str(one.route) for one in entry] == [
        "Azerbaijan → …",
        "… → Azerbaijan",
        "Azerbaijan → Azerbaijan, Qatar, Russia, United Arab Emirates",
        "Azerbaijan → Azerbaijan, Iran, Malaysia, Pakistan, Qatar, Russia, Türkiye, United Arab Emirates",
        "China, Russia, Tajikistan, Turkmenistan, Ukraine, Uzbekistan → Azerbaijan",
        "Azerbaijan → Azerbaijan",
    ]


def test_domestic_and_one_ended_claims_are_kept() -> None:
    assert len(ROUTES.where(domestic())) == 140 - 2
    assert sum(not (one.route.sources and one.route.destinations) for one in ROUTES) == 14
    assert ROUTES.where(leaving("Nigeria"))
    assert ROUTES.where(reaching("Libya"))
    assert ROUTES.where(through("Libya"))
