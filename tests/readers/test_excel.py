"""Sheets are read whole or not at all, and no file ends the process. All tables here are invented."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph.errors import FileFormatError
from traffickgraph.readers.excel import read_sheet

if TYPE_CHECKING:
    from pathlib import Path


def workbook(path: Path, rows: list[list[object]], name: str = "table") -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def with_sheet(path: Path, xml: str) -> Path:
    """Put another sheet into a workbook."""
    base = io.BytesIO()
    book = xlsxwriter.Workbook(base)
    book.add_worksheet("table").write_string(0, 0, "x")
    book.close()
    with zipfile.ZipFile(base) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            text = old.read(member) if "sheet1.xml" not in member.filename else xml.encode()
            new.writestr(member.filename, text)
    return path


def sheet_xml(rows: str) -> str:
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def test_the_rows_are_those_that_openpyxl_reads(tmp_path: Path) -> None:
    rows = [["a", "b"], ["x", 3], ["", 4.5], ["<5", True], ["1,234", ""]]
    path = workbook(tmp_path / "t.xlsx", rows)
    sheet = read_sheet(path)
    theirs = openpyxl.load_workbook(path).active
    assert theirs is not None
    assert sheet.name == "table"
    assert [list(row) for row in sheet.rows] == [
        ["" if cell is None else cell for cell in row] for row in theirs.values
    ]


def test_rows_and_columns_keep_their_numbers_where_the_first_are_empty(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    book.add_worksheet("cover")
    book.add_worksheet("table").write_string(4, 2, "here")
    book.close()
    assert read_sheet(tmp_path / "t.xlsx").rows[4][2] == "here"


def test_dates_are_dates(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx", {"default_date_format": "dd/mm/yyyy"})
    book.add_worksheet("t").write_datetime(0, 0, datetime(2025, 4, 14))  # noqa: DTZ001 - Excel knows no zone
    book.close()
    assert str(read_sheet(tmp_path / "t.xlsx").rows[0][0]).startswith("2025-04-14")


@pytest.mark.parametrize(
    "cell",
    ['<c r="XFD1048576"><v>1</v></c>', "<c r='XFD1048576'><v>1</v></c>", '<c s="1"\nr="XFD1048576"><v>1</v></c>'],
)
def test_a_cell_far_off_is_refused_and_does_not_end_the_process(tmp_path: Path, cell: str) -> None:
    far = sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{cell}</row>')
    with pytest.raises(FileFormatError, match=r"far\.xlsx' has a sheet that reaches to row 1,048,576"):
        read_sheet(with_sheet(tmp_path / "far.xlsx", far))


def test_a_sheet_that_unpacks_to_a_gigabyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    workbook(path, [["x"]])
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as to,
    ):
        for _ in range(1001):
            to.write(b" " * 1_000_000)
    with pytest.raises(FileFormatError, match="unpacks to more than 1,000 MB"):
        read_sheet(path)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ('<c r="B2" t="e"><v>#N/A</v></c>', "cell B2 is an error"),
        ('<c t="e" r="B2"><f>1/0</f><v>#DIV/0!</v></c>', "cell B2 is an error"),
        ('<c r="B2"><f>A1</f></c>', "cell B2 is a formula without a saved result"),
        ('<c r="B2"><f>A1</f><v></v></c>', "cell B2 is a formula without a saved result"),
    ],
)
def test_a_cell_that_would_seem_empty_is_refused_with_its_address(tmp_path: Path, cells: str, said: str) -> None:
    xml = sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c>{cells}</row>')
    with pytest.raises(FileFormatError, match=said):
        read_sheet(with_sheet(tmp_path / "t.xlsx", xml))


def test_a_formula_with_a_result_is_its_result(tmp_path: Path) -> None:
    xml = sheet_xml(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><v>3</v></c></row>'
    )
    assert [list(row) for row in read_sheet(with_sheet(tmp_path / "t.xlsx", xml)).rows] == [[2, "", 3]]


def test_merged_cells_in_a_table_are_refused_and_a_merged_title_is_not(tmp_path: Path) -> None:
    for name, area in (("title", (0, 0, 0, 1)), ("table", (2, 0, 3, 0))):
        book = xlsxwriter.Workbook(tmp_path / f"{name}.xlsx")
        sheet = book.add_worksheet()
        for number, row in enumerate([["title"], ["a", "b"], ["x", 1], ["", 2]]):
            sheet.write_row(number, 0, row)
        sheet.merge_range(*area, "merged")
        book.close()
    assert read_sheet(tmp_path / "title.xlsx").rows[3][1] == 2
    with pytest.raises(FileFormatError, match="the cells A3:A4 are merged"):
        read_sheet(tmp_path / "table.xlsx")


def test_a_hidden_sheet_is_read_only_where_no_other_has_cells(tmp_path: Path) -> None:
    for name, last in (("one", "shown"), ("none", "")):
        book = xlsxwriter.Workbook(tmp_path / f"{name}.xlsx")
        hidden, shown = book.add_worksheet("hidden"), book.add_worksheet("shown")
        hidden.write_string(0, 0, "hidden")
        if last:
            shown.write_string(0, 0, last)
        shown.activate()
        shown.set_first_sheet()
        hidden.hide()
        book.close()
    assert read_sheet(tmp_path / "one.xlsx").rows[0][0] == "shown"
    assert read_sheet(tmp_path / "none.xlsx").rows[0][0] == "hidden"


def test_a_truncated_file_says_what_to_do(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["a", "b"]] * 50)
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(FileFormatError, match=r"damaged one: .*; download or save it again"):
        read_sheet(path)


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 99])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "t.xlsx").write_bytes(data)
    with pytest.raises(FileFormatError, match="is no Excel workbook"):
        read_sheet(tmp_path / "t.xlsx")


def test_another_suffix_and_an_empty_workbook_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match="save it as one"):
        read_sheet(tmp_path / "t.xls")
    with pytest.raises(FileFormatError, match="no sheet with anything in it"):
        read_sheet(workbook(tmp_path / "t.xlsx", []))
    with pytest.raises(FileNotFoundError):
        read_sheet(tmp_path / "there is none.xlsx")


@given(at=st.integers(0, 5000), byte=st.integers(0, 255))
def test_one_wrong_byte_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("wrong")
    data = bytearray(workbook(folder / "t.xlsx", [["a", "b"], ["x", 3]]).read_bytes())
    data[at % len(data)] = byte
    (folder / "t.xlsx").write_bytes(bytes(data))
    try:
        sheet = read_sheet(folder / "t.xlsx")
    except FileFormatError as error:
        assert str(folder / "t.xlsx") in str(error)  # noqa: PT017 - which of the two it is depends on the byte
    else:
        assert isinstance(sheet.name, str)


def test_a_formula_without_a_result_is_found_in_sheets_that_write_prefixes_too(tmp_path: Path) -> None:
    spaces = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = '<x:c r="A1" t="str"><x:v>to</x:v></x:c><x:c r="B1"><x:f>1+1</x:f></x:c>'
    sheet = f'<x:worksheet {spaces}><x:sheetData><x:row r="1">{cells}</x:row></x:sheetData></x:worksheet>'
    with pytest.raises(FileFormatError, match="B1 is a formula without a saved result"):
        read_sheet(with_sheet(tmp_path / "t.xlsx", sheet))
