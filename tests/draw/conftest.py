from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from traffickgraph import Publication, RouteGraph, claim

if TYPE_CHECKING:
    from pathlib import Path

REPORT = Publication("An invented report", 2020, publisher="Nobody")


@pytest.fixture
def one() -> RouteGraph:
    """One statement: from a country through another to a third."""
    return RouteGraph([claim("UZB", via="AZE", to="TUR", exploitation="sexual", publication=REPORT)])


@pytest.fixture
def mixed() -> RouteGraph:
    """Every kind of claim: domestic, without an end, of regions, hedged, past, emerging."""
    other = Publication("Another invented report", 2021)
    return RouteGraph(
        [
            claim("AZE", to=["AZE", "TUR"], exploitation=["sexual", "forced_labour"], publication=REPORT),
            claim("AZE", to="TUR", exploitation="sexual", publication=other),
            claim("Central Asia", via="AZE", to=["ARE", "IRN"], status="past", publication=REPORT),
            claim("PHL", to="AZE", exploitation="domestic_servitude", status="emerging", publication=REPORT),
            claim("TUR", to="AZE", exploitation="forced_labour", status="possible", publication=other),
            claim(via="AZE", publication=REPORT),
            claim("NGA", via=["NER", {"LBY", "TUN"}], to="ITA", exploitation="forced_begging", publication=other),
        ]
    )


@pytest.fixture
def slow_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called dot, the only one on the path, that sleeps as soon as it is to lay out in layers."""
    program = tmp_path / "bin" / "dot"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nif [ "$1" = "-Kdot" ]; then /bin/sleep 60; fi\n/bin/echo "<svg></svg>"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return program
