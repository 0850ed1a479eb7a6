"""Going from place to place, waiting, and picking a fight."""

from app.game_logic.combat_engine import start_fight
from app.game_logic.conditions import all_hold
from app.game_logic.dialogue import take_leave
from app.game_logic.encounters_here import encounters_here, guard_of
from app.game_logic.recorder import Recorder
from app.models.enums import Direction
from app.models.errors import IllegalMove
from app.models.events import LocationEntered, TimePassed, Told
from app.models.ids import CharacterId, EncounterId
from app.models.intents import Fight, Move, Wait
from app.models.session import SessionState
from app.models.world import Exit, World

WAIT_MINUTES = 10


def exits_seen(state: SessionState, actor_id: CharacterId, world: World) -> tuple[Exit, ...]:
    """The ways out that can be seen from here: all but hidden ones that are still closed."""
    ways = world.locations[state.location_id].exits
    return tuple(way for way in ways if not (way.hidden and is_closed(way, state, actor_id, world)))


def is_closed(way: Exit, state: SessionState, actor_id: CharacterId, world: World) -> bool:
    """Whether the conditions of a way out do not hold (yet)."""
    return not all_hold(way.requires, state, actor_id, world)


def why_not_move(
    state: SessionState, actor_id: CharacterId, direction: Direction, world: World
) -> IllegalMove | None:
    """`no_way`: nothing leads there that one could see; `way_blocked`: it is closed, and the message says by what;
    `way_guarded`: enemies stand in it. Where several ways lead in one direction, an open one is taken."""
    ways = [way for way in exits_seen(state, actor_id, world) if way.direction is direction]
    if not ways:
        return IllegalMove("There is no way in that direction.", code="no_way")
    closed = [way for way in ways if is_closed(way, state, actor_id, world)]
    if len(closed) == len(ways):
        text = closed[0].blocked_text or "That way is closed."
        return IllegalMove(text, code="way_blocked", details={"direction": direction.value})
    guard = guard_of(direction, state, world)
    if guard is not None:
        name = world.encounters[guard].name
        details = {"direction": direction.value, "encounter": guard}
        return IllegalMove(f"The way is barred: {name}.", code="way_guarded", details=details)
    return None


def move(rec: Recorder, actor_id: CharacterId, intent: Move) -> None:
    """The whole party goes; a conversation is left with a farewell; enemies in ambush attack on arrival.

    Raises IllegalMove `no_way`, `way_blocked`, `way_guarded`.
    """
    problem = why_not_move(rec.state, actor_id, intent.direction, rec.world)
    if problem is not None:
        raise problem
    way = next(
        way
        for way in exits_seen(rec.state, actor_id, rec.world)
        if way.direction is intent.direction and not is_closed(way, rec.state, actor_id, rec.world)
    )
    take_leave(rec, actor_id)
    came_from, is_first = rec.state.location_id, way.to not in rec.state.visited
    rec.emit(
        LocationEntered(
            location_id=way.to,
            minutes=way.minutes,
            first_visit=is_first,
            is_safe=rec.world.locations[way.to].is_safe,
            direction=way.direction,
            came_from=came_from,
        )
    )
    if is_first:
        show_place(rec)
    _spring_ambush(rec)


def show_place(rec: Recorder) -> None:
    """The author's words for whoever comes here for the first time."""
    text = rec.world.locations[rec.state.location_id].first_visit
    if text:
        rec.emit(Told(text))


def _spring_ambush(rec: Recorder) -> None:
    for placed in encounters_here(rec.state, rec.world):
        if placed.ambush:
            start_fight(rec, placed.encounter)
            return


def wait(rec: Recorder, _actor_id: CharacterId, _intent: Wait) -> None:
    """Lets `WAIT_MINUTES` pass."""
    rec.emit(TimePassed(WAIT_MINUTES))


def fight(rec: Recorder, _actor_id: CharacterId, intent: Fight) -> None:
    """Begins the fight against enemies who stand here. Raises IllegalMove `not_here`."""
    present = {placed.encounter for placed in encounters_here(rec.state, rec.world)}
    if intent.encounter not in present:
        raise IllegalMove("There is nobody of that kind to fight here.", code="not_here")
    start_fight(rec, EncounterId(intent.encounter))
