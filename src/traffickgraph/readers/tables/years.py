"""Cells of a table into the years that they speak of."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Final

from traffickgraph.errors import InvalidValueError, TraffickGraphError, shown
from traffickgraph.model import Period
from traffickgraph.readers.tables.words import is_missing, text_of

__all__ = ["NO_YEAR", "WITH_ZONE", "period"]

# Stands for a date that has no year, such as the infinity of DuckDB, and is none itself.
NO_YEAR: Final = -9_999_999

WITH_ZONE: Final = (
    "has a time zone, so that its year is not the same everywhere; make it a column of years, or of dates without a "
    "time zone"
)
# Programs that hold whole numbers as others write them with a decimal place or two.
_YEAR: Final = re.compile(r"([0-9]{4})\.00?")
_MONTH: Final = re.compile(r"([0-9]{4})-(?:0[1-9]|1[0-2])")
_SEASON: Final = re.compile(r"([0-9]{4})/([0-9]{2})")
_TIME: Final = (
    r"(?:[T ][0-2]?[0-9]:[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r" ?(?:Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_YEAR_FIRST: Final = re.compile(
    rf"(?P<year>[0-9]{{4}})(?P<sign>[-/.])(?P<one>[0-9]{{1,2}})(?P=sign)(?P<two>[0-9]{{1,2}}){_TIME}"
)
_YEAR_LAST: Final = re.compile(
    rf"(?P<one>[0-9]{{1,2}})(?P<sign>[-/.])(?P<two>[0-9]{{1,2}})(?P=sign)(?P<year>[0-9]{{4}}){_TIME}"
)
_REMEDY: Final = (
    "a date such as '2014-12-31' may stand there too, and missing= names the words that stand for a missing value"
)


def period(cell: object) -> Period | None:
    """Read the years that a row speaks of; None if it does not say.

    Raises
    ------
    InvalidValueError
        If it is no year, no period and no date, or a date with a time zone.
    """
    if isinstance(cell, date) and not is_missing(cell):
        if isinstance(cell, datetime) and cell.tzinfo is not None:
            raise InvalidValueError(f"{cell.isoformat()} {WITH_ZONE}", cell)
        return Period(cell.year, cell.year)
    text = (text_of(cell) or "").strip()
    if not text:
        return None
    if text == str(NO_YEAR):
        raise InvalidValueError("a date without a year, such as infinity; make it null where there is none", cell)
    years = _years(text)
    try:
        return Period(*years) if years else Period.parse(text)
    except TraffickGraphError as error:
        raise InvalidValueError(f"{error}; {_REMEDY}", cell) from None


def _years(text: str) -> tuple[int, int] | None:
    """Return the first and the last year of what only the readers understand."""
    one = _YEAR.fullmatch(text) or _MONTH.fullmatch(text)
    if one:
        return int(one[1]), int(one[1])
    season = _SEASON.fullmatch(text)
    if season and int(season[2]) == (int(season[1]) + 1) % 100:
        return int(season[1]), int(season[1]) + 1
    day = _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    if not day:
        return None
    year, first, second = int(day["year"]), int(day["one"]), int(day["two"])
    # Which of the two is the month does not matter, as long as one can be.
    for month, number in ((first, second), (second, first)):
        with suppress(ValueError):
            date(year, month, number)
            return year, year
    raise InvalidValueError(f"{shown(text)} is no date that there is; {_REMEDY}", text)
