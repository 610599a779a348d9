"""What has to be withheld besides a small count, so that nothing published gives it back.

*A move* is a way in which persons may have been counted otherwise, so that the small count would be another one. There
are three:

- *alone*: there were more or fewer of these persons. Every other figure that may count them moves along.
- *exchange*: persons of another count, which differs from the small one in its source, form or group alone, were
  persons of the small one, or the other way round. Figures that count both stay as they are.
- *among*: the same between several small counts, if together they have room for it; no other figure moves.

For each small count one move is made possible: the figures that move with it are widened by as much as they may move,
or withheld if it is not certain which way they do. Whatever sums are known to whomever, they hold after the move as
they did before, for persons were moved, and not numbers.
"""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from math import inf
from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.disclosure.boxes import SIDES, SideName
from traffickgraph.model import Claim, Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from traffickgraph.disclosure.boxes import Box, Side
    from traffickgraph.disclosure.figures import Figure, Figures

__all__ = ["protect_all"]


class _Way(Enum):
    """Which way a figure moves when the small one grows."""

    WITH = "with it"
    AGAINST = "against it"
    UNSURE = "nobody knows"


_TRIED: Final = 12
_WIDENED, _LOST, _MORE = 1.0, 2.5, 0.01


@attrs.frozen
class _Move:
    """A way for a small count to be another one, and the figures that move along."""

    along: tuple[tuple[Figure, _Way], ...] = ()

    def cost(self) -> float:
        """Return how much of what is published is lost."""
        return sum(_cost(one, way) for one, way in self.along)


def _cost(one: Figure, way: _Way) -> float:
    if one.lost or not one.stated:
        return 0
    if way == _Way.UNSURE and not one.small:
        return _LOST
    return _MORE if one.widened else _WIDENED


def protect_all(figures: Figures, k: int) -> None:
    """Mark the figures that may be below k, and widen those that would give them back."""
    unsettled = figures.unsettled(k)
    for one in unsettled:
        one.small = _is_small(one, k)
    for one in unsettled:
        if one.small:
            _protect(one, figures.around(one), k)


def _is_small(one: Figure, k: int) -> bool:
    """Say whether a figure may be below k; of no bound at all, and of what is withheld already, nothing is known."""
    if one.mark is not None and one.mark.k >= k:
        return one.mark.why == "primary"
    return one.low < k and not (one.mark is None and one.low == 0 and one.high is None)


def _protect(small: Figure, around: Sequence[Figure], k: int) -> None:
    move = _cheapest(_moves(small, around, k))
    least, most = small.hull(k)
    for one, way in move.along:
        if most is None or small.high is None or (way == _Way.UNSURE and not one.small):
            one.lost = True
            continue
        if way == _Way.UNSURE:
            one.blur += most  # whatever the small one is: only how far it may reach
            continue
        fewer, more = small.high - least, most - small.low
        one.down += fewer if way == _Way.WITH else more
        if one.up is not None:
            one.up += more if way == _Way.WITH else fewer


def _cheapest(moves: Iterable[_Move]) -> _Move:
    """Return the first of the moves that lose least; none that follows can lose less than nothing."""
    best: _Move | None = None
    least = inf
    for move in moves:
        if (cost := move.cost()) < least:
            best, least = move, cost
        if not cost:
            break
    assert best is not None  # noqa: S101 - there is always the move of the small count alone
    return best


def _moves(small: Figure, around: Sequence[Figure], k: int) -> Iterator[_Move]:
    others = [one for one in around if not _follows(one, small, k)]
    if isinstance(small.item, Indicator):
        named = [one for one in others if isinstance(one.item, Indicator) and _is_named_as(one.item, small.item)]
        yield _alone(small, named)
        return
    yield _alone(small, others)
    for side in SIDES:
        siblings = [one for one in around if _differs_only_in(side, small, one)]
        near = _Near(small, (one for one in others if _may_share(one, small, side)), side)
        if _have_room(small, siblings, near, side, k):
            yield _Move()
        able = [one for one in siblings if _can_give(one, small, k)]
        able.sort(key=lambda one: not one.widened)
        for other in able[:_TRIED]:
            move = _exchange(small, other, near, side)
            yield move
            if len(move.along) == 1:
                break  # the next costs as much at least


def _alone(small: Figure, others: Iterable[Figure]) -> _Move:
    along: list[tuple[Figure, _Way]] = []
    for one in others:
        if any(box.overlaps(there) for box in one.boxes for there in small.boxes):
            certain = any(box.holds(there) for box in one.boxes for there in small.boxes)
            along.append((one, _Way.WITH if certain else _Way.UNSURE))
    return _Move(tuple(along))


class _Near:
    """The figures that may move when persons of another count become persons of a small one.

    In a table most have one source, form or group each, and are of no concern to the others; they are looked up by it.
    """

    def __init__(self, small: Figure, near: Iterable[Figure], side: SideName) -> None:
        self._side: SideName = side
        self._always: list[Figure] = []
        self._by_word: defaultdict[str, list[Figure]] = defaultdict(list)
        here = small.boxes[0].on(side)
        for one in near:
            its = one.boxes[0].on(side)
            plain = len(one.boxes) == 1 and its.words is not None and len(its.words) == 1
            if plain and not its.vague and here.words is not None and not its.overlaps(here):
                self._by_word[min(its.words or ())].append(one)
            else:
                self._always.append(one)

    def beside(self, other: Figure) -> Iterator[Figure]:
        """Return those that may move when persons of this count do."""
        there = other.boxes[0].on(self._side)
        words = self._by_word if there.words is None or there.vague else there.words
        for word in words:
            yield from (one for one in self._by_word.get(word, ()) if one is not other)
        yield from (one for one in self._always if one is not other)


