"""Tables in files: scanned by polars, so that only the columns asked for are read, and no file fills the memory.

Cells of separated text stay text: ``NA`` is Namibia, never a missing value, and ``007`` is no seven.
"""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from traffickgraph.errors import (
    ClaimsFileError,
    Fault,
    FileFormatError,
    MissingPackageError,
    TraffickGraphError,
    listed,
    shown,
)
from traffickgraph.readers.separated import (
    BLANKS,
    Row,
    account_of,
    account_row_by_row,
    lines_to_skip,
    rows_of,
    wide_encoding,
)
from traffickgraph.table import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import polars as pl

    from traffickgraph.readers.separated import Account
    from traffickgraph.readers.tables.columns import Columns

__all__ = ["Separated", "TableFile", "open_table"]

SUFFIXES: Final = (".csv", ".tsv", ".parquet", ".xlsx")
_SEPARATORS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}
_LONGEST_HEADER: Final = 1_000_000
_TOLD: Final = frozenset({"sep=,", "sep=;", "sep=\t", "sep="})  # a line that Excel writes, and understands


class TableFile(Protocol):
    """A file that holds a table."""

    frame: pl.LazyFrame

    def check(self, rows: int) -> None:
        """Check that so many rows are all of its rows."""
        ...

    def broken(self, error: BaseException) -> TraffickGraphError:
        """Make the error that says why it could not be read."""
        ...


def open_table(name: str, columns: Columns) -> TableFile:
    """Open a file by its suffix.

    Raises
    ------
    FileFormatError
        If it is of no known kind, empty, or damaged.
    InvalidValueError
        If it lacks a column.
    MissingPackageError
        If polars is not installed, or python-calamine for a workbook.
    OSError
        If it cannot be opened.
    """
    if "\0" in name:
        raise FileFormatError(name, f"{name!r} is no path: it holds a NUL", SUFFIXES)
    suffix = Path(name).suffix.casefold()
    if suffix not in SUFFIXES:
        raise FileFormatError(name, f"{name!r} is no table that is read here; save it as {listed(SUFFIXES)}", SUFFIXES)
    if find_spec("polars") is None:
        raise MissingPackageError("reading a table from a file", "polars", "readers")
    if suffix == ".xlsx":
        return _Workbook(name, columns)
    with Path(name).open("rb") as file:  # what is not there, or no file, says so itself
        if not file.read(1):
            raise FileFormatError(name, f"{name!r} is empty")
    return _Parquet(name) if suffix == ".parquet" else Separated(name, suffix, columns)


class _Parquet:
    def __init__(self, path: str) -> None:
        import polars as pl

        self._path = path
        try:
            self.frame = pl.scan_parquet(path, glob=False)
        except BaseException as error:
            if isinstance(error, (KeyboardInterrupt, SystemExit, OSError)):
                raise
            raise self.broken(error) from error

    def check(self, rows: int) -> None:
        """Nothing: what is null in Parquet was written as null."""

    def broken(self, error: BaseException) -> TraffickGraphError:
        return FileFormatError(
            self._path, f"{self._path!r} is no Parquet file, or a damaged one: {one_line(str(error))}; write it again"
        )


class _Workbook:
    def __init__(self, path: str, columns: Columns) -> None:
        import polars as pl

        from traffickgraph.readers.excel import read_sheet

        self._path = path
        rows = (row for row in read_sheet(path).rows if any(cell not in (None, "") for cell in row))
        header = [_cell(cell) or "" for cell in next(rows, ())]
        at = _positions(header, columns, path)
        body = list(rows)
        self.frame = pl.LazyFrame(
            {name: [_cell(row[place]) for row in body] for name, place in at.items()},
            schema=dict.fromkeys(at, pl.String),
        )

    def check(self, rows: int) -> None:
        """Nothing: a sheet has all its cells."""

    def broken(self, error: BaseException) -> TraffickGraphError:
        return FileFormatError(self._path, f"{self._path!r} could not be read: {one_line(str(error))}")


def _cell(value: object) -> str | None:
    """Return a cell of a sheet as text; a sheet holds every number with a decimal point."""
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value).strip()


