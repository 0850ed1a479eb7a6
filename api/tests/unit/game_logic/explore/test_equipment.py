"""Putting on, taking off, throwing away."""

from app.models.enums import Slot
from app.models.events import ItemEquipped, ItemLost, ItemUnequipped, VitalsChanged
from app.models.ids import ItemId
from app.models.intents import Equip, Unequip
from app.models.session import SessionState
from tests.support.positions import holding
from tests.support.strolls import ANNA, all_of, anna, at, crowns, do, drop, equip, one_of, refused

HELMET = {Slot.HEAD: ItemId("helmet")}


def _with(worn: dict[Slot, ItemId] | None = None, **counts: int) -> SessionState:
    return at("green", anna(items=holding(**counts), equipment=worn or {}))


def _worn(state: SessionState) -> dict[Slot, ItemId]:
    return dict(state.characters[ANNA].equipment)


def test_a_thing_goes_into_its_slot() -> None:
    after = do(_with(sword=1), equip("sword"))
    assert one_of(after.events, ItemEquipped).slot is Slot.MAIN_HAND
    assert _worn(after.state) == {Slot.MAIN_HAND: "sword"}


def test_naming_its_own_slot_is_the_same_and_another_is_refused() -> None:
    after = do(_with(sword=1), Equip(ItemId("sword"), Slot.MAIN_HAND))
    assert _worn(after.state) == {Slot.MAIN_HAND: "sword"}
    assert refused(_with(sword=1), Equip(ItemId("sword"), Slot.HEAD)) == "wrong_slot"


def test_what_was_in_the_slot_comes_off() -> None:
    after = do(_with({Slot.HEAD: ItemId("halo")}, helmet=1, halo=1), equip("helmet"))
    assert one_of(after.events, ItemEquipped).removed == (Slot.HEAD,)
    assert _worn(after.state) == HELMET


def test_a_two_handed_weapon_clears_the_off_hand() -> None:
    worn = {Slot.MAIN_HAND: ItemId("sword"), Slot.OFF_HAND: ItemId("buckler")}
    after = do(_with(worn, sword=1, buckler=1, greatbow=1), equip("greatbow"))
    assert one_of(after.events, ItemEquipped).removed == (Slot.MAIN_HAND, Slot.OFF_HAND)
    assert _worn(after.state) == {Slot.MAIN_HAND: "greatbow"}


def test_what_goes_into_the_off_hand_clears_a_two_handed_weapon() -> None:
    after = do(_with({Slot.MAIN_HAND: ItemId("greatbow")}, buckler=1, greatbow=1), equip("buckler"))
    assert _worn(after.state) == {Slot.OFF_HAND: "buckler"}


def test_what_goes_into_the_off_hand_leaves_a_one_handed_weapon() -> None:
    after = do(_with({Slot.MAIN_HAND: ItemId("sword")}, sword=1, buckler=1), equip("buckler"))
    assert _worn(after.state) == {Slot.MAIN_HAND: "sword", Slot.OFF_HAND: "buckler"}


def test_what_cannot_be_put_on() -> None:
    assert refused(_with(), equip("sword")) == "not_yours"
    assert refused(_with(potion=1), equip("potion")) == "not_wearable"
    assert refused(_with(halo=1), equip("halo")) == "level_too_low"
    assert refused(_with(HELMET, helmet=1), equip("helmet")) == "already_worn"


def test_taking_off_caps_what_the_thing_had_raised() -> None:
    state = at("green", anna(hp=37, items=holding(helmet=1), equipment=HELMET))
    after = do(state, Unequip(Slot.HEAD))
    assert one_of(after.events, ItemUnequipped).name == "Helmet"
    assert (one_of(after.events, VitalsChanged).hp_change, one_of(after.events, VitalsChanged).hp) == (-5, 32)


def test_taking_off_costs_nothing_below_the_new_maximum() -> None:
    state = at("green", anna(hp=20, items=holding(helmet=1), equipment=HELMET))
    assert all_of(do(state, Unequip(Slot.HEAD)).events, VitalsChanged) == []


def test_nothing_worn_cannot_be_taken_off() -> None:
    assert refused(_with(helmet=1), Unequip(Slot.HEAD)) == "nothing_worn"


def test_a_full_bag_hinders_neither_putting_on_nor_taking_off() -> None:
    full = {**crowns(39), **holding(helmet=1)}
    put_on = do(at("green", anna(items=full)), equip("helmet")).state
    assert len(do(put_on, Unequip(Slot.HEAD)).state.characters[ANNA].items) == 40


def test_some_of_a_stack_can_be_thrown_away() -> None:
    after = do(_with(potion=5), drop("potion", 3))
    lost = one_of(after.events, ItemLost)
    assert (lost.quantity, lost.left, lost.sink) == (3, 2, "discarded")


def test_what_cannot_be_thrown_away() -> None:
    assert refused(_with(), drop("potion")) == "not_yours"
    assert refused(_with(key=1), drop("key")) == "quest_item"
    assert refused(_with(HELMET, helmet=1), drop("helmet")) == "is_worn"
    assert refused(_with(potion=2), drop("potion", 3)) == "not_enough_items"
    assert refused(_with(potion=2), drop("potion", 0)) == "not_enough_items"
    assert refused(_with(potion=2), drop("potion", -1)) == "not_enough_items"
