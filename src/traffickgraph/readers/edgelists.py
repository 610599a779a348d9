"""Edge lists: text files whose lines each name where people come from and where they are exploited.

A file is one publication. A line says that the publication names such a pair, and no more: no period, no count of
persons, no form of exploitation.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from traffickgraph.errors import ClaimsFileError, Fault, InvalidValueError, WrongTypeError, listed, shown
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Publication
from traffickgraph.readers.gathering import Gathering, Said
from traffickgraph.readers.labels import LabelLike, Labels
from traffickgraph.readers.reading import Reading
from traffickgraph.readers.report import Ledger
from traffickgraph.readers.separated import rows_of, same_content, wide_encoding
from traffickgraph.readers.tables.routes import route_of
from traffickgraph.table import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from traffickgraph.places import Place
    from traffickgraph.table import Cell

__all__ = ["from_name", "read"]

YearOf: TypeAlias = int | Callable[[Path], int]

# Names of countries hold commas, and never a tab.
_SEPARATORS: Final = ("\t", ";", ",")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_FROM: Final = frozenset({"from", "source", "origin", "tail"})
_TO: Final = frozenset({"to", "target", "destination", "head"})
_NAMED: Final = 5
_CELLS: Final = 2


def from_name(path: str | os.PathLike[str]) -> int:
    """Return the one year that the name of a file holds.

    Raises
    ------
    InvalidValueError
        If it holds none, or several.

    Examples
    --------
    >>> from_name("lists/edgelist2001.txt")
    2001
    """
    name = Path(os.fsdecode(path)).name
    years = sorted(set(_YEAR.findall(name)))
    if len(years) == 1:
        return int(years[0])
    what = f"several years ({listed(years, 'and')})" if years else "no year"
    raise InvalidValueError(
        f"the name {shown(name)} holds {what}; say year=2015, or how to tell: year=lambda path: …", name
    )


def read(  # noqa: PLR0913 - all but the files by name
    *paths: str | os.PathLike[str],
    year: YearOf = from_name,
    title: str = "Edge list",
    publisher: str = "",
    separator: str | None = None,
    labels: Mapping[str, LabelLike] | None = None,
    fuzzy: bool = False,
) -> Reading:
    r"""Read edge lists: lines such as ``Burma,Thailand``.

    Pairs that a file repeats, perhaps under other names of the same places, are one claim, whose evidence names the
    lines. What is counted are lines, never persons.

    Parameters
    ----------
    *paths : path
        Text in UTF-8. A first line such as ``from,to`` or ``source,target`` names the columns, and is no pair.
    year : int, or callable of a path
        The year of publication; by default the one that the name of each file holds. It is no period.
    title, publisher : str
        What the lists were made from: every file is the publication of that title and its year.
    separator : str, optional
        What stands between the names; by default the first of tab, semicolon and comma that parts the first line in
        two.
    labels : mapping of str to place, places or None, optional
        What labels mean by your word; None leaves an end unstated.
    fuzzy : bool
        Whether to guess at labels that are understood in no other way, by the one nearest name.

    Returns
    -------
    Reading
        The claims in the order of the files and lines; the report, which also says which labels are one place; and, as
        its frame, one row for each claim.

    Raises
    ------
    ClaimsFileError
        If a line is not two names; all are listed, and nothing is kept.
    InvalidValueError, WrongTypeError
        If an argument cannot be, no year can be told, or a file is given twice.
    OSError
        If a file cannot be opened.

    Examples
    --------
    >>> from pathlib import Path
    >>> _ = Path("invented-2001.txt").write_text("HMD,ATA\nBVT,ATA\nHeard Island,ATA\n")
    >>> reading = read("invented-2001.txt", title="An invented report")
    >>> for claim in reading.graph:
    ...     print(claim, "at", claim.evidence.locator)
    Heard Island and McDonald Islands → Antarctica (An invented report, 2001) at lines 1, 3
    Bouvet Island → Antarctica (An invented report, 2001) at line 2
    >>> reading.graph.claims[0].note
    'mentioned in 2 lines'
    >>> reading.report.remarks
    ("'HMD' and 'Heard Island' are both Heard Island and McDonald Islands",)
    """
    files = _files(paths, year, title, publisher, separator)
    understood = Labels(labels, fuzzy=fuzzy)
    faults: list[Fault] = []
    pairs = [_pairs(path, separator, faults, named=len(files) > 1) for path, _ in files]
    if faults:
        told = listed([repr(str(path)) for path, _ in files][:_NAMED], "and")
        raise ClaimsFileError(
            str(files[0][0]) if len(files) == 1 else "",
            f"{plural(len(faults), 'line')} of {told} could not be read; none were kept",
            faults,
        )
    ledger = Ledger()
    claims: list[Claim] = []
    publications = Counter(publication for _, publication in files)
    for (path, publication), lines in zip(files, pairs, strict=True):
        file = path.name if publications[publication] > 1 else ""
        claims += _claims(lines, publication, file, understood, ledger)
    _account(pairs, understood, ledger)
    name = str(files[0][0]) if len(files) == 1 else plural(len(files), "edge list")
    return Reading(RouteGraph(claims), ledger.report(name), columns=partial(_columns, claims))


def _files(
    paths: Sequence[object], year: object, title: object, publisher: object, separator: object
) -> list[tuple[Path, Publication]]:
    """Return the files, and the publication that each of them is."""
    if not paths:
        raise InvalidValueError("no edge list is given; write read('edgelist2001.txt', 'edgelist2002.txt')", paths)
    if separator is not None and (not isinstance(separator, str) or len(separator) != 1 or separator in '\r\n"'):
        raise InvalidValueError(f"separator is one character such as ',', not {shown(separator)}", separator)
    found: list[tuple[Path, Publication]] = []
    for given in paths:
        if not isinstance(given, (str, os.PathLike)):
            raise WrongTypeError(f"an edge list is given by its path, each by itself, not as {shown(given)}", given)
        path = Path(os.fsdecode(cast("str | os.PathLike[str]", given)))
        if "\0" in str(path):
            raise InvalidValueError(f"{str(path)!r} is no path: it holds a NUL", str(path))
        found.append((path, _publication(title, year(path) if callable(year) else year, publisher)))
    for at, (path, publication) in enumerate(found):
        for other, said_by in found[:at]:
            # Two lists of different years may well name the same pairs.
            if path.samefile(other) or (publication == said_by and same_content(str(other), str(path))):
                raise InvalidValueError(f"{str(other)!r} and {str(path)!r} are the same; name each file once", path)
    return found


def _publication(title: Any, year: Any, publisher: Any) -> Publication:  # noqa: ANN401 - which checks them
    return Publication(title, year, publisher=publisher)


class _Pairs:
    """The pairs of labels of a file, by the numbers of their lines."""

    def __init__(self) -> None:
        self.lines: dict[tuple[str, str], list[int]] = {}
        self.header = 0


def _pairs(path: Path, separator: str | None, faults: list[Fault], *, named: bool) -> _Pairs:
    """Read a file to its end, and enter its faults."""
    found = _Pairs()
    before = f"{path.name!r}, " if named else ""
    text = _text(path, faults, before)
    for row in rows_of(StringIO(text, newline=None), separator or _separator(text)):
        cells = [cell.strip() for cell in row.cells]
        if not row.fault and not any(cells) and len(cells) < _CELLS:
            continue
        problem = row.fault or _problem(cells)
        if problem:
            faults.append(Fault(f"{before}line {row.line}", problem))
        elif not found.lines and not found.header and cells[0].casefold() in _FROM and cells[1].casefold() in _TO:
            found.header = row.line
        else:
            found.lines.setdefault((cells[0], cells[1]), []).append(row.line)
    if not found.lines and not faults:
        faults.append(Fault(f"{before}line 1", "the file names no pair; a line is 'from,to'"))
    return found


def _problem(cells: Sequence[str]) -> str:
    if len(cells) == 1:
        return f"{shown(cells[0])} is one name; a line is 'from,to'"
    if len(cells) > _CELLS:
        return f"{len(cells)} cells, where a line is 'from,to'; a name with a comma stands in quotation marks"
    if not all(cells):
        return "an end is empty; write the name of a place, or a word that your labels= maps to None"
    return ""


def _text(path: Path, faults: list[Fault], before: str) -> str:
    data = path.read_bytes()
    if wide := wide_encoding(data[:4]):
        faults.append(Fault(f"{before}line 1", f"the file is in {wide}, which is no UTF-8; save it as UTF-8"))
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02x}"
        faults.append(Fault(f"{before}line {line}", f"the byte {byte} is no UTF-8; save the file as UTF-8"))
        return ""


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    for one in _SEPARATORS:
        if [len(row.cells) for row in rows_of([first], one) if not row.fault] == [_CELLS]:
            return one
    return ","


def _claims(pairs: _Pairs, publication: Publication, file: str, labels: Labels, ledger: Ledger) -> Iterable[Claim]:
    """Make the claims of one file, and enter its lines."""
    gathering = Gathering()
    if pairs.header:
        ledger.remark(f"line {pairs.header} names the columns and is no pair")
    for (tail, head), lines in pairs.lines.items():
        route = route_of(labels.meaning(tail), (), labels.meaning(head))
        if isinstance(route, str):
            ledger.unused(route, len(lines))
        else:
            ledger.used(len(lines))
            gathering.add(Said(route), None, number=len(lines), rows=lines)

    def locate(lines: Sequence[int]) -> str:
        return f"{file + ', ' if file else ''}{'line' if len(lines) == 1 else 'lines'} {_numbers(lines)}"

    def note(number: int) -> str:
        return "" if number == 1 else f"mentioned in {plural(number, 'line')}"

    return gathering.claims(publication, locate=locate, note=note)


def _numbers(lines: Sequence[int]) -> str:
    return ", ".join(map(str, sorted(lines)))


def _account(files: Sequence[_Pairs], labels: Labels, ledger: Ledger) -> None:
    """Enter every label, and say which of them are one place."""
    told: Counter[tuple[str, str]] = Counter()
    for file in files:
        for (tail, head), lines in file.lines.items():
            told["from", tail] += len(lines)
            told["to", head] += len(lines)
    merged: dict[str, set[str]] = {}
    for (column, label), number in told.items():
        meaning = labels.meaning(label)
        ledger.label(column, label, meaning, number)
        if meaning.kind == "place":
            merged.setdefault(str(meaning), set()).add(label)
    for meant, names in sorted(merged.items()):
        if len(names) > 1:
            both = "both" if len(names) == _CELLS else "all"
            ledger.remark(f"{listed(map(shown, sorted(names)), 'and')} are {both} {meant}")
    for label in labels.unused:
        ledger.remark(f"the mapping of labels names {shown(label)}, which is no label here")


def _columns(claims: Sequence[Claim]) -> dict[str, list[Cell]]:
    """Return the lines as they were understood: one row for each claim."""
    return {
        "source": [_codes(claim.route.sources) for claim in claims],
        "destination": [_codes(claim.route.destinations) for claim in claims],
        "year_of_publication": [claim.publication.year for claim in claims],
        "locator": [claim.evidence.locator for claim in claims],
    }


def _codes(places: frozenset[Place]) -> str | None:
    return ";".join(place.code for place in sorted(places)) or None
