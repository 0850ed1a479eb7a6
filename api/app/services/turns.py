"""Accepting actions into the log, and reading the log."""

from dataclasses import dataclass, replace

from app.backends.ports import Accounts, Clock, Documents, Op, Order, Queue, Row, Where
from app.backends.retrying import until_settled
from app.game_logic.view.visible import visible_events
from app.models.enums import NarrationStatus, TurnKind, TurnStatus
from app.models.errors import (
    GameError,
    Invalid,
    NotFound,
    NotInCombat,
    NotYourTurn,
    TooManyPending,
    Unavailable,
)
from app.models.ids import CharacterId, SessionId, TurnId, UserId
from app.models.intents import Intent
from app.models.preferences import stored_preferences
from app.models.session import Turn
from app.models.tables import SESSION_TURNS
from app.models.user import User
from app.services.freshness import require_fresh
from app.services.loading import character_id_of, require_playable, session_row_of
from app.services.moderation import Moderation
from app.services.records import columns
from app.services.records.sessions import is_round_time_by
from app.services.records.submissions import Submission
from app.services.records.turns import accept_turn, turn_from_row, waiting_turns
from app.services.rounds import Rounds
from app.services.standing_in import require_proxy
from app.services.undoing import require_undoable

MAX_PENDING = 5
"""Accepted turns of one character that may wait for their resolution."""
_ACCEPT_TRIES = 20
"""Acceptance is one cheap insert; ten players may well aim at the same seq."""


@dataclass(frozen=True, slots=True)
class NewAction:
    """What a client asks for. `action_id` is the client's own: the same id is the same action, however often sent.
    `based_on`: the version of the session's view that the player saw; None for whatever it is.
    `for_character`: who is away, and played by this one, with an `intent` that is allowed then (see `proxies`)."""

    action: str
    action_id: str
    intent: Intent | None = None
    kind: TurnKind = TurnKind.PLAYER
    needs_combat: bool = False
    based_on: int | None = None
    for_character: CharacterId | None = None


