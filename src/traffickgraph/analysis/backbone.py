"""The backbone of a network: the ties with more publications than chance would give one tie of a place.

A large network draws as a tangle. The disparity filter keeps a tie if it stands out among the ties of one of its ends,
so that a place with few publications keeps its own, which a threshold for the whole network would take away.
"""

from __future__ import annotations

from functools import cached_property
from math import exp
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeAlias

import attrs

from traffickgraph.asked import real_number
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.network import Network, Tie, Ties, network
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Backbone", "BackboneTie", "Weight", "backbone", "weights"]

Weight: TypeAlias = Literal["publications", "claims"]

_WEIGHTS: Final = ("publications", "claims")


def backbone(
    graph: RouteGraph, alpha: float = 0.05, *, rows: Ties = "links", weight: Weight = "publications"
) -> Backbone:
    """Keep the ties that stand out among those of their tail or of their head: the disparity filter.

    A tie with w of the s publications behind k ties gets the p-value (1 - w/s)^(k - 1): the chance that a given part
    is so large, if the whole were cut into k parts at random (Serrano, Boguñá and Vespignani 2009). It is worked out
    among the ties that leave the tail and among those that reach the head; a tie is kept if the lower of the two is
    below `alpha`. At an end with one tie, k = 1, there is nothing to compare with and it is 1, so that the other end
    decides.

    What is compared is how often a tie is written of, never how many people it concerns. With few publications nothing
    can stand out, however many ties a place has: if no tie has more than r times as many as another, every p-value is
    above exp(-r). That is 0.368 where all have equally many, as in a graph of one publication; for anything to stand
    out at 0.05, r has to be 3. A result that is empty says so, with the lowest p-value. As all ties are tested at
    once, `alpha` says how strict the filter is; it is no rate of error.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    alpha : float
        The p-value below which a tie is kept; between 0 and 1.
    rows : {"links", "flows"}
        What ties two places: a step of a route, or being source and destination of a route.
    weight : {"publications", "claims"}
        What is compared: the publications behind a tie, or its claims. In a graph of one publication only claims
        differ.

    Returns
    -------
    Backbone
        Prints as the table of the ties that were kept. Its ``graph`` is drawn with ``.graph.render(path)``.

    Raises
    ------
    InvalidValueError
        If alpha is not between 0 and 1, or rows or weight is none of its words.
    WrongTypeError
        If alpha is no number.

    References
    ----------
    Serrano, M. Á., Boguñá, M. and Vespignani, A. (2009). Extracting the multiscale backbone of complex weighted
    networks. PNAS 106(16), 6483-6488.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> reports = [Publication("An invented report", year) for year in range(2001, 2021)]
    >>> g = RouteGraph([claim("Niger", to="Italy", publication=one) for one in reports])
    >>> g |= RouteGraph([claim("Niger", to=["Libya", "Tunisia"], publication=reports[0])])
    >>> [str(row.tie) for row in backbone(g).kept]
    ['Niger → Italy (20 claims, 20 publications)']
    """
    net = network(graph, rows)
    return Backbone(_alpha(alpha), weight, net, _tested(net, weights(net, weight)))


def weights(net: Network, weight: Weight) -> tuple[int, ...]:
    """Return how many publications, or claims, are behind each tie of a network.

    Raises
    ------
    InvalidValueError
        If weight is neither.
    """
    if weight not in _WEIGHTS:
        raise InvalidValueError(f"weight is 'publications' or 'claims', not {shown(weight)}", weight)
    return tuple(len(tie.publications if weight == "publications" else tie.claims) for tie in net.ties)


@attrs.frozen(repr=False)
class BackboneTie:
    """A tie, and how far it stands out among those of its ends.

    Attributes
    ----------
    tie : Tie
        The tie, with its claims.
    p_tail : float
        Its p-value among the ties that leave its tail; 1 if it is the only one.
    p_head : float
        Its p-value among the ties that reach its head; 1 if it is the only one.
    """

    columns: ClassVar[tuple[str, ...]] = ("tail", "head", "publications", "claims", "p_tail", "p_head", "p_value")

    tie: Tie
    p_tail: float
    p_head: float

    @property
    def p_value(self) -> float:
        """The lower of both: the tie is kept if it is below alpha."""
        return min(self.p_tail, self.p_head)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        tie = self.tie
        ends = str(tie.tail), str(tie.head)
        return (*ends, len(tie.publications), len(tie.claims), self.p_tail, self.p_head, self.p_value)

    def __repr__(self) -> str:
        return f"<BackboneTie: {self}>"

    def __str__(self) -> str:
        return f"{self.tie}: {self.p_value:.3g}"


