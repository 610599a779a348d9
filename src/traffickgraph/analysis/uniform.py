"""How much brokerage chance alone would give: the conditional uniform model of Gould and Fernandez.

The groups and the number of ties are taken as they are; each ordered pair of places then has a tie with the same
chance d, the density, whatever the others have. A chain a → b → c without a tie a → c has the chance d²(1 - d). The
variance of how many there are follows from counting the pairs of chains that share a tie, or of which one has the tie
that closes the other; for the whole graph, of the latter those alone that sna counts. All sums over groups are whole
numbers until they meet the density.

References
----------
R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in transaction
networks, Sociological Methodology 19, 89-126. The figures equal those of ``brokerage`` in the package sna for R.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Chance", "Uniform"]


@attrs.frozen
class Chance:
    """What chance alone would give of one role.

    Attributes
    ----------
    expected, sd : float or None
        Mean and standard deviation of the number of chains; None if they are undefined.
    """

    expected: float | None
    sd: float | None


@attrs.frozen
class Uniform:
    """The model for a network of so many ties among groups of such sizes.

    Attributes
    ----------
    sizes : tuple of int
        How many places each group has.
    ties : int
        How many ordered pairs of places are tied.
    """

    sizes: tuple[int, ...]
    ties: int

    def of_a_place(self, own: int) -> tuple[Chance, ...]:
        """Return what a place in a group of a size may expect: the five roles in their order, and the total.

        For each role: how many pairs (a, c) there are, and how many ordered pairs of these share a tie with the place.
        """
        everyone = sum(self.sizes)
        mates, others = own - 1, everyone - own
        foreign = list(self.sizes)
        foreign.remove(own)
        crossing = mates * others
        counted = (
            (mates * (mates - 1), 2 * mates * (mates - 1) * (mates - 2)),
            (sum(x * (x - 1) for x in foreign), 2 * sum(x * (x - 1) * (x - 2) for x in foreign)),
            (crossing, crossing * (everyone - 3)),
            (crossing, crossing * (everyone - 3)),
            (
                others**2 - sum(x * x for x in foreign),
                2 * sum(x * (others - x) * (others - x - 1) for x in foreign),
            ),
            ((everyone - 1) * (everyone - 2), 2 * (everyone - 1) * (everyone - 2) * (everyone - 3)),
        )
        return tuple(self._chance(pairs, shared) for pairs, shared in counted)

    def of_the_graph(self) -> tuple[Chance, ...]:
        """Return the same of all places together.

        For each role: how many chains (a, b, c) there are, and how many ordered pairs of these share one tie; share
        one that is a step of the one and closes the other; or share the tie that closes both.
        """
        sizes = self.sizes
        n = sum(sizes)
        squares = _sum_of_powers(sizes, 2)
        inner = [(x, x * (x - 1) * (x - 2)) for x in sizes]
        crossing = [(x, x * (x - 1) * (n - x)) for x in sizes]
        representative = (
            sum(chains for _, chains in crossing),
            (n - 3) * sum(chains for _, chains in crossing),
            0,
            sum((x - 2) * chains for x, chains in crossing),
        )
        counted = (
            _triples(inner),
            (
                sum(chains for _, chains in crossing),
                sum(x * (x - 1) * ((2 * x - 6) * (n - x) + 2 * (squares - x * x)) for x in sizes),
                0,
                sum((n - x - 1) * chains for x, chains in crossing),
            ),
            representative,
            representative,
            _across_three(sizes),
            _triples([(n, n * (n - 1) * (n - 2))]),
        )
        return tuple(self._chance(*four) for four in counted)

    def _chance(self, chains: int, sharing: int, closing: int = 0, closed: int = 0) -> Chance:
        everyone = sum(self.sizes)
        if everyone <= 1:
            return Chance(None, None)
        d = self.ties / (everyone * (everyone - 1))
        one = d**2 * (1 - d)
        expected = chains * one
        variance = (
            expected * (1 - one)
            + sharing * d**3 * (1 - d) ** 3
            - closing * d**4 * (1 - d) ** 2
            + closed * d**5 * (1 - d)
        )
        return Chance(expected, sqrt(variance) if variance >= 0 else None)


def _triples(groups: Iterable[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Count the chains within groups of a size, and their overlaps."""
    found = list(groups)
    return (
        sum(chains for _, chains in found),
        sum((4 * x - 10) * chains for x, chains in found),
        sum(4 * (x - 3) * chains for x, chains in found),
        sum((x - 3) * chains for x, chains in found),
    )


def _across_three(sizes: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Count the chains through three different groups, and their overlaps."""
    n, p2, p3, p4 = (_sum_of_powers(sizes, power) for power in (1, 2, 3, 4))
    # Sums over three different groups of x·y·z, and of x²·y·z, by Newton's identities.
    chains = n**3 - 3 * n * p2 + 2 * p3
    weighted = p2 * n**2 - p2**2 - 2 * p3 * n + 2 * p4
    overlaps = (4 * n - 2) * chains - 8 * weighted
    return chains, overlaps, overlaps, (n - 1) * chains - 2 * weighted


def _sum_of_powers(sizes: tuple[int, ...], power: int) -> int:
    return sum(x**power for x in sizes)
