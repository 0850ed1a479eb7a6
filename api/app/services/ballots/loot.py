"""Sharing out what a fight has brought, one kind of thing after another. It is asked by itself."""

from collections.abc import Container, Sequence

from app.models.enums import LootRule, VoteStatus
from app.models.errors import NothingToShare
from app.models.ids import CharacterId, ItemId
from app.models.intents import ItemShare, Share
from app.models.items import PooledItem
from app.models.session import GameSession, SessionState
from app.models.votes import Choice, Vote
from app.models.world import World
from app.services.appended import Appended
from app.services.ballots.ballot import Ballot, Decision, Motion

NEED, GREED, PASS = "need", "greed", "pass"
IN_TURN = "turn"
"""What the leader says who gives a thing to nobody."""

_CLAIMS = (Choice(NEED, "Need", NEED), Choice(GREED, "Greed", GREED), Choice(PASS, "Pass"))
"""Whatever stands first is what the vote says if anybody has claimed it."""


def first_lot(state: SessionState) -> tuple[PooledItem, ...]:
    """What is asked about next: the first thing of the pool, and all of its kind that the same may have."""
    if not state.loot_pool:
        return ()
    first = state.loot_pool[0]
    return tuple(
        one
        for one in state.loot_pool
        if (one.item.item_def_id, one.receivers) == (first.item.item_def_id, first.receivers)
    )


def _ask(session: GameSession, _actor: CharacterId, options: Sequence[str], world: World) -> Motion:
    """`options`: ids of things of one kind. Raises NothingToShare if none lies there."""
    state = session.state
    lot = [one for one in state.loot_pool if one.item.id in options]
    if not lot:
        raise NothingToShare
    definition, count = world.items[lot[0].item.item_def_id], sum(one.item.quantity for one in lot)
    thing = f"{definition.name} × {count}" if count > 1 else definition.name
    question = f"Who gets this: {thing} ({definition.rarity.value})?"
    if state.loot_rule is not LootRule.LEADER:
        return Motion(question, _CLAIMS, definition.id, is_for=False)
    members = [Choice(who, state.characters[who].name, who) for who in lot[0].receivers]
    return Motion(question, (*members, Choice(IN_TURN, "In turn")), definition.id, is_for=False)


def _has_say(vote: Vote, state: SessionState) -> Container[CharacterId]:
    """Who may have it; where the leader says, whoever led when it was asked."""
    if state.loot_rule is LootRule.LEADER:
        return (vote.opened_by,)
    return {who for one in state.loot_pool if one.item.id in vote.options for who in one.receivers}


def _decide(vote: Vote, is_time_up: bool) -> Decision | None:
    """Passed when everybody has spoken, or the time is up: who is absent passes. What dice make of it the rules say."""
    if not is_time_up and any(one not in vote.ballots for one in vote.voters):
        return None
    said = set(vote.ballots.values())
    outcome = next((one.id for one in vote.choices if one.id in said), vote.choices[-1].id)
    return Decision(VoteStatus.PASSED, outcome)


def _turn(vote: Vote, session: GameSession) -> Appended:
    state = session.state
    things = [ItemId(one) for one in vote.options]
    if state.loot_rule is LootRule.LEADER:
        named = None if vote.outcome in (None, IN_TURN) else CharacterId(vote.outcome)
        shares = [ItemShare(one, receiver=named) for one in things]
    else:
        need, greed = (_who_said(vote, claim) for claim in (NEED, GREED))
        shares = [ItemShare(one, need, greed) for one in things]
    who = vote.opened_by if vote.opened_by in state.characters else state.turn_order[0]
    return Appended(Share(tuple(shares)), who)


def _who_said(vote: Vote, claim: str) -> tuple[CharacterId, ...]:
    return tuple(who for who, said in vote.ballots.items() if said == claim)


BALLOT = Ballot(_ask, _decide, _turn, in_fights=True, has_say=_has_say)
