"""Blows: what belongs to one use of an ability becomes one beat for each target, and one for each effect it leaves."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby

from app.ai.offline.beat import Beat, Part
from app.ai.offline.vocabulary import KINDS
from app.ai.offline.words import Words, definite
from app.models import events as ev
from app.models.enums import EffectKind

_SMALL_DAMAGE, _HEAVY_DAMAGE = 3, 8
"""Up to the one a blow is told as a small one, from the other on as a heavy one."""
_MOVES = {"defend", "change_row"}
"""Common abilities that have sentences of their own. Flight has FleeTried."""
_FLEE = "flee"
_HELPFUL = {
    EffectKind.BUFF,
    EffectKind.SHIELD,
    EffectKind.HEALING_OVER_TIME,
    EffectKind.TAUNT,
    EffectKind.STEALTH,
}
_PLAIN_ATTACK = "attack"


@dataclass(slots=True)
class Blow:
    """An ability at one target, gathered while the events go by."""

    used: ev.AbilityUsed
    target_id: str
    attack: ev.AttackRolled | None = None
    damage: int = 0
    damage_type: str = ""
    healing: int = 0
    mana: int = 0
    applied: list[ev.EffectApplied] = field(default_factory=list)
    is_fatal: bool = False
    is_critical: bool = False


def combat_beats(events: Sequence[ev.Event], words: Words) -> list[tuple[int, Beat]]:
    """Beats with the position of the event they began with, so that they can be told among the others."""
    beats: list[tuple[int, Beat]] = []
    new = {(one.target_id, one.name) for one in events if isinstance(one, ev.EffectApplied)}
    blows: list[tuple[int, Blow]] = []
    current: list[Blow] = []
    for place, event in enumerate(events):
        if isinstance(event, ev.AbilityUsed):
            current = _begun(event)
            blows += [(place, blow) for blow in current]
            if event.ability_id in _MOVES:
                beats.append((place, _move(event, words)))
        elif isinstance(event, ev.CombatTurnStarted):
            current = []
        elif _is_first_tick(event, new):
            continue
        elif not _gather(event, current) and (aside := _aside(event, words)) is not None:
            beats.append((place, aside))
    for together in _together(blows, words):
        place = together[0][0]
        several = _several([blow for _, blow in together], words)
        told = several or [beat for _, blow in together for beat in _told(blow, words)]
        beats += [(place, beat) for beat in told]
    return sorted(beats, key=lambda pair: pair[0])


def _together(blows: Sequence[tuple[int, Blow]], words: Words) -> Iterator[list[tuple[int, Blow]]]:
    """Blows in a row that different enemies aim at you, all landing or all missing and with nothing else to them;
    every other blow by itself."""
    for _, group in groupby(enumerate(blows), key=lambda pair: _kind_of_many(pair[0], pair[1][1], words)):
        yield [pair for _, pair in group]


def _kind_of_many(number: int, blow: Blow, words: Words) -> object:
    is_plain = not blow.applied and not blow.is_fatal and not blow.is_critical and not blow.healing
    if not is_plain or blow.attack is None or not words.is_you(blow.target_id):
        return number
    return _kind(blow)[0] if "foe" in words.voice(blow.used.combatant_id) else number


def _several(blows: Sequence[Blow], words: Words) -> list[Beat]:
    """One beat for all of them, if they are more than one and by as many."""
    actors = list(dict.fromkeys(blow.used.combatant_id for blow in blows))
    if len(actors) < 2 or len(actors) < len(blows):
        return []
    tells = {"strike": "foes_strike", "miss": "foes_miss"}.get(_kind(blows[0])[0])
    if tells is None:
        return []
    heavy = tells == "foes_strike" and sum(blow.damage for blow in blows) >= _HEAVY_DAMAGE
    tags = frozenset({"heavy"} if heavy else ())
    return [Beat(Part.FIGHT, tells, tags, {"actors": words.group(actors)})]


def _is_first_tick(event: ev.Event, new: Set[tuple[str, str]]) -> bool:
    """What an effect does in the very turn that has told of its coming needs no words, unless it is the end."""
    return isinstance(event, ev.DamageDealt) and event.hp > 0 and (event.target_id, event.source) in new


def _begun(used: ev.AbilityUsed) -> list[Blow]:
    if used.ability_id in _MOVES or used.ability_id == _FLEE:
        return []
    return [Blow(used, target) for target in used.targets or (used.combatant_id,)]


def _gather(event: ev.Event, blows: Sequence[Blow]) -> bool:
    """Adds what an event says to the blow at its target; False if it belongs to none of them."""
    target_id = getattr(event, "target_id", None)
    blow = next((one for one in blows if one.target_id == target_id), None)
    if blow is None:
        return False
    sources = (blow.used.name, blow.used.item_name)
    match event:
        case ev.AttackRolled():
            blow.attack = event
        case ev.DamageDealt() if event.source in sources:
            blow.damage += event.amount
            blow.damage_type = event.damage_type.value
            blow.is_critical = blow.is_critical or event.is_critical
            blow.is_fatal = event.hp == 0
        case ev.Healed() if event.source in sources:
            blow.healing += event.amount
        case ev.ManaRestored() if event.source in sources:
            blow.mana += event.amount
        case ev.EffectApplied() if event.effect.source_id == blow.used.combatant_id:
            blow.applied.append(event)
        case _:
            return False
    return True


def _told(blow: Blow, words: Words) -> Iterator[Beat]:
    """The blow itself, then what it leaves behind on somebody who still feels it."""
    yield _blow(blow, words)
    for applied in blow.applied if not blow.is_fatal else ():
        at, slots = words.at(blow.target_id), {"target": words.name(blow.target_id), "effect": applied.name}
        if applied.resisted:
            yield Beat(Part.FIGHT, "resist", at, slots)
        else:
            kind = words.effect_kind(applied.effect.effect_id)
            purpose = "help" if kind in _HELPFUL else "harm"
            yield Beat(Part.FIGHT, "afflict", at | {kind, purpose}, slots)


def _blow(blow: Blow, words: Words) -> Beat:
    used = blow.used
    tells, how = _kind(blow)
    if f"{tells}_too" in KINDS and blow.target_id != used.targets[0]:
        return _blow_too(f"{tells}_too", blow, words)
    tags = {*words.voice(used.combatant_id), *words.at(blow.target_id), used.ability_id, *how}
    slots = {
        "actor": words.name(used.combatant_id),
        "target": words.name(blow.target_id),
        "ability": definite(used.item_name) if used.item_name else used.name,
        "damage": str(blow.damage),
        "healing": str(blow.healing),
        "mana": str(blow.mana),
    }
    return Beat(Part.FIGHT, tells, frozenset(tags), slots)


def _blow_too(tells: str, blow: Blow, words: Words) -> Beat:
    """What the same stroke does to one more: it is not named again."""
    slots = {"target": words.name(blow.target_id)}
    slots |= {"damage": str(blow.damage)} if tells == "strike_too" else {}
    return Beat(Part.FIGHT, tells, words.at(blow.target_id), slots)


def _kind(blow: Blow) -> tuple[str, Set[str]]:
    """The beat's kind, and the tags that say how it went."""
    means = {_PLAIN_ATTACK} if blow.used.ability_id == _PLAIN_ATTACK else {"named", "art"}
    means = {"named", "item"} if blow.used.item_name else means
    if blow.attack is not None and not blow.attack.is_hit and not blow.damage:
        return "miss", means
    if blow.damage:
        how = means | {_weight(blow.damage), blow.damage_type}
        return ("kill" if blow.is_fatal else "strike"), how | ({"critical"} if blow.is_critical else set())
    if blow.attack is not None:
        return "blunted", means
    whom = {"self" if blow.used.combatant_id == blow.target_id else "other"}
    whom |= {"item"} if blow.used.item_name else set()
    if blow.healing:
        return "heal", whom
    return ("refresh" if blow.mana else "use"), whom


