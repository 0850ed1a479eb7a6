"""The players' own words: said aloud, or written into the story."""

from collections.abc import Iterable

from app.game_logic.dialogue import talk, why_not_talk
from app.game_logic.parser.hearing import hear
from app.game_logic.recorder import Recorder
from app.game_logic.turn_order import why_not_now
from app.models.events import Event, Spoke, TalkBegan, TalkEnded, TopicSaid, Written
from app.models.ids import CharacterId
from app.models.intents import Intent, Say, Talk, Write


def say(rec: Recorder, actor_id: CharacterId, intent: Say) -> None:
    """Everybody hears it. Words that touch a topic of somebody here raise it, where the actor may raise it now; in a
    fight nobody answers."""
    heard = hear(intent.words, rec.state, actor_id, rec.world)
    person = heard.person if rec.state.combat is None else None
    meant = heard.talk if heard.talk and _can_talk(rec, actor_id, heard.talk) else None
    rec.emit(Spoke(actor_id, intent.words, person, is_answered=meant is not None))
    if meant is not None:
        talk(rec, actor_id, meant)


def write(rec: Recorder, actor_id: CharacterId, intent: Write) -> None:
    """The line stands in the story; nothing else changes, and no time passes."""
    rec.emit(Written(actor_id, intent.text))


def as_deed(intent: Intent, events: Iterable[Event]) -> Intent:
    """What an intent counts as when turns are passed on: words that somebody answered count as talk."""
    if isinstance(intent, Say):
        for event in events:
            if isinstance(event, TalkBegan | TopicSaid | TalkEnded):
                return Talk(event.person_id)
    return intent


def _can_talk(rec: Recorder, actor_id: CharacterId, meant: Talk) -> bool:
    now = why_not_now(rec.state, actor_id, meant)
    return now is None and why_not_talk(rec.state, actor_id, meant, rec.world) is None
