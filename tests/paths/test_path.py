"""What a path says of itself: who states it, what its links share, what it costs."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from traffickgraph import Exploitation, Publication, RouteGraph, claim, paths, place
from traffickgraph.paths import Path
from traffickgraph.where import along

REPORT = Publication("An invented report", 2020)
OTHER = Publication("Another invented report", 2021)
WHOLE = claim("Nigeria", via=["Niger", {"Libya", "Tunisia"}], to="Italy", publication=REPORT, exploitation="sexual")
AGAIN = claim(["Nigeria", "Benin"], via=["Niger", "Libya"], to=["Italy", "Malta"], publication=OTHER)
START = claim("Nigeria", via="Chad", publication=REPORT, exploitation="forced_labour")
END = claim("Chad", to="Italy", publication=OTHER, exploitation=["forced_labour", "sexual"])
G = RouteGraph([WHOLE, AGAIN, START, END])


def found(source: str, destination: str, **options: object) -> dict[str, Path]:
    return {str(path): path for path in paths.between(G, source, destination, **options)}


def test_a_path_prints_its_places_and_who_states_it() -> None:
    assert list(found("Nigeria", "Italy")) == [
        "Nigeria → Chad → Italy [stitched: 0 of 1 joint documented]",
        "Nigeria → Niger → Libya → Italy [documented by 2]",
        "Nigeria → Niger → Tunisia → Italy [documented by 1, alternative]",
    ]


def test_a_path_that_only_inferred_claims_state_says_so() -> None:
    region = claim("Central Asia", via="Azerbaijan", to="Turkey", publication=REPORT)
    inferred = RouteGraph([region]).expand_regions()
    said = "Uzbekistan → Azerbaijan → Türkiye [documented by {}]"
    assert [str(path) for path in paths.between(inferred, "UZB", "TUR")] == [said.format("1, inferred")]
    own = claim("Uzbekistan", via="Azerbaijan", to="Turkey", publication=OTHER)
    assert [str(path) for path in paths.between(inferred | RouteGraph([own]), "UZB", "TUR")] == [said.format(2)]


@pytest.mark.parametrize(
    ("put", "said"),
    [
        ({"status": "possible"}, ", possible"),
        ({"status": "past"}, ", past"),
        ({"count": "<5"}, ", possible"),
        ({"count": 5}, ""),
        ({"status": "past", "count": "<5"}, ", past, possible"),
    ],
)
def test_a_path_is_put_as_the_firmest_of_its_claims_puts_it(put: dict[str, Any], said: str) -> None:
    hedged = RouteGraph([claim("Nigeria", via="Libya", to="Italy", publication=REPORT, **put)])
    (path,) = paths.between(hedged, "Nigeria", "Italy")
    assert str(path) == f"Nigeria → Libya → Italy [documented by 1{said}]"
    firm = hedged | RouteGraph([claim("Nigeria", via="Libya", to="Italy", publication=OTHER)])
    (path,) = paths.between(firm, "Nigeria", "Italy")
    assert path.hedges == ()


def test_a_stitched_path_says_if_one_of_its_links_is_only_hedged() -> None:
    stitched = RouteGraph([START, claim("Chad", to="Italy", publication=OTHER, status="possible")])
    (path,) = paths.between(stitched, "Nigeria", "Italy")
    assert str(path) == "Nigeria → Chad → Italy [stitched: 0 of 1 joint documented; a link only possible]"
    assert path.cells()[3] == "possible"


def test_the_claims_that_state_it_are_those_whose_route_goes_along() -> None:
    for path in paths.between(G, "Nigeria", "Italy", joints="any", consistent=False):
        assert set(path.documented_by) == set(G.where(along(*path.places)))


def test_a_part_of_a_stated_way_is_stated_too_and_its_link_says_that_it_ends_in_transit() -> None:
    (path,) = paths.between(G, "Nigeria", "Tunisia")
    assert path.documented_by == (WHOLE,)
    assert path.links[-1].labels == ("transit→transit",)


def test_a_joint_says_who_states_the_way_through_it_and_who_names_it_as_transit() -> None:
    joint, *others = found("Nigeria", "Italy")["Nigeria → Chad → Italy [stitched: 0 of 1 joint documented]"].joints
    assert not others
    assert (joint.place, joint.documented_by, joint.named_by) == (place("Chad"), (), (START,))
    assert str(joint) == "Chad [stitched: 1 claim of transit]"
    first, second = found("Benin", "Malta")["Benin → Niger → Libya → Malta [documented by 1]"].joints
    assert (first.place, first.documented_by, second.named_by) == (place("Niger"), (AGAIN,), (WHOLE, AGAIN))
    assert str(first) == "Niger [documented by 1]"


def test_the_forms_are_those_that_all_links_share() -> None:
    by_print = found("Nigeria", "Italy")
    stitched, whole, other = by_print.values()
    assert stitched.exploitation == (Exploitation.FORCED_LABOUR,)
    assert whole.exploitation == (Exploitation.SEXUAL, Exploitation.UNSPECIFIED)
    assert other.exploitation == (Exploitation.SEXUAL,)
    (unspecified,) = found("Benin", "Malta").values()
    assert unspecified.exploitation == (Exploitation.SEXUAL, Exploitation.UNSPECIFIED)


def test_links_that_share_no_form_make_a_path_only_if_it_need_not_be_consistent() -> None:
    apart = RouteGraph([START, claim("Chad", to="Italy", publication=OTHER, exploitation="sexual")])
    assert list(paths.between(apart, "Nigeria", "Italy")) == []
    (path,) = paths.between(apart, "Nigeria", "Italy", consistent=False)
    assert path.exploitation == ()


def test_support_is_the_number_of_publications_behind_the_weakest_link() -> None:
    assert [path.support for path in paths.between(G, "Nigeria", "Italy")] == [1, 2, 1]


def test_a_path_gives_plain_cells_and_turns_into_a_frame() -> None:
    table = paths.best(G, "Nigeria", "Italy", 2)
    assert table.columns == Path.columns
    assert [row.cells() for row in table] == [
        ("Nigeria → Chad → Italy", 2, 0, "", 1, 0, 1, "forced_labour", 2),
        ("Nigeria → Niger → Libya → Italy", 3, 2, "", 2, 2, 2, "sexual;unspecified", 3),
    ]
    assert list(table.to_frame("polars")["documented_by"]) == [0, 2]
    assert "There are more than these 2." in table.note
    assert "stitched" in table.note


def test_paths_of_equal_graphs_are_equal() -> None:
    backwards = RouteGraph(reversed(G.claims))
    assert list(paths.between(backwards, "Nigeria", "Italy")) == list(paths.between(G, "Nigeria", "Italy"))


def test_a_path_is_pickled_by_itself_whatever_was_asked_before() -> None:
    path = next(paths.between(G, "Nigeria", "Italy"))
    list(paths.between(G, "Nigeria", "Italy", cost=lambda _: 1))
    again = pickle.loads(pickle.dumps(path))  # noqa: S301 - our own
    assert again == path
    assert (again.cost, str(again), again.joints) == (path.cost, str(path), path.joints)
    both_ways = [claim("UZB", to="TUR", publication=REPORT), claim("TUR", to="UZB", publication=REPORT)]
    (back,) = paths.cycles(RouteGraph(both_ways), "UZB", joints="any")
    assert pickle.loads(pickle.dumps(back)).places == back.places  # noqa: S301 - our own


def test_paths_are_compared_by_their_links() -> None:
    first, again = list(paths.between(G, "Nigeria", "Italy")), list(paths.between(G, "Nigeria", "Italy", joints="any"))
    assert set(first) <= set(again)
    assert first[0] != first[1]
    fewer = RouteGraph([WHOLE])
    assert first[1] != next(paths.between(fewer, "Nigeria", "Italy")), "another claim stands behind it"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda path: pickle.loads(pickle.dumps(path))])  # noqa: S301
def test_a_path_survives_copying_and_is_small(copied: object) -> None:
    path = next(paths.between(G, "Nigeria", "Italy"))
    again = copied(path)
    assert again == path
    assert str(again) == str(path)
    assert again.cost == path.cost
    assert len(pickle.dumps(path)) < 20_000


def test_a_path_cannot_be_changed() -> None:
    path = next(paths.between(G, "Nigeria", "Italy"))
    with pytest.raises(AttributeError):
        path.places = ()
    with pytest.raises(AttributeError):
        path.remark = "dangerous"
