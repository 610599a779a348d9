"""Brokerage: equal to R's sna on two invented graphs, and to a count over all triples on any.

The reference files were written by ``scripts/reference_brokerage.R`` with R 4.2.2 and sna 2.7-1; their first lines say
so. Groups and ties are invented.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from itertools import permutations
from math import isfinite, sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.brokerage import brokerage
from traffickgraph.analysis.chains import ROLES
from traffickgraph.analysis.uniform import Uniform
from traffickgraph.errors import InvalidValueError, TraffickGraphError, UnknownPlaceError, WrongTypeError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Publication, claim
from traffickgraph.network import Ties, network
from traffickgraph.places import Place, place
from traffickgraph.testing import graphs

HERE = Path(__file__).parent
REPORT = Publication("An invented report", 2020)
FIGURES = ("raw", "exp", "sd", "z")
COLUMNS = ("w_I", "w_O", "b_IO", "b_OI", "b_O", "t")  # as sna orders and calls the roles


def read(name: str) -> list[dict[str, str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.fixture(scope="module", params=["15", "60"])
def referred(request: pytest.FixtureRequest) -> tuple[Any, dict[tuple[str, str], list[float | None]]]:
    """Return our answer for an invented graph, and R's by place and figure."""
    name = f"brokerage-{request.param}"
    groups: dict[Any, str] = {row["place"]: row["group"] for row in read(f"{name}-groups.csv")}
    stated = [claim(row["tail"], to=row["head"], publication=REPORT) for row in read(f"{name}-ties.csv")]
    reference = {
        (row["place"], row["figure"]): [float(row[column]) if row[column] else None for column in COLUMNS]
        for row in read(f"{name}-reference.csv")
    }
    return brokerage(RouteGraph(stated), groups), reference


def figures(roles: Any) -> dict[str, list[float | None]]:
    return {
        "raw": [one.count for one in roles],
        "exp": [one.expected for one in roles],
        "sd": [one.sd for one in roles],
        "z": [one.z for one in roles],
    }


def same(ours: list[float | None], theirs: list[float | None]) -> bool:
    assert len(ours) == len(theirs) == len(COLUMNS)
    return all(
        (one is None) == (other is None)
        and (one is None or other is None or one == pytest.approx(other, rel=1e-9, abs=1e-12))
        for one, other in zip(ours, theirs, strict=True)
    )


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_of_every_place_equals_sna(referred: Any, figure: str) -> None:
    found, reference = referred
    assert {row.place.code for row in found} == {code for code, _ in reference} - {"*"}
    for row in found:
        assert same(figures(row.roles)[figure], reference[row.place.code, figure]), row


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_of_the_whole_graph_equals_sna(referred: Any, figure: str) -> None:
    found, reference = referred
    assert same(figures(found.overall)[figure], reference["*", figure])


def test_the_references_hold_places_for_which_chance_leaves_no_room() -> None:
    for name in ("15", "60"):
        values = [
            value for row in read(f"brokerage-{name}-reference.csv") if row["figure"] == "z" for value in row.values()
        ]
        assert "" in values


# ---- any graph ---------------------------------------------------------------------------------------------------


def role_of(a: str, b: str, c: str) -> str:
    """Name the role by the definition of Gould and Fernandez (1989), table 1."""
    same = (a == b, b == c, a == c)
    return {
        (True, True, True): "coordinator",
        (False, False, True): "itinerant",
        (True, False, False): "representative",
        (False, True, False): "gatekeeper",
        (False, False, False): "liaison",
    }[same]


def by_triples(
    pairs: set[tuple[Place, Place]], groups: dict[Any, str]
) -> dict[tuple[str, str], set[tuple[Place, Place]]]:
    found: dict[tuple[str, str], set[tuple[Place, Place]]] = {}
    for a, b, c in permutations(groups, 3):
        if (a, b) in pairs and (b, c) in pairs and (a, c) not in pairs:
            role = role_of(groups[a], groups[b], groups[c])
            found.setdefault((b.code, role), set()).add((a, c))
    return found


