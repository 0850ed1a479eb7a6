"""Hypothesis strategies: parties, and fights somewhere in the middle, reached by legal play from the first turn."""

from dataclasses import replace

from hypothesis import strategies as st

from app.game_logic.combat_engine import act, legal_actions, start_fight
from app.game_logic.creation import create_character
from app.game_logic.dice import Dice
from app.game_logic.recorder import Recorder
from app.models.character import Character
from app.models.ids import CharacterId, ClassId, EncounterId, OriginId, UserId
from app.models.session import SessionState
from tests.support.positions import a_session, rested
from tests.support.worlds import WORLD

NAMES = ("anna", "bert", "cara", "dora")

seeds = st.binary(min_size=32, max_size=32)
encounter_ids = st.sampled_from(sorted(WORLD.encounters))


@st.composite
def parties(draw: st.DrawFn) -> SessionState:
    """One to four characters of any class and of low level, at peace and rested."""
    classes = draw(st.lists(st.sampled_from(sorted(WORLD.classes)), min_size=1, max_size=4))
    level = draw(st.integers(1, 5))
    gold = draw(st.integers(0, 10))
    dice = Dice(b"party", 0)
    members = [
        _member(name, ClassId(class_id), level, gold, dice)
        for name, class_id in zip(NAMES, classes, strict=False)
    ]
    return a_session(*members)


def _member(name: str, class_id: ClassId, level: int, gold: int, dice: Dice) -> Character:
    novice = create_character(
        CharacterId(name), UserId(name), name, class_id, OriginId("farmer"), {}, WORLD, dice.new_id
    )
    return rested(replace(novice, level=level, gold=gold))


@st.composite
def fights(draw: st.DrawFn) -> SessionState:
    """A fight with a player at the move, after up to 12 actions chosen freely among the legal ones."""
    seed = draw(seeds)
    rec = Recorder(draw(parties()), Dice(seed, 0), WORLD)
    start_fight(rec, EncounterId(draw(encounter_ids)))
    state = rec.state
    for seq in range(1, draw(st.integers(0, 12)) + 1):
        after = _acted(draw, state, Dice(seed, seq))
        if after.combat is None:
            break
        state = after
    if state.combat is None:
        return draw(fights())
    return state


def _acted(draw: st.DrawFn, state: SessionState, dice: Dice) -> SessionState:
    if state.combat is None:
        return state
    actor_id = CharacterId(state.combat.current_id)
    intent = draw(st.sampled_from(legal_actions(state, actor_id, WORLD)))
    rec = Recorder(state, dice, WORLD)
    act(rec, actor_id, intent)
    return rec.state
