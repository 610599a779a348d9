"""What the commands of analysis do: ask the library for a table, print it, write it if so asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

import attrs

from traffickgraph.cli._data import opened, part_about
from traffickgraph.cli._terminal import say, working
from traffickgraph.errors import FileFormatError, InvalidValueError
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Row, Table, plural

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from traffickgraph.analysis import Statistics
    from traffickgraph.graph import RouteGraph

__all__ = ["brokers", "check_table", "paths", "stats", "write_table"]

_Row = TypeVar("_Row", bound=Row)

# How many rows a table prints; the rest is a word that there is more.
_PRINTED: Final = 30


def paths(given: Namespace) -> None:
    """Find the paths from one place to another."""
    from traffickgraph.paths import best, best_supported, fewest_legs
    from traffickgraph.places import place

    if given.output is not None:
        check_table(given.output)
    ends = place(given.source), place(given.destination)
    graph = opened(given.data)
    part_about(graph, ends, given.data)
    if ends[0] == ends[1]:
        raise InvalidValueError(f"a path from {ends[0]} to itself is no path; give two different places", ends[0])
    with working(f"looking for paths from {ends[0]} to {ends[1]}"):
        found = best(
            graph,
            *ends,
            given.number,
            max_legs=given.max_legs,
            joints=given.joints,
            cost=best_supported if given.cost == "support" else fewest_legs,
            consistent=given.consistent,
        )
    _answer(given, found, str(found) if found else f"{_none_found(given)}\n{CAVEAT}")


def _none_found(given: Namespace) -> str:
    """Say that there is no path under the conditions asked for, and how to ask for more."""
    legs = "" if given.max_legs is None else f" of at most {plural(given.max_legs, 'leg')}"
    wider = [
        *(["--joints transit"] if given.joints == "documented" else []),
        *(["--joints any"] if given.joints != "any" else []),
        *(["--max-legs all"] if given.max_legs is not None else []),
        *(["--inconsistent"] if given.consistent and given.joints != "documented" else []),
    ]
    more = f"; more may be found with {', '.join(wider)}" if wider else ""
    return f"no path{legs} with joints {given.joints!r}{more}"


def stats(given: Namespace) -> None:
    """Print numbers about the whole graph."""
    from traffickgraph.analysis import statistics

    if given.output is not None:
        check_table(given.output)
    graph = _claims(given)
    with working("counting"):
        found = statistics(graph, per_year=given.per_year, rows=given.rows)
    _answer(given, found, str(found if given.per_year else _turned(found)))


@attrs.frozen
class _Figure:
    """One figure of the whole graph, for the certain ties and for the possible ones."""

    columns: ClassVar[tuple[str, ...]] = ("figure", "certain", "possible")

    name: str
    certain: Cell
    possible: Cell

    def cells(self) -> tuple[Cell, ...]:
        return self.name, self.certain, self.possible


def _turned(found: Table[Statistics]) -> Table[_Figure]:
    """Lay a table of two wide rows out as two columns, which fit a terminal."""
    rows: Iterator[tuple[str, Cell, Cell]] = zip(found.columns, *(row.cells() for row in found), strict=True)
    figures = (_Figure(*row) for row in rows if row[0] not in {"year", "ties"})
    note = found.note.replace("per_year=True", "--per-year")
    return Table(figures, _Figure.columns, title=found.title, note=note)


def brokers(given: Namespace) -> None:
    """List the places that lie between others."""
    from traffickgraph.analysis import Brokerage, brokerage

    if given.output is not None:
        check_table(given.output)
    if given.number is not None and given.number < 1:
        raise InvalidValueError(f"--number is at least 1, or 'all', not {given.number}", given.number)
    graph = _claims(given)
    with working("counting pairs of places"):
        whole = brokerage(graph, given.by, rows=given.rows)
    found = Brokerage(whole.rows[: given.number], whole.overall, title=whole.title, note=whole.note)
    left_out = len(whole) - len(found)
    more = f"\nleft out: {plural(left_out, 'more place')}; --number all lists all" if left_out else ""
    _answer(given, found, f"{found}{more}")


def _claims(given: Namespace) -> RouteGraph:
    """Return the claims of a file or a data set that has some."""
    graph = opened(given.data)
    if not graph.claims:
        raise InvalidValueError(f"{given.data} holds no claims, so there is nothing to count", graph)
    return graph


def check_table(path: str) -> None:
    """Refuse another format than that of tables, before anything is worked out."""
    if Path(path).suffix.casefold() != ".csv":
        raise FileFormatError(path, f"a table is written as .csv, not as {path!r}", (".csv",))


def _answer(given: Namespace, found: Table[_Row], printed: str) -> None:
    """Write the table, if so asked; print it; say how to cite a bundled data set."""
    from traffickgraph import datasets

    if given.output is not None:  # first, so that what cannot be written is not half an answer
        write_table(given.output, found)
    say(printed)
    if given.output is not None:
        say(f"{given.output}: {plural(len(found), 'row')}")
    elif len(found) > _PRINTED:
        say("-o FILE.csv writes all rows")
    if given.data in datasets.names():
        say(f"\nData: {datasets.describe(given.data).citation}")


def write_table(path: str, found: Table[_Row]) -> None:
    """Write all rows of a table as CSV, text that looks like a formula made harmless."""
    from traffickgraph.atomic import create
    from traffickgraph.convert.sheet import table_rows, write_rows

    create(path, write_rows(table_rows(found.columns, (row.cells() for row in found)), ","))
