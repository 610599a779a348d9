"""Groups of rows of a table into claims, with the accounts of every row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Count, Evidence, Period, Publication, Route
from traffickgraph.readers.tables.cells import Coded, Faults, LinesOf, flags_of, periods_of, words_of
from traffickgraph.readers.tables.figures import Figure, summed, written
from traffickgraph.readers.tables.routes import routes_of
from traffickgraph.table import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from traffickgraph.places import Place
    from traffickgraph.readers.labels import Labels
    from traffickgraph.readers.report import Ledger
    from traffickgraph.readers.tables.columns import Columns
    from traffickgraph.readers.tables.grouping import Groups
    from traffickgraph.readers.tables.words import Words
    from traffickgraph.table import Cell
    from traffickgraph.vocabulary import Exploitation, VictimGroup

__all__ = ["Stated", "claims_of", "frame_of_claims", "read_groups"]

Bounds: TypeAlias = "tuple[int, int | None] | None"

_UNKNOWN_WORD: Final = "a word is not in the vocabulary"


class Stated(NamedTuple):
    """What the rows of one claim state together: in how many rows, and how many persons at least and at most."""

    route: Route
    exploitation: tuple[Exploitation, ...]
    victims: tuple[VictimGroup, ...]
    period: Period | None
    rows: int
    persons: Bounds


class _Sum:
    """The figures of the rows of one claim so far."""

    __slots__ = ("high", "low", "stated")

    def __init__(self) -> None:
        self.stated = 0
        self.low = 0
        self.high: int | None = 0

    def add(self, figure: Figure) -> None:
        """Add the figures of a group as intervals."""
        self.stated += figure.stated
        self.low += figure.low
        self.high = None if self.high is None or figure.high is None else self.high + figure.high

    def bounds(self, rows: int) -> Bounds:
        """Return the sum; where the figure of a row is missing, there may have been more."""
        return (self.low, None if self.stated < rows else self.high) if self.stated else None


def read_groups(  # noqa: PLR0913 - what the rows are read with, by name
    groups: Groups,
    columns: Columns,
    *,
    labels: Labels,
    forms: Words[Exploitation],
    victims: Words[VictimGroup],
    persons: bool,
    ledger: Ledger,
    path: str,
    lines_of: LinesOf,
) -> list[Stated]:
    """Return what the rows state, in an order that depends on nothing but what they state.

    Raises
    ------
    ClaimsFileError
        If a year, a flag or a figure is none; all are listed, and nothing is kept.
    """
    places = list(zip(*(groups.keys[name] for name in columns.places), strict=True))
    faults = Faults(columns, places)
    periods = periods_of(groups, columns, faults)
    flagged = flags_of(groups, columns, faults) if columns.flags else None
    figures = _figures(groups, columns, faults)
    faults.raise_any(path, groups.rows, lines_of)
    routes = routes_of(places, groups.rows, columns, labels, ledger)
    named = flagged or words_of(groups, columns.exploitation, forms, ledger)
    involved = words_of(groups, columns.victims, victims, ledger)
    return _together(groups.rows, routes, periods, named, involved, figures, ledger, persons=persons)


def _together(  # noqa: PLR0913, PLR0917 - the parts of what a row says
    rows: Sequence[int],
    routes: Coded[Route | str],
    periods: Coded[Period | None],
    forms: Coded[tuple[Exploitation, ...] | None],
    victims: Coded[tuple[VictimGroup, ...] | None],
    figures: Sequence[Figure] | None,
    ledger: Ledger,
    *,
    persons: bool,
) -> list[Stated]:
    """Put together the groups that say the same of the same places, and enter all rows into the accounts."""
    years, words, groups = len(periods.values), len(forms.values), len(victims.values)
    # What a group says is one number, and the numbers are in the order of what they say.
    said = [
        ((route * years + period) * words + form) * groups + victim
        for route, period, form, victim in zip(routes.codes, periods.codes, forms.codes, victims.codes, strict=True)
    ]
    numbers: dict[int, int] = {}
    for code, number in zip(said, rows, strict=True):
        numbers[code] = numbers.get(code, 0) + number
    found: dict[int, Stated] = {}
    for code in sorted(numbers):
        rest, victim = divmod(code, groups)
        rest, form = divmod(rest, words)
        route, period = divmod(rest, years)
        number = numbers[code]
        where, named, involved = routes.values[route], forms.values[form], victims.values[victim]
        if isinstance(where, str):
            ledger.unused(where, number)
        elif named is None or involved is None:
            ledger.unused(_UNKNOWN_WORD, number)
        else:
            counted = (number, number) if persons else None
            found[code] = Stated(where, named, involved, periods.values[period], number, counted)
    if figures is None:
        ledger.used(sum(one.rows for one in found.values()))
        return list(found.values())
    return _counted(found, said, rows, figures, ledger)


def _counted(
    found: dict[int, Stated], said: Sequence[int], rows: Sequence[int], figures: Sequence[Figure], ledger: Ledger
) -> list[Stated]:
    sums = {code: _Sum() for code in found}
    stated: Counter[bool] = Counter()
    missing = 0
    for code, number, figure in zip(said, rows, figures, strict=True):
        if code in sums:
            sums[code].add(figure)
            stated[figure.suppressed] += figure.stated
            missing += number - figure.stated
    for suppressed, number in stated.items():
        ledger.used(number, suppressed=suppressed)
    ledger.used(missing, missing=True)
    return [one._replace(persons=sums[code].bounds(one.rows)) for code, one in found.items()]


def _figures(groups: Groups, columns: Columns, faults: Faults) -> list[Figure] | None:
    if groups.figures is not None:
        return summed(groups.figures, groups.rows, faults.figure)
    if columns.count is not None:
        cells = groups.keys[columns.count]
        return written(cells, groups.rows, lambda at, what: faults.figure(at, what, cells[at]))
    return None


def claims_of(found: Sequence[Stated], publication: Publication, *, persons: bool, note: str) -> RouteGraph:
    """Make the claims; their notes say in how many rows they are stated, unless each row is a person."""
    evidence = Evidence(publication)
    counts: dict[Bounds, Count | None] = {one: one and Count(*one) for one in {one.persons for one in found}}
    notes = {rows: _note(note, 1 if persons else rows) for rows in {one.rows for one in found}}
    return RouteGraph(
        Claim(
            one.route,
            evidence,
            exploitation=one.exploitation,
            victims=one.victims,
            period=one.period,
            count=counts[one.persons],
            note=notes[one.rows],
        )
        for one in found
    )


def _note(note: str, rows: int) -> str:
    told = "" if rows == 1 else f"stated in {plural(rows, 'row')}"
    return "; ".join(filter(None, (note, told)))


def frame_of_claims(found: Sequence[Stated]) -> dict[str, list[Cell]]:
    """Return the rows as they were understood: one for each claim, as columns."""
    bounds = [one.persons or (None, None) for one in found]
    return {
        "source": [_codes(one.route.sources) for one in found],
        "via": [" > ".join(filter(None, map(_codes, one.route.via))) or None for one in found],
        "destination": [_codes(one.route.destinations) for one in found],
        "exploitation": [";".join(one.exploitation) for one in found],
        "victims": [";".join(one.victims) or None for one in found],
        "period_first": [one.period.first if one.period else None for one in found],
        "period_last": [one.period.last if one.period else None for one in found],
        "rows": [one.rows for one in found],
        "count_low": [low for low, _ in bounds],
        "count_high": [high for _, high in bounds],
    }


def _codes(places: frozenset[Place]) -> str | None:
    return ";".join(place.code for place in sorted(places)) or None
