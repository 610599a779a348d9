"""Communities: sets of places with more ties among themselves than their numbers of ties would give."""

from __future__ import annotations

from functools import cached_property
from math import fsum, isfinite
from typing import TYPE_CHECKING, ClassVar, Final, Literal, Protocol, cast

import attrs

from traffickgraph.analysis.backbone import Weight, weights
from traffickgraph.analysis.louvain import louvain
from traffickgraph.asked import real_number, whole_number
from traffickgraph.errors import InvalidValueError, MissingPackageError, WrongTypeError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.network import Network, Tie, Ties, network
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from traffickgraph.places import Place

__all__ = ["Communities", "Community", "communities"]

_METHODS: Final = {"leiden": "Leiden", "louvain": "Louvain"}
# What the generators of random numbers of both packages take.
_SEEDS: Final = range(2**31)


class Communities(Table["Community"]):
    """A table of communities that also says how good the division is.

    Attributes
    ----------
    modularity : float or None
        The directed modularity of the whole division, the sum of those of its communities; None without ties.
    """

    __slots__ = ("modularity",)

    modularity: float | None

    def __init__(self, rows: Iterable[Community], *, title: str, note: str) -> None:
        super().__init__(rows, Community.columns, title=title, note=note)
        self.modularity = fsum(row.modularity for row in self.rows) if self.rows else None
        if self.modularity is not None:
            self.title = f"{title}, modularity {self.modularity:.3f}"


def communities(  # noqa: PLR0913 - the settings of the method, all by name
    graph: RouteGraph,
    method: Literal["leiden", "louvain"] = "leiden",
    *,
    seed: int = 0,
    resolution: float = 1.0,
    rows: Ties = "links",
    weight: Weight | None = "publications",
) -> Communities:
    """Divide the places into communities, so that the directed modularity is as high as the method can find.

    Modularity is the share of the weight of ties that lies within communities, less what chance would put there if
    each place kept the weights of its ties out and in: Σ_c [w_c / W - γ · out_c · in_c / W²] (Leicht and Newman 2008).
    W is the weight of all ties, w_c of those within community c, out_c and in_c of those that leave and that reach its
    places; γ is the resolution.

    Both methods search by trial, from a seed: the same graph, seed and version of the package give the same
    communities, in whatever order the claims stand, and another seed may give others that are about as good. Compare
    several seeds before you speak of a community. Small communities may be hidden within large ones (Fortunato and
    Barthélemy 2007), which a higher resolution brings out. A community is a pattern in what was written, and not a
    ring of people.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    method : {"leiden", "louvain"}
        Leiden (Traag, Waltman and van Eck 2019) leaves no community in pieces, and needs leidenalg: ``pip install
        'traffickgraph[communities]'``. Louvain (Blondel et al. 2008) is built in; it reckons in whole numbers, so that
        it ends on every graph (see :mod:`traffickgraph.analysis.louvain`).
    seed : int
        Where the search begins; from 0 to 2147483647.
    resolution : float
        Above 1 for more and smaller communities, below 1 for fewer and larger ones.
    rows : {"links", "flows"}
        What ties two places: a step of a route, or being source and destination of a route.
    weight : {"publications", "claims"} or None
        The weight of a tie: the publications behind it, or its claims; None for 1 each. Never persons.

    Returns
    -------
    Communities
        A table with a row for each community, the largest first, then by the codes of their places; and the
        ``modularity`` of all. Places without a tie are in none.

    Raises
    ------
    InvalidValueError, WrongTypeError
        If a setting is none of its values.
    MissingPackageError
        If the method is Leiden and leidenalg is not installed.

    References
    ----------
    Blondel, V. D., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008). Fast unfolding of communities in large
    networks. Journal of Statistical Mechanics, P10008.
    Fortunato, S. and Barthélemy, M. (2007). Resolution limit in community detection. PNAS 104(1), 36-41.
    Leicht, E. A. and Newman, M. E. J. (2008). Community structure in directed networks. Physical Review Letters 100,
    118703.
    Traag, V. A., Waltman, L. and van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing well-connected
    communities. Scientific Reports 9, 5233.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> report = Publication("An invented report", 2020)
    >>> g = RouteGraph([
    ...     claim("Niger", via="Libya", to="Italy", publication=report),
    ...     claim("Niger", to="Italy", publication=report),
    ...     claim("Uzbekistan", to="Azerbaijan", publication=report),
    ... ])
    >>> found = communities(g, "louvain")
    >>> for row in found:
    ...     print(row)
    1: Italy, Libya, Niger (3 ties within)
    2: Azerbaijan, Uzbekistan (1 tie within)
    >>> found.modularity
    0.375
    """
    if method not in tuple(_METHODS):  # also of what has no hash
        raise InvalidValueError(f"method is 'leiden' or 'louvain', not {shown(method)}", method)
    seed, resolution = _checked_seed(seed), _checked_resolution(resolution)
    net = network(graph, rows)
    weighed = [1] * len(net.ties) if weight is None else weights(net, weight)
    find = _leiden if method == "leiden" else _louvain
    parts = find(net, weighed, seed, resolution) if net.ties else []
    described = _described(net, weighed, parts, resolution)
    title = f"{_METHODS[method]}: {plural(len(described), 'community')} of {plural(len(net.places), 'place')}"
    return Communities(described, title=title, note=_note(seed, resolution, weight))


