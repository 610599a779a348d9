"""What a picture shows: spots and strands, worked out from claims before any DOT is written.

A *spot* is a drawn place, a group of countries, or an end that the text does not state. A *strand* is a drawn line
between two spots, with the claims behind it. All is sorted, so that the order of claims does not show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, Literal

import attrs

from traffickgraph.disclosure.protecting import withheld_words
from traffickgraph.draw.gather import Grouping, Key, Kind, Step, gather, id_of, key_of, place_of
from traffickgraph.draw.highlight import Lit, lit_by, said_of
from traffickgraph.draw.style import FIRMEST, Highlight, LinkStyle, LinkStyler, Style
from traffickgraph.errors import WrongTypeError, shown
from traffickgraph.model import Leg, Link
from traffickgraph.model.claims import BY_CITIZENSHIP
from traffickgraph.table import plural
from traffickgraph.vocabulary import Exploitation, Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim, Publication
    from traffickgraph.places import Place

__all__ = ["Picture", "Spot", "Strand", "picture_of"]

_BY_FORM: Final = 40
_LABELLED: Final = 60


@attrs.frozen
class Spot:
    """A drawn place.

    Attributes
    ----------
    key : tuple of str
        Its kind and its code.
    place : Place or None
        The place; None for an unstated end.
    roles : mapping of Role to int
        How many claims name it in each role.
    members : tuple of Place
        Of a group, the countries that are drawn as one, by name.
    lit : bool
        Whether it is drawn in full; else it is faded.
    """

    key: Key
    place: Place | None
    roles: Mapping[Role, int]
    members: tuple[Place, ...]
    lit: bool

    @property
    def kind(self) -> Kind:
        """What is drawn: a country, a region, a group of countries, or an unstated end."""
        return self.key[0]

    @property
    def id(self) -> str:
        """The name of the node in DOT."""
        return id_of(self.key)


@attrs.frozen
class Strand:
    """A drawn line, or a mark in a spot if it stays within one place.

    Attributes
    ----------
    tail, head : tuple of str
        The keys of its spots.
    roles : tuple of pairs of Role or None
        What its ends are, each pair once; None for an unstated end.
    forms : tuple of Exploitation
        The forms, in the order of the vocabulary.
    status : Status
        The one status of all its claims: no hedge is drawn as something firmer.
    either : bool
        Whether every claim gives an end of it as one of several alternatives.
    claims, publications : int
        How many stand behind it.
    lit : bool
        Whether it is drawn in full; else it is faded.
    own : LinkStyle or None
        What the caller wants it to look like.
    """

    tail: Key
    head: Key
    roles: tuple[tuple[Role | None, Role | None], ...]
    forms: tuple[Exploitation, ...]
    status: Status
    either: bool
    claims: int
    publications: int
    lit: bool
    own: LinkStyle | None = None


@attrs.frozen
class Picture:
    """All that a picture shows.

    Attributes
    ----------
    spots, strands
        The drawn places and lines.
    at_home : tuple of Strand
        The strands that stay within one country or one region, by form and status.
    layout : {"layered", "map", "spring"}
        The layout that was asked for, or chosen by size.
    by_form : bool
        Whether each strand has one form.
    collapsed : tuple of str
        What was drawn together or left out, and what else must be known, a sentence each.
    """

    spots: tuple[Spot, ...]
    strands: tuple[Strand, ...]
    at_home: tuple[Strand, ...]
    layout: Literal["layered", "map", "spring"]
    by_form: bool
    collapsed: tuple[str, ...]
    claims: tuple[Claim, ...]
    publications: tuple[Publication, ...]

    @property
    def labelled(self) -> bool:
        """Whether there is room for a label at each line."""
        return len(self.strands) <= _LABELLED


def picture_of(
    graph: RouteGraph, style: Style, link_style: LinkStyler | None = None, highlight: Highlight | None = None
) -> Picture:
    """Work out what a picture of a graph shows."""
    if not isinstance(style, Style):
        raise WrongTypeError(f"style is a Style, not {shown(style)}; write Style(layout='map')", style)
    lit = None if highlight is None else lit_by(highlight)
    gathered = gather(graph.claims, style, lit)
    group_by = gathered.group_by
    by_form = style.edges == "forms"
    if style.edges == "auto" and gathered.layout == "layered":
        by_form = sum(len(_parted(bundle)) for (tail, head), bundle in gathered.bundles if tail != head) <= _BY_FORM

    between: list[Strand] = []
    at_home: list[Strand] = []
    for (tail, head), bundle in gathered.bundles:
        within = [step for step in bundle if step.tail == step.head]
        across = [step for step in bundle if step.tail != step.head]
        at_home += (_strand(tail, head, form, part, lit, None) for form, part in _parted(within, roles=False))
        own = _own_style(across, group_by, link_style)
        alike = _parted(across, forms=by_form and own is None, roles=by_form and own is None)
        between += (_strand(tail, head, form, part, lit, own) for form, part in alike)
    shines: defaultdict[Key, bool] = defaultdict(bool)
    for strand in (*between, *at_home):
        for key in (strand.tail, strand.head):
            shines[key] |= strand.lit
    for step in gathered.beside if gathered.everywhere else ():
        for one in (step.tail, step.head):
            if one is not None:
                shines[key_of(one, group_by)] |= lit is None or lit(step.tail, step.head, step.claim)
    return Picture(
        spots=_spots(graph.claims, shines, group_by),
        strands=tuple(between),
        at_home=tuple(at_home),
        layout=gathered.layout,
        by_form=by_form,
        collapsed=(*gathered.said, *said_of(highlight, graph.claims), *_said(graph.claims, between, style)),
        claims=graph.claims,
        publications=tuple(sorted({one.publication for one in graph.claims}, key=lambda one: (one.year, str(one)))),
    )


def _said(claims: Iterable[Claim], strands: Iterable[Strand], style: Style) -> Iterator[str]:
    """Say what the lines and the legend cannot."""
    if inferred := sum(claim.inferred for claim in claims):
        yield f"{plural(inferred, 'claim')} {'is' if inferred == 1 else 'are'} inferred: regions read as their members."
    if synthetic := sum(claim.synthetic for claim in claims):
        yield f"{plural(synthetic, 'claim')} {'is' if synthetic == 1 else 'are'} from synthetic data."
    if citizens := sum(bool(claim.route.sources) and BY_CITIZENSHIP in claim.note for claim in claims):
        where = "the country of citizenship, not always where people came from"
        yield f"In {plural(citizens, 'claim')} the source is {where}."
    if said := withheld_words(claims):
        yield said
    if style.legend and any(one.own not in {None, LinkStyle()} for one in strands):
        yield "Some lines look as the author of the picture chose; the legend does not speak of them."


# ---- strands and spots -----------------------------------------------------------------------------------------------


def _parted(
    bundle: list[Step], *, forms: bool = True, roles: bool = True
) -> list[tuple[Exploitation | None, list[Step]]]:
    """Split the steps between two spots by status and, if so asked, by form and by the roles of their ends."""
    parts: defaultdict[tuple[int, int, str, str], list[Step]] = defaultdict(list)
    known = list(Exploitation)
    for step in bundle:
        status = FIRMEST.index(step.claim.status)
        ends = (step.tail_role or "", step.head_role or "") if roles else ("", "")
        if forms and step.tail and step.head:
            for form in step.claim.exploitation:
                parts[known.index(form), status, *ends].append(step)
        else:  # there is little to tell about a place that is not stated: one line for all forms
            parts[-1, status, *ends].append(step)
    return [(None if key[0] < 0 else known[key[0]], parts[key]) for key in sorted(parts)]


def _strand(  # noqa: PLR0913, PLR0917 - private, and called once
    tail: Key,
    head: Key,
    form: Exploitation | None,
    steps: list[Step],
    lit: Lit | None,
    own: LinkStyle | None,
) -> Strand:
    claims = {step.claim for step in steps}
    forms = {one for claim in claims for one in claim.exploitation} if form is None else {form}
    return Strand(
        tail=tail,
        head=head,
        roles=tuple(sorted({(step.tail_role, step.head_role) for step in steps}, key=_in_order)),
        forms=tuple(one for one in Exploitation if one in forms),
        status=steps[0].claim.status,
        either=all(step.either for step in steps),
        claims=len(claims),
        publications=len({claim.publication for claim in claims}),
        lit=lit is None or any(lit(step.tail, step.head, step.claim) for step in steps),
        own=own,
    )


def _in_order(pair: tuple[Role | None, Role | None]) -> tuple[int, int]:
    order = (None, *Role)
    return order.index(pair[0]), order.index(pair[1])


def _own_style(bundle: list[Step], group_by: Grouping, link_style: LinkStyler | None) -> LinkStyle | None:
    """Ask the caller's function about a link; a line to an unstated end is none."""
    legs = [
        Leg(step.tail, step.tail_role, step.head, step.head_role, step.claim)
        for step in bundle
        if step.tail and step.head and step.tail_role and step.head_role
    ]
    if link_style is None or not legs:
        return None
    legs.sort(key=lambda leg: (leg.tail, leg.head, leg.label, str(leg.claim)))
    own = link_style(Link(place_of(legs[0].tail, group_by), place_of(legs[0].head, group_by), tuple(legs)))
    if own is not None and not isinstance(own, LinkStyle):
        raise WrongTypeError(f"link_style returns a LinkStyle or None, not {shown(own)}", own)
    return own


