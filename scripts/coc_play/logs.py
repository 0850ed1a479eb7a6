"""The log files of the processes: kept from growing, followed, and told as one readable line an event."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

ROTATE_BYTES = 5_000_000
KEPT = 3
# Control characters steer a terminal, and bidirectional marks show a line in another order than it has.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
TOLD_APART = frozenset({"event", "level", "timestamp", "logger", "exception"})
NAME_WIDTH = 13


def rotate(log: Path) -> None:
    """Before a start: a log over 5 MB becomes `NAME.log.1`, at most three old ones are kept."""
    if not log.exists() or log.stat().st_size < ROTATE_BYTES:
        return
    for number in range(KEPT - 1, 0, -1):
        older = log.with_name(f"{log.name}.{number}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{number + 1}"))
    log.replace(log.with_name(f"{log.name}.1"))


def last_lines(log: Path, start: int, count: int) -> list[str]:
    """The last lines written since `start` (bytes), told readably."""
    if not log.exists():
        return []
    with log.open("rb") as handle:
        handle.seek(start)
        lines = handle.read().decode("utf-8", "replace").splitlines()
    return [readable(line) for line in lines[-count:]]


def event_of(line: str) -> Mapping[str, object] | None:
    """The JSON object of a log line, or None for plain text."""
    try:
        parsed = json.loads(line)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None


def readable(line: str) -> str:
    """`20:14:05 turn_resolved session=01J… turn=3` for a JSON line, plain text as it came; no terminal codes."""
    event = event_of(line)
    if event is None:
        return _printable(line)
    level = str(event.get("level", "info"))
    words = [_clock(event.get("timestamp")), "" if level in ("info", "debug") else level.upper()]
    words.append(str(event.get("event", "")))
    words += [f"{key}={value}" for key, value in event.items() if value is not None and key not in TOLD_APART]
    trace = str(event.get("exception", "")).splitlines()
    return "\n".join(_printable(text) for text in [" ".join(word for word in words if word), *trace])


def is_loud(line: str) -> bool:
    """Whether a person at the terminal wants to see the line: not if it is empty, or for debugging."""
    event = event_of(line)
    return bool(line.strip()) and (event is None or event.get("level") != "debug")


class Follower:
    """Reads what is added to a log, whole lines only."""

    def __init__(self, log: Path, start: int) -> None:
        self._log = log
        self._offset = start

    def new_lines(self) -> Iterator[str]:
        """The lines completed since the last call."""
        try:
            with self._log.open("rb") as handle:
                handle.seek(self._offset)
                added = handle.read()
        except FileNotFoundError:
            return
        complete = added.rfind(b"\n") + 1
        self._offset += complete
        yield from added[:complete].decode("utf-8", "replace").splitlines()


def tell(name: str, line: str) -> str:
    """A followed line as the terminal shows it: the process's name first, continuation lines indented below."""
    first, *rest = readable(line).split("\n")
    return "\n".join([f"{name:<{NAME_WIDTH}} {first}", *(f"{'':<{NAME_WIDTH}} {more}" for more in rest)])


def _printable(text: str) -> str:
    return UNPRINTABLE.sub("·", text)


def _clock(timestamp: object) -> str:
    if not isinstance(timestamp, str):
        return ""
    try:
        return datetime.fromisoformat(timestamp).astimezone().strftime("%H:%M:%S")
    except ValueError:
        return timestamp
