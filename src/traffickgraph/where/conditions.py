"""The algebra of conditions: frozen values that combine, compare, hash, and print as they are written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NoReturn

import attrs

from traffickgraph.errors import WrongTypeError, shown

if TYPE_CHECKING:
    from collections.abc import Hashable

    from traffickgraph.facets import Facet, Item

__all__ = ["AnyOf", "Asking", "Both", "Condition", "Either", "Not", "Sifting"]


class Condition(ABC):
    """A question that a claim, or an indicator, answers yes or no. Made by the functions of this module."""

    __slots__ = ()

    @abstractmethod
    def __call__(self, item: Item, /) -> bool:
        """Answer the question for one claim or indicator."""

    def __and__(self, other: Condition) -> Condition:
        return Both(self, _condition(other, "&"))

    def __or__(self, other: Condition) -> Condition:
        return Either(self, _condition(other, "|"))

    def __invert__(self) -> Condition:
        return Not(self)

    def __bool__(self) -> NoReturn:
        raise WrongTypeError(
            f"{self!r} is a question, and only a claim answers it; combine conditions with & (both), | (either) "
            "and ~ (not) in place of 'and', 'or' and 'not', each side in its own parentheses",
            self,
        )


def _condition(other: object, sign: str) -> Condition:
    if isinstance(other, Condition):
        return other
    hint = "; pass a function of your own to where() as one more argument" if callable(other) else ""
    raise WrongTypeError(f"{sign} joins conditions such as leaving('Uzbekistan'), not {shown(other)}{hint}", other)


@attrs.frozen(repr=False)
class Both(Condition):
    """Holds where both conditions hold."""

    left: Condition
    right: Condition

    def __call__(self, item: Item, /) -> bool:
        """Hold if both sides do."""
        return self.left(item) and self.right(item)

    def __repr__(self) -> str:
        # Both operators group to the left, so a right side of the same kind needs its parentheses back.
        right = f"({self.right!r})" if isinstance(self.right, (Both, Either)) else repr(self.right)
        return f"{_inside(self.left, Either)} & {right}"


@attrs.frozen(repr=False)
class Either(Condition):
    """Holds where at least one of two conditions holds."""

    left: Condition
    right: Condition

    def __call__(self, item: Item, /) -> bool:
        """Hold if either side does."""
        return self.left(item) or self.right(item)

    def __repr__(self) -> str:
        return f"{self.left!r} | {_inside(self.right, Either)}"


@attrs.frozen(repr=False)
class Not(Condition):
    """Holds where a condition does not."""

    inner: Condition

    def __call__(self, item: Item, /) -> bool:
        """Hold if the condition within does not."""
        return not self.inner(item)

    def __repr__(self) -> str:
        return f"~{_inside(self.inner, (Both, Either))}"


def _inside(condition: Condition, weaker: type[Condition] | tuple[type[Condition], ...]) -> str:
    return f"({condition!r})" if isinstance(condition, weaker) else repr(condition)


@attrs.frozen(repr=False)
class Asking(Condition):
    """A condition on one facet of an item: it holds if the facet has an accepted key."""

    facet: Facet

    @abstractmethod
    def accepts(self, key: Hashable) -> bool:
        """Say whether one key of the facet satisfies the condition."""

    def __call__(self, item: Item, /) -> bool:
        """Hold if some key of the facet is accepted."""
        return any(map(self.accepts, self.facet(item)))


@attrs.frozen(repr=False)
class AnyOf(Asking):
    """Holds if the facet has one of the wanted keys; an index looks them up."""

    verb: str
    words: tuple[str, ...] = attrs.field(eq=frozenset)
    wanted: frozenset[Hashable]

    def accepts(self, key: Hashable) -> bool:
        """Say whether the key is wanted."""
        return key in self.wanted

    def __repr__(self) -> str:
        return f"{self.verb}({', '.join(map(repr, self.words))})"


class Sifting(Condition):
    """A condition that asks more than facets can say: an index looks up where it may hold, and asks it there."""

    __slots__ = ()

    @property
    @abstractmethod
    def weaker(self) -> Condition:
        """A condition that holds wherever this one does, and that an index can look up."""
