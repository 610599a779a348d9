"""Source, transit and destination countries in human trafficking, as a typed graph of claims.

>>> import traffickgraph as tg
>>> report = tg.Publication("An invented report", 2020)
>>> g = tg.RouteGraph([tg.claim("Uzbekistan", to=["Azerbaijan", "UAE"], publication=report)])
>>> g
<RouteGraph: 1 claim, 3 places, 1 publication>

A graph is a set of claims; a claim is one publication's statement of one whole route. Everything is loaded on first
use, so that the import itself costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from traffickgraph import analysis, datasets, disclosure, draw, paths, readers, where
    from traffickgraph.convert.files import read, write
    from traffickgraph.errors import TraffickGraphError
    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import (
        Claim,
        Count,
        Evidence,
        Flow,
        Indicator,
        Leg,
        Link,
        Period,
        Publication,
        Route,
        claim,
    )
    from traffickgraph.places import Country, Region, place
    from traffickgraph.vocabulary import Exploitation, Role, Status, VictimGroup

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Count",
    "Country",
    "Evidence",
    "Exploitation",
    "Flow",
    "Indicator",
    "Leg",
    "Link",
    "Period",
    "Publication",
    "Region",
    "Role",
    "Route",
    "RouteGraph",
    "Status",
    "TraffickGraphError",
    "VictimGroup",
    "analysis",
    "claim",
    "datasets",
    "disclosure",
    "draw",
    "paths",
    "place",
    "read",
    "readers",
    "where",
    "write",
]

_HOMES = {
    "traffickgraph.convert.files": ("read", "write"),
    "traffickgraph.errors": ("TraffickGraphError",),
    "traffickgraph.graph": ("RouteGraph",),
    "traffickgraph.model": (
        "Claim",
        "Count",
        "Evidence",
        "Flow",
        "Indicator",
        "Leg",
        "Link",
        "Period",
        "Publication",
        "Route",
        "claim",
    ),
    "traffickgraph.places": ("Country", "Region", "place"),
    "traffickgraph.vocabulary": ("Exploitation", "Role", "Status", "VictimGroup"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
_ROOMS = ("analysis", "datasets", "disclosure", "draw", "paths", "readers", "where")


if not TYPE_CHECKING:  # or a type checker would take any name for one of these

    def __getattr__(name: str) -> object:
        if name in _ROOMS:
            return import_module(f"{__name__}.{name}")
        if name in _HOME_OF:
            found = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
            return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
