"""What follows when a rule is through: the spoils of a fight, the waking after a defeat, quests going on."""

from app.game_logic.encounters_here import is_repeating, won_at_flag
from app.game_logic.outcomes import Cause, apply_outcomes
from app.game_logic.possessions import change_gold
from app.game_logic.quests import advance_one
from app.game_logic.recorder import Recorder
from app.models.enums import CombatOutcome, Stat
from app.models.events import (
    CharacterEffectsChanged,
    CombatEnded,
    FlagChanged,
    LocationEntered,
    VitalsChanged,
)
from app.models.ids import CharacterId, EncounterId

LOOT = "loot"
"""The faucet of what a victory gives."""

DEFEAT = "defeat"
"""The sink of gold lost by a defeat."""

DEFEAT_GOLD_PCT = 10
WAKING_HP_PCT = 50
WAKING_MINUTES = 240


def settle(rec: Recorder, actor_id: CharacterId) -> None:
    """Goes on until nothing follows any more: each fight that ended is followed up once, in order, and each quest whose
    objective is met goes on. Both may start the next fight, in which quests then wait."""
    followed_up = 0
    while True:
        while followed_up < len(rec.events):
            event = rec.events[followed_up]
            followed_up += 1
            if isinstance(event, CombatEnded):
                _follow_up(rec, actor_id, event)
        if not advance_one(rec, actor_id):
            return


def _follow_up(rec: Recorder, actor_id: CharacterId, event: CombatEnded) -> None:
    if event.outcome is CombatOutcome.VICTORY:
        _after_victory(rec, actor_id, event.encounter_id)
    elif event.outcome is CombatOutcome.DEFEAT:
        _after_defeat(rec)


def _after_victory(rec: Recorder, actor_id: CharacterId, encounter_id: EncounterId) -> None:
    """The encounter's `on_win`, for the one who acted; enemies that come again note when they were beaten."""
    encounter = rec.world.encounters.get(encounter_id)
    if encounter is None:
        return
    if is_repeating(encounter_id, rec.state, rec.world):
        rec.emit(FlagChanged(won_at_flag(encounter_id), rec.state.minutes))
    apply_outcomes(rec, actor_id, encounter.on_win, Cause(LOOT, encounter.name))


def _after_defeat(rec: Recorder) -> None:
    """The party wakes, 240 minutes later, where it was last safe (or where the story began), each with half of the
    maximum of hit points (at least 1), without effects and without 10 % of the gold (rounded down). Nothing else is
    lost, and nobody lies in ambush there."""
    for character_id in rec.state.turn_order:
        character = rec.state.characters[character_id]
        change_gold(rec, character_id, -(character.gold * DEFEAT_GOLD_PCT // 100), DEFEAT)
        if character.effects:
            rec.emit(CharacterEffectsChanged(character_id, ()))
        _wake(rec, character_id)
    place = rec.state.last_safe_location_id or rec.world.start_location
    rec.emit(
        LocationEntered(
            location_id=place,
            minutes=WAKING_MINUTES,
            first_visit=place not in rec.state.visited,
            is_safe=rec.world.locations[place].is_safe,
        )
    )


def _wake(rec: Recorder, character_id: CharacterId) -> None:
    character = rec.state.characters[character_id]
    most = character.get_effective_stats(rec.world)[Stat.MAX_HP]
    hp = max(most * WAKING_HP_PCT // 100, 1)
    rec.emit(VitalsChanged(character_id, hp - character.hp, 0, hp, character.mana, "waking"))
