"""Who lies between whom: brokerage within and between groups of places, after Gould and Fernandez."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Literal

import attrs

from traffickgraph.analysis.chains import ROLES, BrokerRole, Chain, Chains
from traffickgraph.analysis.groups import Groups, grouping
from traffickgraph.analysis.hedges import told_of_inferred
from traffickgraph.analysis.uniform import Chance, Uniform
from traffickgraph.errors import InvalidValueError, shown
from traffickgraph.network import Ties, is_certain, network
from traffickgraph.places import Place, PlaceLike, place
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from traffickgraph.graph import RouteGraph

__all__ = ["Broker", "Brokerage", "RoleCount", "brokerage"]

_NAMED_AT_MOST = 5


def brokerage(
    graph: RouteGraph,
    groups: Groups = "subregion",
    *,
    rows: Ties = "links",
    ties: Literal["possible", "certain"] = "possible",
) -> Brokerage:
    """Count between which places each place lies, by the groups of the three.

    A place b lies between a and c if there is a tie a → b and a tie b → c, and none a → c; the pair (a, c) is ordered
    and each counts once, however many claims stand behind its ties. With respect to groups, b is

    - *coordinator* (w_I): all three are of one group;
    - *itinerant* (w_O; also "consultant"): a and c are of one group, b of another;
    - *representative* (b_IO): a and b are of one group, c of another;
    - *gatekeeper* (b_OI): b and c are of one group, a of another;
    - *liaison* (b_O): all three are of different groups.

    Beside each number of pairs stand what chance alone would give, at the same density and with the same groups, its
    standard deviation and z = (count - expected) / sd. All figures equal those of R's ``sna::brokerage``.

    A chain a → b → c is stitched from two ties: nobody need have stated that route. The column ``documented`` says how
    many of the pairs some one claim does state whole, a, b and c in three successive stages.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    groups : {"subregion", "region"} or mapping
        The groups: those of M49, or a mapping from places to names of groups. A place without a group is left out,
        with its ties; the note counts these. So are regions ("Central Asia"), unless the mapping has them. A place
        whose only ties were to such places has none here.
    rows : {"links", "flows"}
        What ties two places: a step of a route; or being its source and destination, whatever lies between.
    ties : {"possible", "certain"}
        All ties, or those alone that some claim states without a hedge, not inferred from regions, and with a count
        that is not possibly zero.

    Returns
    -------
    Brokerage
        A table of the places with a tie, those between most pairs first; with the whole graph as ``.overall``.

    Raises
    ------
    InvalidValueError, WrongTypeError
        If an argument is none of the above.
    UnknownPlaceError, AmbiguousPlaceError
        If a key of the mapping is no place.

    Notes
    -----
    Domestic claims and unstated ends make no tie. A z is None where chance leaves no room: in a group of two there is
    no coordinator. The model knows nothing of the fact that some places are written about more than others, so a
    large z first says that a place has many ties; pairs that share a tie are no independent findings; and where few
    pairs are expected, z is no guide to a probability.

    The sd of a place is exact under the model. Of the whole graph (``.overall``), that of all but itinerant and liaison
    is somewhat too large, and z too near 0, as in sna: it leaves out that a → b → c and a → c → b exclude each other.

    References
    ----------
    R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in transaction
    networks, Sociological Methodology 19, 89-126. C. T. Butts (2008), Social network analysis with sna, Journal of
    Statistical Software 24(6).

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> report = Publication("An invented report", 2020)
    >>> g = RouteGraph(
    ...     [
    ...         claim("Uzbekistan", via="Azerbaijan", to="Georgia", publication=report),
    ...         claim("Azerbaijan", to=["Türkiye", "Italy"], publication=report),
    ...     ]
    ... )
    >>> found = brokerage(g)
    >>> top = found[0]
    >>> str(top.place), top.gatekeeper.count, top.liaison.count, top.documented
    ('Azerbaijan', 2, 1, 1)
    >>> for pair in top.pairs("gatekeeper"):
    ...     print(pair)
    Uzbekistan → Azerbaijan → Georgia [documented by 1 claim]
    Uzbekistan → Azerbaijan → Türkiye [stitched]
    """
    if ties not in ("possible", "certain"):
        raise InvalidValueError(f"ties are 'possible' or 'certain', not {shown(ties)}", ties)
    group_of = grouping(groups)
    whole = network(graph, rows)
    read = whole.certain if ties == "certain" else whole
    named = {one: group for one in read.places if (group := group_of(one)) is not None}
    within = attrs.evolve(read, ties=tuple(tie for tie in read.ties if tie.tail in named and tie.head in named))
    chains = Chains(within, tuple(named[one] for one in within.places), certain=ties == "certain")
    chance = Uniform(tuple(Counter(chains.groups).values()), len(within.ties))
    left_out = [one for one in read.places if one not in named]
    return Brokerage(
        _brokers(chains, chance),
        _overall(chains, chance),
        left_out,
        title=f"Brokers between {'groups' if not isinstance(groups, str) else f'{groups}s'}, by pairs of places",
        note=_note(chains, ties, left_out),
    )


@attrs.frozen
class RoleCount:
    """How often a role occurs, and how often it would by chance.

    Attributes
    ----------
    role : str
        ``"coordinator"``, ``"itinerant"``, ``"representative"``, ``"gatekeeper"``, ``"liaison"`` or ``"total"``.
    count : int
        Ordered pairs of places.
    expected, sd : float or None
        Mean and standard deviation under the conditional uniform model; None if undefined.
    """

    columns: ClassVar[tuple[str, ...]] = ("role", "count", "expected", "sd", "z")

    role: str
    count: int
    expected: float | None
    sd: float | None

    @property
    def z(self) -> float | None:
        """By how many standard deviations the count differs from what is expected; None where these are none."""
        return None if self.expected is None or not self.sd else (self.count - self.expected) / self.sd

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        return self.role, self.count, self.expected, self.sd, self.z

    def __str__(self) -> str:
        return f"{self.role} {self.count:,}" + ("" if self.z is None else f" (z {self.z:.1f})")


@attrs.frozen(repr=False)
class Broker:
    """A place, and between how many pairs of places it lies in each role.

    Attributes
    ----------
    place : Place
        The place.
    group : str
        Its group.
    coordinator, itinerant, representative, gatekeeper, liaison, total : RoleCount
        Each with ``.count``, ``.expected``, ``.sd`` and ``.z``.
    documented : int
        How many of the pairs some claim states whole.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "place",
        "code",
        "group",
        *ROLES,
        "total",
        "documented",
        *(f"{role}_z" for role in (*ROLES, "total")),
    )

    place: Place
    group: str
    coordinator: RoleCount
    itinerant: RoleCount
    representative: RoleCount
    gatekeeper: RoleCount
    liaison: RoleCount
    total: RoleCount
    documented: int = attrs.field(kw_only=True)
    _chains: Chains = attrs.field(kw_only=True, eq=False, alias="chains")

    @property
    def roles(self) -> Table[RoleCount]:
        """The five roles and the total, each with what chance would give."""
        rows = (self.coordinator, self.itinerant, self.representative, self.gatekeeper, self.liaison, self.total)
        return Table(rows, RoleCount.columns, title=f"{self.place} ({self.group}) as a broker")

    def pairs(self, role: BrokerRole | None = None) -> Table[Chain]:
        """Return the pairs of places between which it lies, documented ones first, then by name.

        Parameters
        ----------
        role : str, optional
            One of the five roles; all, if left out.

        Raises
        ------
        InvalidValueError
            If there is no such role.
        """
        if role is not None and role not in ROLES:
            raise InvalidValueError(f"a role is one of {', '.join(ROLES)}, not {shown(role)}", role)
        rows = [one for one in self._chains.through(self.place) if role in (None, one.role)]
        rows.sort(key=lambda one: (-len(one.claims), str(one.before.tail), str(one.after.head)))
        title = f"Between which places {self.place} is {role or 'a broker'}"
        return Table(rows, Chain.columns, title=title, note="documented: claims that state the three in succession.")

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        counts = (one.count for one in self.roles)
        return (
            str(self.place),
            self.place.code,
            self.group,
            *counts,
            self.documented,
            *(one.z for one in self.roles),
        )

    def __repr__(self) -> str:
        return f"<Broker {self}>"

    def __str__(self) -> str:
        return f"{self.place} ({self.group}): {', '.join(str(one) for one in self.roles)}"


