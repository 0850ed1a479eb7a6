"""Sharing out the pool: need before greed, the highest die, the leader's word, and in turn what nobody claims."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.game_logic.begin import end_story
from app.game_logic.dice import Dice
from app.game_logic.fold import fold_turn
from app.game_logic.hashing import state_hash
from app.game_logic.loot_sharing import MAX_TIES, share
from app.game_logic.membership import leave
from app.game_logic.resolve import Resolution
from app.game_logic.turn_order import why_not_now
from app.game_logic.undo import marked, why_not_undo
from app.game_logic.view.dice import dice_views
from app.game_logic.view.log import log_lines
from app.game_logic.view.visible import visible_events
from app.models.character import MAX_INVENTORY
from app.models.enums import Award, LootRule, TurnKind
from app.models.errors import IllegalMove, NothingToShare, SessionNotActive, UndoBlocked
from app.models.events import LootAwarded, LootLeft, LootTaken
from app.models.ids import CharacterId, ItemDefId, ItemId
from app.models.intents import ItemShare, Share
from app.models.items import Item, PooledItem
from app.models.session import SessionState
from tests.support.hamlet import HAMLET
from tests.support.positions import LoadedDice, a_session, character, holding

ANNA, BERT, CARA = PARTY = tuple(CharacterId(name) for name in ("anna", "bert", "cara"))
NAMES: dict[str, str] = {name: name.capitalize() for name in PARTY}


def lying(kind: str, quantity: int = 1, receivers: Iterable[CharacterId] = PARTY) -> PooledItem:
    """A thing of the pool, by the name of its kind."""
    return PooledItem(Item(ItemId(f"lying_{kind}"), ItemDefId(kind), quantity), tuple(receivers))


def with_pool(*pool: PooledItem, rule: LootRule = LootRule.NEED_GREED, **bag: int) -> SessionState:
    """A party of three at peace, in whose pool that lies; anna's bag holds these."""
    party = a_session(character("anna", items=holding(**bag)), character("bert"), character("cara"))
    place = HAMLET.start_location
    return replace(party, location_id=place, loot_rule=rule, loot_pool=pool)


def shared(state: SessionState, *said: ItemShare, **faces: int | list[int]) -> Resolution:
    return share(state, Share(said), LoadedDice(**faces), HAMLET)


def awards(done: Resolution) -> list[tuple[str, Award]]:
    return [(one.character_id, one.award) for one in done.events if isinstance(one, LootAwarded)]


def of(
    kind: str,
    need: tuple[CharacterId, ...] = (),
    greed: tuple[CharacterId, ...] = (),
    receiver: CharacterId | None = None,
) -> ItemShare:
    return ItemShare(ItemId(f"lying_{kind}"), need, greed, receiver)


def test_need_goes_before_greed_and_one_alone_throws_no_die() -> None:
    done = shared(with_pool(lying("crown")), of("crown", need=(CARA,), greed=(ANNA, BERT)))
    assert awards(done) == [(CARA, Award.NEED)]
    assert done.events[0] == LootAwarded(ItemId("lying_crown"), "Crown", CARA, Award.NEED)
    assert done.state.characters[CARA].items == {
        "lying_crown": Item(ItemId("lying_crown"), ItemDefId("crown"))
    }
    assert done.state.loot_pool == ()


def test_the_highest_die_wins() -> None:
    done = shared(with_pool(lying("crown")), of("crown", greed=(ANNA, CARA)), greed=[17, 84])
    awarded = done.events[0]
    assert isinstance(awarded, LootAwarded)
    assert (awarded.character_id, awarded.award) == (CARA, Award.GREED)
    assert [(one.character_id, one.roll.value, one.roll.sides) for one in awarded.throws] == [
        (ANNA, 17, 100),
        (CARA, 84, 100),
    ]


def test_the_same_highest_number_is_thrown_again_by_those_who_threw_it() -> None:
    done = shared(with_pool(lying("crown")), of("crown", need=PARTY), need=[60, 9, 60, 3, 4])
    assert awards(done) == [(CARA, Award.NEED)]
    awarded = done.events[0]
    assert isinstance(awarded, LootAwarded)
    assert [one.roll.value for one in awarded.throws] == [60, 9, 60, 3, 4]
    outcomes = [view.outcome for view in dice_views(done.events, NAMES)]
    assert outcomes == ["failure", "failure", "failure", "failure", "success"]


