"""`python -m app.gateway`."""

import resource
import signal
import sys
from types import FrameType

from app.config import load_settings
from app.gateway.application import create_app
from app.gateway.serving import server_of
from app.logging import configure_logging

OPEN_FILES = 16_384


def main() -> None:
    """Serves until a signal says stop; open connections are given two seconds."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    settings = load_settings()
    configure_logging(settings)
    _allow_open_files(OPEN_FILES)
    server_of(create_app(settings), settings.host, settings.gateway_port).run()


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Before the server takes the signals over, and when it gives them back after a clean end."""
    sys.exit(0)


def _allow_open_files(wanted: int) -> None:
    """Each listener is an open file, and the usual soft limit is 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    possible = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < possible:
        resource.setrlimit(resource.RLIMIT_NOFILE, (possible, hard))


if __name__ == "__main__":
    main()
