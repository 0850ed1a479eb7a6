"""Votes as rows: the open one in its session's row, those that have ended in rows of their own."""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from app.backends.ports import Create, Row
from app.models.ids import UserId
from app.models.tables import VOTES
from app.models.votes import Vote

_VOTE = TypeAdapter(Vote)


def vote_of(row: Row) -> Vote | None:
    """The open vote, by the session's row."""
    kept: Any = row.data.get("vote")
    return None if kept is None else _VOTE.validate_python(kept)


def vote_columns(vote: Vote | None) -> dict[str, Any]:
    """The session's columns for its open vote."""
    if vote is None:
        return {"vote": None, "vote_due_at": None}
    return {"vote": _VOTE.dump_python(vote, mode="json"), "vote_due_at": vote.due_at}


def create_vote(ended: Vote, readers: Sequence[UserId]) -> Create:
    """The row of a vote that has ended."""
    plain = _VOTE.dump_python(ended, mode="json")
    vote_id = plain.pop("id")
    del plain["due_at"]
    moments = {"opened_at": ended.opened_at, "closes_at": ended.closes_at, "closed_at": ended.closed_at}
    return Create(VOTES.name, vote_id, {**plain, **moments}, readers=tuple(readers))


def vote_from_row(row: Row) -> Vote:
    """A vote that has ended."""
    known = {name: value for name, value in row.data.items() if value is not None}
    return _VOTE.validate_python({**known, "id": row.id, "due_at": known["closed_at"]})
