"""Ranks over the years: a line for each place, rank 1 on top, a gap where a year says nothing."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from math import exp, log, nan
from typing import TYPE_CHECKING, Final

from traffickgraph.analysis.plots.looks import LINES
from traffickgraph.analysis.plots.moments import MEANING, behind, moments_of, one_measure, title_of, years_along
from traffickgraph.analysis.plots.sheet import GREY, INK, SMALL, TEXT, drawing, rests_on, sheet, width_of
from traffickgraph.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from traffickgraph.analysis.history import Moment
    from traffickgraph.table import Table

__all__ = ["ranks"]

# Inches.
_WIDE: Final = 7.6
_LEFT, _BELOW, _LEAD = 0.45, 0.25, 0.3
_RANK, _LABEL = 0.15, 0.17
_LOWEST, _HIGHEST = 2.6, 5.0
# Ranks beyond this are drawn on a logarithmic scale.
_DEEP: Final = 25
_TICKS: Final = (1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 150, 200, 300)


def ranks(table: Table[Moment], *, title: str | None = None, path: str | PathLike[str] | None = None) -> Figure:
    """Plot the ranks of places over years, as the bump chart of Goist, Chen and Boylan does.

    A line for each place; rank 1 is on top. Equal values share a rank. A line has a gap where a year gives its place
    no rank: no claim of that year names it, or none counts for it. That is not a low rank.

    Parameters
    ----------
    table : Table of Moment
        What :func:`traffickgraph.analysis.history` returns for one measure of places; its option ``places`` says
        which, or how many.
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
        If it is empty, has several measures or one of the whole graph, or has no rank.
    FileFormatError
        If the file has another suffix.
    MissingPackageError
        If matplotlib is not installed.

    References
    ----------
    Goist, R., Chen, T. H. Y. and Boylan, C. (2019). Reconstructing and analyzing the transnational human trafficking
    network. Proceedings of ASONAM 2019.

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> from traffickgraph.analysis import history, plots
    >>> series = history(datasets.load("factbook"), "in_degree", places=5)
    >>> figure = plots.ranks(series, path="ranks.svg")
    """
    moments = moments_of(table)
    measure = one_measure(moments)
    found = [one.rank for one in moments if one.rank is not None]
    if any(one.place is None for one in moments):
        raise InvalidValueError(
            f"{measure} is of the whole graph, which has no rank; plot it with series, or ask history for a measure of "
            "places, such as 'in_degree'",
            measure,
        )
    if not found:
        raise InvalidValueError(f"no place has a rank by {measure} in any year, so there is nothing to plot", table)
    lines: dict[str, list[Moment]] = {}
    for one in moments:
        lines.setdefault(str(one.place), []).append(one)
    with drawing("a plot of ranks", path):
        labels = _labels(lines)
        margin = max(width_of(label, TEXT) for label in labels) + _LEAD
        height = max(min(max(found) * _RANK, _HIGHEST), (len(lines) + 1) * _LABEL, _LOWEST)
        made = sheet(
            title_of(table, title, "Ranks: "),
            f"Rank of each year by {MEANING[measure]}, among all places of the year; equal values share a rank.",
            [
                "A gap: no claim of that year names the place, or none counts for it. That is not a low rank.",
                rests_on(behind(moments)),
            ],
            width=_WIDE,
            height=height + _BELOW,
        )
        axes = made.axes(_LEFT, _BELOW, _WIDE - _LEFT - margin, height)
        years_along(axes, moments)
        _ranks_up(axes, max(found))
        for look, some in zip(LINES, lines.values(), strict=False):
            axes.plot(
                [one.year for one in some],
                [nan if one.rank is None else one.rank for one in some],
                color=look.colour,
                marker=look.marker,
                linestyle=look.dashes,
                linewidth=1.6,
                markersize=5.5,
                markeredgecolor="white",
                markeredgewidth=0.3,
                label=str(some[0].place),
                clip_on=False,
            )
        _label(axes, list(lines.values()), labels, (_WIDE - _LEFT - margin, height))
        return made.finished(path)


def _ranks_up(axes: Axes, worst: int) -> None:
    """Put the ranks beside a plot, the first on top; deep ones are drawn closer, for what happens is at the top."""
    ticks = [rank for rank in _TICKS if rank <= worst]
    if worst > _DEEP:
        axes.set_yscale("log")
        axes.set_ylim(worst * 1.12, 0.9)
        axes.set_ylabel("rank (logarithmic)", color=GREY, size=SMALL)
    else:
        axes.set_ylim(worst + 0.7, 0.3)
        axes.set_ylabel("rank", color=GREY, size=SMALL)
    axes.set_yticks(ticks, [str(rank) for rank in ticks])
    axes.minorticks_off()
    axes.tick_params(colors=GREY, length=0, labelsize=SMALL)
    axes.grid(axis="y", color="#E6E6E6", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _last(some: Sequence[Moment]) -> Moment | None:
    return next((one for one in reversed(some) if one.rank is not None), None)


def _labels(lines: Mapping[str, Sequence[Moment]]) -> list[str]:
    """Return the names; with the year of the last rank, where that is not the last year."""
    final = max(one.year for some in lines.values() for one in some)
    labels: list[str] = []
    for name, some in lines.items():
        end = _last(some)
        until = " (no rank)" if end is None else f" (last in {end.year})"
        labels.append(f"{name}{'' if end is not None and end.year == final else until}")
    return labels


def _label(axes: Axes, lines: Sequence[Sequence[Moment]], labels: Sequence[str], inches: tuple[float, float]) -> None:
    """Write the names at the right, in the order of the last ranks, moved apart where they would overlap.

    A place without a rank in the last year stands below all others, for its height would look like a rank.
    """
    final = max(one.year for some in lines for one in some)
    lasts = map(_last, lines)
    ends = [None if last is None or last.year != final else last.rank for last in lasts]
    straight, back = (log, exp) if axes.get_yscale() == "log" else (float, float)
    (first, edge), (low, high) = axes.get_xlim(), map(straight, axes.get_ylim())
    across, down = (edge - first) / inches[0], (low - high) / inches[1]
    order = sorted(range(len(lines)), key=lambda at: (ends[at] is None, ends[at] or 0, at))
    wanted = [low if ends[at] is None else straight(ends[at] or 1) for at in order]
    for at, spot in zip(order, map(back, apart(wanted, _LABEL * down, high, low)), strict=True):
        end, look = ends[at], LINES[at % len(LINES)]
        beside = edge + (_LEAD - 0.1) * across
        ink = GREY if end is None else INK
        axes.text(edge + _LEAD * across, spot, labels[at], va="center", size=TEXT, color=ink, parse_math=False)
        axes.plot([beside], [spot], color=look.colour, marker=look.marker, markersize=5.5, clip_on=False)
        if end is not None:  # a thin line from the last rank to the name
            axes.plot([final, beside], [end, spot], color=look.colour, linewidth=0.6, clip_on=False)


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move ascending numbers as little as will keep a gap between each two, within bounds if there is room."""
    # Less the gaps before it, each number has only to be no less than the last: neighbours that are not are averaged.
    blocks: list[tuple[float, int]] = []
    for at, one in enumerate(wanted):
        mean, size = one - at * gap, 1
        while blocks and blocks[-1][0] > mean:
            before, many = blocks.pop()
            mean, size = (before * many + mean * size) / (many + size), many + size
        blocks.append((mean, size))
    level = (mean for mean, size in blocks for _ in range(size))
    highest = max(low, high - (len(wanted) - 1) * gap)
    return [min(max(one, low), highest) + at * gap for at, one in enumerate(level)]
