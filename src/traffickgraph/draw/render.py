"""The functions that a user calls: DOT, pydot, SVG text, files, notebook display."""

from __future__ import annotations

import errno
import re
import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.atomic import create
from traffickgraph.disclosure.protecting import published, published_part
from traffickgraph.draw import engines
from traffickgraph.draw.compose import PROGRAMS, document_of
from traffickgraph.draw.dot import attributes
from traffickgraph.draw.highlight import check_touched
from traffickgraph.draw.legend import title_of
from traffickgraph.draw.picture import picture_of
from traffickgraph.draw.style import Style
from traffickgraph.errors import (
    FileFormatError,
    InvalidValueError,
    MissingPackageError,
    RenderError,
    RenderTimeoutError,
    listed,
    shown,
)
from traffickgraph.graph import RouteGraph

if TYPE_CHECKING:
    import os

    import pydot

    from traffickgraph.draw.engines import Engine
    from traffickgraph.draw.picture import Picture
    from traffickgraph.draw.style import Highlight, LinkStyler

__all__ = ["Rendered", "mimebundle", "render", "to_dot", "to_pydot", "to_svg"]

_TEXT: Final = (".dot", ".gv")
_DRAWN: Final = (".svg", ".png", ".pdf")
# The share of the time that a layout may use up before a map is drawn in what is left.
_FIRST_TRY: Final = 0.7
_DISPLAY_SECONDS: Final = 10.0
_PLAIN: Final = Style()


@attrs.frozen
class Rendered:
    """What was drawn, by what, and how.

    Attributes
    ----------
    path : Path
        The file that was written.
    format : str
        ``"svg"``, ``"png"``, ``"pdf"`` or ``"dot"``.
    engine : str
        What drew it, such as ``"Graphviz 14.1.5 (pygraphviz)"``; empty for DOT, which needs none.
    layout : {"layered", "map", "spring"}
        The layout that was used.
    seconds : float
        How long it took.
    collapsed : tuple of str
        What is drawn together, not drawn or drawn otherwise than asked, and what else must be known to read the
        picture, a sentence each.
    """

    path: Path
    format: str
    engine: str
    layout: str
    seconds: float
    collapsed: tuple[str, ...] = ()

    def __str__(self) -> str:
        by = f" by {self.engine}" if self.engine else ""
        said = f" {' '.join(self.collapsed)}" if self.collapsed else ""
        return f"{self.path}: {self.format.upper()}{by}, {self.layout} layout, {self.seconds:.2f} s.{said}"


def to_dot(
    graph: RouteGraph,
    *,
    style: Style = _PLAIN,
    link_style: LinkStyler | None = None,
    highlight: Highlight | None = None,
    k: int | None = None,
) -> str:
    """Write the picture of a graph as DOT, which any Graphviz draws: ``dot -Tsvg``.

    For every leg with all that its claim says, as data and without a look, see :func:`legs_dot`.

    Parameters
    ----------
    graph : RouteGraph
        What to draw.
    style : Style
        How the picture is to look.
    link_style : callable, optional
        A function from a link to the :class:`LinkStyle` that it is to have; None leaves it as it is. A link that it
        styles is drawn as one line for each status.
    highlight : place, path, sequence of places, set of places or links, or RouteGraph, optional
        What to draw in full while the rest is faded: the links of one place, the links along a path, all links of a
        set of places such as ``frozenset(cut.places)``, or the claims of a graph, such as
        ``graph.where(reaching("Italy"))``.
    k : int, optional
        Withhold counts of persons below it, and what would give one back, before anything is drawn; see
        :func:`traffickgraph.disclosure.protect`. Pictures show no counts by themselves, but `link_style` is asked
        about links that have some. The picture says how many are withheld.

    Returns
    -------
    str
        The same for all graphs of the same claims, whatever their order.
    """
    picture = _picture(graph, style, link_style, highlight, k)
    return document_of(picture, style).to_text()


def to_pydot(
    graph: RouteGraph,
    *,
    style: Style = _PLAIN,
    link_style: LinkStyler | None = None,
    highlight: Highlight | None = None,
    k: int | None = None,
) -> pydot.Dot:
    """Return the picture of a graph as a :class:`pydot.Dot`, made of the same parts as the text of `to_dot`.

    Parameters
    ----------
    graph, style, link_style, highlight, k
        As in :func:`to_dot`.
    """
    picture = _picture(graph, style, link_style, highlight, k)
    return document_of(picture, style).to_pydot()


def to_svg(  # noqa: PLR0913 - a graph, and keywords
    graph: RouteGraph,
    *,
    style: Style = _PLAIN,
    link_style: LinkStyler | None = None,
    highlight: Highlight | None = None,
    engine: Engine = "auto",
    timeout: float = 30.0,
    k: int | None = None,
) -> str:
    """Draw a graph and return the SVG, from its ``<svg>`` on, to be put into a page.

    It holds no script, no link and no reference to anything outside.

    Parameters
    ----------
    graph, style, link_style, highlight, k
        As in :func:`to_dot`.
    engine, timeout
        As in :func:`render`.
    """
    picture = _picture(graph, style, link_style, highlight, k)
    return _drawn(picture, style, "svg", engine, timeout).data.decode()


