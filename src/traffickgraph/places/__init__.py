"""Countries and regions, and the names by which they go.

A place is its code: an alpha-3 code for a country, a slug for a region. :func:`place` turns a name, a demonym or any
code into the place; it understands what its tables list and guesses nothing. The tables are read on first use.
"""

from __future__ import annotations

from traffickgraph.places._lookup import candidates, place
from traffickgraph.places._nearest import nearest, similar
from traffickgraph.places._values import Country, Place, PlaceLike, Point, Region, countries, regions

__all__ = [
    "Country",
    "Place",
    "PlaceLike",
    "Point",
    "Region",
    "candidates",
    "countries",
    "nearest",
    "place",
    "regions",
    "similar",
]
