"""Remembering what was met. Everybody of the party sees the same places, people, foes and effects; things are known to
whoever held them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.game_logic.recorder import Recorder
from app.models.character import Character
from app.models.combat import Combatant
from app.models.enums import DamageType
from app.models.events import (
    CharacterEffectsChanged,
    CombatantFell,
    CombatantSummoned,
    CombatStarted,
    DamageDealt,
    EffectApplied,
    Event,
    ItemGained,
    LoreGained,
)
from app.models.ids import CharacterId, CombatantId, EffectId, EnemyId, ItemDefId
from app.models.lore import EnemyLore, Lore
from app.models.session import SessionState


@dataclass(slots=True)
class _Seen:
    """What a turn showed. Dicts stand for sets that keep their order."""

    foes: dict[CombatantId, EnemyId] = field(default_factory=dict)
    fallen: list[EnemyId] = field(default_factory=list)
    struck: dict[tuple[EnemyId, DamageType], None] = field(default_factory=dict)
    effects: dict[EffectId, None] = field(default_factory=dict)
    items: dict[CharacterId, dict[ItemDefId, None]] = field(default_factory=dict)


def remember(rec: Recorder, before: SessionState) -> None:
    """Last of a turn: one LoreGained for each character to whom the turn showed something new. `before` is the state in
    which it began."""
    seen = _seen(rec.events, before)
    for character in rec.state.characters.values():
        gained = _gained(character, seen, rec.state)
        if gained != Lore():
            rec.emit(LoreGained(character.id, gained))


def _seen(events: Iterable[Event], before: SessionState) -> _Seen:
    seen = _Seen()
    if before.combat is not None:
        _see_foes(seen, before.combat.combatants.values())
    for event in events:
        _see(seen, event)
    return seen


def _see(seen: _Seen, event: Event) -> None:
    match event:
        case CombatStarted(encounter=encounter):
            _see_foes(seen, encounter.combatants.values())
        case CombatantSummoned(combatant=combatant):
            _see_foes(seen, (combatant,))
        case CombatantFell(combatant_id=who) if who in seen.foes:
            seen.fallen.append(seen.foes[who])
        case DamageDealt(target_id=who) if who in seen.foes:
            seen.struck[seen.foes[who], event.damage_type] = None
        case EffectApplied(effect=effect, resisted=False):
            seen.effects[effect.effect_id] = None
        case CharacterEffectsChanged(effects=effects):
            seen.effects |= dict.fromkeys(effect.effect_id for effect in effects)
        case ItemGained(character_id=who, item=item):
            seen.items.setdefault(who, {})[item.item_def_id] = None
        case _:
            pass


def _see_foes(seen: _Seen, combatants: Iterable[Combatant]) -> None:
    seen.foes |= {one.id: one.enemy_id for one in combatants if one.enemy_id is not None}


def _gained(character: Character, seen: _Seen, state: SessionState) -> Lore:
    """What is new to this one. Of enemies the whole entry as it is now."""
    lore = character.lore
    held = dict.fromkeys(item.item_def_id for item in character.items.values())
    return Lore(
        places=tuple(one for one in state.visited if one not in lore.places),
        people=tuple(one for one in state.met if one not in lore.people),
        items=tuple(one for one in seen.items.get(character.id, {}) | held if one not in lore.items),
        effects=tuple(one for one in seen.effects if one not in lore.effects),
        enemies=_enemies(lore, seen),
    )


def _enemies(lore: Lore, seen: _Seen) -> tuple[EnemyLore, ...]:
    known: Mapping[EnemyId, EnemyLore] = {one.enemy_id: one for one in lore.enemies}
    met = dict.fromkeys(seen.foes.values())
    now = [_updated(known.get(one, EnemyLore(one)), seen) for one in met]
    return tuple(one for one in now if known.get(one.enemy_id) != one)


def _updated(known: EnemyLore, seen: _Seen) -> EnemyLore:
    struck = [kind for enemy, kind in seen.struck if enemy == known.enemy_id and kind not in known.tried]
    beaten = known.beaten + seen.fallen.count(known.enemy_id)
    return replace(known, beaten=beaten, tried=(*known.tried, *struck))
