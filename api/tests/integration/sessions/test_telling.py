"""Narration as its own job: after the mechanics, once, with or without Valkey."""

from itertools import accumulate
from pathlib import Path

from app.backends.ports import StreamEvent
from app.models.enums import Direction, NarrationStatus
from app.models.ids import TurnId
from app.models.intents import Move
from app.services.narration_stream import stream_name, words_of
from tests.support.house import Game, House, open_house
from tests.support.valkey import ValkeyServer


def streamed(house: House, game: Game, turn_id: TurnId) -> list[StreamEvent]:
    """What a reader of the turn's stream gets, repeats and all."""
    return list(house.services.ports.events.read(stream_name(game.id, turn_id)))


def test_a_turn_waits_for_its_telling_and_then_has_it(house: House, game: Game) -> None:
    turn = game.play("look around")
    assert (turn.narration_status, turn.narration) == (NarrationStatus.PENDING, ())
    assert house.services.narration.tell(turn.id)
    told = game.turn(turn)
    assert told.narration_status is NarrationStatus.DONE
    assert all(told.narration)


def test_the_stream_holds_the_same_words_and_then_the_end(house: House, game: Game) -> None:
    turn = game.play("look around")
    house.services.narration.tell(turn.id)
    *tokens, last = streamed(house, game, turn.id)
    texts = [str(token.data["text"]) for token in tokens]
    counts = [len(words_of(text)) for text in texts]
    assert [token.data["n"] for token in tokens] == list(accumulate(counts[:-1], initial=0))
    assert [token.data.get("count", 1) for token in tokens] == counts
    text = "".join(texts)
    assert text == "\n\n".join(game.turn(turn).narration)
    assert last == StreamEvent("done", {"turn_id": turn.id, "attempt": 0})


def test_a_telling_that_runs_twice_is_one(house: House, game: Game) -> None:
    turn = game.play("look around")
    assert house.services.narration.tell(turn.id)
    before, streamed_before = game.turn(turn), streamed(house, game, turn.id)
    assert not house.services.narration.tell(turn.id)
    assert (game.turn(turn), streamed(house, game, turn.id)) == (before, streamed_before)


def test_what_is_not_there_is_not_told(house: House, game: Game) -> None:
    assert not house.services.narration.tell(TurnId("01NOSUCHTURN"))
    rejected = game.play("go north", Move(Direction.NORTH))
    assert not house.services.narration.tell(rejected.id)


def test_a_late_telling_tells_the_turn_as_it_was(house: House, game: Game) -> None:
    first = game.play("look around")
    game.play("go out")
    house.services.narration.tell(first.id)
    assert "Inn Yard" not in " ".join(game.turn(first).narration)


def test_without_valkey_the_story_is_told_all_the_same(own_valkey: ValkeyServer, tmp_path: Path) -> None:
    with open_house(tmp_path / "data", own_valkey.url) as house:
        game = house.set_out(house.player())
        own_valkey.kill()
        turn = game.play("look around")
        assert house.services.narration.tell(turn.id)
        assert game.turn(turn).narration_status is NarrationStatus.DONE
        own_valkey.start()


def test_the_history_in_the_sessions_row_takes_the_telling_up_with_the_next_turn(
    house: House, game: Game
) -> None:
    turn = game.play("look around")
    house.services.narration.tell(turn.id)
    game.play("inventory")
    history = game.row.data["conversation_history"]
    assert isinstance(history, list)
    entry = next(one for one in history if one["turn"] == turn.seq)
    assert entry["action"] == "look around"
    assert entry["dm_response"]
