"""How many publications stand behind what is claimed, and where publications say differently.

A publication that does not name a role has not denied it, and no claim can deny one. So nothing here is called a
contradiction: each difference is named by what the publications do say.
"""

from __future__ import annotations

from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from traffickgraph.analysis.roles import named_in_roles
from traffickgraph.asked import whole_number
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.network import Ties, counts_nobody, network
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural
from traffickgraph.vocabulary import Exploitation, Role, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from traffickgraph.model import Claim, Period, Publication
    from traffickgraph.network import Tie
    from traffickgraph.places import Place

__all__ = ["Corroborated", "Corroboration", "Difference", "DifferenceKind", "corroboration"]

_COUNTED: Final = (
    "Counted: claims and publications, not people. Editions of one report are publications of their own, and need not "
    "be independent of each other; publishers is empty where a publication does not state its publisher."
)
_DIFFERENT: Final = (
    "A difference is no contradiction: people may be taken in both directions, and a publication that does not name a "
    "role has not denied it."
)


class DifferenceKind(StrEnum):
    """In which way publications say differently.

    Attributes
    ----------
    OTHER_DIRECTION
        Some publications state a tie; others name the same two places and state a tie in the other direction only.
    OTHER_ROLES
        Some publications name a place in a role; others speak of the place in several claims, and name it in other
        roles only. They have not denied the role.
    COUNTED_NOBODY
        Some publications state a tie; others counted nobody on it, for a period that holds the one spoken of and for
        the same forms and groups, or for all. The nearest that claims come to a denial: nobody was detected.
    """

    OTHER_DIRECTION = "only the other direction"
    OTHER_ROLES = "only in other roles"
    COUNTED_NOBODY = "counted nobody"


@attrs.frozen
class Corroboration:
    """What stands behind one tie, or behind one role of a place.

    Attributes
    ----------
    places : tuple of Place
        Tail and head of a tie; the one place that has the role.
    role : Role or None
        The role; None of a tie.
    claims : RouteGraph
        The claims that say so.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("what", "publications", "publishers", "claims", "first_year", "last_year"),
        *("single", "hedged", "inferred"),
    )

    places: tuple[Place, ...]
    role: Role | None
    claims: RouteGraph

    @property
    def what(self) -> str:
        """What is claimed, in words: ``"Uzbekistan → Azerbaijan"``, ``"Azerbaijan as transit"``."""
        return _what(self.places, self.role)

    @property
    def publications(self) -> tuple[Publication, ...]:
        """The publications that say so, by year and title."""
        return self.claims.publications

    @property
    def publishers(self) -> int | None:
        """How many publishers stand behind it; None if one of its publications does not state its publisher."""
        found = {one.publisher for one in self.publications}
        return None if "" in found else len(found)

    @property
    def single(self) -> bool:
        """Whether it rests on one publication."""
        return len(self.publications) == 1

    @property
    def hedged(self) -> bool:
        """Whether all its claims are put as possible."""
        return all(one.status is Status.POSSIBLE for one in self.claims)

    @property
    def inferred(self) -> bool:
        """Whether all its claims read a region as its members: no publication says it in so many words."""
        return all(one.inferred for one in self.claims)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        years = self.claims.years
        numbers = (len(self.publications), self.publishers, len(self.claims), years[0], years[-1])
        return self.what, *numbers, self.single, self.hedged, self.inferred


@attrs.frozen
class Difference:
    """A tie or a role that some publications state, and what others say instead.

    Attributes
    ----------
    kind : DifferenceKind
        In which way they differ.
    places : tuple of Place
        Tail and head of the tie; the one place that has the role.
    role : Role or None
        The role; None of a tie.
    claims : RouteGraph
        The claims that state it.
    others : RouteGraph
        The claims of other publications that say differently.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("what", "publications", "claims"),
        *("difference", "other_publications", "other_claims"),
    )

    kind: DifferenceKind
    places: tuple[Place, ...]
    role: Role | None
    claims: RouteGraph
    others: RouteGraph

    @property
    def what(self) -> str:
        """What is claimed, in words: ``"Uzbekistan → Azerbaijan"``, ``"Azerbaijan as transit"``."""
        return _what(self.places, self.role)

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        stated, other = ((len(part.publications), len(part)) for part in (self.claims, self.others))
        return self.what, *stated, str(self.kind), *other


