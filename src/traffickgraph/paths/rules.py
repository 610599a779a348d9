"""Which legs may follow each other, as sets of bits that a search can combine quickly.

Each bit stands for one way in which a whole path may hang together: one form of exploitation within one window of
years, or one claim. A path holds as long as a bit is left when the bits of its links, and of its joints, are combined.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from traffickgraph.vocabulary import Exploitation, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from traffickgraph.model import Claim, Leg, Link
    from traffickgraph.places import Place

__all__ = ["Bits", "Consistency", "bits_by_claim", "bits_of"]


class Bits(NamedTuple):
    """What a link allows.

    Attributes
    ----------
    use : int
        The bits under which a path may take the link at all.
    into, out : int
        The bits under which some leg of it names its head, or its tail, as transit.
    """

    use: int
    into: int
    out: int


class Consistency:
    """The bits of claims: one for each form of exploitation and each window of years that matters.

    A claim of unspecified exploitation goes with every form; one without a stated period with every window. A stated
    period goes with the windows that it touches. Some window touches all periods of a path if, and only if, one does
    that ends in the first year of one of them; so those are all the windows that need be tried, and one before them.
    """

    def __init__(self, claims: Iterable[Claim], window: int) -> None:
        seen = list(claims)
        named = {form for one in seen for form in one.exploitation} - {Exploitation.UNSPECIFIED}
        forms = [form for form in Exploitation if form in named]
        self._forms = {form: at for at, form in enumerate(forms)}
        firsts = {one.period.first for one in seen if one.period is not None and one.period.first is not None}
        self._ends: list[float] = [-inf, *sorted(firsts)]
        self._window = window
        self._number = max(1, len(forms))
        self._kept: dict[tuple[object, object], int] = {}

    @property
    def every(self) -> int:
        """All bits."""
        return (1 << self._number * len(self._ends)) - 1

    def of(self, claim: Claim) -> int:
        """Return the bits of a claim."""
        key = claim.exploitation, claim.period
        if key not in self._kept:
            self._kept[key] = self._of(claim)
        return self._kept[key]

    def _of(self, claim: Claim) -> int:
        if Exploitation.UNSPECIFIED in claim.exploitation:
            forms = (1 << self._number) - 1
        else:
            forms = sum(1 << self._forms[form] for form in claim.exploitation)
        first, last = (None, None) if claim.period is None else (claim.period.first, claim.period.last)
        begins, ends = -inf if first is None else first, inf if last is None else last
        bits = 0
        for at, end in enumerate(self._ends):
            if claim.period is None or (begins <= end and end - self._window < ends):
                bits |= forms << at * self._number
        return bits


def bits_of(link: Link, consistency: Consistency | None, *, at_transit: bool) -> Bits:
    """Return what a link allows; without consistency, a single bit.

    Parameters
    ----------
    link : Link
        The link.
    consistency : Consistency, optional
        The bits of claims; without it, every claim has the same one.
    at_transit : bool
        Whether paths pass only where a leg names transit; else they pass everywhere.
    """
    use = into = out = 0
    for leg in link.legs:
        bits = 1 if consistency is None else consistency.of(leg.claim)
        use |= bits
        if not at_transit or leg.head_role is Role.TRANSIT:
            into |= bits
        if not at_transit or leg.tail_role is Role.TRANSIT:
            out |= bits
    # Where a path may pass everywhere, one bit pattern for all links lets the search leave the question out.
    return Bits(use, into, out) if at_transit else Bits(use, -1, -1)


def bits_by_claim(
    legs: Iterable[Leg], starts: Sequence[Place], ends: Sequence[Place]
) -> dict[tuple[Place, Place], Bits]:
    """Return what links allow if one claim has to state a whole way between given places: a bit for each such claim."""
    bit: dict[Claim, int] = {}
    allowed: dict[tuple[Place, Place], int] = {}
    tails, heads = frozenset(starts), frozenset(ends)
    for leg in legs:
        places = leg.claim.places
        if places & tails and places & heads:
            mark = bit.setdefault(leg.claim, 1 << len(bit))
            pair = leg.tail, leg.head
            allowed[pair] = allowed.get(pair, 0) | mark
    return {pair: Bits(use, -1, -1) for pair, use in allowed.items()}
