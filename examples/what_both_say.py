"""What do two publications both say about a country, and what does only one of them say?

python examples/what_both_say.py
"""

from __future__ import annotations

import traffickgraph as tg
from traffickgraph.where import crossing, touching


def main() -> None:
    """Compare two publications link by link; nothing is merged, corroboration is worked out."""
    both = tg.datasets.load("azerbaijan-2015") | tg.datasets.load("factbook")
    about = both.where(touching("Azerbaijan"), crossing())

    agreed = [link for link in about.links() if len(link.publications) > 1]
    print(f"Stated by more than one publication ({len(agreed)}):")
    for link in agreed:
        print(f"    {link.tail} → {link.head}: {', '.join(f'{one.title} {one.year}' for one in link.publications)}")

    for publication in about.publications:
        only = [link for link in about.links() if link.publications == (publication,)]
        print(f"\nOnly in {publication} ({len(only)}):")
        for link in only:
            print(f"    {link.tail} → {link.head}")

    print("\nA link that only one publication states is not refuted by the other: it may not have looked.")


if __name__ == "__main__":
    main()
