"""The command ``traffickgraph``: a thin skin over the public functions.

Results go to the standard output; errors, one line each, and progress to the standard error. The exit status is 0 if
all went well, 2 if something was asked or given that cannot be, 130 if it was interrupted, 141 if nobody read on.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from traffickgraph.cli._arguments import parsed
from traffickgraph.cli._terminal import close_quietly, complain, finish, prepare
from traffickgraph.errors import TraffickGraphError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

DONE: Final = 0
REFUSED: Final = 2
# What a shell reports of a process that SIGINT, or SIGPIPE, has ended.
INTERRUPTED: Final = 130
NOT_READ: Final = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments without the name of the program; those of the process if none are given.

    Returns
    -------
    int
        The exit status.
    """
    prepare()
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        finish()
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        close_quietly()
        return NOT_READ
    # RenderTimeoutError is an OSError too, and says more as what it is here.
    except TraffickGraphError as error:
        complain(str(error))
        return REFUSED
    except OSError as error:
        complain(_said(error))
        try:
            finish()
        except OSError:  # it was the standard output that failed, as on a full disk
            close_quietly()
        return REFUSED
    return status


def _run(argv: Sequence[str]) -> int:
    try:
        arguments = parsed(argv)
    except SystemExit as stopped:  # argparse has said its word: a help text, a version, or what is wrong
        return stopped.code if isinstance(stopped.code, int) else REFUSED
    from traffickgraph.cli import _commands

    getattr(_commands, arguments.command)(arguments)
    return DONE


def _said(error: OSError) -> str:
    """Say in one line what the system refused, and of which file."""
    reason = error.strerror or str(error) or type(error).__name__
    reason = reason[:1].lower() + reason[1:]
    return reason if error.filename is None else f"{error.filename}: {reason}"
