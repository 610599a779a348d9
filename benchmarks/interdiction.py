"""Speed of the analysis of where to act, as ratios against networkx, measured in one run.

    python benchmarks/interdiction.py PATH/TO/edgelists [--pairs 50] [--rounds 5]

PATH holds the edge lists of Goist, Chen and Boylan (``edgelist2001.txt`` ..., one ``from,to`` a line), which are not
part of this project. All years are read as one graph; names stand for places as they are written, merged or not. The
routes for the coverage are drawn at random, with a seed; they are facts about nothing. Times are medians.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

import traffickgraph as tg
from traffickgraph.analysis.interdiction import chokepoints, coverage, ways_round
from traffickgraph.analysis.interdiction.bits import Ground, ground, united
from traffickgraph.analysis.interdiction.cuts import link_cut, place_cut
from traffickgraph.places import countries

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT = tg.Publication("An invented report", 2020)


def median(run: Callable[[], object], rounds: int) -> float:
    """Return the median time of several runs, each begun with a clean collector."""
    times = []
    for _ in range(rounds):
        gc.collect()
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def read_links(folder: Path) -> nx.DiGraph[int]:
    """Return the links of all years, the names by number."""
    found = {
        tuple(line.strip().split(",")[:2])
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    }
    number = {name: at for at, name in enumerate(sorted({name for pair in found for name in pair}))}
    return nx.DiGraph((number[tail], number[head]) for tail, head in found if tail != head)


def as_ground(graph: nx.DiGraph[int]) -> Ground:
    """Return the links as the cuts read them; names that are no places have no claims to read them from."""
    size = len(graph)
    after = [united(graph.successors(one)) for one in range(size)]
    before = [united(graph.predecessors(one)) for one in range(size)]
    return Ground((), {}, {}, after, before, [0] * size, [0] * size)


def drawn_routes(number: int, *, even: bool) -> tg.RouteGraph:
    """Return claims with one to three transits over 150 countries, all as likely, or a few far more than others."""
    chance = random.Random(2020)
    pool = [one.code for one in sorted(countries())[:150]]
    weights = [1.0 if even else 1 / at for at in range(1, len(pool) + 1)]
    found = []
    for at in range(number):
        some: dict[str, None] = {}
        wanted = chance.randint(3, 5)
        while len(some) < wanted:
            some[chance.choices(pool, weights)[0]] = None
        source, *via, end = some
        found.append(tg.claim(source, via=via, to=end, publication=REPORT, locator=f"line {at}"))
    return tg.RouteGraph(found)


def show(what: str, ours: float, peer: float, goal: str) -> None:
    print(f"{what:<44}{ours * 1e3:10.1f} ms {peer * 1e3:10.1f} ms  {peer / ours:6.1f} x faster   goal: {goal}")


def cuts(folder: Path, number: int, rounds: int) -> None:
    peer = read_links(folder)
    land = as_ground(peer)
    print(f"{len(peer)} names, {peer.number_of_edges():,} links, {number} random pairs")
    chance = random.Random(7)
    pairs: list[tuple[int, int]] = []
    while len(pairs) < number:
        tail, head = chance.sample(range(len(peer)), 2)
        # networkx answers nothing where two places are linked directly, in either direction.
        if not peer.has_edge(tail, head) and not peer.has_edge(head, tail):
            pairs.append((tail, head))

    def ours() -> list[int]:
        return [len(place_cut(land, 1 << tail, 1 << head).chosen) for tail, head in pairs]

    def theirs() -> list[int]:
        return [len(nx.minimum_node_cut(peer, tail, head)) for tail, head in pairs]

    assert ours() == theirs()
    show("smallest sets of places, joints any", median(ours, rounds), median(theirs, 1), "at least 12 x")

    def our_links() -> list[int]:
        return [len(link_cut(land, 1 << tail, 1 << head).chosen) for tail, head in pairs]

    def their_links() -> list[int]:
        return [len(nx.minimum_edge_cut(peer, tail, head)) for tail, head in pairs]

    assert our_links() == their_links()
    show("smallest sets of links, joints any", median(our_links, rounds), median(their_links, 1), "none")


def covers(rounds: int) -> None:
    for even in (True, False):
        kind = "all places as likely" if even else "few places in most routes"
        graph = drawn_routes(50_000, even=even)
        for on in ("places", "links"):
            gc.collect()
            begun = time.perf_counter()
            found = coverage(graph, 5, on)
            first = time.perf_counter() - begun
            again = median(lambda: coverage(graph, 5, on), rounds)  # noqa: B023 - called at once
            print(
                f"coverage, 5 {on}, 50,000 routes, {kind}: first {first:.2f} s, again {again:.2f} s, {found.status}, "
                f"{found.weight:,.0f} of {found.total:,.0f}, greedy {found.greedy_weight:,.0f}   goal: under 5 s"
            )
        begun = time.perf_counter()
        ways = ways_round(graph, coverage(graph, 5))
        print(f"  and ways round: {time.perf_counter() - begun:.2f} s, {ways.examined:,} of {ways.pairs:,} pairs")


def strict(rounds: int) -> None:
    graph = drawn_routes(2_000, even=False)
    ground(graph)
    places = graph.places
    chance = random.Random(1)
    pairs = [chance.sample(places[:60], 2) for _ in range(10)]
    for joints in ("transit", "documented"):
        taken = median(lambda: [chokepoints(graph, *pair, joints=joints) for pair in pairs], rounds)  # noqa: B023
        print(f"smallest sets, joints {joints}, 2,000 routes: {taken / len(pairs) * 1e3:.1f} ms a pair")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    print(f"{'':<44}{'ours':>13} {'networkx':>13}")
    cuts(asked.folder, asked.pairs, asked.rounds)
    strict(1)
    covers(1)


if __name__ == "__main__":
    main()
