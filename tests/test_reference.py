"""docs/reference.md names every public name, and no name that there is not."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import traffickgraph

PAGE = (Path(__file__).parent.parent / "docs" / "reference.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## `([\w.]+)`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def names_in(text: str) -> set[str]:
    return {name for code in re.findall(r"`([^`]+)`", text) for name in re.findall(r"^\w+$", code)}


@pytest.mark.parametrize("module", sorted(SECTIONS))
def test_every_public_name_of_a_room_is_on_the_page(module: str) -> None:
    assert set(import_module(module).__all__) - names_in(SECTIONS[module]) == set()


@pytest.mark.parametrize("module", sorted(SECTIONS))
def test_every_name_on_the_page_is_there(module: str) -> None:
    text = SECTIONS[module].split("\n### ")[0]
    assert [name for name in sorted(names_in(text)) if not hasattr(import_module(module), name)] == []


def test_every_public_member_of_the_graph_is_on_the_page() -> None:
    members = {name for name in dir(traffickgraph.RouteGraph) if not name.startswith("_")}
    listed = re.findall(r"`(\w+)(?:\([^`]*\))?`", SECTIONS["traffickgraph"].split("### `RouteGraph`")[1])
    assert members - set(listed) == set()
    assert [name for name in listed if not hasattr(traffickgraph.RouteGraph, name) and name not in {"len", "in"}] == []