def test_dice_that_never_decide_leave_it_to_the_party_s_order() -> None:
    done = shared(with_pool(lying("crown")), of("crown", need=(BERT, CARA)), need=[50] * 2 * MAX_TIES)
    assert awards(done) == [(BERT, Award.NEED)]


def test_what_nobody_claims_goes_round() -> None:
    pool = (lying("crown"), lying("sword"), lying("tail"))
    done = shared(with_pool(*pool), of("tail"), of("crown"), of("sword", need=(CARA,)), share=2)
    assert awards(done) == [(CARA, Award.NEED), (BERT, Award.TURN), (CARA, Award.TURN)]


def test_the_leader_s_word_goes_to_whom_it_names_and_claims_do_not_count() -> None:
    state = with_pool(lying("crown"), lying("sword"), rule=LootRule.LEADER)
    done = shared(state, of("crown", need=(ANNA,), receiver=BERT), of("sword", need=(ANNA,)), share=3)
    assert awards(done) == [(BERT, Award.LEADER), (CARA, Award.TURN)]


def test_who_was_not_in_the_fight_gets_nothing_whatever_is_said() -> None:
    state = with_pool(lying("crown", receivers=(ANNA,)))
    assert awards(shared(state, of("crown", need=(BERT,)), share=2)) == [(ANNA, Award.TURN)]
    led = with_pool(lying("crown", receivers=(ANNA,)), rule=LootRule.LEADER)
    assert awards(shared(led, of("crown", receiver=BERT), share=2)) == [(ANNA, Award.TURN)]


def test_it_comes_to_a_stack_that_has_room_for_all_of_it() -> None:
    done = shared(with_pool(lying("potion", 3), potion=2), of("potion", need=(ANNA,)))
    taken = done.events[1]
    assert taken == LootTaken(
        ANNA, ItemId("lying_potion"), Item(ItemId("potion"), ItemDefId("potion"), 5), 3, "Potion"
    )
    assert list(done.state.characters[ANNA].items) == ["potion"]
    full = shared(with_pool(lying("potion", 4), potion=2), of("potion", need=(ANNA,)))
    assert set(full.state.characters[ANNA].items) == {"potion", "lying_potion"}


def test_for_a_full_pack_it_is_left_behind() -> None:
    swords = {ItemId(f"s{n}"): Item(ItemId(f"s{n}"), ItemDefId("sword")) for n in range(MAX_INVENTORY)}
    state = with_pool(lying("crown"))
    crowded = replace(state.characters[ANNA], items=swords)
    state = replace(state, characters={**state.characters, ANNA: crowded})
    done = shared(state, of("crown", need=(ANNA,)))
    assert [type(one) for one in done.events[:2]] == [LootAwarded, LootLeft]
    assert done.state.loot_pool == ()


def test_what_lies_there_no_more_cannot_be_shared_out() -> None:
    state = with_pool(lying("crown"))
    with pytest.raises(NothingToShare):
        shared(state, of("sword", need=(ANNA,)))
    with pytest.raises(SessionNotActive):
        shared(replace(state, is_over=True), of("crown", need=(ANNA,)))


def test_only_the_engine_shares_out() -> None:
    problem = why_not_now(with_pool(lying("crown")), ANNA, Share((of("crown", need=(ANNA,)),)))
    assert isinstance(problem, IllegalMove)
    assert problem.code == "engine_only"


def test_sharing_out_cannot_be_taken_back() -> None:
    state = with_pool(lying("crown"))
    done = shared(state, of("crown", need=(ANNA,)))
    after = marked(state, done.state, 2, TurnKind.SYSTEM, done.events).state
    assert isinstance(why_not_undo(after), UndoBlocked)


def test_who_leaves_gives_up_what_lies_there_and_one_left_alone_with_it_gets_it() -> None:
    state = with_pool(
        lying("crown"), lying("sword", receivers=(ANNA, BERT)), lying("tail", receivers=(ANNA,))
    )
    done = leave(state, ANNA, LoadedDice(), HAMLET, is_sent_away=False)
    assert awards(done) == [(BERT, Award.TURN)]
    assert [one.name for one in done.events if isinstance(one, LootLeft)] == ["Tail"]
    assert [(one.item.item_def_id, one.receivers) for one in done.state.loot_pool] == [
        ("crown", (BERT, CARA))
    ]


