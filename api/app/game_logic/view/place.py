"""The place one stands at, and the conversation one is in."""

from app.game_logic.checks import chance_pct_of
from app.game_logic.dialogue import open_topics, people_here
from app.game_logic.encounter_builder import enemy_counts
from app.game_logic.encounters_here import encounters_here, guard_of
from app.game_logic.explore import exits_seen, is_closed
from app.game_logic.features import open_actions, visible_features
from app.models.ids import CharacterId, EncounterId
from app.models.session import SessionState
from app.models.views import (
    ExitView,
    FeatureActionView,
    FeatureView,
    FoeView,
    LocationView,
    PersonView,
    TalkView,
    TopicView,
)
from app.models.world import Exit, Feature, FeatureAction, PersonDef, World


def location_view(state: SessionState, viewer_id: CharacterId, world: World) -> LocationView:
    """What is seen here. Where a way leads is known once one has been there."""
    location = world.locations[state.location_id]
    foes = () if state.combat else encounters_here(state, world)
    return LocationView(
        id=location.id,
        name=location.name,
        region=location.region,
        biome=location.biome,
        description=location.description,
        is_safe=location.is_safe,
        exits=tuple(_exit(way, state, viewer_id, world) for way in exits_seen(state, viewer_id, world)),
        features=tuple(
            _feature(one, state, viewer_id, world) for one in visible_features(state, viewer_id, world)
        ),
        people=tuple(_person(one, state) for one in people_here(state, viewer_id, world)),
        foes=tuple(_foe(one.encounter, len(state.turn_order), world) for one in foes),
    )


def _exit(way: Exit, state: SessionState, viewer_id: CharacterId, world: World) -> ExitView:
    is_known = way.to in state.visited
    is_guarded = guard_of(way.direction, state, world) is not None
    return ExitView(
        direction=way.direction,
        name=way.name,
        minutes=way.minutes,
        is_blocked=is_guarded or is_closed(way, state, viewer_id, world),
        to_id=way.to if is_known else None,
        to_name=world.locations[way.to].name if is_known else None,
    )


def _feature(feature: Feature, state: SessionState, viewer_id: CharacterId, world: World) -> FeatureView:
    actions = open_actions(feature, state, viewer_id, world)
    views = tuple(_action(action, state, viewer_id, world) for action in actions)
    return FeatureView(feature.id, feature.name, feature.description, views)


def _action(
    action: FeatureAction, state: SessionState, viewer_id: CharacterId, world: World
) -> FeatureActionView:
    chance = chance_pct_of(action.check, state, viewer_id, world) if action.check else None
    return FeatureActionView(action.id, action.label, chance)


def _person(person: PersonDef, state: SessionState) -> PersonView:
    return PersonView(person.id, person.name, person.description, person.id in state.met)


def _foe(encounter_id: EncounterId, members: int, world: World) -> FoeView:
    """As many as come to a party of this size."""
    encounter = world.encounters[encounter_id]
    counts = enemy_counts(encounter, members, world)
    names = tuple(_several(world.enemies[one].name, count) for one, count in counts.items())
    return FoeView(encounter_id, encounter.name, names)


def _several(name: str, count: int) -> str:
    return name if count == 1 else f"{count} × {name}"


def talk_view(state: SessionState, viewer_id: CharacterId, world: World) -> TalkView | None:
    """The conversation, with what can be asked now; None if there is none."""
    person_id = state.talking_to.get(viewer_id)
    if person_id is None or person_id not in world.people or state.combat is not None:
        return None
    person = world.people[person_id]
    topics = open_topics(person, state, viewer_id, world)
    return TalkView(person.id, person.name, tuple(TopicView(one.id, one.prompt) for one in topics))
