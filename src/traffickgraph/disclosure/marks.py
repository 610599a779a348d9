"""The words by which a claim says that its figure is withheld: they stand in its note and live through every file."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

import attrs

from traffickgraph.model import Claim, Indicator
from traffickgraph.model.claims import INFERRED, SYNTHETIC

__all__ = ["WITHHELD", "Mark", "Why", "mark_of", "marked", "with_mark", "without_figures"]

Why: TypeAlias = Literal["primary", "secondary"]

# What stands in the place of the value of an indicator that is withheld as a whole; a claim then has no count.
WITHHELD: Final = "withheld"

_PRIMARY: Final = "count that may be below {k} withheld (table {table})"
_SECONDARY: Final = "count withheld so that none below {k} can be worked out (table {table})"
_MARK: Final = re.compile(
    r"count (?:that may be below (?P<primary>[0-9]{1,10}) withheld"
    r"|withheld so that none below (?P<secondary>[0-9]{1,10}) can be worked out) \(table (?P<table>[0-9a-f]{8})\)"
)
# Digits, and the words that a short text writes for small numbers.
_FIGURE: Final = re.compile(
    r"\d|\b(?:no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|single|couple|pair|both|dozen)\b",
    re.IGNORECASE,
)
# Where every row is a case, as many rows are named as there were persons.
_ROWS: Final = re.compile(r"\brows?\s+\d[^;]*", re.IGNORECASE)


@attrs.frozen
class Mark:
    """What a note says of its figure.

    Attributes
    ----------
    k : int
        Below which number the withheld counts lie.
    why : {"primary", "secondary"}
        Whether the figure itself may be below k, or would give back one that may be.
    table : str
        A digest of all figures that were published with it: beside others, they are to be looked at again.
    """

    k: int
    why: Why
    table: str = "0" * 8

    def __str__(self) -> str:
        return (_PRIMARY if self.why == "primary" else _SECONDARY).format(k=self.k, table=self.table)


def mark_of(text: str) -> Mark | None:
    """Read the mark in a note; None if there is none."""
    if "withheld" not in text:
        return None
    found = _MARK.search(text)
    if found is None:
        return None
    why: Why = "primary" if found["primary"] else "secondary"
    return Mark(int(found[why]), why, found["table"])


def marked(item: Claim | Indicator) -> Mark | None:
    """Return the mark of a claim, which stands in its note, or of an indicator, which has none: in its locator."""
    return mark_of(item.note if isinstance(item, Claim) else item.evidence.locator)


def with_mark(text: str, mark: Mark) -> str:
    """Add a mark to a text, in the place of an earlier one."""
    kept = [part for part in _parts(text) if _MARK.fullmatch(part) is None]
    return "; ".join([*kept, str(mark)])


def without_figures(note: str, locator: str) -> tuple[str, str]:
    """Return a note and a locator without what may say the figure in other words.

    A remark goes if it holds a number; a locator loses the rows that it names. What says that a claim is inferred or
    synthetic stays, and so does a mark.
    """
    kept = [
        part
        for part in _parts(note)
        if INFERRED in part or SYNTHETIC in part or _MARK.fullmatch(part) or not _FIGURE.search(part)
    ]
    places = [part.strip(" ,") for part in _ROWS.sub("", locator).split(";")]
    return "; ".join(kept), "; ".join(filter(None, places)) if _ROWS.search(locator) else locator


def _parts(text: str) -> list[str]:
    return [part for part in text.split("; ") if part]