CODES = ["ALB", "BGD", "BRA", "CHL", "DNK", "EGY", "FJI"]
NAMED = st.sampled_from([*map(place, CODES), place("Central Asia")])


@st.composite
def grouped_graphs(draw: st.DrawFn) -> tuple[RouteGraph, dict[Any, str]]:
    """Draw claims with and without transit among few places, some of which have no group."""
    stages = st.frozensets(NAMED, min_size=1, max_size=2)
    stated = draw(
        st.lists(
            st.builds(
                lambda ends, via, status, count: claim(
                    ends[0], via=via, to=ends[1], status=status, count=count, publication=REPORT
                ),
                st.tuples(stages, stages),
                st.lists(stages, max_size=2),
                st.sampled_from(["current", "possible"]),
                st.sampled_from([None, "0", "<5", "7"]),
            ),
            max_size=12,
        )
    )
    groups = draw(st.dictionaries(NAMED, st.sampled_from("ABC")))
    return RouteGraph(stated), dict(groups)


@given(grouped_graphs(), st.sampled_from(["links", "flows"]), st.sampled_from(["possible", "certain"]))
@settings(deadline=None, max_examples=80)
def test_counts_and_pairs_equal_those_over_all_triples(
    drawn: tuple[RouteGraph, dict[Any, str]], rows: Ties, ties: Any
) -> None:
    graph, groups = drawn
    found = brokerage(graph, groups, rows=rows, ties=ties)
    pairs = {(tie.tail, tie.head) for tie in network(graph, rows).ties if tie.is_certain or ties == "possible"}
    expected = by_triples(pairs, groups)
    ours = {
        (row.place.code, role): {(one.before.tail, one.after.head) for one in row.pairs(role)}
        for row in found
        for role in ROLES
    }
    assert {key: ends for key, ends in ours.items() if ends} == expected
    for row in found:
        assert [one.count for one in row.roles][:-1] == [len(ours[row.place.code, role]) for role in ROLES]
        assert row.total.count == len(row.pairs())
    assert [one.count for one in found.overall] == [
        sum(one.count for one in column) for column in zip(*(row.roles for row in found), strict=True)
    ] or not found


def states_whole(one: Claim, a: Place, b: Place, c: Place) -> bool:
    """Ask the legs of a claim, each with its roles, for a → b → c through one stage of b."""
    stages = one.route.stages
    return any(a in stages[at] and b in stages[at + 1] and c in stages[at + 2] for at in range(len(stages) - 2))


@given(grouped_graphs(), st.sampled_from(["links", "flows"]))
@settings(deadline=None, max_examples=50)
def test_a_pair_is_documented_by_the_claims_that_state_it_whole(
    drawn: tuple[RouteGraph, dict[Any, str]], rows: Ties
) -> None:
    graph, groups = drawn
    for row in brokerage(graph, groups, rows=rows):
        for pair in row.pairs():
            a, b, c = pair.before.tail, row.place, pair.after.head
            expected = {one for one in graph if states_whole(one, a, b, c) and str(one.count) != "0"}
            assert set(pair.claims) == expected
        assert row.documented == sum(bool(pair.claims) for pair in row.pairs())


@given(graphs(), st.sampled_from(["subregion", "region"]), st.sampled_from(["possible", "certain"]))
@settings(deadline=None, max_examples=40)
def test_any_graph_has_an_answer_of_plain_cells_that_prints(graph: RouteGraph, groups: Any, ties: Any) -> None:
    found = brokerage(graph, groups, ties=ties)
    for row in (*found, *found.overall):
        assert all(cell is None or type(cell) in (str, int, float) for cell in row.cells())
        assert all(isfinite(cell) for cell in row.cells() if isinstance(cell, float))
        assert len(row.cells()) == len(row.columns)
    assert found.note in str(found)
    assert found == brokerage(RouteGraph(reversed(graph.claims)), groups, ties=ties)


# ---- a small graph -----------------------------------------------------------------------------------------------

