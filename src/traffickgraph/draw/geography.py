"""Where on a picture places go: about where they lie on the globe, spread until nothing overlaps."""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

from traffickgraph.draw.curves import Box, Vector
from traffickgraph.places import Country

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from traffickgraph.draw.gather import Key
    from traffickgraph.draw.picture import Spot
    from traffickgraph.places import Place

__all__ = ["spread"]

_GAP: Final = (16.0, 13.0)
_ROOM: Final = 3.4
_ASPECT: Final = 1.45
# Few places need more room between them, as lines are as many.
_SPARSE: Final = 40.0
# How far crowded continents are stretched: 0 keeps distances, 1 keeps only the order.
_EVENLY: Final = 0.55
_ROUNDS: Final = 250


def spread(
    spots: Sequence[Spot], sizes: Mapping[Key, tuple[float, float]], partners: Mapping[Key, Key], *, width: float
) -> dict[Key, Box]:
    """Return the box of each spot, none over another, in a picture at least about so wide.

    Spots without a place of their own on the globe ("abroad") stand in a row below; an unstated end stands beside its
    partner.
    """
    located = {spot.key: point for spot in spots if spot.place and (point := _point(spot.place))}
    area = sum((sizes[spot.key][0] + _GAP[0]) * (sizes[spot.key][1] + _GAP[1]) for spot in spots)
    height = sqrt(area * (_ROOM + _SPARSE / max(len(spots), 1)) / _ASPECT)
    across = _evened({key: point.x for key, point in located.items()}, max(height * _ASPECT, width))
    upwards = _evened({key: point.y for key, point in located.items()}, height)
    boxes = {key: Box(across[key], upwards[key], *sizes[key]) for key in sorted(located)}
    left = 0.0
    for spot in spots:
        if spot.key not in located and spot.kind != "unstated":
            long, tall = sizes[spot.key]
            boxes[spot.key] = Box(left + long / 2, -tall - 2 * _GAP[1], long, tall)
            left += long + 4 * _GAP[0]
    for spot in spots:
        if spot.kind == "unstated":
            beside = boxes[partners[spot.key]]
            side = -1 if spot.key[1].startswith("…") else 1
            boxes[spot.key] = Box(beside.x + side * (beside.width / 2 + 30), beside.y + side, *sizes[spot.key])
    _part(list(boxes.values()))
    return boxes


def _point(place: Place) -> Vector | None:
    """Return longitude and latitude: of a region, the middle of its members."""
    if isinstance(place, Country):
        point = place.centroid or place.capital
        return Vector(point.lon, point.lat) if point else None
    points = [point for one in sorted(place.members) if (point := one.centroid)]
    if not points:
        return None
    # The mean of directions, as longitudes begin anew at 180°.
    x = sum(cos(radians(one.lat)) * cos(radians(one.lon)) for one in points)
    y = sum(cos(radians(one.lat)) * sin(radians(one.lon)) for one in points)
    z = sum(sin(radians(one.lat)) for one in points)
    return Vector(degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y))))


def _evened(values: Mapping[Key, float], length: float) -> dict[Key, float]:
    """Stretch values to a length, and crowded stretches of them more."""
    if not values:
        return {}
    low, high = min(values.values()), max(values.values())
    extent = (high - low) or 1.0
    order = sorted(set(values.values()))
    rank = {value: index / max(len(order) - 1, 1) for index, value in enumerate(order)}
    return {
        key: length * ((1 - _EVENLY) * (value - low) / extent + _EVENLY * rank[value]) for key, value in values.items()
    }


def _part(boxes: Sequence[Box]) -> None:
    """Push boxes apart, each time along the shorter way, until none overlaps another."""
    for _ in range(_ROUNDS):
        ordered = sorted(boxes, key=lambda box: (box.x - box.width / 2, box.y))
        moved = False
        for index, one in enumerate(ordered):
            for other in ordered[index + 1 :]:
                apart_x = other.x - one.x
                over_x = (one.width + other.width) / 2 + _GAP[0] - abs(apart_x)
                if over_x <= 0:
                    if apart_x > 0 and other.x - other.width / 2 > one.x + one.width / 2 + _GAP[0] + 60:
                        break
                    continue
                apart_y = other.y - one.y
                over_y = (one.height + other.height) / 2 + _GAP[1] - abs(apart_y)
                if over_y <= 0:
                    continue
                moved = True
                if over_x < over_y:
                    step = over_x / 2 + 0.1 if apart_x >= 0 else -over_x / 2 - 0.1
                    one.x, other.x = one.x - step, other.x + step
                else:
                    step = over_y / 2 + 0.1 if apart_y >= 0 else -over_y / 2 - 0.1
                    one.y, other.y = one.y - step, other.y + step
        if not moved:
            return
