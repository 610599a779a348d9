"""What the cells of case data of CTDC mean: places, years, groups of victims, forms of exploitation."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from traffickgraph.model.fields import UNSPECIFIED
from traffickgraph.places import Country
from traffickgraph.places._normal import normal_form
from traffickgraph.places._tables import tables
from traffickgraph.readers.ctdc.groups import FLAGS
from traffickgraph.readers.labels import Labels, Meaning
from traffickgraph.vocabulary import Exploitation, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from traffickgraph.readers.labels import LabelLike

__all__ = ["CasePlaces", "age_of", "forms_of", "group_of", "sex_of", "unknown", "year_of"]

_UNKNOWN: Final = frozenset({"", "-99", "-99.0", "null", "nan", "none", "n/a", "unknown", "."})
# "00" is the word of CTDC for an unknown country, of which a spreadsheet makes a number.
_NO_COUNTRY: Final = frozenset({"00", "0", "0.0", "000"})
_YEARS: Final = (1900, 2100)

_NAMIBIA: Final = "NA"
_SHORT_CODES: Final[Mapping[str, Meaning]] = {
    "RS": Meaning(
        "place", frozenset({Country("SCG")}), "reviewed", "Serbia and Montenegro in this layout, and Serbia later"
    ),
    # Czechoslovakia, which also had this code, ended before the first case.
    "CS": Meaning("place", frozenset({Country("SCG")}), "reviewed", "the code of Serbia and Montenegro, 2003-2006"),
}
_NAMIBIA_OR_NOTHING: Final = Meaning(
    "unresolved",
    how="ambiguous",
    note="Namibia, which is NAM in this layout, or a missing value that another program wrote; "
    "labels={'NA': None} or labels={'NA': 'NAM'} settles it",
)

# A name cut to 32 letters, perhaps with a blank at its end.
_CUT: Final = (31, 32, 33)


def unknown(cell: str) -> bool:
    """Say whether a cell states nothing."""
    return cell.casefold() in _UNKNOWN


class CasePlaces:
    """Understands the countries of one layout.

    Parameters
    ----------
    given : mapping or None
        What labels mean by the word of the caller.
    fuzzy : bool
        Whether to guess at misspelt names.
    code_length : int
        How many letters the codes of the layout have.
    """

    def __init__(self, given: Mapping[str, LabelLike] | None, *, fuzzy: bool, code_length: int) -> None:
        self._labels = Labels(given, fuzzy=fuzzy)
        self._short = code_length == 2  # noqa: PLR2004 - letters of an alpha-2 code
        self._known: dict[str, Meaning] = {}

    def meaning(self, label: str) -> Meaning:
        """Return what a label means."""
        found = self._known.get(label)
        if found is None:
            found = self._known[label] = self._understood(label)
        return found

    @property
    def unused(self) -> tuple[str, ...]:
        """The labels of the caller's mapping that did not occur."""
        return self._labels.unused

    def _understood(self, label: str) -> Meaning:  # noqa: PLR0911 - one for each way to understand it
        said = self._labels.meaning(label)
        if said.how in ("given", "empty"):
            return said
        if unknown(label) or label in _NO_COUNTRY:
            return Meaning("unstated", how="reviewed", note="unknown")
        if self._short and label in _SHORT_CODES:
            return _SHORT_CODES[label]
        if label == _NAMIBIA:
            return Meaning("place", frozenset({Country("NAM")})) if self._short else _NAMIBIA_OR_NOTHING
        if said.how == "M49 code":  # numbers other than "00" and "-99" are figures that went astray
            return Meaning("unresolved", how="unknown")
        if said.how in ("unknown", "similar") and len(label) in _CUT:
            return _cut_short(label) or said
        return said


