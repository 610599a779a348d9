"""Measures over the years: a small panel for each measure, or for each place, on the same years."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from math import ceil, floor, log10, nan
from typing import TYPE_CHECKING, Final

from traffickgraph.analysis.plots.moments import MEANING, behind, moments_of, title_of, years_along
from traffickgraph.analysis.plots.sheet import GREY, INK, SMALL, TEXT, drawing, rests_on, sheet
from traffickgraph.errors import InvalidValueError
from traffickgraph.table import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from traffickgraph.analysis.history import Moment
    from traffickgraph.table import Table

__all__ = ["series"]

_MOST: Final = 12
_ACROSS: Final = 2
# Inches.
_WIDE, _HIGH = 2.95, 1.25
_LEFT, _BELOW, _ABOVE = 0.75, 0.4, 0.45
_YEARS: Final = 8
_FEW: Final = 2
_POSSIBLE, _CERTAIN = "#0072B2", "#D55E00"


def series(table: Table[Moment], *, title: str | None = None, path: str | PathLike[str] | None = None) -> Figure:
    """Plot measures over years, a panel for each measure, or for each place of a measure of places.

    Each panel has an axis of its own that begins at zero. A line has a gap where a year has no value: nothing is known
    of that year, which is not zero. Where the value by the certain ties alone differs, it is a second line, dashed.

    Parameters
    ----------
    table : Table of Moment
        What :func:`traffickgraph.analysis.history` returns. Of more than twelve panels the first twelve are drawn, and
        the plot says how many there are.
    title : str, optional
        The title; the table's own, if left out.
    path : path, optional
        A file to write as well: .svg, .png or .pdf. The same table gives the same file.

    Returns
    -------
    Figure
        A figure of matplotlib, made without pyplot. It names its publications and carries the caveat.

    Raises
    ------
    WrongTypeError
        If the table is no table of moments.
    InvalidValueError
        If it is empty or has no value.
    FileFormatError
        If the file has another suffix.
    MissingPackageError
        If matplotlib is not installed.

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> from traffickgraph.analysis import history, plots
    >>> measures = history(datasets.load("factbook"), ["publications", "ties", "density", "reciprocity"])
    >>> figure = plots.series(measures, path="measures.svg")
    >>> len(figure.axes)
    4
    """
    moments = moments_of(table)
    if all(one.value is None for one in moments):
        raise InvalidValueError("no year has a value, so there is nothing to plot", table)
    panels: dict[tuple[str, str], list[Moment]] = {}
    for one in moments:
        panels.setdefault((one.measure, str(one.place or "")), []).append(one)
    shown = list(panels.items())[:_MOST]
    left_out = (
        f"{_MOST} of {plural(len(panels), 'panel')} are drawn, the first of the table." if len(panels) > _MOST else ""
    )
    drawn = [one for _, some in shown for one in some]
    parted = any(one.value != one.value_certain for one in drawn)
    with drawing("a plot of series", path):
        down = ceil(len(shown) / _ACROSS)
        across = _LEFT + _WIDE
        step = _ABOVE + _HIGH + _BELOW
        made = sheet(
            title_of(table, title),
            "Circles, solid line: all ties or claims, certain or possible. Diamonds, dashed: the certain ones alone."
            if parted
            else "All ties and claims counted here are certain.",
            [
                left_out,
                "A gap: no claim of that year, or none that names the place; that is unknown, not zero.",
                rests_on(behind(drawn)),
            ],
            width=_ACROSS * across,
            height=down * step,
        )
        for at, ((measure, name), some) in enumerate(shown):
            left = (at % _ACROSS) * across + _LEFT - 0.2
            axes = made.axes(left, (down - 1 - at // _ACROSS) * step + _BELOW, _WIDE, _HIGH)
            _panel(axes, measure, name, some)
        return made.finished(path)


def _panel(axes: Axes, measure: str, name: str, some: Sequence[Moment]) -> None:
    years = [one.year for one in some]
    certain = [nan if one.value_certain is None else one.value_certain for one in some]
    values = [nan if one.value is None else one.value for one in some]
    if any(one.value != one.value_certain for one in some):
        axes.plot(
            years,
            certain,
            color=_CERTAIN,
            marker="D",
            linestyle="--",
            markersize=4,
            linewidth=1.3,
            label="certain",
            clip_on=False,
        )
    axes.plot(years, values, color=_POSSIBLE, marker="o", markersize=4, linewidth=1.6, label="possible", clip_on=False)
    years_along(axes, some, _YEARS)
    top = max((one.value or 0 for one in some), default=0)
    axes.set_ylim(0, top * 1.12 or 1)
    ticks = _ticks(top)
    axes.set_yticks(ticks, [f"{tick:,.10g}" for tick in ticks])
    axes.tick_params(colors=GREY, labelsize=SMALL, length=0)
    axes.grid(axis="y", color="#E6E6E6", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#AAAAAA")
    word = measure.replace("_", "-")
    axes.set_title(name or word.capitalize(), loc="left", size=TEXT, weight="bold", color=INK, pad=17, parse_math=False)
    axes.text(
        0, 1.05, MEANING[measure], transform=axes.transAxes, size=SMALL, color=GREY, va="bottom", parse_math=False
    )


def _ticks(top: float) -> list[float]:
    """Return a few round numbers from zero up to the highest value."""
    if top <= 0:
        return [0]
    power = 10.0 ** floor(log10(top))
    step = next(lead * power for lead in (5, 2, 1, 0.5) if top / (lead * power) >= _FEW)
    if top >= 1:
        step = max(step, 1)  # a count has no halves
    return [round(at * step, 12) for at in range(int(top / step) + 1)]
