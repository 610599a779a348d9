"""Figures by form of exploitation, sex and age: which of them add up, and which are parts of others.

A row counts persons of one sex, or of all, and of one age, or of all. Seen on a grid of sexes and ages it covers cells;
two rows count nobody twice if they have no cell in common.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from traffickgraph.vocabulary import Exploitation, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["ALL", "FORMS", "Cells", "cells_of", "groups_of", "largest", "smallest"]

Cells: TypeAlias = frozenset[tuple[str, str]]

# Under these three, UNODC folds all others together.
FORMS: Final = {
    form.unodc.casefold(): form for form in (Exploitation.SEXUAL, Exploitation.FORCED_LABOUR, Exploitation.OTHER)
}
_CHILD: Final = "0 to 17 years"
_ADULT: Final = "18 years or over"
_SEXES: Final = ("female", "male", "other", "unknown")
_AGES: Final = (_CHILD, _ADULT, "unknown")
_ALL: Final = "total"
ALL: Final[Cells] = frozenset((sex, age) for sex in _SEXES for age in _AGES)
_GROUPS: Final = {
    ("female", _CHILD): (VictimGroup.GIRLS,),
    ("female", _ADULT): (VictimGroup.WOMEN,),
    ("male", _CHILD): (VictimGroup.BOYS,),
    ("male", _ADULT): (VictimGroup.MEN,),
    ("female", ""): (VictimGroup.WOMEN, VictimGroup.GIRLS),
    ("male", ""): (VictimGroup.MEN, VictimGroup.BOYS),
    ("", _CHILD): (VictimGroup.CHILDREN,),
    ("", _ADULT): (VictimGroup.ADULTS,),
}


@lru_cache(maxsize=256)
def cells_of(sex: str, age: str) -> Cells | None:
    """Return the cells that a row covers; None if its sex or age is written in a way that is not known.

    Examples
    --------
    >>> sorted(cells_of("Female", "18 years or over"))
    [('female', '18 years or over')]
    """
    sexes = _SEXES if sex.casefold() == _ALL else (sex.casefold(),)
    ages = _AGES if age.casefold() == _ALL else (age.casefold(),)
    cells = frozenset((one, other) for one in sexes for other in ages)
    return cells if cells <= ALL else None


def largest(rows: Collection[Cells]) -> frozenset[Cells] | None:
    """Return the rows that are part of no other; None if some of them overlap, so that they do not add up."""
    return _apart({one for one in rows if not any(one < other for other in rows)})


def smallest(rows: Collection[Cells]) -> frozenset[Cells] | None:
    """Return the rows of which no other is a part; None if some of them overlap, so that they do not add up."""
    return _apart({one for one in rows if not any(other < one for other in rows)})


def _apart(rows: Collection[Cells]) -> frozenset[Cells] | None:
    covered = frozenset[tuple[str, str]]().union(*rows)
    return frozenset(rows) if len(covered) == sum(map(len, rows)) else None


@lru_cache(maxsize=256)
def groups_of(cells: Cells) -> tuple[VictimGroup, ...]:
    """Return the groups of victims that a row counts; none if it is not limited to any, or they are not known.

    Examples
    --------
    >>> [str(group) for group in groups_of(cells_of("Total", "0 to 17 years"))]
    ['children']
    """
    sexes = {sex for sex, _ in cells}
    ages = {age for _, age in cells}
    sex = sexes.pop() if len(sexes) == 1 else ""
    age = ages.pop() if len(ages) == 1 else ""
    # Persons of another sex, or of a sex that is not known, have no group of their own here.
    return _GROUPS.get((sex if sex in ("female", "male") else "", age if age in (_CHILD, _ADULT) else ""), ())
