"""The reviewed list of labels says of every label what it means, and none means a wrong country.

`reviewed_labels_pinned.csv` lists every label that the package maps, a second time: whoever changes what a label means
changes it there too, and looks at it twice.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from traffickgraph.places import Country, Region, candidates, place
from traffickgraph.places._normal import normal_form
from traffickgraph.readers.labels import Labels, ReviewedLabel, reviewed_labels

PINNED = Path(__file__).with_name("reviewed_labels_pinned.csv")
WORDS = {"nationals", "unstated", "total", "unclear"}
# Countries that are told apart by a few letters, and labels of each.
APART = {
    "DOM": ["Dominican Republic", "Dominican rep", "Rep\ufffdblica Dominicana", "R.Dominicana", "DOMINICANA"],
    "DMA": ["Dominica"],
    "NER": ["Niger", "Nigerin", "Niger Rep", "Nigerien"],
    "NGA": ["Nigeria", "Nigerians", "Nigerian", "NIGERIANA"],
    "GIN": ["Guinea", "Guinea Conakry", "GUINEE CONAKRY", "GUINEE", "Guinean"],
    "GNQ": ["Equatorial Guinea"],
    "GNB": ["Guinea-Bissau"],
    "GUY": ["Guyana", "Guayanean"],
    "COD": ["Congolese (DRC)", "RDC", "Dr Kongo", "Democratic Kongo", "Democratic Republic of the Congo"],
    "COL": ["Colombia", "Columbia", "Colombie"],
    "AUS": ["Australia"],
    "AUT": ["Austria"],
    "SVK": ["Slovakia", "Slovaks"],
    "SVN": ["Slovenia", "Slovenian"],
    "PRK": ["North Korean", "Democratic People's Republic of Korea"],
    "KOR": ["South Korean", "Corea del Sur", "Republic of Korea"],
    "CAF": ["CAR", "Centrel African Republic"],
    "ZAF": ["South Africa", "Sudafrica"],
    "SDN": ["Sudan", "Sudanese"],
    "SSD": ["South Sudan"],
    "TLS": ["Timor Este", "Timor-Leste"],
    "MKD": ["Macedonian", "The former Yugoslav Republic of Macedonia"],
    "MHL": ["RMI"],
}


def pinned() -> list[tuple[str, ...]]:
    with PINNED.open(encoding="utf-8", newline="") as file:
        return [tuple(line) for line in csv.reader(file)][1:]


def test_every_label_means_what_is_written_down_a_second_time() -> None:
    assert [one[:3] for one in reviewed_labels()] == pinned()


@pytest.mark.parametrize("line", pinned(), ids=lambda line: line[0])
def test_a_label_of_the_list_is_understood_so_by_whoever_reads(line: tuple[str, str, str]) -> None:
    label, meant, scope = line
    found = Labels(scope="unodc").meaning(label)
    codes = {one.code for one in found.places}
    assert found.how == ("unclear" if meant == "unclear" else "reviewed")
    if meant in WORDS:
        assert (found.kind, codes) == ("unresolved" if meant == "unclear" else meant, set())
    else:
        assert (found.kind, codes) == ("place", set(meant.split(";")))
    # what is said of one table alone is not said of another
    if scope == "unodc":
        assert Labels().meaning(label).how not in ("reviewed", "unclear")


@pytest.mark.parametrize("line", reviewed_labels(), ids=lambda line: line.label)
def test_a_line_names_codes_that_there_are_and_says_something_new(line: ReviewedLabel) -> None:
    assert line.scope in ("any", "unodc")
    assert line.label == line.label.strip() != ""
    if line.meaning not in WORDS:
        places = [Country(code) if code.isupper() else Region(code) for code in line.meaning.split(";")]
        assert len(set(places)) == len(places)
        assert candidates(line.label) != tuple(places)
    if line.meaning == "unclear":
        assert line.note


def test_no_two_lines_are_about_the_same_label() -> None:
    forms = Counter(normal_form(one.label) or one.label for one in reviewed_labels())
    assert [form for form, lines in forms.items() if lines > 1] == []


@pytest.mark.parametrize(("code", "label"), [(code, label) for code, labels in APART.items() for label in labels])
def test_countries_with_like_names_are_kept_apart(code: str, label: str) -> None:
    found = Labels(scope="unodc").meaning(label)
    assert {one.code for one in found.places} == {code}


def test_the_dominican_republic_is_never_dominica() -> None:
    of_dominica = [one for one in reviewed_labels() if "DMA" in one.meaning.split(";")]
    assert of_dominica == []
    # and what may be either is neither
    assert {one.code for one in candidates("Dominican")} != {"DMA"}


@pytest.mark.parametrize("label", ["Congo", "GUINEANA", "European Economic Area", "Nationality", "145", "0", "Sark"])
def test_what_may_mean_several_things_means_none(label: str) -> None:
    assert not Labels(scope="unodc").meaning(label).resolved


def test_letters_that_were_lost_are_read_as_the_name_that_is_left() -> None:
    for broken, name in {
        "C\ufffdte d'Ivoire": "Côte d'Ivoire",
        "C\ufffdTE D'IVOIRE": "Côte d'Ivoire",
        "C?te d'Ivoire": "Côte d'Ivoire",
        "Cte d'Ivoire": "Côte d'Ivoire",
        "CÃ´te d'Ivoire": "Côte d'Ivoire",
        "Rep?blica Dominicana": "Dominican Republic",
        "T\ufffdrkiye": "Türkiye",
        "Espa\ufffda": "Spain",
        "M\ufffdXICO": "Mexico",
        "Hait\ufffd": "Haiti",
        "Per\ufffd": "Peru",
        "PANAM\ufffd": "Panama",
    }.items():
        assert Labels().meaning(broken).places == {place(name)}
