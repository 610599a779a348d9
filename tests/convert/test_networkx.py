"""The networkx reading: an ordinary graph, and what comes back of it after edges were taken out."""

import io
import warnings
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given

from traffickgraph import Publication, RouteGraph, claim
from traffickgraph.convert import from_networkx, markup, to_networkx
from traffickgraph.errors import ClaimsFileError, InvalidValueError, WrongTypeError
from traffickgraph.testing import graphs

REPORT = Publication("An invented report", 2020)
LONG = claim(
    "HMD", via=["ATA", {"BVT", "SGS"}], to="ATF", publication=REPORT, count="5-9", victims="women", period=2012
)
HOME = claim("BVT", to="BVT", publication=REPORT, status="possible", exploitation=["sexual", "slavery"])
ALONE = claim(via="Antarctica", publication=REPORT, note="\x01")
ROLE = claim("abroad", publication=REPORT)
GRAPH = RouteGraph([LONG, HOME, ALONE, ROLE])


def test_nodes_and_edges_carry_what_is_documented() -> None:
    made = to_networkx(GRAPH)
    assert type(made) is nx.MultiDiGraph
    assert list(made.nodes) == ["ATA", "ATF", "BVT", "HMD", "SGS", "abroad"]
    assert made.nodes["abroad"] == {"label": "Abroad", "kind": "region"}
    assert set(made.nodes["BVT"]) == {"label", "kind", "region", "lat", "lon"}
    assert made.edges["HMD", "ATA", f"{LONG.id}-1"] == {
        "claim": LONG.id,
        "label": "source→transit",
        "tail_role": "source",
        "head_role": "transit",
        "exploitation": "unspecified",
        "victims": "women",
        "status": "current",
        "years": "2012",
        "publication": "An invented report",
        "year": 2020,
        "count_low": 5,
        "count_high": 9,
    }
    assert [(u, v) for u, v in to_networkx(GRAPH, "flows").edges()] == [("BVT", "BVT"), ("HMD", "ATF")]
    links = to_networkx(GRAPH | RouteGraph([claim("HMD", to="ATA", publication=REPORT)]), "links")
    assert type(links) is nx.DiGraph
    assert links.edges["HMD", "ATA"] == {
        "claims": 2,
        "publications": 1,
        "labels": "source→destination;source→transit",
        "exploitation": "unspecified",
        "status": "current",
        "first_published": 2020,
        "last_published": 2020,
        "period_first": 2012,
        "period_last": 2012,
        "count_low": 0,
        "count_high": 9,
    }


@pytest.mark.parametrize("edges", ["legs", "flows", "links"])
@given(g=graphs())
def test_everything_in_the_graph_is_text_or_a_finite_number_and_every_place_is_a_node(
    edges: str, g: RouteGraph
) -> None:
    made = to_networkx(g, edges)
    assert set(made.nodes) == {one.code for one in g.places}
    values = [made.graph, *dict(made.nodes(data=True)).values(), *(data for *_, data in made.edges(data=True))]
    assert all(type(value) in {str, int, float} for each in values for value in each.values())
    if edges == "legs":
        assert made.number_of_edges() == len(g.legs())
    elif edges == "flows":
        assert made.number_of_edges() == len(g.flows())
    else:
        assert made.number_of_edges() == len(g.links())


@given(g=graphs())
def test_every_writer_of_networkx_takes_it(g: RouteGraph) -> None:
    for edges in ("legs", "flows", "links"):
        made = to_networkx(g, edges)
        list(nx.generate_gml(made))
        list(nx.generate_graphml(made))
        list(nx.generate_gexf(made))
        list(nx.generate_multiline_adjlist(made))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pajek takes text only, and networkx says what it leaves out
            list(nx.generate_pajek(made))
        nx.node_link_data(made)
        nx.cytoscape_data(made)


@given(g=graphs())
def test_markup_is_well_formed_and_parses_back(g: RouteGraph) -> None:
    data = markup.graphml(g)
    ET.fromstring(data)  # noqa: S314
    assert nx.read_graphml(io.BytesIO(data)).number_of_edges() == len(g.legs())
    data = markup.gexf(g)
    ET.fromstring(data)  # noqa: S314
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert nx.read_gexf(io.BytesIO(data)).number_of_nodes() == len(g.places)


