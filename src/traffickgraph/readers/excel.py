"""The rows of a sheet of an Excel workbook, fast, and within limits.

The parser of python-calamine is written in Rust and fills in every cell up to the farthest one that is named in the
file. A few bytes can name a cell in the last row and column, and the process would end; so the sheet is looked through
for its farthest cell first.
"""

from __future__ import annotations

import os
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from traffickgraph.errors import FileFormatError, MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Sheet", "read_sheet"]

# The largest sheet of Excel has 1,048,576 rows; tables of trafficking have tens of columns.
_MOST_CELLS: Final = 20_000_000
_LARGEST: Final = 1_000_000_000
_CHUNK: Final = 1 << 24
# No tag with the address of a cell is longer.
_TAG: Final = 200
_ADDRESS: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,9})([0-9]{1,40})["']""")  # of a cell or a row
# An address beyond the first 26 columns or 99,999 rows. Few sheets have one, and this is looked for in no time.
_FAR: Final = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{2,}[0-9]|[A-Za-z]?[0-9]{6})""")
_NEAR: Final = (26 * 99_999, 99_999, 26)
_SUFFIXES: Final = (".xlsx", ".xlsm")


class Sheet:
    """A sheet: its name, and its rows of text, numbers, dates and yes or no; the first row is row 1.

    An empty cell is an empty text.
    """

    __slots__ = ("name", "rows")

    def __init__(self, name: str, rows: Sequence[Sequence[object]]) -> None:
        self.name = name
        self.rows = rows


def read_sheet(path: str | os.PathLike[str]) -> Sheet:
    """Read the first sheet of a workbook that has cells.

    Raises
    ------
    FileFormatError
        If it is no workbook, or a damaged or monstrous one.
    MissingPackageError
        If python-calamine is not installed.
    OSError
        If the file cannot be opened.
    """
    name = os.fsdecode(path)
    if Path(name).suffix.casefold() not in _SUFFIXES:
        raise FileFormatError(name, f"{name!r} is no .xlsx file; save it as one", _SUFFIXES)
    data = Path(name).read_bytes()
    try:
        import python_calamine
    except ImportError as error:
        raise MissingPackageError("reading a table of Excel", "python-calamine", "readers") from error

    _check(data, name)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        for at in range(len(book.sheet_names)):
            sheet = book.get_sheet_by_index(at)
            if rows := sheet.to_python(skip_empty_area=False):
                return Sheet(sheet.name, rows)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of Rust is no Exception
        raise _damaged(name, error) from error
    raise FileFormatError(name, f"{name!r} has no sheet with anything in it")


def _damaged(name: str, error: BaseException) -> FileFormatError:
    return FileFormatError(
        name, f"{name!r} is no Excel workbook (.xlsx), or a damaged one: {error}; download or save it again"
    )


def _check(data: bytes, name: str) -> None:
    """Refuse a file that is no workbook, and one that would fill the memory."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            sheets = [one for one in archive.infolist() if "worksheets/" in one.filename.casefold()]
            farthest = max((_extent(archive, one) for one in sheets if unpacked <= _LARGEST), default=(0, 0, 0))
    except Exception as error:  # a damaged archive fails in many ways
        raise _damaged(name, error) from error
    if unpacked > _LARGEST:
        raise FileFormatError(
            name, f"{name!r} unpacks to more than {_LARGEST // 10**6:,} MB; save its table alone, or as .csv"
        )
    cells, row, column = farthest
    if cells > _MOST_CELLS:
        raise FileFormatError(
            name,
            f"{name!r} has a sheet that reaches to row {row:,} and column {column:,}, which is more than can be held; "
            "delete what stands far off, and save it again",
        )


def _extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int, int]:
    """Return how many cells a sheet has at most when all up to its farthest are filled in, its last row and column."""
    with archive.open(member) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            if _FAR.search(tail + chunk):
                return _farthest(archive, member)
            tail = chunk[-_TAG:]
    return _NEAR


def _farthest(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int, int]:
    columns: set[bytes] = set()
    last = 0
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            found = _ADDRESS.findall(tail + chunk)
            columns.update(letters for letters, _ in found)
            last = max(last, max((int(row) for row in {row for _, row in found}), default=0))
            tail = chunk[-_TAG:]
    widest = max(map(_number, columns), default=0)
    return widest * last, last, widest


def _number(letters: bytes) -> int:
    """Return the number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number
