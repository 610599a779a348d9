"""Conditions: questions that a claim answers yes or no.

*A condition is a function from a claim to yes or no.* Conditions are frozen values: they combine with ``&``, ``|`` and
``~``, compare, hash, and print as they are written.

>>> from traffickgraph.where import leaving, reaching, exploiting, said_to_be
>>> leaving("Uzbekistan") & reaching("UAE", "Turkey") & ~said_to_be("possible")
leaving('Uzbekistan') & reaching('United Arab Emirates', 'Türkiye') & ~said_to_be('possible')

An indicator can be asked too. It is about its place, so it answers every condition on places; it has a period, a
publication, perhaps forms and groups; and it is no route, so it is neither domestic nor crossing, has no status and
no count of a route: to those it answers no.
"""

from __future__ import annotations

from traffickgraph.where.asking import (
    along,
    counted,
    crossing,
    domestic,
    during,
    exploiting,
    involving,
    leaving,
    published,
    reaching,
    said_to_be,
    stated_in,
    through,
    touching,
    within,
)
from traffickgraph.where.conditions import Condition

__all__ = [
    "Condition",
    "along",
    "counted",
    "crossing",
    "domestic",
    "during",
    "exploiting",
    "involving",
    "leaving",
    "published",
    "reaching",
    "said_to_be",
    "stated_in",
    "through",
    "touching",
    "within",
]
