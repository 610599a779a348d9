"""Do the recorded routes say more than their legs? The multi-order model and its likelihood-ratio test."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby, product
from math import prod
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from traffickgraph.analysis.multiorder import MultiOrder, Path
from traffickgraph.asked import real_number, whole_number
from traffickgraph.errors import InvalidValueError, MissingPackageError, WrongTypeError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.network import checked, counts_nobody
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from traffickgraph.model import Claim, Route
    from traffickgraph.places import Place

__all__ = ["Memory", "Order", "memory"]

# How many routes for each degree of freedom make a chi-squared distribution a fair guide; a rule of thumb.
_ENOUGH: Final = 5
_LEGS_WITH_TRANSIT: Final = 2
# Five stages of twenty alternatives would be 3.2 million.
_MOST_WAYS: Final = 10_000
_NONE: Final = Fraction()


def memory(graph: RouteGraph, max_order: int = 3, *, significance: float = 0.01) -> Memory:
    """Test whether the recorded routes say more than their legs: whether where they go on depends on where they began.

    If of the routes through a place those from here go on to here, and those from there to there, then the links
    alone mislead: they allow every composition, and a path stitched from them is no likely route. A model of order 1
    goes on from a place whatever came before; one of order 2 looks at the place before as well; and so on. Each order
    is tested against the one below by its likelihood ratio, 2 (log L_k - log L_(k-1)), which under the lower order
    follows about a chi-squared distribution with as many degrees of freedom as the order adds. The order chosen is the
    highest whose p lies below the significance.

    Parameters
    ----------
    graph : RouteGraph
        The graph. Read are the documented routes: claims that state a source, a destination and a place of transit.
        Claims of a source and a destination alone are not: they leave open what lay between. Nor are claims with an
        unstated end, and those that counted nobody. Hedged claims are read.
    max_order : int
        The highest order to test, at least 1. No order is higher than the longest route has legs.
    significance : float
        Above 0 and below 1.

    Returns
    -------
    Memory
        A table of the orders, with the order chosen, what it means, and the paths.

    Raises
    ------
    InvalidValueError, WrongTypeError
        If graph is no RouteGraph, max_order is no whole number of at least 1, or significance is no number between 0
        and 1.
    MissingPackageError
        If SciPy is not installed, which the test needs once a route can be tested.

    Notes
    -----
    A claim is one statement, and weighs 1, however many places it lists. Its ways, one place of each stage, share that
    weight; if each way counted, a claim of five sources and four destinations would be twenty observations, and the
    products of its lists would speak for order 1. A place that follows itself (transit and destination at once) is
    named once in a way, as nobody crosses a border there; a way that then has no transit is left out. So is a claim
    whose stages allow more than 10,000 ways, which says next to nothing of any of them; the warning counts such claims.

    The test takes claims as independent observations. They are not: publications repeat each other and themselves, and
    ten yearly reports of one route are ten claims. Take a selection (one year, one publication) where that matters.
    That people are seldom reported to return to where they came from is by itself a dependence of order 2.

    The chi-squared distribution is fair only for many more routes than degrees of freedom. With fewer, a higher order
    can hardly be chosen, and order 1 then says that there are few routes, not that legs say it all; the result warns
    of this.

    References
    ----------
    I. Scholtes (2017), When is a network a network? Multi-order graphical model selection in pathways and temporal
    networks, KDD '17, 1037-1046, arXiv 1702.05499. All figures equal those of pathpy 2.2 on ``memory(...).paths``.
    R. Lambiotte, M. Rosvall and I. Scholtes (2019), From networks to optimal higher-order models of complex systems,
    Nature Physics 15, 313-320.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> years = range(2011, 2021)
    >>> said = [Publication("An invented report", year) for year in years]
    >>> from_albania = [claim("Albania", via="Belgium", to="Canada", publication=one) for one in said]
    >>> from_bhutan = [claim("Bhutan", via="Belgium", to="Denmark", publication=one) for one in said]
    >>> found = memory(RouteGraph(from_albania + from_bhutan))
    >>> found.order
    2
    >>> print(found.meaning)
    The recorded routes say more than their legs: where they go on from a place depends on the place before it.
    """
    highest, level = _highest(max_order), _level(significance)
    stated = [one for one in checked(graph).claims if _is_documented(one)]
    documented = [one for one in stated if prod(map(len, one.route.stages)) <= _MOST_WAYS]
    places = sorted({place for one in documented for place in one.places})
    number = {place: at for at, place in enumerate(places)}
    weighed = {one: ways for one in documented if (ways := _ways(one.route, number))}
    model = MultiOrder(_paths(weighed))
    rows: list[Order] = []
    for order in range(1, min(highest, model.longest) + 1):
        claims = [one for one, ways in weighed.items() if any(len(way) > order for way in ways)]
        paths = sum(len(path) > order for path in model.paths)
        fit = model.log_likelihood(order), model.degrees_of_freedom(order)
        rows.append(_tested(order, RouteGraph(claims), paths, fit, rows[-1] if rows else None))
    return Memory(
        rows,
        routes=RouteGraph(weighed),
        paths={tuple(places[at] for at in path): weight for path, weight in model.paths.items()},
        significance=level,
        left_out=len(graph) - len(weighed),
        too_many=len(stated) - len(documented),
    )


@attrs.frozen(repr=False)
class Order:
    """The model of one order.

    Attributes
    ----------
    order : int
        How many places it looks back.
    routes : RouteGraph
        The claims with a way of at least that many legs, which alone it can fit in its own manner.
    paths : int
        How many different ways they have.
    log_likelihood : float
        The logarithm of the chance of all paths under the model; each claim weighs 1.
    degrees_of_freedom : int
        The parameters of the model, those of the orders below it included.
    ratio : float or None
        The likelihood ratio against the order below, as twice the difference of the logarithms; None for order 1.
    added : int or None
        The degrees of freedom that it adds to the order below; None for order 1.
    p : float or None
        The chance of such a ratio, or a higher one, if the order below were true; None for order 1, and where nothing
        is added, so that both orders say the same.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "order",
        "claims",
        "paths",
        "log_likelihood",
        "degrees_of_freedom",
        "ratio",
        "added",
        "p",
    )

    order: int
    routes: RouteGraph
    paths: int
    log_likelihood: float
    degrees_of_freedom: int
    ratio: float | None
    added: int | None
    p: float | None

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        fit = self.log_likelihood, self.degrees_of_freedom
        return self.order, len(self.routes), self.paths, *fit, self.ratio, self.added, self.p

    def __repr__(self) -> str:
        return f"<Order {self}>"

    def __str__(self) -> str:
        tested = "" if self.p is None else f", p = {self.p:.3g} against order {self.order - 1}"
        return f"{self.order} ({plural(len(self.routes), 'claim')}): log-likelihood {self.log_likelihood:.1f}{tested}"


