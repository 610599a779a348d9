"""Protect the small counts of a graph, and say what was withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeAlias

import attrs

from traffickgraph.asked import at_least
from traffickgraph.disclosure.figures import figures_of, tables_of
from traffickgraph.disclosure.marks import WITHHELD, Mark, marked, with_mark, without_figures
from traffickgraph.disclosure.moves import protect_all
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Count, Evidence, Indicator
from traffickgraph.table import Cell, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from traffickgraph.disclosure.figures import Figure
    from traffickgraph.disclosure.marks import Why

__all__ = ["Protected", "Withheld", "protect", "published", "published_part", "withheld", "withheld_words"]

How: TypeAlias = Literal["interval", "withhold"]

# A count is below this by far, and so is whatever is added to it.
_LARGEST: Final = 10**9
_NOTE: Final = "primary: it may be below {k}; secondary: it would give one back. What they were is not in this table."


@attrs.frozen
class Withheld:
    """One figure that was changed; what it was before is not kept.

    Attributes
    ----------
    item : Claim or Indicator
        What states it now.
    why : {"primary", "secondary"}
        Whether the figure itself may be below k, or would give back one that may be.
    quoted : bool
        Whether it had a quote, which was emptied because it may say the figure in words.
    """

    columns: ClassVar[tuple[str, ...]] = ("what", "period", "publication", "why", "published", "quote")

    item: Claim | Indicator
    why: Why
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
        A row for each figure that was changed: why, and what is published now. What it was is not in it.
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
        What stands in the place of such a count: the interval from 0 to k - 1 (or to its upper bound, if that is
        higher), or nothing.

    Returns
    -------
    Protected
        The graph, and a record of what was withheld. The note of each changed claim says so; its quote is emptied and
        a remark with a number in it taken out, for they may hold the figure in words. The figure of an indicator is
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
    small counts, where these have room for it. Figures that move are widened by as far as they may: a total T with a
    part p in [0, k - 1] becomes T - p + [0, k - 1], and a count q whose persons are exchanged for those of p becomes
    q + p - [0, k - 1]. Both depend on what the move leaves as it is, T - p and q + p, and so tell nothing of p.
    Where it is not certain which way a figure moves, it is withheld. The move that loses least is taken.

    *Laws.* ``protect(protect(g, k).graph, k).graph == protect(g, k).graph``, and the same with a smaller k the second
    time. With a larger k every figure is as wide as it was, or wider. The order of the claims decides nothing. A graph
    that was changed since is looked at anew, which may widen more than if it had been protected as a whole.

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
    ['0–9', '21', '21–30']
    >>> [row.why for row in safe.record]
    ['primary', 'secondary']
    """
    k = _checked(graph, k, how)
    done = _done(graph, k, how)
    rows = [done.rows[one] for one in _items(graph) if one in done.rows]
    title = f"{plural(len(rows), 'figure')} withheld, for k = {k}"
    return Protected(done.of(graph), Table(rows, Withheld.columns, title=title, note=_NOTE.format(k=k)), k)


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
    """What stands in the place of each item that does not stay, and the rows of those whose figure is another one."""

    now: Mapping[Claim | Indicator, Claim | Indicator]
    rows: Mapping[Claim | Indicator, Withheld]

    def of(self, graph: RouteGraph) -> RouteGraph:
        """Return what stands in the place of a graph."""
        now = [self.now.get(one, one) for one in _items(graph)]
        claims = (one for one in now if isinstance(one, Claim))
        return RouteGraph(claims, (one for one in now if isinstance(one, Indicator)))


def _done(graph: RouteGraph, k: int, how: How) -> _Done:
    figures = figures_of(graph)
    protect_all(figures, k)
    changed = {one.item: new for one in figures if (new := _changed(one, k, how)) is not None}
    tables = tables_of(changed.get(one.item, one.item) for one in figures)
    now: dict[Claim | Indicator, Claim | Indicator] = {}
    rows: dict[Claim | Indicator, Withheld] = {}
    for one in figures:
        item = changed.get(one.item, one.item)
        why: Why = one.mark.why if one.mark is not None and not one.small else "primary" if one.small else "secondary"
        if one.mark is not None or item is not one.item:
            mark = Mark(k if one.mark is None else max(k, one.mark.k), why, tables[one.publication])
            now[one.item] = _marked(item, mark)
        if item is not one.item:
            rows[one.item] = Withheld(now[one.item], why, bool(one.item.evidence.quote))
    return _Done(now, rows)


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


def _changed(figure: Figure, k: int, how: How) -> Claim | Indicator | None:
    """Return what is stated in the place of a figure; None if it stays."""
    if not figure.stated:
        return None
    count = figure.published(k)
    if how == "withhold" and (figure.small or figure.widened or figure.mark is not None):
        return None if _is_their_own(figure, k) else _with(figure.item, None)
    if count is not None and (count.low, count.high) == (figure.low, figure.high):
        return None
    return _with(figure.item, count)


def _is_their_own(figure: Figure, k: int) -> bool:
    """Say whether a publisher has suppressed the figure before, and nothing has to be added."""
    return figure.mark is None and not figure.widened and figure.hushed(k)


def _with(item: Claim | Indicator, count: Count | None) -> Claim | Indicator:
    """Return an item with another figure, and without the words that may hold the one that it had."""
    note, locator = without_figures(item.note if isinstance(item, Claim) else "", item.evidence.locator)
    bare = Evidence(item.publication, locator)
    if isinstance(item, Claim):
        return attrs.evolve(item, count=count, note=note, evidence=bare)
    return attrs.evolve(item, value=WITHHELD if count is None else count, evidence=bare)


def _marked(item: Claim | Indicator, mark: Mark) -> Claim | Indicator:
    """Return an item that says that its figure is withheld; an indicator, which has no note, says it in its locator."""
    if isinstance(item, Claim):
        return attrs.evolve(item, note=with_mark(item.note, mark))
    return attrs.evolve(item, evidence=attrs.evolve(item.evidence, locator=with_mark(item.evidence.locator, mark)))
