"""A graph year by year: by the year in which things were published, or by the years that they speak of.

The two times are never mixed: a report of 2015 may speak of 2009.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from traffickgraph.errors import InvalidValueError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.network import checked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from traffickgraph.model import Claim

__all__ = ["Time", "by_year"]

Time: TypeAlias = Literal["published", "stated"]

_TIMES: Final = ("published", "stated")


def by_year(graph: RouteGraph, time: Time = "published") -> dict[int | None, RouteGraph]:
    """Return the claims of each year, in the order of the years.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    time : {"published", "stated"}
        The year of publication, or each year of the period that a claim speaks of. Under ``"stated"`` a claim of
        several years is in each of them; one whose period is unstated, or open at an end, is under None, which
        stands last.

    Raises
    ------
    InvalidValueError
        If time is neither.
    WrongTypeError
        If graph is no RouteGraph.
    """
    checked(graph)
    if time not in _TIMES:
        raise InvalidValueError(f"time is 'published' or 'stated', not {shown(time)}", time)
    found: dict[int | None, list[Claim]] = {}
    for claim in graph.claims:
        for year in (claim.publication.year,) if time == "published" else _stated(claim):
            found.setdefault(year, []).append(claim)
    years: list[int | None] = [*sorted(year for year in found if year is not None)]
    return {year: RouteGraph(found[year]) for year in [*years, *([None] if None in found else [])]}


def _stated(claim: Claim) -> Iterable[int | None]:
    period = claim.period
    if period is None or period.first is None or period.last is None:
        return (None,)
    return range(period.first, period.last + 1)
