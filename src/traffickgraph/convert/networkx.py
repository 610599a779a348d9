"""A graph as an ordinary networkx graph, and back. What networkx needs in casts stands here and nowhere else.

The claims themselves travel as JSON Lines in ``graph.graph["claims"]``, so that nothing is lost in nodes and edges.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast, overload

from traffickgraph.convert.jsonl import lines, read_line
from traffickgraph.convert.reading import Reading
from traffickgraph.convert.records import RecordReader
from traffickgraph.disclosure.protecting import published, withheld
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.model import spoken_of
from traffickgraph.places import Country, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim, Count, Link, Publication

__all__ = ["Edges", "from_networkx", "plain_text", "read_networkx", "to_networkx"]

Edges: TypeAlias = Literal["legs", "flows", "links"]
Scalar: TypeAlias = str | int | float
Step: TypeAlias = tuple[str, str, str]

_FORMAT: Final = "1"
_NOTE: Final = (
    "Edges are what publications state; counts are of detected persons. No edge does not mean no trafficking."
)
# What XML 1.0 has no room for, and control characters that it has but nobody wants in a label.
_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@overload
def to_networkx(
    graph: RouteGraph, edges: Literal["legs", "flows"] = "legs", *, k: int | None = None
) -> nx.MultiDiGraph[str]: ...
@overload
def to_networkx(graph: RouteGraph, edges: Literal["links"], *, k: int | None = None) -> nx.DiGraph[str]: ...
@overload
def to_networkx(graph: RouteGraph, edges: Edges, *, k: int | None = None) -> nx.MultiDiGraph[str] | nx.DiGraph[str]: ...
def to_networkx(
    graph: RouteGraph, edges: Edges = "legs", *, k: int | None = None
) -> nx.MultiDiGraph[str] | nx.DiGraph[str]:
    """Return a fresh networkx graph that every writer and algorithm of networkx takes.

    Parameters
    ----------
    graph : RouteGraph
        The claims to read.
    edges : {"legs", "flows", "links"}
        One edge for each step of each claim; for each pair of a source and a destination of each claim; or one for
        all steps from one place to another, whoever states them.
    k : int, optional
        Withhold counts of persons below it, and what would give one back; see
        :func:`traffickgraph.disclosure.protect`. ``graph.graph["withheld"]`` says how many are.

    Returns
    -------
    networkx.MultiDiGraph or networkx.DiGraph
        Nodes are alpha-3 codes and slugs of regions, every place of the graph among them, with ``label`` (the
        name), ``kind`` and,
        where known, ``region``, ``lat``, ``lon``. Edges of legs and flows carry ``claim`` (its id), ``label``,
        ``tail_role``, ``head_role``, ``exploitation``, ``status``, ``publication``, ``year`` (of publication) and,
        where stated, ``victims``, ``years`` (spoken of), ``count_low``, ``count_high``. Links carry how many ``claims``
        and ``publications`` and what their claims have in common. All are text or numbers. ``graph.graph`` holds the
        claims themselves, from which :func:`from_networkx` gives them back.

    Notes
    -----
    A count on an edge is that of the whole claim, and stands on each of its edges: do not add them up.

    A path through edges of different claims is a possibility that nobody stated.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> report = Publication("An invented report", 2020)
    >>> g = RouteGraph([claim("Heard Island", via="Antarctica", to="Bouvet Island", publication=report)])
    >>> sorted(to_networkx(g).edges(data="label"))
    [('ATA', 'BVT', 'transit→destination'), ('HMD', 'ATA', 'source→transit')]
    >>> from_networkx(to_networkx(g)) == g
    True
    """
    import networkx as nx

    if edges not in ("legs", "flows", "links"):
        raise InvalidValueError(f"edges are 'legs', 'flows' or 'links', not {shown(edges)}", edges)
    made = cast("nx.MultiDiGraph[str]", nx.DiGraph() if edges == "links" else nx.MultiDiGraph())
    made.graph.update(traffickgraph=_FORMAT, edges=edges, note=_NOTE)
    graph = published(graph, k)
    if number := withheld(graph):
        made.graph["withheld"] = number
    for name, items in (("claims", graph.claims), ("indicators", graph.indicators)):
        if items:
            made.graph[name] = "\n".join(lines(items, ascii_only=True))
    made.add_nodes_from((one.code, _node(one)) for one in graph.places)
    if edges == "links":
        made.add_edges_from((link.tail.code, link.head.code, _link(link)) for link in graph.links())
    else:
        for steps, said in _stated(graph, edges):
            for number, (tail, head, label) in enumerate(steps, 1):
                key = f"{said['claim']}-{number}"
                made.add_edge(tail, head, key, **said, label=label, **_roles(label))
    return made


def from_networkx(graph: nx.DiGraph[str], *, publication: Publication | None = None) -> RouteGraph:
    """Return the claims of a networkx graph.

    Parameters
    ----------
    graph : networkx.DiGraph or networkx.MultiDiGraph
        One that :func:`to_networkx` has made, also after edges or nodes were taken out of it, or any other directed
        graph whose nodes are names or codes of places.
    publication : Publication, optional
        Who states the edges of a graph that was made elsewhere. Each edge is then a claim from its tail to its head;
        its attributes ``exploitation``, ``victims``, ``status``, ``period`` (or ``year``: the time spoken of),
        ``count``, ``locator``, ``quote`` and ``note`` are read, others are not.

    Returns
    -------
    RouteGraph
        A claim is whole or not at all: of a graph made here, it comes back if all its places are still nodes and all
        its steps still edges. What was changed in attributes of nodes and edges is not read back.

    Raises
    ------
    InvalidValueError
        If the graph was made elsewhere and no publication is given, if it is undirected, or if edges were added to one
        that was made here.
    ClaimsFileError
        If nodes or attributes are not understood; all such faults are listed.
    """
    if not hasattr(graph, "is_directed") or not hasattr(graph, "edges"):
        raise WrongTypeError(f"a networkx graph belongs here, not {shown(graph)}", graph)
    if not graph.is_directed():
        raise InvalidValueError(
            "the graph is undirected: it does not say which end is the source; use a DiGraph", graph
        )
    if graph.graph.get("traffickgraph") is None:
        from traffickgraph.convert.edges import claims_of_edges

        return claims_of_edges(graph, publication)
    return read_networkx(graph).whole_graph("", "claims of the graph")


def read_networkx(graph: nx.DiGraph[str]) -> Reading:
    """Read a graph that :func:`to_networkx` has made, to the end; claims that are no longer whole are left out."""
    edges = graph.graph.get("edges")
    if str(graph.graph.get("traffickgraph")) != _FORMAT or edges not in ("legs", "flows", "links"):
        raise InvalidValueError("the graph says of itself what no to_networkx() of this version writes", edges)
    reading = Reading()
    for name in ("claims", "indicators"):
        reader = RecordReader()
        for number, line in enumerate(str(graph.graph.get(name, "")).split("\n"), 1):
            if line:
                read_line(line, f"graph.graph[{name!r}], line {number}", reader, reading, "graph")
    nodes = set(map(str, graph.nodes))
    found = _found(graph, edges)
    steps = [set(_needed(one, edges)) for one in reading.claims]
    stray = found.difference(*steps) if not reading.faults else ()
    if stray:
        *_, tail, head = min(stray)[:3]
        raise InvalidValueError(
            f"{len(stray)} edges, {tail!r} → {head!r} among them, are no steps of the claims in graph.graph; "
            "edges and nodes can be taken out of the graph, but not added or renamed: join graphs by | before they go "
            "to networkx",
            graph,
        )
    reading.claims = [
        one
        for one, needed in zip(reading.claims, steps, strict=True)
        if needed <= found and nodes.issuperset(_codes(one.places))
    ]
    reading.indicators = [one for one in reading.indicators if one.place.code in nodes]
    return reading


def _found(graph: nx.DiGraph[str], edges: Edges) -> set[tuple[str, ...]]:
    rows = cast("Iterable[tuple[object, object, Mapping[str, object]]]", graph.edges(data=True))
    if edges == "links":
        return {(str(tail), str(head)) for tail, head, _ in rows}
    return {(str(data.get("claim")), str(tail), str(head), str(data.get("label"))) for tail, head, data in rows}


def _needed(one: Claim, edges: Edges) -> Iterator[tuple[str, ...]]:
    steps = list(_steps(one, edges))
    if edges == "links":
        return ((tail, head) for tail, head, _ in steps)
    return ((one.id, *step) for step in steps)


def _steps(one: Claim, edges: Edges) -> Iterator[Step]:
    if edges == "flows":
        for flow in one.flows():
            yield flow.source.code, flow.destination.code, "source→destination"
    else:
        for tail, tail_role, head, head_role in one.route.steps():
            yield tail.code, head.code, f"{tail_role}→{head_role}"


def _node(one: Place) -> dict[str, Scalar]:
    # "label", and not "name": networkx.nx_pydot takes no attribute of that name.
    node: dict[str, Scalar] = {"label": one.name, "kind": "country" if isinstance(one, Country) else "region"}
    if isinstance(one, Country):
        node["region"] = one.subregion.name
        point = one.centroid or one.capital
        if point is not None:
            node["lat"], node["lon"] = float(point.lat), float(point.lon)
    return node


def _roles(label: str) -> dict[str, Scalar]:
    tail, _, head = label.partition("→")
    return {"tail_role": tail, "head_role": head}


def _stated(graph: RouteGraph, edges: Edges) -> Iterator[tuple[list[Step], dict[str, Scalar]]]:
    """Yield the steps of each claim that has any, and what all its edges have in common."""
    for one in graph.claims:
        steps = list(_steps(one, edges))
        if steps:
            yield steps, _said(one)


def _said(one: Claim) -> dict[str, Scalar]:
    said: dict[str, Scalar] = {"claim": one.id, "exploitation": ";".join(one.exploitation)}
    if one.victims:
        said["victims"] = ";".join(one.victims)
    said["status"] = str(one.status)
    if one.period is not None:
        said["years"] = str(one.period)
    said["publication"] = plain_text(one.publication.title)
    said["year"] = one.publication.year
    return said | _count(one.count)


def _link(link: Link) -> dict[str, Scalar]:
    publications = link.publications
    return {
        "claims": len(link.claims),
        "publications": len(publications),
        "labels": ";".join(link.labels),
        "exploitation": ";".join(link.exploitation),
        "status": ";".join(link.status),
        "first_published": publications[0].year,
        "last_published": publications[-1].year,
        **_span(link.claims),
        **_count(link.count),
    }


def _span(claims: Iterable[Claim]) -> dict[str, Scalar]:
    first, last = spoken_of(claims)
    return {} if first is None or last is None else {"period_first": first, "period_last": last}


def _count(count: Count | None) -> dict[str, Scalar]:
    if count is None:
        return {}
    return {"count_low": count.low} if count.high is None else {"count_low": count.low, "count_high": count.high}


def _codes(places: Iterable[Place]) -> set[str]:
    return {one.code for one in places}


def plain_text(text: str) -> str:
    """Return a text without the characters that XML has no room for; the claims themselves keep them."""
    return _UNWANTED.sub("", text)
