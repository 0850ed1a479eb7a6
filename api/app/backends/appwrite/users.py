"""Appwrite's users as the game knows them.

Tier and being a guest are labels, which only a key may write. Preferences are writable by whoever holds a session of
the user, so nothing that matters stands there: the address as it was typed is believed only while it names the same
mailbox as the account's own. A user without an address has a placeholder, which nobody can claim or be mailed at.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.backends.addresses import email_key
from app.models.enums import Tier
from app.models.ids import UserId
from app.models.user import User

PLACEHOLDER_DOMAIN = "@nobody.invalid"
NOBODY = "coc-nobody"
"""The user whose password nobody has: unknown addresses are checked against it, so that they take as long."""
GUEST = "guest"

_TIER_LABELS = {tier: f"tier{tier.value.lower()}" for tier in Tier}


def placeholder(user_id: str) -> str:
    return f"{user_id.lower()}{PLACEHOLDER_DOMAIN}"


def is_placeholder(email: str) -> bool:
    return email.endswith(PLACEHOLDER_DOMAIN)


def as_user(found: Any) -> User:
    """The SDK's user in the game's words. What cannot be read raises one of the errors that `readable` knows."""
    labels, stored = list(found.labels), _preferences(found)
    return User(
        id=UserId(str(found.id)),
        name=str(found.name),
        email=_address(str(found.email or ""), stored.get("email")),
        tier=next((tier for tier, label in _TIER_LABELS.items() if label in labels), Tier.FREE),
        is_guest=GUEST in labels,
        email_verified=bool(found.emailverification),
        is_disabled=not found.status,
        created_at=datetime.fromisoformat(str(found.createdat)).astimezone(UTC),
        preferences=_mapping(stored.get("preferences")),
    )


def new_preferences(typed: str, preferences: Mapping[str, object]) -> dict[str, object]:
    """What is stored as Appwrite's `prefs`."""
    return {"email": typed.strip(), "preferences": dict(preferences)}


def labels_with(
    labels: Sequence[str], *, tier: Tier | None = None, is_guest: bool | None = None
) -> list[str]:
    """The user's labels after a change; those of the operator's own stay."""
    kept = list(labels)
    if tier is not None:
        kept = [one for one in kept if one not in _TIER_LABELS.values()] + [_TIER_LABELS[tier]]
    if is_guest is not None:
        kept = [one for one in kept if one != GUEST] + ([GUEST] if is_guest else [])
    return kept


def _address(stored: str, typed: object) -> str | None:
    if not stored or is_placeholder(stored):
        return None
    return typed if isinstance(typed, str) and email_key(typed) == stored else stored


def _preferences(found: Any) -> Mapping[str, Any]:
    return _mapping(getattr(found.prefs, "data", None))


def _mapping(value: object) -> Mapping[str, Any]:
    """An empty object may come as an empty list: the server is written in PHP."""
    return value if isinstance(value, Mapping) else {}
