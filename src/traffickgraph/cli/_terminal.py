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
    from collections.abc import Callable, Generator

__all__ = ["PROGRAM", "bar", "close_quietly", "complain", "finish", "prepare", "say", "working"]

PROGRAM: Final = "traffickgraph"
_WIDTH: Final = 30


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


@contextmanager
def bar(on: str) -> Generator[Callable[[int, int], None], None, None]:
    """Show how far the work is, if there is somebody at a terminal to see it; give what is to be told of it."""
    terminal = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None
    last = ""

    def progress(done: int, total: int) -> None:
        nonlocal last
        part = min(done / total, 1.0) if total > 0 else 0.0
        full = int(_WIDTH * part)
        line = f"{PROGRAM}: {on} [{'#' * full}{'.' * (_WIDTH - full)}] {part:4.0%}"
        if terminal is not None and line != last:  # a terminal is slower than the work
            terminal.write(f"\r{line}")
            terminal.flush()
            last = line

    with working(on):
        yield progress
    if terminal is not None and last:
        terminal.write(f"\r{' ' * len(last)}\r")
        terminal.flush()


def close_quietly() -> None:
    """Give up on a standard output that nobody reads, so that Python does not fail on it once more at its exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
