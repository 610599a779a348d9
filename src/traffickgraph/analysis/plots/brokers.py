"""Brokers by role: a bar for each place, its parts the roles in which it lies between others."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from traffickgraph.analysis.brokerage import Brokerage
from traffickgraph.analysis.chains import ROLES
from traffickgraph.analysis.plots.looks import BARS
from traffickgraph.analysis.plots.sheet import GREY, INK, SMALL, TEXT, clean, drawing, fitted, rests_on, sheet, width_of
from traffickgraph.asked import at_least
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.table import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from traffickgraph.analysis.brokerage import Broker
    from traffickgraph.analysis.chains import BrokerRole

__all__ = ["brokers"]

# Inches.
_WIDE: Final = 7.6
_BAR, _BELOW, _LEGEND = 0.27, 0.4, 0.75
_GAP: Final = 0.12
_LONGEST: Final = 2.8


def brokers(
    found: Brokerage, *, most: int = 15, title: str | None = None, path: str | PathLike[str] | None = None
) -> Figure:
    """Plot the places that lie between most pairs of others, by the five roles of Gould and Fernandez.

    A bar is as long as there are ordered pairs of places between which the place lies; its parts are the roles. Beside
    it stand that number, and how many of the pairs some claim states whole: the others are stitched.

    Parameters
    ----------
    found : Brokerage
        What :func:`traffickgraph.analysis.brokerage` returns.
    most : int
        How many places at most; the plot says how many are left out. Places between none are never drawn.
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
    WrongTypeError, InvalidValueError
        If it is no brokerage, if no place lies between others, or if `most` is no number from 1 on.
    FileFormatError
        If the file has another suffix.
    MissingPackageError
        If matplotlib is not installed.

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> from traffickgraph.analysis import brokerage, plots
    >>> figure = plots.brokers(brokerage(datasets.load("factbook")), most=10, path="brokers.svg")
    >>> [int(bar.get_width()) for bar in figure.axes[0].containers[4]][-3:]  # liaisons; the first place is on top
    [19, 31, 18]
    """
    if not isinstance(found, Brokerage):
        raise WrongTypeError(f"brokers are plotted from what brokerage(graph) returns, not from {shown(found)}", found)
    between = [row for row in found if row.total.count]
    rows = between[: at_least("most", most)]
    if not rows:
        raise InvalidValueError("no place lies between two others, so there is nothing to plot", found)
    claims = {
        claim for row in rows for pair in row.pairs() for tie in (pair.before, pair.after) for claim in tie.claims
    }
    stitched = sum(row.total.count - row.documented for row in rows)
    fewer, ungrouped = len(between) - len(rows), len(found.ungrouped)
    left_out = (
        f"Left out: {plural(fewer, 'place')} that {'lies' if fewer == 1 else 'lie'} between no more pairs, and "
        f"{plural(ungrouped, 'place')} in no group, such as regions that claims name."
    )
    with drawing("a plot of brokers", path):
        names = [fitted(clean(f"{row.place} ({row.group})"), TEXT, _LONGEST) for row in rows]
        left = max(width_of(name, TEXT) for name in names) + _GAP
        ends = [f"{row.total.count:,}, {row.documented:,} documented" for row in rows]
        right = max(width_of(end, SMALL) for end in ends) + _GAP
        high = len(rows) * _BAR
        made = sheet(
            title if title is not None else found.title,
            "Ordered pairs of places a, c with a → place → c and no a → c. Beside a bar: how many pairs, and how many "
            "of them a claim states whole.",
            [
                f"Nobody need have stated that the ties meet: {stitched:,} of the pairs drawn are stitched.",
                left_out if len(rows) < len(between) else "",
                rests_on(claims),
            ],
            width=_WIDE,
            height=_BELOW + high + _LEGEND,
        )
        axes = made.axes(left, _BELOW, _WIDE - left - right, high)
        _bars(axes, rows, names)
        for up, (row, end) in enumerate(zip(reversed(rows), reversed(ends), strict=True)):
            axes.annotate(
                end,
                (row.total.count, up),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                size=SMALL,
                color=INK,
            )
        _key(made.axes(0, _BELOW + high + _GAP, _WIDE, _LEGEND - _GAP))
        return made.finished(path)


def _bars(axes: Axes, rows: Sequence[Broker], names: Sequence[str]) -> None:
    """Draw the bars, the first row on top."""
    upwards = rows[::-1]
    starts = [0] * len(rows)
    for role in ROLES:
        look, counts = BARS[role], [_count(row, role) for row in upwards]
        bars = axes.barh(
            range(len(rows)),
            counts,
            0.72,
            left=starts,
            color=look.fill,
            hatch=look.hatch,
            edgecolor=INK,
            linewidth=0.6,
            label=role,
        )
        bars.set_label(role)
        starts = [start + count for start, count in zip(starts, counts, strict=True)]
    axes.set_yticks(range(len(rows)), names[::-1], parse_math=False)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlim(0, max(starts) * 1.005)
    axes.tick_params(axis="y", labelsize=TEXT, length=0)
    axes.tick_params(axis="x", labelsize=SMALL, colors=GREY)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.locator_params(axis="x", integer=True, nbins=6)
    axes.set_xlabel("ordered pairs of places", size=SMALL, color=GREY)
    axes.grid(axis="x", color="#E6E6E6", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)


def _count(row: Broker, role: BrokerRole) -> int:
    count: int = getattr(row, role).count
    return count


def _key(axes: Axes) -> None:
    """Explain the roles above the bars, in two rows of three columns."""
    from matplotlib.patches import Patch

    axes.set_axis_off()
    samples = [
        Patch(facecolor=look.fill, hatch=look.hatch, edgecolor=INK, linewidth=0.6, label=f"{role}: {look.meaning}")
        for role, look in BARS.items()
    ]
    axes.legend(
        handles=samples,
        loc="upper left",
        bbox_to_anchor=(0, 1),
        borderaxespad=0,
        ncols=2,
        fontsize=SMALL,
        frameon=False,
        handlelength=2.2,
        handleheight=1.1,
        columnspacing=1.5,
        borderpad=0,
        labelspacing=0.35,
    )
