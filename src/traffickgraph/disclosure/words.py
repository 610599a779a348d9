"""Numbers in words: quotes, notes and locators may say again what is withheld, of this claim or of another."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from traffickgraph.disclosure.marks import is_mark, parts_of
from traffickgraph.model.claims import BY_CITIZENSHIP, INFERRED, SYNTHETIC

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["bare_locator", "bare_note", "is_of_persons", "numbers_in", "plain_locator", "plain_note", "plain_quote"]

_ONES: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: Final[dict[str, int]] = {
    **{word: number for number, word in enumerate(_ONES.split())},
    **dict.fromkeys(("no", "none", "nobody", "nil"), 0),
    **dict.fromkeys(("single", "sole", "only", "once", "first"), 1),
    **dict.fromkeys(("couple", "pair", "both", "twice", "twins", "second", "half"), 2),
    **dict.fromkeys(("trio", "third", "triplets", "few", "several", "some"), 3),
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "dozen": 12,
    **{word: 10 * n for n, word in enumerate(_TENS.split(), 2)},
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
}
_NUMBER: Final = re.compile(r"\d{1,3}(?:[,.'\u2019\u00a0\u202f ]\d{3})+(?!\d)|\d+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")

# The words by which a unit of an indicator says that it counts persons; a case of trafficking is often one person.
_NAMED: Final = (
    "person persons people individual individuals human humans victim victims survivor survivors case cases child "
    "children minor minors adult adults woman women man men girl girls boy boys"
)
_PERSONS: Final = frozenset(_NAMED.split())

_AT: Final = r"[A-Z]?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?"
# Of the place of a withheld figure only that is kept which says nothing of how many rows there are.
_PLACE: Final = re.compile(
    r"(?i:pages?|pp?\.?|tables?|tab\.|sheets?|sections?|sec\.|§|chapters?|ch\.|annex(?:es)?|appendix)\s*"
    rf"(?:{_AT}(?:\s*[-\u2013]\s*{_AT})?|[IVX]{{1,5}}|[A-Z])"
)
# Where every row is a case, as many rows are named as there were persons; and gaps between them tell what is missing.
_ROWS: Final = re.compile(
    r"[\s,(]*(?:\b(?:rows?|lines?|cases?|records?|cells?|entry|entries|items?|ids?|nos?|zeilen?)\b(?=[^;]*\d)|#\s*\d)[^;]*",
    re.IGNORECASE,
)


def numbers_in(text: str) -> Iterator[int]:
    """Yield the numbers that a text names, in digits or in words."""
    for found in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        yield int(digits) if len(digits) < 20 else 10**18  # noqa: PLR2004 - more than any number of persons
    for sign in text:
        if not sign.isascii() and not sign.isdecimal():
            number = unicodedata.numeric(sign, None)
            if number is not None:
                yield int(number)
    for word in _LETTERS.findall(text.casefold()):
        if word in _WORDS:
            yield _WORDS[word]


def is_of_persons(unit: str) -> bool:
    """Say whether a unit of an indicator counts persons, whatever brackets and signs it is written with."""
    return not _PERSONS.isdisjoint(_LETTERS.findall(unit.casefold()))


def _has_number(text: str) -> bool:
    return next(numbers_in(text), None) is not None


def plain_quote(quote: str) -> str:
    """Return the quote of a figure that stays, where another of its publication is withheld: nothing if with a number.

    One sentence often speaks of several figures.
    """
    return "" if _has_number(quote) else quote


def plain_note(note: str) -> str:
    """Return the note of a figure that stays without the remarks that hold a number."""
    return "; ".join(_kept(note, any_remark=True))


def bare_note(note: str) -> str:
    """Return of the note of a withheld figure that its claim is inferred or synthetic, or what its source is."""
    return "; ".join(_kept(note, any_remark=False))


def _kept(note: str, *, any_remark: bool) -> Iterator[str]:
    for part in parts_of(note):
        if is_mark(part):
            continue
        sign = next((one for one in (INFERRED, SYNTHETIC) if one in part), None)
        if not _has_number(part) and (any_remark or sign is not None or part == BY_CITIZENSHIP):
            yield part
        elif sign is not None:  # that it is inferred or synthetic has to be said
            yield f"{sign}how is not said"


def plain_locator(locator: str) -> str:
    """Return the locator of a figure that stays without its lists of rows."""
    if not _ROWS.search(locator):
        return locator
    return "; ".join(filter(None, (_ROWS.sub("", part).strip(" ,") for part in parts_of(locator))))


def bare_locator(locator: str) -> str:
    """Return of the locator of a withheld figure its pages, tables and sections."""
    parts = (one.strip() for one in re.split("[;,]", locator))
    return "; ".join(one for one in parts if _PLACE.fullmatch(one))