class Memory(Table[Order]):
    """The orders that were tested, lowest first, and what follows.

    Attributes
    ----------
    order : int or None
        The order chosen: 1 if legs say it all; None if no claim states a route with transit.
    meaning : str
        What that means, in a sentence.
    warning : str
        Why not to rely on it; empty if there is no reason but those of the docstring of :func:`memory`.
    routes : RouteGraph
        The claims that were read.
    paths : mapping of tuple of Place to float
        Their ways, and how many claims stand behind each; a claim is shared by its ways.
    significance : float
        Below which p an order is taken to say more than the one below it.
    """

    __slots__ = ("meaning", "order", "paths", "routes", "significance", "warning")

    def __init__(  # noqa: PLR0913 - what the result says of itself, all by name
        self,
        rows: Iterable[Order],
        *,
        routes: RouteGraph,
        paths: Mapping[tuple[Place, ...], float],
        significance: float,
        left_out: int,
        too_many: int = 0,
    ) -> None:
        orders = tuple(rows)
        self.routes = routes
        self.paths = paths
        self.significance = significance
        self.order = _chosen(orders, significance)
        self.meaning = _meaning(self.order, too_many)
        self.warning = " ".join(_warnings(orders, too_many))
        read = (
            f"Counted: {plural(len(routes), 'claim')} that {'states' if len(routes) == 1 else 'state'} a route with "
            f"transit, each weighing 1; not people. {plural(left_out - too_many, 'other claim')} left out. "
            f"An order is chosen if p < {significance:g}."
        )
        note = " ".join(part for part in (self.meaning, self.warning, read, CAVEAT) if part)
        super().__init__(orders, Order.columns, title="Do routes say more than their legs?", note=note)


