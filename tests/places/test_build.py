"""The build refuses what nobody has explained."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parents[2] / "scripts"
COUNTRIES = [
    ["COD", "CD", "180", "Kinshasa", "", "", "current", "", "", "", "", ""],
    ["COG", "CG", "178", "Brazzaville", "", "", "current", "", "", "", "", ""],
]
REGIONS = [["somewhere", "", "Somewhere", "", ""]]


class NoSources:
    def names(self, alpha2: str) -> list[str]:
        return ["Congo"] if alpha2 == "CD" else []

    def demonyms(self, alpha3: str, alpha2: str) -> list[str]:
        assert alpha3[:2] == "CO"
        return ["Congolese"] if alpha2 == "CG" else []


def build(*lines: str) -> tuple[list[Any], list[str]]:
    spec = importlib.util.spec_from_file_location("places_names", SCRIPTS / "places_names.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["places_names"] = module
    spec.loader.exec_module(module)
    columns = ("action", "code", "kind", "names", "reason")
    reviewed = [{"code": row[0], "name": row[3], "official": "", "demonyms": ""} for row in COUNTRIES]
    rows = [dict(zip(columns, line.split(";"), strict=True)) for line in lines]
    names, faults = module.build(NoSources(), reviewed, rows, COUNTRIES, REGIONS)
    return names, faults


def test_an_unexplained_clash_is_a_fault() -> None:
    _, faults = build("add;COG;common;CONGO;")
    assert len(faults) == 1
    assert "clash: 'congo' is COD" in faults[0]


def test_a_listed_ambiguity_keeps_both_and_a_convention_keeps_one() -> None:
    names, faults = build("ambiguous;COD COG;common;Congo;Either")
    assert not faults
    assert [name.code for name in names if name.key == "congo"] == ["COD", "COG"]
    names, faults = build("add;COG;common;Congo;", "convention;COG;common;Congo;The smaller one")
    assert not faults
    assert [(name.code, name.note) for name in names if name.key == "congo"] == [("COG", "The smaller one")]


def test_an_ambiguity_must_list_all_places_of_the_name() -> None:
    _, faults = build("ambiguous;COD COG;common;Congo;Either", "add;somewhere;region;Congo;")
    assert len(faults) == 1


def test_removing_what_no_source_has_is_a_fault_and_so_is_an_unknown_place_or_action() -> None:
    assert build("remove;COD;demonym;Kongolese;A slip")[1] == ["removed in vain: 'kongolese' of COD"]
    assert not build("remove;COG;demonym;Congolese;Both are called so")[1]
    assert "no such place: XXX" in build("add;XXX;common;Nowhere;")[1][0]
    assert build("ad;COD;common;Nowhere;")[1] == ["no such action: ad"]
    assert "no letters" in build("add;COD;common;...;")[1][0]
