"""Who is named as source and as destination most often, year by year, and how far does the outcome hang on the reading?

python examples/reproduce_goist.py [FOLDER]

FOLDER holds the edge lists that Goist, Chen and Boylan drew by machine from the Trafficking in Persons Reports of 2001
to 2016: edgelist2001.txt and so on, a line "from,to" for each mention. They carry no open licence and are not part of
this package; they are at https://github.com/cib117/trafficking (data/edgelists). Without FOLDER, the same questions are
put to the bundled factbook. Counted are mentions and pairs of places, never people.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import traffickgraph as tg
from traffickgraph.where import domestic, published

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from traffickgraph.analysis import Moment, Statistics
    from traffickgraph.analysis.history import PlaceMeasure

    Mention = tuple[str, str, str]  # from, to, and where it stands
    Figures = tuple[int, int, float | None, float | None]  # places, pairs, density, reciprocity

# What the lists are known to give, year by year, before names are merged.
EXPECTED: Mapping[int, Figures] = {
    2001: (117, 391, 0.0288, 0.184),
    2014: (193, 1605, 0.0433, 0.240),
    2016: (192, 1065, 0.0290, 0.246),
}
# Whom Goist, Chen and Boylan name as leading, and the two measures by which it is asked here who leads.
LEADING = {"source": ("China", "Ukraine", "Nigeria"), "destination": ("Italy", "United Arab Emirates", "United States")}
MEASURES: Mapping[str, tuple[PlaceMeasure, PlaceMeasure]] = {
    "source": ("out_degree", "claims_as_source"),
    "destination": ("in_degree", "claims_as_destination"),
}
FIRST = 3
COLUMNS = f"{'places':>6} {'pairs':>6} {'density':>8} {'recipr.':>8}"


def main() -> None:
    """Read the lists of a folder, or else the bundled factbook, and report."""
    if len(sys.argv) > 1:
        graph = report_lists(Path(sys.argv[1]))
    else:
        print("No folder of edge lists was named. To get them: https://github.com/cib117/trafficking, data/edgelists;")
        print("then: python examples/reproduce_goist.py FOLDER. Here is the same for the bundled factbook, by year of")
        print("publication. It is no series, as the narrative of each country stands in one edition only; and regions")
        print("that narratives name, such as Africa or Abroad, are places of their own.")
        graph = tg.datasets.load("factbook")
        heading("Year by year")
        print(f"{'year':<6}{COLUMNS} {'domestic':>9}")
        for one in of_all_ties(graph):
            print(f"{one.year:<6}{row(of_library(one))} {one.domestic:>9,}")

    report_pooling(graph)
    for role, measures in MEASURES.items():
        report_leaders(graph, role, measures, LEADING[role] if len(sys.argv) > 1 else ())
    report_changes(graph)
    print("\nClaims are what publications say: detected and reported, not prevalence; no claim is not no trafficking.")


# ---- the lists -----------------------------------------------------------------------------------------------------


def report_lists(folder: Path) -> tg.RouteGraph:
    """Report on lists as they are written, and return them as the library reads them."""
    lists = {int(path.stem[-4:]): mentions_in(path) for path in sorted(folder.glob("edgelist[0-9][0-9][0-9][0-9].txt"))}
    if not lists:
        sys.exit(f"{folder} holds no edgelist2001.txt or the like")
    counted = Counter(name for some in lists.values() for tail, head, _ in some for name in (tail, head))
    places, unresolved = resolved(counted)
    heading("Names")
    print(f"{sum(map(len, lists.values())):,} mentions in {len(lists)} lists, {len(counted)} names.")
    spellings: defaultdict[tg.Country | tg.Region, list[str]] = defaultdict(list)
    for name, one in places.items():
        spellings[one].append(name)
    for one, names in spellings.items():
        if len(names) > 1:
            print(f"  merged      {' = '.join(names)}: {one}")
    for name, why in unresolved.items():
        print(f"  unresolved  in {counted[name]} ends of mentions: {why}")
    graph = as_claims(lists, places)
    print(f"Mentions with an unresolved name are left out: {len(graph):,} are read, each as a claim.")

    heading("As written, and as read")
    as_written, merged = compare(lists, places, graph)
    print("\nAs expected before merging?")
    for year, expected in EXPECTED.items():
        if year in as_written:
            same = row(as_written[year]) == row(expected)
            print(f"  {year}  {'yes' if same else f'no, expected was {row(expected).strip()}'}")
    fewer = sum(as_written[year][1] - merged[year][1] for year in lists)
    print(
        f"Merging takes away {plural(fewer, 'pair')}, each year by itself: two become one, or a pair becomes domestic."
    )

    within = graph.where(domestic())
    once = sum(tail == head for some in lists.values() for tail, head, _ in some)
    print(f"Domestic, and no tie: {plural(len(within), 'mention')}.", end=" ")
    print(f"As written {once}; in the others one country has two names.")
    return graph


def mentions_in(path: Path) -> list[Mention]:
    """Return the mentions of a list, one a line."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(f"{path.name}, line {number}", one) for number, one in enumerate(csv.reader(lines), 1) if one]
    return [(tail.strip(), head.strip(), where) for where, (tail, head) in rows]


