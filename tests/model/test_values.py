"""Periods, counts, publications and words: what each of them understands, and how it prints."""

from __future__ import annotations

from typing import Any

import pytest

from traffickgraph import Count, Evidence, Exploitation, Period, Publication, Role, Status, VictimGroup

REPORT = Publication("An invented report", 2020, publisher="An invented publisher")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("12", Count(12, 12)),
        (" 12 ", Count(12, 12)),
        (0, Count(0, 0)),
        ("0", Count(0, 0)),
        ("<5", Count(0, 4)),
        ("< 5", Count(0, 4)),
        ("<=5", Count(0, 5)),
        ("≤5", Count(0, 5)),
        ("at most 5", Count(0, 5)),
        (">5", Count(6, None)),
        (">=5", Count(5, None)),
        ("≥ 5", Count(5, None)),
        ("At least 5", Count(5, None)),
        ("10+", Count(10, None)),
        ("10 or more", Count(10, None)),
        ("5-9", Count(5, 9)),
        ("5–9", Count(5, 9)),
        ("5 — 9", Count(5, 9)),
        ("1,234", Count(1234, 1234)),
        ("1 234", Count(1234, 1234)),
        ("1\u202f234", Count(1234, 1234)),
        ("1\u00a0234\u00a0567", Count(1234567, 1234567)),
        ("1'234", Count(1234, 1234)),
        ("1,000-1,999", Count(1000, 1999)),
        (Count(3, 4), Count(3, 4)),
    ],
)
def test_a_count_is_read_from_what_tables_print(text: str | int | Count, count: Count) -> None:
    assert Count.parse(text) == count


@pytest.mark.parametrize(
    ("count", "printed"), [(Count(7, 7), "7"), (Count(0, 4), "0–4"), (Count(10, None), "10 or more")]
)
def test_a_count_prints_as_prose_writes_it(count: Count, printed: str) -> None:
    assert str(count) == printed


def test_an_unbounded_count_makes_a_sum_unbounded() -> None:
    assert sum([Count.parse("<5"), Count.parse("10+"), Count.parse(3)]) == Count(13, None)


def test_a_count_and_a_number_are_not_added_for_a_number_says_nothing_of_its_bounds() -> None:
    with pytest.raises(TypeError):
        Count(1, 2) + 3
    with pytest.raises(TypeError):
        3 + Count(1, 2)


def test_zero_is_a_count_and_no_missing_one() -> None:
    assert Count(0, 0).exact
    assert str(Count(0, 0)) == "0"


@pytest.mark.parametrize(
    ("given", "period"),
    [
        (2014, Period(2014, 2014)),
        ("2014", Period(2014, 2014)),
        (" 2014 ", Period(2014, 2014)),
        ("2010-2012", Period(2010, 2012)),
        ("2010 – 2012", Period(2010, 2012)),
        ("2010/2012", Period(2010, 2012)),
        ("2010-", Period(2010, None)),
        ("-2012", Period(None, 2012)),
        ("since 2010", Period(2010, None)),
        ("Until 2012", Period(None, 2012)),
        ((2010, None), Period(2010, None)),
        (Period(2010, 2010), Period(2010, 2010)),
    ],
)
def test_a_period_is_read_from_a_year_a_pair_or_text(given: Any, period: Period) -> None:
    assert Period.parse(given) == period


@pytest.mark.parametrize(
    ("period", "printed"),
    [
        (Period(2014, 2014), "2014"),
        (Period(2010, 2012), "2010–2012"),
        (Period(2010, None), "since 2010"),
        (Period(None, 2012), "until 2012"),
    ],
)
def test_a_period_prints_as_prose_writes_it(period: Period, printed: str) -> None:
    assert str(period) == printed


def test_a_publication_is_known_by_all_that_is_said_of_it() -> None:
    assert Publication("An invented report", 2020) != REPORT
    assert Publication("An invented report", 2021, publisher="An invented publisher") != REPORT
    assert Publication("An invented report", 2020, publisher="An invented publisher") == REPORT


def test_a_publication_and_its_evidence_print_as_a_citation() -> None:
    assert str(REPORT) == "An invented report (An invented publisher, 2020)"
    assert str(Publication("An invented report", 2020)) == "An invented report (2020)"
    assert str(Evidence(REPORT, "page 3")) == "An invented report (An invented publisher, 2020), page 3"
    assert str(Evidence(REPORT)) == str(REPORT)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("forced_labour", Exploitation.FORCED_LABOUR),
        ("Forced labor", Exploitation.FORCED_LABOUR),
        (" FORCED-LABOUR ", Exploitation.FORCED_LABOUR),
        ("organ removal", Exploitation.ORGAN_REMOVAL),
        (Exploitation.SEXUAL, Exploitation.SEXUAL),
    ],
)
def test_a_word_is_understood_whatever_its_case_its_separators_and_its_side_of_the_ocean(
    written: str, meant: Exploitation
) -> None:
    assert Exploitation(written) is meant


@pytest.mark.parametrize("word", [*Role, *Exploitation, *Status, *VictimGroup])
def test_every_word_is_text_and_has_a_definition_that_is_a_sentence(word: Any) -> None:
    assert word == str(word)
    assert word.definition[0].isupper()
    assert word.definition.endswith(".")


@pytest.mark.parametrize("form", Exploitation)
def test_every_form_has_its_code_of_the_iccs_and_all_but_unspecified_have_their_standard_forms(
    form: Exploitation,
) -> None:
    # ICCS 1.0 (UNODC 2015): 0204 trafficking in persons, 02041 to 02044 by purpose
    assert form.iccs in {"0204", "02041", "02042", "02043", "02044"}
    assert bool(form.unodc) == bool(form.htcds) == (form is not Exploitation.UNSPECIFIED)
