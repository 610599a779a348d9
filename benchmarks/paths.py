"""Speed of paths, as ratios against networkx and igraph, measured in one run.

    python benchmarks/paths.py PATH/TO/edgelists [--pairs 50] [--rounds 3]

PATH holds the edge lists of Goist, Chen and Boylan (``edgelist2001.txt`` ..., one ``from,to`` a line), which are not
part of this project. All years are collapsed into one graph, as the names stand in the lists; the same links and costs
are given to every package. Times are medians over rounds of the time for all pairs; trust the ratios.

The links carry no transit. For ``joints="transit"`` the same pairs are laid out once more as routes of three places, so
that every other place is named as transit.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections import Counter
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import networkx as nx

import traffickgraph as tg
from traffickgraph import paths
from traffickgraph.places import countries
from traffickgraph.where import along, through

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REPORT = tg.Publication("Trafficking in Persons Report", 2016, publisher="U.S. Department of State")
Pair = tuple[tg.Country, tg.Country]


def mentions(folder: Path) -> Counter[Pair]:
    """Count the lines of each pair of names. Each name stands for a country of its own, so that none merge."""
    lines = [
        line.strip().split(",")[:2] for path in sorted(folder.glob("*.txt")) for line in path.open(encoding="utf-8")
    ]
    names = sorted({name for line in lines for name in line})
    stands = dict(zip(names, countries(), strict=False))
    assert len(stands) == len(names), "there are more names than countries"
    return Counter((stands[tail], stands[head]) for tail, head in lines if tail != head)


def in_turn(rounds: int, **runs: Callable[[], object]) -> dict[str, float]:
    """Return the median time of each of several runs, which take turns."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            gc.collect()
            begun = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - begun)
    return {name: statistics.median(found) for name, found in times.items()}


def say(what: str, times: dict[str, float], pairs: int, goals: dict[str, float]) -> None:
    print(f"{what}: {times['ours'] / pairs * 1000:.2f} ms a pair")
    for peer, found in times.items():
        if peer != "ours":
            goal = f"(goal {goals[peer]:g})" if peer in goals else ""
            print(f"  {found / times['ours']:6.1f} x as fast as {peer} {goal}".rstrip())


def over(pairs: Sequence[Pair], ask: Callable[[tg.Country, tg.Country], object]) -> Callable[[], object]:
    def run() -> None:
        for tail, head in pairs:
            ask(tail, head)

    return run


def compare(counted: Counter[Pair], pairs: int, rounds: int) -> None:
    graph = tg.RouteGraph(tg.claim(tail, to=head, publication=REPORT) for tail, head in counted)
    net = nx.DiGraph()
    for (tail, head), number in counted.items():
        net.add_edge(tail, head, cost=1 / number)

    def cost(link: tg.Link) -> float:
        return 1 / counted[link.tail, link.head]  # type: ignore[index]

    random = Random(1)
    asked: list[Pair] = []
    while len(asked) < pairs:
        tail, head = random.sample(sorted(net), 2)
        asked += [(tail, head)] if nx.has_path(net, tail, head) else []

    def best(tail: tg.Country, head: tg.Country) -> list[paths.Path]:
        return list(islice(paths.between(graph, tail, head, joints="any", max_legs=None, cost=cost), 100))

    for tail, head in asked:
        theirs = [
            sum(net.edges[pair]["cost"] for pair in pairwise(path))
            for path in islice(nx.shortest_simple_paths(net, tail, head, "cost"), 100)
        ]
        ours = [path.cost for path in best(tail, head)]
        assert len(ours) == len(theirs)
        assert all(abs(a - b) < 1e-9 for a, b in zip(ours, theirs, strict=True)), (tail, head)
        listed = {path.places for path in paths.between(graph, tail, head, joints="any")}
        assert listed == set(map(tuple, nx.all_simple_paths(net, tail, head, cutoff=4)))
    print(f"{len(net)} places, {net.number_of_edges()} links, {pairs} pairs: the paths and costs are those of networkx")

    peers = igraph_of(net)
    runs: dict[str, Callable[[], object]] = {
        "ours": over(asked, best),
        "networkx": over(asked, lambda a, b: list(islice(nx.shortest_simple_paths(net, a, b, "cost"), 100))),
    }
    everything: dict[str, Callable[[], object]] = {
        "ours": over(asked, lambda a, b: list(paths.between(graph, a, b, joints="any"))),
        "networkx": over(asked, lambda a, b: list(nx.all_simple_paths(net, a, b, cutoff=4))),
    }
    if peers is not None:
        ig, number, costs = peers
        runs["igraph"] = over(asked, lambda a, b: ig.get_k_shortest_paths(number[a], number[b], k=100, weights=costs))
        everything["igraph"] = over(asked, lambda a, b: ig.get_all_simple_paths(number[a], number[b], maxlen=4))
    found = in_turn(rounds, **runs)
    say("the cheapest 100 paths, joints='any'", found, pairs, {"networkx": 50, "igraph": 3})
    say(
        "all paths of at most 4 legs, joints='any'",
        in_turn(rounds, **everything),
        pairs,
        {"networkx": 150, "igraph": 1},
    )

    staged = through_others(counted)

    def transit(tail: tg.Country, head: tg.Country) -> list[paths.Path]:
        return list(islice(paths.between(staged, tail, head, max_legs=None, cost=paths.fewest_legs), 100))

    def plain(tail: tg.Country, head: tg.Country) -> list[paths.Path]:
        return list(islice(paths.between(staged, tail, head, max_legs=None, joints="any"), 100))

    for tail, head in asked[:1]:
        transit(tail, head), plain(tail, head)
    times = in_turn(rounds, transit=over(asked, transit), plain=over(asked, plain))
    named = sum(bool(transit(*pair)) for pair in asked)
    print(f"the same, joints='transit': {times['transit'] / times['plain']:.2f} of the time of joints='any' (goal 2)")
    print(f"  on {len(staged)} routes of three places; {named} of {pairs} pairs have a path")


