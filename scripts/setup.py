"""Prepare the environments: `python3 scripts/setup.py play` for playing, `… tests` for everything."""

import sys

import python_floor  # noqa: F401  # importing it checks the version, before newer syntax is read
from coc_setup.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
