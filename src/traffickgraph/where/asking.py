"""The functions that make conditions, one for each question that can be asked of a claim."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph import facets
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.model import Claim, Count, Period, Publication
from traffickgraph.model.routes import PlacesLike, as_places
from traffickgraph.places import Country, Place, PlaceLike, Region, place
from traffickgraph.vocabulary import Exploitation, ExploitationLike, Status, StatusLike, VictimGroup, VictimLike
from traffickgraph.where.conditions import AnyOf, Asking, Both, Condition, Sifting

if TYPE_CHECKING:
    from traffickgraph.facets import Facet, Item

__all__ = [
    "along",
    "counted",
    "crossing",
    "domestic",
    "during",
    "exploiting",
    "involving",
    "leaving",
    "published",
    "reaching",
    "said_to_be",
    "stated_in",
    "through",
    "touching",
    "within",
]


# The fewest places that a way goes along.
_A_STEP: Final = 2


# ---- places --------------------------------------------------------------------------------------------------------


def _at(verb: str, facet: Facet, given: tuple[PlacesLike, ...]) -> Condition:
    # As written, each once: a frozenset would lose the order in which the condition is printed.
    places = list(dict.fromkeys(one for each in given for one in _in_order(each)))
    if not places:
        raise InvalidValueError(f"{verb}() names at least one place; a region without members gives none", given)
    return AnyOf(facet, verb, tuple(map(str, places)), frozenset(facets.codes(places)))


def _in_order(given: PlacesLike) -> list[Place]:
    if isinstance(given, (str, Country, Region)) or not isinstance(given, Iterable):
        return list(as_places(given))
    return sorted(as_places(given)) if isinstance(given, (set, frozenset)) else [p for o in given for p in as_places(o)]


def leaving(*places: PlacesLike) -> Condition:
    """Ask for claims with one of the places as a source.

    A region asks for claims that name the region itself; for its countries, write ``leaving(region.members)``.

    Examples
    --------
    >>> leaving("Uzbekistan", "Central Asia")
    leaving('Uzbekistan', 'Central Asia')
    """
    return _at("leaving", facets.sources, places)


def through(*places: PlacesLike) -> Condition:
    """Ask for claims with one of the places as a place of transit."""
    return _at("through", facets.transits, places)


def reaching(*places: PlacesLike) -> Condition:
    """Ask for claims with one of the places as a destination."""
    return _at("reaching", facets.destinations, places)


def touching(*places: PlacesLike) -> Condition:
    """Ask for claims with one of the places in any role."""
    return _at("touching", facets.named, places)


@attrs.frozen(repr=False)
class Along(Sifting):
    """Holds if the route goes along the places, one stage after the other."""

    places: tuple[Place, ...]

    @property
    def weaker(self) -> Condition:
        """The route has each of the steps, wherever."""
        first, *others = (_step(tail, head) for tail, head in pairwise(self.places))
        weaker: Condition = first
        for step in others:
            weaker = Both(weaker, step)
        return weaker

    def __call__(self, item: Item, /) -> bool:
        return isinstance(item, Claim) and item.route.goes_along(self.places)

    def __repr__(self) -> str:
        return f"along({', '.join(repr(str(one)) for one in self.places)})"


def _step(tail: Place, head: Place) -> AnyOf:
    return AnyOf(facets.steps, "along", (str(tail), str(head)), frozenset({(tail.code, head.code)}))


def along(*places: PlaceLike) -> Condition:
    """Ask for claims whose route goes along the places: each in the stage after the last one's.

    It may begin before the first and go on after the last of them, and the roles of the places are not asked for.

    Examples
    --------
    >>> from traffickgraph.model import Publication, claim
    >>> report = Publication("An invented report", 2020)
    >>> one = claim("Nigeria", via=["Niger", "Libya"], to="Italy", publication=report)
    >>> along("Niger", "Libya")(one), along("Nigeria", "Libya")(one)
    (True, False)
    """
    named = tuple(map(place, places))
    if len(named) < _A_STEP:
        raise InvalidValueError("along() names at least two places; ask touching() for claims that name one", places)
    return Along(named)


@attrs.frozen(repr=False)
class Within(Asking):
    """Holds if all places named lie within the given ones."""

    places: tuple[Place, ...] = attrs.field(eq=frozenset)
    inside: frozenset[str]

    def accepts(self, key: Hashable) -> bool:
        return isinstance(key, frozenset) and key <= self.inside

    def __repr__(self) -> str:
        return f"within({', '.join(repr(str(one)) for one in self.places)})"


def within(*places: PlacesLike) -> Condition:
    """Ask for claims all of whose places lie within the given ones.

    A region holds itself, its countries, and every region whose countries are all among them.

    Examples
    --------
    >>> from traffickgraph.model import Publication, claim
    >>> report = Publication("An invented report", 2020)
    >>> within("Central Asia")(claim("Uzbekistan", to="Kazakhstan", publication=report))
    True
    >>> within("Central Asia")(claim("Uzbekistan", to="Russia", publication=report))
    False
    """
    from traffickgraph.places import regions

    given = tuple(dict.fromkeys(one for each in places for one in _in_order(each)))
    if not given:
        raise InvalidValueError("within() names at least one place", places)
    members = {one for each in given for one in (each.members if isinstance(each, Region) else (each,))}
    inner = {one for one in regions() if one.members and one.members <= members}
    return Within(facets.together, given, frozenset(facets.codes([*given, *members, *inner])))


def domestic() -> Condition:
    """Ask for claims in which a country is both source and destination, in whole or in part."""
    return AnyOf(facets.borders, "domestic", (), frozenset({"domestic"}))


def crossing() -> Condition:
    """Ask for claims with a step from one place to another; a claim may be domestic in part as well."""
    return AnyOf(facets.borders, "crossing", (), frozenset({"crossing"}))


# ---- what, who, how surely -----------------------------------------------------------------------------------------


def _one_of(verb: str, facet: Facet, words: list[Exploitation] | list[VictimGroup] | list[Status]) -> Condition:
    if not words:
        raise InvalidValueError(f"{verb}() names at least one word", ())
    return AnyOf(facet, verb, tuple(dict.fromkeys(map(str, words))), frozenset(words))


def exploiting(*forms: ExploitationLike) -> Condition:
    """Ask for claims that name one of the forms of exploitation."""
    return _one_of("exploiting", facets.forms, [Exploitation(one) for one in forms])


def involving(*victims: VictimLike) -> Condition:
    """Ask for claims that name one of the groups of victims."""
    return _one_of("involving", facets.groups, [VictimGroup(one) for one in victims])


def said_to_be(*status: StatusLike) -> Condition:
    """Ask for claims that are put in one of these ways: current, past, emerging or possible."""
    return _one_of("said_to_be", facets.status, [Status(one) for one in status])


# ---- when, and who says so -----------------------------------------------------------------------------------------


class _Same:
    """The default of a last year: the same as the first."""

    def __repr__(self) -> str:
        return "the first year"


_SAME: Final = _Same()


@attrs.frozen(repr=False)
class Years(Asking):
    """Holds if the period, or the year of publication, lies in or overlaps a span of years."""

    verb: str
    first: int | None
    last: int | None

    def accepts(self, key: Hashable) -> bool:
        if isinstance(key, Period):
            return key.overlaps(self.first, self.last)
        return isinstance(key, Publication) and Period(key.year, key.year).overlaps(self.first, self.last)

    def __repr__(self) -> str:
        years = f"{self.first}" if self.first == self.last else f"{self.first}, {self.last}"
        return f"{self.verb}({years})"


def _years(verb: str, facet: Facet, first: int | None, last: int | _Same | None) -> Condition:
    end = first if isinstance(last, _Same) else last
    if first is None and end is None:
        raise InvalidValueError(f"{verb}() names a first year, a last year or both", (first, end))
    Period(first, end)  # which says what is wrong with the years, if anything is
    return Years(facet, verb, first, end)


def during(first: int | None, last: int | _Same | None = _SAME) -> Condition:
    """Ask for claims whose stated period shares a year with ``first`` to ``last``, both included.

    Parameters
    ----------
    first, last : int or None
        ``during(2014)`` is that one year; None is an open end: ``during(2010, None)``.

    Notes
    -----
    It asks for the time spoken of. A claim that states no period answers no, whatever its publication's year; for the
    year of publication ask :func:`published`.
    """
    return _years("during", facets.periods, first, last)


def published(first: int | None, last: int | _Same | None = _SAME) -> Condition:
    """Ask for claims of publications of the years ``first`` to ``last``, both included; None is an open end."""
    return _years("published", facets.publications, first, last)


@attrs.frozen(repr=False)
class StatedIn(Asking):
    """Holds if the publication is one of those given, or has one of the titles given."""

    given: tuple[Publication | str, ...] = attrs.field(eq=frozenset)

    def accepts(self, key: Hashable) -> bool:
        if not isinstance(key, Publication):
            return False
        title = key.title.casefold()
        return any(
            one == key if isinstance(one, Publication) else one.strip().casefold() == title for one in self.given
        )

    def __repr__(self) -> str:
        return f"stated_in({', '.join(map(repr, self.given))})"


def stated_in(*publications: Publication | str) -> Condition:
    """Ask for claims of these publications; a title stands for all that have it, in capitals or not."""
    for one in publications:
        if not isinstance(one, (Publication, str)):
            raise WrongTypeError(f"stated_in() takes publications or titles, not {shown(one)}", one)
    if not publications:
        raise InvalidValueError("stated_in() names at least one publication", ())
    return StatedIn(facets.publications, tuple(dict.fromkeys(publications)))


@attrs.frozen(repr=False)
class Counted(Asking):
    """Holds if there is a count whose lower bound is at least so many."""

    at_least: int

    def accepts(self, key: Hashable) -> bool:
        return isinstance(key, Count) and key.low >= self.at_least

    def __repr__(self) -> str:
        return f"counted(at_least={self.at_least})"


def counted(*, at_least: int = 0) -> Condition:
    """Ask for claims with a count of detected persons that is certainly at least so many.

    Each claim is asked by itself: a flow that is counted in several years may have more persons than any of its claims.
    """
    if isinstance(at_least, bool) or not isinstance(at_least, int):
        raise WrongTypeError(f"at_least is a whole number, not {shown(at_least)}", at_least)
    if at_least < 0:
        raise InvalidValueError(f"at_least is zero or more, not {at_least}", at_least)
    return Counted(facets.counts, at_least)
