"""Partners of a place: who stands at the other end, or between, ranked, each with its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import attrs

from traffickgraph.graph import RouteGraph
from traffickgraph.places import Place, PlaceLike, place
from traffickgraph.table import Cell, Table, plural
from traffickgraph.vocabulary import Role
from traffickgraph.where import leaving, reaching, through

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from traffickgraph.model import Claim

__all__ = ["Partner", "destinations_of", "forms_of", "ranked", "roles_of", "sources_of", "transits_between"]

COUNTED = "Counted: publications and claims, not people."


@attrs.frozen
class Partner:
    """A place at the other end of claims, or between their ends.

    Attributes
    ----------
    place : Place
        The partner.
    claims : RouteGraph
        The claims that say so.
    """

    columns: ClassVar[tuple[str, ...]] = ("place", "publications", "claims", "exploitation")

    place: Place
    claims: RouteGraph

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        return str(self.place), len(self.claims.publications), len(self.claims), forms_of(self.claims)

    def __repr__(self) -> str:
        return f"<Partner {self}>"

    def __str__(self) -> str:
        behind = f"{plural(len(self.claims), 'claim')}, {plural(len(self.claims.publications), 'publication')}"
        return f"{self.place} ({behind}): {forms_of(self.claims)}"


class _Roles(dict[Role, RouteGraph]):
    """The keys are the roles stated; asking for another gives an empty graph."""

    def __missing__(self, role: Role) -> RouteGraph:
        Role(role)  # which says what is wrong with another key
        return RouteGraph()


def roles_of(graph: RouteGraph, where: PlaceLike) -> Mapping[Role, RouteGraph]:
    """Return the claims that name a place in each role; see :meth:`RouteGraph.roles`."""
    at = place(where)
    asked = ((Role.SOURCE, leaving(at)), (Role.TRANSIT, through(at)), (Role.DESTINATION, reaching(at)))
    named = {role: RouteGraph(graph.where(condition).claims) for role, condition in asked}
    return _Roles({role: claims for role, claims in named.items() if claims})


def forms_of(claims: Iterable[Claim]) -> str:
    """Say how many claims name each form, most first: ``sexual exploitation 3, forced labour 1``."""
    counts: dict[str, int] = {}
    for claim in claims:
        for form in claim.exploitation:
            counts[form.phrase] = counts.get(form.phrase, 0) + 1
    return ", ".join(f"{form} {number}" for form, number in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def ranked(claims: Iterable[Claim], partners: Callable[[Claim], Iterable[Place]], title: str) -> Table[Partner]:
    """Gather claims by their partners and rank these by publications, then claims, then name."""
    gathered: dict[Place, list[Claim]] = {}
    for claim in claims:
        for partner in partners(claim):
            gathered.setdefault(partner, []).append(claim)
    rows = [Partner(one, RouteGraph(found)) for one, found in gathered.items()]
    rows.sort(key=lambda row: (-len(row.claims.publications), -len(row.claims), str(row.place)))
    return Table(rows, Partner.columns, title=title, note=COUNTED)


def sources_of(graph: RouteGraph, where: PlaceLike) -> Table[Partner]:
    """Rank the sources of the claims with a place as a destination."""
    at = place(where)
    return ranked(graph.where(reaching(at)), lambda claim: claim.route.sources, f"Sources of those exploited in {at}")


def destinations_of(graph: RouteGraph, where: PlaceLike) -> Table[Partner]:
    """Rank the destinations of the claims with a place as a source."""
    at = place(where)
    return ranked(graph.where(leaving(at)), lambda claim: claim.route.destinations, f"Destinations of those from {at}")


def transits_between(graph: RouteGraph, source: PlaceLike, destination: PlaceLike) -> Table[Partner]:
    """Rank the places of transit of the claims that state both ends."""
    tail, head = place(source), place(destination)
    claims = graph.where(leaving(tail) & reaching(head))
    return ranked(claims, lambda claim: claim.route.transits, f"Places of transit from {tail} to {head}")
