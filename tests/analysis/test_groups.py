"""Which group a place belongs to: by M49, or by the caller's own mapping."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from traffickgraph.analysis.groups import grouping
from traffickgraph.errors import InvalidValueError, UnknownPlaceError, WrongTypeError
from traffickgraph.places import Country, countries, place, regions

M49 = Path(__file__).parents[1] / "places" / "m49_membership.csv"
CHANNEL_ISLANDS = "830"
AZE, UZB, ITA = Country("AZE"), Country("UZB"), Country("ITA")


def _listed(row: dict[str, str], groups: str) -> str:
    """Return the code of the group: of sub-regions the finest, but for the Channel Islands."""
    finer = row["intermediate"] if row["intermediate"] != CHANNEL_ISLANDS else ""
    return row["region"] if groups == "region" else finer or row["subregion"]


def test_m49_groups_are_those_of_the_united_nations() -> None:
    subregion, region = grouping("subregion"), grouping("region")
    assert [subregion(one) for one in (AZE, UZB, ITA)] == ["Western Asia", "Central Asia", "Southern Europe"]
    assert [region(one) for one in (AZE, UZB, ITA)] == ["Asia", "Asia", "Europe"]


def test_every_country_has_both_groups_and_no_region_among_the_places_has_any() -> None:
    for name in ("subregion", "region"):
        group = grouping(name)  # type: ignore[arg-type]
        # M49 puts Antarctica into the world, and into no region of it.
        assert [one for one in countries() if not isinstance(group(one), str)] == [Country("ATA")]
        assert [one for one in regions() if group(one) is not None] == []


@pytest.mark.parametrize("groups", ["subregion", "region"])
def test_two_countries_share_a_group_if_the_united_nations_put_them_together(groups: Any) -> None:
    group = grouping(groups)
    rows = list(csv.DictReader(M49.read_text(encoding="utf-8").splitlines()))
    found = {(_listed(row, groups), group(Country(row["alpha3"]))) for row in rows}
    assert len(found) == len({code for code, _ in found}) == len({name for _, name in found})


def test_a_subregion_lies_in_one_region() -> None:
    subregion, region = grouping("subregion"), grouping("region")
    found = {(subregion(one), region(one)) for one in countries()}
    assert len(found) == len({one for one, _ in found})


def test_a_mapping_takes_names_codes_and_places_and_leaves_the_rest_in_no_group() -> None:
    group = grouping({"Azerbaijan": "one", "UZB": "one", ITA: "two", "Central Asia": "three"})
    named = [group(place(one)) for one in ("Azerbaijan", "Uzbekistan", "Italy", "Central Asia", "Norway")]
    assert named == ["one", "one", "two", "three", None]


def test_an_empty_mapping_puts_nothing_into_a_group() -> None:
    assert grouping({})(AZE) is None


@pytest.mark.parametrize("groups", ["continent", "Subregion", "", None, 3, ["AZE"], {"AZE"}])
def test_what_is_no_grouping_is_refused(groups: Any) -> None:
    with pytest.raises(InvalidValueError, match="'subregion', 'region' or a mapping"):
        grouping(groups)


@pytest.mark.parametrize("name", [None, 3, True, ("a",), float("nan")])
def test_a_group_that_is_no_text_is_refused(name: Any) -> None:
    with pytest.raises(WrongTypeError, match="a group is named by text"):
        grouping({"AZE": name})


def test_a_key_that_is_no_place_is_refused() -> None:
    with pytest.raises(UnknownPlaceError, match="Azerbaijan"):
        grouping({"Azerbaijn": "one"})
