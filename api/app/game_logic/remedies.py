"""Abilities and consumables outside a fight: those that heal, restore mana or cleanse.

Of an ability's steps only `heal`, `restore_mana` and `cleanse` at its top level work outside a fight; the others are
left out. Cooldowns count turns of a fight and do not matter here.
"""

from app.game_logic.combat_moves import REASONS, find_item_ability, usable_in_combat
from app.game_logic.damage_calculator import roll_amount
from app.game_logic.effect_processor import is_harmful
from app.game_logic.encounter_builder import abilities_of
from app.game_logic.possessions import lose_item
from app.game_logic.recorder import Recorder
from app.models.abilities import AbilityDef, Amount, Cleanse, Heal, RestoreMana, Step
from app.models.character import Character
from app.models.enums import Stat, TargetKind
from app.models.errors import GameError, IllegalMove, NotInCombat
from app.models.events import CharacterEffectsChanged, VitalsChanged
from app.models.ids import CharacterId, CombatantId
from app.models.intents import UseAbility, UseItem
from app.models.session import SessionState
from app.models.world import World

USED = "used"
"""The sink of what is used up."""

_KINDS = frozenset({TargetKind.SELF, TargetKind.ALLY, TargetKind.ALL_ALLIES})


def steps_outside(ability: AbilityDef) -> tuple[Step, ...]:
    """What of an ability works outside a fight; empty if it is of no use there."""
    if ability.target not in _KINDS or ability.passive:
        return ()
    return tuple(step for step in ability.steps if isinstance(step, Heal | RestoreMana | Cleanse))


def why_not_use_ability(
    state: SessionState, actor_id: CharacterId, intent: UseAbility, world: World
) -> GameError | None:
    """NotInCombat for what is of use only in a fight; IllegalMove `unknown_ability`, `not_enough_mana`,
    `invalid_target`, `no_effect` (nobody needs it)."""
    character = state.characters[actor_id]
    ability = world.abilities.get(intent.ability)
    if ability is None or ability.passive or intent.ability not in abilities_of(character, world):
        return IllegalMove(REASONS["unknown_ability"], code="unknown_ability")
    if not steps_outside(ability):
        return NotInCombat(f"{ability.name} is of use only in a fight.")
    if character.mana < ability.mana_cost:
        return IllegalMove(REASONS["not_enough_mana"], code="not_enough_mana")
    return _why_not_target(state, actor_id, ability, intent.target, world)


def why_not_use_item(
    state: SessionState, actor_id: CharacterId, intent: UseItem, world: World
) -> GameError | None:
    """IllegalMove `not_yours`, `not_usable`, `invalid_target`, `no_effect` (nobody needs it)."""
    item = state.characters[actor_id].items.get(intent.item)
    if item is None:
        return IllegalMove("You do not have that.", code="not_yours")
    definition = world.items.get(item.item_def_id)
    ability = usable_in_combat(definition, world) if definition else None
    if ability is None or not steps_outside(ability):
        return IllegalMove("That is of no use here and now.", code="not_usable")
    return _why_not_target(state, actor_id, ability, intent.target, world)


def use_ability(rec: Recorder, actor_id: CharacterId, intent: UseAbility) -> None:
    """Pays the mana, then does what works outside a fight. Raises as `why_not_use_ability` says."""
    problem = why_not_use_ability(rec.state, actor_id, intent, rec.world)
    if problem is not None:
        raise problem
    ability = rec.world.abilities[intent.ability]
    _change_vitals(rec, actor_id, 0, -ability.mana_cost, ability.name)
    _perform(rec, actor_id, ability, intent.target, ability.name)


def use_item(rec: Recorder, actor_id: CharacterId, intent: UseItem) -> None:
    """Uses up one of a stack, then does what works outside a fight. Raises as `why_not_use_item` says."""
    problem = why_not_use_item(rec.state, actor_id, intent, rec.world)
    if problem is not None:
        raise problem
    definition, ability = find_item_ability(rec.state.characters[actor_id], intent.item, rec.world)
    lose_item(rec, actor_id, intent.item, 1, USED)
    _perform(rec, actor_id, ability, intent.target, definition.name)


