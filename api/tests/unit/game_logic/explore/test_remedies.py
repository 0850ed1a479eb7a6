"""Abilities and consumables outside a fight."""

from app.models.character import Character
from app.models.events import AbilityUsed, CharacterEffectsChanged, ItemLost, VitalsChanged
from app.models.session import SessionState
from tests.support.positions import active, holding
from tests.support.strolls import ANNA, BERT, all_of, anna, at, bert, cast, do, drink, one_of, refused


def _party(healer: Character, other: Character) -> SessionState:
    """The healer first, so that it is their turn."""
    return at("green", healer, other)


def test_a_potion_is_used_up_and_heals_up_to_the_maximum() -> None:
    after = do(at("green", anna(hp=25, items=holding(potion=2))), drink("potion"))
    assert (one_of(after.events, ItemLost).sink, one_of(after.events, ItemLost).left) == ("used", 1)
    healed = one_of(after.events, VitalsChanged)
    assert (healed.hp_change, healed.hp, healed.reason) == (7, 32, "Potion")


def test_nothing_is_wasted_on_who_lacks_nothing() -> None:
    assert refused(at("green", anna(items=holding(potion=1))), drink("potion")) == "no_effect"
    assert refused(at("green", anna(items=holding(herbs=1))), drink("herbs")) == "no_effect"


def test_a_potion_can_be_given_to_a_companion() -> None:
    party = at("green", anna(items=holding(potion=1)), bert(hp=5))
    after = do(party, drink("potion", "bert"))
    assert one_of(after.events, VitalsChanged).character_id == BERT


def test_mana_comes_back_too() -> None:
    after = do(at("green", anna(mana=3, items=holding(tea=1))), drink("tea"))
    assert (one_of(after.events, VitalsChanged).mana_change, one_of(after.events, VitalsChanged).mana) == (
        6,
        9,
    )


def test_a_remedy_for_oneself_is_not_for_others() -> None:
    party = at("green", anna(mana=0, items=holding(tea=1)), bert(mana=0))
    assert refused(party, drink("tea", "bert")) == "invalid_target"
    assert one_of(do(party, drink("tea", "anna")).events, VitalsChanged).character_id == ANNA


def test_a_remedy_for_all_reaches_all_who_need_it() -> None:
    party = at("green", anna(hp=5, items=holding(salve=1)), bert())
    healed = all_of(do(party, drink("salve")).events, VitalsChanged)
    assert [(one.character_id, one.hp) for one in healed] == [(ANNA, 8)]
    assert refused(party, drink("salve", "bert")) == "invalid_target"


def test_herbs_end_what_harms_and_leave_what_helps() -> None:
    effects = (active("poison"), active("might"), active("weakness"))
    after = do(at("green", anna(effects=effects, items=holding(herbs=1))), drink("herbs"))
    kept = one_of(after.events, CharacterEffectsChanged).effects
    assert [one.effect_id for one in kept] == ["might"]


def test_what_is_of_use_only_in_a_fight_is_not_used_up() -> None:
    carrying = at("green", anna(items=holding(firepot=1, smoke_bomb=1, sword=1)))
    for item in ("firepot", "smoke_bomb", "sword"):
        assert refused(carrying, drink(item)) == "not_usable"
    assert refused(carrying, drink("potion")) == "not_yours"


def test_a_healing_ability_costs_its_mana_and_heals_as_in_a_fight() -> None:
    after = do(_party(bert(), anna(hp=5)), cast("mend", "anna"), who=BERT)
    paid, healed = all_of(after.events, VitalsChanged)
    assert (paid.character_id, paid.mana_change) == (BERT, -3)
    assert (healed.character_id, healed.hp_change, healed.reason) == (ANNA, 10, "Mend")
    assert all_of(after.events, AbilityUsed) == []


def test_an_ability_without_a_target_is_for_oneself() -> None:
    after = do(at("green", bert(hp=5)), cast("mend"), who=BERT)
    assert after.state.characters[BERT].hp == 15


def test_abilities_of_the_fight_are_kept_for_the_fight() -> None:
    assert refused(at("green"), cast("bash")) == "not_in_combat"
    assert refused(at("green"), cast("attack", "rat_1")) == "not_in_combat"
    assert refused(_party(bert(), anna(hp=0)), cast("raise", "anna"), who=BERT) == "not_in_combat"


def test_what_one_cannot_do_or_pay_is_refused() -> None:
    assert refused(at("green", anna(hp=5)), cast("mend")) == "unknown_ability"
    assert refused(at("green", bert(hp=5, mana=2)), cast("mend"), who=BERT) == "not_enough_mana"
    assert refused(at("green", bert()), cast("mend"), who=BERT) == "no_effect"
    assert refused(at("green", bert(hp=5)), cast("mend", "stranger"), who=BERT) == "invalid_target"
