"""Abilities are data: this interprets their tree of steps and records what comes of each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.game_logic.attacks import mark_bonus, roll_attack
from app.game_logic.combatants import (
    active_effect,
    current_combatant,
    effects_of_kind,
    hp_share_at_most,
    max_mana,
    stat_of,
    the_fight,
)
from app.game_logic.damage_calculator import chance_pct, critical, reaches, roll_amount
from app.game_logic.effect_processor import apply_effect, cleanse, end_stealth
from app.game_logic.encounter_builder import summon
from app.game_logic.fleeing import try_to_flee
from app.game_logic.recorder import Recorder
from app.game_logic.targeting import HOSTILE
from app.game_logic.theft import move_gold
from app.game_logic.wounds import Blow, heal, revive, strike
from app.models.abilities import (
    AbilityDef,
    Amount,
    ApplyEffect,
    Check,
    Cleanse,
    DealDamage,
    Flee,
    Heal,
    IfTarget,
    MoveGold,
    MoveRow,
    RestoreMana,
    Revive,
    Step,
    Summon,
)
from app.models.combat import Combatant
from app.models.dice import Roll
from app.models.enums import Advantage, BattleRow, EffectKind
from app.models.events import AbilityUsed, CheckRolled, ManaRestored, RowChanged
from app.models.ids import CharacterId, CombatantId

Targets = tuple[CombatantId, ...]


@dataclass(slots=True)
class Use:
    """One use of an ability while its steps run. `attacked` and `struck`: whom attack rolls were made against, and
    whom one of them hit."""

    rec: Recorder
    user_id: CombatantId
    ability: AbilityDef
    attacked: set[CombatantId] = field(default_factory=set)
    struck: set[CombatantId] = field(default_factory=set)

    @property
    def user(self) -> Combatant:
        return current_combatant(self.rec.state, self.user_id)

    def is_missed(self, target_id: CombatantId) -> bool:
        """All attack rolls against it failed so far."""
        return target_id in self.attacked and target_id not in self.struck

    def standing(self, targets: Targets) -> list[Combatant]:
        """Those of the targets still in the fight and not missed."""
        combatants = the_fight(self.rec.state).combatants
        return [combatants[one] for one in targets if combatants[one].is_standing and not self.is_missed(one)]

    def amount(self, amount: Amount, purpose: str) -> tuple[int, tuple[Roll, ...]]:
        """Rolls an amount with the user's stat."""
        stat_value = stat_of(self.user, amount.stat, self.rec.world) if amount.stat else 0
        return roll_amount(amount, stat_value, self.rec.dice, purpose)


def perform(
    rec: Recorder,
    user_id: CombatantId,
    ability: AbilityDef,
    targets: Targets,
    item_name: str | None = None,
) -> None:
    """Uses an ability on `targets` (all of them legal): cost, cooldown, then the steps in order. An item costs no mana
    and has no cooldown. Whoever attacked out of stealth is seen afterwards.

    A cooldown of n own turns is recorded as n + 1, for the turns that begin after this one count it down.
    """
    user = current_combatant(rec.state, user_id)
    mana, cooldown = user.mana, 0
    if item_name is None:
        mana -= ability.mana_cost
        cooldown = ability.cooldown_turns + 1 if ability.cooldown_turns else 0
    rec.emit(AbilityUsed(user_id, ability.id, ability.name, targets, mana, cooldown, item_name))
    _run(Use(rec, user_id, ability), ability.steps, targets)
    if ability.target in HOSTILE:
        end_stealth(rec, user_id)


def _run(use: Use, steps: tuple[Step, ...], targets: Targets) -> None:
    for step in steps:
        _HANDLERS[type(step)](use, step, targets)


def _damage(use: Use, step: DealDamage, targets: Targets) -> None:
    for target_id in targets:
        target = current_combatant(use.rec.state, target_id)
        if not target.is_standing:
            continue
        is_critical = False
        if step.needs_hit:
            is_hit, is_critical = _attack(use, target)
            if not is_hit:
                continue
        elif use.is_missed(target_id):
            continue
        raw, rolls = use.amount(step.amount, "damage")
        raw += mark_bonus(target, use.rec.world)
        raw = critical(raw) if is_critical else raw
        strike(
            use.rec,
            Blow(use.user_id, target_id, use.ability.name, step.damage_type, raw, rolls, is_critical),
        )


