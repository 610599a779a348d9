"""The rows of UNODC's table on victims, understood one by one; and the accounts of what became of every row."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, TypeVar

from traffickgraph.errors import ClaimsFileError, Fault, shown
from traffickgraph.places import Country, candidates, countries
from traffickgraph.readers.gathering import rows_named
from traffickgraph.readers.report import Ledger
from traffickgraph.readers.unodc.table import ASKED, count_of, plain_text, year_of
from traffickgraph.table import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from traffickgraph.model import Count
    from traffickgraph.readers.labels import Labels, Meaning
    from traffickgraph.readers.unodc.table import Table
    from traffickgraph.table import Cell

__all__ = ["BY_SEX_AND_AGE", "Accounts", "Kind", "Line", "lines_of"]

Kind: TypeAlias = Literal["citizenship", "form", "repatriation", "total"]
_VICTIMS: Final = "detected trafficking victims"
_KINDS: Final[dict[str, Kind]] = {
    "by citizenship": "citizenship",
    "by form of exploitation": "form",
    "by country of repatriation": "repatriation",
    "total": "total",
}
_TOTAL: Final = "total"
# More persons than any country has ever counted in a year; such figures are addresses of cells and dates.
_MOST: Final = 10_000_000
# A table names some ten indicators.
_NAMED: Final = 30
_EVERY: Final = 4096
BY_SEX_AND_AGE: Final = "detected victims by sex and age alone: neither citizenship nor form of exploitation"
_IMPOSSIBLE: Final = f"a figure that cannot be: more than {_MOST:,} persons"
_PART: Final = "a part, by sex or age, of those whom another row counts"
# What is read in total alone, and why its parts are not.
_UNDIVIDED: Final[dict[Kind, str]] = {
    "citizenship": _PART,
    "repatriation": _PART,
    "total": BY_SEX_AND_AGE,
}


class Line(NamedTuple):
    """A row on detected victims.

    `place` is the country that reports; `figure` is None where the cell is empty; `whole` says whether persons of every
    sex and age are counted.
    """

    kind: Kind
    number: int
    place: Country
    category: str
    sex: str
    age: str
    year: int
    figure: Count | None
    whole: bool


class Accounts:
    """Enters every row of the table once, in the report and in the frame."""

    def __init__(self, table: Table) -> None:
        self.ledger = Ledger()
        self._table = table
        self._used: set[int] = set()
        self._read_as: dict[int, str] = {}
        self._labels: Counter[tuple[str, str]] = Counter()
        self._meanings: dict[tuple[str, str], Meaning] = {}
        self._impossible: list[int] = []

    def label(self, column: str, label: str, meaning: Meaning) -> None:
        """Enter a label of one row."""
        self._labels[column, label] += 1
        self._meanings[column, label] = meaning

    def use(self, line: Line, read_as: str) -> None:
        """Enter a row that a claim holds, and how it was read."""
        count = line.figure
        self.ledger.used(suppressed=count is not None and not count.exact, missing=count is None)
        self._used.add(line.number)
        self._read_as[line.number] = read_as

    def leave(self, number: int, why: str, read_as: str = "") -> None:
        """Enter a row that no claim holds, and why."""
        self.ledger.unused(why)
        if read_as:
            self._read_as[number] = read_as

    def impossible(self, number: int) -> None:
        """Enter a row whose figure cannot be."""
        self._impossible.append(number)
        self.leave(number, _IMPOSSIBLE)

    def close(self) -> None:
        """Enter the labels, each with the number of its rows."""
        if self._impossible:
            self.ledger.remark(
                f"{rows_named(self._impossible)} of detected victims: {_IMPOSSIBLE}; look it up with UNODC"
            )
        for key, rows in self._labels.items():
            self.ledger.label(*key, self._meanings[key], rows)

    def columns(self) -> dict[str, list[Cell]]:
        """Return the rows as they were understood, by column."""
        table = self._table
        numbers = range(table.first, table.first + len(table.rows))
        cells = [table.pick(row) for row in table.rows]
        columns: dict[str, list[Cell]] = {"row": list(numbers)}
        for name, column in zip(_FRAME, zip(*cells, strict=True) if cells else ((),) * len(ASKED), strict=False):
            columns[name] = [plain_text(cell) or None for cell in column]
        counts = {text: count_of(text) for text in set(columns["value"])}
        bounds = [None if isinstance(found := counts[text], str) else found for text in columns["value"]]
        columns["year"] = [year_of(text) for text in columns["year"]]
        columns["count_low"] = [None if count is None else count.low for count in bounds]
        columns["count_high"] = [None if count is None else count.high for count in bounds]
        columns["read_as"] = [self._read_as.get(number) for number in numbers]
        columns["used"] = [number in self._used for number in numbers]
        return columns


_FRAME: Final = (
    *("iso3_code", "country", "indicator", "dimension", "category", "sex", "age", "year", "value"),
    "unit",
)
_K = TypeVar("_K")
_V = TypeVar("_V")


class _Why(str):
    """Why a row is not used."""

    __slots__ = ()


_BLANK: Final = _Why("it names no indicator")
_NO_COUNTRY: Final = _Why("its country was not understood")
_AT_ODDS: Final = _Why("its code and its country are not the same")


class _Memo(dict[_K, _V]):
    """What cells mean, worked out once for each that is different."""

    def __init__(self, make: Callable[[_K], _V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: _K) -> _V:
        value = self[key] = self._make(key)
        return value


def lines_of(
    table: Table, understood: Labels, accounts: Accounts, progress: Callable[[int, int], None] | None = None
) -> list[Line]:
    """Return the rows on detected victims that may become claims; all others are entered as unused.

    Raises
    ------
    ClaimsFileError
        If a year or a figure cannot be read; all faults are listed.
    """
    sieve = _Sieve(understood, accounts)
    pick, first, total = table.pick, table.first, len(table.rows)
    for number, row in enumerate(table.rows, first):
        if progress is not None and not (number - first) % _EVERY:
            progress(number - first, total)
        sieve.take(number, pick(row))
    if progress is not None:
        progress(total, total)
    if sieve.faults:
        raise ClaimsFileError(
            table.path,
            f"{plural(len(sieve.faults), 'cell')} of {table.path!r} could not be read; nothing was kept",
            sieve.faults,
        )
    return sieve.lines


class _Sieve:
    """Takes the rows one by one, and works out what each different cell means only once."""

    def __init__(self, understood: Labels, accounts: Accounts) -> None:
        self.lines: list[Line] = []
        self.faults: list[Fault] = []
        self._accounts = accounts
        self._understood = understood
        self._kinds = _Memo[tuple[object, object, object], "Kind | _Why"](self._kind)
        self._years = _Memo(year_of)
        self._counts = _Memo(count_of)
        self._texts = _Memo(plain_text)
        self._countries = _Memo[tuple[object, object], "Country | _Why"](self._country)

    def take(self, number: int, cells: tuple[object, ...]) -> None:
        """Take a row."""
        code, name, indicator, dimension, category, sex, age, written, figure, unit = cells
        kind = self._kinds[indicator, dimension, unit]
        year = self._years[written if written is not True else "True"]  # which is 1 for a dict
        if year is None:
            self._without_year(number, cells, kind)
        elif isinstance(kind, _Why):
            self._accounts.leave(number, kind)
        else:
            texts = self._texts
            self._victims(number, kind, (code, name), (texts[category], texts[sex], texts[age]), year, figure)

    def _victims(  # noqa: PLR0913, PLR0917 - the cells of a row
        self,
        number: int,
        kind: Kind,
        named: tuple[object, object],
        texts: tuple[str, str, str],
        year: int,
        figure: object,
    ) -> None:
        count = self._counts[figure if figure is not True and figure is not False else str(figure)]
        country = self._countries[named]
        whole = texts[1].casefold() == texts[2].casefold() == _TOTAL
        if isinstance(count, str):
            self.faults.append(Fault(f"row {number}, column 'txtVALUE'", count))
        elif isinstance(country, _Why):
            self._accounts.leave(number, country)
            if country == _NO_COUNTRY:
                label = plain_text(named[1]) or plain_text(named[0])
                self._accounts.label("Country", label, self._understood.meaning(label))
        elif count is not None and count.low > _MOST:
            self._accounts.impossible(number)
        elif not whole and kind in _UNDIVIDED:
            self._accounts.leave(number, _UNDIVIDED[kind])
        else:
            self.lines.append(Line(kind, number, country, *texts, year, count, whole))

    def _without_year(self, number: int, cells: tuple[object, ...], kind: str) -> None:
        if kind == _BLANK and not any(map(plain_text, cells)):
            self._accounts.leave(number, "an empty row")
        else:
            self.faults.append(Fault(f"row {number}, column 'Year'", f"{shown(cells[7])} is no year, such as 2015"))

    def _kind(self, told: tuple[object, object, object]) -> Kind | _Why:
        """Return what a row is read as, or why it is not."""
        indicator, dimension, unit = map(plain_text, told)
        if not indicator:
            return _BLANK
        if indicator.casefold() != _VICTIMS:
            return self._other("another indicator", indicator)
        if unit and unit.casefold() != "counts":
            return self._other("no count of persons", unit)
        return _KINDS.get(dimension.casefold()) or self._other("another dimension", dimension)

    def _other(self, why: str, what: str) -> _Why:
        # A report does not list thousands of them.
        return _Why(f"{why}: {one_line(what)}" if len(self._kinds) < _NAMED else why)

    def _country(self, named: tuple[object, object]) -> Country | _Why:
        """Return the country of a row, by its code, or by its name if it has none; or why it has none."""
        code, name = map(plain_text, named)
        meant = candidates(name)
        if code in _codes():
            return Country(code) if Country(code) in meant or not meant else _AT_ODDS
        meaning = self._understood.meaning(name)
        found = next(iter(meaning.places)) if len(meaning.places) == 1 else None
        if not isinstance(found, Country):
            return _NO_COUNTRY
        self._accounts.ledger.remark(f"{shown(name)} has no code that is known, and is read as {found} ({found.code})")
        return found


@cache
def _codes() -> frozenset[str]:
    return frozenset(one.code for one in countries())
