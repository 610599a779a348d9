"""Invented files in every layout of CTDC, and what a reader should find in them, counted in the plainest way.

All records are invented. The places are uninhabited, so that they state nothing about anybody.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

TERMS = "By using this data you agree to the Terms of Use: https://www.ctdatacollaborative.org/terms-use"
#: alpha-3 and alpha-2 codes of places where nobody lives
PLACES = {"ATA": "AQ", "BVT": "BV", "HMD": "HM", "SGS": "GS", "ATF": "TF", "UMI": "UM", "IOT": "IO"}
AGES = ("0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+")

_MEANS = [
    "DebtBondage",
    "TakesEarnings",
    "RestrictsFinancialAccess",
    "Threats",
    "PsychologicalAbuse",
    "PhysicalAbuse",
    "SexualAbuse",
    "FalsePromises",
    "PsychoactiveSubstances",
    "RestrictsMovement",
    "RestrictsMedicalCare",
    "ExcessiveWorkingHours",
    "UsesChildren",
    "ThreatOfLawEnforcement",
    "WithholdsNecessities",
    "WithholdsDocuments",
    "Other",
    "NotSpecified",
]
_IS = [
    "isForcedLabour",
    "isSexualExploit",
    "isOtherExploit",
    "isSexAndLabour",
    "isForcedMarriage",
    "isForcedMilitary",
    "isOrganRemoval",
    "isSlaveryAndPractices",
]
_LABOUR = [
    "Agriculture",
    "Aquafarming",
    "Begging",
    "Construction",
    "DomesticWork",
    "Hospitality",
    "IllicitActivities",
    "Manufacturing",
    "MiningOrDrilling",
    "Peddling",
    "Transportation",
    "Other",
    "NotSpecified",
]
_RECRUITERS = ["IntimatePartner", "Friend", "Family", "Other"]
_NEW_MEANS = [
    "meansDebtBondageEarnings",
    "meansThreats",
    "meansAbusePsyPhySex",
    "meansFalsePromises",
    "meansDrugsAlcohol",
    "meansDenyBasicNeeds",
    "meansExcessiveWorkHours",
    "meansWithholdDocs",
]


def _cut(names: Iterable[str]) -> list[str]:
    return [name[:32] for name in names]


K_ANONYMISED = [
    *[
        "yearOfRegistration",
        "Datasource",
        "gender",
        "ageBroad",
        "majorityStatus",
        "majorityStatusAtExploit",
        "majorityEntry",
    ],
    "citizenship",
    *(f"meansOfControl{one}" for one in _MEANS),
    "meansOfControlConcatenated",
    *_IS,
    "typeOfExploitConcatenated",
    *(f"typeOfLabour{one}" for one in _LABOUR),
    "typeOfLabourConcatenated",
    *["typeOfSexProstitution", "typeOfSexPornography", "typeOfSexRemoteInteractiveServices"],
    *["typeOfSexPrivateSexualServices", "typeOfSexConcatenated", "isAbduction", "RecruiterRelationship"],
    "CountryOfExploitation",
    *(f"recruiterRelation{one}" for one in (*_RECRUITERS, "Unknown")),
]
SYNTHETIC_2021 = _cut(
    [
        *["yearOfRegistration", "gender", "ageBroad", "majorityStatusAtExploit", "traffickMonths"],
        *["citizenship", "CountryOfExploitation"],
        *(
            f"meansOfControl{one}"
            for one in _MEANS
            if one not in {"RestrictsFinancialAccess", "UsesChildren", "NotSpecified"}
        ),
        *_IS[:3],
        *(f"typeOfLabour{one}" for one in ("Agriculture", "Construction", "DomesticWork", "Hospitality", "Other")),
        *(f"typeOfSex{one}" for one in ("Prostitution", "Pornography", "Other")),
        *(f"recruiterRelation{one}" for one in _RECRUITERS),
    ]
)


def _new(kind: str) -> list[str]:
    return [
        *["yearOfRegistration", "gender", "ageBroad", "citizenship", "CountryOfExploitation", "traffickMonths"],
        *_NEW_MEANS,
        *_IS[:3],
        *(f"{kind}OfLabour{one}" for one in ("Agriculture", "Construction", "DomesticWork", "Hospitality")),
        *(f"{kind}OfSex{one}" for one in ("Prostitution", "Pornography")),
        *(f"recruiterRelation{one}" for one in _RECRUITERS),
    ]


@dataclass(frozen=True)
class Style:
    """How a layout writes what it says."""

    header: list[str]
    file: str
    separator: str = ","
    places: str = "alpha-3"
    nowhere: str = ""
    unknown: str = ""
    no: str = "0"
    genders: dict[str, str] = field(default_factory=lambda: {"f": "Female", "m": "Male", "x": "Transgender"})
    terms: bool = False
    synthetic: bool = True
    year: int = 2021


_WORDS = {"f": "Woman", "m": "Man", "x": "Trans/Transgender/NonConforming"}
STYLES = {
    "k-anonymised": Style(
        K_ANONYMISED,
        "The Global Dataset 3 Sept 2018.csv",
        nowhere="00",
        unknown="-99",
        year=2018,
        places="alpha-2",
        synthetic=False,
    ),
    "k-anonymised, terms": Style(
        K_ANONYMISED,
        "globaldataset_20200414.csv",
        nowhere="00",
        unknown="-99",
        terms=True,
        year=2020,
        places="alpha-2",
        synthetic=False,
    ),
    "k-anonymised, semicolons": Style(
        K_ANONYMISED,
        "global 2019.csv",
        ";",
        nowhere="",
        unknown="",
        terms=True,
        year=2019,
        places="alpha-2",
        synthetic=False,
    ),
    "synthetic 2021": Style(SYNTHETIC_2021, "CTDC_synthetic_20210825.tsv", "\t", no=""),
    "synthetic 2024": Style(_new("type"), "CTDC_global_synthetic_data_v2024.csv", year=2024, genders=_WORDS),
    "synthetic 2025": Style(_new("type"), "CTDC_global_synthetic_data_v2025.csv", year=2025, no="", genders=_WORDS),
    "synthetic 2026": Style(_new("sector"), "ctdc_global_synthetic_data_v2026.csv", year=2026, no="", genders=_WORDS),
}


@dataclass(frozen=True)
class Case:
    """An invented record, and all that a layout may say of it; None and "" are unknown."""

    citizenship: str | None = None
    country: str | None = None
    year: int | None = None
    gender: str = ""
    age: str = ""
    yes: frozenset[str] = frozenset()


def cases(number: int, seed: int = 1, *, places: Sequence[str] = tuple(PLACES)) -> list[Case]:
    """Return invented records, a few of each kind many times over, as in the files."""
    chance = random.Random(seed)
    flags = [*_IS, "LabourDomesticWork", "LabourBegging", "LabourIllicitActivities", "LabourAgriculture"]
    kinds = []
    for _ in range(max(number // 20, min(number, 5))):
        source = chance.choice([None, *places, *places])
        yes = frozenset(flag for flag in flags if chance.random() < 0.2)
        kinds.append(
            Case(
                source,
                chance.choice([None, source, *places, *places]),
                chance.choice([None, *range(2002, 2020)]),
                chance.choice(["f", "f", "m", "x", ""]),
                chance.choice(["", *AGES]),
                yes,
            )
        )
    return chance.choices(kinds, weights=[1 / (1 + at) for at in range(len(kinds))], k=number)


def cells(case: Case, style: Style) -> dict[str, str]:
    """Return the cells of a record that are not unknown."""
    of_age = "" if not case.age else "Minor" if case.age in AGES[:2] else "Adult"
    said = {
        "yearOfRegistration": "" if case.year is None else str(case.year),
        "gender": style.genders.get(case.gender, ""),
        "ageBroad": case.age,
        "majorityStatus": of_age,
    }
    found = {name: value or style.unknown for name, value in said.items()}
    for name, code in (("citizenship", case.citizenship), ("CountryOfExploitation", case.country)):
        found[name] = style.nowhere if code is None else PLACES.get(code, code) if style.places == "alpha-2" else code
    for name in style.header:
        kind = name.removeprefix("typeOf").removeprefix("sectorOf")
        if name.startswith(("is", "typeOfLabour", "sectorOf")) and "Concatenated" not in name:
            found[name] = "1" if kind in case.yes else style.no
    return {name: value for name, value in found.items() if name in style.header}


def write(folder: Path, layout: str, records: Iterable[Case], *, name: str = "", encoding: str = "utf-8") -> Path:
    """Write a file of invented records in a layout."""
    style = STYLES[layout]
    path = folder / (name or style.file)
    header = [TERMS, *style.header] if style.terms else style.header
    lines = [style.separator.join(header)]
    known: dict[Case, str] = {}
    for number, case in enumerate(records):
        if case not in known:
            said = cells(case, style)
            known[case] = style.separator.join(said.get(column, style.unknown) for column in style.header)
        lines.append(f"{number}{style.separator}{known[case]}" if style.terms else known[case])
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def expected(records: Iterable[Case], layout: str, *, by_group: bool = True) -> Counter[tuple[object, ...]]:
    """Count the records that say the same: source, destination, year, forms and group; without those of no place."""
    header = STYLES[layout].header
    return Counter(
        (case.citizenship, case.country, case.year, _forms(case, header), _group(case) if by_group else "")
        for case in records
        if case.citizenship or case.country
    )


def _group(case: Case) -> str:
    if not case.age:
        return ""
    young = case.age in ("0--8", "9--17")
    if case.gender == "f":
        return "girls" if young else "women"
    if case.gender == "m":
        return "boys" if young else "men"
    return "children" if young else "adults"


def _forms(case: Case, header: Sequence[str]) -> frozenset[str]:
    yes = {flag for flag in case.yes if flag in header or any(name.endswith(f"Of{flag}") for name in header)}
    forms = set()
    if yes & {"isForcedLabour", "isSexAndLabour"}:
        forms.add("forced_labour")
        kinds = {
            "LabourDomesticWork": "domestic_servitude",
            "LabourBegging": "forced_begging",
            "LabourIllicitActivities": "forced_criminality",
        }
        forms |= {form for flag, form in kinds.items() if flag in yes}
    if yes & {"isSexualExploit", "isSexAndLabour"}:
        forms.add("sexual")
    for flag, form in (
        ("isOtherExploit", "other"),
        ("isForcedMarriage", "forced_marriage"),
        ("isOrganRemoval", "organ_removal"),
        ("isSlaveryAndPractices", "slavery"),
    ):
        if flag in yes:
            forms.add(form)
    if "isForcedMilitary" in yes:
        forms.add("child_soldiering" if case.age in ("0--8", "9--17") else "other")
    return frozenset(forms or {"unspecified"})
