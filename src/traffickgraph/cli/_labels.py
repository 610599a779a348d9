"""What labels mean by the word of the caller: from a file, and from the command line."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from traffickgraph.errors import FileFormatError, InvalidValueError, TraffickGraphError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["labels_of"]

# The label as it is written in the table, and a place, or nothing for an unstated end.
_HEADER: Final = ["label", "place"]


def labels_of(path: str | None, said: Sequence[str]) -> dict[str, str | None]:
    """Return what labels mean: those of a file, which may be none, then those of the command line, which go first.

    Raises
    ------
    FileFormatError
        If the file is no such list.
    InvalidValueError
        If a label is said to mean what is no place, or two things.
    """
    found: dict[str, str | None] = {}
    for where, label, meant in _of_file(path) if path is not None else ():
        _enter(found, where, label, meant)
    here: dict[str, str | None] = {}
    for text in said:
        label, sign, meant = text.rpartition("=")
        if not sign:
            raise InvalidValueError(f"--label is LABEL=PLACE, or LABEL= for an unstated end, not {shown(text)}", text)
        _enter(here, "--label", label, meant)
    return found | here


def _enter(found: dict[str, str | None], where: str, label: str, meant: str) -> None:
    from traffickgraph.places import place

    meaning = meant.strip() or None
    if meaning is not None:
        try:
            place(meaning)
        except TraffickGraphError as error:
            raise InvalidValueError(f"{where}, label {shown(label)}: {error}", meant) from error
    if found.get(label, meaning) != meaning:
        raise InvalidValueError(f"{where} says twice what {shown(label)} means, and not the same", label)
    found[label] = meaning


def _of_file(path: str) -> Iterator[tuple[str, str, str]]:
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileFormatError(path, f"{path!r} is not UTF-8: {error}; save it as 'CSV UTF-8'", (".csv",)) from error
    first = text.split("\n", 1)[0]
    lines = csv.reader(StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    try:
        rows = [(lines.line_num, row) for row in lines if row]
    except csv.Error as error:
        raise FileFormatError(path, f"{path!r} is not a CSV file: line {lines.line_num}: {error}", (".csv",)) from error
    if not rows or [cell.strip().casefold() for cell in rows[0][1]] != _HEADER:
        raise FileFormatError(path, f"the first line of {path!r} must name two columns, label and place", (".csv",))
    for line, row in rows[1:]:
        if len(row) != len(_HEADER):
            raise FileFormatError(path, f"line {line} of {path!r} has {len(row)} cells, not label and place", (".csv",))
        yield f"line {line} of {path!r}", row[0], row[1]
