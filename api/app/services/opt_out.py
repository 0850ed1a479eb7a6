"""The link in a mail that ends such mails: signed, so nothing is kept for it; it works as long as the mail exists."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence

from app.backends.ports import Accounts
from app.models.errors import InvalidToken, NotFound
from app.models.ids import UserId
from app.models.preferences import TurnMails, stored_preferences


class OptOut:
    """Signs with the first key and believes any of them. A token can do nothing but this."""

    def __init__(self, accounts: Accounts, keys: Sequence[bytes]) -> None:
        self._accounts = accounts
        self._keys = tuple(keys)

    def token(self, user_id: UserId) -> str:
        """For that user's mails."""
        name = base64.urlsafe_b64encode(user_id.encode()).decode().rstrip("=")
        return f"{name}.{_signature(self._keys[0], user_id)}"

    def stop(self, token: str) -> None:
        """No more mails about turns for whom the token names. Safe to repeat. Raises InvalidToken."""
        name, _, signature = token.partition(".")
        try:
            user_id = UserId(base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode())
            signed = signature.encode("ascii")
        except (binascii.Error, ValueError):
            raise InvalidToken from None
        if not any(hmac.compare_digest(signed, _signature(key, user_id).encode()) for key in self._keys):
            raise InvalidToken
        try:
            kept = self._accounts.get(user_id).preferences
            changed = stored_preferences(kept).changed({"turn_mails": TurnMails.OFF})
            self._accounts.update(user_id, preferences=changed.stored())
        except NotFound:
            raise InvalidToken from None


def _signature(key: bytes, user_id: UserId) -> str:
    return hmac.new(key, user_id.encode(), hashlib.sha256).hexdigest()
