"""The closed vocabularies: roles of places, forms of exploitation, groups of victims, status of a statement.

Each is a :class:`~enum.StrEnum`: a member equals its word, so it can be compared with, printed and stored as text.
A word is understood whatever its case, with spaces or hyphens for underscores, and in American spelling; no other
word is, and none is guessed.

References
----------
.. [Palermo] Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children,
   supplementing the United Nations Convention against Transnational Organized Crime, 2000, article 3.
.. [ICCS] UNODC, International Classification of Crime for Statistical Purposes, version 1.0, 2015, section 0204.
.. [HTCDS] IOM, Human Trafficking Case Data Standard, version 2.0: the labels of its field ``TypeOfExploitation``.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Literal, NamedTuple, Self, TypeAlias

from traffickgraph.errors import UnknownTermError, WrongTypeError

__all__ = [
    "Exploitation",
    "ExploitationLike",
    "Role",
    "RoleLike",
    "Status",
    "StatusLike",
    "VictimGroup",
    "VictimLike",
]

_SEPARATORS = re.compile(r"[\s\-_]+")


class _Vocabulary(StrEnum):
    """A closed list of words that understands harmless variants of them and explains itself when it does not."""

    @property
    def definition(self) -> str:
        """What the word means here."""
        return _DEFINITIONS[self]

    @property
    def phrase(self) -> str:
        """The word as it stands in a sentence: ``"sexual exploitation"``, ``"forced labour"``, ``"women"``."""
        return _PHRASES.get(self, self.replace("_", " "))

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        kind = {"VictimGroup": "victim group"}.get(cls.__name__, cls.__name__.lower())
        if not isinstance(value, str):
            raise WrongTypeError(f"{value!r} is no {kind}: it is given as a word, such as {next(iter(cls))!s}", value)
        word = _SEPARATORS.sub("_", value.strip().casefold()).replace("labor", "labour")
        found = cls.__members__.get(word.upper())
        if found is not None:
            return found
        from difflib import get_close_matches

        options = [str(member) for member in cls]
        # Long input is no misspelt word, and comparing it would take long.
        nearest = get_close_matches(word, options, n=2, cutoff=0.7) if len(word) <= 40 else []  # noqa: PLR2004
        raise UnknownTermError(value, kind, options, nearest)


class Role(_Vocabulary):
    """What a country is in a route (Palermo Protocol, preamble: "countries of origin, transit and destination").

    A role is a country's, never a document's: a document is a publication.
    """

    SOURCE = "source"
    TRANSIT = "transit"
    DESTINATION = "destination"


class Exploitation(_Vocabulary):
    """A form of exploitation (Palermo Protocol, art. 3 (a)), as reports name it.

    Attributes
    ----------
    definition : str
        What the form covers.
    unodc : str
        The category under which UNODC's data portal counts it ("by form of exploitation"); empty where it has none.
    iccs : str
        The code in the International Classification of Crime for Statistical Purposes.
    htcds : str
        The label in the field ``TypeOfExploitation`` of the Human Trafficking Case Data Standard 2.0; empty where it
        has none.

    Examples
    --------
    >>> Exploitation("Forced labor")
    <Exploitation.FORCED_LABOUR: 'forced_labour'>
    >>> Exploitation.FORCED_BEGGING.iccs
    '02042'
    """

    SEXUAL = "sexual"
    FORCED_LABOUR = "forced_labour"
    DOMESTIC_SERVITUDE = "domestic_servitude"
    FORCED_BEGGING = "forced_begging"
    FORCED_CRIMINALITY = "forced_criminality"
    FORCED_MARRIAGE = "forced_marriage"
    CHILD_SOLDIERING = "child_soldiering"
    SLAVERY = "slavery"
    ORGAN_REMOVAL = "organ_removal"
    FORCED_ADOPTION = "forced_adoption"
    SURROGACY = "surrogacy"
    OTHER = "other"
    UNSPECIFIED = "unspecified"

    @property
    def unodc(self) -> str:
        """The category under which UNODC's data portal counts it."""
        return _STANDARDS[self].unodc

    @property
    def iccs(self) -> str:
        """The code in the International Classification of Crime for Statistical Purposes."""
        return _STANDARDS[self].iccs

    @property
    def htcds(self) -> str:
        """The label in the field ``TypeOfExploitation`` of the Human Trafficking Case Data Standard 2.0."""
        return _STANDARDS[self].htcds


class Status(_Vocabulary):
    """How a publication puts a statement: the hedge is part of what it says."""

    CURRENT = "current"
    PAST = "past"
    EMERGING = "emerging"
    POSSIBLE = "possible"


class VictimGroup(_Vocabulary):
    """A group of victims that a publication names. "Children" are persons under 18 (Palermo Protocol, art. 3 (d))."""

    WOMEN = "women"
    MEN = "men"
    GIRLS = "girls"
    BOYS = "boys"
    CHILDREN = "children"
    ADULTS = "adults"


