"""Set up a virtual environment and run every check: ``python3 check.py``.

Format, lint, types, tests, documentation and examples. Nothing but Python 3.11 or later is needed beforehand; what the
checks need is installed into ``.venv-check``. Arguments go to pytest: ``python3 check.py -k laws``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv-check"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
STAMP = VENV / "installed-for"


def run(*command: str) -> None:
    """Run one tool, and stop at the first that fails."""
    print(f"$ {' '.join(Path(part).name if part == PYTHON else part for part in command)}", flush=True)
    begun = time.perf_counter()
    code = subprocess.run(command, cwd=HERE, check=False).returncode
    print(f"  {time.perf_counter() - begun:.1f} s", flush=True)
    if code:
        sys.exit(code)


def set_up() -> None:
    """Make the environment, unless it was made for this very pyproject.toml."""
    wanted = f"{sys.version}\n{(HERE / 'pyproject.toml').read_text('utf-8')}"
    if STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return
    venv.create(VENV, with_pip=True, clear=True)
    # Dependency groups need pip 25.1.
    run(PYTHON, "-m", "pip", "install", "--quiet", "--upgrade", "pip>=25.1")
    run(PYTHON, "-m", "pip", "install", "--quiet", "--editable", ".[all]", "--group", "dev")
    STAMP.write_text(wanted, "utf-8")


def main() -> None:
    """Set up and check."""
    if sys.version_info < (3, 11):
        sys.exit("traffickgraph needs Python 3.11 or later")
    set_up()
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "mypy")
    run(PYTHON, "-m", "pyright", "--pythonpath", PYTHON)
    run(PYTHON, "-m", "pytest", *sys.argv[1:])


if __name__ == "__main__":
    main()
