"""Readings of claims: legs, flows and links. Each still holds the claims that it reads."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import attrs

from traffickgraph.model.values import Count
from traffickgraph.table import plural
from traffickgraph.vocabulary import Exploitation, Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from traffickgraph.model.claims import Claim
    from traffickgraph.model.values import Period, Publication
    from traffickgraph.places import Place

__all__ = ["Flow", "Leg", "Link", "in_order", "spoken_of", "together"]


@attrs.frozen(cache_hash=True)
class Leg:
    """One step of the route of one claim.

    Attributes
    ----------
    tail, head : Place
        From where to where.
    tail_role, head_role : Role
        What the claim says each of them is.
    claim : Claim
        The claim that states the step.
    """

    tail: Place
    tail_role: Role
    head: Place
    head_role: Role
    claim: Claim

    @property
    def label(self) -> str:
        """The roles of both ends: ``"source→transit"``."""
        return _LABELS[self.tail_role, self.head_role]

    def __repr__(self) -> str:
        return f"<Leg: {self}>"

    def __str__(self) -> str:
        return f"{self.tail} ({self.tail_role}) → {self.head} ({self.head_role})"


_LABELS = {(tail, head): f"{tail}→{head}" for tail in Role for head in Role}


@attrs.frozen(cache_hash=True)
class Flow:
    """A source and a destination of one claim, whatever lies between.

    Attributes
    ----------
    source, destination : Place
        Both ends; a flow with equal ends is domestic.
    claim : Claim
        The claim that states it.
    """

    source: Place
    destination: Place
    claim: Claim

    @property
    def is_domestic(self) -> bool:
        """Whether both ends are the same country."""
        return self.source == self.destination

    def __repr__(self) -> str:
        return f"<Flow: {self}>"

    def __str__(self) -> str:
        between = " → ".join(" or ".join(sorted(map(str, stage))) for stage in self.claim.route.via)
        return f"{self.source} → {f'({between}) → ' if between else ''}{self.destination}"


@attrs.frozen(cache_hash=True)
class Link:
    """All legs between two places, in one direction.

    Attributes
    ----------
    tail, head : Place
        From where to where.
    legs : tuple of Leg
        The legs, in the order of their claims.
    """

    tail: Place
    head: Place
    legs: tuple[Leg, ...] = attrs.field(eq=frozenset)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims behind the link, each once."""
        return tuple(dict.fromkeys(leg.claim for leg in self.legs))

    @cached_property
    def publications(self) -> tuple[Publication, ...]:
        """The publications behind the link, each once, by year and title."""
        found = {one.publication for one in self.claims}
        return in_order(found)

    @property
    def labels(self) -> tuple[str, ...]:
        """What its legs are: ``("source→destination", "source→transit")``."""
        return tuple(sorted({leg.label for leg in self.legs}))

    @property
    def exploitation(self) -> tuple[Exploitation, ...]:
        """The forms that its claims name, in the order of the vocabulary."""
        found = {form for one in self.claims for form in one.exploitation}
        return tuple(form for form in Exploitation if form in found)

    @property
    def status(self) -> tuple[Status, ...]:
        """How its claims put it, in the order of the vocabulary."""
        found = {one.status for one in self.claims}
        return tuple(status for status in Status if status in found)

    @property
    def count(self) -> Count | None:
        """Persons detected, as an interval; None if none of its claims was counted. See :func:`together`."""
        return together(self.claims)

    def __repr__(self) -> str:
        return f"<Link: {self}>"

    def __str__(self) -> str:
        behind = f"{plural(len(self.claims), 'claim')}, {plural(len(self.publications), 'publication')}"
        return f"{self.tail} → {self.head} ({behind})"


def in_order(publications: Iterable[Publication]) -> tuple[Publication, ...]:
    """Return publications by year and title, and by what else tells them apart."""
    return tuple(sorted(publications, key=lambda one: (one.year, one.title, one.publisher, one.url, one.licence)))


def spoken_of(claims: Iterable[Claim]) -> tuple[int | None, int | None]:
    """Return the first and the last year that claims speak of; None and None if none states a period."""
    years = [year for one in claims if one.period is not None for year in (one.period.first, one.period.last)]
    stated = [year for year in years if year is not None]
    return (min(stated), max(stated)) if stated else (None, None)


def together(claims: Iterable[Claim]) -> Count | None:
    """Return the persons that claims about one link or flow detected, as an interval; None if none was counted.

    Two claims may count the same persons: a total and its parts by form or group, or two publications. So the upper
    bounds add up, and of the lower bounds the highest stands; only within one publication do those of periods that
    share no year add up. A claim whose count covers more than the link (several sources, destinations or
    alternatives) adds nothing to the lower bound. Synthetic counts stand alone: where persons were observed, they are
    left out.
    """
    claims = tuple(claims)
    if any(one.count is not None and not one.synthetic for one in claims):
        claims = tuple(one for one in claims if not one.synthetic)
    by_publication: dict[Publication, list[Claim]] = {}
    highs: list[int | None] = []
    for one in claims:
        if one.count is not None:
            by_publication.setdefault(one.publication, []).append(one)
            highs.append(one.count.high)
    if not by_publication:
        return None
    high = None if None in highs else sum(one for one in highs if one is not None)
    return Count(max(map(_at_least, by_publication.values())), high)


def _at_least(claims: Iterable[Claim]) -> int:
    """Return how many persons a publication certainly counted on a link: lower bounds add up over disjoint periods."""
    by_period: dict[Period | None, int] = {}
    for one in claims:
        whole = one.count is not None and all(len(stage) <= 1 for stage in one.route.stages)
        low = one.count.low if whole and one.count is not None else 0
        by_period[one.period] = max(by_period.get(one.period, 0), low)
    periods = [one for one in by_period if one is not None]
    disjoint = len(periods) == len(by_period) and not any(
        one.overlaps(other.first, other.last) for one, other in combinations(periods, 2)
    )
    return sum(by_period.values()) if disjoint else max(by_period.values())
