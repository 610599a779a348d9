"""Conditions: what is refused, what is caught, and how they print. All facts here are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest

from traffickgraph import Count, Publication, RouteGraph, claim, place, where
from traffickgraph.errors import (
    InvalidValueError,
    TraffickGraphError,
    UnknownPlaceError,
    UnknownTermError,
    WrongTypeError,
)
from traffickgraph.where import (
    Condition,
    along,
    counted,
    crossing,
    domestic,
    during,
    exploiting,
    involving,
    leaving,
    published,
    reaching,
    said_to_be,
    stated_in,
    through,
    touching,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT = Publication("An invented report", 2020)
LATER = Publication("An invented report", 2021)
ONE = claim("UZB", to="AZE", publication=REPORT, count="<5", exploitation=["sexual", "other"], victims="women")
TWO = claim("UZB", to="AZE", publication=LATER, count=5)

ON_PLACES = [leaving, through, reaching, touching, within]
ON_WORDS = [exploiting, involving, said_to_be]
ON_YEARS = [during, published]


# ---- what is refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ask", [*ON_PLACES, *ON_WORDS, stated_in], ids=lambda ask: ask.__name__)
def test_a_question_about_nothing_is_refused_by_name(ask: Callable[..., Condition]) -> None:
    with pytest.raises(InvalidValueError, match=rf"^{ask.__name__}\(\) names at least one"):
        ask()


def test_a_way_goes_along_two_places_at_least() -> None:
    with pytest.raises(InvalidValueError, match=r"^along\(\) names at least two places; ask touching\(\)"):
        along("UZB")


def test_a_way_prints_as_it_is_written_and_compares_by_its_order() -> None:
    assert repr(along("UZB", "Turkey") & ~along("UZB", "AZE", "Turkey")) == (
        "along('Uzbekistan', 'Türkiye') & ~along('Uzbekistan', 'Azerbaijan', 'Türkiye')"
    )
    assert along("UZB", "Turkey") == along("Uzbekistan", "TUR") != along("TUR", "UZB")


@pytest.mark.parametrize("ask", ON_PLACES, ids=lambda ask: ask.__name__)
def test_a_region_without_members_is_no_silent_no_to_every_claim(ask: Callable[..., Condition]) -> None:
    with pytest.raises(InvalidValueError, match="names at least one place"):
        ask(place("abroad").members)


@pytest.mark.parametrize("ask", ON_PLACES, ids=lambda ask: ask.__name__)
def test_a_number_is_no_place(ask: Callable[..., Condition]) -> None:
    with pytest.raises(WrongTypeError, match="3 is no place"):
        ask(3)
    with pytest.raises(UnknownPlaceError, match="did you mean 'Nigeria'"):
        ask("Nigera")


@pytest.mark.parametrize("ask", ON_WORDS, ids=lambda ask: ask.__name__)
def test_a_word_that_the_vocabulary_does_not_hold_is_refused_at_once(ask: Callable[..., Condition]) -> None:
    with pytest.raises(UnknownTermError, match="'perhaps' is no"):
        ask("perhaps")


@pytest.mark.parametrize("ask", ON_YEARS, ids=lambda ask: ask.__name__)
def test_years_that_cannot_be_are_refused(ask: Callable[..., Condition]) -> None:
    with pytest.raises(InvalidValueError, match="2009 is before the first year 2012"):
        ask(2012, 2009)
    with pytest.raises(InvalidValueError):
        ask(None)
    with pytest.raises(WrongTypeError, match="'2010'"):
        ask("2010")


def test_a_number_is_no_publication_and_a_word_no_bound() -> None:
    with pytest.raises(WrongTypeError, match="publications or titles, not 2020"):
        stated_in(2020)
    with pytest.raises(WrongTypeError, match="whole number, not '3'"):
        counted(at_least="3")


# ---- natural mistakes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "write",
    [
        lambda p, q: p and q,
        lambda p, q: p or q,
        lambda p, _: not p,
        lambda p, q: q if p else p,
        lambda p, _: [one for one in [ONE] if p],
    ],
    ids=["and", "or", "not", "if", "an if that forgets to ask"],
)
def test_a_condition_has_no_truth_of_its_own_and_says_which_sign_to_use(write: Callable[..., object]) -> None:
    with pytest.raises(TypeError) as refused:
        write(leaving("AZE"), reaching("TUR"))
    message = str(refused.value)
    assert message.startswith("leaving('Azerbaijan') is a question")
    assert [sign for sign in ("& (both)", "| (either)", "~ (not)") if sign not in message] == []


def test_a_chained_comparison_of_conditions_is_no_silent_answer() -> None:
    with pytest.raises(TypeError):
        sorted([leaving("AZE"), leaving("TUR")])


@pytest.mark.parametrize("other", [lambda _: True, "AZE", None, ONE], ids=["a function", "text", "nothing", "a claim"])
def test_signs_join_conditions_alone(other: Any) -> None:
    with pytest.raises(TypeError, match="&"):
        leaving("AZE") & other
    with pytest.raises(TypeError, match=r"\|"):
        leaving("AZE") | other
    with pytest.raises(TypeError, match="&"):
        other & leaving("AZE")


def test_a_function_beside_a_condition_is_told_its_place() -> None:
    with pytest.raises(WrongTypeError, match=r"pass a function of your own to where\(\) as one more argument"):
        leaving("AZE") & (lambda _: True)


@pytest.mark.parametrize("name", where.__all__[1:])
def test_a_question_whose_parentheses_are_forgotten_is_no_silent_answer(name: str) -> None:
    with pytest.raises((TypeError, TraffickGraphError)):
        RouteGraph([ONE]).where(getattr(where, name))


def test_a_function_that_returns_a_condition_is_no_silent_answer() -> None:
    with pytest.raises(TypeError, match="only a claim answers it"):
        RouteGraph([ONE]).where(lambda _: leaving("AZE"))


# ---- what they ask -------------------------------------------------------------------------------------------------


def test_several_places_mean_any_of_them_and_several_conditions_mean_all_of_them() -> None:
    g = RouteGraph([ONE, claim("TUR", to="AZE", publication=REPORT)])
    assert g.where(leaving("UZB", "TUR")) == g
    assert not g.where(leaving("UZB"), leaving("TUR"))


def test_several_words_mean_any_of_them() -> None:
    g = RouteGraph([ONE, TWO])
    assert g.where(exploiting("other", "slavery")).claims == (ONE,)
    assert g.where(exploiting("unspecified")).claims == (TWO,)
    assert g.where(involving("women", "men")).claims == (ONE,)


def test_a_title_stands_for_all_publications_of_that_title_and_a_publication_for_itself() -> None:
    g = RouteGraph([ONE, TWO])
    assert g.where(stated_in("An invented report")) == g
    assert g.where(stated_in(LATER)).claims == (TWO,)
    assert g.where(stated_in("an INVENTED report ")) == g
    assert not g.where(stated_in("An invented"))
    assert not g.where(stated_in(Publication("An invented report", 2020, publisher="An invented publisher")))


def test_a_count_is_certainly_at_least_its_lower_bound() -> None:
    g = RouteGraph([ONE, TWO, claim("UZB", publication=REPORT)])
    assert g.where(counted(at_least=1)).claims == (TWO,)
    assert g.where(counted(at_least=5)).claims == (TWO,)
    assert not g.where(counted(at_least=6))
    assert g.where(counted()).claims == (ONE, TWO)
    assert ONE.count == Count(0, 4)


def test_an_open_span_of_years_has_no_end() -> None:
    g = RouteGraph([ONE, TWO])
    assert g.where(published(2021, None)).claims == (TWO,)
    assert g.where(published(None, 2020)).claims == (ONE,)
    assert g.where(published(2020)).claims == (ONE,)


def test_a_condition_can_be_asked_of_one_claim() -> None:
    assert leaving("UZB")(ONE) is True
    assert (leaving("UZB") & ~reaching("AZE"))(ONE) is False


def test_a_place_by_any_of_its_names_is_the_same_question() -> None:
    assert leaving("Turkey") == leaving("TR") == leaving(place("Türkiye")) == leaving(["Turkey"]) == leaving({"TUR"})


# ---- how they print ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "printed"),
    [
        (leaving("UZB", "central-asia"), "leaving('Uzbekistan', 'Central Asia')"),
        (leaving("TUR", "AZE", "Turkey"), "leaving('Türkiye', 'Azerbaijan')"),
        (exploiting("other", "sexual"), "exploiting('other', 'sexual')"),
        (during(2010), "during(2010)"),
        (during(2010, 2010), "during(2010)"),
        (during(2010, None), "during(2010, None)"),
        (published(None, 2012), "published(None, 2012)"),
        (stated_in("An invented report"), "stated_in('An invented report')"),
        (counted(at_least=3), "counted(at_least=3)"),
        (domestic(), "domestic()"),
        (~crossing(), "~crossing()"),
        (~~crossing(), "~~crossing()"),
        (domestic() & crossing() | ~domestic(), "domestic() & crossing() | ~domestic()"),
        (domestic() & (crossing() | domestic()), "domestic() & (crossing() | domestic())"),
        (~(domestic() & crossing()), "~(domestic() & crossing())"),
    ],
)
def test_a_condition_prints_as_it_is_written(condition: Condition, printed: str) -> None:
    assert repr(condition) == printed


def test_a_condition_cannot_be_changed() -> None:
    condition = leaving("AZE")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        condition.wanted = frozenset()


def test_a_condition_is_made_by_its_functions_and_not_by_its_class() -> None:
    with pytest.raises(TypeError, match="abstract"):
        Condition()  # type: ignore[abstract]
