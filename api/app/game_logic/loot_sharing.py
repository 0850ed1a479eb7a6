"""Sharing out the loot pool by what the members have said."""

from collections.abc import Sequence

from app.game_logic import aftermath
from app.game_logic.dice import Dice
from app.game_logic.loot_pool import award, deal_in_turn
from app.game_logic.lore import remember
from app.game_logic.recorder import Recorder
from app.game_logic.resolve import Resolution
from app.models.enums import Award, LootRule
from app.models.errors import NothingToShare, SessionNotActive
from app.models.events import LootThrow
from app.models.ids import CharacterId
from app.models.intents import ItemShare, Share
from app.models.items import PooledItem
from app.models.session import SessionState
from app.models.world import World

SIDES = 100

MAX_TIES = 10
"""Throws in a row that decide nothing; after so many the first in the party's order has it."""


def share(state: SessionState, intent: Share, dice: Dice, world: World) -> Resolution:
    """Each thing that is named and still lies there goes to somebody.

    By need and greed: of those who need it whoever throws highest with a d100; if nobody needs it, of those who would
    like it; one alone gets it without a die, and those with the same highest number throw again. By the leader: to whom
    the leader names. What nobody claims, and what the leader gives to nobody, goes round in turn. Who has left, and who
    was not in the fight, counts for nothing. Raises SessionNotActive, NothingToShare.
    """
    if state.is_over:
        raise SessionNotActive
    said = {one.item: one for one in intent.shares}
    lying = [one for one in state.loot_pool if one.item.id in said]
    if not lying:
        raise NothingToShare
    rec = Recorder(state, dice, world)
    by_one = _by_leader if state.loot_rule is LootRule.LEADER else _by_claims
    unclaimed = [one for one in lying if not by_one(rec, one, said[one.item.id])]
    deal_in_turn(rec, unclaimed)
    aftermath.settle(rec, rec.state.turn_order[0])
    remember(rec, state)
    return Resolution(rec.state, tuple(rec.events))


def _by_leader(rec: Recorder, lying: PooledItem, said: ItemShare) -> bool:
    """Whether it was given to somebody."""
    if said.receiver is None or said.receiver not in lying.receivers:
        return False
    award(rec, lying, said.receiver, Award.LEADER)
    return True


def _by_claims(rec: Recorder, lying: PooledItem, said: ItemShare) -> bool:
    """Whether somebody claimed it."""
    for why, claimers in ((Award.NEED, said.need), (Award.GREED, said.greed)):
        rivals = [one for one in lying.receivers if one in claimers]
        if rivals:
            winner, throws = _highest(rec, rivals, why)
            award(rec, lying, winner, why, throws)
            return True
    return False


def _highest(
    rec: Recorder, rivals: Sequence[CharacterId], why: Award
) -> tuple[CharacterId, tuple[LootThrow, ...]]:
    throws: list[LootThrow] = []
    for _ in range(MAX_TIES):
        if len(rivals) == 1:
            break
        round_of = [LootThrow(one, rec.dice.roll(why.value, SIDES)) for one in rivals]
        best = max(throw.roll.value for throw in round_of)
        rivals = [throw.character_id for throw in round_of if throw.roll.value == best]
        throws += round_of
    return rivals[0], tuple(throws)
