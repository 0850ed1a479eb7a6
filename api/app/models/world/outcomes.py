"""Outcomes: what a feature, a topic or a quest does."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from app.models.ids import (
    EncounterId,
    ItemDefId,
    LootTableId,
    QuestId,
)


@dataclass(frozen=True, slots=True)
class SetFlag:
    do: Literal["set_flag"]
    flag: str
    value: int = 1


@dataclass(frozen=True, slots=True)
class GiveItem:
    do: Literal["give_item"]
    item: ItemDefId
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class TakeItem:
    do: Literal["take_item"]
    item: ItemDefId
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class GiveGold:
    do: Literal["give_gold"]
    gold: int


@dataclass(frozen=True, slots=True)
class TakeGold:
    """Refused before anything happens if the actor has less."""

    do: Literal["take_gold"]
    gold: int


@dataclass(frozen=True, slots=True)
class GiveExperience:
    do: Literal["give_experience"]
    experience: int


@dataclass(frozen=True, slots=True)
class RollLoot:
    do: Literal["roll_loot"]
    loot_table: LootTableId


@dataclass(frozen=True, slots=True)
class StartQuest:
    do: Literal["start_quest"]
    quest: QuestId


@dataclass(frozen=True, slots=True)
class StartFight:
    do: Literal["start_fight"]
    encounter: EncounterId


@dataclass(frozen=True, slots=True)
class Hurt:
    """Damage outside combat; never kills: it leaves at least 1 hit point."""

    do: Literal["hurt"]
    dice: int
    sides: int


@dataclass(frozen=True, slots=True)
class Restore:
    """Hit points and mana in percent of the maximum."""

    do: Literal["restore"]
    hp_pct: int = 0
    mana_pct: int = 0


@dataclass(frozen=True, slots=True)
class Tell:
    """A fact for the narrator and the log, in second person, one to three sentences."""

    do: Literal["tell"]
    text: str


Outcome = Annotated[
    SetFlag
    | GiveItem
    | TakeItem
    | GiveGold
    | TakeGold
    | GiveExperience
    | RollLoot
    | StartQuest
    | StartFight
    | Hurt
    | Restore
    | Tell,
    Field(discriminator="do"),
]
