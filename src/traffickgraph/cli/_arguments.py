"""The commands and their options."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from traffickgraph.cli._terminal import PROGRAM, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["CHOICES", "parsed"]

# Written again here so that a help text needs no other room; a test compares them with those of traffickgraph.draw.
CHOICES: Final = {
    "layout": ("auto", "layered", "map", "spring"),
    "direction": ("right", "down"),
    "group_by": ("auto", "none", "subregion", "region"),
    "edges": ("auto", "forms", "links"),
    "engine": ("auto", "system", "pygraphviz"),
}

_DATA: Final = "a file of claims, or the name of a bundled data set (see 'traffickgraph datasets')"


_Adder: TypeAlias = "Callable[..., _Parser]"


class _Parser(argparse.ArgumentParser):
    """A parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{PROGRAM}: {message}; see '{self.prog} --help'\n")


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """Parse arguments; leave with SystemExit after a help text, the version, or a complaint."""
    parser = _parser()
    if not argv:
        parser.exit(2, parser.format_help())
    return parser.parse_args(argv)


def _parser() -> _Parser:
    parser = _Parser(
        prog=PROGRAM,
        description="Source, transit and destination countries in human trafficking, as a graph of cited claims.",
        epilog="'traffickgraph COMMAND --help' explains a command and gives examples.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    _add_draw(commands.add_parser)
    _add_describe(commands.add_parser)
    _add_convert(commands.add_parser)
    _add_datasets(commands.add_parser)
    _add_template(commands.add_parser)
    return parser


class _Version(argparse.Action):
    """Print the version, which is imported only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from traffickgraph import __version__

        say(f"{PROGRAM} {__version__}")
        parser.exit(0)


def _command(add: _Adder, name: str, summary: str, explained: str, *examples: str) -> _Parser:
    return add(
        name,
        help=summary,
        description=explained,
        epilog="\n".join(["examples:", *(f"  {PROGRAM} {example}" for example in examples)]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _add_draw(add: _Adder) -> None:
    parser = _command(
        add,
        "draw",
        "draw claims as an SVG, PNG or PDF picture, or write them as DOT",
        "Draw claims. Lines are as wide as they have publications behind them; they say nothing of numbers of people.\n"
        "Needs Graphviz: its program 'dot' on the path, or pip install 'traffickgraph[render]'.",
        "draw factbook --country Azerbaijan -o aze.svg",
        "draw claims.csv --country AZE --country TUR --title 'Azerbaijan and Türkiye' -o both.pdf",
        "draw factbook --layout map --max-links 100 -o map.png",
        "draw factbook --country LBY --highlight Libya -o libya.svg",
    )
    parser.add_argument("data", metavar="DATA", help=_DATA)
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the picture: .svg, .png, .pdf or .dot")
    parser.add_argument(
        "--country",
        metavar="PLACE",
        action="append",
        default=[],
        help="draw only claims that name this country or region; give it again for claims that name either",
    )
    parser.add_argument(
        "--highlight",
        metavar="PLACE",
        action="append",
        default=[],
        help="fade all but the links of this place; give it again, in order, for the links of a path",
    )
    _add_style(parser)
    parser.add_argument(
        "--engine",
        metavar="ENGINE",
        choices=CHOICES["engine"],
        default="auto",
        help=f"{_options('engine')}: which Graphviz draws",
    )
    parser.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=float,
        default=60.0,
        help="give up if Graphviz takes longer (default: 60)",
    )


def _add_style(parser: _Parser) -> None:
    """Add the options of draw.Style, named as its fields; Style's own default holds for one that is not given."""
    for name, explained in (
        ("layout", "auto is layered for small graphs and map for large ones"),
        ("direction", "where the layers of a layered picture go"),
        ("group_by", "draw the countries of one M49 sub-region or region as one"),
        ("edges", "one line for each form of exploitation, or one for each link"),
    ):
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            metavar=name.upper().replace("_", "-"),
            choices=CHOICES[name],
            default=argparse.SUPPRESS,
            help=f"{_options(name)}: {explained}",
        )
    parser.add_argument(
        "--max-links",
        metavar="N",
        type=_links,
        default=argparse.SUPPRESS,
        help="draw at most N links, those with the most publications; 'all' for no limit",
    )
    parser.add_argument(
        "--title",
        metavar="TEXT",
        default=argparse.SUPPRESS,
        help="the title; '' for none; without this option, what the picture is about",
    )
    parser.add_argument(
        "--no-legend", dest="legend", action="store_false", default=argparse.SUPPRESS, help="leave out the legend"
    )
    parser.add_argument(
        "--no-footer",
        dest="footer",
        action="store_false",
        default=argparse.SUPPRESS,
        help="leave out the list of publications",
    )
    parser.add_argument("--dpi", metavar="N", type=int, default=argparse.SUPPRESS, help="dots per inch of a PNG")


def _options(name: str) -> str:
    first, *others = CHOICES[name]
    return ", ".join([f"{first} (default)", *others])


def _links(text: str) -> int | None:
    """Read a number of links, or 'all'."""
    if text == "all":
        return None
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a whole number or 'all', not {text!r}") from None


def _add_describe(add: _Adder) -> None:
    parser = _command(
        add,
        "describe",
        "say what is in a file or a data set, or what it says about one country",
        "Without COUNTRY, print a summary; of a bundled data set also its origin, licence, coding and known gaps.\n"
        "With COUNTRY, print what the claims and indicators say about it.",
        "describe factbook",
        "describe azerbaijan-2015 Azerbaijan",
        "describe claims.jsonl 'United Arab Emirates'",
    )
    parser.add_argument("data", metavar="DATA", help=_DATA)
    parser.add_argument("country", metavar="COUNTRY", nargs="?", help="a name or code of a country or region")


def _add_convert(add: _Adder) -> None:
    parser = _command(
        add,
        "convert",
        "write claims in another file format",
        "Read claims and write them in the format that the suffix of OUT names.\n"
        ".jsonl, .csv, .tsv, .xlsx and .graphml keep everything; .gexf and .dot are for other programs.",
        "convert claims.csv claims.jsonl",
        "convert factbook factbook.graphml",
    )
    parser.add_argument("data", metavar="IN", help=_DATA)
    parser.add_argument("output", metavar="OUT", help="the file to write; an existing one is replaced")


def _add_datasets(add: _Adder) -> None:
    _command(
        add,
        "datasets",
        "list the bundled data sets",
        "List the bundled data sets. All are part of the package; nothing is downloaded.",
        "datasets",
        "describe factbook",
    )


def _add_template(add: _Adder) -> None:
    parser = _command(
        add,
        "template",
        "write a table of claims to fill in",
        "Write a table with the columns of a file of claims and a few invented rows that show what stands in them,\n"
        "to be filled in with a spreadsheet program: .csv, .tsv or .xlsx.",
        "template claims.csv",
    )
    parser.add_argument("output", metavar="FILE", help="the file to write; an existing one is left alone")
