"""Build the tables of traffickgraph.places from their sources and the hand-reviewed files next to this script.

Usage::

    python scripts/build_places.py --cldr-core DIR --cldr-localenames DIR --countryinfo DIR --nationality DIR [--check]

Where each source comes from, its licence and the rules are in docs/data/places.md. With ``--check`` nothing is
written, and the exit status says whether the tables are what the sources give. A fault in the reviewed files, such as a
clash of two names that no line explains, stops the build.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from pathlib import Path

import places_names
from places_sources import Sources, read_csv

HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "traffickgraph" / "places" / "data"
COUNTRY_COLUMNS = (
    "code", "alpha2", "numeric", "name", "region", "subregion", "status",
    "capital_name", "capital", "centroid", "successors", "note",
)  # fmt: skip
REGION_COLUMNS = ("code", "m49", "name", "members", "reference")


def build_regions(sources: Sources, reviewed: list[dict[str, str]], countries: list[dict[str, str]]) -> list[list[str]]:
    """Give the M49 regions their members; a customary one states its own."""
    by_alpha2 = {
        row["alpha2"] or sources.alpha2(row["code"]): row["code"] for row in countries if not row["successors"]
    }
    rows = []
    for region in reviewed:
        members, reference = region["members"].split(), region["reference"]
        if region["m49"] and not members:
            members = [by_alpha2[code] for code in sources.members(region["m49"]) if code in by_alpha2]
            note = f"; {reference}" if reference else ""
            reference = f"UN Statistics Division, M49, {region['m49']}{note}"
        if region["m49"] == "001":
            members = list(by_alpha2.values())
        rows.append([region["code"], region["m49"], region["name"], " ".join(sorted(members)), reference])
    return sorted(rows)


def build_countries(
    sources: Sources, reviewed: list[dict[str, str]], points: list[dict[str, str]], regions: list[list[str]]
) -> list[list[str]]:
    """Give each country its codes, its place in M49 and its points."""
    corrected = {row["code"]: row for row in points}
    slugs = {m49: slug for slug, m49, *_ in regions}
    members = {slug: set(of.split()) for slug, _, _, of, _ in regions}
    region_of = {slugs[sub]: slugs[region] for sub, region in sources.regions_of_subregions().items()}
    rows = []
    for row in reviewed:
        code = row["code"]
        inside = [slug for slug in region_of if code in members[slug]]
        subregion = row["subregion"] or (inside[0] if inside else "world")
        region = region_of.get(subregion, "world")
        alpha2 = row["alpha2"] or sources.alpha2(code)
        numeric = row["numeric"] or ("" if row["status"] == "former" else sources.numeric(alpha2))
        point = {**sources.points(code), **{k: v for k, v in corrected.get(code, {}).items() if v}}
        point = {key: "" if value == "none" else value for key, value in point.items()}
        rows.append([
            code, alpha2, numeric, row["name"], region, subregion, row["status"],
            point.get("capital_name", ""), point.get("capital", ""), point.get("centroid", ""),
            row["successors"], row["note"],
        ])  # fmt: skip
    return sorted(rows)


def as_csv(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    """Write a table as text."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return file.getvalue()


def main() -> int:
    """Build the tables, or check them."""
    parser = argparse.ArgumentParser(description="Build the tables of traffickgraph.places.")
    for source in ("cldr-core", "cldr-localenames", "countryinfo", "nationality"):
        parser.add_argument(f"--{source}", type=Path, required=True, metavar="DIR")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    sources = Sources(given.cldr_core, given.cldr_localenames, given.countryinfo, given.nationality)
    reviewed = read_csv(HERE / "places_countries.csv")
    regions = build_regions(sources, read_csv(HERE / "places_regions.csv"), reviewed)
    countries = build_countries(sources, reviewed, read_csv(HERE / "places_points.csv"), regions)
    names, faults = places_names.build(sources, reviewed, read_csv(HERE / "places_names.csv"), countries, regions)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    differing = 0
    for file, columns, rows in (
        ("countries.csv", COUNTRY_COLUMNS, countries),
        ("regions.csv", REGION_COLUMNS, regions),
        ("names.csv", places_names.COLUMNS, [list(name) for name in names]),
    ):
        text = as_csv(columns, rows)
        path = DATA / file
        same = path.exists() and path.read_text(encoding="utf-8") == text
        differing += not same
        print(f"{file}: {len(rows)} rows{'' if same else ', changed'}")
        if not given.check:
            path.write_text(text, encoding="utf-8")
    return 1 if given.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