def _weight(damage: int) -> str:
    if damage <= _SMALL_DAMAGE:
        return "small"
    return "heavy" if damage >= _HEAVY_DAMAGE else "middling"


def _move(event: ev.AbilityUsed, words: Words) -> Beat:
    tags = words.voice(event.combatant_id) | {event.ability_id}
    return Beat(Part.FIGHT, "move", tags, {"actor": words.name(event.combatant_id)})


def _aside(event: ev.Event, words: Words) -> Beat | None:
    """What happens to somebody by itself, if one would notice."""
    match event:
        case ev.CombatTurnSkipped():
            return _alone("skip", event.combatant_id, words)
        case ev.FleeTried():
            return _alone("escape" if event.success else "no_escape", event.combatant_id, words)
        case ev.CombatantRevived():
            return _alone("revive", event.combatant_id, words)
        case ev.CombatantSummoned():
            return _alone("summon", event.combatant.id, words)
        case ev.DamageDealt() if event.amount:
            tells = "tick_kill" if event.hp == 0 else "tick"
            slots = {"effect": event.source, "damage": str(event.amount)}
            return _alone(tells, event.target_id, words, {event.damage_type.value}, slots)
        case ev.Healed() if event.amount:
            slots = {"effect": event.source, "healing": str(event.amount)}
            return _alone("mend", event.target_id, words, slots=slots)
        case _:
            return None


def _alone(
    tells: str,
    who: str,
    words: Words,
    tags: Set[str] = frozenset(),
    slots: Mapping[str, str] | None = None,
) -> Beat:
    return Beat(Part.FIGHT, tells, words.voice(who) | tags, {"actor": words.name(who), **(slots or {})})
