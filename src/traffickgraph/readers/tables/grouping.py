"""Rows that say the same, grouped inside the engine that holds them: only one row for each group reaches Python.

Whatever holds the table (pandas, polars, pyarrow, DuckDB, Dask, PySpark, Ibis) is spoken to through narwhals.
"""

# narwhals types frames and series by those of the engine, which may be any.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from traffickgraph.errors import (
    InvalidValueError,
    MissingPackageError,
    TraffickGraphError,
    listed,
    shown,
)
from traffickgraph.readers.tables.frames import quiet, spoken_to
from traffickgraph.readers.tables.years import NO_YEAR, WITH_ZONE
from traffickgraph.table import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    import narwhals as nw
    from narwhals.dtypes import DType

    from traffickgraph.readers.tables.columns import Columns
    from traffickgraph.readers.tables.frames import Frame

    Grouped: TypeAlias = nw.DataFrame[Any]

__all__ = ["EXACT", "Figures", "Groups", "grouped"]

Kind: TypeAlias = Literal["text", "numbers", "yes or no", "dates", "times", "nested values", "bytes"]

# 64-bit floats hold whole numbers below this exactly.
EXACT: Final = 2**53
_TAKEN: Final[dict[str, frozenset[Kind]]] = {
    "place": frozenset({"text", "numbers"}),
    "word": frozenset({"text", "numbers", "yes or no"}),
    "year": frozenset({"text", "numbers", "dates"}),
    "count": frozenset({"text", "numbers"}),
}
_WANTED: Final = {
    "place": "names or codes of places",
    "word": "words",
    "year": "years",
    "count": "numbers of persons",
}


@attrs.frozen
class Figures:
    """The figures of a numeric column, for each group.

    Attributes
    ----------
    stated : sequence of int
        In how many rows there is one.
    total : sequence of float or None
        Their sum.
    least, most : sequence of float or None
        The lowest and the highest.
    part : sequence of float or None
        How far they are from whole numbers, at most.
    """

    stated: Sequence[int]
    total: Sequence[float | None]
    least: Sequence[float | None]
    most: Sequence[float | None]
    part: Sequence[float | None]


@attrs.frozen
class Groups:
    """One entry for each group of rows that have the same keys, in no order.

    Attributes
    ----------
    keys : mapping of str to sequence
        What the rows of a group have in common, by column: of places, forms, flags, victims, year, and of the count if
        it is written as text. A date is its year.
    rows : sequence of int
        How many rows a group has.
    figures : Figures or None
        The figures of the count, if they are numbers.
    """

    keys: dict[str, Sequence[object]]
    rows: Sequence[int]
    figures: Figures | None


def grouped(
    frame: object,
    columns: Columns,
    *,
    where: str,
    missing: Sequence[float] = (),
    broken: Callable[[BaseException], TraffickGraphError] | None = None,
) -> Groups:
    """Group the rows of a table inside its engine.

    Parameters
    ----------
    frame : data frame
        Any that narwhals takes.
    columns : Columns
        What is read of it.
    where : str
        What the table is called in messages.
    missing : sequence of float
        Numbers that stand for a missing figure in a numeric column of counts.
    broken : callable, optional
        Makes the error to be raised when the engine fails.

    Raises
    ------
    WrongTypeError
        If it is no such frame.
    InvalidValueError
        If a column is missing or holds what cannot be read there, or the engine fails.
    MissingPackageError
        If narwhals is not installed, or what the engine needs to hand over its answer.
    """
    if find_spec("narwhals") is None:
        raise MissingPackageError("reading a table", "narwhals", "readers")
    with _engine(where, broken), quiet():
        table, called = spoken_to(frame, columns, where)
        there = table.collect_schema()
        schema = {name: there[called[name]] for name in columns.names}
        kinds = _checked(schema, columns, where)
        return _answer(table, columns, called, schema, kinds, missing)