def _highest(max_order: object) -> int:
    number = whole_number(max_order)
    if number is None:
        raise WrongTypeError(f"max_order is a whole number, not {shown(max_order)}", max_order)
    if number < 1:
        raise InvalidValueError(f"max_order is at least 1, not {shown(max_order)}; order 1 is the legs", max_order)
    return number


def _level(significance: object) -> float:
    number = real_number(significance)
    if number is None:
        raise WrongTypeError(f"significance is a number between 0 and 1, not {shown(significance)}", significance)
    if not 0 < number < 1:
        raise InvalidValueError(f"significance lies between 0 and 1, not at {shown(significance)}", significance)
    return number


def _is_documented(claim: Claim) -> bool:
    route = claim.route
    return bool(route.sources and route.via and route.destinations) and not counts_nobody(claim)


def _ways(route: Route, number: Mapping[Place, int]) -> list[Path]:
    """Return the ways through the stages of a route that have transit."""
    stages = [sorted(number[one] for one in stage) for stage in route.stages]
    ways = (tuple(one for one, _ in groupby(way)) for way in product(*stages))
    return [way for way in dict.fromkeys(ways) if len(way) > _LEGS_WITH_TRANSIT]


def _paths(weighed: Mapping[Claim, list[Path]]) -> dict[Path, float]:
    # Fractions add up to the same in whatever order the claims come, so that equal graphs have equal answers.
    found: dict[Path, Fraction] = {}
    for ways in weighed.values():
        share = Fraction(1, len(ways))
        for way in ways:
            found[way] = found.get(way, _NONE) + share
    return {way: float(found[way]) for way in sorted(found)}


def _tested(order: int, routes: RouteGraph, paths: int, fit: tuple[float, int], below: Order | None) -> Order:
    likelihood, freedom = fit
    if below is None:
        return Order(order, routes, paths, likelihood, freedom, None, None, None)
    ratio = max(2 * (likelihood - below.log_likelihood), 0.0)  # below 0 by rounding alone, for the models are nested
    added = freedom - below.degrees_of_freedom
    return Order(order, routes, paths, likelihood, freedom, ratio, added, _beyond(ratio, added) if added else None)


def _beyond(ratio: float, freedom: int) -> float:
    """Return the chance that a chi-squared variable exceeds a value."""
    try:
        from scipy.special import chdtrc  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingPackageError("the likelihood-ratio test of routes", "scipy", "analysis") from error
    return float(chdtrc(freedom, ratio))


def _chosen(orders: tuple[Order, ...], significance: float) -> int | None:
    if not orders:
        return None
    return max((one.order for one in orders if one.p is not None and one.p < significance), default=1)


def _meaning(order: int | None, too_many: int) -> str:
    if order is None:
        left = "is left that " if too_many else ""
        return f"No claim {left}states a source, a place of transit and a destination, so there is nothing to test."
    if order == 1:
        return "The recorded routes do not show more than their legs."
    before = "the place before it" if order == _LEGS_WITH_TRANSIT else f"the {order - 1} places before it"
    return f"The recorded routes say more than their legs: where they go on from a place depends on {before}."


def _warnings(orders: tuple[Order, ...], too_many: int) -> Iterator[str]:
    if too_many:
        verb = "allows" if too_many == 1 else "allow"
        yield f"Left out: {plural(too_many, 'claim')} that {verb} more than {_MOST_WAYS:,} ways."
    few = [one for one in orders if one.added and len(one.routes) < _ENOUGH * one.added]
    if not few:
        return
    told = ", ".join(
        f"{plural(len(one.routes), 'claim')} for the {plural(one.added or 0, 'degree')} of freedom of order {one.order}"
        for one in few
    )
    yield f"Few routes: {told}; with fewer than {_ENOUGH} for each, p is no guide, and a higher order is hard to find."
