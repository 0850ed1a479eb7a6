"""What is handed in for a round, as rows without readers: their own players alone are told of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter

from app.backends.ports import Change, Create, Delete, Documents, Op, Row, Update, Where
from app.models.enums import ActionMode, TurnKind, TurnStatus
from app.models.ids import CharacterId, SessionId, TurnId, UserId
from app.models.intents import Intent, Say, Write
from app.models.preferences import Tone
from app.models.session import Turn
from app.models.tables import ROUND_SUBMISSIONS

MAX_REPLACED = 20
"""Action ids that are remembered: a late copy of one of them changes nothing."""


@dataclass(frozen=True, slots=True)
class Submission:
    """An action that waits for its round. `id` is that of the turn it becomes; `replaced`: action ids of what it was
    before. Taken back, it says nothing more and stays for the sake of its ids."""

    id: TurnId
    session_id: SessionId
    round: int
    character_id: CharacterId
    user_id: UserId
    action_id: str
    action: str
    handed_in_at: datetime
    intent: Intent | None = None
    tone: Tone = Tone.WRY
    replaced: tuple[str, ...] = ()

    @property
    def is_taken_back(self) -> bool:
        """Nobody hands in no words."""
        return not self.action

    @property
    def is_remembered(self) -> bool:
        """Whether late copies of it must be told from new actions when its round is over."""
        return self.is_taken_back or bool(self.replaced)

    def is_of(self, action_id: str) -> bool:
        """Whether this action was handed in here, now or before another one took its place."""
        return action_id == self.action_id or action_id in self.replaced

    @property
    def mode(self) -> ActionMode:
        """How its player meant the words."""
        match self.intent:
            case Say():
                return ActionMode.SAY
            case Write():
                return ActionMode.STORY
            case _:
                return ActionMode.DO

    def turn(self, seq: int, now: datetime) -> Turn:
        """The player's turn that it is, at that place of the log; 0 as long as it has none."""
        return Turn(
            id=self.id,
            session_id=self.session_id,
            seq=seq,
            action_id=self.action_id,
            kind=TurnKind.PLAYER,
            status=TurnStatus.ACCEPTED,
            action=self.action,
            accepted_at=now,
            character_id=self.character_id,
            user_id=self.user_id,
            intent=self.intent,
            tone=self.tone,
        )


@dataclass(frozen=True, slots=True)
class StoredSubmission:
    submission: Submission
    version: int


_SUBMISSION = TypeAdapter(Submission)


def submission_of(row: Row) -> Submission:
    """The submission that a row holds."""
    known = {name: value for name, value in row.data.items() if value is not None}
    return _SUBMISSION.validate_python({**known, "id": row.id})


def submissions(
    documents: Documents, session_id: SessionId, number: int, character_id: CharacterId | None = None
) -> list[StoredSubmission]:
    """All that is handed in for a round, or what one character does in it."""
    return _found(documents, session_id, Where("round", Op.EQ, number), character_id)


def remembered(
    documents: Documents, session_id: SessionId, number: int, character_id: CharacterId | None = None
) -> list[StoredSubmission]:
    """What took the place of another action in rounds before that one, whose turns it has become, and what was taken
    back in them."""
    return _found(documents, session_id, Where("round", Op.LT, number), character_id)


def _found(
    documents: Documents, session_id: SessionId, which: Where, character_id: CharacterId | None
) -> list[StoredSubmission]:
    where = [Where("session_id", Op.EQ, session_id), which]
    if character_id is not None:
        where.append(Where("character_id", Op.EQ, character_id))
    rows = documents.list(ROUND_SUBMISSIONS.name, where, limit=100).rows
    return [StoredSubmission(submission_of(row), row.version) for row in rows]


def put(submission: Submission, before: StoredSubmission | None) -> Change:
    """The row of a submission: a new one, or in the place of the one before, whose turn's id it keeps."""
    kept = submission
    if before is not None:
        known = (*before.submission.replaced, before.submission.action_id)[-MAX_REPLACED:]
        kept = replace(submission, id=before.submission.id, replaced=known)
    plain = _SUBMISSION.dump_python(kept, mode="json")
    row_id = plain.pop("id")
    data = {**plain, "handed_in_at": kept.handed_in_at}
    if before is None:
        return Create(ROUND_SUBMISSIONS.name, row_id, data)
    return Update(ROUND_SUBMISSIONS.name, row_id, data, before.version)


def take_back(known: StoredSubmission) -> Change:
    """Empties it of all but what a late copy is known by."""
    data = {"action": "", "intent": None}
    return Update(ROUND_SUBMISSIONS.name, known.submission.id, data, known.version)


def drop(known: Sequence[StoredSubmission]) -> list[Change]:
    """Takes these away."""
    return [Delete(ROUND_SUBMISSIONS.name, one.submission.id, one.version) for one in known]
