"""However long a campaign, a turn costs the same."""

import json

import pytest

from app.backends.ports import Op, Update, Where
from app.game_logic.fold.undo import MAX_STEPS
from app.game_logic.hashing import state_hash
from app.game_logic.undo import why_not_undo
from app.models.enums import TurnKind
from app.models.intents import Undo
from app.models.session import SessionConfig
from app.models.tables import (
    CHARACTERS,
    CHECKPOINTS,
    GAME_SESSIONS,
    SESSION_SECRETS,
    SESSION_TURNS,
    TURN_SECRETS,
)
from app.services.records.turns import whole_turns
from tests.support.house import Game, House

pytestmark = pytest.mark.parametrize(
    "house", ["embedded"], indirect=True
)  # what grows is the same on every backend

MAX_SNAPSHOT_BYTES = 32 * 1024
WALK = ("look around", "inventory", "go out", "wait", "look", "go in", "rest", "talk to bettany", "bye")


def size(value: object) -> int:
    """Bytes of JSON."""
    return len(json.dumps(value, default=str, ensure_ascii=False).encode())


def sizes(house: House, game: Game) -> dict[str, int]:
    """Bytes of the session's rows."""
    return {
        "session": size(house.row(GAME_SESSIONS.name, game.id).data),
        "snapshot": size(house.row(SESSION_SECRETS.name, game.id).data),
        "character": size(house.row(CHARACTERS.name, game.player.character_id).data),
    }


def turn_size(house: House, game: Game, words: str) -> int:
    """Bytes of both rows of a turn with these words."""
    turn = game.play(words)
    return size(house.row(SESSION_TURNS.name, turn.id).data) + size(
        house.row(TURN_SECRETS.name, turn.id).data
    )


def test_rows_of_turn_300_are_as_small_as_those_of_turn_30(house: House, game: Game) -> None:
    game.play("go out")
    game.play("attack")
    while game.state.combat is not None:
        game.play("attack")
    game.play("go in")
    for number in range(30):
        turn = game.play(WALK[number % len(WALK)])
        house.services.narration.tell(turn.id)
    early, early_turn = sizes(house, game), turn_size(house, game, "look around")
    for number in range(270):
        turn = game.play(WALK[number % len(WALK)])
        if number % 10 > 7:
            house.services.narration.tell(turn.id)
    late, late_turn = sizes(house, game), turn_size(house, game, "look around")
    assert game.state.seq > 300
    assert late["session"] < 20 * 800 + 4096
    assert late["snapshot"] <= 1.1 * early["snapshot"] + 512
    assert late["character"] <= 1.1 * early["character"]
    assert late_turn <= 1.1 * early_turn
    assert late["snapshot"] < MAX_SNAPSHOT_BYTES
    history = game.row.data["conversation_history"]
    assert isinstance(history, list)
    assert len(history) == 20
    assert max(size(entry) for entry in history) <= 800


def test_rows_stay_small_with_undos_among_200_turns(house: House, game: Game) -> None:
    game.play("go out")
    for number in range(200):
        if number % 4 == 3 and why_not_undo(game.state) is None:
            game.accept("undo", intent=Undo(), kind=TurnKind.UNDO)
            game.advance()
        else:
            game.play("attack" if game.state.combat else WALK[number % len(WALK)])
    rows = [size(house.row(TURN_SECRETS.name, turn.id).data) for turn in game.log() if turn.events]
    assert max(rows) < MAX_SNAPSHOT_BYTES
    assert sizes(house, game)["snapshot"] < MAX_SNAPSHOT_BYTES
    assert len(game.state.undo_points) <= MAX_STEPS
    assert sum(turn.is_undone for turn in game.log()) > 20


def test_checkpoints_are_what_the_events_fold_to(house: House) -> None:
    game = house.set_out(house.player(), SessionConfig(auto_save_interval=3))
    for words in WALK:
        game.play(words)
    assert house.services.checkpoints.verify(game.id) == 1 + len(WALK)
    for words in WALK[:3]:
        game.play(words)
    assert house.services.checkpoints.verify(game.id) == 4 + len(WALK)
    rows = house.rows(CHECKPOINTS.name, Where("session_id", Op.EQ, game.id))
    hashes = {turn.seq: turn.state_hash for turn in game.log()}
    assert [row.data["state_hash"] == hashes[int(str(row.data["seq"]))] for row in rows] == [True, True]
    assert hashes[4 + len(WALK)] == state_hash(game.state)


def test_a_checkpoint_taken_twice_is_one(house: House, game: Game) -> None:
    game.play("look around")
    assert house.services.checkpoints.verify(game.id) == house.services.checkpoints.verify(game.id) == 2
    assert len(house.rows(CHECKPOINTS.name, Where("session_id", Op.EQ, game.id))) == 1


def test_a_log_that_was_tampered_with_is_found_out(house: House, game: Game) -> None:
    turn = game.play("go out")
    documents = house.services.ports.backend.documents
    row = documents.get(TURN_SECRETS.name, turn.id)
    events = [event for event in row.data["events"] if event["kind"] != "location_entered"]  # type: ignore[attr-defined]
    documents.commit([Update(TURN_SECRETS.name, turn.id, {"events": events}, row.version)])
    assert house.services.checkpoints.verify(game.id) == 0
    assert [one.seq for one in house.services.replay.replay(game.id) if not one.is_sound] == [2]
    documents.commit([Update(TURN_SECRETS.name, turn.id, {"events": row.data["events"]}, row.version + 1)])
    assert len(whole_turns(documents, game.id)) == 2
