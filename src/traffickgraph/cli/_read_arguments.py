"""The options of the command ``read``: some for every kind of file, and those of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

__all__ = ["add_kinds"]


def add_kinds(command: Callable[..., ArgumentParser], parser: ArgumentParser) -> None:
    """Add a sub-command for each kind of file.

    Parameters
    ----------
    command : callable
        Adds a command, given what adds parsers, its name, a summary, an explanation and examples.
    parser : ArgumentParser
        That of ``read``.
    """
    kinds = parser.add_subparsers(title="kinds of files", metavar="KIND", dest="kind", required=True)
    for add in (_unodc, _ctdc, _table, _edgelists):
        add(command, kinds.add_parser)


def _unodc(command: Callable[..., ArgumentParser], add: Callable[..., ArgumentParser]) -> None:
    parser = command(
        add,
        "unodc",
        "UNODC's table of trafficking in persons (.xlsx)",
        "Read the table 'Trafficking in persons' of UNODC's data portal. Flows come from detected victims by\n"
        "citizenship, destinations from those by form of exploitation; repatriations are kept apart.\n"
        "Needs: pip install 'traffickgraph[readers]'.",
        "read unodc data_glotip.xlsx -o unodc.jsonl --report report.csv",
        "read unodc data_glotip.xlsx -o unodc.csv --label Congo=COG --apart repatriated.csv",
    )
    parser.add_argument("files", metavar="FILE", nargs=1, help="the workbook as it was downloaded")
    _add_release(parser)
    parser.add_argument(
        "--by-group", action="store_true", help="claims by sex and age where the table has them, instead of the totals"
    )
    _add_common(parser, apart=True)


def _ctdc(command: Callable[..., ArgumentParser], add: Callable[..., ArgumentParser]) -> None:
    parser = command(
        add,
        "ctdc",
        "case data of the Counter-Trafficking Data Collaborative",
        "Read a Global Dataset or a synthetic data set of CTDC, which you download under its terms. Records of\n"
        "persons are counted while they are read, and never kept.\n"
        "Needs: pip install 'traffickgraph[readers]'.",
        "read ctdc global_dataset.csv --published 2020 -o ctdc.jsonl --k 10",
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help="the files as they were downloaded")
    _add_release(parser)
    parser.add_argument(
        "--without-groups", action="store_true", help="fewer claims with larger counts, without groups of victims"
    )
    parser.add_argument(
        "--mix-synthetic", action="store_true", help="read observed and synthetic files into one graph, marked as such"
    )
    _add_common(parser)


def _table(command: Callable[..., ArgumentParser], add: Callable[..., ArgumentParser]) -> None:
    parser = command(
        add,
        "table",
        "any table of routes or cases (.csv, .tsv, .parquet, .xlsx)",
        "Read a table whose columns you name. A row is a claim; with --row person it is a person, and rows are\n"
        "counted.\n"
        "Needs: pip install 'traffickgraph[readers]'.",
        "read table cases.csv --source citizenship --destination country --year year --row person \\\n"
        "      --title 'Case data' --published 2024 -o cases.jsonl",
        "read table routes.csv --source from --via through --destination to --title 'Field notes' --published 2023",
    )
    parser.add_argument("files", metavar="FILE", nargs=1, help="the table; its first row names the columns")
    parser.add_argument("--source", metavar="COLUMN", help="the column of where people come from")
    parser.add_argument("--destination", metavar="COLUMN", help="the column of where they are exploited")
    parser.add_argument(
        "--via", metavar="COLUMN", action="append", default=[], help="a column of places of transit; again, in order"
    )
    parser.add_argument("--exploitation", metavar="COLUMN", help="the column of forms of exploitation")
    parser.add_argument(
        "--form", metavar="WORD=FORM", action="append", default=[], help="the form that a word of that column means"
    )
    parser.add_argument(
        "--flag",
        metavar="COLUMN=FORM",
        action="append",
        default=[],
        help="a column of 1 and 0, and the form it stands for",
    )
    parser.add_argument("--victims", metavar="COLUMN", help="the column of groups of victims")
    parser.add_argument(
        "--group", metavar="WORD=GROUP", action="append", default=[], help="the group that a word of that column means"
    )
    parser.add_argument(
        "--missing",
        metavar="WORD",
        action="append",
        default=[],
        help="a word that stands for a missing value, in all but the columns of places",
    )
    parser.add_argument("--year", metavar="COLUMN", help="the column of the year or period spoken of")
    parser.add_argument("--count", metavar="COLUMN", help="the column of numbers of persons; '<5' is an interval")
    parser.add_argument(
        "--row", choices=("claim", "person"), default="claim", help="claim (default), person: what a row is"
    )
    parser.add_argument("--title", metavar="TEXT", required=True, help="the title of the publication that says so")
    parser.add_argument("--published", metavar="YEAR", type=int, required=True, help="its year")
    parser.add_argument("--publisher", metavar="TEXT", default="", help="who published it")
    parser.add_argument("--url", metavar="URL", default="", help="where it can be read")
    _add_common(parser)


def _edgelists(command: Callable[..., ArgumentParser], add: Callable[..., ArgumentParser]) -> None:
    parser = command(
        add,
        "edgelists",
        "text files with a line 'from,to' for each mention",
        "Read lists of pairs of countries, a line for each mention. Each file is one publication.",
        "read edgelists edgelist2001.txt edgelist2002.txt -o mentions.jsonl --title 'Trafficking in Persons Report'",
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help="the lists")
    parser.add_argument("--title", metavar="TEXT", help="the title of the publications")
    parser.add_argument(
        "--published", metavar="YEAR", type=int, help="their year; without it, the year in the name of each file"
    )
    parser.add_argument("--publisher", metavar="TEXT", default="", help="who published them")
    _add_common(parser)


def _add_release(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--published", metavar="YEAR", type=int, help="the year of the release, where the file does not tell it"
    )
    parser.add_argument("--title", metavar="TEXT", help="its title, together with its year")


def _add_common(parser: ArgumentParser, *, apart: bool = False) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help="write the claims: .jsonl, .csv, .tsv, .xlsx, .graphml")
    if apart:
        parser.add_argument("--apart", metavar="FILE", help="write the claims that are kept apart, in the same formats")
    else:
        parser.set_defaults(apart=None)
    parser.add_argument("--report", metavar="FILE", help="write the whole report as .csv")
    parser.add_argument(
        "--label", metavar="LABEL=PLACE", action="append", default=[], help="what a label means; nothing: unstated"
    )
    parser.add_argument("--labels", metavar="FILE", help="a .csv with columns label and place that says so of many")
    parser.add_argument("--fuzzy", action="store_true", help="guess at misspelt names; every guess is in the report")
    parser.add_argument("--k", metavar="N", type=int, help="withhold counts of persons below N in what is written")
