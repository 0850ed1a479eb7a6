"""Tiny services that behave as told, for the tests of starting and stopping."""

import os
import sys
from pathlib import Path

from coc_play.readiness import log_says_ready
from coc_play.services import Service

READY = 'print(\'{"event": "ready"}\', flush=True)'
SLEEP = "import time; time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"


def fake(name: str, *statements: str, stop_within_s: float = 3.0) -> Service:
    """A service that runs Python statements; its log line `ready` makes it ready."""
    code = "\n".join(statements)
    command = (sys.executable, "-c", code)
    return Service(name, command, Path.cwd(), {"PATH": os.environ["PATH"]}, log_says_ready, stop_within_s)


def steady(name: str, *first: str, stop_within_s: float = 3.0) -> Service:
    """A fake that does what it is told, is ready, and stays."""
    return fake(name, *first, READY, SLEEP, stop_within_s=stop_within_s)
