"""What a client may say on the realtime socket, and what it is answered."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from redis.exceptions import RedisError

from app.gateway import frames
from app.gateway.listeners import Listener
from app.gateway.presence import Presence
from app.models.errors import InvalidToken
from app.services.tickets import Ticket, TicketKind, TicketOffice

MAX_FRAME_BYTES = 16 * 1024
MAX_CHANNELS = 20
MAX_SUBSCRIPTIONS = 20
MAX_NAME_LENGTH = 200
"""Of a channel, and of the client's own id of a subscription."""
MESSAGES_A_MINUTE = 32
"""As many as Appwrite allows."""
_MINUTE_S = 60.0


class Conversation:
    """One client's frames in their order. `admit` says whether a good ticket may be used (again)."""

    def __init__(
        self,
        listener: Listener,
        office: TicketOffice,
        admit: Callable[[Ticket], Awaitable[bool]],
        presence: Presence,
    ) -> None:
        self._listener = listener
        self._office = office
        self._admit = admit
        self._presence = presence
        self._window_ends = 0.0
        self._heard = 0

    async def hear(self, text: str | None) -> None:
        """Answers one frame; None stands for one that is no text. Whatever cannot be used is answered by an error."""
        if self._is_too_fast():
            self._listener.send(frames.error(frames.TRY_AGAIN))
            return
        frame = _parsed(text)
        match frame.get("type"):
            case "ping":
                self._listener.send(frames.pong())
            case "authentication":
                await self._authenticate(frame.get("data"))
            case "presence":
                await self._presence_said(frame.get("data"))
            case "subscribe":
                self._subscribe(_listed(frame.get("data")))
            case "unsubscribe":
                self._unsubscribe(_listed(frame.get("data")))
            case _:
                self._refuse()

    def _refuse(self) -> None:
        self._listener.send(frames.error(frames.BAD_REQUEST))

    def _is_too_fast(self) -> bool:
        now = time.monotonic()
        if now >= self._window_ends:
            self._window_ends, self._heard = now + _MINUTE_S, 0
        self._heard += 1
        return self._heard > MESSAGES_A_MINUTE

    async def _authenticate(self, data: object) -> None:
        """A refused authentication changes nothing."""
        text = data.get("session") if isinstance(data, dict) else None
        ticket = await self._admitted(text) if isinstance(text, str) else None
        if ticket is None:
            self._refuse()
            return
        if self._listener.ticket is not None:
            await self._presence.went(self._listener)
        self._listener.ticket = ticket
        self._listener.send(frames.authenticated(ticket.user_id))
        await self._presence.came(self._listener)

    async def _presence_said(self, data: object) -> None:
        """Answered by a frame to all, if it changed anything."""
        state = data.get("state") if isinstance(data, dict) else None
        if self._listener.member is None or state not in ("online", "typing"):
            self._refuse()
            return
        await self._presence.says(self._listener, is_typing=state == "typing")

    async def _admitted(self, text: str) -> Ticket | None:
        try:
            ticket = self._office.check(text, TicketKind.REALTIME, TicketKind.WATCH)
            return ticket if await self._admit(ticket) else None
        except (InvalidToken, RedisError):
            return None

    def _subscribe(self, wanted: list[Any]) -> None:
        """All of them or none."""
        chosen = [_subscription(one) for one in wanted]
        new = {given for _, given in chosen if given is not None} - set(self._listener.subscriptions)
        count = len(self._listener.subscriptions) + len(new) + sum(given is None for _, given in chosen)
        if count > MAX_SUBSCRIPTIONS or not all(channels for channels, _ in chosen):
            self._refuse()
            return
        made = [
            {"subscriptionId": self._listener.subscribe(channels, given), "channels": channels, "queries": []}
            for channels, given in chosen
        ]
        self._listener.send(frames.response("subscribe", made))

    def _unsubscribe(self, wanted: list[Any]) -> None:
        ids = [one.get("subscriptionId") for one in wanted[:MAX_SUBSCRIPTIONS] if isinstance(one, dict)]
        gone = [
            {"subscriptionId": one, "removed": self._listener.subscriptions.pop(one, None) is not None}
            for one in ids
            if isinstance(one, str)
        ]
        self._listener.send(frames.response("unsubscribe", gone))


def _parsed(text: str | None) -> dict[str, Any]:
    """The frame as a mapping; an empty one for everything that is none."""
    if text is None or len(text) > MAX_FRAME_BYTES:
        return {}
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return frame if isinstance(frame, dict) else {}


def _listed(data: object) -> list[Any]:
    return data if isinstance(data, list) else []


def _subscription(one: object) -> tuple[list[str], str | None]:
    """Channels and the client's own id; no channels if it is no subscription, or one with queries: rows are not
    filtered by their values here."""
    if not isinstance(one, dict) or one.get("queries"):
        return [], None
    channels, given = one.get("channels"), one.get("subscriptionId")
    if not isinstance(channels, list) or not all(_is_name(channel) for channel in channels):
        return [], None
    if given is not None and not _is_name(given):
        return [], None
    return channels[:MAX_CHANNELS], given


def _is_name(one: object) -> bool:
    return isinstance(one, str) and len(one) <= MAX_NAME_LENGTH
