"""The figures of persons in a graph, as what is to be protected and as what might give it away."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

import attrs

from traffickgraph.disclosure.boxes import Box, box_of, boxes_about
from traffickgraph.disclosure.marks import WITHHELD, Mark, marked
from traffickgraph.disclosure.words import is_of_persons, numbers_in
from traffickgraph.errors import InvalidValueError
from traffickgraph.model import Claim, Count, Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traffickgraph.disclosure.boxes import SideName
    from traffickgraph.graph import RouteGraph

__all__ = ["Figure", "Figures", "TableKey", "content_of", "figure_of", "figures_of", "table_of"]

# The title and the year of a publication: who writes its address in another way speaks of the same table.
TableKey: TypeAlias = tuple[str, int]


@attrs.define(eq=False)
class Figure:
    """A number of persons that a graph states, and what is done about it.

    Attributes
    ----------
    item : Claim or Indicator
        What states it.
    boxes : tuple of Box
        The persons that it counts; of an indicator, one for each way to read it.
    low, high : int, and int or None
        As it is stated; of a figure that was withheld as a whole, nothing is known.
    mark : Mark or None
        What an earlier protection has written beside it.
    stated : bool
        Whether there is still a number: one that is withheld as a whole can give nothing away.
    in_words : bool
        Whether it is a text that names the number among others: it stays as it is or is withheld.
    """

    item: Claim | Indicator
    boxes: tuple[Box, ...]
    low: int
    high: int | None
    mark: Mark | None
    stated: bool
    in_words: bool = False
    # Whether it may be below k and is to be protected, and whether it moves together with such a one.
    small: bool = False
    moved: bool = False
    _rests: dict[SideName, Box] = attrs.field(factory=dict["SideName", Box], init=False)

    @property
    def theirs(self) -> bool:
        """Whether its publisher has suppressed it: nobody here knows more of it than everybody does."""
        return self.mark is None and self.stated and self.low == 0 and (self.high is None or self.high > 0)

    @property
    def lost(self) -> bool:
        """Whether nothing is published that could give another figure away."""
        return self.moved or not self.stated

    def rest(self, side: SideName) -> Box:
        """Return all that a claim says of its persons, but for one side."""
        if side not in self._rests:
            self._rests[side] = self.boxes[0].without(side)
        return self._rests[side]

    def hull(self, k: int) -> tuple[int, int | None]:
        """Return the interval of a figure that may be below k: it tells no more than that."""
        return 0, None if self.high is None else max(self.high, k - 1)

    def is_settled(self, k: int) -> bool:
        """Say whether it is as an earlier protection for k leaves a figure: not below k, or withheld."""
        if not self.stated:
            return True
        if self.in_words or (self.mark is not None and self.low > 0):
            return self.low >= k and self.mark is None
        return self.low >= k or (self.low, self.high) == self.hull(k)

    def published(self, k: int) -> Count | None:
        """Return the interval to publish of a figure that is no text; None if it is withheld as a whole."""
        if self.lost:
            return None
        return Count(*self.hull(k)) if self.low < k else Count(self.low, self.high)


class Figures:
    """All figures of a graph, in an order that no number decides, and found by whom they may count."""

    def __init__(self, found: Iterable[Figure]) -> None:
        self.all = sorted(found, key=lambda one: (content_of(one.item), json.dumps(one.item.to_record())))
        self._by_table: defaultdict[TableKey, defaultdict[_Key, list[Figure]]]
        self._by_table = defaultdict(lambda: defaultdict(list))
        for one in self.all:
            for key in {_key(box) for box in one.boxes}:
                self._by_table[table_of(one.item)][key].append(one)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.all)

    def unsettled(self, k: int) -> list[Figure]:
        """Return the figures of the publications that were not protected before, as they are, for k or a larger number.

        Of one that was, every mark holds the number of its figures, and no figure is left that may be below k.
        """
        many = Counter(table_of(one.item) for one in self.all)
        protected, changed = set[TableKey](), set[TableKey]()
        for one in self.all:
            table = table_of(one.item)
            if one.mark is not None:
                protected.add(table)
            if not one.is_settled(k) or (one.mark is not None and (one.mark.k < k or one.mark.figures != many[table])):
                changed.add(table)
        return [one for one in self.all if table_of(one.item) not in protected - changed]

    def around(self, one: Figure) -> list[Figure]:
        """Return the other figures of its publication that may speak of its destinations in its time."""
        keyed = self._by_table[table_of(one.item)]
        wanted = {_key(box) for box in one.boxes}
        keys = [key for key in _likely(wanted, keyed) if any(_meet(key, other) for other in wanted)]
        found = dict.fromkeys(other for key in keys for other in keyed[key])
        found.pop(one, None)
        return list(found)


# The destination and the year of a figure, where there is one of each.
_Key = tuple[str | None, float | None]


def _key(box: Box) -> _Key:
    words, vague = box.destinations
    place = min(words) if words is not None and len(words) == 1 and not vague else None
    year = box.years[0] if box.years is not None and box.years[0] == box.years[1] else None
    return place, year


def _meet(one: _Key, other: _Key) -> bool:
    return all(here is None or there is None or here == there for here, there in zip(one, other, strict=True))


def _likely(wanted: set[_Key], keyed: defaultdict[_Key, list[Figure]]) -> Iterable[_Key]:
    """Return the keys to look at: four, if all that is asked for has one place and one year."""
    if any(part is None for key in wanted for part in key):
        return list(keyed)
    exact = ((place, year) for key in wanted for place in (key[0], None) for year in (key[1], None))
    return [key for key in dict.fromkeys(exact) if key in keyed]


def content_of(item: Claim | Indicator) -> str:
    """Return what an item says but the number, and the words that may hold it."""
    record = item.to_record()
    for name in ("count", "value", "note"):
        record.pop(name, None)
    record["evidence"] = record["evidence"]["publication"]
    return json.dumps([isinstance(item, Indicator), record], sort_keys=True)


def table_of(item: Claim | Indicator) -> TableKey:
    """Return the publication of an item as it is told from others here."""
    publication = item.publication
    return " ".join(publication.title.split()).casefold(), publication.year


def figures_of(graph: RouteGraph) -> Figures:
    """Return the figures of persons in a graph."""
    items: tuple[Claim | Indicator, ...] = (*graph.claims, *graph.indicators)
    return Figures(found for one in items if (found := figure_of(one)) is not None)


def figure_of(item: Claim | Indicator) -> Figure | None:
    """Return the figure of persons that an item states, or that is withheld of it; None if there is none."""
    if isinstance(item, Claim):
        return _figure(item, (box_of(item),), item.count)
    if not is_of_persons(item.unit):
        return None
    count = _persons(item.value)
    if count is None and item.value != WITHHELD:
        return _in_words(item)
    return _figure(item, boxes_about(item), count)


def _persons(value: float | str | Count) -> Count | None:
    """Return the number of persons that an indicator states; None if it is no such number."""
    if isinstance(value, Count):
        return value
    try:
        return Count.parse(value) if isinstance(value, str) else Count(math.floor(value), math.ceil(value))
    except InvalidValueError:
        return None


def _in_words(item: Indicator) -> Figure | None:
    least = min(numbers_in(str(item.value)), default=None)
    if least is None:
        return None
    return Figure(item, boxes_about(item), least, None, marked(item), stated=True, in_words=True)


def _figure(item: Claim | Indicator, boxes: tuple[Box, ...], count: Count | None) -> Figure | None:
    mark = marked(item)
    if count is not None:
        return Figure(item, boxes, count.low, count.high, mark, stated=True)
    return None if mark is None else Figure(item, boxes, 0, None, mark, stated=False)
