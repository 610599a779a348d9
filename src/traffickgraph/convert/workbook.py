"""The cells of an Excel workbook, as text, read by openpyxl within limits."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, cast

from traffickgraph.convert.rows import DateCell, ErrorCell
from traffickgraph.errors import FileFormatError, MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["ESCAPED", "sheet_cells"]

# Far above what anybody writes by hand, far below what a machine cannot hold. Columns to the right of these are not
# looked at: no header names so many.
_LARGEST: Final = 400_000_000
_COLUMNS: Final = 200
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_UNCALCULATED: Final = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]+[0-9]+)"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# How a workbook writes a character that XML has no room for; openpyxl leaves these as they stand.
ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def sheet_cells(data: bytes, path: str) -> Iterator[list[str]]:
    """Yield the rows of the sheet called "claims", or of the first, as text; a blank row is an empty list.

    Whole numbers come as digits, dates as :class:`DateCell`.

    Raises
    ------
    FileFormatError
        If the file is no workbook, is damaged, or unpacks to more than any file of claims.
    MissingPackageError
        If openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise MissingPackageError("reading .xlsx", "openpyxl", "xlsx") from error

    _check_size(data, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which nothing here needs
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = cast("list[ReadOnlyWorksheet]", book.worksheets)
            sheet = next((one for one in sheets if one.title.casefold() == "claims"), sheets[0])
            sheet.reset_dimensions()  # what a file says of its own size is not to be relied on
            _check_cells(data, str(getattr(sheet, "_worksheet_path")).lstrip("/"), path)  # noqa: B009 - not in its types
            rows = cast("Worksheet", sheet).iter_rows(max_col=_COLUMNS)
            for row in rows:
                yield _texts(row)
    except FileFormatError:
        raise
    except Exception as error:  # a damaged workbook makes its reader fail in any way
        raise FileFormatError(path, f"{path!r} is no Excel workbook (.xlsx), or a damaged one: {error}") from error


def _check_size(data: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise FileFormatError(path, f"{path!r} is no Excel workbook (.xlsx), or a damaged one: {error}") from error
    if unpacked > _LARGEST:
        raise FileFormatError(path, f"{path!r} unpacks to more than {_LARGEST // 10**6} MB; no file of claims does")


def _check_cells(data: bytes, sheet: str, path: str) -> None:
    """Refuse what would read as an empty cell although something is shown there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(sheet)
    for found, what in (
        (_MERGED.search(content), "are merged, and only the first has content; unmerge them"),
        (_UNCALCULATED.search(content), "is a formula without a saved result; save the file in a spreadsheet program"),
    ):
        if found:
            raise FileFormatError(path, f"{path!r} cannot be read: {found[1].decode()} {what}")


def _texts(row: Iterable[object]) -> list[str]:
    cells = list(row)
    while cells and getattr(cells[-1], "value", None) is None:
        cells.pop()
    return [_text(getattr(cell, "value", None), getattr(cell, "data_type", "n")) for cell in cells]


def _text(value: object, kind: str) -> str:
    if value is None:
        return ""
    if kind == "e":
        return ErrorCell(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date, time, timedelta)):
        return DateCell(str(value).removesuffix(" 00:00:00"))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return _unescaped(str(value))


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    plain = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # A character above U+FFFF may stand there as two halves.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
