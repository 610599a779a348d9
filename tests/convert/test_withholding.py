"""Every writer withholds small counts if it is asked to, says how many, and leaves all as it is if it is not."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from typing import TYPE_CHECKING

import pytest

import traffickgraph as tg
from traffickgraph import convert, disclosure
from traffickgraph.convert.files import WRITTEN
from traffickgraph.convert.sheet import table_rows, write_rows

if TYPE_CHECKING:
    from pathlib import Path

INVENTED = tg.Publication("An invented table", 2020)
# The figures that must not be in any file: the small one is the difference of the other two.
TOTAL, OTHERS, QUOTED = 73137, 73130, "Seven women were identified."


@pytest.fixture
def g() -> tg.RouteGraph:
    def flow(source: str | tuple[str, ...], count: int, quote: str = "") -> tg.Claim:
        return tg.claim(source, to="Azerbaijan", period=2019, count=count, quote=quote, publication=INVENTED)

    return tg.RouteGraph(
        [
            flow("Uzbekistan", TOTAL - OTHERS, QUOTED),
            flow("Türkiye", OTHERS),
            flow((), TOTAL),
        ]
    )


def unpacked(path: Path) -> bytes:
    """Return all that is in a file, also where it is compressed."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(data)
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return b"".join(book.read(name) for name in book.namelist())
    return data


@pytest.mark.parametrize("suffix", WRITTEN)
def test_no_file_holds_what_is_withheld_and_every_file_says_that_it_is(
    g: tg.RouteGraph, tmp_path: Path, suffix: str
) -> None:
    plain, safe = tmp_path / f"plain{suffix}", tmp_path / f"safe{suffix}"
    tg.write(g, plain)
    tg.write(g, safe, k=10)
    if suffix not in {".dot", ".gv", ".gexf"}:
        assert str(TOTAL).encode() in unpacked(plain)
        assert QUOTED.encode() in unpacked(plain)
    text = unpacked(safe)
    assert str(TOTAL).encode() not in text
    assert QUOTED.encode() not in text
    assert b"withheld" in text
    assert b"withheld" not in unpacked(plain)


@pytest.mark.parametrize("suffix", convert.files.READ)
def test_what_is_withheld_is_withheld_after_reading_too(g: tg.RouteGraph, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"safe{suffix}"
    tg.write(g, path, k=10)
    back = tg.read(path)
    assert back == disclosure.protect(g, 10).graph
    assert disclosure.withheld(back) == 2
    assert disclosure.protect(back, 10).graph == back


@pytest.mark.parametrize("suffix", WRITTEN)
def test_without_k_a_file_is_what_it_was(g: tg.RouteGraph, tmp_path: Path, suffix: str) -> None:
    tg.write(g, tmp_path / f"one{suffix}")
    tg.write(g, tmp_path / f"other{suffix}", k=None)
    assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"other{suffix}").read_bytes()


@pytest.mark.parametrize("rows", ["claims", "legs", "flows", "links"])
@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_no_frame_holds_what_is_withheld(g: tg.RouteGraph, rows: str, backend: str) -> None:
    pytest.importorskip(backend)
    frame = g.to_frame(rows, backend=backend, k=10)
    columns = frame.to_pydict() if backend == "pyarrow" else {name: list(frame[name]) for name in frame.columns}
    stated = {str(one) for name in ("count_low", "count_high") for one in columns[name]}  # pandas writes <NA> for none
    assert stated >= {str(OTHERS), "0", "9"}
    assert stated.isdisjoint({str(TOTAL - OTHERS), str(TOTAL)})
    if rows != "links":
        assert any("withheld" in (note or "") for note in columns["note"] if isinstance(note, str))


@pytest.mark.parametrize("edges", ["legs", "flows", "links"])
def test_no_networkx_graph_holds_what_is_withheld_and_it_says_how_much(g: tg.RouteGraph, edges: str) -> None:
    made = g.to_networkx(edges, k=10)
    assert made.graph["withheld"] == 2
    assert sorted(data["count_low"] for *_, data in made.edges(data=True)) == [0, OTHERS]
    assert str(TOTAL) not in str(made.graph)
    assert tg.RouteGraph.from_networkx(made) == disclosure.protect(g, 10).graph
    assert "withheld" not in g.to_networkx(edges).graph


def test_a_number_that_is_too_small_is_refused_before_anything_is_written(g: tg.RouteGraph, tmp_path: Path) -> None:
    with pytest.raises(tg.TraffickGraphError, match="k is 2 or more, not 1"):
        tg.write(g, tmp_path / "safe.csv", k=1)
    assert not (tmp_path / "safe.csv").exists()
    for door in (lambda: g.to_frame(k=0), lambda: g.to_networkx(k=True), lambda: g.to_dot(k="10")):
        with pytest.raises(tg.TraffickGraphError, match="k is "):
            door()


# ---- formulas --------------------------------------------------------------------------------------------------------

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "＝1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_table_of_results_is_a_formula(text: str) -> None:
    written = write_rows(table_rows(("label", text), [(text, 1)]), ",").decode()
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows == [["label", f"'{text}"], [f"'{text}", "1"]]


@pytest.mark.parametrize("cell", [-1, -1.5, -1e-300, 0, 12, True, None, "plain", "0–9", "Côte d'Ivoire"])
def test_numbers_and_other_texts_are_written_as_they_are(cell: float | str | None) -> None:
    written = write_rows(table_rows(("cell",), [(cell,)]), ",").decode()
    assert list(csv.reader(io.StringIO(written)))[1] == ["" if cell is None else str(cell)]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_no_cell_of_a_file_of_claims_is_a_formula(text: str, suffix: str, tmp_path: Path) -> None:
    said = tg.Publication(f"{text} is its title", 2020, publisher=text, url=text, licence=text)
    one = tg.claim("Uzbekistan", to="Azerbaijan", publication=said, locator=text, quote=text, note=text)
    rating = tg.Indicator("Azerbaijan", text, text, unit=text, evidence=tg.Evidence(said, text, text))
    path = tmp_path / f"claims{suffix}"
    tg.write(tg.RouteGraph([one], [rating]), path)
    rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""), delimiter="," if suffix == ".csv" else "\t")
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r\n＝")]
    assert tg.read(path) == tg.RouteGraph([one], [rating])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(A1)"])
def test_no_cell_of_a_workbook_is_a_formula(text: str, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    one = tg.claim("Uzbekistan", to="Azerbaijan", publication=INVENTED, note=text, quote=text)
    tg.write(tg.RouteGraph([one]), tmp_path / "claims.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "claims.xlsx")["claims"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None} <= {
        "s",
        "n",
    }
