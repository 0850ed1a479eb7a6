"""How a fight ends, and what is left of it."""

from dataclasses import replace

from app.game_logic.recorder import Recorder
from app.models.combat import Combatant
from app.models.enums import CombatOutcome, Side
from app.models.events import CombatEnded, ExperienceGained, FinalVitals, GoldChanged, ItemGained, LevelGained
from app.models.ids import CharacterId
from app.models.session import SessionState
from tests.support.positions import active, foe, found, hero, only, play, position, use
from tests.support.worlds import WORLD

ANNA = CharacterId("anna")


def won(*party: Combatant, enemies: tuple[str, ...] = ("rat",), **faces: int | list[int]) -> Recorder:
    """The party strikes the last blow, the first of them against the first of the enemies."""
    last, *fallen = [foe(one, hp=0 if place else 1) for place, one in enumerate(enemies)]
    state = position(*party, last, *fallen)
    return play(state, party[0].id, use("attack", last.id), WORLD, attack=20, **faces)


def test_the_fight_is_won_when_no_enemy_stands() -> None:
    rec = won(hero("anna", hp=7, mana=3))
    ended = only(rec, CombatEnded)
    assert ended.outcome is CombatOutcome.VICTORY
    assert ended.vitals == (FinalVitals(ANNA, 7, 3),)
    assert rec.state.combat is None
    assert rec.state.won == ("four",)
    assert (rec.state.characters[ANNA].hp, rec.state.characters[ANNA].mana) == (7, 3)


def test_no_effect_outlasts_the_fight() -> None:
    rec = won(hero("anna", effects=(active("might"), active("poison", source="rat"))))
    assert rec.state.characters[ANNA].effects == ()


def test_after_a_victory_the_fallen_get_up_with_one_hit_point() -> None:
    rec = won(hero("anna"), hero("bert", hp=0))
    assert rec.state.characters[CharacterId("bert")].hp == 1


def test_the_fight_is_lost_when_no_character_stands() -> None:
    state = position(hero("anna", hp=1), foe("rat"))
    rec = play(state, "anna", use("change_row"), attack=20)
    assert only(rec, CombatEnded).outcome is CombatOutcome.DEFEAT
    assert rec.state.characters[ANNA].hp == 0
    assert rec.state.won == ()


def test_summoned_helpers_do_not_keep_a_fallen_party_in_the_fight() -> None:
    helper = replace(foe("brute"), side=Side.PARTY)
    rec = play(position(hero("anna", hp=1), foe("rat"), helper), "anna", use("defend"), attack=20)
    assert only(rec, CombatEnded).outcome is CombatOutcome.DEFEAT


def test_when_all_have_fled_or_fallen_the_party_got_away() -> None:
    state = position(hero("anna"), hero("bert", hp=0), foe("rat"))
    rec = play(state, "anna", use("flee"), flee=20)
    assert only(rec, CombatEnded).outcome is CombatOutcome.FLED
    assert rec.state.characters[CharacterId("bert")].hp == 1
    assert found(rec, ExperienceGained) == []


def test_one_who_flees_leaves_the_others_in_the_fight() -> None:
    rec = play(position(hero("anna"), hero("bert"), foe("rat")), "anna", use("flee"), flee=20)
    assert found(rec, CombatEnded) == []
    assert rec.state.combat is not None
    assert rec.state.combat.current_id == "bert"


def test_experience_is_split_evenly_and_rounded_down() -> None:
    rec = won(hero("anna"), hero("bert"), hero("cara"), enemies=("rat_1", "rat_2"))
    assert [(gain.character_id, gain.amount) for gain in found(rec, ExperienceGained)] == [
        ("anna", 13),
        ("bert", 13),
        ("cara", 13),
    ]


def test_whoever_fled_gets_nothing() -> None:
    rec = won(hero("anna"), hero("bert", has_fled=True))
    assert {gain.character_id for gain in found(rec, ExperienceGained)} == {"anna"}


def test_gold_is_split_to_the_coin_and_the_first_get_what_is_left_over() -> None:
    rec = won(hero("anna"), hero("bert"), enemies=("rat_1", "rat_2"), gold=[4, 3])
    gains = found(rec, GoldChanged)
    assert [(gain.character_id, gain.amount, gain.account) for gain in gains] == [
        ("anna", 4, "loot"),
        ("bert", 3, "loot"),
    ]
    assert [roll.value for roll in gains[0].rolls] == [4, 3]


def test_loot_goes_round_beginning_with_whom_the_die_names() -> None:
    rec = won(
        hero("anna"), hero("bert"), enemies=("rat_1", "rat_2", "rat_3"), share=2, loot=[4, 4, 4], quantity=1
    )
    assert [gain.character_id for gain in found(rec, ItemGained)] == ["bert", "anna", "bert"]
    assert all(gain.source == "loot" for gain in found(rec, ItemGained))


def test_those_who_were_summoned_in_the_fight_bring_no_reward() -> None:
    rec = won(hero("anna"), enemies=("rat", "stalker"))
    assert only(rec, ExperienceGained).amount == 20


def test_a_level_gained_by_the_victory_heals() -> None:
    rec = won_by_one_short_of_a_level()
    gained = only(rec, LevelGained)
    assert (gained.level, rec.state.characters[ANNA].hp) == (2, gained.hp)
    assert gained.hp > 30


def won_by_one_short_of_a_level() -> Recorder:
    """Anna has 90 of the 100 experience of level 2 and beats a rat."""
    state: SessionState = position(hero("anna", hp=3), foe("rat", hp=1))
    nearly = replace(state.characters[ANNA], experience=90)
    return play(replace(state, characters={ANNA: nearly}), "anna", use("attack", "rat"), attack=20)
