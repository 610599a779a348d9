"""What the free-text labels of other people's tables mean: countries, nationals, nobody in particular, or unknown.

A label is understood if :func:`traffickgraph.place` knows it, if the caller has said what it means, or if it stands in
the reviewed list ``labels.csv`` of this room. Misspelt names are guessed at only where a caller asks for it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple, TypeAlias

import attrs

from traffickgraph.asked import yes_or_no
from traffickgraph.errors import InvalidValueError, TraffickGraphError, WrongTypeError, shown
from traffickgraph.places import Country, Place, PlaceLike, Region, candidates, place, similar
from traffickgraph.places._normal import normal_form

__all__ = ["REVIEWED", "LabelLike", "Labels", "Meaning", "ReviewedLabel", "Scope", "reviewed_labels"]

LabelLike: TypeAlias = PlaceLike | Iterable[PlaceLike] | None
Scope: TypeAlias = Literal["any", "unodc"]
Kind: TypeAlias = Literal["place", "nationals", "unstated", "total", "unresolved"]
How: TypeAlias = Literal[
    "known name", "M49 code", "given", "reviewed", "cut short", "similar", "empty", "ambiguous", "unclear", "unknown"
]

REVIEWED: Final = "labels.csv"
_SCOPES: Final = ("any", "unodc")
# A shorter misspelt word is near to too many names.
_SHORTEST_GUESSED: Final = 5
_LONGEST_GUESSED: Final = 60
# Between two words, a line break in a cell is a space; other control characters are damage.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# A number of UN M49 has three digits; one that was held as a number has lost its zeros, or gained a decimal place.
_NUMBER: Final = re.compile(r"([0-9]{1,3})(?:\.00?)?")
_M49_DIGITS: Final = 3


@attrs.frozen
class Meaning:
    """What one label means.

    Attributes
    ----------
    kind : {"place", "nationals", "unstated", "total", "unresolved"}
        A place or several; the nationals of the country that reports; an end that the table leaves unstated; a total
        of other rows; or nothing that is known here.
    places : frozenset of Country or Region
        The places, of a label of that kind; of one that is ambiguous, none.
    how : str
        How it was understood: as a name that `place` knows (``"known name"``), as a number that it knows
        (``"M49 code"``), by the caller's mapping (``"given"``), by the reviewed list (``"reviewed"``), as the beginning
        of one name only (``"cut short"``), by likeness (``"similar"``), as nothing (``"empty"``); or why not:
        ``"ambiguous"``, ``"unclear"``, ``"unknown"``.
    note : str
        A remark on it: of the reviewed list, or the places that an ambiguous name may mean.
    """

    kind: Kind
    places: frozenset[Place] = frozenset()
    how: How = "known name"
    note: str = ""

    @property
    def resolved(self) -> bool:
        """Whether it is known what the label means."""
        return self.kind != "unresolved"

    def __str__(self) -> str:
        return ", ".join(map(str, sorted(self.places))) if self.kind == "place" else self.kind


class ReviewedLabel(NamedTuple):
    """A line of the reviewed list: a label that was read by a person, and what it means.

    `meaning` is codes of places separated by ``;``, or ``nationals``, ``unstated``, ``total`` or ``unclear``; `scope`
    is ``any``, or the only table whose labels it is about.
    """

    label: str
    meaning: str
    scope: str
    note: str


@cache
def reviewed_labels() -> tuple[ReviewedLabel, ...]:
    """Return the reviewed list, as it stands in the package."""
    text = files("traffickgraph.readers").joinpath(REVIEWED).read_text("utf-8")
    lines = csv.reader(text.splitlines())
    next(lines)
    return tuple(ReviewedLabel(*line) for line in lines)


@cache
def _reviewed(scope: Scope) -> Mapping[str, Meaning]:
    """Return what the labels of a table mean, by their normal form; what is said of it alone goes first."""
    rows = sorted((row for row in reviewed_labels() if row.scope in ("any", scope)), key=lambda row: row.scope != "any")
    return {_key(row.label): _meaning_of(row) for row in rows}


def _key(label: str) -> str:
    # What is all signs, such as "-", is left without a normal form.
    return normal_form(label) or label.strip()


def _meaning_of(row: ReviewedLabel) -> Meaning:
    kinds: dict[str, Kind] = {"nationals": "nationals", "unstated": "unstated", "total": "total"}
    if row.meaning == "unclear":
        return Meaning("unresolved", how="unclear", note=row.note)
    if row.meaning in kinds:
        return Meaning(kinds[row.meaning], how="reviewed", note=row.note)
    codes = row.meaning.split(";")
    places = frozenset(Country(code) if code.isupper() else Region(code) for code in codes)
    return Meaning("place", places, "reviewed", row.note)


_EMPTY: Final = Meaning("unstated", how="empty")
_UNKNOWN: Final = Meaning("unresolved", how="unknown")
_DAMAGED: Final = Meaning("unresolved", how="unclear", note="it holds a control character")


class Labels:
    """Understands labels, each distinct one once.

    Parameters
    ----------
    given : mapping of str to place, places or None, optional
        What labels mean by the word of the caller: a place, several, or None for an end that the table leaves unstated.
        A label that is written just so always means it, but for spaces around it. One that differs in case, accents or
        punctuation means it too, unless `place` knows it by itself ("n.a." says nothing about NA, which is Namibia), or
        two labels of the caller that differ in nothing else mean different things.
    scope : {"any", "unodc"}
        Whose table: some entries of the reviewed list are about the labels of one table alone.
    fuzzy : bool
        Whether a label that is understood in no other way means the one place whose name is nearest to it, if there
        is one. Every such guess is in the report.
    numbers : bool
        Whether a whole number of fewer than three digits is one of UN M49 that has lost its zeros.

    Raises
    ------
    WrongTypeError, UnknownPlaceError, InvalidValueError
        If the mapping is none, or maps a label to what is no place.
    """

    def __init__(
        self,
        given: Mapping[str, LabelLike] | None = None,
        *,
        scope: Scope = "any",
        fuzzy: bool = False,
        numbers: bool = False,
    ) -> None:
        if scope not in _SCOPES:
            raise InvalidValueError(f"scope is {' or '.join(map(repr, _SCOPES))}, not {shown(scope)}", scope)
        self._fuzzy = yes_or_no("fuzzy", fuzzy)
        self._exact = _as_meanings(given)
        self._loose = _by_key(self._exact)
        self._used: set[str] = set()
        self._numbers = numbers
        self._scope = scope
        self._reviewed = _reviewed(scope)
        self._known: dict[str, Meaning] = {}

    def meaning(self, label: str | None, /) -> Meaning:
        """Return what a label means; None and blank text are an unstated end."""
        if label is None:
            return _EMPTY
        found = self._known.get(label)
        if found is None:
            found = self._known[label] = self._understood(label.strip())
        return found

    @property
    def unused(self) -> tuple[str, ...]:
        """The labels of the caller's mapping that did not occur: perhaps misspelt there."""
        return tuple(label for label in self._exact if label not in self._used)

    def _understood(self, label: str) -> Meaning:
        given = self._given(label)
        if given is not None:
            return given
        if not label:
            return _EMPTY
        return _DAMAGED if _CONTROL.search(label) else self._found(label, _key(label))

    def _found(self, label: str, key: str) -> Meaning:
        number = self._digits(label)
        # In a table that names countries by words, a number among them is a figure that went astray.
        places = () if number and self._scope != "any" else candidates(number or label)
        reviewed = self._reviewed.get(key)
        if key in self._loose and (reviewed is not None or len(places) != 1):
            self._used |= self._loose[key]
            return self._exact[next(iter(self._loose[key]))]
        if reviewed is not None:
            return reviewed
        if len(places) == 1:
            return Meaning("place", frozenset(places), "M49 code" if number else "known name")
        if places:
            return Meaning("unresolved", how="ambiguous", note=" or ".join(f"{one} ({one.code})" for one in places))
        return self._guessed(label) if self._fuzzy else _UNKNOWN

    def _given(self, label: str) -> Meaning | None:
        """Return what the caller says of a label as it is written; of a number, also without a decimal place."""
        number = _NUMBER.fullmatch(label) if self._numbers else None
        for written in (label, *([number[1]] if number else [])):
            if written in self._exact:
                self._used.add(written)
                return self._exact[written]
        return None

    def _digits(self, label: str) -> str:
        """Return the number of UN M49 that a label may be; empty if it is no number."""
        number = _NUMBER.fullmatch(label) if self._numbers else None
        if number:
            return number[1].zfill(_M49_DIGITS)
        return label if label.isdecimal() else ""

    def _guessed(self, label: str) -> Meaning:
        if not _SHORTEST_GUESSED <= len(label) <= _LONGEST_GUESSED:
            return _UNKNOWN
        codes = similar(label)
        return Meaning("place", frozenset((place(codes[0]),)), "similar") if len(codes) == 1 else _UNKNOWN


