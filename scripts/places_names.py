"""The table of names: what the sources give, overlaid by the hand-reviewed lines, with every clash explained."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from traffickgraph.places._normal import normal_form

if TYPE_CHECKING:
    from places_sources import Sources

COLUMNS = ("key", "name", "code", "kind", "note")
ACTIONS = ("add", "remove", "ambiguous", "convention")
# What stands before "of" in an official name that can be turned round: "Korea, Republic of".
_INVERTIBLE = re.compile(
    r"^(?P<head>.*(?:Republic|Kingdom|Principality|States?|Commonwealth|Union|Federation|Duchy|Emirate|Sultanate))"
    r" (?P<of>of(?: [Tt]he)?) (?P<tail>.+)$"
)

# Adjectives without a plural, and what has a remark in brackets
_NO_PLURAL = ("s", "ese", "sh", "ch", "x", "z", "ern", "ing", "eign", "ais", "ic", ")")


class Name(NamedTuple):
    """A line of names.csv."""

    key: str
    name: str
    code: str
    kind: str
    note: str = ""


Rows = list[dict[str, str]]


def plural(demonym: str) -> str:
    """Return the regular plural of a demonym; the demonym itself if it has none."""
    if demonym.endswith(("man", "woman")) and not demonym.endswith(("German", "Turkoman")):
        return demonym[:-2] + "en"
    return demonym if demonym.endswith(_NO_PLURAL) or "," in demonym else demonym + "s"


def inverted(name: str) -> list[str]:
    """Return a name turned round at "of": "Republic of Korea" gives "Korea, Republic of"."""
    found = []
    while match := _INVERTIBLE.match(name):
        found.append(f"{match['tail']}, {match['head']} {match['of']}")
        name = match["tail"]
    return found


def build(
    sources: Sources, reviewed: Rows, lines: Rows, countries: list[list[str]], regions: list[list[str]]
) -> tuple[list[Name], list[str]]:
    """Return the table of names, sorted, and the faults of the reviewed lines."""
    faults = [f"no such action: {line['action']}" for line in lines if line["action"] not in ACTIONS]
    names = [*_of_countries(sources, reviewed, countries), *(_name(row[2], row[0], "region") for row in regions)]
    removed = {
        (key, line["code"], line["kind"]): False for line in lines if line["action"] == "remove" for key in _keys(line)
    }
    plurals = {
        (normal_form(plural(name)), line["code"])
        for line in lines
        if line["action"] == "remove"
        for name in line["names"].split("|")
    }
    kept: dict[tuple[str, str], Name] = {}
    for name in names:
        if (name.key, name.code, name.kind) in removed:
            removed[name.key, name.code, name.kind] = True
        elif name.kind != "plural" or (name.key, name.code) not in plurals:
            kept.setdefault((name.key, name.code), name)
    for name in (*_added(lines), *(_name(row[0], row[0], "region") for row in regions)):
        old = kept.setdefault((name.key, name.code), name)
        if name.note and not old.note:
            kept[name.key, name.code] = old._replace(note=name.note)
    faults += [f"no letters in a name of {name.code}: {name.name!r}" for name in kept.values() if not name.key]
    faults += [f"removed in vain: {key!r} of {code}" for (key, code, _), used in removed.items() if not used]
    by_key: dict[str, list[Name]] = {}
    for name in kept.values():
        by_key.setdefault(name.key, []).append(name)
    faults += _settle(by_key, lines)
    known = {row[0] for row in countries} | {row[0] for row in regions}
    faults += [
        f"no such place: {name.code} ({name.name})"
        for each in by_key.values()
        for name in each
        if name.code not in known
    ]
    codes, clashes = _codes(countries, regions, lines)
    return sorted([*(name for each in by_key.values() for name in each), *codes]), faults + clashes


def _name(text: str, code: str, kind: str, note: str = "") -> Name:
    return Name(normal_form(text), text, code, kind, note)


def _keys(line: dict[str, str]) -> list[str]:
    return [normal_form(name) for name, _ in _forms(line)]


def _forms(line: dict[str, str]) -> list[tuple[str, str]]:
    """Return the names of a line with their kinds; a demonym also in the plural, a region's also with "countries"."""
    kind, names = line["kind"], line["names"].split("|")
    found = [(name, kind) for name in names]
    if kind == "demonym" and line["action"] != "remove":
        found += [(plural(name), "plural") for name in names]
        if line["code"].islower():
            found += [(f"{name} countries", "region") for name in names if not name.endswith("er")]
    return found


def _added(lines: Rows) -> list[Name]:
    return [
        _name(name, code, kind, line["reason"])
        for line in lines
        if line["action"] != "remove" and line["kind"] != "code"
        for name, kind in _forms(line)
        for code in line["code"].split()
    ]


def _of_countries(sources: Sources, reviewed: Rows, countries: list[list[str]]) -> list[Name]:
    alpha2 = {row[0]: row[1] for row in countries if row[6] != "former"}
    found = []
    for row in reviewed:
        code = row["code"]
        official = [name for name in row["official"].split("|") if name]
        demonyms = [name for name in row["demonyms"].split("|") if name]
        # Where they know none, the sources give the name of the country.
        own = {normal_form(name) for name in (row["name"], *official, *sources.names(alpha2.get(code, "")))}
        more = [name for name in sources.demonyms(code, alpha2.get(code, "")) if normal_form(name) not in own]
        found += [(row["name"], code, "short")]
        found += [(name, code, "official") for name in official]
        found += [(name, code, "inverted") for text in (row["name"], *official) for name in inverted(text)]
        found += [(name, code, "common") for name in sources.names(alpha2.get(code, ""))]
        found += [(name, code, "demonym") for name in (*demonyms, *more)]
        found += [(plural(name), code, "plural") for name in (*demonyms, *more)]
    return [_name(*each) for each in found]


def _settle(by_key: dict[str, list[Name]], lines: Rows) -> list[str]:
    """Keep one place for each name, but for the listed ambiguous ones; return the clashes that no line explains."""
    said = {(line["action"], key): line["code"] for line in lines for key in _keys(line)}
    faults = []
    for key, names in by_key.items():
        convention = said.get(("convention", key))
        if convention:
            by_key[key] = [name for name in names if name.code == convention]
        elif len(names) > 1 and sorted(said.get(("ambiguous", key), "").split()) != sorted(name.code for name in names):
            listed = ", ".join(f"{name.code} ({name.kind} {name.name!r})" for name in names)
            faults.append(f"clash: {key!r} is {listed}; add a line 'convention' or 'ambiguous'")
    return faults


def _codes(countries: list[list[str]], regions: list[list[str]], lines: Rows) -> tuple[list[Name], list[str]]:
    """Return the codes as names: of a code given twice, that of today is meant; of two former ones, neither."""
    found = [(text, row[0], row[6] == "former") for row in countries for text in row[:3] if text]
    found += [(text, row[0], False) for row in regions for text in row[:2] if text]
    found += [
        (text, line["code"], True)
        for line in lines
        if line["kind"] == "code" and line["action"] == "add"
        for text in line["names"].split("|")
    ]
    reasons = {text: line["reason"] for line in lines if line["kind"] == "code" for text in line["names"].split("|")}
    today = {text for text, _, former in found if not former}
    kept = sorted({(text, code) for text, code, former in found if not former or text not in today})
    texts = [text for text, _ in kept]
    faults = [
        f"clash: the code {text} is of {code} and of another; add a line 'ambiguous' of kind 'code'"
        for text, code in kept
        if texts.count(text) > 1 and text not in reasons
    ]
    return [Name("", text, code, "code", reasons.get(text, "")) for text, code in kept], faults
