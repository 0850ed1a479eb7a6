"""What was met is remembered, once, by those who were there."""

from dataclasses import replace

from app.game_logic.fold import apply
from app.game_logic.lore import remember
from app.game_logic.recorder import Recorder
from app.models.enums import DamageType
from app.models.events import (
    CombatantFell,
    CombatantSummoned,
    DamageDealt,
    EffectApplied,
    Event,
    LoreGained,
)
from app.models.ids import CombatantId, EffectId, EncounterId, EnemyId, ItemDefId, LocationId, PersonId
from app.models.intents import Fight, Interact, Look
from app.models.lore import MAX_KNOWN, EnemyLore, Lore
from app.models.session import SessionState
from tests.support.hamlet import HAMLET
from tests.support.positions import LoadedDice, active
from tests.support.strolls import ANNA, BERT, all_of, anna, at, bert, do, go, one_of, talk

RAT = CombatantId("rat_1")


def after(state: SessionState, *events: Event) -> SessionState:
    """The state once these happened in one turn."""
    rec = Recorder(state, LoadedDice(), HAMLET)
    for event in events:
        rec.emit(event)
    remember(rec, state)
    return rec.state


def hit(target: CombatantId, kind: DamageType) -> DamageDealt:
    return DamageDealt(CombatantId(ANNA), target, "Attack", kind, 3, 0, 0, 3, 9, is_critical=False)


def in_the_lane() -> SessionState:
    """Anna and Bert fight a rat."""
    return do(at("lane", anna(), bert()), Fight(EncounterId("one_rat"))).state


def test_a_place_is_remembered_by_the_whole_party_when_it_is_entered() -> None:
    gone = do(at("green", anna(), bert()), go("north"))
    gained = all_of(gone.events, LoreGained)
    assert [(one.character_id, one.lore) for one in gained] == [
        (who, Lore(places=(LocationId("lane"),))) for who in (ANNA, BERT)
    ]
    assert gone.state.characters[BERT].lore.places == ("green", "lane")


def test_what_is_known_is_not_learned_again() -> None:
    there = do(at("green"), go("north")).state
    back = do(there, go("south"))
    assert all_of(back.events, LoreGained) == []
    assert all_of(do(back.state, Look()).events, LoreGained) == []


def test_people_are_met_by_talking() -> None:
    assert one_of(do(at("green"), talk("maud")).events, LoreGained).lore == Lore(people=(PersonId("maud"),))


def test_things_are_known_to_those_who_held_them() -> None:
    found = do(at("green", anna(), bert()), Interact("well", "search"), wisdom=20, check=20)
    gained = all_of(found.events, LoreGained)
    assert [(one.character_id, one.lore.items) for one in gained] == [(ANNA, ("potion",))]


def test_a_foe_is_known_at_sight_and_counted_when_it_falls() -> None:
    fight = in_the_lane()
    assert fight.characters[BERT].lore.enemies == (EnemyLore(EnemyId("rat")),)
    won = after(fight, CombatantFell(RAT, "Rat", CombatantId(ANNA)))
    again = after(won, CombatantFell(RAT, "Rat", CombatantId(ANNA)))
    assert again.characters[ANNA].lore.enemies == (EnemyLore(EnemyId("rat"), 2),)


def test_a_friend_who_falls_is_no_foe_beaten() -> None:
    fight = in_the_lane()
    assert after(fight, CombatantFell(CombatantId(BERT), "Bert", RAT)).characters == {
        **fight.characters,
        BERT: fight.characters[BERT],
    }


def test_what_hurts_a_foe_is_found_out_by_hurting_it() -> None:
    fight = after(in_the_lane(), hit(RAT, DamageType.FIRE), hit(RAT, DamageType.FIRE))
    fight = after(fight, hit(RAT, DamageType.PHYSICAL), hit(CombatantId(ANNA), DamageType.POISON))
    (known,) = fight.characters[ANNA].lore.enemies
    assert known.tried == (DamageType.FIRE, DamageType.PHYSICAL)


def test_who_is_called_into_a_fight_is_met_too() -> None:
    fight = in_the_lane()
    assert fight.combat is not None
    archer = replace(fight.combat.combatants[RAT], id=CombatantId("archer_1"), enemy_id=EnemyId("archer"))
    order = (*fight.combat.order, archer.id)
    seen = after(fight, CombatantSummoned(archer, order)).characters[ANNA].lore
    assert [one.enemy_id for one in seen.enemies] == ["rat", "archer"]


def test_effects_are_known_once_seen_and_not_when_they_failed() -> None:
    fight = in_the_lane()
    poison, dizzy = active("poison"), active("dizzy")
    seen = after(
        fight,
        EffectApplied(RAT, poison, "Poison"),
        EffectApplied(RAT, dizzy, "Dizzy", resisted=True),
    )
    assert seen.characters[BERT].lore.effects == (EffectId("poison"),)


def test_the_oldest_make_room() -> None:
    many = tuple(ItemDefId(f"thing_{number}") for number in range(MAX_KNOWN))
    state = apply(at("green"), LoreGained(ANNA, Lore(items=many)))
    state = apply(state, LoreGained(ANNA, Lore(items=(ItemDefId("another"),))))
    known = state.characters[ANNA].lore.items
    assert (len(known), known[0], known[-1]) == (MAX_KNOWN, "thing_1", "another")
    foes = tuple(EnemyLore(EnemyId(f"foe_{number}")) for number in range(MAX_KNOWN + 3))
    state = apply(state, LoreGained(ANNA, Lore(enemies=foes)))
    assert state.characters[ANNA].lore.enemies == foes[3:]
