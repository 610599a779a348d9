"""How often places are named as source, transit and destination, and which way the balance leans."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import attrs

from traffickgraph.analysis.hedges import told_of_inferred
from traffickgraph.graph import RouteGraph
from traffickgraph.network import checked, counts_nobody
from traffickgraph.places import Country
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural
from traffickgraph.vocabulary import Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from traffickgraph.model import Claim
    from traffickgraph.places import Place

__all__ = ["RoleBalance", "named_in_roles", "role_balance"]


@attrs.frozen(repr=False)
class RoleBalance:
    """The claims that name one place in each role, and the balance between them.

    A claim that names the place in two roles is among both. Claims that counted nobody are in none.

    Attributes
    ----------
    place : Place
        A country, or a region that claims name as such.
    source, transit, destination : RouteGraph
        The claims that name it in that role, alone or with partners, hedged, past and domestic ones included.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("place", "claims", "as_source", "as_transit", "as_destination"),
        *("publications_as_source", "publications_as_transit", "publications_as_destination"),
        *("possible_as_source", "possible_as_transit", "possible_as_destination", "past", "domestic"),
        *("balance", "effectiveness"),
    )

    place: Place
    source: RouteGraph
    transit: RouteGraph
    destination: RouteGraph

    @cached_property
    def claims(self) -> RouteGraph:
        """All claims that name the place, each once."""
        return self.source | self.transit | self.destination

    @cached_property
    def domestic(self) -> RouteGraph:
        """The claims that name a country as source and as destination; none of a region, which has borders."""
        return self.source & self.destination if isinstance(self.place, Country) else RouteGraph()

    @cached_property
    def outward(self) -> RouteGraph:
        """The claims that name it as source and do not name it as the one destination: ``out`` of the balance."""
        return self.source.where(lambda claim: claim.route.destinations != {self.place})

    @cached_property
    def inward(self) -> RouteGraph:
        """The claims that name it as destination and do not name it as the one source: ``in`` of the balance."""
        return self.destination.where(lambda claim: claim.route.sources != {self.place})

    @property
    def balance(self) -> float | None:
        """``(in - out) / (in + out)``, from -1 (named as source only) to 1 (as destination only); None without any."""
        into, out = len(self.inward), len(self.outward)
        return (into - out) / (into + out) if into + out else None

    @property
    def effectiveness(self) -> float | None:
        """The balance without its sign, from 0 (named both ways alike) to 1 (one way only); None without any claim."""
        return None if self.balance is None else abs(self.balance)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        roles = (self.source, self.transit, self.destination)
        named = [len(part) for part in roles]
        published = [len(part.publications) for part in roles]
        possible = [_put_as(part, Status.POSSIBLE) for part in roles]
        past = _put_as(self.claims, Status.PAST)
        apart = (past, len(self.domestic), self.balance, self.effectiveness)
        return str(self.place), len(self.claims), *named, *published, *possible, *apart

    def __repr__(self) -> str:
        return f"<RoleBalance {self}>"

    def __str__(self) -> str:
        roles = zip(Role, (self.source, self.transit, self.destination), strict=True)
        said = ", ".join(f"{role} in {len(part):,}" for role, part in roles if part)
        return f"{self.place} ({plural(len(self.claims), 'claim')}): {said}"


def role_balance(graph: RouteGraph) -> Table[RoleBalance]:
    """Count, for each place, the claims and publications that name it as source, transit and destination.

    Counted are claims, and in the columns ``publications_…`` publications; never people. A claim that names a role
    and no partner counts like any other. The columns ``possible_…`` say how many of the claims are hedged, ``past``
    how many say that it was so earlier, ``domestic`` how many name the place as source and as destination; these are
    among the claims before them. Claims that counted nobody name no role and are left out.

    The balance is ``(in - out) / (in + out)``, where ``in`` are the claims with the place as destination and ``out``
    those with the place as source; the effectiveness is its absolute value. What begins and ends in the place is left
    out of both: a claim whose one destination is the place itself is no ``out``, and one whose one source is the place
    itself is no ``in``. A claim that is domestic in part (from Azerbaijan to Azerbaijan and Türkiye) is an ``out`` by
    its other destination. Transit enters neither. Migration research counts migrants here, and often multiplies by
    100; these are claims, so the figure says which way publications name a place, not which way more people were
    taken. Hedged and past claims enter it; ``role_balance(graph.where(~said_to_be("possible")))`` leaves out the
    hedged ones.

    Parameters
    ----------
    graph : RouteGraph
        The graph. Regions are places like others, and are not expanded.

    Returns
    -------
    Table of RoleBalance
        Ranked by claims that name the place, then by name. Balance and effectiveness are None for a place named only
        as transit or in domestic claims.

    Raises
    ------
    WrongTypeError
        If graph is no RouteGraph.

    References
    ----------
    H. S. Shryock and J. S. Siegel (1976), The Methods and Materials of Demography, condensed edition, Academic Press.
    D. A. Plane (1984), A systemic demographic efficiency analysis of U.S. interstate population exchange, 1935-1980,
    Economic Geography 60 (4).
    J. Stillwell, M. Bell, M. Blake, O. Duke-Williams and P. Rees (2000), Net migration and migration effectiveness: a
    comparison between Australia and the United Kingdom, 1976-96, Journal of Population Research 17 (1).

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> for row in role_balance(datasets.load("azerbaijan-2015"))[:3]:
    ...     print(f"{row}; {row.balance:+.2f}")
    Azerbaijan (10 claims): source in 4, transit in 2, destination in 7; +0.14
    Türkiye (5 claims): source in 2, destination in 3; +0.20
    Russia (3 claims): source in 1, destination in 2; +0.33
    """
    rows = [
        RoleBalance(place, *(RouteGraph(by_role.get(role, ())) for role in Role))
        for place, by_role in named_in_roles(checked(graph).claims).items()
    ]
    rows.sort(key=lambda row: (-len(row.claims), str(row.place), row.place.code))
    counted = (
        "Counted: claims and publications, not people; possible, past and domestic claims are among the claims, and "
        "what is domestic is left out of balance and effectiveness. Ranked by claims."
    )
    return Table(
        rows,
        RoleBalance.columns,
        title="Named as source, transit and destination",
        note=" ".join([counted, *told_of_inferred(graph.claims), CAVEAT]),
    )


def named_in_roles(claims: Iterable[Claim]) -> dict[Place, Mapping[Role, list[Claim]]]:
    """Return the claims that name each place in each role; one that counted nobody names none."""
    found: dict[Place, dict[Role, list[Claim]]] = {}
    for claim in claims:
        if not counts_nobody(claim):
            for place, roles in claim.roles.items():
                for role in roles:
                    found.setdefault(place, {}).setdefault(role, []).append(claim)
    return dict(found)


def _put_as(claims: RouteGraph, status: Status) -> int:
    return sum(one.status is status for one in claims)
