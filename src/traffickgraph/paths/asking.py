"""Asking for paths: what was asked is checked at once, and answered one path after the other."""

from __future__ import annotations

from itertools import islice
from sys import maxsize
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from traffickgraph.asked import at_least, yes_or_no
from traffickgraph.errors import InvalidValueError, listed, shown
from traffickgraph.model.routes import PlacesLike, as_places
from traffickgraph.network import checked
from traffickgraph.paths.costs import fewest_legs
from traffickgraph.paths.listing import listed_by_legs
from traffickgraph.paths.maze import maze_of
from traffickgraph.paths.path import Path
from traffickgraph.paths.query import Query
from traffickgraph.paths.search import cheapest_first
from traffickgraph.places import Region
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traffickgraph.graph import RouteGraph
    from traffickgraph.paths.costs import Cost
    from traffickgraph.paths.maze import Maze
    from traffickgraph.places import Place, PlaceLike

__all__ = ["WINDOW", "Joints", "PlacesLike", "asked", "best", "between", "cycles", "none_found"]

Joints: TypeAlias = Literal["documented", "transit", "any"]

_JOINTS: Final = ("documented", "transit", "any")
# Paths of so few legs are all listed faster than the cheapest is searched for.
_SHORT: Final = 5
WINDOW: Final = 10


def between(  # noqa: PLR0913 - the options of a question, all by name
    graph: RouteGraph,
    source: PlacesLike,
    destination: PlacesLike,
    *,
    max_legs: int | None = 4,
    joints: Joints = "transit",
    cost: Cost = fewest_legs,
    consistent: bool = True,
    window: int = WINDOW,
) -> Iterator[Path]:
    """Yield the loopless paths from one place to another, best first.

    Composing pairs takes for granted that what holds of A → B and of B → C holds of A → B → C, which reports seldom
    say [1]_ [2]_. So each path says whether a claim states it, and ``joints`` says how much has to be stated.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    source, destination : place, or iterable of places
        The ends; with several, the paths between any two of them that differ. Ends may be passed on the way.
    max_legs : int or None
        The most legs of a path; None for any number.
    joints : {"transit", "documented", "any"}
        ``"documented"``: only ways that one claim states whole. ``"transit"``: at each place between the ends, at
        least one leg of the two links that meet there names it as transit. ``"any"``: every composition.
    cost : callable
        A function from a :class:`Link` to a number, 0 or more; ``math.inf`` leaves the link out. The library brings
        :func:`fewest_legs` and :data:`best_supported`. Costs of a path add up.
    consistent : bool
        Whether some form of exploitation has to be shared by all links (unspecified goes with all) within some
        window of years that touches the stated period of each (an unstated one goes with all).
    window : int
        How many years the window has, 1 or more.

    Yields
    ------
    Path
        The cheapest first; of those that cost the same, by the codes of their places, from the source on. Paths are
        searched for as they are asked for: ``itertools.islice`` gives the first k. Each depends on the claims alone
        and not on their order.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError
        If an end is no place.
    InvalidValueError
        If no claim of the graph names an end; if source and destination are the same place (see :func:`cycles`); if
        ``max_legs`` or ``window`` is below 1; if a cost is negative or no number.

    Notes
    -----
    With ``joints="any"`` and one form, the time between two paths grows with the number of links times the number of
    places, as in the algorithm of Yen and Lawler. Under ``"transit"``, and with several forms and periods, only
    ``max_legs`` bounds the search: without it, the next path can take longer than anyone waits.
    A claim that counted nobody makes no leg; a domestic claim is no leg to anywhere.

    References
    ----------
    .. [1] I. Scholtes, "When is a network a network? Multi-order graphical model selection in pathways and temporal
       networks", KDD 2017, arXiv 1702.05499.
    .. [2] R. Lambiotte, M. Rosvall and I. Scholtes, "From networks to optimal higher-order models of complex
       systems", Nature Physics 15 (2019) 313.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim, paths
    >>> report = Publication("An invented report", 2020)
    >>> g = RouteGraph([
    ...     claim("Nigeria", via=["Niger", "Libya"], to="Italy", publication=report),
    ...     claim("Nigeria", via="Chad", publication=report),
    ...     claim("Chad", to="Italy", publication=report),
    ... ])
    >>> for path in paths.between(g, "Nigeria", "Italy"):
    ...     print(path)
    Nigeria → Chad → Italy [stitched: 0 of 1 joint documented]
    Nigeria → Niger → Libya → Italy [documented by 1]
    """
    maze, starts, ends = asked(graph, source, destination)
    if starts == ends and len(starts) == 1:
        raise InvalidValueError(
            f"a path from {starts[0]} to itself is no path; ask paths.cycles(graph, {starts[0].code!r}) for ways that "
            "lead back, and graph.where(domestic(), ...) for claims of domestic trafficking",
            source,
        )
    return _found(
        maze, starts, ends, _checked_legs(max_legs), _checked_joints(joints), cost, _checked_window(consistent, window)
    )


def cycles(  # noqa: PLR0913
    graph: RouteGraph,
    through: PlaceLike,
    *,
    max_legs: int | None = 4,
    joints: Joints = "transit",
    cost: Cost = fewest_legs,
    consistent: bool = True,
    window: int = WINDOW,
) -> Iterator[Path]:
    """Yield the ways that lead from a place back to it, over at least one other; options as in :func:`between`.

    Domestic claims are no such way: they are ``graph.where(domestic(), touching(place))``. The place itself, as the
    end of the way, need not be named as transit. Of ways that cost the same, one that has come back goes before one
    that goes on.
    """
    maze, starts, ends = asked(graph, through, through)
    if len(starts) > 1:
        raise InvalidValueError("ways back are asked of one place at a time", through)
    legs, years = _checked_legs(max_legs), _checked_window(consistent, window)
    return _found(maze, starts, ends, legs, _checked_joints(joints), cost, years, returns=True)


