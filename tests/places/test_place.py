"""What place() understands, and what it refuses to guess."""

from __future__ import annotations

import time
from typing import Any

import pytest

from traffickgraph.errors import AmbiguousPlaceError, UnknownPlaceError, WrongTypeError
from traffickgraph.places import Country, Region, candidates, nearest, place, similar
from traffickgraph.places._tables import NameRow, tables

UNDERSTOOD = {
    "AZE": "azerbaijan; AZERBAIJAN; AZE; Azerbaijani; Azerbaijanis; Azeri; AZ; 031; Republic of Azerbaijan",
    "MMR": "Burma; Burmese; Myanmar; Union of Burma; MM; BUR; 104",
    "SWZ": "Swaziland; Eswatini; eSwatini; Swazi; Swazis",
    "CIV": "Ivory Coast; Côte d'Ivoire; Cote D'Ivoire; Cote dIvoire; CÔTE D’IVOIRE; Ivorian; Ivoirian",
    "CPV": "Cape Verde; Cabo Verde; Cape Verdean",
    "CZE": "Czech Republic; Czechia; Czech; the Czech Republic",
    "MKD": "Macedonia; FYROM; North Macedonia; The former Yugoslav Republic of Macedonia; Macedonian",
    "TUR": "Turkey; Türkiye; TÜRKİYE; Turkiye; Turk; Turks; Turkish",
    "TLS": "East Timor; Timor-Leste; Timor Leste; Timorese; TMP",
    "COD": "Zaire; DRC; DR Congo; D.R. Congo; Congo, Democratic Republic of the; Congo-Kinshasa; ZAR; Zairian; "
    "Democratic Republic of Congo; Congo (Kinshasa); D.R.C.",
    "COG": "Republic of the Congo; Congo-Brazzaville; Congo, Republic of the; Congo Republic",
    "LKA": "Ceylon; Sri Lankan; Sri Lankans",
    "BFA": "Upper Volta; Burkinabe; Burkinabè; Burkinabé; Burkina; HVO",
    "BEN": "Dahomey; Beninese; DHY",
    "ZWE": "Rhodesia; Zimbabwean; RHO",
    "BLR": "Byelorussian SSR; Belarusian; Belorussian; BYS",
    "KOR": "South Korea; Republic of Korea; Korea, Republic of; Korea, South; S. Korea; ROK; R.O.K.; South Koreans",
    "PRK": "North Korea; DPRK; N. Korea; Korea, Democratic People's Republic of; Democratic People’s Republic of Korea",
    "PHL": "Filipina; Filipino; Filipinos; Filipinas; Philippine; the Philippines",
    "KGZ": "Kyrgyz; Kyrgyzstani; Kyrgyzstan; Kyrgyz Republic",
    "ARE": "Emirati; Emiratis; Emirian; UAE; U.A.E.; u.a.e.; the UAE; United Arab Emirates",
    "LSO": "Basotho; Mosotho",
    "BWA": "Batswana; Motswana",
    "MDG": "Malagasy",
    "LAO": "Lao; Laotian; Lao People's Democratic Republic; Lao PDR; laotian",
    "THA": "Thai; Thais; Siam",
    "NPL": "Nepali; Nepalese; Nepalis",
    "BGD": "Bangladeshi; Bangladeshis",
    "VUT": "Ni-Vanuatu; ni Vanuatu; New Hebrides",
    "KIR": "I-Kiribati",
    "SLV": "Salvadoran; Salvadorian; Salvadorean; El Salvador",
    "TTO": "Trinidadian; Tobagonian; Trinidad and Tobago; Trinidad & Tobago; Trinidad/Tobago",
    "BIH": "Bosnian; Herzegovinian; BiH; Bosnia; Bosnia & Herzegovina; Bosnia-Herzegovina; Bosnia and Hercegovina",
    "GBR": "British; Briton; Britons; English; Englishman; Scottish; Welsh; UK; U.K.; Great Britain; the UK; GB",
    "NLD": "Dutch; Holland; the Netherlands; Netherlands, The",
    "CHE": "Swiss; Switzerland",
    "ESP": "Spaniard; Spaniards; Spanish",
    "POL": "Pole; Poles; Polish",
    "XKX": "Kosovo; Kosovar; XK; XKX; Kosovo under UNSCR 1244",
    "SAU": "Saudi; Saudis; KSA; Kingdom of Saudi Arabia",
    "AFG": "Afghan; Afghans; Afghanistan",
    "IRQ": "Iraqi; Iraqis",
    "COM": "Comorian; Comoros; the Comoros",
    "SYC": "Seychellois; Seychelles",
    "DJI": "Djiboutian",
    "GNB": "Bissau-Guinean; Guinea-Bissau; Guinea Bissau; Guinea–Bissau",
    "GNQ": "Equatorial Guinean; Equatoguinean",
    "PNG": "Papua New Guinean; PNG; P.N.G.",
    "VCT": "Vincentian; St. Vincent and the Grenadines; Saint Vincent & the Grenadines",
    "KNA": "Kittitian; Nevisian; St Kitts and Nevis; St. Kitts & Nevis",
    "MCO": "Monegasque; Monégasque",
    "SMR": "Sammarinese",
    "HKG": "Hong Kong; Hong Konger; China, Hong Kong SAR; Hong-Kong",
    "MAC": "Macau; Macao; Macanese; China, Macao SAR",
    "PRI": "Puerto Rico; Puerto Rican; PR",
    "TWN": "Taiwan; Taiwan, Province of China; Chinese Taipei; Taiwanese; TW; 158",
    "PSE": "Palestine; West Bank; Gaza; Gaza Strip; Palestinian Territories; West Bank and Gaza; Palestinian",
    "ESH": "Western Sahara; Sahrawi",
    "CUW": "Curacao; Curaçao",
    "RUS": "Russia; Russian Federation; Russian",
    "IRN": "Iran; Iran (Islamic Republic of); Islamic Republic of Iran; Persia",
    "VEN": "Venezuela (Bolivarian Republic of); Venezuelan",
    "BOL": "Bolivia (Plurinational State of); Bolivia, Plurinational State of",
    "TZA": "United Republic of Tanzania; Tanzania, United Republic of; Tanzanian",
    "SYR": "Syrian Arab Republic; Syria; Syrian",
    "VNM": "Viet Nam; Vietnam; Viet-Nam; Vietnamese",
    "CAF": "CAR; C.A.R.; Central African Republic",
    "CHN": "PRC; China; Chinese; People's Republic of China",
    "USA": "US; U.S.; u.s.; U. S.; USA; U.S.A.; U.S; the United States; United States of America; American; Americans; "
    "the US; the U.S.",
    "SCG": "Serbia and Montenegro; SCG",
    "YUG": "Yugoslavia; YUG; YU; Former Yugoslavia; Yugoslav",
    "SUN": "USSR; U.S.S.R.; Soviet Union; SUN; Soviet; 810",
    "ANT": "Netherlands Antilles; ANT; the former Netherlands Antilles",
    "CSK": "Czechoslovakia; CSK; Czechoslovak",
    "DDR": "East Germany; GDR; German Democratic Republic; DDR",
    "YMD": "South Yemen; YMD",
    # conventions
    "GIN": "Guinea; Guinean",
    "IND": "Indian; Indians",
    "WSM": "Samoa; Samoan",
    "FSM": "Micronesia; Micronesian; Federated States of Micronesia; micronesia",
    "NOR": "Norwegian",
    "IRL": "Ireland; Irish",
    "NER": "Niger; Nigerien",
    "NGA": "Nigeria; Nigerian",
    "MUS": "Mauritian",
    "MRT": "Mauritanian",
    "GEO": "Georgia; Georgian",
    "SDN": "Sudan; Sudanese",
    "FRA": "French",
    "GMB": "The Gambia; Gambia, The; Gambia",
    "STP": "Sao Tome & Principe; São Tomé and Príncipe",
    # regions
    "africa": "Africa; African; 002",
    "southeast-asia": "South East Asia; Southeast Asia; South-Eastern Asia; South-East Asian; southeast-asia; 035",
    "east-africa": "East Africa; Eastern Africa; East African; 014",
    "west-africa": "West African; West Africans; Western Africa; West African countries",
    "gulf": "Persian Gulf; Gulf States; the Gulf; GCC; the Gulf states; Arab Gulf States",
    "eu": "European Union; EU; E.U.; eu; EU countries",
    "former-soviet-union": "Former Soviet Union; former Soviet republics",
    "neighbours": "neighbouring countries; neighboring countries; neighbours; neighbors",
    "abroad": "abroad; Abroad; foreign countries; overseas",
    "south-america": "South American; South America; 005",
    "central-asia": "Central Asian; Central Asia; central-asia; 143",
    "europe": "European; Europeans",
    "eastern-europe": "Eastern European; East European; Eastern Europe",
    "middle-east": "Middle Eastern; the Middle East",
    "latin-america": "Latin American; Latin America; Latin America and the Caribbean; 419",
    "caribbean": "Caribbean; the Caribbean",
    "western-balkans": "Western Balkans",
    "balkans": "the Balkans; Balkan",
    "baltics": "Baltics; Baltic States",
    "micronesia-region": "Micronesia (region); 057; micronesia-region",
}
CASES = [(name.strip(), code) for code, names in UNDERSTOOD.items() for name in names.split(";")]

