"""What claims and indicators have in common: how their parts are read from what a caller gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypeVar, cast

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.model.values import Count, Period, PeriodLike
from traffickgraph.vocabulary import Exploitation, ExploitationLike, Status, StatusLike, VictimGroup, VictimLike

__all__ = [
    "UNSPECIFIED",
    "ExploitationsLike",
    "VictimsLike",
    "as_count",
    "as_forms",
    "as_named_forms",
    "as_period",
    "as_status",
    "as_victims",
    "check_forms",
    "no_evidence",
]

ExploitationsLike: TypeAlias = ExploitationLike | Iterable[ExploitationLike]
VictimsLike: TypeAlias = VictimLike | Iterable[VictimLike]

_Word = TypeVar("_Word", Exploitation, VictimGroup)
UNSPECIFIED = (Exploitation.UNSPECIFIED,)


def _words(given: str | Iterable[str], vocabulary: type[_Word]) -> tuple[_Word, ...]:
    """Return the words in the order of their vocabulary, each once."""
    if isinstance(given, str):
        return (vocabulary(given),)
    if not isinstance(given, Iterable):
        return (vocabulary(given),)  # which says what is wrong with it
    found = {vocabulary(word) for word in given}
    return tuple(found) if len(found) <= 1 else tuple(word for word in vocabulary if word in found)


def as_forms(given: ExploitationsLike) -> tuple[Exploitation, ...]:
    """Read the forms of a claim; none is "unspecified"."""
    # Readers of large tables give one form, as it is to be.
    words: object = given
    if type(words) is tuple:
        forms = cast("tuple[object, ...]", words)
        if len(forms) == 1 and isinstance(forms[0], Exploitation):
            return (forms[0],)
    return _words(given, Exploitation) or UNSPECIFIED


def as_named_forms(given: ExploitationsLike) -> tuple[Exploitation, ...]:
    """Read the forms that a figure is limited to; none is no limit."""
    return _words(given, Exploitation)


def check_forms(forms: tuple[Exploitation, ...]) -> None:
    """Check that forms are named or unspecified, not both."""
    if len(forms) > 1 and Exploitation.UNSPECIFIED in forms:
        raise InvalidValueError(
            "exploitation is unspecified or is named, not both; split the claim if the publication says both", forms
        )


def as_victims(given: VictimsLike) -> tuple[VictimGroup, ...]:
    """Read groups of victims."""
    if given == ():
        return ()
    return _words(given, VictimGroup)


def as_status(given: StatusLike) -> Status:
    """Read a status."""
    return given if isinstance(given, Status) else Status(given)


def as_period(given: PeriodLike | None) -> Period | None:
    """Read a period, or None if unstated."""
    return None if given is None else Period.parse(given)


def as_count(given: Count | int | str | None) -> Count | None:
    """Read a count, or None if there is none."""
    return None if given is None else Count.parse(given)


def no_evidence(what: str, given: object) -> WrongTypeError:
    """Say that something else was given where evidence belongs."""
    return WrongTypeError(
        f"{what} rests on evidence, not on {shown(given)}; write Evidence(Publication('…', 2015), 'page 3')", given
    )