def _attack(use: Use, target: Combatant) -> tuple[bool, bool]:
    is_hit, is_critical = roll_attack(use.rec, the_fight(use.rec.state), use.user, target, use.ability)
    use.attacked.add(target.id)
    if is_hit:
        use.struck.add(target.id)
    return is_hit, is_critical


def _heal(use: Use, step: Heal, targets: Targets) -> None:
    for target in use.standing(targets):
        amount, rolls = use.amount(step.amount, "healing")
        heal(use.rec, use.user_id, target.id, use.ability.name, amount, rolls)


def _restore_mana(use: Use, step: RestoreMana, targets: Targets) -> None:
    for target in use.standing(targets):
        amount, rolls = use.amount(step.amount, "mana")
        mana = min(target.mana + amount, max_mana(target))
        use.rec.emit(ManaRestored(target.id, use.ability.name, mana - target.mana, mana, rolls))


def _apply(use: Use, step: ApplyEffect, targets: Targets) -> None:
    bearers = [use.user] if step.to_self else use.standing(targets)
    for bearer in bearers:
        apply_effect(use.rec, step.effect, bearer.id, use.user_id, step.chance_pct)


def _cleanse(use: Use, step: Cleanse, targets: Targets) -> None:
    for target in use.standing(targets):
        cleanse(use.rec, target.id, step.count)


def _revive(use: Use, step: Revive, targets: Targets) -> None:
    for target_id in targets:
        target = current_combatant(use.rec.state, target_id)
        if target.hp <= 0 and not target.has_fled:
            revive(use.rec, target_id, step.hp_pct)


def _move_row(use: Use, step: MoveRow, targets: Targets) -> None:
    movers = [use.user] if step.to_self else use.standing(targets)
    for mover in movers:
        other = BattleRow.BACK if mover.row is BattleRow.FRONT else BattleRow.FRONT
        row = step.row or other
        if row is not mover.row and not effects_of_kind(mover, EffectKind.ROOT, use.rec.world):
            use.rec.emit(RowChanged(mover.id, row))


def _flee(use: Use, _step: Flee, _targets: Targets) -> None:
    try_to_flee(use.rec, use.user_id)


def _summon(use: Use, step: Summon, _targets: Targets) -> None:
    for _ in range(step.count):
        summon(use.rec, use.user_id, step.enemy)


def _move_gold(use: Use, step: MoveGold, targets: Targets) -> None:
    for target in use.standing(targets):
        giver, taker = (use.user, target) if step.to_target else (target, use.user)
        move_gold(use.rec, giver, taker, step.amount)


def _check(use: Use, step: Check, targets: Targets) -> None:
    attribute = stat_of(use.user, step.attribute, use.rec.world)
    modifier = (attribute - 10) // 2
    roll = use.rec.dice.roll("check", 20)
    success = reaches(roll.value, modifier, step.difficulty)
    use.rec.emit(
        CheckRolled(
            CharacterId(use.user_id),
            step.attribute,
            step.difficulty,
            Advantage.NORMAL,
            (roll,),
            modifier,
            roll.value + modifier,
            chance_pct(modifier, step.difficulty),
            success,
            use.ability.name,
        )
    )
    _run(use, step.success if success else step.failure, targets)


def _if_target(use: Use, step: IfTarget, targets: Targets) -> None:
    for target_id in targets:
        if not use.is_missed(target_id):
            target = current_combatant(use.rec.state, target_id)
            _run(use, step.then if _holds(step, target) else step.otherwise, (target_id,))


def _holds(step: IfTarget, target: Combatant) -> bool:
    if step.below_hp_pct is not None and not hp_share_at_most(target, step.below_hp_pct):
        return False
    return step.has_effect is None or active_effect(target, step.has_effect) is not None


_HANDLERS: dict[type, Callable[[Use, Any, Targets], None]] = {
    DealDamage: _damage,
    Heal: _heal,
    RestoreMana: _restore_mana,
    ApplyEffect: _apply,
    Cleanse: _cleanse,
    Revive: _revive,
    MoveRow: _move_row,
    Flee: _flee,
    Summon: _summon,
    MoveGold: _move_gold,
    Check: _check,
    IfTarget: _if_target,
}
"""What interprets which step. Any: each handler takes the class it is declared for."""
