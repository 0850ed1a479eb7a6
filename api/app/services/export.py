"""Everything that the game knows of one user, for that user alone."""

import base64
from collections.abc import Iterable, Iterator, Sequence

from app.backends.ports import Clock, Counters, Documents, Logins, Op, Order, Row, Where
from app.config import Limit
from app.game_logic.view.character import character_view, inventory_view
from app.game_logic.view.codex import codex
from app.game_logic.view.journal import journal
from app.game_logic.view.turn import turn_view
from app.models.enums import SessionStatus
from app.models.errors import GameError, Throttled
from app.models.ids import CharacterId, SessionId, UserId
from app.models.tables import (
    CHARACTERS,
    CHAT_MESSAGES,
    GAME_SESSIONS,
    SESSION_SECRETS,
    SESSION_TURNS,
    TRANSACTIONS,
)
from app.models.user import User
from app.models.views import MessageView, TurnView
from app.models.views.export import (
    ExportedAccount,
    ExportedCharacter,
    ExportedDevice,
    ExportedSession,
    ExportedTransaction,
)
from app.models.world import World
from app.services.loading import character_id_of, is_member, remembered_state
from app.services.portrait_files import PortraitFiles
from app.services.records import columns
from app.services.records.characters import load_characters
from app.services.records.chat import message_view
from app.services.records.ledger import character_account
from app.services.records.turns import turn_from_row
from app.services.turns import as_read_by, may_read

_PAGE = 50

Section = tuple[str, object | Iterable[object]]


