"""Coming and going: whoever comes or leaves and whenever, the log is the truth and nothing is lost."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.game_logic.dice import Dice
from app.game_logic.fold import fold_turn
from app.game_logic.hashing import state_hash
from app.game_logic.legal import legal_intents
from app.game_logic.membership import leave, why_not_join
from app.game_logic.resolve import resolve
from app.game_logic.turn_order import current_actor, is_fallen
from app.models.character import Character
from app.models.enums import Fallback, TurnKind, TurnStatus
from app.models.events import CharacterLeft
from app.models.ids import CharacterId, CombatantId
from app.models.intents import Intent, Join, Leave, Miss, Wait
from app.models.session import SessionState
from app.services.settle import RULE_FAILED, Settled, settle
from tests.support.chronicle import NOW, Chronicle, chronicle, gold_moved
from tests.support.hamlet import HAMLET
from tests.support.walks import at_the_move

CLASS = min(HAMLET.classes)
MOST = 10
parties = st.integers(1, MOST)
numbers = st.lists(st.integers(0, 9999), min_size=1, max_size=40)
seeds = st.binary(min_size=32, max_size=32)


def newcomer_of(log: Chronicle, number: int) -> Character:
    """Somebody of whom nobody has heard yet."""
    known = next(iter(log.states[min(log.states)].characters.values()))
    who = CharacterId(f"late-{number}")
    items = {key: replace(item, id=type(key)(f"{who}-{key}")) for key, item in known.items.items()}
    worn = {slot: type(key)(f"{who}-{key}") for slot, key in known.equipment.items()}
    return replace(
        known, id=who, name=f"Late {number}", items={one.id: one for one in items.values()}, equipment=worn
    )


def step(log: Chronicle, number: int) -> tuple[Settled, Character | None]:
    """One turn in five somebody comes, one in seven somebody goes or is sent away, one in three a player lets the time
    pass; else anything legal."""
    newcomer = None
    intent: Intent
    if number % 5 == 0:
        newcomer = newcomer_of(log, log.state.seq)
        intent = Join(newcomer.id)
    elif number % 7 == 0:
        order = log.state.turn_order
        intent = Leave(order[number % len(order)], is_sent_away=number % 2 == 0)
    elif number % 3 == 0:
        intent = Miss(at_the_move(log.state), list(Fallback)[number % len(Fallback)])
    else:
        legal = legal_intents(log.state, at_the_move(log.state), HAMLET)
        intent = legal[number // 10 % len(legal)]
    kind = TurnKind.SYSTEM if isinstance(intent, Join | Leave | Miss) else TurnKind.PLAYER
    turn = log._accepted(intent, kind)
    settled = settle(log.state, turn, log.seed, HAMLET, NOW, None, newcomer)
    log.turns[turn.seq] = replace(settled.turn, events=settled.events)
    log.state = log.states[turn.seq] = settled.state
    return settled, newcomer


@given(parties, seeds, numbers)
@settings(max_examples=60, deadline=None)
def test_the_log_is_the_truth_whoever_comes_and_goes(size: int, seed: bytes, chosen: list[int]) -> None:
    log = chronicle(HAMLET, [CLASS] * size, seed)
    for number in chosen:
        before = log.state
        settled, newcomer = step(log, number)
        assert settled.turn.code != RULE_FAILED
        assert fold_turn(before, settled.turn.seq, settled.events) == settled.state
        again = settle(before, settled.turn, log.seed, HAMLET, NOW, None, newcomer)
        assert again.turn.state_hash == settled.turn.state_hash == state_hash(settled.state)
        assert_whole(settled.state)
        assert_nothing_is_lost(before, settled, newcomer)


def assert_whole(state: SessionState) -> None:
    """Everything that names a character names one of the party, and somebody is at the move."""
    assert set(state.turn_order) == set(state.characters)
    assert set(state.talking_to) | set(state.memory) <= set(state.characters)
    assert current_actor(state) in state.turn_order
    if state.combat is not None:
        current = state.combat.combatants[state.combat.current_id]
        assert current.is_standing
        assert CharacterId(current.id) in state.characters
    for who in state.characters:
        assert legal_intents(state, who, HAMLET)


def assert_nothing_is_lost(before: SessionState, settled: Settled, newcomer: Character | None) -> None:
    """Gold is what it was and what the ledger books; who goes takes all of it along, and every item."""
    was = {one.id: one for one in before.characters.values()}
    if newcomer is not None and settled.turn.status is TurnStatus.RESOLVED:
        was[newcomer.id] = newcomer
    now = {**settled.state.characters, **settled.departed}
    assert set(was) == set(now)
    moved = gold_moved(settled.events)
    for who, character in now.items():
        assert character.gold == was[who].gold + moved.get(who, 0)
    for who, character in settled.departed.items():
        assert character.items == was[who].items
        assert character.hp >= 1


@given(st.integers(2, MOST), seeds, numbers)
@settings(max_examples=40, deadline=None)
def test_what_is_listed_is_accepted_after_somebody_went(size: int, seed: bytes, chosen: list[int]) -> None:
    log = chronicle(HAMLET, [CLASS] * size, seed)
    for number in chosen:
        step(log, number)
    state = log.state
    actor = at_the_move(state)
    for intent in legal_intents(state, actor, HAMLET):
        resolve(state, actor, intent, Dice(bytes.fromhex(log.seed), state.seq + 1), HAMLET)


def test_the_move_goes_to_the_next_one_when_its_owner_leaves() -> None:
    log = chronicle(HAMLET, [CLASS] * 4, bytes(32))
    log.play(Wait())
    order = log.state.turn_order
    assert current_actor(log.state) == order[1]
    dice = Dice(bytes(32), 9)
    expected = {order[0]: order[1], order[1]: order[2], order[2]: order[1], order[3]: order[1]}
    for gone, current in expected.items():
        after = leave(log.state, gone, dice, HAMLET, is_sent_away=False).state
        assert current_actor(after) == current
    last = replace(log.state, current_turn=3)
    assert current_actor(leave(last, order[3], dice, HAMLET, is_sent_away=False).state) == order[0]


def test_who_may_come_is_what_is_accepted() -> None:
    log = chronicle(HAMLET, [CLASS], bytes(32))
    for number in range(1, 60):
        problem = why_not_join(log.state, HAMLET)
        settled, _ = step(log, number * 5)
        assert settled.turn.code == (problem.code if problem else None)
        log.act_by(number * 4 + 1)


def test_in_a_fight_the_combatant_of_who_left_does_nothing_more() -> None:
    for seed in range(30):
        log = chronicle(HAMLET, [CLASS] * 3, seed.to_bytes(32, "big"))
        for number in range(1, 200, 2):
            log.act_by(number * 4 + 1)
            if log.state.combat is not None:
                break
        if log.state.combat is None:
            continue
        gone = CharacterId(log.state.combat.current_id)
        settled = settle(
            log.state,
            log._accepted(Leave(gone), TurnKind.SYSTEM),
            log.seed,
            HAMLET,
            NOW,
        )
        assert any(isinstance(event, CharacterLeft) for event in settled.events)
        combat = settled.state.combat
        if combat is not None:
            assert combat.combatants[CombatantId(gone)].has_fled
            assert combat.current_id != CombatantId(gone)
        return
    raise AssertionError("never was there a fight")


@given(st.integers(2, MOST), seeds, numbers, st.sampled_from(list(Fallback)))
@settings(max_examples=30, deadline=None)
def test_a_missed_turn_is_over_and_uses_nothing_up(
    size: int, seed: bytes, chosen: list[int], fallback: Fallback
) -> None:
    log = chronicle(HAMLET, [CLASS] * size, seed)
    for number in chosen:
        log.act_by(number * 4 + 1)
    before, actor = log.state, at_the_move(log.state)
    settled = settle(before, log._accepted(Miss(actor, fallback), TurnKind.SYSTEM), log.seed, HAMLET, NOW)
    assert settled.turn.status is TurnStatus.RESOLVED
    after = settled.state
    has_others = any(one != actor and not is_fallen(before, one) for one in before.turn_order)
    if has_others and before.combat is None:
        assert at_the_move(after) != actor
    if before.combat is not None and after.combat is not None:
        assert (after.combat.round, after.combat.current) != (before.combat.round, before.combat.current)
    kept = {key: item.quantity for key, item in before.characters[actor].items.items()}
    held = {key: item.quantity for key, item in after.characters[actor].items.items()}
    assert all(held.get(key, 0) >= quantity for key, quantity in kept.items())


def test_only_who_is_at_the_move_can_miss_it() -> None:
    log = chronicle(HAMLET, [CLASS] * 3, bytes(32))
    other = log.state.turn_order[1]
    settled = settle(
        log.state, log._accepted(Miss(other, Fallback.HOLD), TurnKind.SYSTEM), log.seed, HAMLET, NOW
    )
    assert settled.turn.code == "not_your_turn"