def _cut_short(label: str) -> Meaning | None:
    """Return the only country one of whose names begins with a label, if there is one."""
    begins = normal_form(label)
    codes = {code for name, code in _names() if name.startswith(begins)}
    if len(codes) != 1:
        return None
    return Meaning("place", frozenset({Country(codes.pop())}), "cut short", "a name cut to 32 letters")


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Return the names of countries in their normal form, with the codes."""
    return tuple((row.key, row.code) for row in tables().names if row.code in tables().countries)


def year_of(cell: str) -> int | None:
    """Return the year of a cell, None if it is unknown.

    Raises
    ------
    ValueError
        If it is something else.
    """
    if unknown(cell) or cell in ("NA", "0"):
        return None
    year = int(cell.removesuffix(".0")) if cell.isascii() and cell.removesuffix(".0").isdecimal() else 0
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise ValueError(cell)
    return year


def sex_of(gender: str) -> str | None:
    """Return ``"f"`` or ``"m"``; empty if the gender is not stated, None if it is neither of these two."""
    word = gender.casefold()
    if word in {"female", "woman", "f"}:
        return "f"
    if word in {"male", "man", "m"}:
        return "m"
    return "" if unknown(gender) or gender == "NA" else None


def age_of(band: str, majority: str) -> str | None:
    """Return ``"adult"`` or ``"minor"`` at registration; empty if not stated, None if not understood.

    If the two columns contradict each other, it is ``"contradictory"``.

    Parameters
    ----------
    band : str
        A band of ages such as ``"9--17"``.
    majority : str
        ``"Adult"`` or ``"Minor"``, where the layout says so.
    """
    by_band = _age_of_band(band)
    by_word = {"adult": "adult", "minor": "minor"}.get(majority.casefold())
    if by_word is None:
        by_word = "" if unknown(majority) or majority == "NA" else None
    if by_band is None or by_word is None:
        return None
    if by_band and by_word and by_band != by_word:
        return "contradictory"
    return by_band or by_word


def _age_of_band(band: str) -> str | None:
    if unknown(band) or band == "NA":
        return ""
    low, _, high = band.replace(" ", "").replace("\N{EN DASH}", "-").replace("--", "-").partition("-")
    low = low.removesuffix("+")
    if not (low.isascii() and low.isdecimal() and (high == "" or (high.isascii() and high.isdecimal()))):
        return None
    if len(low) > 3 or len(high) > 3:  # noqa: PLR2004 - no age has more digits
        return None
    if int(low) >= _OF_AGE:
        return "adult"
    return "minor" if high and int(high) < _OF_AGE else None


_OF_AGE: Final = 18
_GROUPS: Final = {
    ("f", "adult"): VictimGroup.WOMEN,
    ("m", "adult"): VictimGroup.MEN,
    ("f", "minor"): VictimGroup.GIRLS,
    ("m", "minor"): VictimGroup.BOYS,
    ("", "adult"): VictimGroup.ADULTS,
    ("", "minor"): VictimGroup.CHILDREN,
}


def group_of(sex: str | None, age: str | None) -> tuple[VictimGroup, ...]:
    """Return the group of victims; none if the age is not known, for every word of the vocabulary states one."""
    group = _GROUPS.get((sex or "", age or ""))
    return () if group is None else (group,)


_FORMS: Final = {
    "isForcedLabour": (Exploitation.FORCED_LABOUR,),
    "isSexualExploit": (Exploitation.SEXUAL,),
    "isOtherExploit": (Exploitation.OTHER,),
    "isSexAndLabour": (Exploitation.SEXUAL, Exploitation.FORCED_LABOUR),
    "isForcedMarriage": (Exploitation.FORCED_MARRIAGE,),
    "isOrganRemoval": (Exploitation.ORGAN_REMOVAL,),
    "isSlaveryAndPractices": (Exploitation.SLAVERY,),
}
# A kind of labour is a form of exploitation only of those who are exploited for labour.
_KINDS: Final = {
    "typeOfLabourDomesticWork": Exploitation.DOMESTIC_SERVITUDE,
    "sectorOfLabourDomesticWork": Exploitation.DOMESTIC_SERVITUDE,
    "typeOfLabourBegging": Exploitation.FORCED_BEGGING,
    "typeOfLabourIllicitActivities": Exploitation.FORCED_CRIMINALITY,
}


@cache
def forms_of(bits: int, *, minor: bool) -> tuple[Exploitation, ...]:
    """Return the forms of exploitation that flags say yes to, in the order of the vocabulary.

    Military service is the form *child soldiering* of children, and *other* of adults and where no age is known.
    """
    yes = {name for at, name in enumerate(FLAGS) if bits >> at & 1}
    forms = {form for name in yes for form in _FORMS.get(name, ())}
    if "isForcedMilitary" in yes:
        forms.add(Exploitation.CHILD_SOLDIERING if minor else Exploitation.OTHER)
    if Exploitation.FORCED_LABOUR in forms:
        forms.update(_KINDS[name] for name in yes & _KINDS.keys())
    return tuple(form for form in Exploitation if form in forms) or UNSPECIFIED
