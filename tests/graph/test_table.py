"""A table of results as a data frame: what kinds its columns are, and what stands where nothing is said."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.analysis.roles import role_balance
from traffickgraph.convert.frames import frame_of
from traffickgraph.errors import InvalidValueError, MissingPackageError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Evidence, Indicator, Publication, claim
from traffickgraph.table import Table

if TYPE_CHECKING:
    from traffickgraph.table import Cell

BACKENDS = ("pandas", "polars", "pyarrow")
KINDS = {
    "pandas": {"text": "str", "whole": "Int64", "number": "float64", "yes-no": "boolean", "nothing": "object"},
    "polars": {"text": "String", "whole": "Int64", "number": "Float64", "yes-no": "Boolean", "nothing": "Null"},
    "pyarrow": {"text": "string", "whole": "int64", "number": "double", "yes-no": "bool", "nothing": "null"},
}
REPORT = Publication("An invented report", 2020)
QUICK = settings(deadline=None, max_examples=60)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
WHOLE = st.integers(-(2**63) + 1, 2**63 - 1)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@attrs.frozen
class Said:
    columns: ClassVar[tuple[str, ...]] = ("place", "claims", "share", "hedged")

    place: str
    claims: int
    share: float | None
    hedged: bool | None

    def cells(self) -> tuple[Cell, ...]:
        return self.place, self.claims, self.share, self.hedged


TABLE = Table([Said("Azerbaijan", 3, 0.5, hedged=True), Said("Italy", 0, None, hedged=None)], Said.columns)


def values(frame: Any, name: str, backend: str) -> list[Any]:
    """Return a column as plain values, None where the frame has none."""
    if backend == "pandas":
        return [None if missing else one for one, missing in zip(frame[name].tolist(), frame[name].isna(), strict=True)]
    return list(frame[name].to_list() if backend == "polars" else frame[name].to_pylist())


def kind(frame: Any, name: str, backend: str) -> str:
    found = {
        "pandas": lambda: frame[name].dtype,
        "polars": lambda: frame.schema[name],
        "pyarrow": lambda: frame.schema.field(name).type,
    }[backend]()
    of_old_pandas = {"object": "str"} if any(isinstance(one, str) for one in values(frame, name, backend)) else {}
    return of_old_pandas.get(str(found), str(found))


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_table_becomes_a_frame_of_its_columns_and_rows(backend: Any) -> None:
    frame = TABLE.to_frame(backend)
    assert list(frame.columns if backend != "pyarrow" else frame.column_names) == list(Said.columns)
    assert [values(frame, name, backend) for name in Said.columns] == [
        *(["Azerbaijan", "Italy"], [3, 0], [0.5, None], [True, None])
    ]
    wanted = [KINDS[backend][one] for one in ("text", "whole", "number", "yes-no")]
    assert [kind(frame, name, backend) for name in Said.columns] == wanted


def test_pandas_is_what_is_made_if_nothing_is_said() -> None:
    import pandas as pd

    assert isinstance(TABLE.to_frame(), pd.DataFrame)
    pd.testing.assert_frame_equal(TABLE.to_frame(), TABLE.to_frame("pandas"))


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_empty_table_keeps_its_columns(backend: Any) -> None:
    frame = Table[Said]([], Said.columns).to_frame(backend)
    assert len(frame) == 0
    assert [values(frame, name, backend) for name in Said.columns] == [[]] * 4


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("cells", "as_what", "wanted"),
    [
        (["a", None], "text", ["a", None]),
        ([None, None], "nothing", [None, None]),
        ([1, None], "whole", [1, None]),
        ([2**53 + 1, -1], "whole", [2**53 + 1, -1]),
        ([1, 0.5, None], "number", [1.0, 0.5, None]),
        ([2**60 + 1, 0.5], "number", [float(2**60), 0.5]),
        ([2**63, 1], "number", [float(2**63), 1.0]),
        ([True, None], "yes-no", [True, None]),
        ([1, "x", None], "text", ["1", "x", None]),
        ([True, 2], "text", ["True", "2"]),
        ([True, 0.5], "text", ["True", "0.5"]),
    ],
)
def test_the_cells_of_a_column_say_what_kind_it_is(
    backend: Any, cells: list[Any], as_what: str, wanted: list[Any]
) -> None:
    frame = frame_of({"column": cells}, backend)
    assert kind(frame, "column", backend) == KINDS[backend][as_what]
    assert values(frame, "column", backend) == wanted


@pytest.mark.parametrize("backend", BACKENDS)
@QUICK
@given(st.data())
def test_what_is_of_one_kind_comes_out_as_it_went_in(backend: Any, data: st.DataObject) -> None:
    cells = data.draw(
        st.one_of(*(st.lists(st.none() | one, max_size=5) for one in (TEXTS, WHOLE, NUMBERS, st.booleans())))
    )
    assert values(frame_of({"column": cells}, backend), "column", backend) == cells


@pytest.mark.parametrize("backend", BACKENDS)
def test_indicators_of_every_kind_stand_in_one_frame(backend: Any) -> None:
    about = {"evidence": Evidence(REPORT)}
    g = RouteGraph([], [Indicator("AZE", "victims", 3, **about), Indicator("AZE", "tier", "two", **about)])
    (table,) = (part for part in g.profile("AZE").tables() if "indicator" in part.columns)
    assert sorted(values(table.to_frame(backend), "value", backend)) == ["3", "two"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_columns_without_names_are_called_by_their_position_and_none_is_lost(backend: Any) -> None:
    frame = RouteGraph([claim("UZB", to="AZE", publication=REPORT)]).summary().lines().to_frame(backend)
    assert values(frame, "column_0", backend)[0] == "claims"
    assert values(frame, "column_1", backend)[0] == "1"


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_figure_that_is_undefined_is_null_and_not_zero(backend: Any) -> None:
    frame = role_balance(RouteGraph([claim(via="AZE", publication=REPORT), claim("UZB", publication=REPORT)]))
    assert values(frame.to_frame(backend), "balance", backend) == [None, -1.0]


def test_a_slice_of_a_table_is_framed_as_such() -> None:
    assert TABLE[1:].to_frame()["place"].tolist() == ["Italy"]


@pytest.mark.parametrize("backend", ["dask", "", None, 3])
def test_another_backend_is_refused(backend: Any) -> None:
    with pytest.raises(InvalidValueError, match="backend is 'pandas', 'polars', 'pyarrow', not"):
        TABLE.to_frame(backend)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_backend_that_is_not_installed_is_named(backend: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, backend, None)
    with pytest.raises(MissingPackageError, match=f"pip install {backend}"):
        TABLE.to_frame(backend)
