"""Ranks, and how much they hang on single publications: the same question asked of publications drawn at random.

A draw takes as many publications as there are, with replacement: some twice or more, about a third not at all. What is
drawn depends on the seed and on what is in the graph, never on the order of its claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING, ClassVar, Final, Literal, Protocol, TypeAlias, TypeVar

import attrs

from traffickgraph.asked import whole_number
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.table import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from traffickgraph.model import Claim, Publication
    from traffickgraph.table import Cell

__all__ = ["Draw", "Progress", "Ranges", "Resampling", "Units", "ranks", "units"]

Draw: TypeAlias = Mapping[int, int]
"""How often each unit was drawn, by its number; a unit that was not drawn is no key."""

_Number = TypeVar("_Number", int, float)

# Numbers that differ by less than this share of them are the same but for rounding.
_SAME: Final = 1e-9
# What is left out at each end of the draws: the rest is the middle 95 %.
_LEFT_OUT: Final = 0.025


class Progress(Protocol):
    """A function that is told how many draws are done, and of how many."""

    def __call__(self, done: int, total: int, /) -> object:
        """Hear of it."""
        ...


def _whole(value: int) -> int:
    """Return a whole number of numpy as Python's own; leave what is none to the check."""
    number = whole_number(value)
    return value if number is None else number


@attrs.frozen
class Resampling:
    """How to resample: how often, from which seed, and whom to tell.

    Attributes
    ----------
    times : int
        How many draws; 0 for none.
    seed : int
        Equal seeds give equal draws.
    progress : callable, optional
        Called with the number of draws done and of all draws, after each.

    Raises
    ------
    WrongTypeError, InvalidValueError
        If a part cannot be.
    """

    times: int = attrs.field(converter=_whole)
    seed: int = attrs.field(converter=_whole)
    progress: Progress | None

    def __attrs_post_init__(self) -> None:
        for name, value in (("resample", self.times), ("seed", self.seed)):
            if isinstance(value, bool) or not isinstance(value, int):
                raise WrongTypeError(f"{name} is a whole number, not {shown(value)}", value)
            if value < 0:
                raise InvalidValueError(f"{name} is 0 or more, not {value}", value)
        if self.progress is not None and not callable(self.progress):
            raise WrongTypeError(
                f"progress is a function of two numbers, done and total, not {shown(self.progress)}", self.progress
            )

    def draws(self, number: int) -> Iterator[Draw]:
        """Yield draws of as many units as there are, with replacement; tell the progress after each."""
        random = Random(self.seed).random  # noqa: S311 - nothing secret is drawn
        for done in range(1, self.times + 1):
            drawn: dict[int, int] = {}
            for _ in range(number):
                one = int(random() * number)
                drawn[one] = drawn.get(one, 0) + 1
            yield drawn
            if self.progress is not None:
                self.progress(done, self.times)


@attrs.frozen
class Units:
    """What is drawn from: the publications of claims, or the claims of their one publication.

    Attributes
    ----------
    kind : {"publications", "claims"}
        Which of the two.
    number : int
        How many there are.
    of : mapping of Claim to int
        The number of the unit to which each claim belongs.
    """

    kind: Literal["publications", "claims"]
    number: int
    of: Mapping[Claim, int]

    def note(self, resampling: Resampling) -> str:
        """Say what was drawn, and what the ranges say and do not say."""
        drawn = f"{plural(self.number, self.kind[:-1])}{' of one publication' if self.kind == 'claims' else ''}"
        return (
            f"Ranges: the middle 95 % of {plural(resampling.times, 'draw')} with replacement from {drawn} "
            f"(seed {resampling.seed}). They say how much a rank hangs on single {self.kind}; they are no sampling "
            "error of trafficking."
        )


def units(claims: Iterable[Claim]) -> Units:
    """Return what to draw from: publications, or, if all claims have the same one, the claims, each once."""
    given = dict.fromkeys(claims)
    publications = sorted({one.publication for one in given}, key=_by_year_and_title)
    if len(publications) > 1:
        numbered = {one: at for at, one in enumerate(publications)}
        return Units("publications", len(publications), {one: numbered[one.publication] for one in given})
    ordered = sorted(given, key=lambda one: one.id)
    return Units("claims", len(ordered), {one: at for at, one in enumerate(ordered)})


def _by_year_and_title(one: Publication) -> tuple[int, str, str, str, str]:
    return one.year, one.title, one.publisher, one.url, one.licence


def ranks(values: Sequence[float | None]) -> list[int | None]:
    """Rank values, the highest first; equal values share the best of their ranks: 1, 2, 2, 4.

    Parameters
    ----------
    values : sequence of float or None
        Values that differ by less than one part in 10^9 are equal. None has no rank.

    Examples
    --------
    >>> ranks([0.5, 0.1 + 0.2, 0.3, None, 0.0])
    [1, 2, 2, None, 4]
    """
    found: list[int | None] = [None] * len(values)
    ordered = sorted(((value, at) for at, value in enumerate(values) if value is not None), reverse=True)
    best, rank = 0.0, 0
    for position, (value, at) in enumerate(ordered, 1):
        if position == 1 or best - value > _SAME * abs(best):
            best, rank = value, position
        found[at] = rank
    return found


@attrs.frozen
class Ranges:
    """Between which ranks and values a place lies in the middle 95 % of the draws.

    Attributes
    ----------
    rank_low, rank_high : int or None
        The ranks; the lower number is the better rank. None if the place was ranked in no draw.
    value_low, value_high : float or None
        The values by which it was ranked.
    """

    columns: ClassVar[tuple[str, ...]] = ("rank_low", "rank_high", "value_low", "value_high")

    rank_low: int | None
    rank_high: int | None
    value_low: float | None
    value_high: float | None

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        return self.rank_low, self.rank_high, self.value_low, self.value_high

    @classmethod
    def of(
        cls, resampling: Resampling, number: int, asked: Callable[[Draw], Sequence[float | None]]
    ) -> tuple[Ranges, ...]:
        """Ask the same of each draw, and return the ranges of each value that is answered.

        Parameters
        ----------
        resampling : Resampling
            How often to draw.
        number : int
            How many units to draw from.
        asked : callable
            Takes a draw and returns a value for each place, in the same order each time; None if the draw cannot
            say. Such a draw does not count for that place.
        """
        answers = [(values, ranks(values)) for values in map(asked, resampling.draws(number))]
        if not answers:
            return ()
        return tuple(
            cls(*_middle([rank[at] for _, rank in answers]), *_middle([values[at] for values, _ in answers]))
            for at in range(len(answers[0][0]))
        )


def _middle(found: Sequence[_Number | None]) -> tuple[_Number, _Number] | tuple[None, None]:
    ordered = sorted(one for one in found if one is not None)
    if not ordered:
        return None, None
    beyond = int(_LEFT_OUT * len(ordered))
    return ordered[beyond], ordered[-1 - beyond]
