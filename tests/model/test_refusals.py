"""What cannot be is refused where it is written; the message says what was given and what to do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from traffickgraph import (
    Claim,
    Count,
    Evidence,
    Exploitation,
    Indicator,
    Period,
    Publication,
    Role,
    Route,
    RouteGraph,
    Status,
    TraffickGraphError,
    VictimGroup,
    claim,
    place,
)
from traffickgraph.errors import InvalidValueError, UnknownPlaceError, UnknownTermError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT = Publication("An invented report", 2020)
SAID = Evidence(REPORT)
HALF = "half a character: \ud800"
ROUTE = Route.of("AZE")
LONG = "x" * 1_000_000


def stating(**parts: Any) -> Callable[[], Claim]:
    return lambda: claim("AZE", **{"publication": REPORT, **parts})


def citing(value: Any = 1, **parts: Any) -> Callable[[], Indicator]:
    return lambda: Indicator("AZE", **{"name": "victims certified", "value": value, "evidence": SAID, **parts})


# What is tried: the error, and words that its message holds: what was given, and the remedy.
REFUSED = {
    # ---- routes
    "a route without any place": (Route.of, InvalidValueError, ["at least one place"]),
    "a stage without any place": (lambda: Route.of(via=["AZE", []]), InvalidValueError, ["stage", "leave", "out"]),
    "a number for a place": (lambda: Route.of(3), WrongTypeError, ["3", "a name, a code or an iterable"]),
    "a number for a stage": (lambda: Route.of(via=[3]), WrongTypeError, ["3", "a name, a code or an iterable"]),
    "a number among places": (lambda: Route.of(to=["AZE", 31]), WrongTypeError, ["31", "'AZE'", "'031'"]),
    "nothing for a place": (lambda: Route.of(None), WrongTypeError, ["None", "a name, a code or an iterable"]),
    "a misspelt place": (lambda: Route.of("Nigera"), UnknownPlaceError, ["'Nigera'", "'Nigeria' or 'Niger'"]),
    "a place without a name": (lambda: Route.of(""), UnknownPlaceError, ["''"]),
    "two places in one text": (lambda: Route.of("Libya or Tunisia"), UnknownPlaceError, ["'Libya or Tunisia'"]),
    # ---- claims
    "a title for a publication": (stating(publication="TIP Report"), WrongTypeError, ["'TIP Report'", "Publication("]),
    "a place for a route": (lambda: Claim("AZE", SAID), WrongTypeError, ["'AZE'", "Route.of("]),
    "a publication for evidence": (lambda: Claim(ROUTE, REPORT), WrongTypeError, ["An invented report", "Evidence("]),
    "a misspelt form": (stating(exploitation="sexxual"), UnknownTermError, ["'sexxual'", "did you mean 'sexual'?"]),
    "a misspelt form among others": (stating(exploitation=["other", "labor"]), UnknownTermError, ["'labor'"]),
    "a number for a form": (stating(exploitation=3), WrongTypeError, ["3", "a word, such as sexual"]),
    "nothing for a form": (stating(exploitation=None), WrongTypeError, ["None", "a word, such as sexual"]),
    "a form both unspecified and named": (
        stating(exploitation=["sexual", "unspecified"]),
        InvalidValueError,
        ["not both", "split the claim"],
    ),
    "a misspelt group": (stating(victims="wimmen"), UnknownTermError, ["'wimmen'", "did you mean 'women'?"]),
    "a status of no kind": (stating(status="maybe"), UnknownTermError, ["'maybe'", "past, emerging or possible"]),
    "nothing for a status": (stating(status=None), WrongTypeError, ["None", "such as current"]),
    "a period in words": (stating(period="soon"), InvalidValueError, ["'soon'", "'2010-2012'"]),
    "a count in words": (stating(count="many"), InvalidValueError, ["'many'", "'<5'"]),
    "a number for a note": (stating(note=3), WrongTypeError, ["note is text", "3"]),
    "half a character in a note": (stating(note=HALF), InvalidValueError, ["note", "18", "decode the text again"]),
    "half a character in a quote": (stating(quote=HALF), InvalidValueError, ["quote", "18", "decode the text again"]),
    "a number for a locator": (stating(locator=3), WrongTypeError, ["locator is text", "3"]),
    # ---- publications and evidence
    "a blank title": (lambda: Publication(" ", 2020), InvalidValueError, ["title is empty", "title and year"]),
    "half a character in a title": (lambda: Publication(HALF, 2020), InvalidValueError, ["title", "18"]),
    "a year in text": (lambda: Publication("An invented report", "2020"), WrongTypeError, ["'2020'", "such as 2015"]),
    "a truth value for a year": (lambda: Publication("An invented report", True), WrongTypeError, ["True", "2015"]),  # noqa: FBT003
    "a year of five digits": (lambda: Publication("An invented report", 20200), InvalidValueError, ["20200", "2015"]),
    "nothing for an address": (
        lambda: Publication("An invented report", 2020, url=None),
        WrongTypeError,
        ["url is text", "None"],
    ),
    "a title for the publication of evidence": (lambda: Evidence("a"), WrongTypeError, ["'a'", "Publication("]),
    # ---- periods
    "a last year before the first": (lambda: Period(2012, 2009), InvalidValueError, ["2009 is before", "2012"]),
    "the same in text": (lambda: Period.parse("2012-2009"), InvalidValueError, ["2009 is before", "2012"]),
    "a period without a year": (Period, InvalidValueError, ["its first year, its last or both", "None"]),
    "a year of a period in text": (lambda: Period("2012"), WrongTypeError, ["'2012'", "such as 2015"]),
    "a broken year": (lambda: Period.parse(2012.5), WrongTypeError, ["2012.5", "a year, a pair"]),
    "three years": (lambda: Period.parse((2010, 2011, 2012)), WrongTypeError, ["(2010, 2011, 2012)", "a pair"]),
    "a month": (lambda: Period.parse("2012-05"), InvalidValueError, ["'2012-05'", "'2010-2012'"]),
    "two digits for a year": (lambda: Period.parse("98"), InvalidValueError, ["'98'", "'2014'"]),
    # ---- counts
    "a count below zero": (lambda: Count(-1, 3), InvalidValueError, ["-1", "zero or more"]),
    "a number below zero": (lambda: Count.parse(-3), InvalidValueError, ["-3", "zero or more"]),
    "an upper bound below the lower": (lambda: Count(3, 1), InvalidValueError, ["3", "1", "upper bound"]),
    "fewer than none": (lambda: Count.parse("<0"), InvalidValueError, ["-1", "zero or more"]),
    "half a person": (lambda: Count.parse("1.5"), InvalidValueError, ["'1.5'", "'5-9'"]),
    "half a person as a number": (lambda: Count(1.5, None), WrongTypeError, ["1.5", "whole numbers"]),
    "a count without a lower bound": (lambda: Count(None, 3), WrongTypeError, ["lower bound", "0"]),
    "a thousand with a digit too few": (lambda: Count.parse("1,23"), InvalidValueError, ["'1,23'", "'12'"]),
    "a truth value for a count": (lambda: Count.parse(True), WrongTypeError, ["True", "whole number"]),  # noqa: FBT003
    "an empty count": (lambda: Count.parse(""), InvalidValueError, ["''", "'10+'"]),
    "more digits than a number has": (lambda: Count.parse(f"1{',000' * 2000}"), InvalidValueError, ["count"]),
    # ---- indicators
    "an indicator without a name": (citing(name=" "), InvalidValueError, ["name", "counted or rated"]),
    "no value": (citing(None), WrongTypeError, ["None", "a number, a Count or text"]),
    "a truth value for a value": (citing(True), WrongTypeError, ["True", "a number, a Count or text"]),  # noqa: FBT003
    "a value that is no number": (citing(float("nan")), InvalidValueError, ["nan", "leave out what is missing"]),
    "a value without end": (citing(float("inf")), InvalidValueError, ["inf", "finite"]),
    "half a character in a value": (citing(HALF), InvalidValueError, ["value", "18", "decode the text again"]),
    "half a character in a unit": (citing(unit=HALF), InvalidValueError, ["unit", "18", "decode the text again"]),
    "a publication for an indicator's evidence": (citing(evidence=REPORT), WrongTypeError, ["Evidence("]),
    # ---- words
    "an origin": (lambda: Role("origin"), UnknownTermError, ["'origin'", "source, transit or destination"]),
    "no word": (lambda: Status(""), UnknownTermError, ["''", "possible"]),
    "a number for a group": (lambda: VictimGroup(7), WrongTypeError, ["7", "victim group", "women"]),
}


def tried(make: Callable[[], Any]) -> Any:
    """Return what is made, or the error that says why not."""
    try:
        return make()
    except TraffickGraphError as error:
        return error


@pytest.mark.parametrize(("make", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_what_was_given_and_what_to_do(
    make: Callable[[], object], error: type[Exception], words: list[str]
) -> None:
    with pytest.raises(error) as refused:
        make()
    message = str(refused.value)
    assert [word for word in words if word not in message] == []
    assert isinstance(refused.value, TraffickGraphError)
    assert message[0].islower() or not message[0].isalpha() or message.startswith(("None", "True"))
    assert "\n" not in message


@pytest.mark.parametrize(
    "make",
    [
        lambda: Route("AZE", (), frozenset()),
        lambda: Route(frozenset({"AZE"}), (), frozenset()),
        lambda: Route(frozenset(), frozenset({place("AZE")}), frozenset()),
        lambda: Route([place("AZE")], [[place("TUR")]], [place("ARE")]),
    ],
    ids=["a name for a set", "a set of names", "places for stages", "lists for sets"],
)
def test_a_route_made_without_of_is_refused_or_whole(make: Callable[[], object]) -> None:
    route = tried(make)
    if isinstance(route, WrongTypeError):
        assert "Route.of(" in str(route)
    else:
        assert route == Route.of(route.sources, via=route.via, to=route.destinations)
        assert str(route) == str(Route.of(route.sources, via=route.via, to=route.destinations))


@pytest.mark.parametrize("number", [10**18, 10**30, 10**5000], ids=["10**18", "10**30", "10**5000"])
def test_a_count_beyond_all_persons_is_refused_or_can_be_printed_and_read(number: int) -> None:
    count = tried(lambda: Count(number, None))
    if isinstance(count, InvalidValueError):
        assert len(str(count)) < 200
    else:
        assert Count.parse(str(count)) == count


def test_an_error_keeps_what_was_given_as_data() -> None:
    with pytest.raises(UnknownTermError) as unknown:
        Exploitation("sexxual")
    assert unknown.value.asked == "sexxual"
    assert unknown.value.vocabulary == "exploitation"
    assert unknown.value.options == tuple(map(str, Exploitation))
    with pytest.raises(InvalidValueError) as invalid:
        Period(2012, 2009)
    assert invalid.value.given == (2012, 2009)
    with pytest.raises(WrongTypeError) as wrong:
        Evidence("a report")
    assert wrong.value.given == "a report"


@pytest.mark.parametrize(
    ("error", "builtin"),
    [(UnknownTermError, ValueError), (InvalidValueError, ValueError), (WrongTypeError, TypeError)],
)
def test_an_error_is_also_the_builtin_that_it_specialises(error: type[Exception], builtin: type[Exception]) -> None:
    assert issubclass(error, builtin)
    assert issubclass(error, TraffickGraphError)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Exploitation(LONG),
        lambda: Exploitation("sexual_" * 150_000),
        lambda: Exploitation("- " * 500_000 + "x"),
        stating(victims=LONG),
        stating(period=LONG),
        stating(period="2010" + " " * 1_000_000 + "x"),
        stating(count=LONG),
        stating(count="1" * 1_000_000),
        stating(count="1" + " " * 1_000_000 + "x"),
        lambda: claim(LONG, publication=REPORT),
    ],
    ids=range(10),
)
def test_a_million_characters_are_refused_at_once_and_are_not_repeated(make: Callable[[], object]) -> None:
    began = time.perf_counter()
    with pytest.raises(TraffickGraphError) as refused:
        make()
    assert time.perf_counter() - began < 1
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    "value",
    [REPORT, SAID, ROUTE, claim("AZE", publication=REPORT), Period(2010, 2012), Count(0, 4), citing()()],
    ids=lambda value: type(value).__name__,
)
def test_a_value_cannot_be_changed(value: Any) -> None:
    for field in attrs.fields(type(value)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, None)
    with pytest.raises(AttributeError):
        value.something_new = 1


@pytest.mark.parametrize("figure", [10**18, 10**5000], ids=["nineteen digits", "thousands"])
def test_a_count_has_no_more_digits_than_there_are_people(figure: int) -> None:
    with pytest.raises(InvalidValueError, match="18 digits"):
        Count(0, figure)
    with pytest.raises(InvalidValueError, match="18 digits"):
        Count(figure, None)


def test_an_indicator_takes_no_figure_that_cannot_be_printed() -> None:
    evidence = Evidence(Publication("An invented report", 2020))
    with pytest.raises(InvalidValueError, match="300 digits"):
        Indicator("Antarctica", "people counted", 10**5000, evidence=evidence)
    with pytest.raises(InvalidValueError, match="half a character"):
        Indicator("Antarctica", "rating", "\ud800", evidence=evidence)


def test_one_and_one_point_zero_are_two_statements() -> None:
    evidence = Evidence(Publication("An invented report", 2020))
    whole, decimal = (Indicator("Antarctica", "rating", value, evidence=evidence) for value in (1, 1.0))
    assert whole != decimal
    assert len(RouteGraph([], [whole, decimal]).indicators) == 2


def test_a_route_made_by_hand_is_checked_as_well() -> None:
    with pytest.raises(WrongTypeError, match="frozenset of places"):
        Route(frozenset({"AZE"}), (), frozenset())  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="at least one place"):
        Route(frozenset(), (frozenset(),), frozenset())


@pytest.mark.parametrize("year", [1, 12, 999, 10_000])
def test_a_year_has_four_digits(year: int) -> None:
    with pytest.raises(InvalidValueError, match="calendar year such as 2015"):
        Period(year, year)
    with pytest.raises(InvalidValueError, match="calendar year such as 2015"):
        Publication("An invented report", year)


def test_numbers_of_numpy_are_taken_as_whole_numbers_and_fractions_are_refused() -> None:
    import numpy as np

    assert Publication("An invented report", np.int64(2015)) == Publication("An invented report", 2015)
    assert type(Period(np.int32(2015), np.int64(2016)).first) is int
    assert (Period.parse(np.int64(2015)), Count.parse(np.int64(5))) == (Period(2015, 2015), Count(5, 5))
    for refused in (2015.0, np.float64(2015), np.bool_(1), True):
        with pytest.raises(WrongTypeError, match="calendar year"):
            Publication("An invented report", refused)  # type: ignore[arg-type]


def test_an_indicator_is_of_named_forms_or_of_none() -> None:
    with pytest.raises(InvalidValueError, match="not both"):
        Indicator(
            "Antarctica",
            "people counted",
            1,
            exploitation=["sexual", "unspecified"],
            evidence=Evidence(Publication("An invented report", 2020)),
        )
