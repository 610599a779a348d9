"""The cells of an Excel workbook, read with the standard library alone.

Why no package does this: the fast one reserves memory for every cell up to the farthest, so that a file of two cells
can end the whole process, and the careful one is no faster than this. What a workbook unpacks to is limited here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from traffickgraph.convert.rows import DateCell, ErrorCell
from traffickgraph.errors import FileFormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["sheet_cells"]

# Far above what anybody writes by hand, far below what a machine cannot hold. Columns to the right of these are not
# looked at: no header names so many.
_LARGEST: Final = 400_000_000
_COLUMNS: Final = 200
_ROWS: Final = 1_048_576
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# ECMA-376, 18.8.30: the built-in formats of dates and times.
_DATE_FORMATS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED_IN_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    EOFError,
    KeyError,
    ValueError,
    IndexError,
    NotImplementedError,
    RuntimeError,  # an encrypted member
    OverflowError,
    OSError,
)


def sheet_cells(data: bytes, path: str) -> Iterator[list[str]]:
    """Yield the rows of the sheet called "claims", or of the first, as text; a blank row is an empty list.

    Whole numbers come as digits, dates as :class:`DateCell`.

    Raises
    ------
    FileFormatError
        If the file is no workbook, is damaged, or unpacks to more than any file of claims.
    """
    try:
        yield from _rows(zipfile.ZipFile(io.BytesIO(data)), path)
    except _FAULTS as error:
        if isinstance(error, FileFormatError):
            raise
        raise FileFormatError(path, f"{path!r} is no Excel workbook (.xlsx), or a damaged one: {error}") from error


def _rows(archive: zipfile.ZipFile, path: str) -> Iterator[list[str]]:
    if sum(member.file_size for member in archive.infolist()) > _LARGEST:
        raise FileFormatError(path, f"{path!r} unpacks to more than {_LARGEST // 10**6} MB; no file of claims does")
    workbook = _parsed(archive, "xl/workbook.xml")
    epoch = datetime(1904, 1, 1) if _flag(workbook, "date1904") else datetime(1899, 12, 30)  # noqa: DTZ001 - no zone
    target = _target(archive, workbook)
    names = set(archive.namelist())
    strings = _strings(archive) if "xl/sharedStrings.xml" in names else []
    dates = _date_styles(_parsed(archive, "xl/styles.xml")) if "xl/styles.xml" in names else frozenset[int]()
    number = 0
    with archive.open(target) as stream:
        for _, element in ET.iterparse(stream):  # noqa: S314 - expat limits what entities expand to
            if not element.tag.endswith("}row"):
                continue
            at = int(element.get("r") or number + 1)
            if at > _ROWS:
                raise ValueError(f"row {at} is beyond the last that a sheet has")
            for _ in range(at - number - 1):
                yield []
            number = max(at, number + 1)
            yield _row(element, strings, dates, epoch)
            element.clear()  # or the cells of all rows would stay in memory


def _row(row: ET.Element, strings: list[str], dates: frozenset[int], epoch: datetime) -> list[str]:
    cells: list[str] = []
    for cell in row:
        reference = _REFERENCE.fullmatch(cell.get("r", ""))
        at = _column(reference[1]) if reference else len(cells)
        if at >= _COLUMNS:
            continue
        cells += [""] * (at + 1 - len(cells))
        cells[at] = _text(cell, strings, dates, epoch)
    return cells


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _text(  # noqa: PLR0911 - one for each kind of cell
    cell: ET.Element, strings: list[str], dates: frozenset[int], epoch: datetime
) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _unescaped("".join(_runs(cell)))
    value = next((child.text or "" for child in cell if child.tag.endswith("}v")), "")
    if not value:
        return ""
    if kind == "s":
        at = int(value)
        return strings[at if at >= 0 else len(strings)]
    if kind == "b":
        return "TRUE" if value.strip() == "1" else "FALSE"
    if kind in ("d", "e"):
        return DateCell(value) if kind == "d" else ErrorCell(value)
    if kind != "n":
        return _unescaped(value)
    number = float(value)
    if int(cell.get("s", "0")) in dates:
        return DateCell((epoch + timedelta(days=number)).isoformat(" ").removesuffix(" 00:00:00"))
    return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)


def _strings(archive: zipfile.ZipFile) -> list[str]:
    return [_unescaped("".join(_runs(item))) for item in _parsed(archive, "xl/sharedStrings.xml")]


def _runs(item: ET.Element) -> Iterator[str]:
    """Yield the pieces of a rich text, but not how East Asian words in it are pronounced."""
    for child in item:
        if child.tag.endswith("}t"):
            yield child.text or ""
        elif _tag(child) != "rPh":
            yield from _runs(child)


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # A character above U+FFFF may stand there as two halves.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _date_styles(styles: ET.Element) -> frozenset[int]:
    custom = {
        int(one.get("numFmtId", "0")): _QUOTED_IN_FORMAT.sub("", one.get("formatCode", "")).casefold()
        for one in styles.iter()
        if _tag(one) == "numFmt"
    }
    found: set[int] = set()
    for formats in styles:
        if _tag(formats) != "cellXfs":
            continue
        for at, one in enumerate(formats):
            code = int(one.get("numFmtId", "0"))
            if code in _DATE_FORMATS or set(custom.get(code, "").removeprefix("general")) & set("dmyhs"):
                found.add(at)
    return frozenset(found)


def _target(archive: zipfile.ZipFile, workbook: ET.Element) -> str:
    sheets = [one for one in workbook.iter() if _tag(one) == "sheet"]
    chosen = next((one for one in sheets if one.get("name", "").casefold() == "claims"), sheets[0])
    wanted = next(value for name, value in chosen.items() if name.rpartition("}")[2] == "id" and "}" in name)
    for relation in _parsed(archive, "xl/_rels/workbook.xml.rels"):
        if relation.get("Id") == wanted:
            target = relation.get("Target", "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(f"there is no sheet {wanted}")


def _flag(workbook: ET.Element, name: str) -> bool:
    return any(one.get(name) in ("1", "true") for one in workbook if _tag(one) == "workbookPr")


def _parsed(archive: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name))  # noqa: S314 - expat limits what entities expand to


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
