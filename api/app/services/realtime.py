"""Where and how a client may listen to its session."""

from app.backends.ports import Clock, Documents
from app.models.enums import InviteKind, SessionStatus
from app.models.errors import InLobby
from app.models.ids import LoginId, SessionId, UserId
from app.models.tables import CHARACTERS, CHAT_MESSAGES, GAME_SESSIONS, SESSION_TURNS, VOTES
from app.services.invites import Invites
from app.services.loading import require_playable, session_row_of
from app.services.realtime_names import DATABASE_ID, PROJECT_ID, invite_mark, presence_channel, watch_channel
from app.services.tickets import LIFETIMES, Invite, SocketTicket, TicketKind, TicketOffice, Tickets


class RealtimeService:
    """Tickets for the gateway, which streams narrations and, where rows are published, speaks Appwrite's realtime
    protocol."""

    def __init__(
        self,
        documents: Documents,
        invites: Invites,
        office: TicketOffice,
        clock: Clock,
        gateway_url: str,
        *,
        pushes_rows: bool,
    ) -> None:
        self._documents = documents
        self._invites = invites
        self._office = office
        self._clock = clock
        self._gateway_url = gateway_url.rstrip("/")
        self._pushes_rows = pushes_rows

    def tickets(self, user_id: UserId, login_id: LoginId, session_id: SessionId) -> Tickets:
        """For one of the session's players. Raises NotFound to everybody else."""
        session_row_of(self._documents, user_id, session_id)
        stream = self._office.issue(TicketKind.STREAM, user_id, login_id, session_id)
        realtime = self._office.issue(TicketKind.REALTIME, user_id, login_id, session_id)
        return Tickets(
            socket=self._socket(realtime, channels_of(session_id)),
            stream_url=f"{self._gateway_url}/sessions/{session_id}/turns/{{turn_id}}/stream?ticket={stream}",
            expires_at=self._clock.now() + LIFETIMES[TicketKind.REALTIME],
            presence=presence_channel(session_id) if self._pushes_rows else None,
        )

    def tickets_to_watch(self, user_id: UserId, login_id: LoginId, code: str) -> Tickets:
        """By a spectators' code: one hears that there is something new, and fetches it. Raises InvalidInvite,
        Throttled, InLobby, SessionNotActive."""
        found = self._invites.opened_by(user_id, code, InviteKind.SPECTATOR)
        row = self._documents.get(GAME_SESSIONS.name, found.session_id)
        if row.data["status"] == SessionStatus.LOBBY:
            raise InLobby
        require_playable(row)
        invite = Invite(invite_mark(found.code), int(found.expires_at.timestamp()))
        ticket = self._office.issue(TicketKind.WATCH, user_id, login_id, found.session_id, invite)
        return Tickets(
            socket=self._socket(ticket, (watch_channel(found.session_id),)),
            stream_url=None,
            expires_at=self._clock.now() + LIFETIMES[TicketKind.WATCH],
            presence=None,
        )

    def _socket(self, ticket: str, channels: tuple[str, ...]) -> SocketTicket | None:
        if not self._pushes_rows:
            return None
        socket_url = self._gateway_url.replace("http", "ws", 1)
        return SocketTicket(
            url=f"{socket_url}/v1/realtime?project={PROJECT_ID}",
            auth_message={"type": "authentication", "data": {"session": ticket}},
            channels=channels,
        )


def channels_of(session_id: SessionId) -> tuple[str, ...]:
    """The session's own row, its turns, the user's characters, what is said, votes that have ended: readers of the
    rows filter the rest."""
    return (
        f"tablesdb.{DATABASE_ID}.tables.{GAME_SESSIONS.name}.rows.{session_id}",
        f"tablesdb.{DATABASE_ID}.tables.{SESSION_TURNS.name}.rows",
        f"tablesdb.{DATABASE_ID}.tables.{CHARACTERS.name}.rows",
        f"tablesdb.{DATABASE_ID}.tables.{CHAT_MESSAGES.name}.rows",
        f"tablesdb.{DATABASE_ID}.tables.{VOTES.name}.rows",
    )
