"""Hit points go down and up: damage with its shields, falls and boss phases; healing; getting up again."""

from dataclasses import dataclass

from app.game_logic.combatants import current_combatant, hp_share_at_most, max_hp, stat_of, the_fight
from app.game_logic.damage_calculator import RESISTANCES, absorb, mitigate
from app.game_logic.effect_processor import apply_effect, end_effect
from app.game_logic.encounter_builder import grown, members_of, summon
from app.game_logic.recorder import Recorder
from app.models.combat import Combatant
from app.models.dice import Roll
from app.models.effects import ActiveEffect
from app.models.enums import DamageType, Stat
from app.models.events import CombatantFell, CombatantRevived, DamageDealt, Healed, PhaseBegan
from app.models.ids import CombatantId
from app.models.world import BossPhase


@dataclass(frozen=True, slots=True)
class Blow:
    """Damage on its way: `raw` is before mitigation. What an effect does (`is_tick`) is under the armour already."""

    user_id: CombatantId
    target_id: CombatantId
    source: str
    damage_type: DamageType
    raw: int
    rolls: tuple[Roll, ...] = ()
    is_critical: bool = False
    is_tick: bool = False


def strike(rec: Recorder, blow: Blow) -> None:
    """Mitigates, lets shields absorb, takes the rest off the hit points; then a fall, or a boss's next phase."""
    target = current_combatant(rec.state, blow.target_id)
    damage = _mitigated(rec, blow, target)
    absorbed, effects = absorb(damage, target.effects, rec.world.effects) if target.effects else (0, ())
    amount = damage - absorbed
    hp = max(target.hp - amount, 0)
    rec.emit(
        DamageDealt(
            blow.user_id,
            target.id,
            blow.source,
            blow.damage_type,
            blow.raw,
            blow.raw - damage,
            absorbed,
            amount,
            hp,
            blow.is_critical,
            blow.rolls,
            effects if absorbed else None,
        )
    )
    if absorbed:
        _end_broken(rec, target, effects)
    if hp == 0:
        rec.emit(CombatantFell(target.id, target.name, blow.user_id))
    elif target.enemy_id is not None:
        _begin_phases(rec, target.id)


def _mitigated(rec: Recorder, blow: Blow, target: Combatant) -> int:
    has_armour = blow.damage_type is DamageType.PHYSICAL and not blow.is_tick
    armour = stat_of(target, Stat.ARMOUR, rec.world) if has_armour else 0
    return mitigate(blow.raw, armour, stat_of(target, RESISTANCES[blow.damage_type], rec.world))


def _end_broken(rec: Recorder, target: Combatant, after: tuple[ActiveEffect, ...]) -> None:
    """Says which shields are gone; the damage has taken them off already."""
    kept = {active.effect_id for active in after}
    for active in target.effects:
        if active.effect_id not in kept:
            end_effect(rec, target.id, active.effect_id)


def _begin_phases(rec: Recorder, enemy_id: CombatantId) -> None:
    """A boss enters each phase whose gate it has fallen to, in order."""
    boss = current_combatant(rec.state, enemy_id)
    definition = rec.world.enemies.get(boss.enemy_id) if boss.enemy_id else None
    if definition is None or not definition.phases:
        return
    for number, phase in enumerate(definition.phases[boss.phase :], start=boss.phase + 1):
        if not hp_share_at_most(boss, phase.below_hp_pct):
            return
        rec.emit(PhaseBegan(enemy_id, number, phase.text))
        for effect_id in phase.gain_effects:
            apply_effect(rec, effect_id, enemy_id, enemy_id)
        _call(rec, enemy_id, phase)


def _call(rec: Recorder, boss_id: CombatantId, phase: BossPhase) -> None:
    """Whom the phase summons: as many more for a larger party as come with an encounter."""
    members = members_of(the_fight(rec.state))
    for kind, count in phase.summons.items():
        for _ in range(grown(count, members)):
            summon(rec, boss_id, kind)


def heal(
    rec: Recorder,
    user_id: CombatantId,
    target_id: CombatantId,
    source: str,
    amount: int,
    rolls: tuple[Roll, ...] = (),
) -> None:
    """Raises hit points to at most the maximum; the event's amount is what came of it."""
    target = current_combatant(rec.state, target_id)
    hp = min(target.hp + amount, max_hp(target))
    rec.emit(Healed(user_id, target_id, source, hp - target.hp, hp, rolls))


def revive(rec: Recorder, target_id: CombatantId, hp_pct: int) -> None:
    """Gets a fallen combatant up with max_hp × hp_pct // 100 hit points, at least 1."""
    target = current_combatant(rec.state, target_id)
    hp = min(max(max_hp(target) * hp_pct // 100, 1), max_hp(target))
    rec.emit(CombatantRevived(target_id, target.name, hp))
