"""Renaming all places renames the answer: no country is treated in a way of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Leg, Link, Route, RouteGraph, where
from traffickgraph.places import Place, countries
from traffickgraph.testing import claims, graphs, indicators, routes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

POOL = ("AZE", "UZB", "NER", "LBY", "ITA", "PHL")
PLACES = st.sampled_from([one for one in countries() if one.code in POOL])
GRAPHS = graphs(claims=claims(routes=routes(places=PLACES)), indicators=indicators(places=PLACES), max_size=5)


@st.composite
def renamings(draw: st.DrawFn) -> Callable[[Any], Any]:
    """Draw a function that renames the places of the pool, whatever of them it is given."""
    pool = [one for one in countries() if one.code in POOL]
    into = dict(zip(pool, draw(st.permutations([one for one in countries() if one.code in POOL])), strict=True))

    def renamed(value: Any) -> Any:
        match value:
            case RouteGraph():
                return RouteGraph(map(renamed, value.claims), map(renamed, value.indicators))
            case Route():
                sources, *via, destinations = (frozenset(map(into.get, stage)) for stage in value.stages)
                return Route(sources, tuple(via), destinations)
            case Leg():
                return attrs.evolve(
                    value, tail=renamed(value.tail), head=renamed(value.head), claim=renamed(value.claim)
                )
            case Link():
                return attrs.evolve(
                    value, tail=renamed(value.tail), head=renamed(value.head), legs=tuple(map(renamed, value.legs))
                )
            case _ if value in into:
                return into[value]
        fields = {field.name for field in attrs.fields(type(value))}
        changed = {name: renamed(getattr(value, name)) for name in {"route", "place", "claim"} & fields}
        changed |= {name: renamed(getattr(value, name)) for name in {"source", "destination"} & fields}
        return attrs.evolve(value, **changed)

    return renamed


QUESTIONS = {
    "where(leaving)": lambda g, a, b: g.where(where.leaving(a, b)),
    "where(through)": lambda g, a, b: g.where(where.through(a) | where.touching(b)),
    "where(reaching)": lambda g, a, b: g.where(~where.reaching(a, b)),
    "where(within)": lambda g, a, b: g.where(where.within(a, b)),
    "where(domestic)": lambda g, _a, _b: g.where(where.domestic()),
    "where(crossing)": lambda g, _a, _b: g.where(where.crossing()),
    "a graph": lambda g, _a, _b: g,
}
READINGS = {
    "legs": lambda g, _a, _b: set(g.legs()),
    "flows": lambda g, _a, _b: set(g.flows()),
    "places": lambda g, _a, _b: set(g.places),
    "countries": lambda g, _a, _b: set(g.countries),
}
PARTNERS = {
    "sources_of": lambda g, a, _b: g.sources_of(a),
    "destinations_of": lambda g, a, _b: g.destinations_of(a),
    "transits_between": lambda g, a, b: g.transits_between(a, b),
}


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
@settings(max_examples=25)
@given(g=GRAPHS, renamed=renamings(), a=PLACES, b=PLACES)
def test_the_graph_that_answers_is_renamed(
    ask: Callable[..., Any], g: RouteGraph, renamed: Callable[[Any], Any], a: Place, b: Place
) -> None:
    assert ask(renamed(g), renamed(a), renamed(b)) == renamed(ask(g, a, b))


@pytest.mark.parametrize("read", READINGS.values(), ids=READINGS)
@settings(max_examples=25)
@given(g=GRAPHS, renamed=renamings(), a=PLACES, b=PLACES)
def test_what_is_read_from_a_graph_is_renamed(
    read: Callable[..., set[Any]], g: RouteGraph, renamed: Callable[[Any], Any], a: Place, b: Place
) -> None:
    assert read(renamed(g), renamed(a), renamed(b)) == set(map(renamed, read(g, a, b)))


@settings(max_examples=25)
@given(g=GRAPHS, renamed=renamings())
def test_links_are_renamed_but_for_the_order_of_their_legs(g: RouteGraph, renamed: Callable[[Any], Any]) -> None:
    def parts(links: Iterable[Link]) -> set[Any]:
        return {(link.tail, link.head, frozenset(link.legs), link.count, link.labels) for link in links}

    assert parts(renamed(g).links()) == parts(map(renamed, g.links()))


@pytest.mark.parametrize("ask", PARTNERS.values(), ids=PARTNERS)
@settings(max_examples=25)
@given(g=GRAPHS, renamed=renamings(), a=PLACES, b=PLACES)
def test_partners_are_renamed_but_for_their_order_among_equals(
    ask: Callable[..., Any], g: RouteGraph, renamed: Callable[[Any], Any], a: Place, b: Place
) -> None:
    asked_then_renamed = {renamed(row.place): renamed(row.claims) for row in ask(g, a, b)}
    assert {row.place: row.claims for row in ask(renamed(g), renamed(a), renamed(b))} == asked_then_renamed


@settings(max_examples=25)
@given(g=GRAPHS, renamed=renamings(), a=PLACES)
def test_roles_are_renamed(g: RouteGraph, renamed: Callable[[Any], Any], a: Place) -> None:
    assert renamed(g).roles(renamed(a)) == {role: renamed(part) for role, part in g.roles(a).items()}