@attrs.frozen(repr=False)
class Corroborated:
    """What stands behind the ties and roles of a graph; printed, all three tables.

    Attributes
    ----------
    ties, roles : Table of Corroboration
        Each tie between two different places, and each role of each place; the most publications first, then the
        most claims, then by name.
    differences : Table of Difference
        Where publications say differently, by kind; within a kind, the most publications that say otherwise first,
        then the fewest that state it, then by name.
    """

    ties: Table[Corroboration]
    roles: Table[Corroboration]
    differences: Table[Difference]

    def __repr__(self) -> str:
        ties, roles = plural(len(self.ties), "tie"), plural(len(self.roles), "role")
        parts = (ties, roles, plural(len(self.differences), "difference"))
        return f"<Corroborated: {', '.join(parts)}>"

    def __str__(self) -> str:
        return "\n\n".join([*map(str, self._parts()), f"{_COUNTED} {_DIFFERENT} {CAVEAT}"])

    def _repr_html_(self) -> str:
        parts = "".join(part.to_html() for part in self._parts())
        return f"{parts}<p><small>{escape(f'{_COUNTED} {_DIFFERENT} {CAVEAT}')}</small></p>"

    def _parts(self) -> tuple[Table[Corroboration], Table[Corroboration], Table[Difference]]:
        return self.ties.without_note(), self.roles.without_note(), self.differences.without_note()


def corroboration(graph: RouteGraph, *, rows: Ties = "links", speaks_of: int = 3) -> Corroborated:
    """Say which publications stand behind each tie and each role, and where publications say differently.

    Counted are publications and claims, never people. Corroboration is worked out from the claims and stored nowhere:
    equal publications are one, and the editions of an annual report are several, which may repeat each other. How
    many publishers there are is often the better question.

    Claims that counted nobody state no tie and no role; they may only stand among the differences. Domestic claims
    state roles and no tie. A difference compares publications, never two claims of the same one:

    - *only the other direction*: A → B is stated, and publications that do not state it state B → A. Where two
      publications each state one direction only, both directions are rows.
    - *only in other roles*: a place is named in a role, and publications with at least `speaks_of` claims that name
      the place name it in other roles only. Silence is no denial: it says that whoever wrote at that length about the
      place did not repeat the role.
    - *counted nobody*: a tie is stated with the years it speaks of, and a claim of another publication that names
      both places counted nobody in years that hold these. A count of some forms of exploitation, or of some groups,
      only stands against claims of no other forms or groups. Where a period is unstated nothing is compared.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    rows : {"links", "flows"}
        What ties two places: a step of a route, or being source and destination of a route.
    speaks_of : int
        The fewest claims of a publication that name a place, for it to count as speaking of the place at some length.

    Returns
    -------
    Corroborated
        With the tables ``ties``, ``roles`` and ``differences``.

    Raises
    ------
    InvalidValueError, WrongTypeError
        If rows is neither, or speaks_of is no whole number from 1.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> first, second = Publication("An invented report", 2020), Publication("Another invented report", 2021)
    >>> found = corroboration(
    ...     RouteGraph(
    ...         [
    ...             claim("Norway", to="Sweden", publication=first),
    ...             claim("Sweden", to="Norway", publication=second),
    ...             claim("Norway", to="Denmark", publication=first),
    ...             claim("Norway", to="Denmark", publication=second, status="possible"),
    ...         ]
    ...     )
    ... )
    >>> [(row.what, len(row.publications)) for row in found.ties]
    [('Norway → Denmark', 2), ('Norway → Sweden', 1), ('Sweden → Norway', 1)]
    >>> [(row.what, str(row.kind)) for row in found.differences]
    [('Norway → Sweden', 'only the other direction'), ('Sweden → Norway', 'only the other direction')]
    """
    fewest = whole_number(speaks_of)
    if fewest is None:
        raise WrongTypeError(f"speaks_of is a number of claims, not {shown(speaks_of)}", speaks_of)
    if fewest < 1:
        raise InvalidValueError(f"speaks_of is a number of claims from 1, not {shown(speaks_of)}", speaks_of)
    ties = {(tie.tail, tie.head): tie for tie in network(graph, rows).ties}
    named = named_in_roles(graph.claims)
    nobody = _counted_nobody(graph.claims, rows)
    differences = [
        *_other_directions(ties),
        *_other_roles(named, fewest),
        *(one for pair, tie in ties.items() if pair in nobody for one in _nobody_counted(tie, nobody[pair])),
    ]
    kinds = list(DifferenceKind)
    differences.sort(key=lambda row: (kinds.index(row.kind), *_weight(row), row.what, _codes(row)))
    return Corroborated(
        _ranked((Corroboration(pair, None, RouteGraph(tie.claims)) for pair, tie in ties.items()), f"Behind {rows}"),
        _ranked(
            (
                Corroboration((place,), role, RouteGraph(claims))
                for place, by_role in named.items()
                for role, claims in by_role.items()
            ),
            "Behind roles",
        ),
        Table(
            differences,
            Difference.columns,
            title="Said differently",
            note=f"Counted: claims and publications, not people. {_DIFFERENT} {CAVEAT}",
        ),
    )


