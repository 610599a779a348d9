"""Communities: their modularity against networkx, and the methods where the best division is known."""

from __future__ import annotations

import random
import sys
from importlib.util import find_spec
from itertools import permutations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Publication, RouteGraph, claim, datasets, place
from traffickgraph.analysis.communities import Communities, communities
from traffickgraph.analysis.louvain import louvain
from traffickgraph.errors import InvalidValueError, MissingPackageError, WrongTypeError
from traffickgraph.places import countries
from traffickgraph.testing import claims, graphs, publications, routes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REPORT = Publication("An invented report", 2020)
LATER = Publication("An invented report", 2021)
POOL = st.sampled_from([place(one) for one in ("AZE", "UZB", "NER", "LBY", "ITA", "NGA", "central-asia")])
# Few publications, so that some ties have several.
PUBLISHED = publications(titles=st.just("An invented report"), years=st.sampled_from([2019, 2020, 2021]))
GRAPHS = graphs(claims=claims(routes=routes(places=POOL), publications=PUBLISHED), indicators=st.nothing(), max_size=12)
METHODS = [
    pytest.param("leiden", marks=pytest.mark.skipif(find_spec("leidenalg") is None, reason="leidenalg is optional")),
    "louvain",
]
CODES = [one.code for one in countries()]


def read(ties: Iterable[tuple[int, int]], publication: Publication = REPORT) -> RouteGraph:
    """Return a graph of the ties of numbers, each the number of a country by code."""
    return RouteGraph(claim(CODES[tail], to=CODES[head], publication=publication) for tail, head in ties)


def divided(found: Communities) -> list[list[str]]:
    return [[one.code for one in row.places] for row in found]


def ties_of(found: Communities) -> list[Any]:
    return [tie for row in found for tie in (*row.within, *row.out)]


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=40)
@given(
    GRAPHS,
    st.sampled_from(["links", "flows"]),
    st.sampled_from(["publications", "claims", None]),
    st.sampled_from([0.25, 1, 2.5]),
)
def test_modularity_is_that_of_networkx(method: Any, g: RouteGraph, rows: Any, weight: Any, resolution: float) -> None:
    found = communities(g, method, rows=rows, weight=weight, resolution=resolution)
    directed = nx.DiGraph()
    for tie in ties_of(found):
        behind = {"publications": len(tie.publications), "claims": len(tie.claims), None: 1}[weight]
        directed.add_edge(tie.tail, tie.head, weight=behind)
    if not directed.edges:
        assert (len(found), found.modularity) == (0, None)
        return
    parts = [set(row.places) for row in found]
    assert found.modularity == pytest.approx(nx.community.modularity(directed, parts, resolution=resolution))
    assert f"modularity {found.modularity:.3f}" in found.title


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=20)
@given(GRAPHS)
def test_every_linked_place_is_in_one_community(method: Any, g: RouteGraph) -> None:
    found = communities(g, method)
    placed = [one for row in found for one in row.places]
    ties = {(tie.tail, tie.head) for tie in ties_of(found)}
    assert len(placed) == len(set(placed))
    assert set(placed) == {end for tie in ties for end in tie}
    assert ties == {(leg.tail, leg.head) for leg in g.legs() if not nobody(leg.claim) and leg.tail != leg.head}
    for row in found:
        assert all({tie.tail, tie.head} <= set(row.places) for tie in row.within)
        assert all(tie.tail in row.places and tie.head not in row.places for tie in row.out)
        assert all(tie.head in row.places and tie.tail not in row.places for tie in row.into)
    assert sum(len(row.out) for row in found) == sum(len(row.into) for row in found)


def nobody(one: Any) -> bool:
    return one.count is not None and one.count.high == 0


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=20)
@given(GRAPHS, st.randoms(use_true_random=False), st.integers(0, 2**31 - 1))
def test_the_order_of_claims_changes_nothing(method: Any, g: RouteGraph, shuffler: Any, seed: int) -> None:
    shuffled = list(g)
    shuffler.shuffle(shuffled)
    expected = communities(g, method, seed=seed).to_columns()
    assert communities(RouteGraph(shuffled), method, seed=seed).to_columns() == expected


