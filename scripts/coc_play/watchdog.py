"""Run by path: ends what a vanished parent left. It reads `+GROUP` and `-GROUP` lines until its input closes.

The parent closes the input in an orderly stop too, then with no group left. It works on every Unix and reaches what the
children started themselves, which the kernel's own signal (see launcher.py) does not.
"""

import contextlib
import os
import signal
import sys
import time

GRACE_S = 5.0


def main() -> None:
    """Collect the groups until end of input, then end those that remain."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        (groups.add if line[0] == "+" else groups.discard)(group)
    end(groups)


def end(groups: set[int]) -> None:
    """SIGTERM for every group, and SIGKILL for those still there after the grace."""
    for group in groups:
        send(group, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_S
    while time.monotonic() < deadline and any(send(group, 0) for group in groups):
        time.sleep(0.05)
    for group in groups:
        send(group, signal.SIGKILL)


def send(group: int, number: int) -> bool:
    """Whether the group was there to take the signal."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
        return True
    return False


if __name__ == "__main__":
    main()