@attrs.frozen
class _Brief:
    """What of a broker fits on a line."""

    columns: ClassVar[tuple[str, ...]] = ("place", "group", *ROLES, "total", "total_z", "documented")

    broker: Broker

    def cells(self) -> tuple[Cell, ...]:
        one = self.broker
        return str(one.place), one.group, *(role.count for role in one.roles), one.total.z, one.documented


class Brokerage(Table[Broker]):
    """The brokers of a graph, those between most pairs of places first.

    It prints the numbers of pairs, and z of the total; ``to_frame()`` has z of every role.

    Attributes
    ----------
    overall : Table of RoleCount
        The roles in the whole graph.
    ungrouped : tuple of Place
        The places with a tie that were left out, since they are in no group.
    """

    __slots__ = ("overall", "ungrouped")

    def __init__(
        self,
        rows: Iterable[Broker],
        overall: Table[RoleCount],
        ungrouped: Iterable[Place] = (),
        *,
        title: str = "",
        note: str = "",
    ) -> None:
        super().__init__(rows, Broker.columns, title=title, note=note)
        self.overall = overall
        self.ungrouped = tuple(ungrouped)

    def of(self, where: PlaceLike) -> Broker:
        """Return the row of one place.

        Raises
        ------
        UnknownPlaceError, AmbiguousPlaceError
            If the name is not understood.
        InvalidValueError
            If the place has no row.
        """
        at = place(where)
        for row in self.rows:
            if row.place == at:
                return row
        raise InvalidValueError(f"{at} has no tie to a place in a group here; ask about a place of the table", where)

    def __str__(self) -> str:
        return str(self._brief())

    def _repr_html_(self) -> str:
        return self._brief().to_html()

    def _brief(self) -> Table[_Brief]:
        return Table(map(_Brief, self.rows), _Brief.columns, title=self.title, note=self.note)


