"""Talking to people: greetings, topics in their order, farewells."""

from collections.abc import Iterator

from app.game_logic.conditions import all_hold
from app.game_logic.outcomes import Cause, apply_outcomes, why_not_outcomes
from app.game_logic.recorder import Recorder
from app.models.errors import IllegalMove
from app.models.events import TalkBegan, TalkEnded, TopicSaid
from app.models.ids import CharacterId, PersonId
from app.models.intents import Talk
from app.models.session import SessionState
from app.models.world import PersonDef, Topic, World

GIFT = "gift"
"""The faucet of what people give."""

GOODBYE = "goodbye"
"""The topic that everybody has while one talks to them: it ends the talk. Content does not use this id."""


def people_here(state: SessionState, actor_id: CharacterId, world: World) -> tuple[PersonDef, ...]:
    """Who can be met here now, in the author's order."""
    people = (world.people[one] for one in world.locations[state.location_id].people)
    return tuple(one for one in people if all_hold(one.requires, state, actor_id, world))


def open_topics(
    person: PersonDef, state: SessionState, actor_id: CharacterId, world: World
) -> tuple[Topic, ...]:
    """What can be talked about with somebody, in the author's order: not used up, and the conditions hold."""
    return tuple(
        topic
        for topic in person.topics
        if f"{person.id}/{topic.id}" not in state.done and all_hold(topic.requires, state, actor_id, world)
    )


def why_not_talk(
    state: SessionState, actor_id: CharacterId, intent: Talk, world: World
) -> IllegalMove | None:
    """`not_here`: nobody of that name; `no_such_topic`: used up, not possible yet, or unknown to them;
    `not_enough_gold`, `not_enough_items`, `inventory_full`: what the topic would cost or give."""
    person = next(_named(intent.person, state, actor_id, world), None)
    if person is None:
        return IllegalMove("There is nobody of that name here.", code="not_here")
    if intent.topic is None or _is_goodbye(state, actor_id, intent):
        return None
    topic = next(_topics_named(intent.topic, person, state, actor_id, world), None)
    if topic is None:
        return IllegalMove(f"{person.name} has nothing to say about that.", code="no_such_topic")
    return why_not_outcomes(state.characters[actor_id], topic.outcomes, world)


def talk(rec: Recorder, actor_id: CharacterId, intent: Talk) -> None:
    """Greets (`topic` None), or raises a topic: without a greeting before, that comes first.

    Raises IllegalMove with a code of `why_not_talk`.
    """
    problem = why_not_talk(rec.state, actor_id, intent, rec.world)
    if problem is not None:
        raise problem
    if _is_goodbye(rec.state, actor_id, intent):
        take_leave(rec, actor_id)
        return
    person = next(_named(intent.person, rec.state, actor_id, rec.world))
    if intent.topic is None or rec.state.talking_to.get(actor_id) != person.id:
        _greet(rec, actor_id, person)
    if intent.topic is not None:
        topic = next(_topics_named(intent.topic, person, rec.state, actor_id, rec.world))
        _discuss(rec, actor_id, person, topic)


def take_leave(rec: Recorder, actor_id: CharacterId) -> None:
    """Ends the talk that the character is in, if any, with the other's farewell."""
    partner = rec.state.talking_to.get(actor_id)
    person = rec.world.people.get(partner) if partner else None
    if person is not None:
        rec.emit(TalkEnded(actor_id, person.id, person.farewell))


def _greet(rec: Recorder, actor_id: CharacterId, person: PersonDef) -> None:
    is_first = person.id not in rec.state.met
    text = person.greeting if is_first else person.greeting_again
    rec.emit(TalkBegan(actor_id, person.id, text, first_time=is_first))


def _discuss(rec: Recorder, actor_id: CharacterId, person: PersonDef, topic: Topic) -> None:
    """The answer; the farewell if that was the last word; then what comes of it."""
    rec.emit(TopicSaid(actor_id, person.id, topic.id, topic.prompt, topic.says, is_done=topic.once))
    if topic.ends:
        take_leave(rec, actor_id)
    apply_outcomes(rec, actor_id, topic.outcomes, Cause(GIFT, person.name))


def _named(
    person_id: PersonId, state: SessionState, actor_id: CharacterId, world: World
) -> Iterator[PersonDef]:
    return (one for one in people_here(state, actor_id, world) if one.id == person_id)


def _topics_named(
    topic_id: str, person: PersonDef, state: SessionState, actor_id: CharacterId, world: World
) -> Iterator[Topic]:
    return (one for one in open_topics(person, state, actor_id, world) if one.id == topic_id)


def _is_goodbye(state: SessionState, actor_id: CharacterId, intent: Talk) -> bool:
    return intent.topic == GOODBYE and state.talking_to.get(actor_id) == intent.person
