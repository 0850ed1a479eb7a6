"""Tickets for the gateway."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response

from app.api.context import services
from app.api.envelope import answers, ok
from app.api.guards import current_login, current_user, require_auth
from app.api.resource import resource
from app.api.schemas import Body, Id
from app.models.ids import SessionId

blueprint = resource("realtime", "/realtime")


class TicketBody(Body):
    session_id: Id


@dataclass(frozen=True, slots=True)
class SocketView:
    """Where to open the socket, what to send first once it says `connected`, and the channels to name in the URL."""

    url: str
    auth: dict[str, object]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TicketView:
    """`stream` is a URL with `{turn_id}` in it. `realtime` is null where this installation pushes no rows: then ask for
    what is new. `expires_at`: until when the socket's ticket opens it. `presence`: one more channel to name, on which
    is said who of the party is there."""

    realtime: SocketView | None
    stream: str
    expires_at: datetime
    presence: str | None


@blueprint.post("/ticket", responses=answers(TicketView))
@require_auth
def issue_ticket(body: TicketBody) -> Response:
    """Listen to one of one's sessions: its rows over a socket, its narrations as streams."""
    found = services().realtime.tickets(current_user().id, current_login().id, SessionId(body.session_id))
    ticket = found.socket
    socket = None if ticket is None else SocketView(ticket.url, ticket.auth_message, ticket.channels)
    return ok(TicketView(socket, found.stream_url, found.expires_at, found.presence))
