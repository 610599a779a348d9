"""Numbers about a graph: each says what it counts, and its rows still hold the claims behind them."""

from __future__ import annotations
