"""I keep my claims in a spreadsheet. How do I get a graph, and what if a row is wrong?

python examples/from_a_spreadsheet.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import traffickgraph as tg

# Invented facts, to show the columns.
ROWS = """\
source,via,destination,exploitation,victims,status,publication,year,locator
Atlantis,,Azerbaijan,forced_labour,men,current,An invented report,2026,page 3
Uzbekistan,Azerbaijan,UAE; Türkiye,sexual,women; girls,past,An invented report,2026,page 4
"""


def main() -> None:
    """Write a sheet with one fault, see the fault named, mend it, and read the graph."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else ".") / "claims.csv"
    path.write_text(ROWS, "utf-8")
    try:
        tg.read(path)
    except tg.TraffickGraphError as error:
        print(f"{error}\n")

    path.write_text(ROWS.replace("Atlantis", "Russia"), "utf-8")
    graph = tg.read(path)
    print(graph)
    for claim in graph:
        print(f"    {claim}")


if __name__ == "__main__":
    main()
