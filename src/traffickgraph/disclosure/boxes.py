"""Which persons a figure counts: a box with a side for the sources, the destinations, the forms, the groups, the time.

A side that is not stated is open: it may hold anything. Two figures may count the same person if their boxes overlap
on every side, and one counts all persons of another if its box holds the other on every side.
"""

from __future__ import annotations

from functools import cache
from math import inf
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from traffickgraph.places import Country
from traffickgraph.vocabulary import Exploitation, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from traffickgraph.model import Claim, Indicator, Period
    from traffickgraph.places import Place

__all__ = ["SIDES", "Box", "Side", "SideName", "box_of", "boxes_about"]

SideName: TypeAlias = Literal["sources", "forms", "victims"]
# The sides along which a person may be moved from one figure to another.
SIDES: Final[tuple[SideName, ...]] = ("sources", "forms", "victims")

_FORMS: Final = {
    # Publications count work in households with forced labour, and under "other" whatever else has no line of its own.
    Exploitation.FORCED_LABOUR: frozenset(one for one in Exploitation if one.unodc == Exploitation.FORCED_LABOUR.unodc),
    Exploitation.OTHER: frozenset(one for one in Exploitation if one.unodc == Exploitation.OTHER.unodc),
}
_GROUPS: Final = {
    VictimGroup.CHILDREN: frozenset((VictimGroup.GIRLS, VictimGroup.BOYS)),
    VictimGroup.ADULTS: frozenset((VictimGroup.WOMEN, VictimGroup.MEN)),
}


class Side(NamedTuple):
    """What a figure is limited to on one side.

    Attributes
    ----------
    words : frozenset of str or None
        Codes of places, or words of a vocabulary; None if it is not limited.
    vague : bool
        Whether nobody can say what it holds: "abroad", "neighbours".
    """

    words: frozenset[str] | None
    vague: bool = False

    def overlaps(self, other: Side) -> bool:
        """Say whether both may hold the same."""
        if self.words is None or other.words is None or self.vague or other.vague:
            return True
        return not self.words.isdisjoint(other.words)

    def holds(self, other: Side) -> bool:
        """Say whether this one certainly holds all of the other."""
        if self.words is None or self == other:
            return True
        return not (self.vague or other.vague or other.words is None) and self.words >= other.words


_OPEN: Final = Side(None)


class Box(NamedTuple):
    """The persons that a figure counts; the way of a route is a side too, but one that never tells two boxes apart."""

    sources: Side
    destinations: Side
    forms: Side
    victims: Side
    via: tuple[frozenset[str], ...]
    years: tuple[float, float] | None

    def overlaps(self, other: Box, but: SideName | None = None) -> bool:
        """Say whether both may count the same person, one side left aside."""
        return (
            self.destinations.overlaps(other.destinations)
            and (but == "sources" or self.sources.overlaps(other.sources))
            and (but == "forms" or self.forms.overlaps(other.forms))
            and (but == "victims" or self.victims.overlaps(other.victims))
            and self._may_be_when(other)
        )

    def _may_be_when(self, other: Box) -> bool:
        if self.years is None or other.years is None:
            return True
        return self.years[0] <= other.years[1] and other.years[0] <= self.years[1]

    def holds(self, other: Box) -> bool:
        """Say whether this one certainly counts every person of the other."""
        return (
            self.destinations.holds(other.destinations)
            and self.sources.holds(other.sources)
            and self.forms.holds(other.forms)
            and self.victims.holds(other.victims)
            and all(any(stage >= there for there in other.via) for stage in self.via)
            and self._is_always_when(other)
        )

    def _is_always_when(self, other: Box) -> bool:
        if self.years is None or other.years is None:
            return self.years == other.years
        return self.years[0] <= other.years[0] and other.years[1] <= self.years[1]

    def without(self, side: SideName) -> Box:
        """Return the same box with one side open."""
        if side == "sources":
            return self._replace(sources=_OPEN)
        return self._replace(forms=_OPEN) if side == "forms" else self._replace(victims=_OPEN)

    def on(self, side: SideName) -> Side:
        """Return one of its sides."""
        return self.sources if side == "sources" else self.forms if side == "forms" else self.victims


def box_of(claim: Claim) -> Box:
    """Return the persons that a claim counts."""
    route = claim.route
    return Box(
        _places(route.sources),
        _places(route.destinations),
        _forms(claim.exploitation),
        _groups(claim.victims),
        tuple(frozenset(one.code for one in stage) for stage in route.via),
        _years(claim.period),
    )


def boxes_about(indicator: Indicator) -> tuple[Box, ...]:
    """Return the persons that an indicator may count: those exploited in its place, or those who come from there."""
    there = _places(frozenset((indicator.place,)))
    forms = _forms(indicator.exploitation) if indicator.exploitation else _OPEN
    rest = (forms, _groups(indicator.victims), (), _years(indicator.period))
    return Box(_OPEN, there, *rest), Box(there, _OPEN, *rest)


@cache
def _places(places: frozenset[Place]) -> Side:
    if not places:
        return _OPEN
    words: set[str] = set()
    vague = False
    for one in places:
        words.add(one.code)
        if not isinstance(one, Country):
            vague = vague or not one.members
            words.update(member.code for member in one.members)
    return Side(frozenset(words), vague)


def _forms(forms: Iterable[Exploitation]) -> Side:
    named = frozenset(forms)
    if Exploitation.UNSPECIFIED in named:
        return _OPEN
    return Side(named.union(*(_FORMS.get(one, ()) for one in named)))


def _groups(groups: Iterable[VictimGroup]) -> Side:
    named = frozenset(groups)
    return Side(frozenset().union(*(_GROUPS.get(one, (one,)) for one in named))) if named else _OPEN


def _years(period: Period | None) -> tuple[float, float] | None:
    if period is None:
        return None
    return (-inf if period.first is None else period.first, inf if period.last is None else period.last)
