"""What is wrong in a file is said, all of it, each with its address; and nothing else than that is raised."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traffickgraph import Publication, RouteGraph, claim, read, write
from traffickgraph.convert import claim_from_record, from_frame, indicator_from_record, jsonl, markup, sheet, xlsx
from traffickgraph.errors import ClaimsFileError, FileFormatError, InvalidValueError

REPORT = Publication("An invented report", 2020)
GRAPH = RouteGraph([claim("Heard Island", to="Bouvet Island", publication=REPORT)])
EVIDENCE = {"publication": {"title": "An invented report", "year": 2020}}


def faults_of(record: dict[str, object]) -> list[str]:
    with pytest.raises(ClaimsFileError) as caught:
        (indicator_from_record if "indicator" in record else claim_from_record)(record)
    return list(map(str, caught.value.faults))


def csv_faults(text: str, name: str = "invented.csv") -> list[str]:
    with pytest.raises(ClaimsFileError) as caught:
        sheet.loads(text.encode(), name).whole_graph(name, "rows")
    return list(map(str, caught.value.faults))


# ---- records ---------------------------------------------------------------------------------------------------------


def test_all_faults_of_a_record_are_found_with_their_addresses() -> None:
    record = {
        "rout": {},
        "route": {"source": "AZE", "via": [["Atlantis"], []], "to": ["AZE", 3]},
        "exploitation": ["sexual", "slavry"],
        "victims": "women",
        "status": "maybe",
        "period": [2012, 2009],
        "count": [5],
        "note": 3,
        "evidence": {"publication": {"title": " ", "year": "2015", "licence": None}, "quote": 1},
    }
    found = faults_of(record)
    addresses = [line.split(": ")[0] for line in found]
    assert addresses == [
        "$",
        "$.route.source",
        "$.route.to[1]",
        "$.route.via[0][0]",
        "$.route.via[1]",
        "$.evidence.publication.title",
        "$.evidence.publication.year",
        "$.evidence.publication.licence",
        "$.evidence.quote",
        "$.exploitation[1]",
        "$.victims",
        "$.status",
        "$.period",
        "$.count",
        "$.note",
    ]
    assert "did you mean 'route'?" in found[0]
    assert any(line == "$.period: the last year 2009 is before the first year 2012" for line in found)


@pytest.mark.parametrize(
    ("change", "address", "says"),
    [
        ({"route": {}}, "$.route", "names at least one place"),
        ({"route": []}, "$.route", "an object with the keys source, via, to"),
        ({"route": {"to": ["Atlantis"]}}, "$.route.to[0]", "no country or region is called 'Atlantis'"),
        ({"exploitation": ["sexual", "unspecified"]}, "$.exploitation", "not both"),
        ({"note": "\ud800"}, "$.note", "half a character"),
        ({"count": [True, True]}, "$.count", "whole numbers"),
        ({"count": [9, 5]}, "$.count", "not from 9 to 5"),
        ({"period": [2015.0, 2015]}, "$.period", "calendar year"),
        ({"evidence": {**EVIDENCE, "quote": "\ud800"}}, "$.evidence.quote", "half a character"),
        ({"evidence": {}}, "$.evidence", "'publication' is missing"),
        ({"status": None}, "$.status", "status"),
    ],
)
def test_a_fault_of_a_claim(change: dict[str, object], address: str, says: str) -> None:
    (fault,) = faults_of({"route": {"to": ["AZE"]}, "evidence": EVIDENCE, **change})
    assert fault.startswith(f"{address}: ")
    assert says in fault


@pytest.mark.parametrize(
    ("change", "address"),
    [
        ({"value": True}, "$.value"),
        ({"value": float("inf")}, "$.value"),
        ({"value": [5, 1]}, "$.value"),
        ({"value": {}}, "$.value"),
        ({"indicator": " "}, "$.indicator"),
        ({"unit": "\ud800"}, "$.unit"),
        ({"place": 3}, "$.place"),
        ({"status": "current"}, "$"),
    ],
)
def test_a_fault_of_an_indicator(change: dict[str, object], address: str) -> None:
    (fault,) = faults_of({"indicator": "rating", "place": "ATA", "value": 1, "evidence": EVIDENCE, **change})
    assert fault.startswith(f"{address}: ")


# ---- JSON Lines ------------------------------------------------------------------------------------------------------


def test_the_message_lists_each_line_and_keeps_nothing(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    good = json.dumps(GRAPH.claims[0].to_record())
    bad = json.dumps({"route": {"to": ["Atlantis"]}, "evidence": EVIDENCE})
    path.write_text("\n".join([good, "", bad, "{", good.replace("HMD", "ATA")]))
    with pytest.raises(ClaimsFileError) as caught:
        read(path)
    first, second, third = str(caught.value).split("\n")
    assert first == f"2 of 4 claims in {str(path)!r} could not be read; none were kept"
    assert second.startswith("  line 3, $.route.to[0]: no country or region is called 'Atlantis'")
    assert third.startswith("  line 4: no JSON: expecting property name")
    graph, faults = read(path, on_error="skip")
    assert len(graph) == 2
    assert faults == caught.value.faults


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"route": {"to": ["AZE"]}, "route": {"to": ["UZB"]}, "evidence": %s}', "the key 'route' stands here twice"),
        ('{"route": {"to": ["AZE"], "to": ["UZB"]}, "evidence": %s}', "$.route: the key 'to' stands here twice"),
        ('{"indicator": "rating", "place": "AZE", "value": NaN, "evidence": %s}', "$.value: "),
        ('{"indicator": "rating", "place": "AZE", "value": 1e999, "evidence": %s}', "$.value: "),
        ('{"route": {"to": ["AZE"]}, "count": [' + "9" * 5000 + ', null], "evidence": %s}', "more digits"),
        ("[" * 100_000 + "%s", "nested so deeply"),
        ('{"a":' * 900 + "%s" + "}" * 900, "there is no key 'a' here"),
        ("3", "an object with the keys"),
        ("\udcff", "no UTF-8"),
    ],
)
def test_hostile_json_is_a_fault_with_its_line(line: str, says: str) -> None:
    text = line.replace("%s", json.dumps(EVIDENCE))
    reading = jsonl.loads(b"\n" + text.encode("utf-8", "surrogateescape"), "invented.jsonl")
    assert any(says in str(fault) for fault in reading.faults)
    assert all(str(fault).startswith("line 2") for fault in reading.faults)
    assert len(str(reading.faults[0])) < 400


def test_a_repeated_key_is_found_even_in_what_was_read_before() -> None:
    good = {"route": {"to": ["AZE"]}, "evidence": EVIDENCE}
    lines = [json.dumps(good), json.dumps(good).replace('"title"', '"title": "An invented report", "title"')]
    assert len(jsonl.loads("\n".join(lines).encode(), "").faults) == 1


def test_a_line_of_the_format_may_stand_anywhere_and_a_newer_format_is_refused() -> None:
    data = jsonl.dumps(GRAPH)
    assert jsonl.loads(data + b"\xef\xbb\xbf"[:0] + data, "").graph() == GRAPH
    with pytest.raises(FileFormatError, match="upgrade"):
        jsonl.loads(b'{"traffickgraph": 2}\n', "invented.jsonl")
    for wrong in ('{"traffickgraph": true}', '{"traffickgraph": 1.0}', '{"traffickgraph": 1, "a": 2}'):
        assert len(jsonl.loads(wrong.encode(), "").faults) == 1


def test_a_bom_and_crlf_do_not_matter_and_utf16_is_named() -> None:
    data = jsonl.dumps(GRAPH)
    assert jsonl.loads(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), "").graph() == GRAPH
    with pytest.raises(FileFormatError, match="UTF-16"):
        jsonl.loads(data.decode().encode("utf-16"), "invented.jsonl")


def test_a_long_line_and_many_faults_give_a_short_message(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(b'{"route": "' + b"x" * 10_000_000)
    with pytest.raises(ClaimsFileError) as caught:
        read(path)
    assert len(str(caught.value)) < 500
    header = "source,publication,year\n"
    path = tmp_path / "many.csv"
    path.write_text(header + "Atlantis,An invented report,2020\n" * 100_000)
    with pytest.raises(ClaimsFileError) as caught:
        read(path)
    assert len(caught.value.faults) == 100_000
    assert len(str(caught.value)) < 5000


# ---- spreadsheets ----------------------------------------------------------------------------------------------------

HEADER = "source,destination,period_first,period_last,publication,year"


def test_every_fault_has_its_row_and_column() -> None:
    found = csv_faults(
        f"{HEADER},status\n"
        "AZE,TUR,,,A report,2015,\n"
        "\n"
        "AZE,,2012,2009,,2015-03-01,perhaps\n"
        "Atlantis,,x,,A report,20155,\n"
    )
    assert (
        found[0] == "row 4, column 'status': 'perhaps' is no status; it is one of current, past, emerging or possible"
    )
    assert "row 4, column 'period_last': the last year 2009 is before the first year 2012" in found
    assert "row 4, column 'publication': every row names its publication; none is filled in from the row above" in found
    assert "row 4, column 'year': '2015-03-01' is a date; write the year alone" in found
    assert "row 5, column 'period_first': 'x' is no whole number; write it in digits alone" in found
    assert any(line.startswith("row 5, column 'year': year is a calendar year") for line in found)
    assert any(line.startswith("row 5, column 'source': no country or region is called 'Atlantis'") for line in found)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("source,destinaton,publication,year", "no column is called 'destinaton'; did you mean 'destination'?"),
        ("source,Source,publication,year", "stands there twice"),
        ("source,publication", "the column 'year' is missing"),
        ("publication,year", "'source', 'via', 'destination' or 'indicator' is missing"),
        ("nonsense", "the column 'publication' is missing"),
    ],
)
def test_a_header_that_is_not_understood_stops_everything(header: str, says: str) -> None:
    with pytest.raises(ClaimsFileError, match="nothing was read") as caught:
        sheet.loads(f"{header}\nAZE,TUR,A report,2015\n".encode(), "invented.csv")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("claim,AZE,,,1,,,,,R,2015", "count_high"),
        ("claim,AZE,,,,,ATA,,,R,2015", "place"),
        ("indicator,AZE,,,,,ATA,x,1,R,2015", "source"),
        ("indicator,,,,,,ATA,x,,R,2015", "value"),
        ('indicator,,,,,,ATA,x,"1,5",R,2015', "value"),
        ("indicator,,,,,,,x,1,R,2015", "place"),
        ("indicator,,,,,,ATA,,1,R,2015", "indicator"),
        ("statement,AZE,,,,,,,,R,2015", "kind"),
        ("claim,AZE,NER > > LBY,,,,,,,R,2015", "via"),
        ("claim,,,,,,,,,R,2015", "source"),
        ("claim,AZE,,,9,5,,,,R,2015", "count_high"),
        ('claim,AZE,,,"1,234",,,,,R,2015', "count_low"),
        ("claim,AZE,,sexual;unspecified,,,,,,R,2015", "exploitation"),
        ("claim,AZE,,,,,,,,R,", "year"),
        ("claim,AZE,,,,,,,,R,2015,,,", None),
        ("claim,AZE,,,,,,,,R,2015,more", 12),
    ],
)
def test_a_fault_of_a_row(row: str, column: str | int | None) -> None:
    header = "kind,source,via,exploitation,count_low,count_high,place,indicator,value,publication,year"
    text = f"{header}\n{row}\n".replace("claim,AZE,,,1,,,", "claim,AZE,,,,1,,")
    if column is None:
        assert len(sheet.loads(text.encode(), "").graph()) == 1
        return
    (fault,) = csv_faults(text)
    address = f"row 2, column {column!r}: ".replace("count_high", "count_low" if ",,1,," in text else "count_high")
    assert fault.startswith(address)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\n"])
def test_separators_line_ends_and_marks_of_every_kind_are_understood(separator: str, end: str, start: str) -> None:
    rows = [["Year", " publication ", "DESTINATION", "via"], ["2015.0", "A report", '"AZE;TUR"', "Niger > Libya"], [""]]
    text = start + end.join(separator.join(row) for row in rows)
    (one,) = sheet.loads(text.encode(), "").whole_graph("", "").claims
    assert str(one.route) == "… → Niger → Libya → Azerbaijan, Türkiye"
    assert one.publication.year == 2015


def test_a_line_by_which_excel_names_the_separator_is_understood() -> None:
    assert len(sheet.loads(b"sep=;\nsource;publication;year\nAZE;R;2015\n", "").graph()) == 1


def test_another_encoding_is_named_with_its_line_and_the_remedy() -> None:
    with pytest.raises(FileFormatError, match=r"line 3 holds the byte 0xe9; save it as UTF-8"):
        sheet.loads("source,publication,year\nAZE,R,2015\nAZE,é,2015\n".encode("latin-1"), "invented.csv")


def test_quotation_marks_that_do_not_match_are_a_fault() -> None:
    (fault,) = csv_faults(f'{HEADER}\nAZE,,,,"A report,2015\n')
    assert fault.startswith("row 2: from here on no cells can be told apart")


def test_an_empty_sheet_is_refused_and_one_without_rows_is_an_empty_graph() -> None:
    with pytest.raises(FileFormatError, match="its first row names the columns"):
        sheet.loads(b"\n \n", "invented.csv")
    assert sheet.loads(HEADER.encode(), "").graph() == RouteGraph()
    assert jsonl.loads(b"", "").graph() == RouteGraph()


def test_a_date_that_a_spreadsheet_has_made_is_a_fault() -> None:
    from datetime import datetime

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    for at, name in enumerate(("source", "period_first", "publication", "year", "note")):
        page.write(0, at, name)
    page.write_row(4, 0, ["AZE", 2015, "R", 2016.0, "x"])
    page.write_row(5, 0, ["AZE", None, "R"])
    page.write_datetime(5, 3, datetime(2015, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001 - Excel knows no zone
    page.write_blank(900, 30, None, book.add_format({"bold": True}))
    book.close()
    reading = xlsx.loads(out.getvalue(), "invented.xlsx")
    assert len(reading.claims) == 1
    (fault,) = reading.faults
    assert str(fault).startswith("row 6, column 'year': '2015-03-01' is a date that the spreadsheet made")


def test_an_error_that_a_spreadsheet_has_worked_out_is_a_fault() -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, ["source", "publication", "year", "note"])
    page.write_row(1, 0, ["AZE", "R", 2015])
    page.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    book.close()
    (fault,) = xlsx.loads(out.getvalue(), "").faults
    assert str(fault).startswith("row 2, column 'note': '#DIV/0!' is an error that the spreadsheet made")


def test_a_workbook_of_another_program_is_read() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.create_sheet("Claims").append(["source", "publication", "year"])
    book["Claims"].append(["AZE", "R", 2015])
    out = io.BytesIO()
    book.save(out)
    assert len(xlsx.loads(out.getvalue(), "").graph()) == 1


def test_a_bomb_and_a_far_cell_are_harmless() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a>" + b" " * 500_000_000)
    with pytest.raises(FileFormatError, match="unpacks to more than"):
        xlsx.loads(out.getvalue(), "bomb.xlsx")
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", f'<!DOCTYPE a [<!ENTITY l0 "{"ha" * 10}">{laughs}]><a>&l9;</a>')
    with pytest.raises(FileFormatError, match="damaged"):
        xlsx.loads(out.getvalue(), "bomb.xlsx")
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, ["source", "publication", "year"])
    page.write_row(1_048_575, 0, ["AZE", "R", 2015])
    page.write_row(1_048_575, 16_383, ["far"])
    book.close()
    assert len(xlsx.loads(out.getvalue(), "far.xlsx").graph()) == 1


def test_frames_say_row_and_column() -> None:
    import pandas as pd

    frame = pd.DataFrame({"source": ["AZE", "Atlantis"], "publication": ["R", None], "year": [2015, None]})
    with pytest.raises(ClaimsFileError) as caught:
        from_frame(frame)
    assert [fault.where for fault in caught.value.faults] == [
        "row 1, column 'source'",
        "row 1, column 'publication'",
        "row 1, column 'year'",
    ]


# ---- rubbish ---------------------------------------------------------------------------------------------------------

READERS = {
    "jsonl": jsonl.loads,
    "csv": sheet.loads,
    "xlsx": xlsx.loads,
    "graphml": markup.read_graphml,
}
WRITTEN = {
    "jsonl": jsonl.dumps(GRAPH),
    "csv": sheet.dumps(GRAPH),
    "xlsx": xlsx.dumps(GRAPH),
    "graphml": markup.graphml(GRAPH),
}


def harmless(name: str, data: Any) -> None:
    try:
        READERS[name](data, "rubbish").whole_graph("rubbish", "claims")
    except (ClaimsFileError, FileFormatError) as error:
        assert str(error)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize("name", READERS)
@given(data=st.binary(max_size=200))
def test_rubbish_is_refused_by_name(name: str, data: Any) -> None:
    harmless(name, data)
    harmless(name, WRITTEN[name] + data)


@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
def test_a_damaged_file_is_refused_by_name(name: str, data: Any) -> None:
    written = bytearray(WRITTEN[name])
    for _ in range(data.draw(st.integers(1, 4))):
        written[data.draw(st.integers(0, len(written) - 1))] = data.draw(st.integers(0, 255))
    harmless(name, bytes(written))
    harmless(name, bytes(written[: data.draw(st.integers(0, len(written)))]))


@given(st.lists(st.text("abc,;\t\r\n\"'=<>éAZE2015", max_size=200)))
def test_rubbish_rows_are_refused_by_name(rows: list[str]) -> None:
    harmless("csv", "\n".join([HEADER, *rows]).encode())


XML = st.recursive(
    st.sampled_from(["", "5", "x", "<v>5</v>", "<v>0</v>", "<is><t>AZE</t></is>"]),
    lambda inner: st.builds(
        "<{0} r={1} t={2} s={3}>{4}</{0}>".format,
        st.sampled_from(["row", "c", "sheetData", "v", "x"]),
        st.sampled_from(['"1"', '"A1"', '"XFD1048576"', '"9999999999"', '""', '"-5"']),
        st.sampled_from(['"s"', '"b"', '"d"', '"n"', '"str"', '"inlineStr"', '""']),
        st.sampled_from(['"0"', '"1"', '"x"', '"99999"']),
        st.lists(inner, max_size=3).map("".join),
    ),
)


@given(XML)
def test_a_workbook_of_rubbish_is_refused_by_name(text: str) -> None:
    with zipfile.ZipFile(io.BytesIO(WRITTEN["xlsx"])) as old:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                inside = old.read(name) if "sheet1" not in name else f"<w xmlns='x'>{text}</w>".encode()
                new.writestr(name, inside)
    harmless("xlsx", out.getvalue())


def test_graphml_that_declares_entities_or_was_written_elsewhere_is_refused() -> None:
    bomb = b'<!DOCTYPE g [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><graphml>&b;</graphml>'
    with pytest.raises(FileFormatError, match="entities"):
        markup.read_graphml(bomb, "bomb.graphml")
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(nx.DiGraph([("AZE", "TUR")]), out)
    with pytest.raises(FileFormatError, match="from_networkx"):
        markup.read_graphml(out.getvalue(), "other.graphml")


def test_graphml_whose_edges_are_not_those_of_its_claims_is_refused() -> None:
    for old, new in ((b">legs<", b">nodes<"), (b'target="BVT"', b'target="HMD"')):
        with pytest.raises(FileFormatError, match=r"odd\.graphml"):
            markup.read_graphml(markup.graphml(GRAPH).replace(old, new), "odd.graphml")


def test_a_gzip_file_that_is_cut_off_or_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl.gz"
    write(GRAPH, path)
    data = path.read_bytes()
    for wrong in (data[:-9], b"rubbish", b""):
        path.write_bytes(wrong)
        with pytest.raises(FileFormatError):
            read(path)
    path.write_bytes(data + gzip.compress(jsonl.dumps(GRAPH)))
    assert read(path) == GRAPH


def test_more_rows_than_a_sheet_has_are_refused() -> None:
    one = GRAPH.claims[0]
    many = RouteGraph._of([one] * 1_048_576, ())
    with pytest.raises(InvalidValueError, match="1,048,576 rows"):
        xlsx.dumps(many)


@pytest.mark.parametrize("column", ["source", "via", "destination"])
def test_na_is_neither_guessed_to_be_namibia_nor_to_be_missing(column: str) -> None:
    cells = {"source": "AZE", "via": "", "destination": "TUR", "publication": "An invented report", "year": "2020"}
    text = f"{','.join(cells)}\n{','.join((cells | {column: 'NA'}).values())}\n"
    (fault,) = sheet.loads(text.encode(), "").faults
    assert (fault.where, "write NAM" in fault.what) == (f"row 2, column {column!r}", True)


@pytest.mark.parametrize(
    ("cell", "merged", "said"),
    [("AZE", "A2:A3", "A2:A3 are merged"), ('=UPPER("aze")', "", "A2 is a formula without a saved result")],
)
def test_a_workbook_that_shows_more_than_it_holds_is_refused(cell: str, merged: str, said: str) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["source", "destination", "publication", "year"])
    page.append([cell, "TUR", "An invented report", 2020])
    page.append([None, "RUS", "An invented report", 2020])
    if merged:
        page.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(FileFormatError, match=said):
        xlsx.loads(out.getvalue(), "claims.xlsx")


def test_a_row_that_goes_on_and_on_names_no_columns() -> None:
    with pytest.raises(FileFormatError, match="which names no columns"):
        sheet.loads(b"a," * 5_000_000, "claims.csv")
