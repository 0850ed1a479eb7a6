"""Narrations as Server-Sent Events: token by token, from the start for whoever comes late."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import cast

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.backends.channels import decode_event, stream_key
from app.backends.ports import StreamEvent
from app.gateway.replies import HEADERS, refusal
from app.gateway.revocations import Revocations
from app.gateway.valkey import BLOCK_MS
from app.models.errors import InvalidToken
from app.services.narration_stream import LAST_EVENTS, Listening, may_hear, stream_name
from app.services.tickets import Ticket, TicketKind, TicketOffice

log = structlog.get_logger(__name__)

LONGEST_S = 60.0
_RECONNECT_S = 0.2
_PAGE = 200
_Entries = list[tuple[bytes, dict[bytes, bytes]]]


class Streams:
    """Reads the streams that narrating workers write."""

    def __init__(
        self, office: TicketOffice, revocations: Revocations, valkey: Redis, origins: frozenset[str]
    ) -> None:
        self._office = office
        self._revocations = revocations
        self._valkey = valkey
        self._origins = origins

    async def serve(self, request: Request) -> Response:
        """`GET /sessions/{session_id}/turns/{turn_id}/stream?ticket=…`."""
        headers = self._cors(request)
        if headers is None:
            return refusal(403, "forbidden_origin")
        try:
            ticket = await self._admitted(request)
        except InvalidToken as error:
            return refusal(401, error.code, headers)
        except RedisError:
            return refusal(503, "unavailable", {**headers, "Retry-After": "2"})
        if ticket.session_id != request.path_params["session_id"]:
            return refusal(404, "not_found", headers)
        stream = stream_name(ticket.session_id, request.path_params["turn_id"])
        events = self._events(request, stream, ticket)
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    async def _admitted(self, request: Request) -> Ticket:
        ticket = self._office.check(request.query_params.get("ticket", ""), TicketKind.STREAM)
        if await self._revocations.is_over(ticket):
            raise InvalidToken
        return ticket

    def _cors(self, request: Request) -> Mapping[str, str] | None:
        """Headers for an own page or for a native client; None for a foreign page."""
        always = {**HEADERS, "X-Accel-Buffering": "no"}
        origin = request.headers.get("origin")
        if origin is None:
            return always
        own = {**always, "Access-Control-Allow-Origin": origin, "Vary": "Origin"}
        return own if origin in self._origins else None

    async def _events(self, request: Request, stream: str, ticket: Ticket) -> AsyncIterator[str]:
        """From the start to the last event, for a minute at most, and not after the ticket is over. Words that were
        written twice come once; what is another one's alone ends it."""
        last_id, listening = b"0", Listening()
        deadline = asyncio.get_running_loop().time() + LONGEST_S
        yield ": listening\n\n"
        while asyncio.get_running_loop().time() < deadline and not request.app.state.is_stopping():
            if await self._is_over(ticket):
                return
            entries = await self._read(stream, last_id)
            if not entries:
                yield ": waiting\n\n"
            for entry_id, fields in entries:
                last_id, written = entry_id, decode_event(fields)
                if not may_hear(written, ticket.user_id):
                    return
                event = listening.hear(written)
                if event is None:
                    continue
                yield _text(event)
                if event.event in LAST_EVENTS:
                    return

    async def _is_over(self, ticket: Ticket) -> bool:
        """While Valkey is away nothing is delivered, and nobody is sent off for it."""
        try:
            return await self._revocations.is_over(ticket)
        except (RedisError, OSError):
            return False

    async def _read(self, stream: str, last_id: bytes) -> _Entries:
        """What came after `last_id`, waited for shortly; an outage of Valkey is waited for likewise."""
        key = stream_key(stream)
        try:
            found = await self._valkey.xread({key: last_id}, count=_PAGE, block=BLOCK_MS)
        except (RedisError, OSError) as error:
            log.warning("redis_away", error=type(error).__name__)
            await asyncio.sleep(_RECONNECT_S)
            return []
        # The library's type covers every protocol and decoding; ours is a mapping of bytes.
        return cast(dict[bytes, _Entries], found).get(key.encode(), [])


def _text(event: StreamEvent) -> str:
    return f"event: {event.event}\ndata: {json.dumps(event.data, ensure_ascii=False)}\n\n"