def test_the_end_of_the_story_deals_out_what_lies_there() -> None:
    state = with_pool(lying("crown"), lying("sword"), lying("potion"), lying("tail", receivers=()))
    done = end_story(state, LoadedDice(share=3), HAMLET)
    assert awards(done) == [(CARA, Award.TURN), (ANNA, Award.TURN), (BERT, Award.TURN)]
    assert [one.name for one in done.events if isinstance(one, LootLeft)] == ["Tail"]
    assert done.state.loot_pool == ()


def test_the_log_tells_the_dice_and_nobody_s_stacks() -> None:
    state = with_pool(lying("potion", 2), potion=1)
    done = shared(state, of("potion", need=(ANNA, BERT)), need=[90, 12])
    seen = visible_events(done.events, is_shared=True)
    assert log_lines(seen, NAMES) == ("Potion, by need: Anna 90, Bert 12.", "Anna gains 2 × Potion.")
    taken = next(one for one in seen if isinstance(one, LootTaken))
    assert taken.item.quantity == taken.quantity == 2


kinds = st.sampled_from(["potion", "tail", "sword", "crown", "smoke_bomb"])
members = st.lists(st.sampled_from(PARTY), unique=True).map(tuple)


@st.composite
def pools(draw: st.DrawFn) -> tuple[PooledItem, ...]:
    """Up to eight things, each for some of the party, stacks among them."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        kind = ItemDefId(draw(kinds))
        quantity = draw(st.integers(1, HAMLET.items[kind].max_stack))
        found.append(PooledItem(Item(ItemId(f"lying_{number}"), kind, quantity), draw(members)))
    return tuple(found)


shares = st.builds(
    ItemShare,
    st.integers(0, 9).map(lambda number: ItemId(f"lying_{number}")),
    members,
    members,
    st.none() | st.sampled_from(PARTY),
)


def totals(state: SessionState) -> Counter[str]:
    """How many of each kind there are, in packs and in the pool."""
    held = [item for one in state.characters.values() for item in one.items.values()]
    found: Counter[str] = Counter()
    for item in (*held, *(one.item for one in state.loot_pool)):
        found[item.item_def_id] += item.quantity
    return found


def left_behind(done: Resolution) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in done.events:
        if isinstance(one, LootLeft):
            found[one.item_def_id] += one.quantity
    return found


@settings(max_examples=150, deadline=None)
@given(
    pools(),
    st.lists(shares, max_size=10).map(tuple),
    st.sampled_from(LootRule),
    st.binary(min_size=32, max_size=32),
    st.sampled_from(["share", "leave", "end"]),
)
def test_whatever_is_claimed_nothing_is_lost_and_nothing_comes_twice(
    pool: tuple[PooledItem, ...], said: tuple[ItemShare, ...], rule: LootRule, seed: bytes, how: str
) -> None:
    before = with_pool(*pool, rule=rule, potion=2, tail=19)

    def run() -> Resolution:
        dice = Dice(seed, 2)
        if how == "leave":
            return leave(before, BERT, dice, HAMLET, is_sent_away=False)
        return end_story(before, dice, HAMLET) if how == "end" else share(before, Share(said), dice, HAMLET)

    if how == "share" and not {one.item for one in said} & {one.item.id for one in pool}:
        with pytest.raises(NothingToShare):
            run()
        return
    done = run()
    assert totals(done.state) + left_behind(done) == totals(before)
    assert fold_turn(before, 2, done.events) == replace(done.state, seq=2)
    assert (run().events, state_hash(run().state)) == (done.events, state_hash(done.state))
    for one in done.events:
        if isinstance(one, LootTaken):
            assert one.character_id in next(it.receivers for it in pool if it.item.id == one.item_id)
    for character_id in PARTY:
        bag = done.state.characters[character_id].items if character_id in done.state.characters else {}
        assert all(item.quantity <= HAMLET.items[item.item_def_id].max_stack for item in bag.values())
    assert how != "end" or done.state.loot_pool == ()
