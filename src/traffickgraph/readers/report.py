"""What became of the rows of a file: used, unused and why, and how every label was understood."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from traffickgraph.places import nearest
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from traffickgraph.readers.labels import How, Meaning

__all__ = ["Label", "Ledger", "Report", "ReportLine"]

# Looking for near names takes a while for each label, and nobody reads more.
_NEAREST_FOR: Final = 200
_REMARKS: Final[Mapping[How, str]] = {
    "given": "your mapping",
    "reviewed": "reviewed label",
    "cut short": "a name cut short: one only begins so",
    "similar": "a guess: the nearest name",
    "empty": "empty",
    "ambiguous": "ambiguous",
    "unclear": "unclear",
    "unknown": "not understood",
    "known name": "a known name",
    "M49 code": "a number of UN M49",
}


@attrs.frozen
class Label:
    """A label of a file, in how many rows it stands, and what it was taken to mean.

    Attributes
    ----------
    column : str
        The column that holds it.
    label : str
        As it is written there.
    rows : int
        In how many rows.
    meaning : Meaning
        What it was taken to mean, and how that is known.
    nearest : tuple of str
        Of a label that was not understood: the nearest names, which may be what is meant.
    """

    column: str
    label: str
    rows: int
    meaning: Meaning
    nearest: tuple[str, ...] = ()


@attrs.frozen
class ReportLine:
    """One line of a report.

    Attributes
    ----------
    what : str
        What the line counts.
    rows : int or None
        How many rows; None of a remark.
    column, label : str
        Of a line about a label: where and how it is written.
    read_as : str
        What the label was taken to mean; empty if it was not understood.
    remark : str
        Why, or how that is known.
    """

    columns: ClassVar[tuple[str, ...]] = ("what", "rows", "column", "label", "read_as", "remark")

    what: str
    rows: int | None = None
    column: str = ""
    label: str = ""
    read_as: str = ""
    remark: str = ""

    def cells(self) -> tuple[Cell, ...]:
        """Return one cell for each of the columns; None where the line has nothing to say."""
        return self.what, self.rows, self.column or None, self.label or None, self.read_as or None, self.remark or None


class Report(Table[ReportLine]):
    """What became of the rows of a file. It prints as a short table; `to_frame` makes a data frame of all its lines.

    Attributes
    ----------
    rows_read, rows_used : int
        How many rows there were, and how many of them the graph holds.
    unused : mapping of str to int
        Why rows are not in the graph, and how many; with `rows_used`, these are all rows.
    unresolved : tuple of Label
        The labels that were not understood, those of most rows first, with the nearest names.
    resolved : tuple of Label
        The labels that were understood in another way than as a name that :func:`traffickgraph.place` knows.
    suppressed, missing : int
        In how many rows used the figure is hidden behind a threshold (``<5``), and in how many there is none.
    remarks : tuple of str
        What else there is to know.
    """

    __slots__ = ("missing", "remarks", "resolved", "rows_read", "rows_used", "suppressed", "unresolved", "unused")

    def __init__(  # noqa: PLR0913 - the parts of a report, all by name
        self,
        title: str,
        *,
        rows_read: int,
        rows_used: int,
        unused: Mapping[str, int],
        labels: Iterable[Label],
        suppressed: int,
        missing: int,
        remarks: Iterable[str],
    ) -> None:
        labels = tuple(labels)
        self.rows_read = rows_read
        self.rows_used = rows_used
        self.unused = dict(unused)
        self.unresolved = tuple(one for one in labels if not one.meaning.resolved)
        self.resolved = tuple(one for one in labels if one.meaning.resolved)
        self.suppressed = suppressed
        self.missing = missing
        self.remarks = tuple(remarks)
        super().__init__(self._lines(), ReportLine.columns, title=title)

    def _lines(self) -> Iterable[ReportLine]:
        yield ReportLine("rows read", self.rows_read)
        yield ReportLine("rows used", self.rows_used)
        for why, rows in self.unused.items():
            yield ReportLine("rows unused", rows, remark=why)
        if self.suppressed:
            yield ReportLine("figures suppressed", self.suppressed, remark="in rows used; read as intervals")
        if self.missing:
            yield ReportLine("figures missing", self.missing, remark="in rows used; not counted, which is not zero")
        for remark in self.remarks:
            yield ReportLine("remark", remark=remark)
        for one in self.unresolved:
            yield ReportLine("label not resolved", one.rows, one.column, one.label, remark=_why(one))
        for one in self.resolved:
            yield ReportLine(
                "label resolved", one.rows, one.column, one.label, str(one.meaning), _REMARKS[one.meaning.how]
            )

    def __repr__(self) -> str:
        used = f"{self.rows_used:,} of {plural(self.rows_read, 'row')} used"
        return f"<Report {self.title!r}: {used}, {plural(len(self.unresolved), 'label')} not resolved>"


def _why(one: Label) -> str:
    remark = _REMARKS[one.meaning.how]
    if one.meaning.note:
        remark += f": {one.meaning.note}"
    return f"{remark}; nearest: {', '.join(one.nearest)}" if one.nearest else remark


class Ledger:
    """Keeps the accounts of a reader while it reads, and makes its report.

    Every row that is read is entered once: as used, or as unused with the reason.
    """

    def __init__(self) -> None:
        self._used = 0
        self._unused: Counter[str] = Counter()
        self._labels: dict[tuple[str, str], tuple[int, Meaning]] = {}
        self._suppressed = 0
        self._missing = 0
        self._remarks: dict[str, None] = {}
        self._nearest: dict[tuple[str, str], tuple[str, ...]] = {}

    def used(self, rows: int = 1, *, suppressed: bool = False, missing: bool = False) -> None:
        """Enter rows that the graph holds; say if their figure was suppressed or missing."""
        self._used += rows
        self._suppressed += rows if suppressed else 0
        self._missing += rows if missing else 0

    def unused(self, why: str, rows: int = 1) -> None:
        """Enter rows that the graph does not hold, and why."""
        self._unused[why] += rows

    def label(
        self, column: str, label: str | None, meaning: Meaning, rows: int = 1, *, near: tuple[str, ...] | None = None
    ) -> None:
        """Enter a label as it stands in so many rows; say what is near to it if it is no label of places."""
        key = (column, label or "")
        if near is not None:
            self._nearest[key] = near
        self._labels[key] = (self._labels.get(key, (0, meaning))[0] + rows, meaning)

    def remark(self, text: str) -> None:
        """Enter a remark, once."""
        self._remarks[text] = None

    def report(self, title: str) -> Report:
        """Close the accounts."""
        told = [(key, *entry) for key, entry in self._labels.items() if entry[1].how != "known name"]
        told.sort(key=lambda entry: (-entry[1], entry[0]))
        unknown = [key for key, _, meaning in told if meaning.how == "unknown" and key not in self._nearest]
        near = {key: nearest(key[1]) for key in unknown[:_NEAREST_FOR]} | self._nearest
        return Report(
            title,
            rows_read=self._used + self._unused.total(),
            rows_used=self._used,
            unused=dict(sorted(self._unused.items(), key=lambda entry: (-entry[1], entry[0]))),
            labels=(Label(*key, rows, meaning, near.get(key, ())) for key, rows, meaning in told),
            suppressed=self._suppressed,
            missing=self._missing,
            remarks=self._remarks,
        )
