"""What went before, in a few sentences, for somebody who comes back."""

from collections.abc import Iterator, Mapping, Sequence

from app.ai.narrator import MAX_RECAP_WORDS, Telling
from app.ai.offline.beat import Beat, Part
from app.ai.offline.rhythm import Rhythm
from app.ai.offline.templates import Templates, fill
from app.ai.offline.words import Words, listed, time_tags
from app.ai.scene import Past, Scene
from app.game_logic.wording import amid
from app.models import events as ev
from app.models.combat import CombatEncounter
from app.models.enums import CombatOutcome, ItemKind, QuestStatus
from app.models.ids import QuestId
from app.models.world import QuestDef, World

_MOST_NAMES = 3
"""So many of a kind are named: the latest."""
_UNREMARKABLE = {ItemKind.CONSUMABLE, ItemKind.MATERIAL}
_SOMEBODY = "those who stood in your way"
_FIGHTS = {
    CombatOutcome.VICTORY: "recap_won",
    CombatOutcome.DEFEAT: "recap_lost",
    CombatOutcome.FLED: "recap_fled",
}
_SLOTS: Mapping[str, str] = {
    "recap_quest_begun": "quest",
    "recap_quest_moved": "quest",
    "recap_quest_done": "quest",
    "recap_came": "places",
    "recap_met": "people",
    "recap_won": "foes",
    "recap_lost": "foes",
    "recap_fled": "foes",
    "recap_level": "level",
    "recap_loot": "items",
}
_SINGLE = {
    "recap_quest_begun",
    "recap_quest_moved",
    "recap_quest_done",
    "recap_lost",
    "recap_fled",
    "recap_level",
}
"""Told of the latest alone."""
_LEAST_WORTH = (
    "recap_loot",
    "recap_fled",
    "recap_quest_begun",
    "recap_met",
    "recap_level",
    "recap_came",
    "recap_won",
)
"""Left out first when there are too many words."""

_Said = list[tuple[str, str]]
"""Template ids and sentences."""


