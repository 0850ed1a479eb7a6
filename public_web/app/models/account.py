"""Who is signed in, where, and how they like it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the tier allows: `party_size` seats in a party that one leads."""

    party_size: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`preferences`: theme, text_size, motion, tone and turn_mails, each a word."""

    id: str
    name: str
    email: str | None
    tier: str
    is_guest: bool
    email_verified: bool
    preferences: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A place where one is signed in. `device` is what the browser called itself, in full."""

    id: str
    device: str
    address: str
    remember: bool
    created_at: str
    last_seen_at: str
    expires_at: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail in the development mailbox."""

    id: str
    to: str
    subject: str
    body: str
    sent_at: str
