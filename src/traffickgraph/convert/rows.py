"""Rows: the cells of a spreadsheet or a data frame into claims and indicators, with all faults of each row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from traffickgraph.convert.columns import COLUMNS, number_or_text, rearmed
from traffickgraph.convert.reading import Faults, Places, nearest_word
from traffickgraph.errors import ClaimsFileError, Fault, InvalidValueError, shown
from traffickgraph.model import Claim, Count, Evidence, Indicator, Period, Publication, Route
from traffickgraph.vocabulary import Exploitation, Status, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from traffickgraph.places import Place

__all__ = ["DateCell", "ErrorCell", "RowReader", "column_names"]

_Word = TypeVar("_Word", Exploitation, VictimGroup)

_AT: Final = {name: at for at, name in enumerate(COLUMNS)}
_ONLY_CLAIMS: Final = ("source", "via", "destination", "status", "count_low", "count_high", "note")
_ONLY_INDICATORS: Final = ("place", "indicator", "value", "unit")
_TEXTS: Final = ("indicator", "unit", "publication", "publisher", "url", "licence", "locator", "quote", "note")
_NAME = re.compile(r"[\s\-]+")
_WHOLE = re.compile(r"([0-9]+)(?:\.0*)?")
_DATE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[ T].*)?")


class DateCell(str):
    """A cell that a spreadsheet or frame holds as a date: what was typed there is lost."""

    __slots__ = ()
    kind = "a date"


class ErrorCell(DateCell):
    """A cell in which a spreadsheet has worked out an error."""

    __slots__ = ()
    kind = "an error"


def column_names(header: Sequence[str], path: str, where: str) -> tuple[str, ...]:
    """Check the header of a sheet or frame and return the names of its columns as they are known here.

    Raises
    ------
    ClaimsFileError
        If a column is unknown, stands twice or is missing. Rows would be misread, so none is.
    """
    faults: list[Fault] = []
    names: list[str] = []
    for at, given in enumerate(header):
        name = _NAME.sub("_", given.strip()).casefold()
        if name in names and name:
            faults.append(Fault(where, f"the column {shown(given)} stands there twice"))
        elif name not in _AT and name:
            at_column = f"{where}, column {at + 1}"
            faults.append(Fault(at_column, f"no column is called {shown(given)}; {nearest_word(name, COLUMNS)}"))
        names.append(name)
    missing = [name for name in ("publication", "year") if name not in names]
    faults += [Fault(where, f"the column {name!r} is missing; every row has it") for name in missing]
    if not {"source", "via", "destination", "indicator"}.intersection(names):
        faults.append(Fault(where, "a column 'source', 'via', 'destination' or 'indicator' is missing"))
    if faults:
        raise ClaimsFileError(path, f"the columns of {path!r} are not understood; nothing was read", faults)
    return tuple(names)


_UNNAMED = "name the column or leave it out (pandas: to_csv(path, index=False))"


class RowReader:
    """Makes claims and indicators of rows; what comes again is made once.

    Parameters
    ----------
    names : sequence of str
        The columns in their order, as :func:`column_names` gives them.
    armed : bool
        Whether texts come as they are; if not, an apostrophe protects those that look like formulas.
    """

    def __init__(self, names: Sequence[str], *, armed: bool) -> None:
        self._width = len(names)
        self._from = [names.index(name) if name in names else self._width for name in COLUMNS]
        self._unnamed = [at for at, name in enumerate(names) if not name]
        self._armed = armed
        self._places = Places()
        self._routes: dict[tuple[str, str, str], Route] = {}
        self._publications: dict[tuple[str, ...], Publication] = {}
        self._forms: dict[str, tuple[Exploitation, ...]] = {}
        self._victims: dict[str, tuple[VictimGroup, ...]] = {}
        self._periods: dict[tuple[str, str], Period | None] = {}

    def item(self, row: Sequence[str], faults: Faults) -> Claim | Indicator | None:
        """Return what a row states, or note its faults."""
        width = self._width
        given = list(row[:width])
        given += [""] * (width + 1 - len(given))
        for at in (*self._unnamed, *range(width, len(row))):
            if at < len(row) and row[at].strip():
                faults.add(f"column {at + 1}", f"{shown(row[at])} stands in a column without a name; {_UNNAMED}")
        cells = [given[at] for at in self._from]
        for name, cell in zip(COLUMNS, cells, strict=True):
            if isinstance(cell, DateCell):
                faults.add(
                    _column(name),
                    f"{shown(str(cell))} is {cell.kind} that the spreadsheet made; write text, in a column of text",
                )
        if faults.found:
            return None
        if not self._armed:
            for name in _TEXTS:
                at = _AT[name]
                if cells[at][:1] == "'":
                    cells[at] = rearmed(cells[at])
        return self._of_kind(cells, faults)

    def _of_kind(self, cells: list[str], faults: Faults) -> Claim | Indicator | None:
        kind = cells[_AT["kind"]].strip().casefold()
        if not kind:
            kind = "indicator" if cells[_AT["indicator"]].strip() else "claim"
        if kind not in ("claim", "indicator"):
            faults.add(_column("kind"), f"{shown(cells[_AT['kind']])} is no kind of row; it is claim or indicator")
            return None
        for name in _ONLY_INDICATORS if kind == "claim" else _ONLY_CLAIMS:
            if cells[_AT[name]].strip():
                faults.add(_column(name), f"{shown(cells[_AT[name]])} does not belong to {_article(kind)}")
        return self._claim(cells, faults) if kind == "claim" else self._indicator(cells, faults)

    def _claim(self, cells: list[str], faults: Faults) -> Claim | None:
        route = self._route((cells[1], cells[2], cells[3]), faults)
        forms = self._words(Exploitation, cells[4], self._forms, "exploitation", faults)
        if len(forms) > 1 and Exploitation.UNSPECIFIED in forms:
            faults.add(_column("exploitation"), "exploitation is unspecified or is named, not both; split the row")
        victims = self._words(VictimGroup, cells[5], self._victims, "victims", faults)
        status = faults.attempt(_column("status"), Status, cells[6]) if cells[6].strip() else Status.CURRENT
        period = self._period((cells[7], cells[8]), faults)
        count = _count(cells[9], cells[10], faults) if cells[9] or cells[10] else None
        evidence = self._evidence(cells, faults)
        note = _whole(cells[_AT["note"]], "note", faults)
        if faults.found or route is None or evidence is None or status is None:
            return None
        return Claim(
            route, evidence, exploitation=forms, victims=victims, status=status, period=period, count=count, note=note
        )

    def _indicator(self, cells: list[str], faults: Faults) -> Indicator | None:
        about, name, value, unit = cells[_AT["place"] : _AT["unit"] + 1]
        where = None
        if about.strip():
            where = self._place(about.strip(), "place", faults)
        else:
            faults.add(_column("place"), "an indicator names the place that it is about")
        if not name.strip():
            faults.add(_column("indicator"), "an indicator has a name that says what was counted or rated")
        figure = faults.attempt(_column("value"), number_or_text, value)
        forms = self._words(Exploitation, cells[4], self._forms, "exploitation", faults)
        victims = self._words(VictimGroup, cells[5], self._victims, "victims", faults)
        period = self._period((cells[7], cells[8]), faults)
        evidence = self._evidence(cells, faults)
        for column, text in (("indicator", name), ("unit", unit), ("value", value)):
            _whole(text, column, faults)
        if faults.found or where is None or evidence is None or figure is None:
            return None
        return faults.attempt(
            _column("value"),
            Indicator,
            where,
            name,
            figure,
            unit=unit,
            period=period,
            evidence=evidence,
            exploitation=forms,
            victims=victims,
        )

    def _route(self, key: tuple[str, str, str], faults: Faults) -> Route | None:
        known = self._routes.get(key)
        if known is not None:
            return known
        before = len(faults.found)
        source, via, destination = key
        sources = self._stage(source, "source", faults)
        stages = [self._stage(stage, "via", faults) for stage in via.split(">")] if via.strip() else []
        destinations = self._stage(destination, "destination", faults)
        if len(faults.found) > before:
            return None
        if not all(stages):
            faults.add(_column("via"), "a stage between two '>' names at least one place; leave an unstated one out")
            return None
        route = faults.attempt(_column("source"), Route, sources, tuple(stages), destinations)
        if route is not None:
            self._routes[key] = route
        return route

    def _stage(self, cell: str, column: str, faults: Faults) -> frozenset[Place]:
        words = [word.strip() for word in cell.split(";")]
        found = [self._place(word, column, faults) for word in words if word]
        return frozenset(one for one in found if one is not None)

    def _place(self, word: str, column: str, faults: Faults) -> Place | None:
        if word == "NA":  # nobody who writes one of them into a sheet means the other
            faults.add(
                _column(column),
                "'NA' is a sign for a missing value and the code of Namibia; leave the cell empty, or write NAM",
            )
            return None
        return self._places.find(word, _column(column), faults)

    def _words(
        self, kind: type[_Word], cell: str, known: dict[str, tuple[_Word, ...]], column: str, faults: Faults
    ) -> tuple[_Word, ...]:
        words = known.get(cell)
        if words is None:
            before = len(faults.found)
            words = _some(kind, cell, column, faults)
            if len(faults.found) == before:
                known[cell] = words
        return words

    def _period(self, key: tuple[str, str], faults: Faults) -> Period | None:
        if key in self._periods:
            return self._periods[key]
        before = len(faults.found)
        first = _number(key[0], "period_first", faults)
        last = _number(key[1], "period_last", faults)
        if len(faults.found) > before:
            return None
        period = None
        if first is not None or last is not None:
            # The first year alone, so that what is wrong with the second is said of the second.
            if first is not None:
                faults.attempt(_column("period_first"), Period, first, first)
            if len(faults.found) == before:
                period = faults.attempt(_column("period_last"), Period, first, last)
        if len(faults.found) == before:
            self._periods[key] = period
        return period

    def _evidence(self, cells: list[str], faults: Faults) -> Evidence | None:
        publication = self._publication(tuple(cells[_AT["publication"] : _AT["licence"] + 1]), faults)
        locator = _whole(cells[_AT["locator"]], "locator", faults)
        quote = _whole(cells[_AT["quote"]], "quote", faults)
        if faults.found or publication is None:
            return None
        return Evidence(publication, locator, quote)

    def _publication(self, key: tuple[str, ...], faults: Faults) -> Publication | None:
        known = self._publications.get(key)
        if known is not None:
            return known
        before = len(faults.found)
        title, written, publisher, url, licence = key
        if not title.strip():
            faults.add(_column("publication"), "every row names its publication; none is filled in from the row above")
        year = _number(written, "year", faults)
        if year is not None:
            faults.attempt(_column("year"), Publication, "…", year)
        elif not written.strip():
            faults.add(_column("year"), "every row says the year of its publication")
        for column, text in zip(("publication", "publisher", "url", "licence"), (title, *key[2:]), strict=True):
            _whole(text, column, faults)
        if len(faults.found) > before or year is None:
            return None
        publication = Publication(title, year, publisher=publisher, url=url, licence=licence)
        self._publications[key] = publication
        return publication


def _column(name: str) -> str:
    return f"column {name!r}"


def _article(kind: str) -> str:
    return "a claim; it is for indicators" if kind == "claim" else "an indicator; it is for claims"


def _some(kind: type[_Word], cell: str, column: str, faults: Faults) -> tuple[_Word, ...]:
    words = [word.strip() for word in cell.split(";")]
    found = [faults.attempt(_column(column), kind, word) for word in words if word]
    return tuple(one for one in found if one is not None)


def _number(cell: str, column: str, faults: Faults) -> int | None:
    return faults.attempt(_column(column), _whole_number, cell.strip()) if cell else None


def _whole_number(text: str) -> int | None:
    if not text:
        return None
    match = _WHOLE.fullmatch(text)
    if match is None:
        if _DATE.fullmatch(text):
            raise InvalidValueError(f"{shown(text)} is a date; write the year alone", text)
        raise InvalidValueError(f"{shown(text)} is no whole number; write it in digits alone", text)
    try:
        return int(match[1])
    except ValueError:
        raise InvalidValueError("the number has more digits than can be read", text) from None


def _count(low: str, high: str, faults: Faults) -> Count | None:
    before = len(faults.found)
    least, most = _number(low, "count_low", faults), _number(high, "count_high", faults)
    if len(faults.found) > before or (least is None and most is None):
        return None
    if least is None:
        faults.add(_column("count_low"), "a count has a lower bound; write 0 where none is stated")
        return None
    return faults.attempt(_column("count_high"), Count, least, most)


def _whole(text: str, column: str, faults: Faults) -> str:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            faults.add(_column(column), f"{shown(text)} holds half a character; decode the text again")
    return text
