"""Speed of brokerage, against a count over triples with networkx, measured in one run.

    python benchmarks/brokerage.py PATH/TO/edgelists [--rounds 9]

PATH holds the edge lists of Goist, Chen and Boylan (``edgelist2001.txt`` ..., one ``from,to`` a line), which are not
part of this project. All years are collapsed into one graph, in which a pair of places has one claim; the groups are
sub-regions. A second line takes every line of every year as a claim. The graph is made anew before each measurement,
so that nothing is remembered. Times are medians; the goal is 0.5 s in all.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

import traffickgraph as tg
from traffickgraph.analysis.brokerage import brokerage

if TYPE_CHECKING:
    from collections.abc import Callable

Pair = tuple[tg.Country, tg.Country]
REPORT = tg.Publication("Trafficking in Persons Report", 2016, publisher="U.S. Department of State")


def read_pairs(folder: Path) -> list[Pair]:
    """Return every line that names two countries, as countries; one with an unknown name is counted and left out."""
    pairs: list[Pair] = []
    unresolved = 0
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            try:
                tail, head = (tg.place(name) for name in line.strip().split(",")[:2])
            except LookupError:
                unresolved += 1
                continue
            assert isinstance(tail, tg.Country)
            assert isinstance(head, tg.Country)
            pairs.append((tail, head))
    print(f"{len(pairs):,} lines; {unresolved} more name a place that is unknown or ambiguous")
    return pairs


def graph_of(pairs: list[Pair]) -> tg.RouteGraph:
    return tg.RouteGraph(
        tg.claim(tail, to=head, publication=REPORT, locator=f"line {number}")
        for number, (tail, head) in enumerate(pairs, 1)
    )


def by_triples(graph: nx.DiGraph[tg.Country]) -> Counter[tuple[tg.Country, str]]:
    """Count as one would with networkx: over the predecessors and successors of each node."""
    found: Counter[tuple[tg.Country, str]] = Counter()
    group = {node: node.subregion.name for node in graph}
    for b in graph:
        for a in graph.predecessors(b):
            for c in graph.successors(b):
                if a != c and not graph.has_edge(a, c):
                    same = group[a] == group[b], group[b] == group[c], group[a] == group[c]
                    found[b, ROLES[same]] += 1
    return found


ROLES = {
    (True, True, True): "coordinator",
    (False, False, True): "itinerant",
    (True, False, False): "representative",
    (False, True, False): "gatekeeper",
    (False, False, False): "liaison",
}


def median(run: Callable[[tg.RouteGraph], object], make: Callable[[], tg.RouteGraph], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        fresh = make()
        gc.collect()
        begun = time.perf_counter()
        run(fresh)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    rounds: int = asked.rounds

    lines = read_pairs(asked.folder)
    collapsed = sorted(set(lines))
    links: nx.DiGraph[tg.Country] = nx.DiGraph([(tail, head) for tail, head in collapsed if tail != head])
    print(f"collapsed: {links.number_of_nodes()} places, {links.number_of_edges():,} links between different places")

    found = brokerage(graph_of(collapsed))
    peer = by_triples(links)
    assert all(
        peer[row.place, role.role] == role.count
        for row in found
        if isinstance(row.place, tg.Country)
        for role in row.roles[:-1]
    )

    ours = median(brokerage, lambda: graph_of(collapsed), rounds)
    every = median(brokerage, lambda: graph_of(lines), rounds)
    theirs = median(lambda _: by_triples(links), tg.RouteGraph, max(rounds // 3, 1))
    print(f"brokerage of the collapsed graph      {ours * 1e3:9.1f} ms   goal: under 500 ms")
    print(f"  of all {len(lines):,} lines as claims      {every * 1e3:9.1f} ms")
    print(f"counts alone, by triples in networkx  {theirs * 1e3:9.1f} ms   {theirs / ours:.1f} x our time")


if __name__ == "__main__":
    main()
