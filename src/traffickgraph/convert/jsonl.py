r"""JSON Lines: one claim or indicator a line, UTF-8, in the order of the graph. Lossless.

The first line that is written says which format it is: ``{"traffickgraph": 1}``. Files without it are read too, and
such a line may stand anywhere, so that files can be joined end to end. Empty lines count for nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from traffickgraph.convert.reading import Faults, Reading
from traffickgraph.convert.records import RecordReader, RepeatedKeys, is_object
from traffickgraph.errors import FileFormatError, InvalidValueError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traffickgraph.graph import RouteGraph
    from traffickgraph.model import Claim, Indicator

__all__ = ["dumps", "lines", "loads"]

FORMAT: Final = 1
_HEADER: Final = '{"traffickgraph": %d}'


class _NoNumber:
    """What JSON as such does not have, but Python's reader lets through: NaN and the infinities."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    keys = [key for key, _ in pairs]
    repeated = RepeatedKeys(found)
    repeated.repeated = tuple(key for key in found if keys.count(key) > 1)
    return repeated


_DECODE = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_NoNumber).decode


def lines(items: tuple[Claim, ...] | tuple[Indicator, ...], *, ascii_only: bool = False) -> Iterator[str]:
    """Write each claim or indicator as one line of JSON, without the line end.

    Raises
    ------
    InvalidValueError
        If a number is too long to be written.
    """
    encode = json.JSONEncoder(ensure_ascii=ascii_only, allow_nan=False, check_circular=False).encode
    for item in items:
        try:
            yield encode(item.to_record())
        except ValueError as error:
            raise InvalidValueError(f"a number is too long to be written: {error}", item) from error


def dumps(graph: RouteGraph) -> bytes:
    """Write a graph as JSON Lines."""
    text = "\n".join([_HEADER % FORMAT, *lines(graph.claims), *lines(graph.indicators), ""])
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise InvalidValueError(f"a text holds half a character: {shown(text[error.start - 20 : error.end])}") from None


def loads(data: bytes, path: str) -> Reading:
    """Read JSON Lines to the end.

    Raises
    ------
    FileFormatError
        If it says that it is of a newer format than this.
    """
    reading = Reading()
    reader = RecordReader()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileFormatError(path, f"{path!r} is in UTF-16; save it as UTF-8")
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not raw or raw.isspace():
            continue
        read_line(raw, f"line {number}", reader, reading, path)
    return reading


def read_line(raw: bytes | str, where: str, reader: RecordReader, reading: Reading, path: str) -> None:
    """Read one line."""
    try:
        record: object = _DECODE(raw if isinstance(raw, str) else raw.decode())
    except UnicodeDecodeError as error:
        wrong = error.object[error.start]
        return reading.refuse(where, f"the byte 0x{wrong:02x} at {error.start + 1} is no UTF-8; save the file as UTF-8")
    except json.JSONDecodeError as error:
        what = f"{error.msg[:1].lower()}{error.msg[1:]}"
        return reading.refuse(where, f"no JSON: {what}, at character {error.colno}: {shown(error.doc)}")
    except RecursionError:
        return reading.refuse(where, "no claim is nested so deeply")
    except ValueError:  # the one other way in which Python's reader fails
        return reading.refuse(where, "a number has more digits than can be read")
    faults = Faults()
    if is_object(record) and "traffickgraph" in record:
        return _check_format(record, where, reading, path)
    try:
        reading.keep(reader.item(record, faults), faults, where)
    except RecursionError:
        reading.refuse(where, "no claim is nested so deeply")
    return None


def _check_format(record: dict[str, object], where: str, reading: Reading, path: str) -> None:
    version = record["traffickgraph"]
    if len(record) == 1 and type(version) is int and version > FORMAT:
        raise FileFormatError(
            path,
            f"{path!r} is of format {shown(version)}, of a newer traffickgraph; this one reads format {FORMAT}: "
            "upgrade with pip install --upgrade traffickgraph",
        )
    if record != {"traffickgraph": FORMAT} or type(version) is not int:
        reading.refuse(where, f"the line of the format is {_HEADER % FORMAT}, not {shown(record)}")
