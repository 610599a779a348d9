"""Who is tied to whom, as a heat map: from the place at the left to the place on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from traffickgraph.analysis.plots.grid import Grid, draw
from traffickgraph.analysis.plots.sheet import drawing, rests_on
from traffickgraph.asked import at_least
from traffickgraph.errors import InvalidValueError, shown
from traffickgraph.network import Ties, counts_nobody, network
from traffickgraph.places import Region
from traffickgraph.table import plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from os import PathLike

    from matplotlib.figure import Figure

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim
    from traffickgraph.places import Place

__all__ = ["Counted", "matrix"]

Counted: TypeAlias = Literal["publications", "claims"]

_COUNTED: Final = ("publications", "claims")
_GROUPS: Final = (None, "subregion", "region")
_NAMED: Final = "named as regions"


class _Band(NamedTuple):
    """A row or column, in the order in which they stand: by its block, its part of that, its name."""

    late: bool
    block: str
    part: str
    name: str


_Cells: TypeAlias = "dict[tuple[_Band, _Band], dict[Claim, None]]"
_Homes: TypeAlias = "dict[_Band, dict[Claim, None]]"


def matrix(  # noqa: PLR0913 - the options of a picture, all by name
    graph: RouteGraph,
    rows: Ties = "flows",
    *,
    groups: Literal["subregion", "region"] | None = None,
    count: Counted = "publications",
    most: int = 40,
    title: str | None = None,
    path: str | PathLike[str] | None = None,
) -> Figure:
    """Plot who is tied to whom as a heat map.

    A cell counts the publications, or the claims, that state a tie from the place at the left to the place on top;
    never people. A white cell is one that no claim states. Claims of exploitation within one place, such as domestic
    ones, stand apart, in a column at the right.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    rows : {"flows", "links"}
        What ties two places: being source and destination of a route, or a step of one.
    groups : {"subregion", "region"}, optional
        Draw the countries of one M49 sub-region or region as one; the diagonal is then of ties between different
        countries of one group. A region that a claim names stays by itself.
    count : {"publications", "claims"}
        What to count.
    most : int
        How many places or groups at most: those with the most claims. The plot says what is left out.
    title : str, optional
        The title; what the plot shows, if left out.
    path : path, optional
        A file to write as well: .svg, .png or .pdf. The same graph gives the same file.

    Returns
    -------
    Figure
        A figure of matplotlib, made without pyplot, places by M49 region. It names its publications and carries the
        caveat. Its first axes hold the ties, its second ones the claims within a place.

    Raises
    ------
    InvalidValueError, WrongTypeError
        If an argument is none of the above, or if no claim ties two places or is of one place.
    FileFormatError
        If the file has another suffix.
    MissingPackageError
        If matplotlib is not installed.

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> from traffickgraph.analysis import plots
    >>> figure = plots.matrix(datasets.load("factbook"), groups="region", count="claims", path="regions.svg")
    >>> [label.get_text() for label in figure.axes[0].get_yticklabels()][:3]
    ['Africa', 'Americas', 'Asia']
    """
    if groups not in _GROUPS:
        raise InvalidValueError(f"groups are 'subregion', 'region' or None, not {shown(groups)}", groups)
    if count not in _COUNTED:
        raise InvalidValueError(f"count is 'publications' or 'claims', not {shown(count)}", count)
    cells, homes = _gathered(graph, rows, groups)
    weights = _weights(cells, homes)
    if not weights:
        raise InvalidValueError("no claim ties two places or is of one place, so there is nothing to plot", graph)
    kept = sorted(sorted(weights, key=lambda one: (-weights[one], one))[: at_least("most", most)])
    chosen = frozenset(kept)
    within = {pair: claims for pair, claims in cells.items() if chosen.issuperset(pair)}
    tails, heads = {tail for tail, _ in within}, {head for _, head in within}
    down = [one for one in kept if one in tails or one in homes]
    across = [one for one in kept if one in heads]
    tell = _claims if count == "claims" else _publications
    grid = Grid(
        tuple((one.name, one.block) for one in down),
        tuple((one.name, one.block) for one in across),
        tuple(tuple(tell(within.get((tail, head), ())) for head in across) for tail in down),
        tuple(tell(homes.get(one, ())) for one in down),
        groups=frozenset(one.name for one in kept if groups and not one.late),
        unit=count,
    )
    behind = {claim for some in (*within.values(), *(homes.get(one, {}) for one in kept)) for claim in some}
    noun = "group" if groups else "place"
    with drawing("a matrix", path):
        return draw(
            grid,
            title if title is not None else f"{rows.capitalize()} between {f'{groups}s' if groups else 'places'}",
            f"In each cell: {count} that state a {rows[:-1]} from the {noun} at the left to the {noun} on top; not "
            "people. White: no claim states one.",
            [
                _left_out(len(weights), len(kept), noun, len(cells), len(within)),
                _in_no_cell(graph, cells, homes),
                rests_on(behind),
            ],
        ).finished(path)


# ---- numbers -------------------------------------------------------------------------------------------------------


def _gathered(graph: RouteGraph, rows: Ties, groups: str | None) -> tuple[_Cells, _Homes]:
    """Return the claims behind each cell, and those of each place or group by itself."""
    cells: _Cells = {}
    homes: _Homes = {}
    for tie in network(graph, rows).ties:
        pair = _band(tie.tail, groups), _band(tie.head, groups)
        cells.setdefault(pair, {}).update(dict.fromkeys(tie.claims))
    for claim in graph.claims:
        for one in claim.route.sources & claim.route.destinations if not counts_nobody(claim) else ():
            homes.setdefault(_band(one, groups), {})[claim] = None
    return cells, homes


def _band(one: Place, groups: str | None) -> _Band:
    if isinstance(one, Region):
        return _Band(late=True, block=_NAMED, part="", name=f"{one}, as named" if groups else str(one))
    region, subregion = one.region.name, one.subregion.name
    if groups == "region":
        return _Band(late=False, block="", part="", name=region)
    if groups == "subregion":
        return _Band(late=False, block=region, part="", name=subregion)
    return _Band(late=False, block=region, part=subregion, name=str(one))


def _weights(cells: _Cells, homes: _Homes) -> dict[_Band, int]:
    """Return how many claims tie or are of each place or group."""
    found: dict[_Band, set[Claim]] = {}
    for pair, claims in cells.items():
        for one in pair:
            found.setdefault(one, set()).update(claims)
    for one, claims in homes.items():
        found.setdefault(one, set()).update(claims)
    return {one: len(claims) for one, claims in found.items()}


def _claims(claims: Collection[Claim]) -> int:
    return len(claims)


def _publications(claims: Iterable[Claim]) -> int:
    return len({claim.publication for claim in claims})


# ---- words ---------------------------------------------------------------------------------------------------------


def _left_out(every: int, kept: int, noun: str, all_cells: int, cells: int) -> str:
    if kept == every:
        return ""
    return (
        f"Drawn are the {kept} of {plural(every, noun)} with the most claims, which hold {cells:,} of the "
        f"{all_cells:,} cells that some claim states."
    )


def _in_no_cell(graph: RouteGraph, cells: _Cells, homes: _Homes) -> str:
    told = {claim for some in (*cells.values(), *homes.values()) for claim in some}
    if len(told) == len(graph.claims):
        return ""
    others = len(graph.claims) - len(told)
    return (
        f"In no cell: {others:,} of {plural(len(graph.claims), 'claim')}, which state no such pair, or counted nobody."
    )
