"""Files, SVG, notebooks: what is written, and what happens when it cannot be."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from traffickgraph import Publication, RouteGraph, claim, draw
from traffickgraph.draw import LinkStyle, Style
from traffickgraph.errors import (
    FileFormatError,
    InvalidValueError,
    MissingPackageError,
    RenderError,
    RenderTimeoutError,
)
from traffickgraph.testing import graphs

if TYPE_CHECKING:
    from pathlib import Path

    from traffickgraph.draw import Graphviz

pytest.importorskip("pygraphviz")

ENGINES = draw.available()
SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
posix = pytest.mark.skipif(os.name != "posix", reason="a shell script stands for dot")


def checked(svg: str) -> ET.Element:
    """Parse an SVG and hold it to what every SVG promises."""
    root = ET.fromstring(svg)  # noqa: S314 - it is ours, and this is the test that it is harmless
    assert root.tag == f"{SVG}svg"
    for one in root.iter():
        assert one.tag not in {f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject", f"{SVG}use"}
        assert LINK not in one.attrib
        assert not [name for name in one.attrib if name == "href" or name.startswith("on")]
    assert "<!" not in svg
    assert "url(" not in svg
    return root


def texts_of(root: ET.Element) -> str:
    return " ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))


# ---- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.kind)
@pytest.mark.parametrize(
    ("suffix", "magic"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("SVG", b"<?xml")]
)
def test_a_picture_is_written_in_the_format_of_its_suffix(
    mixed: RouteGraph, tmp_path: Path, engine: Graphviz, suffix: str, magic: bytes
) -> None:
    path = tmp_path / f"picture.{suffix}"
    rendered = mixed.render(path, engine=engine.kind)
    assert path.read_bytes().startswith(magic)
    assert (rendered.path, rendered.format, rendered.layout) == (path, suffix.lower(), "layered")
    assert re.fullmatch(rf"Graphviz \d+\.\d+\.\d+ \({engine.kind}\)", rendered.engine)
    assert f"by {rendered.engine}, layered layout" in str(rendered)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", ["dot", "gv"])
def test_dot_needs_no_engine(mixed: RouteGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setattr("traffickgraph.draw.engines.available", lambda: ())
    path = tmp_path / f"picture.{suffix}"
    assert mixed.render(path).engine == ""
    assert path.read_text(encoding="utf-8") == draw.to_dot(mixed)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.kind)
@pytest.mark.parametrize("layout", ["layered", "map", "spring"])
def test_every_layout_is_the_same_bytes_each_time(mixed: RouteGraph, engine: Graphviz, layout: str) -> None:
    style = Style(layout=layout)  # type: ignore[arg-type]
    once, again = (draw.to_svg(mixed, style=style, engine=engine.kind) for _ in range(2))
    assert once == again
    root = checked(once)
    shown = texts_of(root)
    assert all(word in shown for one in mixed.places for word in one.name.split())


def test_an_unknown_suffix_is_answered_with_those_that_are_known(one: RouteGraph, tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=r"'\.bmp' is no format of a picture; it is one of \.svg, ") as caught:
        one.render(tmp_path / "picture.bmp")
    assert caught.value.known == (".svg", ".png", ".pdf", ".dot", ".gv")
    with pytest.raises(FileFormatError, match="has no suffix"):
        one.render(tmp_path / "picture")


def test_a_missing_directory_is_named(one: RouteGraph, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no such directory.*nowhere"):
        one.render(tmp_path / "nowhere" / "picture.svg")


def test_a_failed_picture_leaves_the_old_file(one: RouteGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "picture.svg"
    path.write_text("old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="No space left"):
        one.render(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_a_picture_has_the_permissions_of_any_new_file(one: RouteGraph, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    one.render(tmp_path / "picture.dot")
    assert stat.S_IMODE((tmp_path / "picture.dot").stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_a_png_has_the_dots_per_inch_of_its_style(one: RouteGraph, tmp_path: Path) -> None:
    def width(dpi: float) -> int:
        path = tmp_path / "picture.png"
        one.render(path, style=Style(dpi=dpi))
        return int.from_bytes(path.read_bytes()[16:20], "big")

    assert width(300) == pytest.approx(3 * width(100), rel=0.02)


# ---- SVG -------------------------------------------------------------------------------------------------------------


@example(RouteGraph(), "auto", "]")  # which Graphviz took for the beginning of something
@settings(max_examples=12, deadline=None)
@given(graphs(), st.sampled_from(["auto", "map", "spring"]), st.text(max_size=100))
def test_every_svg_is_xml_without_script_or_reference(graph: RouteGraph, layout: str, title: str) -> None:
    checked(draw.to_svg(graph, style=Style(layout=layout, title=title)))  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.kind)
def test_hostile_titles_are_only_text(engine: Graphviz) -> None:
    titles = [
        "<script>alert(1)</script>",
        '"><a xlink:href="javascript:alert(1)">',
        "]]></svg>",
        "a\\",
        "\x01\x1b\u202e\ud800".replace("\ud800", ""),
    ]
    claims = [
        claim("UZB", to="AZE", publication=Publication(f"{title}!", 2020, url="javascript:alert(1)"))
        for title in titles
    ]
    svg = draw.to_svg(RouteGraph(claims), engine=engine.kind, style=Style(title="</title><script>&amp;"))
    root = checked(svg)
    assert "<script>alert(1)</script>" in texts_of(root)
    assert "</title><script>&amp;" in texts_of(root)
    assert root.findtext(f"{SVG}title") == "</title><script>&amp;"


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.kind)
@pytest.mark.parametrize("layout", ["layered", "map", "spring"])
@settings(max_examples=15, deadline=None)
@given(*[st.text("\\\\\\GNETHLlnr&;#92<>\"'{|}", min_size=1, max_size=24)] * 3)
def test_backslashes_are_shown_as_they_are(
    engine: Graphviz, layout: str, title: str, published: str, word: str
) -> None:
    graph = RouteGraph([claim("UZB", to="AZE", publication=Publication(published, 2020, publisher=f"{word}!"))])
    style = Style(layout=layout, title=title)  # type: ignore[arg-type]
    svg = draw.to_svg(graph, style=style, link_style=lambda _: LinkStyle(label=word), engine=engine.kind)
    root = checked(svg)
    texts = ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]
    assert title in texts
    assert word in texts
    assert f"Publication: {published} ({word}!, 2020)." in [text.replace("\xa0", " ") for text in texts]
    assert root.findtext(f"{SVG}title") == title


def test_an_svg_fits_the_width_of_a_page(one: RouteGraph) -> None:
    root = checked(draw.to_svg(one))
    assert "max-width: 100%" in root.attrib["style"]
    assert root.attrib["viewBox"]
    assert root.attrib["role"] == "img"


def test_large_graphs_are_drawn_by_group_at_once() -> None:
    from traffickgraph.places import countries

    codes = [one.code for one in countries() if one.status == "current"]
    report = Publication("An invented report", 2020)
    graph = RouteGraph(
        claim(codes[row % 200], to=codes[row * 7 % 211], publication=report, locator=f"row {row}")
        for row in range(3000)
    )
    started = time.perf_counter()
    svg = draw.to_svg(graph)
    assert time.perf_counter() - started < 10
    assert "Countries are drawn together by M49 region: " in texts_of(checked(svg))


def test_what_is_left_out_is_said(mixed: RouteGraph, tmp_path: Path) -> None:
    rendered = mixed.render(tmp_path / "picture.svg", style=Style(max_links=3, group_by="none"))
    most = "those with the most publications, then the most claims, then the first by code"
    assert rendered.collapsed == (f"3 of 11 links are drawn: {most}.",)
    assert rendered.collapsed[0] in str(rendered)
    assert "3 of 11 links are drawn" in (tmp_path / "picture.svg").read_text(encoding="utf-8")


# ---- engines ---------------------------------------------------------------------------------------------------------


def test_pygraphviz_alone_will_do(mixed: RouteGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [one.kind for one in draw.available()] == ["pygraphviz"]
    assert mixed.render(tmp_path / "picture.svg").engine.endswith("(pygraphviz)")
    with pytest.raises(RenderError, match="no program 'dot' on the path"):
        mixed.render(tmp_path / "picture.svg", engine="system")


def test_without_any_graphviz_it_is_said_what_to_install(
    mixed: RouteGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    assert draw.available() == ()
    for engine in ("auto", "pygraphviz"):
        with pytest.raises(MissingPackageError, match=r"pip install 'traffickgraph\[render\]'"):
            mixed.render(tmp_path / "picture.svg", engine=engine)  # type: ignore[arg-type]
    bundle = draw.mimebundle(mixed)
    assert set(bundle) == {"text/plain"}
    assert bundle["text/plain"].startswith(repr(mixed))
    assert "traffickgraph[render]" in bundle["text/plain"]


def test_an_unknown_engine_is_refused(one: RouteGraph) -> None:
    with pytest.raises(InvalidValueError, match="engine is 'auto', 'system' or 'pygraphviz', not 'dot'"):
        draw.to_svg(one, engine="dot")  # type: ignore[arg-type]


@pytest.mark.parametrize("timeout", [0, -1, float("inf"), float("nan")])
def test_a_timeout_that_cannot_be_is_refused(one: RouteGraph, timeout: float) -> None:
    with pytest.raises(InvalidValueError, match="timeout is a number of seconds above 0"):
        draw.to_svg(one, timeout=timeout)


@posix
@pytest.mark.usefixtures("slow_dot")
def test_a_layered_layout_that_takes_too_long_becomes_a_map(mixed: RouteGraph, tmp_path: Path) -> None:
    started = time.perf_counter()
    rendered = mixed.render(tmp_path / "picture.svg", timeout=1.0, engine="system")
    assert time.perf_counter() - started < 3
    assert rendered.layout == "map"
    assert rendered.collapsed == ("The layered layout had not finished after 0.7 s, so this is a map.",)


@posix
def test_a_picture_that_takes_too_long_is_given_up_on_time(mixed: RouteGraph, slow_dot: Path) -> None:
    slow_dot.write_text("#!/bin/sh\n/bin/sleep 60\n")
    started = time.perf_counter()
    with pytest.raises(RenderTimeoutError, match="had not finished after") as caught:
        draw.to_svg(mixed, timeout=1.0, engine="system")
    assert time.perf_counter() - started < 3
    assert isinstance(caught.value, TimeoutError)


@posix
def test_the_reason_of_a_failure_is_the_engines_own(mixed: RouteGraph, slow_dot: Path) -> None:
    slow_dot.write_text("#!/bin/sh\necho 'Error: out of ink' >&2\nexit 1\n")
    with pytest.raises(RenderError, match=r"could not draw the picture: Error: out of ink") as caught:
        draw.to_svg(mixed, engine="system")
    assert caught.value.engine == "dot (system)"
    bundle = draw.mimebundle(mixed)
    assert "out of ink" in bundle["text/plain"]


@posix
def test_a_program_that_reads_nothing_is_no_hang(mixed: RouteGraph, slow_dot: Path) -> None:
    slow_dot.write_text("#!/bin/sh\nexit 0\n")
    with pytest.raises(RenderError, match="exit code 0"):
        draw.to_svg(mixed, engine="system")


def test_bad_dot_is_a_render_error() -> None:
    for engine in ENGINES:
        with pytest.raises(RenderError, match=engine.kind):
            engine.draw("digraph {", layout="dot", suffix="svg", timeout=10)


def test_variables_of_graphviz_do_not_reach_the_child(mixed: RouteGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GVBINDIR", "GV_FILE_PATH", "DOTFONTPATH", "PYTHONPATH", "PYTHONSTARTUP"):
        monkeypatch.setenv(name, "/nowhere")
    for engine in ENGINES:
        checked(draw.to_svg(mixed, engine=engine.kind))


# ---- notebooks -------------------------------------------------------------------------------------------------------


def test_a_graph_shows_itself_as_a_picture_and_as_text(mixed: RouteGraph) -> None:
    bundle = mixed._repr_mimebundle_()
    assert bundle["text/plain"] == repr(mixed)
    checked(bundle["image/svg+xml"])


def test_rendered_is_a_value(mixed: RouteGraph, tmp_path: Path) -> None:
    rendered = mixed.render(tmp_path / "picture.dot")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        rendered.layout = "map"  # type: ignore[misc]


@posix
def test_a_picture_that_is_drawn_again_keeps_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "picture.dot"
    RouteGraph().render(path)
    path.chmod(0o600)
    RouteGraph().render(path)
    assert path.stat().st_mode & 0o777 == 0o600
