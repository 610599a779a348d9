"""The sheet that a plot stands on: title, what is counted, room for the plot, publications, caveat, and the file.

All is measured in inches, so that texts neither overlap nor are cut. Figures are made without pyplot: no window, no
backend and no figure of the user's is touched. Texts are never read as formulas: a title may hold a dollar sign.
"""

# matplotlib leaves the types of its keywords open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import lru_cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.errors import FileFormatError, MissingPackageError, WrongTypeError, shown
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from traffickgraph.model import Claim

__all__ = [
    "GREY",
    "INK",
    "SMALL",
    "TEXT",
    "Sheet",
    "between_years",
    "clean",
    "drawing",
    "fitted",
    "rests_on",
    "sheet",
    "width_of",
]

INK: Final = "#1A1A1A"
GREY: Final = "#555555"
# Points. A sheet is about as wide as a page, so that they stay legible in a report.
HEAD, TEXT, SMALL = 12.0, 9.0, 8.0
_LINE: Final = 1.3
_EDGE: Final = 0.15
_GAP: Final = 0.12
_DPI: Final = 150
_LONGEST: Final = 400
_TITLES: Final = 3
# Named by matplotlib: paths look alike on every machine; without a salt the names in an SVG change from run to run.
_LOOK: Final = {
    "text.usetex": False,
    "text.parse_math": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "traffickgraph",
    "pdf.fonttype": 42,
}


@contextmanager
def drawing(what: str, path: str | os.PathLike[str] | None = None) -> Generator[None]:
    """Draw with the look of this package, whatever the user has set for other figures; theirs is set again after.

    Raises
    ------
    MissingPackageError
        If matplotlib is not installed.
    FileFormatError
        If the file that is to be written has a suffix of no known format.
    """
    if path is not None:
        _suffix(path)
    try:
        from matplotlib import style
    except ImportError as error:
        raise MissingPackageError(what, "matplotlib", "plots") from error
    with style.context(["default", dict(_LOOK)]):
        yield


