"""Paths: links laid end to end, ranked, each saying whether anybody reported it.

A path is *documented* if one claim states the whole way, and *stitched* if it could follow from several claims, though
nobody stated it.
"""

from __future__ import annotations

from traffickgraph.paths.around import Reached, Suggested, Transits, reach, transits
from traffickgraph.paths.asking import Joints, best, between, cycles
from traffickgraph.paths.costs import Cost, Support, best_supported, fewest_legs
from traffickgraph.paths.path import Joint, Path

__all__ = [
    "Cost",
    "Joint",
    "Joints",
    "Path",
    "Reached",
    "Suggested",
    "Support",
    "Transits",
    "best",
    "best_supported",
    "between",
    "cycles",
    "fewest_legs",
    "reach",
    "transits",
]
