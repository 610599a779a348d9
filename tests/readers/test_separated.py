"""Rows of text are whole or named, and never shifted in silence; against Python's csv. All tables are invented."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph.errors import TraffickGraphError
from traffickgraph.model import Publication
from traffickgraph.readers import tables
from traffickgraph.readers.separated import account_of, account_row_by_row, rows_of, same_content, wide_encoding

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CELLS = st.text(st.sampled_from('ab ",;\n\x1e\u00e9'), max_size=5)
HEADER = ["u", "from", "to", "n"]
TABLES = st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=6)
STYLES = st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC])


def written(rows: list[list[str]], style: int = csv.QUOTE_MINIMAL, end: str = "\n", separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, quoting=style, lineterminator=end, delimiter=separator).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def persons(path: Path) -> int | None:
    """Return how many persons are read, None if the file is refused."""
    asked = {"source": "from", "destination": "to", "count": "n", "publication": Publication("Invented", 2020)}
    try:
        reading = tables.read(path, **asked)  # type: ignore[arg-type]
    except TraffickGraphError:
        return None
    return sum(one.count.low for one in reading.graph if one.count)


@given(rows=TABLES, style=STYLES, end=st.sampled_from(["\n", "\r\n"]), separator=st.sampled_from(",;\t"))
def test_rows_in_every_style_of_quoting_are_those_of_csv_and_of_polars(
    rows: list[list[str]], style: int, end: str, separator: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = written([HEADER, *rows], style, end, separator)
    lines = io.StringIO(text, newline="\n")
    assert [row.cells for row in rows_of(lines, separator)] == [HEADER, *rows]
    path = tmp_path_factory.mktemp("rows") / "x.csv"
    path.write_bytes(text.encode())
    account = account_of(str(path), separator, 4, 1)
    assert (account.rows, account.blank, account.wrong) == (len(rows), 0, 0)
    found = pl.read_csv(path, separator=separator, infer_schema=False).fill_null("")
    assert found.rows() == [tuple(row) for row in rows]


@given(
    text=st.text(st.sampled_from('ab",\n '), max_size=40),
    width=st.integers(1, 3),
)
def test_looking_at_lines_and_going_through_rows_say_the_same(
    text: str, width: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("text") / "x.csv"
    path.write_bytes(b"x\n" + text.encode())
    fast, slow = account_of(str(path), ",", width, 1), account_row_by_row(str(path), ",", width, 1)
    assert (fast.rows, fast.blank, fast.wrong, fast.damage) == (slow.rows, slow.blank, slow.wrong, slow.damage)
    if not slow.wrong and width > 1:  # what is accepted is what csv reads
        expected = [
            row
            for row in csv.reader(io.StringIO(text, newline="\n"), strict=True)
            if "".join(row[:1]).strip() or len(row) > 1
        ]
        assert slow.rows == len(expected)
        assert all(len(row) == width for row in expected)


@given(
    rows=st.integers(2, 8),
    at=st.integers(0, 7),
    column=st.integers(0, 3),
    damage=st.sampled_from(['5" x', "1,2", '"', 'x"y"', "short", '"a"b', '" ""']),
)
def test_one_damaged_row_is_never_read_as_something_else(
    rows: int, at: int, column: int, damage: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cells = [["x", "HMD", "ATA", "1"] for _ in range(rows)]
    lines = [",".join(row) for row in [HEADER, *cells]]
    folder = tmp_path_factory.mktemp("damage")
    (folder / "whole.csv").write_text("\n".join(lines), encoding="utf-8")
    assert persons(folder / "whole.csv") == rows
    hit = cells[at % rows]
    hit[column] = damage
    lines[1 + at % rows] = ",".join(hit[: max(column, 1)] if damage == "short" else hit)
    (folder / "x.csv").write_text("\n".join(lines), encoding="utf-8")
    assert persons(folder / "x.csv") is None


def test_a_row_with_a_stray_quotation_mark_does_not_hide_those_after_it() -> None:
    rows = list(rows_of(['a,5" b\n', "c,d\n", '"e\n', 'f"g\n', "h,i\n"], ","))
    assert [(row.line, bool(row.fault)) for row in rows] == [(1, True), (2, False), (3, True)]
    assert "from here on" in rows[2].fault


def test_a_line_that_is_no_utf_8_is_known(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"a,b\nc,d\ne,\xf4\n")
    assert account_row_by_row(str(tmp_path / "x.csv"), ",", 2, 1).undecoded == (3, 0xF4)


def test_encodings_are_known_by_their_beginning() -> None:
    assert wide_encoding("from".encode("utf-32")) == "UTF-32"
    assert {wide_encoding("from".encode(name)[:4]) for name in ("utf-16", "utf-16-le", "utf-16-be")} == {"UTF-16"}
    assert {wide_encoding(one) for one in (b"from", b"", b"a", b"\xef\xbb\xbff")} == {""}


def test_a_copy_is_the_same(tmp_path: Path) -> None:
    for name, text in (("a", "1"), ("b", "1"), ("c", "2")):
        (tmp_path / name).write_text(text)
    assert same_content(str(tmp_path / "a"), str(tmp_path / "b"))
    assert not same_content(str(tmp_path / "a"), str(tmp_path / "c"))
