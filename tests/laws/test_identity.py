"""Values stay what they are: copied, pickled, in another process, under another seed of hashing."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Claim, Indicator, Publication, RouteGraph, claim
from traffickgraph.testing import (
    claims,
    conditions,
    counts,
    evidence,
    graphs,
    indicators,
    periods,
    places,
    publications,
    routes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from traffickgraph.where import Condition

VALUES = {
    "places": places(),
    "periods": periods(),
    "counts": counts(),
    "publications": publications(),
    "evidence": evidence(),
    "routes": routes(),
    "claims": claims(),
    "indicators": indicators(),
    "conditions": conditions(),
    "graphs": graphs(max_size=3),
    "legs": claims().map(lambda one: one.legs()),
    "flows": claims().map(lambda one: one.flows()),
    "links": graphs(max_size=3).map(lambda g: g.links()),
}
WAYS = {
    "copied": copy.copy,
    "copied deeply": copy.deepcopy,
    "pickled": lambda value: pickle.loads(pickle.dumps(value)),  # noqa: S301 - its own bytes
    "pickled with the oldest protocol for slots": lambda value: pickle.loads(pickle.dumps(value, 2)),  # noqa: S301
}

# Prints what must not depend on the process: ids, printed forms, orders of what is read from sets.
PROGRAM = """
import base64, json, pickle, sys
import traffickgraph as tg
from traffickgraph.where import leaving, within

report = tg.Publication("An invented report", 2020, publisher="é, \\\\ and more")
other = tg.Publication("An invented report", 2020)
g = tg.RouteGraph(
    [
        tg.claim(["UZB", "KGZ", "TJK"], via=[{"TUR", "GEO"}, "AZE"], to=["ARE", "IRN"], publication=report),
        tg.claim("Central Asia", to=["ARE", "TUR"], exploitation=["sexual", "forced_labour"], victims=["women", "men"],
                 period="2010-2012", count="<5", status="past", publication=other, quote="“quoted”", note="\\x00\\n"),
        tg.claim(via={"AZE", "GEO", "TUR"}, publication=report),
        tg.claim(["AZE", "GEO"], to=["AZE", "GEO"], publication=other),
    ],
    [tg.Indicator("AZE", "victims certified", 3, evidence=tg.Evidence(report))],
)
hash(g), g.where(leaving("UZB")), g.claims[0].places, [one.id for one in g]
asked = leaving(frozenset({"UZB", "KGZ", "TJK"})) & within({"Central Asia", "ARE"})
said = {
    "ids": [one.id for one in g],
    "printed": [*map(repr, g), *map(str, g), *map(repr, g.claims[0].legs()), repr(asked), repr(g.claims[0].route)],
    "read": [str(one) for one in (*g.places, *g.publications, *g.legs(), *g.flows(), *g.links())],
    "expanded": [one.id for one in g.expand_regions()],
    "ranked": [str(g.sources_of("ARE")), str(g.transits_between("UZB", "ARE"))],
    "records": [one.to_record() for one in (*g.claims, *g.indicators)],
}
print(json.dumps({"said": said, "pickled": base64.b64encode(pickle.dumps((g, asked))).decode()}))
"""


def in_a_process_with(seed: str) -> dict[str, Any]:
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_value_is_equal_to_its_copy_and_prints_the_same(
    values: st.SearchStrategy[Any], way: Callable[[Any], Any], data: st.DataObject
) -> None:
    value = data.draw(values)
    hash(value)  # and so is one whose hash is known already
    copied = way(value)
    assert copied == value
    assert hash(copied) == hash(value)
    assert repr(copied) == repr(value)


@given(graphs(max_size=3), conditions())
def test_a_pickled_graph_answers_as_before_it_was_pickled(g: RouteGraph, condition: Condition) -> None:
    asked_first = g.where(condition)
    copied = pickle.loads(pickle.dumps(g))  # noqa: S301 - its own bytes
    assert copied.claims == g.claims
    assert copied.where(condition) == asked_first


@given(claims())
def test_equal_claims_have_equal_ids(one: Claim) -> None:
    again = attrs.evolve(one)
    assert again is not one
    assert (again, again.id) == (one, one.id)


@given(st.lists(claims(), min_size=2, max_size=4, unique=True))
def test_differing_claims_have_differing_ids(some: list[Claim]) -> None:
    assert len({one.id for one in some}) == len(some)


@given(claims(), claims())
def test_a_claim_that_differs_in_one_part_has_another_id(one: Claim, other: Claim) -> None:
    for field in attrs.fields(type(one)):
        changed = attrs.evolve(one, **{field.name: getattr(other, field.name)})
        assert (changed.id == one.id) == (changed == one), field.name


@given(claims())
def test_an_id_is_sixteen_hexadecimal_digits(one: Claim) -> None:
    assert len(one.id) == 16
    assert set(one.id) <= set("0123456789abcdef")


def test_an_id_stays_the_same_from_version_to_version() -> None:
    # Files, tables and notes name claims by their ids: if this fails, every id that was ever written down is void.
    report = Publication("An invented report", 2020, publisher="An invented publisher")
    one = claim("UZB", via=[{"TUR", "GEO"}], to="AZE", publication=report, locator="page 3", period=2010, count="<5")
    assert one.id == "5e5b39d9b8341b23"


@given(claims(), indicators())
def test_a_record_holds_the_whole_content_as_plain_values(one: Claim, indicator: Indicator) -> None:
    for value in (one, indicator):
        record = value.to_record()
        assert json.loads(json.dumps(record)) == record


def test_ids_printed_forms_and_orders_are_the_same_in_every_process() -> None:
    assert in_a_process_with("1")["said"] == in_a_process_with("2")["said"]


def test_a_graph_pickled_in_one_process_is_the_same_graph_in_another() -> None:
    import base64

    (g, asked), (h, again) = (
        pickle.loads(base64.b64decode(in_a_process_with(seed)["pickled"]))  # noqa: S301 - from the program above
        for seed in ("1", "2")
    )
    assert g == h
    assert hash(g) == hash(h)
    assert all(one in h for one in g)
    assert (asked, hash(asked)) == (again, hash(again))
    assert g.where(asked) == h.where(again)
    # Made here, where hashing has a third seed
    made_here = claim(
        via={"AZE", "GEO", "TUR"}, publication=Publication("An invented report", 2020, publisher="é, \\ and more")
    )
    assert made_here in g
    assert RouteGraph([made_here]) == g & RouteGraph([made_here])
