"""Protect the small counts of a graph, and say what was withheld."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from traffickgraph.asked import at_least
from traffickgraph.disclosure.figures import figures_of, table_of
from traffickgraph.disclosure.marks import WITHHELD, marked
from traffickgraph.disclosure.moves import protect_all
from traffickgraph.disclosure.publishing import How, instead, ordered
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Count, Indicator
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from traffickgraph.disclosure.figures import Figure, Figures
    from traffickgraph.disclosure.marks import Why

__all__ = ["Protected", "Withheld", "protect", "published", "published_part", "withheld", "withheld_words"]

# A count is below this by far, and so is whatever is added to it.
_LARGEST: Final = 10**9
_NOTE: Final = "primary: it may be below {k}; secondary: it would give one back. What they were is not in this table."


@attrs.frozen
class Withheld:
    """One claim or indicator that was changed; what its figure was before is not kept.

    Attributes
    ----------
    item : Claim or Indicator
        What states it now.
    why : {"primary", "secondary"}
        Whether the figure itself may be below k, or would give back one that may be. This is for the owner of the
        figures: the graph does not say it.
    figures : int
        Of how many figures it is made that are no longer told apart; 1 of most.
    quoted : bool
        Whether it had a quote, which was emptied because it may say the figure in words.
    """

    columns: ClassVar[tuple[str, ...]] = ("what", "period", "publication", "why", "published", "figures", "quote")

    item: Claim | Indicator
    why: Why
    figures: int
    quoted: bool

    @property
    def published(self) -> Count | None:
        """The interval that is published now; None if there is no figure any more."""
        figure = self.item.count if isinstance(self.item, Claim) else self.item.value
        return figure if isinstance(figure, Count) else None

    def cells(self) -> tuple[Cell, ...]:
        """Return one plain value for each column."""
        period = self.item.period
        return (
            _what(self.item),
            None if period is None else str(period),
            self.item.publication.cited,
            self.why,
            str(self.published) if self.published is not None else WITHHELD,
            self.figures,
            "emptied" if self.quoted else None,
        )


def _what(item: Claim | Indicator) -> str:
    bare = attrs.evolve(item, period=None)
    if isinstance(bare, Claim):
        bare = attrs.evolve(bare, count=None)
        return str(bare).removesuffix(f" ({bare.publication.cited})")
    limits = ", ".join([*(form.phrase for form in bare.exploitation), *bare.victims])
    return f"{bare.place}: {bare.name}{f' ({limits})' if limits else ''}"


@attrs.frozen
class Protected:
    """A graph whose small counts are withheld, and what was done for it.

    Attributes
    ----------
    graph : RouteGraph
        The graph that may be published.
    record : Table of Withheld
        A row for each claim or indicator whose figure was changed: why, and what is published now. What it was is not
        in it, but it is not to be published either.
    k : int
        Below which number counts are withheld.
    """

    graph: RouteGraph
    record: Table[Withheld]
    k: int

    @property
    def withheld(self) -> int:
        """How many figures of the graph are withheld, those of an earlier protection among them."""
        return withheld(self.graph)

    def __str__(self) -> str:
        return str(self.record)


def protect(graph: RouteGraph, k: int = 10, *, how: How = "interval") -> Protected:
    """Withhold the counts of persons that may be below k, and what else would give one back.

    Parameters
    ----------
    graph : RouteGraph
        All that is to be published, in one graph: what is published elsewhere cannot be taken into account.
    k : int
        Counts below it are withheld; 2 or more. Zero is below it too.
    how : {"interval", "withhold"}
        What stands in the place of a count that may be below k and need not move: the interval from 0 to k - 1 (or to
        its upper bound, if that is higher), or nothing. Whatever has to move is withheld as a whole in both.

    Returns
    -------
    Protected
        The graph, and a record of what was withheld. The note of each changed claim says so, in the same words
        whatever the reason; its quote and its other remarks are emptied. In the whole publication quotes and remarks
        with a number in them are taken out, and so are lists of rows in locators, and its claims are put in an order
        that no number decides. Claims that are no longer told apart become one. The figure of an indicator is
        protected if its unit is persons or the like; that it was stands in its locator, as it has no note.

    Raises
    ------
    WrongTypeError, InvalidValueError
        If the graph is none, k is no whole number of 2 or more, or `how` is unknown.

    Notes
    -----
    *What holds.* Take the figures of a publication as sums over persons, each with a source, a destination, a form, a
    group and a time, and let anybody know any sums that hold between them. Then for each count that is withheld as
    too small, and each number from 0 to k - 1, there are persons with whom it has that number, with whom every
    published figure is true, and with whom every sum still holds. So nobody can tell by arithmetic which number it is.

    *Why.* For each such count one *move* is made possible. Either there were fewer or more of these persons, and every
    figure that may count them moves along; or persons of another count, which differs from it in its source, form or
    group alone, were persons of this one, and all figures that count both stay as they are; or the same among several
    small counts, where these have room for it. Figures that move are withheld as a whole, for the end of any narrower
    interval would depend on them. The move that loses least is taken.

    *Figures that their publisher has suppressed*, such as ``<5``, are intervals from 0. Nobody here knows more of them
    than was printed; they get no such protection, and what gives them back where they were printed gives them back
    here too.

    *What does not hold.* Which figures are withheld depends on the figures, and so who knows the procedure may exclude
    some numbers by trying it. ``how="withhold"`` leaves such a reader less.

    *Laws.* ``protect(protect(g, k).graph, k).graph == protect(g, k).graph``, and the same with a smaller k the second
    time. With a larger k every figure is as wide as it was, or wider. The order of the claims decides nothing. A graph
    that was changed since is looked at anew. As nobody knows which of the figures that are withheld were small, all of
    them are then taken to be, and much more is withheld: begin with the graph as it was instead.

    Links, profiles and pictures are made of the claims that they are given: of a protected graph they are functions of
    what is published, and tell no more.

    Examples
    --------
    >>> from traffickgraph import Publication, RouteGraph, claim
    >>> report = Publication("An invented report", 2020)
    >>> g = RouteGraph([
    ...     claim("Uzbekistan", to="Azerbaijan", period=2019, count=3, publication=report),
    ...     claim("Türkiye", to="Azerbaijan", period=2019, count=21, publication=report),
    ...     claim(to="Azerbaijan", period=2019, count=24, publication=report),
    ... ])
    >>> safe = protect(g, k=10)
    >>> [str(one.count) for one in safe.graph]
    ['21', '0–9', 'None']
    >>> [row.why for row in safe.record]
    ['primary', 'secondary']
    """
    k = _checked(graph, k, how)
    done = _done(graph, k, how)
    safe = done.of(graph)
    rows = [done.rows[one] for one in _items(safe) if one in done.rows]
    title = f"{plural(sum(one.figures for one in rows), 'figure')} withheld, for k = {k}"
    return Protected(safe, Table(rows, Withheld.columns, title=title, note=_NOTE.format(k=k)), k)


def published(graph: RouteGraph, k: int | None) -> RouteGraph:
    """Return what an export or a picture is made of: the graph as it is, or protected if a number k is given."""
    return graph if k is None else protect(graph, k).graph


def published_part(graph: RouteGraph, part: RouteGraph, k: int) -> tuple[RouteGraph, RouteGraph]:
    """Return a protected graph, and what stands in it for the claims of a part of it."""
    done = _done(graph, _checked(graph, k, "interval"), "interval")
    return done.of(graph), done.of(part)


def _checked(graph: RouteGraph, k: int, how: How) -> int:
    if not isinstance(graph, RouteGraph):
        raise WrongTypeError(f"a RouteGraph is protected, not {shown(graph)}", graph)
    if how not in ("interval", "withhold"):
        raise InvalidValueError(f"how is 'interval' or 'withhold', not {shown(how)}", how)
    number = at_least("k", k, 2)
    if number > _LARGEST:
        raise InvalidValueError(f"k is a number below which counts are small, not {shown(k)}", k)
    return number


def _items(graph: RouteGraph) -> tuple[Claim | Indicator, ...]:
    return (*graph.claims, *graph.indicators)


@attrs.frozen
class _Done:
    """What stands in the place of each item, and the rows of what stands there with another figure."""

    now: Mapping[Claim | Indicator, Claim | Indicator]
    rows: Mapping[Claim | Indicator, Withheld]

    def of(self, graph: RouteGraph) -> RouteGraph:
        """Return what stands in the place of a graph."""
        now = list(dict.fromkeys(self.now[one] for one in _items(graph)))
        tables = {table_of(one) for one in self.now.values() if marked(one) is not None}
        claims = ordered([one for one in now if isinstance(one, Claim)], tables)
        return RouteGraph(claims, ordered([one for one in now if isinstance(one, Indicator)], tables))


def _done(graph: RouteGraph, k: int, how: How) -> _Done:
    figures = figures_of(graph)
    protect_all(figures, k)
    now = instead(_items(graph), figures, k, how)
    return _Done(now, _rows(figures, now, k))


def _rows(
    figures: Figures, now: Mapping[Claim | Indicator, Claim | Indicator], k: int
) -> dict[Claim | Indicator, Withheld]:
    behind: defaultdict[Claim | Indicator, list[Figure]] = defaultdict(list)
    for one in figures:
        behind[now[one.item]].append(one)
    return {
        item: Withheld(
            item,
            "primary" if any(one.low < k for one in found) else "secondary",
            len(found),
            any(one.item.evidence.quote for one in found),
        )
        for item, found in behind.items()
        if marked(item) is not None and any(_stated(one.item) != _stated(item) for one in found)
    }


def _stated(item: Claim | Indicator) -> object:
    return item.count if isinstance(item, Claim) else item.value


def withheld(graph: RouteGraph) -> int:
    """Return how many figures of a graph are withheld, as their notes say."""
    if not isinstance(graph, RouteGraph):
        raise WrongTypeError(f"withheld() takes a RouteGraph, not {shown(graph)}", graph)
    return sum(marked(one) is not None for one in _items(graph))


def withheld_words(items: Iterable[Claim | Indicator]) -> str:
    """Say how many figures are withheld, in a sentence; empty if none is."""
    marks = [mark for one in items if (mark := marked(one)) is not None]
    if not marks:
        return ""
    verb = "is" if len(marks) == 1 else "are"
    return f"{plural(len(marks), 'count')} {verb} withheld, so that none below {max(one.k for one in marks)} is known."
