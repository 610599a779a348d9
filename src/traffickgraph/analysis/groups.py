"""Which group a place belongs to, where an analysis asks about groups: regions, sub-regions, or the caller's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.places import Country, Region, place

if TYPE_CHECKING:
    from collections.abc import Callable

    from traffickgraph.places import Place, PlaceLike

__all__ = ["Groups", "grouping"]

Groups: TypeAlias = "Literal['subregion', 'region'] | Mapping[PlaceLike, str]"


def grouping(groups: Groups) -> Callable[[Place], str | None]:
    """Return a function that names the group of a place, or None for a place that is in none.

    Parameters
    ----------
    groups : {"subregion", "region"} or mapping
        The M49 sub-region or region of a country; or a mapping from places, or their names, to names of groups. A
        region among the places (a claim that says "Central Asia") has no M49 group, and none that a mapping does not
        give it.

    Raises
    ------
    InvalidValueError, WrongTypeError
        If groups is none of these.
    UnknownPlaceError, AmbiguousPlaceError
        If a key of the mapping is no place.
    """
    if isinstance(groups, Mapping):
        given = {place(one): _named(group) for one, group in groups.items()}
        return given.get
    if groups == "subregion":
        return lambda one: _part_of_the_world(one.subregion) if isinstance(one, Country) else None
    if groups == "region":
        return lambda one: _part_of_the_world(one.region) if isinstance(one, Country) else None
    raise InvalidValueError(f"groups are 'subregion', 'region' or a mapping from places, not {shown(groups)}", groups)


def _part_of_the_world(region: Region) -> str | None:
    # M49 puts Antarctica into the world and into no region of it.
    return None if region == Region("world") else region.name


def _named(group: object) -> str:
    if not isinstance(group, str):
        raise WrongTypeError(f"a group is named by text, not by {shown(group)}", group)
    return group
