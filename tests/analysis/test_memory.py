"""The memory of routes: equal to pathpy on the same paths, by values written down and, where it is installed, by a run.

The values were computed once with pathpy 2.2.0 (PyPI: pathpy2), NumPy 2.4 and SciPy 1.17. All routes are invented.
"""

from __future__ import annotations

import sys
import warnings
from math import inf, isfinite, log, nan
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.memory import Memory, memory
from traffickgraph.analysis.multiorder import MultiOrder
from traffickgraph.errors import InvalidValueError, MissingPackageError, WrongTypeError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Publication, claim
from traffickgraph.places import countries
from traffickgraph.testing import graphs

if TYPE_CHECKING:
    from collections.abc import Mapping

pytest.importorskip("scipy")

REPORT = Publication("An invented report", 2020)

# Where a route goes on to depends on the place before, and on no more.
OF_ORDER_TWO = {
    "ALB BGD CHL": 24,
    "DNK BGD EGY": 21,
    "ALB BGD EGY": 3,
    "DNK BGD CHL": 2,
    "ALB BGD CHL FJI": 4,
    "ALB BGD CHL GHA": 3,
    "DNK BGD CHL GHA": 2,
    "DNK BGD EGY FJI": 3,
    "DNK BGD EGY GHA": 4,
    "HTI ALB BGD CHL FJI": 1,
}
# Where a route goes on to depends on where it is alone.
OF_ORDER_ONE = {
    "ALB BGD CHL": 12,
    "DNK BGD EGY": 9,
    "ALB BGD EGY": 10,
    "DNK BGD CHL": 11,
    "ALB BGD CHL FJI": 4,
    "DNK BGD CHL GHA": 5,
    "DNK BGD EGY GHA": 3,
    "ALB BGD EGY FJI": 3,
    "ALB BGD CHL GHA": 4,
    "DNK BGD EGY FJI": 4,
}
# Log-likelihood and degrees of freedom of orders 1, 2, 3; p of orders 2 and 3; the order chosen at 0.01.
PATHPY = {
    "two": (
        OF_ORDER_TWO,
        (-187.24837183171223, -163.2886930127169, -161.5601149536916),
        (10, 15, 22),
        (3.6891307786390826e-09, 0.8397424099255206),
        2,
    ),
    "one": (
        OF_ORDER_ONE,
        (-182.51357837953773, -182.14313887858134, -178.33588702892087),
        (9, 14, 20),
        (0.9806500410896066, 0.2677273917751385),
        1,
    ),
}


def stated(routes: Mapping[str, int]) -> RouteGraph:
    """Return so many claims of each route, each on a line of its own of an invented report."""
    return RouteGraph(
        claim(first, via=list(via), to=last, publication=REPORT, locator=f"line {number} of {route}")
        for route, times in routes.items()
        for first, *via, last in [route.split()]
        for number in range(times)
    )


@pytest.mark.parametrize("name", PATHPY)
def test_the_orders_equal_those_of_pathpy(name: str) -> None:
    routes, likelihoods, freedoms, chances, order = PATHPY[name]
    found = memory(stated(routes))
    assert [row.order for row in found] == [1, 2, 3]
    assert [row.log_likelihood for row in found] == pytest.approx(likelihoods, rel=1e-12)
    assert [row.degrees_of_freedom for row in found] == list(freedoms)
    assert found[0].p is None
    assert [row.p for row in found[1:]] == pytest.approx(chances, rel=1e-6)
    assert found.order == order


def test_the_meaning_says_whether_routes_say_more_than_legs() -> None:
    assert memory(stated(OF_ORDER_ONE)).meaning == "The recorded routes do not show more than their legs."
    told = memory(stated(OF_ORDER_TWO))
    assert told.meaning.startswith("The recorded routes say more than their legs:")
    assert told.meaning in str(told)


def test_a_stricter_significance_chooses_a_lower_order() -> None:
    graph = stated(OF_ORDER_TWO)
    assert memory(graph, significance=1e-8).order == 2
    assert memory(graph, significance=1e-9).order == 1


def test_max_order_bounds_the_orders_and_so_does_the_longest_route() -> None:
    graph = stated(OF_ORDER_TWO)
    assert [row.order for row in memory(graph, max_order=1)] == [1]
    assert [row.order for row in memory(graph, max_order=2)] == [1, 2]
    assert [row.order for row in memory(graph, max_order=10**9)] == [1, 2, 3, 4]


# ---- against pathpy, where it is installed -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def pathpy() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = pytest.importorskip("pathpy", reason="pathpy2 is no dependency; its values are written down above")
        from pathpy.utils import Log, Severity

        Log.set_min_severity(Severity.ERROR)
    return module


def by_pathpy(pathpy: Any, paths: Mapping[tuple[Any, ...], float], max_order: int) -> Any:
    given_paths = pathpy.Paths()
    for path, weight in paths.items():
        given_paths.add_path(tuple(one.code for one in path), frequency=(0, weight))
    return pathpy.MultiOrderModel(given_paths, max_order=max_order)


