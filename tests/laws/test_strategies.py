"""The strategies of ``traffickgraph.testing`` make every kind of value, and nothing that a caller ruled out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from traffickgraph import Country, Publication, Region, place, testing, where
from traffickgraph.errors import InvalidValueError
from traffickgraph.testing import (
    claims,
    conditions,
    counts,
    evidence,
    graphs,
    indicators,
    periods,
    places,
    publications,
    routes,
    texts,
)
from traffickgraph.where.asking import Along, Counted, StatedIn, Within, Years
from traffickgraph.where.conditions import AnyOf, Both, Either, Not

if TYPE_CHECKING:
    from collections.abc import Callable

    from traffickgraph import RouteGraph

# That there is one is enough; the smallest is not looked for.
ANY = settings(max_examples=20_000, phases=[Phase.generate], database=None, derandomize=True)
NIGER = place("Niger")
REPORT = Publication("An invented report", 2020)

ROUTES: dict[str, Callable[[Any], object]] = {
    "domestic": lambda route: route.domestic,
    "domestic in part": lambda route: route.domestic and route.crosses_border,
    "of transit only": lambda route: not route.sources and not route.destinations,
    "of a source only": lambda route: not route.via and not route.destinations,
    "of a destination only": lambda route: not route.via and not route.sources,
    "without transit": lambda route: not route.via and route.sources and route.destinations,
    "through several stages": lambda route: len(route.via) > 1,
    "through alternatives": lambda route: any(len(stage) > 1 for stage in route.via),
    "of several sources": lambda route: len(route.sources) > 1,
    "to several destinations": lambda route: len(route.destinations) > 1,
    "from a region": lambda route: any(isinstance(one, Region) for one in route.sources),
    "to a region without members": lambda route: any(
        isinstance(one, Region) and not one.members for one in route.destinations
    ),
    "from a former country": lambda route: any(
        isinstance(one, Country) and one.status == "former" for one in route.sources
    ),
    "back through its source": lambda route: route.sources & route.transits,
}
GRAPHS: dict[str, Callable[[Any], object]] = {
    "empty": lambda g: not g,
    "of indicators alone": lambda g: not len(g) and g.indicators,
    "with two claims of one publication": lambda g: len(g) > len(g.publications) > 0,
    "with a place that two claims name": lambda g: any(len(link.claims) > 1 for link in g.links()),
}
CONDITIONS = {kind.__name__: kind for kind in (AnyOf, Both, Either, Not, Along, Within, Years, StatedIn, Counted)}


@pytest.mark.parametrize("is_such", ROUTES.values(), ids=ROUTES)
def test_routes_are_made(is_such: Callable[[Any], object]) -> None:
    assert is_such(find(routes(), lambda route: bool(is_such(route)), settings=ANY))


@pytest.mark.parametrize("is_such", GRAPHS.values(), ids=GRAPHS)
def test_graphs_are_made(is_such: Callable[[Any], object]) -> None:
    made = find(graphs(max_size=3), lambda g: bool(is_such(g)), settings=ANY)
    assert is_such(made)


def parts(condition: Any) -> list[Any]:
    """Return a condition and all that it joins."""
    joined = [getattr(condition, name) for name in ("left", "right", "inner") if hasattr(condition, name)]
    return [condition, *(part for one in joined for part in parts(one))]


@pytest.mark.parametrize("kind", CONDITIONS.values(), ids=CONDITIONS)
def test_conditions_are_made(kind: type) -> None:
    def has_such(condition: Any) -> bool:
        return any(isinstance(one, kind) for one in parts(condition))

    assert has_such(find(conditions(), has_such, settings=ANY))


@pytest.mark.parametrize("verb", [name for name in where.__all__ if name != "Condition"])
def test_conditions_ask_every_question(verb: str) -> None:
    def asks(condition: Any) -> bool:
        return any(repr(one).startswith(f"{verb}(") for one in parts(condition))

    assert asks(find(conditions(), asks, settings=ANY))


@pytest.mark.parametrize("mark", ['"', "\\", "<b>", "\n", "\r", "\u2028", "\u202e", "\x00", "\U0001f9ed", ","])
def test_texts_are_made_with(mark: str) -> None:
    assert mark in find(texts(), lambda text: mark in text, settings=ANY)


@given(texts())
def test_texts_can_be_encoded(text: str) -> None:
    assert text.encode().decode() == text


@given(texts(min_size=3, max_size=5))
def test_texts_keep_to_their_sizes(text: str) -> None:
    assert 3 <= len(text) <= 5


@given(st.data())
def test_places_are_of_the_kinds_that_are_asked_for(data: st.DataObject) -> None:
    assert isinstance(data.draw(places(regions=False)), Country)
    assert isinstance(data.draw(places(countries=False)), Region)


def test_no_places_at_all_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="countries, regions or both"):
        places(countries=False, regions=False)


@given(st.data())
def test_a_strategy_takes_its_parts_from_the_strategies_that_are_passed(data: st.DataObject) -> None:
    here, said = st.just(NIGER), st.just(REPORT)
    assert data.draw(evidence(publications=said)).publication == REPORT
    assert data.draw(publications(titles=st.just("An invented report"))).title == "An invented report"
    assert data.draw(publications(years=st.just(2020))).year == 2020
    assert data.draw(routes(places=here)).places == {NIGER}
    assert data.draw(routes(places=here, max_stages=0)).via == ()
    one = data.draw(claims(routes=routes(places=here), publications=said))
    assert (one.places, one.publication) == ({NIGER}, REPORT)
    cited = data.draw(indicators(places=here, publications=said))
    assert (cited.place, cited.publication) == (NIGER, REPORT)
    asked = data.draw(conditions(places=here, max_leaves=1).filter(lambda one: isinstance(one, (AnyOf, Within))))
    if repr(asked).startswith(("leaving", "through", "reaching", "touching", "within")):
        assert repr(asked).endswith("('Niger')")


@given(graphs(claims=claims(routes=routes(places=st.just(NIGER))), indicators=st.nothing(), max_size=3))
def test_graphs_are_made_of_the_claims_that_are_passed(g: RouteGraph) -> None:
    assert len(g) <= 3
    assert g.indicators == ()
    assert set(g.places) <= {NIGER}


@given(periods(min_year=2010, max_year=2012), counts(max_value=5), routes(max_stages=1, max_places=1))
def test_bounds_are_kept(period: Any, count: Any, route: Any) -> None:
    assert {period.first, period.last} <= {None, 2010, 2011, 2012}
    assert count.low <= 5
    assert count.high is None or count.high <= 5
    assert all(len(stage) <= 1 for stage in route.stages)
    assert len(route.via) <= 1


def test_every_strategy_is_listed_takes_keywords_only_and_has_a_docstring() -> None:
    import inspect

    assert testing.__all__ == sorted(testing.__all__)
    for name in testing.__all__:
        strategy = getattr(testing, name)
        assert isinstance(strategy(), st.SearchStrategy)
        assert strategy.__doc__
        kinds = {parameter.kind for parameter in inspect.signature(strategy).parameters.values()}
        assert kinds == {inspect.Parameter.KEYWORD_ONLY}
