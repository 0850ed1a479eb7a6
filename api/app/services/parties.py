"""Parties: who sits where, while they gather and while they play."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import structlog

from app.backends.ports import Accounts, Documents, Events, Row, Update
from app.backends.retrying import until_settled
from app.models.enums import Fallback, InviteKind, SessionStatus
from app.models.errors import (
    AlreadyMember,
    Forbidden,
    Invalid,
    InvalidInvite,
    LobbyClosed,
    NotFound,
    SessionFull,
    SessionNotActive,
    Unavailable,
)
from app.models.ids import CharacterId, SessionId, UserId
from app.models.intents import Join
from app.models.session import Seat, SessionConfig
from app.models.tables import GAME_SESSIONS
from app.models.user import TIERS, User
from app.models.views import InviteView, Left, PartyView
from app.services.advance import Advance
from app.services.appended import Appended
from app.services.departures import going, leader_after, require_leader, require_open, seat_of, who_goes
from app.services.invites import Invites
from app.services.loading import is_member, session_row_of
from app.services.lobby import Lobby, is_gathering, require_free
from app.services.moderation import Moderation
from app.services.party_size import require_party
from app.services.party_views import PartyViews
from app.services.realtime_names import invite_mark, left_flag, taken_back_flag
from app.services.records import columns
from app.services.records.characters import StoredCharacter, load_owned
from app.services.records.sessions import LoadedSession, config_of, membership_columns, seats_of, sent_away_of
from app.services.sessions import default_name

T = TypeVar("T")
log = structlog.get_logger(__name__)
_TRIES = 20
"""Ten players may well sit down, get ready and leave at the same moment."""


class PartyService:
    """Every change is committed under compare-and-set of the session's row: seats are given once."""

    def __init__(
        self,
        documents: Documents,
        accounts: Accounts,
        views: PartyViews,
        lobby: Lobby,
        advance: Advance,
        invites: Invites,
        moderation: Moderation,
        events: Events,
    ) -> None:
        self._documents = documents
        self._accounts = accounts
        self._views = views
        self._lobby = lobby
        self._advance = advance
        self._invites = invites
        self._moderation = moderation
        self._events = events

    def open(
        self, user: User, character_id: CharacterId, name: str | None, config: SessionConfig
    ) -> PartyView:
        """A party that gathers, led by this user.

        Raises NotFound, AlreadyInSession, TierTooLow, PartyTooLarge, Invalid `bad_party_size`, `bad_level_range`,
        `moderated`.
        """
        require_party(user, config)
        self._moderation.require_clean(name or "", "name")
        self._moderation.require_clean(config.pace, "config.pace")

        def attempt() -> SessionId:
            stored = load_owned(self._documents, user.id, character_id)
            seat = Seat(user.id, character_id, is_ready=True)
            return self._lobby.open(seat, stored, name or default_name(stored.character), config)

        return self.view(user.id, until_settled(attempt))

    def join(
        self, user_id: UserId, character_id: CharacterId, code: str | None, session_id: SessionId | None
    ) -> PartyView:
        """A seat by an invitation's code, or in an open party. While the party plays, the character comes in a turn of
        its own, at a safe place outside fights.

        Raises InvalidInvite, Throttled, NotFound, AlreadyMember, AlreadyInSession, Forbidden, SessionFull,
        SessionNotActive, InCombat, NotSafeHere.
        """
        found = session_id
        if code is not None:
            found = self._invites.session_of(user_id, code, InviteKind.MEMBER)
        if found is None:
            raise InvalidInvite
        joined = found
        until_settled(
            lambda: self._try_join(user_id, character_id, joined, is_invited=code is not None), _TRIES
        )
        return self.view(user_id, joined)

    def _try_join(
        self, user_id: UserId, character_id: CharacterId, session_id: SessionId, *, is_invited: bool
    ) -> None:
        stored = load_owned(self._documents, user_id, character_id)
        row = self._documents.get(GAME_SESSIONS.name, session_id)
        self._require_seat(row, user_id, stored, is_invited=is_invited)
        if is_gathering(row):
            self._lobby.sit_down(row, user_id, stored)
            return
        require_free(stored)
        self._advance.append(session_id, lambda loaded: self._coming(loaded, user_id, stored))

    def _coming(self, loaded: LoadedSession, user_id: UserId, stored: StoredCharacter) -> Appended:
        """Asked again whenever somebody was faster, maybe to the last seat."""
        self._require_seat(loaded.row, user_id, stored, is_invited=True)
        fresh = load_owned(self._documents, user_id, stored.character.id)
        require_free(fresh)
        who = fresh.character.id
        seats = (*loaded.session.seats, Seat(user_id, who, is_ready=True))
        return Appended(Join(who), who, seats, newcomer=fresh)

    def _require_seat(self, row: Row, user_id: UserId, stored: StoredCharacter, *, is_invited: bool) -> None:
        """Raises NotFound for a party that is not open to strangers."""
        seats, config = seats_of(row), config_of(row)
        if is_member(row, user_id):
            raise AlreadyMember(details={"session_id": row.id})
        if not is_invited and not config.is_open:
            raise NotFound
        if user_id in sent_away_of(row):
            raise Forbidden("You were sent away from this party.", code="sent_away")
        if row.data["status"] == SessionStatus.COMPLETED:
            raise SessionNotActive(details={"status": row.data["status"]})
        leader = self._accounts.get(UserId(columns.text(row, "owner_id")))
        if len(seats) >= min(config.max_players, TIERS[leader.tier].party_size):
            raise SessionFull(details={"max_players": config.max_players})
        if not is_invited and not config.min_level <= stored.character.level <= config.max_level:
            levels = {"min_level": config.min_level, "max_level": config.max_level}
            raise Forbidden("This party is for other levels.", code="level_out_of_range", details=levels)

    def set_ready(self, user_id: UserId, session_id: SessionId, is_ready: bool) -> PartyView:
        """Raises NotFound, LobbyClosed."""

        def attempt(row: Row) -> None:
            if not is_gathering(row):
                raise LobbyClosed
            self._lobby.set_ready(row, user_id, is_ready)

        self._with_row(user_id, session_id, attempt)
        return self.view(user_id, session_id)

    def set_fallback(
        self,
        user_id: UserId,
        session_id: SessionId,
        fallback: Fallback,
        proxy: CharacterId | None = None,
    ) -> PartyView:
        """What one's character does when the time of its turn is up; `proxy`: another member's, whose player acts for
        it then. Raises NotFound, SessionNotActive, Invalid `bad_proxy`."""

        def attempt(row: Row) -> None:
            require_open(row)
            _require_other(row, user_id, proxy)
            seats = tuple(
                replace(seat, fallback=fallback, proxy=proxy) if seat.user_id == user_id else seat
                for seat in seats_of(row)
            )
            status = SessionStatus(columns.text(row, "status"))
            data = membership_columns(seats, config_of(row), status)
            self._documents.commit([Update(GAME_SESSIONS.name, row.id, data, row.version)])

        self._with_row(user_id, session_id, attempt)
        return self.view(user_id, session_id)

    def start(self, user_id: UserId, session_id: SessionId) -> None:
        """The leader says so, and the first turn is committed.

        Raises NotFound, Forbidden, LobbyClosed, PartyNotReady.
        """

        def attempt(row: Row) -> None:
            require_leader(row, user_id)
            self._lobby.start(row)

        self._with_row(user_id, session_id, attempt)

    def leave(self, user_id: UserId, session_id: SessionId) -> Left:
        """The character is free with all that it carries. A leader hands over to whoever sits there longest; the last
        one ends the adventure. Raises NotFound, SessionNotActive."""
        is_ended = self._with_row(user_id, session_id, lambda row: self._go(row, user_id, None))
        if is_ended:
            self._invites.forget(session_id)
        return Left(session_id, is_ended)

    def send_away(self, user_id: UserId, session_id: SessionId, character_id: CharacterId) -> PartyView:
        """The leader sends somebody away, for good; not from a fight. No code that was made before gives a seat any
        more: whoever went would only need another name to come back by it. Raises NotFound, Forbidden, InCombat,
        SessionNotActive."""
        self._with_row(user_id, session_id, lambda row: self._go(row, user_id, character_id))
        self._invites.forget(session_id, InviteKind.MEMBER)
        return self.view(user_id, session_id)

    def _go(self, row: Row, user_id: UserId, sent: CharacterId | None) -> bool:
        """Whether nobody is left. `sent`: who is sent away by this user; None for who goes freely."""
        gone = who_goes(row, user_id, sent)
        if is_gathering(row):
            left = [seat for seat in seats_of(row) if seat != gone]
            leader = leader_after(UserId(columns.text(row, "owner_id")), left)
            barred = (*sent_away_of(row), gone.user_id) if sent else ()
            self._lobby.stand_up(row, gone, leader or gone.user_id, barred)
            return not left
        settled = self._advance.append(SessionId(row.id), lambda loaded: going(loaded, user_id, sent))
        self._announce(left_flag(row.id, gone.user_id))
        return settled.state.is_over

    def _announce(self, flag: str) -> None:
        """Ends what is open for who has gone, or by a code that is taken back. Rows are not sent there any more as it
        is."""
        try:
            self._events.request(flag)
        except Unavailable:
            log.warning("end_not_announced", flag=flag)

    def hand_over(self, user_id: UserId, session_id: SessionId, character_id: CharacterId) -> PartyView:
        """Another one leads from now on. Raises NotFound, Forbidden, SessionNotActive."""

        def attempt(row: Row) -> None:
            require_leader(row, user_id)
            require_open(row)
            seat = seat_of(row, character_id)
            data = {"owner_id": seat.user_id}
            self._documents.commit([Update(GAME_SESSIONS.name, row.id, data, row.version)])

        self._with_row(user_id, session_id, attempt)
        return self.view(user_id, session_id)

    def invite(self, user_id: UserId, session_id: SessionId, kind: InviteKind) -> InviteView:
        """A new code, of the leader's.

        Raises NotFound, Forbidden, SessionNotActive, TooManyInvites.
        """
        row = session_row_of(self._documents, user_id, session_id)
        require_leader(row, user_id)
        require_open(row)
        return self._invites.create(session_id, kind)

    def revoke(self, user_id: UserId, session_id: SessionId, code: str) -> None:
        """Raises NotFound, Forbidden."""
        require_leader(session_row_of(self._documents, user_id, session_id), user_id)
        self._invites.revoke(session_id, code)
        self._announce(taken_back_flag(invite_mark(code)))

    def view(self, user_id: UserId, session_id: SessionId) -> PartyView:
        """The party as one of its members sees it. Raises NotFound."""
        return self._views.of(user_id, session_id)

    def _with_row(self, user_id: UserId, session_id: SessionId, attempt: Callable[[Row], T]) -> T:
        """Tries with the row as it stands, as one of its members, until nobody is faster."""
        return until_settled(lambda: attempt(session_row_of(self._documents, user_id, session_id)), _TRIES)


def _require_other(row: Row, user_id: UserId, proxy: CharacterId | None) -> None:
    others = {seat.character_id for seat in seats_of(row) if seat.user_id != user_id}
    if proxy is not None and proxy not in others:
        details = {"field": "proxy_character_id"}
        raise Invalid("Nobody else of the party plays that one.", code="bad_proxy", details=details)
