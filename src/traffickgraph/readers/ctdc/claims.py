"""From groups of cases to claims: what each group says, or why it says nothing of a route."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from traffickgraph.errors import FileFormatError, shown
from traffickgraph.model import Count, Period, Route
from traffickgraph.readers.ctdc.groups import FLAGS, KEYS, first_row
from traffickgraph.readers.ctdc.meanings import age_of, forms_of, group_of, sex_of, year_of
from traffickgraph.readers.gathering import Gathering, Said
from traffickgraph.table import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import polars as pl

    from traffickgraph.readers.ctdc.files import CaseFile
    from traffickgraph.readers.ctdc.meanings import CasePlaces
    from traffickgraph.readers.labels import Meaning
    from traffickgraph.readers.report import Ledger
    from traffickgraph.table import Cell
    from traffickgraph.vocabulary import Exploitation, VictimGroup

__all__ = ["Cases"]

_ENDS: Final = {"citizenship": "citizenship", "CountryOfExploitation": "country of exploitation"}
_PERSON: Final = ("gender", "ageBroad", "majorityStatus")
_MILITARY: Final = 1 << FLAGS.index("isForcedMilitary")
_EXAMPLES: Final = 5
_TOLD: Final = {
    "gender": "have a gender that is no word of the groups of victims; they are named by age alone",
    "age": "have an age that was not understood; no group of victims is named",
    "contradiction": "have a band of ages and a majority status that contradict each other; no group is named",
    "no age": "have a gender and no age; no group of victims is named, for every group states an age",
    "military": "are flagged as forced military service, and not known to be children; the form is 'other'",
}
_COLUMNS: Final = (
    "file",
    "citizenship",
    "country_of_exploitation",
    "source",
    "destination",
    "year",
    "exploitation",
    "victims",
    "records",
    "unused",
)


class _Ends(NamedTuple):
    """The first cells of a group in the frame: its file, and its ends as written and as understood."""

    file: str
    citizenship: str | None
    country: str | None
    source: str | None
    destination: str | None


class _Group(NamedTuple):
    """Records that say the same, as they were understood."""

    ends: _Ends
    period: Period | None
    forms: tuple[Exploitation, ...]
    victims: tuple[VictimGroup, ...]
    records: int
    unused: str | None

    def cells(self) -> tuple[Cell, ...]:
        """Return one cell for each column of the frame."""
        year = None if self.period is None else self.period.first
        return *self.ends, year, ";".join(self.forms), ";".join(self.victims) or None, self.records, self.unused


class Cases:
    """Understands groups of cases, and keeps the accounts.

    Parameters
    ----------
    ledger : Ledger
        Where every record is entered once.
    by_group : bool
        Whether claims name the group of victims.
    """

    def __init__(self, ledger: Ledger, *, by_group: bool) -> None:
        self._ledger = ledger
        self._by_group = by_group
        self._groups: list[_Group] = []
        self._told = _Told()

    def remarks(self) -> Iterator[str]:
        """Yield what there is to know about the records."""
        return self._told.remarks()

    def columns(self) -> Mapping[str, Sequence[Cell]]:
        """Return the groups as they were understood, by column."""
        rows = [group.cells() for group in self._groups]
        columns = zip(*rows, strict=True) if rows else ((),) * len(_COLUMNS)
        return {name: list(column) for name, column in zip(_COLUMNS, columns, strict=True)}

    def enter(self, file: CaseFile, found: pl.DataFrame, places: CasePlaces, gathering: Gathering) -> int:
        """Enter the groups of a file.

        Returns
        -------
        int
            How many records there are.

        Raises
        ------
        FileFormatError
            If there is none, or if a year is no year.
        """
        records = int(found["records"].sum())
        if not records:
            raise FileFormatError(
                file.path, f"{file.path!r} has a header and no row under it; download it again, or leave it out"
            )
        ends = {column: self._labels(file, found, column, places) for column in _ENDS}
        years = self._years(file, found)
        routes: dict[tuple[str, str], tuple[Route | str, str, _Ends]] = {}
        name = Path(file.path).name
        for (source, to, year, bits, victims, minor), number in self._by_person(found):
            known = routes.get((source, to))
            if known is None:
                both = ends["citizenship"][source], ends["CountryOfExploitation"][to]
                known = routes[source, to] = (
                    _route(*both),
                    _quote(zip(_ENDS, (source, to), both, strict=True)),
                    _Ends(name, source or None, to or None, *map(_codes, both)),
                )
            route, quote, cells = known
            forms = forms_of(bits, minor=minor)
            if bits & _MILITARY and not minor:
                self._told.add("military", "", number)
            if isinstance(route, str):
                self._ledger.unused(route, number)
            else:
                said = Said(route, forms, victims, years[year])
                gathering.add(said, Count(number, number), number=number, quote=quote)
                self._ledger.used(number)
            why = route if isinstance(route, str) else None
            self._groups.append(_Group(cells, years[year], forms, victims, number, why))
        return records

    def _labels(self, file: CaseFile, found: pl.DataFrame, column: str, places: CasePlaces) -> dict[str, Meaning]:
        """Understand the labels of a column."""
        known: dict[str, Meaning] = {}
        for label, number in _totals(found, column):
            meaning = known[label] = places.meaning(label)
            self._ledger.label(file.header[file.positions[column]].strip(), label, meaning, number)
            if meaning.how == "reviewed" and meaning.note and meaning.kind == "place":
                self._ledger.remark(
                    f"{label!r} was read as {meaning} ({meaning.note}); labels={{{label!r}: …}} reads it otherwise"
                )
        return known

    def _years(self, file: CaseFile, found: pl.DataFrame) -> dict[str, Period | None]:
        known: dict[str, Period | None] = {}
        for cell, _ in _totals(found, "yearOfRegistration"):
            try:
                year = year_of(cell)
            except ValueError:
                row = first_row(file, "yearOfRegistration", cell)
                raise FileFormatError(
                    file.path,
                    f"{file.path!r}, row {row:,}: yearOfRegistration is a year such as 2015, -99 or empty, not "
                    f"{shown(cell)}; correct the cell, or download the file again",
                ) from None
            known[cell] = None if year is None else Period(year, year)
        return known

    def _by_person(
        self, found: pl.DataFrame
    ) -> list[tuple[tuple[str, str, str, int, tuple[VictimGroup, ...], bool], int]]:
        """Return the groups of one route, year, forms and group of victims, and how many records each has."""
        import polars as pl

        persons = found.group_by(_PERSON).agg(pl.col("records").sum()).sort(_PERSON)
        meant = [self._person(*row) for row in persons.iter_rows()]
        groups = sorted(set(meant))
        numbered = persons.select(_PERSON).with_columns(
            pl.Series("person", [groups.index(one) for one in meant], dtype=pl.Int32)
        )
        keys = (*KEYS[:3], "forms", "person")
        rows = found.join(numbered, on=_PERSON).group_by(keys).agg(pl.col("records").sum()).sort(keys)
        return [
            ((source, to, year, forms, *groups[person]), number)
            for source, to, year, forms, person, number in rows.iter_rows()
        ]

    def _person(self, gender: str, band: str, majority: str, number: int) -> tuple[tuple[VictimGroup, ...], bool]:
        """Return the group of victims, and whether they are known to be children."""
        sex, age = sex_of(gender), age_of(band, majority)
        if sex is None:
            self._told.add("gender", gender, number)
        if age is None:
            self._told.add("age", band if majority == "" else f"{band} {majority}", number)
        elif age == "contradictory":
            self._told.add("contradiction", f"{band} {majority}", number)
        elif sex and not age:
            self._told.add("no age", "", number)
        return (group_of(sex, age) if self._by_group else ()), age == "minor"


class _Told:
    """What there is to remark, and of how many records."""

    def __init__(self) -> None:
        self._records: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}

    def add(self, kind: str, example: str, number: int) -> None:
        """Enter records."""
        self._records[kind] = self._records.get(kind, 0) + number
        examples = self._examples.setdefault(kind, [])
        if example and len(examples) < _EXAMPLES and (words := one_line(example, 40)) not in examples:
            examples.append(words)

    def remarks(self) -> Iterator[str]:
        """Yield the remarks."""
        for kind, number in self._records.items():
            examples = ", ".join(self._examples[kind])
            yield f"{plural(number, 'record')} {_TOLD[kind]}{examples and f': {examples}'}"


def _totals(found: pl.DataFrame, column: str) -> list[tuple[str, int]]:
    """Return every cell of a column, and how many records it has."""
    import polars as pl

    return found.group_by(column).agg(pl.col("records").sum()).sort(column).rows()


def _route(source: Meaning, to: Meaning) -> Route | str:
    """Return the route between two ends, or why there is none."""
    for column, end in zip(_ENDS.values(), (source, to), strict=True):
        if end.kind not in ("place", "unstated"):
            return f"its {column} was not understood"
    if not source.places and not to.places:
        return "neither citizenship nor country of exploitation is known"
    return Route.of(source.places, to=to.places)


def _quote(ends: Iterable[tuple[str, str, Meaning]]) -> str:
    """Return the labels that the claim says in other words."""
    return ", ".join(
        f"{column} {one_line(label)}"
        for column, label, meaning in ends
        if meaning.kind == "place" and meaning.how != "known name"
    )


def _codes(meaning: Meaning) -> str | None:
    return ";".join(sorted(one.code for one in meaning.places)) or None
