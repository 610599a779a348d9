"""Speed of the reader of UNODC's table, as a ratio against only loading its rows, measured in one run.

    python benchmarks/unodc.py PATH/TO/data_glotip.xlsx [--rounds 5]

The file is UNODC's, as its data portal gives it (https://dataunodc.un.org/dp-trafficking-persons), and no part of this
project. The goal is to come from the file to claims in a quarter of the time that pandas.read_excel with openpyxl takes
to load the rows. Rounds alternate, so that what else the machine does falls on both; trust the ratio.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from traffickgraph.readers import unodc
from traffickgraph.readers.excel import read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable


def timed(run: Callable[[], object]) -> float:
    """Return the time of a run that is begun with a clean collector."""
    gc.collect()
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    path: Path = asked.path
    runs: dict[str, Callable[[], object]] = {
        "pandas.read_excel, openpyxl": lambda: pd.read_excel(path, engine="openpyxl"),
        "cells by calamine, checked": lambda: read_sheet(path),
        "file to claims": lambda: unodc.read(path),
        "file to claims and frame": lambda: unodc.read(path).frame,
    }
    reading = unodc.read(path)  # the tables of places are read on first use
    print(reading)
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(asked.rounds):
        for name, run in runs.items():
            times[name].append(timed(run))
    medians = {name: statistics.median(found) for name, found in times.items()}
    peer = next(iter(medians.values()))
    for name, median in medians.items():
        goal = "   goal: at most 0.25" if name == "file to claims" else ""
        print(f"{name:<30}{median * 1e3:9.0f} ms  {median / peer:6.2f} of pandas{goal}")


if __name__ == "__main__":
    main()
