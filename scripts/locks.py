"""Compile the lock files: `python3 scripts/locks.py`, with `--upgrade` to take newer versions."""

import sys

import python_floor  # noqa: F401  # importing it checks the version, before newer syntax is read
from coc_setup import SetupError
from coc_setup.locks import compile_all

if __name__ == "__main__":
    try:
        compile_all(upgrade="--upgrade" in sys.argv[1:])
    except SetupError as error:
        sys.exit(str(error))
