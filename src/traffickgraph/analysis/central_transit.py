"""Transit by what claims state whole: how many documented routes pass through each place.

No path is composed here. A claim that states a source, a destination and a place of transit is one documented route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from traffickgraph.analysis.central_rows import TransitShare
from traffickgraph.analysis.hedges import told_of_inferred
from traffickgraph.analysis.resampling import Ranges, ranks, units
from traffickgraph.graph import RouteGraph
from traffickgraph.network import checked, counts_nobody, is_certain
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural
from traffickgraph.vocabulary import Exploitation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from traffickgraph.analysis.resampling import Draw, Resampling, Units
    from traffickgraph.model import Claim
    from traffickgraph.places import Place

__all__ = ["FormTransit", "transit_by_form", "transit_shares"]

COUNTED = (
    "Counted: claims that state two different ends and at least one place of transit, each one documented route; "
    "no path is composed, and no people are counted. Apart: claims that name the place as transit without such ends."
)


@attrs.frozen
class FormTransit:
    """A place with the documented routes through it, among those that name one form of exploitation.

    Attributes
    ----------
    form : Exploitation
        The form.
    transit : TransitShare
        The place, its rank and its share among the routes that name the form.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "exploitation",
        "rank",
        "place",
        "code",
        "through",
        "routes",
        "share",
        "alternative",
        "apart",
        "publications",
    )

    form: Exploitation
    transit: TransitShare

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        return self.form.phrase, *self.transit.cells()[: len(self.columns) - 1]


def transit_by_form(graph: RouteGraph) -> Table[FormTransit]:
    """Rank places by the documented routes that pass through them, for each form of exploitation.

    Counted are claims; see the measure ``"transit_share"`` of :func:`traffickgraph.analysis.centrality.centrality`. A
    claim that names several forms counts under each, so that the forms do not add up to all routes.

    Parameters
    ----------
    graph : RouteGraph
        The graph.

    Returns
    -------
    Table of FormTransit
        A row for each form and each place that a claim naming the form calls a place of transit.

    Raises
    ------
    WrongTypeError
        If graph is no RouteGraph.

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> for row in transit_by_form(datasets.load("azerbaijan-2015")):
    ...     print(row.form, row.transit.place, len(row.transit.claims), "of", len(row.transit.routes))
    sexual Azerbaijan 1 of 1
    forced_labour Azerbaijan 1 of 1
    """
    rows = [
        FormTransit(form, row)
        for form in Exploitation
        for row in transit_shares([claim for claim in checked(graph).claims if form in claim.exploitation], None)
    ]
    title = "Transit share by form of exploitation"
    note = [COUNTED, "A claim that names several forms counts under each.", *told_of_inferred(graph.claims), CAVEAT]
    return Table(rows, FormTransit.columns, title=title, note=" ".join(note))


def transit_shares(
    claims: Sequence[Claim], resampling: Resampling | None, *, certain: bool = False
) -> Table[TransitShare]:
    """Rank places by the share of documented routes that pass through them.

    Parameters
    ----------
    claims : sequence of Claim
        The claims.
    resampling : Resampling, optional
        Whether to draw again, and how. A route of a publication that was drawn twice counts twice.
    certain : bool
        Leave out the claims said to be possible, those inferred from regions, and those that may have counted nobody.
    """
    stated = [claim for claim in claims if _is_stated(claim, certain=certain)]
    routes = [claim for claim in stated if _is_documented(claim)]
    through = _by_transit(routes)
    apart = _by_transit(claim for claim in stated if not _is_documented(claim))
    places = sorted({*through, *apart})
    shares = [len(through.get(one, ())) / len(routes) if routes else None for one in places]
    notes = [f"{plural(len(routes), 'documented route')}.", COUNTED, *told_of_inferred(stated), CAVEAT]
    ranges: Sequence[Ranges | None] = [None] * len(places)
    if resampling is not None:
        drawn_from = units(routes)
        notes.insert(-1, drawn_from.note(resampling))
        ranges = _ranges(resampling, drawn_from, routes, [through.get(one, []) for one in places])
    whole, forms = RouteGraph(routes), _forms(routes)
    rows = [
        TransitShare(
            rank=rank,
            place=one,
            value=share,
            said=tuple((claim,) for claim in through.get(one, ())),
            ranges=between,
            routes=whole,
            alternative=sum(not _names_alone(claim, one) for claim in through.get(one, ())),
            apart=RouteGraph(apart.get(one, ())),
            by_form=tuple((form, named[form], number) for form, number in forms.items() if number),
        )
        for one, share, rank, between in zip(places, shares, ranks(shares), ranges, strict=True)
        for named in [_forms(through.get(one, ()))]
    ]
    rows.sort(key=lambda row: (row.rank is None, row.rank, str(row.place), row.place.code))
    columns = TransitShare.columns if resampling is None else (*TransitShare.columns, *Ranges.columns)
    return Table(rows, columns, title="Centrality: transit share", note=" ".join(notes))


def _ranges(
    resampling: Resampling, drawn_from: Units, routes: Sequence[Claim], through: Sequence[Sequence[Claim]]
) -> tuple[Ranges, ...]:
    unit = drawn_from.of
    all_of = [unit[claim] for claim in routes]
    each_of = [[unit[claim] for claim in claims] for claims in through]

    def shares(draw: Draw) -> list[float | None]:
        number = sum(draw.get(one, 0) for one in all_of)  # not 0: each unit has a route, and one at least is drawn
        return [sum(draw.get(one, 0) for one in among) / number if number else None for among in each_of]

    return Ranges.of(resampling, drawn_from.number, shares)


def _by_transit(claims: Iterable[Claim]) -> dict[Place, list[Claim]]:
    found: dict[Place, list[Claim]] = {}
    for claim in claims:
        for one in claim.route.transits:
            found.setdefault(one, []).append(claim)
    return found


def _forms(claims: Iterable[Claim]) -> dict[Exploitation, int]:
    counts = dict.fromkeys(Exploitation, 0)
    for claim in claims:
        for form in claim.exploitation:
            counts[form] += 1
    return counts


def _is_stated(claim: Claim, *, certain: bool) -> bool:
    if certain:
        return is_certain(claim)
    return not counts_nobody(claim)


def _is_documented(claim: Claim) -> bool:
    route = claim.route
    return bool(route.via) and any(tail != head for tail in route.sources for head in route.destinations)


def _names_alone(claim: Claim, one: Place) -> bool:
    return any(stage == {one} for stage in claim.route.via)
