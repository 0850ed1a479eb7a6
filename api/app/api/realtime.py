"""Tickets for the gateway."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from flask import Response
from pydantic import model_validator

from app.api.context import services
from app.api.envelope import answers, ok
from app.api.guards import current_login, current_user, require_auth
from app.api.resource import Resource
from app.api.schemas import Body, Code, Id
from app.models.ids import SessionId
from app.services.tickets import Tickets

blueprint = Resource("realtime", "/realtime")


class TicketBody(Body):
    """Either one's own `session_id`, or the spectators' code of a party to `watch`."""

    session_id: Id | None = None
    watch: Code | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.session_id is None) == (self.watch is None):
            raise ValueError("needs either session_id or watch")
        return self


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
    is said who of the party is there. Who only looks on is told that there is something new, and gets neither `stream`
    nor `presence`."""

    realtime: SocketView | None
    stream: str | None
    expires_at: datetime
    presence: str | None


@blueprint.post("/ticket", responses=answers(TicketView))
@require_auth
def issue_ticket(body: TicketBody) -> Response:
    """Listen to one of one's sessions: its rows over a socket, its narrations as streams.

    By a spectators' code (`watch`) one hears of a party that there is something new to fetch.
    """
    found = _tickets(body)
    ticket = found.socket
    socket = None if ticket is None else SocketView(ticket.url, ticket.auth_message, ticket.channels)
    return ok(TicketView(socket, found.stream_url, found.expires_at, found.presence))


def _tickets(body: TicketBody) -> Tickets:
    user_id, login_id = current_user().id, current_login().id
    if body.watch is not None:
        return services().realtime.tickets_to_watch(user_id, login_id, body.watch)
    return services().realtime.tickets(user_id, login_id, SessionId(body.session_id or ""))
