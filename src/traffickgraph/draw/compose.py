"""From a picture to a DOT document."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from traffickgraph.draw.dot import Attributes, Cluster, Document, Edge, Html, Node, attributes
from traffickgraph.draw.legend import caption, heading, wide
from traffickgraph.draw.lines import line_attributes
from traffickgraph.draw.mapped import mapped
from traffickgraph.draw.nodes import small_node, whole_node
from traffickgraph.draw.style import FONT

if TYPE_CHECKING:
    from traffickgraph.draw.gather import Key
    from traffickgraph.draw.picture import Picture, Strand
    from traffickgraph.draw.style import Style

__all__ = ["PROGRAMS", "document_of"]

# The program of Graphviz for each layout; a map has its positions already.
PROGRAMS: Final = {"layered": "dot", "map": "nop2", "spring": "sfdp"}

_LED_ROUND: Final = 150

_NODE: Final = attributes(("fontname", FONT), ("fontsize", 11), ("margin", "0.06,0.03"), ("penwidth", 1))
_EDGE: Final = attributes(("fontname", FONT), ("fontsize", 8.5), ("arrowsize", 0.75))


def document_of(picture: Picture, style: Style) -> Document:
    """Write a picture as a DOT document, with the layout that the picture has chosen."""
    within: defaultdict[Key, list[Strand]] = defaultdict(list)
    for one in picture.at_home:
        within[one.tail].append(one)
    if picture.layout == "map":
        return mapped(picture, style, within)
    layered = picture.layout == "layered"
    spots = {spot.key: spot for spot in picture.spots}
    draw = whole_node if layered else small_node
    nodes = tuple(draw(spot, within[spot.key]) for spot in picture.spots)
    if not nodes:
        nodes = (_nothing(),)
    edges = tuple(
        Edge(
            spots[one.tail].id,
            spots[one.head].id,
            line_attributes(one, spots, wordy=picture.by_form, labelled=picture.labelled),
        )
        for one in picture.strands
    )
    title = wide(heading(picture, style), caption(picture, style).width - 12)
    if layered and title:
        # The one label of a graph is below; the title above is that of a frame around all nodes.
        frame = Cluster(
            "cluster_picture",
            attributes(
                ("label", Html(title)), ("labelloc", "t"), ("labeljust", "l"), ("peripheries", 0), ("margin", 6)
            ),
            nodes,
        )
        return Document(_graph(picture, style), _NODE, _EDGE, (), edges, (frame,))
    return Document(_graph(picture, style), _NODE, _EDGE, nodes, edges)


def _graph(picture: Picture, style: Style) -> Attributes:
    block, title = caption(picture, style).markup, heading(picture, style).markup or " "
    if picture.layout == "spring":
        block = (
            f'<TABLE BORDER="0"><TR><TD ALIGN="LEFT">{title}</TD></TR><TR><TD ALIGN="LEFT">{block}</TD></TR></TABLE>'
        )
    common = (
        ("layout", PROGRAMS[picture.layout]),
        ("bgcolor", "#FFFFFF"),
        ("fontname", FONT),
        ("label", Html(block)),
        ("labelloc", "b"),
        ("labeljust", "l"),
        ("pad", 0.15),
        ("outputorder", "edgesfirst"),
    )
    if picture.layout == "spring":
        # Leading lines round nodes takes a minute where there are many of both.
        splines = "true" if len(picture.strands) <= _LED_ROUND else "line"
        # Without overlap=scale, builds of Graphviz that lack a triangulation library pile all nodes up.
        return attributes(*common, ("overlap", "scale"), ("splines", splines), ("K", 0.8), ("start", "1"))
    return attributes(
        *common,
        ("rankdir", "LR" if style.direction == "right" else "TB"),
        ("nodesep", 0.22),
        ("ranksep", 0.75),
        ("newrank", "true"),
        ("remincross", "true"),
    )


def _nothing() -> Node:
    return Node(
        "nothing",
        attributes(("shape", "plaintext"), ("label", "No claims, so nothing to draw."), ("fontcolor", "#555555")),
    )
