"""What plots of series ask of a table of moments before they draw it."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final, cast

from traffickgraph.analysis.history import Moment
from traffickgraph.errors import InvalidValueError, WrongTypeError, listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matplotlib.axes import Axes

    from traffickgraph.model import Claim
    from traffickgraph.table import Table

__all__ = ["MEANING", "behind", "moments_of", "one_measure", "title_of", "years_along"]

_MOST_YEARS: Final = 12

# What each measure counts, in the words of its unit.
MEANING: Final[Mapping[str, str]] = {
    "places": "places with a tie",
    "ties": "ordered pairs of places with a tie",
    "density": "share of the ordered pairs of places that have a tie",
    "reciprocity": "share of the ties that run both ways",
    "claims": "claims",
    "publications": "publications",
    "in_degree": "places from which a tie leads here",
    "out_degree": "places to which a tie leads from here",
    "claims_as_destination": "claims that name it as a destination",
    "claims_as_source": "claims that name it as a source",
}


def moments_of(table: Table[Moment]) -> Sequence[Moment]:
    """Return the rows of a table of moments, which holds some."""
    rows: object = getattr(table, "rows", None)
    if not isinstance(rows, tuple) or not all(isinstance(row, Moment) for row in cast("tuple[object, ...]", rows)):
        raise WrongTypeError(
            f"series are plotted from what history(graph, ...) returns, not from {shown(table)}", table
        )
    if not table.rows:
        raise InvalidValueError("the table has no row, so there is nothing to plot", table)
    return table.rows


def one_measure(moments: Iterable[Moment]) -> str:
    """Return the one measure of a table."""
    first, *others = dict.fromkeys(one.measure for one in moments)
    if others:
        several = listed([first, *others], "and")
        raise InvalidValueError(f"the table has several measures, {several}; ask history for one of them", others)
    return first


def title_of(table: Table[Moment], title: str | None, before: str = "") -> str:
    """Return the title that was given, or that of the table as a heading."""
    if title is not None:
        return title
    words = table.title
    for measure in MEANING:
        words = words.replace(measure, measure.replace("_", "-"))
    words = f"{before}{words}"
    return words[:1].upper() + words[1:]


def behind(moments: Iterable[Moment]) -> Sequence[Claim]:
    """Return the claims behind the moments, each once."""
    return tuple(dict.fromkeys(claim for one in moments for claim in one.claims))


def years_along(axes: Axes, moments: Iterable[Moment], most: int = _MOST_YEARS) -> None:
    """Put the years below a plot: all of few, else every second or fifth or so; no year is cut into parts."""
    years = [one.year for one in moments]
    first, last = min(years), max(years)
    every = next(
        step for power in count() for step in (10**power, 2 * 10**power, 5 * 10**power) if last - first < step * most
    )
    ticks = sorted(range(last, first - 1, -every))
    axes.set_xticks(ticks, [str(year) for year in ticks])
    axes.set_xlim(first - 0.4, last + 0.4)