def _brokers(chains: Chains, chance: Uniform) -> list[Broker]:
    by_group = {group: chance.of_a_place(size) for group, size in Counter(chains.groups).items()}
    rows: list[Broker] = []
    for number, (one, group) in enumerate(zip(chains.network.places, chains.groups, strict=True)):
        roles = _role_counts(chains.counts[number], by_group[group])
        rows.append(Broker(one, group, *roles, documented=len(chains.documented.get(number, ())), chains=chains))
    rows.sort(key=lambda row: (-row.total.count, str(row.place)))
    return rows


def _overall(chains: Chains, chance: Uniform) -> Table[RoleCount]:
    counts = tuple(sum(row[at] for row in chains.counts) for at in range(len(ROLES)))
    rows = _role_counts(counts, chance.of_the_graph())
    return Table(rows, RoleCount.columns, title="Brokerage in the whole graph", note=f"{_size(chains)} {CAVEAT}")


def _role_counts(
    counts: tuple[int, ...], chances: tuple[Chance, ...]
) -> tuple[RoleCount, RoleCount, RoleCount, RoleCount, RoleCount, RoleCount]:
    named = zip((*ROLES, "total"), (*counts, sum(counts)), chances, strict=True)
    one, two, three, four, five, total = (
        RoleCount(role, count, chance.expected, chance.sd) for role, count, chance in named
    )
    return one, two, three, four, five, total


def _size(chains: Chains) -> str:
    net = chains.network
    many = f"{plural(len(net.places), 'place')} in {plural(len(chains.members), 'group')}"
    return f"{many}, {plural(len(net.ties), net.rows[:-1])}."


def _note(chains: Chains, ties: str, left_out: list[Place]) -> str:
    lone = (
        f" Left out: {_names(left_out)}, which {'have' if len(left_out) > 1 else 'has'} no group." if left_out else ""
    )
    over = f"{'certain' if ties == 'certain' else 'all'} {chains.network.rows}"
    counted = (
        f"Counted: ordered pairs of places a, c with a → place → c and no a → c, over {over}; not people. "
        f"{_size(chains)}{lone}"
    )
    return " ".join([counted, *_told(chains, left_out), *told_of_inferred(chains.network.claims), CAVEAT])


def _told(chains: Chains, left_out: list[Place]) -> Iterator[str]:
    """Say how many of the chains are stated, and how surely; or why there are none, and what to do."""
    net = chains.network
    if not (net.ties or left_out):
        yield "No claim read here ties two different places."
    elif not net.ties:
        yield (
            "No tie joins two places that are in a group: give a mapping that has the places of this graph, or, where "
            "these are regions, read graph.expand_regions()."
        )
    elif not any(map(any, chains.counts)):
        or_links = ", or rows='links'," if net.rows == "flows" else ""
        yield (
            "No place lies between two others that are not tied: no pair is brokered. Groups of more places"
            f"{or_links} may find some."
        )
    else:
        behind = [claims for between in chains.documented.values() for claims in between.values()]
        yield (
            f"Claims state {len(behind):,} of these chains whole; the others are stitched, and nobody need have "
            "stated them."
        )
        if unsure := sum(not any(map(is_certain, claims)) for claims in behind):
            verb = "rests" if unsure == 1 else "rest"
            yield (
                f"Of those stated, {unsure:,} {verb} on claims alone that are hedged, inferred, or may have counted "
                "nobody."
            )


def _names(places: list[Place]) -> str:
    names = [str(one) for one in places[:_NAMED_AT_MOST]]
    more = len(places) - len(names)
    return f"{plural(len(places), 'place')} ({', '.join(names)}{f' and {more} more' if more else ''})"
