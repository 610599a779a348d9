"""The doors: files, networkx and data frames, in and out. Each loads what it needs when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from traffickgraph.convert.files import read, write
    from traffickgraph.convert.frames import arrow_stream, from_frame, to_frame
    from traffickgraph.convert.networkx import from_networkx, to_networkx
    from traffickgraph.convert.records import claim_from_record, indicator_from_record
    from traffickgraph.convert.templates import template

__all__ = [
    "arrow_stream",
    "claim_from_record",
    "from_frame",
    "from_networkx",
    "indicator_from_record",
    "read",
    "template",
    "to_frame",
    "to_networkx",
    "write",
]

_HOME_OF = {
    "arrow_stream": "frames",
    "claim_from_record": "records",
    "from_frame": "frames",
    "from_networkx": "networkx",
    "indicator_from_record": "records",
    "read": "files",
    "template": "templates",
    "to_frame": "frames",
    "to_networkx": "networkx",
    "write": "files",
}


if not TYPE_CHECKING:  # or a type checker would take any name for one of these

    def __getattr__(name: str) -> object:
        if name in _HOME_OF:
            found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
            return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return list(__all__)
