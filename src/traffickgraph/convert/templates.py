"""An empty sheet to begin with: the columns, and invented rows that show what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traffickgraph.convert.sheet import sheet_rows, write_rows
from traffickgraph.errors import FileFormatError
from traffickgraph.graph import RouteGraph
from traffickgraph.model import Evidence, Indicator, Publication, claim

if TYPE_CHECKING:
    import os

__all__ = ["template"]

_KNOWN = (".csv", ".tsv", ".xlsx")


def template(path: str | os.PathLike[str]) -> None:
    """Write a sheet to fill in: the header and three invented rows, to be deleted.

    The rows name places where nobody lives, so that they state nothing about anybody.

    Parameters
    ----------
    path : path
        Where to: ``.csv``, ``.tsv`` or ``.xlsx``. The workbook has sheets that explain the columns and list the words,
        and offers the words where one is chosen.

    Raises
    ------
    FileExistsError
        If there is such a file already; a template never takes the place of a file.
    FileFormatError
        If the suffix is another one.
    MissingPackageError
        If XlsxWriter, which writes ``.xlsx``, is not installed.
    """
    from traffickgraph.atomic import create

    name = str(path)
    suffix = next((one for one in _KNOWN if name.casefold().endswith(one)), "")
    rows = list(sheet_rows(_examples()))
    if suffix == ".xlsx":
        from traffickgraph.convert.xlsx import workbook

        data = workbook(rows, guide=True)
    elif suffix:
        # With a byte-order mark Excel knows, and remembers when it saves, that this is UTF-8.
        data = b"\xef\xbb\xbf" + write_rows(rows, "\t" if suffix == ".tsv" else ",")
    else:
        raise FileFormatError(name, f"a template is written as {', '.join(_KNOWN)}, not as {name!r}", _KNOWN)
    create(path, data, new=True)


def _examples() -> RouteGraph:
    report = Publication(
        "EXAMPLE - delete this row",
        2020,
        publisher="Invented",
        url="https://example.org/report",
        licence="CC0-1.0",
    )
    return RouteGraph(
        [
            claim(
                "HMD",
                via=["BVT", {"ATF", "SGS"}],
                to="ATA",
                publication=report,
                locator="page 3",
                exploitation=["sexual", "forced_labour"],
                victims=["women", "girls"],
                period=(2015, 2017),
                count="5-9",
                note="Invented: nobody lives in these places.",
            ),
            claim("BVT", to="BVT", publication=report, exploitation="forced_begging", status="possible"),
        ],
        [Indicator("ATA", "victims identified", 0, unit="persons", period=2016, evidence=Evidence(report, "table 1"))],
    )
