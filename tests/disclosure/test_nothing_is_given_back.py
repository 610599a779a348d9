"""From what is published no withheld number can be told from another below k: all tables are tried, or a solver asked.

The oracle knows nothing of how figures are withheld. It knows the cells of an invented table, which cells each claim
adds up, and the interval that is published for each claim; all sums of the table hold for it exactly.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from math import prod
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph.disclosure import protect
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Claim, Count, Publication, claim

INVENTED = Publication("An invented table", 2020)
SOURCES = ("Uzbekistan", "Türkiye", "Kazakhstan", "Georgia", "Armenia", "Turkmenistan")
FORMS = ("sexual", "forced_labour", "forced_begging", "organ_removal")
VICTIMS = ("women", "men")


class Figure(NamedTuple):
    """A claim, and the cells that it adds up."""

    claim: Claim
    cells: tuple[int, ...]


class Table(NamedTuple):
    """An invented table: the figures that are stated of it, and how many persons are in each cell."""

    figures: tuple[Figure, ...]
    cells: tuple[int, ...]


@st.composite
def tables(draw: st.DrawFn, k: int, shapes: list[tuple[int, int, int]], most: int) -> Table:
    """Make a table by source, form and group, and state any of its cells, margins and totals.

    One of its sources may be that of persons of whom no source is known; then there is no claim of all sources.
    """
    shape = draw(st.sampled_from(shapes))
    value = st.integers(0, k + 1) | st.integers(0, most)
    cells = tuple(draw(st.lists(value, min_size=prod(shape), max_size=prod(shape))))
    index = np.arange(prod(shape)).reshape(shape)
    unknown = draw(st.booleans())
    figures = []
    for at in product(*([None, *range(size)] for size in shape)):
        source, form, group = at
        if unknown and source is None:
            continue
        if not draw(st.sampled_from([True, True, True, False])):
            continue
        held = tuple(int(one) for one in index[tuple(slice(None) if one is None else one for one in at)].ravel())
        number = sum(cells[one] for one in held)
        suppressed = draw(st.sampled_from([False, False, False, True]))
        figures.append(
            Figure(
                claim(
                    () if source is None or (unknown and source == 0) else SOURCES[source],
                    to="Azerbaijan",
                    exploitation=() if form is None else FORMS[form],
                    victims=() if group is None else VICTIMS[group],
                    period=2019,
                    count=Count(0, k - 1) if suppressed and number < k else number,
                    publication=INVENTED,
                ),
                held,
            )
        )
    return Table(tuple(draw(st.permutations(figures))), cells)


def published(table: Table, k: int, how: str = "interval") -> list[Count | None]:
    """Return what is published in the place of each figure of a table."""
    safe = protect(RouteGraph(one.claim for one in table.figures), k, how=how).graph
    by_content = {said(one): one.count for one in safe}
    return [by_content[said(one.claim)] for one in table.figures]


def said(one: Claim) -> tuple[object, ...]:
    return one.route, one.exploitation, one.victims, one.period


def is_small(one: Figure, k: int) -> bool:
    """Say whether a figure is to be protected: it may be below k, and is no interval that others have printed."""
    count = one.claim.count
    return count is not None and count.low < k and (count.low > 0 or count.high == 0)


def possible(table: Table, bounds: list[Count | None], reach: int) -> list[set[int]]:
    """Return for each figure the numbers that it has in any table with which all that is published is true."""
    ranges = [range(max(0, cell - reach), cell + reach + 1) for cell in table.cells]
    tried = np.array(np.meshgrid(*ranges, indexing="ij")).reshape(len(ranges), -1)
    sums = [tried[list(one.cells)].sum(axis=0) for one in table.figures]
    true = np.ones(tried.shape[1], dtype=bool)
    for number, bound in zip(sums, bounds, strict=True):
        if bound is not None:
            true &= (number >= bound.low) & (number <= (10**9 if bound.high is None else bound.high))
    return [set(number[true].tolist()) for number in sums]


@settings(max_examples=250)
@given(st.data(), st.sampled_from([2, 3, 4]), st.sampled_from(["interval", "withhold"]))
def test_every_withheld_count_may_be_any_number_below_k(data: st.DataObject, k: int, how: str) -> None:
    shapes = [(2, 1, 1), (1, 2, 1), (3, 1, 1), (4, 1, 1), (2, 2, 1), (2, 1, 2), (1, 2, 2)]
    table = data.draw(tables(k, shapes, 3 * k + 2))
    bounds = published(table, k, how)
    for one, bound, found in zip(table.figures, bounds, possible(table, bounds, 2 * k), strict=True):
        if is_small(one, k):
            assert found >= set(range(k)), (str(one.claim), bound)


@settings(max_examples=25)
@given(st.data(), st.sampled_from([2, 3]))
def test_every_withheld_count_of_a_larger_table_may_be_any_number_below_k(data: st.DataObject, k: int) -> None:
    table = data.draw(tables(k, [(3, 2, 1), (2, 3, 1), (5, 1, 1)], 3 * k))
    bounds = published(table, k)
    for one, found in zip(table.figures, possible(table, bounds, k), strict=True):
        if is_small(one, k):
            assert found >= set(range(k)), str(one.claim)


def assert_a_solver_finds_tables(table: Table, k: int) -> None:
    """Ask a solver of mixed-integer programmes for a table in which a withheld count is 0, and for one with k - 1."""
    optimize = pytest.importorskip("scipy.optimize")
    bounds = published(table, k)
    rows = np.zeros((len(table.figures), len(table.cells)))
    for at, one in enumerate(table.figures):
        rows[at, list(one.cells)] = 1
    low = np.array([0 if one is None else one.low for one in bounds], dtype=float)
    high = np.array([np.inf if one is None or one.high is None else one.high for one in bounds], dtype=float)
    for at, one in enumerate(table.figures):
        if not is_small(one, k):
            continue
        for value in (0, k - 1):
            least, most = low.copy(), high.copy()
            least[at] = most[at] = value
            answer = optimize.milp(
                np.zeros(len(table.cells)),
                constraints=optimize.LinearConstraint(rows, least, most),
                integrality=np.ones(len(table.cells)),
            )
            assert answer.status == 0, (str(one.claim), value, bounds)


@settings(max_examples=30)
@given(st.data(), st.sampled_from([3, 5, 10]))
def test_a_solver_finds_a_table_for_every_number_below_k(data: st.DataObject, k: int) -> None:
    assert_a_solver_finds_tables(data.draw(tables(k, [(6, 4, 1), (5, 3, 2), (6, 2, 2), (4, 4, 2)], 6 * k)), k)


@st.composite
def tangles(draw: st.DrawFn, k: int) -> Table:
    """Make figures that overlap in any way: of several sources, destinations, forms and years each, or of all."""
    sides = {
        "source": SOURCES[:3],
        "to": ("Azerbaijan", "Russia"),
        "exploitation": ("sexual", "organ_removal"),
        "period": (2018, 2019),
    }
    grid = list(product(*sides.values()))
    cells = tuple(draw(st.integers(0, k) | st.integers(0, 3 * k)) for _ in grid)
    figures = []
    for _ in range(draw(st.integers(2, 9))):
        parts = [
            draw(st.none() | st.sets(st.sampled_from(all_of), min_size=1, max_size=2)) for all_of in sides.values()
        ]
        held = tuple(
            at
            for at, one in enumerate(grid)
            if all(part is None or word in part for word, part in zip(one, parts, strict=True))
        )
        source, to, forms, years = parts
        figures.append(
            Figure(
                claim(
                    source or (),
                    to=to or sides["to"],  # a route names a place
                    exploitation=forms or (),
                    period=(min(years or (2018,)), max(years or (2019,))),
                    count=sum(cells[at] for at in held),
                    publication=INVENTED,
                ),
                held,
            )
        )
    return Table(tuple({said(one.claim): one for one in figures}.values()), cells)


@settings(max_examples=60)
@given(st.data(), st.sampled_from([2, 3, 5]))
def test_figures_that_overlap_in_any_way_give_nothing_back(data: st.DataObject, k: int) -> None:
    assert_a_solver_finds_tables(data.draw(tangles(k)), k)


@given(st.data())
def test_the_true_table_is_among_those_that_are_possible(data: st.DataObject) -> None:
    table = data.draw(tables(3, [(2, 2, 1), (3, 2, 1), (2, 2, 2)], 12))
    for one, bound in zip(table.figures, published(table, 3), strict=True):
        number = sum(table.cells[cell] for cell in one.cells)
        assert bound is None or bound.low <= number <= (bound.high if bound.high is not None else number)


# ---- who knows how it is done ----------------------------------------------------------------------------------------


class Seen(NamedTuple):
    """What two kinds of readers see of a table: all, and the figures with what they were."""

    claims: tuple[Claim, ...]
    ids: tuple[str, ...]


def two_by_two(cells: tuple[int, ...]) -> list[Claim]:
    """Make a table of two sources and two groups with all its margins; as in reports, sorted by size."""
    parts = dict(zip(product(SOURCES[:2], VICTIMS), cells, strict=True))
    made = []
    for source, group in product((None, *SOURCES[:2]), (None, *VICTIMS)):
        number = sum(n for (one, other), n in parts.items() if source in (None, one) and group in (None, other))
        made.append(
            claim(
                source or (),
                to="Azerbaijan",
                victims=group or (),
                period=2019,
                count=number,
                quote=f"{number} persons",
                locator=f"row {number}",
                note=f"n = {number}",
                publication=INVENTED,
            )
        )
    return sorted(made, key=lambda one: -one.count.low)


def with_a_total(cells: tuple[int, ...]) -> list[Claim]:
    parts = [
        claim(source, to="Azerbaijan", period=2019, count=n, publication=INVENTED)
        for source, n in zip(SOURCES, cells, strict=False)
    ]
    return [*parts, claim(to="Azerbaijan", period=2019, count=sum(cells), publication=INVENTED)]


SHAPES = {"2 by 2": (two_by_two, 4, 5), "3 and a total": (with_a_total, 3, 8), "1 and a total": (with_a_total, 1, 8)}


@cache
def all_originals(shape: str, k: int, how: str) -> dict[Seen, list[dict[tuple[object, ...], int]]]:
    """Protect all tables of a shape, and put together those of which the same is published."""
    made, size, most = SHAPES[shape]
    groups: dict[Seen, list[dict[tuple[object, ...], int]]] = {}
    for cells in product(range(most + 1), repeat=size):
        claims = made(cells)
        safe = protect(RouteGraph(claims), k, how=how).graph
        seen = Seen(safe.claims, tuple(one.id for one in safe))
        groups.setdefault(seen, []).append({said(one): one.count.low for one in claims})
    return groups


@pytest.mark.parametrize(("how", "share"), [("interval", 0.015), ("withhold", 0)])
@pytest.mark.parametrize("shape", SHAPES)
def test_who_tries_the_procedure_on_all_tables_seldom_finds_the_one(shape: str, how: str, share: float) -> None:
    small = known = 0
    for seen, originals in all_originals(shape, 3, how).items():
        withheld = [said(one) for one in seen.claims if "withheld" in one.note]
        for original in originals:
            for one in withheld:
                if original[one] < 3:
                    small += 1
                    known += len({other[one] for other in originals}) == 1
    assert small
    assert known <= share * small


@pytest.mark.parametrize("how", ["interval", "withhold"])
@pytest.mark.parametrize("shape", SHAPES)
def test_no_end_that_is_published_depends_on_a_figure_that_was_changed(shape: str, how: str) -> None:
    """All that is left of a changed figure is one interval, the same in all tables."""
    for seen, originals in all_originals(shape, 3, how).items():
        for one in seen.claims:
            if "withheld" in one.note:
                assert one.count in ({None} if how == "withhold" else {None, Count(0, 2)})
                assert one.note == f"count withheld, for k = 3 (table of {len(seen.claims)} figures)"
                assert (one.evidence.quote, one.evidence.locator) == ("", "")
            else:
                assert {original[said(one)] for original in originals} == {one.count.low}
                if any("withheld" in other.note for other in seen.claims):
                    assert (one.note, one.evidence.quote, one.evidence.locator) == ("", "", "")
        contents = [said(one) for one in seen.claims]
        assert len(set(contents)) == len(contents)


def test_where_something_is_withheld_the_order_of_the_claims_tells_nothing() -> None:
    safe = protect(RouteGraph(two_by_two((5, 1, 3, 2))), 3).graph
    other = protect(RouteGraph(two_by_two((2, 3, 1, 5))), 3).graph
    assert [said(one) for one in safe] == [said(one) for one in other]
