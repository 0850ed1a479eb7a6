"""Users, their signed-in devices, and what each tier allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.models.enums import Tier
from app.models.ids import LoginId, UserId


@dataclass(frozen=True, slots=True)
class User:
    id: UserId
    name: str
    email: str | None
    tier: Tier
    is_guest: bool
    email_verified: bool
    is_disabled: bool
    created_at: datetime
    preferences: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Login:
    """A signed-in device. `device` is the user agent as sent, cut to 200 characters."""

    id: LoginId
    user_id: UserId
    device: str
    address: str
    remember: bool
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TierLimits:
    """None means unlimited."""

    tier: Tier
    price_cents: int
    ai_calls_per_day: int | None
    has_marketplace: bool
    log_retention_days: int
    max_characters: int | None
    party_size: int


TIERS: Mapping[Tier, TierLimits] = {
    Tier.FREE: TierLimits(Tier.FREE, 0, 50, False, 7, 1, 1),
    Tier.BASIC: TierLimits(Tier.BASIC, 499, 200, False, 14, 3, 2),
    Tier.PREMIUM: TierLimits(Tier.PREMIUM, 999, 1000, True, 30, 10, 6),
    Tier.ELITE: TierLimits(Tier.ELITE, 1999, None, True, 90, None, 10),
}


def tier_rank(tier: Tier) -> int:
    """0 for FREE up to 3 for ELITE."""
    return tuple(Tier).index(tier)
