"""The question of what parts two ends, answered under each rule of joints.

If every composition of links is a path, walks and loopless paths are parted by the same sets, and a maximum flow
answers at once. Under the stricter rules they are not: a place would need several states, of which a cut counts one,
and a walk may come back where no path is. So there the answer is a minimum hitting set of the paths themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from traffickgraph.analysis.interdiction.bits import ground, members, united
from traffickgraph.analysis.interdiction.cuts import Cut, link_cut, place_cut
from traffickgraph.analysis.interdiction.hitting import smallest_hit
from traffickgraph.analysis.interdiction.ways import links_of, ways_of

if TYPE_CHECKING:
    from traffickgraph.analysis.interdiction.ways import Clock
    from traffickgraph.graph import RouteGraph
    from traffickgraph.paths import Joints
    from traffickgraph.places import Place

__all__ = ["Question"]


class Question:
    """What parts some places from others.

    Parameters
    ----------
    graph : RouteGraph
        The graph.
    joints : {"transit", "documented", "any"}
        What is a path.
    sources, ends : tuple of Place
        The places to be parted; no place is in both.
    clock : Clock
        When to give up.
    """

    def __init__(
        self, graph: RouteGraph, joints: Joints, sources: tuple[Place, ...], ends: tuple[Place, ...], clock: Clock
    ) -> None:
        self.graph, self.sources, self.ends = graph, sources, ends
        self.joints: Joints = joints
        self.ground = ground(graph)
        self._clock = clock
        self._from, self._to = self.ground.among(sources), self.ground.among(ends)
        self.direct = tuple(
            self.ground.ties[tail, head]
            for tail in members(self._from)
            for head in members(self.ground.after[tail] & self._to)
        )

    def places(self) -> Cut[int]:
        """Return the smallest set of places; there must be no direct link."""
        cut = place_cut(self.ground, self._from, self._to)
        if self.joints == "any":
            return cut
        ways = ways_of(self.graph, self.joints, self.sources, self.ends, self._clock)

        def missed_by(chosen: frozenset[int]) -> frozenset[int] | None:
            way = ways.find(united(chosen), {})
            return None if way is None else frozenset(way[1:-1])

        # What parts every composition of links parts the paths of the stricter rules too.
        hit = smallest_hit(missed_by, cut.chosen, self._clock)
        return Cut(hit.chosen, None, None, hit.at_least)

    def links(self) -> Cut[tuple[int, int]]:
        """Return the smallest set of links."""
        cut = link_cut(self.ground, self._from, self._to)
        if self.joints == "any":
            return cut
        ways = ways_of(self.graph, self.joints, self.sources, self.ends, self._clock)

        def missed_by(chosen: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]] | None:
            gone: dict[int, int] = {}
            for tail, head in chosen:
                gone[tail] = gone.get(tail, 0) | 1 << head
            way = ways.find(0, gone)
            return None if way is None else links_of(way)

        hit = smallest_hit(missed_by, cut.chosen, self._clock)
        return Cut(hit.chosen, None, None, hit.at_least)
