"""What callers ask with, in the shapes in which it comes: numbers, also those of numpy, and names of measures."""

from __future__ import annotations

from difflib import get_close_matches
from math import inf
from numbers import Real
from operator import index
from typing import TYPE_CHECKING, SupportsIndex

from traffickgraph.errors import InvalidValueError, WrongTypeError, listed, shown

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["at_least", "nearest", "real_number", "whole_number", "yes_or_no"]

# A longer text is no misspelt name.
_LONGEST = 40


def whole_number(given: object) -> int | None:
    """Return a whole number, such as one of numpy, as Python's own; None if it is none, as True and False are."""
    if isinstance(given, bool) or not isinstance(given, SupportsIndex):
        return None
    try:
        return index(given)
    except TypeError:  # an array promises to be a whole number, and is one only if it holds one
        return None


def at_least(name: str, given: object, least: int = 1) -> int:
    """Return a whole number that is large enough.

    Raises
    ------
    WrongTypeError, InvalidValueError
        If it is no whole number, or too small.
    """
    number = whole_number(given)
    if number is None:
        raise WrongTypeError(f"{name} is a whole number, not {shown(given)}", given)
    if number < least:
        raise InvalidValueError(f"{name} is {least} or more, not {number}", given)
    return number


def real_number(given: object) -> float | None:
    """Return a number, such as one of numpy, as Python's own; infinite if it is beyond them, None if it is none."""
    if isinstance(given, bool) or not isinstance(given, Real):
        return None
    try:
        return float(given)
    except OverflowError:
        return inf


def nearest(given: object, known: Collection[str]) -> str:
    """Return what was perhaps meant, as the beginning of a sentence that lists all; empty if nothing is near.

    Examples
    --------
    >>> nearest("in degree", ["in_degree", "pagerank"])
    "did you mean 'in_degree'? "
    """
    written = given[:_LONGEST].strip().casefold().replace(" ", "_") if isinstance(given, str) else ""
    near = get_close_matches(written, known, n=3)
    return f"did you mean {listed(map(repr, near))}? " if near else ""


def yes_or_no(name: str, given: object) -> bool:
    """Return yes or no, also as NumPy writes it, which need not be installed."""
    kind = type(given)
    if isinstance(given, bool) or (kind.__module__ == "numpy" and kind.__name__ in {"bool", "bool_"}):
        return bool(given)
    raise WrongTypeError(f"{name} is True or False, not {shown(given)}", given)
