"""One running copy a data folder: a kernel lock, so that a crash never leaves one behind."""

import fcntl
import os
import time
from pathlib import Path

from coc_play.errors import PlayError

FILE_NAME = "running.lock"
AFTERMATH_S = 8.0


class DataLock:
    """Held from `take` until `release`, or until the last process that inherited `fd` is gone."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._path = data_dir / FILE_NAME
        self.fd = -1

    def take(self) -> None:
        """PlayError if another copy runs on this folder. What a killed copy left is given a moment to end."""
        try:
            self._data_dir.mkdir(parents=True, exist_ok=True)
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            reason = f"{self._data_dir} cannot hold the game's data ({error.strerror})"
            raise PlayError(f"{reason}: choose another folder with COC_DATA_DIR") from error
        deadline = time.monotonic() + AFTERMATH_S
        while not _locked(fd):
            holder = _holder(fd)
            if _is_alive(holder) or time.monotonic() > deadline:
                os.close(fd)
                raise PlayError(self._refusal(holder))
            time.sleep(0.1)
        os.ftruncate(fd, 0)
        os.pwrite(fd, str(os.getpid()).encode(), 0)
        self.fd = fd

    def release(self) -> None:
        """Give the folder free. Harmless when it is not held."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def _refusal(self, holder: int) -> str:
        return (
            f"Code of Conquest already runs on {self._data_dir} (process {holder}): stop that one first, "
            "or start a second copy on a folder and ports of its own with COC_DATA_DIR, COC_API_PORT, "
            "COC_WEB_PORT and COC_GATEWAY_PORT"
        )


def _locked(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(fd: int) -> int:
    text = os.pread(fd, 32, 0)
    return int(text) if text.isdigit() else 0


def _is_alive(pid: int) -> bool:
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