def through_others(counted: Counter[Pair]) -> tg.RouteGraph:
    """Lay the same pairs end to end as routes of three places, one pair in two routes where the number is odd."""
    after: dict[tg.Country, list[tg.Country]] = {}
    for tail, head in sorted(counted):
        after.setdefault(tail, []).append(head)
    claims = []
    for number, (tail, head) in enumerate(sorted(counted)):
        onward = [one for one in after.get(head, ()) if one != tail]
        if number % 2 and onward:
            claims.append(tg.claim(tail, via=head, to=onward[number % len(onward)], publication=REPORT))
        else:
            claims.append(tg.claim(tail, to=head, publication=REPORT))
    return tg.RouteGraph(claims)


def igraph_of(net: nx.DiGraph[tg.Country]) -> tuple[Any, dict[tg.Country, int], list[float]] | None:
    try:
        import igraph
    except ImportError:
        print("igraph is not installed: pip install igraph, to compare with it")
        return None
    number = {one: at for at, one in enumerate(net)}
    edges = [(number[tail], number[head]) for tail, head in net.edges]
    return igraph.Graph(len(number), edges, directed=True), number, [cost for _, _, cost in net.edges.data("cost")]


def routes_through_a_place() -> None:
    """Ask 50,000 recorded routes, by the index and by a comprehension."""
    random = Random(1)
    pool = random.sample(list(countries()), 150)
    claims = []
    for line in range(50_000):
        tail, *via, head = random.sample(pool, random.randint(2, 5))
        claims.append(tg.claim(tail, via=via, to=head, publication=REPORT, locator=f"line {line}"))
    graph = tg.RouteGraph(claims)
    a, b = claims[0].route.sources, next(iter(claims[0].legs())).head
    (a,) = a
    for what, condition, ask in (
        ("through a place", through(b), lambda one: b in one.route.transits),
        ("using a leg", along(a, b), lambda one: any((leg.tail, leg.head) == (a, b) for leg in one.legs())),
    ):
        begun = time.perf_counter()
        wanted = [one for one in claims if ask(one)]
        by_hand = time.perf_counter() - begun
        assert list(graph.where(condition)) == wanted
        times = in_turn(51, ours=lambda condition=condition: graph.where(condition))
        print(
            f"routes {what}, of 50,000: {times['ours'] * 1e6:.0f} µs for {len(wanted):,}, "
            f"{by_hand / times['ours']:.0f} x as fast as a comprehension"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    counted = mentions(given.folder)
    if not counted:
        parser.error(f"there are no edge lists (*.txt) in {given.folder}")
    compare(counted, given.pairs, given.rounds)
    routes_through_a_place()


if __name__ == "__main__":
    main()
