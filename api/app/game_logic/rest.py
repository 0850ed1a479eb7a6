"""Getting one's strength back."""

from app.game_logic.encounters_here import encounters_here
from app.game_logic.outcomes import restored
from app.game_logic.recorder import Recorder
from app.models.enums import Stat
from app.models.errors import IllegalMove
from app.models.events import CharacterEffectsChanged, FlagChanged, Rested, TimePassed
from app.models.ids import CharacterId
from app.models.intents import Rest
from app.models.session import SessionState
from app.models.world import World

LONG_MINUTES = 480
SHORT_MINUTES = 60
SHORT_HP_PCT = 25
SHORT_MANA_PCT = 50

BETWEEN_SHORT_MINUTES = 240
"""From the end of one short rest to the beginning of the next; a long rest in between lifts it."""

_NEXT_SHORT_AT = "_next_short_rest_at"
"""The flag with the earliest minute of the next short rest. Content cannot name it: its flags begin with a letter."""


def why_not_rest(state: SessionState, intent: Rest, world: World) -> IllegalMove | None:
    """`not_safe`: enemies stand here, or (for a long rest) the place is not a safe one; for a short rest
    `rested_recently` and `not_tired` (nobody lacks anything)."""
    if encounters_here(state, world):
        return IllegalMove("You cannot rest with enemies so near.", code="not_safe")
    if intent.long:
        if world.locations[state.location_id].is_safe:
            return None
        return IllegalMove("You cannot sleep here: find a safe place.", code="not_safe")
    if state.minutes < state.flags.get(_NEXT_SHORT_AT, 0):
        text = "You have rested only just now. Find a safe place and sleep, or let some hours pass."
        return IllegalMove(text, code="rested_recently")
    if all(_is_whole(state, one, world) for one in state.turn_order):
        return IllegalMove("You are not tired.", code="not_tired")
    return None


def rest(rec: Recorder, _actor_id: CharacterId, intent: Rest) -> None:
    """The whole party rests. Long: 480 minutes, everything is full, effects end. Short: 60 minutes, 25 % of hit points
    and 50 % of mana come back. Raises IllegalMove (see `why_not_rest`)."""
    problem = why_not_rest(rec.state, intent, rec.world)
    if problem is not None:
        raise problem
    minutes = LONG_MINUTES if intent.long else SHORT_MINUTES
    hp_pct, mana_pct = (100, 100) if intent.long else (SHORT_HP_PCT, SHORT_MANA_PCT)
    rec.emit(TimePassed(minutes))
    for character_id in rec.state.turn_order:
        if intent.long and rec.state.characters[character_id].effects:
            rec.emit(CharacterEffectsChanged(character_id, ()))
        _refresh(rec, character_id, intent, hp_pct, mana_pct)
    next_at = 0 if intent.long else rec.state.minutes + BETWEEN_SHORT_MINUTES
    if rec.state.flags.get(_NEXT_SHORT_AT, 0) != next_at:
        rec.emit(FlagChanged(_NEXT_SHORT_AT, next_at))


def _refresh(rec: Recorder, character_id: CharacterId, intent: Rest, hp_pct: int, mana_pct: int) -> None:
    character = rec.state.characters[character_id]
    stats = character.get_effective_stats(rec.world)
    hp = restored(character.hp, stats[Stat.MAX_HP], hp_pct)
    mana = restored(character.mana, stats[Stat.MAX_MANA], mana_pct)
    rec.emit(Rested(character_id, intent.long, hp, mana))


def _is_whole(state: SessionState, character_id: CharacterId, world: World) -> bool:
    character = state.characters[character_id]
    stats = character.get_effective_stats(world)
    return character.hp >= stats[Stat.MAX_HP] and character.mana >= stats[Stat.MAX_MANA]
