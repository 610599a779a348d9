"""GraphML and GEXF, by the writers of networkx; GraphML that was written here is read back without loss."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING, Any, Final, cast
from xml.etree.ElementTree import ParseError

from traffickgraph.convert.networkx import read_networkx, to_networkx
from traffickgraph.disclosure.protecting import withheld_words
from traffickgraph.errors import FileFormatError, InvalidValueError, TraffickGraphError

if TYPE_CHECKING:
    from traffickgraph.convert.reading import Reading
    from traffickgraph.graph import RouteGraph

__all__ = ["gexf", "graphml", "read_graphml"]

_FAULTS: Final = (ParseError, KeyError, IndexError, ValueError, TypeError, AttributeError, LookupError, RecursionError)


def graphml(graph: RouteGraph) -> bytes:
    """Write the legs of a graph as GraphML, with the claims themselves beside them."""
    import networkx as nx

    out = io.BytesIO()
    writers: Any = nx
    # Not write_graphml, which writes otherwise where lxml is installed.
    writers.write_graphml_xml(to_networkx(graph), out)
    return out.getvalue() + b"\n"


def gexf(graph: RouteGraph) -> bytes:
    """Write the legs of a graph as GEXF, for Gephi. What the claims say beyond nodes and edges is not in it."""
    import networkx as nx

    out = io.BytesIO()
    writers: Any = nx
    writers.write_gexf(to_networkx(graph), out)
    # networkx writes the day; the same graph is to be the same file on every day.
    text = re.sub(rb' lastmodifieddate="[^"]*"', b"", out.getvalue(), count=1) + b"\n"
    said = withheld_words((*graph.claims, *graph.indicators))
    return text.replace(b"</creator>", f"</creator><description>{said}</description>".encode(), 1) if said else text


def read_graphml(data: bytes, path: str) -> Reading:
    """Read GraphML that was written here, also after nodes or edges were taken out of it.

    Raises
    ------
    FileFormatError
        If it is no GraphML, or was written elsewhere.
    """
    import networkx as nx

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FileFormatError(path, f"{path!r} declares entities of its own, as no GraphML of claims does")
    try:
        readers: Any = nx
        with warnings.catch_warnings():
            # networkx warns of keys without a type, and then reads them rightly, as text.
            warnings.simplefilter("ignore")
            made = cast("nx.DiGraph[str]", readers.read_graphml(io.BytesIO(data)))
        if made.graph.get("traffickgraph") is not None:
            return read_networkx(made)
    except InvalidValueError as error:
        raise FileFormatError(path, f"{path!r}: {error}") from error
    except TraffickGraphError:
        raise
    except (nx.NetworkXException, *_FAULTS) as error:
        raise FileFormatError(path, f"{path!r} is no GraphML: {str(error) or type(error).__name__}") from error
    raise FileFormatError(
        path,
        f"{path!r} was not written by traffickgraph; read it with networkx.read_graphml() and say who states "
        "its edges: RouteGraph.from_networkx(graph, publication=…)",
    )
