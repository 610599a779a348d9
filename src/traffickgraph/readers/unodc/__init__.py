"""UNODC's table on trafficking in persons: the figures that countries report for the Global Report.

It can be downloaded from UNODC's data portal [1]_ as an ``.xlsx`` file, which this package does not hold. Of its
indicators, *detected trafficking victims* become claims:

- *by citizenship*: from the country of citizenship to the country that reports, in the year. "Nationals" and the
  country's own name are domestic; "Unknown", "Abroad" and an empty label leave the source unstated. What form the
  exploitation took is not said, so it is unspecified.
- *by form of exploitation*: a destination and a form, without a source. These count the same persons as the rows by
  citizenship: **never add the two**. UNODC folds rarer forms into "Other forms of exploitation", where a country then
  has several rows in a year; they are added. Where there is no row for both sexes and all ages, those parts by sex and
  age are added that have nobody in common.
- *by country of repatriation*: kept in ``Reading.apart``. UNODC does not say in the file, nor on its portal, which of
  the two countries of such a row is the one to which the persons belong. The rows say it themselves: until 2016 a few
  labels, one for each country that answered, stand with many countries each (98 persons stand with Kuwait and the
  label Uganda, in 2013); from 2017 on it is the other way round (42 with Nigeria and the label Mali, in 2018, and 239
  with Nigeria and "Abroad"). Of the rows whose two countries are found in only one direction among those by
  citizenship, 607 of 699 agree until 2016, and 126 of 166 afterwards (release of 14 April 2025). The claims are read
  so, from the country of those who returned to the country that they returned from, and each is marked as inferred.
  They count other persons than the rows above, some of them the same.

All other indicators, such as persons prosecuted and convicted, stay in the frame of the reading. ``<5`` is a count of
0 to 4.

References
----------
.. [1] UNODC, Data portal, Trafficking in persons. https://dataunodc.un.org/dp-trafficking-persons
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from traffickgraph.asked import yes_or_no
from traffickgraph.errors import FileFormatError, InvalidValueError, WrongTypeError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Publication
from traffickgraph.model.claims import BY_CITIZENSHIP, INFERRED
from traffickgraph.readers.gathering import collector_at_rest, rows_named
from traffickgraph.readers.labels import LabelLike, Labels
from traffickgraph.readers.reading import Reading
from traffickgraph.readers.unodc.claims import citizenships, forms, repatriations, totals_of
from traffickgraph.readers.unodc.rows import BY_SEX_AND_AGE, Accounts, lines_of
from traffickgraph.readers.unodc.table import Table, read_table
from traffickgraph.table import plural

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from traffickgraph.model import Claim
    from traffickgraph.readers.unodc.rows import Kind, Line

__all__ = ["PORTAL", "read"]

PORTAL: Final = "https://dataunodc.un.org/dp-trafficking-persons"
_ADDED: Final = "a sum of figures by sex and age; the table gives no total"
_REPATRIATION: Final = (
    "repatriation: persons who returned to their country, not to be added to those detected; "
    f"{INFERRED}which country is theirs follows from the layout of the year"
)


def read(  # noqa: PLR0913 - all but the first by name
    path: str | os.PathLike[str],
    *,
    labels: Mapping[str, LabelLike] | None = None,
    fuzzy: bool = False,
    by_group: bool = False,
    publication: Publication | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Read the table of detected victims of UNODC, as its data portal gives it.

    Parameters
    ----------
    path : path
        The ``.xlsx`` file. Its header may stand in any of the first ten rows.
    labels : mapping of str to place, places or None, optional
        What labels of citizenship, or of countries, mean by your word: ``{"Congo": "COD", "Sark": "GGY"}``; None
        leaves the end unstated.
    fuzzy : bool
        Whether to guess at labels that are understood in no other way, by the one nearest name; each guess is in the
        report.
    by_group : bool
        Whether the rows by form of exploitation are read by sex and age, with victims, instead of in total. Their
        figures do not always add up to the totals, which are then left out.
    publication : Publication, optional
        Who says so; by default the table, in the year of its release.
    progress : callable, optional
        Is called with the number of rows that were gone through, and of all.

    Returns
    -------
    Reading
        Its graph holds claims by citizenship and by form of exploitation; `apart` those of repatriation. The frame has
        one row for each row of the file: its cells as text, ``count_low`` and ``count_high``, ``read_as`` (codes of
        places, ``unstated``, ``total``, or the form), and whether it is ``used``.

    Raises
    ------
    FileFormatError
        If the file is no such table, is damaged, or does not say when it was released.
    ClaimsFileError
        If years or figures cannot be read; all are listed, and nothing is kept.
    MissingPackageError
        If python-calamine is not installed.
    WrongTypeError, UnknownPlaceError, InvalidValueError
        If an argument cannot be.
    OSError
        If the file cannot be opened.

    Notes
    -----
    Figures count persons whom authorities detected, never how many there are. Countries that are not in the table did
    not report; that is no zero. Every flow is a pair: a path through two of them is stitched.

    Examples
    --------
    An invented table of one row; see the how-to for more.

    >>> import xlsxwriter
    >>> from tempfile import mkdtemp
    >>> header = ["Iso3_code", "Country", "Indicator", "Dimension", "Category", "Sex", "Age", "Year", "txtVALUE"]
    >>> said = ["Detected trafficking victims", "by citizenship", "Antarctica", "Total", "Total", 2014, "<5"]
    >>> path = f"{mkdtemp()}/invented_2025-04-14.xlsx"
    >>> with xlsxwriter.Workbook(path) as book:
    ...     sheet = book.add_worksheet("invented")
    ...     _ = sheet.write_row(0, 0, header), sheet.write_row(1, 0, ["BVT", "Bouvet Island", *said])
    >>> print(*read(path).graph.claims)
    Antarctica → Bouvet Island, 2014, 0–4 detected (Trafficking in Persons, data of 2025-04-14, 2025)
    """
    yes_or_no("by_group", by_group)
    understood = Labels(labels, scope="unodc", fuzzy=fuzzy)
    if publication is not None and not isinstance(publication, Publication):
        raise WrongTypeError(f"publication is a Publication, not {shown(publication)}", publication)
    if progress is not None and not callable(progress):
        raise WrongTypeError(f"progress is a function of two numbers, not {shown(progress)}", progress)
    with collector_at_rest():
        return _read(read_table(path), understood, publication, progress, by_group=by_group)


