"""The disparity filter: against the integral of the paper, a filter written anew on networkx, and bounds."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Publication, RouteGraph, claim, datasets, place
from traffickgraph.analysis.backbone import Backbone, backbone
from traffickgraph.errors import InvalidValueError, WrongTypeError
from traffickgraph.testing import claims, graphs, publications, routes

if TYPE_CHECKING:
    from collections.abc import Mapping

REPORTS = [Publication("An invented report", year) for year in range(2001, 2061)]
POOL = st.sampled_from([place(one) for one in ("AZE", "UZB", "NER", "LBY", "ITA", "NGA", "central-asia")])
PUBLISHED = publications(titles=st.just("An invented report"), years=st.integers(2001, 2009))
# Whole routes, and pairs from many publications.
PAIRS = st.builds(lambda tail, head, one: claim(tail, to=head, publication=one), POOL, POOL, st.sampled_from(REPORTS))
GRAPHS = graphs(
    claims=claims(routes=routes(places=POOL), publications=PUBLISHED) | PAIRS, indicators=st.nothing(), max_size=25
)
WEIGHTS = st.sampled_from(["publications", "claims"])


def weighed(numbers: Mapping[tuple[str, str], int]) -> RouteGraph:
    """Return a graph in which so many publications state each pair."""
    return RouteGraph(
        claim(tail, to=head, publication=one) for (tail, head), number in numbers.items() for one in REPORTS[:number]
    )


def p_values(found: Backbone) -> dict[tuple[str, str], tuple[float, float]]:
    return {(row.tie.tail.code, row.tie.head.code): (row.p_tail, row.p_head) for row in found.tested}


def kept(found: Backbone) -> set[tuple[str, str]]:
    return {(row.tie.tail.code, row.tie.head.code) for row in found.kept}


def integral(share: Fraction, ties: int) -> Fraction:
    """Return 1 - (k - 1) ∫ (1 - x)^(k - 2) dx from 0 to the share: the definition (Serrano et al. 2009, equation 2)."""
    if ties == 1:
        return Fraction(1)
    # The power is multiplied out, and integrated term by term.
    whole = sum(
        comb(ties - 2, power) * Fraction((-1) ** power, power + 1) * share ** (power + 1) for power in range(ties - 1)
    )
    return 1 - (ties - 1) * whole


@settings(deadline=None, max_examples=60)
@given(GRAPHS, st.sampled_from(["links", "flows"]), WEIGHTS)
def test_p_values_are_those_of_the_definition(g: RouteGraph, rows: Any, weight: Any) -> None:
    behind: dict[tuple[Any, Any], set[Any]] = {}
    for one in g:
        if one.count is not None and one.count.high == 0:
            continue
        legs = [(leg.tail, leg.head) for leg in one.legs()]
        for tail, head in legs if rows == "links" else [(flow.source, flow.destination) for flow in one.flows()]:
            if tail != head:
                behind.setdefault((tail, head), set()).add(one.publication if weight == "publications" else one)
    directed = nx.DiGraph()
    directed.add_weighted_edges_from((*ends, len(said)) for ends, said in behind.items())
    found = backbone(g, 0.3, rows=rows, weight=weight)
    expected = {
        (tail.code, head.code): (
            float(integral(Fraction(number, directed.out_degree(tail, "weight")), directed.out_degree(tail))),
            float(integral(Fraction(number, directed.in_degree(head, "weight")), directed.in_degree(head))),
        )
        for tail, head, number in directed.edges(data="weight")
    }
    assert set(p_values(found)) == set(expected)
    for ends, values in p_values(found).items():
        assert values == pytest.approx(expected[ends])
    assert kept(found) == {ends for ends, values in p_values(found).items() if min(values) < 0.3}


def test_a_tie_that_stands_out_at_one_end_is_kept() -> None:
    # Of 24 publications behind ties that leave Niger, Italy has 20: (1 - 20/24)^2 = 1/36.
    found = backbone(weighed({("NER", "ITA"): 20, ("NER", "LBY"): 2, ("NER", "TUN"): 2}))
    assert kept(found) == {("NER", "ITA")}
    assert p_values(found)["NER", "ITA"] == pytest.approx((1 / 36, 1))
    assert p_values(found)["NER", "LBY"] == pytest.approx(((11 / 12) ** 2, 1))


def test_a_tie_that_stands_out_at_its_head_alone_is_kept() -> None:
    found = backbone(weighed({("ITA", "NER"): 20, ("LBY", "NER"): 2, ("TUN", "NER"): 2}))
    assert p_values(found)["ITA", "NER"] == pytest.approx((1, 1 / 36))
    assert kept(found) == {("ITA", "NER")}


def test_an_only_tie_is_left_to_its_other_end() -> None:
    # However many publications it has: with nothing to compare it with, it cannot stand out.
    assert p_values(backbone(weighed({("NER", "ITA"): 60})))["NER", "ITA"] == (1, 1)
    assert len(backbone(weighed({("NER", "ITA"): 60}), 0.999).kept) == 0


def test_a_p_value_of_alpha_is_not_below_it() -> None:
    # Two ties with one publication each: (1 - 1/2)^1.
    g = weighed({("NER", "ITA"): 1, ("NER", "LBY"): 1})
    assert len(backbone(g, 0.5).kept) == 0
    assert len(backbone(g, 0.51).kept) == 2


@settings(deadline=None, max_examples=40)
@given(GRAPHS, WEIGHTS)
def test_no_p_value_is_below_what_the_weights_allow(g: RouteGraph, weight: Any) -> None:
    found = backbone(g, weight=weight)
    numbers = [len(row.tie.publications if weight == "publications" else row.tie.claims) for row in found.tested]
    for row in found.tested:
        assert row.p_value > exp(-max(numbers) / min(numbers)) - 1e-12


def test_the_bound_is_near_where_a_place_has_many_ties() -> None:
    names = [one.code for one in datasets.load("factbook").countries][:100]
    found = backbone(weighed({("ITA", name): 1 + (name == names[0]) * 2 for name in names if name != "ITA"}))
    assert exp(-3) < found.tested[0].p_value < exp(-3) * 1.1


def test_in_a_graph_of_one_publication_nothing_can_stand_out_and_the_result_says_so() -> None:
    found = backbone(datasets.load("azerbaijan-2015"))
    assert len(found.kept) == 0
    assert found.graph == RouteGraph()
    assert "No tie stands out: the lowest p-value is 0.393, not below alpha." in str(found)
    assert "None could: with 1 publication behind each tie, every p-value is above 0.368." in found.kept.note


def test_among_equals_nothing_can_stand_out_however_many_publications_each_has() -> None:
    pairs = [("NER", "ITA"), ("NER", "LBY"), ("NER", "TUN")]
    equal, unequal = weighed(dict.fromkeys(pairs, 9)), weighed(dict(zip(pairs, (4, 2, 2), strict=True)))
    assert "None could: with 9 publications behind each tie, every p-value is above 0.368." in backbone(equal).kept.note
    assert "with 2 to 4 publications behind each tie, every p-value is above 0.135." in backbone(unequal).kept.note


def test_where_something_could_stand_out_the_result_does_not_say_that_nothing_could() -> None:
    found = backbone(weighed({("NER", "ITA"): 20, ("NER", "LBY"): 1}), 0.01)
    assert "the lowest p-value is 0.0476, not below alpha" in found.kept.note
    assert "None could" not in found.kept.note
    assert "stands out" not in backbone(weighed({("NER", "ITA"): 20, ("NER", "LBY"): 1})).kept.note


@settings(deadline=None, max_examples=20)
@given(GRAPHS, st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_stricter_filter_keeps_no_more(g: RouteGraph, one: float, other: float) -> None:
    assert kept(backbone(g, min(one, other))) <= kept(backbone(g, max(one, other)))


@settings(deadline=None, max_examples=20)
@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(g: RouteGraph, shuffler: Any) -> None:
    shuffled = list(g)
    shuffler.shuffle(shuffled)
    one, other = backbone(g, 0.4), backbone(RouteGraph(shuffled), 0.4)
    assert one.kept.to_columns() == other.kept.to_columns()
    assert one.graph == other.graph


@settings(deadline=None, max_examples=20)
@given(GRAPHS)
def test_the_graph_is_of_the_claims_behind_the_ties_that_were_kept(g: RouteGraph) -> None:
    found = backbone(g, 0.4)
    behind = {one for row in found.kept for one in row.tie.claims}
    assert list(found.graph) == [one for one in g if one in behind]
    assert kept(found) <= {(leg.tail.code, leg.head.code) for leg in found.graph.legs()}


def test_a_claim_with_several_legs_brings_all_of_them_into_the_picture() -> None:
    g = weighed({("NER", "ITA"): 19, ("NER", "LBY"): 1, ("NER", "TUN"): 1})
    g |= RouteGraph([claim("NGA", via="NER", to="ITA", publication=REPORTS[30])])
    found = backbone(g)
    assert kept(found) == {("NER", "ITA")}
    assert {(link.tail.code, link.head.code) for link in found.graph.links()} == {("NER", "ITA"), ("NGA", "NER")}
    assert "ITA" in found.graph.to_dot()
    assert "TUN" not in found.graph.to_dot()


def test_in_one_publication_claims_can_be_compared() -> None:
    said = [claim("NER", to="ITA", publication=REPORTS[0], locator=str(page)) for page in range(30)]
    g = RouteGraph(said) | weighed({("NER", "LBY"): 1})
    assert kept(backbone(g)) == set()
    assert kept(backbone(g, weight="claims")) == {("NER", "ITA")}
    assert "Compared: claims" in backbone(g, weight="claims").kept.note


def test_domestic_claims_are_no_ties_to_compare() -> None:
    g = weighed({("NER", "ITA"): 20, ("NER", "LBY"): 1})
    more = g | weighed({("NER", "NER"): 60, ("ITA", "ITA"): 60})
    assert backbone(more).kept == backbone(g).kept
    assert backbone(more).graph == backbone(g).graph


@pytest.mark.parametrize(
    "g",
    [RouteGraph(), weighed({("ITA", "ITA"): 3}), RouteGraph([claim(via="AZE", publication=REPORTS[0])])],
    ids=["empty", "domestic", "transit only"],
)
def test_without_a_tie_the_backbone_is_empty(g: RouteGraph) -> None:
    found = backbone(g)
    assert (len(found.kept), found.tested, found.graph) == (0, (), RouteGraph())
    assert repr(found) == "<Backbone: 0 of 0 links, alpha 0.05>"


def test_it_shows_itself_as_a_table_of_plain_values() -> None:
    found = backbone(weighed({("NER", "ITA"): 20, ("NER", "LBY"): 1}), rows="flows")
    assert repr(found) == "<Backbone: 1 of 2 flows, alpha 0.05>"
    assert str(found) == str(found.kept)
    assert found._repr_html_() == found.kept.to_html()
    assert found.kept[0].cells() == ("Niger", "Italy", 20, 20, pytest.approx(1 / 21), 1, pytest.approx(1 / 21))
    assert str(found.kept[0]) == "Niger → Italy (20 claims, 20 publications): 0.0476"


@pytest.mark.parametrize(
    ("setting", "error", "message"),
    [
        ({"alpha": 0}, InvalidValueError, "alpha is between 0 and 1, such as 0.05, not 0"),
        ({"alpha": 1}, InvalidValueError, "not 1"),
        ({"alpha": -0.05}, InvalidValueError, "not -0.05"),
        ({"alpha": float("nan")}, InvalidValueError, "not nan"),
        ({"alpha": float("inf")}, InvalidValueError, "not inf"),
        ({"alpha": True}, WrongTypeError, "alpha is a number between 0 and 1, not True"),
        ({"alpha": "0.05"}, WrongTypeError, "alpha is a number between 0 and 1, not '0.05'"),
        ({"weight": "persons"}, InvalidValueError, "weight is 'publications' or 'claims', not 'persons'"),
        ({"weight": None}, InvalidValueError, "weight is 'publications' or 'claims', not None"),
        ({"rows": "legs"}, InvalidValueError, "rows are 'links' or 'flows', not 'legs'"),
    ],
    ids=str,
)
def test_settings_that_cannot_be_are_refused(setting: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        backbone(RouteGraph(), **setting)


def test_a_number_of_numpy_is_an_alpha() -> None:
    np = pytest.importorskip("numpy")
    g = RouteGraph([claim("NER", to=["ITA", "LBY"], publication=Publication("An invented report", 2020))])
    assert backbone(g, np.float64(0.05)) == backbone(g, 0.05)
    assert backbone(g, np.float32(0.5)) == backbone(g, 0.5)
    with pytest.raises(InvalidValueError, match="between 0 and 1"):
        backbone(g, 10**400)
