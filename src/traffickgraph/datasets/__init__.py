"""Claims that come with the package, each data set with its origin, licence, coding rules, known gaps and checksum.

>>> from traffickgraph import datasets
>>> datasets.names()
('azerbaijan-2015', 'factbook')
>>> datasets.load("azerbaijan-2015")
<RouteGraph: 10 claims, 15 indicators, 11 places, 1 publication>

Read :func:`describe` before you count anything. Nothing is ever downloaded.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from traffickgraph.datasets._catalogue import CATALOGUE
from traffickgraph.datasets._description import Description
from traffickgraph.errors import ClaimsFileError, UnknownDatasetError

if TYPE_CHECKING:
    from traffickgraph.graph import RouteGraph

__all__ = ["Description", "describe", "load", "names"]


def names() -> tuple[str, ...]:
    """Return the names of all bundled data sets, sorted."""
    return tuple(sorted(CATALOGUE))


def describe(name: str) -> Description:
    """Return where a data set is from, how it was made, what it lacks, and how large it is.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Returns
    -------
    Description
        It prints well, and shows itself in a notebook.

    Raises
    ------
    UnknownDatasetError
        If there is no such data set; the error lists those that there are.
    """
    try:
        return CATALOGUE[name]
    except (KeyError, TypeError):  # TypeError: it cannot even be looked up
        raise UnknownDatasetError(name, names()) from None


def load(name: str) -> RouteGraph:
    """Return the claims and indicators of a data set.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Returns
    -------
    RouteGraph
        The same immutable graph each time.

    Raises
    ------
    UnknownDatasetError
        If there is no such data set; the error lists those that there are.
    ClaimsFileError
        If the file in the installed package is not the one that was released.

    Examples
    --------
    >>> from traffickgraph.where import reaching
    >>> len(load("factbook").where(reaching("Azerbaijan")))
    5
    """
    return _loaded(describe(name).name)


@cache
def _loaded(name: str) -> RouteGraph:
    import hashlib
    from pkgutil import get_data

    from traffickgraph.convert.jsonl import loads

    file = f"data/{name}.jsonl"
    content = get_data(__name__, file) or b""
    expected, got = CATALOGUE[name].checksum, hashlib.sha256(content).hexdigest()
    if got != expected:
        raise ClaimsFileError(
            file,
            f"the data set {name!r} in the installed package is not the one that was released: its SHA-256 should be "
            f"{expected} and is {got}; install traffickgraph again",
        )
    return loads(content, file).whole_graph(file, "claims")
