"""How many flows of at least five detected victims does UNODC's table give for 2010 to 2012?

python examples/unodc_flows.py [DATA_GLOTIP.xlsx]

The file is UNODC's table on trafficking in persons, as its data portal gives it
(https://dataunodc.un.org/dp-trafficking-persons); it is not part of this package. A flow is a pair of two different
countries: the country of citizenship, and the country that detected the victims. Figures below five are suppressed in
the table, so the number of flows is an interval: those that certainly have five victims, and those that may have.

The Global Report on Trafficking in Persons 2014 (UNODC, United Nations publication, Sales No. E.14.V.10) counts at
least 510 for the same years.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from traffickgraph import Count, Country, TraffickGraphError
from traffickgraph.readers import unodc
from traffickgraph.where import crossing, during

if TYPE_CHECKING:
    from traffickgraph import RouteGraph

FIRST, LAST = 2010, 2012
LEAST = 5
REPORTED = 510


def main() -> None:
    """Read the table, or say where it is to be found."""
    if len(sys.argv) < 2:  # noqa: PLR2004 - the script and one argument
        print(f"No file was named. Download the table at {unodc.PORTAL}; then:")
        print("python examples/unodc_flows.py DATA_GLOTIP.xlsx")
        return
    try:
        reading = unodc.read(Path(sys.argv[1]))
    except (OSError, TraffickGraphError) as error:
        sys.exit(str(error))
    print(reading)
    counts = flows(reading.graph)
    certain = sum(count.low >= LEAST for count in counts.values())
    possible = sum(count.high is None or count.high >= LEAST for count in counts.values())
    print(f"{len(counts)} pairs of countries, {FIRST} to {LAST}")
    print(f"flows with at least {LEAST} detected victims: {Count(certain, possible)}")
    print(f"UNODC's Global Report 2014: at least {REPORTED}")
    print()
    print(
        "The two need not agree. Countries correct and complete their figures, and a release of today is not what the"
    )
    print("report was written from; the report drew on other information too; and figures below five are suppressed.")
    print(
        "Citizenship is not always where somebody came from. All of them were detected; nobody knows how many were not."
    )


def flows(graph: RouteGraph) -> dict[tuple[Country, Country], Count]:
    """Add up the detected victims of each pair of different countries; regions are no countries."""
    found: defaultdict[tuple[Country, Country], Count] = defaultdict(lambda: Count(0, 0))
    for claim in graph.where(crossing(), during(FIRST, LAST)).claims:
        source, destination = (next(iter(stage), None) for stage in (claim.route.sources, claim.route.destinations))
        # No row of the table names several countries.
        if isinstance(source, Country) and isinstance(destination, Country):
            found[source, destination] += claim.count or Count(0, None)
    return dict(found)


if __name__ == "__main__":
    main()
