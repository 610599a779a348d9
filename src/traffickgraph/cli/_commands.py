"""What the commands do: read, ask the library, print. Each function is named as its command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from traffickgraph.cli._analysis import brokers, paths, stats
from traffickgraph.cli._data import opened, part_about, safe
from traffickgraph.cli._reading import read
from traffickgraph.cli._terminal import say, working
from traffickgraph.table import plural

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from traffickgraph.draw import Rendered
    from traffickgraph.graph import RouteGraph
    from traffickgraph.places import Place

__all__ = ["brokers", "convert", "datasets", "describe", "draw", "paths", "read", "stats", "template"]

_LAYOUTS: Final = {"layered": "layers", "map": "a map", "spring": "a spring layout"}


def draw(given: Namespace) -> None:
    """Draw claims, and say what was drawn and what was not."""
    from traffickgraph.errors import InvalidValueError
    from traffickgraph.places import place

    countries = [place(name) for name in given.country]
    lit = [place(name) for name in given.highlight]
    graph = safe(opened(given.data), given.k)
    part = part_about(graph, countries, given.data)
    if not part.claims:
        raise InvalidValueError(f"{given.data} holds no claims{_of(countries)}, so there is nothing to draw", part)

    import attrs

    from traffickgraph.draw import Style, render

    options = {field.name for field in attrs.fields(Style)} & vars(given).keys()
    style = attrs.evolve(Style(), **{name: getattr(given, name) for name in options})
    with working(f"drawing {plural(len(part), 'claim')}, for {given.timeout:g} s at most"):
        picture = render(
            part,
            given.output,
            style=style,
            highlight=lit[0] if len(lit) == 1 else lit or None,
            engine=given.engine,
            timeout=given.timeout,
        )
    say("\n".join(_drawn(picture, graph, part, countries)))


def _drawn(picture: Rendered, graph: RouteGraph, part: RouteGraph, countries: Sequence[Place]) -> Iterator[str]:
    from traffickgraph.disclosure.protecting import withheld_words

    held = (
        plural(len(part), "claim"),
        plural(len(part.places), "place"),
        plural(len(part.publications), "publication"),
    )
    yield f"{picture.path}: {', '.join(held)}"
    if picture.engine:
        yield f"drawn by {picture.engine} as {_LAYOUTS[picture.layout]} in {picture.seconds:.1f} s"
    withheld = withheld_words(part.claims)
    yield from (said for said in picture.collapsed if said != withheld)
    if left_out := len(graph) - len(part):
        yield f"left out: {left_out:,} of {plural(len(graph), 'claim')}, which do not name {_any_of(countries)}"
    if part.indicators:
        yield f"left out: {plural(len(part.indicators), 'indicator')}; a picture shows routes only"
    if withheld:
        yield withheld


def _of(countries: Sequence[Place]) -> str:
    return f" that name {_any_of(countries)}" if countries else ""


def _any_of(countries: Sequence[Place]) -> str:
    from traffickgraph.errors import listed

    return listed(map(str, countries))


def describe(given: Namespace) -> None:
    """Describe a file, a data set, or what they say about a country."""
    from traffickgraph.datasets import describe as described
    from traffickgraph.datasets import names
    from traffickgraph.places import place

    country = None if given.country is None else place(given.country)
    graph = opened(given.data)
    if country is not None:
        part_about(graph, [country], given.data)
        say(str(graph.profile(country)))
        if given.data in names():
            say(f"\nData: {described(given.data).citation}")
        return
    if given.data in names():
        say(f"{described(given.data)}\n")
    say(str(graph.summary()))


def convert(given: Namespace) -> None:
    """Write claims in another format."""
    from traffickgraph.convert.files import READ, write
    from traffickgraph.disclosure.protecting import withheld_words

    graph = safe(opened(given.data), given.k)
    with working(f"writing {given.output}"):
        write(graph, given.output)
    if given.output.casefold().endswith(READ):
        say(f"{given.output}: {plural(len(graph), 'claim')}, {plural(len(graph.indicators), 'indicator')}")
    else:
        say(f"{given.output}: {plural(len(graph), 'claim')}, for other programs; it cannot be read back")
    if said := withheld_words((*graph.claims, *graph.indicators)):
        say(said)


def datasets(_given: Namespace) -> None:
    """List the bundled data sets."""
    from traffickgraph.datasets import describe as described
    from traffickgraph.datasets import names

    for name in names():
        one = described(name)
        say(f"{name}: {one.title}\n  {one.size}\n  {one.licence}")


def template(given: Namespace) -> None:
    """Write a table of claims to fill in."""
    from traffickgraph.convert import template as write_template

    write_template(given.output)
    say(f"{given.output}: replace its invented rows, then try: traffickgraph describe {given.output}")
