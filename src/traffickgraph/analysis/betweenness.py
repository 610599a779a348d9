"""Betweenness of all places at once: the shares of shortest paths that pass through each.

The paths are counted as Brandes (2001) counts them, but from every place at the same time: which ties lie on a shortest
path from which place is found first, and one pass over these ties, near ones before far ones, counts the paths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from traffickgraph.errors import InvalidValueError, MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]
    Lengths = npt.NDArray[np.float64]
    Steps = npt.NDArray[np.signedinteger]

__all__ = ["betweenness_by_cost", "betweenness_by_ties"]

# Two ways are as long as each other if their lengths differ by less than this share of them: sums of decimal numbers
# do not come out exactly. igraph takes the same share.
SAME_LENGTH: Final = 1e-10
# With fewer places there is no third one to stand between two.
_FEWEST: Final = 3
_UNREACHED: Final = -2
# How many places are begun from at once; more need memory that the system hands out anew each time, which takes longer.
_AT_ONCE: Final = 48


def betweenness_by_ties(number: int, pairs: Sequence[tuple[int, int]]) -> list[float | None]:
    """Return the betweenness of each place, where every tie is as long as every other.

    It is the sum, over all ordered pairs of other places, of the share of the shortest paths between them that pass
    through the place, divided by the number of such pairs, (n - 1)(n - 2). A pair without a path adds nothing.

    Parameters
    ----------
    number : int
        How many places there are.
    pairs : sequence of (int, int)
        The ties, each once, as the numbers of two different places.

    Returns
    -------
    list of float or None
        A value from 0 to 1 for each place; None for all if there are fewer than three. It is worked out with numpy,
        where that is installed, and otherwise by networkx, which takes longer.

    References
    ----------
    Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry, 40, 35-41.
    Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology, 25, 163-177.

    Examples
    --------
    >>> betweenness_by_ties(3, [(0, 1), (1, 2)])
    [0.0, 0.5, 0.0]
    """
    if number < _FEWEST:
        return [None] * number
    if not pairs:
        return [0.0] * number
    try:
        import numpy as np
    except ImportError:
        return _by_networkx(number, pairs)
    tails, heads = np.array(pairs, dtype=np.int64).T
    steps = _steps(number, tails, heads)
    between = np.zeros(number)
    for first in range(0, number, _AT_ONCE):
        near = steps[:, first : first + _AT_ONCE].copy()
        tail, head = _cells(near[tails] + 1 == near[heads], tails, heads)
        between += _shares(near.shape, first, tail, head, near.ravel()[head])
    return _normalised(between)


def betweenness_by_cost(number: int, pairs: Sequence[tuple[int, int]], costs: Sequence[float]) -> list[float | None]:
    """Return the betweenness of each place, where a path is as long as the costs of its ties together.

    Two paths are equally long if their lengths differ by less than one part in 10^10. Without that, ties in length are
    lost to rounding: 0.1 + 0.2 is not 0.3 to a computer.

    Parameters
    ----------
    number, pairs
        As for :func:`betweenness_by_ties`.
    costs : sequence of float
        The cost of each tie, finite and above 0.

    Returns
    -------
    list of float or None
        As for :func:`betweenness_by_ties`.

    Raises
    ------
    InvalidValueError
        If the smallest cost is lost beside the longest of the shortest paths.
    MissingPackageError
        If numpy is not installed.

    Examples
    --------
    >>> betweenness_by_cost(3, [(0, 1), (1, 2), (0, 2)], [0.1, 0.2, 0.3])
    [0.0, 0.25, 0.0]
    """
    if number < _FEWEST:
        return [None] * number
    if not pairs:
        return [0.0] * number
    try:
        import numpy as np
    except ImportError as error:
        raise MissingPackageError("betweenness by cost", "numpy", "analysis") from error
    tails, heads = np.array(pairs, dtype=np.int64).T
    cost = np.array(costs, dtype=np.float64)
    cost /= cost.max()  # so that no sum overflows
    lengths = _lengths(number, tails, heads, cost)
    if cost.min() <= 2 * SAME_LENGTH * lengths[np.isfinite(lengths)].max():
        raise InvalidValueError(
            f"costs from {min(costs):g} to {max(costs):g} lie too far apart to tell which ways are equally long; "
            "bring them closer together",
            (min(costs), max(costs)),
        )
    between = np.zeros(number)
    for first in range(0, number, _AT_ONCE):
        near = lengths[:, first : first + _AT_ONCE].copy()
        with np.errstate(invalid="ignore"):  # what is out of reach is infinitely far, and on no path
            found = np.abs(near[tails] + cost[:, None] - near[heads]) <= SAME_LENGTH * near[heads]
        tail, head = _cells(found, tails, heads)
        between += _shares(near.shape, first, tail, head, _depths(near.size, tail, head))
    return _normalised(between)


def _by_networkx(number: int, pairs: Sequence[tuple[int, int]]) -> list[float | None]:
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(number))
    graph.add_edges_from(pairs)
    values: dict[int, float] = nx.betweenness_centrality(graph)
    return [float(values[at]) for at in range(number)]


# Below, a cell is a place as it is reached from an origin. A table of cells has a row for each place and a column for
# each origin, and the number of a cell is its position in the table, row by row.


def _steps(number: int, tails: Numbers, heads: Numbers) -> Steps:
    """Return the fewest ties to each cell; the sources that reach a place within one tie more are a union of bits."""
    import numpy as np

    order = np.argsort(heads, kind="stable")
    tails, heads = tails[order], heads[order]
    begin = np.flatnonzero(np.diff(heads, prepend=-1))
    own = np.eye(number, dtype=np.bool_)
    steps = np.where(own, 0, _UNREACHED)
    near = np.packbits(np.pad(own, ((0, 0), (0, -number % 64))), axis=1).view(np.uint64)
    for step in range(1, number):
        more = near.copy()
        more[heads[begin]] |= np.bitwise_or.reduceat(near[tails], begin, axis=0)
        new = np.unpackbits((more & ~near).view(np.uint8), axis=1, count=number).view(np.bool_)
        if not new.any():
            break
        steps[new] = step
        near = more
    return steps.astype(np.min_scalar_type(-int(steps.max()) - 2))  # small numbers are compared and sorted faster


def _lengths(number: int, tails: Numbers, heads: Numbers, costs: Lengths) -> Lengths:
    """Return the length of the shortest path to each cell (Floyd 1962), infinite where there is none."""
    import numpy as np

    lengths = np.full((number, number), np.inf)
    lengths[heads, tails] = costs
    np.fill_diagonal(lengths, 0.0)
    for middle in range(number):
        np.minimum(lengths, lengths[:, middle, None] + lengths[None, middle], out=lengths)
    return lengths


def _cells(found: npt.NDArray[np.bool_], tails: Numbers, heads: Numbers) -> tuple[Numbers, Numbers]:
    """Return the cells of tail and head for each tie (row) that is on a shortest path from an origin (column)."""
    import numpy as np

    width = found.shape[1]
    at = np.flatnonzero(found)
    each = np.count_nonzero(found, axis=1)
    row = np.arange(len(found))
    return at + np.repeat((tails - row) * width, each), at + np.repeat((heads - row) * width, each)


def _depths(cells: int, tail: Numbers, head: Numbers) -> Steps:
    """Return, for each head, the most ties that a shortest path to it has: those to its tail are then fewer."""
    import numpy as np

    order = np.argsort(head)
    before, after = tail[order], head[order]
    begin = np.flatnonzero(np.diff(after, prepend=-1))
    reached = after[begin]
    depths = np.zeros(cells, dtype=np.int16)
    while True:
        deeper = np.maximum.reduceat(depths[before], begin) + 1
        if (deeper == depths[reached]).all():
            return depths[head]
        depths[reached] = deeper


def _shares(shape: tuple[int, ...], first: int, tail: Numbers, head: Numbers, depths: Steps) -> Lengths:
    """Count the shortest paths outwards, then share each out among the places on it, inwards (Brandes 2001)."""
    import numpy as np

    order = np.argsort(depths, kind="stable")
    ends = np.cumsum(np.bincount(depths)[1:])[:-1]
    levels = list(zip(np.split(tail[order], ends), np.split(head[order], ends), strict=True))
    places, width = shape
    cells = places * width
    origins = first * width + np.arange(width) * (width + 1)
    paths = np.zeros(cells)
    paths[origins] = 1.0
    for nearer, farther in levels:
        paths += np.bincount(farther, weights=paths[nearer], minlength=cells)
    shares = np.zeros(cells)
    for nearer, farther in reversed(levels):
        through = paths[nearer] / paths[farther] * (1.0 + shares[farther])
        shares += np.bincount(nearer, weights=through, minlength=cells)
    shares[origins] = 0.0  # an origin does not stand between itself and others
    between: Lengths = shares.reshape(shape).sum(axis=1)
    return between


def _normalised(between: Lengths) -> list[float | None]:
    number = len(between)
    return [float(one) for one in between / ((number - 1) * (number - 2))]
