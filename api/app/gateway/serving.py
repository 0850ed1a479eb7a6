"""How the application is served: the same in production and in tests."""

import uvicorn
from starlette.applications import Starlette

from app.gateway.wire import RequestWire, SocketWire

GRACEFUL_S = 2
MAX_FRAME_BYTES = 64 * 1024
"""Larger ones end the socket; `conversation.MAX_FRAME_BYTES` is what is understood."""


def server_of(app: Starlette, host: str, port: int) -> uvicorn.Server:
    """Still to be run. Streams end when it is told to stop.

    No access log: stream tickets stand in the URLs. Compression is off: it costs memory for each connection.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=RequestWire,
        ws=SocketWire,
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
    return server
