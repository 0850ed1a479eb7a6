"""What the services need from the outside, in two to eight methods each. Every adapter passes the contract suite.

Data model of `Documents`: a row is a flat mapping of the columns that `models/tables.py` declares, plus `id`, `version`
(1 at creation, +1 with every Update), `readers`, `created_at`, `updated_at`. Times come back in UTC, cut to the
millisecond; JSON comes back as JSON has it (tuples as lists, keys as strings).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from app.models.enums import Presence, TokenPurpose
from app.models.ids import LoginId, SessionId, UserId
from app.models.user import Login, User

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as last committed, with every declared column. `readers` are user ids, or `any`."""

    id: str
    version: int
    data: Mapping[str, object]
    readers: tuple[str, ...]
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Create:
    """A new row at version 1. Conflict if the id or a unique index is taken."""

    table: str
    id: str
    data: Mapping[str, object]
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """Merges the named columns and raises `version`. Conflict if the row has moved on from `expected_version`, which is
    one that was read: a version that the row has never had is not told from a Conflict by every store.

    Never names a counter column. `readers` replaces the readers when given. NotFound if the row is gone.
    """

    table: str
    id: str
    data: Mapping[str, object]
    expected_version: int
    readers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Add:
    """Adds `amount` (may be negative, never 0) to a counter column, in bounds; leaves `version` alone, and
    need not show in `updated_at`.

    LimitReached if a negative amount would lead below `at_least`, or a positive one above `at_most`: a bound that the
    amount moves away from holds nothing up. NotFound if the row is gone. Never conflicts.
    """

    table: str
    id: str
    column: str
    amount: int
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Removes the row. Conflict if it has moved on from `expected_version`; NotFound if it is gone."""

    table: str
    id: str
    expected_version: int


Change = Create | Update | Add | Delete

MAX_OPERATIONS = 100
"""Operations of one commit: a Create or an Add is one, an Update or a Delete two."""


class Op(StrEnum):
    EQ = "eq"
    IN = "in"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on an indexed column or `id`. For IN, `value` is a sequence of at most 100 values.

    EQ None finds the rows without a value; no other condition does.
    """

    column: str
    op: Op
    value: object


@dataclass(frozen=True, slots=True)
class Order:
    """By an indexed column or `id`. An optional column needs a condition on it that leaves no None."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """`next_cursor` is None on the last page, else an opaque string for the same query."""

    rows: tuple[Row, ...]
    next_cursor: str | None


class Documents(Protocol):
    """The store. All methods raise Unavailable when it cannot be reached in time."""

    def get(self, table: str, row_id: str) -> Row:
        """The row. Raises NotFound (also for an id of impossible form)."""

    def find(self, table: str, row_id: str) -> Row | None:
        """The row or None."""

    def list(
        self,
        table: str,
        where: Sequence[Where] = (),
        order: Sequence[Order] = (),
        limit: int = 25,
        cursor: str | None = None,
    ) -> Page:
        """Rows that meet every condition, in `order` then by id (in the direction of the column before it).

        1 ≤ limit ≤ 100. Rows created or deleted between two pages neither repeat nor hide others. Raises Invalid for
        a cursor of another query; ValueError for a column without an index or a value of another kind.
        """

    def both(self, first: Callable[[], A], second: Callable[[], B]) -> tuple[A, B]:
        """What the two reads return; a store that is far away is asked for both at once. Raises what they raise. The
        second one makes no such call itself."""

    def commit(self, changes: Sequence[Change]) -> None:
        """All changes or none; none at all is fine. Raises Conflict, NotFound, LimitReached or Unavailable; ValueError
        for a programming error (unknown column, a value of another kind, a row changed twice by Create/Update/Delete,
        too many operations, over 64 KB, an id no row can have in a Create). Do not count on the order of changes, nor
        on which of several reasons is named: `retrying.commit_loaded` is for rows that were read a moment ago."""


class Accounts(Protocol):
    """Who plays. Passwords arrive verbatim and policy-checked; e-mail addresses are matched without case.

    An address is taken when its owner has verified it or was disabled. One that is merely claimed goes to whoever
    registers it next: the earlier registration vanishes, an upgrading guest stays a guest without an address.
    """

    def create(self, email: str, password: str, name: str) -> User:
        """An unverified user. Raises Conflict if the e-mail is taken."""

    def create_guest(self, name: str) -> User:
        """A FREE user without e-mail or password."""

    def get(self, user_id: UserId) -> User:
        """Raises NotFound."""

    def find_by_email(self, email: str) -> User | None:
        """The user who owns or claims that address."""

    def check_password(self, email: str, password: str) -> User:
        """The user, verified or not, guest or disabled: the caller judges. Raises BadCredentials, taking equally long
        for an unknown address."""

    def update(
        self,
        user_id: UserId,
        *,
        name: str | None = None,
        preferences: Mapping[str, object] | None = None,
        tier: str | None = None,
        disabled: bool | None = None,
    ) -> User:
        """Changes what is given. Raises NotFound."""

    def upgrade(self, user_id: UserId, email: str, password: str, name: str) -> User:
        """Gives a guest an unverified address and a password; the id and all that hangs on it stay. The guest's logins
        keep working, and it stays a guest until the address is verified; until then it may upgrade again. Raises
        Conflict if the e-mail is taken, Forbidden if the user is no guest."""

    def delete(self, user_id: UserId) -> None:
        """Removes the account, its logins and tokens. Idempotent."""


class Directory(Protocol):
    """The operator's view of who plays."""

    def every_user(self) -> Iterator[User]:
        """All users in the order of their ids, oldest first. Raises Unavailable."""


