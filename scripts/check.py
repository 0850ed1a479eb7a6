"""Check everything that needs no running game: `python3 scripts/check.py`; `--fix` rewrites what tools can."""

import sys

import python_floor  # noqa: F401  # importing it checks the version, before newer syntax is read
from coc_check.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
