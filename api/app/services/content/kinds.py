"""The kinds of content: one folder, one dataclass and one field of the World each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from app.models import ids
from app.models.abilities import AbilityDef
from app.models.effects import EffectDef
from app.models.items import ItemDef
from app.models.origins import OriginDef
from app.models.skills import ClassDef
from app.models.world import (
    EncounterDef,
    EnemyDef,
    LocationDef,
    LootTableDef,
    PersonDef,
    QuestDef,
)

STRICT = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True)
class Kind:
    """`folder` is also the World's field; `noun` is what authors call an entry, `id_type` how others refer to it."""

    folder: str
    noun: str
    definition: type[Any]
    id_type: Any

    @cached_property
    def adapter(self) -> TypeAdapter[list[Any]]:
        """Validates a list of one entry: only a type that is no dataclass itself can carry a configuration."""
        return TypeAdapter(list[self.definition], config=STRICT)  # type: ignore[name-defined]  # the class is data here


KINDS: tuple[Kind, ...] = (
    Kind("abilities", "ability", AbilityDef, ids.AbilityId),
    Kind("classes", "class", ClassDef, ids.ClassId),
    Kind("effects", "effect", EffectDef, ids.EffectId),
    Kind("encounters", "encounter", EncounterDef, ids.EncounterId),
    Kind("enemies", "enemy", EnemyDef, ids.EnemyId),
    Kind("items", "item", ItemDef, ids.ItemDefId),
    Kind("locations", "location", LocationDef, ids.LocationId),
    Kind("loot_tables", "loot table", LootTableDef, ids.LootTableId),
    Kind("origins", "origin", OriginDef, ids.OriginId),
    Kind("people", "person", PersonDef, ids.PersonId),
    Kind("quests", "quest", QuestDef, ids.QuestId),
)

BY_FOLDER: Mapping[str, Kind] = {kind.folder: kind for kind in KINDS}
BY_ID_TYPE: Mapping[Any, Kind] = {kind.id_type: kind for kind in KINDS}

OTHER_FOLDERS = frozenset({"narration", "schemas"})
"""Stand beside the kinds and are read by others."""
