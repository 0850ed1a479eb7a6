"""From events to beats: places, people, quests and oneself. Fights and gains have modules of their own."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from app.ai.offline.beat import Beat, Part, verbatim
from app.ai.offline.words import Words, choices, definite, listed, lowered
from app.models import events as ev
from app.models.enums import Biome, CombatOutcome, Side, Slot

_LONG_FIGHT_ROUNDS = 5
_CLOSE_MARGIN = 2
_SLOTS = {
    Slot.MAIN_HAND: "wielded",
    Slot.OFF_HAND: "wielded",
    Slot.NECK: "trinket",
    Slot.RING: "trinket",
}
"""How one has a thing on; the others are worn."""
_UNDER_THE_SKY = {"dawn", "dusk"}
"""Not seen from a cave."""
_ASIDE = re.compile(r" ?\(.*?\)")
"""What a label says in brackets is for choosing, not for telling."""


def beats_of_event(event: ev.Event, words: Words) -> tuple[Beat, ...]:
    """The beats of an event by itself; none if there is nothing to say of it."""
    make = _BEATS.get(type(event))
    made = make(event, words) if make else None
    if isinstance(made, Beat):
        return (made,)
    return made or ()


def _entered(event: ev.LocationEntered, words: Words) -> Beat:
    visit = "first" if event.first_visit else "again"
    how = "waking" if event.came_from is None else "walking"
    direction = f" {event.direction.value}" if event.direction else ""
    time = words.time - _UNDER_THE_SKY if words.biome == Biome.CAVE else words.time
    tags = frozenset({visit, how, words.biome}) | time | words.condition
    tags |= {"safe"} if words.is_safe else set()
    return Beat(Part.SCENE, "arrive", tags, {"place": words.place, "direction": direction})


def _looked(event: ev.Looked, _words: Words) -> Beat | None:
    if not event.text or event.target_kind in ("item", "combatant"):
        return verbatim(Part.SCENE, event.text)
    return Beat(Part.SCENE, "look", frozenset({event.target_kind}), {"text": event.text})


def _missed(event: ev.TurnMissed, words: Words) -> Beat | None:
    is_you = words.is_you(event.character_id)
    told = "You hesitate." if is_you else f"{words.name(event.character_id)} hesitates."
    return verbatim(Part.SCENE, told)


def _check(event: ev.CheckRolled, words: Words) -> Beat:
    result = "success" if event.success else "failure"
    margin = "close" if abs(event.total - event.difficulty) <= _CLOSE_MARGIN else "wide"
    tags = words.voice(event.character_id) | {result, margin, event.attribute.value}
    return Beat(Part.SCENE, "check", tags, {"actor": words.name(event.character_id)})


def _deed(event: ev.FeatureUsed, words: Words) -> Beat | None:
    if not event.success:
        return None  # the check tells it
    slots = {"actor": words.name(event.character_id), "deed": lowered(_ASIDE.sub("", event.label))}
    return Beat(Part.SCENE, "do", words.voice(event.character_id), slots)


def _vitals(event: ev.VitalsChanged, words: Words) -> Beat | None:
    changes = ((abs(event.hp_change), "hit points"), (abs(event.mana_change), "mana"))
    amount = listed([_counted(change, name) for change, name in changes if change], "and")
    if not amount or event.reason == "waking":
        return None
    loss = "hurt" if event.hp_change < 0 else "spent" if event.mana_change < 0 else ""
    tags = words.voice(event.character_id) | {loss or "restored"}
    slots = {"actor": words.name(event.character_id), "amount": amount}
    return Beat(Part.SCENE, "vitals", tags, slots)


def _counted(number: int, name: str) -> str:
    return f"{number} {name.removesuffix('s') if number == 1 else name}"


def _rested(event: ev.Rested, words: Words) -> Beat:
    tags = words.voice(event.character_id) | {"long" if event.long else "short"} | words.time
    return Beat(Part.SCENE, "rest", tags, {"actor": words.name(event.character_id), "place": words.place})


def _waited(_event: ev.TimePassed, words: Words) -> Beat:
    return Beat(Part.SCENE, "wait", words.time, {"place": words.place})


def _with_item(tells: str) -> Callable[[Any, Words], Beat]:
    def made(event: ev.ItemEquipped | ev.ItemUnequipped, words: Words) -> Beat:
        slots = {"actor": words.name(event.character_id), "item": definite(event.name)}
        where = _SLOTS.get(event.slot, "worn")
        return Beat(Part.SCENE, tells, words.voice(event.character_id) | {where}, slots)

    return made


def _learned(event: ev.SkillLearned, words: Words) -> Beat:
    slots = {"actor": words.name(event.character_id), "skill": event.name}
    return Beat(Part.STORY, "learn", words.voice(event.character_id), slots)


def _forgot(event: ev.SkillsForgotten, words: Words) -> Beat:
    slots = {"actor": words.name(event.character_id)}
    return Beat(Part.STORY, "forget", words.voice(event.character_id), slots)


def _misunderstood(event: ev.Misunderstood, _words: Words) -> Beat:
    if event.candidates:
        return Beat(Part.SCENE, "ambiguous", slots={"candidates": listed(event.candidates, "or")})
    possible = choices(event.possible)
    understood = {"verb": event.verb or "", "noun": event.noun or ""}
    tags = {name for name, text in understood.items() if text} | {"possible" if possible else "stuck"}
    return Beat(Part.SCENE, "misunderstood", frozenset(tags), {**understood, "possible": possible})


def _speech(tells: str, person_id: str, text: str, words: Words, how: str = "") -> Beat | None:
    """A person's words. A text that tells more than these, or names the person, stands by itself."""
    person = words.person(person_id)
    if not text.startswith("“") or person.split()[0] in text:
        return verbatim(Part.TALK, text)
    tags = frozenset({how} if how else ())
    return Beat(Part.TALK, tells, tags, {"person": person, "words": text})


