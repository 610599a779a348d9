"""The names nearest to a text that was not understood, for an error to offer; nothing is ever looked up by them."""

from __future__ import annotations

from functools import cache, lru_cache

from traffickgraph.places._normal import normal_form
from traffickgraph.places._tables import NameRow, tables

__all__ = ["nearest", "similar"]

# Longer text is no misspelt name, and comparing it would take long.
_LONGEST = 60
_MOST_WORDS = 8
# Shorter words are near to too many others.
_SHORTEST = 3
# How many letters may differ in a name of up to so many letters.
_MISSPELT = ((4, 1), (9, 2), (_LONGEST, 3))
# The names offered first among equals.
_KINDS = ("short", "common", "official", "region", "demonym", "abbreviation")


def nearest(name: str, /, n: int = 3) -> tuple[str, ...]:
    """Return the names nearest to a text, each of another place, best first.

    A name that stands in the text as whole words counts as near, then names that differ from it by a few letters,
    then names that begin with it.

    Parameters
    ----------
    name : str
        Any text. Long text is compared by its beginning only.
    n : int, optional
        How many names to return at most.

    Returns
    -------
    tuple of str
        Names that :func:`place` understands; empty if none is near.

    Examples
    --------
    >>> nearest("Nigera", 2)
    ('Nigeria', 'Niger')
    """
    return _nearest(name[: 2 * _LONGEST].strip(), max(n, 0))


def similar(name: str, /) -> tuple[str, ...]:
    """Return the codes of the places whose names differ from a text by the fewest letters, if by few enough.

    For callers who have asked for misspelt names to be guessed at: :func:`place` never does.

    Parameters
    ----------
    name : str
        Any text.

    Returns
    -------
    tuple of str
        The codes, sorted; several if several names are equally near, none if no name is near.

    Examples
    --------
    >>> similar("Ukranian"), similar("Nigera"), similar("Atlantis")
    (('UKR',), ('NER', 'NGA'), ())
    """
    key = normal_form(name[: 2 * _LONGEST])[:_LONGEST]
    scored = _scored(key)
    least = min(scored, default=(0,))[0]
    return tuple(sorted({code for distance, *_, other in scored if distance == least for code in tables().keys[other]}))


@lru_cache(maxsize=256)
def _nearest(text: str, n: int) -> tuple[str, ...]:
    table = tables()
    found: dict[str, str] = {}
    # A code in small letters, a number without its zeros
    near = [(code, table.codes.get(code, ())) for code in (text.upper(), text.zfill(3))]
    key = normal_form(text)[:_LONGEST]
    near += [(row.name, table.keys[row.key]) for row in (*_contained(key), *_misspelt(key), *_beginning(key))]
    for name, codes in near:
        for code in codes:
            # An ambiguous name would not be understood: offer what it may mean.
            found.setdefault(code, name if len(codes) == 1 else _main_name(code))
        if len(found) >= n:
            break
    return tuple(found.values())[:n]


def _main_name(code: str) -> str:
    table = tables()
    return (table.countries[code] if code in table.countries else table.regions[code]).name


@cache
def _by_key() -> dict[str, NameRow]:
    """For each key one name, of the kind that is offered first."""
    found: dict[str, NameRow] = {}
    for row in tables().names:
        if row.kind != "code" and (row.key not in found or _rank(row) < _rank(found[row.key])):
            found[row.key] = row
    return found


@cache
def _by_length() -> dict[int, list[tuple[int, str]]]:
    """Keys by their length, each with the set of its letters as bits."""
    found: dict[int, list[tuple[int, str]]] = {}
    for key in _by_key():
        found.setdefault(len(key), []).append((_letters(key), key))
    return found


def _rank(row: NameRow) -> int:
    return _KINDS.index(row.kind) if row.kind in _KINDS else len(_KINDS)


def _letters(key: str) -> int:
    bits = 0
    for letter in key:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _contained(key: str) -> list[NameRow]:
    words = key.split()[:_MOST_WORDS]
    parts = (
        " ".join(words[i : i + length]) for length in range(len(words), 0, -1) for i in range(len(words) - length + 1)
    )
    known = _by_key()
    return [known[part] for part in parts if part in known and len(part) > _SHORTEST]


def _misspelt(key: str) -> list[NameRow]:
    known = _by_key()
    return [known[other] for *_, other in sorted(_scored(key))]


def _scored(key: str) -> list[tuple[int, int, int, str]]:
    """Return the keys that differ from a key by few letters, each with how far it is, the nearest being the least."""
    if len(key) < _SHORTEST:
        return []
    most = next(edits for length, edits in _MISSPELT if len(key) <= length)
    bits = _letters(key)
    scored: list[tuple[int, int, int, str]] = []
    known = _by_key()
    for length in range(len(key) - most, len(key) + most + 1):
        for letters, other in _by_length().get(length, ()):
            # Every edit changes at most two members of the set of letters.
            if (letters ^ bits).bit_count() <= 2 * most:
                distance = _distance(key, other, most)
                if distance <= most:
                    scored.append((distance, -_common(key, other), _rank(known[other]), other))
    return scored


def _beginning(key: str) -> list[NameRow]:
    if len(key) <= _SHORTEST:
        return []
    known = _by_key()
    return sorted((row for other, row in known.items() if other.startswith(key)), key=lambda row: (_rank(row), row.key))


def _common(a: str, b: str) -> int:
    """Count the letters that two words share at their beginning and at their end."""
    shorter = min(len(a), len(b))
    start = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    end = next((i for i in range(shorter) if a[~i] != b[~i]), shorter)
    return start + end


def _distance(a: str, b: str, most: int) -> int:
    """Return the edit distance (insert, delete, replace, swap neighbours), or ``most + 1`` if it is larger."""
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(row[-1] + 1, above[j] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return above[-1]