@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same_and_leaves_other_random_numbers_alone(method: Any) -> None:
    g = datasets.load("factbook")
    random.seed(1)
    state = random.getstate()
    found = communities(g, method, seed=3)
    assert random.getstate() == state
    random.seed(2)
    assert communities(g, method, seed=3) == found
    assert any(divided(communities(g, method, seed=seed)) != divided(found) for seed in range(10))


@pytest.mark.parametrize("method", METHODS)
def test_two_cycles_that_are_apart_are_two_communities(method: Any) -> None:
    found = communities(read([(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]), method)
    assert divided(found) == [CODES[:3], CODES[3:6]]
    assert found.modularity == pytest.approx(1 / 2)
    assert [row.modularity for row in found] == pytest.approx([1 / 4, 1 / 4])


@pytest.mark.parametrize("method", METHODS)
def test_the_karate_club_is_divided_as_well_as_can_be(method: Any) -> None:
    # Zachary's club without weights: the best division has modularity 0.4198 (Agarwal and Kempe 2008, Brandes et al.
    # 2008). A network tied both ways has the modularity of the one without directions.
    club = [tie for ends in nx.karate_club_graph().edges for tie in permutations(ends)]
    best = max((communities(read(club), method, seed=seed) for seed in range(10)), key=lambda one: one.modularity or 0)
    assert best.modularity == pytest.approx(0.4198, abs=5e-5)
    assert len(best) == 4


def divisions(members: list[int]) -> Iterator[list[set[int]]]:
    """Yield every way to divide a set into parts."""
    if not members:
        yield []
        return
    first, *others = members
    for parts in divisions(others):
        yield [{first}, *parts]
        for at, part in enumerate(parts):
            yield [*parts[:at], part | {first}, *parts[at + 1 :]]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", range(6))
def test_in_a_small_directed_network_the_best_of_all_divisions_is_found(method: Any, seed: int) -> None:
    directed = nx.gnp_random_graph(6, 0.35, directed=True, seed=seed)
    directed.remove_nodes_from(list(nx.isolates(directed)))
    best = max(nx.community.modularity(directed, parts) for parts in divisions(sorted(directed)))
    found = [communities(read(directed.edges), method, seed=tried).modularity for tried in range(10)]
    assert max(found) == pytest.approx(best)


@pytest.mark.parametrize("method", METHODS)
def test_a_planted_division_of_a_directed_network_is_found(method: Any) -> None:
    planted = nx.planted_partition_graph(4, 10, 0.7, 0.05, directed=True, seed=4)
    groups = {frozenset(CODES[one] for one in part) for part in planted.graph["partition"]}
    assert {frozenset(part) for part in divided(communities(read(planted.edges), method))} == groups


@pytest.mark.parametrize("method", METHODS)
def test_a_weight_is_publications_claims_or_none(method: Any) -> None:
    # A square, of which two opposite sides rest on three publications each, and one of the others on many claims.
    sides = [(0, 1), (1, 0), (2, 3), (3, 2), (1, 2), (2, 1), (3, 0), (0, 3)]
    g = read(sides)
    for year in (2021, 2022):
        g |= read([(0, 1), (1, 0), (2, 3), (3, 2)], Publication("An invented report", year))
    for locator in range(40):
        said = {"publication": REPORT, "locator": str(locator)}
        g |= RouteGraph(claim(CODES[tail], to=CODES[head], **said) for tail, head in [(1, 2), (2, 1), (3, 0), (0, 3)])
    assert divided(communities(g, method)) == [CODES[:2], CODES[2:4]]
    assert divided(communities(g, method, weight="claims")) == [[CODES[0], CODES[3]], CODES[1:3]]
    assert communities(g, method, weight=None).modularity == pytest.approx(0)


@pytest.mark.parametrize("method", METHODS)
def test_a_higher_resolution_gives_more_communities(method: Any) -> None:
    g = datasets.load("factbook")
    sizes = [len(communities(g, method, resolution=resolution)) for resolution in (0.1, 1, 4, 1000)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1] == sum(len(row.places) for row in communities(g, method))


def test_communities_are_numbered_by_size_and_then_by_their_places() -> None:
    found = communities(read([(0, 1), (1, 0), (2, 3), (3, 4), (4, 2), (5, 6), (6, 5)]), "louvain")
    assert divided(found) == [CODES[2:5], CODES[:2], CODES[5:7]]
    assert [row.number for row in found] == [1, 2, 3]


def test_a_row_still_holds_the_claims_behind_the_ties_within() -> None:
    g = read([(0, 1), (1, 0), (2, 3), (3, 2), (1, 2)]) | read([(0, 1)], LATER) | read([(0, 0)])
    one, two = communities(g, "louvain")
    assert one.claims == read([(0, 1), (1, 0)]) | read([(0, 1)], LATER)
    assert (len(one.out), len(one.into), len(two.into)) == (1, 0, 1)
    assert one.cells()[:8] == (1, 2, ", ".join(sorted(map(str, one.places))), 2, 1, 0, 2, 3)


def test_cells_are_plain_values() -> None:
    found = communities(datasets.load("azerbaijan-2015"), "louvain")
    for row in found:
        assert len(row.cells()) == len(row.columns)
        assert {type(cell) for cell in row.cells()} <= {str, int, float}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "g",
    [RouteGraph(), read([(0, 0)]), RouteGraph([claim(via="AZE", publication=REPORT)])],
    ids=["empty", "domestic", "transit only"],
)
def test_without_a_tie_there_is_no_community(method: Any, g: RouteGraph) -> None:
    found = communities(g, method)
    assert list(found) == []
    assert found.modularity is None
    assert "0 communities of 0 places" in str(found)


