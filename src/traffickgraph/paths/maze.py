"""The links of a graph laid out for searches: places and links by number, costs as whole numbers, rules as bits."""

from __future__ import annotations

from functools import cached_property
from math import inf
from numbers import Real
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from weakref import finalize

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.model import Link
from traffickgraph.network import counts_nobody
from traffickgraph.paths.costs import Support, fewest_legs
from traffickgraph.paths.rules import Bits, Consistency, bits_by_claim, bits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from traffickgraph.graph import RouteGraph
    from traffickgraph.paths.costs import Cost
    from traffickgraph.places import Place

__all__ = ["Maze", "Step", "Tails", "Terrain", "maze_of", "prices"]

_KEPT: Final[dict[int, Maze]] = {}


class Step(NamedTuple):
    """A link as a search sees it, from the side of its tail."""

    to: int
    cost: int
    use: int
    into: int
    out: int


class Tails(NamedTuple):
    """From where steps lead to a place: all, those that name it as transit, those from transit, and those with both."""

    all: frozenset[int]
    into: frozenset[int]
    out: frozenset[int]
    both: frozenset[int]

    @classmethod
    def of(cls, steps: Iterable[Step]) -> Tails:
        """Sort steps, seen from the side of their head."""
        seen = list(steps)
        return cls(
            frozenset(step.to for step in seen),
            frozenset(step.to for step in seen if step.into),
            frozenset(step.to for step in seen if step.out),
            frozenset(step.to for step in seen if step.into and step.out),
        )


def maze_of(graph: RouteGraph) -> Maze:
    """Return the maze of a graph; it is made once, and kept for as long as the graph is."""
    kept = _KEPT.get(id(graph))
    if kept is None:
        kept = _KEPT[id(graph)] = Maze(graph)
        finalize(graph, _KEPT.pop, id(graph), None).atexit = False
    return kept


class Maze:
    """The links between different places, and the terrains that were made of them.

    Numbers of places ascend with their codes, from 1; number 0 and the one after the last are free for a search that
    has several starts or ends.
    """

    def __init__(self, graph: RouteGraph) -> None:
        self.named = frozenset(one for claim in graph.claims for one in claim.places)
        self.links = tuple(_between_places(graph.links()))
        tied = {one for link in self.links for one in (link.tail, link.head)}
        self.places: tuple[Place | None, ...] = (None, *sorted(tied), None)
        self.number = {one: at for at, one in enumerate(self.places) if one is not None}
        self._bits: dict[tuple[bool, int | None], list[Bits]] = {}
        self._terrains: dict[tuple[bool, int | None], Terrain] = {}
        self._own: dict[tuple[bool, int | None, Cost], Terrain] = {}

    @cached_property
    def by_pair(self) -> Mapping[tuple[int, int], Link]:
        """The links by the numbers of their ends."""
        return {(self.number[link.tail], self.number[link.head]): link for link in self.links}

    def terrain(self, cost: Cost, *, at_transit: bool, window: int | None) -> Terrain:
        """Return the terrain of a rule and a cost; window None is for paths that need not be consistent.

        A cost of the caller's is asked of each link each time, since it may have changed; if it has not, the terrain
        is the one before.
        """
        key = at_transit, window
        if cost is fewest_legs or isinstance(cost, Support):  # which are what they are
            own = self._own.get((*key, cost))
            if own is None:
                own = self._own[*key, cost] = Terrain(self, self._ruled(*key), prices(cost, self.links))
            return own
        asked = prices(cost, self.links)
        kept = self._terrains.get(key)
        if kept is None or kept.prices != asked:
            kept = self._terrains[key] = Terrain(self, self._ruled(*key), asked)
        return kept

    def _ruled(self, at_transit: bool, window: int | None) -> Iterable[tuple[Link, Bits]]:
        key = at_transit, window
        if key not in self._bits:
            claims = (claim for link in self.links for claim in link.claims)
            consistency = None if window is None else Consistency(claims, window)
            self._bits[key] = [bits_of(link, consistency, at_transit=at_transit) for link in self.links]
        return zip(self.links, self._bits[key], strict=True)

    def stated(self, cost: Cost, starts: Sequence[Place], ends: Sequence[Place]) -> Terrain:
        """Return the terrain of the claims that name a start and an end, where a path keeps to one claim."""
        bits = bits_by_claim((leg for link in self.links for leg in link.legs), starts, ends)
        ruled = [(link, bits[link.tail, link.head]) for link in self.links if (link.tail, link.head) in bits]
        return Terrain(self, ruled, prices(cost, [link for link, _ in ruled]))