class Logins(Protocol):
    """Signed-in devices."""

    def open(
        self, user_id: UserId, *, lifetime_s: int, remember: bool, device: str, address: str
    ) -> tuple[Login, str]:
        """A new login and its secret, which is shown this once. Raises Forbidden for a disabled user."""

    def find(self, secret: str) -> tuple[Login, User] | None:
        """The live login of that secret with its user; None if unknown, expired, closed or the user is disabled."""

    def list(self, user_id: UserId) -> Sequence[Login]:
        """Live logins, newest first."""

    def close(self, user_id: UserId, login_id: LoginId) -> bool:
        """Ends one of the user's logins within a second; False if there is none of that id."""

    def close_all(self, user_id: UserId, *, keep: LoginId | None = None) -> int:
        """Ends all of the user's logins but `keep`; returns how many."""


class Recovery(Protocol):
    """Mail links: single use, one hour, bound to their purpose, stored hashed. Newer ones void older ones."""

    def send(self, user_id: UserId, purpose: TokenPurpose, url: str) -> None:
        """Mails `url?user_id=…&secret=…` to the user's address. Raises NotFound if there is none, Unavailable."""

    def verify_email(self, user_id: UserId, secret: str) -> User:
        """Consumes the token and marks the address verified; a guest becomes a full user. Raises InvalidToken."""

    def reset_password(self, user_id: UserId, secret: str, password: str) -> User:
        """Consumes the token, sets the password, ends every login. The mail arrived, so the address is verified too.
        Raises InvalidToken."""


MAX_FILE_BYTES = 1024 * 1024


class Files(Protocol):
    """Pictures and the like, small enough to be held in memory. An id is `<owner>.<name>`, of a form that rows have."""

    def put(self, file_id: str, data: bytes) -> None:
        """Stores the file whole or not at all, in the place of an earlier one. Raises Unavailable; ValueError for an id
        that no file can have, or more than MAX_FILE_BYTES."""

    def get(self, file_id: str) -> bytes:
        """Exactly what was stored. Raises NotFound, Unavailable (also if it was damaged since)."""

    def remove(self, file_id: str) -> None:
        """Removes it; fine if there is none. Raises Unavailable."""

    def ids(self, owner: str) -> Sequence[str]:
        """Of that owner's files, at most 100, in order. Raises Unavailable."""


