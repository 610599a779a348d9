"""A route: the places of a statement in their order, with the role of each."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import attrs

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.places import Country, Place, PlaceLike, Region, place
from traffickgraph.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["PlacesLike", "Route", "StagesLike", "as_places", "in_prose"]

PlacesLike: TypeAlias = PlaceLike | Iterable[PlaceLike]
StagesLike: TypeAlias = PlaceLike | Iterable[PlaceLike | AbstractSet[PlaceLike]]

_UNSTATED = "…"


def as_places(given: PlacesLike) -> frozenset[Place]:
    """Return the places that are given as one place, or as an iterable of places, each perhaps by its name."""
    if isinstance(given, (str, Country, Region)):
        return frozenset((place(given),))
    rest: object = given  # bytes are an iterable too, of numbers
    if isinstance(rest, (bytes, bytearray)) or not isinstance(given, Iterable):
        raise WrongTypeError(f"{shown(given)} is no place; give a name, a code or an iterable of them", given)
    return frozenset(place(one) for one in given)


def _as_stages(given: StagesLike) -> tuple[frozenset[Place], ...]:
    if isinstance(given, (str, Country, Region)):
        return (as_places(given),)
    if isinstance(given, AbstractSet):
        # A set has no order: its places are alternatives, in one stage.
        stage = frozenset[Place]().union(*(as_places(one) for one in given))
        return (stage,) if stage else ()
    if not isinstance(given, Iterable):
        raise WrongTypeError(f"{shown(given)} is no place; give a name, a code or an iterable of them", given)
    stages = tuple(as_places(one) for one in given)
    if not all(stages):
        raise InvalidValueError("a stage on the way names at least one place; leave an unstated one out", given)
    return stages


def in_prose(places: Iterable[Place]) -> str:
    """Write places as a reader expects: by name, in alphabetical order."""
    return ", ".join(sorted(str(one) for one in places))


@lru_cache(maxsize=16_384)
def _pair(source: str, to: str) -> Route:
    """Return the route between two named places; tables of pairs repeat the same few thousand."""
    return Route(as_places(source), (), as_places(to))


@attrs.frozen(cache_hash=True, repr=False)
class Route:
    """Places in their roles: sources, then transit stages in order, then destinations.

    Write one with :meth:`Route.of`. A stage is a set of places that the text does not order; an empty set of sources
    or destinations means that the text does not say.

    Attributes
    ----------
    sources : frozenset of Place
        Where people come from; empty if unstated.
    via : tuple of frozenset of Place
        The transit stages in order; several places in one stage are alternatives.
    destinations : frozenset of Place
        Where people are exploited; empty if unstated.

    Examples
    --------
    >>> print(Route.of("Nigeria", via=["Niger", {"Libya", "Tunisia"}], to="Italy"))
    Nigeria → Niger → Libya or Tunisia → Italy
    >>> print(Route.of(via="Azerbaijan"))
    … → Azerbaijan → …
    """

    sources: frozenset[Place]
    via: tuple[frozenset[Place], ...]
    destinations: frozenset[Place]

    def __attrs_post_init__(self) -> None:
        for stage in self.stages:
            if type(stage) is not frozenset or not all(isinstance(one, (Country, Region)) for one in stage):
                raise WrongTypeError(
                    f"a stage is a frozenset of places, not {shown(stage)}; write Route.of('Azerbaijan', to='Turkey')",
                    stage,
                )
        if not all(self.via):
            raise InvalidValueError("a stage on the way names at least one place; leave an unstated one out", self.via)
        if not (self.sources or self.via or self.destinations):
            raise InvalidValueError("a route names at least one place: a source, a transit or a destination")

    @classmethod
    def of(cls, source: PlacesLike = (), *, via: StagesLike = (), to: PlacesLike = ()) -> Route:
        """Make a route from places or their names.

        Parameters
        ----------
        source, to : place, or iterable of places
            Sources and destinations; leave out what the text does not state.
        via : place, or iterable of places or of sets of places
            The transit stages in their order. A set is one stage of alternatives: ``via={"Libya", "Tunisia"}`` states
            no way from Libya to Tunisia, ``via=["Niger", "Libya"]`` states one from Niger to Libya.

        Raises
        ------
        UnknownPlaceError, AmbiguousPlaceError
            If a name is not understood.
        InvalidValueError
            If no place is named at all.
        """
        if isinstance(source, str) and isinstance(to, str) and via == ():
            return _pair(source, to)
        return cls(as_places(source), _as_stages(via), as_places(to))

    @property
    def transits(self) -> frozenset[Place]:
        """All places of transit, whatever their stage."""
        return frozenset[Place]().union(*self.via)

    @property
    def stages(self) -> tuple[frozenset[Place], ...]:
        """Sources, each transit stage, destinations; the first and the last may be empty."""
        return (self.sources, *self.via, self.destinations)

    @cached_property
    def places(self) -> frozenset[Place]:
        """All places that the route names."""
        return self.sources.union(self.destinations, *self.via)

    @property
    def domestic(self) -> frozenset[Country]:
        """The countries that are source and destination at once; empty if the route is wholly across borders."""
        return frozenset(one for one in self.sources & self.destinations if isinstance(one, Country))

    @property
    def crosses_border(self) -> bool:
        """Whether some step leads from one place to another."""
        return any(tail != head for tail, _, head, _ in self.steps())

    @property
    def roles(self) -> Mapping[Place, frozenset[Role]]:
        """The roles of each place of the route."""
        by_role = ((Role.SOURCE, self.sources), (Role.TRANSIT, self.transits), (Role.DESTINATION, self.destinations))
        return {one: frozenset(role for role, places in by_role if one in places) for one in sorted(self.places)}

    def steps(self) -> Iterator[tuple[Place, Role, Place, Role]]:
        """Yield tail, its role, head, its role for each step between two neighbouring stages that are stated."""
        stages = [(Role.SOURCE, self.sources)] if self.sources else []
        stages += [(Role.TRANSIT, stage) for stage in self.via]
        if self.destinations:
            stages.append((Role.DESTINATION, self.destinations))
        for (tail_role, tails), (head_role, heads) in pairwise(stages):
            for tail in sorted(tails):
                for head in sorted(heads):
                    yield tail, tail_role, head, head_role

    def goes_along(self, places: Sequence[Place]) -> bool:
        """Say whether the route goes from one of these places to the next, each in the stage after the last one's."""
        stages = self.stages
        return any(
            all(one in stage for one, stage in zip(places, stages[first:], strict=False))
            for first in range(len(stages) - len(places) + 1)
        )

    def __repr__(self) -> str:
        def codes(places: frozenset[Place]) -> str:
            words = [one.code for one in sorted(places)]
            return repr(words[0]) if len(words) == 1 else repr(words)

        parts = [codes(self.sources)] if self.sources else []
        if self.via:
            stages = [codes(stage) if len(stage) == 1 else f"{{{codes(stage)[1:-1]}}}" for stage in self.via]
            parts.append("via=" + (stages[0] if len(stages) == 1 else f"[{', '.join(stages)}]"))
        if self.destinations:
            parts.append(f"to={codes(self.destinations)}")
        return f"Route.of({', '.join(parts)})"

    def __str__(self) -> str:
        ends = [in_prose(self.sources) or _UNSTATED, in_prose(self.destinations) or _UNSTATED]
        between = [" or ".join(sorted(str(one) for one in stage)) for stage in self.via]
        return " → ".join([ends[0], *between, ends[1]])
