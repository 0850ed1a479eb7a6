"""Logins that were found a moment ago, so that a request need not ask Appwrite twice who sends it.

A login found is believed for 30 s. Whatever ends or changes one (logging out, a new tier, a password) is noted in
Redis, and for a minute nobody believes what they remember of that user; if Redis does not answer, neither.
"""

import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock

from app.backends.ports import Clock, Counters, Documents
from app.backends.secret_tokens import hash_of
from app.backends.stored_logins import SEEN_EVERY, FindUser, StoredLogins
from app.models.errors import Unavailable
from app.models.ids import LoginId, UserId
from app.models.user import Login, User

BELIEVED_S = 30.0
_CHANGED_S = 60
_KEPT = 4096

_Found = tuple[Login, User]


class KnownLogins:
    """`Logins` on `Documents` with a short memory. Safe for threads."""

    def __init__(self, documents: Documents, clock: Clock, find_user: FindUser, counters: Counters) -> None:
        self._stored = StoredLogins(documents, clock, find_user)
        self._clock = clock
        self._counters = counters
        self._known: OrderedDict[str, tuple[float, _Found]] = OrderedDict()
        self._lock = Lock()

    def open(
        self, user_id: UserId, *, lifetime_s: int, remember: bool, device: str, address: str
    ) -> tuple[Login, str]:
        return self._stored.open(
            user_id, lifetime_s=lifetime_s, remember=remember, device=device, address=address
        )

    def find(self, secret: str) -> _Found | None:
        key = hash_of(secret)
        known = self._remembered(key)
        if known is not None:
            return known
        found = self._stored.find(secret)
        if found is not None:
            with self._lock:
                self._known[key] = (time.monotonic(), found)
                if len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        return found

    def list(self, user_id: UserId) -> Sequence[Login]:
        return self._stored.list(user_id)

    def close(self, user_id: UserId, login_id: LoginId) -> bool:
        try:
            return self._stored.close(user_id, login_id)
        finally:
            self.forget(user_id)

    def close_all(self, user_id: UserId, *, keep: LoginId | None = None) -> int:
        try:
            return self._stored.close_all(user_id, keep=keep)
        finally:
            self.forget(user_id)

    def forget(self, user_id: UserId) -> None:
        """To be called after every change of the user, so that no process goes on with what it knew."""
        with self._lock:
            for key in [key for key, (_, found) in self._known.items() if found[1].id == user_id]:
                del self._known[key]
        with suppress(Unavailable):  # whoever cannot reach Redis now believes nothing it remembers either
            self._counters.remember(_flag(user_id), _CHANGED_S)

    def _remembered(self, key: str) -> _Found | None:
        with self._lock:
            noted_at, found = self._known.get(key, (0.0, None))
        if found is None or time.monotonic() - noted_at > BELIEVED_S:
            return None
        login, now = found[0], self._clock.now()
        if login.expires_at <= now or now - login.last_seen_at >= SEEN_EVERY:
            return None
        with suppress(Unavailable):
            return None if self._counters.is_remembered(_flag(found[1].id)) else found
        return None


def _flag(user_id: UserId) -> str:
    return f"login_changed:{user_id}"
