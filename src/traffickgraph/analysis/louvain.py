"""The Louvain method in whole numbers: it ends on every graph.

Why it is not left to networkx: its version (3.6) compares gains that were rounded. Where two moves are equally good, as
they often are in small graphs with small weights, one looks better than the other by about 1e-17, and then the other
way round; the place is moved to and fro, and the method never returns. No setting reaches that comparison, and weights
that are exact fractions are turned into rounded numbers on the way. Here a gain is a whole number, the modularity times
W² and the denominator of the resolution. Every move gains 1 at least, so no division comes twice, and there is an end.

References
----------
V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre (2008), Fast unfolding of communities in large networks,
Journal of Statistical Mechanics, P10008. E. A. Leicht and M. E. J. Newman (2008), Community structure in directed
networks, Physical Review Letters 100, 118703.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["louvain"]


def louvain(number: int, weights: Mapping[tuple[int, int], int], seed: int, resolution: float) -> list[set[int]]:
    """Divide the nodes of a directed graph so that no node, and then no community as a whole, gains by moving.

    Parameters
    ----------
    number : int
        How many nodes there are.
    weights : mapping of (int, int) to int
        The weight of each edge, from 1.
    seed : int
        Decides in which order nodes are asked to move.
    resolution : float
        How much chance weighs; see :func:`traffickgraph.analysis.communities.communities`.

    Returns
    -------
    list of set of int
        The communities.
    """
    random = Random(seed)  # noqa: S311 - nothing secret is drawn
    exactly = Fraction(resolution)
    whole = sum(weights.values())
    members = [{one} for one in range(number)]
    level = _Level(number, weights, exactly.denominator * whole, exactly.numerator)
    while True:
        parts = level.divided(random)
        if len(parts) == level.number:
            return members
        members = [set[int]().union(*(members[one] for one in part)) for part in parts]
        level = level.gathered(parts)


@attrs.frozen(eq=False)
class _Level:
    """A graph whose nodes are communities of the graph before it.

    A node that joins a community gains `tied` times the weight between them, less `chance` times what chance would
    put there: its weight out times the community's weight in, and the other way round.
    """

    number: int
    weights: Mapping[tuple[int, int], int]
    tied: int
    chance: int

    def divided(self, random: Random) -> list[list[int]]:
        """Move nodes to the communities of their neighbours until none gains by it."""
        out, into, around = self._sums()
        home = list(range(self.number))
        home_out, home_into = out.copy(), into.copy()
        order = list(range(self.number))
        random.shuffle(order)
        moved = True
        while moved:
            moved = False
            for one in order:
                own = home[one]
                home_out[own] -= out[one]
                home_into[own] -= into[one]
                near = {own: 0}
                for other, weight in around[one].items():
                    near[home[other]] = near.get(home[other], 0) + weight
                gains = {
                    there: self.tied * weight
                    - self.chance * (out[one] * home_into[there] + into[one] * home_out[there])
                    for there, weight in near.items()
                }
                best = max(gains, key=gains.__getitem__)  # the first of several: its own, if that is among them
                home_out[best] += out[one]
                home_into[best] += into[one]
                home[one] = best
                moved = moved or best != own
        parts: dict[int, list[int]] = {}
        for one, at in enumerate(home):
            parts.setdefault(at, []).append(one)
        return list(parts.values())

    def _sums(self) -> tuple[list[int], list[int], list[dict[int, int]]]:
        """Return the weights out of each node and into it, and those between it and each neighbour."""
        out, into = [0] * self.number, [0] * self.number
        around: list[dict[int, int]] = [{} for _ in out]
        for (tail, head), weight in self.weights.items():
            out[tail] += weight
            into[head] += weight
            if tail != head:
                around[tail][head] = around[tail].get(head, 0) + weight
                around[head][tail] = around[head].get(tail, 0) + weight
        return out, into, around

    def gathered(self, parts: Sequence[Sequence[int]]) -> _Level:
        """Return the graph of these communities; the weights within one are its weight to itself."""
        of = {one: at for at, part in enumerate(parts) for one in part}
        weights: dict[tuple[int, int], int] = defaultdict(int)
        for (tail, head), weight in self.weights.items():
            weights[of[tail], of[head]] += weight
        return _Level(len(parts), weights, self.tied, self.chance)
