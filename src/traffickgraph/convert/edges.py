"""A networkx graph that somebody else has made: each edge is one claim of a publication that the caller names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TypeVar, cast

from traffickgraph.convert.reading import Faults, Places, Reading
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.model import Claim, Count, Evidence, Period, Publication, Route
from traffickgraph.places import Country, Place, Region
from traffickgraph.vocabulary import Exploitation, Status, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx

    from traffickgraph.graph import RouteGraph

__all__ = ["claims_of_edges"]

_T = TypeVar("_T")
_OURS: Final = frozenset(("tail_role", "head_role"))


def claims_of_edges(graph: nx.DiGraph[str], publication: Publication | None) -> RouteGraph:
    """Return one claim for each edge; see :func:`traffickgraph.convert.from_networkx`."""
    if publication is None:
        raise InvalidValueError(
            "a claim says who states it; pass publication=Publication('…', 2015) for a graph that was made elsewhere"
        )
    if not isinstance(publication, Publication):
        raise WrongTypeError(f"publication is a Publication, not {shown(publication)}", publication)
    reading = Reading()
    places = Places()
    for tail, head, data in cast("Iterable[tuple[object, object, Mapping[str, object]]]", graph.edges(data=True)):
        if data.keys() & _OURS:
            raise InvalidValueError(
                "the edges are steps of routes, but graph.graph no longer holds the claims that state them; "
                "copy graph.graph along with the edges"
            )
        faults = Faults()
        reading.keep(_claim(tail, head, data, publication, places, faults), faults, f"edge {tail!r} → {head!r}")
    return reading.whole_graph("", "edges")


def _claim(  # noqa: PLR0913, PLR0917 - one edge, and what all edges share
    tail: object, head: object, data: Mapping[str, object], publication: Publication, places: Places, faults: Faults
) -> Claim | None:
    given = {name: value for name, value in data.items() if value is not None and value != ""}
    ends = [_place(end, places, faults) for end in (tail, head)]
    forms = _words(given.get("exploitation"), Exploitation, "exploitation", faults)
    victims = _words(given.get("victims"), VictimGroup, "victims", faults)
    status = faults.attempt("status", Status, cast("str", given.get("status", Status.CURRENT)))
    if "period" in given and "year" in given:
        faults.add("year", "the time spoken of is given twice, as period and as year")
    when = "period" if "period" in given else "year"
    period = _parsed(given.get(when), Period.parse, when, faults)
    count = _parsed(given.get("count"), Count.parse, "count", faults)
    texts = {name: given.get(name, "") for name in ("locator", "quote", "note")}
    for name, text in texts.items():
        faults.attempt(name, Evidence, publication, cast("str", text))
    source, destination = ends
    if faults.found or source is None or destination is None:
        return None
    return faults.attempt(
        "exploitation",
        Claim,
        Route(frozenset((source,)), (), frozenset((destination,))),
        Evidence(publication, str(texts["locator"]), str(texts["quote"])),
        exploitation=forms,
        victims=victims,
        status=status or Status.CURRENT,
        period=period,
        count=count,
        note=str(texts["note"]),
    )


def _place(end: object, places: Places, faults: Faults) -> Place | None:
    if isinstance(end, (Country, Region)):
        return end
    if isinstance(end, str):
        return places.find(end, "", faults)
    faults.add("", f"a node is the name or code of a place, not {shown(end)}")
    return None


_Word = TypeVar("_Word", Exploitation, VictimGroup)


def _words(given: object, kind: type[_Word], name: str, faults: Faults) -> tuple[_Word, ...]:
    if given is None:
        return ()
    words: Iterable[object] = given.split(";") if isinstance(given, str) else _listed(given)
    found = [faults.attempt(name, kind, cast("str", word)) for word in words if word != ""]
    return tuple(one for one in found if one is not None)


def _listed(given: object) -> Iterable[object]:
    return cast("Iterable[object]", given) if isinstance(given, Iterable) else (given,)


def _parsed(given: object, parse: Callable[..., _T], name: str, faults: Faults) -> _T | None:
    return None if given is None else faults.attempt(name, parse, given)
