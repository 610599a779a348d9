"""The layouts in which the Counter-Trafficking Data Collaborative has released case data, told apart by their columns.

References
----------
.. [CTDC] Counter-Trafficking Data Collaborative, https://www.ctdatacollaborative.org: the pages on the Global Dataset
   ("k-anonymized (k=11)"), on the Global Synthetic Dataset, and the glossary; and the columns of the files themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.errors import FileFormatError, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["LAYOUTS", "Layout", "known_columns", "recognised"]

_SIGNS: Final = re.compile(r"[\W_]+")

# What every layout has.
_CORE: Final = (
    "yearOfRegistration",
    "citizenship",
    "CountryOfExploitation",
    "gender",
    "ageBroad",
    "isForcedLabour",
    "isSexualExploit",
    "isOtherExploit",
)
_PARTICULAR: Final = ("isForcedMarriage", "isForcedMilitary", "isOrganRemoval", "isSlaveryAndPractices")

_CASES: Final = (
    "a record is a case that a partner of CTDC identified or assisted, which is not prevalence; no case is not no "
    "trafficking"
)


@attrs.frozen
class Layout:
    """One layout, and what is known of its data.

    Attributes
    ----------
    name : str
        How it is called here.
    title : str
        The title of the publication.
    columns : tuple of str
        The columns that it must have.
    others : tuple of str
        The columns that are also used, where a file has them.
    never : tuple of str
        Columns that it never has: those of another layout.
    synthetic : str
        How the records were made, if they are no observed ones; else empty.
    caveat : str
        What its counts are, and are not.
    years : tuple of int
        The first and the last year of release.
    code_length : int
        How many letters its codes of countries have.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    others: tuple[str, ...]
    never: tuple[str, ...]
    synthetic: str
    caveat: str
    years: tuple[int, int]
    code_length: int

    @property
    def released(self) -> int | None:
        """The year of release, if the layout alone tells it."""
        return self.years[0] if self.years[0] == self.years[1] or self.years[1] == _OPEN else None


_OPEN: Final = 2100
_SYNTHETIC: Final = (
    f"records are synthetic: no record is a person, and counts are approximate; of the cases behind them: {_CASES}"
)

LAYOUTS: Final = (
    Layout(
        name="k-anonymised Global Dataset, 2017-2021",
        title="Global Dataset",
        columns=(*_CORE, *_PARTICULAR),
        others=(
            "majorityStatus",
            "isSexAndLabour",
            "typeOfLabourBegging",
            "typeOfLabourDomesticWork",
            "typeOfLabourIllicitActivities",
        ),
        never=("sectorOfLabourDomesticWork", "meansDebtBondageEarnings"),
        synthetic="",
        caveat=(
            f"{_CASES}; k-anonymised (k = 11): records with rare combinations are withheld, so a count is one of the "
            "records published, and rare routes are missing"
        ),
        years=(2017, 2021),
        code_length=2,
    ),
    Layout(
        name="Global Synthetic Dataset, 2021",
        title="Global Synthetic Dataset",
        columns=(*_CORE, "meansOfControlDebtBondage"),
        others=("majorityStatus", "typeOfLabourDomesticWork"),
        never=(*_PARTICULAR, "isSexAndLabour", "majorityEntry", "sectorOfLabourDomesticWork"),
        synthetic="k-anonymous synthetic data: records are drawn from combinations of values that are common enough",
        caveat=_SYNTHETIC,
        years=(2021, 2021),
        code_length=3,
    ),
    Layout(
        name="Global Synthetic Dataset, 2024 and 2025",
        title="Global Synthetic Dataset",
        columns=(*_CORE, "meansDebtBondageEarnings", "typeOfLabourDomesticWork"),
        others=(),
        never=("sectorOfLabourDomesticWork",),
        synthetic="differential privacy: records are drawn from noisy counts of combinations of values",
        caveat=_SYNTHETIC,
        years=(2022, 2025),
        code_length=3,
    ),
    Layout(
        name="Global Synthetic Dataset, 2026",
        title="Global Synthetic Dataset",
        columns=(*_CORE, "meansDebtBondageEarnings", "sectorOfLabourDomesticWork"),
        others=(),
        never=("typeOfLabourDomesticWork",),
        synthetic="differential privacy: records are drawn from noisy counts of combinations of values",
        caveat=_SYNTHETIC,
        years=(2026, _OPEN),
        code_length=3,
    ),
)


def _key(name: str) -> str:
    """Return the name of a column without what may differ: case, blanks, underscores, other signs."""
    return _SIGNS.sub("", name).casefold()


# One release cuts the names of its columns to 32 letters, as Stata does; none of those that are used is longer.
_KEYS: Final = frozenset(_key(name) for layout in LAYOUTS for name in (*layout.columns, *layout.others))


def known_columns(cells: Sequence[str]) -> int:
    """Return how many columns of any layout a row names."""
    return len(_KEYS.intersection(map(_key, cells)))


def recognised(path: str, header: Sequence[str]) -> tuple[Layout, Mapping[str, int]]:
    """Return the layout of a file, and where each column stands that is used.

    Raises
    ------
    FileFormatError
        If it is none that is known, or if a column that is used stands there twice.
    """
    keys = [_key(written) for written in header]
    found = {layout.name: _positions(layout, keys) for layout in LAYOUTS}
    lacking = {layout.name: [one for one in layout.columns if not found[layout.name][one]] for layout in LAYOUTS}
    for layout in LAYOUTS:
        if lacking[layout.name] or _is_another(layout, keys):
            continue
        twice = [name for name, at in found[layout.name].items() if len(at) > 1]
        if twice:
            raise FileFormatError(
                path,
                f"{path!r} has the column {twice[0]!r} {len(found[layout.name][twice[0]])} times; keep one of them",
            )
        return layout, {name: at[0] for name, at in found[layout.name].items() if at}
    raise _unknown(path, keys, lacking)


def _is_another(layout: Layout, keys: Sequence[str]) -> bool:
    return any(_key(one) in keys for one in layout.never)


def _positions(layout: Layout, keys: Sequence[str]) -> dict[str, list[int]]:
    return {
        name: [at for at, key in enumerate(keys) if key == _key(name)] for name in (*layout.columns, *layout.others)
    }


def _unknown(path: str, keys: Sequence[str], lacking: Mapping[str, Sequence[str]]) -> FileFormatError:
    def distance(layout: Layout) -> tuple[bool, float]:
        return _is_another(layout, keys), len(lacking[layout.name]) / len(layout.columns)

    nearest = min(LAYOUTS, key=distance)
    missing = lacking[nearest.name]
    known = listed([repr(layout.name) for layout in LAYOUTS], "and")
    if len(missing) > len(nearest.columns) / 2:
        some = "has none of the" if len(missing) == len(nearest.columns) else "lacks most"
        return FileFormatError(
            path,
            f"{path!r} is not a file of CTDC: it {some} columns of case data; layouts known are {known}; other tables "
            "are read by traffickgraph.readers.tables.read, edge lists by traffickgraph.readers.edgelists.read",
        )
    if missing:
        problem = f"lacks {listed([repr(name) for name in missing], 'and')}; of {nearest.name!r} it has the rest"
    else:
        problem = f"mixes columns of several layouts, and cannot be told apart from {nearest.name!r}"
    return FileFormatError(
        path, f"{path!r} {problem}; layouts known are {known}; download it again, or restore its columns"
    )