@attrs.frozen(repr=False)
class Community:
    """Places with more ties among themselves than their numbers of ties would give.

    Attributes
    ----------
    number : int
        Its number, 1 for the largest.
    places : tuple of Place
        Its places, by code.
    within : tuple of Tie
        Ties between two of them.
    out : tuple of Tie
        Ties from one of them to a place elsewhere.
    into : tuple of Tie
        Ties from a place elsewhere to one of them.
    modularity : float
        What it adds to the modularity of the whole.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "community",
        "size",
        "places",
        "ties_within",
        "ties_out",
        "ties_into",
        "publications",
        "claims",
        "modularity",
    )

    number: int
    places: tuple[Place, ...]
    within: tuple[Tie, ...]
    out: tuple[Tie, ...]
    into: tuple[Tie, ...]
    modularity: float

    @cached_property
    def claims(self) -> RouteGraph:
        """The claims behind the ties within; each is kept whole, also where it goes on elsewhere."""
        return RouteGraph(one for tie in self.within for one in tie.claims)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column; publications and claims are those behind the ties within."""
        return (
            self.number,
            len(self.places),
            self._names(),
            len(self.within),
            len(self.out),
            len(self.into),
            len(self.claims.publications),
            len(self.claims),
            self.modularity,
        )

    def __repr__(self) -> str:
        return f"<Community {self}>"

    def __str__(self) -> str:
        return f"{self.number}: {self._names()} ({plural(len(self.within), 'tie')} within)"

    def _names(self) -> str:
        return ", ".join(sorted(map(str, self.places)))


def _checked_seed(seed: object) -> int:
    number = whole_number(seed)
    if number is None:
        raise WrongTypeError(f"seed is a whole number, not {shown(seed)}", seed)
    if number not in _SEEDS:
        raise InvalidValueError(f"seed is a number from 0 to {_SEEDS[-1]}, not {shown(seed)}", seed)
    return number


def _checked_resolution(resolution: object) -> float:
    number = real_number(resolution)
    if number is None:
        raise WrongTypeError(f"resolution is a number such as 1.0, not {shown(resolution)}", resolution)
    if not (isfinite(number) and number > 0):
        raise InvalidValueError(f"resolution is a number above 0, such as 1.0, not {shown(resolution)}", resolution)
    return number


def _note(seed: int, resolution: float, weight: Weight | None) -> str:
    weighed = "all ties alike" if weight is None else f"ties by their {weight}"
    return (
        f"Counted: ties and claims, not people; weighed: {weighed}. Found from seed {seed} with resolution "
        f"{resolution:g}; another seed may find others. {CAVEAT}"
    )


class _Leidenalg(Protocol):
    """What is used of leidenalg, which has no types of its own."""

    RBConfigurationVertexPartition: object

    def find_partition(  # noqa: PLR0913 - its signature
        self,
        graph: object,
        partition_type: object,
        *,
        weights: list[float],
        n_iterations: int,
        seed: int,
        resolution_parameter: float,
    ) -> Iterable[list[int]]: ...


def _leiden(net: Network, weighed: Sequence[int], seed: int, resolution: float) -> list[set[int]]:
    try:
        import igraph  # type: ignore[import-untyped]
        import leidenalg  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingPackageError(
            "method='leiden' (method='louvain' needs nothing more)", "leidenalg", "communities"
        ) from error
    package = cast("_Leidenalg", leidenalg)
    directed = cast("object", igraph.Graph(n=len(net.places), edges=list(net.pairs), directed=True))
    found = package.find_partition(
        directed,
        package.RBConfigurationVertexPartition,  # directed modularity, with a resolution
        weights=[float(one) for one in weighed],
        n_iterations=-1,  # until nothing is gained
        seed=seed,
        resolution_parameter=float(resolution),
    )
    return [set(part) for part in found]


def _louvain(net: Network, weighed: Sequence[int], seed: int, resolution: float) -> list[set[int]]:
    return louvain(len(net.places), dict(zip(net.pairs, weighed, strict=True)), seed, resolution)


@attrs.define
class _Gathered:
    """The ties of a community while they are gathered, and their weights."""

    within: list[Tie] = attrs.Factory(list[Tie])
    out: list[Tie] = attrs.Factory(list[Tie])
    into: list[Tie] = attrs.Factory(list[Tie])
    inside: int = 0
    leaving: int = 0
    reaching: int = 0


def _described(
    net: Network, weighed: Sequence[int], parts: Iterable[set[int]], resolution: float
) -> tuple[Community, ...]:
    ordered = sorted((sorted(part) for part in parts if part), key=lambda part: (-len(part), part))
    gathered = [_Gathered() for _ in ordered]
    of = {one: ties for part, ties in zip(ordered, gathered, strict=True) for one in part}
    for ((tail, head), tie), number in zip(net.pairs.items(), weighed, strict=True):
        leaves, reaches = of[tail], of[head]
        leaves.leaving += number
        reaches.reaching += number
        if leaves is reaches:
            leaves.within.append(tie)
            leaves.inside += number
        else:
            leaves.out.append(tie)
            reaches.into.append(tie)
    whole = sum(weighed)
    return tuple(
        Community(
            number,
            tuple(net.places[one] for one in part),
            tuple(ties.within),
            tuple(ties.out),
            tuple(ties.into),
            ties.inside / whole - resolution * ties.leaving * ties.reaching / whole**2,
        )
        for number, (part, ties) in enumerate(zip(ordered, gathered, strict=True), 1)
    )
