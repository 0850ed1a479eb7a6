"""Asking a party, and answering."""

from collections.abc import Sequence

from app.models.vote import Vote, Votes
from app.services.api_client import Api, segment
from app.services.reading import read, read_items


def votes(api: Api, session_id: str) -> Votes:
    """What the party is asked, and what it decided last."""
    found = read_items(Vote, api.get(f"/sessions/{segment(session_id)}/votes", limit="1"))
    now = next((one for one in found if one.is_open), None)
    return Votes(now=now, last=next((one for one in found if not one.is_open), None))


def ask(api: Api, session_id: str, kind: str, options: Sequence[str]) -> Vote:
    """Raises ApiError `vote_open`, `in_combat`, and what the rules refuse."""
    return read(
        Vote, api.post(f"/sessions/{segment(session_id)}/votes", {"kind": kind, "options": list(options)})
    )


def cast(api: Api, session_id: str, vote_id: str, choice: str) -> Vote:
    """The vote after one's ballot. Raises ApiError `vote_closed`, `bad_vote`."""
    path = f"/sessions/{segment(session_id)}/votes/{segment(vote_id)}"
    return read(Vote, api.post(path, {"choice": choice}))
