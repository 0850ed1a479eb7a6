"""How often one caller may read, counted by each process for itself: asking Redis would cost more than most reads."""

import threading
import time
from collections import Counter

from flask import Flask, request
from limits import parse

from app.api.limits import SAFE_METHODS, caller_key
from app.config import Settings
from app.models.errors import Throttled


class ReadLimits:
    """`bound` in Flask-Limiter's words, e.g. `1200 per minute`. Counts begin anew with each window."""

    def __init__(self, bound: str) -> None:
        item = parse(bound)
        self._most = item.amount
        self._window_s = item.get_expiry()
        self._ends_at = 0.0
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def count(self, caller: str) -> None:
        """One read. Raises Throttled."""
        now = time.monotonic()
        with self._lock:
            if now >= self._ends_at:
                self._counts.clear()
                self._ends_at = now + self._window_s
            self._counts[caller] += 1
            is_over = self._counts[caller] > self._most
        if is_over:
            raise Throttled(int(self._ends_at - now) + 1)


def install(app: Flask, settings: Settings) -> None:
    """Counts every read of the app, by user, or by address of those not signed in."""
    limits = ReadLimits(settings.limits.reads)

    def count_reads() -> None:
        if request.method in SAFE_METHODS:
            limits.count(caller_key())

    app.before_request(count_reads)
