"""What has to be withheld besides a small count, so that nothing published gives it back.

*A move* is a way in which persons may have been counted otherwise, so that the small count would be another one. There
are four:

- *alone*: there were more or fewer of these persons. Every other figure that may count them moves along.
- *exchange*: persons of another count, which differs from the small one in its source, form or group alone, were
  persons of the small one, or the other way round. Figures that count both stay as they are.
- *within*: the same with all persons of a small total of which the count is a part; all other parts stay below k too.
- *among*: an exchange between several small counts, if together they have room for it; no other figure moves.

For each small count one move is made possible: the figures that move with it are withheld as a whole, for the end of
any narrower interval would tell how far they are from the small one. Whatever sums are known to whomever, they hold
after the move as they did before, for persons were moved, and not numbers.
"""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING, Final

from traffickgraph.disclosure.boxes import SIDES, SideName
from traffickgraph.model import Claim, Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from traffickgraph.disclosure.boxes import Box, Side
    from traffickgraph.disclosure.figures import Figure, Figures

__all__ = ["protect_all"]

_TRIED: Final = 12
# What is lost with a figure, and with the interval of one that may be below k.
_EXACT, _INTERVAL = 1.0, 0.5


def protect_all(figures: Figures, k: int) -> None:
    """Mark the figures that may be below k, and those that would give them back."""
    unsettled = figures.unsettled(k)
    for one in unsettled:
        one.small = one.low < k and not one.theirs
    for one in unsettled:
        if one.small:
            move = _cheapest(_moves(one, figures, k), k)
            for other in move:
                other.moved = True


def _cheapest(moves: Iterable[Iterable[Figure]], k: int) -> Sequence[Figure]:
    """Return the first of the moves that lose least; one is looked at only as long as it may be less than the best."""
    best: Sequence[Figure] = ()
    least = inf
    for move in moves:
        found: list[Figure] = []
        lost = 0.0
        for one in move:
            found.append(one)
            lost += 0 if one.lost else _INTERVAL if one.low < k else _EXACT
            if lost >= least:
                break
        else:
            best, least = found, lost
        if not least:
            break
    return best


def _moves(small: Figure, figures: Figures, k: int) -> Iterator[Iterable[Figure]]:
    """Yield the figures that move along in each way for a small count to be another one."""
    around = figures.around(small)
    # What is withheld already can give nothing away; whether it moves too needs no looking at.
    others = [one for one in around if not one.lost and not _follows(one, small, k)]
    if isinstance(small.item, Indicator):
        named = [one for one in others if isinstance(one.item, Indicator) and _is_named_as(one.item, small.item)]
        yield _alone(small, named)
        return
    yield _alone(small, others)
    for whole in around:
        if not whole.lost and whole.hull(k) == small.hull(k) and _follows(small, whole, k) and whole.low < k:
            yield _alone(whole, (one for one in figures.around(whole) if not one.lost and not _follows(one, whole, k)))
    for side in SIDES:
        siblings = [one for one in around if _differs_only_in(side, small, one)]
        near = _Near(small, (one for one in others if _may_share(one, small, side)), side)
        if _have_room(small, siblings, near, side, k):
            yield ()
        able = [one for one in siblings if _can_give(one, small, k)]
        able.sort(key=lambda one: not one.lost)
        for other in able[:_TRIED]:
            yield _exchange(small, other, near, side)


def _alone(small: Figure, others: Iterable[Figure]) -> Iterator[Figure]:
    return (one for one in others if any(box.overlaps(there) for box in one.boxes for there in small.boxes))


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


def _exchange(small: Figure, other: Figure, near: _Near, side: SideName) -> Iterator[Figure]:
    yield other
    yield from (one for one in near.beside(other) if _moves_along(one, small, other, side))


def _moves_along(one: Figure, small: Figure, other: Figure, side: SideName) -> bool:
    """Say whether a figure may move when a person of another count becomes one of the small one."""
    by_name = None not in {small.boxes[0].on(side).words, other.boxes[0].on(side).words}
    return any(
        not (_stays_between(box, small, other, side) if by_name else _stays_known(box, one, small, other, side))
        for box in one.boxes
        if box.overlaps(small.boxes[0], side)
    )


def _stays_between(box: Box, small: Figure, other: Figure, side: SideName) -> bool:
    its, here, there = box.on(side), small.boxes[0].on(side), other.boxes[0].on(side)
    return not (its.overlaps(here) or its.overlaps(there)) or (its.holds(here) and its.holds(there))


def _stays_known(box: Box, one: Figure, small: Figure, other: Figure, side: SideName) -> bool:
    """Say so where one of both counts the persons about whom the side is not known, as it holds less than the other.

    A third figure whose side is open may be of such persons too, or of all.
    """
    small_is_rest = small.boxes[0].on(side).words is None
    rest, named = (small, other) if small_is_rest else (other, small)
    if box.on(side).words is not None:
        return not box.on(side).overlaps(named.boxes[0].on(side))
    return _is_total(one, box, rest)


def _is_total(one: Figure, box: Box, rest: Figure) -> bool:
    """Say whether a figure is of all persons, known and not: it is limited to some of them and still is larger."""
    return rest.boxes[0].holds(box) and rest.high is not None and one.low > rest.high


def _have_room(small: Figure, siblings: Iterable[Figure], near: _Near, side: SideName, k: int) -> bool:
    """Say whether persons may have been counted otherwise among small counts, with room for each number of them."""
    if small.high is None:
        return False
    most = small.hull(k)[1] or 0
    pool: list[Figure] = []
    spare, room = 0, 0
    able = [(one, its) for one in siblings if one.small and (its := _room(one, k)) is not None]
    for one, its in able:
        if any(not _are_apart(one.boxes[0].on(side), other.boxes[0].on(side)) for other in pool):
            continue
        if any(_moves_along(seen, small, one, side) for seen in near.beside(one) if seen not in pool):
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
    """Say whether a figure can spare as many persons as the small one may lack."""
    most = small.hull(k)[1]
    return not one.small and most is not None and one.low + small.low >= most


def _follows(one: Figure, small: Figure, k: int) -> bool:
    """Say whether a small count is a part of another and so stays below k as that does."""
    if one.low >= k or one.in_words or len(one.boxes) + len(small.boxes) > 2:  # noqa: PLR2004 - one of each claim
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
    """Say whether two indicators of persons count the same; what they call a person decides nothing."""
    return one.name.casefold().split() == other.name.casefold().split()
