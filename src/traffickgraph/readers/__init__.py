"""Other people's files into claims: official tables, case data, edge lists, any table.

A reader returns a :class:`Reading`: its graph, a report on every row and every label, and the rows as understood.
Nothing is dropped in silence, and nothing is guessed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from traffickgraph.readers import ctdc, edgelists, tables, unodc
    from traffickgraph.readers.reading import Reading
    from traffickgraph.readers.report import Report
    from traffickgraph.readers.resolving import Resolved, resolve

__all__ = ["Reading", "Report", "Resolved", "ctdc", "edgelists", "resolve", "tables", "unodc"]

_READERS = ("ctdc", "edgelists", "tables", "unodc")
_HOME_OF = {"Reading": "reading", "Report": "report", "Resolved": "resolving", "resolve": "resolving"}


if not TYPE_CHECKING:  # or a type checker would take any name for one of these

    def __getattr__(name: str) -> object:
        if name in _READERS:
            return import_module(f"{__name__}.{name}")
        if name in _HOME_OF:
            found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
            return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return list(__all__)
