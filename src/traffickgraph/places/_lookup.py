"""From a name, a code or a demonym to the place that it means; never by guessing."""

from __future__ import annotations

from collections.abc import Iterable

from traffickgraph.errors import AmbiguousPlaceError, UnknownPlaceError, WrongTypeError, shown
from traffickgraph.places._nearest import nearest
from traffickgraph.places._normal import dotted, normal_form, words
from traffickgraph.places._tables import tables
from traffickgraph.places._values import Country, PlaceLike, Region, interned

__all__ = ["candidates", "nearest", "place"]

# Texts longer than this are no names, and are not worth remembering or comparing.
_LONGEST = 120
# Words of up to this many letters are also English words ("us", "can", "lao"): their capitals matter.
_SHORT = 3
_REMEMBERED = 4096
_LARGEST_M49 = 999

# Texts that were understood. Only threads that see the same text first at the same time do the work twice.
_warm: dict[str, Country | Region] = {}


def place(name: PlaceLike, /, *, prefer: PlaceLike | Iterable[PlaceLike] = ()) -> Country | Region:
    """Return the country or region that a name, a code or a demonym means.

    Official, short, inverted and former names, demonyms and abbreviations are understood, whatever their case,
    accents and punctuation, with or without "the". Codes, and abbreviations of up to three letters without full stops,
    are understood only in capitals, because many are also words ("in", "us", "can"). Nothing is guessed.

    Parameters
    ----------
    name : str, Country or Region
        A name (``"Burma"``, ``"Korea, Republic of"``, ``"Central Asia"``), a demonym (``"Filipinas"``), an alpha-2,
        alpha-3 or M49 code (``"MM"``, ``"MMR"``, ``"104"``), a region's code (``"central-asia"``), or a place, which
        is returned.
    prefer : str, Country, Region, or iterable of these, optional
        Which place is meant if the name is ambiguous ("Congolese"). It has no say in a name that is not.

    Returns
    -------
    Country or Region
        The place.

    Raises
    ------
    UnknownPlaceError
        No place is called that; the error names the nearest names.
    AmbiguousPlaceError
        Several places are called that, and `prefer` does not name exactly one of them.
    WrongTypeError
        `name` is neither text nor a place.

    Examples
    --------
    >>> place("Burmese")
    Country('MMR')
    >>> place("South East Asia")
    Region('southeast-asia')
    >>> place("Congolese", prefer="DRC")
    Country('COD')
    """
    preferred = _preferred(prefer) if prefer else ()
    if not isinstance(name, str):
        if isinstance(name, (Country, Region)):
            return name
        raise _wrong_type(name)
    found = _warm.get(name)
    if found is not None:
        return found
    options = candidates(name)
    if len(options) == 1:
        return _remembered(name, options[0])
    if not options:
        raise UnknownPlaceError(name, nearest(name))
    meant = [option for option in options if option in preferred]
    if len(meant) == 1:
        return meant[0]
    raise AmbiguousPlaceError(name, [each.code for each in options], [each.name for each in options])


def _preferred(prefer: PlaceLike | Iterable[PlaceLike]) -> frozenset[Country | Region]:
    if isinstance(prefer, (str, Country, Region)):
        return frozenset((place(prefer),))
    if not isinstance(prefer, Iterable):
        raise _wrong_type(prefer)
    return frozenset(map(place, prefer))


def _wrong_type(given: object) -> WrongTypeError:
    digits = isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= _LARGEST_M49
    hint = f"; a UN M49 code is given as text: '{given:03}'" if digits else ""
    kind = type(given).__name__
    return WrongTypeError(
        f"{shown(given)} is no place ({kind}): a place is given as text, such as 'AZE' or 'Azerbaijan', "
        f"or as a Country or Region{hint}",
        given,
    )


def _remembered(name: str, found: Country | Region) -> Country | Region:
    if len(name) <= _LONGEST:
        if len(_warm) >= _REMEMBERED:
            _warm.clear()
        _warm[name] = found
    return found


def candidates(name: str, /) -> tuple[Country | Region, ...]:
    """Return every place that a text may mean, in the order of their codes: none, one, or several.

    It understands what :func:`place` does, raises nothing, and does not look for what else may have been meant, so
    that a long column of labels is gone through quickly.

    Parameters
    ----------
    name : str
        Any text.

    Returns
    -------
    tuple of Country or Region
        One place if the text is its name; several if it is ambiguous; none if no place is called that.

    Examples
    --------
    >>> candidates("Burmese"), candidates("Congolese"), candidates("Atlantis")
    ((Country('MMR'),), (Country('COD'), Country('COG')), ())
    """
    text = name.strip()
    if len(text) > _LONGEST:
        return ()
    table = tables()
    codes = table.codes.get(text)
    if codes is None:
        key = normal_form(text)
        codes = table.keys.get(key)
        if codes is None or (len(key) <= _SHORT and not _written_right(text, key)):
            return ()
    return tuple(sorted(map(_place_of, codes)))


def _place_of(code: str) -> Country | Region:
    # Slugs of regions are in lower case, codes of countries in capitals.
    return interned(Country, code) if code.isupper() else interned(Region, code)


def _written_right(text: str, key: str) -> bool:
    """Say whether a short name is written as such: in its own capitals, or as an abbreviation with full stops."""
    rows = [row for row in tables().names if row.key == key]
    written = "".join(words(text))
    if dotted(text):
        return any(row.name.isupper() for row in rows)
    return any(written == "".join(words(row.name)) for row in rows)