def _ranked(rows: Iterable[Corroboration], title: str) -> Table[Corroboration]:
    ordered = sorted(rows, key=lambda row: (-len(row.publications), -len(row.claims), row.what, _codes(row)))
    return Table(ordered, Corroboration.columns, title=title, note=f"{_COUNTED} {CAVEAT}")


def _what(places: tuple[Place, ...], role: Role | None) -> str:
    return " → ".join(map(str, places)) if role is None else f"{places[0]} as {role}"


def _codes(row: Corroboration | Difference) -> tuple[str, ...]:
    return tuple(one.code for one in row.places)


def _weight(row: Difference) -> tuple[int, int]:
    return -len(row.others.publications), len(row.claims.publications)


def _other_directions(ties: Mapping[tuple[Place, Place], Tie]) -> Iterator[Difference]:
    for (tail, head), tie in ties.items():
        back = ties.get((head, tail))
        if back is not None:
            others = RouteGraph(one for one in back.claims if one.publication not in tie.publications)
            if others:
                yield Difference(DifferenceKind.OTHER_DIRECTION, (tail, head), None, RouteGraph(tie.claims), others)


def _other_roles(named: Mapping[Place, Mapping[Role, list[Claim]]], speaks_of: int) -> Iterator[Difference]:
    for place, by_role in named.items():
        written: dict[Publication, dict[Claim, None]] = {}
        for claims in by_role.values():
            for one in claims:
                written.setdefault(one.publication, {})[one] = None
        for role, claims in by_role.items():
            stating = {one.publication for one in claims}
            others = RouteGraph(
                one
                for publication, about in written.items()
                if publication not in stating and len(about) >= speaks_of
                for one in about
            )
            if others:
                yield Difference(DifferenceKind.OTHER_ROLES, (place,), role, RouteGraph(claims), others)


def _counted_nobody(claims: Iterable[Claim], rows: Ties) -> dict[tuple[Place, Place], list[Claim]]:
    found: dict[tuple[Place, Place], dict[Claim, None]] = {}
    pairs = _PAIRS[rows]
    for claim in filter(counts_nobody, claims):
        for pair in pairs(claim):
            found.setdefault(pair, {})[claim] = None
    return {pair: list(about) for pair, about in found.items()}


_PAIRS: Final[Mapping[Ties, Callable[[Claim], Iterator[tuple[Place, Place]]]]] = {
    "links": lambda claim: ((tail, head) for tail, _, head, _ in claim.route.steps()),
    "flows": lambda claim: ((one.source, one.destination) for one in claim.flows()),
}


def _nobody_counted(tie: Tie, nobody: list[Claim]) -> Iterator[Difference]:
    stated: dict[Claim, None] = {}
    others: dict[Claim, None] = {}
    for claim in tie.claims:
        for none in nobody:
            if none.publication != claim.publication and _speaks_of_all(none, claim):
                stated[claim] = others[none] = None
    if stated:
        kind = DifferenceKind.COUNTED_NOBODY
        yield Difference(kind, (tie.tail, tie.head), None, RouteGraph(stated), RouteGraph(others))


def _speaks_of_all(count: Claim, claim: Claim) -> bool:
    """Say whether a count covers all that a claim speaks of: its years, its forms of exploitation, its groups."""
    forms = Exploitation.UNSPECIFIED in count.exploitation or set(claim.exploitation) <= set(count.exploitation)
    groups = not count.victims or (bool(claim.victims) and set(claim.victims) <= set(count.victims))
    return forms and groups and _holds(count.period, claim.period)


def _holds(outer: Period | None, inner: Period | None) -> bool:
    if outer is None or inner is None:
        return False
    begins = outer.first is None or (inner.first is not None and outer.first <= inner.first)
    ends = outer.last is None or (inner.last is not None and outer.last >= inner.last)
    return begins and ends
