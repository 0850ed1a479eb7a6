"""Password hashes: argon2id, a few at a time."""

import base64
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from app.models.errors import Unavailable

MAX_AT_ONCE = 2
MAX_WAIT_S = 5.0


class Passwords:
    """Makes and checks hashes. Each takes the memory given, so only two run at a time; a third waits up to 5 s."""

    def __init__(self, *, memory_kib: int = 47104, rounds: int = 2, lanes: int = 1) -> None:
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=lanes)
        self._slots = threading.BoundedSemaphore(MAX_AT_ONCE)
        self._nobodys = _hash_of_nobody(self._hasher)

    def hash(self, password: str) -> str:
        """Raises Unavailable if too many wait."""
        with self._slot():
            return self._hasher.hash(password)

    def matches(self, password: str, stored: str | None) -> bool:
        """Takes as long for None (nobody, or one without a password) as for a real hash. Raises Unavailable."""
        with self._slot():
            try:
                self._hasher.verify(stored or self._nobodys, password)
            except (VerificationError, InvalidHashError):
                return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made with other costs than today's."""
        return self._hasher.check_needs_rehash(stored)

    @contextmanager
    def _slot(self) -> Iterator[None]:
        if not self._slots.acquire(timeout=MAX_WAIT_S):
            raise Unavailable
        try:
            yield
        finally:
            self._slots.release()


def _hash_of_nobody(hasher: PasswordHasher) -> str:
    """A hash that no password matches, and that takes as long to find out as a real one. To make it takes no time."""
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (_unpadded(size) for size in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"


def _unpadded(size: int) -> str:
    """Random bytes as argon2 writes them: base64 without padding."""
    return base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")
