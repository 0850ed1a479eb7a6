"""The lines that clients hold: uvicorn's protocols, with the bounds that they leave open.

A client may be slow, silent or mad. What waits for it, what it may say and how long it may say nothing is bounded
here, so that the others hear as usual.
"""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from app.gateway import frames
from app.gateway.listeners import Line

FRAMES_A_MINUTE = 600
"""Of every kind, pings and pieces of frames too: far more than the protocol's own limit, which is answered."""
CLOSING_S = 2.0
"""How long a client may take to read what waits for it and to answer that it is sent off."""
REQUEST_S = 10.0
"""How long a connection may be there without a whole request."""
TOO_MANY_FRAMES = "too_many_frames"

MAX_WAITING = 100
"""Frames that may wait for a reader who is behind, beyond what the system's own buffers hold."""

_LINE = "coc.line"
_BITE = 4096
"""So many bytes at once: what comes after the frame that ends it is not even taken apart."""
_AFTER_CLOSE = 128 * 1024
"""A client that was sent off may have said so much meanwhile."""
_MINUTE_S = 60.0


class SocketWire(WebSocketsSansIOProtocol):
    """One socket. Who does not read is not read from, and who is sent off is gone soon, whatever waits for it."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._window_ends = 0.0
        self._frames_heard = 0
        self._bytes_after_close = 0
        self._waiting: list[bytes] = []

    def handle_connect(self, event: Request) -> None:
        """The application finds its line in the scope, as an extension."""
        super().handle_connect(event)
        if self.response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            cast(dict[str, Any], self.scope["extensions"])[_LINE] = self

    def push(self, frame: bytes) -> bool:
        """See `Line`. A thousand listeners hear of a turn in the time that a thousand tasks would take to wake up."""
        if self.close_sent or self.transport.is_closing():
            return True
        if self.writable.is_set():
            self.transport.write(frame)
            return True
        self._waiting.append(frame)
        return len(self._waiting) <= MAX_WAITING

    def pause_writing(self) -> None:
        """Pongs would pile up for a client that pings and does not read."""
        super().pause_writing()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        while self._waiting and self.writable.is_set() and not self.close_sent:
            self.transport.write(self._waiting.pop(0))
        if self.writable.is_set() and not self.read_paused and not self.transport.is_closing():
            self.transport.resume_reading()

    def data_received(self, data: bytes) -> None:
        """Bite by bite, until it is enough."""
        for start in range(0, len(data), _BITE):
            bite = data[start : start + _BITE]
            if self.close_sent:
                self._bytes_after_close += len(bite)
            if self._bytes_after_close > _AFTER_CLOSE:
                self.transport.abort()
            if self.transport.is_closing():
                return
            super().data_received(bite)

    def handle_text(self, event: Any) -> None:
        if self._is_heard():
            super().handle_text(event)

    def handle_bytes(self, event: Any) -> None:
        if self._is_heard():
            super().handle_bytes(event)

    def handle_cont(self, event: Any) -> None:
        if self._is_heard():
            super().handle_cont(event)

    def handle_ping(self) -> None:
        if self._is_heard():
            super().handle_ping()

    def handle_pong(self, event: Any) -> None:
        if self._is_heard():
            super().handle_pong(event)

    async def send(self, message: Any) -> None:
        """A closing frame waits for nobody."""
        is_last = message["type"] == "websocket.close" and self.handshake_complete
        if is_last:
            self.writable.set()
        await super().send(message)
        if is_last:
            self._cut_soon()

    def _is_heard(self) -> bool:
        """Whether this frame is still within the minute's measure; the first beyond it ends the socket."""
        now = self.loop.time()
        if now >= self._window_ends:
            self._window_ends, self._frames_heard = now + _MINUTE_S, 0
        self._frames_heard += 1
        if self._frames_heard <= FRAMES_A_MINUTE:
            return True
        if not self.close_sent:
            self._send_off()
        return False

    def _send_off(self) -> None:
        self.conn.send_close(frames.REFUSED, TOO_MANY_FRAMES)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.queue.put_nowait(
            {"type": "websocket.disconnect", "code": frames.REFUSED, "reason": TOO_MANY_FRAMES}
        )
        self._cut_soon()

    def _cut_soon(self) -> None:
        """Closing would wait for a reader that does not read."""
        if self.close_timer is not None:
            self.close_timer.cancel()
        self.close_timer = self.loop.call_later(CLOSING_S, self.transport.abort)


def line_of(scope: Mapping[str, Any]) -> Line:
    """The line of the socket that the application was called for."""
    found: Line = scope["extensions"][_LINE]
    return found


class RequestWire(H11Protocol):
    """One HTTP connection, on which a request has to come, and then the next."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        self.loop.call_later(REQUEST_S, self._look, None)

    def _look(self, seen: object) -> None:
        """Cuts the connection if it was idle all the time since the last look. `seen`: the request of then."""
        is_ours = self.transport.get_protocol() is self and not self.transport.is_closing()
        if not is_ours:
            return  # a socket now, or gone
        request = cast(RequestResponseCycle | None, self.cycle)  # None before the first
        if request is seen and (request is None or request.response_complete):
            self.transport.abort()
        else:
            self.loop.call_later(REQUEST_S, self._look, request)
