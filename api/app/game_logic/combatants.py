"""Reading a fight: who it is about, and what a number is with the effects at work."""

from collections.abc import Mapping

from app.models.combat import Combatant, CombatEncounter
from app.models.effects import ActiveEffect
from app.models.enums import EffectKind, Side, Stat
from app.models.errors import NotInCombat
from app.models.ids import CharacterId, CombatantId
from app.models.session import SessionState
from app.models.world import World

_DERIVED: Mapping[Stat, tuple[Stat, int]] = {
    Stat.ATTACK: (Stat.STRENGTH, 1),
    Stat.MAGIC: (Stat.INTELLIGENCE, 1),
    Stat.DODGE: (Stat.DEXTERITY, 1),
    Stat.INITIATIVE: (Stat.DEXTERITY, 1),
}
"""What an attribute's modifier adds to in a fight, and how many times. Maxima are left out: they do not move there."""


def the_fight(state: SessionState) -> CombatEncounter:
    """The fight that is going on. Raises NotInCombat."""
    if state.combat is None:
        raise NotInCombat
    return state.combat


def is_hero(combatant: Combatant) -> bool:
    """Whether a player decides for it; summoned helpers of the party decide for themselves."""
    return combatant.enemy_id is None


def heroes_of(state: SessionState) -> list[Combatant]:
    """The party's characters in the fight, without those who have left the party. Raises NotInCombat."""
    fighters = the_fight(state).combatants.values()
    return [one for one in fighters if is_hero(one) and CharacterId(one.id) in state.characters]


def opponents(side: Side) -> Side:
    """The other side."""
    return Side.ENEMIES if side is Side.PARTY else Side.PARTY


def max_hp(combatant: Combatant) -> int:
    """The most hit points it can have. No effect moves a maximum while a fight lasts."""
    return combatant.stats.values[Stat.MAX_HP]


def max_mana(combatant: Combatant) -> int:
    """The most mana it can have. No effect moves a maximum while a fight lasts."""
    return combatant.stats.values[Stat.MAX_MANA]


def stat_of(combatant: Combatant, stat: Stat, world: World) -> int:
    """A stat with the fight's effects: its own value, plus what each effect adds per stack, plus what changed
    attributes add to derived stats (strength → attack, intelligence → magic, dexterity → dodge and initiative).

    Not for maxima: see `max_hp` and `max_mana`.
    """
    value = combatant.stats.values[stat]
    if not combatant.effects:
        return value
    value += _granted(combatant, stat, world)
    if stat in _DERIVED:
        attribute, times = _DERIVED[stat]
        before = combatant.stats.values[attribute]
        after = before + _granted(combatant, attribute, world)
        value += times * ((after - 10) // 2 - (before - 10) // 2)
    return value


def _granted(combatant: Combatant, stat: Stat, world: World) -> int:
    total = 0
    for active in combatant.effects:
        definition = world.effects.get(active.effect_id)
        if definition is not None and stat in definition.stats:
            total += definition.stats[stat] * active.stacks
    return total


def effects_of_kind(combatant: Combatant, kind: EffectKind, world: World) -> tuple[ActiveEffect, ...]:
    """Its effects of that kind, oldest first. Effects whose content is gone are of no kind."""
    if not combatant.effects:
        return ()
    known = world.effects
    found = [
        active
        for active in combatant.effects
        if active.effect_id in known and known[active.effect_id].kind is kind
    ]
    return tuple(found)


def active_effect(combatant: Combatant, effect_id: str) -> ActiveEffect | None:
    """The effect of that id at work on it, or None."""
    return next((active for active in combatant.effects if active.effect_id == effect_id), None)


def hp_share_at_most(combatant: Combatant, pct: int) -> bool:
    """Whether its hit points are at `pct` percent of the maximum or below."""
    return combatant.hp * 100 <= pct * max_hp(combatant)


def current_combatant(state: SessionState, combatant_id: CombatantId) -> Combatant:
    """That combatant as it stands now. Raises NotInCombat."""
    return the_fight(state).combatants[combatant_id]
