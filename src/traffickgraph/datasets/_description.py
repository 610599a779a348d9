"""What a reader must know of a bundled data set before using it."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import Final

import attrs

from traffickgraph.table import plural

__all__ = ["Description"]

_WIDTH: Final = 100
_INDENT: Final = "  "


@attrs.frozen(kw_only=True)
class Description:
    """Where a bundled data set is from, how it was made, what it lacks, and how large it is.

    Attributes
    ----------
    name : str
        The name by which it is loaded.
    title : str
        What it is, in a line.
    origin : str
        Who published what it was coded from.
    licence : str
        Under which terms it may be used.
    coding : str
        How statements became claims.
    gaps : tuple of str
        What it does not hold, and what it must not be taken for.
    changes : tuple of str
        What was changed in the data, each with the version in which it was.
    citation : str
        How to cite it.
    claims, indicators, publications : int
        How many claims, indicators and publications it holds. A number of claims is a number of statements, never of
        people.
    years : tuple of int
        The years of its publications.
    checksum : str
        The SHA-256 of the file in the package, in hexadecimal digits.
    page : str
        The page of the documentation that tells all of it.

    Examples
    --------
    >>> from traffickgraph import datasets
    >>> datasets.describe("azerbaijan-2015").years
    (2015,)
    """

    name: str
    title: str
    origin: str
    licence: str
    coding: str
    gaps: tuple[str, ...]
    changes: tuple[str, ...]
    citation: str
    claims: int
    indicators: int
    publications: int
    years: tuple[int, ...]
    checksum: str
    page: str

    @property
    def size(self) -> str:
        """What it holds, counted: ``"10 claims and 15 indicators from 1 publication of 2015"``."""
        held = [plural(self.claims, "claim")]
        if self.indicators:
            held.append(plural(self.indicators, "indicator"))
        years = ", ".join(map(str, self.years))
        return f"{' and '.join(held)} from {plural(self.publications, 'publication')} of {years}"

    def _parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (
            ("holds", (self.size,)),
            ("origin", (self.origin,)),
            ("licence", (self.licence,)),
            ("coding", (self.coding,)),
            ("known gaps", self.gaps),
            ("changes", self.changes),
            ("cite as", (self.citation,)),
            ("SHA-256", (self.checksum,)),
            ("more", (self.page,)),
        )

    def __repr__(self) -> str:
        return f"<Description of {self.name!r}: {self.size}>"

    def __str__(self) -> str:
        lines = [f"{self.name}: {self.title}"]
        for heading, texts in self._parts():
            lines.append(f"{_INDENT}{heading}")
            for text in texts:
                bullet = "- " if len(texts) > 1 else ""
                lines += wrap(
                    text,
                    _WIDTH,
                    initial_indent=2 * _INDENT + bullet,
                    subsequent_indent=2 * _INDENT + " " * len(bullet),
                    break_long_words=False,
                    break_on_hyphens=False,
                )
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th>{escape(heading)}</th><td>{'<br>'.join(map(escape, texts))}</td></tr>"
            for heading, texts in self._parts()
        )
        return f"<table><caption>{escape(self.name)}: {escape(self.title)}</caption><tbody>{rows}</tbody></table>"
