"""A plain, sensible player: heals when it is time to, gets the fallen up, braces for what is announced, else hits where
it hurts most."""

from collections.abc import Sequence

from app.game_logic.attacks import attack_chance_pct
from app.game_logic.combat_engine import legal_actions
from app.game_logic.combatants import active_effect, hp_share_at_most, max_hp, stat_of, the_fight
from app.game_logic.enemy_ai import current_actions
from app.game_logic.possessions import owned
from app.models.abilities import AbilityDef, Amount, DealDamage, Flee, Heal, Revive
from app.models.combat import Combatant, CombatEncounter
from app.models.enums import Side, TargetKind
from app.models.ids import AbilityId, CharacterId, CombatantId
from app.models.intents import UseAbility, UseItem
from app.models.session import SessionState
from app.models.world import World

HURT_PCT = 40
"""At this share of hit points or below somebody is to be healed."""

BRACE = AbilityId("defend")

Score = tuple[int, int]


def choose_intent(state: SessionState, actor_id: CharacterId, world: World) -> UseAbility | UseItem:
    """One of the actor's legal actions: the best by (kind of help, amount); of equals the first.

    Getting a fallen ally up comes first, then healing the worst hurt (at 40 % or below), then bracing if a foe has
    announced a blow, then the attack that promises most damage, for choice on the foe with the fewest hit points; then
    whatever else is legal.
    """
    return _best(state, actor_id, legal_actions(state, actor_id, world), world)


def choose_ability(state: SessionState, actor_id: CharacterId, world: World) -> UseAbility | None:
    """The best of the actor's abilities by the same measure, which uses nothing up; None if none is legal."""
    options = [one for one in legal_actions(state, actor_id, world) if isinstance(one, UseAbility)]
    best = _best(state, actor_id, options, world) if options else None
    return best if isinstance(best, UseAbility) else None


def _best(
    state: SessionState, actor_id: CharacterId, options: Sequence[UseAbility | UseItem], world: World
) -> UseAbility | UseItem:
    combat = the_fight(state)
    actor = combat.combatants[CombatantId(actor_id)]
    return max(options, key=lambda intent: _score(state, combat, actor, intent, world))


def _score(
    state: SessionState, combat: CombatEncounter, actor: Combatant, intent: UseAbility | UseItem, world: World
) -> Score:
    ability = world.abilities[_ability_id(state, actor, intent, world)]
    target = combat.combatants[intent.target or actor.id]
    kinds = {type(step) for step in ability.steps}
    if Revive in kinds:
        return 4, 0
    if Heal in kinds and ability.target in (TargetKind.SELF, TargetKind.ALLY):
        return (3, -target.hp) if hp_share_at_most(target, HURT_PCT) else (0, 0)
    if ability.id == BRACE and is_blow_announced(combat, world):
        return 3, -max_hp(actor)
    if DealDamage in kinds:
        return 2, _promise(combat, actor, ability, intent.target, world)
    return (0, 0) if Flee in kinds else (1, 0)


def is_blow_announced(combat: CombatEncounter, world: World) -> bool:
    """Whether an enemy who stands bears an effect that one of its actions waits for."""
    return any(
        action.while_effect is not None and active_effect(foe, action.while_effect) is not None
        for foe in combat.standing(Side.ENEMIES)
        if foe.enemy_id is not None and foe.enemy_id in world.enemies
        for action in current_actions(world.enemies[foe.enemy_id], foe.phase)
    )


def _ability_id(
    state: SessionState, actor: Combatant, intent: UseAbility | UseItem, world: World
) -> AbilityId:
    if isinstance(intent, UseAbility):
        return intent.ability
    item = owned(state.characters[CharacterId(actor.id)], intent.item)
    return AbilityId(world.items[item.item_def_id].use or "")


def _promise(
    combat: CombatEncounter,
    actor: Combatant,
    ability: AbilityDef,
    target_id: CombatantId | None,
    world: World,
) -> int:
    """Expected damage before mitigation, in hundredths, summed over the targets; less the target's hit points, so that
    of equal blows the weakest foe gets it."""
    targets = (combat.combatants[target_id],) if target_id else combat.standing(Side.ENEMIES)
    expected = 0
    for target in targets:
        for step in ability.steps:
            if isinstance(step, DealDamage):
                odds = (
                    attack_chance_pct(combat, actor, target, ability.reach, world) if step.needs_hit else 100
                )
                expected += odds * expected_amount(step.amount, actor, world)
    return expected - (targets[0].hp if target_id else 0)


def expected_amount(amount: Amount, user: Combatant, world: World) -> int:
    """The average of an amount, rounded down."""
    scaled = stat_of(user, amount.stat, world) * amount.scale_pct // 100 if amount.stat else 0
    return max(amount.base + amount.dice * (amount.sides + 1) // 2 + scaled, 0)
