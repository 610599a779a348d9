"""Any table of routes into claims: a data frame of any engine, or a file.

The rows are grouped inside the engine that holds them; only one row for each group reaches Python, and none is kept.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Literal

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.model import Publication
from traffickgraph.model.fields import UNSPECIFIED
from traffickgraph.model.values import check_text
from traffickgraph.readers.labels import LabelLike, Labels
from traffickgraph.readers.reading import Reading
from traffickgraph.readers.report import Ledger
from traffickgraph.readers.tables.claims import claims_of, frame_of_claims, read_groups
from traffickgraph.readers.tables.columns import Columns
from traffickgraph.readers.tables.files import Separated, open_table
from traffickgraph.readers.tables.grouping import grouped
from traffickgraph.readers.tables.missing import given_missing, numbers_of, without_missing
from traffickgraph.readers.tables.words import Words, given_forms, given_groups
from traffickgraph.vocabulary import Exploitation, ExploitationLike, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narwhals.typing import IntoFrame

    from traffickgraph.model.fields import ExploitationsLike, VictimsLike
    from traffickgraph.readers.tables.cells import LinesOf
    from traffickgraph.readers.tables.grouping import Groups

__all__ = ["read"]


def read(  # noqa: PLR0913 - what each column of a table may be, all by name
    frame: IntoFrame | str | os.PathLike[str],
    *,
    publication: Publication,
    source: str | None = None,
    destination: str | None = None,
    via: str | Sequence[str] = (),
    exploitation: str | Mapping[str, ExploitationLike] | None = None,
    victims: str | None = None,
    year: str | None = None,
    count: str | None = None,
    row: Literal["claim", "person"] = "claim",
    labels: Mapping[str, LabelLike] | None = None,
    forms: Mapping[str, ExploitationsLike | None] | None = None,
    groups: Mapping[str, VictimsLike | None] | None = None,
    missing: Iterable[str] = (),
    fuzzy: bool = False,
    note: str = "",
) -> Reading:
    """Read a table whose rows say where people come from, pass through and are exploited.

    Rows that say the same are one claim. What is counted are persons, where `count` names a column of figures or
    every row is a person; a number of rows is no number of persons otherwise.

    Parameters
    ----------
    frame : data frame or path
        Any frame that narwhals takes, eager or lazy: of pandas, polars, pyarrow, DuckDB, Dask, PySpark or Ibis. Or the
        path of a ``.csv``, ``.tsv``, ``.parquet`` or ``.xlsx`` file with the names of the columns in its first row; of
        separated text, every cell is text, and ``NA`` is Namibia.
    publication : Publication
        Who says so; its year is no period.
    source, destination : str, optional
        The columns of labels of the ends; a column that is not named leaves its end unstated, and so does an empty
        cell. "Nationals" of the one country of the destination are domestic; "Total" is a total of other rows, which
        are left out. A whole number of up to three digits is one of UN M49, with or without its zeros.
    via : str or sequence of str
        The columns of places on the way, in order.
    exploitation : str, or mapping of str to form, optional
        The column of words, several in a cell separated by ``;``; or columns of flags and the form of each,
        ``{"isForcedLabour": "forced_labour"}``: 1, true and yes name it; 0, false, no, -99 and nothing do not.
    victims : str, optional
        The column of groups of victims, in words of :class:`traffickgraph.VictimGroup`, or their singular.
    year : str, optional
        The column of the time spoken of: a calendar year, a period such as ``2014-2016`` or ``2014/15``, or a month or
        a date without a time zone, of which the year is taken; ``2010-11`` is a month. Nothing is an unstated period.
    count : str, optional
        The column of persons detected: numbers, whose sum is the count of a claim, or text such as ``<5``, which adds
        up as intervals. Where some rows of a claim have no figure, the count has no upper bound.
    row : {"claim", "person"}
        What a row is: a statement, or one person. Rows of persons are counted.
    labels : mapping of str to place, places or None, optional
        What labels mean by your word: ``{"Rep. Somewhere": "SOM", "n/k": None}``. Case and punctuation do not matter,
        unless the label has a meaning of its own: ``{"n.a.": None}`` says nothing about NA, which is Namibia.
    forms : mapping of str to form, forms or None, optional
        What cells of the column of words mean by your word; None is unspecified.
    groups : mapping of str to group, groups or None, optional
        What cells of the column of victims mean by your word, ``{"Female": ["women", "girls"]}``; None is no group.
    missing : iterable of str
        Words that stand for a missing value, such as ``["n/d", "-99"]``, in the columns of years, counts, forms, flags
        and victims, whatever their case; a number also where the column holds numbers. Of places, `labels` says it.
    fuzzy : bool
        Whether to guess at labels that are understood in no other way, by the one nearest name.
    note : str
        A remark that every claim is to carry.

    Returns
    -------
    Reading
        The claims, in an order that does not depend on the engine or the order of rows; the report, which says of
        every row whether it was used; and, as its frame, one row for each claim.

    Raises
    ------
    WrongTypeError, InvalidValueError, UnknownTermError
        If an argument cannot be, a column is missing, or the engine fails.
    ClaimsFileError
        If a year, a flag or a figure cannot be read, or a line of a file has too few cells; all are listed, and
        nothing is kept.
    FileFormatError
        If a file is none of those that are read, empty or damaged.
    MissingPackageError
        If narwhals is not installed, or what reads the file.

    Examples
    --------
    >>> import pandas as pd
    >>> from traffickgraph import Publication
    >>> cases = pd.DataFrame({
    ...     "from": ["Heard Island", "Heard Island", "BVT", "Atlantis"],
    ...     "to": ["Antarctica", "Antarctica", "Antarctica", "Antarctica"],
    ...     "year": [2010, 2010, 2011, 2011],
    ... })
    >>> reading = read(
    ...     cases, source="from", destination="to", year="year", row="person",
    ...     publication=Publication("An invented table", 2020),
    ... )
    >>> for claim in reading.graph:
    ...     print(claim)
    Bouvet Island → Antarctica, 2011, 1 detected (An invented table, 2020)
    Heard Island and McDonald Islands → Antarctica, 2010, 2 detected (An invented table, 2020)
    >>> reading.report.unused
    {'a label of a place is not understood': 1}
    """
    if not isinstance(publication, Publication):
        raise WrongTypeError(
            f"a table is read as what a publication says, not {shown(publication)}; write Publication('…', 2020)",
            publication,
        )
    if row not in ("claim", "person"):
        raise InvalidValueError(f"row is 'claim' or 'person', not {shown(row)}", row)
    if row == "person" and count is not None:
        raise InvalidValueError("a row that is one person needs no column of counts; leave count= or row= out", count)
    check_text("note", note)
    columns = Columns.asked(
        source=source,
        via=via,
        destination=destination,
        exploitation=exploitation,
        victims=victims,
        year=year,
        count=count,
    )
    if forms is not None and columns.exploitation is None:
        raise InvalidValueError("forms= says what words of a column mean; name it with exploitation=", forms)
    if groups is not None and columns.victims is None:
        raise InvalidValueError("groups= says what words of a column mean; name it with victims=", groups)
    understood = Labels(labels, fuzzy=fuzzy, numbers=True)
    words = Words(Exploitation, given_forms(forms), UNSPECIFIED)
    involved = Words(VictimGroup, given_groups(groups), ())
    gone = given_missing(missing)

    path = os.fsdecode(frame) if isinstance(frame, (str, os.PathLike)) else ""
    ledger = Ledger()
    grouped_rows, lines_of = _groups(frame, path, columns, numbers_of(gone))
    found = read_groups(
        without_missing(grouped_rows, columns, gone),
        columns,
        labels=understood,
        forms=words,
        victims=involved,
        persons=row == "person",
        ledger=ledger,
        path=path,
        lines_of=lines_of,
    )
    for label in understood.unused:
        ledger.remark(f"the mapping of labels names {shown(label)}, which is no label here")
    for name, unused in (("forms", words.unused), ("groups", involved.unused)):
        for cell in unused:
            ledger.remark(f"the mapping of {name} names {shown(cell)}, which is no word here")
    return Reading(
        claims_of(found, publication, persons=row == "person", note=note),
        ledger.report(path or publication.cited),
        columns=partial(frame_of_claims, found),
    )


def _groups(frame: object, path: str, columns: Columns, missing: Sequence[float]) -> tuple[Groups, LinesOf]:
    if not path:
        return grouped(frame, columns, where="the table", missing=missing), lambda _: {}
    file = open_table(path, columns)
    groups = grouped(file.frame, columns, where=repr(path), missing=missing, broken=file.broken)
    file.check(sum(groups.rows))
    return groups, file.lines_of if isinstance(file, Separated) else lambda _: {}
