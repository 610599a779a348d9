"""What the cells of a table say, each distinct one read once.

A group is then a few small numbers, and millions of rows with thousands of groups are soon put together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

import attrs

from traffickgraph.errors import ClaimsFileError, Fault, InvalidValueError, shown
from traffickgraph.model.fields import UNSPECIFIED
from traffickgraph.readers.labels import Meaning
from traffickgraph.readers.tables.words import Unread, Words, flag, text_of
from traffickgraph.readers.tables.years import period
from traffickgraph.table import plural
from traffickgraph.vocabulary import Exploitation, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from traffickgraph.model import Period
    from traffickgraph.readers.report import Ledger
    from traffickgraph.readers.tables.columns import Columns
    from traffickgraph.readers.tables.grouping import Groups

__all__ = ["Coded", "Faults", "LinesOf", "coded", "flags_of", "periods_of", "rows_of", "words_of"]

_Cell = TypeVar("_Cell", bound="Hashable")
_Value = TypeVar("_Value", bound="Hashable")
_Word = TypeVar("_Word", Exploitation, VictimGroup)
Forms: TypeAlias = tuple[Exploitation, ...]
# From columns and texts to the line of the first row where the one holds the other.
LinesOf: TypeAlias = "Callable[[set[tuple[str, str]]], Mapping[tuple[str, str], int]]"

_NO_FLAG: Final = "is no flag; write 1, yes or true, or 0, no, false or nothing, or name it in missing="
_UNKNOWN: Final = Meaning("unresolved", how="unknown")


@attrs.frozen
class Coded(Generic[_Value]):
    """What each group says: the distinct things that are said, in their order, and which of them each group says.

    Attributes
    ----------
    values : sequence
        The things, sorted.
    codes : sequence of int
        For each group, the position of what it says.
    """

    values: Sequence[_Value]
    codes: Sequence[int]


def coded(cells: Sequence[_Cell], said: dict[_Cell, _Value], key: Callable[[_Value], Any]) -> Coded[_Value]:
    """Put together what distinct cells say; cells that say the same become one thing.

    Parameters
    ----------
    cells : sequence
        The cell of each group.
    said : mapping
        What each distinct cell says.
    key : callable
        Sorts what is said.
    """
    values = sorted(set(said.values()), key=key)
    ranks = {value: rank for rank, value in enumerate(values)}
    by_cell = {cell: ranks[value] for cell, value in said.items()}
    return Coded(values, [by_cell[cell] for cell in cells])


def rows_of(cells: Sequence[_Cell], rows: Sequence[int]) -> dict[_Cell, int]:
    """Return in how many rows each distinct cell stands."""
    numbers: dict[_Cell, int] = {}
    for cell, number in zip(cells, rows, strict=True):
        numbers[cell] = numbers.get(cell, 0) + number
    return numbers


class Faults:
    """What cannot be read, each thing once, and in how many rows."""

    def __init__(self, columns: Columns, places: Sequence[tuple[object, ...]]) -> None:
        self._columns = columns
        self._places = places
        self._found: dict[tuple[str, str], int] = {}
        self._held: dict[tuple[str, str], tuple[str, str]] = {}

    def cell(self, column: str, cell: object, what: str, rows: int) -> None:
        """Enter a cell, and in how many rows it stands."""
        key = (f"column {shown(column)}", what)
        self._found[key] = self._found.get(key, 0) + rows
        self._hold(key, column, cell)

    def _hold(self, key: tuple[str, str], column: str, cell: object) -> None:
        if isinstance(cell, str):
            self._held.setdefault(key, (column, cell))

    def figure(self, at: int, what: str, cell: object = None) -> None:
        """Enter a figure of a group; it is found by the labels of its places, and by its cell if that is text."""
        cells = zip(self._columns.places, self._places[at], strict=True)
        labels = " and ".join(f"{column} = {shown(text_of(cell))}" for column, cell in cells)
        key = (f"column {shown(self._columns.count)}, where {labels}", what)
        self._found[key] = 0
        self._hold(key, self._columns.count or "", cell)

    def raise_any(self, path: str, rows: Sequence[int], lines_of: LinesOf) -> None:
        """Raise what there is, with the first line where it stands if the table is a file of lines.

        Raises
        ------
        ClaimsFileError
            If there is any.
        """
        if not self._found:
            return
        lines = lines_of(set(self._held.values()))
        at = {key: f"line {lines[held]}, " for key, held in self._held.items() if held in lines}
        faults = [
            Fault(f"{at.get((where, what), '')}{where}", f"{what} ({plural(number, 'row')})" if number else what)
            for (where, what), number in sorted(self._found.items())
        ]
        name = repr(path) if path else "the table"
        rows_told, faults_told = plural(sum(rows), "row"), plural(len(faults), "fault")
        raise ClaimsFileError(path, f"{name} of {rows_told} could not be read: {faults_told}; nothing was kept", faults)


def periods_of(groups: Groups, columns: Columns, faults: Faults) -> Coded[Period | None]:
    """Return the time that each group speaks of."""
    if columns.year is None:
        return Coded([None], [0] * len(groups.rows))
    cells = groups.keys[columns.year]
    said: dict[object, Period | None] = {}
    for cell, number in rows_of(cells, groups.rows).items():
        try:
            said[cell] = period(cell)
        except InvalidValueError as error:
            said[cell] = None
            faults.cell(columns.year, cell, str(error), number)
    return coded(cells, said, _years)


def _years(given: Period | None) -> tuple[int, int]:
    return (-1, -1) if given is None else (given.first or 0, given.last or 9999)


def flags_of(groups: Groups, columns: Columns, faults: Faults) -> Coded[Forms | None]:
    """Return the forms whose flags are set."""
    cells = list(zip(*(groups.keys[name] for name in columns.flags), strict=True))
    said: dict[tuple[object, ...], Forms | None] = {}
    for row, number in rows_of(cells, groups.rows).items():
        named: set[Exploitation] = set()
        for (name, form), cell in zip(columns.flags.items(), row, strict=True):
            stands = flag(text_of(cell))
            if stands is None:
                faults.cell(name, cell, f"{shown(cell)} {_NO_FLAG}", number)
            elif stands:
                named.add(form)
        said[row] = tuple(form for form in Exploitation if form in named) or UNSPECIFIED
    return coded(cells, said, _spots(Exploitation))


def words_of(
    groups: Groups, column: str | None, words: Words[_Word], ledger: Ledger
) -> Coded[tuple[_Word, ...] | None]:
    """Return the words of each group; None if one is not understood, which is entered into the accounts."""
    if column is None:
        return Coded([words.none], [0] * len(groups.rows))
    cells = groups.keys[column]
    said: dict[object, tuple[_Word, ...] | None] = {}
    for cell, number in rows_of(cells, groups.rows).items():
        text = text_of(cell)
        read = words.read(text)
        if isinstance(read, Unread):
            ledger.label(column, text, attrs.evolve(_UNKNOWN, note=read.why), number, near=read.nearest)
        said[cell] = None if isinstance(read, Unread) else read
    return coded(cells, said, _spots(words.vocabulary))


def _spots(vocabulary: type[Exploitation | VictimGroup]) -> Callable[[Sequence[str] | None], list[int]]:
    spots: dict[str, int] = {word: spot for spot, word in enumerate(vocabulary)}
    return lambda words: [-1] if words is None else [spots[word] for word in words]
