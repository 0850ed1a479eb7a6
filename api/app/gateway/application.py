"""The ASGI application."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute

from app.config import Settings
from app.gateway import replies
from app.gateway.listeners import Listeners
from app.gateway.presence import Presence
from app.gateway.revocations import Revocations
from app.gateway.rows import pump_rows
from app.gateway.sockets import Sockets
from app.gateway.streams import Streams
from app.gateway.valkey import client
from app.gateway_wiring import ticket_office

REVOCATION_CHECK_S = 20.0
PARTY_CHECK_S = 1.0
START_S = 1.0
"""A Valkey that does not answer is not waited for any longer: it may come while the gateway runs."""


def create_app(settings: Settings, *, revocation_check_s: float = REVOCATION_CHECK_S) -> Starlette:
    """Sockets, streams and a health check. Streams block their connections to Valkey, so they have a pool of their own.

    Sockets end at most `revocation_check_s` after their login was closed. Whoever runs the application may set
    `state.is_stopping`, so that streams end before they are cut off.
    """
    url = settings.redis_url.get_secret_value()
    valkey, streaming = client(url), client(url)
    listeners, revocations = Listeners(), Revocations(valkey)
    presence = Presence(valkey, listeners)
    office, origins = ticket_office(settings), settings.allowed_origins
    sockets = Sockets(listeners, office, revocations, valkey, origins, presence)
    streams = Streams(office, revocations, streaming, origins)

    async def health(_request: Request) -> Response:
        """Alive; `listeners` are open sockets."""
        return replies.result({"status": "ok", "listeners": len(listeners)})

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        is_live = asyncio.Event()
        tasks = [
            asyncio.create_task(pump_rows(valkey, listeners, is_live)),
            asyncio.create_task(revocations.watch(listeners, revocation_check_s)),
            asyncio.create_task(revocations.watch_parties(listeners, PARTY_CHECK_S)),
            asyncio.create_task(presence.keep()),
        ]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(is_live.wait(), START_S)
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await valkey.aclose()
        await streaming.aclose()

    routes = [
        Route("/health", health),
        Route("/sessions/{session_id}/turns/{turn_id}/stream", streams.serve),
        WebSocketRoute("/v1/realtime", sockets.serve),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={HTTPException: replies.http_error})
    app.state.is_stopping = lambda: False
    return app
