"""A column of labels into places, with a report on every label that was not a plain name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from traffickgraph.errors import WrongTypeError, shown
from traffickgraph.readers.labels import LabelLike, Labels, Meaning
from traffickgraph.readers.report import Ledger, Report

if TYPE_CHECKING:
    from traffickgraph.places import Place

__all__ = ["Resolved", "resolve"]


@attrs.frozen(eq=False)
class Resolved:
    """What a column of labels means.

    Attributes
    ----------
    meanings : tuple of Meaning
        One for each label, in their order.
    report : Report
        Every label that was not understood, and every one that was understood in another way than as a known name.
    """

    meanings: tuple[Meaning, ...] = attrs.field(repr=False)
    report: Report

    @property
    def places(self) -> tuple[Place | None, ...]:
        """The place of each label; None if it means none, or several."""
        return tuple(map(_only, self.meanings))

    @property
    def codes(self) -> tuple[str | None, ...]:
        """The code of the place of each label, for a new column of a frame; None if it means none, or several."""
        return tuple(None if one is None else one.code for one in self.places)


def _only(meaning: Meaning) -> Place | None:
    return next(iter(meaning.places)) if len(meaning.places) == 1 else None


def resolve(
    labels: Iterable[str | None], mapping: Mapping[str, LabelLike] | None = None, *, fuzzy: bool = False
) -> Resolved:
    """Understand a column of free-text labels of countries and regions.

    Parameters
    ----------
    labels : iterable of str or None
        The labels, as they stand in a table; None and blank text are unstated.
    mapping : mapping of str to place, places or None, optional
        What labels mean by your word: ``{"Rep. Somewhere": "SOM", "n/k": None}``.
    fuzzy : bool
        Whether to guess at labels that are understood in no other way, by the one nearest name; each guess is in the
        report.

    Returns
    -------
    Resolved
        The meaning of each label, and the report.

    Raises
    ------
    WrongTypeError
        If the labels are one text, or one of them is no text.

    Examples
    --------
    >>> found = resolve(["Burma", "Brasil", "Congolese", "Atlantis", None])
    >>> found.codes
    ('MMR', 'BRA', None, None, None)
    >>> [(one.label, one.meaning.how) for one in found.report.unresolved]
    [('Atlantis', 'unknown'), ('Congolese', 'ambiguous')]
    """
    if isinstance(labels, (str, bytes)) or not isinstance(labels, Iterable):
        raise WrongTypeError(f"labels are given as a list or a column, not as {shown(labels)}", labels)
    column = list(labels)
    wrong = next((kind for kind in set(map(type, column)) if kind is not str and kind is not type(None)), None)
    if wrong is not None:
        first = next(label for label in column if type(label) is wrong)
        raise WrongTypeError(f"labels are text or None, not {shown(first)}; a missing value of a frame is None", first)
    numbers = Counter(column)
    known: dict[str | None, Meaning] = {}
    understood = Labels(mapping, fuzzy=fuzzy)
    ledger = Ledger()
    for label, rows in numbers.items():
        meaning = known[label] = understood.meaning(label)
        ledger.label("", label, meaning, rows)
        if meaning.resolved:
            ledger.used(rows)
        else:
            ledger.unused("its label was not understood", rows)
    for label in understood.unused:
        ledger.remark(f"the mapping names {shown(label)}, which is no label here")
    return Resolved(tuple(map(known.__getitem__, column)), ledger.report("labels"))
