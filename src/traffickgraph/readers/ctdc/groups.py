"""Rows of cases, grouped while they are read: no row of a person leaves the engine, only how many say the same.

The engine is polars, which goes through a file without holding it. All cells are text for it, so that ``NA`` is
Namibia, ``-99`` is no number, and a year stays as it was written until it is understood.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Final

from traffickgraph.errors import FileFormatError, MissingPackageError, shown
from traffickgraph.readers.ctdc.faults import check_number, looked_through, unreadable
from traffickgraph.table import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from traffickgraph.readers.ctdc.files import CaseFile

__all__ = ["FLAGS", "KEYS", "first_row", "grouped"]

#: The columns that say where, when and whom a record is about.
KEYS: Final = ("citizenship", "CountryOfExploitation", "yearOfRegistration", "gender", "ageBroad", "majorityStatus")
#: The columns that say yes or no to a form of exploitation; each is one bit of a number, in this order.
FLAGS: Final = (
    "isForcedLabour",
    "isSexualExploit",
    "isOtherExploit",
    "isSexAndLabour",
    "isForcedMarriage",
    "isForcedMilitary",
    "isOrganRemoval",
    "isSlaveryAndPractices",
    "typeOfLabourDomesticWork",
    "sectorOfLabourDomesticWork",
    "typeOfLabourBegging",
    "typeOfLabourIllicitActivities",
)
# As other programs write them that have read a file and written it again.
_YES_AGAIN: Final = ("1", "1.0", "true", "yes")
_NOT_AGAIN: Final = ("", "0", "0.0", "-99", "-99.0", "false", "no", "na", "n/a", "nan", "null", "none", "unknown", ".")


def grouped(file: CaseFile) -> pl.DataFrame:
    """Group the rows of a file.

    Returns
    -------
    polars.DataFrame
        One row for each group: the cells of `KEYS` as text, without blanks around them, and empty where the file has
        no such column; ``forms``, the bits of the flags that say yes; and ``records``, the number of rows.

    Raises
    ------
    FileFormatError
        If a row cannot be read, or a flag says neither yes nor no nor unknown; with the number of the row.
    MissingPackageError
        If polars is not installed.
    """
    try:
        import polars as pl
    except ImportError as error:
        raise MissingPackageError("reading case data of CTDC", "polars", "readers") from error

    account = looked_through(file) if file.cells is None else None
    blank = _blank_rows(file.cells or ()) if account is None else account.blank
    rows = _rows(file)
    try:
        found = _counted(rows, file, _bits(file, again=False))
        if found["odd"].any():
            found = _counted(rows, file, _bits(file, again=True))
        if found["odd"].any():
            raise _odd_flag(rows, file)
        if account is not None:
            check_number(file, account, int(found["records"].sum()))
    except pl.exceptions.PolarsError as error:
        raise unreadable(file, one_line(str(error))) from error
    return _without(_tidied(found), blank)


def _rows(file: CaseFile) -> pl.LazyFrame:
    """Return the rows of a file, none of them read yet; all cells are text, and empty ones are null."""
    import polars as pl

    schema = {_name(at): pl.String for at in range(len(file.header))}
    if file.cells is not None:
        width = len(file.header)
        columns = ([_as_text(row[at]) if at < len(row) else None for row in file.cells] for at in range(width))
        wanted = set(file.positions.values())
        return pl.LazyFrame(
            {name: column for at, (name, column) in enumerate(zip(schema, columns, strict=True)) if at in wanted},
            schema={_name(at): pl.String for at in sorted(wanted)},
        )
    return pl.scan_csv(
        file.path,
        has_header=False,
        skip_lines=file.first_row - 1,
        schema=schema,
        separator=file.separator,
        infer_schema=False,
        glob=False,
    )


def _name(at: int) -> str:
    return f"column {at}"


def _as_text(cell: object) -> str | None:
    return None if cell is None or cell == "" else str(cell)


def _column(file: CaseFile, name: str) -> pl.Expr:
    import polars as pl

    at = file.positions.get(name)
    return pl.lit(None, dtype=pl.String) if at is None else pl.col(_name(at))


def _bits(file: CaseFile, *, again: bool) -> tuple[pl.Expr, pl.Expr]:
    """Return the flags that say yes, as bits of one number, and whether one says neither yes nor no nor unknown.

    The short way knows only the words of the files of CTDC themselves; the long one those of other programs, too.
    """
    import polars as pl

    bits: list[pl.Expr] = []
    odd: list[pl.Expr] = []
    for at, name in enumerate(FLAGS):
        if name not in file.positions:
            continue
        cell = _column(file, name)
        if again:
            cell = cell.str.strip_chars().str.to_lowercase()
            yes, ordinary = cell.is_in(_YES_AGAIN), cell.is_in((*_YES_AGAIN, *_NOT_AGAIN))
            bits.append(yes.fill_null(value=False).cast(pl.UInt16) * (1 << at))
            odd.append(~ordinary)
        else:
            bits.append(cell.eq_missing("1").cast(pl.UInt16) * (1 << at))
            odd.append((cell != "1") & (cell != "0") & (cell != "-99") & (cell != ""))
    return reduce(operator.add, bits), pl.any_horizontal(odd).fill_null(value=False)


def _counted(rows: pl.LazyFrame, file: CaseFile, bits: tuple[pl.Expr, pl.Expr]) -> pl.DataFrame:
    import polars as pl

    forms, odd = bits
    keys = [_column(file, name).alias(name) for name in KEYS if name in file.positions]
    return (
        rows.group_by(*keys, forms.alias("forms"), odd.alias("odd"))
        .agg(pl.len().alias("records"))
        .collect(engine="streaming")
    )


def _tidied(found: pl.DataFrame) -> pl.DataFrame:
    """Return the groups with cells that differ in blanks only put together."""
    import polars as pl

    keys = [
        pl.col(name).str.strip_chars().fill_null("").alias(name) if name in found.columns else pl.lit("").alias(name)
        for name in KEYS
    ]
    return found.select(*keys, "forms", "records").group_by(*KEYS, "forms").agg(pl.col("records").sum())


def _blank_rows(sheet: Sequence[Sequence[object]]) -> int:
    """Return how many rows of a sheet have nothing in them."""
    return sum(all(cell is None or cell == "" for cell in row) for row in sheet)


def _without(found: pl.DataFrame, blank: int) -> pl.DataFrame:
    """Return the groups without the blank lines, which say nothing of anybody."""
    import polars as pl

    if not blank:
        return found
    nothing = pl.all_horizontal(*(pl.col(name) == "" for name in KEYS), pl.col("forms") == 0)
    records = pl.when(nothing).then(pl.col("records") - blank).otherwise(pl.col("records"))
    return found.with_columns(records.alias("records")).filter(pl.col("records") > 0)


def first_row(file: CaseFile, column: str, cell: str) -> int:
    """Return the number of the first row that has a cell in a column."""
    return _first(_rows(file), _column(file, column).str.strip_chars().fill_null("") == cell, file)


def _first(rows: pl.LazyFrame, condition: pl.Expr, file: CaseFile) -> int:
    found = rows.with_row_index("index").filter(condition).select("index").head(1).collect(engine="streaming")
    return file.first_row + int(found.item())


def _odd_flag(rows: pl.LazyFrame, file: CaseFile) -> FileFormatError:
    """Say which flag says neither yes nor no nor unknown."""
    for name in FLAGS:
        if name not in file.positions:
            continue
        cell = _column(file, name).str.strip_chars()
        odd = ~cell.str.to_lowercase().is_in((*_YES_AGAIN, *_NOT_AGAIN))
        wrong = rows.filter(odd).select(cell).head(1).collect(engine="streaming")
        if wrong.height:
            return FileFormatError(
                file.path,
                f"{file.path!r}, row {_first(rows, odd, file):,}: {name} is 1, 0, -99 or empty, not "
                f"{shown(wrong.item())}; correct the cell, or download the file again",
            )
    raise AssertionError(file.path)  # pragma: no cover - an odd flag was seen
