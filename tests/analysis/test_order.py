"""Every analysis: equal graphs have equal results, and what is no graph is refused. All facts here are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import analysis
from traffickgraph.errors import WrongTypeError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Publication, claim
from traffickgraph.places import place
from traffickgraph.testing import claims, graphs, publications, routes

if TYPE_CHECKING:
    from collections.abc import Callable

POOL = st.sampled_from([place(one) for one in ("AZE", "UZB", "NER", "LBY", "ITA", "NGA", "central-asia")])
# Few publications, so that some ties have several.
PUBLISHED = publications(titles=st.just("An invented report"), years=st.sampled_from([2019, 2020, 2021]))
GRAPHS = graphs(claims=claims(routes=routes(places=POOL), publications=PUBLISHED), indicators=st.nothing(), max_size=12)
FIXED = RouteGraph(
    claim(source, via=via, to=to, publication=Publication("An invented report", year), **more)
    for year in (2019, 2020, 2021)
    for source, via, to, more in (
        ("UZB", "AZE", "ITA", {}),
        (["UZB", "NGA"], ["AZE"], "ITA", {"status": "possible"}),
        ("NGA", ["NER", "LBY"], "ITA", {"count": 3}),
        ("NGA", [], "ITA", {"count": "<5", "period": 2018}),
        ("ITA", [], "NGA", {"count": 0, "period": 2018}),
        ("AZE", [], ["AZE", "ITA"], {}),
        ([], "LBY", "ITA", {}),
    )
)

ASKED: dict[str, Callable[[RouteGraph], Any]] = {
    "backbone": lambda g: [analysis.backbone(g), analysis.backbone(g, 0.5, weight="claims").kept],
    "brokerage": lambda g: [
        (found, found.overall, [row.pairs() for row in found], found.note) for found in [analysis.brokerage(g)]
    ],
    "centrality": lambda g: [
        (found, found.note)
        for measure in ("in_degree", "out_strength", "betweenness", "closeness_in", "transit_share")
        for found in [analysis.centrality(g, measure, resample=5)]  # type: ignore[arg-type]
    ],
    "change": lambda g: analysis.change(g.where(lambda one: one.publication.year < 2021), g),
    "communities": lambda g: [
        (found, found.modularity)
        for weight in ("publications", None)
        for found in [analysis.communities(g, "louvain", weight=weight)]
    ],
    "concentration": lambda g: [
        analysis.concentration(g, weight=weight, per_year=True)  # type: ignore[arg-type]
        for weight in ("claims", "publications", "persons")
    ],
    "corroboration": lambda g: analysis.corroboration(g, speaks_of=1),
    "history": lambda g: analysis.history(
        g, ["places", "ties", "claims", "publications", "in_degree", "claims_as_source", "reciprocity"]
    ),
    "memory": lambda g: [(found, found.paths, found.routes, found.note) for found in [analysis.memory(g)]],
    "reported": lambda g: analysis.reported(g, "NGA", "ITA"),
    "reporting": analysis.reporting,
    "role_balance": analysis.role_balance,
    "scope": analysis.scope,
    "statistics": lambda g: analysis.statistics(g, per_year=True),
    "transit_by_form": analysis.transit_by_form,
    "triads": lambda g: [(row, list(row.triples())) for row in analysis.triads(g)],
}
EACH = pytest.mark.parametrize("name", ASKED)


def test_every_analysis_is_asked() -> None:
    assert set(ASKED) == {name for name in analysis.__all__ if name.islower()} - {"interdiction", "plots"}


@EACH
def test_equal_graphs_have_equal_results(name: str) -> None:
    turned = RouteGraph(reversed(FIXED.claims))
    assert turned == FIXED
    assert ASKED[name](turned) == ASKED[name](FIXED)


@EACH
@settings(deadline=None, max_examples=25)
@given(GRAPHS, st.randoms(use_true_random=False))
def test_the_order_of_claims_makes_no_difference(name: str, g: RouteGraph, chance: Any) -> None:
    shuffled = list(g.claims)
    chance.shuffle(shuffled)
    assert ASKED[name](RouteGraph(shuffled)) == ASKED[name](g)


@EACH
def test_another_graph_has_another_result(name: str) -> None:
    """The comparison above is one: claims of other publications are other results."""
    later = RouteGraph(
        claim("UZB", via="AZE", to="ITA", exploitation="sexual", publication=Publication("Another report", year))
        for year in (2019, 2021)
    )
    assert ASKED[name](later) != ASKED[name](FIXED)


@EACH
@pytest.mark.parametrize(
    "given_", [None, "g", [], 3, list(FIXED.claims)], ids=["none", "text", "empty", "number", "list"]
)
def test_what_is_no_graph_is_refused(name: str, given_: Any) -> None:
    function = getattr(analysis, name)
    more = {"reported": ("NGA", "ITA"), "centrality": ("in_degree",), "change": (FIXED,)}.get(name, ())
    with pytest.raises(WrongTypeError, match="is read from a RouteGraph, not from"):
        function(given_, *more)
