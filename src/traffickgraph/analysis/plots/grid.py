"""A heat map of numbers, with a column apart at the right: cells, names, blocks and the key of the colours."""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, TypeAlias, TypedDict

import attrs

from traffickgraph.analysis.plots.sheet import GREY, INK, SMALL, TEXT, sheet, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.colors import BoundaryNorm, ListedColormap

    from traffickgraph.analysis.plots.sheet import Sheet

__all__ = ["Grid", "draw", "levels"]

_Names: TypeAlias = "tuple[tuple[str, str], ...]"


class _Look(TypedDict):
    facecolor: str
    edgecolor: str
    linewidth: float
    hatch: str


_HOME: Final = "within one place"
# Inches.
_NARROWEST: Final = 6.6
_LARGE, _SMALLEST, _ROOM = 0.36, 0.19, 6.0
_PAD, _APART, _KEY = 0.08, 0.14, 0.62
_SHADES: Final = 6


@attrs.frozen
class Grid:
    """What a heat map shows.

    Attributes
    ----------
    down, across : tuple of pairs of str
        The rows and the columns: name and block. Neighbours of one block stand together.
    cells : tuple of tuples of int
        The numbers, by row and column; 0 for a white cell.
    home : tuple of int
        The numbers of the column apart, by row.
    groups : frozenset of str
        The names that stand for several places, which may be tied to each other; to itself no place is.
    unit : str
        What is counted.
    """

    down: _Names
    across: _Names
    cells: tuple[tuple[int, ...], ...]
    home: tuple[int, ...]
    groups: frozenset[str]
    unit: str


def draw(grid: Grid, title: str, said: str, foot: Iterable[str]) -> Sheet:
    """Draw a grid on a sheet."""
    size = min(_LARGE, max(_SMALLEST, _ROOM / max(len(grid.across), 1)))
    wide, high = len(grid.across) * size, len(grid.down) * size
    names = SMALL if size * 72 < TEXT * 1.6 else TEXT
    left = max(width_of(name, names) for name, _ in grid.down) + _PAD
    above = max(width_of(name, names) for name, _ in (*grid.across, (_HOME, ""))) + _PAD
    beyond, below = (
        max((width_of(name, SMALL) for name, _, _ in _spans(some)), default=0) + _PAD
        for some in (grid.down, grid.across)
    )
    apart = _APART + size if any(grid.home) else 0.0
    made = sheet(
        title,
        said,
        foot,
        width=max(left + wide + apart + beyond, _NARROWEST),
        height=_KEY + below + high + above,
    )
    bounds = levels(max(max((max(row, default=0) for row in grid.cells), default=0), max(grid.home, default=0)))
    look = _colours(bounds)
    bottom = _KEY + below
    main = made.axes(left, bottom, max(wide, 0.01), high)
    _mesh(main, grid.cells, look, size)
    _named(main, grid, names)
    if any(grid.home):
        home = made.axes(left + wide + (_APART if wide else 0), bottom, size, high)
        _mesh(home, [(number,) for number in grid.home], look, size)
        home.set_yticks([])
        home.set_xticks([0.5], [_HOME], rotation=90, size=names)
        home.xaxis.tick_top()
        home.tick_params(length=0, pad=2)
        for side in home.spines.values():
            side.set(visible=True, edgecolor=INK, linewidth=1, linestyle=(0, (4, 2)))
    _block_names(made, grid, (left, bottom), size, apart)
    _key(made.axes(0, 0, made.width, _KEY - 0.15), bounds, look, grid)
    return made


def levels(highest: int) -> list[int]:
    """Return where each shade begins, and one past the highest: each number its own, or steps that about double."""
    if highest <= _SHADES:
        return list(range(1, max(highest, 1) + 2))
    starts = [1, 2]
    while len(starts) < _SHADES:
        # So that the shades that are left grow evenly towards the highest number.
        left = _SHADES - len(starts) + 1
        starts.append(max(starts[-1] + 1, round(starts[-1] * (highest / starts[-1]) ** (1 / left))))
    return [*starts, highest + 1]


def _colours(bounds: Sequence[int]) -> tuple[ListedColormap, BoundaryNorm]:
    """Return a shade for each level: "cividis" is made for colour-blind readers, and darkens steadily in print."""
    from matplotlib import colormaps
    from matplotlib.colors import BoundaryNorm, ListedColormap

    many = len(bounds) - 1
    scale = colormaps["cividis_r"]
    shades = [scale(0.06 + 0.94 * at / max(many - 1, 1)) for at in range(many)]
    return ListedColormap(shades), BoundaryNorm(list(bounds), many)


