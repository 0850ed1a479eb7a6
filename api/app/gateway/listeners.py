"""Who listens to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from anyio import CancelScope

from app.gateway import frames
from app.models.ids import LoginId, SessionId
from app.services.realtime_names import DATABASE_ID
from app.services.tickets import Ticket, TicketKind


class Line(Protocol):
    """Where a listener's frames go."""

    def push(self, frame: bytes) -> bool:
        """Sends a whole frame at once, or as soon as its reader takes it; False if too many wait for that already."""


@dataclass(slots=True, eq=False)
class Listener:
    """One socket. `ticket` is None until it has authenticated: until then it hears only what anybody may read."""

    line: Line
    ticket: Ticket | None = None
    subscriptions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    conversation: CancelScope = field(default_factory=CancelScope)
    """What is cancelled to end it."""
    is_dropped: bool = False
    close_code: int = frames.TRY_AGAIN
    close_reason: str = ""
    typing_until: float = 0.0
    """By the monotonic clock; 0 while nothing is being written."""
    _made: int = 0

    @property
    def member(self) -> Ticket | None:
        """The ticket of somebody who plays there; None for guests and for those who look on."""
        ticket = self.ticket
        return None if ticket is None or ticket.kind is TicketKind.WATCH else ticket

    def subscribe(self, channels: Sequence[str], subscription_id: str | None = None) -> str:
        """Adds (or replaces) a subscription and returns its id. Ids are the same for all who subscribe alike."""
        if subscription_id is None:
            self._made += 1
            subscription_id = f"sub{self._made}"
        self.subscriptions[subscription_id] = tuple(channels)
        return subscription_id

    def may_read(self, readers: Sequence[str]) -> bool:
        """Whether a row with these readers may be shown here."""
        if "any" in readers:
            return True
        return (member := self.member) is not None and member.user_id in readers

    def send(self, text: str) -> None:
        """An answer of its own."""
        self._push(frames.on_the_wire(text))

    def hear(self, event: frames.Event) -> None:
        """Sent on if it has subscribed to one of the event's channels."""
        matching = [
            one for one, wanted in self.subscriptions.items() if not event.channels.isdisjoint(wanted)
        ]
        if matching:
            self._push(event.bytes_for(matching))

    def _push(self, frame: bytes) -> None:
        """A reader who is too slow is given up: it will reconnect and fetch what it missed."""
        if not self.is_dropped and not self.line.push(frame):
            self.drop()

    def drop(self, close_code: int = frames.TRY_AGAIN, reason: str = "") -> None:
        """Ends the socket, whatever it is doing; the first reason is the one that is given."""
        if not self.is_dropped:
            self.is_dropped, self.close_code, self.close_reason = True, close_code, reason
            self.conversation.cancel()


class Listeners:
    """All sockets of this process."""

    def __init__(self) -> None:
        self._all: dict[Listener, None] = {}
        """In the order of their coming."""

    def __len__(self) -> int:
        return len(self._all)

    def add(self, listener: Listener) -> None:
        self._all[listener] = None

    def remove(self, listener: Listener) -> None:
        self._all.pop(listener, None)

    def has_room(self, most: int) -> bool:
        """Whether one more may come. Where it is full, whoever has waited longest without a name makes room."""
        if len(self._all) < most:
            return True
        nameless = next((one for one in self._all if one.ticket is None and not one.is_dropped), None)
        if nameless is not None:
            nameless.drop()
        return nameless is not None

    def logins(self) -> set[LoginId]:
        """Logins under which sockets are open."""
        return {one.ticket.login_id for one in self._all if one.ticket is not None}

    def authenticated(self) -> list[Listener]:
        """Those whose ticket was good."""
        return [one for one in self._all if one.ticket is not None]

    def members(self) -> list[Listener]:
        """Those of them who play: lookers-on are not seen."""
        return [one for one in self._all if one.member is not None]

    def watching(self, session_id: SessionId) -> list[Listener]:
        """Those who look on at this session."""
        return [
            one
            for one in self._all
            if (ticket := one.ticket) is not None
            and ticket.kind is TicketKind.WATCH
            and ticket.session_id == session_id
        ]

    def drop_login(self, login_id: LoginId, close_code: int, reason: str) -> None:
        """Ends the sockets of a login."""
        for one in self._all:
            if one.ticket is not None and one.ticket.login_id == login_id:
                one.drop(close_code, reason)

    def drop_all(self) -> None:
        """Asks everybody to come again."""
        for one in self._all:
            one.drop()

    def row_changed(self, message: Mapping[str, object]) -> None:
        """Hands a committed row to those who may read it and asked for it. Raises KeyError, ValueError for a message
        that is none."""
        readers, row = message["readers"], message["row"]
        if not isinstance(readers, list) or not isinstance(row, dict):
            raise ValueError("not a row")
        table, row_id, action = (str(message[name]) for name in ("table", "row_id", "action"))
        event = frames.row_event(DATABASE_ID, table, row_id, action, row)
        for listener in self._all:
            if listener.may_read(readers):
                listener.hear(event)
