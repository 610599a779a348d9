"""What the bundled data sets promise."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

import traffickgraph as tg
from traffickgraph import datasets
from traffickgraph.datasets import _catalogue
from traffickgraph.errors import ClaimsFileError, UnknownDatasetError

NAMES = datasets.names()
COUNTED = {"azerbaijan-2015": (10, 15, 1, (2015,)), "factbook": (451, 0, 4, (2015, 2016, 2020, 2021))}
CHECKSUMS = {
    "azerbaijan-2015": "2103cfd65ea427851e7de939be2fe5efb3470757302a7bc4f5c6dd4cc97511c8",
    "factbook": "54ca7446a41090f869232b18d4f57124e87e611e70e3b5fcbb86fab20e3bf403",
}


def packaged(name: str) -> Path:
    return Path(datasets.__file__).parent / "data" / f"{name}.jsonl"


def test_the_names_are_sorted_and_are_all_the_files_of_the_package() -> None:
    assert NAMES == ("azerbaijan-2015", "factbook")
    assert sorted(path.name for path in packaged("factbook").parent.iterdir()) == [f"{name}.jsonl" for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_the_description_counts_what_is_loaded(name: str) -> None:
    graph, described = datasets.load(name), datasets.describe(name)
    counted = (len(graph), len(graph.indicators), len(graph.publications), graph.years)
    assert counted == (described.claims, described.indicators, described.publications, described.years)
    assert counted == COUNTED[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_packaged_file_has_its_checksum(name: str) -> None:
    assert hashlib.sha256(packaged(name).read_bytes()).hexdigest() == datasets.describe(name).checksum
    assert datasets.describe(name).checksum == CHECKSUMS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_the_packaged_file_is_the_record_of_what_is_loaded(name: str) -> None:
    graph = datasets.load(name)
    records = [json.loads(line) for line in packaged(name).read_text(encoding="utf-8").splitlines()]
    assert [one.to_record() for one in (*graph.claims, *graph.indicators)] == records


@pytest.mark.parametrize("name", NAMES)
def test_the_packaged_file_can_be_read_like_any_file_of_claims(name: str) -> None:
    assert tg.read(packaged(name)) == datasets.load(name)


@pytest.mark.parametrize("name", NAMES)
def test_loading_gives_the_same_graph_each_time(name: str) -> None:
    assert datasets.load(name) is datasets.load(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_of_a_publication_is_packaged(name: str) -> None:
    graph = datasets.load(name)
    evidence = [one.evidence for one in (*graph.claims, *graph.indicators)]
    assert not any(one.quote for one in evidence)
    assert all(one.locator and one.publication.publisher and one.publication.url for one in evidence)
    assert all("Public domain" in one.publication.licence for one in evidence)


@pytest.mark.parametrize("name", ["Factbook", "factbok", "", 3, ["factbook"]])
def test_an_unknown_name_is_answered_with_those_that_there_are(name: str) -> None:
    for asked in (datasets.load, datasets.describe):
        with pytest.raises(UnknownDatasetError, match="there are 'azerbaijan-2015' and 'factbook'") as raised:
            asked(name)
        assert raised.value.known == NAMES


def test_a_file_that_is_not_the_released_one_is_refused_with_both_checksums(monkeypatch: pytest.MonkeyPatch) -> None:
    datasets._loaded.cache_clear()
    monkeypatch.setattr("pkgutil.get_data", lambda _package, _file: b'{"route":{"source":["AZE"]}}\n')
    try:
        with pytest.raises(ClaimsFileError) as raised:
            datasets.load("factbook")
    finally:
        datasets._loaded.cache_clear()
    got = hashlib.sha256(b'{"route":{"source":["AZE"]}}\n').hexdigest()
    assert f"should be {CHECKSUMS['factbook']} and is {got}" in str(raised.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_description_prints_all_that_one_must_know(name: str) -> None:
    described = datasets.describe(name)
    for shown in (str(described), described._repr_html_()):
        for heading in ("holds", "origin", "licence", "coding", "known gaps", "changes", "cite as", "SHA-256"):
            assert heading in shown
        assert described.checksum in shown
    assert repr(described) == f"<Description of {name!r}: {described.size}>"
    assert all(len(line) <= 100 for line in str(described).splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_a_data_set_is_there(name: str) -> None:
    assert (Path(__file__).parents[2] / datasets.describe(name).page).is_file()


def test_a_description_is_escaped_where_it_is_shown_as_markup() -> None:
    import attrs

    described = attrs.evolve(datasets.describe("factbook"), title="<script>")
    assert "<script>" not in described._repr_html_()


def test_loading_imports_nothing_heavy() -> None:
    code = (
        "import sys; from traffickgraph import datasets; datasets.load('factbook'); "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'networkx', 'pandas', 'pydot', 'numpy'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "[]\n"


def test_the_catalogue_names_each_data_set_once() -> None:
    assert all(name == one.name for name, one in _catalogue.CATALOGUE.items())
