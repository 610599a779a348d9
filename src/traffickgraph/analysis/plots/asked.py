"""What the plots ask of their arguments."""

from __future__ import annotations

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown

__all__ = ["at_most"]


def at_most(most: object) -> int:
    """Return how many to draw at most, 1 or more."""
    if isinstance(most, bool) or not isinstance(most, int):
        raise WrongTypeError(f"most is a whole number, not {shown(most)}", most)
    if most < 1:
        raise InvalidValueError(f"most is 1 or more, not {most}", most)
    return most
