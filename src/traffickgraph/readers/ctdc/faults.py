"""Where a file of cases is damaged: it is gone through row by row, slowly, once something is known to be wrong."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TextIO

from traffickgraph.errors import FileFormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traffickgraph.readers.ctdc.files import CaseFile

__all__ = ["gone_through", "unreadable"]


def gone_through(file: CaseFile) -> int:
    """Go through all rows of a text file.

    Returns
    -------
    int
        How many lines are blank.

    Raises
    ------
    FileFormatError
        If a row has too few cells or too many, is not in UTF-8, or has a quotation mark that is not closed.
    """
    with open(file.path, encoding="utf-8", errors="surrogateescape", newline="\n") as text:  # noqa: PTH123 - as text
        for _ in range(file.first_row - 1):
            text.readline()
        return sum(_is_blank(file, number, cells) for number, cells in _rows(file, text))


def unreadable(file: CaseFile, problem: str) -> FileFormatError:
    """Say why the engine could not read a file, if no row of it is damaged: perhaps a quotation mark within a cell."""
    where = ""
    with open(file.path, "rb") as lines:  # noqa: PTH123 - as above
        for number, line in enumerate(lines, 1):
            if number >= file.first_row and line.count(b'"') % 2:
                where = f", row {number:,}, has a quotation mark without its pair"
                break
    where = where or f" could not be read ({problem})"
    return FileFormatError(file.path, f"{file.path!r}{where}; correct the row, or download the file again")


def _rows(file: CaseFile, text: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Yield every row with the number of its first line."""
    reader = csv.reader(text, delimiter=file.separator, strict=True)
    number = file.first_row
    try:
        for cells in reader:
            yield number, cells
            number = file.first_row + reader.line_num
    except csv.Error as error:
        raise FileFormatError(
            file.path,
            f"{file.path!r}, row {number:,}: {str(error).partition(' - ')[0]}; a quotation mark may be missing: "
            "correct the row, or download the file again",
        ) from error


def _is_blank(file: CaseFile, number: int, cells: list[str]) -> bool:
    """Say whether a row has nothing in it; raise an error if it is damaged."""
    if len(cells) <= 1 and not "".join(cells).strip():
        return True
    problem = ""
    if len(cells) != len(file.header):
        much = "few" if len(cells) < len(file.header) else "many"
        problem = f"has too {much} cells, {len(cells)} for {len(file.header)} columns"
    elif any("\udc80" <= letter <= "\udcff" for cell in cells for letter in cell):
        problem = "is not in UTF-8; save the file as CSV in UTF-8"
    if not problem:
        return False
    raise FileFormatError(
        file.path, f"{file.path!r}, row {number:,}, {problem}; correct the row, or download the file again"
    )
