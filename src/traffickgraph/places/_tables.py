"""The tables behind the places, read once, on first use."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import NamedTuple

__all__ = ["CountryRow", "NameRow", "RegionRow", "Tables", "tables"]


class CountryRow(NamedTuple):
    """A line of ``countries.csv``, as written there; numbers are text, lists are separated by spaces."""

    code: str
    alpha2: str
    numeric: str
    name: str
    region: str
    subregion: str
    status: str
    capital_name: str
    capital: str
    centroid: str
    successors: str
    note: str


class RegionRow(NamedTuple):
    """A line of ``regions.csv``, as written there; members are codes separated by spaces."""

    code: str
    m49: str
    name: str
    members: str
    reference: str


class NameRow(NamedTuple):
    """A line of ``names.csv``, as written there; `key` is the normal form of `name`."""

    key: str
    name: str
    code: str
    kind: str
    note: str


class Tables(NamedTuple):
    """All tables, and what is looked up in them."""

    countries: dict[str, CountryRow]
    regions: dict[str, RegionRow]
    names: tuple[NameRow, ...]
    #: codes of places by every code that names them, in capitals: alpha-2, alpha-3, M49; and by slug
    codes: dict[str, tuple[str, ...]]
    #: codes of places by normal form of a name
    keys: dict[str, tuple[str, ...]]


_lock = Lock()


def tables() -> Tables:
    """Return the tables; they are read when this is first called."""
    with _lock:
        return _read()


@cache
def _read() -> Tables:
    countries = {row[0]: CountryRow(*row) for row in _rows("countries.csv")}
    regions = {row[0]: RegionRow(*row) for row in _rows("regions.csv")}
    names = tuple(map(NameRow._make, _rows("names.csv")))
    codes: dict[str, tuple[str, ...]] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for key, name, code, kind, _ in names:
        if kind == "code":
            codes[name] = (*codes.get(name, ()), code)
        elif key in keys:
            # The same name in two spellings, or one name of several places: never the last of them.
            if code not in keys[key]:
                keys[key] = (*keys[key], code)
        else:
            keys[key] = (code,)
    return Tables(countries, regions, names, codes, keys)


def _rows(file: str) -> list[list[str]]:
    import csv
    from pkgutil import get_data

    content = get_data("traffickgraph.places", f"data/{file}")
    if content is None:  # pragma: no cover - only a loader that cannot read data files says None
        raise FileNotFoundError(file)
    return list(csv.reader(content.decode().splitlines()))[1:]
