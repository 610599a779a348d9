"""Data frames in and out. Out, each of three packages makes its own; in, narwhals reads any that it knows."""

# pyarrow has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownParameterType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from datetime import date, time, timedelta
from math import isnan
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast, overload

from traffickgraph.convert.columns import CLAIM_COLUMNS, INDICATOR_COLUMNS, NUMBERS, Cell, claim_cells, indicator_cells
from traffickgraph.convert.reading import Faults, Reading
from traffickgraph.convert.rows import DateCell, RowReader, column_names
from traffickgraph.disclosure.protecting import published
from traffickgraph.errors import InvalidValueError, MissingPackageError, WrongTypeError, shown
from traffickgraph.model import spoken_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from traffickgraph.graph import RouteGraph

__all__ = ["Backend", "Rows", "arrow_stream", "frame_of", "from_frame", "to_frame"]

Rows: TypeAlias = Literal["claims", "legs", "flows", "links", "indicators"]
Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
Kind: TypeAlias = Literal["text", "whole", "number", "yes-no", "nothing"]
Plain: TypeAlias = str | float | bool | None

_SAID: Final = tuple(name for name in CLAIM_COLUMNS if name not in ("source", "via", "destination"))
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "claims": CLAIM_COLUMNS,
    "indicators": INDICATOR_COLUMNS,
    "legs": ("tail", "tail_name", "tail_role", "head", "head_name", "head_role", "label", "claim", *_SAID),
    "flows": ("source", "source_name", "via", "destination", "destination_name", "claim", *_SAID),
    "links": (
        *("tail", "tail_name", "head", "head_name", "labels", "claims", "publications", "exploitation", "status"),
        *("first_published", "last_published", "period_first", "period_last", "count_low", "count_high"),
    ),
}
# What no column of 64 bits holds.
_TOO_LONG: Final = 2**63
_NUMBERS: Final = NUMBERS | {"claims", "publications", "first_published", "last_published"}


@overload
def to_frame(
    graph: RouteGraph, rows: Rows = "claims", backend: Literal["pandas"] = "pandas", *, k: int | None = None
) -> pd.DataFrame: ...
@overload
def to_frame(
    graph: RouteGraph, rows: Rows = "claims", *, backend: Literal["polars"], k: int | None = None
) -> pl.DataFrame: ...
@overload
def to_frame(
    graph: RouteGraph, rows: Rows = "claims", *, backend: Literal["pyarrow"], k: int | None = None
) -> pa.Table: ...
@overload
def to_frame(
    graph: RouteGraph, rows: Rows, backend: Backend, *, k: int | None = None
) -> pd.DataFrame | pl.DataFrame | pa.Table: ...
def to_frame(
    graph: RouteGraph, rows: Rows = "claims", backend: Backend = "pandas", *, k: int | None = None
) -> pd.DataFrame | pl.DataFrame | pa.Table:
    """Return a data frame.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    rows : {"claims", "legs", "flows", "links", "indicators"}
        What a row is. Rows of claims and of indicators have the columns of the CSV file; :func:`from_frame` gives
        their graph back. Legs and flows repeat what their claim says, and name it in ``claim``.
    backend : {"pandas", "polars", "pyarrow"}
        Whose frame; the package is to be installed.
    k : int, optional
        Withhold counts of persons below it, and what would give one back; see
        :func:`traffickgraph.disclosure.protect`.

    Returns
    -------
    pandas.DataFrame, polars.DataFrame or pyarrow.Table
        Columns are text or whole numbers (``Int64`` in pandas), null where nothing is stated. Several words
        or places in a cell are joined by ``;``. A frame without rows has the same columns.

    Notes
    -----
    A count is that of the whole claim: in rows of legs and flows it stands in several rows, and does not add up.

    Raises
    ------
    MissingPackageError
        If the backend is not installed.
    """
    if rows not in _COLUMNS:
        raise InvalidValueError(f"rows are {', '.join(map(repr, _COLUMNS))}, not {shown(rows)}", rows)
    kinds: dict[str, Kind] = {name: "whole" if name in _NUMBERS else "text" for name in _COLUMNS[rows]}
    safe = published(graph, k)
    return _framed(lambda: _columns(safe, rows), kinds, backend)


