"""How large a party may be: what its leader's tier allows."""

from app.models.enums import Tier
from app.models.errors import Invalid, PartyTooLarge, TierTooLow
from app.models.session import SessionConfig
from app.models.user import TIERS, User


def require_party(leader: User, config: SessionConfig) -> None:
    """Raises TierTooLow where the tier has no parties at all, PartyTooLarge where it has only smaller ones; Invalid
    `bad_party_size` for more players needed than there are seats, `bad_level_range`."""
    if config.min_players > config.max_players:
        raise Invalid(
            "A party cannot need more players than it has seats.",
            code="bad_party_size",
            details={"field": "config.min_players"},
        )
    if config.min_level > config.max_level:
        raise Invalid(
            "The lowest level cannot lie above the highest.",
            code="bad_level_range",
            details={"field": "config.min_level"},
        )
    if config.max_players > 1:
        require_seats(leader, config.max_players)


def require_seats(leader: User, players: int) -> None:
    """Raises TierTooLow or PartyTooLarge if the leader's tier has not that many."""
    most = TIERS[leader.tier].party_size
    if players <= most:
        return
    details = {"party_size": most}
    if most == 1:
        required = next(tier for tier in Tier if TIERS[tier].party_size >= players)
        raise TierTooLow(details={**details, "required_tier": required})
    raise PartyTooLarge(details=details)
