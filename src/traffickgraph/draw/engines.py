"""Graphviz, wherever it is: the system's ``dot``, or the one inside the wheel of pygraphviz.

Either runs in a child process, which is killed when its time is over: inside this process Graphviz could not be
stopped, and would stop every thread.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs

from traffickgraph.errors import InvalidValueError, MissingPackageError, RenderError, RenderTimeoutError, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Engine", "Graphviz", "available", "find"]

Engine: TypeAlias = Literal["auto", "system", "pygraphviz"]

# The child imports pygraphviz from where the parent would, isolated from anything else. First a line with the version.
_CHILD: Final = """
import sys
sys.path.append(sys.argv[1])
import pygraphviz
graph = pygraphviz.AGraph(string=sys.stdin.buffer.read().decode("utf-8"))
picture = graph.draw(format=sys.argv[3], prog=sys.argv[2])
version = getattr(pygraphviz, "__graphviz_version__", "")
sys.stdout.buffer.write(version.encode() + b"\\n" + picture)
"""

_VERSION = re.compile(rb"version (\d+(?:\.\d+)+)")
# What a child needs of the environment. Graphviz's own variables (GVBINDIR, DOTFONTPATH, ...) are not among it.
_KEPT: Final = re.compile(
    "PATH|HOME|USER|TMPDIR|TEMP|TMP|LANG|LANGUAGE|LC_.*|SYSTEMROOT|SYSTEMDRIVE|WINDIR|APPDATA|LOCALAPPDATA|USERPROFILE"
    "|PATHEXT|COMSPEC|(DY)?LD_LIBRARY_PATH|DYLD_FALLBACK_LIBRARY_PATH|FONTCONFIG_(FILE|PATH)"
    "|XDG_(CACHE_HOME|CONFIG_HOME|DATA_HOME|DATA_DIRS)",
    re.IGNORECASE,
)
_ASKED_FOR_VERSION = 10.0


@attrs.frozen
class Graphviz:
    """One installed Graphviz.

    Attributes
    ----------
    kind : {"system", "pygraphviz"}
        Which of the two it is.
    path : str
        The program, or the folder that holds the package.
    """

    kind: Literal["system", "pygraphviz"]
    path: str

    def draw(self, dot: str, *, layout: str, suffix: str, timeout: float) -> tuple[bytes, str]:
        """Draw DOT.

        Parameters
        ----------
        dot : str
            What to draw.
        layout : str
            The layout program: ``"dot"``, ``"sfdp"``, ``"nop2"``.
        suffix : {"svg", "png", "pdf"}
            The format.
        timeout : float
            Seconds after which the child is killed.

        Returns
        -------
        tuple of bytes and str
            The picture, and what drew it, such as ``"Graphviz 14.1.5 (pygraphviz)"``.

        Raises
        ------
        RenderError, RenderTimeoutError
            If it fails, or takes too long.
        """
        if self.kind == "system":
            command = [self.path, f"-K{layout}", f"-T{suffix}"]
            picture = _run(command, dot, timeout, "dot (system)")
            return picture, f"Graphviz {_system_version(self.path)} (system)".replace("  ", " ")
        command = [sys.executable, "-I", "-c", _CHILD, self.path, layout, suffix]
        version, _, picture = _run(command, dot, timeout, "Graphviz (pygraphviz)").partition(b"\n")
        name = f"Graphviz {version.decode()} (pygraphviz)".replace("  ", " ")
        if not picture:
            raise RenderError(f"{name} drew nothing and gave no reason", name)
        return picture, name


def available() -> tuple[Graphviz, ...]:
    """Return every Graphviz that is installed, the preferred one first.

    The system's ``dot`` comes first: it measures text in the fonts that are installed.
    """
    found: list[Graphviz] = []
    if program := shutil.which("dot"):
        found.append(Graphviz("system", program))
    if folder := _pygraphviz():
        found.append(Graphviz("pygraphviz", folder))
    return tuple(found)


def find(engine: Engine) -> Graphviz:
    """Return the Graphviz to draw with.

    Raises
    ------
    RenderError
        If ``dot`` was asked for and is not on the path.
    MissingPackageError
        If pygraphviz was asked for, or there is no Graphviz at all.
    """
    if engine not in ("auto", "system", "pygraphviz"):
        raise InvalidValueError(f"engine is 'auto', 'system' or 'pygraphviz', not {shown(engine)}", engine)
    for one in available():
        if engine in ("auto", one.kind):
            return one
    if engine == "system":
        raise RenderError("there is no program 'dot' on the path; install Graphviz, or use engine='pygraphviz'")
    package = "pygraphviz" if engine == "pygraphviz" else "Graphviz: either pygraphviz, or a program 'dot' on the path"
    raise MissingPackageError("drawing", package, "render")


def _pygraphviz() -> str:
    try:
        spec = importlib.util.find_spec("pygraphviz")
    except (ImportError, ValueError):  # ValueError: a module of that name without a spec
        return ""
    # Without an interpreter to start (an embedded one) there is no child to run it in.
    if spec is None or spec.origin is None or not sys.executable:
        return ""
    return str(Path(spec.origin).parent.parent)


@cache
def _system_version(program: str) -> str:
    try:
        asked = subprocess.run(  # noqa: S603 - the program that which() found, and no shell
            [program, "-V"],
            capture_output=True,
            check=False,
            timeout=_ASKED_FOR_VERSION,
            env=_environment(os.environ),
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = _VERSION.search(asked.stderr + asked.stdout)
    return found[1].decode() if found else ""


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if _KEPT.fullmatch(name)}


def _run(command: Sequence[str], dot: str, timeout: float, name: str) -> bytes:
    """Run a child that reads DOT and writes a picture; kill it, with all that it started, when its time is over."""
    try:
        child = subprocess.Popen(  # noqa: S603 - a program that which() found, or this interpreter, and no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(os.environ),
            start_new_session=os.name == "posix",
        )
    except OSError as error:
        raise RenderError(f"{name} could not be started: {error}", name) from error
    try:
        picture, said = child.communicate(dot.encode(), timeout=timeout)
    except subprocess.TimeoutExpired:
        raise RenderTimeoutError(
            f"{name} had not finished after {timeout:.3g} s; give a longer timeout, another layout, or a smaller graph",
            name,
        ) from None
    finally:
        # Also when this process is interrupted: a layout may go on for hours.
        if child.poll() is None:
            _kill(child)
    if child.returncode != 0 or not picture:
        reason = " ".join(said.decode(errors="replace").split())[-400:] or f"exit code {child.returncode}"
        raise RenderError(f"{name} could not draw the picture: {reason}", name)
    return picture


def _kill(child: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        child.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdin, child.stdout, child.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
