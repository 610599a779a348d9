"""A table of result rows that prints well, shows itself in a notebook, and becomes a data frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from html import escape
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, Protocol, TypeAlias, TypeVar, cast, overload

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["Cell", "Row", "Table", "one_line", "plural"]

Cell: TypeAlias = str | int | float | bool | None

_SHOWN = 30
# Controls of terminals, and of the direction of writing, are no part of what a text says.
_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WIDEST = 100


def plural(number: int, noun: str) -> str:
    """Write a number with its noun: ``1 claim``, ``25,000 claims``, ``2 countries``."""
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


def one_line(text: str, longest: int = 120) -> str:
    """Write a text of any length as part of a line: white space is one space, and what is too long is cut."""
    words = _UNPRINTED.sub("\N{REPLACEMENT CHARACTER}", " ".join(text[: 2 * longest].split()))
    return words if len(words) <= longest and len(text) <= 2 * longest else f"{words[: longest - 1]}…"


class Row(Protocol):
    """A frozen result that knows its columns and says itself in plain cells."""

    columns: ClassVar[tuple[str, ...]]

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        ...


_Row = TypeVar("_Row", bound=Row)


class Table(Sequence[_Row], Generic[_Row]):
    """An immutable sequence of rows, with a title and a note on what is counted.

    Parameters
    ----------
    rows : iterable
        The rows; each still holds the claims behind it.
    columns : sequence of str
        The names of the cells, in order.
    title, note : str
        What the table shows, and what is counted; both are printed with it.
    """

    __slots__ = ("columns", "note", "rows", "title")

    def __init__(self, rows: Iterable[_Row], columns: Sequence[str], *, title: str = "", note: str = "") -> None:
        self.rows = tuple(rows)
        self.columns = tuple(columns)
        self.title = title
        self.note = note

    @overload
    def __getitem__(self, at: int) -> _Row: ...
    @overload
    def __getitem__(self, at: slice) -> Table[_Row]: ...
    def __getitem__(self, at: int | slice) -> _Row | Table[_Row]:
        if isinstance(at, slice):
            part = copy(self)  # of the same kind, with what else it knows
            part.rows = self.rows[at]
            return part
        return self.rows[at]

    def __len__(self) -> int:
        return len(self.rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return (self.columns, self.rows) == (other.columns, cast("Table[Row]", other).rows)

    def __hash__(self) -> int:
        return hash((self.columns, self.rows))

    def __repr__(self) -> str:
        return f"<Table {self.title!r}: {len(self)} rows>"

    def __str__(self) -> str:
        shown = [row.cells() for row in self.rows[:_SHOWN]]
        lines = [list(map(_text, cells)) for cells in shown]
        widths = [max(map(len, column)) for column in zip(self.columns, *lines, strict=True)]
        right = [_are_numbers([cells[at] for cells in shown]) for at in range(len(self.columns))]
        printed = [self.title] if self.title else []
        for line in [list(self.columns), *lines] if any(self.columns) else lines:
            cells = [
                cell.rjust(width) if to_right else cell.ljust(width)
                for cell, width, to_right in zip(line, widths, right, strict=True)
            ]
            printed.append("  ".join(cells).rstrip())
        if len(self) > _SHOWN:
            printed.append(f"… and {len(self) - _SHOWN} more")
        if self.note:
            printed.append(self.note)
        return "\n".join(printed)

    def without_note(self) -> Table[_Row]:
        """Return the table without its note, for a page that says it once for several tables."""
        bare = copy(self)
        bare.note = ""
        return bare

    def to_html(self) -> str:
        """Return the table as HTML, all text escaped; a notebook shows it."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(_text(cell))}</td>' for cell in row.cells())}</tr>"
            for row in self.rows[:_SHOWN]
        )
        head = f"<thead><tr>{head}</tr></thead>" if any(self.columns) else ""
        title = f"<caption>{escape(self.title)}</caption>" if self.title else ""
        more = f"<p>… and {len(self) - _SHOWN} more</p>" if len(self) > _SHOWN else ""
        note = f"<p><small>{escape(self.note)}</small></p>" if self.note else ""
        return f"<table>{title}{head}<tbody>{body}</tbody></table>{more}{note}"

    _repr_html_ = to_html

    def to_columns(self) -> dict[str, list[Cell]]:
        """Return the cells by column, the input of every data frame: ``pandas.DataFrame(table.to_columns())``.

        A column without a name is called by its position: ``column_0``.
        """
        cells = [row.cells() for row in self.rows]
        return {name or f"column_{at}": [row[at] for row in cells] for at, name in enumerate(self.columns)}

    @overload
    def to_frame(self, backend: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["polars"]) -> pl.DataFrame: ...
    @overload
    def to_frame(self, backend: Literal["pyarrow"]) -> pa.Table: ...
    def to_frame(
        self, backend: Literal["pandas", "polars", "pyarrow"] = "pandas"
    ) -> pd.DataFrame | pl.DataFrame | pa.Table:
        """Return the cells as a data frame; null where a cell says nothing.

        A column in which no cell says anything has no type of its own: objects in pandas, ``Null`` elsewhere.

        Parameters
        ----------
        backend : {"pandas", "polars", "pyarrow"}
            Whose frame; the package is to be installed.

        Raises
        ------
        MissingPackageError
            If the backend is not installed.
        """
        from traffickgraph.convert.frames import frame_of

        return frame_of(self.to_columns(), backend)


def _are_numbers(cells: Sequence[Cell]) -> bool:
    """Say whether a column is set to the right: numbers, some of which may be missing."""
    there = [cell for cell in cells if cell is not None]
    return bool(there) and all(isinstance(cell, (int, float)) for cell in there)


def _text(cell: Cell) -> str:
    if cell is None:
        return "…"
    return f"{cell:.3g}" if isinstance(cell, float) else one_line(str(cell), _WIDEST)