@attrs.frozen
class Sheet:
    """A figure with a body for the plot, its corners in inches from the lower left.

    Attributes
    ----------
    figure : Figure
        The figure.
    title, foot : str
        What stands above and below the plot, as text.
    left, bottom, width, height : float
        The body.
    """

    figure: Figure
    title: str
    foot: str
    left: float
    bottom: float
    width: float
    height: float

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Add axes at a place in the body."""
        across, up = self.figure.get_size_inches()
        box = ((self.left + left) / across, (self.bottom + bottom) / up, width / across, height / up)
        return self.figure.add_axes(box)

    def write(self, left: float, bottom: float, text: str, *, turned: bool = False) -> None:
        """Write a small text in the body: to the right of a spot, or turned and below it."""
        across, up = self.figure.get_size_inches()
        spot = (self.left + left) / across, (self.bottom + bottom) / up
        ha, va, rotation = ("center", "top", 90) if turned else ("left", "center", 0)
        self.figure.text(*spot, clean(text), size=SMALL, color=GREY, ha=ha, va=va, rotation=rotation, parse_math=False)

    def finished(self, path: str | os.PathLike[str] | None) -> Figure:
        """Write the figure into a file, if one is named, and return it."""
        from matplotlib.text import Text

        self.figure.draw_without_rendering()  # ticks make their texts only now
        for text in self.figure.findobj(Text):
            text.set_parse_math(False)
        # A notebook shows a figure by itself only if pyplot was imported there; so the figure brings its picture along.
        vars(self.figure)["_repr_png_"] = partial(_written, self.figure, ".png", self.title, self.foot)
        if path is not None:
            from traffickgraph.atomic import create

            create(path, _written(self.figure, _suffix(path), self.title, self.foot))
        return self.figure


def sheet(title: str, said: str, foot: Iterable[str], *, width: float, height: float) -> Sheet:
    """Return a sheet with a body of so many inches, a title, what is counted, and lines below, the caveat last."""
    from matplotlib.figure import Figure

    title = clean(title)
    foot = [clean(line) for line in foot if line]
    heads = wrapped(title, HEAD, width, bold=True)
    words = wrapped(clean(said), SMALL, width)
    below = [part for line in foot for part in wrapped(line, SMALL, width)]
    caveat = wrapped(CAVEAT, SMALL, width, bold=True)
    above = _high(HEAD) * len(heads) + _high(SMALL) * len(words) + _GAP
    under = _high(SMALL) * (len(below) + len(caveat)) + _GAP
    across, up = width + 2 * _EDGE, height + above + under + 2 * _EDGE
    figure = Figure(figsize=(across, up), dpi=_DPI, facecolor="white")
    made = Sheet(figure, title, " ".join([*foot, CAVEAT]), _EDGE, _EDGE + under, width, height)
    _stacked(figure, up - _EDGE, [(heads, HEAD, True, INK), (words, SMALL, False, GREY)])
    _stacked(figure, _EDGE + under - _GAP, [(below, SMALL, False, GREY), (caveat, SMALL, True, INK)])
    return made


def _stacked(figure: Figure, top: float, blocks: Iterable[tuple[Sequence[str], float, bool, str]]) -> None:
    """Write blocks of lines below each other: lines, size, whether bold, colour."""
    across, up = figure.get_size_inches()
    for lines, size, bold, colour in blocks:
        for line in lines:
            weight = "bold" if bold else "normal"
            figure.text(
                _EDGE / across, top / up, line, va="top", size=size, weight=weight, color=colour, parse_math=False
            )
            top -= _high(size)


def _high(size: float) -> float:
    return size * _LINE / 72


def clean(text: object) -> str:
    """Return a text without controls, of one line; half a character becomes a question mark."""
    if not isinstance(text, str):
        raise WrongTypeError(f"a title is text, not {shown(text)}", text)
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return one_line(whole.translate({0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}), _LONGEST)  # XML has no such characters


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    look = FontProperties(size=size, weight="bold" if bold else "normal")
    wide, _, _ = text_to_path.get_text_width_height_descent(text, look, ismath=False)
    return float(wide) / 72


def wrapped(text: str, size: float, inches: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that are not too wide; a word that is wider by itself is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= inches:
            lines[-1] = longer
        else:
            lines.append(fitted(word, size, inches, bold=bold))
    return lines


def fitted(text: str, size: float, inches: float, *, bold: bool = False) -> str:
    """Return a text, cut if it is too wide."""
    if width_of(text, size, bold=bold) <= inches:
        return text
    fits = next(
        (end for end in range(len(text) - 1, 0, -1) if width_of(f"{text[:end]}…", size, bold=bold) <= inches), 0
    )
    return f"{text[:fits]}…"


# ---- what a plot rests on ------------------------------------------------------------------------------------------


def rests_on(claims: Collection[Claim]) -> str:
    """Say on how many claims of which publications a plot rests."""
    known = {claim.publication for claim in claims}
    if not known:
        return "From no claim."
    by_title: dict[tuple[str, str], set[int]] = {}
    for one in known:
        by_title.setdefault((one.title, one.publisher), set()).add(one.year)
    # Those with the most years first: they say most of what the plot rests on.
    titles = sorted(by_title, key=lambda title: (-len(by_title[title]), title))
    named = [_titled(*title, by_title[title]) for title in titles[:_TITLES]]
    more = f"; and {len(titles) - _TITLES} more titles" if len(titles) > _TITLES else ""
    return f"From {plural(len(claims), 'claim')} of {plural(len(known), 'publication')}: {'; '.join(named)}{more}."


def _titled(title: str, publisher: str, years: Collection[int]) -> str:
    said = ", ".join(filter(None, [one_line(publisher, 60), between_years(years)]))
    return f"{one_line(title, 90)} ({said})"


def between_years(years: Iterable[int]) -> str:
    """Write years as ranges: ``2001–2016``, ``2015–2016, 2020``."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


# ---- the file ------------------------------------------------------------------------------------------------------


def _suffix(path: str | os.PathLike[str]) -> str:
    suffix = os.path.splitext(os.fsdecode(path))[1].casefold()  # noqa: PTH122 - a path of bytes is one too
    if suffix not in _STAMPED:
        known = tuple(_STAMPED)
        raise FileFormatError(
            os.fsdecode(path), f"a plot is written as .svg, .png or .pdf, not as {shown(os.fsdecode(path))}", known
        )
    return suffix


# What matplotlib would say of the moment at which it writes, so that two runs give two files.
_STAMPED: Final = {".svg": ("Date",), ".png": (), ".pdf": ("CreationDate",)}


def _written(figure: Figure, suffix: str, title: str, foot: str) -> bytes:
    """Return the file; its title and what stands below the plot are there as text too."""
    described = "Subject" if suffix == ".pdf" else "Description"
    metadata: dict[str, str | None] = {"Title": title, described: foot, **dict.fromkeys(_STAMPED[suffix])}
    file = BytesIO()
    with drawing("a plot"):
        figure.savefig(file, format=suffix[1:], metadata=metadata)
    return file.getvalue()
