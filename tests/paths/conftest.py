"""Paths are checked with the settings of the laws."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("paths", deadline=None, max_examples=150)
settings.load_profile("paths")
