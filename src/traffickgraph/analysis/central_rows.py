"""The rows of a table of centrality; each still holds the claims behind it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import attrs

from traffickgraph.graph import RouteGraph

if TYPE_CHECKING:
    from traffickgraph.analysis.resampling import Ranges
    from traffickgraph.model import Claim, Count
    from traffickgraph.places import Place
    from traffickgraph.table import Cell
    from traffickgraph.vocabulary import Exploitation

__all__ = ["Centrality", "Strength", "TransitShare"]


def _as_a_set(said: tuple[tuple[Claim, ...], ...]) -> frozenset[Claim]:
    return frozenset(claim for claims in said for claim in claims)


@attrs.frozen(kw_only=True)
class Centrality:
    """A place with its rank by a measure.

    Attributes
    ----------
    rank : int or None
        1 for the highest value; places with equal values share the best of their ranks. None without a value.
    place : Place
        The place.
    value : float or None
        The value; None where the measure is undefined.
    said : tuple of tuple of Claim
        For each tie that was counted, the claims that state it; for a measure that composes ties, those of the
        place's own ties. :attr:`claims` gathers them.
    ranges : Ranges or None
        Ranks and values in the draws, if publications were resampled; these are further columns of the table.
    """

    columns: ClassVar[tuple[str, ...]] = ("rank", "place", "code", "value", "claims", "publications")

    rank: int | None
    place: Place
    value: float | None
    said: tuple[tuple[Claim, ...], ...] = attrs.field(eq=_as_a_set, repr=False)
    ranges: Ranges | None = None

    @cached_property
    def claims(self) -> RouteGraph:
        """The claims behind the row, each once."""
        return RouteGraph(claim for claims in self.said for claim in claims)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column, and for those of the ranges, if there are any."""
        said = (self.value, len(self.claims), len(self.claims.publications))
        return (self.rank, str(self.place), self.place.code, *said, *self._ranges())

    def _ranges(self) -> tuple[Cell, ...]:
        return () if self.ranges is None else self.ranges.cells()


@attrs.frozen(kw_only=True)
class Strength(Centrality):
    """A place with the persons counted on its ties; its value, by which it is ranked, is the lower bound.

    Attributes
    ----------
    count : Count or None
        Persons detected, as an interval; None if nothing was counted.
    ties : int
        How many ties there are.
    uncounted : int
        How many of them have no count; they are not zero.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "rank",
        "place",
        "code",
        "persons_low",
        "persons_high",
        "ties",
        "uncounted",
        "claims",
        "publications",
    )

    count: Count | None
    ties: int
    uncounted: int

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column; persons_high is None also where no upper bound is stated."""
        persons = (None, None) if self.count is None else (self.count.low, self.count.high)
        said = (*persons, self.ties, self.uncounted, len(self.claims), len(self.claims.publications))
        return (self.rank, str(self.place), self.place.code, *said, *self._ranges())


@attrs.frozen(kw_only=True)
class TransitShare(Centrality):
    """A place with the documented routes that pass through it; its value is their share, `claims` are these routes.

    Attributes
    ----------
    routes : RouteGraph
        All documented routes, through whichever place.
    alternative : int
        How many of the routes through the place name it in one stage with others, as an alternative or in a list.
    apart : RouteGraph
        The claims that name the place as transit but do not state two different ends.
    by_form : tuple of (Exploitation, int, int)
        For each form that a route names: how many of the routes that name it pass through the place, and how many
        routes name it. A route that names several forms counts under each.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "rank",
        "place",
        "code",
        "through",
        "routes",
        "share",
        "alternative",
        "apart",
        "publications",
        "exploitation",
    )

    routes: RouteGraph
    alternative: int
    apart: RouteGraph
    by_form: tuple[tuple[Exploitation, int, int], ...]

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column; exploitation reads ``forced labour 3 of 5``."""
        forms = sorted((-through, form.phrase, routes) for form, through, routes in self.by_form if through)
        said = ", ".join(f"{phrase} {-less} of {routes}" for less, phrase, routes in forms)
        counted = (len(self.claims), len(self.routes), self.value, self.alternative, len(self.apart))
        where = (self.rank, str(self.place), self.place.code)
        return (*where, *counted, len(self.claims.publications), said, *self._ranges())
