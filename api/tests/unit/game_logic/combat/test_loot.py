"""Loot tables: weights, quantities, pity."""

from dataclasses import replace

from app.game_logic.loot_generator import roll_loot
from app.game_logic.recorder import Recorder
from app.models.character import MAX_INVENTORY
from app.models.events import ItemGained, PityChanged
from app.models.ids import CharacterId, ItemDefId, ItemId, LootTableId
from app.models.items import Item
from tests.support.positions import LoadedDice, a_session, character, found, only
from tests.support.worlds import WORLD

ANNA = CharacterId("anna")


def drawn(table: str, misses: dict[str, int] | None = None, **faces: int | list[int]) -> Recorder:
    """What the table gives anna."""
    state = replace(a_session(character("anna")), pity=misses or {})
    rec = Recorder(state, LoadedDice(**faces), WORLD)
    roll_loot(rec, LootTableId(table), ANNA, "loot")
    return rec


def test_the_die_walks_through_the_weights() -> None:
    assert found(drawn("rat_remains", loot=3), ItemGained) == []
    gained = only(drawn("rat_remains", loot=4, quantity=2), ItemGained)
    assert (gained.item.item_def_id, gained.quantity, gained.source) == ("tail", 2, "loot")
    assert [(roll.purpose, roll.sides) for roll in gained.rolls] == [("loot", 4), ("quantity", 3)]


def test_a_miss_is_counted_and_a_find_clears_the_count() -> None:
    missed = drawn("rat_remains", {"rat_remains/tail": 2}, loot=1)
    assert missed.state.pity == {"rat_remains/tail": 3}
    assert drawn("rat_remains", {"rat_remains/tail": 3}, loot=4).state.pity == {"rat_remains/tail": 0}


def test_after_so_many_misses_the_find_is_certain_without_a_die() -> None:
    rec = drawn("rat_remains", {"rat_remains/tail": 4}, loot=1, quantity=1)
    assert [roll.purpose for roll in only(rec, ItemGained).rolls] == ["quantity"]
    assert only(rec, PityChanged).misses == 0


def test_a_table_may_be_drawn_from_more_than_once_and_pity_counts_draws() -> None:
    rec = drawn("hoard", {"hoard/crown": 2}, loot=[1, 1])
    assert [gain.item.item_def_id for gain in found(rec, ItemGained)] == ["potion", "crown"]
    assert [change.misses for change in found(rec, PityChanged)] == [3, 0]


def test_a_find_that_changes_no_count_records_none() -> None:
    assert found(drawn("rat_remains", loot=4), PityChanged) == []


def test_what_does_not_fit_is_left_behind() -> None:
    crowded = character("anna", items={one.id: one for one in full_bag()})
    rec = Recorder(a_session(crowded), LoadedDice(loot=4, quantity=1), WORLD)
    roll_loot(rec, LootTableId("rat_remains"), ANNA, "loot")
    assert found(rec, ItemGained) == []


def full_bag() -> list[Item]:
    """As many swords as one can carry."""
    return [Item(ItemId(f"sword_{number}"), ItemDefId("sword")) for number in range(MAX_INVENTORY)]
