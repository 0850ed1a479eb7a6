"""Putting the beats into sentences and the sentences into paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.ai.narrator import Telling
from app.ai.offline.beat import Beat, Part
from app.ai.offline.beats import beats_of_event
from app.ai.offline.combat_beats import combat_beats
from app.ai.offline.gain_beats import gain_beats
from app.ai.offline.recap import Recap
from app.ai.offline.rhythm import Rhythm
from app.ai.offline.templates import Templates, fill
from app.ai.offline.words import Words, listed
from app.ai.scene import Past, Scene
from app.models import events as ev
from app.models.world import World

_OPENINGS = 3
"""Tellings before this one, like none of which it begins if it can begin otherwise."""
SILENCE = "Nothing comes of it."
"""Told when there is nothing to tell: the action changed nothing that one could see."""


class OfflineNarrator:
    """A `Narrator` without a model. What it says follows from the scene alone: again and elsewhere it is the same."""

    def __init__(self, world: World, templates: Templates) -> None:
        self._world = world
        self._templates = templates

    def narrate(self, scene: Scene) -> Telling:
        """A paragraph for each part of what happened, and one for each text of the content."""
        used: list[str] = []
        paragraphs: list[str] = []
        before: Beat | None = None
        heard = Rhythm(scene.openings[:_OPENINGS])
        for number, beat in enumerate(beats_of(scene, self._world)):
            key = f"{scene.turn_id}:{scene.attempt}:{number}"
            sentence = self._sentence(beat, key, scene.recent, used, heard)
            heard.add(sentence)
            if before is None or before.part is not beat.part or beat.verbatim or before.verbatim:
                paragraphs.append(sentence)
            else:
                paragraphs[-1] += f" {sentence}"
            before = beat
        return Telling(tuple(paragraphs) or (SILENCE,), tuple(used))

    def recap(self, past: Past) -> Telling:
        """The past in one paragraph, the present in another."""
        return Recap(past, self._world, self._templates).telling()

    def _sentence(self, beat: Beat, key: str, recent: Sequence[str], used: list[str], heard: Rhythm) -> str:
        """Adds what it used to `used`."""
        if beat.verbatim:
            return beat.verbatim
        candidates = self._templates.candidates(beat.tells, beat.tags, key, [*reversed(used), *recent])
        template, sentence = heard.best([(one, fill(one.text, beat.slots)) for one in candidates])
        used.append(template.id)
        return sentence


def beats_of(scene: Scene, world: World) -> list[Beat]:
    """Everything worth telling, by the event it began with."""
    words, events = Words(scene, world), tuple(_relevant(scene.events))
    placed = [(place, beat) for place, event in enumerate(events) for beat in beats_of_event(event, words)]
    placed += combat_beats(events, words)
    placed += gain_beats(events, words)
    placed += _company(events)
    in_order = _gains_after_texts([beat for _, beat in sorted(placed, key=lambda pair: pair[0])])
    return [
        beat if beat.verbatim else replace(beat, tags=beat.tags | {scene.tone.value}) for beat in in_order
    ]


def _company(events: Sequence[ev.Event]) -> list[tuple[int, Beat]]:
    """Who sets out together, after all that was said of where they come from."""
    joined = [(place, event) for place, event in enumerate(events) if isinstance(event, ev.CharacterJoined)]
    if len(joined) < 2:
        return []
    names = listed([event.character.name for _, event in joined], "and")
    told = f"You are not alone in it: {names} have come this far together."
    return [(joined[-1][0], Beat(Part.SCENE, verbatim=told))]


def _gains_after_texts(beats: Sequence[Beat]) -> list[Beat]:
    """First the content's text of how one comes by something, then what it is."""
    ordered: list[Beat] = []
    held: list[Beat] = []
    for beat in beats:
        if beat.part is Part.GAINS:
            held.append(beat)
        elif beat.verbatim and beat.part is Part.SCENE:
            ordered.append(beat)
        else:
            ordered += [*held, beat]
            held = []
    return [*ordered, *held]


def _relevant(events: Sequence[ev.Event]) -> Iterator[ev.Event]:
    """Without what another event of the turn tells better: a deed that has a text of its own, the time that a rest
    takes, what a change of clothes does to the hit points; where several come from, if it is the same."""
    kinds = {type(event) for event in events}
    known: set[str] = set()
    is_dressing = bool(kinds & {ev.ItemEquipped, ev.ItemUnequipped})
    for event in events:
        is_told = isinstance(event, ev.FeatureUsed) and bool(kinds & {ev.Told, ev.CheckRolled})
        is_rest = isinstance(event, ev.TimePassed) and ev.Rested in kinds
        is_fit = isinstance(event, ev.VitalsChanged) and is_dressing
        if isinstance(event, ev.CharacterJoined):
            yield replace(event, opening="" if event.opening in known else event.opening)
            known.add(event.opening)
        elif not (is_told or is_rest or is_fit):
            yield event
