"""Somebody who wanders through a world doing whatever is legal, and what a narrator is told of it."""

import random
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from app.ai.narrator import Narrator, Telling
from app.ai.scene import Scene
from app.game_logic.begin import begin, end_story
from app.game_logic.creation import create_character
from app.game_logic.dice import Dice
from app.game_logic.legal import legal_intents
from app.game_logic.resolve import Resolution, resolve
from app.game_logic.view.clock import clock_view
from app.game_logic.view.condition import condition_of
from app.game_logic.view.naming import names_of_all
from app.game_logic.view.visible import visible_events
from app.models.character import Character
from app.models.ids import CharacterId, ClassId, OriginId, SessionId, TurnId, UserId
from app.models.intents import Intent, Unclear
from app.models.preferences import Tone
from app.models.session import SessionState
from app.models.world import World
from app.services.narration import MEMORY_TURNS

NAMES = ("Anselm", "Berit", "Cosmo", "Dunja")
NONSENSE = (
    Unclear("hum"),
    Unclear("juggle the moon", "juggle", "moon"),
    Unclear("drop ring", "drop", "ring", ("Old Ring", "New Ring")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One turn. `state` is the one after it, with its seq."""

    before: SessionState
    done: Resolution
    actor: CharacterId
    state: SessionState


def strolls(world: World, seed: int, members: int, turns: int) -> Iterator[Step]:
    """A party's life from its first turn to the end of its story, each member doing anything legal when it is due."""
    chance = random.Random(seed)  # noqa: S311 - what a wanderer does guards nothing
    secret = chance.randbytes(32)
    party = [_member(world, number, chance) for number in range(members)]
    done = begin(SessionId("session"), "0" * 64, party, Dice(secret, 1), world)
    actor, before, state = party[0].id, done.state, replace(done.state, seq=1)
    yield Step(before, done, actor, state)
    for seq in range(2, turns):
        actor = _next_actor(state)
        done = resolve(state, actor, _choice(state, actor, world, chance), Dice(secret, seq), world)
        before, state = state, replace(done.state, seq=seq)
        yield Step(before, done, actor, state)
    done = end_story(state, Dice(secret, turns), world)
    yield Step(state, done, actor, replace(done.state, seq=turns))


def wander(
    world: World, narrator: Narrator, seed: int, members: int, turns: int, tone: Tone = Tone.WRY
) -> Iterator[tuple[Scene, Telling]]:
    """The same as it is told: each telling remembers those before it, as in a session."""
    told: deque[Telling] = deque(maxlen=MEMORY_TURNS)
    for step in strolls(world, seed, members, turns):
        scene = scene_of(step, told, world, tone)
        telling = narrator.narrate(scene)
        told.appendleft(telling)
        yield scene, telling


def scene_of(step: Step, told: Iterable[Telling], world: World, tone: Tone = Tone.WRY) -> Scene:
    """As `NarrationService` makes it. `told`: the tellings before, newest first."""
    return Scene(
        turn_id=TurnId(f"turn-{step.state.seq}"),
        seq=step.state.seq,
        action="",
        actor_id=step.actor,
        events=visible_events(step.done.events),
        names=names_of_all(step.before, step.done.events, step.state),
        location=world.locations[step.state.location_id],
        hour=clock_view(step.state.minutes).hour,
        recent=tuple(used for turn in told for used in reversed(turn.told_by)),
        tone=tone,
        condition=condition_of(step.state, step.actor, world),
        openings=tuple(turn.paragraphs[0] for turn in told),
    )


def _member(world: World, number: int, chance: random.Random) -> Character:
    class_id = ClassId(chance.choice(sorted(world.classes)))
    origin_id = OriginId(chance.choice(sorted(world.origins)))
    dice = Dice(chance.randbytes(32), 0)
    who, user = CharacterId(f"01HERO{number}"), UserId(f"user-{number}")
    found = create_character(who, user, NAMES[number], class_id, origin_id, {}, world, dice.new_id)
    return replace(found, gold=found.gold + 50)


def _next_actor(state: SessionState) -> CharacterId:
    if state.combat is not None:
        return CharacterId(state.combat.current_id)
    return state.turn_order[state.current_turn % len(state.turn_order)]


def _choice(state: SessionState, actor: CharacterId, world: World, chance: random.Random) -> Intent:
    """Any legal intent, each kind equally likely; now and then nonsense."""
    if chance.random() < 0.05:
        return chance.choice(NONSENSE)
    legal = sorted(legal_intents(state, actor, world), key=lambda one: one.kind)
    kinds = [list(group) for _, group in groupby(legal, key=lambda one: one.kind)]
    return chance.choice(chance.choice(kinds))