UNKNOWN = (
    "Guinea pig", "North", "South", "Atlantis", "", " ", "Chad Smith", "New England", "Turkey sandwich", "Island",
    "Republic", "People", "Paris", "Jersey cow", "the", "The", ".", "-", "&", "East", "Islands", "Republic of",
    "Thailand/Myanmar", "Kenya and Uganda", "Kosov", "31", "4", "aze", "az", "Aze", "Az", "I.N.", "c.a.n.", "us.",
    "can.", "the us", "the can", "Us", "Uk", "uk", "uae", "Uae", "drc", "lao", "usa", "Usa", "A Z E", "AZ E",
    "\0", "\n", "Tibet", "Kurdistan", "0", "000", "999", "ＡＺ" * 100, "not Niger", "Niger?Nigeria",
    "Neutral Zone", "Caucasian",
    "stateless", "unknown", "other", "n/a", "nan", "null", "None",
)  # fmt: skip
WORDS = "can in us no per and is it at are as be do am an ar to so by my me he she or if of on up et al de la le"

AMBIGUOUS = {
    "Congo": ["COD", "COG"],
    "Congolese": ["COD", "COG"],
    "the Congo": ["COD", "COG"],
    "Dominican": ["DMA", "DOM"],
    "Dominicans": ["DMA", "DOM"],
    "Korea": ["KOR", "PRK"],
    "Korean": ["KOR", "PRK"],
    "Koreans": ["KOR", "PRK"],
    "Virgin Islands": ["VGB", "VIR"],
    "Virgin Islander": ["VGB", "VIR"],
    "Saint Martin": ["MAF", "SXM"],
    "St. Martin": ["MAF", "SXM"],
    "Central African": ["CAF", "central-africa"],
    "CS": ["CSK", "SCG"],
    "891": ["SCG", "YUG"],
}


