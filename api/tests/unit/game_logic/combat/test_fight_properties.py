"""What holds in every fight, whoever fights whom with whatever luck."""

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from app.game_logic.combat_engine import MAX_ROUNDS, act, legal_actions, start_fight
from app.game_logic.dice import Dice, roll_value
from app.game_logic.fold import fold_turn
from app.game_logic.hashing import state_hash
from app.game_logic.recorder import Recorder
from app.models.combat import Combatant
from app.models.dice import Roll
from app.models.enums import Stat
from app.models.events import CombatantSummoned, CombatEnded, CombatStarted, Event, GoldChanged
from app.models.ids import CharacterId, EncounterId
from app.models.session import SessionState
from tests.support.fights import encounter_ids, parties, seeds
from tests.support.worlds import WORLD


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of the log: before, its events, after."""

    before: SessionState
    seq: int
    events: tuple[Event, ...]
    after: SessionState


def played(party: SessionState, encounter_id: str, seed: bytes, choices: list[int]) -> list[Step]:
    """A whole fight; `choices` pick among the legal actions, over and over."""
    rec = Recorder(party, Dice(seed, 1), WORLD)
    start_fight(rec, EncounterId(encounter_id))
    steps = [Step(party, 1, tuple(rec.events), rec.state)]
    while (combat := steps[-1].after.combat) is not None:
        before, seq = steps[-1].after, steps[-1].seq + 1
        options = legal_actions(before, CharacterId(combat.current_id), WORLD)
        rec = Recorder(before, Dice(seed, seq), WORLD)
        act(rec, CharacterId(combat.current_id), options[choices[seq % len(choices)] % len(options)])
        steps.append(Step(before, seq, tuple(rec.events), rec.state))
    return steps


every_fight = st.tuples(
    parties(), encounter_ids, seeds, st.lists(st.integers(0, 99), min_size=5, max_size=20)
)
in_a_few_fights = settings(max_examples=40, deadline=None)


@in_a_few_fights
@given(every_fight)
def test_the_state_is_the_fold_of_the_events_and_hashes_alike(
    fight: tuple[SessionState, str, bytes, list[int]],
) -> None:
    steps = played(*fight)
    state = steps[0].before
    for step in steps:
        state = fold_turn(state, 0, step.events)
        assert state == step.after
    assert state_hash(state) == state_hash(steps[-1].after)


@in_a_few_fights
@given(every_fight)
def test_the_same_seed_and_choices_give_the_same_fight(
    fight: tuple[SessionState, str, bytes, list[int]],
) -> None:
    assert played(*fight) == played(*fight)


@in_a_few_fights
@given(every_fight)
def test_every_fight_ends_and_gives_everything_back(
    fight: tuple[SessionState, str, bytes, list[int]],
) -> None:
    steps = played(*fight)
    (ended,) = [event for step in steps for event in step.events if isinstance(event, CombatEnded)]
    assert 1 <= ended.rounds <= MAX_ROUNDS
    assert {one.character_id for one in ended.vitals} == set(steps[0].before.characters)
    assert all(one.effects == () for one in steps[-1].after.characters.values())


@in_a_few_fights
@given(every_fight)
def test_hit_points_and_mana_stay_between_nothing_and_the_maximum(
    fight: tuple[SessionState, str, bytes, list[int]],
) -> None:
    for one in every_combatant(played(*fight)):
        assert 0 <= one.hp <= one.stats[Stat.MAX_HP]
        assert 0 <= one.mana <= one.stats[Stat.MAX_MANA]
        assert all(turns > 0 for turns in one.cooldowns.values())
        assert all(active.remaining_turns > 0 and active.stacks > 0 for active in one.effects)


def every_combatant(steps: list[Step]) -> Iterator[Combatant]:
    """All combatants after every single event."""
    for step in steps:
        rec = Recorder(step.before, Dice(b"", 0), WORLD)
        for event in step.events:
            rec.emit(event)
            if rec.state.combat is not None:
                yield from rec.state.combat.combatants.values()


@in_a_few_fights
@given(every_fight)
def test_gold_is_conserved_to_the_coin(fight: tuple[SessionState, str, bytes, list[int]]) -> None:
    steps = played(*fight)
    moved = sum(event.amount for step in steps for event in step.events if isinstance(event, GoldChanged))
    assert gold(steps[-1].after) - gold(steps[0].before) == moved


def gold(state: SessionState) -> int:
    """All that the party has."""
    return sum(one.gold for one in state.characters.values())


@in_a_few_fights
@given(every_fight)
def test_no_event_names_an_unknown_combatant(fight: tuple[SessionState, str, bytes, list[int]]) -> None:
    known: set[str] = set()
    for step in played(*fight):
        for event in step.events:
            if isinstance(event, CombatStarted):
                known |= set(event.encounter.combatants)
            if isinstance(event, CombatantSummoned):
                known.add(event.combatant.id)
            assert named(event) <= known, event


def named(event: Event) -> set[str]:
    """The combatants and characters that an event names."""
    single = {getattr(event, field, None) for field in ("combatant_id", "target_id", "character_id", "by")}
    return {str(one) for one in (*single, *getattr(event, "targets", ())) if one is not None}


@in_a_few_fights
@given(every_fight)
def test_every_die_in_the_log_can_be_checked_with_the_seed(
    fight: tuple[SessionState, str, bytes, list[int]],
) -> None:
    seed = fight[2]
    for step in played(*fight):
        for roll in (roll for event in step.events for roll in rolls_of(event)):
            assert roll.value == roll_value(seed, step.seq, roll.index, roll.purpose, roll.sides)


def rolls_of(event: Event) -> tuple[Roll, ...]:
    """The dice behind an event."""
    return getattr(event, "rolls", ())
