"""Importing this ends the program with one sentence when Python is too old. Parses on any Python 3."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # older ones come here too, and are turned away
    sys.exit(
        "Code of Conquest needs Python 3.11 or newer, and this is {}.{}. Install a newer one, "
        "or name one you have: make play PYTHON=python3.12".format(*sys.version_info)
    )
