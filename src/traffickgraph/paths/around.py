"""What lies between two places, and what lies up- and downstream of one."""

from __future__ import annotations

from itertools import filterfalse, islice
from typing import TYPE_CHECKING, ClassVar, Final, Literal

import attrs

from traffickgraph.errors import InvalidValueError
from traffickgraph.network import counts_nobody
from traffickgraph.partners import Partner, ranked
from traffickgraph.paths.asking import WINDOW, asked, between, none_found
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim
    from traffickgraph.paths.asking import Joints, PlacesLike
    from traffickgraph.paths.path import Path
    from traffickgraph.places import Place, PlaceLike

__all__ = ["Reached", "Suggested", "Transits", "reach", "transits"]

_LOOKED_AT: Final = 10_000


@attrs.frozen
class Suggested:
    """A place between two others that only stitched paths suggest.

    Attributes
    ----------
    place : Place
        The place.
    paths : tuple of Path
        The stitched paths that pass through it, best first.
    """

    columns: ClassVar[tuple[str, ...]] = ("place", "paths", "best")

    place: Place
    paths: tuple[Path, ...]

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column; ``paths`` counts stitched paths, which nobody stated."""
        return str(self.place), len(self.paths), str(self.paths[0])


@attrs.frozen
class Transits:
    """The places between two others: those that claims state, and apart from them those that only paths suggest.

    Attributes
    ----------
    documented : Table of Partner
        The places through which some claim states the way, with these claims; by publications, claims and name.
    suggested : Table of Suggested
        The places on stitched paths that no such claim names, with the paths; by their number and name.
    """

    documented: Table[Partner]
    suggested: Table[Suggested]

    def __str__(self) -> str:
        return f"{self.documented.without_note()}\n\n{self.suggested.without_note()}\n\n{self.suggested.note}"

    def _repr_html_(self) -> str:
        return self.documented.without_note().to_html() + self.suggested.to_html()


def transits(  # noqa: PLR0913 - as between
    graph: RouteGraph,
    source: PlacesLike,
    destination: PlacesLike,
    *,
    max_legs: int | None = 4,
    joints: Joints = "transit",
    consistent: bool = True,
    window: int = WINDOW,
) -> Transits:
    """Return the places between two others, with the claims that say so, and apart from them what paths suggest.

    Parameters
    ----------
    graph, source, destination, max_legs, joints, consistent, window
        As in :func:`between`; with ``joints="documented"`` nothing is suggested.

    Returns
    -------
    Transits
        A claim states the way through a place if its route names the source, the place and the destination in stages
        that come in this order. Of stitched paths the best ten thousand are looked at; the note says if there are more.

    Raises
    ------
    As :func:`between`.

    Examples
    --------
    >>> from traffickgraph import datasets, paths
    >>> between = paths.transits(datasets.load("factbook"), "Myanmar", "Thailand", joints="any")
    >>> [str(row.place) for row in between.documented], [str(row.place) for row in between.suggested]
    (['Laos'], ['China'])
    """
    _, starts, ends = asked(graph, source, destination)
    found = between(graph, starts, ends, max_legs=max_legs, joints=joints, consistent=consistent, window=window)
    tails, heads = frozenset(starts), frozenset(ends)
    from_to = f"from {' or '.join(map(str, starts))} to {' or '.join(map(str, ends))}"
    documented = ranked(
        filterfalse(counts_nobody, graph.claims),
        lambda claim: _between_stages(claim, tails, heads),
        f"Places {from_to} that claims state",
    )
    known = {row.place for row in documented}
    through: dict[Place, list[Path]] = {}
    for path in islice(found, _LOOKED_AT):
        for inner in path.places[1:-1]:
            if inner not in known:
                through.setdefault(inner, []).append(path)
    more = f"Only the best {_LOOKED_AT:,} paths were looked at. " if next(found, None) is not None else ""
    if not (documented or through):
        more = none_found(max_legs, joints, consistent=consistent)
    rows = [Suggested(one, tuple(some)) for one, some in through.items()]
    rows.sort(key=lambda row: (-len(row.paths), str(row.place)))
    suggested = Table(
        rows,
        Suggested.columns,
        title=f"Places {from_to} that only stitched paths suggest",
        note=f"{more}Nobody stated a stitched path. {CAVEAT}",
    )
    return Transits(documented, suggested)


def _between_stages(claim: Claim, starts: frozenset[Place], ends: frozenset[Place]) -> Iterator[Place]:
    stages = claim.route.stages
    leaves = next((at for at, stage in enumerate(stages) if stage & starts), None)
    arrives = next((at for at in reversed(range(len(stages))) if stages[at] & ends), None)
    if leaves is not None and arrives is not None:
        found = {one for stage in stages[leaves + 1 : arrives] for one in stage}
        yield from sorted(found - starts - ends)


@attrs.frozen
class Reached:
    """A place up- or downstream of another.

    Attributes
    ----------
    place : Place
        The place.
    direction : {"downstream", "upstream"}
        Whether the path leads to the place, or from it.
    path : Path
        The first path of the fewest legs between the two.
    """

    columns: ClassVar[tuple[str, ...]] = ("direction", "place", "legs", "documented_by", "path")

    place: Place
    direction: Literal["downstream", "upstream"]
    path: Path

    @property
    def legs(self) -> int:
        """How many legs away it lies."""
        return len(self.path.links)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column; ``documented_by`` counts claims that state the whole path."""
        return self.direction, str(self.place), self.legs, len(self.path.documented_by), str(self.path)


def reach(  # noqa: PLR0913 - as between
    graph: RouteGraph,
    place: PlaceLike,
    max_legs: int | None = 2,
    *,
    joints: Joints = "transit",
    consistent: bool = True,
    window: int = WINDOW,
) -> Table[Reached]:
    """Return what lies downstream and upstream of a place, by number of legs.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    place : place
        Where to begin.
    max_legs, joints, consistent, window
        As in :func:`between`.

    Returns
    -------
    Table of Reached
        Downstream places, the nearest first, then upstream ones; each with its first path of the fewest legs.

    Raises
    ------
    As :func:`between`.

    Examples
    --------
    >>> from traffickgraph import datasets, paths
    >>> rows = paths.reach(datasets.load("azerbaijan-2015"), "Azerbaijan", 1)
    >>> [str(row.place) for row in rows if row.direction == "downstream"]
    ['Iran', 'Russia', 'Türkiye', 'United Arab Emirates']
    """
    maze, (here, *others), _ = asked(graph, place, place)
    if others:
        raise InvalidValueError("reach is asked of one place at a time", place)
    rows: list[Reached] = []
    for direction in _DIRECTIONS:
        found: list[Reached] = []
        for one in maze.places:
            if one is not None and one != here:
                ends = (here, one) if direction == "downstream" else (one, here)
                way = between(graph, *ends, max_legs=max_legs, joints=joints, consistent=consistent, window=window)
                found += [Reached(one, direction, path) for path in islice(way, 1)]
        rows += sorted(found, key=lambda row: (row.legs, str(row.place)))
    return Table(
        rows,
        Reached.columns,
        title=f"Within {plural(max_legs, 'leg')} of {here}" if max_legs else f"Up- and downstream of {here}",
        note=f"A path with documented_by 0 is stitched: nobody stated it. {CAVEAT}",
    )


_DIRECTIONS: Final[tuple[Literal["downstream", "upstream"], ...]] = ("downstream", "upstream")
