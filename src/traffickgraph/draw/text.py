"""Text for pictures: cleaned, cut, wrapped, measured, and quoted for DOT.

Titles of publications come from outside. Whatever they hold, they can break neither the DOT nor the SVG.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from html import escape
from typing import Final

__all__ = ["clean", "cut", "escaped", "label", "quoted", "width_of", "wrapped"]

# Not allowed in XML, without a glyph, or able to turn round the text that follows (bidirectional controls, tags).
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
    "|[" + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)) + "]"
)
# One blank between words of plain characters: nothing to clean, nothing to escape.
_HARMLESS: Final = re.compile(r"[A-Za-z0-9_.,;:()/#+-]+(?: [A-Za-z0-9_.,;:()/#+-]+)*").fullmatch
_HALVES: Final = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return text on one line, without control, bidirectional and other characters that no picture can show."""
    return " ".join(_HALVES.sub("\ufffd", _UNSAFE.sub("", text)).split())


def cut(text: str, length: int) -> str:
    """Return cleaned text of at most so many characters; an ellipsis says that it was cut."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= length else f"{cleaned[: length - 1].rstrip()}…"


def wrapped(text: str, width: int) -> list[str]:
    """Break cleaned text into lines of at most so many characters."""
    return textwrap.wrap(clean(text), width, break_on_hyphens=False)


def escaped(text: str) -> str:
    r"""Return cleaned text for the inside of an HTML-like label.

    Examples
    --------
    >>> print(escaped(r"a <b> \G"))
    a &lt;b&gt; \\G
    """
    # Graphviz writes the name of the graph where such a label says \G, and so on; of two backslashes it shows one. A
    # bracket by itself could be the beginning of "]]>", and some versions of its XML parser wait for the rest.
    return escape(clean(text)).replace("\\", "\\\\").replace("]", "&#93;")


def quoted(text: str) -> str:
    r"""Return cleaned text as a quoted DOT string.

    Examples
    --------
    >>> print(quoted("Guinea: Bissau"), quoted('say "no"'), quoted("a final \\"))
    "Guinea: Bissau" "say \"no\"" "a final \\"
    """
    if _HARMLESS(text):
        return f'"{text}"'
    # A backslash is doubled: DOT keeps both, and a label shows one.
    return '"' + clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def label(*lines: str) -> str:
    """Return cleaned lines as one quoted DOT label."""
    # Graphviz reads entities in labels, so that "&copy;" would show as another character than was written.
    return '"' + "\\n".join(quoted(line)[1:-1].replace("&", "&amp;") for line in lines) + '"'


_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]/- ")
_WIDE: Final = frozenset("mwMW@%→…▶▷")


def width_of(text: str, size: float) -> float:
    """Estimate the width of text in points, in a sans-serif face of that size; rather too wide than too narrow."""
    return size * sum(map(_em, text))


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.34
    if character in _WIDE:
        return 0.9
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    return 0.72 if character.isupper() else 0.57
