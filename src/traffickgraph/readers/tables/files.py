"""Tables in files: scanned by polars, so that only the columns asked for are read, and no file fills the memory.

Cells of separated text stay text: ``NA`` is Namibia, never a missing value, and ``007`` is no seven.
"""

from __future__ import annotations

import csv
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
from traffickgraph.table import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from traffickgraph.readers.tables.columns import Columns

__all__ = ["TableFile", "open_table"]

SUFFIXES: Final = (".csv", ".tsv", ".parquet", ".xlsx")
_LONGEST_HEADER: Final = 1_000_000
_CHUNK: Final = 1 << 24
_FAULTS_KEPT: Final = 1_000


class TableFile(Protocol):
    """A file that holds a table."""

    frame: pl.LazyFrame

    def check(self, rows: int) -> None:
        """Check that cells that are null in so many rows are not cells that are not there."""
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
    return _Parquet(name) if suffix == ".parquet" else _Separated(name, suffix, columns)


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


class _Separated:
    def __init__(self, path: str, suffix: str, columns: Columns) -> None:
        import polars as pl

        self._path = path
        self._separator, header, self._skipped = _header(path, suffix, columns)
        self._width = len(header)
        at = _positions(header, columns, path)
        names = [f"column {number}" for number in range(self._width)]
        self.frame = pl.scan_csv(
            path,
            has_header=False,
            skip_lines=self._skipped,
            separator=self._separator,
            schema=dict.fromkeys(names, pl.String),
            glob=False,
            raise_if_empty=False,
        ).select(**{name: pl.col(names[place]) for name, place in at.items()})

    def broken(self, error: BaseException) -> TraffickGraphError:
        try:
            self._look_through()
        except TraffickGraphError as found:
            return found
        return FileFormatError(self._path, f"{self._path!r} could not be read: {one_line(str(error))}")

    def check(self, rows: int) -> None:
        """Check that no row is short of cells, which polars reads as null.

        Raises
        ------
        ClaimsFileError
            If one is; all are listed by line.
        """
        if self._separators() != (self._width - 1) * rows:
            self._look_through()

    def _separators(self) -> int:
        """Count the separators outside quotation marks, at the speed of a scan."""
        separator = self._separator.encode()
        number = 0
        quoted = False
        with Path(self._path).open("rb") as file:
            for _ in range(self._skipped):
                file.readline()
            while chunk := file.read(_CHUNK):
                if quoted or b'"' in chunk:
                    # Every other piece stands within quotation marks, of which two in a row are one.
                    pieces = chunk.split(b'"')
                    chunk = b"".join(pieces[quoted::2])
                    quoted ^= len(pieces) % 2 == 0
                number += chunk.count(separator)
        return number

    def _look_through(self) -> None:
        faults: list[Fault] = []
        wrong = 0
        lines = _decoded(self._path)
        for _ in islice(lines, self._skipped):
            pass
        rows = csv.reader(lines, delimiter=self._separator, strict=True)
        try:
            for row in rows:
                if len(row) not in (0, self._width):
                    wrong += 1
                    if wrong <= _FAULTS_KEPT:
                        fault = f"{len(row)} cells, where the first row names {self._width} columns"
                        faults.append(Fault(f"line {self._skipped + rows.line_num}", fault))
        except csv.Error as error:
            wrong += 1
            faults.append(
                Fault(f"line {self._skipped + rows.line_num}", f"from here on no cells can be told apart: {error}")
            )
        if wrong:
            raise ClaimsFileError(
                self._path, f"{plural(wrong, 'row')} of {self._path!r} could not be read; none were kept", faults
            )


def _header(path: str, suffix: str, columns: Columns) -> tuple[str, list[str], int]:
    """Return the separator, the names of the columns, and how many lines they take up."""
    lines = list(islice(_decoded(path, _LONGEST_HEADER), 200))
    if lines and "\r" in lines[0].rstrip("\r\n"):
        raise FileFormatError(path, f"{path!r} ends its lines with a carriage return alone; save it as 'CSV UTF-8'")
    told = lines[0].strip().casefold() if lines else ""
    first = 1 if told in {"sep=,", "sep=;", "sep=\t", "sep="} else 0  # a line that Excel writes, and understands
    found: list[tuple[int, str, list[str], int]] = []
    no_names: list[str] = []
    for separator in "\t,;" if suffix == ".tsv" else ",;\t":
        rows = csv.reader(lines[first:], delimiter=separator)
        try:
            names = [name.strip() for name in next(filter(_filled, rows), no_names)]
        except csv.Error as error:
            raise FileFormatError(path, f"the first row of {path!r} names no columns: {error}") from error
        found.append((sum(name in names for name in columns.names), separator, names, first + rows.line_num))
    _, separator, names, taken = max(found, key=lambda one: one[0])
    if not names:
        raise FileFormatError(path, f"{path!r} is empty; its first row names the columns")
    return separator, names, taken


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


def _decoded(path: str, longest: int = -1) -> Iterator[str]:
    """Yield the lines of a file of text.

    Raises
    ------
    FileFormatError
        If it is no UTF-8, or a line is longer than may be.
    """
    with Path(path).open("rb") as file:
        number = 0
        while line := file.readline(longest):
            number += 1
            if len(line) == longest:
                raise FileFormatError(path, f"line {number} of {path!r} is too long to name columns")
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise FileFormatError(
                    path,
                    f"{path!r} is no UTF-8: line {number} holds the byte 0x{line[error.start]:02x}; "
                    "save it as UTF-8 (in Excel: 'CSV UTF-8'), or as .xlsx",
                ) from None
