"""What is wrong with the rows of a file of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traffickgraph.errors import FileFormatError
from traffickgraph.readers.separated import Account, account_of, account_row_by_row
from traffickgraph.table import plural

if TYPE_CHECKING:
    from traffickgraph.readers.ctdc.files import CaseFile

__all__ = ["check_number", "looked_through", "unreadable"]


def looked_through(file: CaseFile) -> Account:
    """Look through all lines of a text file.

    Raises
    ------
    FileFormatError
        If a row has too few cells or too many, or a quotation mark that is misplaced.
    """
    account = account_of(file.path, file.separator, len(file.header), file.first_row - 1)
    _refuse(file, account)
    return account


def check_number(file: CaseFile, account: Account, rows: int) -> None:
    """Check that the engine has found all rows, and blank lines, which are rows for it.

    Raises
    ------
    FileFormatError
        If it has not.
    """
    if rows != account.rows + account.blank:
        raise FileFormatError(
            file.path,
            f"{file.path!r} has {plural(account.rows, 'row')}, of which polars finds {rows - account.blank:,}; its "
            "quotation marks may be misplaced: correct them, or download the file again",
        )


def unreadable(file: CaseFile, problem: str) -> FileFormatError:
    """Say why the engine could not read a file."""
    if file.cells is None:
        try:
            _refuse(file, account_row_by_row(file.path, file.separator, len(file.header), file.first_row - 1))
        except FileFormatError as found:
            return found
    return FileFormatError(
        file.path, f"{file.path!r} could not be read ({problem}); correct it, or download the file again"
    )


def _refuse(file: CaseFile, account: Account) -> None:
    """Raise an error that names the first row that is damaged, if one is."""
    if account.undecoded:
        line, byte = account.undecoded
        problem = f"is not in UTF-8 (byte 0x{byte:02x}); save the file as CSV in UTF-8"
    elif account.damage:
        line, cells, what = account.damage[0]
        width = len(file.header)
        much = "few" if cells < width else "many"
        problem = f"has {what}" if what else f"has too {much} cells, {cells} for {width} columns"
        if cells > width:
            problem += "; a cell that holds a separator stands in quotation marks"
    else:
        return
    raise FileFormatError(
        file.path, f"{file.path!r}, row {line:,}, {problem}; correct the row, or download the file again"
    )
