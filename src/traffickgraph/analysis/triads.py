"""The triad census: how ties among three places are arranged, and whether more often than pairs alone would give."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import comb, factorial, perm, sqrt
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NamedTuple

import attrs

from traffickgraph.analysis.hedges import told_of_inferred
from traffickgraph.errors import InvalidValueError, shown
from traffickgraph.network import Network, Ties, network
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traffickgraph.graph import RouteGraph
    from traffickgraph.places import Place

__all__ = ["Triad", "triads"]

_COUNTED = (
    "Counted: sets of three places with ties, not people. Expected and z: dyads shuffled among the places, as many "
    "mutual, one-way and empty ones as there are."
)


class _Type(NamedTuple):
    """A type of triad: its dyads, and which share of the ways to direct its one-way ties gives it."""

    mutual: int
    one_way: int
    empty: int
    directed: Fraction
    meaning: str


_TYPES: Final = {
    "003": _Type(0, 0, 3, Fraction(1), "no ties"),
    "012": _Type(0, 1, 2, Fraction(1), "A → B alone"),
    "102": _Type(1, 0, 2, Fraction(1), "A ⇄ B alone"),
    "021D": _Type(0, 2, 1, Fraction(1, 4), "A ← B → C: one place with ties to two"),
    "021U": _Type(0, 2, 1, Fraction(1, 4), "A → B ← C: one place with ties from two"),
    "021C": _Type(0, 2, 1, Fraction(1, 2), "A → B → C: a chain, not tied at its ends"),
    "111D": _Type(1, 1, 1, Fraction(1, 2), "A ⇄ B ← C: a tie to one of a mutual pair"),
    "111U": _Type(1, 1, 1, Fraction(1, 2), "A ⇄ B → C: a tie from one of a mutual pair"),
    "030T": _Type(0, 3, 0, Fraction(3, 4), "A → B → C, A → C: a chain, tied at its ends"),
    "030C": _Type(0, 3, 0, Fraction(1, 4), "A → B → C → A: a cycle"),
    "201": _Type(2, 0, 1, Fraction(1), "A ⇄ B ⇄ C: two mutual pairs"),
    "120D": _Type(1, 2, 0, Fraction(1, 4), "A ← B → C, A ⇄ C: ties to both of a mutual pair"),
    "120U": _Type(1, 2, 0, Fraction(1, 4), "A → B ← C, A ⇄ C: ties from both of a mutual pair"),
    "120C": _Type(1, 2, 0, Fraction(1, 2), "A → B → C, A ⇄ C: a chain, mutual at its ends"),
    "210": _Type(2, 1, 0, Fraction(1), "A → B ⇄ C ⇄ A: two mutual pairs and a tie"),
    "300": _Type(3, 0, 0, Fraction(1), "A ⇄ B ⇄ C ⇄ A: three mutual pairs"),
}

# The dyad of two places, seen from the first: no tie, a tie there, a tie back, both.
_DYADS: Final = range(4)
_THERE, _BACK, _BOTH = 1, 2, 3


def triads(
    graph: RouteGraph, *, rows: Ties = "links", ties: Literal["possible", "certain"] = "possible"
) -> Table[Triad]:
    """Count the arrangements of ties among three places: the triad census of Holland and Leinhardt (1970).

    Each set of three linked places is of one of 16 types, by the names of Davis and Leinhardt (1972): the numbers of
    its mutual, asymmetric (one-way) and null (empty) dyads, and a letter for the direction (down, up, cyclic,
    transitive). A chain among three places is made of ties from any claims: it is no route that somebody reported.

    Expected are the types under U|MAN (Holland and Leinhardt 1976): the same numbers of linked places and of mutual,
    one-way and empty dyads, all arrangements equally likely. Then z = (counted - expected) / standard deviation, by
    the exact mean and variance. The null keeps reciprocity, and not that some places have many ties and others few: a
    large z may say no more than that.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    rows : {"links", "flows"}
        What ties two places: a step of a route, or being source and destination of a route.
    ties : {"possible", "certain"}
        Whether to read all ties, or the certain ones alone: those that some claim states without a hedge, not
        inferred from regions and, if it counts persons, with at least one.

    Returns
    -------
    Table of Triad
        The 16 types, from no tie to all six. Where fewer than three places are linked, all numbers are 0.

    Raises
    ------
    InvalidValueError
        If rows or ties is none of its words.

    References
    ----------
    Davis, J. A. and Leinhardt, S. (1972). The structure of positive interpersonal relations in small groups. In
    Sociological Theories in Progress 2, 218-251.
    Holland, P. W. and Leinhardt, S. (1970). A method for detecting structure in sociometric data. American Journal of
    Sociology 76(3), 492-513.
    Holland, P. W. and Leinhardt, S. (1976). Local structure in social networks. Sociological Methodology 7, 1-45.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> report = Publication("An invented report", 2020)
    >>> g = RouteGraph([claim("Niger", via="Libya", to="Italy", publication=report)])
    >>> for row in triads(g):
    ...     if row.number:
    ...         print(row, *next(row.triples()))
    021C: 1 (A → B → C: a chain, not tied at its ends) Italy Libya Niger
    """
    if ties not in ("possible", "certain"):
        raise InvalidValueError(f"ties are 'possible' or 'certain', not {shown(ties)}", ties)
    whole = network(graph, rows)
    read = whole.certain if ties == "certain" else whole
    hedged = len(whole.ties) - len(whole.certain.ties)
    told = f"Ties that are possible and not certain: {hedged:,} of {len(whole.ties):,}."
    return Table(
        _rows(read),
        Triad.columns,
        title=f"Triads of {plural(len(read.places), 'place')}, {ties} ties",
        note=" ".join([_COUNTED, told, *told_of_inferred(graph.claims), CAVEAT]),
    )


@attrs.frozen(repr=False)
class Triad:
    """How often the ties among three places are arranged in one way.

    Attributes
    ----------
    type : str
        The name: mutual, one-way and empty dyads, and a letter for the direction.
    number : int
        Sets of three linked places with that arrangement.
    expected : float
        How many there would be if all arrangements of the same dyads were equally likely.
    z : float or None
        By how many standard deviations there are more; None if there could not be another number.
    network : Network
        The ties, each with its claims.
    """

    columns: ClassVar[tuple[str, ...]] = ("type", "meaning", "triples", "share", "expected", "z")

    type: str
    number: int
    expected: float
    z: float | None
    network: Network = attrs.field(eq=False)  # a matter of identity, as in all networks

    @property
    def meaning(self) -> str:
        """The arrangement in signs and words."""
        return _TYPES[self.type].meaning

    @property
    def share(self) -> float | None:
        """Share of all sets of three linked places; None if there are none."""
        triples = comb(len(self.network.places), 3)
        return self.number / triples if triples else None

    def triples(self) -> Iterator[tuple[Place, Place, Place]]:
        """Yield the sets of three places with that arrangement, the places of each, and the sets, by code."""
        pairs, places = self.network.pairs, self.network.places
        for one, two, three in combinations(range(len(places)), 3):
            seen = tuple(
                _THERE * ((tail, head) in pairs) + _BACK * ((head, tail) in pairs)
                for tail, head in ((one, two), (one, three), (two, three))
            )
            if _TYPE_OF[seen] == self.type:
                yield places[one], places[two], places[three]

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        return self.type, self.meaning, self.number, self.share, self.expected, self.z

    def __repr__(self) -> str:
        return f"<Triad {self}>"

    def __str__(self) -> str:
        return f"{self.type}: {self.number:,} ({self.meaning})"


def _named(dyads: tuple[int, ...]) -> str:
    """Return the type of three places by their dyads: of the first and second, first and third, second and third."""
    ties: list[tuple[int, int]] = []
    mutual: list[tuple[int, int]] = []
    for (one, two), dyad in zip(((0, 1), (0, 2), (1, 2)), dyads, strict=True):
        if dyad == _BOTH:
            mutual.append((one, two))
        elif dyad:
            ties.append((one, two) if dyad == _THERE else (two, one))
    digits = f"{len(mutual)}{len(ties)}{3 - len(mutual) - len(ties)}"
    tails, heads = ({end[at] for end in ties} for at in (0, 1))
    diverge, converge = len(tails) < len(ties), len(heads) < len(ties)
    match digits:
        case "111":
            return digits + ("U" if tails & set(mutual[0]) else "D")
        case "021" | "120":
            return digits + ("D" if diverge else "U" if converge else "C")
        case "030":
            return digits + ("T" if diverge else "C")
        case _:
            return digits


_TYPE_OF: Final = {dyads: _named(dyads) for dyads in product(_DYADS, repeat=3)}


def _census(net: Network) -> dict[str, int]:
    """Count the types: each dyad that has a tie, with every third place at once, by sets of bits."""
    around = _around(net)
    found = dict.fromkeys(_TYPES, 0)
    for one, two in net.pairs:
        back = (two, one) in net.pairs
        if back and two < one:
            continue  # the mutual dyad was met from its other end
        for first, second in product(_DYADS, repeat=2):
            third = (around[one][first] & around[two][second]).bit_count()
            found[_TYPE_OF[_BOTH if back else _THERE, first, second]] += third
    # A triad was met from each of its dyads that have a tie.
    met = {name: found[name] // (one.mutual + one.one_way) for name, one in _TYPES.items() if name != "003"}
    return {"003": comb(len(net.places), 3) - sum(met.values()), **met}


def _around(net: Network) -> list[tuple[int, int, int, int]]:
    """For each place, the other places by the dyad with them, each set as the bits of a number."""
    everybody = (1 << len(net.places)) - 1
    rows: list[tuple[int, int, int, int]] = []
    for at in range(len(net.places)):
        after, before = (sum(1 << one for one in near[at]) for near in (net.successors, net.predecessors))
        rows.append((everybody & ~(after | before | 1 << at), after & ~before, before & ~after, after & before))
    return rows


def _rows(net: Network) -> Iterator[Triad]:
    mutual = sum((head, tail) in net.pairs for tail, head in net.pairs) // 2
    one_way = len(net.ties) - 2 * mutual
    places = len(net.places)
    dyads = (mutual, one_way, comb(places, 2) - mutual - one_way)
    for name, number in _census(net).items():
        mean, variance = _moments(places, dyads, _TYPES[name])
        z = float(number - mean) / sqrt(variance) if variance else None
        yield Triad(name, number, float(mean), z, net)


def _moments(places: int, dyads: tuple[int, int, int], of: _Type) -> tuple[Fraction, Fraction]:
    """Return mean and variance of the number of triads of a type under U|MAN, exactly.

    The second moment sums over ordered pairs of triads: a triad with itself, two with a dyad in common, two without.
    The dyads of two triads are drawn without replacement from all dyads.
    """
    parts = (of.mutual, of.one_way, of.empty)
    triads = comb(places, 3)
    if not triads:
        return Fraction(0), Fraction(0)
    mean = triads * of.directed * _ways(parts) * _drawn(dyads, parts)
    second = mean
    if sharing := triads * 3 * (places - 3):
        for at in range(3):
            rest = (*parts[:at], parts[at] - 1, *parts[at + 1 :])
            if parts[at]:
                both = tuple(one + other for one, other in zip(parts, rest, strict=True))
                second += sharing * (of.directed * _ways(rest)) ** 2 * _drawn(dyads, both)
    if apart := triads * (triads - 1) - sharing:
        twice = tuple(2 * one for one in parts)
        second += apart * (of.directed * _ways(parts)) ** 2 * _drawn(dyads, twice)
    return mean, second - mean**2


def _ways(parts: tuple[int, ...]) -> int:
    """In how many orders dyads of these kinds can stand."""
    ways = factorial(sum(parts))
    for one in parts:
        ways //= factorial(one)
    return ways


def _drawn(dyads: tuple[int, int, int], parts: tuple[int, ...]) -> Fraction:
    """Return the chance that dyads, drawn one after the other, are of these kinds in one given order."""
    chance = Fraction(1, perm(sum(dyads), sum(parts)))
    for there, wanted in zip(dyads, parts, strict=True):
        chance *= perm(there, wanted)
    return chance
