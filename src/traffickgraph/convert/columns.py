"""The columns of spreadsheets and data frames: one row is one claim or one indicator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from traffickgraph.errors import InvalidValueError, shown
from traffickgraph.model import Count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from traffickgraph.model import Claim, Evidence, Indicator, Period, Route
    from traffickgraph.places import Place

__all__ = [
    "CLAIM_COLUMNS",
    "COLUMNS",
    "INDICATOR_COLUMNS",
    "MEANINGS",
    "NUMBERS",
    "Cell",
    "Column",
    "claim_cells",
    "disarmed",
    "disarmed_value",
    "indicator_cells",
    "number_or_text",
    "rearmed",
    "value_text",
]

Cell: TypeAlias = str | int | None


class Column(NamedTuple):
    """A column and what stands in it."""

    name: str
    meaning: str
    example: str


MEANINGS: Final = (
    Column("kind", "What the row is: claim or indicator. Empty: an indicator if it names one, else a claim.", "claim"),
    Column("source", "Where people come from: places, separated by ';'. Empty: the text does not say.", "UZB;KAZ"),
    Column("via", "Places of transit: stages in order, separated by '>'; alternatives by ';'.", "NER > LBY;TUN"),
    Column("destination", "Where people are exploited: places, separated by ';'. Empty: the text does not say.", "AZE"),
    Column("exploitation", "Forms of exploitation, separated by ';'.", "sexual;forced_labour"),
    Column("victims", "Groups of victims, separated by ';'. Empty: the text does not say.", "women;girls"),
    Column("status", "How the publication puts it. Empty: current.", "current"),
    Column("period_first", "The first year spoken of. Empty: unstated or open.", "2010"),
    Column("period_last", "The last year spoken of. Empty: unstated or open.", "2012"),
    Column("count_low", "Persons detected: at least so many. Empty: not counted.", "5"),
    Column("count_high", "Persons detected: at most so many. Empty, beside a lower bound: no upper one.", "9"),
    Column("place", "Of an indicator: the place that it is about.", "AZE"),
    Column("indicator", "Of an indicator: what was counted or rated.", "victims identified"),
    Column("value", "Of an indicator: a number, an interval such as 5–9 or 10+, or text.", "44"),
    Column("unit", "Of an indicator: what one of it is.", "persons"),
    Column("publication", "The title of the document that says so. Needed in every row.", "An annual report"),
    Column("year", "The year of publication, not the time spoken of. Needed in every row.", "2015"),
    Column("publisher", "Who published it.", "An agency"),
    Column("url", "Where it can be read.", "https://example.org/report"),
    Column("licence", "Under which licence.", "CC BY 4.0"),
    Column("locator", "Where in the document: a page, a heading.", "page 3"),
    Column("quote", "The exact words; empty where they may not be copied.", ""),
    Column("note", "Of a claim: a remark of the coder.", ""),
)
COLUMNS: Final = tuple(one.name for one in MEANINGS)
_OF_INDICATORS: Final = ("place", "indicator", "value", "unit")
_OF_CLAIMS: Final = ("source", "via", "destination", "status", "count_low", "count_high", "note")
CLAIM_COLUMNS: Final = tuple(name for name in COLUMNS if name not in ("kind", *_OF_INDICATORS))
INDICATOR_COLUMNS: Final = (
    *_OF_INDICATORS,
    *(name for name in COLUMNS if name not in ("kind", *_OF_INDICATORS, *_OF_CLAIMS)),
)
NUMBERS: Final = frozenset(("period_first", "period_last", "count_low", "count_high", "year"))


def claim_cells(one: Claim) -> tuple[Cell, ...]:
    """Return one cell for each of the columns of a claim; None where it states nothing."""
    return (
        *_route(one.route),
        ";".join(one.exploitation),
        ";".join(one.victims) or None,
        str(one.status),
        *_years(one.period),
        *((None, None) if one.count is None else (one.count.low, one.count.high)),
        *_evidence(one.evidence),
        one.note or None,
    )


def indicator_cells(one: Indicator) -> tuple[Cell, ...]:
    """Return one cell for each of the columns of an indicator; None where it states nothing."""
    return (
        one.place.code,
        one.name,
        value_text(one.value),
        one.unit or None,
        ";".join(one.exploitation) or None,
        ";".join(one.victims) or None,
        *_years(one.period),
        *_evidence(one.evidence),
    )


def _route(route: Route) -> tuple[Cell, Cell, Cell]:
    return _codes(route.sources), " > ".join(map(_joined, route.via)) or None, _codes(route.destinations)


def _codes(places: Iterable[Place]) -> str | None:
    return _joined(places) or None


def _joined(places: Iterable[Place]) -> str:
    return ";".join(one.code for one in sorted(places))


def _years(period: Period | None) -> tuple[int | None, int | None]:
    return (None, None) if period is None else (period.first, period.last)


def _evidence(evidence: Evidence) -> tuple[Cell, ...]:
    said = evidence.publication
    return (
        said.title,
        said.year,
        said.publisher or None,
        said.url or None,
        said.licence or None,
        evidence.locator or None,
        evidence.quote or None,
    )


# ---- the value of an indicator keeps its kind ------------------------------------------------------------------------

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_SEPARATED = re.compile(r"-?[0-9]+(?:[,'’\u00a0\u202f][0-9]+)+(?:\.[0-9]+)?|-?[0-9]{1,3}(?: [0-9]{3})+")
_INTERVAL = re.compile(r"([0-9]+)\s*[-–]\s*([0-9]+)|([0-9]+)\s*\+|[<>≤≥]=?\s*[0-9]+")


def value_text(value: float | str | Count) -> str:
    """Write the value of an indicator so that :func:`number_or_text` gives it back, with its kind.

    Text that reads like a number or an interval gets an apostrophe in front, as in a spreadsheet.
    """
    if isinstance(value, str):
        return f"'{value}" if _is_marked(value) else value
    if isinstance(value, Count):
        return f"{value.low}+" if value.high is None else f"{value.low}–{value.high}"
    return repr(value)


def _is_marked(text: str) -> bool:
    try:
        return number_or_text(text) is not text
    except InvalidValueError:
        return True


def number_or_text(cell: str) -> int | float | str | Count:
    """Read the value of an indicator.

    Raises
    ------
    InvalidValueError
        If it is empty, or a number whose separators can be read in two ways.
    """
    if cell[:1] == "'":
        return cell[1:]
    text = cell.strip()
    if not text:
        raise InvalidValueError("an indicator has a value; leave the row out if there is none", cell)
    if _SEPARATED.fullmatch(text):
        raise InvalidValueError(
            f"{shown(text)} can be read in two ways; write a number without separators, with a decimal point", cell
        )
    try:
        if _WHOLE.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        interval = _INTERVAL.fullmatch(text)
        if interval is None:
            return cell
        low, high, least = interval.groups()
        if low or least:
            return Count(int(low or least), int(high) if high else None)
        return Count.parse(text.replace("≤=", "≤").replace("≥=", "≥"))
    except InvalidValueError:
        raise
    except ValueError:
        raise InvalidValueError("the number has more digits than can be read", cell) from None


# ---- what a spreadsheet would run -----------------------------------------------------------------------------------

# A spreadsheet takes these for the beginning of a formula, some in their full-width form as well.
_ARMED = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def disarmed(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    return f"'{text}" if _ARMED.match(text) else text


def rearmed(cell: str) -> str:
    """Take away the apostrophe that :func:`disarmed` has put there."""
    return cell[1:] if cell[:1] == "'" and _ARMED.match(cell) else cell


def disarmed_value(cell: Cell) -> Cell:
    """Disarm the value of an indicator, where one apostrophe is enough; a negative number is no formula."""
    if not isinstance(cell, str) or cell[:1] == "'" or disarmed(cell) == cell or _DECIMAL.fullmatch(cell):
        return cell
    return f"'{cell}"
