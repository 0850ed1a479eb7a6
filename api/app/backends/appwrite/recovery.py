"""Mail links for Appwrite's users, with secrets and mails of our own.

Appwrite's own links are not used: an older one stays good beside a newer, and the words and the sender are the
project's, not the game's (docs/adr/0010).
"""

from contextlib import suppress

from app.backends.addresses import email_key
from app.backends.appwrite.known_logins import KnownLogins
from app.backends.appwrite.user_store import UserStore
from app.backends.appwrite.users import labels_with
from app.backends.mail.letters import letter
from app.backends.mail_tokens import MailTokens, link
from app.backends.ports import Delete, Documents, Mailer, Row
from app.models.enums import TokenPurpose
from app.models.errors import Conflict, InvalidToken, NotFound
from app.models.ids import UserId
from app.models.tables import USER_TOKENS
from app.models.user import User


class AppwriteRecovery:
    """`Recovery` on `Documents`, `Users` and `Mailer`."""

    def __init__(
        self, documents: Documents, users: UserStore, logins: KnownLogins, tokens: MailTokens, mailer: Mailer
    ) -> None:
        self._documents = documents
        self._users = users
        self._logins = logins
        self._tokens = tokens
        self._mailer = mailer

    def send(self, user_id: UserId, purpose: TokenPurpose, url: str) -> None:
        user = self._users.get(user_id)
        if user.email is None:
            raise NotFound
        secret = self._tokens.issue(user_id, purpose, email_key(user.email))
        subject, text = letter(purpose, user.name, link(url, user_id, secret))
        self._mailer.send(user.email, subject, text)

    def verify_email(self, user_id: UserId, secret: str) -> User:
        """The token goes last: until then the link can be opened again, and says the same."""
        user, token = self._find(user_id, TokenPurpose.VERIFY_EMAIL, secret)
        proven = self._prove(user)
        with suppress(Conflict, NotFound):
            self._spend(token)
        return proven

    def reset_password(self, user_id: UserId, secret: str, password: str) -> User:
        """The token goes first: of several who open the link at once, one sets a password."""
        user, token = self._find(user_id, TokenPurpose.RESET_PASSWORD, secret)
        try:
            self._spend(token)
        except (Conflict, NotFound) as error:
            raise InvalidToken from error
        self._users.set_password(user_id, password)
        self._logins.close_all(user_id)
        return self._prove(user)

    def _find(self, user_id: UserId, purpose: TokenPurpose, secret: str) -> tuple[User, Row]:
        """The user and the live token. Raises InvalidToken."""
        user = self._users.find(user_id)
        if user is None:
            raise InvalidToken
        key = None if user.email is None else email_key(user.email)
        return user, self._tokens.find(user_id, purpose, secret, key)

    def _spend(self, token: Row) -> None:
        self._documents.commit([Delete(USER_TOKENS.name, token.id, token.version)])

    def _prove(self, user: User) -> User:
        """Marks the address verified, and a guest a full user. Appwrite cannot do so on the condition that the address
        is still that of the link, so it is looked at afterwards: one that was changed meanwhile is not proven."""
        try:
            if user.email_verified:
                return user
            proven = self._users.set_verified(user.id, True)
            if proven.email is None or user.email is None or email_key(proven.email) != email_key(user.email):
                self._users.set_verified(user.id, False)
                raise InvalidToken
            found = self._users.raw(user.id)
            if found is None:
                raise InvalidToken
            return self._users.set_labels(user.id, labels_with(found.labels, is_guest=False))
        finally:
            self._logins.forget(user.id)
