"""Facets: what conditions ask about, as keys.

An index calls a facet once for each claim or indicator and then answers conditions from the keys alone. An indicator
is about its place, whatever role is asked for; it has no borders, no status and no count of a route.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, TypeAlias

from traffickgraph.model import Claim, Indicator

if TYPE_CHECKING:
    from traffickgraph.model import Count, Period, Publication
    from traffickgraph.places import Place
    from traffickgraph.vocabulary import Exploitation, Status, VictimGroup

Item: TypeAlias = Claim | Indicator
Facet: TypeAlias = Callable[[Item], Iterable[Hashable]]


def codes(places: Iterable[Place]) -> list[str]:
    """Give the codes of places."""
    return [one.code for one in places]


def sources(item: Item) -> Iterable[str]:
    """Give the codes of the sources; of an indicator, its place."""
    return codes(item.route.sources) if isinstance(item, Claim) else (item.place.code,)


def transits(item: Item) -> Iterable[str]:
    """Give the codes of the places of transit; of an indicator, its place."""
    if isinstance(item, Claim):
        return codes(item.route.transits) if item.route.via else ()
    return (item.place.code,)


def destinations(item: Item) -> Iterable[str]:
    """Give the codes of the destinations; of an indicator, its place."""
    return codes(item.route.destinations) if isinstance(item, Claim) else (item.place.code,)


def named(item: Item) -> Iterable[str]:
    """Give the codes of all places named."""
    return codes(item.route.places) if isinstance(item, Claim) else (item.place.code,)


def steps(item: Item) -> Iterable[tuple[str, str]]:
    """Give the codes of both ends of each step of the route; an indicator has none."""
    return {(tail.code, head.code) for tail, _, head, _ in item.route.steps()} if isinstance(item, Claim) else ()


def together(item: Item) -> Iterable[frozenset[str]]:
    """Give the codes of all places named, as one key."""
    return (frozenset(named(item)),)


def borders(item: Item) -> Iterable[str]:
    """Say whether a route is domestic, crosses a border, or both."""
    if not isinstance(item, Claim):
        return ()
    return [*(("domestic",) if item.route.domestic else ()), *(("crossing",) if item.route.crosses_border else ())]


def forms(item: Item) -> Iterable[Exploitation]:
    """Give the forms of exploitation."""
    return item.exploitation


def groups(item: Item) -> Iterable[VictimGroup]:
    """Give the groups of victims."""
    return item.victims


def status(item: Item) -> Iterable[Status]:
    """Give the status."""
    return (item.status,) if isinstance(item, Claim) else ()


def periods(item: Item) -> Iterable[Period]:
    """Give the period, if one is stated."""
    return () if item.period is None else (item.period,)


def publications(item: Item) -> Iterable[Publication]:
    """Give the publication."""
    return (item.publication,)


def counts(item: Item) -> Iterable[Count]:
    """Give the count, if there is one."""
    return (item.count,) if isinstance(item, Claim) and item.count is not None else ()
