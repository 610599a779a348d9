"""What changed between two graphs, such as two editions of a report: ties born, gone and kept, and ranks that moved.

What changed is what is written. A tie that is no longer stated may be no longer so, or nobody looked.
"""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeAlias

import attrs

from traffickgraph.analysis.history import ranks
from traffickgraph.errors import InvalidValueError, listed, shown
from traffickgraph.network import Network, Tie, Ties, network
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Row, Table, plural

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from traffickgraph.graph import RouteGraph
    from traffickgraph.places import Place

__all__ = ["Change", "ChangedTie", "Likeness", "Movement", "RankedBy", "change"]

RankedBy: TypeAlias = Literal["degree", "claims", "publications"]
Direction: TypeAlias = Literal["in", "out"]

_MEASURES: Final = ("degree", "claims", "publications")
_SHOWN: Final = 10
_COUNTED: Final = (
    "Counted: ties and the claims behind them, not people. Born is stated in the later graph and not in the earlier, "
    "gone the other way round: of what is written, not of what happens."
)


@attrs.frozen
class ChangedTie:
    """A tie that the earlier graph states, the later one, or both.

    Attributes
    ----------
    tail, head : Place
        From where to where.
    before, after : Tie or None
        The tie of each graph, with its claims; None where the graph does not state it.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "tail",
        "head",
        "claims_before",
        "claims_after",
        "certain_before",
        "certain_after",
    )

    tail: Place
    head: Place
    before: Tie | None
    after: Tie | None

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        both = (self.before, self.after)
        claims = (None if one is None else len(one.claims) for one in both)
        certain = (None if one is None else one.is_certain for one in both)
        return (str(self.tail), str(self.head), *claims, *certain)


@attrs.frozen
class Likeness:
    """How much of the ties of two graphs is the same.

    Attributes
    ----------
    ties : {"certain", "possible"}
        Whether only the certain ties were compared, or all.
    between : {"all places", "places in both"}
        Whether all ties were compared, or only those between two places that claims of both graphs name.
    before, after, kept : int
        The ties of each graph, and those of both.
    jaccard : float or None
        Kept ties over the ties of either graph; None if neither has any.
    """

    columns: ClassVar[tuple[str, ...]] = ("ties", "between", "before", "after", "kept", "jaccard")

    ties: Literal["certain", "possible"]
    between: Literal["all places", "places in both"]
    before: int
    after: int
    kept: int
    jaccard: float | None

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        return self.ties, self.between, self.before, self.after, self.kept, self.jaccard


@attrs.frozen
class Movement:
    """The ranks of a place in two graphs, by what leads into it or out of it.

    Attributes
    ----------
    place : Place
        A place that claims of both graphs name.
    direction : {"in", "out"}
        Whether ties into the place are counted, or ties out of it.
    before, after : int
        The value in each graph: how many ties, or claims or publications behind them.
    rank_before, rank_after : int or None
        The rank among the places that both graphs name, 1 for the highest value, equal values sharing the best of
        their ranks; None for a value of zero, which says that nothing is stated.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "place",
        "code",
        "direction",
        "before",
        "after",
        "rank_before",
        "rank_after",
        "moved",
    )

    place: Place
    direction: Direction
    before: int
    after: int
    rank_before: int | None
    rank_after: int | None

    @property
    def moved(self) -> int | None:
        """By how many ranks the place rose; negative if it fell, None if it lacks one of the ranks."""
        return None if self.rank_before is None or self.rank_after is None else self.rank_before - self.rank_after

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        ranked = (self.rank_before, self.rank_after, self.moved)
        return (str(self.place), self.place.code, self.direction, self.before, self.after, *ranked)


