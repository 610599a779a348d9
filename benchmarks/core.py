"""Speed of the core, as ratios against what one would write by hand, measured in one run.

    python benchmarks/core.py PATH/TO/edgelists [--rounds 9]

PATH holds the edge lists of Goist, Chen and Boylan (``edgelist2001.txt`` ..., one ``from,to`` a line), which are not
part of this project. Every line is one claim of that year's report. Times are medians; trust the ratios.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

import traffickgraph as tg
from traffickgraph.where import published, touching

if TYPE_CHECKING:
    from collections.abc import Callable

Row = tuple[str, str, int, int]


def median(run: Callable[[], object], rounds: int) -> float:
    """Return the median time of several runs, each begun with a clean collector."""
    times = []
    for _ in range(rounds):
        gc.collect()
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def read_rows(folder: Path) -> list[Row]:
    rows: list[Row] = []
    unresolved = 0
    for path in sorted(folder.glob("*.txt")):
        year = int(re.findall(r"\d{4}", path.stem)[-1])
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            tail, head = line.strip().split(",")[:2]
            try:
                tg.place(tail), tg.place(head)
            except LookupError:
                unresolved += 1
                continue
            rows.append((tail, head, year, number))
    print(f"{len(rows):,} lines; {unresolved} more name a place that is unknown or ambiguous")
    return rows


def by_hand(rows: list[Row]) -> nx.MultiDiGraph[str]:
    """Build the graph of legs as one would without the library: the same nodes, edges and attributes."""
    places = {name: tg.place(name) for row in rows for name in row[:2]}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for place in set(places.values()):
        assert isinstance(place, tg.Country)
        point = place.centroid
        lat, lon = point or (0.0, 0.0)
        graph.add_node(place.code, name=place.name, kind="country", region=place.subregion.name, lat=lat, lon=lon)
    for tail, head, year, number in rows:
        graph.add_edge(
            places[tail].code,
            places[head].code,
            claim=f"{year}-{number}",
            label="source→destination",
            tail_role="source",
            head_role="destination",
            exploitation="unspecified",
            victims="",
            status="current",
            publication=f"Trafficking in Persons Report (U.S. Department of State, {year})",
            year=year,
            locator=f"line {number}",
        )
    return graph


def claims(rows: list[Row]) -> tg.RouteGraph:
    reports = {
        year: tg.Publication("Trafficking in Persons Report", year, publisher="U.S. Department of State")
        for year in {row[2] for row in rows}
    }
    return tg.RouteGraph(
        tg.claim(tail, to=head, publication=reports[year], locator=f"line {number}")
        for tail, head, year, number in rows
    )


def in_a_child(code: str, rounds: int, *arguments: str) -> float:
    """Return the median wall time of a fresh interpreter that runs a piece of code."""
    command = [sys.executable, "-c", code, *arguments]
    return median(lambda: subprocess.run(command, check=True, capture_output=True), rounds)


IMPORT = "import time; begun = time.perf_counter(); import {}; print(time.perf_counter() - begun)"


def import_time(package: str, rounds: int) -> float:
    command = [sys.executable, "-c", IMPORT.format(package)]
    return statistics.median(
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(rounds)
    )


COLD_OURS = """
from traffickgraph import datasets, draw
from traffickgraph.where import leaving
draw.to_dot(datasets.load("factbook").where(leaving("Nigeria")))
"""

COLD_BY_HAND = """
import sys
import networkx as nx
import pandas as pd
frame = pd.read_csv(sys.argv[1], keep_default_na=False)
frame = frame.assign(source=frame["source"].str.split(";"), destination=frame["destination"].str.split(";"))
frame = frame.explode("source").explode("destination")
frame = frame[(frame["source"] != "") & (frame["destination"] != "")]
graph = nx.from_pandas_edgelist(
    frame, "source", "destination", ["exploitation", "status", "publication", "year"], nx.MultiDiGraph
)
part = graph.edge_subgraph([edge for edge in graph.edges(keys=True) if edge[0] == "NGA"])
nx.nx_pydot.to_pydot(part).to_string()
"""

HEAVY = ("networkx", "numpy", "pandas", "polars", "pydot", "scipy")


def show(what: str, ours: float, peer: float, goal: str, *, faster: bool = True) -> None:
    ratio = f"{peer / ours:8.1f} x faster" if faster else f"{ours / peer:8.2f} of its time"
    print(f"{what:<34}{ours * 1e3:10.3f} ms {peer * 1e3:10.3f} ms  {ratio}   goal: {goal}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    rounds: int = asked.rounds
    rows = read_rows(asked.folder)
    print(f"{'':<34}{'ours':>13} {'by hand':>13}")

    show("import", import_time("traffickgraph", rounds), import_time("networkx", rounds), "at most 0.40", faster=False)
    loaded = "import sys, traffickgraph; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = subprocess.run([sys.executable, "-c", loaded, *HEAVY], check=True, capture_output=True, text=True).stdout
    print(f"{'':<34}heavy packages loaded by the import: {heavy.strip()}")

    show(
        "build from records",
        median(lambda: claims(rows), rounds),
        median(lambda: by_hand(rows), rounds),
        "at most 2",
        faster=False,
    )

    graph, peer = claims(rows), by_hand(rows)

    def ask() -> tg.RouteGraph:
        return graph.where(touching("Ukraine"), published(2010))

    def comprehend() -> list[tuple[str, str, dict[str, object]]]:
        return [
            (tail, head, data)
            for tail, head, data in peer.edges(data=True)
            if "UKR" in (tail, head) and data["year"] == 2010
        ]

    begun = time.perf_counter()
    assert len(ask()) == len(comprehend())
    print(f"{'':<34}first question, which makes the index: {(time.perf_counter() - begun) * 1e3:.1f} ms")
    show(
        "condition on a country and a year",
        median(lambda: [ask() for _ in range(200)], rounds) / 200,
        median(comprehend, rounds),
        "at least 100 x",
    )

    full = graph.to_networkx()
    show(
        "DOT of all legs",
        median(lambda: tg.draw.legs_dot(graph), rounds),
        median(lambda: nx.nx_pydot.to_pydot(full).to_string(), max(rounds // 3, 1)),
        "at least 10 x",
    )

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "factbook.csv"
        tg.write(tg.datasets.load("factbook"), path)
        show(
            "cold start: load, ask, DOT",
            in_a_child(COLD_OURS, rounds),
            in_a_child(COLD_BY_HAND, rounds, str(path)),
            "at least 3 x",
        )


if __name__ == "__main__":
    main()
