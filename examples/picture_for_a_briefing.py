"""How do I draw the routes of one country, with the ways to one partner highlighted?

python examples/picture_for_a_briefing.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import traffickgraph as tg
from traffickgraph.draw import Style
from traffickgraph.where import touching


def main() -> None:
    """Draw three pictures into a folder: one country, one partner highlighted, and the whole data set."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    factbook = tg.datasets.load("factbook")
    country = factbook.where(touching("Azerbaijan"))

    print(country.render(folder / "azerbaijan.svg"))
    print(
        country.render(
            folder / "azerbaijan-uae.png",
            style=Style(title="Azerbaijan, with the United Arab Emirates highlighted"),
            highlight="UAE",
        )
    )
    print(factbook.render(folder / "factbook.svg", style=Style(title="The World Factbook, 2015 to 2022")))


if __name__ == "__main__":
    main()
