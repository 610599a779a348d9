"""From the rows of UNODC's table on victims to claims: which rows say what, and which say the same again."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from traffickgraph.model import Count, Period, Route
from traffickgraph.model.fields import UNSPECIFIED
from traffickgraph.readers.gathering import Gathering, Said
from traffickgraph.readers.unodc.forms import ALL, FORMS, Cells, cells_of, groups_of, largest, smallest
from traffickgraph.table import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from traffickgraph.places import Country, Place
    from traffickgraph.readers.labels import Labels, Meaning
    from traffickgraph.readers.unodc.rows import Accounts, Line

__all__ = ["FROM_HOME", "ByForm", "citizenships", "forms", "repatriations", "totals_of"]

# From this year on, the rows of repatriation stand with the country of those who returned.
FROM_HOME: Final = 2017

_NOBODY: Final = frozenset["Place"]()
_TOTAL: Final = "a total of other rows"
_UNCLEAR: Final = "its label was not understood"
_AGAIN: Final = "nationals who are counted in another row"
_EVERYBODY: Final = "all victims of the country and year, who are counted in other rows"
_NO_TOTAL: Final = "a part, by sex or age, of a total that is used"
_SUM: Final = "a total of parts, by sex and age, that are used"
_OVERLAP: Final = "parts by sex and age that overlap, and no total"
_AT_HOME: Final = "repatriation that names the country itself, or its nationals: not from where"
_ABROAD: Final = "repatriation from abroad, beside rows that say from where"
_WHOSE: Final = f"repatriation before {FROM_HOME} that names no country: not whose nationals"

_Group: TypeAlias = dict[tuple["Country", int], list["Line"]]
_Labelled: TypeAlias = tuple["Line", "Meaning"]


class ByForm(NamedTuple):
    """Claims to be, by form of exploitation: from rows, and from rows that are parts and were added up."""

    stated: Gathering
    added: Gathering


def _grouped(lines: Iterable[Line]) -> _Group:
    groups: _Group = {}
    for line in lines:
        groups.setdefault((line.place, line.year), []).append(line)
    return groups


def totals_of(lines: Iterable[Line]) -> dict[tuple[Country, int], Count]:
    """Return how many victims each country counted in each year, where it says exactly how many."""
    return {
        (line.place, line.year): line.figure
        for line in lines
        if line.whole and line.figure is not None and line.figure.exact
    }


def citizenships(
    lines: Iterable[Line], totals: Mapping[tuple[Country, int], Count], understood: Labels, accounts: Accounts
) -> Gathering:
    """Gather the rows by citizenship: from the country of the citizens to the country that counted them."""
    gathering = Gathering()
    for key, group in _grouped(lines).items():
        labelled = _labelled(group, understood, accounts)
        labelled = _without_repeated_nationals(labelled, key[0], accounts)
        for line, meaning in _without_everybody(labelled, totals.get(key), accounts):
            sources = _only(line.place) if meaning.kind == "nationals" else meaning.places
            _add(gathering, line, _route(sources, _only(line.place)), meaning)
            accounts.use(line, ";".join(one.code for one in sorted(sources)) or "unstated")
    return gathering


def _labelled(lines: Iterable[Line], understood: Labels, accounts: Accounts) -> list[_Labelled]:
    """Return the rows whose label means a place, nationals or nobody in particular; enter the others as unused."""
    found: list[_Labelled] = []
    for line in lines:
        meaning = understood.meaning(line.category)
        accounts.label("Category", line.category, meaning)
        if not meaning.resolved:
            accounts.leave(line.number, _UNCLEAR)
        elif meaning.kind == "total":
            accounts.leave(line.number, _TOTAL, "total")
        else:
            found.append((line, meaning))
    return found


def _without_repeated_nationals(labelled: list[_Labelled], country: Country, accounts: Accounts) -> list[_Labelled]:
    """Leave out the row of the country's own name where its nationals are listed by that word, with the same figure."""
    figures = [line.figure for line, meaning in labelled if meaning.kind == "nationals"]
    if not figures:
        return labelled
    kept: list[_Labelled] = []
    for line, meaning in labelled:
        if meaning.places == {country} and line.figure in figures:
            accounts.leave(line.number, _AGAIN, country.code)
        else:
            kept.append((line, meaning))
    return kept


