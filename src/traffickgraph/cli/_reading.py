"""What the command ``read`` does: other people's files into claims, with the report on every row and label."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from traffickgraph.asked import at_least
from traffickgraph.cli._analysis import check_table, write_table
from traffickgraph.cli._labels import labels_of
from traffickgraph.cli._terminal import bar, say
from traffickgraph.errors import FileFormatError, InvalidValueError, TraffickGraphError, shown
from traffickgraph.profiles import CAVEAT
from traffickgraph.table import plural

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Publication
    from traffickgraph.readers import Reading

    Labels = Mapping[str, str | None]
    Progress = Callable[[int, int], None]

__all__ = ["read"]

_Word = TypeVar("_Word")

_PRINTED: Final = 30
# How the arguments that an error of the library names are written here.
_OPTIONS: Final = {
    "publication=": "--published YEAR",
    "mix_synthetic=True": "--mix-synthetic",
    "count= or row=": "--count or --row",
    "year=": "--published YEAR",
    "labels=": "--label LABEL=PLACE",
    "missing=": "--missing WORD",
    "groups=": "--group WORD=GROUP",
    "forms=": "--form WORD=FORM",
}


def read(given: Namespace) -> None:
    """Read a file, write its claims if so asked, and print what became of its rows."""
    _check_paths(given)
    _check_k(given)
    labels = labels_of(given.labels, given.label)
    with bar(f"reading {_some(given.files)}") as progress:
        reading = _in_words_of_options(_READERS[given.kind], given, labels, progress)
    written = list(_written(given, reading))
    if given.report is not None:
        write_table(given.report, reading.report)
        written.append(f"{given.report}: {plural(len(reading.report), 'line')} of the report")
    say(str(reading.report))
    say(CAVEAT)
    say("\n".join([*written, *_left(given, reading)]))


def _in_words_of_options(
    reader: Callable[[Namespace, Labels, Progress], Reading], given: Namespace, labels: Labels, progress: Progress
) -> Reading:
    """Read; if something is wrong that an option settles, say which."""
    try:
        return reader(given, labels, progress)
    except TraffickGraphError as error:
        said = str(error)
        option = next((option for argument, option in _OPTIONS.items() if argument in said), None)
        if option is None:
            raise
        raise InvalidValueError(f"{said} (here: {option})", error) from error


# ---- before anything is read -----------------------------------------------------------------------------------------


def _check_paths(given: Namespace) -> None:
    """Refuse outputs of another format, that cannot be written, or that would write over an input or each other."""
    from traffickgraph.convert.files import READ

    if given.report is not None:
        check_table(given.report)
    claims = [path for path in (given.output, given.apart) if path is not None]
    for path in claims:
        if not path.casefold().endswith(READ):
            raise FileFormatError(path, f"claims are written as {', '.join(READ)}, not as {path!r}", READ)
    taken = {Path(path).resolve(): path for path in (*given.files, given.labels) if path is not None}
    for path in (*claims, *([] if given.report is None else [given.report])):
        target = Path(path).resolve()
        if target in taken:
            other = taken[target]
            raise InvalidValueError(f"{path!r} would write over {other!r}; name another file", path)
        if target.is_dir() or not target.parent.is_dir():
            what = "is a directory" if target.is_dir() else "is in a directory that is not there"
            raise InvalidValueError(f"{path!r} {what}; name a file in a directory that there is", path)
        taken[target] = path


def _check_k(given: Namespace) -> None:
    if given.k is None:
        return
    at_least("--k", given.k, 2)
    if given.output is None and given.apart is None:
        raise InvalidValueError("--k is for claims that are written; name a file for them with -o", given.k)


# ---- afterwards ------------------------------------------------------------------------------------------------------


def _written(given: Namespace, reading: Reading) -> Iterator[str]:
    """Write claims, if so asked, and say so. What is protected is protected together."""
    from traffickgraph import write
    from traffickgraph.disclosure.protecting import withheld_words

    for path, part in ((given.output, reading.graph), (given.apart, reading.apart)):
        if path is None:
            continue
        public = part if given.k is None else _protected(reading.graph | reading.apart, part, given.k)
        write(public, path)
        yield f"{path}: {plural(len(public.claims), 'claim')}"
        if said := withheld_words(public.claims):
            yield said
    if given.k is not None:
        yield "the report counts the rows as they are; it is not for publication"


def _protected(whole: RouteGraph, part: RouteGraph, k: int) -> RouteGraph:
    from traffickgraph.disclosure.protecting import published_part

    return published_part(whole, part, k)[1]


def _left(given: Namespace, reading: Reading) -> Iterator[str]:
    """Say what was read and not written, and how to settle what was not understood."""
    if given.output is None:
        yield f"{plural(len(reading.graph.claims), 'claim')} read; -o FILE writes them"
    if reading.apart and given.apart is None:
        yield f"kept apart: {plural(len(reading.apart), 'claim')}; --apart FILE writes them"
    if given.report is None and len(reading.report) > _PRINTED:
        yield "--report FILE.csv writes all lines of the report"
    asked = {
        getattr(given, "exploitation", None): "--form {}=FORM",
        getattr(given, "victims", None): "--group {}=GROUP",
    }
    told: set[str] = set()
    for one in reading.report.unresolved:
        option = asked.get(one.column, "--label {}=PLACE") if one.column else "--label {}=PLACE"
        if option not in told:
            told.add(option)
            more = ", or of many with --labels FILE.csv" if "label" in option else ""
            yield f"say what {one.label!r} means with {option.format(shown(one.label))}{more}"


def _some(files: Sequence[str]) -> str:
    return files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"


# ---- the readers -----------------------------------------------------------------------------------------------------


def _unodc(given: Namespace, labels: Labels, progress: Progress) -> Reading:
    from traffickgraph.readers import unodc

    return unodc.read(
        given.files[0],
        labels=labels,
        fuzzy=given.fuzzy,
        by_group=given.by_group,
        publication=_publication(given, "Trafficking in Persons", "UNODC"),
        progress=progress,
    )


def _ctdc(given: Namespace, labels: Labels, progress: Progress) -> Reading:
    from traffickgraph.readers import ctdc

    return ctdc.read(
        *given.files,
        labels=labels,
        fuzzy=given.fuzzy,
        by_group=not given.without_groups,
        publication=_publication(given, "Global Dataset", "Counter-Trafficking Data Collaborative"),
        mix_synthetic=given.mix_synthetic,
        progress=progress,
    )


def _publication(given: Namespace, title: str, publisher: str) -> Publication | None:
    """Return the publication that the caller names, by its year at least; None if the file is to tell it."""
    from traffickgraph import Publication

    if given.published is None:
        if given.title is not None:
            raise InvalidValueError("--title goes with --published YEAR", given.title)
        return None
    return Publication(given.title or title, given.published, publisher=publisher)


def _table(given: Namespace, labels: Labels, _progress: Progress) -> Reading:
    from traffickgraph import Exploitation, Publication, VictimGroup
    from traffickgraph.readers import tables

    if given.source is None and given.destination is None and not given.via:
        raise InvalidValueError("name a column of places with --source, --destination or --via", None)
    if given.exploitation is not None and given.flag:
        raise InvalidValueError("exploitation is one column of words, or --flag columns, not both", given.flag)
    for words, column, option in (
        (given.form, given.exploitation, "exploitation"),
        (given.group, given.victims, "victims"),
    ):
        if words and column is None:
            raise InvalidValueError(f"what words of a column mean was said; name the column with --{option}", words)
    flags = _pairs("--flag", "COLUMN=FORM", given.flag, Exploitation)
    return tables.read(
        given.files[0],
        publication=Publication(given.title, given.published, publisher=given.publisher, url=given.url),
        source=given.source,
        destination=given.destination,
        via=given.via,
        exploitation=given.exploitation or {name: form for name, form in flags.items() if form is not None} or None,
        victims=given.victims,
        year=given.year,
        count=given.count,
        row=given.row,
        labels=labels,
        forms=_pairs("--form", "WORD=FORM", given.form, Exploitation) or None,
        groups=_pairs("--group", "WORD=GROUP", given.group, VictimGroup) or None,
        missing=given.missing,
        fuzzy=given.fuzzy,
    )


def _edgelists(given: Namespace, labels: Labels, _progress: Progress) -> Reading:
    from traffickgraph.readers import edgelists

    more = {} if given.title is None else {"title": given.title}
    year = edgelists.from_name if given.published is None else given.published
    return edgelists.read(*given.files, year=year, publisher=given.publisher, labels=labels, fuzzy=given.fuzzy, **more)


def _pairs(option: str, shape: str, texts: Sequence[str], kind: Callable[[str], _Word]) -> dict[str, _Word | None]:
    """Read pairs of a word or column and what it means; nothing after the sign is None."""
    found: dict[str, _Word | None] = {}
    for text in texts:
        name, _, meant = text.rpartition("=")
        if not name:
            raise InvalidValueError(f"{option} is {shape}, not {shown(text)}", text)
        if name in found:
            raise InvalidValueError(f"{option} says twice what {shown(name)} means", text)
        found[name] = kind(meant.strip()) if meant.strip() else None
    return found


_READERS: Final = {"unodc": _unodc, "ctdc": _ctdc, "table": _table, "edgelists": _edgelists}
