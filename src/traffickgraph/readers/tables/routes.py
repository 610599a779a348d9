"""Cells of places of a table into routes, each distinct row of labels once."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from traffickgraph.model import Route
from traffickgraph.places import Country, Place
from traffickgraph.readers.tables.cells import Coded, coded, rows_of
from traffickgraph.readers.tables.words import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from traffickgraph.readers.labels import Labels, Meaning
    from traffickgraph.readers.report import Ledger
    from traffickgraph.readers.tables.columns import Columns

_Spots: TypeAlias = tuple[int, ...]

__all__ = ["route_of", "routes_of"]

_NOT_UNDERSTOOD: Final = "a label of a place is not understood"
_NO_PLACE: Final = "it names no place"
_TOTAL: Final = "it is a total of other rows"
_NATIONALS: Final = "nationals of no one country that it names"
_PLAIN: Final = frozenset({"place", "unstated"})


def routes_of(
    cells: Sequence[tuple[object, ...]], rows: Sequence[int], columns: Columns, labels: Labels, ledger: Ledger
) -> Coded[Route | str]:
    """Return the route of each group, or why it has none; enter every label into the accounts.

    Parameters
    ----------
    cells : sequence of tuple
        For each group, the cells of the columns of places.
    rows : sequence of int
        How many rows each group has.
    columns : Columns
        Which columns these are.
    labels : Labels
        What labels mean.
    ledger : Ledger
        The accounts.
    """
    numbers = rows_of(cells, rows)
    texts = {cell: text_of(cell) for cell in set(chain.from_iterable(numbers))}
    known = {cell: labels.meaning(text) for cell, text in texts.items()}
    _account(numbers, texts, columns, labels, ledger)
    # A route is worked out in small numbers, which sort and compare fast; no places come first.
    stages = sorted({frozenset[Place](), *(one.places for one in known.values())}, key=_codes)
    spots = {stage: spot for spot, stage in enumerate(stages)}
    plain = {cell: spots[one.places] for cell, one in known.items() if one.kind in _PLAIN}
    begins, ends = columns.source is not None, columns.destination is not None
    said: dict[tuple[object, ...], _Spots | str] = {}
    for row in numbers:
        if not plain.keys() >= set(row):
            meanings = [known[cell] for cell in row]
            source = meanings.pop(0) if begins else None
            route = route_of(source, meanings[: len(meanings) - ends], meanings[-1] if ends else None)
            said[row] = route if isinstance(route, str) else tuple([spots[stage] for stage in route.stages])
            continue
        met = [plain[cell] for cell in row]
        first = met.pop(0) if begins else 0
        last = met.pop() if ends else 0
        way = (first, *filter(None, met), last)
        said[row] = way if any(way) else _NO_PLACE
    found = coded(cells, said, _order)
    return Coded([one if isinstance(one, str) else _route(one, stages) for one in found.values], found.codes)


def _account(
    numbers: Mapping[tuple[object, ...], int],
    texts: Mapping[object, str | None],
    columns: Columns,
    labels: Labels,
    ledger: Ledger,
) -> None:
    """Enter every label."""
    told: Counter[tuple[str, str | None]] = Counter()
    # A column that is read as both ends holds its labels once.
    for name, at in {name: at for at, name in enumerate(columns.places)}.items():
        for row, number in numbers.items():
            told[name, texts[row[at]]] += number
    for (name, label), number in told.items():
        ledger.label(name, label, labels.meaning(label), number)


def _order(said: _Spots | str) -> tuple[bool, _Spots, str]:
    """Sort routes by their places, and then what is none."""
    return (True, (), said) if isinstance(said, str) else (False, said, "")


def _codes(stage: frozenset[Place]) -> list[str]:
    return sorted(place.code for place in stage)


def _route(way: _Spots, stages: Sequence[frozenset[Place]]) -> Route:
    first, *between, last = way
    return Route(stages[first], tuple([stages[spot] for spot in between]), stages[last])


def route_of(source: Meaning | None, via: Sequence[Meaning], destination: Meaning | None) -> Route | str:
    """Return the route that labels state, or why they state none; an end without a label is unstated."""
    kinds = {one.kind for one in (source, *via, destination) if one is not None}
    if "unresolved" in kinds:
        return _NOT_UNDERSTOOD
    if "total" in kinds:
        return _TOTAL
    to: frozenset[Place] = destination.places if destination else frozenset()
    from_: frozenset[Place] = source.places if source else frozenset()
    if "nationals" in kinds:
        # Those of the country that reports.
        others = {one.kind for one in (*via, destination) if one is not None}
        if "nationals" in others or len(to) != 1 or not all(isinstance(one, Country) for one in to):
            return _NATIONALS
        from_ = to
    stages = tuple(one.places for one in via if one.places)
    return Route(from_, stages, to) if from_ or stages or to else _NO_PLACE