def _between_places(links: Iterable[Link]) -> Iterable[Link]:
    for link in links:
        legs = tuple(leg for leg in link.legs if not counts_nobody(leg.claim))
        if legs and link.tail != link.head:
            yield link if len(legs) == len(link.legs) else Link(link.tail, link.head, legs)


class Terrain:
    """A maze under one rule and one cost.

    Attributes
    ----------
    onward : list of list of Step
        For each place by number, its links by the number of their head.
    is_even : bool
        Whether every link costs the same.
    is_open : bool
        Whether paths may pass through every place.
    is_plain : bool
        Whether they may also take every link, so that all bits can be left out of the question.
    """

    def __init__(self, maze: Maze, ruled: Iterable[tuple[Link, Bits]], prices: Sequence[float]) -> None:
        self.maze = maze
        self.prices = prices
        pairs = list(ruled)
        whole = _whole(prices)
        self.onward: list[list[Step]] = [[] for _ in maze.places]
        number = maze.number
        for (link, bits), price, real in zip(pairs, whole, prices, strict=True):
            if real != inf:
                self.onward[number[link.tail]].append(Step(number[link.head], price, *bits))
        self.cost_of = {
            (number[link.tail], number[link.head]): real for (link, _), real in zip(pairs, prices, strict=True)
        }
        steps = [step for row in self.onward for step in row]
        self.is_even = len({step.cost for step in steps} - {0}) <= 1 and all(step.cost for step in steps)
        self.is_open = all(step.into == -1 and step.out == -1 for step in steps)
        self.is_plain = self.is_open and len({step.use for step in steps}) <= 1

    @cached_property
    def backward(self) -> list[list[Step]]:
        """For each place by number, its links by the number of their tail, which stands in ``to``."""
        found: list[list[Step]] = [[] for _ in self.onward]
        for tail, row in enumerate(self.onward):
            for step in row:
                found[step.to].append(step._replace(to=tail))
        return found

    @cached_property
    def tails(self) -> list[Tails]:
        """For each place, from where steps lead to it."""
        return [Tails.of(steps) for steps in self.backward]

    @cached_property
    def heads(self) -> list[frozenset[int]]:
        """For each place, where steps lead from it."""
        return [frozenset(step.to for step in steps) for steps in self.onward]


def prices(cost: Cost, links: Sequence[Link]) -> list[float]:
    """Ask what each link costs.

    Raises
    ------
    WrongTypeError, InvalidValueError
        If the cost is no function, or gives something that is no cost.
    """
    if not callable(cost):
        raise WrongTypeError(f"cost is a function from a link to a number, not {shown(cost)}", cost)
    found = [cost(link) for link in links]
    # No comparison holds of NaN.
    if not ({type(price) for price in found} <= {int, float} and all(price >= 0 for price in found)):
        found = [_checked(price, link) for price, link in zip(found, links, strict=True)]
    if sum(price for price in found if type(price) is float and price != inf) == inf:
        raise InvalidValueError("these costs are too large to be added up; divide them all by the same number", cost)
    return found


def _checked(price: Any, link: Link) -> float:  # noqa: ANN401 - whatever a function of the caller's gives
    real = price
    if isinstance(price, Real) and not isinstance(price, (int, float)):
        real = float(price)  # those of numpy
    if isinstance(price, bool) or not isinstance(real, (int, float)):
        raise WrongTypeError(f"the cost of {link} is to be a number, not {shown(price)}", price)
    if real >= 0:  # which NaN is not
        return real
    raise InvalidValueError(
        f"the cost of {link} is {shown(price)}; a cost is 0 or more, and math.inf leaves the link out", price
    )


def _whole(costs: Sequence[float]) -> list[int]:
    """Return costs as whole numbers in exactly the same proportions, so that sums that are equal compare as equal."""
    ratios = [(0, 1) if cost == inf else cost.as_integer_ratio() for cost in costs]
    finest = max((below for _, below in ratios), default=1)  # a power of two, as all are
    return [above * (finest // below) for above, below in ratios]