@attrs.frozen(repr=False)
class Change:
    """What changed between two graphs.

    Attributes
    ----------
    before, after : RouteGraph
        The two graphs.
    rows : {"links", "flows"}
        What ties two places.
    measure : {"degree", "claims", "publications"}
        What places are ranked by.
    only_before, only_after : tuple of Place
        The places that claims of one graph name and claims of the other do not; by code.
    born, gone, kept : Table of ChangedTie
        Ties between places that both graphs name: stated after but not before, before but not after, and in both.
        Ordered by claims, most first, then by the codes of the places.
    set_apart : Table of ChangedTie
        The ties at places that only one graph names. Whether they are new or gone cannot be said: the other may not
        have covered the place.
    likeness : Table of Likeness
        The Jaccard index of the certain and of all ties, between all places and between those that both graphs name.
    movements : Table of Movement
        The ranks of the places that both graphs name, by their ties among each other: into them, then out of them;
        by the later rank.
    """

    before: RouteGraph
    after: RouteGraph
    rows: Ties
    measure: RankedBy
    only_before: tuple[Place, ...]
    only_after: tuple[Place, ...]
    born: Table[ChangedTie]
    gone: Table[ChangedTie]
    kept: Table[ChangedTie]
    set_apart: Table[ChangedTie]
    likeness: Table[Likeness]
    movements: Table[Movement]

    @cached_property
    def jaccard(self) -> float | None:
        """The Jaccard index of all ties; low if the graphs cover different places."""
        return self.likeness[-2].jaccard

    @cached_property
    def jaccard_shared(self) -> float | None:
        """The Jaccard index of the ties between places that both graphs name."""
        return self.likeness[-1].jaccard

    def tables(self) -> tuple[Table[ChangedTie] | Table[Likeness] | Table[Movement], ...]:
        """Return all parts that say something, as tables, in the order in which they are printed."""
        parts = (self.likeness, self.born, self.gone, self.kept, self.set_apart, self.movements)
        return tuple(part for part in parts if len(part))

    def __repr__(self) -> str:
        return (
            f"<Change of {self.rows}: {len(self.born)} born, {len(self.gone)} gone, {len(self.kept)} kept, "
            f"{len(self.set_apart)} set apart>"
        )

    def __str__(self) -> str:
        shortened = (_short(part) for part in self.tables())
        return "\n\n".join(["\n".join(self._summary()), *shortened, f"{_COUNTED} {CAVEAT}"])

    def _repr_html_(self) -> str:
        summary = "".join(f"<p>{escape(line)}</p>" for line in self._summary())
        parts = "".join(part.without_note().to_html() for part in self.tables())
        return f"{summary}{parts}<p><small>{escape(f'{_COUNTED} {CAVEAT}')}</small></p>"

    def _summary(self) -> Iterator[str]:
        yield (
            f"Between places that both graphs name: {plural(len(self.born), self.rows[:-1])} born, "
            f"{len(self.gone):,} gone, {len(self.kept):,} kept. {len(self.set_apart):,} at other places set apart."
        )
        for when, places in (("earlier", self.only_before), ("later", self.only_after)):
            if places:
                named = ", ".join(map(str, places[:_SHOWN]))
                more = f" and {len(places) - _SHOWN:,} more" if len(places) > _SHOWN else ""
                yield f"Named in the {when} graph only: {named}{more}."


def change(before: RouteGraph, after: RouteGraph, *, rows: Ties = "links", measure: RankedBy = "degree") -> Change:
    """Compare two graphs, such as two editions of a report: which ties are born, gone and kept, and who moved in rank.

    A publication that did not cover a country has not reported that its ties are gone. So ties are called born or
    gone only between two places that claims of both graphs name (in whatever role); the rest is set apart. Being named
    is a weak sign of having been covered; who knows which countries both editions cover narrows both graphs first:
    ``before.where(touching(*covered))``. Even then, gone means no longer stated, not ended, and born means first
    stated, not begun. A place is what is written: if one
    edition says "Central Asia" and the other Kazakhstan, these are different places. A claim that counted nobody
    states no tie.

    The Jaccard index is the number of ties in both graphs over the number in either: 1 if they are the same, 0 if
    they share none.

    Parameters
    ----------
    before, after : RouteGraph
        The earlier graph and the later one.
    rows : {"links", "flows"}
        What ties two places: a step of a route, or being source and destination of one.
    measure : {"degree", "claims", "publications"}
        What places are ranked by: the ties into and out of them, or the claims or publications behind these ties.
        Only ties between places that both graphs name are counted.

    Returns
    -------
    Change
        Prints as a short text; its tables are there as ``.born .gone .kept .set_apart .likeness .movements``.

    Raises
    ------
    InvalidValueError
        If rows or measure is none of these.

    References
    ----------
    P. Jaccard (1912), "The distribution of the flora in the alpine zone", New Phytologist 11, 37-50.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> first, second = Publication("An invented report", 2020), Publication("An invented report", 2021)
    >>> before = RouteGraph([
    ...     claim("UZB", to="AZE", publication=first),
    ...     claim("AZE", to="TUR", publication=first),
    ...     claim("NER", to="ITA", publication=first),
    ... ])
    >>> after = RouteGraph([
    ...     claim("UZB", to="AZE", publication=second),
    ...     claim("UZB", to="TUR", publication=second),
    ... ])
    >>> found = change(before, after)
    >>> found
    <Change of links: 1 born, 1 gone, 1 kept, 1 set apart>
    >>> found.jaccard, round(found.jaccard_shared, 2)
    (0.25, 0.33)
    >>> print(found.gone)
    Gone: stated before, not after
    tail        head     claims_before  claims_after  certain_before  certain_after
    Azerbaijan  Türkiye              1  …                       True  …
    """
    if measure not in _MEASURES:
        raise InvalidValueError(f"measure is {listed(map(repr, _MEASURES))}, not {shown(measure)}", measure)
    earlier, later = network(before, rows), network(after, rows)
    named = frozenset(earlier.named), frozenset(later.named)
    shared = named[0] & named[1]
    ties = sorted(_changed(earlier, later), key=_most_claims_first)
    within = [one for one in ties if one.tail in shared and one.head in shared]
    return Change(
        before=before,
        after=after,
        rows=rows,
        measure=measure,
        only_before=tuple(sorted(named[0] - shared)),
        only_after=tuple(sorted(named[1] - shared)),
        born=_table((one for one in within if one.before is None), "Born: stated after, not before"),
        gone=_table((one for one in within if one.after is None), "Gone: stated before, not after"),
        kept=_table((one for one in within if one.before and one.after), "Kept: stated in both"),
        set_apart=_table(
            (one for one in ties if one.tail not in shared or one.head not in shared),
            "Set apart: at a place that only one graph names",
        ),
        likeness=_likeness(earlier, later, shared),
        movements=_movements(within, shared, measure),
    )