def _targets(
    state: SessionState, actor_id: CharacterId, ability: AbilityDef, target: CombatantId | None
) -> tuple[CharacterId, ...]:
    """Those meant: oneself where nobody is named, everybody for what works on all; empty if that cannot be."""
    if ability.target is TargetKind.ALL_ALLIES:
        return state.turn_order if target is None else ()
    aimed = actor_id if target is None else CharacterId(target)
    if aimed not in state.characters or (ability.target is TargetKind.SELF and aimed != actor_id):
        return ()
    return (aimed,)


def _why_not_target(
    state: SessionState,
    actor_id: CharacterId,
    ability: AbilityDef,
    target: CombatantId | None,
    world: World,
) -> IllegalMove | None:
    targets = _targets(state, actor_id, ability, target)
    if not targets:
        return IllegalMove(REASONS["invalid_target"], code="invalid_target")
    steps = steps_outside(ability)
    if any(_is_needed(step, state.characters[one], world) for one in targets for step in steps):
        return None
    return IllegalMove("That would change nothing now.", code="no_effect")


def _is_needed(step: Step, character: Character, world: World) -> bool:
    match step:
        case Heal():
            return character.hp < character.get_effective_stats(world)[Stat.MAX_HP]
        case RestoreMana():
            return character.mana < character.get_effective_stats(world)[Stat.MAX_MANA]
        case Cleanse():
            bearer = CombatantId(character.id)
            return any(is_harmful(active, bearer, world) for active in character.effects)
        case _:
            return False


def _perform(
    rec: Recorder, actor_id: CharacterId, ability: AbilityDef, target: CombatantId | None, reason: str
) -> None:
    for character_id in _targets(rec.state, actor_id, ability, target):
        for step in steps_outside(ability):
            if _is_needed(step, rec.state.characters[character_id], rec.world):
                _do_step(rec, actor_id, character_id, step, reason)


def _do_step(
    rec: Recorder, actor_id: CharacterId, character_id: CharacterId, step: Step, reason: str
) -> None:
    match step:
        case Heal(amount=amount):
            _restore(rec, actor_id, character_id, amount, reason, is_mana=False)
        case RestoreMana(amount=amount):
            _restore(rec, actor_id, character_id, amount, reason, is_mana=True)
        case Cleanse(count=count):
            _cleanse(rec, character_id, count)
        case _:
            return


def _restore(
    rec: Recorder,
    actor_id: CharacterId,
    character_id: CharacterId,
    amount: Amount,
    reason: str,
    *,
    is_mana: bool,
) -> None:
    """Rolled with the user's stat, as in a fight; up to the target's maximum."""
    own = rec.state.characters[actor_id].get_effective_stats(rec.world)
    stat_value = own[amount.stat] if amount.stat else 0
    total, rolls = roll_amount(amount, stat_value, rec.dice, "mana" if is_mana else "healing")
    character = rec.state.characters[character_id]
    most = character.get_effective_stats(rec.world)
    hp, mana = character.hp, character.mana
    if is_mana:
        mana = min(mana + total, most[Stat.MAX_MANA])
    else:
        hp = min(hp + total, most[Stat.MAX_HP])
    rec.emit(VitalsChanged(character_id, hp - character.hp, mana - character.mana, hp, mana, reason, rolls))


def _cleanse(rec: Recorder, character_id: CharacterId, count: int) -> None:
    """Ends up to `count` harmful effects, oldest first."""
    effects = rec.state.characters[character_id].effects
    harmful = [one for one in effects if is_harmful(one, CombatantId(character_id), rec.world)]
    ended = harmful[:count]
    rec.emit(CharacterEffectsChanged(character_id, tuple(one for one in effects if one not in ended)))


def _change_vitals(rec: Recorder, character_id: CharacterId, hp: int, mana: int, reason: str) -> None:
    if hp or mana:
        character = rec.state.characters[character_id]
        rec.emit(VitalsChanged(character_id, hp, mana, character.hp + hp, character.mana + mana, reason))
