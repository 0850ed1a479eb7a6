"""Answers to questions about oneself, as lines of plain text."""

from app.game_logic.progression import experience_for
from app.game_logic.quests import current_stage
from app.game_logic.recorder import Recorder
from app.game_logic.suggestions import suggest
from app.models.character import MAX_LEVEL, Character
from app.models.enums import ATTRIBUTES, Slot, Stat
from app.models.events import Answered, Misunderstood
from app.models.ids import CharacterId, QuestId
from app.models.intents import Ask, Unclear
from app.models.items import Item
from app.models.session import SessionState
from app.models.world import World

_HELP = (
    "Say what you want to do in your own words: go north, look at something, talk to someone, take, open, search.",
    "In a fight: attack, defend, flee, or the name of one of your abilities.",
    "Ask for your inventory, your journal or your stats at any time; it costs nothing.",
)


def answer(rec: Recorder, actor_id: CharacterId, intent: Ask) -> None:
    """Changes nothing. A quest that is not known has no lines."""
    match intent.about:
        case "inventory":
            lines = inventory_lines(rec.state.characters[actor_id], rec.world)
        case "journal":
            lines = journal_lines(rec.state, intent.quest, rec.world)
        case "self":
            lines = self_lines(rec.state.characters[actor_id], rec.world)
        case "help":
            lines = (*_HELP, *_possible_lines(rec, actor_id))
    rec.emit(Answered(actor_id, intent.about, lines))


def misunderstand(rec: Recorder, actor_id: CharacterId, intent: Unclear) -> None:
    """Nobody could interpret the words: says what is possible here, in the words of the suggestions."""
    possible = tuple(one.text for one in suggest(rec.state, actor_id, rec.world))
    rec.emit(Misunderstood(actor_id, intent.text, intent.verb, intent.noun, possible, intent.candidates))


def inventory_lines(character: Character, world: World) -> tuple[str, ...]:
    """Gold, then what is worn by slot, then the rest by name."""
    slots = {item_id: slot for slot, item_id in character.equipment.items()}
    known = [item for item in character.items.values() if item.item_def_id in world.items]
    worn = sorted((one for one in known if one.id in slots), key=lambda one: list(Slot).index(slots[one.id]))
    loose = sorted((one for one in known if one.id not in slots), key=lambda one: _name(one, world))
    return (
        f"Gold: {character.gold}.",
        *(f"{_name(one, world)} ({slots[one.id].value.replace('_', ' ')})" for one in worn),
        *(
            f"{one.quantity} × {_name(one, world)}" if one.quantity > 1 else _name(one, world)
            for one in loose
        ),
    )


def _name(item: Item, world: World) -> str:
    return world.items[item.item_def_id].name


def journal_lines(state: SessionState, only: QuestId | None, world: World) -> tuple[str, ...]:
    """A line for each quest known (or the one asked for): what to do now, or that it is done. Main quests first."""
    quests = [world.quests[one] for one in state.quests if one in world.quests and only in (None, one)]
    lines = []
    for quest in sorted(quests, key=lambda one: not one.is_main):
        stage = current_stage(quest.id, state.quests[quest.id], world)
        lines.append(f"{quest.name}: {stage.objective.text if stage else 'done.'}")
    return tuple(lines) or ("Your journal is empty.",)


def self_lines(character: Character, world: World) -> tuple[str, ...]:
    """Who one is and how one fares."""
    stats = character.get_effective_stats(world)
    class_name, origin = world.classes[character.class_id].name, world.origins[character.origin_id].name
    after = experience_for(character.level + 1) if character.level < MAX_LEVEL else None
    experience = f"{character.experience} of {after}" if after is not None else str(character.experience)
    return (
        f"{character.name}, {class_name} of level {character.level}, {origin}.",
        f"Hit points {character.hp} of {stats[Stat.MAX_HP]}, mana {character.mana} of {stats[Stat.MAX_MANA]}.",
        f"Experience {experience}. Skill points {character.skill_points}.",
        ", ".join(f"{one.value.capitalize()} {stats[one]}" for one in ATTRIBUTES) + ".",
    )


def _possible_lines(rec: Recorder, actor_id: CharacterId) -> tuple[str, ...]:
    texts = [one.text for one in suggest(rec.state, actor_id, rec.world)]
    return (f"Here you could: {'; '.join(texts)}.",) if texts else ()
