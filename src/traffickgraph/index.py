"""An index of claims, or of indicators, that answers conditions without asking every item.

A condition asks about one facet of an item; the index asks it once for each distinct key of that facet and combines
the positions of the items that have the key. A facet is indexed when it is first asked about.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

from traffickgraph.where.conditions import AnyOf, Asking, Both, Condition, Either, Not, Sifting

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from traffickgraph.facets import Facet
    from traffickgraph.model import Claim, Indicator

__all__ = ["Index"]

_Item = TypeVar("_Item", "Claim", "Indicator")
_NOWHERE: frozenset[int] = frozenset()


class Index(Generic[_Item]):
    """Positions of items by the keys of their facets."""

    __slots__ = ("_items", "_positions")

    def __init__(self, items: Sequence[_Item]) -> None:
        self._items: Sequence[_Item] = items
        self._positions: dict[Facet, dict[Hashable, set[int]]] = {}

    def select(self, conditions: Iterable[Callable[[_Item], bool]]) -> tuple[_Item, ...]:
        """Return the items for which all conditions hold, in their order; plain functions are asked last."""
        found: AbstractSet[int] | None = None
        functions: list[Callable[[_Item], bool]] = []
        for condition in conditions:
            if isinstance(condition, Condition):
                where = self._where(condition)
                found = where if found is None else found & where
            else:
                functions.append(condition)
        chosen = self._items if found is None else [self._items[position] for position in sorted(found)]
        for function in functions:
            chosen = [item for item in chosen if function(item)]
        return tuple(chosen)

    def _where(self, condition: Condition) -> AbstractSet[int]:
        if isinstance(condition, Both):
            left = self._where(condition.left)
            return left & self._where(condition.right) if left else left
        if isinstance(condition, Either):
            return self._where(condition.left) | self._where(condition.right)
        if isinstance(condition, Not):
            return set(range(len(self._items))) - self._where(condition.inner)
        if isinstance(condition, AnyOf):
            by_key = self._by_key(condition.facet)
            return _united([by_key[key] for key in condition.wanted if key in by_key])
        if isinstance(condition, Asking):
            by_key = self._by_key(condition.facet)
            return _united([where for key, where in by_key.items() if condition.accepts(key)])
        may_hold = self._where(condition.weaker) if isinstance(condition, Sifting) else range(len(self._items))
        return {position for position in may_hold if condition(self._items[position])}

    def _by_key(self, facet: Facet) -> dict[Hashable, set[int]]:
        by_key = self._positions.get(facet)
        if by_key is None:
            gathered: defaultdict[Hashable, set[int]] = defaultdict(set)
            for position, item in enumerate(self._items):
                for key in facet(item):
                    gathered[key].add(position)
            by_key = self._positions[facet] = dict(gathered)
        return by_key


def _united(sets: list[set[int]]) -> AbstractSet[int]:
    if len(sets) == 1:
        return sets[0]
    return set[int]().union(*sets) if sets else _NOWHERE
