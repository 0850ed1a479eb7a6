"""A fight as one player sees it."""

from collections.abc import Sequence

from app.game_logic.attacks import attack_chance_pct
from app.game_logic.combat_engine import legal_actions
from app.game_logic.combatants import max_hp, max_mana
from app.game_logic.targeting import UNAIMED
from app.game_logic.view.character import effect_views
from app.models.abilities import AbilityDef, DealDamage
from app.models.combat import Combatant, CombatEncounter
from app.models.enums import EffectKind, Side, TargetKind
from app.models.ids import CharacterId, CombatantId
from app.models.intents import UseAbility, UseItem
from app.models.session import SessionState
from app.models.views import CombatActionView, CombatantView, CombatItemView, CombatView
from app.models.world import EnemyDef, World


def combat_view(
    state: SessionState, viewer_id: CharacterId, world: World, acting_for: Sequence[CharacterId] = ()
) -> CombatView | None:
    """None outside a fight. Actions and items are listed while it is the viewer's turn; actions alone while it is that
    of one whom the viewer's player acts for."""
    combat = state.combat
    if combat is None:
        return None
    actor_id = next((one for one in acting_for if CombatantId(one) == combat.current_id), viewer_id)
    user = combat.combatants.get(CombatantId(actor_id))
    can_act = user is not None and combat.current_id == user.id and user.is_standing
    is_yours = can_act and actor_id == viewer_id
    legal = legal_actions(state, actor_id, world) if can_act else ()
    return CombatView(
        encounter_id=combat.encounter_id,
        name=combat.name,
        round=combat.round,
        current_id=combat.current_id,
        is_your_turn=is_yours,
        order=tuple(combat.order),
        combatants=tuple(
            _combatant_view(combat.combatants[one], combat, viewer_id, world) for one in combat.order
        ),
        actions=_actions(combat, user, legal, world) if user is not None and can_act else (),
        items=_items(state, viewer_id, legal, world) if is_yours else (),
    )


def _combatant_view(
    one: Combatant, combat: CombatEncounter, viewer_id: CharacterId, world: World
) -> CombatantView:
    is_party = one.side is Side.PARTY
    enemy = world.enemies.get(one.enemy_id) if one.enemy_id else None
    return CombatantView(
        id=one.id,
        name=one.name,
        side=one.side,
        row=one.row,
        level=one.level,
        hp=one.hp,
        max_hp=max_hp(one),
        mana=one.mana if is_party else None,
        max_mana=max_mana(one) if is_party else None,
        effects=effect_views(one.effects, world),
        initiative=one.initiative,
        is_standing=one.is_standing,
        is_you=one.id == CombatantId(viewer_id),
        is_current=one.id == combat.current_id,
        is_boss=enemy.is_boss if enemy else False,
        phase=_phase_name(enemy, one.phase),
        description=enemy.description if enemy else "",
    )


def _phase_name(enemy: EnemyDef | None, phase: int) -> str | None:
    """None before the first phase, and for one without a name."""
    if enemy is None or not 1 <= phase <= len(enemy.phases):
        return None
    return enemy.phases[phase - 1].name or None


def _actions(
    combat: CombatEncounter, user: Combatant, legal: Sequence[UseAbility | UseItem], world: World
) -> tuple[CombatActionView, ...]:
    abilities = (world.abilities[one] for one in user.abilities)
    return tuple(_action(combat, user, one, legal, world) for one in abilities if not one.passive)


def _action(
    combat: CombatEncounter,
    user: Combatant,
    ability: AbilityDef,
    legal: Sequence[UseAbility | UseItem],
    world: World,
) -> CombatActionView:
    mine = [one for one in legal if isinstance(one, UseAbility) and one.ability == ability.id]
    targets = tuple(one.target for one in mine if one.target is not None)
    return CombatActionView(
        ability_id=ability.id,
        name=ability.name,
        description=ability.description,
        target_kind=ability.target,
        mana_cost=ability.mana_cost,
        cooldown_turns=ability.cooldown_turns,
        cooldown_left=user.cooldowns.get(ability.id, 0),
        usable=bool(mine),
        why_not=None if mine else _why_not(combat, user, ability, world),
        targets=targets,
        chance_pct=_chances(combat, user, ability, targets, world),
    )


def _chances(
    combat: CombatEncounter,
    user: Combatant,
    ability: AbilityDef,
    targets: tuple[CombatantId, ...],
    world: World,
) -> dict[str, int]:
    if not any(isinstance(step, DealDamage) and step.needs_hit for step in ability.steps):
        return {}
    foes = [combat.combatants[one] for one in targets if combat.combatants[one].side is not user.side]
    return {foe.id: attack_chance_pct(combat, user, foe, ability.reach, world) for foe in foes}


def _why_not(combat: CombatEncounter, user: Combatant, ability: AbilityDef, world: World) -> str:
    """The first reason, in the words of the button's hint."""
    cooldown = user.cooldowns.get(ability.id, 0)
    if cooldown:
        return f"Ready again in {cooldown} turn{'s' if cooldown > 1 else ''}"
    if user.mana < ability.mana_cost:
        return f"Needs {ability.mana_cost} mana"
    kinds = {world.effects[one.effect_id].kind for one in user.effects if one.effect_id in world.effects}
    if ability.mana_cost and EffectKind.SILENCE in kinds:
        return "You are silenced"
    if EffectKind.ROOT in kinds and ability.id in ("flee", "change_row"):
        return "You are held fast"
    if ability.id == "flee" and not combat.can_flee:
        return "There is no way out"
    if ability.target is TargetKind.FALLEN_ALLY:
        return "Nobody has fallen"
    return "No target in reach"


def _items(
    state: SessionState, viewer_id: CharacterId, legal: Sequence[UseAbility | UseItem], world: World
) -> tuple[CombatItemView, ...]:
    found = []
    for item in state.characters[viewer_id].items.values():
        definition = world.items[item.item_def_id]
        if definition.use is None:
            continue
        mine = [one for one in legal if isinstance(one, UseItem) and one.item == item.id]
        kind = world.abilities[definition.use].target
        targets = () if kind in UNAIMED else tuple(one.target for one in mine if one.target is not None)
        view = CombatItemView(
            item.id, definition.name, definition.description, item.quantity, kind, bool(mine), targets
        )
        found.append(view)
    return tuple(sorted(found, key=lambda one: one.name))
