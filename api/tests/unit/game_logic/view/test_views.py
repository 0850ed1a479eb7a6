"""What players see of the state and of a turn, over whole lives in the real world."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter

from app.game_logic.hashing import state_hash
from app.game_logic.view.dice import dice_views
from app.game_logic.view.log import log_lines
from app.game_logic.view.naming import names_of_all
from app.game_logic.view.session import session_view
from app.game_logic.view.visible import enemies_in, visible_events
from app.models import events as ev
from app.models.combat import Combatant
from app.models.enums import SessionStatus, Side
from app.models.ids import UserId
from app.models.session import GameSession, Seat, SessionConfig, SessionState
from app.models.views import SessionView
from tests.support.shipped import shipped_world
from tests.support.wandering import Step, strolls

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORLD = shipped_world()
VIEWS = TypeAdapter(SessionView)


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return [step for seed in range(4) for step in strolls(WORLD, seed, members=1 + seed % 2, turns=200)]


def view(state: SessionState, status: SessionStatus = SessionStatus.ACTIVE) -> SessionView:
    """What the first of the party sees."""
    session = GameSession(
        id=state.session_id,
        name="A walk",
        owner_id=UserId("user-0"),
        seats=(Seat(UserId("user-0"), state.turn_order[0]),),
        config=SessionConfig(),
        status=status,
        seed_hash="0" * 64,
        state_hash=state_hash(state),
        version=3,
        created_at=NOW,
        last_activity=NOW,
        state=state,
    )
    return session_view(session, state.turn_order[0], WORLD, None)


def test_every_state_can_be_shown(steps: list[Step]) -> None:
    for step in steps:
        status = SessionStatus.COMPLETED if step.state.is_over else SessionStatus.ACTIVE
        seen = view(step.state, status)
        assert VIEWS.dump_json(seen)
        assert seen.turn_number == step.state.seq
        assert bool(seen.suggestions) is not step.state.is_over
        assert (seen.combat is not None) is (step.state.combat is not None)


def test_in_a_fight_what_is_usable_has_its_targets_and_the_rest_its_reason(steps: list[Step]) -> None:
    seen = [shown for step in steps if (shown := view(step.state)).combat and shown.combat.is_your_turn]
    assert len(seen) > 50
    for shown in seen:
        assert shown.combat is not None
        for action in shown.combat.actions:
            assert action.usable is (action.why_not is None)
            assert set(action.chance_pct) <= set(action.targets)
            assert all(0 <= chance <= 100 for chance in action.chance_pct.values())
        assert any(action.usable for action in shown.combat.actions)


def test_the_numbers_of_enemies_stay_hidden(steps: list[Step]) -> None:
    for step in steps:
        for event in visible_events(step.done.events):
            fighters: tuple[Combatant, ...] = ()
            if isinstance(event, ev.CombatStarted):
                fighters = tuple(event.encounter.combatants.values())
            elif isinstance(event, ev.CombatantSummoned):
                fighters = (event.combatant,)
            for one in fighters:
                if one.side is Side.ENEMIES:
                    assert (dict(one.stats.values), one.mana, one.abilities, one.cooldowns) == ({}, 0, (), {})
        shown = view(step.state).combat
        assert shown is None or all(one.mana is None for one in shown.combatants if one.side is Side.ENEMIES)


def test_what_enemies_have_left_of_their_powers_stays_hidden(steps: list[Step]) -> None:
    hidden = 0
    for step in steps:
        enemies = enemies_in(step.done.events, step.before, step.state)
        for event in visible_events(step.done.events, enemies=enemies):
            if isinstance(event, ev.AbilityUsed) and event.combatant_id in enemies:
                assert (event.mana, event.cooldown) == (0, 0)
                hidden += 1
            if isinstance(event, ev.ManaRestored) and event.target_id in enemies:
                assert event.mana == 0
    assert hidden > 50


def test_flags_bags_and_pity_are_nobodys_business(steps: list[Step]) -> None:
    for step in steps:
        seen = visible_events(step.done.events)
        assert not any(isinstance(event, ev.FlagChanged | ev.PityChanged) for event in seen)
        joined = [event.character for event in seen if isinstance(event, ev.CharacterJoined)]
        assert all((one.gold, dict(one.items), dict(one.equipment)) == (0, {}, {}) for one in joined)


def test_dice_are_shown_with_parts_that_add_up(steps: list[Step]) -> None:
    shown = 0
    for step in steps:
        names = names_of_all(step.before, step.done.events, step.state)
        for roll in dice_views(step.done.events, names):
            shown += 1
            counting = [die for die in roll.dice if die.counts]
            if roll.target is not None:
                counting = [die for die in counting if die.sides == 20]
                assert len(counting) == 1
            assert sum(die.value for die in counting) + roll.modifier == roll.total
            assert all(1 <= die.value <= die.sides for die in roll.dice)
            assert "someone" not in roll.label.lower()
    assert shown > 300


def test_the_log_names_everybody_and_repeats_every_amount(steps: list[Step]) -> None:
    for step in steps:
        names = names_of_all(step.before, step.done.events, step.state)
        text = "\n".join(log_lines(step.done.events, names))
        assert "someone" not in text
        for event in step.done.events:
            if isinstance(event, ev.DamageDealt):
                assert f"takes {event.amount} {event.damage_type.value} damage" in text
            if isinstance(event, ev.GoldChanged):
                assert f"{abs(event.amount)} gold" in text


def test_who_is_at_the_move_is_you_or_not(steps: list[Step]) -> None:
    for step in steps:
        seen = view(step.state)
        assert seen.is_your_turn is (seen.current_actor_id == seen.character_id)
        assert [one.is_you for one in seen.party].count(True) == 1


def test_a_session_that_is_paused_can_still_be_played(steps: list[Step]) -> None:
    assert view(replace(steps[0].state), SessionStatus.TIMEOUT).suggestions
