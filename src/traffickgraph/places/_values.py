"""What a place is: a country or a region, and a point on the map."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, TypeAlias, TypeVar, cast, final

import attrs

from traffickgraph.errors import UnknownPlaceError, WrongTypeError
from traffickgraph.places._tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Country", "Place", "PlaceLike", "Point", "Region", "countries", "interned", "regions"]


class Point(NamedTuple):
    """A point on the map, in degrees (WGS 84).

    Attributes
    ----------
    lat : float
        Latitude; north is positive.
    lon : float
        Longitude; east is positive.
    """

    lat: float
    lon: float


class _Ordered:
    """The order of places: countries before regions, then by code."""

    __slots__ = ()

    code: str
    rank: ClassVar[int]

    def __lt__(self, other: Country | Region) -> bool:
        theirs = _order(other)
        return NotImplemented if theirs is None else self.order() < theirs

    def __le__(self, other: Country | Region) -> bool:
        theirs = _order(other)
        return NotImplemented if theirs is None else self.order() <= theirs

    def __gt__(self, other: Country | Region) -> bool:
        theirs = _order(other)
        return NotImplemented if theirs is None else self.order() > theirs

    def __ge__(self, other: Country | Region) -> bool:
        theirs = _order(other)
        return NotImplemented if theirs is None else self.order() >= theirs

    def order(self) -> tuple[int, str]:
        """Return what places are sorted by."""
        return self.rank, self.code


def _order(place: object) -> tuple[int, str] | None:
    return place.order() if isinstance(place, _Ordered) else None


def _known_country(_: object, __: object, code: str) -> None:
    _check(code, "country", "its alpha-3 code, such as 'AZE'")
    if code not in tables().countries:
        raise _unknown(code, Country)


def _known_region(_: object, __: object, code: str) -> None:
    _check(code, "region", "its code, such as 'central-asia'")
    if code not in tables().regions:
        raise _unknown(code, Region)


def _check(code: object, kind: str, how: str) -> None:
    if not isinstance(code, str):
        raise WrongTypeError(f"{code!r} is no code of a {kind}: it is given as {how}", code)


def _unknown(code: str, kind: type[Country | Region]) -> UnknownPlaceError:
    """Say that a code is unknown; a name that place() understands is answered with its code."""
    from traffickgraph.places._lookup import place
    from traffickgraph.places._nearest import nearest

    problem = f"no {kind.__name__.lower()} has the code"
    try:
        meant = place(code)
    except LookupError:
        return UnknownPlaceError(code, nearest(code), problem=problem)
    return UnknownPlaceError(code, (meant.code,) if isinstance(meant, kind) else (), problem=problem)


@final
@attrs.frozen(eq=False, order=False, repr=False)
class Country(_Ordered):
    """A country or area of ISO 3166, a disputed one, or one that is no more.

    Parameters
    ----------
    code : str
        The alpha-3 code, in capitals: of ISO 3166-1, of ISO 3166-3 for a former country, or ``XKX`` for Kosovo. To
        look up a name or another code, call :func:`place`.

    Raises
    ------
    UnknownPlaceError
        No country has that code.

    Examples
    --------
    >>> Country("AZE")
    Country('AZE')
    >>> print(Country("AZE").subregion)
    Western Asia
    """

    rank: ClassVar[int] = 0

    code: str = attrs.field(validator=_known_country)

    @property
    def alpha2(self) -> str:
        """The two-letter code of ISO 3166; of a former country, the one that it had; ``XK`` for Kosovo."""
        return tables().countries[self.code].alpha2

    @property
    def numeric(self) -> str:
        """The three-digit code of ISO 3166 and UN M49, as text (``'031'``); empty if there is none (Kosovo)."""
        return tables().countries[self.code].numeric

    @property
    def name(self) -> str:
        """The short English name."""
        return tables().countries[self.code].name

    @property
    def region(self) -> Region:
        """The M49 region, such as Asia; ``Region('world')`` for Antarctica, which M49 puts in none."""
        return interned(Region, tables().countries[self.code].region)

    @property
    def subregion(self) -> Region:
        """The M49 sub-region (for Africa and Latin America, the intermediate region), such as Western Asia."""
        return interned(Region, tables().countries[self.code].subregion)

    @property
    def status(self) -> Literal["current", "former", "disputed"]:
        """Whether the country is listed today, was dissolved, or is disputed as a country."""
        return cast("Literal['current', 'former', 'disputed']", tables().countries[self.code].status)

    @property
    def capital(self) -> Point | None:
        """Where the capital lies."""
        return _point(tables().countries[self.code].capital)

    @property
    def centroid(self) -> Point | None:
        """A point in the middle of the country, on which a map may draw it."""
        return _point(tables().countries[self.code].centroid)

    @property
    def capital_name(self) -> str:
        """The English name of the capital; empty if there is none."""
        return tables().countries[self.code].capital_name

    @property
    def demonyms(self) -> tuple[str, ...]:
        """What its people and things are called, such as ``('Filipina', 'Filipino', 'Philippine')``, sorted."""
        return _demonyms().get(self.code, ())

    @property
    def successors(self) -> tuple[Country, ...]:
        """The countries of today where a former country was; empty for any other."""
        return tuple(interned(Country, code) for code in tables().countries[self.code].successors.split())

    @property
    def note(self) -> str:
        """What one should know about this entry; mostly empty."""
        return tables().countries[self.code].note

    def __repr__(self) -> str:
        return f"Country({self.code!r})"

    def __str__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return self is other or (self.code == other.code if isinstance(other, Country) else NotImplemented)

    def __hash__(self) -> int:
        return hash(self.code)

    # Copies and pickles come back as the one instance that place() gives.
    def __reduce__(self) -> tuple[Callable[[type[Country], str], Country], tuple[type[Country], str]]:
        return interned, (Country, self.code)

    def __copy__(self) -> Country:
        return self

    def __deepcopy__(self, _: object) -> Country:
        return self


@final
@attrs.frozen(eq=False, order=False, repr=False)
class Region(_Ordered):
    """A region of UN M49, or a customary one with a stated membership.

    Parameters
    ----------
    code : str
        The slug, such as ``central-asia``. To look up a name or an M49 code, call :func:`place`.

    Raises
    ------
    UnknownPlaceError
        No region has that code.

    Examples
    --------
    >>> Region("baltics").members == {Country("EST"), Country("LVA"), Country("LTU")}
    True
    """

    rank: ClassVar[int] = 1

    code: str = attrs.field(validator=_known_region)

    @property
    def name(self) -> str:
        """The English name."""
        return tables().regions[self.code].name

    @property
    def m49(self) -> str | None:
        """The three-digit code of UN M49, as text; None for a customary region."""
        return tables().regions[self.code].m49 or None

    @property
    def members(self) -> frozenset[Country]:
        """The countries of today in the region; none in "abroad" and "neighbours", which depend on who speaks."""
        return _members(self.code)

    @property
    def reference(self) -> str:
        """Who says that these are its members."""
        return tables().regions[self.code].reference

    def __repr__(self) -> str:
        return f"Region({self.code!r})"

    def __str__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return self is other or (self.code == other.code if isinstance(other, Region) else NotImplemented)

    def __hash__(self) -> int:
        return hash(self.code)

    def __reduce__(self) -> tuple[Callable[[type[Region], str], Region], tuple[type[Region], str]]:
        return interned, (Region, self.code)

    def __copy__(self) -> Region:
        return self

    def __deepcopy__(self, _: object) -> Region:
        return self


Place: TypeAlias = Country | Region
PlaceLike: TypeAlias = str | Country | Region


_P = TypeVar("_P", Country, Region)
_instances: dict[tuple[type[Country | Region], str], Country | Region] = {}


def interned(kind: type[_P], code: str) -> _P:
    """Return the one instance that stands for a code, so that comparing places is mostly comparing identities."""
    found = _instances.get((kind, code))
    if found is None:
        found = _instances.setdefault((kind, code), kind(code))
    return cast("_P", found)


def countries() -> tuple[Country, ...]:
    """Return all countries, former and disputed ones included, sorted by code."""
    return tuple(interned(Country, code) for code in sorted(tables().countries))


def regions() -> tuple[Region, ...]:
    """Return all regions, sorted by code."""
    return tuple(interned(Region, code) for code in sorted(tables().regions))


@cache
def _members(code: str) -> frozenset[Country]:
    return frozenset(interned(Country, member) for member in tables().regions[code].members.split())


@cache
def _demonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in tables().names:
        if row.kind == "demonym":
            found.setdefault(row.code, []).append(row.name)
    return {code: tuple(sorted(names)) for code, names in found.items()}


def _point(text: str) -> Point | None:
    if not text:
        return None
    lat, lon = text.split()
    return Point(float(lat), float(lon))
