"""What tells lines and bars apart: each has a colour, and a second cue for whoever sees or prints no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from traffickgraph.analysis.chains import BrokerRole

__all__ = ["BARS", "LINES", "BarLook", "LineLook"]


class LineLook(NamedTuple):
    """What a line looks like: colour, marker, dashes."""

    colour: str
    marker: str
    dashes: str


# Okabe & Ito (2008), the yellow left out: it is too light for a line on white. Seven colours, ten markers and three
# kinds of dashes have no divisor in common, so that 210 lines differ.
_COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#1A1A1A", "#CC79A7", "#E69F00", "#56B4E9")
_MARKERS: Final = "os^DvPX<>*"
_DASHES: Final = ("-", "--", ":")

LINES: Final = tuple(LineLook(_COLOURS[at % 7], _MARKERS[at % 10], _DASHES[at % 3]) for at in range(210))


class BarLook(NamedTuple):
    """What a part of a bar looks like, and what it stands for."""

    fill: str
    hatch: str
    meaning: str


BARS: Final[dict[BrokerRole, BarLook]] = {
    "coordinator": BarLook("#0072B2", "", "all three in one group"),
    "itinerant": BarLook("#E69F00", "xxx", "the two others in one group"),
    "representative": BarLook("#56B4E9", "///", "place and first in one group, last in another"),
    "gatekeeper": BarLook("#F0E442", "\\\\\\", "place and last in one group, first in another"),
    "liaison": BarLook("#FFFFFF", "...", "each of the three in another group"),
}
