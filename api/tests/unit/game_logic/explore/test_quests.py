"""Quests go on when their objectives are met."""

from dataclasses import replace

from app.game_logic.begin import begin
from app.game_logic.dice import Dice
from app.models.enums import QuestStatus
from app.models.events import (
    CombatEnded,
    ExperienceGained,
    GoldChanged,
    ItemGained,
    ItemLost,
    QuestAdvanced,
    QuestCompleted,
    QuestStarted,
    StoryEnded,
)
from app.models.ids import EncounterId, QuestId, SessionId
from app.models.intents import Fight, Interact, Wait
from app.models.session import QuestProgress, SessionState
from app.models.world import Objective, QuestDef, QuestStage
from tests.support.hamlet import HAMLET, beaten, fights, flag, hamlet, sets
from tests.support.positions import SEED, holding
from tests.support.strolls import ANNA, all_of, anna, at, bert, cast, do, go, one_of, talk

WOOD, TAILS = QuestId("wood"), QuestId("tails")
ONE_RAT = EncounterId("one_rat")


def _on(quest: QuestId, stage: int = 0) -> dict[QuestId, QuestProgress]:
    return {quest: QuestProgress(QuestStatus.ACTIVE, stage)}


def _about_to_win() -> SessionState:
    """Anna before the last blow against the rat in the lane."""
    state = do(at("lane", quests=_on(WOOD)), Fight("one_rat"), initiative=[20, 1]).state
    combat = state.combat
    assert combat is not None
    rat = next(one for one in combat.combatants.values() if one.enemy_id)
    combatants = {**combat.combatants, rat.id: replace(rat, hp=1)}
    return replace(state, combat=replace(combat, combatants=combatants))


def test_quests_that_start_at_once_start_with_the_session() -> None:
    begun = begin(SessionId("s"), "hash", (anna(),), Dice(SEED, 1), HAMLET)
    assert one_of(begun.events, QuestStarted).objective == "Clear the lane."
    assert begun.state.quests == _on(WOOD)


def test_a_victory_brings_on_win_then_the_next_stage() -> None:
    after = do(_about_to_win(), cast("attack", "rat_1"), attack=20)
    kinds = [type(event) for event in after.events]
    assert kinds.index(CombatEnded) < kinds.index(QuestAdvanced)
    assert after.state.flags["rat_gone"] == 1
    assert one_of(after.events, QuestAdvanced).objective == "Go to the wood."
    assert after.state.quests == _on(WOOD, 1)


def test_the_last_stage_brings_the_rewards() -> None:
    state = at("lane", quests=_on(WOOD, 1), won=(ONE_RAT, EncounterId("rats")), flags={"_won_at.rats": 0})
    after = do(state, go("north"))
    assert one_of(after.events, QuestCompleted).is_main
    assert one_of(after.events, GoldChanged).account == "quest"
    assert one_of(after.events, ExperienceGained).amount == 80
    assert after.state.quests[WOOD].status is QuestStatus.COMPLETED


def test_the_session_goes_on_after_the_main_quest() -> None:
    state = at("lane", quests=_on(WOOD, 1), won=(ONE_RAT, EncounterId("rats")), flags={"_won_at.rats": 0})
    after = do(state, go("north"))
    assert all_of(after.events, StoryEnded) == []
    assert not after.state.is_over


def test_what_a_stage_takes_is_taken_and_the_reward_given() -> None:
    after = do(at("green", anna(items=holding(tail=3)), quests=_on(TAILS)), Wait())
    assert (one_of(after.events, ItemLost).quantity, one_of(after.events, ItemLost).sink) == (2, "quest")
    assert one_of(after.events, ItemGained).item.item_def_id == "crown"


def test_the_party_hands_over_together() -> None:
    party = at("green", anna(items=holding(tail=1)), bert(items=holding(tail=4)), quests=_on(TAILS))
    lost = all_of(do(party, Wait()).events, ItemLost)
    assert [(one.character_id, one.quantity) for one in lost] == [("anna", 1), ("bert", 1)]


def test_a_quest_whose_objective_is_met_already_is_done_in_the_turn_that_starts_it() -> None:
    after = do(at("green", anna(items=holding(tail=2))), talk("maud", "tails"))
    assert one_of(after.events, QuestCompleted).quest_id == TAILS


def test_experience_of_quests_is_everybodys() -> None:
    party = at("lane", anna(), bert(), quests=_on(WOOD), won=(ONE_RAT,))
    gained = all_of(do(party, Wait()).events, ExperienceGained)
    assert [(one.character_id, one.amount) for one in gained] == [("anna", 10), ("bert", 10)]


def test_quests_wait_while_a_fight_goes_on() -> None:
    state = at("lane", quests=_on(TAILS), flags={})
    after = do(replace(state, characters={ANNA: anna(items=holding(tail=2))}), Interact("nest", "poke"))
    assert after.state.combat is not None
    assert all_of(after.events, QuestCompleted) == []


def test_stages_follow_each_other_until_nothing_changes() -> None:
    stages = tuple(
        QuestStage(f"s{n}", f"S{n}", Objective(f"O{n}", (flag(f"f{n}"),)), (sets(f"f{n + 1}"),))
        for n in range(5)
    )
    chain = QuestDef(QuestId("chain"), "Chain", ".", False, stages, ())
    world = hamlet(quests={chain.id: chain})
    after = do(at("green", quests=_on(chain.id), flags={"f0": 1}), Wait(), world=world)
    assert [one.stage for one in all_of(after.events, QuestAdvanced)] == [1, 2, 3, 4]
    assert one_of(after.events, QuestCompleted).quest_id == "chain"


def test_a_fight_that_a_quest_starts_holds_up_the_next_stage() -> None:
    stages = (
        QuestStage("one", "One", Objective("Wait.", (flag("go"),)), (fights("one_rat"),)),
        QuestStage("two", "Two", Objective("Win.", (beaten("one_rat"),))),
    )
    trial = QuestDef(QuestId("trial"), "Trial", ".", False, stages, ())
    after = do(
        at("green", quests=_on(trial.id), flags={"go": 1}), Wait(), world=hamlet(quests={trial.id: trial})
    )
    assert after.state.combat is not None
    assert after.state.quests == _on(trial.id, 1)
