"""`python -m app.gateway`."""

import resource
import signal
import sys
from types import FrameType

import uvicorn

from app.config import load_settings
from app.gateway.application import create_app
from app.logging import configure_logging

GRACEFUL_S = 2
MAX_FRAME_BYTES = 64 * 1024
"""Larger ones end the socket; `sockets.MAX_FRAME_BYTES` is what is understood."""
OPEN_FILES = 16_384


def main() -> None:
    """Serves until a signal says stop; open connections are given two seconds.

    No access log: stream tickets stand in the URLs. Compression is off: it costs memory for each connection.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    settings = load_settings()
    configure_logging(settings)
    _allow_open_files(OPEN_FILES)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.gateway_port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACEFUL_S,
        ws_per_message_deflate=False,
        ws_max_size=MAX_FRAME_BYTES,
    )
    server = uvicorn.Server(config)
    app.state.is_stopping = lambda: server.should_exit
    server.run()


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
