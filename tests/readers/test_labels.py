"""What a free-text label means, who says so, and what is never guessed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph.errors import InvalidValueError, UnknownPlaceError, WrongTypeError
from traffickgraph.places import countries, place, regions
from traffickgraph.readers.labels import Labels, Meaning

SOM = frozenset({place("SOM")})


def meant(label: str | None, given_: Any = None, **more: Any) -> Meaning:
    return Labels(given_, **more).meaning(label)


def test_a_name_that_place_knows_is_a_known_name() -> None:
    assert meant("Burma") == Meaning("place", frozenset({place("MMR")}), "known name")
    assert meant("  côte d’ivoire ").places == {place("CIV")}


@pytest.mark.parametrize("label", [None, "", "   ", "\u00a0"])
def test_nothing_is_an_unstated_end(label: str | None) -> None:
    assert meant(label) == Meaning("unstated", how="empty")


def test_namibia_is_a_country() -> None:
    assert meant("NA").places == {place("NAM")}


def test_an_ambiguous_name_means_nothing_and_says_what_it_may_mean() -> None:
    found = meant("Congolese")
    assert (found.kind, found.how, found.places) == ("unresolved", "ambiguous", frozenset())
    assert "(COD)" in found.note
    assert "(COG)" in found.note


def test_an_unknown_name_means_nothing() -> None:
    assert meant("Atlantis") == Meaning("unresolved", how="unknown")
    assert not meant("Atlantis").resolved


def test_a_number_is_said_to_be_a_code_of_m49_and_is_none_in_a_table_of_words() -> None:
    assert meant("104") == Meaning("place", frozenset({place("MMR")}), "M49 code")
    assert meant("145", scope="unodc").kind == "unresolved"


def test_the_caller_is_always_right() -> None:
    assert meant("Burma", {"Burma": "SOM"}) == Meaning("place", SOM, "given")
    assert meant("Rep. Somewhere", {"rep somewhere": "SOM"}).places == SOM
    assert meant("n/k", {"n/k": None}) == Meaning("unstated", how="given")
    assert meant("", {"": "SOM"}).places == SOM
    assert meant("both", {"both": ["SOM", "KEN"]}).places == {place("SOM"), place("KEN")}


@pytest.mark.parametrize(
    ("given_", "label", "code"),
    [("n.a.", "NA", "NAM"), ("N.A", "NA", "NAM"), ("no", "NO", "NOR"), ("burma", "Burma", "MMR"), ("us", "US", "USA")],
)
def test_a_label_that_place_knows_is_not_overridden_by_one_that_is_only_like_it(
    given_: str, label: str, code: str
) -> None:
    labels = Labels({given_: None})
    assert labels.meaning(label) == Meaning("place", frozenset({place(code)}), "known name")
    assert labels.unused == (given_,)
    # written just so, it is the caller's, and so is what nobody else knows
    assert labels.meaning(f" {given_} ") == Meaning("unstated", how="given")
    assert labels.unused == ()
    assert meant("n.a.", {"N.A.": None}).how == "given"


def test_an_ambiguous_or_reviewed_label_is_settled_by_one_like_it() -> None:
    assert meant("Congolese", {"congolese": "COD"}).places == {place("COD")}
    assert meant("Unknown", {"UNKNOWN": "SOM"}).places == SOM
    assert meant("Congo", {"CONGO": "COD"}, scope="unodc").places == {place("COD")}


def test_two_labels_of_the_caller_that_contradict_each_other_settle_no_third() -> None:
    labels = Labels({"congolese": "COD", "Congolese": "COG", "x": "SOM", "X": "SOM"})
    assert labels.meaning("CONGOLESE").how == "ambiguous"
    assert [labels.meaning(one).places for one in ("congolese", "Congolese")] == [{place("COD")}, {place("COG")}]
    assert labels.meaning("x.").places == SOM


@pytest.mark.parametrize("label", ["N\0A", "South\x1bAfrica", "N\x7fA", "NA\0", "Chad\x85Chad"])
def test_a_label_with_a_control_character_is_damaged_and_means_nothing(label: str) -> None:
    assert meant(label, fuzzy=True).kind == "unresolved"
    assert "control character" in meant(label).note
    assert meant(label, {label: "SOM"}).places == SOM


def test_a_line_break_in_a_cell_is_a_space() -> None:
    assert meant("South\r\nAfrica").places == {place("ZAF")}


@pytest.mark.parametrize("label", ["4", "04", "004", "4.0", "4.00"])
def test_a_number_that_lost_its_zeros_is_one_of_m49_only_where_columns_hold_numbers(label: str) -> None:
    assert meant(label, numbers=True) == Meaning("place", frozenset({place("AFG")}), "M49 code")
    assert meant(label).resolved == (label == "004")


@pytest.mark.parametrize("label", ["4.5", "4.000", "0004", "-4", "\u0664", "1e2", "0"])
def test_other_numbers_mean_nothing(label: str) -> None:
    assert not meant(label, numbers=True).resolved


def test_the_caller_is_asked_first_of_a_number_with_its_digits_as_written() -> None:
    for label in ("4", "4.0"):
        assert meant(label, {"4": "SOM"}, numbers=True) == Meaning("place", SOM, "given")
    assert meant("4", {"004": "SOM"}, numbers=True).places == {place("AFG")}


@pytest.mark.parametrize(
    ("label", "kind"), [("Nationals", "nationals"), ("Own nationals", "nationals"), ("Total", "total")]
)
def test_plain_words_for_nationals_and_totals_are_understood_in_any_table(label: str, kind: str) -> None:
    assert meant(label).kind == meant(label.upper()).kind == kind


def test_two_labels_of_the_caller_that_differ_in_signs_alone_keep_their_own_meanings() -> None:
    labels = Labels({"X.": "SOM", "X": "KEN"})
    assert labels.meaning("X.").places == SOM
    assert labels.meaning("X").places == {place("KEN")}


def test_what_the_caller_named_in_vain_is_told() -> None:
    labels = Labels({"Rep. Somewhere": "SOM", "Elsewhere": "KEN"})
    labels.meaning("Rep. Somewhere")
    assert labels.unused == ("Elsewhere",)


@pytest.mark.parametrize(
    ("given_", "error", "words"),
    [
        ({"X": "Nigera"}, UnknownPlaceError, "did you mean 'Nigeria'"),
        ({"X": []}, InvalidValueError, "None leaves the end unstated"),
        ({"X": 3}, WrongTypeError, "no place, no places and not None"),
        ({3: "SOM"}, WrongTypeError, "labels are text"),
        (["X"], WrongTypeError, "mapping"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(given_: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        Labels(given_)


def test_an_error_of_a_mapping_says_which_label() -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        Labels({"Some label": "Nigera"})
    assert caught.value.__notes__ == ["labels['Some label']"]


@pytest.mark.parametrize("more", [{"scope": "ctdc"}, {"fuzzy": "yes"}])
def test_other_words_are_refused(more: dict[str, Any]) -> None:
    with pytest.raises((InvalidValueError, WrongTypeError)):
        Labels(**more)


def test_a_misspelt_name_is_guessed_only_where_it_is_asked_for_and_said_to_be_a_guess() -> None:
    assert meant("Madagasscar").how == "unknown"
    assert meant("Madagasscar", fuzzy=True) == Meaning("place", frozenset({place("MDG")}), "similar")


@pytest.mark.parametrize("label", ["Nigera", "Atlantis", "Irak Iran", "XY", "x" * 10_000])
def test_a_guess_is_not_made_between_two_or_from_nothing(label: str) -> None:
    assert meant(label, fuzzy=True).kind == "unresolved"


@given(st.sampled_from([*countries(), *regions()]))
def test_every_place_is_understood_by_its_own_name(one: Any) -> None:
    if meant(one.name).resolved:
        assert meant(one.name).places == {one}


@given(st.text())
def test_any_text_has_a_meaning_and_always_the_same(label: str) -> None:
    labels = Labels(fuzzy=True)
    first = labels.meaning(label)
    assert labels.meaning(label) == first == Labels(fuzzy=True).meaning(label)
    assert bool(first.places) == (first.kind == "place")