def best(  # noqa: PLR0913
    graph: RouteGraph,
    source: PlacesLike,
    destination: PlacesLike,
    number: int = 10,
    *,
    max_legs: int | None = 4,
    joints: Joints = "transit",
    cost: Cost = fewest_legs,
    consistent: bool = True,
    window: int = WINDOW,
) -> Table[Path]:
    """Return the first paths of :func:`between` as a table, which prints and turns into a data frame.

    Parameters
    ----------
    graph, source, destination, max_legs, joints, cost, consistent, window
        As in :func:`between`.
    number : int
        How many paths at most, 1 or more.
    """
    most = at_least("number", number)
    _, starts, ends = asked(graph, source, destination)
    found = between(
        graph,
        starts,
        ends,
        max_legs=max_legs,
        joints=joints,
        cost=cost,
        consistent=consistent,
        window=window,
    )
    rows = list(islice(found, min(most, maxsize - 1) + 1))
    more = f"There are more than these {most}. " if len(rows) > most else ""
    if not rows:
        more = none_found(max_legs, joints, consistent=consistent)
    return Table(
        rows[:most],
        Path.columns,
        title=f"Paths from {_either(starts)} to {_either(ends)}",
        note=f"{more}A path with documented_by 0 is stitched: nobody stated it. {CAVEAT}",
    )


def none_found(max_legs: int | None, joints: Joints, *, consistent: bool) -> str:
    """Say what was not found, and what would ask for more."""
    legs = "No path" if max_legs is None else f"No path of at most {plural(max_legs, 'leg')}"
    wider = [
        *([] if joints == "any" else ["joints='any'"]),
        *(["consistent=False"] if consistent and joints != "documented" else []),
        *([] if max_legs is None else ["more legs"]),
    ]
    tries = f"; try {listed(wider)}" if wider else ""
    return f"{legs} under joints={joints!r}{tries}, or the regions in which the ends lie. "


def _found(  # noqa: PLR0913, PLR0917
    maze: Maze,
    starts: tuple[Place, ...],
    ends: tuple[Place, ...],
    max_legs: int | None,
    joints: Joints,
    cost: Cost,
    window: int | None,
    *,
    returns: bool = False,
) -> Iterator[Path]:
    if joints == "documented":
        terrain = maze.stated(cost, starts, ends)
    else:
        terrain = maze.terrain(cost, at_transit=joints == "transit", window=window)
    tails, heads = ([maze.number[one] for one in some if one in maze.number] for some in (starts, ends))
    if not (tails and heads) or (tails == heads and len(tails) == 1 and not returns):
        return iter(())  # what is left of several ends, where claims tie the others to no place
    return _searched(Query(terrain, tails, heads, returns=returns), max_legs, joints)


def _searched(query: Query, max_legs: int | None, joints: Joints) -> Iterator[Path]:
    terrain = query.terrain
    if terrain.is_even and max_legs is not None and max_legs <= _SHORT and not query.extra:
        found = listed_by_legs(query, max_legs)
    else:
        found = cheapest_first(query, None if max_legs is None else max_legs + query.extra)
    if joints != "documented" and not query.strips:
        return (Path(terrain, numbers) for numbers in found)
    paths = (Path(terrain, numbers) for numbers in map(query.stripped, found) if len(numbers) > 1)
    return (path for path in paths if path.is_documented) if joints == "documented" else paths


def _one_or_several(given: PlacesLike) -> tuple[Place, ...]:
    """Return the places of an argument that takes one or several, each once, by code."""
    places = tuple(sorted(as_places(given)))
    if not places:
        raise InvalidValueError("no place was given; name one or several", given)
    return places


def asked(
    graph: RouteGraph, source: PlacesLike, destination: PlacesLike
) -> tuple[Maze, tuple[Place, ...], tuple[Place, ...]]:
    """Return the maze of a graph and both ends of a question, which some claim of it names."""
    maze, starts, ends = maze_of(checked(graph)), _one_or_several(source), _one_or_several(destination)
    for one in (*starts, *ends):
        if one not in maze.named:
            raise InvalidValueError(f"no claim of this graph names {one} ({one.code}); {_instead(maze, one)}", one)
    return maze, starts, ends


def _instead(maze: Maze, one: Place) -> str:
    around = sorted(str(other) for other in maze.named if isinstance(other, Region) and one in other.members)
    if around:
        return f"claims name {listed(around, 'and')}, in which it lies"
    return "see graph.places for those that it names"


def _checked_legs(given: int | None) -> int | None:
    """Return a limit of legs, which is 1 or more, or None."""
    return None if given is None else at_least("max_legs", given)


def _checked_joints(given: Joints) -> Joints:
    if given not in _JOINTS:
        raise InvalidValueError(f"joints are 'documented', 'transit' or 'any', not {shown(given)}", given)
    return given


def _checked_window(consistent: bool, window: int) -> int | None:
    number = at_least("window", window)
    return number if yes_or_no("consistent", consistent) else None


def _either(places: tuple[Place, ...]) -> str:
    return " or ".join(map(str, places))
