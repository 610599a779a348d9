"""Laws that hold for every name and every text."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph.errors import AmbiguousPlaceError, UnknownPlaceError
from traffickgraph.places import nearest, place
from traffickgraph.places._normal import normal_form
from traffickgraph.places._tables import tables

NAMES = sorted({row.name for row in tables().names if row.kind != "code"})
LONG_NAMES = [name for name in NAMES if len(normal_form(name)) > 3]
DASHES = "-‐‑‒–—−"
QUOTES = "'’‘ʼ`"
SPACES = [" ", "  ", "\t", "\n", "\u00a0", "\u2009", "\u202f", "\u3000"]


def answer(text: str) -> list[str]:
    try:
        return [place(text).code]
    except AmbiguousPlaceError as error:
        return list(error.candidates)


@st.composite
def decorated(draw: st.DrawFn, name: str) -> str:
    """Draw a way of writing a name that does not change it."""
    letters = [draw(st.sampled_from(DASHES)) if letter == "-" else letter for letter in name]
    letters = [draw(st.sampled_from(QUOTES)) if letter == "'" else letter for letter in letters]
    letters = [draw(st.sampled_from(SPACES)) if letter == " " else letter for letter in letters]
    text = "".join(letters)
    if "ß" not in text:
        text = draw(st.sampled_from([text, text.upper(), text.lower(), text.title(), text.swapcase()]))
    text = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])), text)
    if draw(st.booleans()):
        kept = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
        text = "".join(kept)
    if draw(st.booleans()):
        text = f"{draw(st.sampled_from(['the', 'The', 'THE']))} {text}"
    space = st.sampled_from(["", *SPACES])
    end = draw(st.sampled_from(["", ",", ";", ":", "!", ")", "*"]))
    return f"{draw(space)}{text}{end}{draw(space)}"


@given(st.data())
def test_case_accents_punctuation_spaces_and_the_do_not_matter(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(LONG_NAMES))
    assert answer(data.draw(decorated(name))) == answer(name)


@given(st.text())
def test_the_normal_form_is_a_fixed_point(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(st.text(alphabet=st.characters(categories=["L", "M", "P", "S", "Z", "N"]), max_size=30))
def test_the_normal_form_is_a_fixed_point_of_odd_characters(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(st.text() | st.sampled_from(NAMES).flatmap(lambda name: st.text(max_size=3).map(lambda end: name + end)))
def test_any_text_is_a_place_or_one_of_two_errors(text: str) -> None:
    try:
        found = place(text)
    except UnknownPlaceError as error:
        assert error.asked == text  # noqa: PT017 - either outcome is right
    except AmbiguousPlaceError as error:
        assert len(error.candidates) > 1  # noqa: PT017
    else:
        assert place(found.code) is found


@given(st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=3), st.sampled_from(["", " ", ".", ",", "-"]))
def test_short_words_in_small_letters_are_no_places(word: str, around: str) -> None:
    if word == "eu" and not around.strip():
        return  # the code of a region
    for text in (word, around + word, word + around, f"the {word}"):
        if text.strip() != "eu":
            with pytest.raises(UnknownPlaceError):
                place(text)


def test_every_short_word_in_small_letters_is_no_place() -> None:
    for code in (*tables().codes, *(row.name for row in tables().names)):
        if len(code) <= 3 and code.isalpha() and code.lower() != "eu":
            with pytest.raises(UnknownPlaceError):
                place(code.lower())


@given(st.sampled_from(NAMES), st.integers(0, 40), st.characters(codec="utf-8"))
def test_near_names_are_understood(name: str, position: int, letter: str) -> None:
    for near in nearest(name[:position] + letter + name[position + 1 :], 5):
        assert place(near).name


@given(st.sampled_from(LONG_NAMES), st.data())
def test_preferring_a_place_changes_only_ambiguous_answers(name: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(sorted(tables().countries)))
    codes = answer(name)
    if len(codes) == 1:
        assert place(name, prefer=other).code == codes[0]
    elif other in codes:
        assert place(name, prefer=other).code == other


def test_the_keys_of_the_table_are_the_normal_forms_of_its_names() -> None:
    for row in tables().names:
        assert row.key == ("" if row.kind == "code" else normal_form(row.name)), row


def test_the_table_is_sorted_without_doubles_and_each_ambiguity_and_convention_is_explained() -> None:
    rows = tables().names
    assert list(rows) == sorted(set(rows))
    table = tables()
    for row in rows:
        several = table.codes[row.name] if row.kind == "code" else table.keys[row.key]
        assert len(several) == 1 or row.note, row
