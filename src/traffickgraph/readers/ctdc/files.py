"""Files of case data of CTDC: what separates their cells, where their header ends, which layout they have.

Only the beginning of a file is looked at here; its rows are counted in :mod:`traffickgraph.readers.ctdc.groups`.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.errors import FileFormatError, InvalidValueError, WrongTypeError, shown
from traffickgraph.readers.ctdc.recognising import Layout, known_columns, recognised
from traffickgraph.readers.separated import lines_to_skip, rows_of, same_content, wide_encoding
from traffickgraph.table import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["CaseFile", "opened"]

_SAMPLE: Final = 1 << 18
# Lines above the header, such as the terms of use, and the header.
_LINES: Final = 10
_SEPARATORS: Final = (",", ";", "\t", "|")
_WORKBOOKS: Final = (".xlsx", ".xlsm")
_READ: Final = (".csv", ".tsv", ".txt", *_WORKBOOKS)
_PACKED: Final = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bzip2"), (b"7z\xbc\xaf", "7-Zip"))
_YEAR: Final = re.compile(r"(?<!\d)(20[0-9]{2})(?:[01][0-9][0-3][0-9])?(?!\d)")


@attrs.frozen
class CaseFile:
    """A file whose layout is known.

    Attributes
    ----------
    path : str
        Where it is.
    layout : Layout
        Which layout it has.
    header : tuple of str
        The names of its columns, as written.
    positions : mapping of str to int
        Where each column stands that is used.
    separator : str
        What separates its cells; empty if it is a workbook.
    first_row : int
        The line, or the row of the sheet, after the header; the first is 1.
    cells : sequence of rows or None
        The rows of a workbook, which are gone through once, and then forgotten.
    """

    path: str
    layout: Layout
    header: tuple[str, ...]
    positions: Mapping[str, int]
    separator: str
    first_row: int
    cells: Sequence[Sequence[object]] | None = attrs.field(default=None, repr=False)

    @property
    def year(self) -> int | None:
        """The year of release: the one that its name tells, or its layout; None if neither does."""
        first, last = self.layout.years
        told = {int(year) for year in _YEAR.findall(Path(self.path).name)}
        possible = sorted(year for year in told if first <= year <= last)
        return possible[0] if len(possible) == 1 else self.layout.released


def opened(paths: Sequence[str | os.PathLike[str]]) -> list[CaseFile]:
    """Look at the beginning of every file.

    Raises
    ------
    FileFormatError
        If one is no file of a known layout.
    InvalidValueError
        If no file is given, or the same twice.
    """
    if not paths:
        raise InvalidValueError("no file is given; name at least one, such as 'CTDC_global_synthetic_data_v2025.csv'")
    for path in paths:
        if not isinstance(path, (str, os.PathLike)):
            raise WrongTypeError(f"a file is given by its path, not as {shown(path)}", path)
    names = [os.fsdecode(path) for path in paths]
    for at, name in enumerate(names):
        if "\0" in name:
            raise FileFormatError(name, f"{name!r} is no path: it holds a NUL", _READ)
        if Path(name).is_dir():
            raise FileFormatError(name, f"{name!r} is a directory; name the files in it", _READ)
        for other in names[:at]:
            _check_twice(other, name)
    return [_opened(name) for name in names]


def _check_twice(one: str, other: str) -> None:
    # A download that was repeated has another name; its persons would be counted twice.
    if same_content(one, other):
        raise InvalidValueError(f"{one!r} and {other!r} are the same; name each file once", other)


def _opened(path: str) -> CaseFile:
    with Path(path).open("rb") as file:
        sample = file.read(_SAMPLE)
    if sample.startswith(b"PK") or Path(path).suffix.casefold() in _WORKBOOKS:
        return _workbook(path)
    text = _text(path, sample)
    best: tuple[int, str, int, list[str]] | None = None
    for separator in _SEPARATORS:
        for line, cells in _first_rows(text, separator):
            known = known_columns(cells)
            if best is None or known > best[0]:
                best = known, separator, line, cells
    if best is None:
        what = "has no row that can be read" if text.strip() else "is empty"
        raise FileFormatError(path, f"{path!r} {what}; download it again", _READ)
    _, separator, line, header = best
    layout, positions = recognised(path, header)
    first = lines_to_skip(path, separator, line)
    if first is None:
        raise FileFormatError(
            path, f"{path!r} has a header and no row under it; download it again, or leave it out", _READ
        )
    return CaseFile(path, layout, tuple(header), positions, separator, first + 1)


def _text(path: str, sample: bytes) -> str:
    """Return the beginning of a file as text.

    Raises
    ------
    FileFormatError
        If it is in an encoding, or packed in a way, that is not read.
    """
    kind = next((kind for start, kind in _PACKED if sample.startswith(start)), "")
    if kind:
        raise FileFormatError(path, f"{path!r} is packed ({kind}); unpack it first", _READ)
    wide = wide_encoding(sample)
    if wide or b"\0" in sample[:1000]:
        raise FileFormatError(
            path, f"{path!r} is not in UTF-8 but in {wide or 'another encoding'}; save it as CSV in UTF-8", _READ
        )
    if b"\r" in sample and b"\n" not in sample:
        raise FileFormatError(
            path, f"{path!r} ends its lines as old Macintosh computers did; save it with line feeds", _READ
        )
    return sample.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")


def _first_rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Return the first rows, each with the number of the line on which it ends."""
    rows: list[tuple[int, list[str]]] = []
    for row in rows_of(io.StringIO(text, newline="\n"), separator):
        # Text above the header may hold any quotation marks; of what is below, whoever reads it will say what is wrong.
        if not row.fault and any(row.cells):
            rows.append((row.last, row.cells))
        if len(rows) == _LINES:
            break
    return rows


def _workbook(path: str) -> CaseFile:
    """Open a workbook, in which some releases come."""
    from traffickgraph.readers.excel import read_sheet

    rows = read_sheet(path).rows
    heads = [[one_line(str(cell), 1000) for cell in row] for row in rows[:_LINES]]
    if not heads:
        raise FileFormatError(path, f"{path!r} is empty; download it again", _READ)
    at = max(range(len(heads)), key=lambda at: known_columns(heads[at]))
    layout, positions = recognised(path, heads[at])
    return CaseFile(path, layout, tuple(heads[at]), positions, "", at + 2, rows[at + 1 :])
