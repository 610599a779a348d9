"""Speed of centrality, as ratios against networkx and igraph, measured in one run, round by round in turn.

    python benchmarks/centrality.py PATH/TO/edgelists [--rounds 9]

PATH holds the edge lists of Goist, Chen and Boylan (``edgelist2001.txt`` ..., one ``from,to`` a line), which are not
part of this project. All years are collapsed: a tie is there if any line states it, and names are taken as they stand.
igraph is no part of this project either; without it, its lines are left out. Times are medians; trust the ratios.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import networkx as nx

import traffickgraph as tg
from traffickgraph.analysis.betweenness import betweenness_by_cost, betweenness_by_ties
from traffickgraph.analysis.central_values import Measured
from traffickgraph.analysis.centrality import centrality

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

try:
    import igraph
except ImportError:
    igraph = None


def medians(rounds: int, *runs: Callable[[], object]) -> list[float]:
    """Return the median time of each run; every round runs all of them, each begun with a clean collector."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for run, taken in zip(runs, times, strict=True):
            gc.collect()
            begun = time.perf_counter()
            run()
            taken.append(time.perf_counter() - begun)
    return [statistics.median(taken) for taken in times]


def read(folder: Path) -> list[tuple[str, str, int]]:
    found = []
    for path in sorted(folder.glob("edgelist*.txt")):
        year = int(re.findall(r"\d{4}", path.stem)[-1])
        for line in path.read_text("utf-8").splitlines():
            tail, head = line.strip().split(",")[:2]
            found.append((tail, head, year))
    return found


def claims(lines: Sequence[tuple[str, str, int]]) -> tg.RouteGraph:
    """Make a claim of each line whose names are understood."""
    reports = {year: tg.Publication("Trafficking in Persons Report", year) for _, _, year in lines}
    made = []
    for number, (tail, head, year) in enumerate(lines, 1):
        try:
            made.append(tg.claim(tail, to=head, publication=reports[year], locator=f"line {number}"))
        except LookupError:
            continue
    return tg.RouteGraph(made)


def largest_difference(ours: Sequence[float | None], theirs: Sequence[float]) -> str:
    """Return the largest difference between two results, as a share of theirs."""
    return f"{max(abs((a or 0.0) - b) / b if b else abs(a or 0.0) for a, b in zip(ours, theirs, strict=True)):.1e}"


def show(what: str, ours: float, peer: float, goal: str) -> None:
    ratio = f"{peer / ours:.1f} x faster" if peer > ours else f"{ours / peer:.1f} x its time"
    print(f"{what:<40}{ours * 1e3:10.2f} ms {peer * 1e3:10.2f} ms  {ratio:>14}   goal: {goal}")


Pairs = list[tuple[int, int]]


def without_costs(number: int, pairs: Pairs, rounds: int) -> None:
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(number))
    graph.add_edges_from(pairs)
    ours, peer = medians(rounds, lambda: betweenness_by_ties(number, pairs), lambda: nx.betweenness_centrality(graph))
    show("betweenness, networkx", ours, peer, "at least 7 x")
    expected = nx.betweenness_centrality(graph)
    difference = largest_difference(betweenness_by_ties(number, pairs), [expected[at] for at in graph])
    print(f"{'':<40}largest relative difference: {difference}; goal: at most 1e-12")


def by_cost(number: int, pairs: Pairs, rounds: int) -> None:
    # Costs with one decimal, so that many ways are equally long but for rounding.
    drawn = random.Random(0)
    costs = [drawn.randint(1, 20) / 10 for _ in pairs]
    got = betweenness_by_cost(number, pairs, costs)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(number))
    graph.add_weighted_edges_from([(*pair, cost) for pair, cost in zip(pairs, costs, strict=True)])
    ours, peer = medians(
        rounds,
        lambda: betweenness_by_cost(number, pairs, costs),
        lambda: nx.betweenness_centrality(graph, weight="weight"),
    )
    show("betweenness by cost, networkx", ours, peer, "none")
    lossy = nx.betweenness_centrality(graph, weight="weight")
    difference = largest_difference(got, [lossy[at] for at in graph])
    print(f"{'':<40}largest relative difference: {difference}; networkx compares sums exactly and loses equal ways")
    if igraph is None:
        print("igraph is not installed; its lines are left out: pip install igraph")
        return
    other = igraph.Graph(n=number, edges=pairs, directed=True)
    ways = (number - 1) * (number - 2)
    ours, peer = medians(
        rounds,
        lambda: betweenness_by_cost(number, pairs, costs),
        lambda: other.betweenness(directed=True, weights=costs),
    )
    show(f"betweenness by cost, igraph {igraph.__version__} in C", ours, peer, "none")
    difference = largest_difference(got, [one / ways for one in other.betweenness(directed=True, weights=costs)])
    print(f"{'':<40}largest relative difference: {difference}; goal: at most 1e-9")


def with_claims(lines: Sequence[tuple[str, str, int]], rounds: int) -> None:
    graph = claims(lines)
    print(f"\n{len(graph):,} claims of lines with known names, {len(graph.publications)} publications")
    peer_graph = graph.to_networkx("links")
    peer_graph.remove_edges_from(list(nx.selfloop_edges(peer_graph)))
    centrality(graph, "betweenness")
    ours, peer = medians(
        rounds, lambda: centrality(graph, "betweenness"), lambda: nx.betweenness_centrality(peer_graph)
    )
    show("table with its claims, networkx", ours, peer, "none")
    for measure in get_args(Measured):
        begun = time.perf_counter()
        centrality(graph, measure, resample=200)
        print(f"{f'{measure}, resampled 200 times':<40}{time.perf_counter() - begun:10.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    lines = read(asked.folder) if asked.folder.is_dir() else []
    if not lines:
        sys.exit(f"{asked.folder} holds no edgelist*.txt; the edge lists of Goist, Chen and Boylan are needed")
    names = sorted({name for tail, head, _ in lines if tail != head for name in (tail, head)})
    number = {name: at for at, name in enumerate(names)}
    pairs = sorted({(number[tail], number[head]) for tail, head, _ in lines if tail != head})
    print(f"{len(lines):,} lines, collapsed: {len(names)} names, {len(pairs):,} links")
    print(f"{'':<40}{'ours':>13} {'peer':>13}")
    without_costs(len(names), pairs, asked.rounds)
    by_cost(len(names), pairs, asked.rounds)
    with_claims(lines, asked.rounds)


if __name__ == "__main__":
    main()
