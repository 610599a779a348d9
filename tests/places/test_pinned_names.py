"""Every name of the table, pinned to the answer that was reviewed.

`pinned_names.csv` is written by hand or copied after review, never made by the test: a changed answer must show in it.
"""

from __future__ import annotations

import csv
from pathlib import Path

from traffickgraph.errors import AmbiguousPlaceError
from traffickgraph.places import place
from traffickgraph.places._tables import tables

with (Path(__file__).parent / "pinned_names.csv").open(encoding="utf-8", newline="") as file:
    PINNED = {row["name"]: row["answer"].split() for row in csv.DictReader(file)}


def answer(name: str) -> list[str]:
    try:
        return [place(name).code]
    except AmbiguousPlaceError as error:
        return sorted(error.candidates)


def test_every_name_of_the_table_is_pinned_and_no_other() -> None:
    assert {row.name for row in tables().names} == set(PINNED)


def test_every_pinned_name_gives_its_answer() -> None:
    wrong = {name: (answer(name), codes) for name, codes in PINNED.items() if answer(name) != codes}
    assert wrong == {}
