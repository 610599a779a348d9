"""Periods, counts, publications and evidence: what a claim carries besides its route."""

from __future__ import annotations

import re
from operator import index
from typing import TYPE_CHECKING, Any, Final, Self, SupportsIndex, TypeAlias, cast

import attrs

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.table import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrs import Attribute

__all__ = ["Count", "Evidence", "Period", "PeriodLike", "Publication", "check_text", "whole_text"]

# No figure of persons comes near; larger ones break what prints and stores them.
_HIGHEST: Final = 10**18
# Years are written with four digits; a shorter number is something else.
_FIRST_YEAR: Final = 1000
_LAST_YEAR: Final = 9999


def check_text(name: str, value: str) -> None:
    """Check that a value is text that every file format can hold."""
    if not isinstance(value, str):
        raise WrongTypeError(f"{name} is text, not {shown(value)}", value)
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise InvalidValueError(
                f"{name} holds half a character at position {error.start}: {shown(value)}; decode the text again",
                value,
            ) from None


def whole_text(_owner: object, field: Attribute[str], value: str) -> None:
    """Validate that a field is text that every file format can hold."""
    check_text(field.name, value)


def _trimmed(value: str) -> str:
    """Take away white space at both ends, which would make another publication of the same one."""
    given: object = value  # what is no text is left to the validator
    return value.strip() if isinstance(given, str) else value


def _some_text(owner: object, field: Attribute[str], value: str) -> None:
    whole_text(owner, field, value)
    if not value.strip():
        raise InvalidValueError(f"{field.name} is empty; a publication is known by its title and year", value)


def _whole(value: SupportsIndex) -> int:
    """Return a whole number, also one of numpy, as Python's own; leave what is none to the validator."""
    if type(value) is int or isinstance(value, bool):
        return value
    try:
        return index(value)
    except TypeError:
        return cast("int", value)


def _whole_or_none(value: SupportsIndex | None) -> int | None:
    return None if value is None else _whole(value)


