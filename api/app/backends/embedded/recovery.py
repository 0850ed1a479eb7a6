"""Mail links for the users of the `users` table: a token and what it allows are one commit."""

from collections.abc import Mapping

from app.backends.embedded.passwords import Passwords
from app.backends.embedded.users import as_user, proven
from app.backends.mail.letters import letter
from app.backends.mail_tokens import MailTokens, link
from app.backends.ports import Delete, Documents, Mailer, Row, Update
from app.backends.retrying import commit_loaded, until_settled
from app.backends.stored_logins import StoredLogins
from app.models.enums import TokenPurpose
from app.models.errors import InvalidToken, NotFound
from app.models.ids import UserId
from app.models.tables import USER_TOKENS, USERS
from app.models.user import User


class EmbeddedRecovery:
    """`Recovery` on `Documents` and `Mailer`."""

    def __init__(
        self,
        documents: Documents,
        passwords: Passwords,
        logins: StoredLogins,
        tokens: MailTokens,
        mailer: Mailer,
    ) -> None:
        self._documents = documents
        self._passwords = passwords
        self._logins = logins
        self._tokens = tokens
        self._mailer = mailer

    def send(self, user_id: UserId, purpose: TokenPurpose, url: str) -> None:
        row = self._documents.get(USERS.name, user_id)
        if row.data["email"] is None:
            raise NotFound
        secret = self._tokens.issue(user_id, purpose, str(row.data["email_key"]))
        subject, text = letter(purpose, str(row.data["name"]), link(url, user_id, secret))
        self._mailer.send(str(row.data["email"]), subject, text)

    def verify_email(self, user_id: UserId, secret: str) -> User:
        until_settled(lambda: self._consume(user_id, TokenPurpose.VERIFY_EMAIL, secret, {}))
        return as_user(self._documents.get(USERS.name, user_id))

    def reset_password(self, user_id: UserId, secret: str, password: str) -> User:
        self._find(user_id, TokenPurpose.RESET_PASSWORD, secret)  # a made-up link costs no hash
        changes = {"password_hash": self._passwords.hash(password)}
        until_settled(lambda: self._consume(user_id, TokenPurpose.RESET_PASSWORD, secret, changes))
        self._logins.close_all(user_id)
        return as_user(self._documents.get(USERS.name, user_id))

    def _consume(
        self, user_id: UserId, purpose: TokenPurpose, secret: str, changes: Mapping[str, object]
    ) -> None:
        """The token and what it allows in one commit, so that it works once. A link that arrived proves the address."""
        user, token = self._find(user_id, purpose, secret)
        spent = Delete(USER_TOKENS.name, token.id, token.version)
        allowed = Update(USERS.name, user.id, {**proven(user), **changes}, user.version)
        commit_loaded(self._documents, [spent, allowed])

    def _find(self, user_id: UserId, purpose: TokenPurpose, secret: str) -> tuple[Row, Row]:
        """The user and the live token. Raises InvalidToken."""
        user = self._documents.find(USERS.name, user_id)
        if user is None:
            raise InvalidToken
        key = user.data["email_key"]
        return user, self._tokens.find(user_id, purpose, secret, None if key is None else str(key))
