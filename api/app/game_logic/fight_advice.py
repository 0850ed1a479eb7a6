"""What to do at one's turn in a fight, the most useful first."""

from app.game_logic.combatants import hp_share_at_most
from app.game_logic.targeting import HOSTILE
from app.models.abilities import Heal
from app.models.combat import CombatEncounter
from app.models.ids import AbilityId, CharacterId, CombatantId
from app.models.intents import Ask, Intent, Look, UseAbility, UseItem
from app.models.session import SessionState
from app.models.world import World

HURT_PCT = 50
"""At this share of hit points or below getting well again comes first."""

_LAST = 9


def fight_advice(
    legal: tuple[Intent, ...], state: SessionState, actor_id: CharacterId, world: World
) -> list[Intent]:
    """One for each ability and item, aimed at the weakest foe or the most hurt friend. Out of turn one only looks."""
    combat = state.combat
    actions = [one for one in legal if isinstance(one, UseAbility | UseItem)]
    if combat is None or not actions:
        return [one for one in legal if isinstance(one, Look | Ask)]
    is_hurt = hp_share_at_most(combat.combatants[CombatantId(actor_id)], HURT_PCT)
    best: dict[str, UseAbility | UseItem] = {}
    for action in sorted(actions, key=lambda one: _target_hp(one, combat)):
        best.setdefault(action.ability if isinstance(action, UseAbility) else action.item, action)
    ranks = {one: _rank(_ability_of(one, state, actor_id, world), world, is_hurt) for one in best.values()}
    return [*sorted(ranks, key=lambda one: ranks[one])]


def _target_hp(action: UseAbility | UseItem, combat: CombatEncounter) -> int:
    target = combat.combatants.get(action.target) if action.target else None
    return target.hp if target else 0


def _ability_of(
    action: UseAbility | UseItem, state: SessionState, actor_id: CharacterId, world: World
) -> AbilityId | None:
    if isinstance(action, UseAbility):
        return action.ability
    return world.items[state.characters[actor_id].items[action.item].item_def_id].use


def _rank(ability_id: AbilityId | None, world: World, is_hurt: bool) -> int:
    """Hurt: what heals, then flight, come first. Else the plain attack, what harms foes, what helps."""
    ability = world.abilities.get(ability_id) if ability_id else None
    if ability is None:
        return _LAST
    if is_hurt and any(isinstance(step, Heal) for step in ability.steps):
        return 0
    if ability_id in ("flee", "change_row"):
        return 1 if is_hurt and ability_id == "flee" else _LAST
    if ability.target in HOSTILE:
        return 2 if ability_id == "attack" else 3
    return 4
