"""Where to act, for those who place protection, monitoring and outreach: what meets most of what is recorded.

Everything here is about claims: what publications say was detected or reported, unevenly. That no way is recorded does
not mean that there is none, and ways change after an intervention.
"""

from __future__ import annotations

from traffickgraph.analysis.interdiction.chokepoints import Chokepoint, Chokepoints, chokepoints
from traffickgraph.analysis.interdiction.coverage import Choice, Coverage, coverage
from traffickgraph.analysis.interdiction.remaining import WaysRound, ways_round

__all__ = [
    "Choice",
    "Chokepoint",
    "Chokepoints",
    "Coverage",
    "WaysRound",
    "chokepoints",
    "coverage",
    "ways_round",
]