def _exchange(small: Figure, other: Figure, near: _Near, side: SideName) -> _Move:
    moved = ((one, _way(one, small, other, side)) for one in near.beside(other))
    along: list[tuple[Figure, _Way]] = [(other, _Way.AGAINST), *((one, way) for one, way in moved if way is not None)]
    return _Move(tuple(along))


def _way(one: Figure, small: Figure, other: Figure, side: SideName) -> _Way | None:
    """Say how a figure moves when a person of another count becomes one of the small one; None if it does not."""
    by_name = None not in {small.boxes[0].on(side).words, other.boxes[0].on(side).words}
    found = {
        _way_between(box, small.boxes[0], other.boxes[0], side) if by_name else _way_known(box, one, small, other, side)
        for box in one.boxes
        if box.overlaps(small.boxes[0], side)
    } - {None}
    if not found:
        return None
    return found.pop() if len(found) == 1 else _Way.UNSURE


def _way_between(box: Box, small: Box, other: Box, side: SideName) -> _Way | None:
    its, here, there = box.on(side), small.on(side), other.on(side)
    if not (its.overlaps(here) or its.overlaps(there)) or (its.holds(here) and its.holds(there)):
        return None
    if box.holds(small) and not its.overlaps(there):
        return _Way.WITH
    return _Way.AGAINST if box.holds(other) and not its.overlaps(here) else _Way.UNSURE


def _way_known(box: Box, one: Figure, small: Figure, other: Figure, side: SideName) -> _Way | None:
    """Say so where one of both counts the persons about whom the side is not known, as it holds less than the other.

    A third figure whose side is open may be of such persons too, or of all.
    """
    small_is_rest = small.boxes[0].on(side).words is None
    rest, named = (small, other) if small_is_rest else (other, small)
    of_rest, of_named = (_Way.WITH, _Way.AGAINST) if small_is_rest else (_Way.AGAINST, _Way.WITH)
    if box.on(side).words is not None:
        if not box.on(side).overlaps(named.boxes[0].on(side)):
            return None
        return of_named if box.holds(named.boxes[0]) else _Way.UNSURE
    if _is_total(one, box, rest):
        return None
    return of_rest if box.holds(rest.boxes[0]) else _Way.UNSURE


def _is_total(one: Figure, box: Box, rest: Figure) -> bool:
    """Say whether a figure is of all persons, known and not: it is limited to some of them and still is larger."""
    return rest.boxes[0].holds(box) and rest.high is not None and one.low > rest.high


def _have_room(small: Figure, siblings: Iterable[Figure], near: _Near, side: SideName, k: int) -> bool:
    """Say whether persons may have been counted otherwise among small counts, with room for each number of them."""
    if small.high is None or small.hushed(k):
        return False
    most = small.hull(k)[1] or 0
    pool: list[Figure] = []
    spare, room = 0, 0
    able = [(one, its) for one in siblings if one.small and not one.hushed(k) and (its := _room(one, k)) is not None]
    for one, its in able:
        if any(not _are_apart(one.boxes[0].on(side), other.boxes[0].on(side)) for other in pool):
            continue
        if any(_way(seen, small, one, side) is not None for seen in near.beside(one) if seen not in pool):
            continue
        pool.append(one)
        spare, room = spare + one.low, room + its
        if spare >= most - small.low and room >= small.high:
            return True
    return False


def _room(one: Figure, k: int) -> int | None:
    most = one.hull(k)[1]
    return None if most is None or one.high is None else most - one.high


def _are_apart(one: Side, other: Side) -> bool:
    """Say whether no person is of both, where an open side is that of persons about whom it is not known."""
    return one != other and (None in {one.words, other.words} or not one.overlaps(other))


def _differs_only_in(side: SideName, small: Figure, one: Figure) -> bool:
    """Say whether another count is of other persons for sure, and differs in one side alone."""
    if not isinstance(one.item, Claim):
        return False
    here, there = (part.boxes[0].on(side) for part in (small, one))
    if here == there or small.rest(side) != one.rest(side):
        return False
    # What holds less than one of its parts is no total: it counts those about whom this is not known.
    if here.words is None:
        return _is_more(one, small)
    if there.words is None:
        return _is_more(small, one)
    return not here.overlaps(there)


def _is_more(one: Figure, other: Figure) -> bool:
    return other.high is not None and one.low > other.high


def _can_give(one: Figure, small: Figure, k: int) -> bool:
    """Say whether a figure can spare as many persons as the small one may lack, and still is none that may be small."""
    if one.small:
        return False
    most = small.hull(k)[1]
    return most is not None and one.low + small.low - most >= k


def _follows(one: Figure, small: Figure, k: int) -> bool:
    """Say whether a small count is a part of another and so stays below k as that does."""
    if not one.small or len(one.boxes) + len(small.boxes) > 2:  # noqa: PLR2004 - one of each claim
        return False
    whole, part = small.boxes[0], one.boxes[0]
    most, limit = small.hull(k)[1], one.hull(k)[1]
    if not whole.holds(part) or (limit is not None and (most is None or limit < most)):
        return False
    # Where both are open on a side, the whole may be of persons not known there, and its part of all persons.
    surely = not any(whole.on(side).words is None and part.on(side).words is None for side in SIDES)
    return surely or (one.high is not None and one.high <= small.low)


def _may_share(one: Figure, small: Figure, side: SideName) -> bool:
    return any(box.overlaps(small.boxes[0], side) for box in one.boxes)


def _is_named_as(one: Indicator, other: Indicator) -> bool:
    return one.name.split() == other.name.split() and one.unit.casefold() == other.unit.casefold()
