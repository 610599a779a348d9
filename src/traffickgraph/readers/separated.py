"""Text whose cells are separated by commas, semicolons or tabs: its rows, and whether each has the cells it should.

An engine that reads only the columns asked for leaves out cells too many, fills in cells too few, and takes a
quotation mark in a cell that nobody asked for as the beginning of a cell of many lines. So every line is looked at
once, in polars; and, only where a line is not a whole row by itself, row by row in Python.

What is well formed is stricter than in most programs: a cell stands in quotation marks as a whole or not at all, and a
quotation mark within it is written twice [1]_.

References
----------
.. [1] Y. Shafranovich, "Common Format and MIME Type for Comma-Separated Values (CSV) Files", RFC 4180, 2005, section 2.
"""

from __future__ import annotations

import re
from filecmp import cmp
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "BLANKS",
    "Account",
    "Damage",
    "Row",
    "account_of",
    "account_row_by_row",
    "lines_to_skip",
    "rows_of",
    "same_content",
    "wide_encoding",
]

#: What a blank line may hold.
BLANKS: Final = " \t\r\v\f"
_FAULTS_KEPT: Final = 1_000
_CHUNK: Final = 1 << 20
# What stands between quotation marks, of which two are one.
_INSIDE: Final = re.compile(r'[^"]*+(?:""[^"]*+)*+')
_STRAY: Final = "a quotation mark inside an unquoted cell"
_AFTER: Final = "text after the quotation mark that closes a cell"
_OPEN: Final = "a quotation mark that is never closed"
_LOST: Final = "; from here on no cells can be told apart"
# An expression that counts more cells than these grows large.
_WIDE: Final = 200
# A sign that hardly any file has, so that a whole line is one cell for the engine.
_UNUSUAL: Final = "\x1e"


class Row(NamedTuple):
    """A row: the line on which it begins, the one on which it ends, its cells; and what is wrong, if it is none."""

    line: int
    last: int
    cells: list[str]
    fault: str = ""


class Damage(NamedTuple):
    """What is wrong with the row that begins on a line: a number of cells that is not that of the header, or more."""

    line: int
    cells: int
    what: str = ""


@attrs.frozen
class Account:
    """What stands in a file below its header.

    Attributes
    ----------
    rows : int
        The rows, without blank lines. A line of nothing but separators is a row.
    blank : int
        The lines with nothing on them, or blanks alone.
    alone : bool
        Whether every line is a row by itself, or blank.
    damage : tuple of Damage
        What is wrong, of the first thousand rows with which something is.
    wrong : int
        With how many rows something is.
    undecoded : tuple of int, or None
        The first line that is no UTF-8, and its first such byte; known only where rows were gone through one by one.
    """

    rows: int
    blank: int
    alone: bool
    damage: tuple[Damage, ...] = ()
    wrong: int = 0
    undecoded: tuple[int, int] | None = None


def account_of(path: str, separator: str, width: int, skipped: int) -> Account:
    """Look through the lines of a file, at the speed of a scan where every line is a row.

    Parameters
    ----------
    path : str
        The file.
    separator : str
        What separates cells.
    width : int
        How many cells a row has.
    skipped : int
        The lines of the header, and above it.
    """
    return _line_by_line(path, separator, width, skipped) or account_row_by_row(path, separator, width, skipped)


def lines_to_skip(path: str, separator: str, skipped: int) -> int | None:
    """Return how many lines stand above the first row below a header, for blank ones are none; None if there is no row.

    The engine expects the first line to be a row.
    """
    blanks = BLANKS.encode() + b"\n"
    with Path(path).open("rb") as file:
        for number, line in enumerate(file):
            if number >= skipped and (line.strip(blanks) or separator.encode() in line):
                return number
    return None


def _line_by_line(path: str, separator: str, width: int, skipped: int) -> Account | None:
    """Count the lines, if each of them is a whole row or blank; None if not."""
    import polars as pl

    number = _number_of_lines(path)
    if number is None:
        return None
    lines = pl.scan_csv(
        path,
        has_header=False,
        skip_lines=skipped,
        schema={"line": pl.String},
        separator=_UNUSUAL,
        quote_char=None,
        encoding="utf8-lossy",
        truncate_ragged_lines=True,
        glob=False,
        raise_if_empty=False,
    )
    line = pl.col("line")
    separators = line.str.count_matches(separator, literal=True)
    suspect = (separators != width - 1) | line.str.contains('"', literal=True)
    if width <= _WIDE:  # one look at each line, rather than two
        suspect = ~line.str.contains(_well_formed(separator, f"{{{width - 1}}}"))
    suspect |= line.is_null()
    if width == 1:  # a blank line has as many separators as a row
        suspect |= line.str.strip_chars(BLANKS) == ""
    few = lines.filter(suspect).with_columns(line.fill_null(""))
    blank = (line.str.strip_chars(BLANKS) == "") & ~line.str.contains(separator, literal=True)
    between = line.str.replace_all('"[^"]*"', "").str.count_matches(separator, literal=True)
    whole = line.str.contains(_well_formed(separator)) & (between == width - 1)
    try:
        found = few.select(blank=blank.sum(), wrong=(~blank & ~whole).sum()).collect(engine="streaming")
    except pl.exceptions.PolarsError:  # an odd line, which may yet be a row
        return None
    blanks, wrong = found.row(0)
    return None if wrong else Account(rows=number - skipped - blanks, blank=blanks, alone=True)


