"""Using, wearing and throwing away what one carries."""

from collections.abc import Iterator, Mapping

from app.game_logic.parser.here import Here
from app.game_logic.parser.lexicon import word_set
from app.game_logic.parser.matching import Fit, content
from app.game_logic.parser.nouns import Thing, find, read_phrase
from app.game_logic.parser.reading import Command, Reading, Stretch
from app.game_logic.parser.readings import features, fights, going, people
from app.game_logic.parser.readings.common import named, split_at
from app.game_logic.parser.readings.targets import aims
from app.game_logic.parser.text import Words
from app.game_logic.targeting import HOSTILE
from app.models.enums import Slot
from app.models.ids import CombatantId, ItemId
from app.models.intents import Drop, Equip, Unequip, UseItem
from app.models.items import Item

_ON = frozenset({"on", "at", "against", "upon", "to", "for", "over"})
_SLOTS: Mapping[Slot, frozenset[str]] = {
    Slot.MAIN_HAND: word_set("main right weapon"),
    Slot.OFF_HAND: word_set("off left shield"),
    Slot.HEAD: word_set("head helmet helm hat hood cap"),
    Slot.BODY: word_set("body chest armour armor clothes coat"),
    Slot.HANDS: word_set("hands gloves gauntlets"),
    Slot.FEET: word_set("feet boots shoes"),
    Slot.NECK: word_set("neck necklace amulet pendant"),
    Slot.RING: word_set("ring finger"),
}
_HAND = frozenset({"hand", "hands", "slot"})


def use(here: Here, command: Command) -> Iterator[Reading]:
    """An item, an ability ("use ember on it") or a feature ("use the lever", "use the key on the door")."""
    yield from fights.abilities(here, command.rest)
    what, whom = split_at(command.rest, _ON)
    yield from _consume(here, what, whom, Stretch.OWN)
    yield from features.use(here, command.rest)
    if whom and find(here.items, read_phrase(what), here.last_target):
        yield from features.use(here, whom, Stretch.NEAR)
    yield from _wear(here, command.rest, None, Stretch.STANDS_IN)


def consume(here: Here, command: Command) -> Iterator[Reading]:
    """ "drink the red potion"."""
    what, whom = split_at(command.rest, _ON)
    yield from _consume(here, what, whom, Stretch.OWN)


def give(here: Here, command: Command) -> Iterator[Reading]:
    """ "give the potion to Wren", "give Wren the potion"; "give Maud the bell", where she waits for it."""
    yield from people.concerning(here, command)
    what, whom = split_at(command.rest, {"to"})
    if whom:
        yield from _consume(here, what, whom, Stretch.OWN)
        return
    for split in range(1, len(command.rest)):
        yield from _consume(here, command.rest[split:], command.rest[:split], Stretch.OWN)


def take(here: Here, command: Command) -> Iterator[Reading]:
    """What remains beside the verbs of features: "take the north road", "take the glint", "take the potion"."""
    yield from going.along(here, command.rest, Stretch.NEAR)
    yield from features.by_label(here, command.rest)
    yield from _consume(here, command.rest, (), Stretch.LAST_RESORT)


def _consume(here: Here, what: Words, whom: Words, stretch: Stretch) -> Iterator[Reading]:
    for match in find(here.items, read_phrase(what), here.last_target):
        ability_id = here.definition(match.thing.of).use
        if ability_id is None:
            continue
        ability = here.world.abilities[ability_id]
        if whom and not here.is_fight and ability.target in HOSTILE:
            yield from fights.begin_fight(here, whom, Stretch.LAST_RESORT)
        for aim in aims(here, ability, whom):
            target = None if aim.id == CombatantId(here.actor.id) else aim.id
            intent = UseItem(ItemId(match.thing.id), target)
            yield Reading(intent, match.thing.name, max(match.fit, aim.fit), stretch, match.slips + aim.slips)


def bare(here: Here, words: Words) -> Iterator[Reading]:
    """An item named without a verb is used in a fight; else one looks at it, for nothing is lost by that."""
    if here.is_fight:
        yield from _consume(here, words, (), Stretch.STANDS_IN)


def equip(here: Here, command: Command) -> Iterator[Reading]:
    """ "wear the ring", "hold the torch in the off hand"."""
    what, where = split_at(command.rest, {"in", "on", "as"})
    slot = _slot(where)
    yield from _wear(here, what if slot else command.rest, slot, Stretch.OWN)
    meant = _slot(content(command.rest))
    for thing in _wearable(here):
        if meant and here.definition(thing.of).slot is meant:
            yield Reading(Equip(ItemId(thing.id)), thing.name, Fit.PART, Stretch.NEAR)


def _wear(here: Here, words: Words, slot: Slot | None, stretch: Stretch) -> Iterator[Reading]:
    yield from named(here, _wearable(here), words, lambda thing: Equip(ItemId(thing.id), slot), stretch)


def _wearable(here: Here) -> list[Thing[Item]]:
    """What can be worn; what is not yet worn comes first."""
    worn = set(here.actor.equipment.values())
    fitting = [thing for thing in here.items if here.definition(thing.of).slot]
    return sorted(fitting, key=lambda thing: thing.id in worn)


def unequip(here: Here, command: Command) -> Iterator[Reading]:
    """By the item's name or by where it is worn: "take off the helmet"."""
    slots = {item_id: slot for slot, item_id in here.actor.equipment.items()}
    worn = [thing for thing in here.items if thing.id in slots]
    yield from named(here, worn, command.rest, lambda thing: Unequip(slots[ItemId(thing.id)]))
    slot = _slot(content(command.rest))
    if slot and slot in here.actor.equipment:
        yield Reading(Unequip(slot), slot.value, Fit.PART, Stretch.NEAR)


def _slot(words: Words) -> Slot | None:
    said = [word for word in words if word not in _HAND] or list(words)
    for slot, names in _SLOTS.items():
        if said and names.issuperset(content(tuple(said))):
            return slot
    return None


def drop(here: Here, command: Command) -> Iterator[Reading]:
    """One, or "three bandages", or "all bandages". It is gone for good: never on a guess."""
    phrase = read_phrase(command.rest)
    worn = set(here.actor.equipment.values())
    loose_first = sorted(here.items, key=lambda thing: thing.id in worn)
    for match in find(loose_first, phrase, here.last_target):
        item = match.thing.of
        count = item.quantity if phrase.quantity == -1 else phrase.quantity or 1
        intent = Drop(item.id, count)
        yield Reading(intent, match.thing.name, match.fit, slips=match.slips, is_risky=True)
