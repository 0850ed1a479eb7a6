"""Secrets that are shown once and stored hashed."""

import hashlib
import secrets

_BYTES = 32


def new_secret() -> str:
    """256 random bits, safe in a URL and a cookie."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(secret: str) -> str:
    """SHA-256 in hex. A plain hash is enough: 256 random bits cannot be guessed."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
