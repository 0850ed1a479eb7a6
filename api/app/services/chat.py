"""What members of a party say to each other beside the story."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.backends.ports import Clock, Counters, Create, Delete, Documents, Op, Order, Row, Where
from app.config import Limit
from app.models.enums import ChatChannel, SessionStatus
from app.models.errors import Conflict, InLobby, Invalid, NotFound, Throttled
from app.models.ids import CharacterId, SessionId, UserId
from app.models.session import Seat
from app.models.tables import CHARACTERS, CHAT_MESSAGES, SESSION_SECRETS
from app.models.views import MessageView
from app.services.action_text import clean_speech
from app.services.chat_dice import asked_for, thrown
from app.services.loading import session_row_of
from app.services.moderation import Moderation
from app.services.mutes import Mutes
from app.services.records import columns
from app.services.records.chat import may_read_message, message_view
from app.services.records.sessions import seats_of

_PAGE = 100


@dataclass(frozen=True, slots=True)
class NewMessage:
    """`message_id` is the client's own: the same id is the same message, however often sent."""

    text: str
    channel: ChatChannel
    message_id: str
    to_character_id: CharacterId | None = None


class ChatService:
    """Messages are rows of their own, never turns: nothing that is said here changes the game."""

    def __init__(
        self,
        documents: Documents,
        counters: Counters,
        clock: Clock,
        moderation: Moderation,
        mutes: Mutes,
        limit: Limit,
    ) -> None:
        self._documents = documents
        self._counters = counters
        self._clock = clock
        self._moderation = moderation
        self._mutes = mutes
        self._limit = limit

    def post(self, user_id: UserId, session_id: SessionId, new: NewMessage) -> MessageView:
        """The message as it stands, at once or on every repetition.

        Raises NotFound, Throttled, InLobby (there one speaks out of character and throws nothing), Invalid
        (`empty_action`, `action_too_long`, `moderated`, `bad_dice`, `bad_whisper`, `message_id_taken`), Unavailable.
        """
        row = session_row_of(self._documents, user_id, session_id)
        text = clean_speech(new.text)
        known = self._find(user_id, new.message_id)
        if known is not None:
            return _same(known, user_id, session_id, text)
        self._moderation.require_clean(text, "text")
        wait_s = self._counters.hit(f"chat:{user_id}", self._limit.count, self._limit.window_s)
        if wait_s:
            raise Throttled(wait_s, "Let the others have a word, too.")
        create = self._message(row, user_id, new, text)
        try:
            self._documents.commit([create])
        except Conflict:  # sent twice at the same moment
            found = self._find(user_id, new.message_id)
            if found is None:
                raise
            return _same(found, user_id, session_id, text)
        return message_view(self._documents.get(CHAT_MESSAGES.name, create.id), user_id)

    def _message(self, row: Row, user_id: UserId, new: NewMessage, text: str) -> Create:
        seats = seats_of(row)
        own = next(seat for seat in seats if seat.user_id == user_id)
        heard_by = self._whispered_to(seats, own, new)
        row_id, notation = self._clock.new_id(), asked_for(text)
        is_gathering = row.data["status"] == SessionStatus.LOBBY
        if is_gathering and (notation or new.channel is not ChatChannel.OOC):
            raise InLobby
        roll = thrown(notation, self._seed_of(row.id), row_id) if notation else None
        listeners = [seat.user_id for seat in seats] if heard_by is None else [user_id, heard_by.user_id]
        data = {
            "session_id": row.id,
            "message_id": new.message_id,
            "channel": ChatChannel.ROLL if roll and heard_by is None else new.channel,
            "user_id": user_id,
            "character_id": own.character_id,
            "character_name": self._name_of(own.character_id),
            "to_user_id": heard_by.user_id if heard_by else None,
            "to_character_id": heard_by.character_id if heard_by else None,
            "to_name": self._name_of(heard_by.character_id) if heard_by else None,
            "text": text,
            "roll": None
            if roll is None
            else {
                "notation": roll.notation,
                "dice": list(roll.dice),
                "bonus": roll.bonus,
                "total": roll.total,
            },
        }
        deaf = self._mutes.of_those_who_mute(user_id, listeners)
        readers = tuple(one for one in listeners if one not in deaf)
        return Create(CHAT_MESSAGES.name, row_id, data, readers=readers)

    def _whispered_to(self, seats: Sequence[Seat], own: Seat, new: NewMessage) -> Seat | None:
        if new.channel is not ChatChannel.WHISPER:
            if new.to_character_id is not None:
                raise _bad_whisper("Only a whisper is meant for one alone.")
            return None
        for seat in seats:
            if seat.character_id == new.to_character_id and seat != own:
                return seat
        raise _bad_whisper("Whisper to somebody else of your party.")

    def _seed_of(self, session_id: str) -> str:
        return columns.text(self._documents.get(SESSION_SECRETS.name, session_id), "seed")

    def _name_of(self, character_id: CharacterId) -> str:
        return columns.text(self._documents.get(CHARACTERS.name, character_id), "name")

    def list(
        self, user_id: UserId, session_id: SessionId, limit: int, cursor: str | None
    ) -> tuple[Sequence[MessageView], str | None]:
        """Newest first, and the next page's cursor. Others' whispers and those whom one has muted are left out, so a
        page may hold fewer. Raises NotFound, Invalid for a cursor of another list."""
        session_row_of(self._documents, user_id, session_id)
        where = [Where("session_id", Op.EQ, session_id)]
        order = [Order("session_id", descending=True)]
        page = self._documents.list(CHAT_MESSAGES.name, where, order, limit, cursor)
        muted = self._mutes.muted_by(user_id)
        heard = [
            message_view(row, user_id)
            for row in page.rows
            if may_read_message(row, user_id) and row.data["user_id"] not in muted
        ]
        return heard, page.next_cursor

    def forget(self, user_id: UserId) -> None:
        """All that the user ever said here goes, with the account."""
        where = [Where("user_id", Op.EQ, user_id)]
        while rows := self._documents.list(CHAT_MESSAGES.name, where, (), _PAGE).rows:
            for row in rows:
                try:
                    self._documents.commit([Delete(CHAT_MESSAGES.name, row.id, row.version)])
                except NotFound:
                    continue  # gone already

    def _find(self, user_id: UserId, message_id: str) -> Row | None:
        where = [Where("user_id", Op.EQ, user_id), Where("message_id", Op.EQ, message_id)]
        rows = self._documents.list(CHAT_MESSAGES.name, where, limit=1).rows
        return rows[0] if rows else None


def _same(known: Row, user_id: UserId, session_id: SessionId, text: str) -> MessageView:
    """The message of the first time. Raises Invalid if something else was said under that id."""
    if known.data["session_id"] != session_id or known.data["text"] != text:
        raise Invalid(
            "Another message bears that id already.", code="message_id_taken", details={"field": "message_id"}
        )
    return message_view(known, user_id)


def _bad_whisper(why: str) -> Invalid:
    return Invalid(why, code="bad_whisper", details={"field": "to_character_id"})
