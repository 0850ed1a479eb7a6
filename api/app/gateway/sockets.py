"""The realtime socket: Appwrite's protocol, filtered by who may read a row."""

import asyncio
import contextlib

import structlog
from redis.asyncio import Redis
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.backends.channels import used_ticket_key
from app.gateway import frames, wire
from app.gateway.conversation import MAX_CHANNELS, Conversation
from app.gateway.listeners import Listener, Listeners
from app.gateway.presence import Presence
from app.gateway.revocations import Revocations
from app.services.realtime_names import PROJECT_ID
from app.services.tickets import Ticket, TicketOffice

log = structlog.get_logger(__name__)

MAX_LISTENERS = 8_000
USED_TICKET_S = 120
"""How long a used ticket is remembered: longer than it is good for."""
_CLOSE_S = 1.0
"""A reader who does not take even the closing frame is not waited for."""


class Sockets:
    """Serves one socket after another; all of them hear the same committed rows."""

    def __init__(
        self,
        listeners: Listeners,
        office: TicketOffice,
        revocations: Revocations,
        valkey: Redis,
        origins: frozenset[str],
        presence: Presence,
    ) -> None:
        self._listeners = listeners
        self._office = office
        self._revocations = revocations
        self._valkey = valkey
        self._origins = origins
        self._presence = presence

    async def serve(self, socket: WebSocket) -> None:
        """From the handshake to the end. A foreign Origin is refused; native clients send none."""
        origin = socket.headers.get("origin")
        is_foreign = origin is not None and origin not in self._origins
        if is_foreign or not self._listeners.has_room(MAX_LISTENERS):
            await socket.close(frames.REFUSED)
            return
        await socket.accept()
        if socket.query_params.get("project") != PROJECT_ID:
            await socket.send_text(frames.error(frames.REFUSED, "Missing or unknown project ID"))
            await socket.close(frames.REFUSED)
            return
        listener = Listener(wire.line_of(socket.scope))
        channels = socket.query_params.getlist("channels[]")[:MAX_CHANNELS]
        subscriptions = [listener.subscribe(channels)] if channels else []
        listener.send(frames.connected(channels, subscriptions))
        await self._run(socket, listener)

    async def _run(self, socket: WebSocket, listener: Listener) -> None:
        """Until the client leaves or the listener is dropped."""
        self._listeners.add(listener)
        try:
            with listener.conversation:
                await self._receive(socket, listener)
        finally:
            self._listeners.remove(listener)
            listener.is_dropped = True
        with contextlib.suppress(TimeoutError, RuntimeError, WebSocketDisconnect):
            await asyncio.wait_for(_part(socket, listener), _CLOSE_S)
        await self._presence.went(listener)

    async def _receive(self, socket: WebSocket, listener: Listener) -> None:
        conversation = Conversation(listener, self._office, self._admit, self._presence)
        while not listener.is_dropped:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            await conversation.hear(message.get("text"))

    async def _admit(self, ticket: Ticket) -> bool:
        """Whether it is the ticket's first use and its login is still open. Raises RedisError."""
        if await self._revocations.is_over(ticket):
            return False
        key = used_ticket_key(ticket.nonce)
        return bool(await self._valkey.set(key, "1", nx=True, ex=USED_TICKET_S))


async def _part(socket: WebSocket, listener: Listener) -> None:
    """A reason is told in a frame as well: not every client sees that of the closing handshake."""
    if listener.close_reason:
        await socket.send_text(frames.error(listener.close_code, listener.close_reason))
    await socket.close(listener.close_code, listener.close_reason)