@pytest.mark.parametrize("edges", ["legs", "flows", "links"])
def test_a_claim_is_whole_or_not_at_all(edges: str) -> None:
    made = to_networkx(GRAPH, edges)
    made.remove_edge("HMD", "ATF" if edges == "flows" else "ATA")
    assert from_networkx(made).claims == (HOME, ALONE, ROLE)
    made.remove_node("abroad")
    assert from_networkx(made).claims == (HOME, ALONE)


@given(g=graphs())
def test_a_subgraph_gives_the_claims_within_its_nodes(g: RouteGraph) -> None:
    kept = {one.code for one in g.places[::2]}
    back = from_networkx(to_networkx(g).subgraph(kept))
    assert back.claims == tuple(one for one in g if {place.code for place in one.places} <= kept)


def test_a_graph_made_elsewhere_becomes_claims_of_a_publication() -> None:
    given = nx.MultiDiGraph()
    given.add_edge("Heard Island", "ATA", exploitation="sexual;slavery", count="<5", period="2010-2012", weight=3)
    given.add_edge("ATA", "ATA", victims=["women"], status="past", year=2011, note="n", quote="q", locator="l")
    given.add_node("nobody asks what this is")
    first, second = from_networkx(given, publication=REPORT)
    assert first == claim(
        "HMD", to="ATA", publication=REPORT, exploitation=["sexual", "slavery"], count="<5", period="2010-2012"
    )
    assert second == claim(
        *["ATA"],
        to="ATA",
        publication=REPORT,
        victims="women",
        status="past",
        period=2011,
        note="n",
        quote="q",
        locator="l",
    )


def test_faults_of_a_graph_made_elsewhere_are_all_listed() -> None:
    given = nx.DiGraph()
    given.add_edge("Atlantis", 3, count="many")
    given.add_edge("ATA", "BVT", exploitation="sexual;unspecified", note=3, period=2010, year=2010)
    with pytest.raises(ClaimsFileError) as caught:
        from_networkx(given, publication=REPORT)
    assert len(caught.value.faults) == 5
    assert str(caught.value).startswith(
        "2 of 2 edges could not be read; none were kept\n  edge 'Atlantis' → 3: no country"
    )


def test_a_graph_made_elsewhere_needs_a_publication_and_directions() -> None:
    with pytest.raises(InvalidValueError, match="publication="):
        from_networkx(nx.DiGraph([("ATA", "BVT")]))
    with pytest.raises(InvalidValueError, match="undirected"):
        from_networkx(nx.Graph([("ATA", "BVT")]), publication=REPORT)
    with pytest.raises(WrongTypeError, match="not 3"):
        from_networkx(3)
    with pytest.raises(InvalidValueError, match="'legs', 'flows' or 'links'"):
        to_networkx(GRAPH, "nodes")


def test_edges_that_were_added_or_renamed_are_refused() -> None:
    other = RouteGraph([claim("SGS", to="ATA", publication=REPORT)])
    for edges in ("legs", "flows", "links"):
        with pytest.raises(InvalidValueError, match="join graphs by"):
            from_networkx(nx.compose(to_networkx(GRAPH, edges), to_networkx(other, edges)))
        with pytest.raises(InvalidValueError, match="added or renamed"):
            from_networkx(nx.relabel_nodes(to_networkx(GRAPH, edges), {"HMD": "Heard Island"}))
    with pytest.raises(InvalidValueError, match="undirected"):
        from_networkx(to_networkx(GRAPH).to_undirected())


def test_steps_that_have_lost_their_claims_are_no_claims() -> None:
    made = to_networkx(GRAPH)
    made.graph.clear()
    with pytest.raises(InvalidValueError, match="no longer holds the claims"):
        from_networkx(made, publication=REPORT)
    made = to_networkx(GRAPH)
    made.graph["edges"] = "nodes"
    with pytest.raises(InvalidValueError, match="no to_networkx"):
        from_networkx(made)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("edges", ["legs", "flows", "links"])
def test_networkx_hands_every_reading_to_pydot(edges: Any) -> None:
    made = GRAPH.to_networkx(edges)
    dot = nx.nx_pydot.to_pydot(made)
    assert len(dot.get_edges()) == made.number_of_edges()
    assert len(dot.get_nodes()) == made.number_of_nodes()
