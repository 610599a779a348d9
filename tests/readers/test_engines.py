"""The same promises whichever engine holds the table: equal graphs, the same digest, the same accounts.

An engine is skipped where it is not installed, and PySpark where there is no Java.
"""

from __future__ import annotations

import datetime as dt
import decimal
import hashlib
import os
import pickle
import shutil
import sys
import warnings
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from traffickgraph.errors import ClaimsFileError, InvalidValueError
from traffickgraph.model import Count, Period, Publication
from traffickgraph.readers import tables
from traffickgraph.readers.tables.frames import quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from traffickgraph.readers.reading import Reading


Columns: TypeAlias = dict[str, tuple[str, list[Any]]]
Make: TypeAlias = "Callable[[Columns], object]"

pytestmark = [
    # Said by the engines to those who use them; nothing here can mend it.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),  # Ibis to DuckDB
]

INVENTED = Publication("An invented table", 2020)
ENGINES = ("pandas", "pandas of arrow", "polars", "polars lazy", "pyarrow", "duckdb", "ibis", "dask", "pyspark")

ARROW = {"text": "string", "whole": "int64", "number": "float64", "yes-no": "bool", "date": "date32", "codes": "dict"}
SPARK = {"text": "string", "whole": "bigint", "number": "double", "yes-no": "boolean", "date": "date"}
SPARK |= {"decimal": "decimal(10,2)", "zoned": "timestamp"}

# Invented rows of the kinds that tables hold: uninhabited places, a code that looks like a missing value, nulls.
ROWS: Columns = {
    "source": ("text", ["Heard Island", "HMD", "NA", None, "Île Bouvet", "", "Atlantis", "Bouvet Island", "ATA"]),
    "via": ("text", [None, None, "SJM", "SJM", None, None, None, "SJM", None]),
    "destination": ("text", ["ATA", "ATA", "ATA", "ATA", "ATA", None, "ATA", "Antarctica", "ATA"]),
    "year": ("whole", [2010, 2010, 2011, None, 2012, 2012, 2012, 2012, 2013]),
    "form": ("text", ["sexual", "sexual", "forced_labour;sexual", None, "", "other", "sexual", "Sexual", "seksual"]),
    "persons": ("whole", [3, 4, 0, None, 7, 8, 9, 10, 11]),
    "figure": ("number", [3.0, 4.0, 0.0, None, 7.0, 8.0, 9.0, 10.0, 11.0]),
    "written": ("text", ["<5", "1,234", "0", None, "5-9", "8", "9", "10+", "11"]),
    "labour": ("whole", [1, 1, 0, -99, None, 0, 0, 1, 0]),
    "marriage": ("yes-no", [True, True, False, None, False, False, False, True, False]),
    "day": ("date", [*[dt.date(2010, 1, 31)] * 2, dt.date(2011, 12, 1), *[None] * 6]),
}


