"""What each measure of centrality works out, from the ties between places by their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import inf, isfinite
from numbers import Real
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs

from traffickgraph.analysis.betweenness import betweenness_by_cost, betweenness_by_ties
from traffickgraph.errors import InvalidValueError, MissingPackageError, WrongTypeError, shown
from traffickgraph.network import Tie

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from traffickgraph.analysis.betweenness import Lengths, Numbers

__all__ = ["COMPOSING", "LENGTHY", "VALUES", "Cost", "Measured", "Ties", "cost_of"]

Cost: TypeAlias = Callable[[Tie], float]
Measured: TypeAlias = Literal[
    "in_degree",
    "out_degree",
    "betweenness",
    "closeness_in",
    "closeness_out",
    "pagerank",
    "hubs",
    "authorities",
]

# Measures that lay ties end to end, and those among them for which ties have a length.
COMPOSING: Final = ("betweenness", "closeness_in", "closeness_out", "pagerank", "hubs", "authorities")
LENGTHY: Final = ("betweenness", "closeness_in", "closeness_out")

_DAMPING: Final = 0.85
# Hubs stand still if none moves by more, and are solved for if they still move after so many rounds.
_STILL: Final = 1e-14
_PATIENCE: Final = 1000
# Singular values that differ by less than this share of them are the same but for rounding.
_SAME: Final = 1e-9


@attrs.frozen
class Ties:
    """The ties of a network, or of a draw from its claims.

    Attributes
    ----------
    number : int
        How many places there are, tied or not.
    pairs : sequence of (int, int)
        The ties, each once, by the numbers of tail and head.
    costs : sequence of float, optional
        The cost of each tie; None if all are as long as each other.
    """

    number: int
    pairs: Sequence[tuple[int, int]]
    costs: Sequence[float] | None = None


def cost_of(tie: Tie, cost: Cost) -> float:
    """Return the cost of a tie, checked.

    Raises
    ------
    WrongTypeError, InvalidValueError
        If it is no finite number above 0.
    """
    value: object = cost(tie)
    if isinstance(value, bool) or not isinstance(value, Real):
        raise WrongTypeError(f"the cost of {tie} is a number above 0, not {shown(value)}", value)
    try:
        number = float(value)
    except OverflowError:
        number = inf
    if not isfinite(number) or number <= 0:
        raise InvalidValueError(f"the cost of {tie} is a finite number above 0, not {shown(value)}", value)
    return number


def _in_degree(ties: Ties) -> list[float | None]:
    tied = Counter(head for _, head in ties.pairs)
    return [tied[at] for at in range(ties.number)]


def _out_degree(ties: Ties) -> list[float | None]:
    tied = Counter(tail for tail, _ in ties.pairs)
    return [tied[at] for at in range(ties.number)]


def _betweenness(ties: Ties) -> list[float | None]:
    if ties.costs is None:
        return betweenness_by_ties(ties.number, ties.pairs)
    return betweenness_by_cost(ties.number, ties.pairs, ties.costs)


def _closeness_in(ties: Ties) -> list[float | None]:
    import networkx as nx

    distance = None if ties.costs is None else "cost"
    values: dict[int, float] = nx.closeness_centrality(_graph(ties), distance=distance)  # pyright: ignore[reportUnknownMemberType]
    return _in_order(values)


def _closeness_out(ties: Ties) -> list[float | None]:
    return _closeness_in(attrs.evolve(ties, pairs=[(head, tail) for tail, head in ties.pairs]))


def _pagerank(ties: Ties) -> list[float | None]:
    import networkx as nx

    try:
        return _in_order(nx.pagerank(_graph(ties), alpha=_DAMPING, tol=1e-13, max_iter=1000))
    except ImportError as error:
        raise MissingPackageError("PageRank", "scipy", "analysis") from error


def _hubs(ties: Ties) -> list[float | None]:
    return _hubs_and_authorities(ties)[0]


def _authorities(ties: Ties) -> list[float | None]:
    return _hubs_and_authorities(ties)[1]


def _hubs_and_authorities(ties: Ties) -> tuple[list[float | None], list[float | None]]:
    """Return where Kleinberg's iteration ends that begins with equal hubs, each scaled to a sum of 1.

    networkx takes a singular vector of the greatest singular value. Where parts of a network that no tie joins share
    that value, it is any of many, and another one each time; the iteration ends in one of them.
    """
    try:
        import numpy as np
    except ImportError as error:
        raise MissingPackageError("ranking hubs and authorities", "numpy", "analysis") from error
    if not ties.pairs:
        return [0.0] * ties.number, [0.0] * ties.number
    tails, heads = np.array(ties.pairs, dtype=np.int64).T
    hubs = _iterated(ties.number, tails, heads)
    authorities = np.bincount(heads, weights=hubs[tails], minlength=ties.number)
    return [float(one) for one in hubs], [float(one) for one in authorities / authorities.sum()]


def _iterated(number: int, tails: Numbers, heads: Numbers) -> Lengths:
    """Iterate hubs until they stand still; if they do not soon, solve for where they go, which takes longer."""
    import numpy as np

    hubs = np.full(number, 1 / number)
    for _ in range(_PATIENCE):
        authorities = np.bincount(heads, weights=hubs[tails], minlength=number)
        more = np.bincount(tails, weights=authorities[heads], minlength=number)
        more = more / more.sum()
        if np.abs(more - hubs).max() < _STILL:
            break
        hubs = more
    else:
        tied = np.zeros((number, number))
        tied[tails, heads] = 1.0
        squares, vectors = np.linalg.eigh(tied @ tied.T)
        greatest = vectors[:, squares >= squares[-1] * (1 - _SAME)]
        hubs = np.abs(greatest @ greatest.sum(axis=0))
    hubs[hubs < _SAME * hubs.max()] = 0.0  # what is left of rounding
    scaled: Lengths = hubs / hubs.sum()
    return scaled


VALUES: Final[Mapping[Measured, Callable[[Ties], list[float | None]]]] = {
    "in_degree": _in_degree,
    "out_degree": _out_degree,
    "betweenness": _betweenness,
    "closeness_in": _closeness_in,
    "closeness_out": _closeness_out,
    "pagerank": _pagerank,
    "hubs": _hubs,
    "authorities": _authorities,
}


def _graph(ties: Ties) -> nx.DiGraph[int]:
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(ties.number))
    graph.add_weighted_edges_from(
        ((*pair, cost) for pair, cost in zip(ties.pairs, ties.costs or [1.0] * len(ties.pairs), strict=True)),
        weight="cost",
    )
    return graph


def _in_order(values: Mapping[int, float]) -> list[float | None]:
    return [float(values[at]) for at in range(len(values))]
