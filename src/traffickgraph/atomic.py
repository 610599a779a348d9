"""Writing a file as a whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

__all__ = ["create"]


def create(path: str | os.PathLike[str], data: bytes, *, new: bool = False) -> None:
    """Write bytes to a file so that there is the old file or the whole new one, and never anything between.

    Raises
    ------
    FileExistsError
        If the file is to be new and is there already.
    """
    # The file that a symbolic link points to is replaced, not the link.
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(f"{os.fsdecode(path)!r} is a directory; name a file in it")
    if new and target.exists():
        raise FileExistsError(f"{os.fsdecode(path)!r} is there already, and is left as it is")
    beside = target.with_name(f".traffickgraph-{os.urandom(8).hex()}.tmp")
    # 0o666 less the umask: what an ordinary new file gets.
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        error.filename = os.fsdecode(path)  # the file that was asked for, not the one beside it
        raise
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():  # who may read the old file may read the new one, and nobody else
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