def _by_key(exact: Mapping[str, Meaning]) -> dict[str, frozenset[str]]:
    """Return the caller's labels by their normal form, where all labels of one mean the same."""
    found: dict[str, set[str]] = {}
    for label in exact:
        found.setdefault(_key(label), set()).add(label)
    return {key: frozenset(those) for key, those in found.items() if len({exact[one] for one in those}) == 1}


def _as_meanings(given: Mapping[str, LabelLike] | None) -> dict[str, Meaning]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise WrongTypeError(
            f"labels are given as a mapping such as {{'Rep. Somewhere': 'SOM'}}, not as {shown(given)}", given
        )
    return {_text(label): _given_meaning(label, meant) for label, meant in given.items()}


def _text(label: object) -> str:
    if not isinstance(label, str):
        raise WrongTypeError(f"labels are text as it stands in the table, not {shown(label)}", label)
    return label.strip()


def _given_meaning(label: str, meant: LabelLike) -> Meaning:
    if meant is None:
        return Meaning("unstated", how="given")
    try:
        if isinstance(meant, (str, Country, Region)):
            return Meaning("place", frozenset((place(meant),)), "given")
        if not isinstance(meant, Iterable):
            raise WrongTypeError(f"{shown(meant)} is no place, no places and not None", meant)
        places = frozenset(map(place, meant))
    except TraffickGraphError as error:
        error.add_note(f"labels[{shown(label)}]")
        raise
    if not places:
        raise InvalidValueError(f"labels[{shown(label)}] names no place; None leaves the end unstated", meant)
    return Meaning("place", places, "given")