def _well_formed(separator: str, times: str = "*") -> str:
    cell = f'(?:[^"{_in_class(separator)}]*|"(?:[^"]|"")*")'
    return f"^{cell}(?:{re.escape(separator)}{cell}){times}$"


def _in_class(separator: str) -> str:
    return f"\\{separator}" if separator in r"\^-]" else separator


def _number_of_lines(path: str) -> int | None:
    """Return how many lines a file has; None if it holds the sign that separates nothing."""
    number, last = 0, b"\n"
    with Path(path).open("rb") as file:
        while chunk := file.read(_CHUNK):
            if _UNUSUAL.encode() in chunk:
                return None
            number += chunk.count(b"\n")
            last = chunk[-1:]
    return number + (last != b"\n")


def account_row_by_row(path: str, separator: str, width: int, skipped: int) -> Account:
    """Go through a file row by row, and say what is wrong with each."""
    damage: list[Damage] = []
    undecoded: list[tuple[int, int]] = []
    wrong = rows = blank = 0
    alone = True
    with Path(path).open("rb") as file:
        lines = _decoded(islice(file, skipped, None), skipped + 1, undecoded)
        for row in rows_of(lines, separator, first=skipped + 1, keep=False):
            alone &= row.line == row.last
            if not row.fault and len(row.cells) == 1 and not row.cells[0].strip(BLANKS):
                blank += 1
                continue
            rows += 1
            if row.fault or len(row.cells) != width:
                wrong += 1
                if wrong <= _FAULTS_KEPT:
                    damage.append(Damage(row.line, 0 if row.fault else len(row.cells), row.fault))
    return Account(rows, blank, alone, tuple(damage), wrong, undecoded[0] if undecoded else None)


def _decoded(lines: Iterable[bytes], first: int, undecoded: list[tuple[int, int]]) -> Iterator[str]:
    """Decode lines, and enter the first that is no UTF-8."""
    for number, line in enumerate(lines, first):
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            if not undecoded:
                undecoded.append((number, line[error.start]))
            yield line.decode("utf-8", "replace")


def rows_of(lines: Iterable[str], separator: str, *, first: int = 1, keep: bool = True) -> Iterator[Row]:
    """Yield the rows of lines; cells may be of any length.

    A row with a misplaced quotation mark is yielded with what is wrong; if it may have hidden others, it is the last.

    Parameters
    ----------
    lines : iterable of str
        With their ends.
    separator : str
        What separates cells.
    first : int
        The number of the first line.
    keep : bool
        Whether what stands in quotation marks is wanted; without it, such cells are ``""`` in quotation marks.
    """
    reader = _Reader(lines, separator, first, keep=keep)
    for line in reader.lines:
        reader.number += 1
        if '"' not in line:
            yield Row(reader.number, reader.number, line.rstrip("\r\n").split(separator))
            continue
        row = reader.row(line)
        yield row
        if row.fault.endswith(_LOST):
            return


class _Reader:
    """Reads rows with quotation marks."""

    def __init__(self, lines: Iterable[str], separator: str, first: int, *, keep: bool) -> None:
        self.lines = iter(lines)
        self.number = first - 1
        self._separator = separator
        self._keep = keep
        self._plain = re.compile(f'[^"\n{_in_class(separator)}]*+')

    def row(self, line: str) -> Row:
        """Return the row that begins on a line, and goes on as long as a cell is open."""
        first, cells, at = self.number, list[str](), 0
        while True:
            if line.startswith('"', at):
                cell, line, at = self._quoted(line, at + 1)
                if at < 0:
                    return Row(first, self.number, cells, _OPEN + _LOST)
                stray = _AFTER
            else:
                end = self._plain.match(line, at).end()  # type: ignore[union-attr] # which matches anything
                cell, at, stray = line[at:end], end, _STRAY
            if line.startswith(self._separator, at):
                cells.append(cell)
                at += 1
            elif line[at:] not in {"", "\n", "\r\n"} and (stray is _AFTER or line.startswith('"', at)):
                return Row(first, self.number, cells, stray if first == self.number else stray + _LOST)
            else:
                return Row(first, self.number, [*cells, cell.rstrip("\r") if stray is _STRAY else cell])

    def _quoted(self, line: str, at: int) -> tuple[str, str, int]:
        """Return what stands in quotation marks, the line on which they close, and where; -1 if they do not."""
        pieces: list[str] = []
        while True:
            end = _INSIDE.match(line, at).end()  # type: ignore[union-attr] # which matches anything
            if self._keep:
                pieces.append(line[at:end])
            if end < len(line):
                return "".join(pieces).replace('""', '"') if self._keep else '""', line, end + 1
            following = next(self.lines, None)
            if following is None:
                return "", line, -1
            self.number += 1
            line, at = following, 0


def same_content(one: str, other: str) -> bool:
    """Say whether two files are one, or hold the same byte for byte."""
    return Path(one).stat().st_size == Path(other).stat().st_size and cmp(one, other, shallow=False)


def wide_encoding(start: bytes) -> str:
    """Return the name of the encoding of two bytes or four for a sign that text begins in; empty if it is in none."""
    if start.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    zeros = [byte == 0 for byte in start[:4]]  # of letters that have a place in ASCII
    return "UTF-16" if zeros in ([False, True] * 2, [True, False] * 2) else ""