@attrs.frozen(repr=False)
class Backbone:
    """The ties of a network that stand out, and the claims behind them.

    Attributes
    ----------
    alpha : float
        The p-value below which a tie was kept.
    weight : {"publications", "claims"}
        What was compared.
    network : Network
        All ties.
    tested : tuple of BackboneTie
        All ties with their p-values, those that stand out most first, then by name.
    """

    alpha: float
    weight: Weight
    network: Network = attrs.field(eq=False)  # a matter of identity, as in all networks
    tested: tuple[BackboneTie, ...]

    @cached_property
    def kept(self) -> Table[BackboneTie]:
        """The ties that were kept, those that stand out most first; the note says why if there are none."""
        rows = [row for row in self.tested if row.p_value < self.alpha]
        return Table(
            rows,
            BackboneTie.columns,
            title=f"Backbone: {len(rows):,} of {len(self.tested):,} {self.network.rows}, alpha {self.alpha:g}",
            note=" ".join([*self._remarks(rows), f"Compared: {self.weight} behind ties, not people.", CAVEAT]),
        )

    @cached_property
    def graph(self) -> RouteGraph:
        """The claims behind the ties that were kept, to be drawn or analysed.

        A claim is kept whole. One with several legs, or several sources or destinations, so brings all of them into a
        picture of this graph, also those that are not in the backbone; ``kept`` lists what is. So does a backbone of
        flows: a picture draws their legs.
        """
        behind = {claim for row in self.kept for claim in row.tie.claims}
        return RouteGraph(claim for claim in self.network.claims if claim in behind)

    def _remarks(self, rows: Sequence[BackboneTie]) -> Iterable[str]:
        if rows or not self.tested:
            return
        yield f"No tie stands out: the lowest p-value is {self.tested[0].p_value:.3g}, not below alpha."
        numbers = weights(self.network, self.weight)
        least, most = min(numbers), max(numbers)
        # The other k - 1 ties of a place have at least the least each; for ever more of them, exp(-r) is the limit.
        bound = exp(-most / least)
        if self.alpha <= bound:
            between = f"{least:,} to " if least < most else ""
            behind = f"{between}{plural(most, self.weight[:-1])}"
            yield f"None could: with {behind} behind each tie, every p-value is above {bound:.3g}."

    def __repr__(self) -> str:
        return f"<{self.kept.title}>"

    def __str__(self) -> str:
        return str(self.kept)

    def _repr_html_(self) -> str:
        return self.kept.to_html()


def _alpha(alpha: float) -> float:
    number = real_number(alpha)
    if number is None:
        raise WrongTypeError(f"alpha is a number between 0 and 1, not {shown(alpha)}", alpha)
    if not 0 < number < 1:
        raise InvalidValueError(f"alpha is between 0 and 1, such as 0.05, not {shown(alpha)}", alpha)
    return number


def _tested(net: Network, behind: Sequence[int]) -> tuple[BackboneTie, ...]:
    leaving, reaching = ([(0, 0)] * len(net.places) for _ in range(2))
    for (tail, head), number in zip(net.pairs, behind, strict=True):
        for sums, at in ((leaving, tail), (reaching, head)):
            ties, whole = sums[at]
            sums[at] = (ties + 1, whole + number)
    tested = [
        BackboneTie(tie, _p_value(number, *leaving[tail]), _p_value(number, *reaching[head]))
        for ((tail, head), tie), number in zip(net.pairs.items(), behind, strict=True)
    ]
    tested.sort(key=lambda row: (row.p_value, str(row.tie.tail), str(row.tie.head)))
    return tuple(tested)


def _p_value(number: int, ties: int, whole: int) -> float:
    """Return the chance that one of some parts of a whole, cut at random, is as large as this number."""
    # An only tie has 0 ** 0, which Python takes for 1 as the method does.
    return float(((whole - number) / whole) ** (ties - 1))
