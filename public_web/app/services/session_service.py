"""Adventures: starting, seeing, acting."""

from collections.abc import Mapping
from typing import Any

from app.models.session import Recap, Session, SessionSummary
from app.models.turn import Acceptance, Turn, TurnPage
from app.services.api_client import Api, segment
from app.services.reading import read, read_items

CATCH_UP_PAGES = 5
"""What is asked for at once for a page that was away for long."""


def sessions(api: Api) -> tuple[SessionSummary, ...]:
    """Latest first."""
    return read_items(SessionSummary, api.get("/sessions"))


def start(api: Api, character_id: str) -> Session:
    """Raises ApiError `already_in_session` with the session's id in its details."""
    return read(Session, api.post("/sessions", {"character_id": character_id}))


def session(api: Api, session_id: str) -> Session:
    """Raises ApiError 404, also for somebody else's."""
    return read(Session, api.get(f"/sessions/{segment(session_id)}"))


def turns(api: Api, session_id: str, limit: int, before: str | None = None) -> TurnPage:
    """A page of the log, oldest first."""
    query = {"limit": str(limit)} | ({"before": before} if before else {})
    result = api.get(f"/sessions/{segment(session_id)}/turns", **query)
    newest_first = read_items(Turn, result)
    older = result.get("next_cursor")
    return TurnPage(turns=newest_first[::-1], older=str(older) if older is not None else None)


def turns_since(api: Api, session_id: str, seen: int, limit: int) -> tuple[Turn, ...]:
    """The turns after the number `seen`, oldest first, and those of the last page that were taken back; at most
    CATCH_UP_PAGES pages of `limit`."""
    page = turns(api, session_id, limit)
    found = page.turns
    for _ in range(CATCH_UP_PAGES - 1):
        if not page.turns or page.turns[0].seq <= seen + 1 or page.older is None:
            break
        page = turns(api, session_id, limit, page.older)
        found = page.turns + found
    return tuple(one for one in found if one.seq > seen or one.is_undone)


def turn(api: Api, session_id: str, turn_id: str) -> Turn:
    """Raises ApiError 404."""
    return read(Turn, api.get(f"/sessions/{segment(session_id)}/turns/{segment(turn_id)}"))


def act(api: Api, session_id: str, what: Mapping[str, object], action_id: str, wait_s: int) -> Acceptance:
    """`what` holds `action` and its `mode`, or `suggestion_id`, and the version it is `based_on`. The same `action_id`
    is the same action. Raises ApiError `stale` if others changed the situation since that version, `not_for_proxy` for
    what is not done for somebody else (`for_character_id`)."""
    body = {**what, "action_id": action_id}
    return read(Acceptance, api.post(f"/sessions/{segment(session_id)}/action", body, wait_s=wait_s))


def fight(api: Api, session_id: str, what: Mapping[str, object], action_id: str, wait_s: int) -> Acceptance:
    """`what` holds `ability_id` or `item_id`, and `target_id` where one is needed; likewise."""
    body = {**what, "action_id": action_id}
    return read(Acceptance, api.post(f"/sessions/{segment(session_id)}/combat/action", body, wait_s=wait_s))


def take_back(api: Api, session_id: str) -> None:
    """What was handed in for the running round. Raises ApiError `not_handed_in`."""
    api.delete(f"/sessions/{segment(session_id)}/round")


def undo(api: Api, session_id: str, action_id: str, wait_s: int) -> Acceptance:
    """Takes the last turn back. Raises ApiError `nothing_to_undo`, `undo_blocked`."""
    path = f"/sessions/{segment(session_id)}/undo"
    return read(Acceptance, api.post(path, {"action_id": action_id}, wait_s=wait_s))


def retry(api: Api, session_id: str, turn_id: str) -> Turn:
    """The same events told anew: the turn, its telling pending again."""
    return read(Turn, api.post(f"/sessions/{segment(session_id)}/turns/{segment(turn_id)}/retry"))


def stop(api: Api, session_id: str, turn_id: str) -> Turn:
    """Ends the stream of a telling: the turn, with the rest of it at once."""
    return read(Turn, api.post(f"/sessions/{segment(session_id)}/turns/{segment(turn_id)}/stop"))


def recap(api: Api, session_id: str) -> Recap:
    """What came before, in a few sentences."""
    return read(Recap, api.get(f"/sessions/{segment(session_id)}/recap"))


def end(api: Api, session_id: str, action_id: str) -> None:
    """The owner closes the adventure: the character is free, the seed is published."""
    api.post(f"/sessions/{segment(session_id)}/end", {"action_id": action_id})


def realtime_ticket(api: Api, session_id: str) -> Mapping[str, Any]:
    """Where and how the browser may listen, as the API words it: handed on to the page's script unread."""
    result: Mapping[str, Any] = api.post("/realtime/ticket", {"session_id": session_id})
    return result