SMALL = RouteGraph(
    [
        claim("Uzbekistan", via="Azerbaijan", to="Georgia", publication=REPORT),
        claim("Azerbaijan", to=["Türkiye", "Italy"], publication=REPORT),
        claim("Central Asia", to="Azerbaijan", publication=REPORT),
        claim("Azerbaijan", to="Azerbaijan", publication=REPORT),
        claim("Azerbaijan", to="Iran", status="possible", publication=REPORT),
        claim("Azerbaijan", to="Armenia", count="0", publication=REPORT),
        claim(via="Kazakhstan", publication=REPORT),
    ]
)


def test_the_first_row_lies_between_most_pairs() -> None:
    found = brokerage(SMALL)
    totals = [row.total.count for row in found]
    assert totals == sorted(totals, reverse=True) == [4, 0, 0, 0, 0, 0]
    assert [str(row.place) for row in found] == ["Azerbaijan", "Georgia", "Iran", "Italy", "Türkiye", "Uzbekistan"]


def test_a_region_has_no_group_unless_it_is_given_one() -> None:
    found = brokerage(SMALL)
    assert "1 place (Central Asia), which has no group" in found.note
    groups = {"Central Asia": "x", "Azerbaijan": "y", "Italy": "x", "Uzbekistan": "y"}
    given_one = brokerage(SMALL, groups)
    assert given_one.of("Azerbaijan").itinerant.count == 1
    assert given_one.of("Azerbaijan").representative.count == 1
    assert "Left out: 3 places (Georgia, Iran, Türkiye), which have no group" in given_one.note


def test_a_hedged_tie_and_one_that_counted_nobody_are_not_certain() -> None:
    possible = brokerage(SMALL).of("Azerbaijan").pairs()
    certain = brokerage(SMALL, ties="certain").of("Azerbaijan").pairs()
    assert [str(one) for one in possible if one not in certain] == ["Uzbekistan → Azerbaijan → Iran [stitched]"]
    assert all(str(one.after.head) != "Armenia" for one in possible)


def test_a_hedged_claim_documents_no_certain_chain() -> None:
    hedged = claim("Uzbekistan", via="Azerbaijan", to="Italy", status="possible", publication=REPORT)
    graph = SMALL | RouteGraph([hedged])
    assert brokerage(graph).of("Azerbaijan").documented == 2
    assert brokerage(graph, ties="certain").of("Azerbaijan").documented == 1


def test_pairs_hold_their_ties_and_claims() -> None:
    (first, *_) = brokerage(SMALL).of("Azerbaijan").pairs()
    assert str(first) == "Uzbekistan → Azerbaijan → Georgia [documented by 1 claim]"
    assert first.claims == first.before.claims == first.after.claims == SMALL.claims[:1]


def test_flows_pass_over_what_lies_between() -> None:
    found = brokerage(SMALL, rows="flows")
    assert found.of("Azerbaijan").total.count == 0
    assert all(str(row.place) != "Kazakhstan" for row in found)


def test_a_closed_chain_is_not_brokered() -> None:
    assert brokerage(SMALL).of("Azerbaijan").gatekeeper.count == 2
    closed = SMALL | RouteGraph([claim("Uzbekistan", to="Georgia", publication=REPORT)])
    assert brokerage(closed).of("Azerbaijan").gatekeeper.count == 1


@pytest.mark.parametrize(
    "stated",
    [
        [],
        [claim("Azerbaijan", to="Azerbaijan", publication=REPORT)],
        [claim(via="Azerbaijan", publication=REPORT)],
        [claim("Central Asia", to="Middle East", publication=REPORT)],
        [claim("Azerbaijan", to="Georgia", count=0, publication=REPORT)],
    ],
)
def test_a_graph_without_ties_between_grouped_places_has_no_brokers(stated: list[Claim]) -> None:
    found = brokerage(RouteGraph(stated))
    assert len(found) == 0
    assert [(one.count, one.expected, one.sd, one.z) for one in found.overall] == [(0, None, None, None)] * 6
    assert "0 places in 0 groups, 0 links" in str(found)


