"""Laws are checked with the same settings everywhere: no deadline, for the first example reads the tables of places."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("laws", deadline=None, max_examples=60)
settings.load_profile("laws")
