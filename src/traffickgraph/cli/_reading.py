"""What the command ``read`` does: other people's files into claims, with the report on every row and label."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from traffickgraph.cli._analysis import check_table, write_table
from traffickgraph.cli._terminal import bar, say
from traffickgraph.errors import FileFormatError, InvalidValueError, shown
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import plural

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping, Sequence

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Publication
    from traffickgraph.readers import Reading
    from traffickgraph.vocabulary import Exploitation

__all__ = ["read"]

# A list of what labels mean: the label as it is written in the table, and a place, or nothing for an unstated end.
_HEADER: Final = ["label", "place"]


def read(given: Namespace) -> None:
    """Read a file, write its claims if so asked, and print what became of its rows."""
    if given.report is not None:
        check_table(given.report)
    for path in (given.output, given.apart):
        if path is not None:
            _check_claims(path)
    labels = _labels(given)
    with bar(f"reading {_some(given.files)}") as progress:
        reading = _READERS[given.kind](given, labels, progress)
    written = [
        *_written(reading.graph, given.output, given.k),
        *_written(reading.apart, given.apart, given.k),
    ]
    if given.report is not None:
        write_table(given.report, reading.report)
        written.append(f"{given.report}: {plural(len(reading.report), 'line')} of the report")
    say(str(reading.report))
    say(CAVEAT)
    say("\n".join([*written, *_left(given, reading)]))


def _check_claims(path: str) -> None:
    """Refuse a file that claims are not written to, before anything is read."""
    from traffickgraph.convert.files import READ

    if not path.casefold().endswith(READ):
        raise FileFormatError(path, f"claims are written as {', '.join(READ)}, not as {path!r}", READ)


def _written(graph: RouteGraph, path: str | None, k: int | None) -> list[str]:
    """Write claims, if so asked, and say so."""
    from traffickgraph import write
    from traffickgraph.cli._data import safe
    from traffickgraph.disclosure.protecting import withheld_words

    if path is None:
        return []
    public = safe(graph, k)
    write(public, path)
    return [f"{path}: {plural(len(public.claims), 'claim')}", *filter(None, [withheld_words(public.claims)])]


def _left(given: Namespace, reading: Reading) -> list[str]:
    """Say what was read and not written, and how to settle labels that were not understood."""
    found: list[str] = []
    if given.output is None:
        found.append(f"{plural(len(reading.graph.claims), 'claim')} read; -o FILE writes them")
    if reading.apart and given.apart is None:
        found.append(f"kept apart: {plural(len(reading.apart), 'claim')}; --apart FILE writes them")
    if reading.report.unresolved:
        first = reading.report.unresolved[0].label
        found.append(f"say what a label means with --label {shown(first)}=PLACE, or with --labels FILE.csv")
    return found


def _some(files: Sequence[str]) -> str:
    return files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"


# ---- what labels mean ------------------------------------------------------------------------------------------------


def _labels(given: Namespace) -> dict[str, str | None]:
    """Return what labels mean by the word of the caller: those of the file, then those of the command line."""
    found: dict[str, str | None] = {} if given.labels is None else _labels_of(given.labels)
    for text in given.label:
        label, _, meant = text.rpartition("=")
        if not label:
            raise InvalidValueError(f"--label is LABEL=PLACE, or LABEL= for an unstated end, not {shown(text)}", text)
        found[label] = meant.strip() or None
    return found


def _labels_of(path: str) -> dict[str, str | None]:
    import csv

    data = Path(path).read_bytes()
    try:
        rows = list(csv.reader(data.decode("utf-8-sig").splitlines(), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileFormatError(path, f"{path!r} is no CSV in UTF-8: {error}", (".csv",)) from error
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    wrong = next((at for at, row in enumerate(rows, 1) if row and len(row) != len(_HEADER)), None)
    if header != _HEADER or wrong is not None:
        at = f" in row {wrong}" if header == _HEADER else ""
        raise FileFormatError(path, f"{path!r} has two columns, label and place, named in its first row{at}", (".csv",))
    return {row[0]: row[1].strip() or None for row in rows[1:] if row}


# ---- the readers -----------------------------------------------------------------------------------------------------


def _unodc(given: Namespace, labels: Mapping[str, str | None], progress: Callable[[int, int], None]) -> Reading:
    from traffickgraph.readers import unodc

    return unodc.read(given.files[0], labels=labels, fuzzy=given.fuzzy, by_group=given.by_group, progress=progress)


def _ctdc(given: Namespace, labels: Mapping[str, str | None], progress: Callable[[int, int], None]) -> Reading:
    from traffickgraph.readers import ctdc

    return ctdc.read(
        *given.files, labels=labels, fuzzy=given.fuzzy, mix_synthetic=given.mix_synthetic, progress=progress
    )


def _table(given: Namespace, labels: Mapping[str, str | None], _progress: Callable[[int, int], None]) -> Reading:
    from traffickgraph.readers import tables

    if given.source is None and given.destination is None and not given.via:
        raise InvalidValueError("name a column of places with --source, --destination or --via", None)
    if given.form and given.exploitation is None:
        raise InvalidValueError("--form says what words of a column mean; name the column with --exploitation", None)
    if given.exploitation is not None and given.flag:
        raise InvalidValueError("exploitation is one column of words, or --flag columns, not both", given.flag)
    return tables.read(
        given.files[0],
        publication=_publication(given),
        source=given.source,
        destination=given.destination,
        via=given.via,
        exploitation=given.exploitation or _forms("--flag", "COLUMN=FORM", given.flag) or None,
        victims=given.victims,
        year=given.year,
        count=given.count,
        row=given.row,
        labels=labels,
        forms=_forms("--form", "WORD=FORM", given.form) or None,
        fuzzy=given.fuzzy,
    )


def _edgelists(given: Namespace, labels: Mapping[str, str | None], _progress: Callable[[int, int], None]) -> Reading:
    from traffickgraph.readers import edgelists

    more = {} if given.title is None else {"title": given.title}
    year = edgelists.from_name if given.published is None else given.published
    return edgelists.read(*given.files, year=year, publisher=given.publisher, labels=labels, fuzzy=given.fuzzy, **more)


def _publication(given: Namespace) -> Publication:
    from traffickgraph import Publication

    return Publication(given.title, given.published, publisher=given.publisher, url=given.url)


def _forms(option: str, shape: str, texts: Sequence[str]) -> dict[str, Exploitation]:
    """Read pairs of a word or column and the form of exploitation that it means."""
    from traffickgraph import Exploitation

    found: dict[str, Exploitation] = {}
    for text in texts:
        name, _, meant = text.rpartition("=")
        if not name:
            raise InvalidValueError(f"{option} is {shape}, not {shown(text)}", text)
        found[name] = Exploitation(meant.strip())
    return found


_READERS: Final = {"unodc": _unodc, "ctdc": _ctdc, "table": _table, "edgelists": _edgelists}
