"""A party's loot pool on its way through the books: rows in escrow, ledger, replay. What is left when the house closes
is proven by its fixture."""

import json
from collections.abc import Sequence

import pytest

from app.backends.ports import Op, Row, Where
from app.game_logic.undo import why_not_undo
from app.models.enums import LootRule, TurnKind, TurnStatus
from app.models.errors import Invalid, NothingToShare, UndoBlocked
from app.models.events import LootAwarded, LootLeft, LootTaken
from app.models.ids import CharacterId
from app.models.intents import ItemShare, Share
from app.models.session import SessionConfig, SessionState
from app.models.tables import ITEMS, SESSION_SECRETS, TRANSACTIONS
from app.services.appended import Appended
from app.services.records.ledger import pool_account
from app.services.settle import Settled
from tests.support.house import House
from tests.support.party import Gathering, gather
from tests.support.spoils import with_spoils


def escrow(gathering: Gathering) -> Sequence[Row]:
    """The rows of what lies in the pool."""
    return gathering.house.rows(ITEMS.name, Where("owner_id", Op.EQ, pool_account(gathering.id)))


def state_of(gathering: Gathering) -> SessionState:
    return gathering.of(gathering.players[-1]).state


def share_out(gathering: Gathering, *needers: CharacterId) -> Settled:
    """All that lies there, to those who need all of it."""
    shares = tuple(ItemShare(one.item.id, need=needers) for one in state_of(gathering).loot_pool)
    return gathering.house.services.advance.append(gathering.id, lambda _: Appended(Share(shares)))


def moves(gathering: Gathering, column: str) -> Sequence[Row]:
    """Ledger rows with the pool at that end."""
    return gathering.house.rows(TRANSACTIONS.name, Where(column, Op.EQ, pool_account(gathering.id)))


def test_what_lies_there_has_a_row_that_nobody_owns(house: House) -> None:
    gathering = with_spoils(house)
    pool = state_of(gathering).loot_pool
    assert {(row.id, row.data["quantity"]) for row in escrow(gathering)} == {
        (one.item.id, one.item.quantity) for one in pool
    }
    assert {row.data["unit"] for row in moves(gathering, "to_account")} == {one.item.id for one in pool}
    assert house.services.ledger.verify().is_sound


def test_shared_out_each_thing_leaves_the_pool_once_and_comes_into_one_pack(house: House) -> None:
    gathering = with_spoils(house)
    (first, second, _third), pool = gathering.players, state_of(gathering).loot_pool
    settled = share_out(gathering, first.character_id, second.character_id)
    awarded = [one for one in settled.events if isinstance(one, LootAwarded)]
    assert [one.item_id for one in awarded] == [one.item.id for one in pool]
    assert {one.character_id for one in awarded} <= {first.character_id, second.character_id}
    assert state_of(gathering).loot_pool == ()
    assert not escrow(gathering)
    assert sum(int(str(row.data["amount"])) for row in moves(gathering, "from_account")) == sum(
        one.item.quantity for one in pool
    )
    in_the_end = {
        one.item.id: one for one in settled.events if isinstance(one, LootTaken)
    }  # a stack may grow twice
    for taken in in_the_end.values():
        row = house.row(ITEMS.name, taken.item.id)
        assert (row.data["owner_id"], row.data["quantity"]) == (taken.character_id, taken.item.quantity)


def test_it_is_told_to_the_party_and_can_neither_be_repeated_nor_taken_back(house: House) -> None:
    gathering = with_spoils(house)
    settled = share_out(gathering, gathering.leader.character_id)
    turn = gathering.of(gathering.players[-1]).turn(settled.turn)
    assert (turn.kind, turn.status) == (TurnKind.SYSTEM, TurnStatus.RESOLVED)
    assert any(isinstance(one, LootAwarded) for one in turn.events)
    gone = Share(tuple(ItemShare(one.item_id) for one in turn.events if isinstance(one, LootAwarded)))
    with pytest.raises(NothingToShare):
        house.services.advance.append(gathering.id, lambda _: Appended(gone))
    for player in gathering.players[1:]:
        gathering.parties.leave(player.id, gathering.id)
    assert isinstance(why_not_undo(gathering.of(gathering.leader).state), UndoBlocked)


def test_who_leaves_gets_nothing_and_the_last_one_gets_the_rest(house: House) -> None:
    gathering = with_spoils(house)
    first, second, third = gathering.players
    pool = state_of(gathering).loot_pool
    gathering.parties.leave(first.id, gathering.id)
    assert {who for one in state_of(gathering).loot_pool for who in one.receivers} == {
        second.character_id,
        third.character_id,
    }
    assert len(escrow(gathering)) == len(pool)
    gathering.parties.leave(second.id, gathering.id)
    assert state_of(gathering).loot_pool == ()
    assert not escrow(gathering)
    bag = house.services.characters.inventory(third.id, third.character_id)
    assert {one.item.item_def_id for one in pool} <= {one.item_def_id for one in bag}


def test_the_end_leaves_nothing_lying_there(house: House) -> None:
    gathering = with_spoils(house, rule=LootRule.LEADER)
    gathering.of(gathering.leader).end()
    assert not escrow(gathering)
    last = gathering.of(gathering.leader).log()[-1]
    assert any(isinstance(one, LootTaken | LootLeft) for one in last.events)


def test_somebody_who_comes_late_may_not_have_it(house: House) -> None:
    gathering = with_spoils(house, others=1)
    while not house.services.world.locations[state_of(gathering).location_id].is_safe:
        gathering.act_at_turn("go in")
    late = gathering.come()
    settled = share_out(gathering, late.character_id)
    assert late.character_id not in {
        one.character_id for one in settled.events if isinstance(one, LootAwarded)
    }


def test_the_snapshot_stays_small(house: House) -> None:
    gathering = with_spoils(house, others=9)
    snapshot = house.row(SESSION_SECRETS.name, gathering.id).data["snapshot"]
    assert len(json.dumps(snapshot)) < 32 * 1024


def test_alone_there_is_no_rule(house: House) -> None:
    player = house.player()
    with pytest.raises(Invalid) as refused:
        house.set_out(player, SessionConfig(loot=LootRule.LEADER))
    assert refused.value.code == "needs_party"


def test_by_turns_nothing_lies_anywhere(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    assert state_of(gathering).loot_rule is LootRule.ROUND_ROBIN
    assert not escrow(gathering)
