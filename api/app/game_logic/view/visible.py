"""Which events the party may know, and what of them."""

from collections.abc import Container, Iterable
from dataclasses import replace

from app.models.combat import Combatant
from app.models.enums import Side
from app.models.events import (
    AbilityUsed,
    CharacterJoined,
    CombatantSummoned,
    CombatStarted,
    Event,
    FlagChanged,
    GoldChanged,
    ItemGained,
    ItemLost,
    LootRolled,
    LootTaken,
    LoreGained,
    ManaRestored,
    Moved,
    PityChanged,
    Rewound,
    Spoke,
    TalkBegan,
    TopicSaid,
    UndoBarred,
    UndoPointSet,
)
from app.models.events import combat as combat_events
from app.models.ids import UserId
from app.models.intents import Ask, Drop, Equip, Intent, LearnSkill, Look, Respec, Unclear, Unequip
from app.models.lore import Lore
from app.models.session import SessionState
from app.models.stats import Stats

_OWN_AFFAIRS = (Ask, Equip, Unequip, Drop, LearnSkill, Respec, Unclear)
_HIDDEN = (FlagChanged, PityChanged, LoreGained, LootRolled, UndoPointSet, UndoBarred)
_COMBAT = tuple(
    one
    for one in vars(combat_events).values()
    if isinstance(one, type) and one.__module__ == combat_events.__name__
)


def visible_events(
    events: Iterable[Event], *, is_shared: bool = False, enemies: Container[str] = ()
) -> tuple[Event, ...]:
    """Story flags, counters of the rules, what each remembers and ways back are left out; enemies come without their
    numbers, characters without their bags. `is_shared`: others read it too, so nobody's purse,
    stacks and account are told. `enemies`: combatants whose mana and cooldowns are not told."""
    seen = (_redacted(event, enemies) for event in events if not isinstance(event, _HIDDEN))
    return tuple(_for_others(event) for event in seen) if is_shared else tuple(seen)


def enemies_in(events: Iterable[Event], *states: SessionState) -> frozenset[str]:
    """Those who stand against the party in the fights of these states, and whom these events bring."""
    known = tuple(events)
    fights = [one.combat for one in states if one.combat is not None]
    fights += [event.encounter for event in known if isinstance(event, CombatStarted)]
    all_of_them = [one for fight in fights for one in fight.combatants.values()]
    all_of_them += [event.combatant for event in known if isinstance(event, CombatantSummoned)]
    return frozenset(str(one.id) for one in all_of_them if one.side is Side.ENEMIES)


def _for_others(event: Event) -> Event:
    match event:
        case GoldChanged() | ItemGained() | ItemLost():
            return _without_rest(event)
        case LootTaken(item=item, quantity=quantity):
            return replace(event, item=replace(item, quantity=quantity))
        case CharacterJoined(character=character):
            return replace(event, character=replace(character, user_id=UserId("")))
        case Rewound(is_own=True):
            return replace(event, action="", returned=())
        case Rewound(returned=returned):
            return replace(event, returned=tuple(_without_rest(one) for one in returned))
        case _:
            return event


def _without_rest(moved: Moved) -> Moved:
    """What moved, but not what there is of it afterwards."""
    match moved:
        case GoldChanged():
            return replace(moved, gold=None)
        case ItemGained(item=item, quantity=quantity):
            return replace(moved, item=replace(item, quantity=quantity))
        case ItemLost():
            return replace(moved, left=None)


def is_private(intent: Intent | None, belongings: Container[str]) -> bool:
    """Whether a turn of this intent concerns nobody but the one who acts: questions about oneself, looks at what one
    carries (`belongings`: ids of it), what one wears, learns or throws away, and words that nobody understood."""
    if isinstance(intent, Look):
        return intent.target in belongings
    return isinstance(intent, _OWN_AFFAIRS)


def _redacted(event: Event, enemies: Container[str]) -> Event:
    match event:
        case AbilityUsed(combatant_id=who) if who in enemies:
            return replace(event, mana=0, cooldown=0)
        case ManaRestored(target_id=who) if who in enemies:
            return replace(event, mana=0)
        case CombatStarted(encounter=encounter):
            combatants = {one: _outside(combatant) for one, combatant in encounter.combatants.items()}
            return replace(event, encounter=replace(encounter, combatants=combatants))
        case CombatantSummoned(combatant=combatant):
            return replace(event, combatant=_outside(combatant))
        case CharacterJoined(character=character):
            return replace(event, character=replace(character, items={}, equipment={}, gold=0, lore=Lore()))
        case Rewound():
            return replace(event, edits=())
        case _:
            return event


def _outside(combatant: Combatant) -> Combatant:
    """What one sees of an enemy: no stats, no mana, no list of abilities."""
    if combatant.side is Side.PARTY:
        return combatant
    return replace(combatant, stats=Stats({}), mana=0, abilities=(), cooldowns={})


def is_combat_event(event: Event) -> bool:
    """Whether it belongs to a fight."""
    return isinstance(event, _COMBAT) and not isinstance(event, PityChanged)


def is_talk_event(event: Event) -> bool:
    """Whether somebody was spoken with."""
    return isinstance(event, TalkBegan | TopicSaid | Spoke)