class Separated:
    """A file of text whose cells are separated by commas, semicolons or tabs."""

    def __init__(self, path: str, suffix: str, columns: Columns) -> None:
        import polars as pl

        self._path = path
        self._separator, header, skipped = _header(path, suffix, columns)
        self._width = len(header)
        self._at = at = _positions(header, columns, path)
        self._rows = self._skipped = 0
        self.frame = pl.LazyFrame(schema=dict.fromkeys(at, pl.String))
        first = lines_to_skip(path, self._separator, skipped)
        if first is not None:
            self._skipped = first
            self.frame = self._scanned(at)

    def _scanned(self, at: Mapping[str, int]) -> pl.LazyFrame:
        """Return the columns asked for, without blank lines, once every line is known to have the cells it should."""
        import polars as pl

        account = account_of(self._path, self._separator, self._width, self._skipped)
        self._refuse(account)
        self._rows = account.rows
        names = [f"column {number}" for number in range(self._width)]
        scanned = pl.scan_csv(
            self._path,
            has_header=False,
            skip_lines=self._skipped,
            separator=self._separator,
            schema=dict.fromkeys(names, pl.String),
            glob=False,
            raise_if_empty=False,
        )
        asked = [pl.col(names[place]).alias(name) for name, place in at.items()]
        if account.alone and not account.blank:
            return scanned.select(asked)
        nothing = pl.all_horizontal(pl.all().fill_null("").str.strip_chars(BLANKS) == "")
        try:
            rows, empty = scanned.select(pl.len(), nothing.sum().alias("empty")).collect(engine="streaming").row(0)
        except pl.exceptions.PolarsError as error:
            raise self.broken(error) from error
        self._compare(rows - account.blank)
        if not account.blank:
            return scanned.select(asked)
        # Blank lines are rows of nothing for the engine; rows of empty cells are rows.
        without = scanned.filter(~nothing).select(asked)
        rest = pl.LazyFrame({name: [None] * (empty - account.blank) for name in at}, dict.fromkeys(at, pl.String))
        return pl.concat([without, rest])

    def broken(self, error: BaseException) -> TraffickGraphError:
        """Make the error that says why it could not be read, with the lines that cannot."""
        try:
            self._refuse(account_row_by_row(self._path, self._separator, self._width, self._skipped))
        except TraffickGraphError as found:
            return found
        return FileFormatError(
            self._path, f"{self._path!r} could not be read: {one_line(str(error))}; write it again, or save it as .xlsx"
        )

    def lines_of(self, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the line of the first row in which a column holds a text, of columns and texts."""
        found: dict[tuple[str, str], int] = {}
        with Path(self._path).open(encoding="utf-8-sig", errors="replace", newline="") as file:
            for row in rows_of(islice(file, self._skipped, None), self._separator, first=self._skipped + 1):
                for column, place in self._at.items():
                    if place < len(row.cells) and (key := (column, row.cells[place])) in wanted:
                        found.setdefault(key, row.line)
                if len(found) == len(wanted):
                    break
        return found

    def check(self, rows: int) -> None:
        """Check that the engine has found all rows.

        Raises
        ------
        FileFormatError
            If it has not.
        """
        self._compare(rows)

    def _compare(self, rows: int) -> None:
        if rows != self._rows:
            raise FileFormatError(
                self._path,
                f"{self._path!r} has {plural(self._rows, 'row')}, of which polars finds {rows:,}; its quotation marks "
                "may be misplaced: write it again, or save it as .xlsx",
            )

    def _refuse(self, account: Account) -> None:
        """Raise an error that lists what is wrong with rows, if anything is."""
        if account.undecoded:
            raise _no_utf8(self._path, *account.undecoded)
        if account.wrong:
            faults = [Fault(f"line {one.line}", one.what or self._uneven(one.cells)) for one in account.damage]
            raise ClaimsFileError(
                self._path,
                f"{plural(account.wrong, 'row')} of {self._path!r} could not be read; none were kept",
                faults,
            )

    def _uneven(self, cells: int) -> str:
        said = f"{cells} cells, where the first row names {self._width} columns"
        mark = _SEPARATORS[self._separator]
        return f"{said}; quote a cell that holds a {mark}" if cells > self._width else f"{said}; complete the row"


def _header(path: str, suffix: str, columns: Columns) -> tuple[str, list[str], int]:
    """Return the separator, the names of the columns, and how many lines they take up."""
    found: list[tuple[int, str, list[str], int]] = []
    fault = ""
    for separator in "\t,;" if suffix == ".tsv" else ",;\t":
        row = _first_row(path, separator)
        if row.fault:
            fault = fault or f"line {row.line}: {row.fault}"
            continue
        names = [name.strip() for name in row.cells]
        found.append((sum(name in names for name in columns.names), separator, names, row.last))
    if not found:
        raise FileFormatError(path, f"the first row of {path!r} names no columns: {fault}; correct it")
    _, separator, names, taken = max(found, key=lambda one: one[0])
    if not names:
        raise FileFormatError(path, f"{path!r} is empty; its first row names the columns")
    return separator, names, taken


def _first_row(path: str, separator: str) -> Row:
    """Return the first row with anything in it; an empty one if there is none."""
    for row in rows_of(_decoded(path), separator):
        if row.fault or _filled(row.cells):
            return row
    return Row(0, 0, [])


def _filled(row: Sequence[str]) -> bool:
    return any(map(str.strip, row))


def _positions(header: Sequence[str], columns: Columns, path: str) -> dict[str, int]:
    columns.check(tuple(dict.fromkeys(header)), repr(path))
    twice = [name for name in columns.names if header.count(name) > 1]
    if twice:
        raise FileFormatError(
            path, f"{path!r} has {header.count(twice[0])} columns called {shown(twice[0])}; rename all but one"
        )
    return {name: header.index(name) for name in columns.names}


def _decoded(path: str) -> Iterator[str]:
    """Yield the lines of a file of text, of which the first rows are wanted.

    Raises
    ------
    FileFormatError
        If it is no UTF-8, or a line is longer than may be.
    """
    with Path(path).open("rb") as file:
        wide = wide_encoding(file.read(4))
        if wide:
            raise FileFormatError(
                path, f"{path!r} is no UTF-8 but {wide}; save it as UTF-8 (in Excel: 'CSV UTF-8'), or as .xlsx"
            )
        file.seek(0)
        number = 0
        while line := file.readline(_LONGEST_HEADER):
            number += 1
            if len(line) == _LONGEST_HEADER:
                raise FileFormatError(path, f"line {number} of {path!r} is too long to name columns")
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise _no_utf8(path, number, line[error.start]) from None
            if "\r" in text.rstrip("\r\n"):
                raise FileFormatError(
                    path, f"{path!r} ends its lines with a carriage return alone; save it as 'CSV UTF-8'"
                )
            if number > 1 or text.strip().casefold() not in _TOLD:
                yield text
            else:
                yield "\n"  # keeps the numbers of lines


def _no_utf8(path: str, line: int, byte: int) -> FileFormatError:
    return FileFormatError(
        path,
        f"{path!r} is no UTF-8: line {line} holds the byte 0x{byte:02x}; "
        "save it as UTF-8 (in Excel: 'CSV UTF-8'), or as .xlsx",
    )
