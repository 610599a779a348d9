"""How a picture is to look: frozen, typed options, and what each form, status and role looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

import attrs

from traffickgraph.errors import InvalidValueError, WrongTypeError, listed, shown
from traffickgraph.model import Link
from traffickgraph.vocabulary import Exploitation, Role, Status

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from attrs import Attribute

    from traffickgraph.draw.highlight import Between, Way
    from traffickgraph.graph import RouteGraph
    from traffickgraph.places import PlaceLike

__all__ = [
    "FIRMEST",
    "FONT",
    "FORMS",
    "LINES",
    "ROLES",
    "FormLook",
    "Highlight",
    "LinkStyle",
    "LinkStyler",
    "RoleLook",
    "Style",
    "pen_width",
]

FONT: Final = "Helvetica,Arial,sans-serif"

Layout: TypeAlias = Literal["auto", "layered", "map", "spring"]
Grouping: TypeAlias = Literal["auto", "none", "subregion", "region"]
# A validator of attrs, whose field may have any type.
_Check: TypeAlias = "Callable[[Any, Attribute[Any], Any], None]"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def _one_of(*options: str) -> _Check:
    def check(_owner: object, field: Attribute[Any], value: object) -> None:
        if value not in options:
            raise InvalidValueError(f"{field.name} is {listed(map(repr, options))}, not {shown(value)}", value)

    return check


def _number(low: float, high: float) -> _Check:
    def check(_owner: object, field: Attribute[Any], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise WrongTypeError(f"{field.name} is a number, not {shown(value)}", value)
        if not low <= value <= high:
            raise InvalidValueError(f"{field.name} lies between {low:g} and {high:g}, not at {value:g}", value)

    return check


def _text(_owner: object, field: Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise WrongTypeError(f"{field.name} is text, not {shown(value)}", value)


def _colour(_owner: object, field: Attribute[Any], value: object) -> None:
    _text(_owner, field, value)
    if value is not None and not _COLOUR.fullmatch(str(value)):
        raise InvalidValueError(f"{field.name} is written as '#0072B2', not {shown(value)}", value)


def _links(_owner: object, field: Attribute[Any], value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongTypeError(f"{field.name} is a whole number or None, not {shown(value)}", value)
    if value < 1:
        raise InvalidValueError(f"{field.name} is at least 1, not {value}", value)


@attrs.frozen(kw_only=True)
class Style:
    """How a picture is to look.

    Parameters
    ----------
    title : str, optional
        The title; None for one that says what the graph is about, empty for none.
    layout : {"auto", "layered", "map", "spring"}
        ``layered`` puts sources before transit before destinations (Graphviz ``dot``); ``map`` puts every place about
        where it lies on the globe; ``spring`` pulls linked places together (Graphviz ``sfdp``). ``auto`` is
        ``layered`` up to 120 links, of which no place has more than 30 on one side, and ``map`` above.
    direction : {"right", "down"}
        Where the layers of ``layered`` go.
    group_by : {"auto", "none", "subregion", "region"}
        Draw the countries of one M49 sub-region or region as one group. ``auto`` does so only where there are more
        than ``max_links`` links, by sub-region if that suffices.
    max_links : int, optional
        Draw at most so many links: those with the most publications, then the most claims, then the first by code.
        The picture says how many that is of how many. None for no limit.
    edges : {"auto", "forms", "links"}
        ``forms`` draws one line for each form of exploitation, status and pair of roles, ``links`` one line for each
        link and status: a hedge is never drawn together with what is stated plainly. ``auto`` is ``forms`` for up to
        40 such lines in the layered layout, else ``links``.
    legend, footer : bool
        Whether to draw the legend, and the publications. The caveat is always drawn.
    dpi : float
        Dots per inch of a PNG.

    Examples
    --------
    >>> Style(layout="map").group_by
    'auto'
    """

    title: str | None = attrs.field(default=None, validator=_text)
    layout: Layout = attrs.field(default="auto", validator=_one_of("auto", "layered", "map", "spring"))
    direction: Literal["right", "down"] = attrs.field(default="right", validator=_one_of("right", "down"))
    group_by: Grouping = attrs.field(default="auto", validator=_one_of("auto", "none", "subregion", "region"))
    max_links: int | None = attrs.field(default=200, validator=_links)
    edges: Literal["auto", "forms", "links"] = attrs.field(default="auto", validator=_one_of("auto", "forms", "links"))
    legend: bool = True
    footer: bool = True
    dpi: float = attrs.field(default=150, validator=_number(30, 600))


@attrs.frozen(kw_only=True)
class LinkStyle:
    """How one link is to look, on each of its lines; what is None stays as it is.

    A picture in which some line looks otherwise says that its legend does not speak of such lines.

    Parameters
    ----------
    colour : str, optional
        ``"#0072B2"``.
    line : {"solid", "dashed", "dotted"}, optional
        The line, which otherwise shows the status.
    width : float, optional
        The width in points, which otherwise shows the number of publications.
    label : str, optional
        The text beside the line; empty for none.
    """

    colour: str | None = attrs.field(default=None, validator=_colour)
    line: Literal["solid", "dashed", "dotted"] | None = attrs.field(
        default=None, validator=attrs.validators.optional(_one_of("solid", "dashed", "dotted"))
    )
    width: float | None = attrs.field(default=None, validator=attrs.validators.optional(_number(0.1, 20)))
    label: str | None = attrs.field(default=None, validator=_text)


LinkStyler: TypeAlias = Callable[[Link], LinkStyle | None]
# One place and its links; a path, or its places in their order; a set of places with their links, and of links; or the
# claims of a graph.
Highlight: TypeAlias = "PlaceLike | Way | Sequence[PlaceLike] | AbstractSet[PlaceLike | Between] | RouteGraph"


class FormLook(NamedTuple):
    """What a form of exploitation looks like: its line, its text (darker, to be read on white), its words."""

    line: str
    ink: str
    code: str
    word: str


# Okabe & Ito (2008) for the frequent forms, Tol (2021) "muted" for the rare ones; the code is the cue without colour.
FORMS: Final[dict[Exploitation, FormLook]] = {
    Exploitation.SEXUAL: FormLook("#D55E00", "#A34700", "SX", "sexual"),
    Exploitation.FORCED_LABOUR: FormLook("#0072B2", "#005A8C", "FL", "forced labour"),
    Exploitation.DOMESTIC_SERVITUDE: FormLook("#009E73", "#00694D", "DS", "domestic servitude"),
    Exploitation.FORCED_BEGGING: FormLook("#E69F00", "#855B00", "BG", "forced begging"),
    Exploitation.FORCED_CRIMINALITY: FormLook("#56B4E9", "#1A6C9C", "CR", "forced criminality"),
    Exploitation.FORCED_MARRIAGE: FormLook("#CC79A7", "#96447A", "MA", "forced marriage"),
    Exploitation.CHILD_SOLDIERING: FormLook("#882255", "#882255", "SO", "child soldiering"),
    Exploitation.SLAVERY: FormLook("#332288", "#332288", "SL", "slavery"),
    Exploitation.ORGAN_REMOVAL: FormLook("#999933", "#66661F", "OR", "organ removal"),
    Exploitation.FORCED_ADOPTION: FormLook("#AA4499", "#8A3379", "AD", "forced adoption"),
    Exploitation.SURROGACY: FormLook("#44AA99", "#26705F", "SU", "surrogacy"),
    Exploitation.OTHER: FormLook("#1A1A1A", "#1A1A1A", "OT", "other"),
    Exploitation.UNSPECIFIED: FormLook("#7A7A7A", "#5A5A5A", "NS", "form not stated"),
}

LINES: Final[dict[Status, Literal["solid", "dashed", "dotted"]]] = {
    Status.CURRENT: "solid",
    Status.EMERGING: "solid",
    Status.POSSIBLE: "dashed",
    Status.PAST: "dotted",
}


# The order in which lines of several statuses stand beside each other.
FIRMEST: Final = (Status.CURRENT, Status.EMERGING, Status.POSSIBLE, Status.PAST)


class RoleLook(NamedTuple):
    """What a role looks like: the ground behind its word, and its letter where there is no room for the word."""

    fill: str
    letter: str


ROLES: Final[dict[Role, RoleLook]] = {
    Role.SOURCE: RoleLook("#C9E3D6", "S"),
    Role.TRANSIT: RoleLook("#F3E3A3", "T"),
    Role.DESTINATION: RoleLook("#D3C4E6", "D"),
}


def pen_width(publications: int) -> float:
    """Return the width in points of a line behind which so many publications stand: it grows as their logarithm."""
    return min(1.3 + 0.9 * (max(publications, 1).bit_length() - 1), 6.0)
