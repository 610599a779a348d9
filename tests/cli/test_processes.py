"""What the command does as a process of its own: start, streams, exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = (sys.executable, "-m", "traffickgraph")


def run(*argv: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603
        (*COMMAND, *argv), capture_output=True, check=False, cwd=cwd, env={**os.environ, **environment}
    )


def test_it_runs_as_a_module_and_as_a_program(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("traffickgraph")
    if not program.exists():
        pytest.skip("the package is not installed beside this Python")
    asked = subprocess.run([program, "--version"], capture_output=True, check=True)  # noqa: S603
    assert run("--version", cwd=tmp_path).stdout == asked.stdout


def test_help_imports_no_other_room(tmp_path: Path) -> None:
    code = (
        "import sys; from traffickgraph.cli import main; main(['draw', '--help']); "
        "print(*sorted(name for name in sys.modules if name.split('.')[0] in ('traffickgraph', 'attrs', 'networkx')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)  # noqa: S603
    assert done.stdout.splitlines()[-1].split() == [
        "traffickgraph",
        "traffickgraph.cli",
        "traffickgraph.cli._arguments",
        "traffickgraph.cli._read_arguments",
        "traffickgraph.cli._terminal",
        "traffickgraph.errors",
    ]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_terminal_that_is_not_utf_8_sees_escapes(tmp_path: Path, encoding: str) -> None:
    done = run("describe", "azerbaijan-2015", "Azerbaijan", cwd=tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u2026" in done.stdout or b"\x85" in done.stdout  # cp1252 has an ellipsis
    assert run("describe", "Türkıye", cwd=tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0").returncode == 2


def test_the_plain_locale_sees_escapes_too(tmp_path: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = run("describe", "azerbaijan-2015", "Azerbaijan", cwd=tmp_path, **plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"T\\xfcrkiye" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_a_file_name_that_is_no_text_is_one_line(tmp_path: Path) -> None:
    done = run("describe", os.fsdecode(b"\xff.csv"), cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(b"traffickgraph: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603
        (*COMMAND, "describe", "factbook"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603
            (*COMMAND, "describe", "factbook"), stdout=full, stderr=subprocess.PIPE, check=False, cwd=tmp_path
        )
    assert done.returncode == 2
    assert done.stderr == b"traffickgraph: no space left on device\n"


def test_without_streams_at_all_it_still_ends_well(tmp_path: Path) -> None:
    code = (
        "import sys; sys.stdout = sys.stderr = None; from traffickgraph.cli import main; sys.exit(main(['datasets']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=tmp_path)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")