def _answer(  # noqa: PLR0913, PLR0917 - a table, and what is known of its columns
    table: Frame,
    columns: Columns,
    called: dict[str, str],
    schema: dict[str, DType],
    kinds: dict[str, Kind],
    missing: Sequence[float],
) -> Groups:
    import narwhals as nw

    numeric = columns.count is not None and kinds[columns.count] == "numbers"
    names = columns.keys if numeric else columns.names
    # Columns are renamed, so that none is in the way of those that are worked out.
    keys = {f"key {at}": name for at, name in enumerate(names)}
    chosen = [_key(table, called[name], schema[name]).alias(alias) for alias, name in keys.items()]
    asked = [nw.len().alias("rows")]
    if numeric and columns.count is not None:
        figure = _figure(called[columns.count], schema[columns.count], missing)
        chosen += [figure.alias("figure"), (figure - figure.round(0)).abs().alias("part")]
        asked += [
            nw.col("figure").count().alias("stated"),
            nw.col("figure").sum().alias("total"),
            nw.col("figure").min().alias("least"),
            nw.col("figure").max().alias("most"),
            nw.col("part").max().alias("part"),
        ]
    if isinstance(table, nw.DataFrame) and table.implementation.is_polars():
        table = table.lazy()
    found = _collected(table.select(*chosen).group_by(list(keys)).agg(*asked))
    values: dict[str, list[Any]] = found.to_dict(as_series=False)
    figures = None
    if numeric:
        figures = Figures(values["stated"], values["total"], values["least"], values["most"], values["part"])
    return Groups({name: values[alias] for alias, name in keys.items()}, values["rows"], figures)


def _figure(name: str, dtype: DType, missing: Sequence[float]) -> nw.Expr:
    """Return figures as 64-bit floats, whose sums do not wrap around in any engine, and are exact where not refused."""
    import narwhals as nw

    figure = nw.col(name)
    # Some engines refuse to cast or round what is beyond.
    if _is(dtype, nw.Int64, nw.Int128, nw.Float64):
        figure = figure.clip(-EXACT, EXACT)
    elif _is(dtype, nw.UInt64, nw.UInt128):
        figure = figure.clip(upper_bound=EXACT)
    figure = figure.cast(nw.Float64)
    return nw.when(~figure.is_in(list(missing))).then(figure) if missing else figure


def _key(table: Frame, name: str, dtype: DType) -> nw.Expr:
    import narwhals as nw

    expression = nw.col(name)
    if _kind(dtype) == "dates":  # only years are made of them
        # What is not null and has no year, such as the infinity of DuckDB, is no missing value.
        return nw.when(~expression.is_null()).then(expression.dt.year().fill_null(NO_YEAR))
    engine = table.implementation
    if _is(dtype, nw.Categorical, nw.Enum) and not (engine.is_polars() or engine.is_pandas()):
        return expression.cast(nw.String)  # others group codes, which differ from part to part, or not at all
    return expression


def _collected(frame: Frame) -> Grouped:
    import narwhals as nw

    if isinstance(frame, nw.DataFrame):
        return frame
    if frame.implementation.is_polars():
        return frame.collect(engine="streaming")
    return frame.collect()


@contextmanager
def _engine(where: str, broken: Callable[[BaseException], TraffickGraphError] | None) -> Generator[None]:
    """Turn what an engine raises into one error."""
    try:
        yield
    except (TraffickGraphError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except ImportError as error:
        raise MissingPackageError(f"grouping {where}", error.name or "pyarrow") from error
    except BaseException as error:  # a panic of Rust is no Exception
        if broken is not None:
            raise broken(error) from error
        raise InvalidValueError(
            f"{where} could not be grouped by the engine that holds it: {type(error).__name__}: "
            f"{one_line(str(error))}; see that the engine can show it by itself"
        ) from error


def _checked(schema: dict[str, DType], columns: Columns, where: str) -> dict[str, Kind]:
    """Return what each column holds, and check that it may."""
    roles = [("place", columns.places), ("word", (columns.exploitation, *columns.flags, columns.victims))]
    roles += [("year", (columns.year,)), ("count", (columns.count,))]
    kinds: dict[str, Kind] = {name: _kind(schema[name]) for name in columns.names}
    for role, names in roles:
        for name in names:
            if name is not None and kinds[name] not in _TAKEN[role]:
                raise InvalidValueError(
                    f"column {shown(name)} of {where} holds {kinds[name]} ({schema[name]}), not {_WANTED[role]}; "
                    f"make it {listed(sorted(_TAKEN[role]))}",
                    name,
                )
    if columns.year is not None and getattr(schema[columns.year], "time_zone", None) is not None:
        raise InvalidValueError(
            f"column {shown(columns.year)} of {where} ({schema[columns.year]}) {WITH_ZONE}",
            columns.year,
        )
    return kinds


def _is(dtype: DType, *types: type[DType]) -> bool:
    return any(dtype == one for one in types)


def _kind(dtype: DType) -> Kind:
    import narwhals as nw

    if dtype.is_numeric():
        return "numbers"
    if dtype == nw.Boolean:
        return "yes or no"
    if _is(dtype, nw.Date, nw.Datetime):
        return "dates"
    if _is(dtype, nw.Time, nw.Duration):
        return "times"
    if dtype.is_nested():
        return "nested values"
    # What a package holds as objects, or as nothing but nulls, is looked at group by group.
    return "bytes" if dtype == nw.Binary else "text"
