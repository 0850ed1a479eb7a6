"""Who of a party is there, and who is writing: kept in Valkey, so that every gateway process knows the same."""

import asyncio
import time
from collections.abc import Awaitable, Mapping, Sequence
from typing import cast

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.backends.channels import decode_presence, presence_key, presence_seen_key, topic_channel
from app.gateway import frames
from app.gateway.listeners import Listener, Listeners
from app.models.ids import SessionId
from app.services.realtime_names import PRESENCE_TOPIC, presence_channel
from app.services.tickets import Ticket

log = structlog.get_logger(__name__)

TICK_S = 1.0
RENEW_S = 10.0
ONLINE_S = 25
"""Longer than two renewals: a gateway that was killed leaves nobody there for longer than this."""
TYPING_S = 6
AWAY_S = 300
"""Who went is named as away for so long; after that, who is not named is away."""

# One step in Valkey, by its clock: writes what is new, and tells all gateways if that changed what is to be seen.
# Members of the sorted set are `user|kind|nonce`, scores the moments until which they hold. What was told last
# outlives nobody's being there by more than two renewals, so that whoever reads it alone sees no ghosts.
_SCRIPT = """
local time = redis.call('TIME')
local now, keep, online = tonumber(time[1]) + tonumber(time[2]) / 1000000, tonumber(ARGV[3]), tonumber(ARGV[4])
if ARGV[5] ~= '' then redis.call('ZREM', KEYS[1], ARGV[5]) end
for i = 6, #ARGV, 2 do redis.call('ZADD', KEYS[1], now + tonumber(ARGV[i + 1]), ARGV[i]) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - keep)
redis.call('EXPIRE', KEYS[1], keep)
local ranks, users, names = {}, {}, {[0] = 'away', 'online', 'typing'}
local found = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #found, 2 do
  local user, kind = string.match(found[i], '^([^|]*)|([^|]*)|')
  local rank = 0
  if tonumber(found[i + 1]) > now then rank = kind == 'typing' and 2 or 1 end
  if ranks[user] == nil then table.insert(users, user) end
  ranks[user] = math.max(ranks[user] or 0, rank)
end
table.sort(users)
for i, user in ipairs(users) do users[i] = user .. '|' .. names[ranks[user]] end
local seen = table.concat(users, ',')
if redis.call('GET', KEYS[2]) ~= seen then
  redis.call('PUBLISH', ARGV[1], cjson.encode({session_id = ARGV[2], members = seen}))
end
redis.call('SET', KEYS[2], seen, 'EX', online)
return seen
"""


class Presence:
    """Writes who is there. An outage of Valkey disturbs nobody's socket: the next renewal mends it."""

    def __init__(self, valkey: Redis, listeners: Listeners) -> None:
        self._valkey = valkey
        self._listeners = listeners

    async def came(self, listener: Listener) -> None:
        """After an authentication: tells the others, and the newcomer who is there."""
        ticket = listener.member
        if ticket is None:
            return
        seen = await self._write(ticket.session_id, {_online(ticket): ONLINE_S})
        if seen is not None:
            listener.hear(_event(ticket.session_id, seen))

    async def says(self, listener: Listener, is_typing: bool) -> None:
        """What a client says of itself; said again within a moment it costs nothing."""
        ticket, now = listener.member, time.monotonic()
        if ticket is None or (is_typing and listener.typing_until > now + TYPING_S - TICK_S):
            return
        listener.typing_until = now + TYPING_S if is_typing else 0.0
        held = {_online(ticket): ONLINE_S, _typing(ticket): TYPING_S if is_typing else 0}
        await self._write(ticket.session_id, held)

    async def went(self, listener: Listener) -> None:
        """The socket has ended; another one of the same player keeps it there."""
        if (ticket := listener.member) is not None:
            held = {f"{ticket.user_id}|away|": 0}
            if listener.typing_until:
                held[_typing(ticket)] = 0
            await self._write(ticket.session_id, held, gone=_online(ticket))

    async def keep(self) -> None:
        """For ever: renews who is here, and lets a typing that was not renewed run out."""
        renewed = time.monotonic()
        while True:
            await asyncio.sleep(TICK_S)
            now = time.monotonic()
            is_due = now >= renewed + RENEW_S
            if is_due:
                renewed = now
            for session_id, held in self._due(now, is_due).items():
                await self._write(session_id, held)

    def _due(self, now: float, is_due: bool) -> Mapping[SessionId, dict[str, int]]:
        """What is to be renewed, by session."""
        found: dict[SessionId, dict[str, int]] = {}
        for listener in self._listeners.members():
            ticket = listener.member
            if ticket is None:
                continue
            has_run_out = 0 < listener.typing_until <= now
            if has_run_out:
                listener.typing_until = 0.0
                found.setdefault(ticket.session_id, {})[_typing(ticket)] = 0
            if is_due:
                found.setdefault(ticket.session_id, {})[_online(ticket)] = ONLINE_S
        return found

    async def _write(self, session_id: SessionId, held: Mapping[str, int], gone: str = "") -> str | None:
        """What is to be seen now; None while Valkey is away."""
        keys = presence_key(session_id), presence_seen_key(session_id)
        pairs = [str(part) for pair in held.items() for part in pair]
        head = [topic_channel(PRESENCE_TOPIC), session_id, str(AWAY_S), str(ONLINE_S), gone]
        try:
            call = self._valkey.eval(_SCRIPT, 2, *keys, *head, *pairs)
            # The library's type is that of its blocking client as well; ours answers bytes.
            seen = await cast(Awaitable[bytes], call)
        except (RedisError, OSError) as error:
            log.warning("redis_away", error=type(error).__name__)
            return None
        return seen.decode()


def presence_changed(listeners: Listeners, message: Mapping[str, object]) -> None:
    """Tells the session's own listeners. Raises KeyError for a message that is none."""
    session_id, seen = SessionId(str(message["session_id"])), str(message["members"])
    event = _event(session_id, seen)
    for listener in listeners.members():
        if listener.member is not None and listener.member.session_id == session_id:
            listener.hear(event)


def _event(session_id: SessionId, seen: str) -> frames.Event:
    return frames.presence(presence_channel(session_id), session_id, _members(seen))


def _members(seen: str) -> Sequence[Mapping[str, str]]:
    return [{"user_id": user_id, "state": state} for user_id, state in decode_presence(seen)]


def _online(ticket: Ticket) -> str:
    return f"{ticket.user_id}|online|{ticket.nonce}"


def _typing(ticket: Ticket) -> str:
    return f"{ticket.user_id}|typing|"
