"""Places: ways that lead somewhere and back."""

from collections.abc import Callable, Iterator, Mapping

from app.models.enums import Direction
from app.models.world import Exit, LocationDef, MapPoint, World
from app.services.content.catalogue import Catalogue
from app.services.content.problems import Problem

Mistake = tuple[str, str]

_AHEAD: Mapping[Direction, Callable[[MapPoint, MapPoint], bool]] = {
    Direction.NORTH: lambda here, there: there.y < here.y,
    Direction.SOUTH: lambda here, there: there.y > here.y,
    Direction.EAST: lambda here, there: there.x > here.x,
    Direction.WEST: lambda here, there: there.x < here.x,
}
"""Ways may bend, so a place to the north may also lie a little to the east. Up, down, in and out may lead anywhere."""


def check_places(catalogue: Catalogue) -> Iterator[Problem]:
    """Exits and what blocks them. Whether places can be reached is the story's question."""
    world = catalogue.world
    for entry in catalogue.entries("locations"):
        yield from (entry.problem(key, text) for key, text in _mistakes(entry.value, world))
    yield from _shared_spots(catalogue)
    if not world.locations[world.start_location].is_safe:
        yield catalogue.start_problem("must be a safe place: the party wakes there after a first defeat")


def _shared_spots(catalogue: Catalogue) -> Iterator[Problem]:
    taken: dict[MapPoint, str] = {}
    for entry in catalogue.entries("locations"):
        first = taken.setdefault(entry.value.map, entry.value.id)
        if first != entry.value.id:
            yield entry.problem("map", f"'{first}' stands there already")


def _mistakes(place: LocationDef, world: World) -> Iterator[Mistake]:
    directions = [way.direction for way in place.exits]
    for position, way in enumerate(place.exits):
        if way.direction in directions[:position]:
            yield f"exits[{position}].direction", f"two ways lead {way.direction.value}"
        for key, text in _exit_mistakes(place, way, world):
            yield f"exits[{position}].{key}", text
    for position, placed in enumerate(place.encounters):
        for blocked in placed.blocks:
            if blocked not in directions:
                yield f"encounters[{position}].blocks", f"no way leads {blocked.value}"
        if place.is_safe:
            yield f"encounters[{position}]", "nobody rests where enemies stand: the place is safe"


def _exit_mistakes(place: LocationDef, way: Exit, world: World) -> Iterator[Mistake]:
    if way.to == place.id:
        yield "to", "leads back to where it begins"
    if way.minutes < 0:
        yield "minutes", "must be 0 or more"
    if way.direction in _AHEAD and not _AHEAD[way.direction](place.map, world.locations[way.to].map):
        yield "direction", f"on the map '{way.to}' is not to the {way.direction.value} of here"
    has_way_back = any(back.to == place.id for back in world.locations[way.to].exits)
    if not has_way_back and not way.one_way:
        yield "to", f"nothing leads back from '{way.to}': add an exit there, or declare one_way: true"
    if has_way_back and way.one_way:
        yield "one_way", f"an exit of '{way.to}' leads back"
    if way.requires and not way.hidden and not way.blocked_text:
        yield "blocked_text", "must tell players why the way is closed"
    if way.hidden and not way.requires:
        yield "hidden", "means nothing without conditions under which it is found"
