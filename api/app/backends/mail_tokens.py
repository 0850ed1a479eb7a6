"""Secrets of mail links on the `user_tokens` table: one hour, for one purpose and one address."""

import hmac
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from app.backends.ports import Clock, Create, Documents, Op, Row, Where
from app.backends.secret_tokens import hash_of, new_secret
from app.backends.walks import delete_every, every
from app.models.enums import TokenPurpose
from app.models.errors import InvalidToken
from app.models.ids import UserId
from app.models.tables import USER_TOKENS

LIFETIME = timedelta(hours=1)


class MailTokens:
    """The secrets themselves are never stored. An address is named by its key (`email_key`)."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    def issue(self, user_id: UserId, purpose: TokenPurpose, key: str) -> str:
        """A new secret; those issued before for that purpose are void."""
        secret = new_secret()
        self.void(user_id, purpose)
        token = {
            "user_id": user_id,
            "purpose": purpose.value,
            "secret_hash": hash_of(secret),
            "email_key": key,
            "expires_at": self._clock.now() + LIFETIME,
        }
        self._documents.commit([Create(USER_TOKENS.name, self._clock.new_id(), token)])
        return secret

    def find(self, user_id: UserId, purpose: TokenPurpose, secret: str, key: str | None) -> Row:
        """The live token of that secret, for the address that the user has now. Raises InvalidToken."""
        wanted = hash_of(secret)
        for token in self._of(user_id, Where("purpose", Op.EQ, purpose.value)):
            if hmac.compare_digest(str(token.data["secret_hash"]), wanted):
                expires_at = token.data["expires_at"]
                is_live = isinstance(expires_at, datetime) and expires_at > self._clock.now()
                if is_live and key is not None and token.data["email_key"] == key:
                    return token
        raise InvalidToken

    def void(self, user_id: UserId, purpose: TokenPurpose | None = None) -> None:
        """Removes the tokens of that purpose, or of all."""
        only = () if purpose is None else (Where("purpose", Op.EQ, purpose.value),)
        delete_every(self._documents, USER_TOKENS.name, self._of(user_id, *only))

    def _of(self, user_id: UserId, *where: Where) -> list[Row]:
        return list(every(self._documents, USER_TOKENS.name, Where("user_id", Op.EQ, user_id), *where))


def link(url: str, user_id: UserId, secret: str) -> str:
    """`url` with the user's id and the secret added to its query."""
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query, keep_blank_values=True), ("user_id", user_id), ("secret", secret)]
    return urlunsplit(parts._replace(query=urlencode(query)))
