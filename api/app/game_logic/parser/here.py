"""What the actor can name now, with the words for it: the scope, made ready for matching."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.game_logic.features import is_done
from app.game_logic.parser.matching import names_of
from app.game_logic.parser.nouns import Thing
from app.game_logic.scope import Scope, scope_of
from app.models.abilities import AbilityDef
from app.models.character import Character
from app.models.combat import Combatant
from app.models.ids import CharacterId, CombatantId, PersonId
from app.models.items import Item, ItemDef
from app.models.session import PlayerMemory, SessionState
from app.models.skills import SkillNode
from app.models.world import (
    EncounterDef,
    EnemyDef,
    Exit,
    Feature,
    FeatureAction,
    LocationDef,
    PersonDef,
    QuestDef,
    Topic,
    World,
)

_Aliased = TypeVar("_Aliased", Feature, PersonDef)
_Titled = TypeVar("_Titled", SkillNode, QuestDef)

_ONESELF = ("me", "myself", "self", "oneself")


@dataclass(frozen=True, slots=True)
class Here:
    """One actor's surroundings, in the order of the scope: of equally good meanings the first is taken."""

    state: SessionState
    world: World
    scope: Scope
    memory: PlayerMemory
    exits: tuple[Thing[Exit], ...]
    features: tuple[Thing[Feature], ...]
    spent: Mapping[str, tuple[FeatureAction, ...]]
    """What was done with each feature and is used up."""
    people: tuple[Thing[PersonDef], ...]
    encounters: tuple[Thing[EncounterDef], ...]
    kinds: tuple[Thing[EnemyDef], ...]
    """The enemies that stand here before a fight, each kind once."""
    items: tuple[Thing[Item], ...]
    abilities: tuple[Thing[AbilityDef], ...]
    party: tuple[Thing[Character], ...]
    foes: tuple[Thing[Combatant], ...]
    """The enemies that stand in a fight."""
    skills: tuple[Thing[SkillNode], ...]
    quests: tuple[Thing[QuestDef], ...]

    @property
    def actor(self) -> Character:
        return self.scope.actor

    @property
    def location(self) -> LocationDef:
        return self.scope.location

    @property
    def is_fight(self) -> bool:
        return self.state.combat is not None

    @property
    def partner(self) -> PersonId | None:
        """Whom the actor is talking to."""
        return self.scope.talking_to

    @property
    def last_target(self) -> str | None:
        return self.memory.last_target

    def actions(self, feature: str) -> tuple[FeatureAction, ...]:
        """What can be done with a feature."""
        return self.scope.actions[feature]

    def topics(self, person: str | None) -> tuple[Topic, ...]:
        """What can be talked about with somebody."""
        return self.scope.topics.get(PersonId(person), ()) if person else ()

    def definition(self, item: Item) -> ItemDef:
        return self.world.items[item.item_def_id]


def look_around(state: SessionState, actor_id: CharacterId, world: World) -> Here:
    """The surroundings of that character. KeyError if the session has no such character."""
    scope = scope_of(state, actor_id, world)
    return Here(
        state=state,
        world=world,
        scope=scope,
        memory=state.memory.get(actor_id, PlayerMemory()),
        exits=tuple(_exit(one, world) for one in scope.exits),
        features=tuple(_aliased(one) for one in scope.features),
        spent={
            one.id: tuple(act for act in one.actions if is_done(one, act, state)) for one in scope.features
        },
        people=tuple(_aliased(one) for one in scope.people),
        encounters=tuple(_encounter(one, world) for one in scope.encounters),
        kinds=tuple(_kind(one) for one in scope.enemies),
        items=tuple(_item(one, world) for one in scope.items),
        abilities=tuple(
            Thing(one.id, one.name, names_of(one.name, one.verbs), one) for one in scope.abilities
        ),
        party=tuple(_member(one, is_actor=one.id == actor_id) for one in scope.party),
        foes=tuple(_foe(one, world) for one in scope.foes),
        skills=tuple(_titled(one) for one in scope.skills),
        quests=tuple(_titled(one) for one in scope.quests),
    )


def hp_of(here: Here, member: Character) -> int:
    """What a companion has left: in a fight the combatant's hit points are the true ones."""
    fight = here.state.combat
    fighter = fight.combatants.get(CombatantId(member.id)) if fight else None
    return (fighter or member).hp


def _aliased(one: _Aliased) -> Thing[_Aliased]:
    return Thing(one.id, one.name, names_of(one.name, one.aliases), one)


def _titled(one: _Titled) -> Thing[_Titled]:
    return Thing(one.id, one.name, names_of(one.name), one)


def _exit(way: Exit, world: World) -> Thing[Exit]:
    place = world.locations[way.to]
    return Thing(way.to, way.name, names_of(way.name, (place.name, *place.aliases)), way)


def _encounter(encounter: EncounterDef, world: World) -> Thing[EncounterDef]:
    kinds = [world.enemies[one] for one in encounter.enemies]
    called = tuple(name for kind in kinds for name in (kind.name, kind.plural, *kind.aliases))
    return Thing(encounter.id, encounter.name, names_of(encounter.name, called), encounter)


def _kind(enemy: EnemyDef) -> Thing[EnemyDef]:
    return Thing(enemy.id, enemy.name, names_of(enemy.name, (enemy.plural, *enemy.aliases)), enemy)


def _item(item: Item, world: World) -> Thing[Item]:
    definition = world.items[item.item_def_id]
    return Thing(item.id, definition.name, names_of(definition.name, definition.aliases), item)


def _member(member: Character, *, is_actor: bool) -> Thing[Character]:
    return Thing(member.id, member.name, names_of(member.name, _ONESELF if is_actor else ()), member)


def _foe(combatant: Combatant, world: World) -> Thing[Combatant]:
    """Named without its number, which the phrase brings: "wolf 2"."""
    kind = world.enemies.get(combatant.enemy_id) if combatant.enemy_id else None
    names = names_of(kind.name, (kind.plural, *kind.aliases)) if kind else names_of(combatant.name)
    return Thing(combatant.id, combatant.name, names, combatant)
