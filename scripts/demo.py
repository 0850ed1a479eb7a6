"""Watch the game being played: `python3 scripts/demo.py`, or `make demo`."""

import sys

import python_floor  # noqa: F401  # importing it checks the version, before newer syntax is read
from coc_demo.cli import main

if __name__ == "__main__":
    sys.exit(main())