def _mesh(axes: Axes, cells: Sequence[Sequence[int]], look: tuple[ListedColormap, BoundaryNorm], size: float) -> None:
    """Draw cells, the first row on top, with their numbers if there is room."""
    import numpy as np

    shades, norm = look
    high, wide = len(cells), len(cells[0])
    if wide:
        numbers = np.ma.masked_equal(np.array(cells, dtype=int), 0)
        axes.pcolormesh(numbers, cmap=shades, norm=norm, edgecolors="#DDDDDD", linewidth=0.4)
    axes.set_xlim(0, max(wide, 1))
    axes.set_ylim(high, 0)
    for side in axes.spines.values():
        side.set_visible(False)
    points = min(size * 72 * 0.45, SMALL)
    highest = max((number for row in cells for number in row), default=0)
    if points < _LEGIBLE or width_of(f"{highest:,}", points) > size * 0.92:
        return
    for down, row in enumerate(cells):
        for across, number in enumerate(row):
            if number:
                red, green, blue, _ = shades(norm(number))
                dark = 0.3 * red + 0.59 * green + 0.11 * blue < _DARK
                ink = "white" if dark else INK
                axes.text(across + 0.5, down + 0.5, f"{number:,}", ha="center", va="center", size=points, color=ink)


_LEGIBLE: Final = 6
_DARK: Final = 0.5


def _named(axes: Axes, grid: Grid, size: float) -> None:
    """Put names at the left and on top, lines between blocks, and mark the cells of one name."""
    from matplotlib.patches import Rectangle

    axes.set_yticks([at + 0.5 for at in range(len(grid.down))], [name for name, _ in grid.down], size=size)
    axes.set_xticks(
        [at + 0.5 for at in range(len(grid.across))], [name for name, _ in grid.across], size=size, rotation=90
    )
    axes.xaxis.tick_top()
    axes.tick_params(length=0, pad=2)
    column = {name: at for at, (name, _) in enumerate(grid.across)}
    for at, (name, _) in enumerate(grid.down):
        if name in column:
            axes.add_patch(Rectangle((column[name], at), 1, 1, **_same(name in grid.groups)))
    for position in _borders(grid.down):
        axes.axhline(position, color=GREY, linewidth=0.9)
    for position in _borders(grid.across):
        axes.axvline(position, color=GREY, linewidth=0.9)


def _same(grouped: bool) -> _Look:
    """Return the look of a cell of which row and column have the same name."""
    if grouped:
        return {"facecolor": "none", "edgecolor": INK, "linewidth": 1.2, "hatch": ""}
    return {"facecolor": "#F2F2F2", "edgecolor": "#BBBBBB", "linewidth": 0, "hatch": "////"}


def _borders(names: _Names) -> list[int]:
    return [at for at, (one, other) in enumerate(pairwise(names), 1) if one[1] != other[1]]


def _spans(names: _Names) -> list[tuple[str, int, int]]:
    """Return the blocks with where they begin and end; none if there is but one."""
    spans: list[tuple[str, int, int]] = []
    at = 0
    for block, some in groupby(names, lambda one: one[1]):
        many = len(list(some))
        spans.append((block, at, at + many))
        at += many
    return spans if len(spans) > 1 else []


def _block_names(made: Sheet, grid: Grid, corner: tuple[float, float], size: float, apart: float) -> None:
    """Write the names of the blocks at the right of the rows, and below the columns."""
    left, bottom = corner
    up = bottom + len(grid.down) * size
    for name, first, last in _spans(grid.down):
        beside = left + len(grid.across) * size + apart + _PAD
        made.write(beside, up - (first + last) / 2 * size, name)
    for name, first, last in _spans(grid.across):
        made.write(left + (first + last) / 2 * size, bottom - _PAD / 2, name, turned=True)


def _key(axes: Axes, bounds: Sequence[int], look: tuple[ListedColormap, BoundaryNorm], grid: Grid) -> None:
    """Explain the shades, the marked cells and the column apart."""
    from matplotlib.patches import Patch

    shades, norm = look
    axes.set_axis_off()
    samples = [
        Patch(facecolor=shades(norm(first)), label=str(first) if after == first + 1 else f"{first:,}–{after - 1:,}")
        for first, after in pairwise(bounds)
    ]
    alike = {name in grid.groups for name, _ in grid.down if name in dict(grid.across)}
    meaning = {False: "the place itself", True: "between countries of one group"}
    samples += [Patch(**_same(grouped), label=meaning[grouped]) for grouped in sorted(alike)]
    axes.legend(
        handles=samples,
        title=grid.unit,
        title_fontsize=SMALL,
        alignment="left",
        loc="upper left",
        bbox_to_anchor=(0, 1),
        borderaxespad=0,
        borderpad=0,
        ncols=len(samples),
        fontsize=SMALL,
        frameon=False,
        handlelength=1.4,
        handletextpad=0.4,
        columnspacing=1.1,
    )