def frame_of(columns: Mapping[str, Sequence[Plain]], backend: Backend) -> pd.DataFrame | pl.DataFrame | pa.Table:
    """Return columns of plain cells as a data frame; the cells say what is text, whole, a number, or yes and no.

    A column with cells of several kinds is text, but for whole numbers among others; a column without any is text.

    Raises
    ------
    MissingPackageError
        If the backend is not installed.
    """
    kinds: dict[str, Kind] = {name: _kind(cells) for name, cells in columns.items()}
    return _framed(lambda: {name: _alike(cells, kinds[name]) for name, cells in columns.items()}, kinds, backend)


def _kind(cells: Iterable[Plain]) -> Kind:
    stated = [cell for cell in cells if cell is not None]
    found = set(map(type, stated))
    if found == {bool}:
        return "yes-no"
    if found == {int} and all(abs(cell) < _TOO_LONG for cell in stated if not isinstance(cell, str)):
        return "whole"
    if not found:
        return "nothing"  # whether text or numbers are missing, nobody can say
    return "number" if found <= {int, float} else "text"


def _alike(cells: Iterable[Plain], kind: Kind) -> list[Plain]:
    """Return cells of several kinds as one kind: not every frame does so by itself, nor all in the same way."""
    if kind in {"whole", "yes-no", "nothing"}:
        return list(cells)
    one = str if kind == "text" else float
    return [None if cell is None else one(cell) for cell in cells]


def _framed(
    columns: Callable[[], Mapping[str, Sequence[Plain]]], kinds: Mapping[str, Kind], backend: Backend
) -> pd.DataFrame | pl.DataFrame | pa.Table:
    if backend not in _FRAMES:
        raise InvalidValueError(f"backend is {', '.join(map(repr, _FRAMES))}, not {shown(backend)}", backend)
    try:
        return cast("pd.DataFrame | pl.DataFrame | pa.Table", _FRAMES[backend](columns(), kinds))
    except ImportError as error:
        raise MissingPackageError(f"a frame of {backend}", backend) from error


def _columns(graph: RouteGraph, rows: Rows) -> dict[str, list[Cell]]:
    names = _COLUMNS[rows]
    cells = _CELLS[rows](graph)
    columns: dict[str, list[Cell]] = {name: [] for name in names}
    for row in cells:
        for name, cell in zip(names, row, strict=True):
            columns[name].append(cell)
    return columns


def _claims(graph: RouteGraph) -> Iterator[tuple[Cell, ...]]:
    return map(claim_cells, graph.claims)


def _indicators(graph: RouteGraph) -> Iterator[tuple[Cell, ...]]:
    return map(indicator_cells, graph.indicators)


def _legs(graph: RouteGraph) -> Iterator[tuple[Cell, ...]]:
    for claim in graph.claims:
        legs = claim.legs()
        said = (claim.id, *claim_cells(claim)[3:]) if legs else ()
        for leg in legs:
            tail, head = leg.tail, leg.head
            yield tail.code, tail.name, str(leg.tail_role), head.code, head.name, str(leg.head_role), leg.label, *said


def _flows(graph: RouteGraph) -> Iterator[tuple[Cell, ...]]:
    for claim in graph.claims:
        flows = claim.flows()
        _, via, _, *said = claim_cells(claim)
        for flow in flows:
            source, destination = flow.source, flow.destination
            yield source.code, source.name, via, destination.code, destination.name, claim.id, *said


def _links(graph: RouteGraph) -> Iterator[tuple[Cell, ...]]:
    for link in graph.links():
        publications, count = link.publications, link.count
        yield (
            *(link.tail.code, link.tail.name, link.head.code, link.head.name, ";".join(link.labels)),
            *(len(link.claims), len(publications), ";".join(link.exploitation), ";".join(link.status)),
            *(publications[0].year, publications[-1].year, *spoken_of(link.claims)),
            *((None, None) if count is None else (count.low, count.high)),
        )