class ExportService:
    """Reads page by page while it is sent, so that a long life needs no more memory than a short one."""

    def __init__(
        self,
        documents: Documents,
        logins: Logins,
        files: PortraitFiles,
        counters: Counters,
        clock: Clock,
        world: World,
        limit: Limit,
    ) -> None:
        self._documents = documents
        self._logins = logins
        self._files = files
        self._counters = counters
        self._clock = clock
        self._world = world
        self._limit = limit

    def sections(self, user: User) -> Sequence[Section]:
        """The members of an `ExportView` in order, lists as iterators that are read while they are sent.

        Raises Throttled, Unavailable.
        """
        wait_s = self._counters.hit(f"export:{user.id}", self._limit.count, self._limit.window_s)
        if wait_s:
            raise Throttled(wait_s)
        return (
            ("account", self._account(user)),
            ("devices", self._devices(user.id)),
            ("characters", self._characters(user.id)),
            ("transactions", self._transactions(user.id)),
            ("sessions", (self._session(row, user.id) for row in self._session_rows(user.id))),
            ("turns", self._turns(user.id)),
            ("messages", self._messages(user.id)),
        )

    def _account(self, user: User) -> ExportedAccount:
        return ExportedAccount(
            id=user.id,
            name=user.name,
            email=user.email,
            tier=user.tier,
            is_guest=user.is_guest,
            email_verified=user.email_verified,
            preferences=user.preferences,
            created_at=user.created_at,
            exported_at=self._clock.now(),
        )

    def _devices(self, user_id: UserId) -> Iterator[ExportedDevice]:
        for one in self._logins.list(user_id):
            yield ExportedDevice(
                one.id,
                one.device,
                one.address,
                one.remember,
                one.created_at,
                one.last_seen_at,
                one.expires_at,
            )

    def _characters(self, user_id: UserId) -> Iterator[ExportedCharacter]:
        for row in self._character_rows(user_id):
            (stored,) = load_characters(self._documents, [row])
            state = remembered_state(self._documents, user_id, stored)
            character, digest = stored.character, stored.portrait_hash
            yield ExportedCharacter(
                character=character_view(character, self._world, stored.session_id, stored.version, digest),
                is_active=bool(row.data["is_active"]),
                inventory=inventory_view(character, self._world),
                journal=() if state is None else journal(state, self._world),
                codex=codex(character, self._world),
                portrait=None if digest is None else self._picture(character.id, digest),
            )

    def _picture(self, character_id: CharacterId, digest: str) -> str | None:
        """None if it was taken away meanwhile, or cannot be had."""
        try:
            return base64.b64encode(self._files.read(character_id, digest)).decode("ascii")
        except GameError:
            return None

    def _transactions(self, user_id: UserId) -> Iterator[ExportedTransaction]:
        for row in self._character_rows(user_id):
            for column, sign in (("to_account", 1), ("from_account", -1)):
                account = character_account(CharacterId(row.id))
                for move in self._all(TRANSACTIONS.name, column, account):
                    yield _transaction(move, CharacterId(row.id), sign)

    def _session(self, row: Row, user_id: UserId) -> ExportedSession:
        status = SessionStatus(columns.text(row, "status"))
        is_over = status is SessionStatus.COMPLETED
        secret = self._documents.find(SESSION_SECRETS.name, row.id) if is_over else None
        return ExportedSession(
            id=row.id,
            name=columns.text(row, "name"),
            status=status,
            character_id=character_id_of(row, user_id),
            turn_number=columns.whole(row, "turn_number"),
            seed_hash=columns.text(row, "seed_hash"),
            seed=None if secret is None else columns.text(secret, "seed"),
            created_at=row.created_at,
            last_activity=columns.moment(row, "last_activity"),
        )

    def _turns(self, user_id: UserId) -> Iterator[TurnView]:
        for row in self._session_rows(user_id):
            where = [Where("session_id", Op.EQ, SessionId(row.id))]
            order = [Order("seq", descending=True)]
            turns = self._pages(SESSION_TURNS.name, where, order)
            yield from (
                turn_view(as_read_by(user_id, turn_from_row(turn)))
                for turn in turns
                if may_read(turn, user_id)
            )

    def _messages(self, user_id: UserId) -> Iterator[MessageView]:
        return (message_view(row, user_id) for row in self._all(CHAT_MESSAGES.name, "user_id", user_id))

    def _character_rows(self, user_id: UserId) -> Iterator[Row]:
        return self._all(CHARACTERS.name, "user_id", user_id)

    def _session_rows(self, user_id: UserId) -> Iterator[Row]:
        """Those that the user leads, and those of others that the user's characters are on or were on last."""
        where, seen = [Where("owner_id", Op.EQ, user_id)], set()
        for row in self._pages(GAME_SESSIONS.name, where, [Order("owner_id", descending=True)]):
            seen.add(row.id)
            yield row
        for character in self._character_rows(user_id):
            for session_id in (character.data["session_id"], character.data["last_session_id"]):
                found = (
                    None if session_id is None else self._documents.find(GAME_SESSIONS.name, str(session_id))
                )
                if found is not None and found.id not in seen and is_member(found, user_id):
                    seen.add(found.id)
                    yield found

    def _all(self, table: str, column: str, value: str) -> Iterator[Row]:
        return self._pages(table, [Where(column, Op.EQ, value)], [Order(column)])

    def _pages(self, table: str, where: Sequence[Where], order: Sequence[Order]) -> Iterator[Row]:
        cursor: str | None = None
        while True:
            page = self._documents.list(table, where, order, _PAGE, cursor)
            yield from page.rows
            cursor = page.next_cursor
            if cursor is None:
                return


def _transaction(row: Row, character_id: CharacterId, sign: int) -> ExportedTransaction:
    """Who stands on the other side, if it is another player, is that player's business."""
    item = row.data["item_data"]
    name = item.get("name") if isinstance(item, dict) else None
    session_id, turn_seq = row.data["session_id"], row.data["turn_seq"]
    return ExportedTransaction(
        id=row.id,
        character_id=character_id,
        unit=columns.text(row, "unit"),
        amount=sign * columns.whole(row, "amount"),
        kind=columns.text(row, "transaction_type"),
        name=None if name is None else str(name),
        session_id=None if session_id is None else str(session_id),
        turn_seq=turn_seq if isinstance(turn_seq, int) else None,
        timestamp=columns.moment(row, "timestamp"),
    )