@pytest.mark.parametrize(("name", "code"), CASES)
def test_names_codes_demonyms_and_abbreviations_are_understood(name: str, code: str) -> None:
    assert place(name).code == code


@pytest.mark.parametrize("text", UNKNOWN)
def test_nothing_is_guessed(text: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        place(text)
    assert caught.value.asked == text


@pytest.mark.parametrize("word", WORDS.split())
def test_words_that_are_also_codes_are_no_places_in_small_letters(word: str) -> None:
    for text in (word, word.title(), f" {word} ", f"{word}.", f"the {word}"):
        with pytest.raises(UnknownPlaceError):
            place(text)


@pytest.mark.parametrize(("name", "codes"), AMBIGUOUS.items())
def test_an_ambiguous_name_lists_its_candidates(name: str, codes: list[str]) -> None:
    with pytest.raises(AmbiguousPlaceError) as caught:
        place(name)
    assert list(caught.value.candidates) == codes
    for code in codes:
        assert place(name, prefer=code).code == code
        assert place(name, prefer=["Azerbaijan", place(code)]).code == code
        assert place(name, prefer=iter([code])).code == code
    for prefer in ("AZE", codes, []):
        with pytest.raises(AmbiguousPlaceError):
            place(name, prefer=prefer)


@pytest.mark.parametrize("name", ["Niger", "Guinea", "Dominica", "Micronesia", "Georgia"])
def test_a_preference_does_not_change_a_name_that_is_not_ambiguous(name: str) -> None:
    assert place(name, prefer=["NGA", "GNB", "DOM", "micronesia-region", "USA"]) == place(name)


def test_a_misspelt_preference_is_an_error_of_its_own() -> None:
    with pytest.raises(UnknownPlaceError, match="Kongo"):
        place("Niger", prefer="Kongo")
    with pytest.raises(WrongTypeError):
        place("Niger", prefer=3)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [3, 0, 31, None, ["AZE"], b"AZE", {"AZE"}, 3.5, True, object(), -1, 10**9])
