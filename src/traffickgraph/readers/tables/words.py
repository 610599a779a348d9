"""Cells of a table into text, words of the vocabulary and flags."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from math import isnan
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar, cast

import attrs

from traffickgraph.errors import TraffickGraphError, WrongTypeError, shown
from traffickgraph.model.fields import as_forms, as_victims, check_forms
from traffickgraph.readers.tables.synonyms import SYNONYMS, UNSETTLED, spelling
from traffickgraph.vocabulary import Exploitation, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from traffickgraph.model.fields import ExploitationsLike, VictimsLike

__all__ = ["Unread", "Words", "flag", "given_forms", "given_groups", "is_missing", "text_of"]

_Word = TypeVar("_Word", Exploitation, VictimGroup)

_YES: Final = frozenset({"1", "1.0", "true", "yes"})
_NO: Final = frozenset({"", "0", "0.0", "false", "no", "-99", "-99.0"})
# The signs of pandas for a missing value, which are no null.
_MISSING: Final = frozenset({"NAType", "NaTType"})
# Numbers of more digits count nothing that can be counted, and making text of them would take long.
_DIGITS: Final = 20
# Longer text is no misspelt word, and comparing it would take long.
_LONGEST: Final = 40


def is_missing(value: object) -> bool:
    """Say whether a cell is nothing but a sign for a missing value."""
    return value is None or type(value).__name__ in _MISSING


def text_of(value: object) -> str | None:
    """Return a cell as text; None if there is nothing in it, whatever sign the engine has for that."""
    if isinstance(value, str):
        return value
    if is_missing(value):
        return None
    if isinstance(value, float):
        return None if isnan(value) else str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() < _DIGITS and not value % 1:
        return str(int(value))
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
        self._synonyms: Mapping[str, _Word] = cast("Mapping[str, _Word]", SYNONYMS[vocabulary])
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
                word = self._word(part)
                if isinstance(word, Unread):
                    return word
                found.add(word)
        if len(found) > 1 and Exploitation.UNSPECIFIED in found:
            return Unread(why="it is unspecified and named")
        return tuple(word for word in self.vocabulary if word in found) or self.none

    def _word(self, part: str) -> _Word | Unread:
        plain = spelling(part)
        found = self._synonyms.get(plain)
        if found is not None:
            return found
        if self.vocabulary is VictimGroup and plain in UNSETTLED:
            return Unread(why=UNSETTLED[plain])
        try:
            return self.vocabulary(part)
        except TraffickGraphError:
            return Unread(self._nearest(part))

    def _nearest(self, part: str) -> tuple[str, ...]:
        vocabulary: type[Exploitation | VictimGroup] = self.vocabulary
        options = dict.fromkeys((*(str(word) for word in vocabulary), *self._synonyms, *self._given))
        return tuple(get_close_matches(part.casefold(), options)) if len(part) <= _LONGEST else ()


def given_forms(forms: Mapping[str, ExploitationsLike | None] | None) -> dict[str, tuple[Exploitation, ...]]:
    """Read the caller's mapping of cells to forms; None is no form.

    Raises
    ------
    WrongTypeError, UnknownTermError, InvalidValueError
        If it is no mapping, or maps a cell to what is no form.
    """
    return _given("forms", forms, "{'Sex': 'sexual'}", cast("Callable[[object], tuple[Exploitation, ...]]", _forms))


def given_groups(groups: Mapping[str, VictimsLike | None] | None) -> dict[str, tuple[VictimGroup, ...]]:
    """Read the caller's mapping of cells to groups of victims; None is no group.

    Raises
    ------
    WrongTypeError, UnknownTermError
        If it is no mapping, or maps a cell to what is no group.
    """
    return _given(
        "groups",
        groups,
        "{'Female': ['women', 'girls']}",
        cast("Callable[[object], tuple[VictimGroup, ...]]", as_victims),
    )


def _forms(meant: ExploitationsLike) -> tuple[Exploitation, ...]:
    words = as_forms(meant)
    check_forms(words)
    return words


def _given(
    name: str, mapping: Mapping[str, object] | None, example: str, read: Callable[[object], tuple[_Word, ...]]
) -> dict[str, tuple[_Word, ...]]:
    from collections.abc import Mapping

    if mapping is None:
        return {}
    if not isinstance(mapping, Mapping):
        raise WrongTypeError(f"{name} are given as a mapping such as {example}, not as {shown(mapping)}", mapping)
    found: dict[str, tuple[_Word, ...]] = {}
    for cell, meant in mapping.items():
        if not isinstance(cell, str):
            raise WrongTypeError(f"{name} maps text as it stands in the table, not {shown(cell)}", cell)
        try:
            found[cell.strip()] = () if meant is None else read(meant)
        except TraffickGraphError as error:
            error.add_note(f"{name}[{shown(cell)}]")
            raise
    return found


Flag: TypeAlias = bool | None


def flag(cell: str | None) -> Flag:
    """Say whether a flag is set; None if the cell is neither yes nor no. A flag that is not known is not set."""
    word = (cell or "").strip().casefold()
    return True if word in _YES else False if word in _NO else None