def render(  # noqa: PLR0913 - a graph, a path, and keywords
    graph: RouteGraph,
    path: str | os.PathLike[str],
    *,
    style: Style = _PLAIN,
    link_style: LinkStyler | None = None,
    highlight: Highlight | None = None,
    engine: Engine = "auto",
    timeout: float = 30.0,
    k: int | None = None,
) -> Rendered:
    """Draw a graph into a file.

    Parameters
    ----------
    graph, style, link_style, highlight, k
        As in :func:`to_dot`.
    path : str or path
        The file; its suffix is the format: ``.svg``, ``.png``, ``.pdf``, or ``.dot`` or ``.gv``, which need no engine.
        It is replaced as a whole or left as it was.
    engine : {"auto", "system", "pygraphviz"}
        The Graphviz that draws: the program ``dot`` of the system, or the one in the wheel of pygraphviz. ``auto``
        takes the system's if there is one. Neither needs a network.
    timeout : float
        Seconds after which drawing is given up. A layout that takes too long gives way to a map in the rest of the
        time, and the answer says so.

    Returns
    -------
    Rendered
        What was drawn, by what, and what was collapsed or left out.

    Raises
    ------
    FileFormatError
        If the suffix is none of these.
    FileNotFoundError
        If there is no such directory.
    MissingPackageError
        If there is no Graphviz.
    RenderError, RenderTimeoutError
        If Graphviz fails or takes too long.
    """
    started = time.perf_counter()
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in (*_DRAWN, *_TEXT):
        known = (*_DRAWN, *_TEXT)
        what = f"the suffix {suffix!r} is" if suffix else f"{shown(str(target))} has no suffix, and that is"
        raise FileFormatError(str(target), f"{what} no format of a picture; it is one of {listed(known)}", known)
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such directory; make it first", str(target.parent))
    picture = _picture(graph, style, link_style, highlight, k)
    if suffix in _TEXT:
        text = document_of(picture, style).to_text()
        create(target, text.encode())
        return Rendered(target, "dot", "", picture.layout, time.perf_counter() - started, picture.collapsed)
    drawn = _drawn(picture, style, suffix[1:], engine, timeout)
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n' if suffix == ".svg" else b""
    create(target, head + drawn.data)
    seconds = time.perf_counter() - started
    return Rendered(target, suffix[1:], drawn.engine, drawn.layout, seconds, drawn.collapsed)


def mimebundle(graph: RouteGraph) -> dict[str, str]:
    """Return what a notebook shows of a graph: a picture, and always its text."""
    bundle = {"text/plain": repr(graph)}
    try:
        bundle["image/svg+xml"] = to_svg(graph, timeout=_DISPLAY_SECONDS)
    except MissingPackageError:
        bundle["text/plain"] += "\n(no picture: pip install 'traffickgraph[render]' brings Graphviz)"
    except RenderError as error:
        # A display that fails would hide the graph itself.
        bundle["text/plain"] += f"\n(no picture: {error})"
    return bundle


# ---- drawing ---------------------------------------------------------------------------------------------------------


@attrs.frozen
class _Drawn:
    data: bytes
    engine: str
    layout: str
    collapsed: tuple[str, ...]


def _picture(
    graph: RouteGraph, style: Style, link_style: LinkStyler | None, highlight: Highlight | None, k: int | None
) -> Picture:
    if k is not None and isinstance(highlight, RouteGraph):
        graph, highlight = published_part(graph, highlight, k)
    else:
        graph = published(graph, k)
    picture = picture_of(graph, style, link_style, highlight)
    if highlight is not None:
        check_touched(graph, highlight, touched=any(spot.lit for spot in picture.spots))
    return picture


def _drawn(picture: Picture, style: Style, suffix: str, engine: Engine, timeout: float) -> _Drawn:
    if not 0 < timeout < float("inf"):
        raise InvalidValueError(f"timeout is a number of seconds above 0, not {shown(timeout)}", timeout)
    graphviz = engines.find(engine)
    started = time.perf_counter()
    if picture.layout == "map":
        return _draw_once(picture, style, suffix, graphviz, timeout)
    first = timeout * _FIRST_TRY
    try:
        return _draw_once(picture, style, suffix, graphviz, first)
    except RenderTimeoutError:
        # A map has its positions already: Graphviz only paints it.
        said = f"The {picture.layout} layout had not finished after {first:.3g} s, so this is a map."
    quicker = attrs.evolve(picture, layout="map", collapsed=(*picture.collapsed, said))
    return _draw_once(quicker, style, suffix, graphviz, max(timeout - (time.perf_counter() - started), 0.1))


def _draw_once(picture: Picture, style: Style, suffix: str, graphviz: engines.Graphviz, seconds: float) -> _Drawn:
    document = document_of(picture, style)
    if suffix == "png":
        document = attrs.evolve(document, graph=(*document.graph, *attributes(("dpi", style.dpi))))
    data, engine = graphviz.draw(document.to_text(), layout=PROGRAMS[picture.layout], suffix=suffix, timeout=seconds)
    if suffix == "svg":
        data = _tidied(data.decode(), title_of(picture, style)).encode()
    return _Drawn(data, engine, picture.layout, picture.collapsed)


_SVG = re.compile(r"<svg\b[^>]*>")
_GRAPH_TITLE = re.compile(r"<title>traffickgraph</title>\s*")
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)


def _tidied(svg: str, title: str) -> str:
    """Return the SVG without its prologue, which names a DTD elsewhere, and without comments; fit for a page."""
    start = _SVG.search(svg)
    if start is None:
        raise RenderError("Graphviz gave no SVG")
    opening = start[0][:-1] + f' role="img" style="max-width: 100%; height: auto">\n<title>{escape(title)}</title>'
    return opening + _GRAPH_TITLE.sub("", _COMMENT.sub("", svg[start.end() :]), count=1)
