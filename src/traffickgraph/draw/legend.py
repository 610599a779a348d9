"""The legend, the title and the footer: HTML-like tables that hold only what occurs in the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from traffickgraph.draw.style import FIRMEST, FORMS, LINES, ROLES, pen_width
from traffickgraph.draw.text import cut, escaped, width_of, wrapped
from traffickgraph.model import spoken_of
from traffickgraph.places import Place
from traffickgraph.table import plural
from traffickgraph.vocabulary import Exploitation, Role, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from traffickgraph.draw.picture import Picture
    from traffickgraph.draw.style import Style

__all__ = [
    "CAVEAT",
    "EITHER",
    "EMERGING",
    "REGION_TABLE",
    "Block",
    "caption",
    "heading",
    "squares",
    "subtitle_of",
    "title_of",
    "wide",
]

CAVEAT: Final = "Shows what was detected and reported, not prevalence. No line does not mean no trafficking."
EMERGING: Final = "↑"
EITHER: Final = "or"
# Open at the sides, as nobody says where exactly a region ends.
REGION_TABLE: Final = 'BORDER="1" SIDES="TB" COLOR="#555555" BGCOLOR="#EEF1F4"'
_TITLE, _SMALL, _LINE, _ROW = 15, 9, 14.0, 15.0
_TITLE_LENGTH, _PUBLICATION_LENGTH, _PUBLICATIONS = 160, 140, 6
_FOOTER_WIDTH = 120


@attrs.frozen
class Block:
    """Markup, and about how large it will be, in points."""

    markup: str
    width: float
    height: float


def title_of(picture: Picture, style: Style) -> str:
    """Return the title given, or one that says what the picture is about."""
    if style.title is not None:
        return cut(style.title, _TITLE_LENGTH)
    routes = [claim.route for claim in picture.claims]
    common = routes[0].places.intersection(*(route.places for route in routes)) if routes else frozenset[Place]()
    about = f": {', '.join(one.name for one in common)}" if len(common) == 1 else ""
    return f"Reported trafficking routes{about}"


def subtitle_of(picture: Picture) -> str:
    """Say how much stands behind the picture."""
    if not picture.claims:
        return "No claims"
    places = {one for claim in picture.claims for one in claim.places}
    years = sorted({one.year for one in picture.publications})
    span = f"{years[0]}" if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
    first, last = spoken_of(picture.claims)
    time = "" if first is None else f", speaking of {first}" if first == last else f", speaking of {first}–{last}"
    return (
        f"{plural(len(picture.claims), 'claim')} about {plural(len(places), 'place')}{time}, "
        f"in {plural(len(picture.publications), 'publication')} of {span}"
    )


def heading(picture: Picture, style: Style) -> Block:
    """Return title and subtitle, left-aligned."""
    title, subtitle = title_of(picture, style), subtitle_of(picture)
    if not title:
        return Block("", 0, 0)
    rows = [_text_row(line, _TITLE, bold=True) for line in wrapped(title, 70)]
    rows.append(_text_row(subtitle, 10, colour="#555555"))
    return Block(
        _table(rows),
        max(*(width_of(line, _TITLE) for line in wrapped(title, 70)), width_of(subtitle, 10)) + 12,
        len(rows) * 19 + 6,
    )


def wide(block: Block, width: float) -> str:
    """Return the markup of a block at least so wide, so that its rows begin at the left of the picture."""
    return block.markup.replace("<TABLE ", f'<TABLE WIDTH="{max(width, 1):.0f}" ', 1)


def caption(picture: Picture, style: Style) -> Block:
    """Return the legend, what was collapsed, the publications, and the caveat."""
    rows: list[str] = []
    width = height = 0.0
    if style.legend and picture.spots:
        columns = [column for column in _columns(picture) if column[1]]
        longest = max(len(entries) for _, entries in columns)
        cells = "".join(f"<TD>{_column(head, entries, longest)}</TD>" for head, entries in columns)
        table = f'<TABLE BORDER="0" CELLSPACING="6" CELLPADDING="0"><TR>{cells}</TR></TABLE>'
        rows.append(f'<TR><TD ALIGN="LEFT">{table}</TD></TR>')
        words = ((head, *(said for _, said in entries)) for head, entries in columns)
        width = sum(46 + max(width_of(text, _SMALL) for text in column) for column in words)
        height = 26 + _ROW * (longest + 1)
    lines = [line for said in picture.collapsed for line in wrapped(said, _FOOTER_WIDTH)]
    if style.footer:
        lines += _publications(picture)
    rows += (_text_row(line, _SMALL, colour="#555555") for line in lines)
    rows.append(_text_row(CAVEAT, _SMALL, colour="#222222", bold=True))
    lines.append(CAVEAT)
    width = max(width, *(width_of(line, _SMALL) for line in lines))
    return Block(_table(rows), width + 16, height + _LINE * len(lines) + 14)


def _publications(picture: Picture) -> list[str]:
    known = picture.publications
    if not known:
        return []
    shown = [cut(str(one), _PUBLICATION_LENGTH) for one in known[:_PUBLICATIONS]]
    more = f"; and {len(known) - _PUBLICATIONS} more" if len(known) > _PUBLICATIONS else ""
    noun = "Publication" if len(known) == 1 else "Publications"
    return wrapped(f"{noun}: {'; '.join(shown)}{more}.", _FOOTER_WIDTH)


# ---- the columns of the legend --------------------------------------------------------------------------------


def _columns(picture: Picture) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each column that has something to explain: its head, and pairs of a sample and its meaning."""
    strands = (*picture.strands, *picture.at_home)
    yield "Places", list(_places(picture))
    roles = {role for spot in picture.spots for role in spot.roles}
    yield (
        "Roles, by share of claims",
        [(_sample(f'BORDER="0" BGCOLOR="{ROLES[role].fill}"'), str(role)) for role in Role if role in roles],
    )
    forms = {form for strand in strands for form in strand.forms}
    coded = picture.labelled and (picture.layout == "map" or not picture.by_form)
    yield (
        "Exploitation",
        [
            (_rule(FORMS[form].line, "SOLID", 3), f"{FORMS[form].word}{f' ({FORMS[form].code})' if coded else ''}")
            for form in Exploitation
            if form in forms
        ],
    )
    said = {strand.status for strand in strands}
    yield "Status", [(_stroke(picture, one), str(one)) for one in FIRMEST if one in said]
    if picture.strands:
        yield "Lines; width: publications", [*_ends(picture), *_widths(picture)]


