"""What is refused, by which code, and that the list of legal actions is exactly what is accepted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.game_logic.combat_engine import act, legal_actions
from app.game_logic.dice import Dice
from app.game_logic.recorder import Recorder
from app.models.combat import Combatant
from app.models.enums import BattleRow
from app.models.errors import IllegalMove
from app.models.ids import CharacterId, CombatantId
from app.models.intents import UseAbility, UseItem
from app.models.session import SessionState
from tests.support.fights import fights
from tests.support.positions import SEED, active, foe, hero, holding, play, position, use, use_item
from tests.support.worlds import ABILITIES, ITEMS, WORLD

ANNA = CharacterId("anna")
BAG = holding(potion=1, sword=1, tail=3, firepot=1, smoke_bomb=1)
EVERY_SPELL = ("firebolt", "mend", "raise", "vanish", "fireball")


def refused(intent: UseAbility | UseItem, *combatants: Combatant, can_flee: bool = True) -> str:
    """The code by which the rules refuse what anna wants."""
    with pytest.raises(IllegalMove) as error:
        play(position(*combatants, can_flee=can_flee, items=BAG), "anna", intent)
    return error.value.code


@pytest.mark.parametrize(
    ("intent", "code"),
    [
        (use("firebolt", "rat"), "unknown_ability"),
        (use("dance"), "unknown_ability"),
        (use("toughness"), "unknown_ability"),
        (use("attack"), "invalid_target"),
        (use("attack", "nobody"), "invalid_target"),
        (use("attack", "anna"), "invalid_target"),
        (use("attack", "bert"), "invalid_target"),
        (use("defend", "anna"), "invalid_target"),
        (use("attack", "archer"), "out_of_reach"),
        (use_item("crown"), "not_yours"),
        (use_item("sword"), "not_usable"),
        (use_item("tail"), "not_usable"),
        (use_item("potion", "rat"), "invalid_target"),
        (use_item("potion", "bert"), "invalid_target"),
        (use_item("firepot"), "invalid_target"),
    ],
)
def test_each_kind_of_mistake_has_its_code(intent: UseAbility | UseItem, code: str) -> None:
    party = hero("anna", "toughness"), hero("bert", hp=0)
    assert refused(intent, *party, foe("rat"), foe("archer", row=BattleRow.BACK)) == code


def test_too_little_mana_is_refused() -> None:
    assert refused(use("firebolt", "rat"), hero("anna", "firebolt", mana=3), foe("rat")) == "not_enough_mana"


def test_an_ability_on_cooldown_is_refused() -> None:
    tired = hero("anna", "bash", cooldowns={"bash": 1})
    assert refused(use("bash", "rat"), tired, foe("rat")) == "on_cooldown"


def test_the_silenced_may_use_what_costs_no_mana() -> None:
    silent = hero("anna", "firebolt", effects=(active("silenced"),))
    assert refused(use("firebolt", "rat"), silent, foe("rat")) == "silenced"
    play(position(silent, foe("rat")), "anna", use("attack", "rat"))


@pytest.mark.parametrize("intent", [use("change_row"), use("flee"), use_item("smoke_bomb")])
def test_the_rooted_neither_change_rows_nor_flee(intent: UseAbility | UseItem) -> None:
    assert refused(intent, hero("anna", effects=(active("rooted"),)), foe("rat")) == "rooted"


@pytest.mark.parametrize("intent", [use("flee"), use_item("smoke_bomb")])
def test_where_there_is_no_way_out_nobody_flees(intent: UseAbility | UseItem) -> None:
    assert refused(intent, hero("anna"), foe("rat"), can_flee=False) == "cannot_flee"


def test_a_taunt_makes_the_others_invalid_and_not_far() -> None:
    taunted = hero("anna", effects=(active("taunted", source="brute"),))
    assert refused(use("attack", "rat"), taunted, foe("rat"), foe("brute")) == "invalid_target"


def test_a_refusal_changes_nothing_and_names_itself_in_words() -> None:
    state = position(hero("anna"), foe("rat"), items=BAG)
    rec = Recorder(state, Dice(SEED, 1), WORLD)
    with pytest.raises(IllegalMove) as error:
        act(rec, ANNA, use_item("potion", "rat"))
    assert error.value.message == "That cannot be the target of this."
    assert (rec.state, list(rec.events)) == (state, [])


def test_out_of_turn_nothing_is_legal() -> None:
    state = position(hero("anna"), hero("bert"), foe("rat"))
    assert legal_actions(state, CharacterId("bert"), WORLD) == ()


def test_the_list_names_each_action_with_each_of_its_targets() -> None:
    archer = foe("archer", row=BattleRow.BACK)
    state = position(hero("anna", "shoot"), hero("bert"), foe("rat"), archer, items=holding(potion=1))
    assert legal_actions(state, ANNA, WORLD) == (
        use("shoot", "rat"),
        use("shoot", "archer"),
        use("attack", "rat"),
        use("defend"),
        use("change_row"),
        use("flee"),
        use_item("potion"),
        use_item("potion", "anna"),
        use_item("potion", "bert"),
    )


def accepts(state: SessionState, actor_id: CharacterId, intent: UseAbility | UseItem) -> bool:
    """Whether the rules take it."""
    try:
        act(Recorder(state, Dice(SEED, 1), WORLD), actor_id, intent)
    except IllegalMove:
        return False
    return True


def every_intent(state: SessionState) -> list[UseAbility | UseItem]:
    """All that could be said in this fight, sense or nonsense."""
    assert state.combat is not None
    whom = [None, *state.combat.combatants, CombatantId("nobody")]
    abilities: list[UseAbility | UseItem] = [
        UseAbility(ability.id, target) for ability in ABILITIES for target in whom
    ]
    held = {one for owner in state.characters.values() for one in owner.items}
    items = [UseItem(item_id, target) for item_id in sorted(held) for target in whom]
    return [*abilities, *items, use_item(ITEMS[0].id)]


@settings(max_examples=60, deadline=None)
@given(fights(), st.randoms(use_true_random=False))
def test_what_is_listed_is_accepted_and_nothing_else_is(state: SessionState, chance: object) -> None:
    assert state.combat is not None
    actor_id = CharacterId(state.combat.current_id)
    listed = legal_actions(state, actor_id, WORLD)
    assert listed, "there is always something to do"
    assert len(set(listed)) == len(listed)
    assert all(accepts(state, actor_id, intent) for intent in listed)
    others = [intent for intent in every_intent(state) if intent not in set(listed)]
    sample = chance.sample(others, 40)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert not [intent for intent in sample if accepts(state, actor_id, intent)]
