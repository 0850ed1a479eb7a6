"""What is legal at one's turn, and why the rest is not. `act` and `legal_actions` both ask here, so they agree."""

from collections.abc import Iterator

from app.game_logic.combatants import effects_of_kind, opponents, the_fight
from app.game_logic.possessions import owned
from app.game_logic.targeting import in_reach, legal_targets
from app.models.abilities import AbilityDef, Check, Flee, IfTarget, MoveRow, Step
from app.models.character import Character
from app.models.combat import Combatant, CombatEncounter
from app.models.enums import EffectKind, ItemKind, Reach, TargetKind
from app.models.errors import IllegalMove
from app.models.ids import AbilityId, CharacterId, CombatantId, ItemId
from app.models.intents import UseAbility, UseItem
from app.models.items import ItemDef
from app.models.session import SessionState
from app.models.world import World

REASONS = {
    "unknown_ability": "You do not know how to do that.",
    "not_enough_mana": "You do not have enough mana for that.",
    "on_cooldown": "You cannot do that again yet.",
    "silenced": "You are silenced and cannot shape any magic.",
    "rooted": "You are held fast and cannot move.",
    "cannot_flee": "There is no way out of this fight.",
    "out_of_reach": "Your target is out of reach.",
    "invalid_target": "That cannot be the target of this.",
    "not_usable": "That is of no use in a fight.",
}
"""What each code of an IllegalMove tells the player."""


def illegal(code: str) -> IllegalMove:
    """The error of that code."""
    return IllegalMove(REASONS[code], code=code)


def find_ability(user: Combatant, ability_id: AbilityId, world: World) -> AbilityDef:
    """The ability, if the user has it and it is one to choose. Raises IllegalMove `unknown_ability`."""
    ability = world.abilities.get(ability_id)
    if ability is None or ability.passive or ability_id not in user.abilities:
        raise illegal("unknown_ability")
    return ability


def find_item_ability(character: Character, item_id: ItemId, world: World) -> tuple[ItemDef, AbilityDef]:
    """The consumable and what it does. Raises IllegalMove `not_yours`, `not_usable`."""
    definition = world.items.get(owned(character, item_id).item_def_id)
    ability = usable_in_combat(definition, world) if definition else None
    if definition is None or ability is None:
        raise illegal("not_usable")
    return definition, ability


def usable_in_combat(definition: ItemDef, world: World) -> AbilityDef | None:
    """The ability that a consumable triggers, or None for whatever cannot be used."""
    if definition.kind is not ItemKind.CONSUMABLE or definition.use is None:
        return None
    return world.abilities.get(definition.use)


def why_not(
    combat: CombatEncounter, user: Combatant, ability: AbilityDef, world: World, *, by_item: bool = False
) -> str | None:
    """The code that forbids the ability whatever the target, or None. An item asks for no mana, voice or cooldown."""
    if not by_item and (code := _cost_forbids(user, ability, world)):
        return code
    if not combat.can_flee and any(map(_is_flight, _every_step(ability.steps))):
        return "cannot_flee"
    is_held = bool(effects_of_kind(user, EffectKind.ROOT, world))
    return "rooted" if is_held and any(map(_is_movement, _every_step(ability.steps))) else None


def _cost_forbids(user: Combatant, ability: AbilityDef, world: World) -> str | None:
    if user.cooldowns.get(ability.id):
        return "on_cooldown"
    if not ability.mana_cost:
        return None
    if user.mana < ability.mana_cost:
        return "not_enough_mana"
    return "silenced" if effects_of_kind(user, EffectKind.SILENCE, world) else None


def _is_flight(step: Step) -> bool:
    return isinstance(step, Flee)


def _is_movement(step: Step) -> bool:
    return isinstance(step, Flee) or (isinstance(step, MoveRow) and step.to_self)


def _every_step(steps: tuple[Step, ...]) -> Iterator[Step]:
    """The steps and those of all their branches."""
    for step in steps:
        yield step
        if isinstance(step, Check):
            yield from _every_step((*step.success, *step.failure))
        elif isinstance(step, IfTarget):
            yield from _every_step((*step.then, *step.otherwise))


def item_targets(
    combat: CombatEncounter, user: Combatant, ability: AbilityDef, world: World
) -> tuple[CombatantId | None, ...]:
    """As `legal_targets`; and wherever oneself is one of them, both None and one's own id say so."""
    named = legal_targets(combat, user, ability, world)
    if ability.target is TargetKind.SELF:
        return (*named, user.id)
    return (None, *named) if user.id in named else named


def why_not_target(
    combat: CombatEncounter, user: Combatant, ability: AbilityDef, target: CombatantId | None
) -> str:
    """The code for a target that is not legal: `out_of_reach` for a foe behind others, else `invalid_target`."""
    foes = combat.standing(opponents(user.side))
    foe = next((one for one in foes if one.id == target), None)
    if ability.target is TargetKind.ENEMY and foe is not None and foe not in in_reach(foes, ability.reach):
        return "out_of_reach"
    return "invalid_target"


def ability_moves(combat: CombatEncounter, user: Combatant, world: World) -> Iterator[UseAbility]:
    """Every ability with every target that it may be used on now."""
    targets: dict[tuple[TargetKind, Reach], tuple[CombatantId | None, ...]] = {}
    for ability_id in user.abilities:
        ability = world.abilities.get(ability_id)
        if ability is None or ability.passive or why_not(combat, user, ability, world):
            continue
        aim = (ability.target, ability.reach)
        if aim not in targets:
            targets[aim] = legal_targets(combat, user, ability, world)
        for target in targets[aim]:
            yield UseAbility(ability_id, target)


def item_moves(state: SessionState, user: Combatant, world: World) -> Iterator[UseItem]:
    """Every consumable carried with every target that it may be used on now."""
    combat = the_fight(state)
    for item in state.characters[CharacterId(user.id)].items.values():
        definition = world.items.get(item.item_def_id)
        ability = usable_in_combat(definition, world) if definition else None
        if ability is None or why_not(combat, user, ability, world, by_item=True):
            continue
        for target in item_targets(combat, user, ability, world):
            yield UseItem(item.id, target)
