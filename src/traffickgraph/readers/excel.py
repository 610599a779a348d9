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

from traffickgraph.errors import FileFormatError, MissingPackageError, shown

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
# Cells that are read as empty although they show something: errors, and formulas of no known result.
_CELL: Final = rb"<(?:\w+:)?c(?=\s)"
_FAILED: Final = re.compile(rb"(" + _CELL + rb"""[^>]*?\st\s*=\s*["']e["'][^>]*>)""")
_UNCALCULATED: Final = re.compile(
    rb"("
    + _CELL
    + rb"""(?![^>]*\st\s*=\s*["']str["'])[^>]*>)\s*<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"""
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_MARKS_OF_ERRORS: Final = (b'"e"', b"'e'")
_FORMULA: Final = re.compile(rb"<f[\s/>]")
_FORMULA_PREFIXED: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")  # as some programs write, and slower to find
_MERGED: Final = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z0-9:]+)["']""")
_CORNERS: Final = re.compile(rb"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
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
    """Read the first sheet of a workbook that has cells; one that is hidden only if no other has.

    Raises
    ------
    FileFormatError
        If it is no workbook, or a damaged or monstrous one; or if the sheet has cells that would seem to be empty: an
        error such as ``#N/A``, a formula without a saved result, or cells merged with others in a row of a table.
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
        hidden = [one.visible is not python_calamine.SheetVisibleEnum.Visible for one in book.sheets_metadata]
        # A hidden sheet is read only where no other has cells.
        for at in sorted(range(len(hidden)), key=hidden.__getitem__):
            sheet = book.get_sheet_by_index(at)
            if rows := sheet.to_python(skip_empty_area=False):
                _check_cells(data, at, sheet.name, rows, name)
                return Sheet(sheet.name, rows)
    except (KeyboardInterrupt, SystemExit, FileFormatError):
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


def _check_cells(data: bytes, at: int, sheet: str, rows: Sequence[Sequence[object]], name: str) -> None:
    """Refuse a sheet with cells that show something and would be read as empty."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = _sheet_members(archive)
        content = archive.read(members[at]) if at < len(members) and members[at] in archive.NameToInfo else b""
    problem = ""
    # Most sheets have no errors, which a plain search tells ten times as fast as an expression.
    if any(mark in content for mark in _MARKS_OF_ERRORS) and (found := _FAILED.search(content)):
        problem = f"{_address(found[1])} is an error, such as #N/A; correct it, or empty it"
    elif found := _first_uncalculated(content):
        problem = f"{_address(found[1])} is a formula without a saved result; save the file in a spreadsheet program"
    else:
        for area in _MERGED.findall(content) if b"mergeCell" in content else ():
            if _in_a_table(area, rows):
                problem = (
                    f"the cells {area.decode()} are merged, and only the first has content; unmerge them, and fill each"
                )
                break
    if problem:
        raise FileFormatError(name, f"{name!r}, sheet {shown(sheet)}: {problem}")


def _first_uncalculated(content: bytes) -> re.Match[bytes] | None:
    """Return the first cell with a formula and no result, looking only where there is a formula."""
    formulas = _FORMULA_PREFIXED if b":sheetData" in content else _FORMULA
    cells = (content.rfind(b"<", 0, formula.start()) for formula in formulas.finditer(content))
    return next((found for cell in cells if cell >= 0 and (found := _UNCALCULATED.match(content, cell))), None)


def _address(cell: bytes) -> str:
    found = _ADDRESS.search(cell)
    return f"cell {found[1].decode()}{found[2].decode()}" if found else "cell without an address"


def _sheet_members(archive: zipfile.ZipFile) -> list[str]:
    """Return the files of the sheets, in the order of the workbook."""
    targets = {
        _named(b"Id", one): _named(b"Target", one)
        for one in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    ids = [_named(rb"\w+:id", one) for one in _SHEET.findall(archive.read("xl/workbook.xml"))]
    found = [targets.get(one, "") for one in ids]
    return [one.removeprefix("/") if one.startswith("/") else f"xl/{one}" for one in found]


def _named(attribute: bytes, tag: bytes) -> str:
    found = re.search(rb"\s" + attribute + rb"""\s*=\s*["']([^"']*)["']""", tag)
    return found[1].decode("utf-8", "replace") if found else ""


def _in_a_table(area: bytes, rows: Sequence[Sequence[object]]) -> bool:
    """Say whether a merged area shares its rows with other cells; a title that stands alone does no harm."""
    corners = _CORNERS.fullmatch(area)
    if corners is None:
        return False
    left, top, right, bottom = _number(corners[1]), int(corners[2]), _number(corners[3]), int(corners[4])
    return any(
        cell != "" for row in rows[top - 1 : bottom] for at, cell in enumerate(row, 1) if not left <= at <= right
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
