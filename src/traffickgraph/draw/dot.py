"""DOT as values: a document of nodes and edges whose parts are quoted once.

Its text and its :class:`pydot.Dot` are made of the same quoted parts, so both say the same. pydot's own quoting is not
relied upon: it cuts a name at its colon, loses a node called ``node`` and leaves a final backslash open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from traffickgraph.draw.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pydot

__all__ = ["Attributes", "Cluster", "Document", "Edge", "Html", "Node", "Raw", "attributes"]

Attributes: TypeAlias = tuple[tuple[str, str], ...]


@attrs.frozen
class Html:
    """An HTML-like label: markup of this package, in which all other text is escaped."""

    markup: str


@attrs.frozen
class Raw:
    """A value that is quoted already."""

    text: str


def attributes(*pairs: tuple[str, str | float | Html | Raw | None]) -> Attributes:
    """Quote the values of attributes; leave out those that are None."""
    return tuple((name, _value(value)) for name, value in pairs if value is not None)


def _value(value: str | float | Html | Raw) -> str:
    if isinstance(value, Html):
        return f"<{value.markup}>"
    if isinstance(value, Raw):
        return value.text
    return quoted(value) if isinstance(value, str) else f"{value:.5g}"


@attrs.frozen
class Node:
    """A node."""

    id: str
    attributes: Attributes = ()


@attrs.frozen
class Edge:
    """An edge, from its tail to its head."""

    tail: str
    head: str
    attributes: Attributes = ()


@attrs.frozen
class Cluster:
    """A frame around all nodes that it holds."""

    id: str
    attributes: Attributes
    nodes: tuple[Node, ...]


@attrs.frozen
class Document:
    """A directed graph in DOT.

    Attributes
    ----------
    graph, node, edge : Attributes
        Of the whole picture; the defaults of nodes; the defaults of edges.
    nodes, edges, clusters
        What it holds; a cluster holds nodes of its own.
    """

    graph: Attributes
    node: Attributes
    edge: Attributes
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    clusters: tuple[Cluster, ...] = ()

    def to_text(self) -> str:
        """Write the document as DOT."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield "digraph traffickgraph {"
        for kind, given in (("graph", self.graph), ("node", self.node), ("edge", self.edge)):
            if given:
                yield f"  {kind}{_listed(given)};"
        for cluster in self.clusters:
            yield f"  subgraph {quoted(cluster.id)} {{"
            yield f"    graph{_listed(cluster.attributes)};"
            yield from (f"    {quoted(node.id)}{_listed(node.attributes)};" for node in cluster.nodes)
            yield "  }"
        yield from (f"  {quoted(node.id)}{_listed(node.attributes)};" for node in self.nodes)
        yield from (f"  {quoted(one.tail)} -> {quoted(one.head)}{_listed(one.attributes)};" for one in self.edges)
        yield "}"

    def to_pydot(self) -> pydot.Dot:
        """Build the document as a :class:`pydot.Dot`."""
        import pydot

        dot = pydot.Dot("traffickgraph", graph_type="digraph")
        for name, value in self.graph:
            dot.set(name, value)
        dot.set_node_defaults(**dict(self.node))
        dot.set_edge_defaults(**dict(self.edge))
        for cluster in self.clusters:
            inner = pydot.Subgraph(quoted(cluster.id))
            for name, value in cluster.attributes:
                inner.set(name, value)
            _add_nodes(inner, cluster.nodes)
            dot.add_subgraph(inner)
        _add_nodes(dot, self.nodes)
        for one in self.edges:
            edge = pydot.Edge(quoted(one.tail), quoted(one.head))
            for name, value in one.attributes:
                edge.set(name, value)
            dot.add_edge(edge)
        return dot


def _add_nodes(graph: pydot.Graph, nodes: Iterable[Node]) -> None:
    import pydot

    for one in nodes:
        node = pydot.Node(quoted(one.id))
        for name, value in one.attributes:
            node.set(name, value)
        graph.add_node(node)


def _listed(given: Attributes) -> str:
    return f" [{', '.join(f'{name}={value}' for name, value in given)}]" if given else ""
