"""Parties whose loot pool holds something, won in a real fight."""

from app.models.enums import CombatOutcome, LootRule
from app.models.events import CombatEnded
from app.models.session import SessionState
from tests.support.house import House
from tests.support.party import Gathering, gather

TRIES = 12
"""A party of three wins something nine times in ten."""


def with_spoils(house: House, others: int = 2, rule: LootRule = LootRule.NEED_GREED) -> Gathering:
    """A party that has won the fight in the inn's yard, and something to share out."""
    for _ in range(TRIES):
        gathering = gather(house, others=others, loot=rule)
        gathering.set_out()
        if _win(gathering) and gathering.of(gathering.leader).state.loot_pool:
            return gathering
        for player in reversed(gathering.players):
            gathering.parties.leave(player.id, gathering.id)
    raise AssertionError("nobody ever won anything")


def _win(gathering: Gathering) -> bool:
    gathering.act_at_turn("go out")
    gathering.act_at_turn("attack the wicklings")
    while _state(gathering).combat is not None:
        gathering.act_at_turn("attack")
    endings = [one for turn in gathering.of(gathering.leader).log() for one in turn.events]
    outcome = next(one.outcome for one in endings if isinstance(one, CombatEnded))
    return outcome is CombatOutcome.VICTORY


def _state(gathering: Gathering) -> SessionState:
    return gathering.of(gathering.leader).state