def _places(picture: Picture) -> Iterator[tuple[str, str]]:
    kinds = {spot.kind for spot in picture.spots}
    if "country" in kinds:
        yield _sample('BORDER="1" STYLE="ROUNDED" COLOR="#555555"'), "country"
    if "group" in kinds:
        inner = '<TD BORDER="1" COLOR="#555555" WIDTH="18" HEIGHT="5"></TD>'
        yield _sample('BORDER="1" CELLSPACING="2" COLOR="#555555"', inner), "countries drawn together"
    if "region" in kinds:
        yield _sample(REGION_TABLE), "region, as named"
    if "unstated" in kinds:
        yield _sign("…"), "not stated"
    within = {strand.status for strand in picture.at_home}
    for status in FIRMEST:
        if status in within:
            said = "" if status is Status.CURRENT else f": {status}"
            yield _within(picture, status), f"exploitation within a place{said}"


def _within(picture: Picture, status: Status) -> str:
    if picture.layout != "layered":
        return squares([("#333333", status)])
    if status is Status.EMERGING:
        return _sample('BORDER="1" COLOR="#333333"', f'<TD><FONT POINT-SIZE="7">{EMERGING}</FONT></TD>')
    return _sample(f'BORDER="1" STYLE="{LINES[status].upper()}" COLOR="#333333"')


def _stroke(picture: Picture, status: Status) -> str:
    """Return a sample of a line of a status."""
    if status is not Status.EMERGING:
        return _rule("#333333", LINES[status].upper(), 2)
    between = any(strand.status is status for strand in picture.strands)
    worded = (between and picture.labelled) or any(strand.status is status for strand in picture.at_home)
    return _sign(" ".join(["―●▶"] * between + [EMERGING] * worded))


