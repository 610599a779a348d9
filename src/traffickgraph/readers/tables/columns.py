"""Which columns of a table say what, as a caller names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, cast

import attrs

from traffickgraph.asked import nearest
from traffickgraph.errors import InvalidValueError, TraffickGraphError, WrongTypeError, listed, shown
from traffickgraph.vocabulary import Exploitation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from traffickgraph.vocabulary import ExploitationLike

__all__ = ["Columns"]

_LISTED = 40


@attrs.frozen
class Columns:
    """The columns of a table that are read.

    Attributes
    ----------
    source, destination, exploitation, victims, year, count : str or None
        The column that says it; None if none does.
    via : tuple of str
        Columns of places on the way, in order.
    flags : mapping of str to Exploitation
        Columns of yes or no, and the form that each stands for.
    """

    source: str | None
    via: tuple[str, ...]
    destination: str | None
    exploitation: str | None
    flags: Mapping[str, Exploitation]
    victims: str | None
    year: str | None
    count: str | None

    @classmethod
    def asked(  # noqa: PLR0913 - one for each column
        cls,
        *,
        source: object,
        via: object,
        destination: object,
        exploitation: object,
        victims: object,
        year: object,
        count: object,
    ) -> Columns:
        """Read what a caller gives.

        Raises
        ------
        WrongTypeError, UnknownTermError, InvalidValueError
            If a column is not named by text, a flag stands for no form, or no column names places.
        """
        stages = _names(via)
        if not (source is not None or destination is not None or stages):
            raise InvalidValueError("no column of places is named; say source=, destination= or via=")
        words: object = exploitation
        mapped = cast("Mapping[object, ExploitationLike]", exploitation) if isinstance(exploitation, Mapping) else None
        flags = {} if mapped is None else _flags(mapped)
        found = cls(
            _name("source", source),
            stages,
            _name("destination", destination),
            _name("exploitation", None if mapped is not None else words),
            flags,
            _name("victims", victims),
            _name("year", year),
            _name("count", count),
        )
        found.check_roles()
        return found

    def check_roles(self) -> None:
        """Check that no column is to say two things.

        Raises
        ------
        InvalidValueError
            If one is.
        """
        roles = [("source", self.source), *(("via", name) for name in self.via), ("destination", self.destination)]
        roles += [("exploitation", name) for name in (self.exploitation, *self.flags)]
        roles += [("victims", self.victims), ("year", self.year), ("count", self.count)]
        taken: dict[str, str] = {}
        for role, name in roles:
            if name is None:
                continue
            if name in taken:
                twice = f"twice in {role}=" if taken[name] == role else f"in {taken[name]}= and in {role}="
                raise InvalidValueError(
                    f"the column {shown(name)} is named {twice}; a column says one thing, so leave one of them out",
                    name,
                )
            taken[name] = role

    @property
    def places(self) -> tuple[str, ...]:
        """The columns of places: of the source, of each stage on the way, of the destination."""
        ends = ((self.source,), self.via, (self.destination,))
        return tuple(name for names in ends for name in names if name is not None)

    @property
    def keys(self) -> tuple[str, ...]:
        """All but the count, each once."""
        said = (self.exploitation, *self.flags, self.victims, self.year)
        return tuple(dict.fromkeys((*self.places, *(name for name in said if name is not None))))

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, each once."""
        return self.keys if self.count is None or self.count in self.keys else (*self.keys, self.count)

    def check(self, there: Sequence[object], where: str) -> None:
        """Check that a table has them all.

        Raises
        ------
        InvalidValueError
            If one is missing; the message has the nearest name, and those that there are.
        """
        missing = [name for name in self.names if name not in there]
        if not missing:
            return
        if not there:
            raise InvalidValueError(f"{where} has no columns, so none is called {shown(missing[0])}", missing[0])
        shortened = [*map(shown, there[:_LISTED]), *([f"{len(there) - _LISTED} more"] if len(there) > _LISTED else [])]
        raise InvalidValueError(
            f"{where} has no column {listed(map(shown, missing))}; {nearest(missing[0], [*map(str, there)])}"
            f"its columns are {listed(shortened, 'and')}",
            missing[0],
        )


def _name(role: str, given: object) -> str | None:
    if given is None or isinstance(given, str):
        return given
    raise WrongTypeError(f"{role} is the name of a column, not {shown(given)}", given)


def _names(given: object) -> tuple[str, ...]:
    if isinstance(given, str):
        return (given,)
    wrong: object = given
    # A set has no order, in which people pass through places.
    if isinstance(given, (bytes, AbstractSet, Mapping)) or not isinstance(given, Iterable):
        raise WrongTypeError(f"via is the name of a column, or a list of them in order, not {shown(wrong)}", wrong)
    names: list[str] = []
    for one in cast("Iterable[object]", given):
        if not isinstance(one, str):
            raise WrongTypeError(f"via is made of names of columns, not of {shown(one)}", one)
        names.append(one)
    return tuple(names)


def _flags(given: Mapping[object, ExploitationLike]) -> dict[str, Exploitation]:
    if not given:
        raise InvalidValueError(
            "exploitation is an empty mapping; name a column, or flags: {'isForcedLabour': 'forced_labour'}"
        )
    flags: dict[str, Exploitation] = {}
    for name, form in given.items():
        if not isinstance(name, str):
            raise WrongTypeError(f"exploitation maps names of columns to forms, not {shown(name)}", name)
        try:
            flags[name] = Exploitation(form)
        except TraffickGraphError as error:
            error.add_note(f"exploitation[{shown(name)}]")
            raise
        if flags[name] is Exploitation.UNSPECIFIED:
            raise InvalidValueError(
                f"the flag {shown(name)} stands for no form; a row without a flag is unspecified by itself", form
            )
    return flags