CODES = st.sampled_from(["ALB", "BGD", "CHL", "DNK"])
STAGES = st.frozensets(CODES, min_size=1, max_size=2)
ROUTED = st.lists(
    st.builds(
        lambda ends, via, number: claim(ends[0], via=via, to=ends[1], publication=REPORT, locator=f"line {number}"),
        st.tuples(STAGES, STAGES),
        st.lists(STAGES, max_size=3),
        st.integers(1, 3),
    ),
    max_size=12,
).map(RouteGraph)


@given(ROUTED)
@settings(deadline=None, max_examples=40)
def test_any_routes_have_the_orders_that_pathpy_finds(pathpy: Any, graph: RouteGraph) -> None:
    found = memory(graph)
    if not found:
        return
    highest = found[-1].order
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = by_pathpy(pathpy, found.paths, highest)
        for row in found:
            assert row.log_likelihood == pytest.approx(float(theirs.likelihood(max_order=row.order)), abs=1e-9)
            assert row.degrees_of_freedom == theirs.degrees_of_freedom(max_order=row.order)
            if row.p is not None:
                p = theirs.likelihood_ratio_test(max_order_null=row.order - 1, max_order=row.order)[1]
                assert row.p == pytest.approx(float(p), abs=1e-9)
        assert found.order == (theirs.estimate_order(stop_at_order=highest) if highest > 1 else 1)


# ---- by hand -----------------------------------------------------------------------------------------------------


def test_two_ways_that_never_mix_have_the_ratio_worked_out_by_hand() -> None:
    found = memory(stated({"ALB BGD CHL": 10, "DNK BGD EGY": 10}))
    # Order 1 gives each of the 20 routes 1/2 at the place of transit, order 2 gives it 1; of the two degrees of
    # freedom (four ways less two beginnings), chi-squared has the chance exp(-ratio / 2).
    assert found[1].ratio == pytest.approx(2 * 20 * log(2))
    assert found[1].added == 2
    assert found[1].p == pytest.approx(0.5**20)
    assert found.order == 2


def test_degrees_of_freedom_are_those_of_the_ways_that_links_allow() -> None:
    model = MultiOrder({(0, 2, 3): 1.0, (1, 2, 4): 1.0})
    # 5 nodes: 4. Then 4 links from 3 nodes: 1. Then 4 ways of two legs from 2 nodes: 2.
    assert [model.degrees_of_freedom(order) for order in range(3)] == [4, 5, 7]
    assert model.log_likelihood(0) == pytest.approx(2 * log(1 / 6) + 2 * log(2 / 6) + 2 * log(1 / 6))
    assert model.log_likelihood(2) == pytest.approx(2 * log(1 / 6))


# ---- which routes are read, and how they weigh -------------------------------------------------------------------


def test_a_claim_weighs_one_however_many_places_it_lists() -> None:
    listed = claim(["ALB", "DNK"], via={"BGD", "CHL"}, to=["EGY", "FJI"], publication=REPORT)
    found = memory(RouteGraph([listed, claim("ALB", via="BGD", to="EGY", publication=REPORT)]))
    assert sum(found.paths.values()) == 2.0
    weights = {" ".join(one.code for one in path): weight for path, weight in found.paths.items()}
    assert weights["ALB BGD EGY"] == 1 + 1 / 8
    assert weights["DNK CHL FJI"] == 1 / 8
    assert (found[1].paths, len(found[1].routes)) == (8, 2)


@pytest.mark.parametrize(
    "left_out",
    [
        claim("ALB", to="BGD", publication=REPORT),
        claim("ALB", via="BGD", publication=REPORT),
        claim(via="BGD", to="CHL", publication=REPORT),
        claim(via=["ALB", "BGD", "CHL"], publication=REPORT),
        claim("ALB", via="BGD", to="CHL", count=0, publication=REPORT),
        claim("ALB", via="BGD", to="BGD", publication=REPORT),
        claim("ALB", via="ALB", to="ALB", publication=REPORT),
    ],
    ids=str,
)
def test_what_states_no_route_with_transit_is_left_out_and_counted(left_out: Claim) -> None:
    read = claim("DNK", via="EGY", to="FJI", publication=REPORT)
    found = memory(RouteGraph([left_out, read]))
    assert found.routes == RouteGraph([read])
    assert "Counted: 1 claim that states a route" in found.note
    assert "1 other claim left out" in found.note
    alone = memory(RouteGraph([left_out]))
    assert (alone.order, len(alone), alone.paths) == (None, 0, {})


def test_a_place_that_follows_itself_is_named_once() -> None:
    found = memory(RouteGraph([claim("ALB", via=["BGD", {"BGD", "CHL"}], to=["CHL", "DNK"], publication=REPORT)]))
    assert {" ".join(one.code for one in path): weight for path, weight in found.paths.items()} == {
        "ALB BGD CHL": 1 / 3,
        "ALB BGD DNK": 1 / 3,
        "ALB BGD CHL DNK": 1 / 3,
    }


def test_a_route_that_returns_is_a_route() -> None:
    found = memory(RouteGraph([claim("ALB", via="BGD", to="ALB", publication=REPORT)]))
    assert [" ".join(one.code for one in path) for path in found.paths] == ["ALB BGD ALB"]


