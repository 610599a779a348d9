"""Run the command as ``python -m traffickgraph``."""

from __future__ import annotations

import sys

from traffickgraph.cli import main

if __name__ == "__main__":
    sys.exit(main())
