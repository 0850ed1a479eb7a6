"""How somebody is, in one word: what a narrator is told instead of numbers."""

from app.game_logic.combatants import max_hp
from app.models.enums import Condition, Stat
from app.models.ids import CharacterId, CombatantId
from app.models.session import SessionState
from app.models.world import World

_WOUNDED_PCT = 33
"""Up to this share of hit points one is wounded."""


def condition_of(state: SessionState, character_id: CharacterId | None, world: World) -> Condition:
    """Of a character, in a fight or out of it; `fit` for nobody."""
    if character_id is None or character_id not in state.characters:
        return Condition.FIT
    fighting = state.combat.combatants.get(CombatantId(character_id)) if state.combat else None
    if fighting is not None:
        return _in_words(fighting.hp, max_hp(fighting))
    character = state.characters[character_id]
    return _in_words(character.hp, character.get_effective_stats(world)[Stat.MAX_HP])


def _in_words(hp: int, most: int) -> Condition:
    if hp >= most:
        return Condition.UNHURT
    return Condition.WOUNDED if hp * 100 <= _WOUNDED_PCT * most else Condition.FIT