def resolved(names: Iterable[str]) -> tuple[dict[str, tg.Country | tg.Region], dict[str, str]]:
    """Return the place of each name, and for the others why there is none; nothing is guessed."""
    places: dict[str, tg.Country | tg.Region] = {}
    unresolved: dict[str, str] = {}
    for name in sorted(names):
        try:
            places[name] = tg.place(name)
        except tg.TraffickGraphError as error:
            unresolved[name] = str(error)
    return places, unresolved


def as_claims(lists: Mapping[int, Iterable[Mention]], places: Mapping[str, tg.Country | tg.Region]) -> tg.RouteGraph:
    """Read each mention as a claim, whose locator is its line."""
    reports = {
        year: tg.Publication("Trafficking in Persons Report", year, publisher="U.S. Department of State")
        for year in lists
    }
    return tg.RouteGraph(
        tg.claim(places[tail], to=places[head], publication=reports[year], locator=where)
        for year, mentions in lists.items()
        for tail, head, where in mentions
        if tail in places and head in places
    )


def compare(
    lists: Mapping[int, Iterable[Mention]], places: Mapping[str, tg.Country | tg.Region], graph: tg.RouteGraph
) -> tuple[dict[int, Figures], dict[int, Figures]]:
    """Print three readings of each year: names as written, merged, and with the unresolved left out."""
    as_read = {one.year: of_library(one) for one in of_all_ties(graph)}
    as_written = {year: of_names(mentions, lambda name: name) for year, mentions in lists.items()}
    merged = {
        year: of_names(mentions, lambda name: places[name].code if name in places else name)
        for year, mentions in lists.items()
    }
    print(f"{'':6}{'names as written':<33}{'names merged':<33}unresolved left out")
    print(f"{'year':<6}{'   '.join([COLUMNS] * 3)}")
    for year in lists:
        none: Figures = (0, 0, None, None)
        print(f"{year:<6}{'   '.join(map(row, (as_written[year], merged[year], as_read.get(year, none))))}")
    return as_written, merged


def of_names(mentions: Iterable[Mention], named: Callable[[str], str]) -> Figures:
    """Work out the figures of a list by names alone; a mention that names one twice is domestic, and no pair."""
    pairs = {(named(tail), named(head)) for tail, head, _ in mentions if named(tail) != named(head)}
    if not pairs:
        return 0, 0, None, None
    places = len({name for pair in pairs for name in pair})
    returned = sum((head, tail) in pairs for tail, head in pairs)
    return places, len(pairs), len(pairs) / (places * (places - 1)), returned / len(pairs)


def of_library(one: Statistics) -> Figures:
    """Return the same figures, worked out by the library."""
    return one.linked, one.pairs, one.density, one.reciprocity


def row(figures: Figures) -> str:
    """Write figures under the columns of the comparison."""
    places, pairs, density, reciprocity = figures
    return f"{places:>6} {pairs:>6,} {number(density, 8, 4)} {number(reciprocity, 8, 3)}"


# ---- any graph, by year of publication -----------------------------------------------------------------------------


