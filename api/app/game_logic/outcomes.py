"""What features, topics and quests bring about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.game_logic.combat_engine import start_fight
from app.game_logic.equipment import cap_vitals
from app.game_logic.loot_generator import roll_loot
from app.game_logic.possessions import change_gold, count_items, gain_item, lose_item
from app.game_logic.progression import gain_experience
from app.game_logic.recorder import Recorder
from app.models.character import MAX_INVENTORY, Character
from app.models.enums import ItemKind, Stat
from app.models.errors import IllegalMove
from app.models.events import FlagChanged, QuestStarted, Told, VitalsChanged
from app.models.ids import CharacterId, ItemDefId, QuestId
from app.models.world import (
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
    World,
)


@dataclass(frozen=True, slots=True)
class Cause:
    """`account`: the faucet and sink in the ledger (found, gift, quest, loot); `name`: readable, as in "Well"."""

    account: str
    name: str


def why_not_outcomes(character: Character, outcomes: Sequence[Outcome], world: World) -> IllegalMove | None:
    """Asked before anything happens: `not_enough_gold`, `not_enough_items`, `inventory_full`."""
    if sum(one.gold for one in outcomes if isinstance(one, TakeGold)) > character.gold:
        return IllegalMove("You do not have enough gold.", code="not_enough_gold")
    for item, quantity in _totals(outcomes, TakeItem).items():
        if count_items(character, item) < quantity:
            return IllegalMove("You do not have what it takes.", code="not_enough_items")
    given = _totals(outcomes, GiveItem)
    needed = sum(_new_stacks(character, item, quantity, world) for item, quantity in given.items())
    if needed and len(character.items) + needed > MAX_INVENTORY:
        return IllegalMove("Your bag is full.", code="inventory_full")
    return None


def _totals(outcomes: Sequence[Outcome], kind: type[GiveItem | TakeItem]) -> dict[ItemDefId, int]:
    totals: dict[ItemDefId, int] = {}
    for one in outcomes:
        if isinstance(one, GiveItem | TakeItem) and isinstance(one, kind):
            totals[one.item] = totals.get(one.item, 0) + one.quantity
    return totals


def _new_stacks(character: Character, item: ItemDefId, quantity: int, world: World) -> int:
    """How many more stacks it takes; things of quests always fit."""
    definition = world.items[item]
    if definition.kind is ItemKind.QUEST:
        return 0
    stacks = [one for one in character.items.values() if one.item_def_id == item and not one.sealed]
    left = quantity - sum(definition.max_stack - one.quantity for one in stacks)
    return max(-(-left // definition.max_stack), 0)


def apply_outcomes(rec: Recorder, actor_id: CharacterId, outcomes: Sequence[Outcome], cause: Cause) -> None:
    """Everything in the author's order, but fights last: whatever else comes, comes before.

    Items and gold go to the actor, experience to everybody in the party. What is to be taken and is not there (which
    `why_not_outcomes` rules out where a player chose) is not taken.
    """
    for outcome in sorted(outcomes, key=lambda one: isinstance(one, StartFight)):
        _HANDLERS[type(outcome)](rec, actor_id, outcome, cause)


def _set_flag(rec: Recorder, _actor_id: CharacterId, outcome: SetFlag, _cause: Cause) -> None:
    if rec.state.flags.get(outcome.flag, 0) != outcome.value:
        rec.emit(FlagChanged(outcome.flag, outcome.value))


def _give_item(rec: Recorder, actor_id: CharacterId, outcome: GiveItem, cause: Cause) -> None:
    gain_item(rec, actor_id, outcome.item, outcome.quantity, cause.account)


def _take_item(rec: Recorder, actor_id: CharacterId, outcome: TakeItem, cause: Cause) -> None:
    """From the actor first, then from the others in their order; worn ones last."""
    left = outcome.quantity
    for character_id in (actor_id, *(one for one in rec.state.turn_order if one != actor_id)):
        character = rec.state.characters[character_id]
        worn = set(character.equipment.values())
        for item in sorted(character.items.values(), key=lambda one: one.id in worn):
            taken = min(item.quantity, left)
            if item.item_def_id == outcome.item and taken:
                lose_item(rec, character_id, item.id, taken, cause.account)
                left -= taken
        cap_vitals(rec, character_id, cause.name)


def _give_gold(rec: Recorder, actor_id: CharacterId, outcome: GiveGold, cause: Cause) -> None:
    change_gold(rec, actor_id, outcome.gold, cause.account)


def _take_gold(rec: Recorder, actor_id: CharacterId, outcome: TakeGold, cause: Cause) -> None:
    change_gold(rec, actor_id, -min(outcome.gold, rec.state.characters[actor_id].gold), cause.account)


def _give_experience(rec: Recorder, _actor_id: CharacterId, outcome: GiveExperience, _cause: Cause) -> None:
    for character_id in rec.state.turn_order:
        gain_experience(rec, character_id, outcome.experience)


def _roll_loot(rec: Recorder, actor_id: CharacterId, outcome: RollLoot, cause: Cause) -> None:
    roll_loot(rec, outcome.loot_table, actor_id, cause.account)


def _start_quest(rec: Recorder, _actor_id: CharacterId, outcome: StartQuest, _cause: Cause) -> None:
    start_quest(rec, outcome.quest)


def start_quest(rec: Recorder, quest_id: QuestId) -> None:
    """Begins a quest at its first stage, unless it was begun before."""
    if quest_id in rec.state.quests:
        return
    quest = rec.world.quests[quest_id]
    rec.emit(QuestStarted(quest_id, quest.name, quest.stages[0].objective.text))


def _start_fight(rec: Recorder, _actor_id: CharacterId, outcome: StartFight, _cause: Cause) -> None:
    if rec.state.combat is None:
        start_fight(rec, outcome.encounter)


def _hurt(rec: Recorder, actor_id: CharacterId, outcome: Hurt, cause: Cause) -> None:
    """Takes dice d sides hit points, leaving at least 1."""
    character = rec.state.characters[actor_id]
    rolls = rec.dice.roll_many("hurt", outcome.dice, outcome.sides)
    lost = min(sum(roll.value for roll in rolls), max(character.hp - 1, 0))
    if lost:
        rec.emit(VitalsChanged(actor_id, -lost, 0, character.hp - lost, character.mana, cause.name, rolls))


def _restore(rec: Recorder, actor_id: CharacterId, outcome: Restore, cause: Cause) -> None:
    """Gives back max × percent // 100 of hit points and mana, up to the maxima."""
    character = rec.state.characters[actor_id]
    stats = character.get_effective_stats(rec.world)
    hp = restored(character.hp, stats[Stat.MAX_HP], outcome.hp_pct)
    mana = restored(character.mana, stats[Stat.MAX_MANA], outcome.mana_pct)
    if (hp, mana) != (character.hp, character.mana):
        rec.emit(VitalsChanged(actor_id, hp - character.hp, mana - character.mana, hp, mana, cause.name))


def restored(value: int, most: int, pct: int) -> int:
    """value + most × pct // 100, at most `most`."""
    return max(min(value + most * pct // 100, most), value)


def _tell(rec: Recorder, _actor_id: CharacterId, outcome: Tell, _cause: Cause) -> None:
    rec.emit(Told(outcome.text))


# Any: each handler takes the class it is declared for.
_HANDLERS: Mapping[type, Callable[[Recorder, CharacterId, Any, Cause], None]] = {
    SetFlag: _set_flag,
    GiveItem: _give_item,
    TakeItem: _take_item,
    GiveGold: _give_gold,
    TakeGold: _take_gold,
    GiveExperience: _give_experience,
    RollLoot: _roll_loot,
    StartQuest: _start_quest,
    StartFight: _start_fight,
    Hurt: _hurt,
    Restore: _restore,
    Tell: _tell,
}
