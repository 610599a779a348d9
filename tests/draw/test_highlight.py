"""What is lit: a path as it was found, a set of places or links, and what the picture says of each."""

from __future__ import annotations

import pydot
import pytest

from traffickgraph import Publication, RouteGraph, claim, paths
from traffickgraph.analysis.interdiction import chokepoints
from traffickgraph.draw import Style, to_dot
from traffickgraph.draw.highlight import Between, Way
from traffickgraph.draw.picture import picture_of
from traffickgraph.errors import InvalidValueError, UnknownPlaceError, WrongTypeError
from traffickgraph.places import place

REPORT = Publication("An invented report", 2020)
FADED = "#DADADA"


@pytest.fixture
def around() -> RouteGraph:
    """A documented way, a stitched one through Chad, and links beside them."""
    return RouteGraph(
        [
            claim("NGA", via=["NER", "LBY"], to="ITA", publication=REPORT),
            claim("NGA", via="TCD", publication=REPORT),
            claim("TCD", to="ITA", publication=REPORT),
            claim("GHA", to="NER", publication=REPORT),
            claim("ITA", to="FRA", publication=REPORT),
        ]
    )


def lit(graph: RouteGraph, highlight: object) -> set[tuple[str, str]]:
    """Return the lines of a picture that are not faded."""
    (dot,) = pydot.graph_from_dot_data(to_dot(graph, highlight=highlight, style=Style(edges="links")))
    edges = [edge for part in (dot, *dot.get_subgraphs()) for edge in part.get_edges()]
    assert edges
    named = [(edge.get_source().strip('"'), edge.get_destination().strip('"'), edge.get("color")) for edge in edges]
    stated = [one for one in named if "…" not in one[0] + one[1]]
    return {(tail, head) for tail, head, colour in stated if colour.strip('"') != FADED}


def said(graph: RouteGraph, highlight: object) -> tuple[str, ...]:
    return picture_of(graph, Style(), highlight=highlight).collapsed


def test_a_documented_path_lights_its_links_and_needs_no_word(around: RouteGraph) -> None:
    (path,) = paths.between(around, "NGA", "ITA", joints="documented")
    assert lit(around, path) == {("NGA", "NER"), ("NER", "LBY"), ("LBY", "ITA")}
    assert said(around, path) == ()
    assert to_dot(around, highlight=path) == to_dot(around, highlight=["NGA", "NER", "LBY", "ITA"])


def test_a_stitched_path_lights_its_links_and_says_that_it_is_stitched(around: RouteGraph) -> None:
    path = next(paths.between(around, "NGA", "ITA"))
    assert not path.is_documented
    assert lit(around, path) == {("NGA", "TCD"), ("TCD", "ITA")}
    assert said(around, path) == ("The highlighted way is stitched: no one claim states all of it.",)


def test_a_way_back_to_its_start_is_lit_whole(around: RouteGraph) -> None:
    graph = around | RouteGraph([claim("ITA", to="NGA", publication=REPORT)])
    path = next(paths.cycles(graph, "NGA", joints="any"))
    assert path.places[0] == path.places[-1]
    assert lit(graph, path) == {("NGA", "TCD"), ("TCD", "ITA"), ("ITA", "NGA")}


def test_of_links_beyond_the_limit_those_that_are_highlighted_are_drawn(around: RouteGraph) -> None:
    (path,) = paths.between(around, "Nigeria", "Italy", joints="documented")
    few = Style(group_by="none", max_links=3, edges="links")
    assert picture_of(around, few).collapsed != picture_of(around, few, highlight=path).collapsed
    (dot,) = pydot.graph_from_dot_data(to_dot(around, highlight=path, style=few))
    ends = {(edge.get_source().strip('"'), edge.get_destination().strip('"')) for edge in dot.get_edges()}
    assert {("NGA", "NER"), ("NER", "LBY"), ("LBY", "ITA")} <= ends
    assert (
        "those highlighted, then those with the most publications"
        in picture_of(around, few, highlight=path).collapsed[0]
    )


