"""Parties from outside: those that look for members, and one that a spectator watches."""

from collections.abc import Sequence

from app.backends.ports import Documents, Op, Order, Row, Where
from app.game_logic.view.spectator import spectator_view
from app.game_logic.view.turn import turn_view
from app.models.enums import InviteKind, SessionStatus, TurnStatus
from app.models.errors import InvalidInvite
from app.models.ids import UserId
from app.models.session import GameSession
from app.models.tables import CHARACTERS, GAME_SESSIONS, SESSION_TURNS
from app.models.views import OpenPartyView, SpectatorView, TurnView
from app.models.world import World
from app.services.invites import Invites
from app.services.records import columns
from app.services.records.sessions import config_of, load_from_row, seats_of, sent_away_of
from app.services.records.turns import turn_from_row
from app.services.turns import as_read_by

LATEST_TURNS = 20
_NOBODY = UserId("")


class PartyBoard:
    """Reads only."""

    def __init__(self, documents: Documents, world: World, invites: Invites) -> None:
        self._documents = documents
        self._world = world
        self._invites = invites

    def open_parties(
        self, limit: int, cursor: str | None, level: int | None
    ) -> tuple[Sequence[OpenPartyView], str | None]:
        """Parties with free seats whose leaders opened them to everybody, newest first, and the next page's cursor.
        With a `level` only those for it: such a page may hold fewer. Raises Invalid for a cursor of another list."""
        where, order = [Where("is_listed", Op.EQ, True)], [Order("is_listed", descending=True)]
        page = self._documents.list(GAME_SESSIONS.name, where, order, limit, cursor)
        rows = [row for row in page.rows if level is None or _is_for(row, level)]
        leaders = {row.id: _leading_character(row) for row in rows}
        characters = self._characters(sorted(set(leaders.values())))
        views = [_view(row, characters[leaders[row.id]]) for row in rows if leaders[row.id] in characters]
        return views, page.next_cursor

    def invited_to(self, user_id: UserId, code: str) -> OpenPartyView:
        """The party that this member's code gives a seat in. Raises InvalidInvite, Throttled."""
        session_id = self._invites.session_of(user_id, code, InviteKind.MEMBER)
        row = self._documents.find(GAME_SESSIONS.name, session_id)
        if row is None:
            raise InvalidInvite
        leader = _leading_character(row)
        return _view(row, self._characters([leader])[leader])

    def _characters(self, ids: Sequence[str]) -> dict[str, Row]:
        if not ids:
            return {}
        rows = self._documents.list(CHARACTERS.name, [Where("id", Op.IN, ids)], limit=100).rows
        return {row.id: row for row in rows}

    def watch(self, user_id: UserId, code: str) -> SpectatorView:
        """The party that this spectators' code shows. Who was sent away does not look on, either. Raises InvalidInvite,
        Throttled, InLobby."""
        session_id = self._invites.session_of(user_id, code, InviteKind.SPECTATOR)
        row = self._documents.get(GAME_SESSIONS.name, session_id)
        if user_id in sent_away_of(row):
            raise InvalidInvite
        loaded = load_from_row(self._documents, row)
        portraits = {one: stored.portrait_hash for one, stored in loaded.characters.items()}
        return spectator_view(loaded.session, self._turns(loaded.session), self._world, portraits)

    def _turns(self, session: GameSession) -> tuple[TurnView, ...]:
        """The latest that everybody of the party reads."""
        where = [Where("session_id", Op.EQ, session.id)]
        order = [Order("seq", descending=True)]
        rows = self._documents.list(SESSION_TURNS.name, where, order, LATEST_TURNS).rows
        turns = (turn_from_row(row) for row in rows if not row.data.get("is_private"))
        settled = (turn for turn in turns if turn.status is TurnStatus.RESOLVED)
        return tuple(turn_view(as_read_by(_NOBODY, turn)) for turn in settled)


def _is_for(row: Row, level: int) -> bool:
    config = config_of(row)
    return config.min_level <= level <= config.max_level


def _leading_character(row: Row) -> str:
    owner = row.data["owner_id"]
    return next(seat.character_id for seat in seats_of(row) if seat.user_id == owner)


def _view(row: Row, leader: Row) -> OpenPartyView:
    config = config_of(row)
    return OpenPartyView(
        id=row.id,
        name=columns.text(row, "name"),
        status=SessionStatus(columns.text(row, "status")),
        leader_name=columns.text(leader, "name"),
        leader_level=columns.whole(leader, "level"),
        members=len(seats_of(row)),
        max_players=config.max_players,
        min_level=config.min_level,
        max_level=config.max_level,
        pace=config.pace,
        mode=config.mode,
        loot=config.loot,
        created_at=row.created_at,
    )
