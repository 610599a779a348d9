"""What is printed, and where: results, complaints, progress.

A process without a console, such as one of ``pythonw``, has neither stream: they are None.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["PROGRAM", "close_quietly", "complain", "finish", "prepare", "say", "working"]

PROGRAM: Final = "traffickgraph"


def prepare() -> None:
    """Let a terminal or a pipe that is not UTF-8 show what it cannot encode as escapes, rather than fail on it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print a result."""
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")


def finish() -> None:
    """Have all results written, while what goes wrong with that can still be said."""
    if sys.stdout is not None:
        sys.stdout.flush()


def complain(text: str) -> None:
    """Print what is wrong, after the name of the program."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"{PROGRAM}: {text}\n")
            sys.stderr.flush()


@contextmanager
def working(on: str) -> Generator[None, None, None]:
    """Say what is being worked on for as long as it takes, if there is somebody at a terminal to see it."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    line = f"{PROGRAM}: {on} …"
    sys.stderr.write(line)
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write(f"\r{' ' * len(line)}\r")
        sys.stderr.flush()


def close_quietly() -> None:
    """Give up on a standard output that nobody reads, so that Python does not fail on it once more at its exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
