"""The values that everything else is made of: frozen, hashable, compared by value. No files, no networkx.

A *claim* is one publication's statement of one whole *route*; *legs*, *flows* and *links* are readings of claims.
An *indicator* is a cited figure or rating about one country and no claim of a route.
"""

from __future__ import annotations

from traffickgraph.model.claims import Claim, claim
from traffickgraph.model.indicators import Indicator
from traffickgraph.model.readings import Flow, Leg, Link, in_order, spoken_of, together
from traffickgraph.model.routes import Route
from traffickgraph.model.values import Count, Evidence, Period, PeriodLike, Publication

__all__ = [
    "Claim",
    "Count",
    "Evidence",
    "Flow",
    "Indicator",
    "Leg",
    "Link",
    "Period",
    "PeriodLike",
    "Publication",
    "Route",
    "claim",
    "in_order",
    "spoken_of",
    "together",
]
