"""Faults that a test puts in, and how often each has still to happen."""

import fnmatch
import threading
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    SLOW_BEFORE = "slow_before"  # waits, then does the work
    SLOW_AFTER = "slow_after"  # does the work, then waits
    THROTTLED = "throttled"  # 429
    ERROR_BEFORE = "error_before"  # 500, nothing was done
    ERROR_AFTER = "error_after"  # 500, all was done
    BAD_GATEWAY = "bad_gateway"  # 502 with a page of HTML, nothing was done
    RESET_BEFORE = "reset_before"  # the connection breaks, nothing was done
    RESET_AFTER = "reset_after"  # the connection breaks, all was done
    WRONG_KEY = "wrong_key"  # 401 as for a key that was revoked
    NO_CONTENT_TYPE = "no_content_type"  # 500 without a Content-Type, nothing was done


@dataclass
class Fault:
    """Happens to requests whose route's name matches `on` (`*` for all): not the first `skip`, then `times` of them."""

    kind: FaultKind
    on: str = "*"
    times: int | None = 1
    skip: int = 0
    delay_s: float = 30.0


@dataclass
class Faults:
    """The faults of one project. A waiting request is let go when they are cleared."""

    latency_ms: float = 0.0
    _waiting: list[Fault] = field(default_factory=list)
    _cleared: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()
            self._cleared.set()
            self._cleared = threading.Event()
            self.latency_ms = 0.0

    def take(self, route: str) -> Fault | None:
        """The fault that is to happen to this request."""
        with self._lock:
            for fault in self._waiting:
                if not fnmatch.fnmatchcase(route, fault.on):
                    continue
                if fault.skip:
                    fault.skip -= 1
                    continue
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                return fault
            return None

    def wait(self, seconds: float) -> None:
        self._cleared.wait(seconds)
