"""The laws of asking, of set algebra and of the readings: each title is the law, and is what is evaluated."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain, pairwise, product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from paths_by_definition import states

from traffickgraph import Claim, Country, Leg, Period, Publication, Region, Role, RouteGraph, Status, place, where
from traffickgraph.testing import claims, conditions, graphs, indicators, routes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from traffickgraph.partners import Partner
    from traffickgraph.places import Place
    from traffickgraph.table import Table

# Few places and publications, so that claims meet; a country within one of the regions, and a region without members.
PLACES = st.sampled_from([place(code) for code in ("AZE", "UZB", "TUR", "central-asia", "abroad")])
PUBLICATIONS = st.sampled_from(
    [
        Publication("An invented report", 2020),
        Publication("An invented report", 2021),
        Publication("Another invented report", 2021, publisher="An invented publisher"),
    ]
)
YEARS = st.integers(1999, 2003)


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """Draw graphs g, h, i of claims that they partly share, conditions p and q, places a and b, a year y."""
    stated = draw(
        st.lists(claims(routes=routes(places=PLACES), publications=PUBLICATIONS), min_size=1, max_size=6, unique=True)
    )
    cited = draw(st.lists(indicators(places=PLACES, publications=PUBLICATIONS), max_size=3, unique=True))
    some = graphs(
        claims=st.sampled_from(stated), indicators=st.sampled_from(cited) if cited else st.nothing(), max_size=6
    )
    asked = conditions(places=PLACES, publications=PUBLICATIONS)
    letters = {"g": some, "h": some, "i": some, "p": asked, "q": asked, "a": PLACES, "b": PLACES, "y": YEARS}
    return {letter: draw(strategy) for letter, strategy in letters.items()}


ASKING = [
    "g.where(p & q) == g.where(p).where(q)",
    "g.where(p & q) == g.where(p, q)",
    "g.where(p & q) == g.where(q & p)",
    "g.where(p & q) == g.where(p) & g.where(q)",
    "g.where(p | q) == g.where(p) | g.where(q)",
    "g.where(p | q) == g.where(q | p)",
    "g.where(~p) == g - g.where(p)",
    "g.where(~(p & q)) == g.where(~p | ~q)",
    "g.where(~(p | q)) == g.where(~p & ~q)",
    "g.where(~~p) == g.where(p)",
    "g.where(p | ~p) == g",
    "g.where(p & ~p) == RouteGraph()",
    "g.where() == g",
    "(g | h).where(p) == g.where(p) | h.where(p)",
    "(g & h).where(p) == g.where(p) & h.where(p)",
    "(g - h).where(p) == g.where(p) - h.where(p)",
    # The index answers as asking each claim does.
    "g.where(p).claims == tuple(one for one in g.claims if p(one))",
    "g.where(p).indicators == tuple(one for one in g.indicators if p(one))",
    "g.where(lambda one: p(one)).claims == g.where(p).claims",
    "g.where(lambda one: p(one)).indicators == g.indicators",
    "g.where(p, lambda one: q(one)).claims == g.where(p & q).claims",
]

MEANING = [
    "g.where(leaving(a)).claims == tuple(one for one in g if a in one.route.sources)",
    "g.where(reaching(a)).claims == tuple(one for one in g if a in one.route.destinations)",
    "g.where(through(a)).claims == tuple(one for one in g if any(a in stage for stage in one.route.via))",
    "g.where(touching(a)).claims == tuple(one for one in g if a in one.places)",
    "g.where(leaving(a, b)) == g.where(leaving(a) | leaving(b))",
    "g.where(leaving([a, b])) == g.where(leaving(a, b))",
    "g.where(leaving(a)) == g.where(leaving(a.code)) == g.where(leaving(a.name))",
    "g.where(touching(a)) == g.where(leaving(a) | through(a) | reaching(a))",
    "g.where(touching(a)).indicators == tuple(one for one in g.indicators if one.place == a)",
    "g.where(domestic()).claims == tuple(one for one in g if any(isinstance(at, Country) for at in both_ends(one)))",
    "g.where(crossing()).claims == tuple(one for one in g if any(leg.tail != leg.head for leg in one.legs()))",
    "g.where(domestic() | crossing()).indicators == ()",
    "g.where(*[said_to_be(status) for status in Status]).claims == ()",
    "g.where(said_to_be(*Status)).claims == g.claims",
    "g.where(exploiting('unspecified')).claims == tuple(one for one in g if one.exploitation == ('unspecified',))",
    "g.where(published(y)).claims == tuple(one for one in g if one.publication.year == y)",
    "g.where(during(y)).claims == tuple(one for one in g if one.period is not None and y in years_of(one.period))",
    "g.where(during(None, y) | during(y, None)).claims == tuple(one for one in g if one.period is not None)",
    "g.where(during(None, y)) == g.where(during(None, y - 1) | during(y))",
    "g.where(during(y, y + 2)) == g.where(during(y) | during(y + 1) | during(y + 2))",
    "g.where(published(y, y + 2)) == g.where(published(y) | published(y + 1) | published(y + 2))",
    "g.where(counted()).claims == tuple(one for one in g if one.count is not None)",
    "g.where(along(a, b)).claims == tuple(one for one in g if (a, b) in {(leg.tail, leg.head) for leg in one.legs()})",
    "g.where(along(a, b, a)).claims == tuple(one for one in g if states(one, (a, b, a)))",
    "g.where(along(a, b)).indicators == ()",
    "g.where(within(a)).claims == tuple(one for one in g if one.places <= inside(a))",
    "g.where(within(a)).indicators == tuple(one for one in g.indicators if one.place in inside(a))",
    "g.where(within(*g.places)) == g if g.places else True",
]

ALGEBRA = [
    "g | (h | i) == (g | h) | i",
    "g | h == h | g",
    "g | g == g",
    "g | RouteGraph() == g == RouteGraph() | g",
    "g & (h & i) == (g & h) & i",
    "g & h == h & g",
    "g & g == g",
    "g & RouteGraph() == RouteGraph() == RouteGraph() & g",
    "g & (h | i) == (g & h) | (g & i)",
    "g | (h & i) == (g | h) & (g | i)",
    "g - g == RouteGraph()",
    "g - RouteGraph() == g",
    "RouteGraph() - g == RouteGraph()",
    "g - (h | i) == (g - h) & (g - i)",
    "(g & h) | (g - h) == g",
    # Against the frozensets of Python.
    "frozenset((g | h).claims) == frozenset(g.claims) | frozenset(h.claims)",
    "frozenset((g & h).claims) == frozenset(g.claims) & frozenset(h.claims)",
    "frozenset((g - h).claims) == frozenset(g.claims) - frozenset(h.claims)",
    "frozenset((g | h).indicators) == frozenset(g.indicators) | frozenset(h.indicators)",
    "frozenset((g & h).indicators) == frozenset(g.indicators) & frozenset(h.indicators)",
    "frozenset((g - h).indicators) == frozenset(g.indicators) - frozenset(h.indicators)",
    "(g == h) == (set(g.claims) == set(h.claims) and set(g.indicators) == set(h.indicators))",
    "(g != h) == (not g == h)",
    "len(g | h) == len(g) + len(h) - len(g & h)",
    "len(g) == len(g.claims) == len(list(g)) == len(set(g))",
    "all(one in g for one in chain(g.claims, g.indicators))",
    "all((one in (g - h)) == (one in g and one not in h) for one in chain(g, h, g.indicators, h.indicators))",
    "bool(g) == (len(g.claims) + len(g.indicators) > 0)",
    # Order is kept, and does not matter.
    "(g | h).claims == tuple(dict.fromkeys([*g.claims, *h.claims]))",
    "(g & h).claims == tuple(one for one in g.claims if one in set(h.claims))",
    "(g - h).claims == tuple(one for one in g.claims if one not in set(h.claims))",
    "RouteGraph([*g, *h, *g]).claims == (RouteGraph(g) | RouteGraph(h)).claims",
    "RouteGraph(reversed(g.claims), reversed(g.indicators)) == g",
    "hash(RouteGraph(reversed(g.claims), reversed(g.indicators))) == hash(g)",
    "hash(g | h) == hash(h | g)",
    "RouteGraph(g.claims, g.indicators) == g",
]

READINGS = [
    "all(leg.claim in g for leg in g.legs())",
    "all(flow.claim in g for flow in g.flows())",
    "all(one in g for link in g.links() for one in link.claims)",
    "g.legs() == tuple(leg for one in g for leg in one.legs())",
    "g.flows() == tuple(flow for one in g for flow in one.flows())",
    "set((g | h).legs()) == set(g.legs()) | set(h.legs())",
    "set((g | h).flows()) == set(g.flows()) | set(h.flows())",
    "set(g.where(p).legs()) <= set(g.legs())",
    # Legs and flows, read once more in another way.
    "Counter((*leg_ends(leg), leg.claim) for leg in g.legs()) == Counter(chain.from_iterable(map(steps_of, g)))",
    (
        "Counter((flow.source, flow.destination, flow.claim) for flow in g.flows())"
        " == Counter((*ends, one) for one in g for ends in product(one.route.sources, one.route.destinations))"
    ),
    "all(leg.label == f'{leg.tail_role}→{leg.head_role}' for leg in g.legs())",
    "all(flow.is_domestic == (flow.source == flow.destination) for flow in g.flows())",
    # Links part the legs among them.
    "Counter(leg for link in g.links() for leg in link.legs) == Counter(g.legs())",
    "all((leg.tail, leg.head) == (link.tail, link.head) for link in g.links() for leg in link.legs)",
    "len({(link.tail, link.head) for link in g.links()}) == len(g.links())",
    "[(link.tail, link.head) for link in g.links()] == sorted((link.tail, link.head) for link in g.links())",
    "all(link.claims == tuple(dict.fromkeys(leg.claim for leg in link.legs)) for link in g.links())",
    "all(set(link.publications) == {one.publication for one in link.claims} for link in g.links())",
    "all(set(link.labels) == {leg.label for leg in link.legs} for link in g.links())",
    "all(set(link.status) == {one.status for one in link.claims} for link in g.links())",
    "all(set(link.exploitation) == {form for one in link.claims for form in one.exploitation} for link in g.links())",
    # What is in it.
    "set(g.places) == {at for one in g for at in one.places} | {one.place for one in g.indicators}",
    "g.places == tuple(sorted(g.places))",
    "g.countries == tuple(at for at in g.places if isinstance(at, Country))",
    "set(g.publications) == {one.publication for one in chain(g.claims, g.indicators)}",
    "g.years == tuple(sorted({one.year for one in g.publications}))",
    # Roles and partners.
    "set(g.roles(a)) == {role for one in g for role in one.roles.get(a, ())}",
    "all(g.roles(a)[role].claims == tuple(one for one in g if role in one.roles.get(a, ())) for role in g.roles(a))",
    "as_dict(g.sources_of(a)) == partners(g, lambda one: one.route.sources if a in one.route.destinations else ())",
    (
        "as_dict(g.destinations_of(a))"
        " == partners(g, lambda one: one.route.destinations if a in one.route.sources else ())"
    ),
    (
        "as_dict(g.transits_between(a, b)) == partners(g, lambda one: one.route.transits"
        " if a in one.route.sources and b in one.route.destinations else ())"
    ),
    # Regions read as their members.
    "not any(isinstance(at, Region) and at.members for one in g.expand_regions() for at in one.places)",
    "g.expand_regions().expand_regions() == g.expand_regions()",
    "g.expand_regions().indicators == g.indicators",
    "len(g.expand_regions()) == len(g)",
    "all((new is old) == (not expandable(old)) for old, new in zip(g, g.expand_regions(), strict=True))",
    (
        "all(('inferred: ' in new.note.removeprefix(old.note)) == bool(expandable(old))"
        " for old, new in zip(g, g.expand_regions(), strict=True))"
    ),
    (
        "all(new.places == {into for at in old.places for into in getattr(at, 'members', None) or (at,)}"
        " for old, new in zip(g, g.expand_regions(), strict=True))"
    ),
    "all(new.evidence == old.evidence for old, new in zip(g, g.expand_regions(), strict=True))",
    "g.expand_regions('world') == g",
]


def both_ends(claim: Claim) -> set[Place]:
    return set(claim.route.sources) & set(claim.route.destinations)


def years_of(period: Period) -> range:
    first = 1 if period.first is None else period.first
    last = 9999 if period.last is None else period.last
    return range(first, last + 1)


def inside(at: Place) -> set[Place]:
    """Return what lies within a place: itself, its countries, and the regions made of these alone."""
    if isinstance(at, Country):
        return {at}
    return {at, *at.members, *(one for one in map(place, ("central-asia",)) if one.members <= at.members)}


def leg_ends(leg: Leg) -> tuple[Any, ...]:
    return leg.tail, leg.tail_role, leg.head, leg.head_role


def steps_of(claim: Claim) -> list[tuple[Any, ...]]:
    """Read the steps of a claim from its stages alone: pairs of neighbours, once the unstated ends are left out."""
    stages = [(places, Role.TRANSIT) for places in claim.route.stages]
    stages[0], stages[-1] = (stages[0][0], Role.SOURCE), (stages[-1][0], Role.DESTINATION)
    stated = [[(at, role) for at in places] for places, role in stages if places]
    return [(*tail, *head, claim) for tails, heads in pairwise(stated) for tail, head in product(tails, heads)]


def as_dict(table: Table[Partner]) -> dict[Place, RouteGraph]:
    return {row.place: row.claims for row in table}


def partners(graph: RouteGraph, partners_of: Callable[[Claim], Iterable[Place]]) -> dict[Place, RouteGraph]:
    found = {}
    for claim in graph:
        for partner in partners_of(claim):
            found.setdefault(partner, []).append(claim)
    return {partner: RouteGraph(stated) for partner, stated in found.items()}


def expandable(claim: Claim) -> list[Place]:
    return [at for at in claim.places if isinstance(at, Region) and at.members]


SCOPE = {
    **{name: getattr(where, name) for name in where.__all__},
    "states": states,
    **{one.__name__: one for one in (both_ends, years_of, inside, leg_ends, steps_of, as_dict, partners, expandable)},
    **{one.__name__: one for one in (Country, Region, RouteGraph, Status, Counter, chain, product)},
}


@cache
def drawn() -> list[dict[str, Any]]:
    """Draw worlds once for all laws; drawing takes longer than asking."""
    found = []

    @settings(max_examples=250, phases=[Phase.generate])
    @given(worlds())
    def collect(letters: dict[str, Any]) -> None:
        found.append(letters)

    collect()
    return found


def smallest(law: str) -> dict[str, Any]:
    """Draw again for a law that was broken, and let Hypothesis look for the smallest world that breaks it."""
    return find(worlds(), lambda letters: not holds(law, letters))


def holds(law: str, letters: dict[str, Any]) -> bool:
    return eval(law, SCOPE | letters)  # noqa: S307 - the law is written above


@pytest.mark.parametrize("law", [*ASKING, *MEANING, *ALGEBRA, *READINGS], ids=str)
def test_law(law: str) -> None:
    assert all(holds(law, letters) for letters in drawn()), f"{law}\ndoes not hold of\n{smallest(law)}"
