"""The world as authors write it: one frozen dataclass a kind of content. Entries hold no logic.

YAML keys are the field names. Closed lists of steps (outcomes, conditions, ability steps) are tagged by `do`/`when`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.models.abilities import AbilityDef
from app.models.effects import EffectDef
from app.models.ids import (
    AbilityId,
    EffectId,
    EncounterId,
    EnemyId,
    ItemDefId,
    LocationId,
    LootTableId,
    OriginId,
    PersonId,
    QuestId,
)
from app.models.items import ItemDef
from app.models.origins import OriginDef
from app.models.skills import ClassDef
from app.models.world.conditions import (
    ClassIs,
    Condition,
    EncounterWon,
    FlagIs,
    HasItem,
    LevelAtLeast,
    OriginIs,
    QuestAt,
)
from app.models.world.enemies import (
    BossPhase,
    EncounterDef,
    EnemyAction,
    EnemyDef,
    LootEntry,
    LootTableDef,
    Reinforcement,
    Scaling,
)
from app.models.world.outcomes import (
    GiveExperience,
    GiveGold,
    GiveItem,
    Hurt,
    Outcome,
    Restore,
    RollLoot,
    SetFlag,
    StartFight,
    StartQuest,
    TakeGold,
    TakeItem,
    Tell,
)
from app.models.world.people import Objective, PersonDef, QuestDef, QuestStage, Topic
from app.models.world.places import (
    CheckDef,
    Exit,
    Feature,
    FeatureAction,
    LocationDef,
    MapPoint,
    PlacedEncounter,
)


@dataclass(frozen=True, slots=True)
class World:
    """All content, checked. `content_hash` is the SHA-256 of its canonical JSON."""

    content_hash: str
    start_location: LocationId
    abilities: Mapping[AbilityId, AbilityDef]
    classes: Mapping[str, ClassDef]
    effects: Mapping[EffectId, EffectDef]
    encounters: Mapping[EncounterId, EncounterDef]
    enemies: Mapping[EnemyId, EnemyDef]
    items: Mapping[ItemDefId, ItemDef]
    locations: Mapping[LocationId, LocationDef]
    loot_tables: Mapping[LootTableId, LootTableDef]
    origins: Mapping[OriginId, OriginDef]
    people: Mapping[PersonId, PersonDef]
    quests: Mapping[QuestId, QuestDef]


__all__ = [
    "BossPhase",
    "CheckDef",
    "ClassIs",
    "Condition",
    "EncounterDef",
    "EncounterWon",
    "EnemyAction",
    "EnemyDef",
    "Exit",
    "Feature",
    "FeatureAction",
    "FlagIs",
    "GiveExperience",
    "GiveGold",
    "GiveItem",
    "HasItem",
    "Hurt",
    "LevelAtLeast",
    "LocationDef",
    "LootEntry",
    "LootTableDef",
    "MapPoint",
    "Objective",
    "OriginDef",
    "OriginIs",
    "Outcome",
    "PersonDef",
    "PlacedEncounter",
    "QuestAt",
    "QuestDef",
    "QuestStage",
    "Reinforcement",
    "Restore",
    "RollLoot",
    "Scaling",
    "SetFlag",
    "StartFight",
    "StartQuest",
    "TakeGold",
    "TakeItem",
    "Tell",
    "Topic",
    "World",
]