def _without_everybody(labelled: list[_Labelled], total: Count | None, accounts: Accounts) -> list[_Labelled]:
    """Leave out a row that names nobody and counts all victims of the country and year, if other rows count them."""
    if total is None:
        return labelled
    kept: list[_Labelled] = []
    for line, meaning in labelled:
        others = [other.figure for other, _ in labelled if other is not line]
        if meaning.kind == "unstated" and line.figure == total and _add_up(others, total):
            accounts.leave(line.number, _EVERYBODY, "total")
        else:
            kept.append((line, meaning))
    return kept


def _add_up(counts: Sequence[Count | None], total: Count) -> bool:
    stated = [count for count in counts if count is not None]
    if not stated or len(stated) < len(counts):
        return False
    together = sum(stated, Count(0, 0))
    return together.low <= total.low and (together.high is None or total.low <= together.high)


def _add(gathering: Gathering, line: Line, route: Route, meaning: Meaning) -> None:
    quote = "" if meaning.how == "known name" else line.category
    gathering.add(Said(route, UNSPECIFIED, (), _year(line.year)), line.figure, rows=(line.number,), quote=quote)


# Tables repeat the same years, countries and pairs thousands of times.
@cache
def _year(year: int) -> Period:
    return Period(year, year)


@lru_cache(maxsize=16_384)
def _route(sources: frozenset[Place], destinations: frozenset[Place]) -> Route:
    return Route(sources, (), destinations)


@cache
def _only(country: Country) -> frozenset[Place]:
    return frozenset((country,))


@lru_cache(maxsize=4096)
def _chosen(rows: frozenset[Cells], *, finest: bool) -> frozenset[Cells] | None:
    return smallest(rows) if finest else largest(rows)


def repatriations(lines: Iterable[Line], understood: Labels, accounts: Accounts) -> Gathering:
    """Gather the rows by repatriation: from the country of those who returned to where they returned from."""
    gathering = Gathering()
    for group in _grouped(lines).values():
        labelled = _labelled(group, understood, accounts)
        named = any(not _is_abroad(line) and meaning.kind != "nationals" for line, meaning in labelled)
        for line, meaning in labelled:
            here = _only(line.place)
            if meaning.kind == "nationals" or meaning.places == here:
                accounts.leave(line.number, _AT_HOME, line.place.code)
            elif not meaning.places and line.year < FROM_HOME:
                accounts.leave(line.number, _WHOSE, "unstated")
            elif _is_abroad(line) and named:
                accounts.leave(line.number, _ABROAD, "unstated")
            else:
                home, found = (meaning.places, here) if line.year < FROM_HOME else (here, meaning.places)
                _add(gathering, line, _route(home, found), meaning)
                accounts.use(line, ";".join(one.code for one in sorted(meaning.places)) or "unstated")
    return gathering


def _is_abroad(line: Line) -> bool:
    return line.category.casefold() == "abroad"


def forms(lines: Iterable[Line], accounts: Accounts, *, by_group: bool) -> ByForm:
    """Gather the rows by form of exploitation, where the victims were detected."""
    gathered = ByForm(Gathering(), Gathering())
    tables: dict[tuple[Country, int, str], dict[Cells, list[Line]]] = {}
    for line in lines:
        form, cells = line.category.casefold(), cells_of(line.sex, line.age)
        if form not in FORMS:
            accounts.leave(line.number, f"another form of exploitation: {one_line(line.category)}")
        elif cells is None:
            accounts.leave(line.number, "its sex or age was not understood")
        else:
            tables.setdefault((line.place, line.year, form), {}).setdefault(cells, []).append(line)
    for table in tables.values():
        _enter(table, gathered, accounts, by_group=by_group)
    return gathered


def _enter(table: Mapping[Cells, list[Line]], gathered: ByForm, accounts: Accounts, *, by_group: bool) -> None:
    """Enter the rows of one country, year and form."""
    chosen = _chosen(frozenset(table), finest=by_group)
    for cells, lines in table.items():
        for line in lines:
            form = FORMS[line.category.casefold()]
            if chosen is None:
                accounts.leave(line.number, _OVERLAP, form)
            elif cells not in chosen:
                accounts.leave(line.number, _left_out(cells, chosen), form)
            else:
                said = Said(
                    _route(_NOBODY, _only(line.place)),
                    (form,),
                    groups_of(cells) if by_group else (),
                    _year(line.year),
                )
                into = gathered.stated if by_group or cells == ALL else gathered.added
                into.add(said, line.figure, rows=(line.number,))
                accounts.use(line, form)


def _left_out(cells: Cells, chosen: Iterable[Cells]) -> str:
    return _NO_TOTAL if any(cells < one for one in chosen) else _SUM
