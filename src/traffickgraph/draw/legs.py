"""DOT as data: one edge for each leg, with all that its claim says, and no look.

This is for other programs, and quick: what claims share is quoted once, and the codes of places need no quoting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from traffickgraph.disclosure.protecting import published, withheld
from traffickgraph.draw.text import quoted
from traffickgraph.places import Country
from traffickgraph.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim, Route
    from traffickgraph.places import Place

__all__ = ["legs_dot"]

_UNSTATED: Final = "…"
_ROLES: Final = {
    (tail, head): f'label="{tail or _UNSTATED}→{head or _UNSTATED}", tail_role={tail or "unstated"}, '
    f"head_role={head or 'unstated'}"
    for tail in (*Role, None)
    for head in (*Role, None)
}
_DIRECT: Final = _ROLES[Role.SOURCE, Role.DESTINATION]


def legs_dot(graph: RouteGraph, *, k: int | None = None) -> str:
    r"""Write every leg of a graph as an edge in DOT, with what its claim says as attributes.

    Parameters
    ----------
    graph : RouteGraph
        Any graph; there is no limit to its size.
    k : int, optional
        Withhold counts of persons below it, and what would give one back; see
        :func:`traffickgraph.disclosure.protect`. The attribute ``withheld`` of the graph says how many are.

    Returns
    -------
    str
        The same for all graphs of the same claims, whatever their order. A node is a place, by its code, with its
        name and kind. An edge has the roles of its ends, the forms, the groups of victims, the status, the period, the
        count, and title and year of the publication; what a claim does not say is left out. A
        claim that leaves an end unstated has an edge from or to the node ``…``, so that no claim is lost.

    Notes
    -----
    A backslash in a title is doubled, as DOT's labels need it.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> report = Publication("An invented report", 2020)
    >>> dot = legs_dot(RouteGraph([claim("Uzbekistan", to="Azerbaijan", publication=report)]))
    >>> print(dot.replace(", ", ",\n      "))
    digraph legs {
      "AZE" [label="Azerbaijan",
          kind=country];
      "UZB" [label="Uzbekistan",
          kind=country];
      "UZB" -> "AZE" [label="source→destination",
          tail_role=source,
          head_role=destination,
          exploitation="unspecified",
          status=current,
          publication="An invented report",
          year=2020];
    }
    <BLANKLINE>
    """
    graph = published(graph, k)
    places: dict[str, Place] = {}
    edges = sorted(_edges(graph.claims, places))
    lines = ["digraph legs {"]
    if number := withheld(graph):
        lines.append(f"  withheld={number};")
    for code, one in sorted(places.items()):
        kind = "country" if isinstance(one, Country) else "region"
        lines.append(f'  "{code}" [label={quoted(one.name)}, kind={kind}];')
    return "\n".join([*lines, *edges, "}\n"])


def _edges(claims: tuple[Claim, ...], places: dict[str, Place]) -> list[str]:
    """Return the lines of all edges, and note the places of all claims."""
    edges: list[str] = []
    # Keyed by identity, which is quicker than hashing values; the graph keeps them all alive.
    cited: dict[int, str] = {}
    stated: dict[tuple[object, ...], str] = {}
    for claim in claims:
        route, publication = claim.route, claim.evidence.publication
        source = cited.get(id(publication))
        if source is None:
            source = f"publication={quoted(publication.title)}, year={publication.year}"
            cited[id(publication)] = source
        content = (claim.exploitation, claim.victims, claim.status, claim.period)
        said = stated.get(content)
        if said is None:
            said = stated[content] = _said(claim)
        if (count := claim.count) is not None:
            high = "" if count.high is None else f", count_high={count.high}"
            said = f"{said}, count_low={count.low}{high}"
        sources, destinations = route.sources, route.destinations
        if not route.via and len(sources) == 1 == len(destinations):  # most of the rows of a table
            (tail,), (head,) = sources, destinations
            places[tail.code], places[head.code] = tail, head
            edges.append(f'  "{tail.code}" -> "{head.code}" [{_DIRECT}, {said}, {source}];')
        else:
            places.update((one.code, one) for one in route.places)
            edges += (f"{ends}, {said}, {source}];" for ends in _ends(route))
    return edges


def _ends(route: Route) -> Iterator[str]:
    for tail, tail_role, head, head_role in route.steps():
        yield f'  "{tail.code}" -> "{head.code}" [{_ROLES[tail_role, head_role]}'
    if not route.sources:
        first, role = (route.via[0], Role.TRANSIT) if route.via else (route.destinations, Role.DESTINATION)
        for one in first:
            yield f'  "{_UNSTATED}" -> "{one.code}" [{_ROLES[None, role]}'
    if not route.destinations:
        last, role = (route.via[-1], Role.TRANSIT) if route.via else (route.sources, Role.SOURCE)
        for one in last:
            yield f'  "{one.code}" -> "{_UNSTATED}" [{_ROLES[role, None]}'


def _said(claim: Claim) -> str:
    victims = f', victims="{";".join(claim.victims)}"' if claim.victims else ""
    period = f', period="{claim.period}"' if claim.period is not None else ""
    return f'exploitation="{";".join(claim.exploitation)}"{victims}, status={claim.status}{period}'