class Recap:
    """One recap of one past."""

    def __init__(self, past: Past, world: World, templates: Templates) -> None:
        self._past = past
        self._world = world
        self._templates = templates
        self._words = Words(_scene_now(past, world), world)

    def telling(self) -> Telling:
        """At most MAX_RECAP_WORDS words."""
        before, now = self._before(), self._now()
        while _words_in([*before, *now]) > MAX_RECAP_WORDS and before:
            del before[self._least(before)]
        if _words_in(now) > MAX_RECAP_WORDS:
            now = now[:1]
        paragraphs = (" ".join(text for _, text in part) for part in (before, now))
        told_by = tuple(template for template, _ in [*before, *now])
        return Telling(tuple(text for text in paragraphs if text), told_by)

    def _least(self, said: _Said) -> int:
        kinds = [self._templates.by_id[template].tells for template, _ in said]
        return next((kinds.index(kind) for kind in _LEAST_WORTH if kind in kinds), 0)

    def _before(self) -> _Said:
        gathered: dict[str, list[str]] = {}
        for kind, name in self._deeds():
            names = gathered.pop(kind, []) if kind in _SINGLE else gathered.get(kind, [])
            gathered[kind] = [*(one for one in names if one != name), name]
        beats = [
            Beat(Part.STORY, kind, slots={_SLOTS[kind]: _named(kind, names)})
            for kind, names in gathered.items()
        ]
        return self._said(beats or [Beat(Part.STORY, "recap_quiet", slots={"place": self._words.place})])

    def _deeds(self) -> Iterator[tuple[str, str]]:
        """What is worth remembering: a kind of beat, and whom or what it names."""
        fight: CombatEncounter | None = None
        turns = (turn for turn in self._past.turns if not turn.is_undone)
        for event in (event for turn in turns for event in turn.events):
            if isinstance(event, ev.CombatStarted):
                fight = event.encounter
            elif isinstance(event, ev.CombatEnded):
                yield _FIGHTS[event.outcome], self._words.foes(fight) if fight else _SOMEBODY
                fight = None
            elif getattr(event, "character_id", self._past.reader_id) == self._past.reader_id:
                yield from self._deed(event)

    def _deed(self, event: ev.Event) -> Iterator[tuple[str, str]]:
        match event:
            case ev.QuestStarted():
                yield "recap_quest_begun", event.name
            case ev.QuestAdvanced():
                yield "recap_quest_moved", event.name
            case ev.QuestCompleted():
                yield "recap_quest_done", event.name
            case ev.LocationEntered(first_visit=True) if event.location_id in self._world.locations:
                yield "recap_came", amid(self._world.locations[event.location_id].name)
            case ev.TalkBegan(first_time=True):
                yield "recap_met", self._words.person(event.person_id)
            case ev.LevelGained():
                yield "recap_level", str(event.level)
            case ev.ItemGained() | ev.LootTaken() if self._is_remarkable(event):
                yield "recap_loot", event.name
            case _:
                return

    def _is_remarkable(self, event: ev.ItemGained | ev.LootTaken) -> bool:
        if isinstance(event, ev.ItemGained) and event.source == "start":
            return False
        definition = self._world.items.get(event.item.item_def_id)
        return definition is not None and definition.kind not in _UNREMARKABLE

    def _now(self) -> _Said:
        state, place = self._past.state, {"place": self._words.place}
        if state.is_over:
            return self._said([Beat(Part.SCENE, "recap_over", slots=place)])
        condition = self._words.condition
        if state.combat is not None:
            here = Beat(Part.SCENE, "recap_fighting", condition, {"foes": self._words.foes(state.combat)})
        else:
            safe = frozenset({"safe"} if self._words.is_safe else ())
            here = Beat(Part.SCENE, "recap_here", time_tags(self._past.hour) | condition | safe, place)
        quest = self._quest()
        task = quest and Beat(Part.SCENE, "recap_task", slots={"objective": self._objective(quest)})
        return self._said([here, task] if task else [here])

    def _quest(self) -> QuestDef | None:
        """What is to be done: of the story first."""
        quests = [self._world.quests[one] for one in self._active() if one in self._world.quests]
        return min(quests, key=lambda quest: not quest.is_main, default=None)

    def _active(self) -> list[QuestId]:
        quests = self._past.state.quests
        return [quest for quest, progress in quests.items() if progress.status is QuestStatus.ACTIVE]

    def _objective(self, quest: QuestDef) -> str:
        stage = self._past.state.quests[quest.id].stage
        return quest.stages[min(stage, len(quest.stages) - 1)].objective.text

    def _said(self, beats: Sequence[Beat]) -> _Said:
        said: _Said = []
        rhythm = Rhythm(())
        state, tone = self._past.state, self._past.tone.value
        for beat in beats:
            key = f"{state.session_id}:{state.seq}:{len(said)}"
            found = self._templates.candidates(beat.tells, beat.tags | {tone}, key, [one for one, _ in said])
            template, sentence = rhythm.best([(one, fill(one.text, beat.slots)) for one in found])
            rhythm.add(sentence)
            said.append((template.id, sentence))
        return said


def _named(kind: str, names: Sequence[str]) -> str:
    return names[-1] if kind in _SINGLE else listed(names[-_MOST_NAMES:], "and")


def _scene_now(past: Past, world: World) -> Scene:
    """The present, as the words for it need it."""
    last = past.turns[-1]
    return Scene(
        turn_id=last.id,
        seq=past.state.seq,
        action="",
        actor_id=past.reader_id,
        events=(),
        names=last.names,
        location=world.locations.get(past.state.location_id),
        hour=past.hour,
        recent=(),
        tone=past.tone,
        condition=past.condition,
    )


def _words_in(said: _Said) -> int:
    return sum(len(text.split()) for _, text in said)