def report_pooling(graph: tg.RouteGraph) -> None:
    """Compare the reciprocity of all years in one with that of each year."""
    heading("Pooling")
    pooled = tg.analysis.statistics(graph)[-1]
    by_year = {one.year: one.reciprocity for one in of_all_ties(graph) if one.reciprocity is not None}
    print(f"All years in one: reciprocity {number(pooled.reciprocity, 0, 3)}, of {pooled.pairs:,} pairs.")
    if by_year:
        highest = max(by_year, key=by_year.__getitem__)
        print(f"In any one year:  at most {by_year[highest]:.3f}, in {highest}.")
    print("The pool joins A → B of one year and B → A of another, which no edition states together.")


def report_leaders(graph: tg.RouteGraph, role: str, measures: Iterable[PlaceMeasure], said: Collection[str]) -> None:
    """Print the first three places of each year, by places tied to them and by claims that name them."""
    heading(f"Named as {role} most often")
    leaders = [firsts(tg.analysis.history(graph, one, places=len(graph.places))) for one in measures]
    print(f"{'year':<6}{'by number of partners':<62}by claims")
    for year in leaders[0]:
        by_partners, by_claims = (spelt(reading[year]) for reading in leaders)
        print(f"{year:<6}{by_partners:<62}{by_claims}")
    print(f"Of {len(leaders[0])} years, how many among the first {FIRST}:")
    for what, reading in zip(("by partners", "by claims"), leaders, strict=True):
        years = Counter(str(one.place) for some in reading.values() for one in some)
        most = sorted(years.items(), key=lambda pair: (-pair[1], pair[0]))
        print(f"  {what:<12}{', '.join(f'{name} {times}' for name, times in most[:6])}")
        if said:
            least = most[: len(said)][-1][1]
            leading = [name for name, times in most if times >= least]
            met = [name for name in said if name in leading]
            beside = [name for name in leading if name not in said]
            outcome = f"{len(met)} of them {'is' if len(met) == 1 else 'are'} among the leading here"
            outcome += f", beside {', '.join(beside)}" if beside else ""
            print(f"  {'':<12}Goist, Chen and Boylan name {', '.join(said)}: {outcome}")


def report_changes(graph: tg.RouteGraph) -> None:
    """Print what is newly written and no longer written from each edition to the next."""
    heading("From one edition to the next")
    print(f"{'years':<12}{'born':>6}{'gone':>6}{'kept':>6}{'jaccard':>9}   at places that one edition only names")
    for before, after in pairwise(sorted({one.year for one in graph.publications})):
        moved = tg.analysis.change(graph.where(published(before, before)), graph.where(published(after, after)))
        counts = "".join(f"{len(part):>6,}" for part in (moved.born, moved.gone, moved.kept))
        print(f"{before}–{after}   {counts}{number(moved.jaccard_shared, 9, 2)}   {len(moved.set_apart):,}")
    print("Gone is no longer written, and born is newly written: no more than that.")


def of_all_ties(graph: tg.RouteGraph) -> list[Statistics]:
    """Return the figures of each year by all ties, certain or possible."""
    return [one for one in tg.analysis.statistics(graph, per_year=True) if one.ties == "possible"]


def firsts(moments: Iterable[Moment]) -> dict[int, list[Moment]]:
    """Return the places of the first three ranks of each year, ties of rank included."""
    ranked = [one for one in moments if one.rank is not None and one.rank <= FIRST]
    ranked.sort(key=lambda one: (one.year, one.rank or 0, str(one.place)))
    return {year: list(some) for year, some in groupby(ranked, key=lambda one: one.year)}


def spelt(leaders: Iterable[Moment]) -> str:
    """Write places with their values; who shares the last rank may be many, so at most three are named."""
    named = [f"{one.place} {one.value:g}" for one in leaders]
    more = f" +{len(named) - FIRST}" if len(named) > FIRST else ""
    return ", ".join(named[:FIRST]) + more


def number(value: float | None, width: int, digits: int) -> str:
    """Write a figure, or … where there is none."""
    return f"{'…' if value is None else f'{value:.{digits}f}':>{width}}"


def plural(many: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{many:,} {noun}{'' if many == 1 else 's'}"


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}\n{'-' * len(text)}")


if __name__ == "__main__":
    main()
