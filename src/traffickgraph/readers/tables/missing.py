"""The words that stand for a missing value in a table, as a caller names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.errors import WrongTypeError, shown
from traffickgraph.readers.tables.words import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from traffickgraph.readers.tables.columns import Columns
    from traffickgraph.readers.tables.grouping import Groups

__all__ = ["given_missing", "numbers_of", "without_missing"]

# A whole number, also as programs write it that hold it with a decimal place or two.
_NUMBER: Final = re.compile(r"([+-]?[0-9]{1,15})(?:\.00?)?")


def given_missing(given: Iterable[str]) -> frozenset[str]:
    """Read the words that a caller gives.

    Raises
    ------
    WrongTypeError
        If they are no list of text.
    """
    wrong: object = given
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise WrongTypeError(f"missing is a list of words such as ['NA', '-99'], not {shown(wrong)}", wrong)
    words: list[object] = [*given]
    for word in words:
        if not isinstance(word, str):
            raise WrongTypeError(f"missing is made of text, such as '-99', not of {shown(word)}", word)
    return frozenset(map(_plain, map(str, words)))


def numbers_of(missing: frozenset[str]) -> tuple[float, ...]:
    """Return those of the words that are whole numbers, as a column of numbers holds them."""
    return tuple(sorted({float(word) for word in missing if _NUMBER.fullmatch(word)}))


def without_missing(groups: Groups, columns: Columns, missing: frozenset[str]) -> Groups:
    """Return the groups with nothing where a cell stands for a missing value; labels of places stay as they are."""
    if not missing:
        return groups
    keys = {name: cells if name in columns.places else _emptied(cells, missing) for name, cells in groups.keys.items()}
    return attrs.evolve(groups, keys=keys)


def _emptied(cells: Sequence[object], missing: frozenset[str]) -> Sequence[object]:
    gone = {cell for cell in set(cells) if _plain(text_of(cell) or "") in missing}
    return [None if cell in gone else cell for cell in cells] if gone else cells


def _plain(word: str) -> str:
    """Return a word as words are compared: without spaces around it, case, and the decimal place of a whole number."""
    plain = word.strip().casefold()
    number = _NUMBER.fullmatch(plain)
    return number[1].removeprefix("+") if number else plain
