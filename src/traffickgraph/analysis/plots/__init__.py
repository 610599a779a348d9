"""Results as pictures, one call each: ranks and measures over years, brokers by role, who is tied to whom.

Each returns a figure of matplotlib (extra ``plots``), made without pyplot, and writes it to a file if one is named. All
show claims, publications, ties or places, never people; each says what it counts and names the years and publications
that it rests on, with the caveat.
"""

from __future__ import annotations

from traffickgraph.analysis.plots.brokers import brokers
from traffickgraph.analysis.plots.matrix import Counted, matrix
from traffickgraph.analysis.plots.ranks import ranks
from traffickgraph.analysis.plots.series import series

__all__ = ["Counted", "brokers", "matrix", "ranks", "series"]
