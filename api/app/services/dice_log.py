"""The dice of a session, those of its turns and those thrown in its chat, in one list."""

import heapq
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.backends.ports import Documents, Op, Order, Row, Where
from app.game_logic.view.dice import dice_views
from app.models.enums import ChatChannel
from app.models.errors import Invalid
from app.models.ids import SessionId, UserId
from app.models.tables import CHAT_MESSAGES, SESSION_TURNS
from app.models.views import DiceLogEntry
from app.services.chat_dice import CHAT_SEQ, rolls_of
from app.services.loading import session_row_of
from app.services.mutes import Mutes
from app.services.records import columns
from app.services.records.chat import may_read_message, message_view
from app.services.records.turns import turn_from_row
from app.services.turns import as_read_by, may_read

MAX_ROWS = 50
"""Turns and messages looked at for a page."""
_MOST_LOOKS = 5
"""How often a page looks further back while it is still empty: long talks have no dice."""
_CURSOR = re.compile(r"([0-9]{0,15})\.([0-9A-Z]{0,26})")


@dataclass(frozen=True, slots=True)
class _Place:
    """The newest turn and the newest message that have not been looked at; None where none is left."""

    seq: int | None
    message_id: str | None


class DiceLog:
    """Turns as the viewer may read them, and what those whom the viewer hears threw."""

    def __init__(self, documents: Documents, mutes: Mutes) -> None:
        self._documents = documents
        self._mutes = mutes

    def _look(
        self, session_id: SessionId, place: _Place | None, limit: int
    ) -> tuple[list[Row], _Place | None]:
        """The next rows of both kinds, and the place behind them."""
        turns, messages = self._documents.both(
            lambda: self._turns(session_id, place, limit + 1),
            lambda: self._messages(session_id, place, limit + 1),
        )
        merged = list(heapq.merge(turns, messages, key=_moment_of, reverse=True))
        seen = merged[:limit]
        turn = _first_unseen(turns, seen, _is_turn)
        message = _first_unseen(messages, seen, _is_message)
        if turn is None and message is None:
            return seen, None
        return seen, _Place(columns.whole(turn, "seq") if turn else None, message.id if message else None)

    def _turns(self, session_id: SessionId, place: _Place | None, limit: int) -> Sequence[Row]:
        where = [Where("session_id", Op.EQ, session_id)]
        if place is not None:
            if place.seq is None:
                return ()
            where.append(Where("seq", Op.LE, place.seq))
        return self._documents.list(SESSION_TURNS.name, where, [Order("seq", descending=True)], limit).rows

    def _messages(self, session_id: SessionId, place: _Place | None, limit: int) -> Sequence[Row]:
        where = [Where("session_id", Op.EQ, session_id), Where("channel", Op.IN, _CHANNELS)]
        if place is not None:
            if place.message_id is None:
                return ()
            where.append(Where("id", Op.LE, place.message_id))
        return self._documents.list(CHAT_MESSAGES.name, where, [Order("id", descending=True)], limit).rows

    def list(
        self, user_id: UserId, session_id: SessionId, limit: int, cursor: str | None
    ) -> tuple[Sequence[DiceLogEntry], str | None]:
        """Newest first, the dice of one turn or message as they fell, and the cursor of the next page.

        `limit` counts the turns and messages looked at (1 to 50), each with all of its dice or none. Raises NotFound,
        Invalid for a cursor of another list.
        """
        session_row_of(self._documents, user_id, session_id)
        place, found = _decoded(cursor), list[DiceLogEntry]()
        muted = self._mutes.muted_by(user_id)
        for _ in range(_MOST_LOOKS):
            rows, place = self._look(session_id, place, limit)
            for row in rows:
                found += _thrown_in(row, user_id, muted)
            if found or place is None:
                break
        return found, _encoded(place)


_CHANNELS = (ChatChannel.ROLL, ChatChannel.WHISPER)
"""Where dice are thrown: for all, or for one."""


def _is_turn(row: Row) -> bool:
    return "seq" in row.data


def _is_message(row: Row) -> bool:
    return not _is_turn(row)


def _first_unseen(rows: Sequence[Row], seen: Sequence[Row], is_one: Callable[[Row], bool]) -> Row | None:
    count = sum(map(is_one, seen))
    return rows[count] if count < len(rows) else None


def _moment_of(row: Row) -> datetime:
    """Turns fall when they are resolved, messages when they are written."""
    if _is_message(row):
        return row.created_at
    resolved_at = row.data.get("resolved_at")
    return resolved_at if isinstance(resolved_at, datetime) else columns.moment(row, "accepted_at")


def _thrown_in(row: Row, viewer: UserId, muted: frozenset[str]) -> Iterator[DiceLogEntry]:
    if _is_turn(row):
        return _of_turn(row, viewer)
    if may_read_message(row, viewer) and row.data["user_id"] not in muted:
        return _of_message(row, viewer)
    return iter(())


def _of_turn(row: Row, viewer: UserId) -> Iterator[DiceLogEntry]:
    if not may_read(row, viewer):
        return
    turn = as_read_by(viewer, turn_from_row(row))
    for number, roll in enumerate(dice_views(turn.events, turn.names)):
        for die in roll.dice:
            yield DiceLogEntry(
                turn_id=turn.id,
                message_id=None,
                seq=turn.seq,
                character_id=turn.character_id,
                character_name=turn.character_name,
                purpose=die.purpose,
                label=roll.label,
                roll=number,
                index=die.index,
                sides=die.sides,
                value=die.value,
                modifier=roll.modifier,
                total=roll.total,
                target=roll.target,
                chance_pct=roll.chance_pct,
                outcome=roll.outcome,
                counts=die.counts,
                is_undone=turn.is_undone,
                at=_moment_of(row),
            )


def _of_message(row: Row, viewer: UserId) -> Iterator[DiceLogEntry]:
    message = message_view(row, viewer)
    if message.roll is None:
        return
    for die in rolls_of(row):
        yield DiceLogEntry(
            turn_id=None,
            message_id=message.id,
            seq=CHAT_SEQ,
            character_id=message.character_id,
            character_name=message.character_name,
            purpose=die.purpose,
            label=message.roll.notation,
            roll=0,
            index=die.index,
            sides=die.sides,
            value=die.value,
            modifier=message.roll.bonus,
            total=message.roll.total,
            target=None,
            chance_pct=None,
            outcome="thrown",
            counts=True,
            is_undone=False,
            at=message.created_at,
        )


def _encoded(place: _Place | None) -> str | None:
    if place is None:
        return None
    return f"{'' if place.seq is None else place.seq}.{place.message_id or ''}"


def _decoded(cursor: str | None) -> _Place | None:
    if cursor is None:
        return None
    found = _CURSOR.fullmatch(cursor)
    if found is None or cursor == ".":
        raise Invalid("This page cursor is not valid for this list.")
    return _Place(int(found[1]) if found[1] else None, found[2] or None)
