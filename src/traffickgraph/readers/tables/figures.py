"""The figures of the groups of a table as intervals of persons."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

from traffickgraph.errors import InvalidValueError, TraffickGraphError, shown
from traffickgraph.model import Count
from traffickgraph.readers.tables.grouping import EXACT
from traffickgraph.readers.tables.words import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from traffickgraph.readers.tables.grouping import Figures

__all__ = ["NOTHING", "Figure", "summed", "written"]

# Three places may be thousands.
_WRITTEN: Final = re.compile(r"([0-9]{1,15})\.00?")
_REMEDY: Final = "make it null where there is none, or name it in missing="
_NO_NUMBER: Final = "holds what is no number, or too large for a count of persons; make it null where there is none"


class Figure(NamedTuple):
    """What the rows of a group count: how many state a figure, their sum, and whether a threshold hides them."""

    stated: int
    low: int
    high: int | None
    suppressed: bool = False


NOTHING: Final = Figure(0, 0, 0)


def summed(figures: Figures, rows: Sequence[int], fault: Callable[[int, str], None]) -> list[Figure]:
    """Return the sums of a numeric column; report what is no count of persons."""
    found: list[Figure] = []
    columns = (figures.stated, figures.total, figures.least, figures.most, figures.part, rows)
    for at, (stated, total, least, most, part, number) in enumerate(zip(*columns, strict=True)):
        if not stated:
            found.append(NOTHING)
            continue
        problem = _problem(total, least, most, part, number)
        if problem:
            fault(at, problem)
        found.append(NOTHING if problem else Figure(stated, int(total or 0), int(total or 0)))
    return found


def _problem(total: float | None, least: float | None, most: float | None, part: float | None, rows: int) -> str:
    if total is None or least is None or most is None or not all(map(isfinite, (total, least, most))):
        return _NO_NUMBER
    if max(-least, most) * rows >= EXACT:
        return _NO_NUMBER
    if least < 0:
        return f"holds {least:g}, which is no count of persons; {_REMEDY}"
    if part:
        return "holds a figure with a part after the decimal point, which is no count of persons"
    return ""


def written(cells: Sequence[object], rows: Sequence[int], fault: Callable[[int, str], None]) -> list[Figure]:
    """Return the sums of a column of text, such as ``<5``; report what is no count of persons."""
    known: dict[object, Count | TraffickGraphError | None] = {cell: _count(cell) for cell in set(cells)}
    found: list[Figure] = []
    for at, (cell, number) in enumerate(zip(cells, rows, strict=True)):
        count = known[cell]
        problem = _wrong(count, number)
        if problem:
            fault(at, problem)
        if count is None or isinstance(count, TraffickGraphError):
            found.append(NOTHING)
            continue
        high = None if count.high is None else count.high * number
        # A figure that is hidden behind a threshold may be none at all.
        found.append(Figure(number, count.low * number, high, suppressed=count.low == 0 and not count.exact))
    return found


def _wrong(count: Count | TraffickGraphError | None, rows: int) -> str:
    if isinstance(count, TraffickGraphError):
        return str(count)
    if count is not None and max(count.low, count.high or 0) * rows >= EXACT:
        return _NO_NUMBER
    return ""


def _count(cell: object) -> Count | TraffickGraphError | None:
    text = (text_of(cell) or "").strip()
    if not text:
        return None
    try:
        # Programs that hold whole numbers as others write them with a decimal place or two.
        whole = _WRITTEN.fullmatch(text)
        return Count.parse(whole[1] if whole else text)
    except TraffickGraphError as error:
        wrong = str(error) if isinstance(error, InvalidValueError) else f"{shown(cell)} is no count"
        return InvalidValueError(f"{wrong}; missing= names the words that stand for a missing value", cell)
