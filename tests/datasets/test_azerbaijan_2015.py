"""What the data set of Azerbaijan holds: literally what the report of 2015 says, and no more."""

from __future__ import annotations

from traffickgraph import Period, Role, datasets
from traffickgraph.where import domestic, exploiting, involving, said_to_be, through

GRAPH = datasets.load("azerbaijan-2015")


def test_the_claims_read_as_the_report_states_them() -> None:
    cited = " (Trafficking in Persons Report, 2015)"
    assert [str(one).removesuffix(cited) for one in GRAPH] == [
        "Azerbaijan → …: sexual exploitation and forced labour of women, men and children",
        "… → Azerbaijan → …: sexual exploitation and forced labour of women, men and children",
        "… → Azerbaijan: sexual exploitation and forced labour of women, men and children",
        "Azerbaijan → Azerbaijan, Russia, Türkiye, United Arab Emirates: forced labour of men and boys",
        "Azerbaijan → Azerbaijan, Russia, Türkiye, United Arab Emirates: sexual exploitation of women and children",
        "China, Russia, Türkiye, Uzbekistan → Azerbaijan: sexual exploitation and forced labour",
        "Central Asia, Europe, South Asia, Türkiye → Azerbaijan: forced labour",
        "Central Asia → Azerbaijan → Iran, Türkiye, United Arab Emirates: sexual exploitation and forced labour, past",
        "Azerbaijan → Azerbaijan: forced labour and forced begging of children",
        "Philippines → Azerbaijan: domestic servitude of women, emerging",
    ]


def test_azerbaijan_has_all_three_roles() -> None:
    assert set(GRAPH.roles("Azerbaijan")) == set(Role)


def test_the_transit_of_earlier_years_is_past_and_has_no_period() -> None:
    (route,) = GRAPH.where(through("Azerbaijan"), said_to_be("past"))
    assert route.period is None
    assert len(route.legs()) == 4


def test_women_and_children_are_exploited_at_home_as_well() -> None:
    assert len(GRAPH.where(domestic(), involving("women"), exploiting("sexual"))) == 1


def test_the_indicators_are_the_figures_of_the_report() -> None:
    cited = " (Trafficking in Persons Report, 2015)"
    assert [str(one).removeprefix("Azerbaijan: ").removesuffix(cited) for one in GRAPH.indicators] == [
        "victims certified by the government: 54 persons, 2014",
        "victims certified by the government: 50 persons (sexual exploitation, women), 2014",
        "victims certified by the government: 1 persons (sexual exploitation, girls), 2014",
        "victims certified by the government: 3 persons (forced labour, men), 2014",
        "victims certified by the government: 40 persons (sexual exploitation), 2013",
        "victims certified by the government: 16 persons (forced labour), 2013",
        "certified victims referred to the state-run shelter: 38 persons, 2014",
        "certified victims referred to the state-run shelter: 35 persons (women), 2014",
        "certified victims referred to the state-run shelter: 3 persons (men), 2014",
        "victims given a one-time allowance of 400 manat: 53 persons, 2014",
        "victims provided with jobs: 24 persons, 2014",
        "victims given vocational training: 35 persons, 2014",
        "police officers implicated in a trafficking case: 1 police officers, 2014",
        "foreign victims identified by the government: 3 persons (forced labour)",
        "nationals exploited within the country identified as victims by the government: 0 persons",
    ]


def test_the_stated_parts_of_the_victims_certified_in_2014_make_up_the_stated_whole() -> None:
    of_2014 = [
        one for one in GRAPH.indicators if one.name.startswith("victims certified") and one.period == Period(2014, 2014)
    ]
    whole, *parts = (one.value for one in of_2014)
    assert whole == 54
    assert parts == [50, 1, 3]


def test_figures_of_the_reporting_period_state_no_calendar_year() -> None:
    undated = [one for one in GRAPH.indicators if one.period is None]
    assert [one.value for one in undated] == [3, 0]
    assert all(one.evidence.locator.endswith("of the reporting period") for one in undated)
