"""Conditions are values: they print as they are written, compare, hash and travel."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from traffickgraph import Claim, Publication, where
from traffickgraph.places import Place, countries, regions
from traffickgraph.testing import claims, conditions, publications
from traffickgraph.where import Condition, crossing, domestic, during, leaving, published, reaching, stated_in, through

SCOPE = {**{name: getattr(where, name) for name in where.__all__}, "Publication": Publication}
# What a publication prints leaves out nothing: that has a test of its own below.
PLAIN = st.builds(Publication, st.text(min_size=1).filter(str.strip), st.integers(1000, 9999))
P, Q, R = leaving("Uzbekistan"), reaching("Türkiye"), crossing()


def read_back(condition: Condition) -> Condition:
    return eval(repr(condition), SCOPE)  # noqa: S307 - that it can be read is the promise


@given(conditions(publications=PLAIN))
@example((P & Q) & R)
@example(P & (Q & R))
@example((P | Q) | R)
@example(P | (Q | R))
@example((P | Q) & R)
@example(P | (Q & R))
@example(P & (Q | R))
@example(~(P & Q) | ~~R)
@example(~P & Q)
@example(during(None, 2010) | published(2010, None))
@example(stated_in(Publication("An invented report", 2020), 'it\'s; "another" \\'))
def test_a_condition_reads_back_as_itself(condition: Condition) -> None:
    assert read_back(condition) == condition


@given(publications())
@example(Publication("An invented report", 2020, publisher="An invented publisher"))
def test_a_condition_on_a_publication_reads_back_as_itself_whatever_the_publication(publication: Publication) -> None:
    assert read_back(stated_in(publication)) == stated_in(publication)


@pytest.mark.parametrize("place", [*countries(), *regions()], ids=lambda place: place.code)
def test_a_condition_on_any_place_reads_back_as_itself(place: Place) -> None:
    assert read_back(through(place)) == through(place)


@given(conditions(publications=PLAIN), claims())
def test_a_condition_that_was_read_back_answers_the_same(condition: Condition, claim: Claim) -> None:
    assert read_back(condition)(claim) is condition(claim)


@given(conditions())
def test_a_condition_prints_on_one_line_of_printable_characters(condition: Condition) -> None:
    assert repr(condition).isprintable()


@given(conditions())
def test_equal_conditions_have_equal_hashes_and_survive_copying(condition: Condition) -> None:
    for copied in (copy.copy(condition), copy.deepcopy(condition), pickle.loads(pickle.dumps(condition))):  # noqa: S301
        assert copied == condition
        assert hash(copied) == hash(condition)
        assert repr(copied) == repr(condition)


@given(st.data())
def test_the_order_of_alternatives_does_not_matter_to_equality(data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(countries()), min_size=1, max_size=4))
    shuffled = data.draw(st.permutations(some))
    for ask in (where.leaving, where.through, where.reaching, where.touching, where.within):
        assert ask(*some) == ask(*shuffled)
        assert hash(ask(*some)) == hash(ask(*shuffled))


def test_conditions_on_different_facets_are_different_though_their_words_are_the_same() -> None:
    asked = [ask("Uzbekistan") for ask in (where.leaving, where.through, where.reaching, where.touching, where.within)]
    assert len(set(asked)) == 5
    assert during(2010) != published(2010)
    assert domestic() != crossing()


@given(conditions(), conditions())
def test_joined_conditions_are_equal_only_if_their_parts_are(p: Condition, q: Condition) -> None:
    assert (p & q == q & p) == (p == q)
    assert (p & q) != (p | q)
    assert ~p != p
