"""The claims and indicators about Azerbaijan of the Trafficking in Persons Report of 2015, as they were coded.

One statement of the report is one claim; docs/data/azerbaijan-2015.md says why each is split as it is. Facts only:
the words are the report's own and stay there.
"""

from __future__ import annotations

from functools import partial

from traffickgraph import Claim, Evidence, Indicator, Publication, claim

REPORT = Publication(
    "Trafficking in Persons Report",
    2015,
    publisher="U.S. Department of State",
    url="https://2009-2017.state.gov/j/tip/rls/tiprpt/2015/index.htm",
    licence="Public domain (work of the United States government)",
)
WHERE = "Azerbaijan country narrative"

_claim = partial(claim, publication=REPORT, locator=WHERE)
_role = partial(
    _claim,
    exploitation=["forced_labour", "sexual"],
    victims=["men", "women", "children"],
    note="role stated by the report; partners unstated",
)

CLAIMS: tuple[Claim, ...] = (
    _role("Azerbaijan"),
    _role(via="Azerbaijan"),
    _role(to="Azerbaijan"),
    _claim(
        "Azerbaijan",
        to=["Türkiye", "Russia", "United Arab Emirates", "Azerbaijan"],
        exploitation="forced_labour",
        victims=["men", "boys"],
    ),
    _claim(
        "Azerbaijan",
        to=["Azerbaijan", "Türkiye", "Russia", "United Arab Emirates"],
        exploitation="sexual",
        victims=["women", "children"],
    ),
    _claim(
        ["China", "Russia", "Türkiye", "Uzbekistan"],
        to="Azerbaijan",
        exploitation=["sexual", "forced_labour"],
    ),
    _claim(
        ["Türkiye", "Europe", "South Asia", "Central Asia"],
        to="Azerbaijan",
        exploitation="forced_labour",
        note="migrant workers",
    ),
    _claim(
        "Central Asia",
        via="Azerbaijan",
        to=["United Arab Emirates", "Türkiye", "Iran"],
        exploitation=["sexual", "forced_labour"],
        status="past",
    ),
    _claim(
        "Azerbaijan",
        to="Azerbaijan",
        exploitation=["forced_begging", "forced_labour"],
        victims="children",
        note="children of Romani descent are named in particular",
    ),
    _claim(
        "Philippines",
        to="Azerbaijan",
        exploitation="domestic_servitude",
        victims="women",
        status="emerging",
    ),
)

_indicator = partial(Indicator, "Azerbaijan", evidence=Evidence(REPORT, WHERE))
# The report's reporting period is no calendar year, so these state none.
_in_reporting_period = partial(Indicator, "Azerbaijan", evidence=Evidence(REPORT, f"{WHERE}, of the reporting period"))

_CERTIFIED = "victims certified by the government"
_SHELTERED = "certified victims referred to the state-run shelter"

INDICATORS: tuple[Indicator, ...] = (
    _indicator(_CERTIFIED, 54, unit="persons", period=2014),
    _indicator(_CERTIFIED, 50, unit="persons", period=2014, exploitation="sexual", victims="women"),
    _indicator(_CERTIFIED, 1, unit="persons", period=2014, exploitation="sexual", victims="girls"),
    _indicator(_CERTIFIED, 3, unit="persons", period=2014, exploitation="forced_labour", victims="men"),
    _indicator(_CERTIFIED, 40, unit="persons", period=2013, exploitation="sexual"),
    _indicator(_CERTIFIED, 16, unit="persons", period=2013, exploitation="forced_labour"),
    _indicator(_SHELTERED, 38, unit="persons", period=2014),
    _indicator(_SHELTERED, 35, unit="persons", period=2014, victims="women"),
    _indicator(_SHELTERED, 3, unit="persons", period=2014, victims="men"),
    _indicator("victims given a one-time allowance of 400 manat", 53, unit="persons", period=2014),
    _indicator("victims provided with jobs", 24, unit="persons", period=2014),
    _indicator("victims given vocational training", 35, unit="persons", period=2014),
    _indicator("police officers implicated in a trafficking case", 1, unit="police officers", period=2014),
    _in_reporting_period(
        "foreign victims identified by the government", 3, unit="persons", exploitation="forced_labour"
    ),
    _in_reporting_period(
        "nationals exploited within the country identified as victims by the government", 0, unit="persons"
    ),
)