def _changed(before: Network, after: Network) -> Iterator[ChangedTie]:
    earlier, later = ({(tie.tail, tie.head): tie for tie in one.ties} for one in (before, after))
    for tail, head in earlier | later:
        yield ChangedTie(tail, head, earlier.get((tail, head)), later.get((tail, head)))


def _most_claims_first(one: ChangedTie) -> tuple[int, Place, Place]:
    return -sum(len(tie.claims) for tie in (one.before, one.after) if tie), one.tail, one.head


def _table(rows: Iterable[ChangedTie], title: str) -> Table[ChangedTie]:
    return Table(rows, ChangedTie.columns, title=title)


def _short(part: Table[ChangedTie] | Table[Likeness] | Table[Movement]) -> str:
    rows: Iterable[Row] = part[:_SHOWN]
    more = f"\n… and {len(part) - _SHOWN:,} more" if len(part) > _SHOWN else ""
    return f"{Table(rows, part.columns, title=part.title)}{more}"


def _likeness(before: Network, after: Network, shared: frozenset[Place]) -> Table[Likeness]:
    rows: list[Likeness] = []
    readings: tuple[tuple[Literal["certain", "possible"], Network, Network], ...] = (
        ("certain", before.certain, after.certain),
        ("possible", before, after),
    )
    for ties, earlier, later in readings:
        one, other = ({(tie.tail, tie.head) for tie in each.ties} for each in (earlier, later))
        rows.append(_alike(ties, "all places", one, other))
        one, other = ({pair for pair in each if shared.issuperset(pair)} for each in (one, other))
        rows.append(_alike(ties, "places in both", one, other))
    return Table(rows, Likeness.columns, title="Jaccard index: ties kept, over the ties of either graph")


def _alike(
    ties: Literal["certain", "possible"],
    between: Literal["all places", "places in both"],
    before: set[tuple[Place, Place]],
    after: set[tuple[Place, Place]],
) -> Likeness:
    kept, either = len(before & after), len(before | after)
    return Likeness(ties, between, len(before), len(after), kept, kept / either if either else None)


def _movements(ties: Iterable[ChangedTie], shared: frozenset[Place], measure: RankedBy) -> Table[Movement]:
    rows: list[Movement] = []
    ties = tuple(ties)
    for direction in ("in", "out"):
        before = _values(((one, one.before) for one in ties), direction, measure)
        after = _values(((one, one.after) for one in ties), direction, measure)
        earlier, later = ranks(before), ranks(after)
        found = [
            Movement(at, direction, before.get(at, 0), after.get(at, 0), earlier.get(at), later.get(at))
            for at in sorted(shared)
            if at in before or at in after
        ]
        last = len(shared) + 1
        rows.extend(sorted(found, key=lambda row: (row.rank_after or last, row.rank_before or last, row.place)))
    title = f"Ranks by {measure}, in and out, of the places that both graphs name; by the later rank"
    return Table(rows, Movement.columns, title=title)


def _values(ties: Iterable[tuple[ChangedTie, Tie | None]], direction: Direction, measure: RankedBy) -> dict[Place, int]:
    found: dict[Place, set[Hashable]] = {}
    for changed, tie in ties:
        if tie is not None:
            counted: Iterable[Hashable] = (
                (tie,) if measure == "degree" else tie.claims if measure == "claims" else tie.publications
            )
            found.setdefault(changed.head if direction == "in" else changed.tail, set()).update(counted)
    return {at: len(counted) for at, counted in found.items()}
