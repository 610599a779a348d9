"""The words by which a claim says that its figure is withheld: they stand in its note and live through every file.

They are the same whether the figure was small or would have given a small one back: who reads them is not to know.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

import attrs

from traffickgraph.model import Claim, Indicator

__all__ = ["WITHHELD", "Mark", "Why", "is_mark", "mark_of", "marked", "parts_of", "with_mark"]

Why: TypeAlias = Literal["primary", "secondary"]

# What stands in the place of the value of an indicator that is withheld as a whole; a claim then has no count.
WITHHELD: Final = "withheld"

_MARK: Final = re.compile(r"count withheld, for k = (?P<k>[0-9]{1,10}) \(table of (?P<figures>[0-9]{1,10}) figures\)")


@attrs.frozen
class Mark:
    """What a note says of its figure.

    Attributes
    ----------
    k : int
        For which number it was withheld.
    figures : int
        How many figures of its publication there were: beside more or fewer, they are to be looked at again.
    """

    k: int
    figures: int = 0

    def __str__(self) -> str:
        return f"count withheld, for k = {self.k} (table of {self.figures} figures)"


def mark_of(text: str) -> Mark | None:
    """Read the mark in a note; None if there is none."""
    if "withheld" not in text:
        return None
    for part in parts_of(text):
        if found := _MARK.fullmatch(part):
            return Mark(int(found["k"]), int(found["figures"]))
    return None


def is_mark(part: str) -> bool:
    """Say whether a part of a note is a mark."""
    return _MARK.fullmatch(part) is not None


def marked(item: Claim | Indicator) -> Mark | None:
    """Return the mark of a claim, which stands in its note, or of an indicator, which has none: in its locator."""
    return mark_of(item.note if isinstance(item, Claim) else item.evidence.locator)


def with_mark(text: str, mark: Mark | None) -> str:
    """Write a mark into a text, in the place of an earlier one; None takes it away."""
    kept = [part for part in parts_of(text) if not is_mark(part)]
    return "; ".join(kept if mark is None else [*kept, str(mark)])


def parts_of(text: str) -> list[str]:
    """Return the remarks in a note, or the places in a locator."""
    return [part for part in text.split("; ") if part]
