"""What the command ``read`` promises: claims in a file, and a report on every row and label. All facts are invented."""

from __future__ import annotations

import csv
import sys
from io import StringIO
from pathlib import Path

import ctdc_files
import pytest
import xlsxwriter

import traffickgraph as tg
from traffickgraph.cli import main
from traffickgraph.model import Count

ROUTES = "from,through,to,when,detected,form\nBurma,Laos,Thailand,2021,<5,sexual\nAtlantis,,Thailand,2021,12,sexual\n"
TABLE = ("read", "table", "routes.csv", "--source", "from", "--via", "through", "--destination", "to", "--year", "when")
SAID = ("--title", "An invented table", "--published", "2022")


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("routes.csv").write_text(ROUTES, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(argv)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def refused(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    status, out, err = run(capsys, *argv)
    assert (status, out) == (2, "")
    return err.removeprefix("traffickgraph: ").rstrip()


def lines_of(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_becomes_a_file_of_claims_and_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--count", "detected", "--exploitation", "form", "-o", "claims.jsonl", "--report", "report.csv")
    status, out, err = run(capsys, *TABLE, *SAID, *options)
    assert (status, err) == (0, "")
    (one,) = tg.read("claims.jsonl").claims
    assert (str(one.route), one.count, one.period) == ("Myanmar → Laos → Thailand", Count(0, 4), tg.Period(2021, 2021))
    assert "claims.jsonl: 1 claim\n" in out
    assert "label not resolved" in out
    assert "--label 'Atlantis'=PLACE" in out
    assert "not prevalence" in out
    rows = lines_of("report.csv")
    assert {"what": "rows read", "rows": "2"}.items() <= rows[0].items()
    assert any(row["label"] == "Atlantis" and row["what"] == "label not resolved" for row in rows)


def test_without_an_output_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *TABLE, *SAID)
    assert "1 claim read; -o FILE writes them" in out
    assert [path.name for path in Path().iterdir()] == ["routes.csv"]


def test_labels_are_settled_one_by_one_and_by_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("labels.csv").write_text("label,place\nBurma,Laos\nAtlantis,\n", encoding="utf-8")
    status, out, _ = run(capsys, *TABLE, *SAID, "--labels", "labels.csv", "--label", "Burma=KEN", "-o", "claims.csv")
    assert status == 0
    assert "label not resolved" not in out
    assert {str(one.route) for one in tg.read("claims.csv").claims} == {"Kenya → Laos → Thailand", "… → Thailand"}


def test_small_counts_are_withheld_where_k_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *TABLE, *SAID, "--count", "detected", "-o", "claims.csv", "--k", "10")
    assert tg.read("claims.csv").claims[0].count == Count(0, 9)
    assert "1 count is withheld" in out


def test_a_report_holds_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    Path("routes.csv").write_text("from,through,to,when\n=1+1,,Thailand,2021\n", encoding="utf-8")
    run(capsys, *TABLE, *SAID, "--report", "report.csv")
    labels = [row["label"] for row in lines_of("report.csv")]
    assert "'=1+1" in labels
    assert "=1+1" not in labels


def test_persons_flags_and_words_for_forms(capsys: pytest.CaptureFixture[str]) -> None:
    cases = "citizen,country,sex,labour\nBurma,Thailand,1,0\nBurma,Thailand,1,0\nBurma,Thailand,0,1\n"
    Path("cases.csv").write_text(cases, encoding="utf-8")
    columns = ("--source", "citizen", "--destination", "country", "--row", "person")
    flags = ("--flag", "sex=sexual", "--flag", "labour=forced_labour")
    assert run(capsys, "read", "table", "cases.csv", *columns, *flags, *SAID, "-o", "c.jsonl")[0] == 0
    counts = {one.exploitation: one.count for one in tg.read("c.jsonl").claims}
    sexual, labour = tg.Exploitation.SEXUAL, tg.Exploitation.FORCED_LABOUR
    assert counts == {(sexual,): Count(2, 2), (labour,): Count(1, 1)}

    Path("routes.csv").write_text("from,to,form\nBurma,Thailand,brothels\n", encoding="utf-8")
    words = ("--exploitation", "form", "--form", "brothels=sexual", "-o", "w.jsonl")
    run(capsys, "read", "table", "routes.csv", "--source", "from", "--destination", "to", *words, *SAID)
    assert tg.read("w.jsonl").claims[0].exploitation == (sexual,)


def test_edge_lists_are_publications_of_the_year_in_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    Path("list2001.txt").write_text("Burma,Thailand\nMyanmar,Thailand\n", encoding="utf-8")
    Path("list2002.txt").write_text("Burma,Thailand\n", encoding="utf-8")
    _, out, _ = run(capsys, "read", "edgelists", "list2001.txt", "list2002.txt", "-o", "m.jsonl", "--title", "Invented")
    found = tg.read("m.jsonl")
    assert [(one.title, one.year) for one in found.publications] == [("Invented", 2001), ("Invented", 2002)]
    assert "m.jsonl: 2 claims" in out
    run(capsys, "read", "edgelists", "list2001.txt", "-o", "n.jsonl", "--published", "1999")
    assert [one.year for one in tg.read("n.jsonl").publications] == [1999]


def unodc_table(path: str) -> None:
    header = ["Iso3_code", "Country", "Indicator", "Dimension", "Category", "Sex", "Age", "Year", "txtVALUE"]
    detected = ["BVT", "Bouvet Island", "Detected trafficking victims"]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("invented")
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, [*detected, "by citizenship", "Antarctica", "Total", "Total", 2019, "<5"])
        sheet.write_row(2, 0, [*detected, "by country of repatriation", "Antarctica", "Total", "Total", 2019, "7"])


