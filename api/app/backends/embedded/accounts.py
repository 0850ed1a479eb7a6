"""Accounts on the `users` table.

An address belongs to whoever proves it. Until then it is only claimed: a later registration takes the claim over, so
that nobody can keep a stranger's address. The claimed row of a registration is then deleted, that of a guest loses the
address and the password and stays a guest. Links mailed for a lost claim are dead: they name another user or address.
"""

from collections.abc import Mapping

from app.backends.addresses import email_key, is_too_long
from app.backends.embedded.passwords import Passwords
from app.backends.embedded.users import as_user, find_row
from app.backends.mail_tokens import MailTokens
from app.backends.ports import Change, Clock, Create, Delete, Documents, Row, Update
from app.backends.retrying import commit_loaded, until_settled
from app.backends.stored_logins import StoredLogins
from app.backends.walks import delete_every
from app.models.enums import Tier
from app.models.errors import BadCredentials, Conflict, Forbidden, Invalid, NotFound, Unavailable
from app.models.ids import UserId
from app.models.tables import USERS
from app.models.user import User

_NO_ADDRESS: Mapping[str, object] = {"email": None, "email_key": None, "password_hash": None}


class EmbeddedAccounts:
    """`Accounts` on `Documents`."""

    def __init__(
        self,
        documents: Documents,
        clock: Clock,
        passwords: Passwords,
        logins: StoredLogins,
        tokens: MailTokens,
    ) -> None:
        self._documents = documents
        self._clock = clock
        self._passwords = passwords
        self._logins = logins
        self._tokens = tokens

    def create(self, email: str, password: str, name: str) -> User:
        address = self._claim(email, password)
        user_id = self._clock.new_id()
        row = _new_row(name, is_guest=False) | address
        made = Create(USERS.name, user_id, row)
        until_settled(lambda: commit_loaded(self._documents, [*self._released(address), made]))
        stored = self._documents.find(USERS.name, user_id)
        if stored is None:  # the next registration was as quick as this
            raise Conflict
        return as_user(stored)

    def create_guest(self, name: str) -> User:
        user_id = self._clock.new_id()
        self._documents.commit([Create(USERS.name, user_id, _new_row(name, is_guest=True))])
        return self.get(UserId(user_id))

    def get(self, user_id: UserId) -> User:
        return as_user(self._documents.get(USERS.name, user_id))

    def find_by_email(self, email: str) -> User | None:
        row = find_row(self._documents, email_key(email))
        return None if row is None else as_user(row)

    def check_password(self, email: str, password: str) -> User:
        row = find_row(self._documents, email_key(email))
        stored = None if row is None else row.data["password_hash"]
        if not self._passwords.matches(password, None if stored is None else str(stored)) or row is None:
            raise BadCredentials
        if self._passwords.is_outdated(str(stored)):
            self._rehash(row, password)
        return as_user(row)

    def update(
        self,
        user_id: UserId,
        *,
        name: str | None = None,
        preferences: Mapping[str, object] | None = None,
        tier: str | None = None,
        disabled: bool | None = None,
    ) -> User:
        given = {
            "name": name,
            "preferences": preferences,
            "tier": None if tier is None else Tier(tier).value,
            "is_disabled": disabled,
        }
        changes = {key: value for key, value in given.items() if value is not None}
        if changes:
            until_settled(lambda: self._write(user_id, changes))
        return self.get(user_id)

    def upgrade(self, user_id: UserId, email: str, password: str, name: str) -> User:
        address = self._claim(email, password)

        def attempt() -> None:
            row = self._documents.get(USERS.name, user_id)
            if not row.data["is_guest"]:
                raise Forbidden
            claim = Update(USERS.name, row.id, address | {"name": name}, row.version)
            commit_loaded(self._documents, [*self._released(address, but=row.id), claim])

        until_settled(attempt)
        return self.get(user_id)

    def delete(self, user_id: UserId) -> None:
        row = self._documents.find(USERS.name, user_id)
        if row is not None:
            delete_every(self._documents, USERS.name, [row])
        self._logins.close_all(user_id)
        self._tokens.void(user_id)

    def _claim(self, email: str, password: str) -> dict[str, object]:
        """The address and password columns. Hashes first, so that a taken address takes as long as a free one."""
        if is_too_long(email):
            raise Invalid("This e-mail address is too long.")
        return {
            "email": email.strip(),
            "email_key": email_key(email),
            "password_hash": self._passwords.hash(password),
        }

    def _released(self, address: Mapping[str, object], but: str | None = None) -> list[Change]:
        """The change that frees a claimed address. Raises Conflict if its owner has proven it, or was disabled."""
        row = find_row(self._documents, str(address["email_key"]))
        if row is None or row.id == but:
            return []
        if row.data["email_verified"] or row.data["is_disabled"]:
            raise Conflict("This e-mail address is taken.", code="email_taken")
        if row.data["is_guest"]:
            return [Update(USERS.name, row.id, _NO_ADDRESS, row.version)]
        return [Delete(USERS.name, row.id, row.version)]

    def _write(self, user_id: UserId, changes: Mapping[str, object]) -> None:
        row = self._documents.get(USERS.name, user_id)
        self._documents.commit([Update(USERS.name, row.id, changes, row.version)])

    def _rehash(self, row: Row, password: str) -> None:
        """A chance to strengthen an old hash; if it is missed, the next login brings another."""
        changes = {"password_hash": self._passwords.hash(password)}
        try:
            self._documents.commit([Update(USERS.name, row.id, changes, row.version)])
        except (Conflict, NotFound, Unavailable):
            return


def _new_row(name: str, *, is_guest: bool) -> dict[str, object]:
    return {
        "name": name,
        "tier": Tier.FREE.value,
        "is_guest": is_guest,
        "email_verified": False,
        "is_disabled": False,
        "preferences": {},
    }
