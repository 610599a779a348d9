"""From claims to bundles: the steps between each two places that a picture draws, grouped and limited.

Everything is sorted, so that the order of claims does not show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs

from traffickgraph.draw.style import FIRMEST
from traffickgraph.errors import listed
from traffickgraph.places import Country, Place
from traffickgraph.table import plural
from traffickgraph.vocabulary import Exploitation, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from traffickgraph.draw.highlight import Lit
    from traffickgraph.draw.style import Style
    from traffickgraph.model import Claim

__all__ = ["Bundles", "Gathered", "Grouping", "Key", "Kind", "Step", "gather", "id_of", "key_of", "place_of"]

Kind: TypeAlias = Literal["country", "region", "group", "unstated"]
# What tells drawn places apart: a region that a claim names is not the group of countries drawn in its name.
Key: TypeAlias = tuple[Kind, str]
Grouping: TypeAlias = Literal["none", "subregion", "region"]
Bundles: TypeAlias = "list[tuple[tuple[Key, Key], list[Step]]]"

_LAYERED: Final = 120
# More boxes above each other than these make a picture that no page holds.
_TALL: Final = 30


@attrs.frozen
class Step:
    """One step of one claim, with an end that may be unstated."""

    tail: Place | None
    tail_role: Role | None
    head: Place | None
    head_role: Role | None
    claim: Claim
    # Whether an end is one of several places that the claim gives for one stage of the way.
    either: bool = False


def _steps(claim: Claim) -> Iterator[Step]:
    """Yield the steps of a claim, those from and to an unstated end included."""
    route = claim.route
    sure = frozenset[Place]().union(*(stage for stage in route.via if len(stage) == 1))
    either = {(one, Role.TRANSIT) for one in route.transits - sure}
    for tail, tail_role, head, head_role in route.steps():
        yield Step(
            tail, tail_role, head, head_role, claim, not either.isdisjoint({(tail, tail_role), (head, head_role)})
        )
    if not route.sources:
        first, role = (route.via[0], Role.TRANSIT) if route.via else (route.destinations, Role.DESTINATION)
        for one in first:
            yield Step(None, None, one, role, claim, (one, role) in either)
    if not route.destinations:
        last, role = (route.via[-1], Role.TRANSIT) if route.via else (route.sources, Role.SOURCE)
        for one in last:
            yield Step(one, role, None, None, claim, (one, role) in either)


@attrs.frozen
class Gathered:
    """The steps that a picture draws, in bundles.

    Attributes
    ----------
    bundles : list
        The keys of tail and head, and the steps between them; sorted.
    group_by : {"none", "subregion", "region"}
        How countries are grouped.
    layout : {"layered", "map", "spring"}
        The layout that was asked for, or chosen by size.
    beside : tuple of Step
        Steps that are no line of their own: a bar says that a claim gives a place this role, and no partner.
    everywhere : bool
        Whether every place is drawn, one without a line included.
    said : tuple of str
        What is drawn together or left out, a sentence each.
    """

    bundles: Bundles
    group_by: Grouping
    layout: Literal["layered", "map", "spring"]
    beside: tuple[Step, ...]
    everywhere: bool
    said: tuple[str, ...]


def gather(claims: Iterable[Claim], style: Style, lit: Lit | None = None) -> Gathered:
    """Choose how countries are grouped, drop what is beyond the limit, choose the layout; say what was done.

    Of links beyond the limit, those that a highlight lights up are dropped last.
    """
    steps = [step for claim in claims for step in _steps(claim)]
    limit = style.max_links
    group_by: Grouping = "none" if style.group_by == "auto" else style.group_by
    bundles = _bundled(steps, group_by)
    said: list[str] = []
    before = _links(bundles)
    if style.group_by == "auto" and limit is not None and before > limit:
        wider: Sequence[Literal["subregion", "region"]] = ("subregion", "region")
        for group_by in wider:
            bundles = _bundled(steps, group_by)
            if _links(bundles) <= limit:
                break
    if group_by != "none":
        why = f": {before} links are more than {limit}" if style.group_by == "auto" else ""
        said.append(f"Countries are drawn together by M49 {group_by}{why}.")
    links = _links(bundles)
    too_many = limit is not None and links > limit
    if too_many:
        drawn = sorted((one for one in bundles if _is_link(one[0])), key=_least_stated)
        if lit is not None:
            drawn.sort(key=lambda one: not any(lit(step.tail, step.head, step.claim) for step in one[1]))
        kept = drawn[:limit]
        chosen = {key for key, _ in kept}
        first = "" if lit is None else "those highlighted, then "
        most = f"{first}those with the most publications, then the most claims, then the first by code"
        said.append(f"{len(kept)} of {links} links {'is' if len(kept) == 1 else 'are'} drawn: {most}.")
        bundles = [(key, bundle) for key, bundle in bundles if not _is_link(key) or key in chosen]
    layout = style.layout
    if layout == "auto":
        layout = "layered" if _links(bundles) <= _LAYERED and _most_partners(bundles) <= _TALL else "map"
    beside: tuple[Step, ...] = ()
    if layout != "layered":
        beside = tuple(step for step in steps if _is_alone(step))
        lines = [(key, [step for step in bundle if not _is_alone(step)]) for key, bundle in bundles]
        bundles = [(key, bundle) for key, bundle in lines if bundle]
        if beside:
            said.append(_of_roles({step.claim for step in beside}, everywhere=not too_many))
    return Gathered(bundles, group_by, layout, beside, not too_many, tuple(said))


def _most_partners(bundles: Bundles) -> int:
    """Return the most places that lead to one place, or that one leads to: a layer has at least as many."""
    ends = Counter(("to", head) for (tail, head), _ in bundles if tail != head)
    ends.update(("from", tail) for (tail, head), _ in bundles if tail != head)
    return max(ends.values(), default=0)


def _is_alone(step: Step) -> bool:
    """Whether a step says of one place that it has a role, and nothing else that a line could show."""
    one = step.claim
    alone = (step.tail is None or step.head is None) and sum(map(bool, one.route.stages)) == 1
    return alone and one.exploitation == (Exploitation.UNSPECIFIED,)


def _of_roles(claims: Collection[Claim], *, everywhere: bool) -> str:
    """Say where claims of a mere role show. A bar cannot show a hedge, so those that are hedged are counted."""
    where = "in the bar of the place" if everywhere else "in the bar of the place, if the place is drawn"
    found = Counter(one.status for one in claims)
    hedges = [f"{found[one]} {'is' if found[one] == 1 else 'are'} {one}" for one in FIRMEST[1:] if found[one]]
    counted = f" Of {plural(len(claims), 'such claim')}, {listed(hedges, 'and')}." if hedges else ""
    return f"A claim that only gives a place its role, without a partner or a form, shows {where}.{counted}"


def _is_link(key: tuple[Key, Key]) -> bool:
    """Whether a bundle goes from one stated place, or group, to another."""
    return key[0] != key[1] and "unstated" not in (key[0][0], key[1][0])


def _links(bundles: Bundles) -> int:
    return sum(_is_link(key) for key, _ in bundles)


def _least_stated(one: tuple[tuple[Key, Key], list[Step]]) -> tuple[int, int, tuple[Key, Key]]:
    claims = {step.claim for step in one[1]}
    return -len({claim.publication for claim in claims}), -len(claims), one[0]


def _bundled(steps: Iterable[Step], group_by: Grouping) -> Bundles:
    """Gather steps by their spots. An unstated end is a spot of its own beside each place that has one."""
    bundles: defaultdict[tuple[Key, Key], list[Step]] = defaultdict(list)
    for step in steps:
        tail = key_of(step.tail, group_by) if step.tail else None
        head = key_of(step.head, group_by) if step.head else None
        if tail is None and head is not None:
            bundles[("unstated", f"… → {id_of(head)}"), head].append(step)
        elif tail is not None and head is None:
            bundles[tail, ("unstated", f"{id_of(tail)} → …")].append(step)
        elif tail is not None and head is not None:
            bundles[tail, head].append(step)
    return sorted(bundles.items())


def id_of(key: Key) -> str:
    """Return the name of a node in DOT."""
    return f"{key[1]} (group)" if key[0] == "group" else key[1]


def key_of(place: Place, group_by: Grouping) -> Key:
    """Return the key under which a place is drawn."""
    if not isinstance(place, Country):
        return "region", place.code
    if group_by == "none":
        return "country", place.code
    return "group", (place.subregion if group_by == "subregion" else place.region).code


def place_of(place: Place, group_by: Grouping) -> Place:
    """Return the place itself, or the region whose countries are drawn together."""
    if group_by == "none" or not isinstance(place, Country):
        return place
    return place.subregion if group_by == "subregion" else place.region