@pytest.mark.parametrize("method", METHODS)
def test_one_tie_there_and_back_makes_one_community(method: Any) -> None:
    found = communities(read([(0, 1), (1, 0)]), method)
    assert divided(found) == [CODES[:2]]
    assert found.modularity == 0


@pytest.mark.parametrize("method", METHODS)
def test_one_tie_one_way_has_no_modularity_however_it_is_divided(method: Any) -> None:
    assert communities(read([(0, 1)]), method).modularity == 0


@pytest.mark.parametrize("absent", ["leidenalg", "igraph"])
def test_without_its_package_leiden_says_what_to_install_and_louvain_works(
    absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, absent, None)
    g = read([(0, 1), (1, 0)])
    with pytest.raises(MissingPackageError, match=r"louvain.*pip install 'traffickgraph\[communities\]'") as caught:
        communities(g)
    assert caught.value.extra == "communities"
    assert len(communities(g, "louvain")) == 1


@pytest.mark.parametrize(
    ("setting", "error", "message"),
    [
        ({"method": "infomap"}, InvalidValueError, "method is 'leiden' or 'louvain', not 'infomap'"),
        ({"seed": -1}, InvalidValueError, "seed is a number from 0 to 2147483647, not -1"),
        ({"seed": 2**31}, InvalidValueError, "not 2147483648"),
        ({"seed": True}, WrongTypeError, "seed is a whole number, not True"),
        ({"seed": 1.0}, WrongTypeError, "seed is a whole number, not 1.0"),
        ({"seed": None}, WrongTypeError, "seed is a whole number, not None"),
        ({"resolution": 0}, InvalidValueError, "resolution is a number above 0, such as 1.0, not 0"),
        ({"resolution": float("nan")}, InvalidValueError, "not nan"),
        ({"resolution": float("inf")}, InvalidValueError, "not inf"),
        ({"resolution": True}, WrongTypeError, "resolution is a number such as 1.0, not True"),
        ({"resolution": "1"}, WrongTypeError, "resolution is a number such as 1.0, not '1'"),
        ({"weight": "persons"}, InvalidValueError, "weight is 'publications' or 'claims', not 'persons'"),
        ({"rows": "legs"}, InvalidValueError, "rows are 'links' or 'flows', not 'legs'"),
    ],
    ids=str,
)
def test_settings_that_cannot_be_are_refused(setting: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        communities(read([(0, 1)]), **{"method": "louvain", **setting})


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("resolution", [1e-300, 1e-9, 1e9, 1e300])
def test_no_resolution_is_too_low_or_too_high(method: Any, resolution: float) -> None:
    found = communities(read([(0, 1), (1, 2), (2, 0), (3, 4), (0, 3)]), method, resolution=resolution)
    assert sum(len(row.places) for row in found) == 5


# ---- Louvain ends --------------------------------------------------------------------------------------------------

# Of these ties, with so many publications each, networkx 3.6 never returns from seed 1.
ENDLESS = (
    *(("ARE", "ITA", 1), ("ARE", "TUR", 1), ("KAZ", "ARE", 1), ("KAZ", "RUS", 1), ("KAZ", "europe", 1)),
    *(("NGA", "ARE", 1), ("NGA", "ITA", 2), ("NGA", "RUS", 1), ("NGA", "TUR", 2), ("RUS", "europe", 1)),
    *(("TUR", "NGA", 1), ("europe", "NGA", 1), ("europe", "TUR", 1)),
)


def test_louvain_ends_where_moves_are_equally_good() -> None:
    g = RouteGraph(claim(tail, to=head, publication=one) for tail, head, k in ENDLESS for one in (REPORT, LATER)[:k])
    directed: nx.DiGraph[str] = nx.DiGraph()
    directed.add_weighted_edges_from(ENDLESS)
    numbered = nx.convert_node_labels_to_integers(directed)
    best = max(nx.community.modularity(numbered, parts) for parts in divisions(list(numbered)))
    found = [communities(g, "louvain", seed=seed).modularity or 0 for seed in range(50)]
    assert min(found) > 0
    assert max(found) == pytest.approx(best)


def test_louvain_ends_on_random_graphs_and_no_place_gains_by_moving() -> None:
    chance = random.Random(7)
    for seed in range(400):
        number = chance.randint(2, 9)
        pairs = list(permutations(range(number), 2))
        tied = {pair: chance.randint(1, 3) for pair in chance.sample(pairs, chance.randint(1, len(pairs)))}
        resolution = chance.choice([1, 0.3, 0.1, 1.7, 2.5, 1e-9, 1e9])
        parts = louvain(number, tied, seed, resolution)
        assert sorted(one for part in parts for one in part) == list(range(number))
        directed: nx.DiGraph[int] = nx.DiGraph()
        directed.add_nodes_from(range(number))
        directed.add_weighted_edges_from((*pair, weight) for pair, weight in tied.items())
        reached = nx.community.modularity(directed, parts, resolution=resolution)
        for one, other in permutations(range(len(parts)), 2):
            # Nor does a community by joining another one.
            joined = [part for at, part in enumerate(parts) if at not in {one, other}] + [parts[one] | parts[other]]
            assert nx.community.modularity(directed, joined, resolution=resolution) <= reached + 1e-9 * resolution


def test_numbers_of_numpy_are_settings() -> None:
    np = pytest.importorskip("numpy")
    g = read([(0, 1), (1, 2), (3, 4)])
    given_ = communities(g, "louvain", seed=np.int64(3), resolution=np.float32(0.5))
    assert given_ == communities(g, "louvain", seed=3, resolution=0.5)
    for bad in ({"seed": np.True_}, {"seed": np.array([1, 2])}, {"resolution": np.True_}):
        with pytest.raises(WrongTypeError, match="is a"):
            communities(g, "louvain", **bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", [[], {}, None])
def test_a_method_that_has_no_hash_is_refused(method: Any) -> None:
    with pytest.raises(InvalidValueError, match="method is 'leiden' or 'louvain'"):
        communities(RouteGraph(), method)