def _greeting(event: ev.TalkBegan, words: Words) -> Beat | None:
    visit = "first" if event.first_time else "again"
    return _speech("greeting", event.person_id, event.text, words, visit)


def _topic(event: ev.TopicSaid, words: Words) -> Beat | None:
    how = "greeted" if words.is_greeted(event.person_id) else "asked"
    return _speech("topic", event.person_id, event.text, words, how)


def _farewell(event: ev.TalkEnded, words: Words) -> Beat | None:
    return _speech("farewell", event.person_id, event.text, words)


def _spoke(event: ev.Spoke, words: Words) -> Beat:
    heard = "answered" if event.is_answered else "heard" if event.person_id else "alone"
    slots = {
        "actor": words.name(event.character_id),
        "person": words.person(event.person_id) if event.person_id else "",
        "words": f"“{event.words}”",
    }
    return Beat(Part.TALK, "say", words.voice(event.character_id) | {heard}, slots)


def _quest(tells: str) -> Callable[[Any, Words], Beat]:
    def made(event: Any, _words: Words) -> Beat:
        slots = {"quest": event.name}
        if not isinstance(event, ev.QuestCompleted):
            slots["objective"] = event.objective
        is_main = getattr(event, "is_main", False)
        return Beat(Part.STORY, tells, frozenset({"main"} if is_main else ()), slots)

    return made


def _level(event: ev.LevelGained, words: Words) -> Beat:
    slots = {"actor": words.name(event.character_id), "level": str(event.level)}
    return Beat(Part.STORY, "level", words.voice(event.character_id), slots)


def _fight_begins(event: ev.CombatStarted, words: Words) -> Beat | tuple[Beat, ...]:
    """The content's own opening and then who stands there; without one, both in one sentence."""
    slots = {"foes": words.foes(event.encounter)}
    foes = [one for one in event.encounter.combatants.values() if one.side is Side.ENEMIES]
    tags = {"one" if len(foes) == 1 else "many"} | words.time | words.condition_at_first
    tags |= {"boss"} if words.is_boss(event.encounter) else set()
    if event.opening:
        return Beat(Part.FIGHT, verbatim=event.opening), Beat(Part.FIGHT, "stakes", frozenset(tags), slots)
    return Beat(Part.FIGHT, "fight_begins", frozenset(tags | {words.biome}), slots)


def _fight_ends(event: ev.CombatEnded, words: Words) -> Beat:
    length = "long" if event.rounds >= _LONG_FIGHT_ROUNDS else "short"
    part = Part.STORY if event.outcome is CombatOutcome.DEFEAT else Part.FIGHT
    return Beat(
        part, "fight_ends", frozenset({event.outcome.value, length}) | words.condition, {"place": words.place}
    )


# Any: each entry takes the event class that it is filed under.
_BEATS: Mapping[type, Callable[[Any, Words], Beat | tuple[Beat, ...] | None]] = {
    ev.CharacterJoined: lambda event, _words: verbatim(Part.SCENE, event.opening),
    ev.TurnMissed: _missed,
    ev.LootLeft: lambda event, _words: verbatim(Part.GAINS, f"Nobody takes {definite(event.name)}."),
    ev.CharacterLeft: lambda event, _words: verbatim(Part.SCENE, f"{event.name} goes another way from here."),
    ev.LocationEntered: _entered,
    ev.Looked: _looked,
    ev.Told: lambda event, _words: verbatim(Part.SCENE, event.text),
    ev.CheckRolled: _check,
    ev.FeatureUsed: _deed,
    ev.VitalsChanged: _vitals,
    ev.Rested: _rested,
    ev.TimePassed: _waited,
    ev.ItemEquipped: _with_item("wear"),
    ev.ItemUnequipped: _with_item("take_off"),
    ev.SkillLearned: _learned,
    ev.SkillsForgotten: _forgot,
    ev.Misunderstood: _misunderstood,
    ev.Answered: lambda event, _words: verbatim(Part.SCENE, "\n".join(event.lines)),
    ev.TalkBegan: _greeting,
    ev.TopicSaid: _topic,
    ev.TalkEnded: _farewell,
    ev.Spoke: _spoke,
    ev.Written: lambda event, _words: verbatim(Part.SCENE, event.text),
    ev.Rewound: lambda _event, words: Beat(Part.STORY, "take_back", slots={"place": words.place}),
    ev.QuestStarted: _quest("quest_begins"),
    ev.QuestAdvanced: _quest("quest_goes_on"),
    ev.QuestCompleted: _quest("quest_done"),
    ev.LevelGained: _level,
    ev.StoryEnded: lambda _event, _words: Beat(Part.STORY, "story_ends"),
    ev.CombatStarted: _fight_begins,
    ev.CombatEnded: _fight_ends,
    ev.PhaseBegan: lambda event, _words: verbatim(Part.FIGHT, event.text),
}