def _year(_owner: object, field: Attribute[int], value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongTypeError(f"{field.name} is a calendar year such as 2015, not {shown(value)}", value)
    if not _FIRST_YEAR <= value <= _LAST_YEAR:
        raise InvalidValueError(f"{field.name} is a calendar year such as 2015, not {value}", value)


@attrs.frozen(cache_hash=True, order=True)
class Period:
    """The calendar years that a statement speaks of, both ends included.

    It is the time spoken of, never the time of printing: that is ``publication.year``.

    Parameters
    ----------
    first, last : int or None
        The first and the last year; None where that end is open. Not both are.

    Raises
    ------
    InvalidValueError
        If the last year is before the first, or both are None.

    Examples
    --------
    >>> print(Period(2010, 2012), Period(2014, 2014), Period(2010, None), sep="; ")
    2010–2012; 2014; since 2010
    """

    first: int | None = attrs.field(default=None, converter=_whole_or_none, validator=attrs.validators.optional(_year))
    last: int | None = attrs.field(default=None, converter=_whole_or_none, validator=attrs.validators.optional(_year))

    def __attrs_post_init__(self) -> None:
        if self.first is None and self.last is None:
            raise InvalidValueError("a period states its first year, its last or both; an unstated period is None")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise InvalidValueError(
                f"the last year {self.last} is before the first year {self.first}", (self.first, self.last)
            )

    @classmethod
    def parse(cls, given: PeriodLike) -> Self:
        """Read a period from a year, a pair, or text: ``2014``, ``"2010-2012"``, ``"since 2010"``, ``"until 2012"``.

        Raises
        ------
        InvalidValueError, WrongTypeError
            If it is none of these.
        """
        if isinstance(given, cls):
            return given
        if isinstance(given, SupportsIndex):
            return cls(given, given)
        if isinstance(given, tuple) and len(given) == 2:  # noqa: PLR2004
            return cls(*given)
        if not isinstance(given, str):
            raise WrongTypeError(f"a period is a year, a pair of years or text, not {shown(given)}", given)
        match = _PERIOD.fullmatch(given.strip())
        if match is None:
            raise InvalidValueError(
                f"{shown(given)} is no period; write '2014', '2010-2012', '2010-' or '-2012'", given
            )
        if match["one"]:
            return cls(int(match["one"]), int(match["one"]))
        first, last = match["first"] or match["since"], match["last"] or match["until"]
        return cls(int(first) if first else None, int(last) if last else None)

    def overlaps(self, first: int | None, last: int | None) -> bool:
        """Say whether the period shares a year with ``first`` to ``last``; None is an open end."""
        return not (
            (self.first is not None and last is not None and last < self.first)
            or (self.last is not None and first is not None and self.last < first)
        )

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        if self.first is None:
            return f"until {self.last}"
        return f"since {self.first}" if self.last is None else f"{self.first}–{self.last}"


PeriodLike: TypeAlias = Period | int | str | tuple[int | None, int | None]

_PERIOD = re.compile(
    r"(?P<one>\d{4})|since (?P<since>\d{4})|until (?P<until>\d{4})"
    r"|(?P<first>\d{4})?\s*[-–—/]\s*(?P<last>\d{4})?",
    re.IGNORECASE,
)


@attrs.frozen(cache_hash=True, order=True)
class Count:
    """A number of detected persons, as an interval: suppressed and rounded figures are common, and zero is a figure.

    It is what an authority counted, never how many there were.

    Parameters
    ----------
    low : int
        At least so many.
    high : int or None
        At most so many; None where no upper bound is stated.

    Examples
    --------
    >>> Count.parse("<5")
    Count(0, 4)
    >>> print(Count.parse("<5") + Count.parse("1,234"))
    1234–1238
    """

    low: int = attrs.field(converter=_whole)
    high: int | None = attrs.field(converter=_whole_or_none)

    def __attrs_post_init__(self) -> None:
        for bound in (self.low, self.high):
            if bound is not None and (isinstance(bound, bool) or not isinstance(bound, int)):
                raise WrongTypeError(f"a count has whole numbers as bounds, not {shown(bound)}", bound)
        if self.low is None:
            raise WrongTypeError("a count has a lower bound; 0 where none is stated", None)
        if max(self.low, self.high or 0) >= _HIGHEST:
            raise InvalidValueError("a count of persons has no more than 18 digits")
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise InvalidValueError(
                f"a count goes from zero or more up to its upper bound, not from {self.low} to {self.high}",
                (self.low, self.high),
            )

    @classmethod
    def parse(cls, given: Count | int | str) -> Count:
        """Read a count from a number or from text: ``"<5"``, ``"1,234"``, ``"5-9"``, ``"10+"``, ``"at least 10"``.

        A comma, a space or an apostrophe separates thousands; a decimal number is no count of persons.

        Raises
        ------
        InvalidValueError, WrongTypeError
            If it is none of these.
        """
        if isinstance(given, Count):
            return given
        if isinstance(given, bool) or not isinstance(given, (SupportsIndex, str)):
            raise WrongTypeError(f"a count is a whole number or text, not {shown(given)}", given)
        if isinstance(given, SupportsIndex):
            return cls(given, given)
        match = _COUNT.fullmatch(given.strip())
        if match is None:
            raise InvalidValueError(f"{shown(given)} is no count; write '12', '<5', '5-9' or '10+'", given)
        number = _number(match["number"] or match["least"] or match["low"])
        if match["low"]:
            return cls(number, _number(match["high"]))
        sign = "≥" if match["least"] else (match["sign"] or "").casefold()
        return cls(*_BOUNDS[sign](number))

    @property
    def exact(self) -> bool:
        """Whether both bounds are the same."""
        return self.low == self.high

    def __add__(self, other: Count) -> Count:
        """Add as intervals: bound to bound."""
        if not isinstance(other, Count):
            return NotImplemented
        high = None if self.high is None or other.high is None else self.high + other.high
        return Count(self.low + other.low, high)

    def __radd__(self, other: object) -> Count:
        """Let `sum` begin with its zero."""
        return self if other == 0 else NotImplemented

    def __repr__(self) -> str:
        return f"Count({self.low}, {self.high})"

    def __str__(self) -> str:
        if self.exact:
            return str(self.low)
        return f"{self.low} or more" if self.high is None else f"{self.low}–{self.high}"


# Commas, apostrophes and the spaces that typesetters use, the non-breaking and the narrow one included.
_DIGITS = r"\d{1,3}(?:[, \u00a0\u2009\u202f'\u2019]\d{3}){1,5}|\d{1,18}"
_COUNT = re.compile(
    rf"(?P<sign><=|>=|<|>|≤|≥|at least|at most)?\s*(?P<number>{_DIGITS})"
    rf"|(?P<least>{_DIGITS})\s*(?:\+|or more)"
    rf"|(?P<low>{_DIGITS})\s*[-–—]\s*(?P<high>{_DIGITS})",
    re.IGNORECASE,
)
_BOUNDS: Final[dict[str, Callable[[int], tuple[int, int | None]]]] = {
    "": lambda n: (n, n),
    "<": lambda n: (0, n - 1),
    "<=": lambda n: (0, n),
    "≤": lambda n: (0, n),
    "at most": lambda n: (0, n),
    ">": lambda n: (n + 1, None),
    ">=": lambda n: (n, None),
    "≥": lambda n: (n, None),
    "at least": lambda n: (n, None),
}


def _number(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


@attrs.frozen(cache_hash=True)
class Publication:
    """A document that says something: an annual report, a table, an article.

    Parameters
    ----------
    title : str
        Its title; white space around it is taken away.
    year : int
        The year when it said so: the year of publication or of the edition.
    publisher, url, licence : str
        Who published it, where it can be read, and under which licence; empty where unknown.

    Examples
    --------
    >>> print(Publication("Trafficking in Persons Report", 2015, publisher="U.S. Department of State"))
    Trafficking in Persons Report (U.S. Department of State, 2015)
    """

    title: str = attrs.field(converter=_trimmed, validator=_some_text)
    year: int = attrs.field(converter=_whole, validator=_year)
    publisher: str = attrs.field(default="", kw_only=True, converter=_trimmed, validator=whole_text)
    url: str = attrs.field(default="", kw_only=True, validator=whole_text)
    licence: str = attrs.field(default="", kw_only=True, validator=whole_text)

    @property
    def cited(self) -> str:
        """Title and year, as a text in running prose cites it."""
        return f"{one_line(self.title)}, {self.year}"

    def __repr__(self) -> str:
        more = [f"{name}={value!r}" for name in ("publisher", "url", "licence") if (value := getattr(self, name))]
        return f"Publication({', '.join([repr(self.title), str(self.year), *more])})"

    def __str__(self) -> str:
        publisher = f"{one_line(self.publisher)}, " if self.publisher else ""
        return f"{one_line(self.title)} ({publisher}{self.year})"


@attrs.frozen
class Evidence:
    """Where a publication says it, and in which words.

    Parameters
    ----------
    publication : Publication
        Who says so.
    locator : str
        What lets a reader find the place: a page, a heading, ``"characters 812-930"``.
    quote : str
        The exact words; empty where they may not be copied.
    """

    publication: Publication
    locator: str = ""
    quote: str = ""

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.publication, Publication):
            raise WrongTypeError(
                f"evidence rests on a publication, not on {shown(self.publication)}; "
                "write Publication('Trafficking in Persons Report', 2015)",
                self.publication,
            )
        check_text("locator", self.locator)
        check_text("quote", self.quote)

    def to_record(self) -> dict[str, Any]:
        """Return the whole content as plain values for JSON; what is unstated is left out."""
        publication = self.publication
        said: dict[str, Any] = {"title": publication.title, "year": publication.year}
        for key in ("publisher", "url", "licence"):
            if value := getattr(publication, key):
                said[key] = value
        record: dict[str, Any] = {"publication": said}
        if self.locator:
            record["locator"] = self.locator
        if self.quote:
            record["quote"] = self.quote
        return record

    def __str__(self) -> str:
        return f"{self.publication}{f', {one_line(self.locator)}' if self.locator else ''}"
