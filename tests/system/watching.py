"""Looking at processes from outside."""

import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def is_running(pid: int) -> bool:
    """Whether a process of that number runs; one that is dead but not yet waited for does not."""
    fields = _stat(pid)
    return fields is not None and fields[0] != "Z"


def descendants(pid: int) -> dict[int, str]:
    """The running processes that this one started, and theirs, with the words of their commands."""
    parents = {int(path.name): _parent(int(path.name)) for path in PROC.iterdir() if path.name.isdigit()}
    found: dict[int, str] = {}
    generation = {pid}
    while generation := {child for child, parent in parents.items() if parent in generation}:
        found |= {child: _command(child) for child in generation if is_running(child)}
    return found


def eventually(holds: Callable[[], bool], within_s: float = 10.0) -> bool:
    """Whether something comes true within some seconds."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


def _parent(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _stat(pid: int) -> list[str] | None:
    """The fields after the name: state, parent, …"""
    try:
        return (PROC / str(pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def _command(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""
