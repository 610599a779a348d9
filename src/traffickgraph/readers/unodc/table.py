"""The sheet of UNODC's table: where its header stands, when it was released, and what its cells say.

Some releases begin with two rows, the publisher and the date; others begin with the header.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from traffickgraph.errors import FileFormatError, InvalidValueError, listed, shown
from traffickgraph.model import Count
from traffickgraph.readers.excel import read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["ASKED", "Table", "Value", "count_of", "plain_text", "read_table", "year_of"]

# As they are read out of a row, in this order.
ASKED: Final = (
    *("Iso3_code", "Country", "Indicator", "Dimension", "Category", "Sex", "Age", "Year", "txtVALUE"),
    "Unit of measurement",
)
_NEEDED: Final = ASKED[:-1]
_SEARCHED: Final = 10  # rows
_YEARS: Final = range(1900, 2101)
_DATES: Final = ("%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y")
_DATE_IN_NAME: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
# What a cell of figures says: a count, or that there is none, or what is wrong with it.
Value: TypeAlias = Count | str | None


class Table:
    """A table of UNODC: the rows below its header.

    Attributes
    ----------
    path, sheet : str
        The file, and the name of the sheet.
    released : date or None
        When it was released, by its own word or by the name of the file.
    first : int
        The number of the first row below the header.
    rows : sequence of rows
        The rows below the header.
    pick : callable
        Takes the cells that are asked for out of a row.
    """

    __slots__ = ("first", "path", "pick", "released", "rows", "sheet")

    def __init__(  # noqa: PLR0913 - the parts of a table, all by name
        self,
        *,
        path: str,
        sheet: str,
        released: date | None,
        first: int,
        rows: Sequence[Sequence[object]],
        pick: Callable[[Sequence[object]], tuple[object, ...]],
    ) -> None:
        self.path = path
        self.sheet = sheet
        self.released = released
        self.first = first
        self.rows = rows
        self.pick = pick


def read_table(path: str | os.PathLike[str]) -> Table:
    """Read the table of a workbook.

    Raises
    ------
    FileFormatError
        If it is no workbook, a damaged one, or has no such table.
    MissingPackageError
        If python-calamine is not installed.
    OSError
        If the file cannot be opened.
    """
    name = os.fsdecode(path)
    sheet = read_sheet(name)
    top = [[plain_text(cell) for cell in row] for row in sheet.rows[:_SEARCHED]]
    at = max(range(len(top)), key=lambda row: len(_found(top[row])))
    header = [cell.casefold() for cell in top[at]]
    missing = [column for column in _NEEDED if column.casefold() not in header]
    if missing:
        there = [one for one in top[at] if one] if _found(top[at]) else []
        raise FileFormatError(
            name,
            f"{name!r} is no table of UNODC on trafficking in persons: sheet {shown(sheet.name)} has no column "
            f"{listed(map(repr, missing))} in its first {_SEARCHED} rows"
            + (f"; row {at + 1} has {listed(map(shown, there[:20]), 'and')}" if there else "")
            + "; give the .xlsx file as UNODC's data portal gives it",
        )
    twice = [column for column in ASKED if header.count(column.casefold()) > 1]
    if twice:
        raise FileFormatError(
            name, f"{name!r} has the column {shown(twice[0])} twice, in row {at + 1}; leave the one that is meant"
        )
    return Table(
        path=name,
        sheet=sheet.name,
        released=_released(sheet.rows[:at], name),
        first=at + 2,
        rows=sheet.rows[at + 1 :],
        pick=_picker(header),
    )


def _found(cells: Sequence[str]) -> set[str]:
    known = {column.casefold() for column in ASKED}
    return known.intersection(cell.casefold() for cell in cells)


def _picker(header: list[str]) -> Callable[[Sequence[object]], tuple[object, ...]]:
    named = itemgetter(*(header.index(column.casefold()) for column in _NEEDED))
    last = ASKED[-1].casefold()
    if last in header:
        return itemgetter(*(header.index(column.casefold()) for column in ASKED))
    return lambda row: (*named(row), "")


def _released(rows: Sequence[Sequence[object]], name: str) -> date | None:
    """Return the date above the header, or else the one in the name of the file."""
    for cell in (cell for row in rows for cell in row):
        found = _date_of(cell)
        if found is not None:
            return found
    for digits in _DATE_IN_NAME.findall(Path(name).stem):
        found = _date_of("-".join(digits))
        if found is not None:
            return found
    return None


def _date_of(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        return None
    for form in _DATES:
        try:
            return datetime.strptime(cell.strip(), form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def plain_text(cell: object) -> str:
    """Return what a cell says as text; a whole number without its decimals."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def year_of(cell: object) -> int | None:
    """Return the year that a cell states; None if it states none."""
    if isinstance(cell, bool):
        return None
    text = plain_text(cell)
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0  # noqa: PLR2004 - as years are written
    return year if year in _YEARS else None


def count_of(cell: object) -> Value:
    """Return the count that a cell states, None if it is empty, or what is wrong with it."""
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        return None if cell is None else f"{shown(cell)} is no count of persons"
    text = plain_text(cell)
    if not text:
        return None
    try:
        return Count.parse(text)
    except InvalidValueError as error:
        return str(error)
