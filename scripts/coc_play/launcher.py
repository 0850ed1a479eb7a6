"""Run by path: `launcher.py PARENT_PID COMMAND …` becomes the command, bound to die with that parent (Linux).

A program of its own rather than code between fork and exec, which is unsafe in a parent with threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Ask the kernel for SIGTERM at the parent's death, then turn into the command."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the kernel knew of our wish
        sys.exit(1)
    os.execv(command[0], command)  # noqa: S606  # no shell is the point


if __name__ == "__main__":
    main()
