"""Where are people from Azerbaijan said to be exploited, in which forms, and who says so?

python examples/who_says_so.py [COUNTRY]
"""

from __future__ import annotations

import sys

import traffickgraph as tg
from traffickgraph.where import leaving, said_to_be


def main() -> None:
    """Print the destinations of one country, and behind each the claims with their evidence."""
    country = tg.place(sys.argv[1] if len(sys.argv) > 1 else "Azerbaijan")
    graph = tg.datasets.load("factbook") | tg.datasets.load("azerbaijan-2015")
    stated = graph.where(leaving(country), ~said_to_be("possible"))

    for partner in stated.destinations_of(country):
        print(partner)
        for claim in partner.claims:
            print(f"    {claim.evidence}")

    print(f"\nLeft out, since only said to be possible: {len(graph.where(leaving(country)) - stated)} claim(s).")
    print("Claims are counted, not people; what is not here was not reported in these publications.")


if __name__ == "__main__":
    main()
