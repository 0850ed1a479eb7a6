"""The value of `coc_session`: the login's secret and its end, sealed so that only this installation can read it."""

import json
from datetime import datetime

from cryptography.fernet import InvalidToken

from app.services.keyring import KeyPurpose, Keyring

MAX_LENGTH = 1024


class SessionCookies:
    """Seals and opens cookie values."""

    def __init__(self, keyring: Keyring) -> None:
        self._fernet = keyring.fernet(KeyPurpose.COOKIE)

    def seal(self, secret: str, expires_at: datetime) -> str:
        """A value safe to stand in a cookie."""
        content = json.dumps({"secret": secret, "expires": int(expires_at.timestamp())})
        return self._fernet.encrypt(content.encode()).decode()

    def unseal(self, value: str, now: datetime) -> str | None:
        """The secret, or None for a value that is not ours, was altered, or is past its end."""
        if len(value) > MAX_LENGTH:
            return None
        try:
            content = json.loads(self._fernet.decrypt(value.encode(errors="replace")))
        except InvalidToken:
            return None
        return str(content["secret"]) if content["expires"] > now.timestamp() else None