def test_what_is_no_text_is_a_wrong_type(given: Any) -> None:
    with pytest.raises(WrongTypeError, match="'AZE'") as caught:
        place(given)
    assert caught.value.given is given


def test_a_number_is_told_to_be_text() -> None:
    with pytest.raises(WrongTypeError, match="'031'"):
        place(31)  # type: ignore[arg-type]


def test_a_place_is_its_own_answer() -> None:
    assert place(Country("AZE")) == Country("AZE")
    assert place(Region("eu")) == Region("eu")


def test_answers_are_the_same_object_each_time() -> None:
    assert place("Burma") is place("MMR") is place("104")


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("Nigera", ("Nigeria", "Niger")),
        ("Guinea pig", ("Guinea",)),
        ("Chad Smith", ("Chad",)),
        ("New England", ("England",)),
        ("Turkey sandwich", ("Turkey",)),
        ("Jersey cow", ("Jersey",)),
        ("Island", ("Iceland",)),
        ("us", ("US",)),
        ("aze", ("AZE",)),
        ("31", ("031",)),
        ("Madagaskar", ("Madagascar",)),
        ("Afganistan", ("Afghanistan",)),
        ("Phillipines", ("Philippines",)),
        ("Kazakhistan", ("Kazakhstan",)),
        ("North", ("North Korea",)),
        ("Kongo", ("Democratic Republic of the Congo", "Republic of the Congo")),
        ("", ()),
        ("qqqqqqqq", ()),
    ],
)
def test_the_nearest_names_are_offered(asked: str, near: tuple[str, ...]) -> None:
    found = nearest(asked)
    assert set(near) <= set(found) if near else found == ()
    with pytest.raises(UnknownPlaceError) as caught:
        place(asked)
    assert caught.value.nearest == found


def test_as_many_near_names_as_asked_for() -> None:
    assert len(nearest("Nigera", 1)) == 1
    assert nearest("Nigera", 0) == nearest("Nigera", -1) == ()
    assert nearest("Nigera", 2) == ("Nigeria", "Niger")


@pytest.mark.parametrize(
    "text",
    ["x" * 10**6, "a b " * 10_000, "Guinea " * 10_000, "é" * 10**5, "the " * 10_000, "." * 10**6, "\ufdfa" * 10**4],
)
def test_hostile_text_is_refused_quickly(text: str) -> None:
    place("AZE")
    nearest("warm up")
    started = time.perf_counter()
    with pytest.raises(UnknownPlaceError):
        place(text)
    # A hundred times what it takes, so that only a change of kind fails.
    assert time.perf_counter() - started < 0.3


def test_remembered_texts_are_bounded() -> None:
    from traffickgraph.places import _lookup

    for spaces in range(_lookup._REMEMBERED + 10):
        place(" " * (spaces % 100) + "Azerbaijan" + " " * (spaces // 100))
    assert len(_lookup._warm) <= _lookup._REMEMBERED
    place("AZE" + " " * 10**6)
    assert max(map(len, _lookup._warm)) <= _lookup._LONGEST


def test_candidates_are_all_places_that_a_text_may_mean() -> None:
    assert [one.code for one in candidates("Burma")] == ["MMR"]
    assert [one.code for one in candidates("Congolese")] == ["COD", "COG"]
    assert candidates("Atlantis") == candidates("") == candidates("x" * 10_000) == ()


@pytest.mark.parametrize("row", sorted(tables().names)[::7], ids=lambda row: row.name)
def test_candidates_agree_with_place(row: NameRow) -> None:
    try:
        expected: tuple[str, ...] = (place(row.name).code,)
    except AmbiguousPlaceError as error:
        expected = error.candidates
    except UnknownPlaceError:
        expected = ()
    assert tuple(one.code for one in candidates(row.name)) == expected


def test_similar_names_are_those_that_differ_by_the_fewest_letters() -> None:
    assert similar("Ukranian") == ("UKR",)
    assert similar("Nigera") == ("NER", "NGA")
    assert similar("Atlantis") == similar("") == similar("xy") == ()
    assert similar("Dominican Rebublic") == ("DOM",)
