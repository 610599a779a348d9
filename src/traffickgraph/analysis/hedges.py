"""What a note says of claims that are not certain, so that no table passes them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traffickgraph.errors import listed
from traffickgraph.table import plural
from traffickgraph.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from traffickgraph.model import Claim

__all__ = ["doubts", "told_of_inferred"]


def told_of_inferred(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return a sentence that says how many claims read a region as its members; none if no claim does."""
    number = sum(one.inferred for one in claims)
    verb = "is" if number == 1 else "are"
    return (f"{number:,} of the claims {verb} inferred from regions.",) if number else ()


def doubts(*groups: tuple[str, Collection[Claim]]) -> list[str]:
    """Say of each group how many of its claims are hedged, and how many inferred; nothing if none is.

    Parameters
    ----------
    *groups : tuple of str and collection of Claim
        What the claims are to the answer, and the claims.
    """
    said = [
        ("Said to be possible, or of a count that may be nobody", _is_hedged),
        ("Inferred, a region read as its members", _is_inferred),
        ("With a synthetic count, which nobody observed", _is_synthetic),
    ]
    found: list[str] = []
    for words, is_so in said:
        counts = [(sum(map(is_so, claims)), len(claims), what) for what, claims in groups]
        if any(some for some, _, _ in counts):
            parts = (f"{some:,} of {plural(every, 'claim')} {what}" for some, every, what in counts)
            found.append(f"{words}: {listed(parts, 'and')}.")
    return found


def _is_hedged(claim: Claim) -> bool:
    return claim.status is Status.POSSIBLE or (claim.count is not None and claim.count.low == 0)


def _is_inferred(claim: Claim) -> bool:
    return claim.inferred


def _is_synthetic(claim: Claim) -> bool:
    return claim.synthetic
