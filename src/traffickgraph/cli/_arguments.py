"""The commands and their options."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from traffickgraph.cli._terminal import PROGRAM, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["CHOICES", "parsed"]

# Written again here so that a help text needs no other room; a test compares them with those of the library.
CHOICES: Final = {
    "layout": ("auto", "layered", "map", "spring"),
    "direction": ("right", "down"),
    "group_by": ("auto", "none", "subregion", "region"),
    "edges": ("auto", "forms", "links"),
    "engine": ("auto", "system", "pygraphviz"),
    "joints": ("transit", "documented", "any"),
    "cost": ("legs", "support"),
    "rows": ("links", "flows"),
    "by": ("subregion", "region"),
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
    _add_paths(commands.add_parser)
    _add_stats(commands.add_parser)
    _add_brokers(commands.add_parser)
    _add_convert(commands.add_parser)
    _add_read(commands.add_parser)
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
    _add_k(parser)


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
        type=_number_or_all,
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


def _number_or_all(text: str) -> int | None:
    """Read how many, or 'all'."""
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


def _add_paths(add: _Adder) -> None:
    parser = _command(
        add,
        "paths",
        "find the paths from one place to another, and say whether anybody stated them",
        "Find paths. A path is documented if one claim states the whole way; it is stitched if it could follow from\n"
        "several claims, though nobody stated it. Paths with the fewest legs come first.",
        "paths factbook Azerbaijan 'United Arab Emirates'",
        "paths factbook China THA --joints documented",
        "paths claims.csv UZB ARE --max-legs 6 --cost support --number 50 -o paths.csv",
    )
    parser.add_argument("data", metavar="DATA", help=_DATA)
    parser.add_argument("source", metavar="SOURCE", help="where the paths begin: a name or code of a country or region")
    parser.add_argument("destination", metavar="DESTINATION", help="where they end")
    parser.add_argument(
        "--joints",
        metavar="JOINTS",
        choices=CHOICES["joints"],
        default="transit",
        help=f"{_options('joints')}: which links make a path: those that meet in a place which a claim of either names "
        "as transit; those that one claim states together; all that meet",
    )
    parser.add_argument(
        "--max-legs",
        metavar="N",
        type=_number_or_all,
        default=4,
        help="the most legs of a path (default: 4); 'all' for any number",
    )
    parser.add_argument(
        "--inconsistent",
        dest="consistent",
        action="store_false",
        help="also paths whose links share no form of exploitation, or speak of years that lie far apart",
    )
    parser.add_argument(
        "--cost",
        metavar="COST",
        choices=CHOICES["cost"],
        default="legs",
        help=f"{_options('cost')}: what comes first: the fewest legs, or the links that are best supported by claims",
    )
    parser.add_argument(
        "--number", metavar="N", type=int, default=10, help="how many paths at most, best first (default: 10)"
    )
    _add_table(parser)


def _add_stats(add: _Adder) -> None:
    parser = _command(
        add,
        "stats",
        "print density, reciprocity and other numbers about the whole graph",
        "Describe the graph as a network, once by its certain ties and once by all that are possible. Domestic claims\n"
        "and unstated ends are counted apart. Years that are pooled can show a reciprocity that no year has.",
        "stats factbook",
        "stats claims.csv --per-year --rows flows -o stats.csv",
    )
    parser.add_argument("data", metavar="DATA", help=_DATA)
    parser.add_argument("--per-year", action="store_true", help="describe each year of publication by itself")
    _add_rows(parser)
    _add_table(parser)


def _add_brokers(add: _Adder) -> None:
    parser = _command(
        add,
        "brokers",
        "list the places that lie between others, within and between regions",
        "Count between which pairs of places each place lies, by the groups of the three (Gould and Fernandez 1989).\n"
        "Few of these chains are stated whole by anybody: 'documented' counts those that are.",
        "brokers factbook",
        "brokers factbook --by region --number all -o brokers.csv",
    )
    parser.add_argument("data", metavar="DATA", help=_DATA)
    parser.add_argument(
        "--by",
        metavar="GROUPS",
        choices=CHOICES["by"],
        default="subregion",
        help=f"{_options('by')}: the M49 areas by which roles are told apart",
    )
    _add_rows(parser)
    parser.add_argument(
        "--number",
        metavar="N",
        type=_number_or_all,
        default=20,
        help="how many places at most, those between most pairs first (default: 20); 'all' for all",
    )
    _add_table(parser)


def _add_rows(parser: _Parser) -> None:
    parser.add_argument(
        "--rows",
        metavar="ROWS",
        choices=CHOICES["rows"],
        default="links",
        help=f"{_options('rows')}: what ties two places: a step of a route, or being source and destination of one",
    )


def _add_table(parser: _Parser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write all rows and columns of the table to this .csv file as well"
    )


def _add_convert(add: _Adder) -> None:
    parser = _command(
        add,
        "convert",
        "write claims in another file format",
        "Read claims and write them in the format that the suffix of OUT names.\n"
        ".jsonl, .csv, .tsv, .xlsx and .graphml keep everything; .gexf and .dot are for other programs.",
        "convert claims.csv claims.jsonl",
        "convert factbook factbook.graphml",
        "convert claims.csv published.csv --k 10",
    )
    parser.add_argument("data", metavar="IN", help=_DATA)
    parser.add_argument("output", metavar="OUT", help="the file to write; an existing one is replaced")
    _add_k(parser)


def _add_k(parser: _Parser) -> None:
    parser.add_argument(
        "--k",
        metavar="N",
        type=int,
        help="withhold counts of persons below N, and what would give one back; without it, all stay as they are",
    )


def _add_read(add: _Adder) -> None:
    from traffickgraph.cli._read_arguments import add_kinds

    parser = _command(
        add,
        "read",
        "read other people's files into claims: UNODC, CTDC, any table, edge lists",
        "Read a file into claims, and report on every row and every label. Nothing is guessed, and nothing is left\n"
        "out in silence. Without -o nothing is written: a first look.",
        "read unodc data_glotip.xlsx -o unodc.jsonl --report report.csv",
        "read table --help",
    )
    add_kinds(_command, parser)


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
