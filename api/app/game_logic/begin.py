"""The first and the last turn of a session."""

from collections.abc import Sequence

from app.game_logic.aftermath import settle
from app.game_logic.combatants import heroes_of
from app.game_logic.dice import Dice
from app.game_logic.explore import show_place
from app.game_logic.loot_pool import deal_out
from app.game_logic.lore import remember
from app.game_logic.outcomes import start_quest
from app.game_logic.recorder import Recorder
from app.game_logic.resolve import Resolution
from app.models.character import Character
from app.models.combat import CombatEncounter
from app.models.enums import CombatOutcome, LootRule
from app.models.errors import SessionNotActive
from app.models.events import (
    CharacterJoined,
    CombatEnded,
    FinalVitals,
    LocationEntered,
    SessionStarted,
    StoryEnded,
)
from app.models.ids import CharacterId, LocationId, SessionId
from app.models.session import SessionState
from app.models.world import World


def begin(
    session_id: SessionId,
    seed_hash: str,
    characters: Sequence[Character],
    dice: Dice,
    world: World,
    *,
    is_by_round: bool = False,
    loot_rule: LootRule = LootRule.ROUND_ROBIN,
) -> Resolution:
    """A new session of at least one character, who take turns in this order, or act in it all at once, and share out
    loot by this rule: they join, the party stands where the story begins, and the quests that start at once have
    started."""
    empty = SessionState(session_id=session_id, seq=0, location_id=LocationId(""), characters={})
    rec = Recorder(empty, dice, world)
    place = world.start_location
    rec.emit(SessionStarted(seed_hash, place, is_by_round, loot_rule))
    for character in characters:
        rec.emit(CharacterJoined(character, world.origins[character.origin_id].opening))
    is_safe = world.locations[place].is_safe
    rec.emit(LocationEntered(place, minutes=0, first_visit=True, is_safe=is_safe))
    show_place(rec)
    for quest in world.quests.values():
        if quest.starts_at_once:
            start_quest(rec, quest.id)
    settle(rec, characters[0].id)
    remember(rec, empty)
    return Resolution(rec.state, tuple(rec.events))


def end_story(state: SessionState, dice: Dice, world: World) -> Resolution:
    """Ends the session for good. A fight that is going on ends without a winner, and what it cost stays: each keeps the
    hit points (at least 1) and mana left. What lies in the loot pool is dealt out in turn. Raises SessionNotActive if
    it is over already."""
    if state.is_over:
        raise SessionNotActive
    rec = Recorder(state, dice, world)
    if state.combat is not None:
        rec.emit(_broken_off(state, state.combat))
    deal_out(rec)
    rec.emit(StoryEnded())
    return Resolution(rec.state, tuple(rec.events))


def _broken_off(state: SessionState, combat: CombatEncounter) -> CombatEnded:
    vitals = tuple(FinalVitals(CharacterId(one.id), max(one.hp, 1), one.mana) for one in heroes_of(state))
    return CombatEnded(combat.encounter_id, combat.name, CombatOutcome.FLED, combat.round, vitals)
