"""Boxes, and arcs from box to box."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Box", "Vector", "arc"]

_BEND: Final = 0.13
_HALVINGS: Final = 24


class Vector(NamedTuple):
    """A point in points, x to the right and y upwards."""

    x: float
    y: float


# How far a label lies from its line: it is wider than high.
_LABEL: Final = Vector(14, 8)
Curve: TypeAlias = tuple[Vector, Vector, Vector, Vector]


@attrs.define
class Box:
    """A rectangle by its middle and its size."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, low: tuple[float, float], high: tuple[float, float]) -> Box:
        """Return the box between two corners."""
        return cls((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, high[0] - low[0], high[1] - low[1])

    @property
    def left(self) -> float:
        """The left side."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The right side."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The lower side."""
        return self.y - self.height / 2

    @property
    def top(self) -> float:
        """The upper side."""
        return self.y + self.height / 2

    def holds(self, point: Vector) -> bool:
        """Whether a point is inside."""
        return self.left <= point.x <= self.right and self.bottom <= point.y <= self.top


def arc(tail: Box, head: Box, *, turn: int, head_gap: float, tail_gap: float) -> tuple[str, Vector]:
    """Return an arc between two boxes as Graphviz writes it, and where its label goes.

    It bends to its right, so that lines in both directions lie apart; of parallel lines each takes
    one more turn. The gaps are the lengths of the arrows at its
    ends, which are drawn from where the curve stops to the side of the box.
    """
    start, end = Vector(tail.x, tail.y), Vector(head.x, head.y)
    if tail is head:
        whole = _loop(tail, 26 + 8 * turn)
    else:
        dx, dy = end.x - start.x, end.y - start.y
        share = _BEND * (1 + turn)
        bend = Vector(dy * share, -dx * share)
        whole = (
            start,
            Vector(start.x + dx / 3 + bend.x, start.y + dy / 3 + bend.y),
            Vector(start.x + 2 * dx / 3 + bend.x, start.y + 2 * dy / 3 + bend.y),
            end,
        )
        leaves = _crossing(whole, tail.holds)
        enters = _crossing(whole, lambda point: not head.holds(point))
        whole = _part(whole, leaves, max(enters, leaves))
    first, last = whole[0], whole[3]
    curve = _part(
        whole, _crossing(whole, _near(first, tail_gap)), _crossing(whole, lambda p: not _near(last, head_gap)(p))
    )
    ends = f"e,{last.x:.1f},{last.y:.1f} "
    if tail_gap:
        ends = f"s,{first.x:.1f},{first.y:.1f} {ends}"
    return ends + " ".join(f"{point.x:.1f},{point.y:.1f}" for point in curve), _beside(whole)


def _loop(box: Box, reach: float) -> Curve:
    return (
        Vector(box.right, box.y + box.height / 5),
        Vector(box.right + reach, box.y + box.height / 5 + 12),
        Vector(box.right + reach, box.y - box.height / 5 - 12),
        Vector(box.right, box.y - box.height / 5),
    )


def _beside(curve: Curve) -> Vector:
    """Return a point beside the middle of a curve, on the outer side of its bend."""
    middle, first, last = _at(curve, 0.5), curve[0], curve[3]
    length = hypot(last.x - first.x, last.y - first.y) or 1.0
    across = Vector((last.y - first.y) / length, (first.x - last.x) / length)
    return Vector(middle.x + across.x * _LABEL.x, middle.y + across.y * _LABEL.y)


def _near(centre: Vector, distance: float) -> Callable[[Vector], bool]:
    return lambda point: hypot(point.x - centre.x, point.y - centre.y) < distance


def _crossing(curve: Curve, before: Callable[[Vector], bool]) -> float:
    """Return where on the curve, from 0 to 1, `before` ceases to hold."""
    low, high = 0.0, 1.0
    if not before(curve[0]):
        return 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if before(_at(curve, middle)) else (low, middle)
    return high


def _at(curve: Curve, t: float) -> Vector:
    return _split(curve, t)[0][3]


def _part(curve: Curve, first: float, last: float) -> Curve:
    """Return the part of a curve between two parameters."""
    if last <= first or last <= 0:
        return curve
    return _split(_split(curve, last)[0], first / last)[1]


def _split(curve: Curve, t: float) -> tuple[Curve, Curve]:
    """Split a curve in two (de Casteljau)."""

    def between(one: Vector, other: Vector) -> Vector:
        return Vector(one.x + (other.x - one.x) * t, one.y + (other.y - one.y) * t)

    a, b, c, d = curve
    ab, bc, cd = between(a, b), between(b, c), between(c, d)
    abc, bcd = between(ab, bc), between(bc, cd)
    middle = between(abc, bcd)
    return (a, ab, abc, middle), (middle, bcd, cd, d)
