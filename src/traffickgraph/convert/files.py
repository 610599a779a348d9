"""Files of claims, by their suffix: what is read and written. A file is written as a whole or not at all.

DOT is written by :mod:`traffickgraph.draw`, which alone knows how a graph is drawn.
"""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, overload

from traffickgraph.atomic import create
from traffickgraph.disclosure.protecting import published
from traffickgraph.errors import FileFormatError, InvalidValueError, WrongTypeError, shown
from traffickgraph.graph import RouteGraph

if TYPE_CHECKING:
    from traffickgraph.convert.reading import Reading
    from traffickgraph.errors import Fault

__all__ = ["READ", "WRITTEN", "read", "write"]

READ: Final = (".jsonl", ".csv", ".tsv", ".xlsx", ".graphml", ".jsonl.gz", ".csv.gz", ".tsv.gz")
WRITTEN: Final = (*READ, ".gexf", ".dot", ".gv")
# A compressed file may hold so much, and not more.
_LARGEST: Final = 1 << 28


@overload
def read(path: str | os.PathLike[str], *, on_error: Literal["raise"] = "raise") -> RouteGraph: ...
@overload
def read(path: str | os.PathLike[str], *, on_error: Literal["skip"]) -> tuple[RouteGraph, tuple[Fault, ...]]: ...
def read(
    path: str | os.PathLike[str], *, on_error: Literal["raise", "skip"] = "raise"
) -> RouteGraph | tuple[RouteGraph, tuple[Fault, ...]]:
    """Read a file of claims.

    Parameters
    ----------
    path : path
        ``.jsonl``, ``.csv``, ``.tsv`` (these also with ``.gz``), ``.xlsx``, or ``.graphml`` that was written here.
    on_error : {"raise", "skip"}
        What to do about claims that cannot be read: raise them all as one error and keep nothing, or leave them out
        and return their faults beside the graph.

    Returns
    -------
    RouteGraph, or (RouteGraph, tuple of Fault)
        The claims and indicators in the order of the file; with ``on_error="skip"``, and what was left out.

    Raises
    ------
    ClaimsFileError
        If any claim has a fault, or the columns are not understood. The file is read to its end, and all faults are
        listed.
    FileFormatError
        If the suffix is not known, or the file is not what its suffix says.
    OSError
        If the file cannot be opened: FileNotFoundError, PermissionError, IsADirectoryError.
    """
    if on_error not in ("raise", "skip"):
        raise InvalidValueError(f"on_error is 'raise' or 'skip', not {shown(on_error)}", on_error)
    name = os.fsdecode(path)
    where = Path(name)
    suffix = _suffix(name, READ, "read")
    data = where.read_bytes()
    if suffix.endswith(".gz"):
        data = _unpacked(data, name)
    reading = _loaded(data, suffix.removesuffix(".gz"), name)
    if on_error == "skip":
        return reading.graph(), tuple(reading.faults)
    return reading.whole_graph(name, f"{_what(reading, suffix)} in {name!r}")


def write(graph: RouteGraph, path: str | os.PathLike[str], *, k: int | None = None) -> None:
    """Write a graph to a file, whole or not at all.

    The same graph is the same file, byte for byte, whenever it is written.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    path : path
        ``.jsonl``, ``.csv``, ``.tsv`` (these also with ``.gz``), ``.xlsx`` and ``.graphml`` are lossless;
        ``.gexf``, ``.dot`` and ``.gv`` are for other programs. A file that is there already is replaced.
    k : int, optional
        Withhold counts of persons below it, and what would give one back; see
        :func:`traffickgraph.disclosure.protect`. Notes in the file say which are. None writes the graph as it is.

    Raises
    ------
    FileFormatError
        If the suffix is not known.
    InvalidValueError
        If something in the graph does not fit into the format: a text longer than a cell of Excel.
    MissingPackageError
        If the format needs a package that is not installed.
    OSError
        If the file cannot be written; what was there before is then still there.
    """
    if not isinstance(graph, RouteGraph):
        raise WrongTypeError(f"write() takes a RouteGraph and a path, in this order, not {shown(graph)}", graph)
    name = os.fsdecode(path)
    suffix = _suffix(name, WRITTEN, "written")
    data = _dumped(published(graph, k), suffix.removesuffix(".gz"))
    create(path, gzip.compress(data, mtime=0) if suffix.endswith(".gz") else data)


def _suffix(name: str, known: tuple[str, ...], done: str) -> str:
    lower = Path(name).name.casefold()
    found = next((one for one in known if lower.endswith(one)), "")
    if found:
        return found
    if Path(name).is_dir():
        raise IsADirectoryError(f"{name!r} is a directory; name a file in it")
    suffix = Path(name).suffix
    if suffix.casefold() in WRITTEN:
        raise FileFormatError(name, f"{suffix} is written here but not read; what is read: {', '.join(known)}", known)
    about = f"the suffix {suffix!r} of {name!r} is not known" if suffix else f"{name!r} has no suffix"
    raise FileFormatError(name, f"{about}; what is {done}: {', '.join(known)}", known)


def _unpacked(data: bytes, name: str) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(data, _LARGEST)
    except zlib.error as error:
        raise FileFormatError(name, f"{name!r} is no gzip file, or a damaged one: {error}") from error
    if unpacker.unconsumed_tail:
        raise FileFormatError(name, f"{name!r} unpacks to more than {_LARGEST >> 20} MB; unpack it by hand")
    if not unpacker.eof:
        raise FileFormatError(name, f"{name!r} is cut off: its end is missing")
    if unpacker.unused_data.strip(b"\0"):
        # A gzip file may have several parts, one after the other.
        return found + _unpacked(unpacker.unused_data, name)
    return found


def _loaded(data: bytes, suffix: str, name: str) -> Reading:
    if suffix == ".jsonl":
        from traffickgraph.convert import jsonl

        return jsonl.loads(data, name)
    if suffix == ".xlsx":
        from traffickgraph.convert import xlsx

        return xlsx.loads(data, name)
    if suffix == ".graphml":
        from traffickgraph.convert import markup

        return markup.read_graphml(data, name)
    from traffickgraph.convert import sheet

    return sheet.loads(data, name)


def _dumped(graph: RouteGraph, suffix: str) -> bytes:
    if suffix == ".jsonl":
        from traffickgraph.convert import jsonl

        return jsonl.dumps(graph)
    if suffix == ".xlsx":
        from traffickgraph.convert import xlsx

        return xlsx.dumps(graph)
    if suffix in (".graphml", ".gexf"):
        from traffickgraph.convert import markup

        return markup.graphml(graph) if suffix == ".graphml" else markup.gexf(graph)
    if suffix in (".dot", ".gv"):
        from traffickgraph.draw import to_dot

        return to_dot(graph).encode()
    from traffickgraph.convert import sheet

    return sheet.dumps(graph, "\t" if suffix == ".tsv" else ",")


def _what(reading: Reading, suffix: str) -> str:
    if not suffix.startswith((".jsonl", ".graphml")):
        return "rows"
    return "claims and indicators" if reading.indicators else "claims"
