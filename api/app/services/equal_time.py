"""Answers that take the same time whatever they found."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_least(duration_s: float) -> Iterator[None]:
    """Leaves no sooner than so long after entering, with or without an error."""
    started = time.monotonic()
    try:
        yield
    finally:
        time.sleep(max(0.0, duration_s - (time.monotonic() - started)))
