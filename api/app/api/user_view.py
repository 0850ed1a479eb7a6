"""The account as its owner sees it."""

from dataclasses import dataclass
from datetime import datetime

from app.models.enums import Tier
from app.models.ids import UserId
from app.models.preferences import Preferences, stored_preferences
from app.models.user import TIERS, TierLimits, User


@dataclass(frozen=True, slots=True)
class UserView:
    """`email_verified` is false until the mailed link was used."""

    id: UserId
    name: str
    email: str | None
    tier: Tier
    limits: TierLimits
    is_guest: bool
    email_verified: bool
    preferences: Preferences
    created_at: datetime


def user_view(user: User) -> UserView:
    """Everything but what concerns operators."""
    return UserView(
        id=user.id,
        name=user.name,
        email=user.email,
        tier=user.tier,
        limits=TIERS[user.tier],
        is_guest=user.is_guest,
        email_verified=user.email_verified,
        preferences=stored_preferences(user.preferences),
        created_at=user.created_at,
    )
