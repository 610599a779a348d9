"""Tables of cases into claims: time and memory against the same group-by written by hand, and the resolver of labels.

    python benchmarks/readers.py [--rows 200000 5000000] [--rounds 5] [--engines]

The rows are generated from a seed: invented cases of pairs of countries, years and forms, some far more frequent than
others. Every measurement runs in a process of its own, which imports what it needs, reads once to warm up (with the
smaller file), and then measures, three times in turns; times are medians, memory is the peak of the process. Trust the
ratios.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import traffickgraph as tg
from traffickgraph.places import countries
from traffickgraph.readers import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    from narwhals.typing import IntoFrame

SEED = 20_240_404
FORMS = ("sexual", "forced_labour", "forced_marriage", "domestic_servitude", "other", "")
# So many combinations of countries, year and form occur. In published data of cases they are thousands, not hundreds of
# thousands: what fewer than about ten persons have in common is suppressed there.
COMBINATIONS = 5_000
BATCH = 1_000_000
KEYS = ["citizenship", "country", "year", "form"]
ROLES = {"source": "citizenship", "destination": "country", "year": "year", "exploitation": "form"}


def write_cases(folder: Path, rows: int, combinations: int) -> None:
    """Write invented cases as CSV and as Parquet."""
    import numpy as np
    import polars as pl
    import pyarrow as pa
    import pyarrow.parquet

    rng = np.random.default_rng(SEED)
    names = [one.name for one in countries() if one.status == "current"][:190]
    citizenship, country = (skewed(rng, len(names), combinations) for _ in range(2))
    year, form = 2005 + rng.integers(0, 15, combinations), skewed(rng, len(FORMS), combinations)

    def batch(size: int) -> pa.Table:
        chosen = skewed(rng, combinations, size)
        cells = {
            "citizenship": [citizenship[chosen], names],
            "country": [country[chosen], names],
            "form": [form[chosen], FORMS],
            "gender": [rng.integers(0, 2, size), ["Woman", "Man"]],
            "age": [rng.integers(0, 4, size), ["0--8", "9--17", "18--38", "39+"]],
        }
        columns = {
            name: pa.DictionaryArray.from_arrays(pa.array(codes.astype("int32")), pa.array(words)).cast("string")
            for name, (codes, words) in cells.items()
        }
        return pa.table(columns | {"year": pa.array(year[chosen])})

    sizes = [min(BATCH, rows - begun) for begun in range(0, rows, BATCH)]
    first = batch(0)
    with (
        (folder / f"{rows}.csv").open("wb") as text,
        pyarrow.parquet.ParquetWriter(folder / f"{rows}.parquet", first.schema) as columnar,
    ):
        for number, size in enumerate(sizes):
            table = batch(size)
            pl.DataFrame(table).write_csv(text, include_header=number == 0)
            columnar.write_table(table)


def skewed(rng: np.random.Generator, among: int, size: int) -> npt.NDArray[np.int64]:
    """Choose among things of which the first is the most frequent, the next much less so, and so on."""
    import numpy as np

    weights = 1 / np.arange(1, among + 1) ** 0.8
    return rng.choice(among, size, p=weights / weights.sum())


# ---- what is measured, each in a process of its own ------------------------------------------------------------------


def ours(path: str) -> Callable[[], object]:
    from traffickgraph.readers import tables

    return lambda: tables.read(path, row="person", publication=tg.Publication("Invented cases", 2024), **ROLES)


def polars_by_hand(path: str) -> Callable[[], object]:
    import polars as pl

    scan = pl.scan_parquet if path.endswith("parquet") else pl.scan_csv
    return lambda: scan(path).group_by(KEYS).agg(pl.len()).collect(engine="streaming").rows()


def pandas_by_hand(path: str) -> Callable[[], object]:
    import pandas as pd

    def csv() -> object:
        return pd.read_csv(path, keep_default_na=False).groupby(KEYS, dropna=False).size()

    def parquet() -> object:
        return pd.read_parquet(path).groupby(KEYS, dropna=False).size()

    return parquet if path.endswith("parquet") else csv


def engine_alone(path: str) -> Callable[[], object]:
    """Our group-by, without the claims."""
    from traffickgraph.readers.tables.columns import Columns
    from traffickgraph.readers.tables.files import open_table
    from traffickgraph.readers.tables.grouping import grouped

    columns = Columns.asked(**ROLES, via=(), victims=None, count=None)
    return lambda: grouped(open_table(path, columns).frame, columns, where=path)


MEASURED = {one.__name__: one for one in (ours, polars_by_hand, pandas_by_hand, engine_alone)}


def measure(name: str, path: str, warm: str, rounds: int) -> None:
    """Measure one thing in this process, and print what is found."""
    MEASURED[name](warm)()
    run = MEASURED[name](path)
    times, processor = [], []
    for _ in range(rounds):
        begun = time.perf_counter(), time.process_time()
        run()
        times.append(time.perf_counter() - begun[0])
        processor.append(time.process_time() - begun[1])
    found = run()
    claims = len(found.graph) if isinstance(found, Reading) else 0
    print(
        json.dumps(
            {
                "time": statistics.median(times),
                "processor": statistics.median(processor),
                "peak": peak(),
                "claims": claims,
            }
        )
    )


def peak() -> float:
    """Return the peak of the memory of this process, in MB."""
    # That of getrusage begins with the peak of the process that started this one.
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def in_a_child(name: str, path: Path, warm: Path, rounds: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", name, str(path), str(warm), "--rounds", str(rounds)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = json.loads(said.splitlines()[-1])
    return found


# ---- the same on every engine ----------------------------------------------------------------------------------------


def frames(path: Path) -> dict[str, Callable[[], IntoFrame]]:
    """Return what opens a Parquet file with each engine."""

    def pandas() -> IntoFrame:
        import pandas as pd

        return pd.read_parquet(path)

    def polars() -> IntoFrame:
        import polars as pl

        return pl.scan_parquet(path)

    def pyarrow() -> IntoFrame:
        import pyarrow.parquet

        return pyarrow.parquet.read_table(path)

    def duckdb() -> IntoFrame:
        import duckdb

        return duckdb.read_parquet(str(path))

    def dask() -> IntoFrame:
        import dask.dataframe

        return dask.dataframe.read_parquet(path)

    def pyspark() -> IntoFrame:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        return session.read.parquet(str(path))

    return {"pandas": pandas, "polars": polars, "pyarrow": pyarrow, "duckdb": duckdb, "dask": dask, "pyspark": pyspark}


def compare_engines(path: Path) -> None:
    from traffickgraph.readers import tables

    digests = set()
    for name, opened in frames(path).items():
        if name == "pyspark" and not (os.environ.get("JAVA_HOME") or shutil.which("java")):
            print(f"{name:<10} skipped: there is no Java")
            continue
        try:
            frame = opened()
        except ImportError as error:
            print(f"{name:<10} skipped: {error}")
            continue
        begun = time.perf_counter()
        reading = tables.read(frame, row="person", publication=tg.Publication("Invented cases", 2024), **ROLES)
        taken = time.perf_counter() - begun
        digest = hashlib.sha256("".join(claim.id for claim in reading.graph).encode()).hexdigest()[:16]
        digests.add(digest)
        print(f"{name:<10}{taken:8.2f} s   {len(reading.graph):,} claims   digest {digest}")
    print("the digests are all the same" if len(digests) == 1 else "THE DIGESTS DIFFER")


def resolver(rounds: int) -> None:
    """Measure the resolving of 100,000 labels, 600 distinct: names, codes, demonyms and misspelt ones."""
    from traffickgraph.readers import resolve

    rng = random.Random(SEED)
    places = sorted(countries())
    distinct = [name for one in places for name in (one.name, one.code, f" {one.name.upper()}")]
    distinct = [*rng.sample(distinct, 570), *(f"{one.name[:-2]}xq" for one in rng.sample(places, 30))]
    column = list(itertools.islice(itertools.cycle(distinct), 100_000))
    rng.shuffle(column)
    resolve(["Burma"])
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        found = resolve(column)
        times.append(time.perf_counter() - begun)
    left = len(found.report.unresolved)
    print(f"resolve 100,000 labels, {len(set(column))} distinct, {left} of them misspelt: ", end="")
    print(f"first {times[0] * 1e3:.1f} ms, then {statistics.median(times[1:]) * 1e3:.1f} ms   goal: under 50 ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[200_000, 5_000_000])
    parser.add_argument("--combinations", type=int, default=COMBINATIONS, help="claims that the rows can make")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engines", action="store_true", help="also read the smallest file with every engine")
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure(*asked.measure, asked.rounds)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for rows in sorted({*asked.rows, 1_000}):
            write_cases(folder, rows, asked.combinations)
        for rows in asked.rows:
            for suffix, goal in (("csv", "2.5"), ("parquet", "6")):
                report(folder, rows, suffix, goal, asked.rounds)
        if asked.engines:
            compare_engines(folder / f"{min(asked.rows)}.parquet")
    resolver(asked.rounds)


def report(folder: Path, rows: int, suffix: str, goal: str, rounds: int) -> None:
    path, warm = folder / f"{rows}.{suffix}", folder / f"1000.{suffix}"
    # In turns, so that what else the machine does falls on all of them alike.
    turns = [{name: in_a_child(name, path, warm, rounds) for name in MEASURED} for _ in range(3)]
    found = {
        name: {what: statistics.median(turn[name][what] for turn in turns) for what in turns[0][name]}
        for name in MEASURED
    }
    print(f"\n{rows:,} rows of {suffix}, {path.stat().st_size / 1e6:,.0f} MB, {found['ours']['claims']:,.0f} claims")
    for name, one in found.items():
        times = f"{one['time'] * 1e3:10.1f} ms {one['processor'] * 1e3:10.1f} ms of all cores"
        print(f"  {name:<16}{times} {one['peak']:10.0f} MB")
    mine, hand, pandas = (found[name] for name in ("ours", "polars_by_hand", "pandas_by_hand"))
    print(f"  against polars by hand: {mine['time'] / hand['time']:.2f} of its time,", end=" ")
    print(f"{mine['peak'] / hand['peak']:.2f} of its memory   goal: at most 1.3")
    print(f"  against pandas: {pandas['time'] / mine['time']:.1f} x faster   goal: at least {goal} x")


if __name__ == "__main__":
    main()