def arrow(columns: Columns) -> Any:
    pa = pytest.importorskip("pyarrow")
    kinds = {
        "text": pa.string(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "yes-no": pa.bool_(),
        "date": pa.date32(),
        "nothing": pa.null(),
        "codes": pa.dictionary(pa.int32(), pa.string()),
        "decimal": pa.decimal128(10, 2),
        "zoned": pa.timestamp("us", tz="America/New_York"),
    }
    return pa.table({name: pa.array(cells, kinds[kind]) for name, (kind, cells) in columns.items()})


def pandas(columns: Columns) -> Any:
    pd = pytest.importorskip("pandas")
    kinds = {"text": "object", "whole": "Int64", "number": "float64", "yes-no": "boolean", "nothing": "object"}
    kinds |= {"date": "datetime64[us]", "codes": "category", "decimal": "object"}
    kinds |= {"zoned": "datetime64[us, America/New_York]"}
    return pd.DataFrame({name: pd.Series(cells, dtype=kinds[kind]) for name, (kind, cells) in columns.items()})


def pandas_of_arrow(columns: Columns) -> Any:
    pd = pytest.importorskip("pandas")
    return arrow(columns).to_pandas(types_mapper=pd.ArrowDtype)


def polars(columns: Columns) -> Any:
    return pytest.importorskip("polars").from_arrow(arrow(columns))


def dask(columns: Columns) -> Any:
    frames = pytest.importorskip("dask.dataframe")
    return frames.from_pandas(pandas(columns), npartitions=2)


def duckdb(columns: Columns) -> Any:
    pytest.importorskip("duckdb")
    return pytest.importorskip("duckdb").from_arrow(arrow(columns))


def ibis(columns: Columns) -> Any:
    engine = pytest.importorskip("ibis")
    pytest.importorskip("duckdb")
    connection = engine.duckdb.connect()
    connection.con.register("cases", arrow(columns))
    return connection.table("cases")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("PySpark needs Java, which is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = (
            sql.SparkSession.builder.master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.adaptive.enabled", "false")  # the tables are tiny: no plan is made twice,
            .config("spark.sql.codegen.wholeStage", "false")  # and none is compiled
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


@pytest.fixture(params=ENGINES)
def make(request: pytest.FixtureRequest) -> Make:
    """Make a frame of an engine out of columns of cells."""
    if request.param == "pyspark":
        session = request.getfixturevalue("spark")

        def frame(columns: Columns) -> object:
            schema = ", ".join(f"`{name}` {SPARK.get(kind, 'string')}" for name, (kind, _) in columns.items())
            return session.createDataFrame(list(zip(*(cells for _, cells in columns.values()), strict=True)), schema)

        return frame
    makers: dict[str, Make] = {
        "pandas": pandas,
        "pandas of arrow": pandas_of_arrow,
        "polars": polars,
        "polars lazy": lambda columns: polars(columns).lazy(),
        "pyarrow": arrow,
        "duckdb": duckdb,
        "ibis": ibis,
        "dask": dask,
    }
    return makers[request.param]


def digest(reading: Reading) -> str:
    return hashlib.sha256("".join(claim.id for claim in reading.graph).encode()).hexdigest()


def accounts(reading: Reading) -> list[tuple[object, ...]]:
    return [line.cells() for line in reading.report]


def both(make: Make, columns: Columns = ROWS, **asked: Any) -> tuple[Reading, Reading]:
    """Read the same columns from an engine, and from polars, with which all others are compared."""
    asked = {
        "publication": INVENTED,
        "source": "source",
        "destination": "destination",
        "labels": {"Île Bouvet": "BVT"},
    } | asked
    return tables.read(make(columns), **asked), tables.read(polars(columns), **asked)


ASKED: dict[str, dict[str, Any]] = {
    "pairs": {},
    "persons": {"row": "person", "year": "year", "exploitation": "form"},
    "a way": {"via": "via", "year": "year"},
    "whole numbers": {"count": "persons", "year": "year"},
    "numbers with a point": {"count": "figure"},
    "figures as text": {"count": "written", "exploitation": "form"},
    "flags": {"exploitation": {"labour": "forced_labour", "marriage": "forced_marriage"}, "row": "person"},
    "dates": {"year": "day"},
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_every_engine_gives_the_same_claims_in_the_same_order(make: Make, asked: dict[str, Any]) -> None:
    reading, same = both(make, **asked)
    assert list(reading.graph) == list(same.graph)
    assert digest(reading) == digest(same)
    assert accounts(reading) == accounts(same)
    assert len(reading.graph) > 1


def test_every_engine_adds_up_what_the_rows_say(make: Make) -> None:
    reading, _ = both(make, count="written")
    counts = {(str(claim.route), claim.count) for claim in reading.graph}
    assert ("Heard Island and McDonald Islands → Antarctica", Count(1234, 1238)) in counts
    assert ("Namibia → Antarctica", Count(0, 0)) in counts
    assert ("Bouvet Island → Antarctica", Count(15, None)) in counts
    assert ("Antarctica → Antarctica", Count(11, 11)) in counts
    assert ("… → Antarctica", None) in counts
    assert reading.report.rows_read == 9
    assert reading.report.rows_used == 7
    assert reading.report.missing == 1


def test_an_empty_frame_has_no_claims(make: Make) -> None:
    reading, _ = both(make, {name: (kind, []) for name, (kind, _) in ROWS.items()}, year="year", count="persons")
    assert len(reading.graph) == 0
    assert reading.report.rows_read == 0


def test_a_column_of_nulls_says_nothing(make: Make) -> None:
    columns: Columns = {"source": ("text", ["HMD"])}
    columns |= {name: ("nothing", [None]) for name in ("to", "year", "form", "persons")}
    reading, _ = both(make, columns, destination="to", year="year", exploitation="form", count="persons")
    assert [str(claim.route) for claim in reading.graph] == ["Heard Island and McDonald Islands → …"]
    assert reading.graph.claims[0].count is None


def test_labels_of_a_closed_list_are_labels(make: Make) -> None:
    columns: Columns = {"source": ("codes", ["HMD", "BVT", None, "HMD"]), "to": ("codes", ["ATA"] * 4)}
    reading, _ = both(make, columns, destination="to")
    assert [(str(claim.route), claim.note) for claim in reading.graph] == [
        ("… → Antarctica", ""),
        ("Bouvet Island → Antarctica", ""),
        ("Heard Island and McDonald Islands → Antarctica", "stated in 2 rows"),
    ]


@pytest.mark.parametrize(
    ("kind", "cell", "problem"),
    [
        ("whole", -3, "-3"),
        ("number", 2.5, "decimal point"),
        ("number", float("inf"), "no number"),
        ("whole", 2**62, "too large"),
        ("text", "many", "no count"),
        ("text", "-3", "no count"),
    ],
)
def test_a_figure_that_counts_no_persons_stops_the_reading(make: Make, kind: str, cell: object, problem: str) -> None:
    columns: Columns = {"source": ("text", ["HMD", "BVT"]), "to": ("text", ["ATA"] * 2), "n": (kind, [cell, None])}
    with pytest.raises(ClaimsFileError, match=problem) as raised:
        both(make, columns, destination="to", count="n")
    assert raised.value.faults[0].where == "column 'n', where source = 'HMD' and to = 'ATA'"


def test_a_nan_is_never_a_figure(make: Make, request: pytest.FixtureRequest) -> None:
    columns: Columns = {"source": ("text", ["HMD", "HMD"]), "n": ("number", [3.0, float("nan")])}
    asked = {"source": "source", "count": "n", "publication": INVENTED}
    if request.node.callspec.params["make"] in {"pandas", "dask"}:  # to them it is a missing value
        assert tables.read(make(columns), **asked).graph.claims[0].count == Count(3, None)
    else:
        with pytest.raises(ClaimsFileError, match="no number"):
            tables.read(make(columns), **asked)


def test_figures_whose_sum_no_column_holds_stop_the_reading(make: Make) -> None:
    columns: Columns = {"source": ("text", ["HMD"] * 40), "n": ("whole", [10**15] * 40)}
    with pytest.raises(ClaimsFileError, match="too large"):
        both(make, columns, destination=None, count="n")


def test_a_year_that_is_none_stops_the_reading(make: Make) -> None:
    columns: Columns = {"source": ("text", ["HMD", "BVT", "BVT"]), "year": ("whole", [-99, 2010, -99])}
    with pytest.raises(ClaimsFileError) as raised:
        both(make, columns, destination=None, year="year")
    assert [fault.where for fault in raised.value.faults] == ["column 'year'"]
    assert "-99" in raised.value.faults[0].what
    assert "2 rows" in raised.value.faults[0].what


def test_a_missing_column_is_named_with_the_nearest(make: Make) -> None:
    with pytest.raises(InvalidValueError, match="no column 'sources'; did you mean 'source'"):
        both(make, source="sources")


def test_a_number_of_a_country_is_one_of_m49_whatever_holds_it(make: Make) -> None:
    expected = ["Afghanistan → Antarctica", "United States → Antarctica"]
    for cells in (("whole", [4, 840, 840]), ("number", [4.0, 840.0, 840.0]), ("text", ["4", "840", "840"])):
        reading, same = both(make, {"source": cells, "to": ("text", ["ATA"] * 3)}, destination="to", labels=None)
        assert [str(claim.route) for claim in reading.graph] == expected
        assert accounts(reading) == accounts(same)
        told = [(one.label, one.rows, one.meaning.how) for one in reading.report.resolved]
        assert told == [("840", 2, "M49 code"), ("4", 1, "M49 code")]


@pytest.mark.parametrize("name", ["pandas", "dask"])
def test_a_column_of_words_and_numbers_is_read_as_text(name: str) -> None:
    frame = pytest.importorskip("pandas").DataFrame({"source": [4, "HMD", 4.0, None]}, dtype=object)
    if name == "dask":
        frame = pytest.importorskip("dask.dataframe").from_pandas(frame, npartitions=2)
    reading = tables.read(frame, source="source", publication=INVENTED, row="person")
    assert [str(claim.route) for claim in reading.graph] == [
        "Afghanistan → …",
        "Heard Island and McDonald Islands → …",
    ]
    assert reading.graph.claims[0].count == Count(2, 2)


def test_the_caller_says_what_a_number_means(make: Make) -> None:
    columns: Columns = {"source": ("whole", [4, 840])}
    reading, _ = both(make, columns, destination=None, labels={"4": "BVT"})
    assert [str(claim.route) for claim in reading.graph] == ["Bouvet Island → …", "United States → …"]


def test_times_with_a_zone_are_refused_since_their_year_depends_on_the_zone(make: Make) -> None:
    moment = dt.datetime(2020, 1, 1, 2, tzinfo=dt.UTC)
    columns: Columns = {"source": ("text", ["HMD"]), "year": ("zoned", [moment])}
    with pytest.raises(
        (InvalidValueError, ClaimsFileError), match=r"time zone.* make it a column of years, or of dates"
    ):
        both(make, columns, destination=None, year="year")


def test_a_date_of_infinity_is_no_missing_year() -> None:
    engine = pytest.importorskip("duckdb")
    table = engine.sql("select 'HMD' as source, unnest([date 'infinity', date '2020-01-01', null]) as day")
    with pytest.raises(ClaimsFileError, match="infinity"):
        tables.read(table, source="source", year="day", publication=INVENTED)


MISSING = ("-99", "N/D", "n.d.")


@pytest.mark.parametrize("kind", ["whole", "number"])
def test_numbers_that_stand_for_a_missing_value_are_missing(make: Make, kind: str) -> None:
    as_held = {"whole": int, "number": float}[kind]
    cells = [[as_held(cell) for cell in column] for column in ([3, -99, -99], [2010, 2010, -99])]
    columns: Columns = {"source": ("text", ["HMD", "HMD", "BVT", "ATA"]), "n": (kind, [*cells[0], None])}
    columns["year"] = (kind, [*cells[1], None])
    reading, same = both(make, columns, destination=None, count="n", year="year", missing=MISSING)
    assert [(str(claim.route), claim.period, claim.count) for claim in reading.graph] == [
        ("Antarctica → …", None, None),
        ("Bouvet Island → …", None, None),
        ("Heard Island and McDonald Islands → …", Period(2010, 2010), Count(3, None)),
    ]
    assert accounts(reading) == accounts(same)
    assert reading.report.missing == 3


def test_words_that_stand_for_a_missing_value_are_missing_but_never_a_place(make: Make) -> None:
    names = ("n", "year", "form", "who", "flag")
    columns: Columns = {"source": ("text", ["BVT", "NA"])}
    columns |= {name: ("text", [" n/d", "-99.0"]) for name in names}
    asked = {"destination": None, "count": "n", "year": "year", "victims": "who", "missing": (*MISSING, "NA")}
    for form in ("form", {"flag": "sexual"}):
        reading, _ = both(make, columns, exploitation=form, **asked)
        assert [
            (str(one.route), one.count, one.period, one.victims, tuple(one.exploitation)) for one in reading.graph
        ] == [
            ("Bouvet Island → …", None, None, (), ("unspecified",)),
            ("Namibia → …", None, None, (), ("unspecified",)),
        ]


def test_decimals_are_figures_and_years(make: Make) -> None:
    cells = [decimal.Decimal("2.00"), decimal.Decimal("7.00")]
    columns: Columns = {"source": ("text", ["HMD", "HMD"]), "n": ("decimal", cells)}
    reading, _ = both(make, columns, destination=None, count="n")
    assert reading.graph.claims[0].count == Count(9, 9)
    columns["year"] = ("decimal", [decimal.Decimal("2010.00")] * 2)
    reading, _ = both(make, columns, destination=None, year="year")
    assert reading.graph.claims[0].period == Period(2010, 2010)


@pytest.mark.parametrize("names", [("a.b", "c`d", "e f"), ("key 0", "rows", "figure"), ("A", "a", "\u00c4")])
def test_columns_have_any_names(make: Make, names: tuple[str, str, str], request: pytest.FixtureRequest) -> None:
    if request.node.callspec.params["make"] in {"duckdb", "ibis"} and "a" in names:
        pytest.skip("DuckDB itself holds no two columns that differ only in case")
    source, year, count = names
    frame = make({"x": ("text", ["HMD"]), "y": ("whole", [2010]), "z": ("whole", [4])})
    columns: Columns = {source: ("text", ["HMD"]), year: ("whole", [2010]), count: ("whole", [4])}
    of_spark = type(frame).__module__.startswith("pyspark")
    frame = frame.toDF(*names) if of_spark else make(columns)
    claim = tables.read(frame, source=source, year=year, count=count, publication=INVENTED).graph.claims[0]
    assert (claim.period, claim.count) == (Period(2010, 2010), Count(4, 4))


def test_nobody_is_warned_of_what_only_this_package_can_mend(make: Make) -> None:
    frame = make({"source": ("text", ["HMD"])})
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)
        tables.read(frame, source="source", publication=INVENTED)
    # and nothing else is kept back
    with pytest.warns(FutureWarning, match="another"), quiet():
        warnings.warn("another", FutureWarning, stacklevel=1)


def test_a_reading_can_be_pickled(make: Make) -> None:
    reading, _ = both(make, count="written", exploitation="form")
    again = pickle.loads(pickle.dumps(reading))  # noqa: S301 - its own
    assert list(again.graph) == list(reading.graph)
    assert accounts(again) == accounts(reading)
    assert again.to_frame("polars").equals(reading.to_frame("polars"))
