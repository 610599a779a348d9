"""Chains a → b → c without a tie a → c, among places in groups; sets of places are whole numbers, a bit for each.

No copy of a list and no hash of a pair is needed to ask which places lie beyond b but not beyond a: it is one
``&`` of two numbers, and the answer is counted by its bits.
"""

from __future__ import annotations

from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeAlias

import attrs

from traffickgraph.network import Network, Tie, counts_nobody, is_certain
from traffickgraph.table import Cell, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from traffickgraph.model import Claim
    from traffickgraph.places import Place

__all__ = ["ROLES", "BrokerRole", "Chain", "Chains"]

BrokerRole: TypeAlias = Literal["coordinator", "itinerant", "representative", "gatekeeper", "liaison"]

ROLES: Final[tuple[BrokerRole, ...]] = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


@attrs.frozen
class Chain:
    """A place between two others that have no tie of their own in that direction.

    Attributes
    ----------
    before, after : Tie
        The ties a → b and b → c, each with its claims.
    role : str
        What b is to the groups of the three.
    claims : tuple of Claim
        The claims that state a, b and c in three successive stages; empty if the chain is stitched.
    """

    columns: ClassVar[tuple[str, ...]] = ("from", "through", "to", "role", "documented")

    before: Tie
    after: Tie
    role: BrokerRole
    claims: tuple[Claim, ...] = attrs.field(eq=frozenset)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column; ``documented`` is a number of claims."""
        return str(self.before.tail), str(self.after.tail), str(self.after.head), self.role, len(self.claims)

    def __str__(self) -> str:
        how = f"documented by {plural(len(self.claims), 'claim')}" if self.claims else "stitched"
        return f"{self.before.tail} → {self.after.tail} → {self.after.head} [{how}]"


@attrs.frozen(eq=False)
class Chains:
    """The open chains of a network, all of whose places have a group.

    Attributes
    ----------
    network : Network
        The ties.
    groups : tuple of str
        The group of each place, by its number.
    certain : bool
        Whether only certain claims may document a chain.
    """

    network: Network
    groups: tuple[str, ...]
    certain: bool = attrs.field(kw_only=True)

    @cached_property
    def members(self) -> Mapping[str, int]:
        """The places of each group."""
        found = dict.fromkeys(self.groups, 0)
        for number, group in enumerate(self.groups):
            found[group] |= 1 << number
        return found

    @cached_property
    def counts(self) -> tuple[tuple[int, ...], ...]:
        """For each place, the chains through it by role, in the order of the roles."""
        return tuple(self._counted(number) for number in range(len(self.groups)))

    def through(self, broker: Place) -> Iterator[Chain]:
        """Yield each chain through a place."""
        net = self.network
        b = net.number[broker]
        stated = self.documented.get(b, {})
        for a in net.predecessors[b]:
            beyond = self._beyond(a, b)
            for c in net.successors[b]:
                if beyond >> c & 1:
                    role = _role(self.groups[a], self.groups[b], self.groups[c])
                    yield Chain(net.pairs[a, b], net.pairs[b, c], role, stated.get((a, c), ()))

    @cached_property
    def documented(self) -> Mapping[int, Mapping[tuple[int, int], tuple[Claim, ...]]]:
        """For each place b, the ends a and c of the chains through it that some claim states whole, with the claims."""
        number, pairs = self.network.number, self.network.pairs
        found: dict[int, dict[tuple[int, int], list[Claim]]] = {}
        for claim in self.network.claims:
            if counts_nobody(claim) or (self.certain and not is_certain(claim)):
                continue
            for three in dict.fromkeys(_successive(claim)):
                a, b, c = (number.get(one, -1) for one in three)
                if a != c and (a, b) in pairs and (b, c) in pairs and (a, c) not in pairs:
                    found.setdefault(b, {}).setdefault((a, c), []).append(claim)
        return {b: {ends: tuple(claims) for ends, claims in between.items()} for b, between in found.items()}

    @cached_property
    def _heads(self) -> tuple[int, ...]:
        return tuple(sum(1 << head for head in heads) for heads in self.network.successors)

    def _beyond(self, a: int, b: int) -> int:
        """Return the places c with a tie b → c, that are not a and have no tie a → c."""
        return self._heads[b] & ~self._heads[a] & ~(1 << a)

    def _counted(self, b: int) -> tuple[int, ...]:
        own = self.groups[b]
        coordinator = itinerant = representative = gatekeeper = liaison = 0
        for a in self.network.predecessors[b]:
            beyond = self._beyond(a, b)
            every = beyond.bit_count()
            to_own = (beyond & self.members[own]).bit_count()
            if self.groups[a] == own:
                coordinator += to_own
                representative += every - to_own
            else:
                back = (beyond & self.members[self.groups[a]]).bit_count()
                gatekeeper += to_own
                itinerant += back
                liaison += every - to_own - back
        return coordinator, itinerant, representative, gatekeeper, liaison


def _role(a: str, b: str, c: str) -> BrokerRole:
    if a == b:
        return "coordinator" if b == c else "representative"
    if b == c:
        return "gatekeeper"
    return "itinerant" if a == c else "liaison"


def _successive(claim: Claim) -> Iterator[tuple[Place, Place, Place]]:
    stages = [stage for stage in claim.route.stages if stage]
    for three in zip(stages, stages[1:], stages[2:], strict=False):
        yield from product(*three)
