"""Excel workbooks: the same columns as CSV on a sheet called "claims". Needs the extra ``xlsx``."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from traffickgraph.convert.columns import MEANINGS, NUMBERS, Cell, number_or_text
from traffickgraph.convert.sheet import read_rows, sheet_rows
from traffickgraph.convert.workbook import ESCAPED, sheet_cells
from traffickgraph.errors import InvalidValueError, MissingPackageError, TraffickGraphError, shown
from traffickgraph.vocabulary import Exploitation, Status, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from traffickgraph.convert.reading import Reading
    from traffickgraph.graph import RouteGraph

__all__ = ["dumps", "loads", "workbook"]

# ECMA-376 and Excel: so many characters in a cell, so many rows on a sheet.
_LONGEST: Final = 32_767
_ROWS: Final = 1_048_576
# Numbers from here on are not all exact in Excel.
_EXACT: Final = 10**15
_WIDTHS: Final = {"source": 16, "via": 16, "destination": 16, "exploitation": 22, "publication": 34, "quote": 60}


def loads(data: bytes, path: str) -> Reading:
    """Read a workbook to the end: its sheet "claims", or the first."""
    return read_rows(sheet_cells(data, path), path, 1)


def dumps(graph: RouteGraph) -> bytes:
    """Write a graph as a workbook.

    Raises
    ------
    InvalidValueError
        If a text or a number is longer than Excel's cells, or there are more rows than Excel has.
    MissingPackageError
        If XlsxWriter is not installed.
    """
    if len(graph.claims) + len(graph.indicators) >= _ROWS:
        raise InvalidValueError(f"a sheet of Excel has {_ROWS:,} rows; write .csv or .jsonl", len(graph))
    try:
        return workbook(sheet_rows(graph))
    except TraffickGraphError:
        raise
    except ValueError as error:  # a number of thousands of digits, or half a character
        raise InvalidValueError(f"a number or a text does not fit into a workbook: {error}") from error


def workbook(rows: Iterable[Sequence[Cell]], *, guide: bool = False) -> bytes:
    """Write rows, the header first, as the sheet "claims"; with a second sheet that explains the columns, if wanted."""
    try:
        import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as error:
        raise MissingPackageError("writing .xlsx", "XlsxWriter", "xlsx") from error

    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    # The same graph is the same file, whenever it is written.
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - Excel knows no zone
    sheet = book.add_worksheet("claims")
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(MEANINGS):
        sheet.set_column(at, at, _WIDTHS.get(column.name, 12))
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            if cell is not None:
                _write(sheet, number, at, cell)
    if guide:
        _explain(book, sheet)
    book.close()
    return out.getvalue()


def _write(sheet: Any, number: int, at: int, cell: Cell) -> None:  # noqa: ANN401 - XlsxWriter has no types
    column = MEANINGS[at].name
    if column == "value" and isinstance(cell, str) and number and _is_plain(cell):
        sheet.write_number(number, at, float(cell))
    elif column in NUMBERS and isinstance(cell, int) and cell < _EXACT:
        sheet.write_number(number, at, cell)
    else:
        text = str(cell)
        if len(text) > _LONGEST:
            raise InvalidValueError(
                f"row {number + 1}, column {column!r}: {len(text):,} characters do not fit into a cell of Excel, "
                f"which holds {_LONGEST:,}; write .csv or .jsonl",
                cell,
            )
        if ESCAPED.search(text):
            raise InvalidValueError(
                f"row {number + 1}, column {column!r}: {shown(text)} would be taken for an escaped character in a "
                "workbook; write .csv or .jsonl",
                cell,
            )
        sheet.write_string(number, at, text)


def _is_plain(cell: str) -> bool:
    """Say whether a number comes back from Excel with its kind and all its digits."""
    value = number_or_text(cell)
    if isinstance(value, int):
        return abs(value) < _EXACT
    return isinstance(value, float) and not value.is_integer() and float(f"{value:.16G}") == value


def _explain(book: Any, sheet: Any) -> None:  # noqa: ANN401
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    guide = book.add_worksheet("columns")
    guide.set_column(0, 0, 16)
    guide.set_column(1, 1, 80, wrapped)
    guide.set_column(2, 2, 28)
    for at, word in enumerate(("column", "what stands in it", "example")):
        guide.write_string(0, at, word, bold)
    for number, column in enumerate(MEANINGS, 1):
        for at, text in enumerate(column):
            guide.write_string(number, at, text)
    words = book.add_worksheet("words")
    words.set_column(0, 3, 22)
    lists = {
        "kind": ("claim", "indicator"),
        "status": tuple(map(str, Status)),
        "exploitation": tuple(map(str, Exploitation)),
        "victims": tuple(map(str, VictimGroup)),
    }
    for at, (name, options) in enumerate(lists.items()):
        words.write_string(0, at, name, bold)
        for number, word in enumerate(options, 1):
            words.write_string(number, at, word)
        letter = "ABCD"[at]
        position = [column.name for column in MEANINGS].index(name)
        sheet.data_validation(
            1,
            position,
            _ROWS - 1,
            position,
            {
                "validate": "list",
                "source": f"=words!${letter}$2:${letter}${len(options) + 1}",
                # Several words, separated by ';', are right too, so that Excel only says so.
                "error_type": "information",
                "error_title": name,
                "error_message": f"The words are on the sheet 'words'. In {name}, several are separated by ';'.",
                "show_error": name in ("kind", "status"),
            },
        )
