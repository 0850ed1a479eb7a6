"""A turn of ten heroes fits into one commit, however the fight ends: Appwrite takes 100 operations at once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.backends.ports import MAX_OPERATIONS, Change, Delete, Update
from app.backends.system import SettableClock
from app.game_logic.begin import begin, end_story
from app.game_logic.combat_engine import start_fight
from app.game_logic.creation import create_character
from app.game_logic.dice import Dice
from app.game_logic.loot_pool import MAX_POOL
from app.game_logic.player_policy import choose_intent
from app.game_logic.recorder import Recorder
from app.game_logic.resolve import Resolution, resolve
from app.models.character import Character
from app.models.enums import LootRule
from app.models.ids import CharacterId, ClassId, EncounterId, ItemId, OriginId, SessionId, UserId
from app.models.items import Item, PooledItem
from app.models.session import SessionState
from app.services.records.characters import StoredCharacter, update_character
from app.services.records.ledger import ledger_rows
from app.services.records.loot_pool import pool_changes
from tests.support.shipped import shipped_world

WORLD = shipped_world()
HEROES = 10
LEVEL = 8
OF_THE_SESSION = 8
"""Both rows of the session, the turn's, its events', and room for one more."""


def hero(number: int) -> Character:
    classes = sorted(WORLD.classes)
    made = create_character(
        CharacterId(f"hero-{number}"),
        UserId(f"user-{number}"),
        f"Hero {number}",
        ClassId(classes[number % len(classes)]),
        OriginId(min(WORLD.origins)),
        {},
        WORLD,
        Dice(bytes([number]) * 32, 0).new_id,
    )
    return replace(made, level=LEVEL, gold=100)


IN_A_ROUND = 2 * HEROES
"""What ten have handed in for a round goes when the story ends."""

OF_A_VOTE = 4
"""A ballot goes, and its vote is settled."""


def fought(
    encounter_id: EncounterId, seed: int, rule: LootRule = LootRule.ROUND_ROBIN
) -> Iterator[tuple[SessionState, Resolution]]:
    """Each turn of a fight, with the state before it."""
    key = seed.to_bytes(32, "big")
    heroes = [hero(number) for number in range(HEROES)]
    begun = begin(SessionId("s"), "", heroes, Dice(key, 1), WORLD, loot_rule=rule)
    rec = Recorder(begun.state, Dice(key, 2), WORLD)
    start_fight(rec, encounter_id)
    state, seq = rec.state, 3
    while state.combat is not None:
        actor = CharacterId(state.combat.current_id)
        done = resolve(state, actor, choose_intent(state, actor, WORLD), Dice(key, seq), WORLD)
        yield state, done
        state, seq = done.state, seq + 1


def operations(before: SessionState, done: Resolution) -> int:
    changes: list[Change] = []
    taken = {one.item.id: 1 for one in before.loot_pool if one not in done.state.loot_pool}
    for character in before.characters.values():
        stored = StoredCharacter(character, 1, None, None, None, "", dict.fromkeys(character.items, 1))
        freed = {"session_id": None} if done.state.is_over else {}
        changes += update_character(stored, done.state.characters[character.id], taken, **freed)
    changes += pool_changes(before, done.state, taken)
    changes += ledger_rows(done.events, SettableClock(), before.session_id, 3)
    return OF_THE_SESSION + sum(2 if isinstance(one, Update | Delete) else 1 for one in changes)


@pytest.mark.parametrize("encounter_id", sorted(WORLD.encounters))
def test_every_turn_of_ten_heroes_fits_into_a_commit(encounter_id: EncounterId) -> None:
    for seed in range(3):
        for before, done in fought(encounter_id, seed):
            assert operations(before, done) <= MAX_OPERATIONS


@pytest.mark.parametrize("encounter_id", sorted(WORLD.encounters))
def test_neither_does_what_lies_in_the_pool_make_it_too_large(encounter_id: EncounterId) -> None:
    for before, done in fought(encounter_id, 1, LootRule.NEED_GREED):
        assert operations(before, done) <= MAX_OPERATIONS - OF_A_VOTE


def test_a_full_pool_dealt_out_at_the_end_of_a_round_fits_into_a_commit() -> None:
    """Each of ten has a stack begun of what lies there: that costs the most."""
    potion = next(one for one in WORLD.items.values() if one.max_stack > 1)
    heroes = [
        replace(hero(n), items={ItemId(f"i{n}"): Item(ItemId(f"i{n}"), potion.id)}) for n in range(HEROES)
    ]
    begun = begin(SessionId("s"), "", heroes, Dice(bytes(32), 1), WORLD, loot_rule=LootRule.LEADER)
    pool = [PooledItem(Item(ItemId(f"p{n}"), potion.id), begun.state.turn_order) for n in range(MAX_POOL)]
    before = replace(begun.state, loot_pool=tuple(pool))
    done = end_story(before, Dice(bytes(32), 2), WORLD)
    assert {len(one.items) for one in done.state.characters.values()} == {1}
    assert operations(before, done) + IN_A_ROUND + OF_A_VOTE <= MAX_OPERATIONS