_DEFINITIONS: dict[_Vocabulary, str] = {
    Role.SOURCE: "People are recruited, or were before their exploitation at home, in this country.",
    Role.TRANSIT: "People pass through this country on the way to where they are exploited.",
    Role.DESTINATION: "People are exploited in this country.",
    Exploitation.SEXUAL: (
        "The exploitation of the prostitution of others or other forms of sexual exploitation (art. 3 (a))."
    ),
    Exploitation.FORCED_LABOUR: (
        "Forced labour or services (art. 3 (a); ILO Convention No. 29, art. 2), debt bondage included."
    ),
    Exploitation.DOMESTIC_SERVITUDE: "Forced labour or services, or servitude, in a private household.",
    Exploitation.FORCED_BEGGING: "Being made to beg for another's gain.",
    Exploitation.FORCED_CRIMINALITY: "Being made to commit crimes, such as theft, drug selling or smuggling.",
    Exploitation.FORCED_MARRIAGE: "Marriage by force, fraud or sale (1956 Supplementary Convention, art. 1 (c)).",
    Exploitation.CHILD_SOLDIERING: (
        "Recruitment or use of children by armed forces or armed groups (ILO Convention No. 182, art. 3 (a))."
    ),
    Exploitation.SLAVERY: "Slavery or practices similar to slavery (art. 3 (a)), such as slavery by descent.",
    Exploitation.ORGAN_REMOVAL: "The removal of organs (art. 3 (a)).",
    Exploitation.FORCED_ADOPTION: "Illegal adoption that amounts to a practice similar to slavery.",
    Exploitation.SURROGACY: "Exploitative surrogacy or selling of infants.",
    Exploitation.OTHER: "A form that the publication names and that is none of these; the claim's note says which.",
    Exploitation.UNSPECIFIED: "The publication does not say.",
    Status.CURRENT: "Stated as going on in the period that the publication speaks of.",
    Status.PAST: "Stated as having been so earlier, or as having been stopped.",
    Status.EMERGING: "Stated as new, increasing or coming back.",
    Status.POSSIBLE: 'Hedged: "may", "vulnerable to", "reportedly", "believed to".',
    VictimGroup.WOMEN: "Women.",
    VictimGroup.MEN: "Men.",
    VictimGroup.GIRLS: "Girls: female persons under 18.",
    VictimGroup.BOYS: "Boys: male persons under 18.",
    VictimGroup.CHILDREN: "Persons under 18, where the publication does not say girls or boys.",
    VictimGroup.ADULTS: "Persons of 18 and over, where the publication does not say women or men.",
}


_PHRASES: dict[_Vocabulary, str] = {
    Exploitation.SEXUAL: "sexual exploitation",
    Exploitation.OTHER: "another form of exploitation",
}


class _Standards(NamedTuple):
    unodc: str
    iccs: str
    htcds: str


_STANDARDS = {
    Exploitation.SEXUAL: _Standards("Sexual exploitation", "02041", "Sexual exploitation"),
    Exploitation.FORCED_LABOUR: _Standards("Forced labour", "02042", "Forced labour"),
    Exploitation.DOMESTIC_SERVITUDE: _Standards("Forced labour", "02042", "Forced labour"),
    Exploitation.FORCED_BEGGING: _Standards("Other forms of exploitation", "02042", "Forced begging"),
    Exploitation.FORCED_CRIMINALITY: _Standards("Other forms of exploitation", "02044", "Illicit activities"),
    Exploitation.FORCED_MARRIAGE: _Standards("Other forms of exploitation", "02044", "Forced marriage"),
    Exploitation.CHILD_SOLDIERING: _Standards("Other forms of exploitation", "02044", "Forced military service"),
    Exploitation.SLAVERY: _Standards("Other forms of exploitation", "02042", "Other"),
    Exploitation.ORGAN_REMOVAL: _Standards("Other forms of exploitation", "02043", "Organ removal"),
    Exploitation.FORCED_ADOPTION: _Standards("Other forms of exploitation", "02044", "Illegal adoption"),
    Exploitation.SURROGACY: _Standards("Other forms of exploitation", "02044", "Surrogacy"),
    Exploitation.OTHER: _Standards("Other forms of exploitation", "02044", "Other"),
    Exploitation.UNSPECIFIED: _Standards("", "0204", ""),
}

# The words as literals, so that an editor completes them and a type checker knows a misspelt one.
RoleLike: TypeAlias = Role | Literal["source", "transit", "destination"]
ExploitationLike: TypeAlias = (
    Exploitation
    | Literal[
        "sexual",
        "forced_labour",
        "domestic_servitude",
        "forced_begging",
        "forced_criminality",
        "forced_marriage",
        "child_soldiering",
        "slavery",
        "organ_removal",
        "forced_adoption",
        "surrogacy",
        "other",
        "unspecified",
    ]
)
StatusLike: TypeAlias = Status | Literal["current", "past", "emerging", "possible"]
VictimLike: TypeAlias = VictimGroup | Literal["women", "men", "girls", "boys", "children", "adults"]
