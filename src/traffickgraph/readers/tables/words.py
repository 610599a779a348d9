"""Cells of a table into words of the vocabulary, flags and years."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from math import isnan
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

import attrs

from traffickgraph.errors import InvalidValueError, TraffickGraphError, WrongTypeError, shown
from traffickgraph.model import Period
from traffickgraph.model.fields import as_forms, check_forms
from traffickgraph.vocabulary import Exploitation, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from traffickgraph.model.fields import ExploitationsLike

__all__ = ["Unread", "Words", "flag", "given_forms", "period", "text_of"]

_Word = TypeVar("_Word", Exploitation, VictimGroup)

_YES: Final = frozenset({"1", "true", "yes"})
_NO: Final = frozenset({"", "0", "false", "no", "-99"})
# The signs of pandas for a missing value, which are no null.
_MISSING: Final = frozenset({"NAType", "NaTType"})
_DATE: Final = re.compile(r"(\d{4})-\d{2}-\d{2}(?:[T ].*)?")
# Longer text is no misspelt word, and comparing it would take long.
_LONGEST: Final = 40


def text_of(value: object) -> str | None:
    """Return a cell as text; None if there is nothing in it, whatever sign the engine has for that."""
    if value is None or isinstance(value, str):
        return value
    if type(value).__name__ in _MISSING:
        return None
    if isinstance(value, float):
        return None if isnan(value) else str(int(value)) if value.is_integer() else str(value)
    return str(value)


@attrs.frozen
class Unread:
    """A cell whose word is not in the vocabulary.

    Attributes
    ----------
    nearest : tuple of str
        The nearest words.
    why : str
        What is wrong, if it is not that the word is unknown.
    """

    nearest: tuple[str, ...] = ()
    why: str = ""


class Words(Generic[_Word]):
    """Understands cells of words separated by ``;``.

    Parameters
    ----------
    vocabulary : Exploitation or VictimGroup
        The words.
    given : mapping of str to words
        What cells, or parts of them between the separators, mean by the word of the caller.
    none : tuple of words
        What a cell says in which there is nothing.
    """

    def __init__(
        self, vocabulary: type[_Word], given: Mapping[str, tuple[_Word, ...]], none: tuple[_Word, ...]
    ) -> None:
        self.none: tuple[_Word, ...] = none
        self.vocabulary: type[_Word] = vocabulary
        self._given: Mapping[str, tuple[_Word, ...]] = given
        self._used: set[str] = set()

    @property
    def unused(self) -> tuple[str, ...]:
        """The cells of the caller's mapping that did not occur."""
        return tuple(cell for cell in self._given if cell not in self._used)

    def read(self, cell: str | None) -> tuple[_Word, ...] | Unread:
        """Return the words of a cell, in the order of the vocabulary; none if it is empty."""
        text = (cell or "").strip()
        if text in self._given:
            self._used.add(text)
            return self._given[text] or self.none
        found: set[_Word] = set()
        for part in map(str.strip, text.split(";")):
            if part in self._given:
                self._used.add(part)
                found.update(self._given[part])
            elif part:
                try:
                    found.add(self.vocabulary(part))
                except TraffickGraphError:
                    return Unread(self._nearest(part))
        if len(found) > 1 and Exploitation.UNSPECIFIED in found:
            return Unread(why="it is unspecified and named")
        return tuple(word for word in self.vocabulary if word in found) or self.none

    def _nearest(self, part: str) -> tuple[str, ...]:
        vocabulary: type[Exploitation | VictimGroup] = self.vocabulary
        options = [*(str(word) for word in vocabulary), *self._given]
        return tuple(get_close_matches(part.casefold(), options)) if len(part) <= _LONGEST else ()


def given_forms(forms: Mapping[str, ExploitationsLike | None] | None) -> dict[str, tuple[Exploitation, ...]]:
    """Read the caller's mapping of cells to forms; None is no form.

    Raises
    ------
    WrongTypeError, UnknownTermError, InvalidValueError
        If it is no mapping, or maps a cell to what is no form.
    """
    from collections.abc import Mapping

    if forms is None:
        return {}
    if not isinstance(forms, Mapping):
        raise WrongTypeError(f"forms are given as a mapping such as {{'Sex': 'sexual'}}, not as {shown(forms)}", forms)
    found: dict[str, tuple[Exploitation, ...]] = {}
    for cell, meant in forms.items():
        if not isinstance(cell, str):
            raise WrongTypeError(f"forms maps text as it stands in the table, not {shown(cell)}", cell)
        try:
            words = () if meant is None else as_forms(meant)
            check_forms(words)
        except TraffickGraphError as error:
            error.add_note(f"forms[{shown(cell)}]")
            raise
        found[cell.strip()] = words
    return found


Flag: TypeAlias = bool | None


def flag(cell: str | None) -> Flag:
    """Say whether a flag is set; None if the cell is neither yes nor no. A flag that is not known is not set."""
    word = (cell or "").strip().casefold()
    return True if word in _YES else False if word in _NO else None


def period(cell: object) -> Period | None:
    """Read the years that a row speaks of; None if it does not say.

    Raises
    ------
    InvalidValueError
        If it is no year and no period.
    """
    if isinstance(cell, date) and type(cell).__name__ not in _MISSING:
        return Period(cell.year, cell.year)
    text = (text_of(cell) or "").strip()
    if not text:
        return None
    day = _DATE.fullmatch(text)
    try:
        return Period.parse(day[1] if day else text.removesuffix(".0"))
    except TraffickGraphError as error:
        raise InvalidValueError(str(error), cell) from None
