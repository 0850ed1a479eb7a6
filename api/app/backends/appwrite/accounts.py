"""Accounts on Appwrite's users. See the note on claimed addresses in `embedded/accounts.py`: the same holds here.

Appwrite has no transaction over users. Each step leaves a state from which the same call can be made again, and an
address is decided by the server's unique index on it.
"""

from collections.abc import Mapping

from appwrite.services.account import Account

from app.backends.addresses import email_key, is_too_long
from app.backends.appwrite.errors import Refused, translated
from app.backends.appwrite.known_logins import KnownLogins
from app.backends.appwrite.user_store import BAD_ARGUMENT, UserStore
from app.backends.appwrite.users import NOBODY, is_placeholder, labels_with, placeholder
from app.backends.mail_tokens import MailTokens
from app.backends.ports import Clock
from app.backends.retrying import until_settled
from app.models.enums import Tier
from app.models.errors import BadCredentials, Conflict, Forbidden, Invalid, NotFound
from app.models.ids import UserId
from app.models.user import User

_UNAUTHENTICATED = 401


class AppwriteAccounts:
    """`Accounts` on `Users`. Passwords are checked by opening a session, which is closed again at once."""

    def __init__(
        self, users: UserStore, account: Account, clock: Clock, logins: KnownLogins, tokens: MailTokens
    ) -> None:
        self._users = users
        self._account = account
        self._clock = clock
        self._logins = logins
        self._tokens = tokens

    def create(self, email: str, password: str, name: str) -> User:
        key = _key_of(email)

        def attempt() -> User | None:
            if not self._release(key):
                return None
            made = self._users.create(UserId(self._clock.new_id()), name, key, password)
            return self._type_address(made, email)

        return self._unless_taken(until_settled(attempt), password)

    def create_guest(self, name: str) -> User:
        made = self._users.create(UserId(self._clock.new_id()), name)
        return self._users.set_labels(made.id, labels_with([], is_guest=True))

    def get(self, user_id: UserId) -> User:
        return self._users.get(user_id)

    def find_by_email(self, email: str) -> User | None:
        return self._users.find_by_key(email_key(email))

    def check_password(self, email: str, password: str) -> User:
        user = self.find_by_email(email)
        is_right = self._opens(placeholder(NOBODY) if user is None else email_key(email), password)
        if user is None or not is_right:
            raise BadCredentials
        return user

    def update(
        self,
        user_id: UserId,
        *,
        name: str | None = None,
        preferences: Mapping[str, object] | None = None,
        tier: str | None = None,
        disabled: bool | None = None,
    ) -> User:
        found = self._users.raw(user_id)
        if found is None:
            raise NotFound
        if name is not None:
            self._users.set_name(user_id, name)
        if preferences is not None:
            self._users.set_preferences(user_id, self._users.get(user_id).email or "", preferences)
        if tier is not None:
            self._users.set_labels(user_id, labels_with(found.labels, tier=Tier(tier)))
        if disabled is not None:
            self._users.set_enabled(user_id, not disabled)
        self._logins.forget(user_id)
        return self._users.get(user_id)

    def upgrade(self, user_id: UserId, email: str, password: str, name: str) -> User:
        key = _key_of(email)

        def attempt() -> User | None:
            guest = self._users.get(user_id)
            if not guest.is_guest:
                raise Forbidden
            if guest.email is None or email_key(guest.email) != key:
                if not self._release(key):
                    return None
                self._users.set_email(user_id, key)
            self._users.set_password(user_id, password)
            return self._type_address(self._users.set_name(user_id, name), email)

        try:
            return self._unless_taken(until_settled(attempt), password)
        finally:
            self._logins.forget(user_id)

    def delete(self, user_id: UserId) -> None:
        self._users.delete(user_id)
        self._logins.close_all(user_id)
        self._logins.forget(user_id)
        self._tokens.void(user_id)

    def _type_address(self, user: User, email: str) -> User:
        """Keeps the address as it was typed: Appwrite keeps it in small letters."""
        if user.email == email.strip():
            return user
        self._users.set_preferences(user.id, email, user.preferences)
        return self._users.get(user.id)

    def _release(self, key: str) -> bool:
        """Frees a claimed address. False if its owner has proven it, or was disabled."""
        owner = self._users.find_by_key(key)
        if owner is None:
            return True
        if owner.email_verified or owner.is_disabled:
            return False
        if owner.is_guest:
            self._users.set_email(owner.id, placeholder(owner.id))
            self._logins.forget(owner.id)
        else:
            self.delete(owner.id)
        return True

    def _unless_taken(self, user: User | None, password: str) -> User:
        if user is None:
            self._opens(placeholder(NOBODY), password)  # takes as long as a registration
            raise Conflict("This e-mail address is taken.", code="email_taken")
        return user

    def _opens(self, address: str, password: str) -> bool:
        """Whether that is the password. Being disabled is looked at after the password, so it is right then too."""
        with translated():
            try:
                session = self._account.create_email_password_session(address, password)
            except Refused as refused:
                if refused.kind == "user_blocked":
                    return True
                if refused.status == _UNAUTHENTICATED or refused.kind == BAD_ARGUMENT:
                    return False
                raise
            user_id, session_id = UserId(str(session.userid)), str(session.id)
        self._users.delete_session(user_id, session_id)
        return True


def _key_of(email: str) -> str:
    key = email_key(email)
    if is_too_long(email):
        raise Invalid("This e-mail address is too long.")
    if is_placeholder(key):
        raise Invalid("This e-mail address is not accepted here.", details={"field": "email"})
    return key
