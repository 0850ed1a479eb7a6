"""Telling a committed turn. It may run twice or come late without harm: the turn stands."""

from contextlib import suppress

import structlog

from app.ai.narrator import Narrator, Telling
from app.ai.scene import Scene
from app.backends.ports import Documents, Events, Op, Order, Row, StreamEvent, Update, Where
from app.backends.retrying import commit_loaded
from app.game_logic.view.clock import clock_view
from app.models.enums import NarrationStatus
from app.models.errors import Conflict, Unavailable
from app.models.events import CharacterJoined
from app.models.ids import CharacterId, TurnId
from app.models.session import Turn
from app.models.tables import SESSION_TURNS
from app.models.world import World
from app.services.narration_stream import only_for, stop_flag, stream_name, token, words_of
from app.services.records.turns import turn_from_row

log = structlog.get_logger(__name__)

MEMORY_TURNS = 12
"""How many turns back the narrator avoids repeating itself."""
WORDS_AT_ONCE = 6
"""A page shows them as one; each piece is a way to Valkey and back."""
OPEN = (NarrationStatus.PENDING, NarrationStatus.STREAMING)
"""Not told yet."""


class NarrationService:
    """Asks the narrator, streams what it says, stores it with the turn."""

    def __init__(self, documents: Documents, events: Events, narrator: Narrator, world: World) -> None:
        self._documents = documents
        self._events = events
        self._narrator = narrator
        self._world = world

    def tell(self, turn_id: TurnId) -> bool:
        """Narrates the turn unless that is done already; returns whether it did."""
        row = self._documents.find(SESSION_TURNS.name, turn_id)
        if row is None or row.data["narration_status"] not in OPEN:
            return False
        turn = turn_from_row(row)
        telling = self._narrator.narrate(self._scene(turn))
        self._stream(turn, telling)
        return self._store(row, telling) and self._finish(turn)

    def stop(self, turn: Turn) -> None:
        """Ends the stream: whoever is writing it writes the rest at once, and so does this, in case nobody is.

        Without Valkey there is no stream to end, and the telling is completed all the same.
        """
        with suppress(Unavailable):
            self._events.request(stop_flag(turn.id, turn.attempt))
        self.tell(turn.id)

    def _scene(self, turn: Turn) -> Scene:
        before = self._before(turn)
        return Scene(
            turn_id=turn.id,
            seq=turn.seq,
            tone=turn.tone,
            attempt=turn.attempt,
            action=turn.action,
            actor_id=_listener(turn),
            events=turn.events,
            names=turn.names,
            location=self._world.locations.get(turn.location_id) if turn.location_id else None,
            hour=clock_view(turn.minutes or 0).hour,
            condition=turn.condition,
            recent=tuple(used for told in (turn, *before) for used in reversed(told.told_by)),
            openings=tuple(told.narration[0] for told in before if told.narration),
        )

    def _before(self, turn: Turn) -> list[Turn]:
        """The turns before it, newest first."""
        where = [Where("session_id", Op.EQ, turn.session_id), Where("seq", Op.LT, turn.seq)]
        order = [Order("seq", descending=True)]
        rows = self._documents.list(SESSION_TURNS.name, where, order, MEMORY_TURNS).rows
        return [turn_from_row(row) for row in rows]

    def _stream(self, turn: Turn, telling: Telling) -> None:
        """A few words at a time, numbered, so that a reader of a stream that was written twice can tell; once somebody
        has said stop, the rest in one piece. Best effort."""
        stream, flag = stream_name(turn.session_id, turn.id), stop_flag(turn.id, turn.attempt)
        words = words_of("\n\n".join(telling.paragraphs))
        try:
            if turn.is_private and turn.user_id:
                self._events.append(stream, only_for(turn.user_id))
            for number in range(0, len(words), WORDS_AT_ONCE):
                if self._events.is_requested(flag):
                    self._events.append(stream, token(words[number:], number, turn.attempt))
                    return
                self._events.append(stream, token(words[number:][:WORDS_AT_ONCE], number, turn.attempt))
        except Unavailable:
            log.warning("stream_unavailable", stream=stream)

    def _store(self, row: Row, telling: Telling) -> bool:
        data = {
            "narration": list(telling.paragraphs),
            "told_by": list(telling.told_by),
            "narration_status": NarrationStatus.DONE,
        }
        try:
            commit_loaded(self._documents, [Update(SESSION_TURNS.name, row.id, data, row.version)])
        except Conflict:
            return False  # told by another copy of this job, with the same words
        return True

    def _finish(self, turn: Turn) -> bool:
        stream = stream_name(turn.session_id, turn.id)
        try:
            self._events.append(stream, StreamEvent("done", {"turn_id": turn.id, "attempt": turn.attempt}))
        except Unavailable:
            log.warning("stream_unavailable", stream=stream)
        return True


def _listener(turn: Turn) -> CharacterId | None:
    """Whom the story addresses: who acted; of the first turn, which nobody acted, the first who joined."""
    joined = (event.character.id for event in turn.events if isinstance(event, CharacterJoined))
    return turn.character_id or next(joined, None)
