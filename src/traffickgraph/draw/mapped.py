"""The layout ``map``: every place about where it lies on the globe, spread until nothing overlaps.

Positions and curves are worked out here and written into the DOT, so that Graphviz only paints: at once, whatever the
number of links, and the same with every version of Graphviz.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from traffickgraph.draw.curves import Box, arc
from traffickgraph.draw.dot import Document, Edge, Html, Node, attributes
from traffickgraph.draw.geography import spread
from traffickgraph.draw.legend import Block, caption, heading, wide
from traffickgraph.draw.lines import line_attributes
from traffickgraph.draw.nodes import small_node, small_size
from traffickgraph.draw.style import FONT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from traffickgraph.draw.dot import Attributes
    from traffickgraph.draw.gather import Key
    from traffickgraph.draw.picture import Picture, Strand
    from traffickgraph.draw.style import Style

__all__ = ["mapped"]

_MARGIN: Final = 18.0


def mapped(picture: Picture, style: Style, within: Mapping[Key, Sequence[Strand]]) -> Document:
    """Write a picture as a document in which every place and every line has its position."""
    sizes = {spot.key: small_size(spot, within.get(spot.key, ())) for spot in picture.spots}
    partners = {one.tail: one.head for one in picture.strands} | {one.head: one.tail for one in picture.strands}
    title, notes = heading(picture, style), caption(picture, style)
    boxes = spread(picture.spots, sizes, partners, width=notes.width)
    spots = {spot.key: spot for spot in picture.spots}
    nodes = [
        Node(node.id, (*node.attributes, *_placed(boxes[spot.key], fixed=spot.kind != "unstated")))
        for spot in picture.spots
        for node in (small_node(spot, within.get(spot.key, ())),)
    ]
    edges: list[Edge] = []
    # Faded lines first, so that those in full lie above them.
    parallel: Counter[tuple[Key, Key]] = Counter()
    for one in sorted(picture.strands, key=lambda strand: strand.lit):
        given = line_attributes(one, spots, wordy=False, labelled=picture.labelled)
        named = dict(given)
        path, middle = arc(
            boxes[one.tail],
            boxes[one.head],
            turn=parallel[one.tail, one.head],
            head_gap=_length(named["arrowhead"]),
            tail_gap=6.0 if "arrowtail" in named else 0.0,
        )
        parallel[one.tail, one.head] += 1
        position = attributes(("pos", path), ("lp", f"{middle[0]:.1f},{middle[1]:.1f}" if "label" in named else None))
        edges.append(Edge(spots[one.tail].id, spots[one.head].id, (*given, *position)))
    low_x, low_y, high_x, high_y = _bounds(list(boxes.values()))
    width = max(high_x - low_x, title.width, notes.width)
    if title.markup:
        nodes.append(
            _block("title", title, Box(low_x + width / 2, high_y + _MARGIN + title.height / 2, width, title.height))
        )
    nodes.append(
        _block("notes", notes, Box(low_x + width / 2, low_y - _MARGIN - notes.height / 2, width, notes.height))
    )
    frame = Box.around(
        (low_x, low_y - 2 * _MARGIN - notes.height), (low_x + width, high_y + 2 * _MARGIN + title.height)
    )
    graph = attributes(
        ("layout", "nop2"),
        ("bgcolor", "#FFFFFF"),
        ("fontname", FONT),
        ("pad", 0.1),
        ("outputorder", "edgesfirst"),
        ("bb", f"{frame.left:.1f},{frame.bottom:.1f},{frame.right:.1f},{frame.top:.1f}"),
    )
    defaults = attributes(("fontname", FONT), ("fontsize", 9), ("margin", 0), ("penwidth", 0.8))
    lines = attributes(("fontname", FONT), ("fontsize", 9), ("arrowsize", 0.75))
    return Document(graph, defaults, lines, tuple(nodes), tuple(edges))


def _length(arrow: str) -> float:
    """Return how long an arrowhead is: each of its triangles, and the dot behind them."""
    return 7.5 * max(arrow.count("normal"), 1) + (6.0 if "dot" in arrow else 0.0)


def _placed(box: Box, *, fixed: bool) -> Attributes:
    size = (("width", box.width / 72), ("height", box.height / 72)) if fixed else ()
    return attributes(("pos", f"{box.x:.1f},{box.y:.1f}"), *size)


def _block(name: str, block: Block, box: Box) -> Node:
    markup = Html(wide(block, box.width))
    return Node(name, (*attributes(("shape", "plaintext"), ("label", markup)), *_placed(box, fixed=True)))


def _bounds(boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(one.left for one in boxes),
        min(one.bottom for one in boxes),
        max(one.right for one in boxes),
        max(one.top for one in boxes),
    )
