"""The multi-order model of paths: whether where a path goes on to depends on more than where it is.

A model of order k holds a layer for each order up to k. A layer of order j gives the chance of the next place after
j places; its estimates are relative frequencies over all stretches of j legs, also those within longer paths. A path
begins by the layers 0, 1, ... k - 1 and goes on by layer k; one of fewer than k legs is left to the layer of its own
length. The degrees of freedom count the ways of j legs that the links allow, whether or not one was observed.

References
----------
I. Scholtes (2017), When is a network a network? Multi-order graphical model selection in pathways and temporal
networks, KDD '17, 1037-1046, arXiv 1702.05499. All figures equal those of pathpy 2.2 by the same author.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from math import fsum, log
from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["MultiOrder", "Path"]

Path: TypeAlias = tuple[int, ...]


@attrs.frozen(eq=False)
class MultiOrder:
    """Multi-order models of weighted paths.

    Attributes
    ----------
    paths : mapping of tuple of int to float
        The paths, of at least one node each, by the numbers of their nodes, and how much each weighs.
    """

    paths: Mapping[Path, float]
    _layers: dict[int, Mapping[Path, float]] = attrs.field(factory=dict[int, "Mapping[Path, float]"], init=False)

    @cached_property
    def longest(self) -> int:
        """The legs of the longest path; the highest order that the paths can say something about."""
        return max((len(path) for path in self.paths), default=1) - 1

    def log_likelihood(self, order: int) -> float:
        """Return the logarithm of the chance of the paths under the model of an order that was fitted to them."""
        layers = [self._layer(each) for each in range(order + 1)]
        return fsum(
            weight * log(layers[len(stretch) - 1][stretch])
            for path, weight in self.paths.items()
            for stretch in _steps(path, order)
        )

    def degrees_of_freedom(self, order: int) -> int:
        """Return how many parameters the model of an order has: those of all its layers."""
        heads = self._heads
        free = max(len(heads) - 1, 0)
        ways = dict.fromkeys(heads, 1)  # from each node, how many ways of so many legs the links allow
        for _ in range(order):
            ways = {node: sum(ways[head] for head in ahead) for node, ahead in heads.items()}
            free += sum(ways.values()) - sum(number > 0 for number in ways.values())
        return free

    @cached_property
    def _heads(self) -> Mapping[int, set[int]]:
        """The nodes to which there is a link from each node."""
        heads: dict[int, set[int]] = {node: set() for path in self.paths for node in path}
        for path in self.paths:
            for tail, head in pairwise(path):
                heads[tail].add(head)
        return heads

    def _layer(self, order: int) -> Mapping[Path, float]:
        """Return the chance of the last node of each stretch, given those before it."""
        kept = self._layers.get(order)
        if kept is None:
            counts: dict[Path, float] = defaultdict(float)
            begun: dict[Path, float] = defaultdict(float)
            for path, weight in self.paths.items():
                for stretch in _stretches(path, order):
                    counts[stretch] += weight
                    begun[stretch[:-1]] += weight
            kept = self._layers[order] = {stretch: count / begun[stretch[:-1]] for stretch, count in counts.items()}
        return kept


def _stretches(path: Path, legs: int) -> Iterator[Path]:
    return (path[at : at + legs + 1] for at in range(len(path) - legs))


def _steps(path: Path, order: int) -> Iterator[Path]:
    """Yield for each node of a path the stretch that it ends, as far back as the order looks."""
    return (path[max(at - order, 0) : at + 1] for at in range(len(path)))
