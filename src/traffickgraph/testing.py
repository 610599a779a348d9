"""Hypothesis strategies that make the values of this package, for tests of your own code.

It needs the extra ``testing`` (``pip install 'traffickgraph[testing]'``), and nothing else here imports it.

>>> from hypothesis import given
>>> from traffickgraph.testing import graphs
>>> @given(graphs())
... def test_every_leg_has_its_claim(g):
...     assert all(leg.claim in g for leg in g.legs())
>>> test_every_leg_has_its_claim()

What they make is all that the package allows: domestic routes, routes that name a place in one role only, alternatives
within a stage, regions, several sources at once, former and disputed countries, texts with quotes and line breaks. Each
strategy takes the strategies of its parts as keywords, so that a test narrows what it wants narrow and leaves the rest
as it comes::

    claims(routes=routes(places=st.sampled_from([place("Niger"), place("Libya"), place("Italy")])))

Whatever is made is invented. No publication says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from traffickgraph import where
from traffickgraph.errors import InvalidValueError, MissingPackageError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Count, Evidence, Indicator, Period, Publication, Route
from traffickgraph.places import countries as all_countries
from traffickgraph.places import regions as all_regions
from traffickgraph.vocabulary import Exploitation, Status, VictimGroup

try:
    from hypothesis import strategies as st
except ImportError as error:
    raise MissingPackageError("traffickgraph.testing", "hypothesis", "testing") from error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from traffickgraph.places import Place
    from traffickgraph.where import Condition

__all__ = [
    "claims",
    "conditions",
    "counts",
    "evidence",
    "graphs",
    "indicators",
    "periods",
    "places",
    "publications",
    "routes",
    "texts",
]

_T = TypeVar("_T")

# Each breaks a format that is written carelessly: CSV, DOT and its HTML-like labels, XML, JSON Lines, spreadsheets.
_HOSTILE = (
    'She said "no", they wrote',
    "it's; a, list\tof\u00a0parts",
    "ends in a backslash \\",
    "<b>bold</b> & <unclosed",
    "two\nlines\r\nand three",
    "line\u2028separator\u2029\x85",
    "عربى then English",
    "\u202eturned round",
    "e\u0301 and \u00e9 and \U0001f9ed",
    "\x00\x07\x1b[31m\x7f",
    " spaces at both ends ",
    "=1+1",
    "{braces} [brackets] %s ${x}",
    "node",
    "null",
    "0012",
)
# More than there are people; what a 64-bit column holds.
_MOST_PERSONS = 10_000_000_000


def texts(*, min_size: int = 0, max_size: int = 40) -> SearchStrategy[str]:
    r"""Make text that is hard on every file format, and that every format of this package can hold.

    Quotes, a backslash at the end, markup, line breaks of every kind, writing from right to left, control characters;
    never half of a surrogate pair, which is no text.

    Parameters
    ----------
    min_size, max_size : int
        The fewest and the most characters.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(texts(), lambda text: text.endswith("\\"))
    '\\'
    """
    free = st.text(st.characters(codec="utf-8"), min_size=min_size, max_size=max_size)
    known = [text for text in _HOSTILE if min_size <= len(text) <= max_size]
    return free | st.sampled_from(known) if known else free


def places(*, countries: bool = True, regions: bool = True) -> SearchStrategy[Place]:
    """Make countries, former and disputed ones included, and regions.

    Parameters
    ----------
    countries, regions : bool
        Whether to make them; one of both at least.
    """
    pool: list[Place] = [*(all_countries() if countries else ()), *(all_regions() if regions else ())]
    if not pool:
        raise InvalidValueError("places() makes countries, regions or both; it was asked for neither")
    return st.sampled_from(pool)


def periods(*, min_year: int = 1000, max_year: int = 9999) -> SearchStrategy[Period]:
    """Make periods of one year, of several, or open at one end; a year that is stated lies within the bounds."""
    return _spans(min_year, max_year).map(lambda span: Period(*span))


def counts(*, max_value: int = _MOST_PERSONS) -> SearchStrategy[Count]:
    """Make counts: exact ones, intervals, and those without an upper bound.

    Parameters
    ----------
    max_value : int
        The highest bound that is stated.
    """
    bounds = st.integers(0, max_value)
    return st.one_of(
        bounds.map(lambda number: Count(number, number)),
        st.tuples(bounds, bounds).map(lambda pair: Count(min(pair), max(pair))),
        bounds.map(lambda number: Count(number, None)),
    )


def publications(
    *, titles: SearchStrategy[str] | None = None, years: SearchStrategy[int] | None = None
) -> SearchStrategy[Publication]:
    """Make publications.

    Parameters
    ----------
    titles : strategy of str, optional
        Any text that is not blank, if left out.
    years : strategy of int, optional
        Years of four digits, if left out.

    Examples
    --------
    >>> from hypothesis import find, strategies as st
    >>> find(publications(titles=st.just("An invented report"), years=st.just(2020)), lambda one: True)
    Publication('An invented report', 2020)
    """
    return st.builds(
        Publication,
        st.just("An invented report") | texts(min_size=1).filter(str.strip) if titles is None else titles,
        st.integers(1000, 9999) if years is None else years,
        publisher=texts(),
        url=texts(),
        licence=texts(),
    )


def evidence(*, publications: SearchStrategy[Publication] | None = None) -> SearchStrategy[Evidence]:
    """Make evidence: a publication (any, if left out), perhaps with a locator and a quote."""
    return st.builds(Evidence, _or(publications, _publications()), texts(), texts())


def routes(
    *, places: SearchStrategy[Place] | None = None, max_stages: int = 3, max_places: int = 3
) -> SearchStrategy[Route]:
    """Make routes: of one place or many, with and without stated ends, domestic, through alternatives.

    A route takes its places from a small pool of its own, so that places return within it.

    Parameters
    ----------
    places : strategy of places, optional
        :func:`places`, if left out.
    max_stages : int
        The most stages of transit; 0 for routes without any.
    max_places : int
        The most sources, the most destinations, and the most places in one stage.

    Examples
    --------
    >>> from hypothesis import find, strategies as st
    >>> from traffickgraph import place
    >>> find(routes(places=st.just(place("Azerbaijan"))), lambda route: route.domestic)
    Route.of('AZE', to='AZE')
    """
    return _drawn_routes(_or(places, _places()), max_stages, max_places)


def claims(
    *, routes: SearchStrategy[Route] | None = None, publications: SearchStrategy[Publication] | None = None
) -> SearchStrategy[Claim]:
    """Make claims.

    Parameters
    ----------
    routes, publications : strategy, optional
        :func:`routes` and :func:`publications`, if left out.

    Examples
    --------
    >>> from hypothesis import given, strategies as st
    >>> from traffickgraph import place
    >>> at_home = routes(places=st.just(place("Azerbaijan")), max_stages=0)
    >>> @given(claims(routes=at_home))
    ... def test_no_leg_leaves_the_country(claim):
    ...     assert not claim.route.crosses_border
    >>> test_no_leg_leaves_the_country()
    """
    return st.builds(
        Claim,
        _or(routes, _routes()),
        evidence(publications=publications),
        exploitation=st.just(()) | _words([form for form in Exploitation if form is not Exploitation.UNSPECIFIED]),
        victims=_words(list(VictimGroup)),
        status=st.sampled_from(Status),
        period=st.none() | periods(),
        count=st.none() | counts(),
        note=st.just("") | texts(),
    )


def indicators(
    *, places: SearchStrategy[Place] | None = None, publications: SearchStrategy[Publication] | None = None
) -> SearchStrategy[Indicator]:
    """Make indicators, whose values are whole numbers, finite numbers, text and counts.

    Parameters
    ----------
    places, publications : strategy, optional
        :func:`places` and :func:`publications`, if left out.
    """
    whole = st.integers(-_MOST_PERSONS, _MOST_PERSONS)
    return st.builds(
        Indicator,
        _or(places, _places()),
        st.just("victims certified") | texts(min_size=1).filter(str.strip),
        whole | st.floats(allow_nan=False, allow_infinity=False) | texts() | counts(),
        unit=st.just("persons") | texts(),
        period=st.none() | periods(),
        evidence=evidence(publications=publications),
        exploitation=_words([form for form in Exploitation if form is not Exploitation.UNSPECIFIED]),
        victims=_words(list(VictimGroup)),
    )


def graphs(
    *,
    claims: SearchStrategy[Claim] | None = None,
    indicators: SearchStrategy[Indicator] | None = None,
    max_size: int = 8,
) -> SearchStrategy[RouteGraph]:
    """Make graphs, the empty one included.

    Parameters
    ----------
    claims : strategy of Claim, optional
        If left out, the claims of a graph take their places and publications from small pools of its own, so that
        they meet: several claims name a place, and several come from a publication.
    indicators : strategy of Indicator, optional
        If left out, indicators from the same pools. ``st.nothing()`` makes graphs without any.
    max_size : int
        The most claims; and the most indicators are half as many.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(graphs(), graphs())
    ... def test_a_union_holds_both(g, h):
    ...     assert (g | h) - g == h - g
    >>> test_a_union_holds_both()
    """
    return _drawn_graphs(claims, indicators, max_size)


def conditions(
    *,
    places: SearchStrategy[Place] | None = None,
    publications: SearchStrategy[Publication] | None = None,
    max_leaves: int = 6,
) -> SearchStrategy[Condition]:
    """Make conditions of every kind, and conditions joined by ``&``, ``|`` and ``~``.

    Parameters
    ----------
    places : strategy of places, optional
        :func:`places`, if left out. To ask about places that a graph names, take both from one pool.
    publications : strategy of Publication, optional
        :func:`publications`, if left out; they are asked for as such or by title.
    max_leaves : int
        The most questions that one condition joins.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(graphs(), conditions())
    ... def test_a_claim_is_kept_or_left_out(g, condition):
    ...     assert len(g.where(condition)) + len(g.where(~condition)) == len(g)
    >>> test_a_claim_is_kept_or_left_out()
    """
    named = st.lists(_or(places, _places()), min_size=1, max_size=3)
    cited = _or(publications, _publications())
    leaves = st.one_of(
        *(named.map(_of(ask)) for ask in (where.leaving, where.through, where.reaching, where.touching, where.within)),
        st.lists(_or(places, _places()), min_size=2, max_size=3).map(_of(where.along)),
        st.builds(where.domestic),
        st.builds(where.crossing),
        _words(list(Exploitation), min_size=1).map(_of(where.exploiting)),
        _words(list(VictimGroup), min_size=1).map(_of(where.involving)),
        _words(list(Status), min_size=1).map(_of(where.said_to_be)),
        _spans(1000, 9999).map(_of(where.during)),
        _spans(1000, 9999).map(_of(where.published)),
        st.lists(cited | cited.map(lambda one: one.title), min_size=1, max_size=2).map(_of(where.stated_in)),
        st.builds(where.counted, at_least=st.integers(0, _MOST_PERSONS)),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(lambda one: ~one),
            st.tuples(inner, inner).map(lambda two: two[0] & two[1]),
            st.tuples(inner, inner).map(lambda two: two[0] | two[1]),
        ),
        max_leaves=max_leaves,
    )


# Strategies that take another's name as a keyword reach it by these.
_places = places
_publications = publications
_routes = routes
_claims = claims
_indicators = indicators


def _or(given: SearchStrategy[_T] | None, default: SearchStrategy[_T]) -> SearchStrategy[_T]:
    return default if given is None else given


def _of(ask: Callable[..., Condition]) -> Callable[[Iterable[object]], Condition]:
    return lambda given: ask(*given)


def _spans(least: int, most: int) -> SearchStrategy[tuple[int | None, int | None]]:
    years = st.integers(least, most)
    return st.one_of(
        years.map(lambda year: (year, year)),
        st.tuples(years, years).map(lambda pair: (min(pair), max(pair))),
        years.map(lambda year: (year, None)),
        years.map(lambda year: (None, year)),
    )


def _words(vocabulary: Sequence[_T], min_size: int = 0) -> SearchStrategy[list[_T]]:
    return st.lists(st.sampled_from(vocabulary), min_size=min_size, max_size=3, unique=True)


@st.composite
def _drawn_routes(draw: DrawFn, among: SearchStrategy[Place], max_stages: int, max_places: int) -> Route:
    pool = draw(st.lists(among, min_size=1, max_size=5))
    stages = st.frozensets(st.sampled_from(pool), max_size=max_places)
    between = st.lists(
        st.frozensets(st.sampled_from(pool), min_size=1, max_size=max_places), min_size=0, max_size=max_stages
    )
    sources, via, destinations = draw(stages), draw(between), draw(stages)
    if not (sources or via or destinations):
        sources = frozenset(pool[:1])
    return Route(sources, tuple(via), destinations)


@st.composite
def _drawn_graphs(
    draw: DrawFn,
    claims: SearchStrategy[Claim] | None,
    indicators: SearchStrategy[Indicator] | None,
    max_size: int,
) -> RouteGraph:
    if claims is None or indicators is None:
        named = st.sampled_from(draw(st.lists(_places(), min_size=1, max_size=5)))
        cited = st.sampled_from(draw(st.lists(_publications(), min_size=1, max_size=3)))
        claims = _or(claims, _claims(routes=_routes(places=named), publications=cited))
        indicators = _or(indicators, _indicators(places=named, publications=cited))
    return RouteGraph(
        draw(st.lists(claims, max_size=max_size)),
        draw(st.lists(indicators, max_size=0 if indicators.is_empty else max_size // 2)),
    )