def _read(
    table: Table,
    understood: Labels,
    publication: Publication | None,
    progress: Callable[[int, int], None] | None,
    *,
    by_group: bool,
) -> Reading:
    said_by = publication or _publication(table)
    accounts = Accounts(table)
    lines = _by_kind(lines_of(table, understood, accounts, progress))
    for line in lines["total"]:
        accounts.leave(line.number, BY_SEX_AND_AGE)

    def locate(rows: Sequence[int]) -> str:
        return f"sheet {table.sheet!r}, {rows_named(rows)}"

    def stated() -> Iterator[Claim]:
        citizens = citizenships(lines["citizenship"], totals_of(lines["total"]), understood, accounts)
        by_form = forms(lines["form"], accounts, by_group=by_group)
        yield from citizens.claims(said_by, locate=locate, note=BY_CITIZENSHIP)
        yield from by_form.stated.claims(said_by, locate=locate)
        yield from by_form.added.claims(said_by, locate=locate, note=_ADDED)

    graph = RouteGraph(stated())
    returned = repatriations(lines["repatriation"], understood, accounts)
    apart = RouteGraph(returned.claims(said_by, locate=locate, note=_REPATRIATION))
    _remark(graph, apart, understood, accounts)
    return Reading(graph, accounts.ledger.report(Path(table.path).name), columns=accounts.columns, apart=apart)


def _by_kind(lines: Sequence[Line]) -> dict[Kind, list[Line]]:
    found: dict[Kind, list[Line]] = {"citizenship": [], "form": [], "repatriation": [], "total": []}
    for line in lines:
        found[line.kind].append(line)
    return found


def _publication(table: Table) -> Publication:
    released = table.released
    if released is None:
        raise FileFormatError(
            table.path,
            f"{table.path!r} does not say when it was released, above its header or in its name; say so with "
            "publication=Publication('Trafficking in Persons', 2025, publisher='UNODC')",
        )
    try:
        return Publication(f"Trafficking in Persons, data of {released}", released.year, publisher="UNODC", url=PORTAL)
    except InvalidValueError as error:
        raise FileFormatError(table.path, f"{table.path!r} was not released on {released}: {error}") from error


def _remark(graph: RouteGraph, apart: RouteGraph, understood: Labels, accounts: Accounts) -> None:
    """Say what else there is to know, and close the accounts."""
    accounts.close()
    remark = accounts.ledger.remark
    if any(one.route.sources for one in graph.claims) and not all(one.route.sources for one in graph.claims):
        remark("rows by citizenship and rows by form of exploitation count the same persons; do not add them")
    added = sum(one.note == _ADDED for one in graph.claims)
    if added:
        remark(f"{plural(added, 'claim')} by form of exploitation add up parts by sex and age, where there is no total")
    if apart:
        remark(f"{plural(len(apart), 'claim')} of repatriation are kept apart; which way they went is inferred")
    for label in understood.unused:
        remark(f"the mapping names {shown(label)}, which is no label here")
