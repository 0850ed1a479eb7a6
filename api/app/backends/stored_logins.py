"""Signed-in devices on the `logins` table. The secret itself is never stored."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from app.backends.ports import Clock, Create, Documents, Op, Row, Update, Where
from app.backends.secret_tokens import hash_of, new_secret
from app.backends.walks import delete_every, every
from app.models.errors import Conflict, Forbidden, NotFound, Unavailable
from app.models.ids import LoginId, UserId
from app.models.tables import LOGINS
from app.models.user import Login, User

SEEN_EVERY = timedelta(minutes=5)
"""`last_seen_at` is exact to this much: a write with every request would cost more than it tells."""


FindUser = Callable[[UserId], User | None]


class StoredLogins:
    """`Logins` on `Documents`, for users that stand wherever `find_user` finds them."""

    def __init__(self, documents: Documents, clock: Clock, find_user: FindUser) -> None:
        self._documents = documents
        self._clock = clock
        self._find_user = find_user

    def open(
        self, user_id: UserId, *, lifetime_s: int, remember: bool, device: str, address: str
    ) -> tuple[Login, str]:
        user = self._find_user(user_id)
        if user is None:
            raise NotFound
        if user.is_disabled:
            raise Forbidden
        now, login_id, secret = self._clock.now(), self._clock.new_id(), new_secret()
        row = {
            "user_id": user_id,
            "secret_hash": hash_of(secret),
            "device": _cut(device, "device"),
            "address": _cut(address, "address"),
            "remember": remember,
            "last_seen_at": now,
            "expires_at": now + timedelta(seconds=lifetime_s),
        }
        self._documents.commit([Create(LOGINS.name, login_id, row)])
        return _as_login(self._documents.get(LOGINS.name, login_id)), secret

    def find(self, secret: str) -> tuple[Login, User] | None:
        rows = self._documents.list(LOGINS.name, [Where("secret_hash", Op.EQ, hash_of(secret))], limit=1).rows
        if not rows or not self._is_live(rows[0]):
            return None
        login = _as_login(rows[0])
        user = self._find_user(login.user_id)
        if user is None or user.is_disabled:
            return None
        self._note_seen(rows[0], login)
        return login, user

    def list(self, user_id: UserId) -> Sequence[Login]:
        rows = every(self._documents, LOGINS.name, Where("user_id", Op.EQ, user_id))
        live = [_as_login(row) for row in rows if self._is_live(row)]
        return sorted(live, key=lambda login: (login.created_at, login.id), reverse=True)

    def close(self, user_id: UserId, login_id: LoginId) -> bool:
        row = self._documents.find(LOGINS.name, login_id)
        if row is None or row.data["user_id"] != user_id:
            return False
        return delete_every(self._documents, LOGINS.name, [row]) > 0

    def close_all(self, user_id: UserId, *, keep: LoginId | None = None) -> int:
        rows = every(self._documents, LOGINS.name, Where("user_id", Op.EQ, user_id))
        return delete_every(self._documents, LOGINS.name, [row for row in rows if row.id != keep])

    def _is_live(self, row: Row) -> bool:
        expires_at = row.data["expires_at"]
        return isinstance(expires_at, datetime) and expires_at > self._clock.now()

    def _note_seen(self, row: Row, login: Login) -> None:
        now = self._clock.now()
        if now - login.last_seen_at < SEEN_EVERY:
            return
        try:
            self._documents.commit([Update(LOGINS.name, row.id, {"last_seen_at": now}, row.version)])
        except (Conflict, NotFound, Unavailable):
            return  # seen by another request at the same moment, or closed, or worth less than an answer


def _cut(text: str, column: str) -> str:
    """What clients send may hold anything: unpaired surrogates become question marks."""
    return text.encode(errors="replace").decode()[: LOGINS.column(column).size]


def _as_login(row: Row) -> Login:
    data = row.data
    last_seen_at, expires_at = data["last_seen_at"], data["expires_at"]
    assert isinstance(last_seen_at, datetime)  # noqa: S101 - narrows what the table declares
    assert isinstance(expires_at, datetime)  # noqa: S101 - likewise
    return Login(
        id=LoginId(row.id),
        user_id=UserId(str(data["user_id"])),
        device=str(data["device"]),
        address=str(data["address"]),
        remember=bool(data["remember"]),
        created_at=row.created_at,
        last_seen_at=last_seen_at,
        expires_at=expires_at,
    )
