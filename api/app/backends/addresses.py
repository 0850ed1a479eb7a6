"""The one form of an e-mail address by which its owner is found."""

import unicodedata

MAX_ADDRESS = 254
"""In characters, of an address and of its key."""


def email_key(email: str) -> str:
    """Two addresses of one key are one mailbox: compatible characters and case do not tell them apart."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", email.strip()).casefold())


def is_too_long(email: str) -> bool:
    """Whether no store could hold the address or its key."""
    return max(len(email), len(email_key(email))) > MAX_ADDRESS