def test_no_route_with_transit_is_an_answer() -> None:
    found: Memory = memory(RouteGraph())
    assert found.order is None
    assert found.warning == ""
    assert "nothing to test" in found.meaning
    assert found.meaning in str(found)
    assert "0 claims that state a route" in str(found)


def test_few_routes_are_warned_of_and_many_are_not() -> None:
    few = memory(stated({"ALB BGD CHL": 2, "DNK BGD EGY": 2}))
    assert few.order == 1
    assert few.warning.startswith("Few routes: 4 claims for the 2 degrees of freedom of order 2")
    assert few.warning in str(few)
    assert memory(stated({"ALB BGD CHL": 5, "DNK BGD EGY": 5})).warning == ""


def test_orders_that_say_the_same_have_no_p() -> None:
    found = memory(stated({"ALB BGD CHL": 30}))
    assert [(row.added, row.p) for row in found] == [(None, None), (0, None)]
    assert found.order == 1


@given(graphs() | ROUTED, st.integers(1, 5))
@settings(deadline=None, max_examples=80)
def test_any_graph_has_an_answer_that_no_order_of_claims_changes(graph: RouteGraph, max_order: int) -> None:
    found = memory(graph, max_order)
    assert sum(found.paths.values()) == pytest.approx(len(found.routes))
    likelihoods = [row.log_likelihood for row in found]
    assert likelihoods == pytest.approx(sorted(likelihoods))
    for row in found:
        assert all(cell is None or type(cell) in (int, float) for cell in row.cells())
        assert all(isfinite(cell) for cell in row.cells() if isinstance(cell, float))
        assert row.p is None or 0 <= row.p <= 1
        assert found.routes & row.routes == row.routes
    again = memory(RouteGraph(reversed(graph.claims)), max_order)
    assert [row.cells() for row in again] == [row.cells() for row in found]
    assert list(again.paths.items()) == list(found.paths.items())
    assert again.note == found.note


# ---- bad input ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("max_order", [0, -1, -(10**30)])
def test_an_order_below_one_is_refused(max_order: int) -> None:
    with pytest.raises(InvalidValueError, match="max_order is at least 1"):
        memory(RouteGraph(), max_order)


@pytest.mark.parametrize("max_order", [True, 2.0, "2", None, nan])
def test_an_order_that_is_no_whole_number_is_refused(max_order: Any) -> None:
    with pytest.raises(WrongTypeError, match="max_order is a whole number"):
        memory(RouteGraph(), max_order)


@pytest.mark.parametrize("significance", [0, 1, 0.0, 1.0, -0.5, inf, nan, 5])
def test_a_significance_outside_its_bounds_is_refused(significance: float) -> None:
    with pytest.raises(InvalidValueError, match="significance lies between 0 and 1"):
        memory(RouteGraph(), significance=significance)


@pytest.mark.parametrize("significance", [True, "0.01", None, 1j])
def test_a_significance_that_is_no_number_is_refused(significance: Any) -> None:
    with pytest.raises(WrongTypeError, match="significance is a number"):
        memory(RouteGraph(), significance=significance)


def test_without_scipy_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.special", None)
    with pytest.raises(
        MissingPackageError, match=r"needs scipy; install it with: pip install 'traffickgraph\[analysis\]'"
    ):
        memory(stated({"ALB BGD CHL": 2, "DNK BGD EGY": 2}))
    assert memory(RouteGraph()).order is None


def test_a_claim_of_too_many_ways_is_left_out_and_counted() -> None:
    codes = [one.code for one in countries()]
    stages = [codes[at : at + 20] for at in range(0, 100, 20)]
    vast = claim(stages[0], via=stages[1:4], to=stages[4], publication=REPORT)
    alone = memory(RouteGraph([vast]))
    assert (len(alone), len(alone.routes), alone.paths) == (0, 0, {})
    assert alone.warning == "Left out: 1 claim that allows more than 10,000 ways."
    assert "No claim is left that states" in alone.meaning
    few = RouteGraph([claim("ALB", via="BEL", to="CAN", publication=REPORT)])
    beside = memory(few | RouteGraph([vast]))
    assert (beside.rows, beside.paths) == (memory(few).rows, memory(few).paths)
    assert beside.warning in beside.note


def test_a_claim_of_ten_thousand_ways_is_read() -> None:
    codes = [one.code for one in countries()]
    found = memory(RouteGraph([claim(codes[:100], via=codes[100], to=codes[101:201], publication=REPORT)]), 1)
    assert len(found.paths) == 10_000
    assert "Left out" not in found.warning


def test_numbers_of_numpy_are_numbers() -> None:
    np = pytest.importorskip("numpy")
    g = RouteGraph([claim("ALB", via="BEL", to="CAN", publication=REPORT)])
    assert memory(g, np.int64(2), significance=np.float32(0.5)) == memory(g, 2, significance=0.5)
    for bad in (np.True_, np.array([1, 2]), np.float64(2)):
        with pytest.raises(WrongTypeError, match="max_order is a whole number"):
            memory(g, bad)
