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
from traffickgraph.draw.legend import caption
from traffickgraph.draw.picture import picture_of
from traffickgraph.errors import InvalidValueError, UnknownPlaceError, WrongTypeError
from traffickgraph.places import countries
from traffickgraph.testing import graphs, texts
from traffickgraph.vocabulary import Status

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


def test_what_happens_within_a_place_is_named_once_for_each_status() -> None:
    report = Publication("An invented report", 2020)
    within = [
        claim("AZE", to="AZE", exploitation="sexual", publication=report),
        claim("AZE", via="AZE", to="AZE", exploitation="sexual", publication=report),
        claim("AZE", via="AZE", to="AZE", exploitation=["sexual", "slavery"], status="possible", publication=report),
    ]
    read = parsed(to_dot(RouteGraph(within), style=Style(legend=False)))
    label = read.nodes["AZE"]["label"]
    assert read.edges == []
    assert (label.count(">sexual<"), label.count(">slavery<"), label.count("DASHED")) == (2, 1, 2)
    assert read.nodes["AZE"]["tooltip"].endswith("within it: sexual, sexual (possible), slavery (possible)")


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
    assert edge["arrowhead"] == ("normaldot" if status == "emerging" else "normal")


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


def test_the_mark_of_what_emerges_is_tied_to_its_line_where_lines_are_too_many_for_labels() -> None:
    report = Publication("An invented report", 2020)
    codes = [one.code for one in countries()[:70]]
    graph = RouteGraph(claim(code, to="ZWE", status="emerging", publication=report) for code in codes)
    edges = [edge for _, edge in parsed(to_dot(graph)).edges]
    assert {(edge["arrowhead"], edge.get("label")) for edge in edges} == {("normaldot", None)}


def test_the_caveat_is_always_there(one: RouteGraph) -> None:
    assert "not prevalence" in to_dot(one, style=Style(legend=False, footer=False, title=""))


def test_the_legend_explains_only_what_occurs(one: RouteGraph, mixed: RouteGraph) -> None:
    assert "emerging" not in to_dot(one)
    assert "forced labour" not in to_dot(one)
    assert ">emerging<" in to_dot(mixed)
    assert "never a number of people" in to_dot(one)


# ---- hedges ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["layered", "map", "spring"])
@pytest.mark.parametrize("edges", ["forms", "links"])
def test_a_hedge_is_a_line_of_its_own(layout: str, edges: str) -> None:
    reports = [Publication("An invented report", year) for year in (2020, 2021)]
    graph = RouteGraph(
        claim("UZB", to="AZE", status=status, exploitation="sexual", publication=report)
        for report in reports
        for status in Status
        if (report.year, status) != (2021, "past")
    )
    style = Style(layout=layout, edges=edges)  # type: ignore[arg-type]
    drawn = {
        (edge.get("style"), edge["arrowhead"]): (edge["tooltip"].rpartition(": ")[2], edge["penwidth"])
        for _, edge in parsed(to_dot(graph, style=style)).edges
    }
    assert drawn == {
        (None, "normal"): ("sexual; current; 2 claims in 2 publications", "2.2"),
        (None, "normaldot"): ("sexual; emerging; 2 claims in 2 publications", "2.2"),
        ("dashed", "normal"): ("sexual; possible; 2 claims in 2 publications", "2.2"),
        ("dotted", "normal"): ("sexual; past; 1 claim in 1 publication", "1.3"),
    }


@settings(max_examples=60, deadline=None)
@given(graphs(), styles().map(lambda style: attrs.evolve(style, legend=True, max_links=None)))
def test_every_status_is_in_the_legend_or_in_a_sentence(graph: RouteGraph, style: Style) -> None:
    picture = picture_of(graph, style)
    drawn = {strand.status for strand in (*picture.strands, *picture.at_home)}
    text = caption(picture, style).markup
    assert {status for status in Status if f">{status}<" in text} == drawn
    said = " ".join(picture.collapsed)
    hedges = {one.status for one in graph.claims} - {Status.CURRENT}
    assert all(status in said for status in hedges - drawn)


def test_small_squares_tell_hedges_apart() -> None:
    report = Publication("An invented report", 2020)
    graph = RouteGraph(claim("AZE", to="AZE", status=status, publication=report) for status in Status)
    dot = to_dot(graph, style=Style(layout="map"))
    label = parsed(dot).nodes["AZE"]["label"]
    assert [label.count(word) for word in ("SOLID", "DOTTED", "↑")] == [1, 1, 1]
    assert all(f"exploitation within a place{said}<" in dot for said in ("", ": emerging", ": possible", ": past"))


@pytest.mark.parametrize("layout", ["map", "spring"])
def test_hedged_claims_of_a_mere_role_are_counted(layout: str) -> None:
    report = Publication("An invented report", 2020)
    plain = [claim(via="AZE", publication=report), claim("UZB", to="TUR", publication=report)]
    hedged = [claim(via=code, status="possible", publication=report) for code in ("IRN", "GEO")]
    style = Style(layout=layout)  # type: ignore[arg-type]
    where = "A claim that only gives a place its role, without a partner or a form, shows in the bar of the place."
    assert picture_of(RouteGraph(plain), style).collapsed == (where,)
    past = claim(via="ARM", status="past", publication=report)
    assert picture_of(RouteGraph([*plain, *hedged, past]), style).collapsed == (
        f"{where} Of 4 such claims, 2 are possible and 1 is past.",
    )
    limited = attrs.evolve(style, max_links=1, group_by="none")
    plain.append(claim("UZB", to="AZE", publication=report))
    (_, said) = picture_of(RouteGraph(plain), limited).collapsed
    assert said.endswith("in the bar of the place, if the place is drawn.")