def test_unodc_repatriations_go_to_a_file_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    unodc_table("invented_2025-04-14.xlsx")
    _, out, _ = run(capsys, "read", "unodc", "invented_2025-04-14.xlsx", "-o", "u.jsonl")
    assert "kept apart: 1 claim; --apart FILE writes them" in out
    _, out, _ = run(capsys, "read", "unodc", "invented_2025-04-14.xlsx", "-o", "u.jsonl", "--apart", "a.jsonl")
    assert len(tg.read("u.jsonl")) == len(tg.read("a.jsonl")) == 1
    assert tg.read("u.jsonl") != tg.read("a.jsonl")


def test_ctdc_files_are_read_and_kinds_are_not_mixed_by_accident(capsys: pytest.CaptureFixture[str]) -> None:
    records = ctdc_files.cases(60, seed=1)
    styles = {one: ctdc_files.write(Path(), one, records).name for one in ("k-anonymised", "synthetic 2026")}
    _, out, _ = run(capsys, "read", "ctdc", styles["k-anonymised"], "-o", "c.jsonl")
    assert "rows read" in out
    assert not any(one.synthetic for one in tg.read("c.jsonl"))
    assert "mix_synthetic" in refused(capsys, "read", "ctdc", *styles.values())
    assert run(capsys, "read", "ctdc", *styles.values(), "--mix-synthetic", "-o", "m.jsonl")[0] == 0
    assert any(one.synthetic for one in tg.read("m.jsonl"))


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("read", "table", "routes.csv", *SAID), "name a column of places with --source, --destination or --via"),
        ((*TABLE, *SAID, "--form", "x=sexual"), "name the column with --exploitation"),
        ((*TABLE, *SAID, "--group", "x=women"), "name the column with --victims"),
        ((*TABLE, *SAID, "--k", "10"), "--k is for claims that are written"),
        ((*TABLE, *SAID, "--label", "Burma=Laos", "--label", "Burma=KEN"), "says twice what 'Burma' means"),
        ((*TABLE, *SAID, "--flag", "n=sexual", "--flag", "n=other"), "says twice what 'n' means"),
        ((*TABLE, *SAID, "--label", "Atlantis=Mordor"), "--label, label 'Atlantis': no country or region is called"),
        ((*TABLE, *SAID, "-o", "routes.csv"), "'routes.csv' would write over 'routes.csv'"),
        ((*TABLE, *SAID, "--report", "./routes.csv"), "would write over 'routes.csv'"),
        ((*TABLE, *SAID, "-o", "a.csv", "--report", "a.csv"), "would write over 'a.csv'"),
        ((*TABLE, *SAID, "-o", "a.csv", "--report", "nowhere/r.csv"), "a directory that is not there"),
        (("read", "unodc", "none.xlsx", "--title", "T"), "--title goes with --published YEAR"),
        ((*TABLE, *SAID, "--exploitation", "form", "--flag", "x=sexual"), "one column of words, or --flag columns"),
        ((*TABLE, *SAID, "--exploitation", "form", "--form", "sexual"), "--form is WORD=FORM, not 'sexual'"),
        ((*TABLE, *SAID, "--exploitation", "form", "--form", "x=slaves"), "is no exploitation"),
        ((*TABLE, *SAID, "--label", "Burma"), "--label is LABEL=PLACE"),
        ((*TABLE, *SAID, "--label", "Burma=Nigera"), "did you mean 'Nigeria'"),
        ((*TABLE, *SAID, "-o", "claims.docx"), "claims are written as .jsonl"),
        ((*TABLE, *SAID, "--report", "report.xlsx"), "a table is written as .csv"),
        ((*TABLE, *SAID, "--k", "1", "-o", "claims.csv"), "--k is 2 or more"),
        (("read", "unodc", "none.xlsx"), "none.xlsx: no such file"),
        (("read", "table", "routes.csv", "--source", "fro", *SAID), "did you mean 'from'"),
        (("read", "edgelists", "routes.csv"), "year"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], said: str
) -> None:
    assert said in refused(capsys, *argv)
    assert [path.name for path in Path().iterdir()] == ["routes.csv"]


