"""The map of what the party has walked, and of the ways it has seen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.game_logic.encounters_here import guard_of
from app.game_logic.explore import exits_seen, is_closed
from app.game_logic.quest_hints import quest_places
from app.models.ids import CharacterId, LocationId
from app.models.session import SessionState
from app.models.views import MapPlaceView, MapView, MapWayView
from app.models.world import Exit, LocationDef, World


@dataclass(frozen=True, slots=True)
class _Way:
    start: LocationId
    exit: Exit
    is_blocked: bool


def map_view(state: SessionState, viewer_id: CharacterId, world: World) -> MapView:
    """Visited places, in the order of the visits, then the ends of visible ways that nobody has walked yet."""
    visited = tuple(place for place in state.visited if place in world.locations)
    ways = [way for place in visited for way in _ways_from(place, state, viewer_id, world)]
    ids = _ids(visited, ways)
    busy = quest_places(state, world)
    return MapView(
        places=tuple(
            _visited(world.locations[place], state, place in busy)
            if place in visited
            else _unvisited(shown_id, world.locations[place])
            for place, shown_id in ids.items()
        ),
        ways=tuple(
            MapWayView(way.start, ids[way.exit.to], way.exit.direction, way.is_blocked) for way in ways
        ),
    )


def _ways_from(
    place: LocationId, state: SessionState, viewer_id: CharacterId, world: World
) -> Iterator[_Way]:
    """What one would see, standing there now."""
    there = replace(state, location_id=place)
    for way in exits_seen(there, viewer_id, world):
        is_guarded = guard_of(way.direction, there, world) is not None
        yield _Way(place, way, is_guarded or is_closed(way, there, viewer_id, world))


def _ids(visited: tuple[LocationId, ...], ways: list[_Way]) -> dict[LocationId, str]:
    """What each place is called here: the ids of unvisited ones would tell what they are."""
    ids: dict[LocationId, str] = {place: place for place in visited}
    for way in ways:
        ids.setdefault(way.exit.to, f"{way.start}/{way.exit.direction.value}")
    return ids


def _visited(place: LocationDef, state: SessionState, has_quest: bool) -> MapPlaceView:
    return MapPlaceView(
        id=place.id,
        name=place.name,
        biome=place.biome,
        x=place.map.x,
        y=place.map.y,
        is_here=place.id == state.location_id,
        is_visited=True,
        is_safe=place.is_safe,
        has_quest=has_quest,
    )


def _unvisited(shown_id: str, place: LocationDef) -> MapPlaceView:
    return MapPlaceView(
        id=shown_id,
        name=None,
        biome=None,
        x=place.map.x,
        y=place.map.y,
        is_here=False,
        is_visited=False,
        is_safe=False,
        has_quest=False,
    )
