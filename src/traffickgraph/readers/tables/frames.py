"""Frames of any engine as narwhals knows them, with the columns that are read under names that no engine minds."""

# narwhals types frames and series by those of the engine, which may be any.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from traffickgraph.errors import InvalidValueError, WrongTypeError, shown

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    import narwhals as nw

    from traffickgraph.readers.tables.columns import Columns

    Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]

__all__ = ["quiet", "spoken_to"]

FRAMES: Final = "pandas, polars, pyarrow, DuckDB, Dask, PySpark or Ibis"


def spoken_to(frame: object, columns: Columns, where: str) -> tuple[Frame, dict[str, str]]:
    """Return a frame as narwhals knows it, and what the columns that are read are called in it.

    Raises
    ------
    WrongTypeError
        If it is no frame.
    InvalidValueError
        If a column is missing, or several have the name of one that is read.
    """
    given, names = _renamed(frame, columns, where)
    table = _of_narwhals(given, frame)
    if names is None:
        there = table.collect_schema().names()
        columns.check(there, where)
        names = dict(zip(there, there, strict=True))
    return table, names


@contextmanager
def quiet() -> Generator[None]:
    """Keep from users what narwhals says to those who write with it; nothing else is kept back."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Dask support is moving out of Narwhals", FutureWarning)
        yield


def _of_narwhals(given: Any, frame: object) -> Frame:  # noqa: ANN401 - of any package
    import narwhals

    try:
        table: Frame = narwhals.from_native(given)
    except TypeError as error:
        raise WrongTypeError(
            f"a table is a data frame of {FRAMES}, or the path of a .csv, .tsv, .parquet or .xlsx file, "
            f"not {shown(frame)}",
            frame,
        ) from error
    return table


def _renamed(frame: object, columns: Columns, where: str) -> tuple[object, dict[str, str] | None]:
    """Return a frame whose columns go by their places, if their own names may be in the way."""
    from narwhals import dependencies

    given: Any = frame
    if dependencies.is_pyspark_dataframe(given):
        # To Spark, a dot is a part of a column, and "A" is "a".
        there = list(given.columns)
        return given.toDF(*map(_alias, range(len(there)))), _places(there, columns, where)
    if dependencies.is_pyarrow_table(given):
        there = list(given.column_names)
    elif dependencies.is_pandas_dataframe(given) or dependencies.is_dask_dataframe(given):
        there = list(given.columns)
    else:
        return frame, None
    if len(set(there)) == len(there) and all(isinstance(name, str) for name in there):
        return frame, None
    places = _places(there, columns, where)
    aliases = list(map(_alias, range(len(there))))
    if dependencies.is_pyarrow_table(given):
        return given.rename_columns(aliases), places
    given = given.copy(deep=False) if dependencies.is_pandas_dataframe(given) else given.copy()
    given.columns = aliases
    return given, places


def _alias(place: int) -> str:
    return f"column {place}"


def _places(there: Sequence[object], columns: Columns, where: str) -> dict[str, str]:
    """Return by which place each column goes that is read: by its name, or by its name as text if it is a number."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(there):
        text = name if isinstance(name, str) else str(name) if isinstance(name, int) else None
        if text is not None:
            found.setdefault(text, []).append(place)
    if not found.keys() >= set(columns.names):
        columns.check([name if str(name) not in found else str(name) for name in there], where)
    twice = [name for name in columns.names if len(found[name]) > 1]
    if twice:
        raise InvalidValueError(
            f"{where} has {len(found[twice[0]])} columns called {shown(twice[0])}; rename all but one", twice[0]
        )
    return {name: _alias(places[0]) for name, places in found.items()}
