"""From rows to claims: rows that say the same of the same places are one claim, and their figures add up."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.model import Claim, Count, Evidence, Period, Publication, Route
from traffickgraph.model.fields import UNSPECIFIED

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from traffickgraph.vocabulary import Exploitation, VictimGroup

__all__ = ["Gathering", "Said", "collector_at_rest", "rows_named"]

_NAMED: Final = 5


@attrs.frozen(cache_hash=True)
class Said:
    """What a row says, but for its figure: the rows of one claim have it in common."""

    route: Route
    exploitation: tuple[Exploitation, ...] = UNSPECIFIED
    victims: tuple[VictimGroup, ...] = ()
    period: Period | None = None


class _Entry:
    """The rows of one claim so far."""

    __slots__ = ("high", "low", "missing", "number", "quotes", "rows", "stated")

    def __init__(self) -> None:
        self.low = 0
        self.high: int | None = 0
        self.stated = False
        self.missing = False
        self.number = 0
        self.rows: list[int] = []
        self.quotes: dict[str, None] = {}

    def count(self) -> Count | None:
        """Return the sum of the figures; where one is missing, there may have been more."""
        return Count(self.low, None if self.missing else self.high) if self.stated else None


class Gathering:
    """Claims to be, from one publication."""

    def __init__(self) -> None:
        self._entries: dict[Said, _Entry] = {}

    def add(
        self, said: Said, count: Count | None, *, number: int = 1, rows: Sequence[int] = (), quote: str = ""
    ) -> None:
        """Enter rows.

        Parameters
        ----------
        said : Said
            What they say.
        count : Count or None
            The persons that they count together; None if they give no figure.
        number : int
            How many rows they are.
        rows : sequence of int
            Their numbers in the file, where they have any.
        quote : str
            The words of the table, where the claim says it in others.
        """
        entry = self._entries.get(said)
        if entry is None:
            entry = self._entries[said] = _Entry()
        entry.number += number
        if count is None:
            entry.missing = True
        else:
            entry.stated = True
            entry.low += count.low
            entry.high = None if entry.high is None or count.high is None else entry.high + count.high
        entry.rows += rows
        if quote:
            entry.quotes[quote] = None

    def claims(
        self,
        publication: Publication,
        *,
        locate: Callable[[Sequence[int]], str] | None = None,
        note: Callable[[int], str] | str = "",
    ) -> Iterator[Claim]:
        """Yield the claims, in the order in which they were first entered.

        Parameters
        ----------
        publication : Publication
            Who says so.
        locate : callable, optional
            Makes the locator of the evidence out of the numbers of the rows.
        note : str or callable
            The note of every claim, or what makes it out of the number of its rows.
        """
        for said, entry in self._entries.items():
            yield Claim(
                said.route,
                Evidence(publication, locate(entry.rows) if locate else "", "; ".join(entry.quotes)),
                exploitation=said.exploitation,
                victims=said.victims,
                period=said.period,
                count=entry.count(),
                note=note if isinstance(note, str) else note(entry.number),
            )


@contextmanager
def collector_at_rest() -> Generator[None]:
    """Let the collector of cycles rest: it would look again and again through many new values that all stay."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


def rows_named(rows: Sequence[int]) -> str:
    """Name rows as a locator does: ``row 12``, ``rows 12 and 15``, ``rows 12, 15, 16, 19, 20 and 7 more``."""
    if not rows:
        return ""
    if len(rows) == 1:
        return f"row {rows[0]}"
    if len(rows) <= _NAMED:
        return f"rows {', '.join(map(str, rows[:-1]))} and {rows[-1]}"
    return f"rows {', '.join(map(str, rows[:_NAMED]))} and {len(rows) - _NAMED:,} more"