def squares(marks: Iterable[tuple[str, Status]]) -> str:
    """Return a row of small squares, each of a colour: full for what is stated plainly, an outline for a hedge."""
    cells: list[str] = []
    for colour, status in marks:
        size = 'FIXEDSIZE="TRUE" WIDTH="8" HEIGHT="7"'
        if LINES[status] == "solid":
            cells.append(f'<TD BORDER="1" COLOR="{colour}" BGCOLOR="{colour}" {size}></TD>')
        else:
            # No side is long enough for two dashes; dots are told from a line.
            line = "DOTTED" if status is Status.PAST else "SOLID"
            cells.append(f'<TD BORDER="1" STYLE="{line}" COLOR="{colour}" {size}></TD>')
        if status is Status.EMERGING:
            cells.append(f'<TD><FONT POINT-SIZE="7" COLOR="{colour}">{EMERGING}</FONT></TD>')
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="1" CELLPADDING="0"><TR>{"".join(cells)}</TR></TABLE>'


def _ends(picture: Picture) -> Iterator[tuple[str, str]]:
    ends = {pair for strand in picture.strands for pair in strand.roles}
    heads, tails = {head for _, head in ends}, {tail for tail, _ in ends}
    if Role.DESTINATION in heads:
        yield _sign("―▶"), "to a destination"
    if Role.TRANSIT in heads:
        yield _sign("―▷"), "to a place of transit"
    if Role.TRANSIT in tails:
        yield _sign("○―"), "from a place of transit"
    if None in heads:
        yield _sign("―➤"), "to an end that is not stated"
    if picture.labelled and any(strand.either for strand in picture.strands):
        yield _sign(EITHER), "one of several alternatives"


def _widths(picture: Picture) -> Iterator[tuple[str, str]]:
    counts = {strand.publications for strand in picture.strands}
    for number in sorted({min(counts), max(counts)}):
        yield _rule("#333333", "SOLID", pen_width(number)), plural(number, "publication")
    yield "", "(never a number of people)"


def _column(head: str, entries: Sequence[tuple[str, str]], rows: int) -> str:
    """Return a column of so many rows: of unequal columns, Graphviz would spread the shorter ones."""
    filled = [*entries, *[("", "")] * (rows - len(entries))]
    body = (
        f'<TR><TD WIDTH="30" HEIGHT="{_ROW - 2:.0f}">{sample or " "}</TD>'
        f'<TD ALIGN="LEFT"><FONT POINT-SIZE="{_SMALL}">{escaped(said) or " "}</FONT></TD></TR>'
        for sample, said in filled
    )
    title = f'<TR><TD COLSPAN="2" ALIGN="LEFT"><FONT POINT-SIZE="{_SMALL}"><B>{escaped(head)}</B></FONT></TD></TR>'
    return f'<TABLE BORDER="0" CELLSPACING="2" CELLPADDING="0">{title}{"".join(body)}</TABLE>'


def _sample(look: str, cell: str = "<TD></TD>") -> str:
    size = 'FIXEDSIZE="TRUE" WIDTH="24" HEIGHT="11" CELLPADDING="0"'
    spacing = "" if "CELLSPACING" in look else ' CELLSPACING="0" CELLBORDER="0"'
    return f"<TABLE {look}{spacing} {size}><TR>{cell}</TR></TABLE>"


def _rule(colour: str, line: str, width: float) -> str:
    # Two cells, so that the border between them lies in the middle.
    border = f'BORDER="{max(1, round(width))}" SIDES="B" STYLE="{line}" COLOR="{colour}"'
    return (
        '<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE" WIDTH="24" HEIGHT="12">'
        f'<TR><TD {border} WIDTH="24" HEIGHT="6"></TD></TR><TR><TD WIDTH="24" HEIGHT="6"></TD></TR></TABLE>'
    )


def _sign(text: str) -> str:
    return f'<FONT POINT-SIZE="{_SMALL}">{text}</FONT>'


def _text_row(text: str, size: int, *, colour: str = "#111111", bold: bool = False) -> str:
    inner = f"<B>{escaped(text)}</B>" if bold else escaped(text)
    return f'<TR><TD ALIGN="LEFT"><FONT POINT-SIZE="{size}" COLOR="{colour}">{inner}</FONT></TD></TR>'


def _table(rows: Iterable[str]) -> str:
    return f'<TABLE BORDER="0" CELLSPACING="1" CELLPADDING="1">{"".join(rows)}</TABLE>'
