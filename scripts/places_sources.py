"""The sources of the tables of traffickgraph.places, read from unpacked packages."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

# The M49 regions, and the finest sub-regions of each that are used (for Africa and the Americas the intermediate ones).
REGIONS = ("002", "009", "019", "142", "150")


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read a table with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_json(path: Path) -> Any:  # noqa: ANN401 - sources have many shapes
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


class Sources:
    """What the sources say, by code."""

    def __init__(self, cldr_core: Path, cldr_localenames: Path, countryinfo: Path, nationality: Path) -> None:
        supplemental = cldr_core / "supplemental"
        codes = read_json(supplemental / "codeMappings.json")["supplemental"]["codeMappings"]
        containment = read_json(supplemental / "territoryContainment.json")["supplemental"]["territoryContainment"]
        english = read_json(cldr_localenames / "main" / "en" / "territories.json")
        self._codes: dict[str, dict[str, str]] = codes
        self._contains: dict[str, list[str]] = {code: of["_contains"] for code, of in containment.items()}
        self._cldr_names: dict[str, str] = english["main"]["en"]["localeDisplayNames"]["territories"]
        self._alpha2: dict[str, str] = {of["_alpha3"]: code for code, of in codes.items() if "_alpha3" in of}
        self._nationalities: dict[str, str] = read_json(nationality / "langs" / "en.json")["nationalities"]
        files = (read_json(path) for path in sorted((countryinfo / "data").glob("*.json")))
        self._countryinfo: dict[str, dict[str, Any]] = {of["ISO"]["alpha3"]: of for of in files if "ISO" in of}

    def alpha2(self, alpha3: str) -> str:
        """Return the alpha-2 code of an alpha-3 code (CLDR)."""
        return self._alpha2.get(alpha3, "")

    def numeric(self, alpha2: str) -> str:
        """Return the number of a country (CLDR); its private one for Kosovo is none."""
        return "" if alpha2 == "XK" else self._codes[alpha2]["_numeric"]

    def members(self, m49: str) -> list[str]:
        """Return the alpha-2 codes of all countries in an M49 region (CLDR)."""
        found = []
        for code in self._contains[m49]:
            found += self.members(code) if code.isdigit() else [code]
        return found

    def regions_of_subregions(self) -> dict[str, str]:
        """Return the M49 region of each finest sub-region."""
        return {sub: region for region in REGIONS for sub in self._contains[region] if sub.isdigit()}

    def names(self, alpha2: str) -> list[str]:
        """Return the English names of a country (CLDR), the main one first."""
        found = [name for code, name in self._cldr_names.items() if code.split("-")[0] == alpha2]
        return [name.replace(" & ", " and ").replace("’", "'") for name in found]

    def demonyms(self, alpha3: str, alpha2: str) -> list[str]:
        """Return the demonyms of a country (countryinfo, i18n-nationality), as they write them."""
        found = (self._countryinfo.get(alpha3, {}).get("demonym", ""), self._nationalities.get(alpha2, ""))
        return [name.strip() for name in found if name.strip()]

    def points(self, alpha3: str) -> dict[str, str]:
        """Return the capital and the middle of a country (countryinfo)."""
        of = self._countryinfo.get(alpha3, {})
        return {
            "capital_name": of.get("capital", ""),
            "capital": _point(of.get("capital_latlng")),
            "centroid": _point(of.get("latlng")),
        }


def _point(numbers: list[Any] | None) -> str:
    """Return a point with as many digits as say where a town is; of several points the first."""
    if not numbers:
        return ""
    lat, lon = numbers[0] if isinstance(numbers[0], list) else numbers
    return f"{lat:.2f} {lon:.2f}"
