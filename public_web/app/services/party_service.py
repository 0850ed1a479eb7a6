"""Parties: gathering, joining, leaving, looking on."""

from collections.abc import Mapping
from typing import Any

from app.models.party import Invite, OpenParties, OpenParty, Party, Spectacle
from app.services.api_client import Api, segment
from app.services.reading import read, read_items


def open_party(api: Api, character_id: str, name: str, config: Mapping[str, object]) -> Party:
    """A lobby led by the caller. Raises ApiError `tier_too_low`, `party_too_large`, `already_in_session`."""
    body: dict[str, object] = {"character_id": character_id, "config": dict(config)}
    return read(Party, api.post("/sessions", body | ({"name": name} if name else {})))


def party(api: Api, session_id: str) -> Party:
    """Who sits where. Raises ApiError 404, also for somebody else's."""
    return read(Party, api.get(f"/sessions/{segment(session_id)}/party"))


def board(api: Api, level: int | None, cursor: str | None) -> OpenParties:
    """Parties that look for members, newest first."""
    query = ({"level": str(level)} if level else {}) | ({"cursor": cursor} if cursor else {})
    result = api.get("/parties", **query)
    older = result.get("next_cursor")
    return OpenParties(parties=read_items(OpenParty, result), older=str(older) if older is not None else None)


def invitation(api: Api, code: str) -> OpenParty:
    """What the code gives a seat in. Raises ApiError `invalid_invite`, `throttled`."""
    return read(OpenParty, api.get(f"/sessions/invites/{segment(code)}"))


def join_by_code(api: Api, code: str, character_id: str) -> Party:
    """Raises ApiError `session_full`, `already_member`, `sent_away`, `in_combat`, `not_safe_here` and more."""
    return read(Party, api.post("/sessions/join", {"code": code, "character_id": character_id}))


def join_open(api: Api, session_id: str, character_id: str) -> Party:
    """Likewise, without a code, `level_out_of_range` too."""
    return read(Party, api.post("/sessions/join", {"session_id": session_id, "character_id": character_id}))


def set_ready(api: Api, session_id: str, *, is_ready: bool) -> None:
    """Raises ApiError `lobby_closed`."""
    api.post(f"/sessions/{segment(session_id)}/ready", {"is_ready": is_ready})


def start(api: Api, session_id: str) -> None:
    """Raises ApiError `leader_only`, `party_not_ready`."""
    api.post(f"/sessions/{segment(session_id)}/start")


def leave(api: Api, session_id: str) -> None:
    """One's character goes its own way."""
    api.post(f"/sessions/{segment(session_id)}/leave")


def send_away(api: Api, session_id: str, character_id: str) -> None:
    """Raises ApiError `leader_only`, `in_combat`."""
    api.post(f"/sessions/{segment(session_id)}/kick", {"character_id": character_id})


def hand_over(api: Api, session_id: str, character_id: str) -> None:
    """Raises ApiError `leader_only`."""
    api.post(f"/sessions/{segment(session_id)}/leader", {"character_id": character_id})


def set_fallback(api: Api, session_id: str, fallback: str, proxy_character_id: str | None) -> None:
    """What one's character does when the time of its turn is up; the proxy belongs to the fallback `proxy`. Raises
    ApiError `bad_proxy`."""
    body = {"fallback": fallback} | ({"proxy_character_id": proxy_character_id} if proxy_character_id else {})
    api.put(f"/sessions/{segment(session_id)}/seat", body)


def invite(api: Api, session_id: str, kind: str) -> Invite:
    """A new code: `member` or `spectator`. Raises ApiError `leader_only`, `too_many_invites`."""
    path = "invites" if kind == "member" else "spectators"
    return read(Invite, api.post(f"/sessions/{segment(session_id)}/{path}"))


def revoke(api: Api, session_id: str, code: str) -> None:
    """The code opens nothing from now on."""
    api.delete(f"/sessions/{segment(session_id)}/invites/{segment(code)}")


def ticket_to_watch(api: Api, code: str) -> Mapping[str, Any]:
    """Where the browser may hear that there is something new, as the API words it. Raises as `watch` does, and
    `session_not_active` once the tale is told."""
    result: Mapping[str, Any] = api.post("/realtime/ticket", {"watch": code})
    return result


def watch(api: Api, code: str) -> Spectacle:
    """Raises ApiError `invalid_invite`, `in_lobby`, `throttled`."""
    return read(Spectacle, api.get(f"/sessions/watch/{segment(code)}"))
