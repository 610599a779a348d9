"""Text from outside, in DOT and in labels."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph.draw.text import clean, cut, escaped, label, quoted, width_of, wrapped

pygraphviz = pytest.importorskip("pygraphviz")

HOSTILE = [
    "",
    '"',
    "a\\",
    'a\\"',
    "\\N \\G \\L",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "]]>",
    "node",
    "Guinea: Bissau",
    "a\nb",
    "a\x00b\x01\x1b[31m",
    "\u202egnissim\u2066",
    "&copy; &lt; &",
    "\ud800",
    "\ufffe\U0001ffff",
    "x" * 10_000,
    "{ a | b }",
    "-->",
    "// # /* */",
    "مرحبا",
    "\u2028",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_one_dot_string(text: str) -> None:
    graph = pygraphviz.AGraph(string=f"digraph {{ {quoted('node' + text)} [title={quoted(text)}] }}")
    (node,) = graph.nodes()
    assert node.attr["title"] == clean(text).replace("\\", "\\\\")


@given(st.text())
def test_any_text_is_one_dot_string(text: str) -> None:
    graph = pygraphviz.AGraph(string=f"digraph {{ n [title={quoted(text)}] }}")
    assert graph.get_node("n").attr["title"] == clean(text).replace("\\", "\\\\")


@given(st.text())
def test_nothing_that_hides_or_turns_text_is_left(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(one) in {"Cc", "Cs"} for one in cleaned)
    assert not any(
        unicodedata.bidirectional(one) in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI"} for one in cleaned
    )
    assert clean(cleaned) == cleaned


@given(st.text(), st.integers(1, 50))
def test_a_cut_text_is_no_longer_than_asked(text: str, length: int) -> None:
    assert len(cut(text, length)) <= length


def test_a_cut_text_says_that_it_was_cut() -> None:
    assert cut("a long title", 7) == "a long…"


def test_letters_written_from_right_to_left_stay() -> None:
    assert clean("مرحبا") == "مرحبا"


def test_markup_is_escaped() -> None:
    assert escaped("<b>&'\"") == "&lt;b&gt;&amp;&#x27;&quot;"


def test_a_label_shows_an_ampersand_as_written() -> None:
    assert label("AT&copy;", "b") == '"AT&amp;copy;\\nb"'


@given(st.text(max_size=300), st.integers(5, 40))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(len(line) <= width for line in wrapped(text, width))


def test_a_wide_text_is_wider_than_a_narrow_one() -> None:
    assert width_of("MMM", 10) > width_of("aaa", 10) > width_of("iii", 10)
    assert width_of("中文", 10) > width_of("ab", 10)
