"""Everything that an actor can name now: what parser, suggestions and models may speak of, and nothing else.

In the author's order throughout: of equally good meanings the first is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.game_logic.dialogue import open_topics, people_here
from app.game_logic.encounter_builder import abilities_of
from app.game_logic.encounters_here import encounters_here
from app.game_logic.explore import exits_seen
from app.game_logic.features import open_actions, visible_features
from app.models.abilities import AbilityDef
from app.models.character import Character
from app.models.combat import Combatant
from app.models.enums import Side
from app.models.ids import CharacterId, CombatantId, PersonId, QuestId
from app.models.items import Item
from app.models.session import SessionState
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


@dataclass(frozen=True, slots=True)
class Scope:
    """What the fields hold, and in which intents their ids stand.

    `exits` are those seen, closed and guarded ones included (Move). `features` are those visible (Look, Interact), with
    `actions` by feature id: those not used up. `people` are those present (Talk, Look), with `topics` by person id.
    `encounters` stand here and wait (Fight, Look; none during a fight), `enemies` are the kinds among them (Look).
    `items` is all one holds, worn ones included (UseItem, Equip, Drop, Look), but those whose content is gone.
    `abilities` are those one may choose (UseAbility), `party` everybody in it, oneself included, `foes` the standing
    enemies of a fight (targets, Look), `skills` all nodes of one's class (LearnSkill), `quests` those known (Ask),
    `talking_to` whom one faces.
    """

    actor: Character
    location: LocationDef
    exits: tuple[Exit, ...]
    features: tuple[Feature, ...]
    actions: Mapping[str, tuple[FeatureAction, ...]]
    people: tuple[PersonDef, ...]
    topics: Mapping[PersonId, tuple[Topic, ...]]
    encounters: tuple[EncounterDef, ...]
    enemies: tuple[EnemyDef, ...]
    items: tuple[Item, ...]
    abilities: tuple[AbilityDef, ...]
    party: tuple[Character, ...]
    foes: tuple[Combatant, ...]
    skills: tuple[SkillNode, ...]
    quests: tuple[QuestDef, ...]
    talking_to: PersonId | None


def scope_of(state: SessionState, actor_id: CharacterId, world: World) -> Scope:
    """The scope of one character of the session."""
    actor = state.characters[actor_id]
    features = visible_features(state, actor_id, world)
    people = people_here(state, actor_id, world)
    encounters = _encounters(state, world)
    return Scope(
        actor=actor,
        location=world.locations[state.location_id],
        exits=exits_seen(state, actor_id, world),
        features=features,
        actions={one.id: open_actions(one, state, actor_id, world) for one in features},
        people=people,
        topics={one.id: open_topics(one, state, actor_id, world) for one in people},
        encounters=encounters,
        enemies=tuple(
            world.enemies[one] for one in dict.fromkeys(kind for group in encounters for kind in group.kinds)
        ),
        items=tuple(item for item in actor.items.values() if item.item_def_id in world.items),
        abilities=_abilities(state, actor, world),
        party=tuple(state.characters[one] for one in state.turn_order),
        foes=state.combat.standing(Side.ENEMIES) if state.combat else (),
        skills=tuple(node for tree in world.classes[actor.class_id].trees for node in tree.nodes),
        quests=tuple(world.quests[QuestId(one)] for one in state.quests if one in world.quests),
        talking_to=state.talking_to.get(actor_id),
    )


def _encounters(state: SessionState, world: World) -> tuple[EncounterDef, ...]:
    if state.combat is not None:
        return ()
    return tuple(world.encounters[one.encounter] for one in encounters_here(state, world))


def _abilities(state: SessionState, actor: Character, world: World) -> tuple[AbilityDef, ...]:
    hero = state.combat.combatants.get(CombatantId(actor.id)) if state.combat else None
    ids = hero.abilities if hero else abilities_of(actor, world)
    known = (world.abilities[one] for one in ids if one in world.abilities)
    return tuple(one for one in known if not one.passive)