_CELLS: Final = {"claims": _claims, "indicators": _indicators, "legs": _legs, "flows": _flows, "links": _links}


def _pandas(columns: Mapping[str, Any], kinds: Mapping[str, Kind]) -> pd.DataFrame:
    import pandas as pd

    # "str" is what pandas 3 makes of text by itself; pandas 2 holds it as objects.
    text = "str" if pd.Series(["text"]).dtype != object else "object"
    types = {
        "text": text,
        "whole": "Int64",
        "number": "float64",
        "yes-no": "boolean",
        "nothing": "object",
    }
    return pd.DataFrame({name: pd.Series(cells, dtype=types[kinds[name]]) for name, cells in columns.items()})


def _polars(columns: Mapping[str, Any], kinds: Mapping[str, Kind]) -> pl.DataFrame:
    import polars as pl

    types = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "yes-no": pl.Boolean, "nothing": pl.Null}
    return pl.DataFrame(columns, schema={name: types[kinds[name]] for name in columns}, strict=False)


def _pyarrow(columns: Mapping[str, Any], kinds: Mapping[str, Kind]) -> pa.Table:
    import pyarrow as pa

    types: dict[str, Any] = {
        "text": pa.string(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "yes-no": pa.bool_(),
        "nothing": pa.null(),
    }
    return pa.table(columns, schema=pa.schema([(name, types[kinds[name]]) for name in columns]))


_FRAMES: Final[dict[str, Callable[[Mapping[str, Sequence[Plain]], Mapping[str, Kind]], Any]]] = {
    "pandas": _pandas,
    "polars": _polars,
    "pyarrow": _pyarrow,
}


def from_frame(frame: object) -> RouteGraph:
    """Return the claims and indicators of a data frame.

    Parameters
    ----------
    frame : data frame
        Any that narwhals takes, eager or lazy (pandas, polars, pyarrow, duckdb, ...), with columns of the CSV file, in
        any order; ``publication``, ``year`` and one that names places or indicators are needed. Places may be given
        by any name.

    Returns
    -------
    RouteGraph
        In the order of the rows.

    Raises
    ------
    ClaimsFileError
        If anything is wrong; all faults are listed by row, counted from 0, and column.
    MissingPackageError
        If narwhals is not installed.
    """
    try:
        import narwhals as nw
    except ImportError as error:
        raise MissingPackageError("reading a data frame", "narwhals", "frames") from error

    try:
        given = nw.from_native(cast("Any", frame))
    except TypeError as error:
        raise WrongTypeError(f"a data frame belongs here, not {shown(frame)}", frame) from error
    try:
        eager = given.collect() if isinstance(given, nw.LazyFrame) else given
    except ImportError as error:
        raise MissingPackageError("reading this lazy frame", "pyarrow") from error
    names = list(eager.columns)
    reader = RowReader(column_names(names, "frame", "the columns"), armed=True)
    reading = Reading()
    columns = [list(map(_text, eager[name].to_list(), eager[name].is_null().to_list())) for name in names]
    for number, row in enumerate(zip(*columns, strict=True)):
        faults = Faults()
        reading.keep(reader.item(row, faults), faults, f"row {number}")
    return reading.whole_graph("", "rows of the frame")


def _text(value: object, missing: object) -> str:
    if isinstance(value, str):
        return value
    # Some frames do not call NaN null.
    if missing or value is None or (isinstance(value, float) and isnan(value)):
        return ""
    return DateCell(value) if isinstance(value, (date, time, timedelta)) else str(value)


def arrow_stream(graph: RouteGraph, requested_schema: object = None) -> object:
    """Return the claims as a PyCapsule of an Arrow stream, made by pyarrow or polars, whichever is installed.

    Raises
    ------
    MissingPackageError
        If neither is.
    """
    columns = _columns(graph, "claims")
    kinds: dict[str, Kind] = {name: "whole" if name in _NUMBERS else "text" for name in columns}
    for make in (_pyarrow, _polars):
        try:
            table: Any = make(columns, kinds)
        except ImportError:
            continue
        return table.__arrow_c_stream__(requested_schema)
    raise MissingPackageError("an Arrow stream", "pyarrow")
