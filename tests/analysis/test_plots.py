"""What plots promise: the numbers of the rows, words that can be read, and files that never change by themselves."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traffickgraph import Publication, RouteGraph, claim, datasets, place
from traffickgraph.analysis import brokerage, history, plots
from traffickgraph.analysis.chains import ROLES
from traffickgraph.analysis.plots.grid import levels
from traffickgraph.analysis.plots.looks import BARS, LINES
from traffickgraph.analysis.plots.ranks import apart
from traffickgraph.analysis.plots.sheet import between_years, rests_on, width_of, wrapped
from traffickgraph.errors import FileFormatError, InvalidValueError, MissingPackageError, WrongTypeError
from traffickgraph.profiles import CAVEAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.text import Text

matplotlib = pytest.importorskip("matplotlib")

REPORT = Publication("An invented report", 2020)
FACTBOOK = datasets.load("factbook")
KINDS: dict[str, Callable[..., Figure]] = {
    "ranks": lambda graph, **options: plots.ranks(history(graph, "in_degree", places=6), **options),
    "series": lambda graph, **options: plots.series(history(graph, ["ties", "density"]), **options),
    "brokers": lambda graph, **options: plots.brokers(brokerage(graph), **options),
    "matrix": lambda graph, **options: plots.matrix(graph, most=20, **options),
}
every_kind = pytest.mark.parametrize("kind", KINDS)
HOSTILE = "$\\frac{ a$ b^{ <b>&amp;]]> -- \x00\u202e\x1b[31m \ufffe %s {0} \\"


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    """One plot of each kind, of the factbook."""
    return {kind: draw(FACTBOOK) for kind, draw in KINDS.items()}


def small() -> RouteGraph:
    """Claims of two years, by publications with titles that are no formulas."""
    first, later = Publication(HOSTILE, 2019, publisher="$A$"), Publication("$x^2$ and $y", 2021)
    return RouteGraph(
        [
            claim("NGA", via="NER", to="LBY", publication=first),
            claim("NER", to="NER", publication=first),
            claim("LBY", to="ITA", status="possible", publication=later),
            claim("NGA", to="LBY", publication=later),
            claim(via="TUR", publication=later),
        ]
    )


def texts(figure: Figure) -> list[Text]:
    from matplotlib.text import Text

    return [one for one in figure.findobj(Text) if one.get_text() and one.get_visible()]


def said(figure: Figure) -> str:
    return " ".join(one.get_text() for one in texts(figure))


def boxes(figure: Figure, some: Iterable[Text]) -> list[tuple[float, float, float, float]]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(figure).get_renderer()
    return [one.get_window_extent(renderer).extents for one in some]


# ---- what stands in every plot -------------------------------------------------------------------------------------


@every_kind
def test_a_plot_carries_the_caveat_and_names_its_publications(figures: dict[str, Figure], kind: str) -> None:
    words = said(figures[kind])
    assert CAVEAT in words
    assert "The World Factbook (Central Intelligence Agency, 20" in words
    assert "From " in words
    assert " claims of " in words


@every_kind
def test_no_text_is_cut_by_the_edge_or_too_small_to_read(figures: dict[str, Figure], kind: str) -> None:
    figure = figures[kind]
    across, up = figure.get_size_inches() * figure.dpi
    for (left, bottom, right, top), one in zip(boxes(figure, texts(figure)), texts(figure), strict=True):
        assert left >= 0, one
        assert bottom >= 0, one
        assert right <= across, one
        assert top <= up, one
        assert one.get_fontsize() >= 6, one


@every_kind
def test_a_title_can_be_given_and_replaces_the_plots_own(kind: str) -> None:
    figure = KINDS[kind](small(), title="A title of mine")
    assert "A title of mine" in [one.get_text() for one in texts(figure)]
    assert "A title of mine" not in said(KINDS[kind](small()))
    with pytest.raises(WrongTypeError, match="a title is text, not 3"):
        KINDS[kind](small(), title=3)


@every_kind
def test_titles_are_never_formulas_and_hold_no_controls(kind: str, tmp_path: Path) -> None:
    figure = KINDS[kind](small(), title=HOSTILE * 3, path=tmp_path / "plot.svg")
    words = said(figure)
    assert "$\\frac{ a$ b^{ <b>&amp;]]>" in words
    assert not set(words) & set("\x00\u202e\x1b\ufffe")
    assert not any(one.get_parse_math() or one.get_usetex() for one in texts(figure))
    ET.parse(tmp_path / "plot.svg")  # noqa: S314 - written by the line above


@every_kind
def test_a_plot_of_nothing_is_refused(kind: str) -> None:
    with pytest.raises(InvalidValueError, match="nothing to plot"):
        KINDS[kind](RouteGraph())


# ---- files ---------------------------------------------------------------------------------------------------------


@every_kind
def test_a_drawing_is_xml_and_holds_title_and_caveat_as_text(kind: str, tmp_path: Path) -> None:
    KINDS[kind](small(), title="About routes", path=tmp_path / "plot.svg")
    svg = ET.parse(tmp_path / "plot.svg")  # noqa: S314 - written above
    told = [one.text or "" for one in svg.iter() if one.tag.startswith("{http://purl.org/dc/elements/1.1/}")]
    assert "About routes" in told
    assert any(text.endswith(CAVEAT) for text in told)
    assert len(list(tmp_path.iterdir())) == 1


def test_pictures_of_dots_and_pages_are_what_their_suffix_says(tmp_path: Path) -> None:
    for suffix, begins in ((".PNG", b"\x89PNG\r\n\x1a\n"), (".pdf", b"%PDF-")):
        KINDS["series"](small(), path=tmp_path / f"plot{suffix}")
        assert (tmp_path / f"plot{suffix}").read_bytes().startswith(begins)


@every_kind
def test_the_same_claims_give_the_same_file_whatever_their_order_and_the_users_settings(
    kind: str, tmp_path: Path
) -> None:
    graph = small()
    backwards = RouteGraph(reversed(graph.claims))
    theirs = {"text.usetex": True, "font.size": 30.0, "axes.facecolor": "black", "svg.hashsalt": None, "savefig.dpi": 9}
    for suffix in (".svg", ".png", ".pdf") if kind == "series" else (".svg",):
        first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
        KINDS[kind](graph, path=first)
        with matplotlib.rc_context(theirs):
            KINDS[kind](backwards, path=second)
            assert matplotlib.rcParams["font.size"] == 30
        assert first.read_bytes() == second.read_bytes()


@every_kind
def test_another_suffix_is_refused_before_anything_is_written(kind: str, tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match=r"a plot is written as \.svg, \.png or \.pdf, not as ") as raised:
        KINDS[kind](small(), path=tmp_path / "plot.bmp")
    assert raised.value.known == (".svg", ".png", ".pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib.figure import Figure

    plot = tmp_path / "plot.svg"
    plot.write_text("the old one", encoding="utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Figure, "savefig", full)
    with pytest.raises(OSError, match="No space"):
        KINDS["series"](small(), path=plot)
    assert plot.read_text(encoding="utf-8") == "the old one"
    assert list(tmp_path.iterdir()) == [plot]


def test_no_window_no_backend_and_no_figure_of_the_users_is_touched(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from traffickgraph import datasets\n"
        "from traffickgraph.analysis import plots\n"
        "assert 'matplotlib' not in sys.modules\n"
        "figure = plots.matrix(datasets.load('azerbaijan-2015'), path='plot.svg')\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
        "assert figure._repr_png_().startswith(b'\\x89PNG')\n"
        "import matplotlib\n"
        "assert matplotlib.rcParams == matplotlib.rcParamsOrig\n"
    )
    ran = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_without_matplotlib_a_plot_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.setitem(sys.modules, name, None)
    for draw in KINDS.values():
        with pytest.raises(MissingPackageError, match=r"needs matplotlib; .*'traffickgraph\[plots\]'"):
            draw(small())


# ---- ranks ---------------------------------------------------------------------------------------------------------


def named(axes: Axes) -> dict[str, list[Line2D]]:
    """Return the lines of data by their name; lines to labels have none."""
    found: dict[str, list[Line2D]] = {}
    for line in axes.lines:
        if not str(line.get_label()).startswith("_"):
            found.setdefault(str(line.get_label()), []).append(line)
    return found


def values(line: Line2D) -> list[tuple[float, float | None]]:
    pairs = zip(line.get_xdata(), line.get_ydata(), strict=True)
    return [(int(year), None if isnan(value) else float(value)) for year, value in pairs]


@pytest.mark.parametrize("measure", ["in_degree", "claims_as_source"])
def test_a_line_of_ranks_holds_the_ranks_of_the_rows_and_gaps_where_there_is_none(measure: str) -> None:
    table = history(FACTBOOK, measure, places=9)
    axes = plots.ranks(table).axes[0]
    lines = named(axes)
    assert list(lines) == list(dict.fromkeys(str(row.place) for row in table))
    for name, (line,) in lines.items():
        assert values(line) == [(row.year, row.rank) for row in table if str(row.place) == name]
    assert any(rank is None for line, *_ in lines.values() for _, rank in values(line))
    assert axes.yaxis_inverted()


def test_names_of_lines_stand_in_order_of_the_last_rank_and_never_overlap() -> None:
    claims = [
        claim(tail, to=head, publication=REPORT)
        for at, tail in enumerate(["NGA", "NER", "GHA", "TGO", "BEN", "MLI", "SEN", "GMB", "GIN", "CIV", "BFA", "CMR"])
        for head in ["ITA", "ESP", "FRA", "DEU"][: 1 + at // 6]
    ]
    graph = RouteGraph([*claims, claim("ITA", to="LBY", publication=Publication("An invented report", 2018))])
    table = history(graph, "out_degree", places=14)
    figure = plots.ranks(table)
    labels = figure.axes[0].texts
    assert len(labels) == 13
    spots = sorted(boxes(figure, labels), key=lambda box: -box[1])
    assert all(upper[1] >= lower[3] - 0.5 for upper, lower in pairwise(spots))
    down = [one.get_text() for one in sorted(labels, key=lambda one: one.get_position()[1])]
    rank = {str(row.place): row.rank for row in table if row.year == 2020}
    assert [rank.get(name, 99) for name in down] == sorted(rank.get(name, 99) for name in down)
    assert down[-1] == "Italy (last in 2018)"


def test_a_place_that_never_has_a_rank_is_named_as_such() -> None:
    figure = plots.ranks(history(small(), "in_degree", places=["LBY", "PER"]))
    assert {one.get_text() for one in figure.axes[0].texts} >= {"Peru (no rank)"}


def test_thirty_lines_differ_without_their_colours_and_neighbours_in_colour_too() -> None:
    assert len({(look.marker, look.dashes) for look in LINES[:30]}) == 30
    assert len(set(LINES)) == len(LINES)
    assert all(one.colour != other.colour for one, other in pairwise(LINES))


def test_ranks_of_other_tables_are_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"ties is of the whole graph.*series"):
        plots.ranks(history(FACTBOOK, "ties"))
    with pytest.raises(InvalidValueError, match="several measures, in_degree and out_degree; ask history for one"):
        plots.ranks(history(FACTBOOK, ["in_degree", "out_degree"]))
    with pytest.raises(InvalidValueError, match="no place has a rank"):
        plots.ranks(history(FACTBOOK, "in_degree", places=["Tonga"]))
    for other in (brokerage(small()), FACTBOOK, [], None):
        for plot in (plots.ranks, plots.series):
            with pytest.raises(WrongTypeError, match=r"what history\(graph, ...\) returns"):
                plot(other)  # type: ignore[arg-type]


@given(
    st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=12).map(sorted),
    st.floats(0.01, 20),
)
@settings(deadline=None)
def test_names_are_moved_apart_as_little_as_need_be(wanted: list[float], gap: float) -> None:
    found = apart(wanted, gap, 0, 100)
    assert all(later - one >= gap - 1e-9 for one, later in pairwise(found))
    assert min(found) >= 0
    if (len(wanted) - 1) * gap <= 100:
        assert max(found) <= 100 + 1e-9
    if all(later - one >= gap for one, later in pairwise(wanted)):
        assert found == pytest.approx(wanted)


def test_two_names_at_one_spot_move_by_half_a_line_each() -> None:
    assert apart([5, 5], 2, 0, 10) == [4, 6]
    assert apart([0, 0, 9], 2, 0, 10) == [0, 2, 9]


# ---- series --------------------------------------------------------------------------------------------------------


def test_a_panel_holds_the_values_of_its_rows_and_begins_at_zero() -> None:
    measures = ["ties", "density", "reciprocity", "publications"]
    table = history(FACTBOOK, measures)
    figure = plots.series(table)
    assert [axes.get_title("left") for axes in figure.axes] == ["Ties", "Density", "Reciprocity", "Publications"]
    for measure, axes in zip(measures, figure.axes, strict=True):
        rows = [row for row in table if row.measure == measure]
        lines = {name: line for name, (line,) in named(axes).items()}
        assert values(lines["possible"]) == [(row.year, row.value) for row in rows]
        assert ("certain" in lines) == any(row.value != row.value_certain for row in rows)
        if "certain" in lines:
            assert values(lines["certain"]) == [(row.year, row.value_certain) for row in rows]
        assert axes.get_ylim()[0] == 0
        assert max(row.value or 0 for row in rows) <= axes.get_ylim()[1]


def test_a_measure_of_places_has_a_panel_for_each_and_says_which_are_left_out() -> None:
    table = history(FACTBOOK, "in_degree", places=14)
    figure = plots.series(table)
    places = list(dict.fromkeys(str(row.place) for row in table))
    assert [axes.get_title("left") for axes in figure.axes] == places[:12]
    assert "12 of 14 panels are drawn" in said(figure)
    assert "left out" not in said(plots.series(history(FACTBOOK, "in_degree", places=3)))


def test_a_year_of_zero_is_drawn_and_a_year_of_nothing_is_not() -> None:
    graph = RouteGraph(
        claim("NGA", to=head, publication=Publication("An invented report", year))
        for year, head in [(2018, "ITA"), (2020, "ESP"), (2021, "ITA")]
    )
    figure = plots.series(history(graph, "in_degree", places=["NGA"]))
    (line,) = named(figure.axes[0])["possible"]
    assert values(line) == [(2018, 0), (2019, None), (2020, 0), (2021, 0)]
    assert "unknown, not zero" in said(figure)


def test_years_are_few_enough_to_read_however_many_there_are() -> None:
    for last in (2001, 2016, 2100, 9999):
        graph = RouteGraph(
            claim("NGA", to="ITA", publication=Publication("An invented report", year)) for year in (1000, 2000, last)
        )
        for draw, most in ((KINDS["series"], 8), (KINDS["ranks"], 12)):
            ticks = [one.get_text() for one in draw(graph).axes[0].get_xticklabels()]
            assert ticks[-1] == str(last)
            assert 1 < len(ticks) <= most


# ---- brokers -------------------------------------------------------------------------------------------------------


def test_the_parts_of_a_bar_are_the_counts_of_the_roles() -> None:
    found = brokerage(FACTBOOK)
    axes = plots.brokers(found, most=7).axes[0]
    drawn = {bars.get_label(): [bar.get_width() for bar in bars][::-1] for bars in axes.containers}
    assert drawn == {role: [getattr(row, role).count for row in found[:7]] for role in ROLES}
    ends = [max(bars[at].get_x() + bars[at].get_width() for bars in axes.containers) for at in range(7)][::-1]
    assert ends == [row.total.count for row in found[:7]]
    names = [one.get_text() for one in axes.get_yticklabels()][::-1]
    assert names == [f"{row.place} ({row.group})" for row in found[:7]]


def test_a_bar_says_how_many_of_its_pairs_are_documented() -> None:
    found = brokerage(FACTBOOK)
    figure = plots.brokers(found, most=1000)
    shown = [row for row in found if row.total.count]
    assert [one.get_text() for one in figure.axes[0].texts] == [
        f"{row.total.count}, {row.documented} documented" for row in reversed(shown)
    ]
    stitched = sum(row.total.count - row.documented for row in shown)
    assert f"{stitched} of the pairs drawn are stitched" in said(figure)
    assert "Left out" not in said(figure)
    assert f"Left out: {len(shown) - 2} places" in said(plots.brokers(found, most=2))


def test_groups_of_the_callers_own_may_be_called_anything() -> None:
    groups = {"NGA": HOSTILE, "NER": "x", "LBY": "$", "ITA": "y"}
    figure = plots.brokers(brokerage(small(), groups))
    assert "Libya ($)" in said(figure)
    assert not any(one.get_parse_math() for one in texts(figure))
    figure = plots.brokers(brokerage(small(), groups | {"LBY": "x" * 300}))
    assert min(box[0] for box in boxes(figure, texts(figure))) >= 0


def test_every_role_is_explained_and_parts_differ_without_their_colours() -> None:
    assert set(BARS) == set(ROLES)
    assert len({look.hatch for look in BARS.values()}) == 5
    legend = plots.brokers(brokerage(FACTBOOK)).axes[1].get_legend()
    assert [one.get_text().split(":")[0] for one in legend.get_texts()] == list(ROLES)


@pytest.mark.parametrize("most", [0, -1, True, 2.0, "3", None])
def test_how_many_is_a_number_from_one_on(most: object) -> None:
    for draw in (lambda: plots.brokers(brokerage(FACTBOOK), most=most), lambda: plots.matrix(FACTBOOK, most=most)):
        with pytest.raises((InvalidValueError, WrongTypeError), match="most is"):
            draw()
    with pytest.raises(WrongTypeError, match=r"what brokerage\(graph\) returns"):
        plots.brokers(history(FACTBOOK, "in_degree"))  # type: ignore[arg-type]


def test_a_graph_without_brokers_has_none_to_plot() -> None:
    graph = RouteGraph([claim("NGA", to="ITA", publication=REPORT)])
    with pytest.raises(InvalidValueError, match="no place lies between two others"):
        plots.brokers(brokerage(graph))


# ---- matrix --------------------------------------------------------------------------------------------------------


def cells(axes: Axes) -> dict[tuple[str, str], int]:
    """Return the numbers of a heat map by the names of row and column; a white cell is none."""
    (mesh,) = axes.collections
    down = [one.get_text() for one in axes.get_yticklabels()]
    across = [one.get_text() for one in axes.get_xticklabels()]
    numbers = mesh.get_array().reshape(len(down) or -1, len(across))
    return {
        (tail, head): int(numbers[row, column])
        for row, tail in enumerate(down)
        for column, head in enumerate(across)
        if not numbers.mask[row, column]
    }


def pairs(graph: RouteGraph, rows: str) -> dict[tuple[str, str], set[object]]:
    """Return the claims of each two different places, read off the legs or the flows one by one."""
    found: dict[tuple[str, str], set[object]] = {}
    read = graph.flows() if rows == "flows" else graph.legs()
    for one in read:
        tail, head = (one.source, one.destination) if rows == "flows" else (one.tail, one.head)
        if tail != head:
            found.setdefault((str(tail), str(head)), set()).add(one.claim)
    return found


@pytest.mark.parametrize("rows", ["flows", "links"])
def test_a_cell_counts_the_claims_or_publications_of_its_pair(rows: str) -> None:
    graph = RouteGraph(FACTBOOK.claims[::3])
    expected = pairs(graph, rows)
    assert len(expected) > 50
    claims = plots.matrix(graph, rows, count="claims", most=1000)
    assert cells(claims.axes[0]) == {pair: len(some) for pair, some in expected.items()}
    publications = plots.matrix(graph, rows, most=1000)
    assert cells(publications.axes[0]) == {
        pair: len({one.publication for one in some}) for pair, some in expected.items()
    }


def test_domestic_claims_stand_in_a_column_apart_and_never_in_the_square() -> None:
    graph = RouteGraph(FACTBOOK.claims[::3])
    figure = plots.matrix(graph, count="claims", most=1000)
    main, home, *_ = figure.axes
    names = [one.get_text() for one in main.get_yticklabels()]
    numbers = home.collections[0].get_array().ravel()
    domestic = {
        name: int(number) for name, number, white in zip(names, numbers, numbers.mask, strict=True) if not white
    }
    expected = {str(one): len([claim for claim in graph if one in claim.route.domestic]) for one in graph.countries}
    assert domestic == {name: number for name, number in expected.items() if number}
    assert not any(tail == head for tail, head in cells(main))
    assert home.spines["left"].get_visible()
    assert "within one place" in said(figure)


def test_groups_count_each_claim_once_and_regions_that_are_named_stay_by_themselves() -> None:
    graph = RouteGraph(
        [
            claim(["NGA", "NER"], to=["ITA", "ESP"], publication=REPORT),
            claim("NGA", to="NER", publication=REPORT),
            claim("NGA", to="NGA", publication=REPORT),
            claim("Europe", to="NGA", publication=REPORT),
            claim("Europe", to="Europe", publication=REPORT),
        ]
    )
    figure = plots.matrix(graph, groups="region", count="claims")
    assert cells(figure.axes[0]) == {
        ("Africa", "Europe"): 1,
        ("Africa", "Africa"): 1,
        ("Europe, as named", "Africa"): 1,
    }
    assert list(figure.axes[1].collections[0].get_array().filled(0).ravel()) == [1, 1]


def test_places_stand_by_region_and_the_plot_says_what_it_leaves_out() -> None:
    figure = plots.matrix(FACTBOOK, most=30)
    names = [one.get_text() for one in figure.axes[0].get_yticklabels()]
    regions = [one.region.name if hasattr(one := place(name), "region") else "~" for name in names]
    assert regions == sorted(regions)
    expected = pairs(FACTBOOK, "flows")
    shown = cells(figure.axes[0])
    assert f"which hold {len(shown)} of the {len(expected)} cells" in said(figure)
    assert "Drawn are the 30 of " in said(figure)
    assert "Drawn are" not in said(plots.matrix(small()))


def test_claims_in_no_cell_are_counted() -> None:
    figure = plots.matrix(small())
    assert "In no cell: 1 of 5 claims" in said(figure)


def test_a_graph_of_domestic_claims_alone_has_the_column_alone() -> None:
    graph = RouteGraph([claim(one, to=one, publication=REPORT) for one in ("NGA", "ITA", "PER")])
    graph |= RouteGraph([claim("ITA", to="ITA", status="past", publication=REPORT)])
    figure = plots.matrix(graph, count="claims")
    assert list(figure.axes[0].collections) == []
    assert figure.axes[1].collections[0].get_array().tolist() == [[1], [1], [2]]
    names = [one.get_text() for one in figure.axes[0].get_yticklabels()]
    assert names == ["Nigeria", "Peru", "Italy"]


def test_other_arguments_of_a_matrix_are_refused() -> None:
    for options in ({"rows": "legs"}, {"groups": "continent"}, {"count": "persons"}):
        with pytest.raises(InvalidValueError, match=r"^(rows|groups|count) (is|are) "):
            plots.matrix(FACTBOOK, **options)
    with pytest.raises(WrongTypeError, match="RouteGraph"):
        plots.matrix([])  # type: ignore[arg-type]


@given(st.integers(1, 10**7))
@settings(deadline=None)
def test_shades_hold_every_number_from_one_to_the_highest_once(highest: int) -> None:
    found = levels(highest)
    assert found[0] == 1
    assert found[-1] == highest + 1
    assert all(one < other for one, other in pairwise(found))
    assert len(found) <= 7


def test_shades_darken_so_that_print_without_colour_keeps_their_order() -> None:
    figure = plots.matrix(FACTBOOK, groups="subregion", count="claims")
    legend = figure.axes[-1].get_legend()
    shades = [one.get_facecolor() for one in legend.get_patches()][:6]
    luminance = [0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue, _ in shades]
    assert all(one - other > 0.05 for one, other in pairwise(luminance))


# ---- words ---------------------------------------------------------------------------------------------------------


def test_years_are_written_as_ranges() -> None:
    assert between_years([2016, 2001, 2002, 2003]) == "2001–2003, 2016"
    assert between_years([2015]) == "2015"


def test_publications_are_gathered_by_title_and_a_long_list_is_cut() -> None:
    known = [Publication(f"Report {at}", 2020) for at in range(5)] + [Publication("Report 3", 2021)]
    claims = [claim("NGA", to="ITA", publication=one) for one in known]
    assert rests_on(claims) == (
        "From 6 claims of 6 publications: Report 3 (2020–2021); Report 0 (2020); Report 1 (2020); and 2 more titles."
    )
    assert rests_on([]) == "From no claim."


@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["C"]), max_size=60),
    st.floats(0.8, 4),
)
@settings(deadline=None, max_examples=40)
def test_wrapped_lines_fit_and_keep_their_words(text: str, inches: float) -> None:
    lines = wrapped(text, 9, inches)
    assert all(width_of(line, 9) <= inches for line in lines)
    kept = " ".join(lines).split()
    assert all(one == other or one.endswith("…") for one, other in zip(kept, text.split(), strict=True))
