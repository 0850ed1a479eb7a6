"""What could be done next for a quest: read out of the content backwards, from objectives to what brings them about.

Only orders the suggestions; nothing depends on its being complete.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.game_logic.quests import current_stage
from app.game_logic.routes import closed_on_the_way, step_towards, unmet
from app.models.ids import EncounterId, LocationId
from app.models.intents import Fight, Intent, Interact, Talk
from app.models.session import SessionState
from app.models.world import (
    Condition,
    EncounterWon,
    FlagIs,
    GiveItem,
    HasItem,
    LocationDef,
    Outcome,
    QuestAt,
    QuestStage,
    SetFlag,
    StartFight,
    StartQuest,
    World,
)

DEPTH = 4
"""How far "for this, that is needed first" is followed."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done at a place, what it needs, and what it brings about. `beats`: whom it may defeat."""

    place: LocationId
    intent: Intent
    requires: tuple[Condition, ...]
    outcomes: tuple[Outcome, ...]
    beats: EncounterId | None = None


def next_steps(state: SessionState, world: World) -> tuple[Intent, ...]:
    """What serves a quest here and now, the main quests' first: deeds at this place, the fight against who bars the
    way, or the way to where it can be done. Some of it may not be legal at the moment."""
    deeds = [deed for place in world.locations.values() for deed in _deeds_at(place, state, world)]
    steps: dict[Intent, None] = {}
    for stage in _stages(state, world):
        steps |= dict.fromkeys(_steps_for(stage, deeds, state, world))
    return tuple(steps)


def quest_places(state: SessionState, world: World) -> frozenset[LocationId]:
    """Where something can be done for a quest as things stand, or where a quest leads; closed ways do not matter."""
    deeds = [deed for place in world.locations.values() for deed in _deeds_at(place, state, world)]
    return frozenset(
        place for stage in _stages(state, world) for place, _ in _goals(stage, deeds, state, world)
    )


def _stages(state: SessionState, world: World) -> list[QuestStage]:
    known = sorted(
        (one for one in state.quests if one in world.quests), key=lambda one: not world.quests[one].is_main
    )
    stages = (current_stage(one, state.quests[one], world) for one in known)
    return [stage for stage in stages if stage is not None]


def _steps_for(stage: QuestStage, deeds: list[Deed], state: SessionState, world: World) -> Iterator[Intent]:
    for place, intent in _goals(stage, deeds, state, world):
        yield from _approach(place, intent, state, world)


def _goals(
    stage: QuestStage, deeds: list[Deed], state: SessionState, world: World
) -> Iterator[tuple[LocationId, Intent | None]]:
    """Places with what to do there; None where it is enough to arrive."""
    wanted = unmet(stage.objective.requires, state, world)
    place = stage.objective.at
    if not wanted and place is not None:
        yield place, None
        wanted = closed_on_the_way(place, state, world)
    for _ in range(DEPTH):
        needed: list[Condition] = []
        for deed in (deed for want in wanted for deed in deeds if _serves(deed, want)):
            missing = unmet(deed.requires, state, world)
            if not missing:
                yield deed.place, deed.intent
                missing = closed_on_the_way(deed.place, state, world)
            needed += missing
        wanted = list(dict.fromkeys(needed))


def _deeds_at(place: LocationDef, state: SessionState, world: World) -> Iterator[Deed]:
    yield from _deeds_with_features(place, state, world)
    yield from _deeds_with_people(place, state, world)
    for placed in place.encounters:
        encounter = world.encounters[placed.encounter]
        if encounter.id not in state.won:
            yield Deed(place.id, Fight(encounter.id), placed.requires, encounter.on_win, encounter.id)


def _deeds_with_features(place: LocationDef, state: SessionState, world: World) -> Iterator[Deed]:
    for feature in place.features:
        for action in feature.actions:
            if f"{place.id}/{feature.id}/{action.id}" not in state.done:
                needs = (*feature.requires, *action.requires)
                outcomes = _with_wins(action.success, world)
                yield Deed(place.id, Interact(feature.id, action.id), needs, outcomes)


def _deeds_with_people(place: LocationDef, state: SessionState, world: World) -> Iterator[Deed]:
    for person in (world.people[one] for one in place.people):
        for topic in person.topics:
            if f"{person.id}/{topic.id}" not in state.done:
                needs = (*person.requires, *topic.requires)
                yield Deed(place.id, Talk(person.id, topic.id), needs, _with_wins(topic.outcomes, world))


def _with_wins(outcomes: tuple[Outcome, ...], world: World) -> tuple[Outcome, ...]:
    """The outcomes, and what winning the fights among them would bring."""
    fights = (one.encounter for one in outcomes if isinstance(one, StartFight))
    return (*outcomes, *(won for fight in fights for won in world.encounters[fight].on_win))


def _serves(deed: Deed, want: Condition) -> bool:
    if isinstance(want, EncounterWon) and want.won and deed.beats == want.encounter:
        return True
    return any(_brings(outcome, want) for outcome in deed.outcomes)


def _brings(outcome: Outcome, want: Condition) -> bool:
    match want, outcome:
        case FlagIs(flag=wanted), SetFlag(flag=flag, value=value):
            return flag == wanted and (value >= want.value) is not want.below
        case HasItem(item=wanted), GiveItem(item=item):
            return item == wanted
        case QuestAt(quest=wanted), StartQuest(quest=quest):
            return quest == wanted
        case EncounterWon(encounter=wanted, won=True), StartFight(encounter=encounter):
            return encounter == wanted
        case _:
            return False


def _approach(
    place: LocationId, intent: Intent | None, state: SessionState, world: World
) -> Iterator[Intent]:
    """The deed itself if it is to be done here, else the next step on the way to it."""
    step = intent if place == state.location_id else step_towards(place, state, world)
    if step is not None:
        yield step
