"""Case data of the Counter-Trafficking Data Collaborative (CTDC) into claims.

The files are downloaded by their users under CTDC's terms; none comes with this package. Rows of persons are counted
while they are read, and are never kept: what is left is how many records say the same.

The modules beside this one do the work: :mod:`~traffickgraph.readers.ctdc.recognising` knows the layouts,
:mod:`~traffickgraph.readers.ctdc.files` recognises them, :mod:`~traffickgraph.readers.ctdc.groups` counts rows,
:mod:`~traffickgraph.readers.ctdc.meanings` knows what cells mean, and :mod:`~traffickgraph.readers.ctdc.claims` makes
claims of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from traffickgraph.asked import yes_or_no
from traffickgraph.errors import InvalidValueError, WrongTypeError, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Publication
from traffickgraph.model.claims import BY_CITIZENSHIP, SYNTHETIC
from traffickgraph.readers.ctdc.claims import Cases
from traffickgraph.readers.ctdc.files import opened
from traffickgraph.readers.ctdc.groups import grouped
from traffickgraph.readers.ctdc.meanings import CasePlaces
from traffickgraph.readers.ctdc.recognising import LAYOUTS
from traffickgraph.readers.gathering import Gathering, collector_at_rest
from traffickgraph.readers.reading import Reading
from traffickgraph.readers.report import Ledger
from traffickgraph.table import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from os import PathLike

    from traffickgraph.model import Claim
    from traffickgraph.readers.ctdc.files import CaseFile
    from traffickgraph.readers.labels import LabelLike

__all__ = ["layouts", "read"]

_PUBLISHER: Final = "Counter-Trafficking Data Collaborative"
_URL: Final = "https://www.ctdatacollaborative.org"
_LICENCE: Final = "terms of use of CTDC"


def layouts() -> tuple[str, ...]:
    """Return the names of the layouts that are read.

    Examples
    --------
    >>> for name in layouts():
    ...     print(name)
    k-anonymised Global Dataset, 2017-2021
    Global Synthetic Dataset, 2021
    Global Synthetic Dataset, 2024 and 2025
    Global Synthetic Dataset, 2026
    """
    return tuple(layout.name for layout in LAYOUTS)


def read(  # noqa: PLR0913 - the choices of a caller, all by name
    *paths: str | PathLike[str],
    labels: Mapping[str, LabelLike] | None = None,
    fuzzy: bool = False,
    by_group: bool = True,
    publication: Publication | None = None,
    mix_synthetic: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    r"""Read case data of CTDC: one claim for all records of the same route, year, forms and group of victims.

    The source of a claim is the citizenship, its destination the country of exploitation, its period the year of
    registration, and its count the number of records: persons whom a partner of CTDC identified or assisted. A record
    flagged with several forms of exploitation is one person, in one claim that names them all. An unknown citizenship
    or country is an unstated end; a record with neither states no route, and stays out of the graph.

    The counts of synthetic data are numbers of synthetic records, and approximate: their claims say so
    (`Claim.synthetic`), and their notes say how the records were made.

    Parameters
    ----------
    *paths : str or path
        The files, as downloaded: text separated by commas, semicolons or tabs, or Excel workbooks (``.xlsx``). The
        layout is told by the header.
    labels : mapping of str to place, places or None, optional
        What labels of countries mean by your word: ``{"RS": "SRB"}``; None is an unstated end.
    fuzzy : bool
        Whether to guess at names of countries that are understood in no other way; each guess is in the report.
    by_group : bool
        Whether claims name groups of victims: women, men, girls, boys; adults or children where no gender is stated or
        the vocabulary has no word for it. The files state gender and age for most records, so it is on; without it,
        there are fewer claims, with larger counts.
    publication : Publication, optional
        The release, if its year cannot be told from the layout or the name of the file.
    mix_synthetic : bool
        Whether observed and synthetic data may be read into one graph, where their counts would add up.
    progress : callable, optional
        Is told how many bytes of how many have been read, after every file.

    Returns
    -------
    Reading
        The claims; the report, with the layouts and what their counts are; and the groups of records as a frame.

    Raises
    ------
    FileFormatError
        If a file has no known layout, or is damaged; with the number of the row.
    InvalidValueError
        If no file is given, or one twice; if the year of release is not known; if observed and synthetic data are mixed
        without your word; or if one publication is given for files of several layouts.
    MissingPackageError
        If polars is not installed.
    OSError
        If a file cannot be opened.

    References
    ----------
    .. [CTDC] Counter-Trafficking Data Collaborative, https://www.ctdatacollaborative.org.

    Examples
    --------
    A file with invented records, in the layout of 2026:

    >>> from pathlib import Path
    >>> from traffickgraph.table import one_line
    >>> header = (
    ...     "yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,meansDebtBondageEarnings,"
    ...     "isForcedLabour,isSexualExploit,isOtherExploit,sectorOfLabourDomesticWork"
    ... )
    >>> rows = ["2030,Woman,30--38,ATA,BVT,,1,,,1"] * 12 + ["2030,Man,9--17,ATA,,,1,,,"] * 11
    >>> _ = Path("invented_v2026.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    >>> reading = read("invented_v2026.csv")
    >>> reading
    <Reading: 2 claims; 23 of 23 rows used>
    >>> for claim in reading.graph.claims:
    ...     print(one_line(str(claim), 112))
    Antarctica → …: forced labour of boys, 2030, 11 in synthetic data (Global Synthetic Dataset, 2026)
    Antarctica → Bouvet Island: forced labour and domestic servitude of women, 2030, 12 in synthetic data (Global S…
    """
    by_group = yes_or_no("by_group", by_group)
    fuzzy = yes_or_no("fuzzy", fuzzy)
    if publication is not None and not isinstance(publication, Publication):
        raise WrongTypeError(f"a release is given as a Publication, not as {shown(publication)}", publication)
    if progress is not None and not callable(progress):
        raise WrongTypeError(f"progress is a function of two numbers, not {shown(progress)}", progress)
    files = opened(paths)
    _check_mixed(files, mix_synthetic=yes_or_no("mix_synthetic", mix_synthetic))
    published = _publications(files, publication)
    places = {length: CasePlaces(labels, fuzzy=fuzzy, code_length=length) for length in (2, 3)}
    ledger = Ledger()
    cases = Cases(ledger, by_group=by_group)
    with collector_at_rest():
        graph = RouteGraph(_claims(files, published, places, cases, ledger, progress))
    _remark(ledger, files, published, cases, _unused(files, places))
    names = ", ".join(Path(file.path).name for file in files)
    return Reading(graph, ledger.report(f"case data of CTDC: {names}"), cases.columns)


def _claims(  # noqa: PLR0913, PLR0917 - what is read, and who keeps the accounts
    files: Sequence[CaseFile],
    published: Sequence[Publication],
    places: Mapping[int, CasePlaces],
    cases: Cases,
    ledger: Ledger,
    progress: Callable[[int, int], None] | None,
) -> Iterator[Claim]:
    """Read every file, and yield the claims of each release."""
    gatherings: dict[tuple[Publication, str], Gathering] = {}
    sizes = [Path(file.path).stat().st_size for file in files]
    for at, (file, release) in enumerate(zip(files, published, strict=True)):
        layout = file.layout
        gathering = gatherings.setdefault((release, layout.synthetic), Gathering())
        records = cases.enter(file, grouped(file), places[layout.code_length], gathering)
        name = Path(file.path).name
        ledger.remark(f"{name}: {plural(records, 'record')} in the layout {layout.name!r}; {layout.caveat}")
        if progress is not None:
            progress(sum(sizes[: at + 1]), sum(sizes))
    for (release, mechanism), gathering in gatherings.items():
        yield from gathering.claims(
            release, note=f"{SYNTHETIC}{mechanism}; {BY_CITIZENSHIP}" if mechanism else BY_CITIZENSHIP
        )


def _check_mixed(files: Sequence[CaseFile], *, mix_synthetic: bool) -> None:
    observed = [file for file in files if not file.layout.synthetic]
    synthetic = [file for file in files if file.layout.synthetic]
    if observed and synthetic and not mix_synthetic:
        raise InvalidValueError(
            f"{observed[0].path!r} has observed and {synthetic[0].path!r} synthetic records of the same cases, whose "
            "counts do not add up; read them apart, or say mix_synthetic=True",
            synthetic[0].path,
        )


def _publications(files: Sequence[CaseFile], given: Publication | None) -> list[Publication]:
    """Return the release of each file."""
    if given is not None:
        different = next((file for file in files if file.layout != files[0].layout), None)
        if different is not None:
            raise InvalidValueError(
                f"{files[0].path!r} and {different.path!r} have different layouts, and are not one publication; "
                "read them apart",
                given,
            )
        return [given] * len(files)
    return [_publication(file) for file in files]


def _publication(file: CaseFile) -> Publication:
    year = file.year
    if year is None:
        raise InvalidValueError(
            f"the layout of {file.path!r} ({file.layout.name}) does not tell the year of its release, nor does its "
            f"name; say publication=Publication({file.layout.title!r}, year)",
            file.path,
        )
    return Publication(file.layout.title, year, publisher=_PUBLISHER, url=_URL, licence=_LICENCE)


def _unused(files: Sequence[CaseFile], places: Mapping[int, CasePlaces]) -> list[str]:
    """Return the labels of the caller's mapping that stand in no file."""
    used = [places[length].unused for length in sorted({file.layout.code_length for file in files})]
    return [label for label in used[0] if all(label in one for one in used)]


def _remark(
    ledger: Ledger, files: Sequence[CaseFile], published: Sequence[Publication], cases: Cases, unused: Sequence[str]
) -> None:
    """Enter what there is to know beside the rows."""
    if len(set(published)) > 1:
        ledger.remark(
            "releases overlap: a later one contains most cases of those before it, so their counts do not add up"
        )
    elif len(files) > 1:
        ledger.remark(
            f"the records of {len(files)} files were added, as parts of one release; if one contains another, read it "
            "alone"
        )
    for text in cases.remarks():
        ledger.remark(text)
    for label in unused:
        ledger.remark(f"the mapping names {shown(label)}, which is no label here")
