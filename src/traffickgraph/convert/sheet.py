r"""CSV and tab-separated text, as spreadsheets write them. Lossless; one row is one claim or indicator.

Written: UTF-8 without a byte-order mark, commas (tabs in ``.tsv``), quotation marks where needed, ``\n`` at the end of
a row. Read: also with a byte-order mark, ``\r\n``, semicolons or tabs; the separator is found in the header alone.
"""

from __future__ import annotations

import csv
import io
from threading import Lock
from typing import TYPE_CHECKING, Final

from traffickgraph.convert.columns import (
    CLAIM_COLUMNS,
    COLUMNS,
    INDICATOR_COLUMNS,
    NUMBERS,
    Cell,
    claim_cells,
    disarmed,
    disarmed_value,
    indicator_cells,
)
from traffickgraph.convert.reading import Faults, Reading
from traffickgraph.convert.rows import RowReader, column_names
from traffickgraph.errors import FileFormatError, InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from traffickgraph.graph import RouteGraph

__all__ = ["dumps", "loads", "read_rows", "sheet_rows", "table_rows", "write_rows"]

_SEPARATORS: Final = (",", ";", "\t")
# The longest cell that the csv module takes is a setting of the whole process.
_csv_setting = Lock()
_LONGEST_CELL: Final = 2**31 - 1
_LONGEST_HEADER: Final = 100_000
# Codes, words and numbers cannot begin a formula.
_HARMLESS: Final = NUMBERS | {"kind", "source", "via", "destination", "exploitation", "victims", "status", "place"}


def sheet_rows(graph: RouteGraph) -> Iterator[list[Cell]]:
    """Yield the header and then a row for each claim and indicator; texts that look like formulas are disarmed."""
    yield list(COLUMNS)
    yield from _placed("claim", CLAIM_COLUMNS, map(claim_cells, graph.claims))
    yield from _placed("indicator", INDICATOR_COLUMNS, map(indicator_cells, graph.indicators))


def _placed(kind: str, columns: Sequence[str], items: Iterable[tuple[Cell, ...]]) -> Iterator[list[Cell]]:
    at = [COLUMNS.index(name) for name in columns]
    # A value that begins with a minus sign is a number; text is marked by its own rule.
    texts = [position for name, position in zip(columns, at, strict=True) if name not in _HARMLESS | {"value"}]
    value = COLUMNS.index("value")
    for cells in items:
        row: list[Cell] = [None] * len(COLUMNS)
        row[0] = kind
        for position, cell in zip(at, cells, strict=True):
            row[position] = cell
        for position in texts:
            cell = row[position]
            if cell is not None:
                row[position] = disarmed(str(cell))
        row[value] = disarmed_value(row[value])
        yield row


def write_rows(rows: Iterable[Sequence[Cell]], separator: str) -> bytes:
    """Write rows of cells as text."""
    out = io.StringIO()
    plain = csv.writer(out, delimiter=separator, lineterminator="\n").writerow
    # Before Python 3.13 the csv module does not quote a carriage return by itself.
    quoting = csv.writer(out, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
    try:
        for row in rows:
            risky = any(isinstance(cell, str) and "\r" in cell for cell in row)
            (quoting if risky else plain)(row)
        return out.getvalue().encode()
    except UnicodeEncodeError:
        raise InvalidValueError("a text holds half a character; decode it again") from None
    except ValueError as error:
        raise InvalidValueError(f"a number is too long to be written: {error}") from error


def table_rows(columns: Sequence[str], rows: Iterable[Sequence[float | str | None]]) -> Iterator[list[Cell]]:
    """Yield the header and the rows of a table of results: numbers in full, and texts so that none is a formula."""
    yield [disarmed(name) for name in columns]
    for row in rows:
        yield [disarmed(cell) if isinstance(cell, str) else _in_full(cell) for cell in row]


def _in_full(cell: float | None) -> Cell:
    return repr(cell) if isinstance(cell, float) else cell


def dumps(graph: RouteGraph, separator: str = ",") -> bytes:
    """Write a graph as separated text."""
    return write_rows(sheet_rows(graph), separator)


def loads(data: bytes, path: str) -> Reading:
    """Read separated text to the end.

    Raises
    ------
    ClaimsFileError
        If the header is not understood.
    FileFormatError
        If it is no UTF-8, or has no header.
    """
    text = _decoded(data, path)
    first, _, rest = text.partition("\n")
    offset = 0
    separator = ""
    if first.strip().lower() in ("sep=,", "sep=;", "sep=\t", "sep="):
        # A line that Excel writes, and understands, before the header.
        separator = first.rstrip("\r\n")[4:5] or "\t"
        text, offset = rest, 1
    header = text.lstrip("\r\n").partition("\n")[0]
    if len(header) > _LONGEST_HEADER:
        raise FileFormatError(path, f"{path!r} begins with a row of {len(header):,} characters, which names no columns")
    separator = separator or max(_SEPARATORS, key=lambda one: _known_names(header, one))
    with _csv_setting:
        before = csv.field_size_limit(_LONGEST_CELL)
        try:
            return read_rows(
                csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), path, offset + 1
            )
        finally:
            csv.field_size_limit(before)


def _known_names(header: str, separator: str) -> int:
    return sum(name.strip().strip('"').strip().casefold() in COLUMNS for name in header.split(separator))


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileFormatError(
            path,
            f"{path!r} is no UTF-8: line {line} holds the byte 0x{data[error.start]:02x}; "
            "save it as UTF-8 (in Excel: 'CSV UTF-8'), or as .xlsx",
        ) from None


def read_rows(rows: Iterator[Sequence[str]], path: str, first: int) -> Reading:
    """Read rows of cells, the header among them, to the end; the first row has the number that is given."""
    reading = Reading()
    reader: RowReader | None = None
    number = first - 1
    try:
        for number, row in enumerate(rows, first):
            if not any(cell and not cell.isspace() for cell in row):
                continue
            if reader is None:
                reader = RowReader(column_names(row, path, f"row {number}"), armed=False)
                continue
            faults = Faults()
            reading.keep(reader.item(row, faults), faults, f"row {number}")
    except csv.Error as error:
        reading.refuse(f"row {number + 1}", f"from here on no cells can be told apart: {error}")
    if reader is None and not reading.faults:
        raise FileFormatError(path, f"{path!r} is empty; its first row names the columns: {', '.join(COLUMNS)}")
    return reading
