"""What a fight brings to a party that shares out otherwise than in turn. For one that does not, nothing changes."""

import hashlib
import json
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from app.game_logic.combat_engine import act, start_fight
from app.game_logic.dice import Dice
from app.game_logic.hashing import state_hash
from app.game_logic.loot_pool import MAX_POOL, pool_loot
from app.game_logic.player_policy import choose_intent
from app.game_logic.recorder import Recorder
from app.models.combat import Combatant
from app.models.enums import LootRule
from app.models.events import Event, ExperienceGained, GoldChanged, ItemGained, LootPooled, LootRolled
from app.models.ids import CharacterId, EncounterId, ItemDefId
from app.models.session import SessionState
from tests.support.positions import (
    LoadedDice,
    a_session,
    character,
    foe,
    found,
    hero,
    only,
    play,
    position,
    use,
)
from tests.support.worlds import WORLD

PARTY = tuple(CharacterId(name) for name in ("anna", "bert", "cara"))
EVENTS = TypeAdapter(list[Event])


def won(rule: LootRule, *party: Combatant, **faces: int | list[int]) -> Recorder:
    """Two rats fall, the last by the first of the party."""
    state = position(*party, foe("rat_1", hp=1), foe("rat_2", hp=0))
    return play(
        replace(state, loot_rule=rule), party[0].id, use("attack", "rat_1"), WORLD, attack=20, **faces
    )


def drawn(count: int, *kinds: str) -> Recorder:
    """So many potions and then one of each of these kinds, for a party of three with an empty pool."""
    party = a_session(*(character(name) for name in PARTY))
    rec = Recorder(replace(party, loot_rule=LootRule.NEED_GREED), LoadedDice(share=2), WORLD)
    found_there = [(ItemDefId(kind), 1, ()) for kind in (*["potion"] * count, *kinds)]
    pool_loot(rec, PARTY, found_there, "loot")
    return rec


@pytest.mark.parametrize("rule", [LootRule.NEED_GREED, LootRule.LEADER])
def test_what_is_drawn_lies_there_for_those_whose_fight_it_was(rule: LootRule) -> None:
    fled = replace(hero("cara"), has_fled=True)
    rec = won(rule, hero("anna"), hero("bert"), fled, loot=[4, 4], quantity=[2, 1])
    pooled = found(rec, LootPooled)
    assert [(one.item.item_def_id, one.item.quantity) for one in pooled] == [("tail", 2), ("tail", 1)]
    assert [one.receivers for one in pooled] == [("anna", "bert")] * 2
    assert [roll.purpose for roll in pooled[0].rolls] == ["loot", "quantity"]
    assert rec.state.loot_pool[0].item == pooled[0].item
    assert found(rec, ItemGained) == []
    assert all(not one.items for one in rec.state.characters.values())


def test_gold_and_experience_are_shared_as_ever() -> None:
    events = [
        [
            one
            for one in won(rule, hero("anna"), hero("bert")).events
            if isinstance(one, ExperienceGained | GoldChanged)
        ]
        for rule in LootRule
    ]
    assert events[0] == events[1] == events[2]


def test_one_alone_has_nobody_to_share_with() -> None:
    rec = won(LootRule.NEED_GREED, hero("anna"), loot=[4, 4])
    assert len(found(rec, ItemGained)) == 2
    assert rec.state.loot_pool == ()


def test_no_more_lies_there_than_can_be_dealt_at_once_and_the_rest_goes_round() -> None:
    rec = drawn(MAX_POOL + 2)
    assert len(rec.state.loot_pool) == MAX_POOL
    assert [gain.character_id for gain in found(rec, ItemGained)] == ["bert", "cara"]


def test_the_rarest_are_shared_out_by_the_rule() -> None:
    rec = drawn(MAX_POOL, "crown")
    assert rec.state.loot_pool[-1].item.item_def_id == "crown"
    assert only(rec, ItemGained).item.item_def_id == "potion"


def test_no_more_of_a_kind_lies_together_than_a_stack_holds() -> None:
    rec = Recorder(a_session(*(character(name) for name in PARTY)), LoadedDice(), WORLD)
    pool_loot(rec, PARTY, [(ItemDefId("potion"), 12, ())], "loot")
    assert [one.item.quantity for one in rec.state.loot_pool] == [5, 5, 2]


def fought(encounter: str, seed: int, rule: LootRule) -> tuple[SessionState, list[Event]]:
    """Three of the fifth level play the fight to its end, sensibly."""
    party = a_session(*(replace(character(name), level=5, hp=60) for name in PARTY))
    rec = Recorder(replace(party, loot_rule=rule), Dice(b"loot" * 8, 1), WORLD)
    start_fight(rec, EncounterId(encounter))
    state, events, seq = rec.state, list(rec.events), 2
    while state.combat is not None:
        actor = CharacterId(state.combat.current_id)
        rec = Recorder(state, Dice(bytes([seed]) * 32, seq), WORLD)
        act(rec, actor, choose_intent(state, actor, WORLD))
        state, events, seq = rec.state, [*events, *rec.events], seq + 1
    return state, events


@pytest.mark.parametrize(
    ("encounter", "state", "events"),
    [
        ("rats", "8249e5d8d59ea94e", "7f77363e431bb9af"),
        ("throne", "66f4df61ac07afaa", "56a4d27dcb7d0b19"),
    ],
)
def test_in_turn_everything_is_as_it_was_before_there_were_rules(
    encounter: str, state: str, events: str
) -> None:
    """The hashes were taken from the release before."""
    after, log = fought(encounter, 2, LootRule.ROUND_ROBIN)
    text = json.dumps([EVENTS.dump_python([one], mode="json")[0] for one in log], sort_keys=True)
    assert len([one for one in log if isinstance(one, ItemGained)]) == 2
    assert state_hash(after)[:16] == state
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == events


def test_the_same_fight_brings_the_same_things_by_every_rule() -> None:
    _, in_turn = fought("throne", 2, LootRule.ROUND_ROBIN)
    _, pooled = fought("throne", 2, LootRule.NEED_GREED)
    kinds = [one.item.item_def_id for one in in_turn if isinstance(one, ItemGained)]
    assert kinds == [one.item.item_def_id for one in pooled if isinstance(one, LootPooled)]
    assert any(isinstance(one, LootRolled) for one in pooled)
