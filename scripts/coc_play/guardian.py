"""Keeps the watchdog process informed of which process groups must not outlive us."""

import subprocess
import sys
from pathlib import Path

WATCHDOG = Path(__file__).with_name("watchdog.py")
LEAVE_WITHIN_S = 10.0


class Guardian:
    """Owns one watchdog. It inherits `lock_fd`, so a data folder stays locked until its last process is gone."""

    def __init__(self, lock_fd: int) -> None:
        self._watchdog = subprocess.Popen(
            [sys.executable, "-I", "-S", str(WATCHDOG)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(lock_fd,),
            start_new_session=True,
        )

    def watch(self, group: int) -> None:
        """From now on the group ends when we do."""
        self._tell(f"+{group}\n")

    def forget(self, group: int) -> None:
        """The group is gone; its number may soon be another's."""
        self._tell(f"-{group}\n")

    def dismiss(self) -> None:
        """End the watchdog, and with it every group still watched."""
        if self._watchdog.stdin is not None and not self._watchdog.stdin.closed:
            self._watchdog.stdin.close()
        self._watchdog.wait(LEAVE_WITHIN_S)

    def _tell(self, line: str) -> None:
        pipe = self._watchdog.stdin
        if pipe is None or pipe.closed:
            return
        try:
            pipe.write(line.encode())
            pipe.flush()
        except BrokenPipeError:
            # Somebody ended the watchdog; the kernel's signal still binds the children to us.
            return
