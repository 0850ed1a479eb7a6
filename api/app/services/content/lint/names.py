"""Names: what stands in one place must be told apart by what players type. Asked of the parser's own matching."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.game_logic.parser.matching import Fit, content, fit, names_of
from app.game_logic.parser.text import name_words
from app.models.world import Condition, EncounterWon, FlagIs, LocationDef, World
from app.services.content.catalogue import Catalogue
from app.services.content.problems import Problem


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something with a name. `key`: where in the location it is mentioned. `requires`: when it is there."""

    key: str
    what: str
    name: str
    aliases: tuple[str, ...]
    requires: tuple[Condition, ...] = ()


def check_names(catalogue: Catalogue) -> Iterator[Problem]:
    """Features, people and enemies of each place, against each other."""
    for entry in catalogue.entries("locations"):
        things = list(_things(entry.value, catalogue.world))
        for position, thing in enumerate(things):
            for text in _clashes(thing, things[:position]):
                yield entry.problem(thing.key, text)
    for entry in catalogue.entries("items"):
        for text in _same_name(entry.value.name, entry.id, catalogue.world):
            yield entry.problem("name", text)


def _things(place: LocationDef, world: World) -> Iterator[_Thing]:
    for position, feature in enumerate(place.features):
        yield _Thing(
            f"features[{position}]",
            f"feature '{feature.id}'",
            feature.name,
            feature.aliases,
            feature.requires,
        )
    for position, person_id in enumerate(place.people):
        person = world.people[person_id]
        yield _Thing(
            f"people[{position}]", f"person '{person_id}'", person.name, person.aliases, person.requires
        )
    seen = set()
    for position, placed in enumerate(place.encounters):
        for enemy_id in world.encounters[placed.encounter].kinds:
            enemy = world.enemies[enemy_id]
            if enemy_id not in seen:
                seen.add(enemy_id)
                called = (enemy.plural, *enemy.aliases)
                yield _Thing(f"encounters[{position}]", f"enemy '{enemy_id}'", enemy.name, called)


def _clashes(thing: _Thing, others: list[_Thing]) -> Iterator[str]:
    """Words that name both equally well, said once for each pair."""
    for other in others:
        if _never_meet(thing, other):
            continue
        named = [(word, thing, other) for word in _full_names(thing)]
        named += [(word, other, thing) for word in _full_names(other)]
        for word, its_own, another in named:
            fits = _fit(word, another)
            if fits is not None and fits <= Fit.ALIAS and fits == _fit(word, its_own):
                yield f"'{word}' would mean both {other.what} and {thing.what}"
                break


def _never_meet(one: _Thing, other: _Thing) -> bool:
    """One is there until a flag is set or a fight won, the other from then on."""
    needs = set(one.requires)
    return any(_opposite(need) in needs for need in other.requires)


def _opposite(need: Condition) -> Condition | None:
    match need:
        case FlagIs(below=below):
            return replace(need, below=not below)
        case EncounterWon(won=won):
            return replace(need, won=not won)
        case _:
            return None


def _full_names(thing: _Thing) -> tuple[str, ...]:
    return (thing.name, *thing.aliases)


def _fit(word: str, thing: _Thing) -> Fit | None:
    return fit(content(name_words(word)), names_of(thing.name, thing.aliases))


def _same_name(name: str, item_id: str, world: World) -> Iterator[str]:
    """A pack may hold any two items, so their names must differ everywhere."""
    for other_id, other in world.items.items():
        if other_id < item_id and other.name.casefold() == name.casefold():
            yield f"'{name}' is also the name of '{other_id}'"