def test_a_link_to_the_input_is_the_input(capsys: pytest.CaptureFixture[str]) -> None:
    Path("link.csv").symlink_to("routes.csv")
    assert "would write over" in refused(capsys, *TABLE, *SAID, "-o", "link.csv")
    assert Path("routes.csv").read_text(encoding="utf-8") == ROUTES


def test_a_list_of_labels_may_have_semicolons_and_line_breaks_within_a_label(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("labels.csv").write_text('label;place\n"Atl\nantis";KEN\nAtlantis;SOM\n', encoding="utf-8")
    run(capsys, *TABLE, *SAID, "--labels", "labels.csv", "-o", "claims.csv")
    assert "Somalia → Thailand" in {str(one.route) for one in tg.read("claims.csv").claims}


def test_a_list_of_labels_says_in_which_line_a_place_is_misspelt(capsys: pytest.CaptureFixture[str]) -> None:
    Path("labels.csv").write_text("label,place\nAtlantis,Nigera\n", encoding="utf-8")
    said = refused(capsys, *TABLE, *SAID, "--labels", "labels.csv")
    assert said.startswith("line 2 of 'labels.csv', label 'Atlantis': ")


def test_words_that_are_not_understood_are_settled_by_the_option_for_them(capsys: pytest.CaptureFixture[str]) -> None:
    rows = "from,to,form,who,n\nBurma,Thailand,brothels,mujeres,n/d\n"
    Path("routes.csv").write_text(rows, encoding="utf-8")
    columns = ("--source", "from", "--destination", "to", "--exploitation", "form", "--victims", "who", "--count", "n")
    asked = ("read", "table", "routes.csv", *columns, *SAID, "--missing", "n/d")
    _, out, _ = run(capsys, *asked)
    assert "--form 'brothels'=FORM" in out
    _, out, _ = run(capsys, *asked, "--form", "brothels=sexual", "--group", "mujeres=women", "-o", "c.jsonl")
    (one,) = tg.read("c.jsonl").claims
    assert (one.exploitation, one.victims) == ((tg.Exploitation.SEXUAL,), (tg.VictimGroup.WOMEN,))
    assert "--form" not in out


def test_a_release_that_its_file_does_not_tell_is_told_by_the_caller(capsys: pytest.CaptureFixture[str]) -> None:
    unodc_table("invented.xlsx")
    assert "(here: --published YEAR)" in refused(capsys, "read", "unodc", "invented.xlsx")
    run(capsys, "read", "unodc", "invented.xlsx", "--published", "2024", "-o", "u.jsonl")
    assert [one.year for one in tg.read("u.jsonl").publications] == [2024]


def test_what_is_protected_has_a_report_that_is_said_not_to_be_for_publication(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, *TABLE, *SAID, "--count", "detected", "-o", "claims.csv", "--k", "10")
    assert "the report counts the rows as they are; it is not for publication" in out


@pytest.mark.parametrize("text", ["", "a,b\nx,y\n", "label,place\nx\n", "label,place\nx,y,z\n", 'label,place\n"x,y\n'])
def test_a_file_of_labels_is_refused_if_it_is_none(capsys: pytest.CaptureFixture[str], text: str) -> None:
    Path("labels.csv").write_text(text, encoding="utf-8")
    assert "'labels.csv'" in refused(capsys, *TABLE, *SAID, "--labels", "labels.csv")


@pytest.mark.parametrize("kind", ["unodc", "ctdc", "table", "edgelists"])
def test_the_help_of_each_kind_gives_examples(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    status, out, _ = run(capsys, "read", kind, "--help")
    assert status == 0
    assert f"traffickgraph read {kind} " in out


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_somebody_at_a_terminal_sees_how_far_it_is_and_the_line_is_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unodc_table("invented_2025-04-14.xlsx")
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["read", "unodc", "invented_2025-04-14.xlsx"]) == 0
    shown = terminal.getvalue()
    assert "100%" in shown
    assert shown.endswith(" \r")
