"""Play: `python3 scripts/play.py`, or `make play`. CONTRIBUTING names the variables that change it."""

import sys

import python_floor  # noqa: F401  # importing it checks the version, before newer syntax is read
from coc_play.cli import main

if __name__ == "__main__":
    sys.exit(main())
