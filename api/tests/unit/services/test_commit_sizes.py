"""A turn of ten heroes fits into one commit, however the fight ends: Appwrite takes 100 operations at once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.backends.ports import MAX_OPERATIONS, Change, Delete, Update
from app.backends.system import SettableClock
from app.game_logic.begin import begin
from app.game_logic.combat_engine import start_fight
from app.game_logic.creation import create_character
from app.game_logic.dice import Dice
from app.game_logic.player_policy import choose_intent
from app.game_logic.recorder import Recorder
from app.game_logic.resolve import Resolution, resolve
from app.models.character import Character
from app.models.ids import CharacterId, ClassId, EncounterId, OriginId, SessionId, UserId
from app.models.session import SessionState
from app.services.content import load_world
from app.services.records.characters import StoredCharacter, update_character
from app.services.records.ledger import ledger_rows

WORLD = load_world()
HEROES = 10
LEVEL = 8
OF_THE_SESSION = 8
"""Both rows of the session, the turn's, its events', and room for one more."""


def hero(number: int) -> Character:
    classes = sorted(WORLD.classes)
    made = create_character(
        CharacterId(f"hero-{number}"),
        UserId(f"user-{number}"),
        f"Hero {number}",
        ClassId(classes[number % len(classes)]),
        OriginId(min(WORLD.origins)),
        {},
        WORLD,
        Dice(bytes([number]) * 32, 0).new_id,
    )
    return replace(made, level=LEVEL, gold=100)


def fought(encounter_id: EncounterId, seed: int) -> Iterator[tuple[SessionState, Resolution]]:
    """Each turn of a fight, with the state before it."""
    key = seed.to_bytes(32, "big")
    heroes = [hero(number) for number in range(HEROES)]
    rec = Recorder(begin(SessionId("s"), "", heroes, Dice(key, 1), WORLD).state, Dice(key, 2), WORLD)
    start_fight(rec, encounter_id)
    state, seq = rec.state, 3
    while state.combat is not None:
        actor = CharacterId(state.combat.current_id)
        done = resolve(state, actor, choose_intent(state, actor, WORLD), Dice(key, seq), WORLD)
        yield state, done
        state, seq = done.state, seq + 1


def operations(before: SessionState, done: Resolution) -> int:
    changes: list[Change] = []
    for character in before.characters.values():
        stored = StoredCharacter(character, 1, None, None, None, "", dict.fromkeys(character.items, 1))
        changes += update_character(stored, done.state.characters[character.id])
    changes += ledger_rows(done.events, SettableClock(), before.session_id, 3)
    return OF_THE_SESSION + sum(2 if isinstance(one, Update | Delete) else 1 for one in changes)


@pytest.mark.parametrize("encounter_id", sorted(WORLD.encounters))
def test_every_turn_of_ten_heroes_fits_into_a_commit(encounter_id: EncounterId) -> None:
    for seed in range(3):
        for before, done in fought(encounter_id, seed):
            assert operations(before, done) <= MAX_OPERATIONS
