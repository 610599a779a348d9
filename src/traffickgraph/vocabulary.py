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
from typing import Literal, Self, TypeAlias

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

    definition: str

    def __new__(cls, word: str, definition: str) -> Self:
        """Make a member: its word and what it means."""
        self = str.__new__(cls, word)
        self._value_ = word
        self.definition = definition
        return self

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

    SOURCE = "source", "People are recruited, or were before their exploitation at home, in this country."
    TRANSIT = "transit", "People pass through this country on the way to where they are exploited."
    DESTINATION = "destination", "People are exploited in this country."


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

    unodc: str
    iccs: str
    htcds: str

    def __new__(cls, word: str, definition: str, unodc: str, iccs: str, htcds: str) -> Self:
        """Make a member: its word, what it means and what three standards call it."""
        self = str.__new__(cls, word)
        self._value_ = word
        self.definition = definition
        self.unodc = unodc
        self.iccs = iccs
        self.htcds = htcds
        return self

    SEXUAL = (
        "sexual",
        "The exploitation of the prostitution of others or other forms of sexual exploitation (art. 3 (a)).",
        "Sexual exploitation",
        "02041",
        "Sexual exploitation",
    )
    FORCED_LABOUR = (
        "forced_labour",
        "Forced labour or services (art. 3 (a); ILO Convention No. 29, art. 2), debt bondage included.",
        "Forced labour",
        "02042",
        "Forced labour",
    )
    DOMESTIC_SERVITUDE = (
        "domestic_servitude",
        "Forced labour or services, or servitude, in a private household.",
        "Forced labour",
        "02042",
        "Forced labour",
    )
    FORCED_BEGGING = (
        "forced_begging",
        "Being made to beg for another's gain.",
        "Other forms of exploitation",
        "02042",
        "Forced begging",
    )
    FORCED_CRIMINALITY = (
        "forced_criminality",
        "Being made to commit crimes, such as theft, drug selling or smuggling.",
        "Other forms of exploitation",
        "02044",
        "Illicit activities",
    )
    FORCED_MARRIAGE = (
        "forced_marriage",
        "Marriage by force, fraud or sale (1956 Supplementary Convention, art. 1 (c)).",
        "Other forms of exploitation",
        "02044",
        "Forced marriage",
    )
    CHILD_SOLDIERING = (
        "child_soldiering",
        "Recruitment or use of children by armed forces or armed groups (ILO Convention No. 182, art. 3 (a)).",
        "Other forms of exploitation",
        "02044",
        "Forced military service",
    )
    SLAVERY = (
        "slavery",
        "Slavery or practices similar to slavery (art. 3 (a)), such as slavery by descent.",
        "Other forms of exploitation",
        "02042",
        "Other",
    )
    ORGAN_REMOVAL = (
        "organ_removal",
        "The removal of organs (art. 3 (a)).",
        "Other forms of exploitation",
        "02043",
        "Organ removal",
    )
    FORCED_ADOPTION = (
        "forced_adoption",
        "Illegal adoption that amounts to a practice similar to slavery.",
        "Other forms of exploitation",
        "02044",
        "Illegal adoption",
    )
    SURROGACY = (
        "surrogacy",
        "Exploitative surrogacy or selling of infants.",
        "Other forms of exploitation",
        "02044",
        "Surrogacy",
    )
    OTHER = (
        "other",
        "A form that the publication names and that is none of these; the claim's note says which.",
        "Other forms of exploitation",
        "02044",
        "Other",
    )
    UNSPECIFIED = (
        "unspecified",
        "The publication does not say.",
        "",
        "0204",
        "",
    )


class Status(_Vocabulary):
    """How a publication puts a statement: the hedge is part of what it says."""

    CURRENT = "current", "Stated as going on in the period that the publication speaks of."
    PAST = "past", "Stated as having been so earlier, or as having been stopped."
    EMERGING = "emerging", "Stated as new, increasing or coming back."
    POSSIBLE = "possible", 'Hedged: "may", "vulnerable to", "reportedly", "believed to".'


class VictimGroup(_Vocabulary):
    """A group of victims that a publication names. "Children" are persons under 18 (Palermo Protocol, art. 3 (d))."""

    WOMEN = "women", "Women."
    MEN = "men", "Men."
    GIRLS = "girls", "Girls: female persons under 18."
    BOYS = "boys", "Boys: male persons under 18."
    CHILDREN = "children", "Persons under 18, where the publication does not say girls or boys."
    ADULTS = "adults", "Persons of 18 and over, where the publication does not say women or men."


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
