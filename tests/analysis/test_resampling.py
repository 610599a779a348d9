"""Ranks share, draws are what the seed says, and ranges are the middle of what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.resampling import Ranges, Resampling, ranks, units
from traffickgraph.errors import InvalidValueError, WrongTypeError
from traffickgraph.model import Publication, claim
from traffickgraph.testing import graphs

if TYPE_CHECKING:
    from traffickgraph.analysis.resampling import Draw
    from traffickgraph.graph import RouteGraph

# The first example of all reads the tables of places.
quick = settings(deadline=None, max_examples=30)

VALUES = st.lists(st.none() | st.integers(0, 5).map(float), max_size=8)


@quick
@given(VALUES)
def test_a_rank_is_one_more_than_the_number_of_higher_values(values: list[float | None]) -> None:
    stated = [value for value in values if value is not None]
    assert ranks(values) == [None if one is None else 1 + sum(other > one for other in stated) for one in values]


def test_values_that_differ_by_rounding_share_a_rank() -> None:
    assert ranks([0.3, 0.1 + 0.2, 0.29]) == [1, 1, 3]
    assert ranks([3e-20, 1e-20 + 2e-20, 1e-20]) == [1, 1, 3]


@quick
@given(st.integers(1, 30), st.integers(1, 10), st.integers(0, 5))
def test_a_draw_takes_as_many_as_there_are(number: int, times: int, seed: int) -> None:
    draws = list(Resampling(times, seed, None).draws(number))
    assert len(draws) == times
    assert all(sum(draw.values()) == number for draw in draws)
    assert all(set(draw) <= set(range(number)) for draw in draws)


def test_a_draw_misses_about_a_third() -> None:
    drawn = [len(draw) for draw in Resampling(200, 0, None).draws(500)]
    assert sum(drawn) / 200 / 500 == pytest.approx(1 - (1 - 1 / 500) ** 500, abs=0.01)  # 1 - 1/e


def test_equal_seeds_draw_alike_and_others_differ() -> None:
    def drawn(seed: int) -> list[Draw]:
        return list(Resampling(5, seed, None).draws(20))

    assert drawn(1) == drawn(1) != drawn(2)


def test_whole_numbers_of_numpy_will_do() -> None:
    np = pytest.importorskip("numpy")
    assert Resampling(np.int64(3), np.uint8(1), None) == Resampling(3, 1, None)


def test_progress_hears_of_every_draw() -> None:
    heard: list[tuple[int, int]] = []
    list(Resampling(3, 0, lambda done, total: heard.append((done, total))).draws(4))
    assert heard == [(1, 3), (2, 3), (3, 3)]


@quick
@given(graphs(indicators=st.nothing(), max_size=5))
def test_publications_are_drawn_or_the_claims_of_the_only_one(graph: RouteGraph) -> None:
    drawn_from = units(graph.claims)
    several = len({one.publication for one in graph}) > 1
    assert drawn_from.kind == ("publications" if several else "claims")
    assert set(drawn_from.of) == set(graph.claims)
    assert set(drawn_from.of.values()) == set(range(drawn_from.number))
    for one in graph:
        for other in graph:
            together = one.publication == other.publication if several else one == other
            assert (drawn_from.of[one] == drawn_from.of[other]) == together


@quick
@given(graphs(indicators=st.nothing(), max_size=5), st.randoms(use_true_random=False))
def test_what_is_drawn_from_does_not_depend_on_the_order_of_claims(graph: RouteGraph, random: Any) -> None:
    shuffled = list(graph.claims) * 2
    random.shuffle(shuffled)
    assert units(shuffled).of == units(graph.claims).of
    assert units(shuffled).number == units(graph.claims).number


def test_ranges_are_the_middle_of_the_draws() -> None:
    # Two places; the first has the number of the draw as its value, the second always 50.
    answers = iter([float(one), 50.0] for one in range(100))
    first, second = Ranges.of(Resampling(100, 0, None), 1, lambda _: next(answers))
    # 2.5 % of 100 draws, two whole ones, are left out at each end: 0 and 1, 98 and 99.
    assert (first.value_low, first.value_high) == (2.0, 97.0)
    assert (second.value_low, second.value_high) == (50.0, 50.0)
    assert (first.rank_low, first.rank_high) == (1, 2)
    assert (second.rank_low, second.rank_high) == (1, 2)


def test_a_draw_that_cannot_say_does_not_count() -> None:
    answers = iter([[None, None], [3.0, None], [4.0, None]])
    first, second = Ranges.of(Resampling(3, 0, None), 1, lambda _: next(answers))
    assert first.cells() == (1, 1, 3.0, 4.0)
    assert second.cells() == (None, None, None, None)


def test_the_note_says_what_was_drawn() -> None:
    first, second = (Publication("An invented report", year) for year in (2020, 2021))
    one, other = claim("AZE", to="TUR", publication=first), claim("AZE", to="IRN", publication=second)
    again = claim("AZE", to="IRN", publication=first)
    asked = Resampling(50, 7, None)
    assert "50 draws with replacement from 2 publications (seed 7)" in units([one, other]).note(asked)
    assert "from 2 claims of one publication (seed 7)" in units([one, again]).note(asked)
    assert "no sampling error of trafficking" in units([one]).note(asked)


@pytest.mark.parametrize(
    ("times", "seed", "progress", "error"),
    [
        (-1, 0, None, InvalidValueError),
        (1, -1, None, InvalidValueError),
        (True, 0, None, WrongTypeError),
        (1, False, None, WrongTypeError),
        (2.0, 0, None, WrongTypeError),
        (float("nan"), 0, None, WrongTypeError),
        ("2", 0, None, WrongTypeError),
        (None, 0, None, WrongTypeError),
        (1, None, None, WrongTypeError),
        (1, 0, 3, WrongTypeError),
    ],
)
def test_what_cannot_be_is_refused(times: Any, seed: Any, progress: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        Resampling(times, seed, progress)
