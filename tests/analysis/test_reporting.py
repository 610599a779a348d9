"""Who could have reported what: "reported none" against "did not report". All facts here are invented."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.reporting import Answer, reported, reporting, scope
from traffickgraph.errors import InvalidValueError, UnknownPlaceError, UnknownTermError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Evidence, Indicator, Publication, Route, claim
from traffickgraph.places import Country, Region
from traffickgraph.testing import claims, graphs, periods, routes
from traffickgraph.vocabulary import Role

TABLE = Publication("An invented table", 2020)
LATER = Publication("An invented table", 2022)
POOL = [Country(code) for code in ("AZE", "UZB", "TUR", "ITA")]
PLACES = st.sampled_from([*POOL, Region("central-asia")])
TIMES = st.sampled_from(["published", "stated"])


@st.composite
def _dated(draw: st.DrawFn) -> RouteGraph:
    made = claims(
        routes=routes(places=PLACES, max_stages=1, max_places=2), publications=st.sampled_from([TABLE, LATER])
    )
    near = st.none() | periods(min_year=2010, max_year=2014)
    counts = st.sampled_from([None, 0, 0, "<5", 7])
    g = draw(graphs(claims=made, indicators=st.nothing()))
    return RouteGraph(
        claim(
            one.route.sources,
            via=one.route.via,
            to=one.route.destinations,
            publication=one.publication,
            status=one.status,
            period=draw(near),
            count=draw(counts),
        )
        for one in g
    )


GRAPHS = _dated()
QUICK = settings(deadline=None, max_examples=30)


def said(source: Any = (), to: Any = (), year: Any = None, publication: Publication = TABLE, **more: Any) -> Any:
    return claim(source, to=to, period=year, publication=publication, **more)


def years_of(one: Any, time: str) -> set[int]:
    if time == "published":
        return {one.publication.year}
    if one.period is None or one.period.first is None or one.period.last is None:
        return set()
    return set(range(one.period.first, one.period.last + 1))


def answers(table: Any) -> dict[tuple[str, int], str]:
    return {(str(row.place), row.year): str(row.status) for row in table}


def by_year(table: Any) -> dict[int, str]:
    return {row.year: str(row.status) for row in table}


# ---- a place, year by year ---------------------------------------------------------------------------------------


def test_reported_none_is_not_did_not_report() -> None:
    g = RouteGraph(
        [said("UZB", "AZE", 2010, count=4), said("UZB", "AZE", 2011, count=0), said("UZB", "TUR", 2012, count=2)]
    )
    table = reporting(g, time="stated")
    assert answers(table) == {
        ("Azerbaijan", 2010): "reported",
        ("Azerbaijan", 2011): "reported none",
        ("Azerbaijan", 2012): "did not report",
        ("Türkiye", 2010): "did not report",
        ("Türkiye", 2011): "did not report",
        ("Türkiye", 2012): "reported",
    }
    assert "'did not report'" in table.note
    assert "not 'no trafficking'" in table.note


@pytest.mark.parametrize(
    ("second", "status"),
    [
        (said("TUR", "AZE", count=1), "reported"),
        (said("TUR", "AZE", count="<5"), "reported"),
        (said("TUR", "AZE"), "reported"),
        (said("TUR", "AZE", status="possible"), "reported"),
        (said("TUR", "AZE", count=0), "reported none"),
        (said("AZE", "TUR"), "reported none"),
    ],
)
def test_a_place_reports_none_where_all_claims_of_it_counted_nobody(second: Any, status: str) -> None:
    g = RouteGraph([said("UZB", "AZE", count=0), second])
    assert answers(reporting(g))["Azerbaijan", 2020] == status


def test_a_place_that_others_name_as_their_source_is_told_apart_from_one_that_nobody_names() -> None:
    g = RouteGraph(
        [
            *(said("UZB", ["AZE", "ITA"]), said("AZE", "TUR", publication=LATER)),
            said("UZB", "TUR", publication=LATER, via="AZE"),
        ]
    )
    assert answers(reporting(g))["Azerbaijan", 2022] == "other roles only"
    assert answers(reporting(g))["Italy", 2022] == "did not report"


def test_no_year_and_no_place_is_made_up() -> None:
    g = RouteGraph([said("UZB", "AZE", 2010), said("UZB", "AZE", 2013), said("ITA", ())])
    assert set(answers(reporting(g, time="stated"))) == {("Azerbaijan", 2010), ("Azerbaijan", 2013)}
    assert set(answers(reporting(g))) == {("Azerbaijan", 2020)}


def test_claims_without_years_answer_for_none_and_are_counted_in_the_note() -> None:
    g = RouteGraph([said("UZB", "AZE"), said("UZB", "TUR", (2010, None)), said("UZB", "ITA", 2010)])
    table = reporting(g, time="stated")
    assert answers(table) == {("Italy", 2010): "reported"}
    assert "2 claims whose years are unstated or open left out" in table.note
    assert "left out" not in reporting(g).note


def test_a_claim_of_several_years_answers_for_each() -> None:
    assert answers(reporting(RouteGraph([said("UZB", "AZE", (2010, 2012))]), time="stated")) == dict.fromkeys(
        [("Azerbaijan", year) for year in (2010, 2011, 2012)], "reported"
    )


def test_cells_count_claims_and_the_other_places_named_as_sources() -> None:
    g = RouteGraph(
        [
            *(said(["UZB", "TUR"], "AZE"), said("UZB", "AZE", status="possible"), said("AZE", "AZE")),
            *(said("ITA", "AZE", count=0), said(to="AZE"), said("AZE", "ITA"), said("UZB", "ITA", via="AZE")),
        ]
    )
    (row,) = (row for row in reporting(g) if row.place.code == "AZE")
    assert dict(zip(row.columns, row.cells(), strict=True)) == {
        "place": "Azerbaijan",
        "year": 2020,
        "status": "reported",
        "publications": 1,
        "claims": 5,
        "counted_nobody": 1,
        "possible": 1,
        "domestic": 1,
        "sources_named": 2,
        "elsewhere": 2,
    }


@QUICK
@given(GRAPHS, TIMES)
def test_places_and_years_are_those_of_the_graph_and_claims_are_found_by_brute_force(g: RouteGraph, time: Any) -> None:
    all_years = {year for one in g for year in years_of(one, time)}
    ends = {at for one in g if years_of(one, time) for at in one.route.destinations}
    table = reporting(g, time=time)
    assert [(row.place, row.year) for row in table] == [
        (at, year) for at in sorted(ends, key=str) for year in sorted(all_years)
    ]
    for row in table:
        naming = [one for one in g if row.year in years_of(one, time) and row.place in one.places]
        into = [one for one in naming if row.place in one.route.destinations]
        assert list(row.claims) == into
        assert list(row.elsewhere) == [one for one in naming if one not in into]
        looked = [one.count is not None and one.count.high == 0 for one in into]
        if not naming:
            assert row.status is Answer.DID_NOT_REPORT
        elif not into:
            assert row.status is Answer.OTHER_ROLES_ONLY
        else:
            assert row.status is (Answer.REPORTED_NONE if all(looked) else Answer.REPORTED)


@QUICK
@given(GRAPHS)
def test_over_the_years_of_publication_each_claim_is_in_one_row_of_each_destination(g: RouteGraph) -> None:
    assert sum(len(row.claims) for row in reporting(g)) == sum(len(one.route.destinations) for one in g)


@QUICK
@given(GRAPHS, TIMES, st.permutations(POOL))
def test_renaming_places_renames_the_answer(g: RouteGraph, time: Any, renamed: list[Country]) -> None:
    into: Any = {**dict(zip(POOL, renamed, strict=True)), Region("central-asia"): Region("central-asia")}

    def stage(places: Any) -> Any:
        return frozenset(map(into.__getitem__, places))

    other = RouteGraph(
        attrs.evolve(
            one, route=Route(stage(one.route.sources), tuple(map(stage, one.route.via)), stage(one.route.destinations))
        )
        for one in g
    )
    asked = {
        (into[row.place], row.year, row.status, len(row.claims), *row.cells()[3:]) for row in reporting(g, time=time)
    }
    there = {
        (row.place, row.year, row.status, len(row.claims), *row.cells()[3:]) for row in reporting(other, time=time)
    }
    assert there == asked


@QUICK
@given(GRAPHS, TIMES)
def test_the_order_of_claims_changes_nothing(g: RouteGraph, time: Any) -> None:
    assert reporting(RouteGraph(reversed(g.claims)), time=time) == reporting(g, time=time)


# ---- a pair, year by year ----------------------------------------------------------------------------------------


def test_a_pair_has_five_answers() -> None:
    g = RouteGraph(
        [
            *(said("UZB", "AZE", 2010, count=3), said("UZB", "AZE", 2011, count=0), said("TUR", "AZE", 2012)),
            *(said("AZE", "TUR", 2013), said("ITA", "TUR", 2014), said(to="AZE", year=2015)),
            said("Central Asia", "AZE", 2016),
        ]
    )
    assert by_year(reported(g, "Uzbekistan", "Azerbaijan", time="stated")) == {
        2010: "reported",
        2011: "reported none",
        2012: "did not name",
        2013: "other roles only",
        2014: "did not report",
        2015: "did not name",
        2016: "did not name",
    }


def test_a_count_of_nobody_from_elsewhere_does_not_answer_for_the_pair() -> None:
    g = RouteGraph([said("TUR", "AZE", count=0)])
    assert by_year(reported(g, "UZB", "AZE")) == {2020: "did not name"}


def test_a_count_of_one_form_makes_up_for_none_of_another() -> None:
    g = RouteGraph([said("UZB", "AZE", count=0, exploitation="sexual"), said("UZB", "AZE", count=2)])
    assert by_year(reported(g, "UZB", "AZE")) == {2020: "reported"}


def test_what_lies_between_makes_no_difference_and_the_other_direction_is_no_answer() -> None:
    g = RouteGraph([said("UZB", "ITA", via="TUR")])
    assert by_year(reported(g, "UZB", "ITA")) == {2020: "reported"}
    assert by_year(reported(g, "UZB", "TUR")) == {2020: "other roles only"}
    assert by_year(reported(g, "ITA", "UZB")) == {2020: "other roles only"}


def test_a_country_with_itself_asks_about_domestic_claims() -> None:
    g = RouteGraph([said("AZE", "AZE", 2010), said("UZB", "AZE", 2011)])
    assert by_year(reported(g, "AZE", "AZE", time="stated")) == {2010: "reported", 2011: "did not name"}


@QUICK
@given(GRAPHS, PLACES, PLACES, TIMES)
def test_a_pair_is_answered_by_the_claims_that_a_plain_search_finds(g: RouteGraph, a: Any, b: Any, time: Any) -> None:
    table = reported(g, a, b, time=time)
    assert [row.year for row in table] == sorted({year for one in g for year in years_of(one, time)})
    places = {(row.place, row.year): row for row in reporting(g, time=time)}
    for row in table:
        flows = [one for one in g.flows() if (one.source, one.destination) == (a, b)]
        assert set(row.claims) == {one.claim for one in flows if row.year in years_of(one.claim, time)}
        whole = places.get((b, row.year))
        if whole is not None:
            assert row.claims | row.others == whole.claims
            assert row.elsewhere == whole.elsewhere
        if row.status is Answer.REPORTED:
            assert whole is not None
            assert whole.status is Answer.REPORTED
        if row.status in {Answer.DID_NOT_REPORT, Answer.OTHER_ROLES_ONLY}:
            assert whole is None or whole.status is row.status


def test_a_pair_that_no_claim_names_was_not_reported_in_any_year() -> None:
    assert by_year(reported(RouteGraph([said("UZB", "AZE")]), "Norway", "Sweden")) == {2020: "did not report"}
    assert len(reported(RouteGraph(), "Norway", "Sweden")) == 0


# ---- what publications speak of ----------------------------------------------------------------------------------


def test_a_publication_speaks_of_what_its_claims_name() -> None:
    g = RouteGraph(
        [
            said("UZB", "AZE", (2010, 2012), via="TUR", exploitation="slavery", count="<5"),
            said("UZB", "ITA", (None, 2009), exploitation=["sexual", "slavery"], count=0),
            said("AZE", publication=LATER),
        ],
        [Indicator("ITA", "victims certified", 3, evidence=Evidence(Publication("Indicators only", 2021)))],
    )
    first, second = scope(g)
    assert (first.publication, second.publication) == (TABLE, LATER)
    assert [str(one) for one in first.named(Role.DESTINATION)] == ["Azerbaijan", "Italy"]
    assert first.cells() == (
        *("An invented table", 2020, 2, 4, 1, 1, 2, 2, 1, 2009, 2012),
        "sexual exploitation, slavery",
    )
    assert second.cells() == ("An invented table", 2022, 1, 1, 1, 0, 0, 0, 0, None, None, "unspecified")


def test_a_word_that_is_no_role_is_refused() -> None:
    (row,) = scope(RouteGraph([said("UZB", "AZE")]))
    with pytest.raises(UnknownTermError, match="is no role"):
        row.named("origin")  # type: ignore[arg-type]


@QUICK
@given(GRAPHS)
def test_every_claim_is_in_the_scope_of_one_publication(g: RouteGraph) -> None:
    rows = scope(g)
    assert [row.publication for row in rows] == list(g.publications)
    assert sum(len(row.claims) for row in rows) == len(g)
    for row in rows:
        for role in Role:
            assert set(row.named(role)) == {at for at in g.places if row.claims.roles(at)[role]}


# ---- refusals ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("time", ["print", None, 2020, ""])
def test_another_time_is_refused(time: Any) -> None:
    for ask in (lambda: reporting(RouteGraph(), time=time), lambda: reported(RouteGraph(), "AZE", "UZB", time=time)):
        with pytest.raises(InvalidValueError, match="time is 'published' or 'stated'"):
            ask()


def test_a_misspelt_place_is_refused() -> None:
    with pytest.raises(UnknownPlaceError, match="Azerbaijan"):
        reported(RouteGraph(), "Azerbaijn", "Italy")


def test_nothing_is_said_of_an_empty_graph() -> None:
    for table in (reporting(RouteGraph()), reporting(RouteGraph(), time="stated"), scope(RouteGraph())):
        assert len(table) == 0
        assert "not people" in str(table)
