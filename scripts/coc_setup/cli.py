"""The command line of the set-up."""

import sys
from collections.abc import Sequence

from coc_setup.errors import SetupError
from coc_setup.prepare import Purpose, prepare


def main(arguments: Sequence[str]) -> int:
    """Prepare for the named purpose (`play` unless said). Exit codes: 0 done, 1 could not, 2 no such purpose."""
    name = arguments[0] if arguments else Purpose.PLAY
    if name not in list(Purpose):
        print(f"no such purpose: {name}; there are: {', '.join(Purpose)}", file=sys.stderr)
        return 2
    try:
        prepare(Purpose(name))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
