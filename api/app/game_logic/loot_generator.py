"""Loot tables: weighted draws, and the pity that makes the rare certain in the end."""

from collections.abc import Iterator, Mapping

from app.game_logic.dice import Dice
from app.game_logic.possessions import gain_item
from app.game_logic.recorder import Recorder
from app.models.dice import Roll
from app.models.events import LootRolled, PityChanged
from app.models.ids import CharacterId, ItemDefId, LootTableId
from app.models.world import LootEntry, LootTableDef

Drawn = tuple[ItemDefId, int, tuple[Roll, ...]]
"""What a draw gave, how many of it, and the dice behind it."""


def roll_loot(rec: Recorder, table_id: LootTableId, character_id: CharacterId, source: str) -> None:
    """Draws from the table for one character. `source` is the faucet, e.g. "loot"."""
    for item_def_id, quantity, rolls in draws(rec, table_id):
        gain_item(rec, character_id, item_def_id, quantity, source, rolls)


def draws(rec: Recorder, table_id: LootTableId) -> Iterator[Drawn]:
    """Draws `rolls` times from the table, each when it is asked for.

    A draw is one die with as many sides as the weights sum to. An entry with `pity` p that was missed p times in a row
    is certain in the next draw (the first such entry, without a die). Every draw counts up the misses of the entries
    with pity that it did not give, and clears those of the one it gave.
    """
    table = rec.world.loot_tables[table_id]
    rec.emit(LootRolled(table_id))
    for _ in range(table.rolls):
        entry, rolls = next_entry(table, rec.state.pity, rec.dice)
        _count_misses(rec, table, entry)
        if entry.item is not None:
            quantity, more = _quantity(rec, entry)
            yield entry.item, quantity, (*rolls, *more)


def pity_key(table: LootTableDef, entry: LootEntry) -> str:
    """`table/item`: where a session counts the misses in a row."""
    return f"{table.id}/{entry.item}"


def next_entry(
    table: LootTableDef, misses: Mapping[str, int], dice: Dice
) -> tuple[LootEntry, tuple[Roll, ...]]:
    """One draw: what pity makes certain, else what the die says; and the die, if there was one."""
    for entry in table.entries:
        if entry.pity is not None and misses.get(pity_key(table, entry), 0) >= entry.pity:
            return entry, ()
    roll = dice.roll("loot", sum(entry.weight for entry in table.entries))
    left = roll.value
    for entry in table.entries:
        left -= entry.weight
        if left <= 0:
            return entry, (roll,)
    return table.entries[-1], (roll,)


def _count_misses(rec: Recorder, table: LootTableDef, given: LootEntry) -> None:
    for entry in table.entries:
        if entry.pity is None:
            continue
        key = pity_key(table, entry)
        before = rec.state.pity.get(key, 0)
        misses = 0 if entry is given else before + 1
        if misses != before:
            rec.emit(PityChanged(key, misses))


def _quantity(rec: Recorder, entry: LootEntry) -> tuple[int, tuple[Roll, ...]]:
    least, most = entry.quantity
    if most <= least:
        return least, ()
    roll = rec.dice.roll("quantity", most - least + 1)
    return least - 1 + roll.value, (roll,)
