"""No picture shows a count that is withheld, also where the caller writes labels; and it says how many are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import traffickgraph as tg
from traffickgraph import draw
from traffickgraph.where import leaving

if TYPE_CHECKING:
    from pathlib import Path

INVENTED = tg.Publication("An invented table", 2020)
SAID = "2 counts are withheld, so that none below 10 is known."


@pytest.fixture
def g() -> tg.RouteGraph:
    def flow(source: str | tuple[str, ...], count: int) -> tg.Claim:
        return tg.claim(source, to="Azerbaijan", period=2019, count=count, publication=INVENTED)

    return tg.RouteGraph([flow("Uzbekistan", 7), flow("Türkiye", 73130), flow((), 73137)])


def with_counts(link: tg.Link) -> draw.LinkStyle:
    return draw.LinkStyle(label=f"counted: {link.count}")


def test_labels_of_the_caller_show_what_is_published(g: tg.RouteGraph) -> None:
    assert "counted: 7\\" in g.to_dot(link_style=with_counts).replace('"', "\\")
    safe = g.to_dot(link_style=with_counts, k=10)
    assert "counted: 0–9" in safe
    assert "counted: 73130" in safe
    assert "73137" not in safe


def test_the_picture_says_how_many_are_withheld(g: tg.RouteGraph, tmp_path: Path) -> None:
    assert SAID in g.to_dot(k=10)
    assert "withheld" not in g.to_dot()
    drawn = g.render(tmp_path / "safe.dot", k=10)
    assert SAID in drawn.collapsed
    assert SAID in (tmp_path / "safe.dot").read_text("utf-8")
    assert SAID in draw.to_dot(g, style=draw.Style(legend=False, footer=False), k=10)


def test_a_pydot_graph_and_an_svg_say_so_too(g: tg.RouteGraph) -> None:
    pytest.importorskip("pydot")
    assert SAID in g.to_pydot(k=10).to_string()
    if draw.available():
        assert SAID in draw.to_svg(g, k=10)


def test_a_part_is_highlighted_although_its_claims_are_others_now(g: tg.RouteGraph) -> None:
    part = g.where(leaving("Uzbekistan"))
    assert g.to_dot(highlight=part, k=10).count("penwidth") == g.to_dot(highlight=part).count("penwidth")
    assert SAID in g.to_dot(highlight=part, k=10)


def test_legs_as_data_hold_nothing_that_is_withheld(g: tg.RouteGraph) -> None:
    dot = draw.legs_dot(g, k=10)
    assert "withheld=2;" in dot
    assert "count_low=0, count_high=9" in dot
    assert "73137" in draw.legs_dot(g)
    assert "73137" not in dot
    assert "withheld" not in draw.legs_dot(g)


def test_graphviz_reads_legs_that_say_how_many_are_withheld(g: tg.RouteGraph) -> None:
    pydot = pytest.importorskip("pydot")
    (read,) = pydot.graph_from_dot_data(draw.legs_dot(g, k=10))
    assert read.get_attributes()["withheld"] == "2"
