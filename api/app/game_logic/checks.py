"""Skill checks outside combat: d20 + modifier against a difficulty."""

from app.game_logic.conditions import all_hold
from app.game_logic.damage_calculator import chance_pct, reaches, roll_d20
from app.game_logic.recorder import Recorder
from app.models.character import Character
from app.models.enums import Advantage
from app.models.events import CheckRolled
from app.models.ids import CharacterId
from app.models.session import SessionState
from app.models.world import CheckDef, World


def check_modifier(character: Character, check: CheckDef, world: World) -> int:
    """(attribute - 10) // 2 + level // 2, with everything that is worn and learnt."""
    return character.get_effective_stats(world).modifier(check.attribute) + character.level // 2


def advantage_of(check: CheckDef, state: SessionState, actor_id: CharacterId, world: World) -> Advantage:
    """A list of conditions counts if it is not empty and all of it holds. Both at once cancel out."""
    helped = bool(check.advantage_if) and all_hold(check.advantage_if, state, actor_id, world)
    hindered = bool(check.disadvantage_if) and all_hold(check.disadvantage_if, state, actor_id, world)
    if helped == hindered:
        return Advantage.NORMAL
    return Advantage.ADVANTAGE if helped else Advantage.DISADVANTAGE


def chance_pct_of(check: CheckDef, state: SessionState, actor_id: CharacterId, world: World) -> int:
    """The odds that this character would have now, in percent, rounded down (see `damage_calculator.chance_pct`)."""
    modifier = check_modifier(state.characters[actor_id], check, world)
    return chance_pct(modifier, check.difficulty, advantage_of(check, state, actor_id, world))


def roll_check(rec: Recorder, actor_id: CharacterId, check: CheckDef, purpose: str) -> bool:
    """Rolls, records every part of it, and says whether it succeeded: a 20 always, a 1 never."""
    modifier = check_modifier(rec.state.characters[actor_id], check, rec.world)
    advantage = advantage_of(check, rec.state, actor_id, rec.world)
    face, rolls = roll_d20(rec.dice, "check", advantage)
    success = reaches(face, modifier, check.difficulty)
    rec.emit(
        CheckRolled(
            character_id=actor_id,
            attribute=check.attribute,
            difficulty=check.difficulty,
            advantage=advantage,
            rolls=rolls,
            modifier=modifier,
            total=face + modifier,
            chance_pct=chance_pct(modifier, check.difficulty, advantage),
            success=success,
            purpose=purpose,
        )
    )
    return success