class Mailer(Protocol):
    def send(self, to: str, subject: str, text: str, *, unsubscribe: str | None = None) -> None:
        """Hands one plain-text mail over. `unsubscribe`: a link that ends mails of this kind. Raises Unavailable."""

    def check(self) -> None:
        """Raises Unavailable if mail cannot be handed over now."""


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail that was delivered on this machine."""

    id: str
    to: str
    subject: str
    text: str
    sent_at: datetime


class Mailbox(Protocol):
    """For developers: what a mailer that keeps its mail has kept."""

    def newest(self, limit: int = 50) -> Sequence[StoredMail]:
        """What was sent last, newest first."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The time in UTC, with zone."""

    def new_id(self) -> str:
        """A fresh ULID: 26 characters, increasing within a process."""


class Queue(Protocol):
    """Wakes workers. Losing a job loses nothing: the database is the truth and a sweeper asks again."""

    def enqueue(self, function: str, *args: str) -> None:
        """Queues one of the named job functions (`tasks/names.py`) with ids. Raises Unavailable."""

    def depth(self) -> Mapping[str, int]:
        """Waiting jobs by queue. Raises Unavailable."""


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """`event` is `token`, `done`, `fallback`, or `again` where a new telling begins."""

    event: str
    data: Mapping[str, object] = field(default_factory=dict)


class Subscription(Protocol):
    def wait(self, timeout_s: float) -> Mapping[str, object] | None:
        """The next message, or None when the time is up. Raises Unavailable when messages may have been missed."""


class Events(Protocol):
    """Short-lived messages between processes (Redis protocol). Nothing here is the truth."""

    def publish(self, topic: str, message: Mapping[str, object]) -> None:
        """To whoever listens now. Raises Unavailable."""

    def subscribe(self, topic: str) -> AbstractContextManager[Subscription]:
        """Live when the context is entered: a message published after that is not missed. Raises Unavailable."""

    def append(self, stream: str, event: StreamEvent) -> None:
        """Adds to a stream that late readers get from its start; kept for an hour. Raises Unavailable."""

    def restart(self, stream: str, event: StreamEvent) -> None:
        """Forgets what the stream holds and begins it anew with this event, in one step. Raises Unavailable."""

    def read(self, stream: str) -> Iterator[StreamEvent]:
        """What the stream holds now, oldest first. Raises Unavailable."""

    def is_requested(self, flag: str) -> bool:
        """Whether `request(flag)` was called within the last hour. False when Redis is away."""

    def request(self, flag: str) -> None:
        """Raises a flag for other processes (stop a stream, revoke a login). Raises Unavailable."""

    def check(self) -> None:
        """Raises Unavailable if Redis does not answer within a second."""


class Attendance(Protocol):
    """Who has a session open just now, as the gateways keep it. Nothing here is the truth."""

    def of(self, session_id: SessionId) -> Mapping[UserId, Presence] | None:
        """By player; who is not named is away. None where nobody can tell just now: never an error."""


class Counters(Protocol):
    """Attempts counted across processes, each key in windows of its own. Forgotten when Redis is emptied."""

    def hit(self, key: str, count: int, window_s: int) -> int:
        """Counts one attempt. 0 while there were at most `count` in the window, else the seconds until it ends.

        Refused attempts are not counted, so that waiting always helps. Raises Unavailable.
        """

    def give_back(self, key: str) -> None:
        """Takes one attempt back. Raises Unavailable."""

    def remember(self, key: str, lifetime_s: int) -> None:
        """Notes a fact for that long. Raises Unavailable."""

    def is_remembered(self, key: str) -> bool:
        """Whether the fact was noted and its time is not over. Raises Unavailable."""


ReadinessCheck = Callable[[], None]
"""Raises Unavailable when its dependency is away."""