class TurnService:
    """The log of a session: what was accepted, in order."""

    def __init__(
        self,
        documents: Documents,
        queue: Queue,
        clock: Clock,
        accounts: Accounts,
        rounds: Rounds,
        moderation: Moderation,
    ) -> None:
        self._documents = documents
        self._queue = queue
        self._clock = clock
        self._accounts = accounts
        self._rounds = rounds
        self._moderation = moderation

    def accept(
        self, user_id: UserId, session_id: SessionId, new: NewAction, turn_id: TurnId | None = None
    ) -> Turn:
        """Commits the action as the next turn of the log; a worker will resolve it. `turn_id` may be chosen ahead.
        Where all act at once it waits for its round: `seq` is 0, and the id that of what it takes the place of.

        Sent again with the same `action_id`, it is the turn of the first time. Raises NotFound, SessionNotActive,
        NotYourTurn, Stale, TakenBack, TooManyPending, NothingToUndo, UndoBlocked, Unavailable; in a party Invalid
        `moderated`, and `action_id_taken` by somebody else's.
        """
        chosen = turn_id or TurnId(self._clock.new_id())
        return until_settled(lambda: self._try_accept(user_id, session_id, new, chosen), _ACCEPT_TRIES)

    def _try_accept(self, user_id: UserId, session_id: SessionId, new: NewAction, turn_id: TurnId) -> Turn:
        row, known, user, pending = self._look(user_id, session_id, new.action_id)
        character_id = new.for_character or character_id_of(row, user_id)
        known = known or self._rounds.known(row, character_id, new.action_id)
        if known is not None:
            return _of_this_player(known, user_id)
        try:
            self._require_possible(row, user_id, new, pending)
        except GameError:
            # What is in its way may be a copy of it that was faster: accepted after we had asked for it.
            twin = self._known(row, user_id, new)
            if twin is None:
                raise
            return _of_this_player(twin, user_id)
        if new.kind is TurnKind.PLAYER and is_round_time_by(row):
            return self._rounds.hand_in(row, self._submission(row, user, character_id, new, turn_id))
        seq = max([_seq_of(row), *(turn.seq for turn in pending)]) + 1
        turn = self._new_turn(session_id, user, character_id, new, seq, turn_id)
        self._documents.commit([accept_turn(turn, _members(row))])
        return turn

    def _require_possible(self, row: Row, user_id: UserId, new: NewAction, pending: list[Turn]) -> None:
        """As far as it can be said before its turn is resolved."""
        character_id = new.for_character or character_id_of(row, user_id)
        if new.for_character is not None:
            require_proxy(row, user_id, new.for_character)
        require_playable(row)
        if len(_members(row)) > 1:
            self._moderation.require_clean(new.action, "action")
        require_fresh(self._documents, row, user_id, new.based_on, pending)
        _require_room(pending, character_id)
        if new.kind is TurnKind.UNDO:
            require_undoable(row, has_pending=bool(pending))
        _require_turn(row, character_id, new)

    def is_known(self, user_id: UserId, session_id: SessionId, new: NewAction) -> bool:
        """Whether that action was handed in before. Raises NotFound, TakenBack."""
        known = self._known(session_row_of(self._documents, user_id, session_id), user_id, new)
        return known is not None and known.user_id == user_id

    def _known(self, row: Row, user_id: UserId, new: NewAction) -> Turn | None:
        """What was handed in by that action's id, accepted or waiting for its round. Raises TakenBack."""
        found = self._find_by_action_id(SessionId(row.id), new.action_id)
        character_id = new.for_character or character_id_of(row, user_id)
        return found or self._rounds.known(row, character_id, new.action_id)

    def _look(
        self, user_id: UserId, session_id: SessionId, action_id: str
    ) -> tuple[Row, Turn | None, User, list[Turn]]:
        """The session's row, the turn of that action if it was handed in before, the user, and what waits: asked for at
        once. Raises NotFound."""
        documents = self._documents
        ((row, known), user), pending = documents.both(
            lambda: documents.both(
                lambda: documents.both(
                    lambda: session_row_of(documents, user_id, session_id),
                    lambda: self._find_by_action_id(session_id, action_id),
                ),
                lambda: self._accounts.get(user_id),
            ),
            lambda: waiting_turns(documents, session_id),
        )
        return row, known, user, pending

    def _new_turn(
        self,
        session_id: SessionId,
        user: User,
        character_id: CharacterId,
        new: NewAction,
        seq: int,
        turn_id: TurnId,
    ) -> Turn:
        return Turn(
            id=turn_id,
            session_id=session_id,
            seq=seq,
            action_id=new.action_id,
            kind=new.kind,
            status=TurnStatus.ACCEPTED,
            action=new.action,
            accepted_at=self._clock.now(),
            character_id=character_id,
            user_id=user.id,
            intent=new.intent,
            tone=stored_preferences(user.preferences).tone,
            narration_status=NarrationStatus.NONE,
        )

    def _submission(
        self, row: Row, user: User, character_id: CharacterId, new: NewAction, turn_id: TurnId
    ) -> Submission:
        return Submission(
            id=turn_id,
            session_id=SessionId(row.id),
            round=0,
            character_id=character_id,
            user_id=user.id,
            action_id=new.action_id,
            action=new.action,
            handed_in_at=self._clock.now(),
            intent=new.intent,
            tone=stored_preferences(user.preferences).tone,
        )

    def _find_by_action_id(self, session_id: SessionId, action_id: str) -> Turn | None:
        where = [Where("session_id", Op.EQ, session_id), Where("action_id", Op.EQ, action_id)]
        rows = self._documents.list(SESSION_TURNS.name, where, limit=1).rows
        return turn_from_row(rows[0]) if rows else None

    def wake(self, session_id: SessionId, in_combat: bool = False) -> bool:
        """Asks a worker to resolve what was accepted. False if the queue is away: then the sweeper will ask."""
        try:
            self._queue.enqueue("process_combat_round" if in_combat else "process_action", session_id)
        except Unavailable:
            return False
        return True

    def get(self, user_id: UserId, session_id: SessionId, turn_id: TurnId) -> Turn:
        """One turn of a session that the user plays in. Raises NotFound."""
        turn = self.find_for(user_id, turn_id)
        if turn.session_id != session_id:
            raise NotFound
        return turn

    def find_for(self, user_id: UserId, turn_id: TurnId) -> Turn:
        """A turn by its id alone, for one of its session's players, also one that still waits for its round. Raises
        NotFound."""
        row = self._documents.find(SESSION_TURNS.name, turn_id)
        if row is None:
            return self._rounds.turn(user_id, turn_id)
        turn = turn_from_row(row)
        session_row_of(self._documents, user_id, turn.session_id)
        if not may_read(row, user_id):
            raise NotFound
        return as_read_by(user_id, turn)

    def list(
        self, user_id: UserId, session_id: SessionId, before_seq: int | None, limit: int
    ) -> tuple[tuple[Turn, ...], int | None]:
        """Turns newest first, and the `before` of the next page (None on the last). What concerns somebody else alone
        is left out, so a page may hold fewer than `limit`."""
        session_row_of(self._documents, user_id, session_id)
        where = [Where("session_id", Op.EQ, session_id)]
        if before_seq is not None:
            where.append(Where("seq", Op.LT, before_seq))
        page = self._documents.list(SESSION_TURNS.name, where, [Order("seq", descending=True)], limit)
        turns = tuple(as_read_by(user_id, turn_from_row(one)) for one in page.rows if may_read(one, user_id))
        return turns, columns.whole(page.rows[-1], "seq") if page.next_cursor else None


def may_read(row: Row, user_id: UserId) -> bool:
    """Members who came later read what the party did before; what is private, or not resolved yet, is read by its own
    player alone."""
    is_own = row.data.get("is_private") or row.data["status"] == TurnStatus.ACCEPTED
    return not is_own or user_id in row.readers


def as_read_by(user_id: UserId, turn: Turn) -> Turn:
    """Another one's turn tells nothing of purses and stacks."""
    if user_id == turn.user_id:
        return turn
    return replace(turn, events=visible_events(turn.events, is_shared=True))


def _of_this_player(known: Turn, user_id: UserId) -> Turn:
    """What was handed in by that id before, which is nobody else's to see. Raises Invalid."""
    if known.user_id != user_id:
        raise Invalid(
            "Another action bears that id already.", code="action_id_taken", details={"field": "action_id"}
        )
    return known


def _seq_of(row: Row) -> int:
    return columns.whole(row, "turn_number")


def _members(row: Row) -> tuple[UserId, ...]:
    return tuple(UserId(one) for one in columns.texts(row, "member_user_ids"))


def _require_room(pending: list[Turn], character_id: CharacterId) -> None:
    mine = [
        turn for turn in pending if turn.character_id == character_id and turn.status is TurnStatus.ACCEPTED
    ]
    if len(mine) >= MAX_PENDING:
        raise TooManyPending


def _require_turn(row: Row, character_id: CharacterId, new: NewAction) -> None:
    """A first look, so that most refusals come at once; resolution looks again."""
    combat = row.data.get("combat_encounter")
    if not isinstance(combat, dict):
        if new.needs_combat:
            raise NotInCombat
        return
    if new.kind is TurnKind.PLAYER and combat["current_id"] != character_id:
        raise NotYourTurn
