"""The figures of persons in a graph, as what is to be protected and as what might give it away."""

from __future__ import annotations

import hashlib
import json
import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.disclosure.boxes import Box, box_of, boxes_about
from traffickgraph.disclosure.marks import Mark, marked
from traffickgraph.errors import InvalidValueError
from traffickgraph.model import Claim, Count, Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traffickgraph.disclosure.boxes import SideName
    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Publication

__all__ = ["Figure", "Figures", "figures_of", "tables_of"]

# The units of indicators that count persons.
_PERSONS: Final = frozenset(
    word
    for words in (
        "person persons people individual individuals human humans",
        "victim victims survivor survivors case cases",  # a case of trafficking is often one person
        "child children minor minors adult adults woman women man men girl girls boy boys",
        "detected victims,identified victims,persons detected,victims detected,victims identified",
    )
    for word in (words.split(",") if "," in words else words.split())
)


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
        As it is stated; of a count that was withheld before, what its mark says of it.
    mark : Mark or None
        What an earlier protection has written beside it.
    stated : bool
        Whether there is still a number: one that is withheld as a whole can give nothing away.
    """

    item: Claim | Indicator
    boxes: tuple[Box, ...]
    low: int
    high: int | None
    mark: Mark | None
    stated: bool
    small: bool = False
    # How far the figure moves together with those that it would give back: down and up, None for no bound.
    down: int = 0
    up: int | None = 0
    # How far a figure that may be small may move, where nobody knows which way.
    blur: int = 0
    lost: bool = False
    _rests: dict[SideName, Box] = attrs.field(factory=dict["SideName", Box], init=False)

    @property
    def publication(self) -> Publication:
        """Who states it."""
        return self.item.publication

    @property
    def widened(self) -> bool:
        """Whether it is changed for the sake of another figure."""
        return self.lost or self.down > 0 or self.up != 0 or self.blur > 0

    def rest(self, side: SideName) -> Box:
        """Return all that a claim says of its persons, but for one side."""
        if side not in self._rests:
            self._rests[side] = self.boxes[0].without(side)
        return self._rests[side]

    def hull(self, k: int) -> tuple[int, int | None]:
        """Return the interval of a figure that may be below k: it tells no more than that."""
        return 0, None if self.high is None else max(self.high, k - 1)

    def hushed(self, k: int) -> bool:
        """Say whether it tells no more than that it may be below k, as a figure that its publisher has suppressed."""
        return (self.low, self.high) == self.hull(k)

    def published(self, k: int) -> Count | None:
        """Return the interval to publish; None if nothing can be said."""
        if self.lost or not self.stated:
            return None
        low, high = self.low - self.down, _plus(self.high, self.up)
        if self.small:
            least, most = self.hull(k)
            low, high = least, None if most is None or high is None else max(most, high) + self.blur
        try:
            return Count(max(low, 0), high)
        except InvalidValueError:  # beyond all numbers of persons
            return Count(max(low, 0), None)


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


class Figures:
    """All figures of a graph, in an order that no number decides, and found by whom they may count."""

    def __init__(self, found: Iterable[Figure]) -> None:
        self.all = sorted(found, key=_by_content)
        self._by_publication: defaultdict[Publication, defaultdict[_Key, list[Figure]]]
        self._by_publication = defaultdict(lambda: defaultdict(list))
        for one in self.all:
            for key in {_key(box) for box in one.boxes}:
                self._by_publication[one.publication][key].append(one)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.all)

    def unsettled(self, k: int) -> list[Figure]:
        """Return the figures of the publications that were not protected before, as they are, for k or a larger number.

        Of one that was, every mark holds the digest of all its figures; after any change the digest is another one.
        """
        tables = tables_of(one.item for one in self.all)
        settled = {
            one.publication
            for one in self.all
            if one.mark is not None and one.mark.k >= k and one.mark.table == tables[one.publication]
        }
        return [one for one in self.all if one.publication not in settled]

    def around(self, one: Figure) -> list[Figure]:
        """Return the other figures of its publication that may speak of its destinations in its time."""
        keyed = self._by_publication[one.publication]
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


def _by_content(one: Figure) -> tuple[bool, str]:
    """Order figures by all that they say but the number, which is to decide nothing."""
    record = one.item.to_record()
    for name in ("count", "value", "note"):
        record.pop(name, None)
    record["evidence"] = {**record["evidence"], "quote": ""}
    return isinstance(one.item, Indicator), json.dumps(record, sort_keys=True)


def tables_of(items: Iterable[Claim | Indicator]) -> dict[Publication, str]:
    """Return a digest of the figures of each publication: what is counted, and the numbers."""
    said: defaultdict[Publication, set[str]] = defaultdict(set)
    for item in items:
        record = item.to_record()
        record.pop("note", None)
        del record["evidence"]
        said[item.publication].add(json.dumps(record, sort_keys=True))
    return {one: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:8] for one, lines in said.items()}


def figures_of(graph: RouteGraph) -> Figures:
    """Return the figures of persons in a graph."""
    claims = (_of_claim(one) for one in graph.claims)
    indicators = (_of_indicator(one) for one in graph.indicators)
    return Figures(one for found in (claims, indicators) for one in found if one is not None)


def _of_claim(claim: Claim) -> Figure | None:
    return _figure(claim, (box_of(claim),), claim.count)


def _of_indicator(indicator: Indicator) -> Figure | None:
    if " ".join(indicator.unit.split()).casefold() not in _PERSONS:
        return None
    return _figure(indicator, boxes_about(indicator), _persons(indicator.value))


def _persons(value: float | str | Count) -> Count | None:
    """Return the number of persons that an indicator states; None if it is no such number."""
    if isinstance(value, Count):
        return value
    try:
        return Count.parse(value) if isinstance(value, str) else Count(math.floor(value), math.ceil(value))
    except InvalidValueError:
        return None


def _figure(item: Claim | Indicator, boxes: tuple[Box, ...], count: Count | None) -> Figure | None:
    mark = marked(item)
    if count is not None:
        return Figure(item, boxes, count.low, count.high, mark, stated=True)
    if mark is None:
        return None
    # Of what was withheld as a whole, the mark is all that is known.
    low, high = (0, mark.k - 1) if mark.why == "primary" else (mark.k, None)
    return Figure(item, boxes, low, high, mark, stated=False)