def test_a_path_of_another_graph_says_where_it_is_broken_here(around: RouteGraph) -> None:
    path = next(paths.between(around, "NGA", "ITA"))
    part = RouteGraph(around.claims[:2])
    assert said(part, path) == ("The highlighted way is broken: no claim states a step from Chad to Italy.",)


def test_a_set_of_places_lights_every_line_of_each_and_is_named(around: RouteGraph) -> None:
    expected = {("NGA", "NER"), ("NER", "LBY"), ("GHA", "NER"), ("NGA", "TCD"), ("TCD", "ITA")}
    for cut in (frozenset({"NER", "TCD"}), {place("Niger"), "Chad"}, dict.fromkeys(["TCD", "NER"]).keys()):
        assert lit(around, cut) == expected
        assert said(around, cut) == ("The highlighted places, with all lines of each: Chad and Niger.",)


def test_a_set_of_one_place_lights_what_the_place_does(around: RouteGraph) -> None:
    assert lit(around, {"NER"}) == lit(around, "NER")
    assert said(around, {"NER"}) == ("The highlighted place, with all lines of it: Niger.",)


def test_a_smallest_cut_is_lit_as_a_set_of_places_or_of_links(around: RouteGraph) -> None:
    cut = chokepoints(around, "NGA", "ITA", joints="any")
    assert cut.places is not None
    assert cut.links is not None
    named = {one.code for one in cut.places}
    steps = {(leg.tail.code, leg.head.code) for leg in around.legs()}
    assert lit(around, frozenset(cut.places)) == {step for step in steps if named & set(step)}
    assert lit(around, frozenset(cut.links)) == {(one.tail.code, one.head.code) for one in cut.links}
    (sentence,) = said(around, frozenset(cut.links))
    assert sentence.startswith("The highlighted links: ")
    assert all(f"{one.tail} → {one.head}" in sentence for one in cut.links)


def test_places_and_links_may_be_lit_together(around: RouteGraph) -> None:
    link = next(one for one in around.links() if one.head == place("FRA"))
    assert lit(around, {"GHA", link}) == {("GHA", "NER"), ("ITA", "FRA")}
    assert said(around, {"GHA", link}) == (
        "The highlighted place, with all lines of it: Ghana.",
        "The highlighted link: Italy → France.",
    )


def test_what_a_set_names_and_no_claim_does_is_said(around: RouteGraph) -> None:
    other = RouteGraph([claim("PER", to="CHL", publication=REPORT)])
    assert said(around, {"NER", "PER", *other.links()}) == (
        "The highlighted place, with all lines of it: Niger.",
        "To be highlighted, but named by no claim here: Peru.",
        "To be highlighted, but stated by no claim here: Peru → Chile.",
    )


def test_a_long_list_of_lit_places_is_cut(around: RouteGraph) -> None:
    graph = around | RouteGraph([claim(["PER", "CHL", "BOL", "ECU"], to="FRA", publication=REPORT)])
    (sentence,) = said(graph, {one.code for one in graph.places})
    assert sentence.endswith(" and 3 others.")


def test_a_set_that_lights_nothing_is_refused(around: RouteGraph) -> None:
    with pytest.raises(InvalidValueError, match="at least one place or link"):
        to_dot(around, highlight=frozenset())
    with pytest.raises(InvalidValueError, match="nothing to highlight"):
        to_dot(around, highlight={"Peru"})
    with pytest.raises(UnknownPlaceError, match="did you mean"):
        to_dot(around, highlight={"Nigera"})


def test_what_is_neither_a_way_nor_a_set_is_refused_with_what_there_is(around: RouteGraph) -> None:
    cut = chokepoints(around, "NGA", "ITA", joints="any")
    assert not isinstance(cut, Way)
    for other in (cut, 3, around.links()[0]):
        with pytest.raises(WrongTypeError, match="a set of places or links"):
            to_dot(around, highlight=other)  # type: ignore[arg-type]


def test_paths_are_ways_and_links_and_ties_lie_between(around: RouteGraph) -> None:
    assert isinstance(next(paths.between(around, "NGA", "ITA")), Way)
    assert isinstance(around.links()[0], Between)
    assert not any(isinstance(one, (Way, Between)) for one in (around, place("Niger"), "Niger", ("NER", "LBY")))
