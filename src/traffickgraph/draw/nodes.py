"""What a drawn place looks like: its name, a bar of its roles, and what happens within it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from traffickgraph.draw.dot import Attributes, Html, Node, attributes
from traffickgraph.draw.legend import EMERGING, REGION_TABLE, squares
from traffickgraph.draw.style import FORMS, LINES, ROLES
from traffickgraph.draw.text import escaped, width_of, wrapped
from traffickgraph.table import plural
from traffickgraph.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from traffickgraph.draw.picture import Spot, Strand

__all__ = ["PALE", "PALE_INK", "small_node", "small_size", "whole_node"]

PALE: Final = "#DADADA"
PALE_INK: Final = "#ABABAB"
_INK, _BORDER, _GROUND = "#111111", "#555555", "#FFFFFF"
_NAME_WIDTH: Final = 18
_SHAPES: Final = {"country": "box", "group": "box", "region": "plain", "unstated": "plaintext"}
_BAR: Final = 120


def whole_node(spot: Spot, within: Sequence[Strand]) -> Node:
    """Return a node with its name, its roles in words, and each form of exploitation within it."""
    if spot.kind == "unstated":
        return _unstated(spot)
    ink = _INK if spot.lit else PALE_INK
    rows = [
        f'<TR><TD><FONT COLOR="{ink}"><B>{"<BR/>".join(map(escaped, _name(spot, _NAME_WIDTH)))}</B></FONT></TD></TR>'
    ]
    if len(spot.members) > 1 and spot.kind == "group":
        rows.append(f'<TR><TD><FONT POINT-SIZE="8" COLOR="{ink}">{_counted(spot)}</FONT></TD></TR>')
    rows.append(f"<TR><TD>{_roles_in_words(spot, ink)}</TD></TR>")
    if within:
        rows.append(f"<TR><TD>{_within(within)}</TD></TR>")
    return Node(spot.id, _outline(spot, _table(spot, rows, 1), within))


def small_node(spot: Spot, within: Sequence[Strand]) -> Node:
    """Return a node with its name, a thin bar of its roles, and a coloured square for each form within it."""
    if spot.kind == "unstated":
        return _unstated(spot)
    ink = _INK if spot.lit else PALE_INK
    lines = "<BR/>".join(map(escaped, _small_name(spot)))
    rows = [f'<TR><TD><FONT POINT-SIZE="9" COLOR="{ink}">{lines}</FONT></TD></TR>', f"<TR><TD>{_bar(spot)}</TD></TR>"]
    if within:
        marks = squares((FORMS[one.forms[0]].line if one.lit else PALE, one.status) for one in within)
        rows.append(f"<TR><TD>{marks}</TD></TR>")
    return Node(spot.id, _outline(spot, _table(spot, rows, 0), within))


def small_size(spot: Spot, within: Sequence[Strand]) -> tuple[float, float]:
    """Estimate the width and the height of a small node in points."""
    if spot.kind == "unstated":
        return 14, 12
    lines = _small_name(spot)
    marks = sum(17 if one.status is Status.EMERGING else 9 for one in within)
    width = max(*(width_of(line, 9) for line in lines), marks, 30) + 10
    height = 11.5 * len(lines) + 14 + (11 if marks else 0)
    return width, height


def _unstated(spot: Spot) -> Node:
    colour = "#333333" if spot.lit else PALE_INK
    return Node(
        spot.id,
        attributes(
            ("shape", "plaintext"),
            ("label", "…"),
            ("fontcolor", colour),
            ("fontsize", 14),
            ("width", 0.2),
            ("height", 0.16),
            ("margin", 0),
            ("tooltip", "not stated"),
        ),
    )


def _outline(spot: Spot, inside: Html, within: Sequence[Strand]) -> Attributes:
    roles = ", ".join(f"{role} in {plural(number, 'claim')}" for role, number in spot.roles.items())
    forms = ", ".join(
        FORMS[one.forms[0]].word + ("" if one.status is Status.CURRENT else f" ({one.status})") for one in within
    )
    tooltip = f"{_full_name(spot)}: {roles}{f'; within it: {forms}' if forms else ''}"
    return attributes(
        ("shape", _SHAPES[spot.kind]),
        ("style", {"country": "rounded,filled", "group": "filled"}.get(spot.kind)),
        ("peripheries", 2 if spot.kind == "group" else None),
        ("color", None if spot.kind == "region" else _BORDER if spot.lit else PALE),
        ("fillcolor", None if spot.kind == "region" else _GROUND),
        ("label", inside),
        ("tooltip", tooltip),
    )


def _full_name(spot: Spot) -> str:
    if spot.kind != "group":
        return str(spot.place)
    if len(spot.members) > 1:
        return f"{spot.place} ({_counted(spot)})"
    return ": ".join(map(str, (spot.place, *spot.members)))


def _counted(spot: Spot) -> str:
    return plural(len(spot.members), "country")


def _name(spot: Spot, width: int) -> list[str]:
    # Of a group of one country, the name of the country says more than that there is one.
    return wrapped(str(spot.place) if len(spot.members) > 1 else _full_name(spot), width)


def _small_name(spot: Spot) -> list[str]:
    return [*_name(spot, 16), *([_counted(spot)] if spot.kind == "group" and len(spot.members) > 1 else [])]


def _roles_in_words(spot: Spot, ink: str) -> str:
    """Return a bar with the word for each role and how many claims say so; the parts show the shares."""
    total = sum(spot.roles.values()) or 1
    cells = (
        f'<TD BGCOLOR="{ROLES[role].fill if spot.lit else PALE}" WIDTH="{max(1, round(_BAR * number / total))}">'
        f'<FONT POINT-SIZE="8.5" COLOR="{ink}">{role} {number}</FONT></TD>'
        for role, number in spot.roles.items()
    )
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="2"><TR>{"".join(cells)}</TR></TABLE>'


def _bar(spot: Spot) -> str:
    total = sum(spot.roles.values()) or 1
    cells = (
        f'<TD BGCOLOR="{ROLES[role].fill if spot.lit else PALE}" WIDTH="{max(4, round(30 * number / total))}"'
        f' HEIGHT="6"></TD>'
        for role, number in spot.roles.items()
    )
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>{"".join(cells)}</TR></TABLE>'


def _within(within: Sequence[Strand]) -> str:
    rows = "".join(f"<TR>{_chip(one)}</TR>" for one in within)
    return f'<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="2" CELLPADDING="1">{rows}</TABLE>'


def _chip(one: Strand) -> str:
    """Return a framed word; the frame shows form, status and publications as a line does."""
    look = FORMS[one.forms[0]]
    colour, ink = (look.line, look.ink) if one.lit else (PALE, PALE_INK)
    word = f"{look.word}{f' {EMERGING}' if one.status is Status.EMERGING else ''}"
    border = min(one.publications.bit_length(), 4)
    return (
        f'<TD BORDER="{border}" STYLE="{LINES[one.status].upper()}" COLOR="{colour}">'
        f'<FONT POINT-SIZE="8.5" COLOR="{ink}">{escaped(word)}</FONT></TD>'
    )


def _table(spot: Spot, rows: Iterable[str], spacing: int) -> Html:
    look = 'BORDER="0"'
    if spot.kind == "region":
        look = REGION_TABLE if spot.lit else f'BORDER="1" SIDES="TB" COLOR="{PALE}" BGCOLOR="#FAFAFA"'
    padding = ' CELLPADDING="2"' if spot.kind == "region" and spacing else ' CELLPADDING="1"'
    return Html(f'<TABLE {look} CELLBORDER="0" CELLSPACING="{spacing}"{padding}>{"".join(rows)}</TABLE>')