def _spots(claims: Iterable[Claim], shines: Mapping[Key, bool], group_by: Grouping) -> tuple[Spot, ...]:
    """Return the spots, those that are more often source than destination first: layouts begin with them."""
    roles: defaultdict[Key, Counter[Role]] = defaultdict(Counter)
    members: defaultdict[Key, set[Place]] = defaultdict(set)
    places: dict[Key, Place] = {}
    for claim in claims:
        named = [(one, role) for one, held in claim.route.roles.items() for role in held]
        for key, role in {(key_of(one, group_by), role) for one, role in named}:
            roles[key][role] += 1
        for one, _ in named:
            key = key_of(one, group_by)
            members[key].add(one)
            places[key] = place_of(one, group_by)
    spots = [
        Spot(
            key,
            places.get(key),
            {role: roles[key][role] for role in Role if roles[key][role]},
            tuple(sorted(members[key], key=str)),
            lit,
        )
        for key, lit in shines.items()
    ]
    return tuple(sorted(spots, key=lambda spot: (_lean(spot), spot.key)))


def _lean(spot: Spot) -> float:
    """Return -1 for a place that is only ever a source, 1 for one that is only ever a destination."""
    if spot.kind == "unstated":
        return -1.0 if spot.key[1].startswith("…") else 1.0
    total = sum(spot.roles.values()) or 1
    return (spot.roles.get(Role.DESTINATION, 0) - spot.roles.get(Role.SOURCE, 0)) / total
