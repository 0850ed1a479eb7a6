"""How far players can get: the content's conditions and outcomes followed until nothing new comes of it.

An abstract play-through in which things only ever become possible. It forgets what is used up and what excludes what,
so it never calls something unreachable that can be reached.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.models.character import MAX_LEVEL
from app.models.ids import EncounterId, ItemDefId, LocationId, LootTableId, PersonId, QuestId
from app.models.world import (
    ClassIs,
    Condition,
    EncounterWon,
    Feature,
    FeatureAction,
    FlagIs,
    GiveItem,
    HasItem,
    LevelAtLeast,
    LocationDef,
    OriginIs,
    Outcome,
    QuestAt,
    QuestDef,
    RollLoot,
    SetFlag,
    StartFight,
    StartQuest,
    TakeGold,
    TakeItem,
    World,
)


@dataclass
class Reach:
    """What can be reached. `stages`: how many of a started quest's stages can be completed. `done`: keys of all that
    can happen at a place (`place/feature/action`, `person/topic`, …)."""

    is_lucky: bool
    places: set[LocationId] = field(default_factory=set)
    flags: dict[str, int] = field(default_factory=dict)
    items: set[ItemDefId] = field(default_factory=set)
    fights: set[EncounterId] = field(default_factory=set)
    stages: dict[QuestId, int] = field(default_factory=dict)
    completed: set[QuestId] = field(default_factory=set)
    done: set[str] = field(default_factory=set)

    def holds(self, conditions: Iterable[Condition]) -> bool:
        """Whether all can hold, one at a time."""
        return all(self.can_hold(condition) for condition in conditions)

    def can_hold(self, condition: Condition) -> bool:
        """What asks for something not to have happened holds in the beginning."""
        match condition:
            case FlagIs(flag=flag, value=value, below=below):
                return below or self.flags.get(flag, 0) >= value
            case HasItem(item=item):
                return item in self.items
            case LevelAtLeast(level=level):
                return level <= MAX_LEVEL
            case OriginIs() | ClassIs():
                return self.is_lucky
            case EncounterWon(encounter=encounter, won=won):
                return not won or encounter in self.fights
            case QuestAt():
                return self._quest_holds(condition)

    def _quest_holds(self, condition: QuestAt) -> bool:
        if condition.status == "unknown":
            return True
        if condition.status == "completed":
            return condition.quest in self.completed
        return condition.quest in self.stages

    def size(self) -> int:
        """Grows with everything found; the search ends when it stays."""
        found = (self.places, self.flags, self.items, self.fights, self.completed, self.done)
        return sum(map(len, found)) + sum(self.flags.values()) + sum(n + 1 for n in self.stages.values())


def explore(world: World, *, is_lucky: bool) -> Reach:
    """Everything that can be reached from the start.

    Lucky players pass and fail every check as they need it, and find all loot. Unlucky ones fail what cannot be tried
    again, find only what is certain, have no gold to spend, the wrong origin and class: what they reach, everybody can.
    """
    search = _Search(world, Reach(is_lucky))
    search.begin()
    size = -1
    while size != search.reach.size():
        size = search.reach.size()
        search.go_round()
    return search.reach


class _Search:
    def __init__(self, world: World, reach: Reach) -> None:
        self.world = world
        self.reach = reach

    def begin(self) -> None:
        self.reach.places.add(self.world.start_location)
        self._pack([set(one.starting_items) for one in self.world.classes.values()])
        self._pack([set(one.starting_items) for one in self.world.origins.values()])
        for quest in self.world.quests.values():
            if quest.starts_at_once:
                self.reach.stages.setdefault(quest.id, 0)

    def _pack(self, bags: list[set[ItemDefId]]) -> None:
        """What is in some bag, or for the unlucky what is in all."""
        if bags:
            self.reach.items |= set.union(*bags) if self.reach.is_lucky else set.intersection(*bags)

    def go_round(self) -> None:
        for place_id in sorted(self.reach.places):
            self._visit(self.world.locations[place_id])
        for quest_id in list(self.reach.stages):
            self._advance(self.world.quests[quest_id])

    def _visit(self, place: LocationDef) -> None:
        for way in place.exits:
            if self.reach.holds(way.requires):
                self.reach.done.add(f"{place.id}/{way.direction.value}")
                self.reach.places.add(way.to)
        for placed in place.encounters:
            if self.reach.holds(placed.requires):
                self.reach.done.add(f"{place.id}/{placed.encounter}")
                self._win(placed.encounter)
        for feature in place.features:
            self._use(place, feature)
        for person_id in place.people:
            self._talk(person_id)

    def _use(self, place: LocationDef, feature: Feature) -> None:
        if not self.reach.holds(feature.requires):
            return
        self.reach.done.add(f"{place.id}/{feature.id}")
        for action in feature.actions:
            self._try(f"{place.id}/{feature.id}/{action.id}", action)

    def _talk(self, person_id: PersonId) -> None:
        person = self.world.people[person_id]
        if not self.reach.holds(person.requires):
            return
        self.reach.done.add(person_id)
        for topic in person.topics:
            if self.reach.holds(topic.requires) and self._happen(topic.outcomes):
                self.reach.done.add(f"{person_id}/{topic.id}")

    def _try(self, key: str, action: FeatureAction) -> None:
        if not self.reach.holds(action.requires):
            return
        can_succeed = self.reach.is_lucky or action.check is None or action.retry
        has_happened = can_succeed and self._happen(action.success)
        if action.check is not None:
            has_happened |= self._happen(action.failure)
        if has_happened:
            self.reach.done.add(key)

    def _happen(self, outcomes: tuple[Outcome, ...]) -> bool:
        """Whether they can happen; what takes something away needs it to be there."""
        if any(isinstance(one, TakeGold) for one in outcomes) and not self.reach.is_lucky:
            return False
        if any(isinstance(one, TakeItem) and one.item not in self.reach.items for one in outcomes):
            return False
        for outcome in outcomes:
            self._apply(outcome)
        return True

    def _apply(self, outcome: Outcome) -> None:
        match outcome:
            case SetFlag(flag=flag, value=value):
                self.reach.flags[flag] = max(self.reach.flags.get(flag, 0), value)
            case GiveItem(item=item):
                self.reach.items.add(item)
            case RollLoot(loot_table=table):
                self._loot(table)
            case StartQuest(quest=quest):
                self.reach.stages.setdefault(quest, 0)
            case StartFight(encounter=encounter):
                self._win(encounter)
            case _:
                pass

    def _win(self, encounter_id: EncounterId) -> None:
        encounter = self.world.encounters[encounter_id]
        self.reach.fights.add(encounter_id)
        for enemy_id in encounter.enemies:  # reinforcements are not for everybody
            if table := self.world.enemies[enemy_id].loot_table:
                self._loot(table)
        self._happen(encounter.on_win)

    def _loot(self, table_id: LootTableId) -> None:
        items = {line.item for line in self.world.loot_tables[table_id].entries}
        if self.reach.is_lucky or len(items) == 1:
            self.reach.items |= {item for item in items if item}

    def _advance(self, quest: QuestDef) -> None:
        for stage in quest.stages[self.reach.stages[quest.id] :]:
            is_there = stage.objective.at is None or stage.objective.at in self.reach.places
            if not is_there or not self.reach.holds(stage.objective.requires):
                return
            self.reach.stages[quest.id] += 1
            self._happen(stage.on_complete)
        if quest.id not in self.reach.completed:
            self.reach.completed.add(quest.id)
            self._happen(quest.rewards)
