"""Ways through the world, for advice."""

from collections import deque

from app.game_logic.conditions import all_hold_for_party
from app.game_logic.encounters_here import guard_of
from app.models.ids import LocationId
from app.models.intents import Fight, Move
from app.models.session import SessionState
from app.models.world import Condition, Exit, World

Route = tuple[Exit, ...]


def unmet(conditions: tuple[Condition, ...], state: SessionState, world: World) -> list[Condition]:
    """Those that do not hold for the party."""
    return [one for one in conditions if not all_hold_for_party((one,), state, world)]


def step_towards(place: LocationId, state: SessionState, world: World) -> Move | Fight | None:
    """The first step of a shortest open way, or the fight against who bars it; None at the place itself, and where no
    open way leads to it."""
    route = route_to(place, state, world, only_open=True)
    if not route:
        return None
    direction = route[0].direction
    guard = guard_of(direction, state, world)
    return Fight(guard) if guard is not None else Move(direction)


def closed_on_the_way(place: LocationId, state: SessionState, world: World) -> list[Condition]:
    """What would open the way to a place to which no open way leads; empty if one does."""
    if route_to(place, state, world, only_open=True) is not None:
        return []
    route = route_to(place, state, world, only_open=False) or ()
    return [condition for way in route for condition in unmet(way.requires, state, world)]


def route_to(place: LocationId, state: SessionState, world: World, *, only_open: bool) -> Route | None:
    """The ways of a shortest route from here (breadth first): empty if one is there, None if there is none."""
    routes: dict[LocationId, Route] = {state.location_id: ()}
    waiting = deque(routes)
    while waiting and place not in routes:
        here = waiting.popleft()
        for way in world.locations[here].exits:
            if way.to in routes or (only_open and unmet(way.requires, state, world)):
                continue
            routes[way.to] = (*routes[here], way)
            waiting.append(way.to)
    return routes.get(place)
