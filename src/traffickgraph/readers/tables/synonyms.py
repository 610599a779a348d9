"""Words of the field that mean one word of the vocabulary and nothing else.

Kept small on purpose: a word that may mean something else as well ("prostitution", "domestic work") is for the caller
to settle.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from traffickgraph.vocabulary import Exploitation, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SYNONYMS", "UNSETTLED", "spelling"]

_SEPARATORS: Final = re.compile(r"[\s\-_]+")

# Debt bondage is forced labour by the definition of the vocabulary; a minor is a child (Palermo Protocol, art. 3 (d)).
_FORMS: Final = {
    "sex trafficking": Exploitation.SEXUAL,
    "commercial sexual exploitation": Exploitation.SEXUAL,
    "labour trafficking": Exploitation.FORCED_LABOUR,
    "labour exploitation": Exploitation.FORCED_LABOUR,
    "debt bondage": Exploitation.FORCED_LABOUR,
}
_GROUPS: Final = {
    "woman": VictimGroup.WOMEN,
    "man": VictimGroup.MEN,
    "girl": VictimGroup.GIRLS,
    "boy": VictimGroup.BOYS,
    "child": VictimGroup.CHILDREN,
    "minor": VictimGroup.CHILDREN,
    "minors": VictimGroup.CHILDREN,
    "adult": VictimGroup.ADULTS,
}
SYNONYMS: Final[Mapping[type[Exploitation | VictimGroup], Mapping[str, Exploitation | VictimGroup]]] = {
    Exploitation: {form.phrase: form for form in Exploitation} | _FORMS,
    VictimGroup: _GROUPS,
}
_FEMALE: Final = "women, girls or both; say which with groups="
_MALE: Final = "men, boys or both; say which with groups="
# Words that are known, and do not say enough.
UNSETTLED: Final = {"female": _FEMALE, "females": _FEMALE, "male": _MALE, "males": _MALE}


def spelling(word: str) -> str:
    """Return a word in the spelling in which words are compared, as the vocabulary does."""
    return _SEPARATORS.sub(" ", word.strip().casefold()).replace("labor", "labour")
