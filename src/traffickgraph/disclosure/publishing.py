"""What stands in a graph in the place of what is withheld, and in which words and which order."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

import attrs

from traffickgraph.disclosure.figures import content_of, figure_of, table_of
from traffickgraph.disclosure.marks import WITHHELD, Mark, marked, with_mark
from traffickgraph.disclosure.words import bare_locator, bare_note, plain_locator, plain_note, plain_quote
from traffickgraph.errors import InvalidValueError
from traffickgraph.model import Claim, Count, Evidence, Indicator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from traffickgraph.disclosure.figures import Figure, Figures, TableKey

__all__ = ["How", "instead", "ordered"]

How: TypeAlias = Literal["interval", "withhold"]
_Item = TypeVar("_Item", Claim, Indicator)


def instead(
    items: Sequence[Claim | Indicator], figures: Figures, k: int, how: How
) -> Mapping[Claim | Indicator, Claim | Indicator]:
    """Return what is published in the place of each claim and indicator; several may become one.

    Parameters
    ----------
    items : sequence of Claim and Indicator
        All of a graph.
    figures : Figures
        Their figures, after it was found which are to be withheld.
    k : int
        For which number.
    how : {"interval", "withhold"}
        What stands in the place of a figure that may be below k.
    """
    marks: dict[Claim | Indicator, Mark] = {}
    now: dict[Claim | Indicator, Claim | Indicator] = {one: one for one in items}
    for one in figures:
        item = now[one.item] = _with_figure(one, k, how)
        if item is not one.item or (one.mark is not None and one.low < k):
            marks[one.item] = Mark(k if one.mark is None else max(k, one.mark.k))
        elif one.mark is not None:  # somebody has written a figure in the place of the one that was withheld
            now[one.item] = _with_mark(item, None)
    tables = {table_of(one) for one in marks}
    touched = {one: _worded(now[one], marks.get(one)) for one in items if table_of(one) in tables}
    touched |= _merged(touched)
    many = Counter(table_of(one) for one in dict.fromkeys(touched.values()) if figure_of(one) is not None)
    return now | {one: _counted(other, many[table_of(other)]) for one, other in touched.items()}


def ordered(items: Sequence[_Item], tables: set[TableKey]) -> list[_Item]:
    """Order the items of some publications by what they say: a table is often sorted by size, and so ranks would show.

    Those of other publications stay where they are.
    """
    by_table: defaultdict[TableKey, list[_Item]] = defaultdict(list)
    for one in items:
        if table_of(one) in tables:
            by_table[table_of(one)].append(one)
    turns = {
        table: iter(sorted(found, key=lambda one: (content_of(one), json.dumps(one.to_record()))))
        for table, found in by_table.items()
    }
    return [next(turns[table]) if (table := table_of(one)) in turns else one for one in items]


def _with_figure(figure: Figure, k: int, how: How) -> Claim | Indicator:
    """Return an item with the figure that is published of it; the item itself if that is what it has."""
    item = figure.item
    if not figure.stated:
        return item
    if figure.in_words:
        return _with(item, None) if figure.lost or figure.low < k or figure.mark else item
    count = figure.published(k)
    same = count is not None and (count.low, count.high) == (figure.low, figure.high)
    if how == "withhold" and figure.low < max(k, 0 if figure.mark is None else figure.mark.k):
        # What its publisher has suppressed stays where nothing has to be added.
        count, same = None, same and figure.theirs
    return item if same else _with(item, count)


def _with(item: Claim | Indicator, count: Count | None) -> Claim | Indicator:
    if isinstance(item, Claim):
        return attrs.evolve(item, count=count)
    return attrs.evolve(item, value=WITHHELD if count is None else count)


def _worded(item: Claim | Indicator, mark: Mark | None) -> Claim | Indicator:
    """Return an item without the words that may hold a figure which is withheld, its own or another."""
    said = item.evidence
    if mark is None:
        evidence = Evidence(said.publication, plain_locator(said.locator), plain_quote(said.quote))
        if isinstance(item, Claim):
            return attrs.evolve(item, note=plain_note(item.note), evidence=evidence)
        return attrs.evolve(item, evidence=evidence)
    evidence = Evidence(said.publication, bare_locator(said.locator))
    return _with_mark(
        attrs.evolve(item, note=bare_note(item.note), evidence=evidence)
        if isinstance(item, Claim)
        else attrs.evolve(item, evidence=evidence),
        attrs.evolve(mark, figures=0),
    )


def _with_mark(item: Claim | Indicator, mark: Mark | None) -> Claim | Indicator:
    if isinstance(item, Claim):
        return attrs.evolve(item, note=with_mark(item.note, mark))
    return attrs.evolve(item, evidence=attrs.evolve(item.evidence, locator=with_mark(item.evidence.locator, mark)))


def _counted(item: Claim | Indicator, many: int) -> Claim | Indicator:
    """Write into the mark of an item how many figures its publication has."""
    mark = marked(item)
    return item if mark is None else _with_mark(item, attrs.evolve(mark, figures=many))


def _merged(
    touched: Mapping[Claim | Indicator, Claim | Indicator],
) -> dict[Claim | Indicator, Claim | Indicator]:
    """Return one claim for those that are no longer told apart, with the persons of all of them."""
    alike: defaultdict[tuple[Claim, Count | None], list[Claim]] = defaultdict(list)
    for one, now in touched.items():
        if isinstance(one, Claim) and isinstance(now, Claim):
            key = attrs.evolve(now, count=None), None if marked(now) is not None else now.count
            alike[key].append(one)
    merged: dict[Claim | Indicator, Claim | Indicator] = {}
    for (bare, _), found in alike.items():
        if len(found) > 1:
            counts = [now.count for one in found if isinstance(now := touched[one], Claim)]
            merged |= dict.fromkeys(found, attrs.evolve(bare, count=_together(counts)))
    return merged


def _together(counts: Sequence[Count | None]) -> Count | None:
    """Add counts as those of a link are: they may be of the same persons, so the lower bounds do not add up."""
    known = [one for one in counts if one is not None]
    if len(known) < len(counts):
        return None
    least = max(one.low for one in known)
    highs = [one.high for one in known if one.high is not None]
    try:
        return Count(least, sum(highs) if len(highs) == len(known) else None)
    except InvalidValueError:  # beyond all numbers of persons
        return Count(least, None)
