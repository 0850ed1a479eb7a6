"""Install the system packages that the tests need: `python3 scripts/system_deps.py`. Nothing to do, nothing said."""

import sys

import python_floor  # noqa: F401  # importing it checks the version, before newer syntax is read
from coc_setup import SetupError
from coc_setup.system import install_missing

if __name__ == "__main__":
    try:
        install_missing()
    except SetupError as error:
        sys.exit(str(error))
