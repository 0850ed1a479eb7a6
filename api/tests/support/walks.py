"""Long random play: whoever is at the move does something legal, chosen by numbers that a test or hypothesis gives."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.game_logic.begin import begin
from app.game_logic.creation import create_character
from app.game_logic.dice import Dice
from app.game_logic.legal import legal_intents
from app.game_logic.resolve import resolve
from app.game_logic.turn_order import current_actor
from app.models.events import Event
from app.models.ids import CharacterId, ClassId, OriginId, SessionId, UserId
from app.models.intents import Ask, Intent, Look
from app.models.session import SessionState
from app.models.world import World

Choose = Callable[[Sequence[Intent]], Intent]


@dataclass(frozen=True, slots=True)
class Step:
    """One turn: who did what, the state before, the events, the state after."""

    before: SessionState
    actor_id: CharacterId
    intent: Intent
    dice_seed: bytes
    events: tuple[Event, ...]
    after: SessionState


def new_session(world: World, class_ids: Sequence[str], seed: bytes) -> SessionState:
    """The state after the first turn of new characters of these classes."""
    dice = Dice(seed, 0)
    origin = OriginId(min(world.origins))
    characters = [
        create_character(
            CharacterId(f"hero_{n}"),
            UserId("user"),
            f"Hero {n}",
            ClassId(class_id),
            origin,
            {},
            world,
            dice.new_id,
        )
        for n, class_id in enumerate(class_ids)
    ]
    begun = begin(SessionId("walk"), "hash", characters, Dice(seed, 1), world)
    return replace(begun.state, seq=1)


def at_the_move(state: SessionState) -> CharacterId:
    """Whose turn it is, in a fight or outside."""
    if state.combat is not None:
        return CharacterId(state.combat.current_id)
    return current_actor(state) or state.turn_order[0]


def walk(state: SessionState, world: World, seed: bytes, choose: Choose, turns: int) -> Iterator[Step]:
    """So many turns, each of the one at the move, with the dice of the seed."""
    for _ in range(turns):
        actor_id = at_the_move(state)
        intent = choose(legal_intents(state, actor_id, world))
        seq = state.seq + 1
        resolution = resolve(state, actor_id, intent, Dice(seed, seq), world)
        after = replace(resolution.state, seq=seq)
        yield Step(state, actor_id, intent, seed, resolution.events, after)
        state = after


def by_numbers(numbers: Sequence[int]) -> Choose:
    """Chooses by the numbers, over and over; nine times in ten what changes the world, not what only looks at it."""
    place = 0

    def choose(legal: Sequence[Intent]) -> Intent:
        nonlocal place
        number = numbers[place % len(numbers)] + place
        place += 1
        active = [one for one in legal if not isinstance(one, Look | Ask)]
        options = active if active and number % 10 else legal
        return options[number // 10 % len(options)]

    return choose
