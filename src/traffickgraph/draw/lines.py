"""What a drawn line looks like: colour by form, stroke by status, width by publications, ends by role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from traffickgraph.draw.dot import Attributes, Raw, attributes
from traffickgraph.draw.legend import EITHER, EMERGING
from traffickgraph.draw.nodes import PALE, PALE_INK
from traffickgraph.draw.style import FORMS, LINES, pen_width
from traffickgraph.draw.text import cut, label
from traffickgraph.table import plural
from traffickgraph.vocabulary import Exploitation, Role, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from traffickgraph.draw.gather import Key
    from traffickgraph.draw.picture import Spot, Strand

__all__ = ["line_attributes"]

_LABEL_LENGTH: Final = 60
_COLOURS: Final = 3
_THINNEST: Final = 1.0
_CLEAR: Final = "B0"


def line_attributes(strand: Strand, spots: Mapping[Key, Spot], *, wordy: bool, labelled: bool) -> Attributes:
    """Return the attributes of the edge of a strand.

    Parameters
    ----------
    strand : Strand
        What to draw.
    spots : mapping
        All spots by key, whose names the tooltip holds.
    wordy : bool
        Whether there is room for words; else the label holds codes.
    labelled : bool
        Whether there is room for labels at all.
    """
    looks = [FORMS[form] for form in strand.forms]
    width = pen_width(strand.publications)
    colours = [look.line for look in looks]
    if len(colours) > _COLOURS:  # more would look like a ribbon; the tooltip names all forms
        colours = [*colours[: _COLOURS - 1], FORMS[strand.forms[-1]].line]
    ink = looks[0].ink if len(looks) == 1 else "#333333"
    stroke, lines = LINES[strand.status], _labels(strand, wordy=wordy) if labelled else []
    if strand.own is not None:
        own = strand.own
        colours = [own.colour] if own.colour else colours
        ink = own.colour or ink
        width = own.width or width
        stroke = own.line or stroke
        lines = lines if own.label is None else [cut(own.label, _LABEL_LENGTH)]
    if not strand.lit:
        colours, ink, lines = [PALE], PALE_INK, []
    elif not labelled:  # so many lines cross that one must be seen through another
        colours = [f"{colour}{_CLEAR}" for colour in colours]
    return attributes(
        ("color", ":".join(colours)),
        # Parallel colours share the width of the line.
        ("penwidth", max(width / len(colours), _THINNEST)),
        ("style", None if stroke == "solid" else stroke),
        ("arrowhead", _head(strand)),
        ("arrowtail", _tail(strand)),
        ("dir", "both" if _tail(strand) else None),
        ("label", Raw(label(*lines)) if any(lines) else None),
        ("fontcolor", ink if any(lines) else None),
        ("tooltip", Raw(label(_said(strand, spots)))),
    )


def _labels(strand: Strand, *, wordy: bool) -> list[str]:
    mark = f" {EMERGING}" if strand.status is Status.EMERGING else ""
    either = [EITHER] if strand.either else []
    if not wordy:
        return [*either, " ".join(FORMS[form].code for form in strand.forms) + mark]
    stated = all(tail and head for tail, head in strand.roles)
    forms = [FORMS[form].word for form in strand.forms if stated or form is not Exploitation.UNSPECIFIED]
    words = [", ".join(forms) + mark] if forms or mark else []
    # From a source to a destination is what an arrow says by itself; a part of a longer way is named.
    for tail, head in strand.roles:
        if tail is None or head is None:
            words.append(f"as {tail or head}")
        elif Role.TRANSIT in (tail, head):
            words.append(f"{tail}→{head}")
    return [*either, *words]


def _head(strand: Strand) -> str:
    # A mark beside the line would float among others where lines are many: a dot behind the arrowhead does not.
    mark = "dot" if strand.status is Status.EMERGING else ""
    roles = {head for _, head in strand.roles}
    if Role.DESTINATION in roles:
        return f"{'normalonormal' if Role.TRANSIT in roles else 'normal'}{mark}"
    return f"{'onormal' if Role.TRANSIT in roles else 'vee'}{mark}"


def _tail(strand: Strand) -> str | None:
    return "odot" if any(tail is Role.TRANSIT for tail, _ in strand.roles) else None


def _said(strand: Strand, spots: Mapping[Key, Spot]) -> str:
    ends = [str(spots[key].place or "…") for key in (strand.tail, strand.head)]
    roles = "; ".join(f"{tail or '…'}→{head or '…'}" for tail, head in strand.roles)
    forms = ", ".join(FORMS[form].word for form in strand.forms)
    counted = f"{plural(strand.claims, 'claim')} in {plural(strand.publications, 'publication')}"
    return f"{ends[0]} → {ends[1]} ({roles}): {forms}; {strand.status}; {counted}"