# ---- what the legend says --------------------------------------------------------------------------------------


def test_an_arrow_to_an_unstated_end_is_in_the_legend(one: RouteGraph) -> None:
    report = Publication("An invented report", 2020)
    assert "to an end that is not stated" in to_dot(RouteGraph([claim("AZE", publication=report)]))
    assert "to an end that is not stated" not in to_dot(RouteGraph([claim(to="AZE", publication=report)]))
    assert "to an end that is not stated" not in to_dot(one)


def test_alternatives_are_labelled_so(mixed: RouteGraph, one: RouteGraph) -> None:
    edges = parsed(to_dot(mixed)).edges
    either = {ends for ends, edge in edges if edge.get("label", "").startswith("or\\n")}
    assert either == {("NER", "LBY"), ("NER", "TUN"), ("LBY", "ITA"), ("TUN", "ITA")}
    assert "one of several alternatives" in to_dot(mixed)
    assert "one of several alternatives" not in to_dot(one)


def test_codes_on_a_map_are_in_the_legend_even_if_lines_are_by_form(one: RouteGraph) -> None:
    assert "sexual (SX)" in to_dot(one, style=Style(layout="map", edges="forms"))


def test_a_group_of_one_country_names_it() -> None:
    report = Publication("An invented report", 2020)
    graph = RouteGraph([claim("PNG", to=["AUS", "NZL"], publication=report)])
    nodes = parsed(to_dot(graph, style=Style(group_by="subregion"))).nodes
    tooltips = sorted(node["tooltip"].rpartition(": ")[0] for node in nodes.values())
    assert tooltips == ["Australia and New Zealand (2 countries)", "Melanesia: Papua New Guinea"]
    shown = " ".join(node["label"].replace("<BR/>", " ") for node in nodes.values())
    assert "Melanesia: Papua New Guinea" in shown
    assert "1 country" not in shown


def test_inferred_claims_are_counted(mixed: RouteGraph) -> None:
    assert not picture_of(mixed, Style()).collapsed
    said = "1 claim is inferred: regions read as their members."
    expanded = mixed.expand_regions()
    assert picture_of(expanded, Style()).collapsed == (said,)
    assert said in to_dot(expanded, style=Style(legend=False, footer=False))


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


@pytest.mark.parametrize(
    ("own", "legend", "told"),
    [
        (LinkStyle(width=4), True, True),
        (LinkStyle(label=""), True, True),
        (LinkStyle(width=4), False, False),
        (LinkStyle(), True, False),
        (None, True, False),
    ],
)
def test_a_legend_that_restyled_lines_belie_says_so(
    one: RouteGraph, own: LinkStyle | None, legend: bool, told: bool
) -> None:
    dot = to_dot(one, style=Style(legend=legend), link_style=lambda _: own)
    assert ("Some lines look as the author of the picture chose" in dot) == told


def test_a_restyled_link_keeps_its_hedges_apart() -> None:
    report = Publication("An invented report", 2020)
    graph = RouteGraph(claim("UZB", to="AZE", status=status, publication=report) for status in Status)
    edges = parsed(to_dot(graph, link_style=lambda _: LinkStyle(colour="#123456"))).edges
    assert sorted((edge.get("style", ""), edge["color"]) for _, edge in edges) == [
        ("", "#123456"),
        ("", "#123456"),
        ("dashed", "#123456"),
        ("dotted", "#123456"),
    ]


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


def test_a_highlighted_way_that_nobody_states_says_so() -> None:
    report = Publication("An invented report", 2020)
    graph = RouteGraph(
        [
            claim("NGA", via=["NER", {"LBY", "TUN"}], to="ITA", publication=report),
            claim("ITA", to="FRA", publication=report),
            claim(via="LBY", to="MLT", publication=report),
        ]
    )

    def said(*stops: str) -> tuple[str, ...]:
        return picture_of(graph, Style(), highlight=stops).collapsed

    stitched = ("The highlighted way is stitched: no one claim states all of it.",)
    assert said("NGA", "NER", "LBY", "ITA") == said("NGA", "NER", "TUN") == said("LBY", "MLT") == ()
    assert said("NER", "TUN", "ITA", "FRA") == said("NER", "LBY", "MLT") == stitched
    assert said("NGA", "NER", "MLT") == ("The highlighted way is broken: no claim states a step from Niger to Malta.",)
    assert stitched[0] in to_dot(graph, highlight=["NER", "LBY", "MLT"], style=Style(legend=False))
    for other in ("NER", graph):
        assert picture_of(graph, Style(), highlight=other).collapsed == ()


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


def test_many_partners_of_one_place_are_drawn_on_a_map_rather_than_as_a_tower() -> None:
    report = Publication("An invented report", 2020)
    sources = [one for one in countries() if one.status == "current" and one.code != "ATA"]

    def layout(number: int) -> str:
        graph = RouteGraph(claim(one, to="ATA", publication=report) for one in sources[:number])
        return picture_of(graph, Style()).layout

    assert (layout(30), layout(31)) == ("layered", "map")


def test_a_picture_says_where_sources_are_countries_of_citizenship_and_what_is_synthetic() -> None:
    report = Publication("An invented table", 2020)
    citizens = claim("HMD", to="ATA", publication=report, note="source: country of citizenship")
    made = claim("BVT", to="ATA", publication=report, count=30, note="synthetic: drawn with noise")
    said = picture_of(RouteGraph([citizens, made]), Style()).collapsed
    assert "In 1 claim the source is the country of citizenship, not always where people came from." in said
    assert "1 claim is from synthetic data." in said
    assert picture_of(RouteGraph([claim("HMD", to="ATA", publication=report)]), Style()).collapsed == ()