def test_one_tie_brokers_nothing() -> None:
    found = brokerage(RouteGraph([claim("Uzbekistan", to="Georgia", publication=REPORT)]))
    assert [row.total.cells() for row in found] == [("total", 0, 0.0, 0.0, None)] * 2


def test_a_frame_has_counts_and_z_of_every_role() -> None:
    frame = brokerage(SMALL).to_frame()
    assert {*ROLES, "total", "documented"} | {f"{role}_z" for role in ROLES} <= set(frame.columns)
    assert frame.loc[0, "gatekeeper"] == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"groups": "continent"}, "groups are 'subregion', 'region' or a mapping"),
        ({"groups": None}, "groups are"),
        ({"groups": {"Azerbaijan": 3}}, "a group is named by text"),
        ({"groups": {"Atlantis": "x"}}, "'Atlantis'"),
        ({"rows": "legs"}, "rows are 'links' or 'flows'"),
        ({"rows": 1}, "rows are 'links' or 'flows'"),
        ({"ties": "sure"}, "ties are 'possible' or 'certain', not 'sure'"),
        ({"ties": True}, "ties are 'possible' or 'certain', not True"),
        ({"ties": ["certain"]}, "ties are 'possible' or 'certain'"),
    ],
)
def test_other_arguments_are_refused(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(TraffickGraphError, match=says) as caught:
        brokerage(SMALL, **arguments)
    assert isinstance(caught.value, (InvalidValueError, WrongTypeError, UnknownPlaceError))


def test_a_role_that_is_none_is_refused() -> None:
    role: Any = "middleman"
    with pytest.raises(InvalidValueError, match="a role is one of coordinator"):
        brokerage(SMALL)[0].pairs(role)


def test_a_place_without_a_row_is_said_to_have_none() -> None:
    with pytest.raises(InvalidValueError, match="Kazakhstan has no tie to a place in a group"):
        brokerage(SMALL).of("Kazakhstan")


# ---- the model, against every graph of four places ----------------------------------------------------------------


def over_all_graphs(groups: str, ties: int) -> dict[tuple[str, str], tuple[float, float]]:
    """Return mean and standard deviation over all directed graphs, each tie with the chance ties / 12.

    For each place and role, and for all places together under ``"*"``.
    """
    places = range(len(groups))
    ordered = list(permutations(places, 2))
    d = ties / len(ordered)
    triples = [
        (1 << ordered.index((a, b)) | 1 << ordered.index((b, c)), 1 << ordered.index((a, c)), b, role)
        for a, b, c in permutations(places, 3)
        for role in (role_of(groups[a], groups[b], groups[c]), "total")
    ]
    first: defaultdict[tuple[str, str], float] = defaultdict(float)
    second: defaultdict[tuple[str, str], float] = defaultdict(float)
    for graph in range(1 << len(ordered)):
        chance = d ** graph.bit_count() * (1 - d) ** (len(ordered) - graph.bit_count())
        found: Counter[tuple[str, str]] = Counter()
        for both, closing, b, role in triples:
            if graph & both == both and not graph & closing:
                found[str(b), role] += 1
                found["*", role] += 1
        for key, count in found.items():
            first[key] += chance * count
            second[key] += chance * count**2
    return {key: (mean, sqrt(max(second[key] - mean**2, 0.0))) for key, mean in first.items()}


@pytest.mark.parametrize(("groups", "ties"), [("AAAA", 5), ("AAAB", 4), ("AABB", 7), ("AABC", 6)])
def test_what_chance_would_give_a_place_is_exact(groups: str, ties: int) -> None:
    exact = over_all_graphs(groups, ties)
    model = Uniform(tuple(Counter(groups).values()), ties)
    for number, group in enumerate(groups):
        for role, chance in zip((*ROLES, "total"), model.of_a_place(groups.count(group)), strict=True):
            mean, sd = exact.get((str(number), role), (0.0, 0.0))
            assert (chance.expected, chance.sd) == (pytest.approx(mean), pytest.approx(sd, abs=1e-7)), (number, role)


@pytest.mark.parametrize(("groups", "ties"), [("AAAA", 5), ("AAAB", 4), ("AABB", 7), ("AABC", 6), ("ABCD", 9)])
def test_of_the_whole_graph_the_mean_is_exact_and_the_variance_but_for_chains_that_exclude_each_other(
    groups: str, ties: int
) -> None:
    exact = over_all_graphs(groups, ties)
    sizes = list(Counter(groups).values())
    model = Uniform(tuple(sizes), ties)
    d = ties / 12
    # a → b → c has no tie a → c, and a → c → b has one: such pairs have the covariance -(d²(1 - d))², and sna leaves
    # them out. The other two roles have none.
    across = sum(x * (x - 1) * (4 - x) * (2 * x - 3) for x in sizes)
    excluding = {
        "coordinator": sum(2 * x * (x - 1) * (x - 2) for x in sizes),
        "representative": across,
        "gatekeeper": across,
        "total": 2 * 4 * 3 * 2,
    }
    for role, chance in zip((*ROLES, "total"), model.of_the_graph(), strict=True):
        mean, sd = exact.get(("*", role), (0.0, 0.0))
        assert chance.expected == pytest.approx(mean)
        assert chance.sd is not None
        variance = chance.sd**2 - excluding.get(role, 0) * (d**2 * (1 - d)) ** 2
        assert variance == pytest.approx(sd**2, abs=1e-12), role


# ---- what the note says ------------------------------------------------------------------------------------------


def test_the_note_says_how_many_stated_chains_rest_on_uncertain_claims_alone() -> None:
    hedged = claim("UZB", via="AZE", to="TUR", status="possible", publication=REPORT)
    sure = claim("UZB", via="AZE", to="GEO", publication=REPORT)
    both = claim("UZB", via="AZE", to="TUR", publication=REPORT)
    assert "1 rests on claims alone that are hedged" in brokerage(RouteGraph([hedged])).note
    two = brokerage(RouteGraph([hedged, sure])).note
    assert "Claims state 2 of these chains whole" in two
    assert "Of those stated, 1 rests on claims alone" in two
    assert "Of those stated" not in brokerage(RouteGraph([hedged, sure, both])).note
    assert "Of those stated" not in brokerage(RouteGraph([hedged, sure]), ties="certain").note


def test_a_chain_stated_by_inferred_claims_alone_is_told_of_and_not_certain() -> None:
    g = RouteGraph([claim("Central Asia", via="AZE", to="ITA", publication=REPORT)]).expand_regions()
    found = brokerage(g)
    assert found.of("AZE").documented == 5
    assert "Of those stated, 5 rest on claims alone" in found.note
    assert "1 of the claims is inferred from regions." in found.note
    assert len(brokerage(g, ties="certain")) == 0


@pytest.mark.parametrize(
    ("groups", "rows", "says"),
    [
        ({"NER": "a group"}, "links", "No tie joins two places that are in a group: give a mapping"),
        ({"AZE": "a group", "NER": "another"}, "links", "No tie joins two places that are in a group: give a mapping"),
        ({"UZB": "a group", "AZE": "another"}, "links", "no pair is brokered. Groups of more places may find some."),
        ("subregion", "flows", "no pair is brokered. Groups of more places, or rows='links', may find some."),
    ],
)
def test_a_table_without_brokers_says_why_and_what_to_do(groups: Any, rows: Any, says: str) -> None:
    found = brokerage(RouteGraph([claim("UZB", via="AZE", to="TUR", publication=REPORT)]), groups, rows=rows)
    assert not any(row.total.count for row in found)
    assert says in str(found)
    assert "Claims state" not in found.note


def test_a_graph_without_ties_is_not_asked_for_another_mapping() -> None:
    note = brokerage(RouteGraph()).note
    assert "No claim read here ties two different places." in note
    assert "mapping" not in note
