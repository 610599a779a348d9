"""What stands in the DOT of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pydot
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Link, Publication, RouteGraph, claim
from traffickgraph.draw import LinkStyle, Style, to_dot, to_pydot
from traffickgraph.errors import InvalidValueError, UnknownPlaceError, WrongTypeError
from traffickgraph.testing import graphs, texts

if TYPE_CHECKING:
    import random

pygraphviz = pytest.importorskip("pygraphviz")

LAYOUTS = st.sampled_from(["auto", "layered", "map", "spring"])
GROUPINGS = st.sampled_from(["auto", "none", "subregion", "region"])
EDGES = st.sampled_from(["auto", "forms", "links"])


def styles() -> st.SearchStrategy[Style]:
    return st.builds(
        Style,
        title=st.none() | st.text(max_size=200),
        layout=LAYOUTS,
        group_by=GROUPINGS,
        edges=EDGES,
        max_links=st.none() | st.integers(1, 20),
        legend=st.booleans(),
        footer=st.booleans(),
    )


@attrs.frozen
class Read:
    """What Graphviz read: plain values, as its own objects die with the graph."""

    graph: dict[str, str]
    nodes: dict[str, dict[str, str]]
    edges: list[tuple[tuple[str, str], dict[str, str]]]

    @property
    def ends(self) -> set[tuple[str, str]]:
        return {ends for ends, _ in self.edges}


def parsed(dot: str) -> Read:
    read = pygraphviz.AGraph(string=dot)
    return Read(
        dict(read.graph_attr),
        {str(node): _attributes(node) for node in read.nodes()},
        sorted((((str(edge[0]), str(edge[1])), _attributes(edge)) for edge in read.edges()), key=str),
    )


def _attributes(of: Any) -> dict[str, str]:
    return {name: value for name, value in of.attr.items() if value}


@settings(max_examples=60, deadline=None)
@given(graphs(), styles())
def test_every_picture_is_dot_that_graphviz_reads(graph: RouteGraph, style: Style) -> None:
    assert parsed(to_dot(graph, style=style)).nodes


@settings(max_examples=40, deadline=None)
@given(graphs(), styles(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_show(graph: RouteGraph, style: Style, random_: random.Random) -> None:
    claims = list(graph.claims)
    random_.shuffle(claims)
    assert to_dot(RouteGraph(claims), style=style) == to_dot(graph, style=style)


@settings(max_examples=30, deadline=None)
@given(graphs(), styles())
def test_the_pydot_says_the_same_as_the_text(graph: RouteGraph, style: Style) -> None:
    dot = to_pydot(graph, style=style)
    assert isinstance(dot, pydot.Dot)
    assert parsed(dot.to_string()) == parsed(to_dot(graph, style=style))


@settings(max_examples=40, deadline=None)
@given(texts(min_size=1).filter(str.strip), st.text(max_size=80), st.text(max_size=80))
def test_no_title_breaks_out_of_its_place(title: str, heading: str, word: str) -> None:
    graph = RouteGraph([claim("UZB", to="AZE", publication=Publication(title, 2020))])
    dot = to_dot(graph, style=Style(title=heading), link_style=lambda _: LinkStyle(label=word))
    read = parsed(dot)
    assert set(read.nodes) == {"UZB", "AZE"}
    assert len(read.edges) == 1


def test_a_title_of_ten_thousand_characters_is_cut() -> None:
    graph = RouteGraph([claim("UZB", to="AZE", publication=Publication("x" * 10_000, 2020))])
    dot = to_dot(graph)
    assert "x" * 200 not in dot
    assert "…" in dot


def test_every_place_is_a_node_by_its_code(mixed: RouteGraph) -> None:
    nodes = set(parsed(to_dot(mixed)).nodes)
    assert {one.code for one in mixed.places} <= nodes


def test_every_link_is_a_line_or_a_mark_within_a_place(mixed: RouteGraph) -> None:
    read = parsed(to_dot(mixed, style=Style(edges="links")))
    drawn = {ends for ends in read.ends if "…" not in "".join(ends)}
    assert drawn == {(link.tail.code, link.head.code) for link in mixed.links() if link.tail != link.head}


def test_an_unstated_end_is_a_small_node() -> None:
    graph = RouteGraph([claim(via="AZE", publication=Publication("An invented report", 2020))])
    read = parsed(to_dot(graph))
    assert sorted(read.ends) == [("AZE", "AZE → …"), ("… → AZE", "AZE")]
    assert read.nodes["AZE → …"]["label"] == "…"


def test_stages_of_alternatives_have_no_line_between_them(mixed: RouteGraph) -> None:
    edges = parsed(to_dot(mixed)).ends
    assert ("NER", "LBY") in edges
    assert ("NER", "TUN") in edges
    assert not {("LBY", "TUN"), ("TUN", "LBY")} & edges


def test_what_happens_within_a_place_is_named_once_in_it() -> None:
    report = Publication("An invented report", 2020)
    within = [
        claim("AZE", to="AZE", exploitation="sexual", publication=report),
        claim("AZE", via="AZE", to="AZE", exploitation=["sexual", "slavery"], status="possible", publication=report),
    ]
    read = parsed(to_dot(RouteGraph(within), style=Style(legend=False)))
    label = read.nodes["AZE"]["label"]
    assert read.edges == []
    assert (label.count(">sexual<"), label.count(">slavery<"), label.count("DASHED")) == (1, 1, 1)


def test_a_role_without_a_partner_stays_visible_on_a_map() -> None:
    report = Publication("An invented report", 2020)
    graph = RouteGraph([claim(via="AZE", publication=report), claim("UZB", to="TUR", publication=report)])
    read = parsed(to_dot(graph, style=Style(layout="map")))
    assert {"AZE", "UZB", "TUR"} < set(read.nodes)
    assert read.ends == {("UZB", "TUR")}
    assert "transit in 1 claim" in read.nodes["AZE"]["tooltip"]


def test_a_group_is_not_the_region_of_its_name() -> None:
    report = Publication("An invented report", 2020)
    graph = RouteGraph([claim("KEN", to="East Africa", publication=report), claim("KEN", to="TZA", publication=report)])
    read = parsed(to_dot(graph, style=Style(group_by="subregion")))
    assert read.ends == {("east-africa (group)", "east-africa"), ("east-africa (group)", "east-africa (group)")}


def test_the_roles_of_both_ends_show_at_the_line(one: RouteGraph) -> None:
    (_, second), (_, first) = parsed(to_dot(one)).edges
    assert (first["label"], first["arrowhead"], first.get("arrowtail")) == (
        "sexual\\nsource→transit",
        "onormal",
        None,
    )
    assert (second["label"], second["arrowhead"], second["arrowtail"]) == (
        "sexual\\ntransit→destination",
        "normal",
        "odot",
    )


@pytest.mark.parametrize(
    ("status", "line"), [("current", None), ("possible", "dashed"), ("past", "dotted"), ("emerging", None)]
)
def test_the_status_is_the_stroke(status: str, line: str | None) -> None:
    report = Publication("An invented report", 2020)
    graph = RouteGraph([claim("UZB", to="AZE", status=status, publication=report)])  # type: ignore[arg-type]
    ((_, edge),) = parsed(to_dot(graph)).edges
    assert edge.get("style") == line
    assert ("↑" in edge["label"]) == (status == "emerging")


def test_a_line_is_wider_the_more_publications_stand_behind_it() -> None:
    def width(publications: int) -> float:
        reports = [Publication("An invented report", 2000 + number) for number in range(publications)]
        graph = RouteGraph(claim("UZB", to="AZE", publication=report) for report in reports)
        return float(parsed(to_dot(graph)).edges[0][1]["penwidth"])

    assert width(1) < width(2) < width(8)


def test_many_claims_of_one_publication_make_no_line_wider() -> None:
    report = Publication("An invented report", 2020)
    graph = RouteGraph(claim("UZB", to="AZE", publication=report, locator=f"row {row}") for row in range(9))
    ((_, edge),) = parsed(to_dot(graph)).edges
    assert edge["penwidth"] == "1.3"


def test_the_caveat_is_always_there(one: RouteGraph) -> None:
    assert "not prevalence" in to_dot(one, style=Style(legend=False, footer=False, title=""))


def test_the_legend_explains_only_what_occurs(one: RouteGraph, mixed: RouteGraph) -> None:
    assert "emerging" not in to_dot(one)
    assert "forced labour" not in to_dot(one)
    assert ">emerging<" in to_dot(mixed)
    assert "never a number of people" in to_dot(one)


def test_publications_can_be_left_out(one: RouteGraph) -> None:
    assert "An invented report" in to_dot(one)
    assert "An invented report" not in to_dot(one, style=Style(footer=False))


def test_the_title_names_the_place_that_all_claims_share(mixed: RouteGraph) -> None:
    report = Publication("An invented report", 2020)
    about = RouteGraph([claim("AZE", to="TUR", publication=report), claim("UZB", to="AZE", publication=report)])
    assert "Reported trafficking routes: Azerbaijan" in to_dot(about)
    assert "Reported trafficking routes<" in to_dot(mixed)


def test_an_empty_graph_says_that_it_is_empty() -> None:
    assert "nothing to draw" in to_dot(RouteGraph())


# ---- restyling and highlighting --------------------------------------------------------------------------------


def test_a_function_of_the_link_restyles_it(mixed: RouteGraph) -> None:
    def restyle(link: Link) -> LinkStyle | None:
        if len(link.publications) > 1:
            return LinkStyle(colour="#123456", line="dotted", width=4, label="two say so")
        return None

    edges = parsed(to_dot(mixed, link_style=restyle)).edges
    ((ends, styled),) = [(ends, edge) for ends, edge in edges if edge["color"] == "#123456"]
    assert ends == ("AZE", "TUR")
    assert (styled["style"], styled["penwidth"], styled["label"]) == (
        "dotted",
        "4",
        "two say so",
    )


def test_a_restyling_function_sees_each_link_once_with_all_its_claims(mixed: RouteGraph) -> None:
    seen: list[Link] = []

    def look(link: Link) -> None:
        seen.append(link)

    to_dot(mixed, link_style=look)
    expected = {(link.tail, link.head): set(link.claims) for link in mixed.links() if link.tail != link.head}
    assert {(link.tail, link.head): set(link.claims) for link in seen} == expected
    assert len(seen) == len(expected)


def test_a_restyling_function_that_returns_something_else_is_told_so(one: RouteGraph) -> None:
    with pytest.raises(WrongTypeError, match="link_style returns a LinkStyle or None, not 'red'"):
        to_dot(one, link_style=lambda _: "red")  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("highlight", ["Türkiye", ["Azerbaijan", "TUR"]])
def test_what_is_not_highlighted_is_faded(one: RouteGraph, highlight: str | list[str]) -> None:
    colours = {ends: edge["color"] for ends, edge in parsed(to_dot(one, highlight=highlight)).edges}
    assert colours == {("UZB", "AZE"): "#DADADA", ("AZE", "TUR"): "#D55E00"}


def test_the_claims_of_a_graph_are_highlighted(mixed: RouteGraph) -> None:
    past = mixed.where(lambda one: one.status == "past")
    edges = parsed(to_dot(mixed, highlight=past, style=Style(edges="links"))).edges
    lit = {ends for ends, edge in edges if edge["color"] != "#DADADA"}
    assert lit == {("central-asia", "AZE"), ("AZE", "ARE"), ("AZE", "IRN")}


@pytest.mark.parametrize("highlight", ["Peru", ["Peru", "Chile"], RouteGraph()])
def test_a_highlight_that_lights_nothing_is_refused(one: RouteGraph, highlight: str | list[str] | RouteGraph) -> None:
    with pytest.raises(InvalidValueError, match="nothing to highlight"):
        to_dot(one, highlight=highlight)


def test_a_misspelt_highlight_is_answered_with_the_nearest_name(one: RouteGraph) -> None:
    with pytest.raises(UnknownPlaceError, match="did you mean"):
        to_dot(one, highlight="Azerbajan")


def test_a_highlight_of_another_kind_is_refused(one: RouteGraph) -> None:
    with pytest.raises(WrongTypeError, match="highlight is a place"):
        to_dot(one, highlight=3)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="at least two places"):
        to_dot(one, highlight=["AZE"])


def test_a_style_of_another_kind_is_refused(one: RouteGraph) -> None:
    with pytest.raises(WrongTypeError, match="style is a Style"):
        to_dot(one, style="map")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options",
    [
        {"layout": "dot"},
        {"group_by": "continent"},
        {"edges": "legs"},
        {"direction": "up"},
        {"max_links": 0},
        {"max_links": 1.5},
        {"dpi": 5},
        {"title": 3},
    ],
)
def test_a_style_that_cannot_be_is_refused(options: dict[str, object]) -> None:
    (name,) = options
    with pytest.raises((InvalidValueError, WrongTypeError), match=f"^{name} "):
        Style(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options",
    [{"colour": "red"}, {"colour": '#000000"'}, {"line": "bold"}, {"width": -1}, {"width": "2"}, {"label": 3}],
)
def test_a_link_style_that_cannot_be_is_refused(options: dict[str, object]) -> None:
    (name,) = options
    with pytest.raises((InvalidValueError, WrongTypeError), match=f"^{name} "):
        LinkStyle(**options)  # type: ignore[arg-type]
