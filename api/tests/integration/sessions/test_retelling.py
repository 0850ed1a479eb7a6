"""Having a turn told anew, and having the rest of a telling at once."""

from pathlib import Path

import pytest

from app.ai.narrator import Telling
from app.backends.ports import Events, StreamEvent
from app.models.enums import NarrationStatus
from app.models.errors import NotFound, WrongMoment
from app.models.ids import TurnId
from app.models.session import Turn
from app.models.views import TurnView
from app.services.narration_stream import Listening, stop_flag, stream_name
from tests.support.house import Game, House, open_house
from tests.support.valkey import ValkeyServer


def retry(game: Game, turn: Turn) -> TurnView:
    return game.house.services.retelling.retry(game.player.id, game.id, turn.id)


def stop(game: Game, turn: Turn) -> TurnView:
    return game.house.services.retelling.stop(game.player.id, game.id, turn.id)


def tell(game: Game, turn: Turn) -> Turn:
    """What the job does; the turn with its telling."""
    game.house.services.narration.tell(turn.id)
    return game.turn(turn)


def heard(game: Game, turn: Turn) -> list[StreamEvent]:
    """What somebody is sent who reads the turn's stream from its start."""
    listening = Listening()
    events = game.house.services.ports.events.read(stream_name(game.id, turn.id))
    return [new for event in events if (new := listening.hear(event)) is not None]


def text_heard(game: Game, turn: Turn) -> str:
    return "".join(str(event.data["text"]) for event in heard(game, turn) if event.event == "token")


@pytest.fixture
def told(game: Game) -> Turn:
    """A walk into the yard, told."""
    return tell(game, game.play("go out"))


class TestTellingAnew:
    def test_the_turn_waits_again_and_then_has_other_words(self, game: Game, told: Turn) -> None:
        waiting = retry(game, told)
        assert (waiting.narration_status, waiting.narration, waiting.attempt) == ("pending", (), 1)
        again = tell(game, told)
        assert again.narration_status is NarrationStatus.DONE
        assert again.narration != told.narration
        assert not set(again.told_by) & set(told.told_by)

    def test_the_events_and_the_hash_stay(self, game: Game, told: Turn) -> None:
        retry(game, told)
        again = tell(game, told)
        assert (again.events, again.state_hash, again.seq) == (told.events, told.state_hash, told.seq)
        assert game.play("look around").seq == told.seq + 1

    def test_the_stream_gives_the_new_telling_from_its_start(self, game: Game, told: Turn) -> None:
        retry(game, told)
        assert heard(game, told) == []
        again = tell(game, told)
        assert text_heard(game, told) == "\n\n".join(again.narration)
        assert heard(game, told)[-1] == StreamEvent("done", {"turn_id": told.id, "attempt": 1})

    def test_what_an_earlier_telling_still_writes_is_not_heard(self, game: Game, told: Turn) -> None:
        retry(game, told)
        events = game.house.services.ports.events
        events.append(stream_name(game.id, told.id), StreamEvent("done", {"turn_id": told.id, "attempt": 0}))
        assert heard(game, told) == []

    def test_a_double_click_is_one_wish(self, game: Game, told: Turn) -> None:
        assert retry(game, told) == retry(game, told)
        again = tell(game, told)
        assert retry(game, told).narration == again.narration
        game.house.wait(seconds=3)
        assert retry(game, told).attempt == 2

    def test_a_job_that_comes_twice_tells_once(self, game: Game, told: Turn) -> None:
        retry(game, told)
        again = tell(game, told)
        assert not game.house.services.narration.tell(told.id)
        assert game.turn(told) == again

    def test_the_same_attempt_is_told_alike_everywhere(self, game: Game, told: Turn) -> None:
        retry(game, told)
        service = game.house.services.narration
        scene = service._scene(game.turn(told))
        assert service._narrator.narrate(scene).paragraphs == tell(game, told).narration

    def test_only_the_two_latest_told_turns_can_be_told_anew(self, game: Game, told: Turn) -> None:
        tell(game, game.play("look around"))
        game.play("go north of nowhere at all")
        assert game.turn(told).narration_status is NarrationStatus.DONE
        tell(game, game.play("wait"))
        with pytest.raises(WrongMoment) as refused:
            retry(game, told)
        assert refused.value.code == "too_late_to_retell"

    def test_what_was_not_told_cannot_be_told_anew(self, game: Game) -> None:
        waiting = game.accept("look around")
        with pytest.raises(WrongMoment) as refused:
            retry(game, waiting)
        assert refused.value.code == "nothing_to_retell"
        game.advance()

    def test_others_cannot_ask(self, house: House, game: Game, told: Turn) -> None:
        stranger = house.set_out(house.player())
        for session_id in (game.id, stranger.id):
            with pytest.raises(NotFound):
                house.services.retelling.retry(stranger.player.id, session_id, told.id)
            with pytest.raises(NotFound):
                house.services.retelling.stop(stranger.player.id, session_id, told.id)
        with pytest.raises(NotFound):
            house.services.retelling.retry(game.player.id, game.id, TurnId("01NOSUCHTURN"))

    def test_a_lost_wish_is_found_by_the_sweeper(self, own_valkey: ValkeyServer, tmp_path: Path) -> None:
        with open_house(tmp_path / "data", own_valkey.url) as house:
            game = house.set_out(house.player())
            turn = tell(game, game.play("go out"))
            own_valkey.kill()
            assert retry(game, turn).narration_status is NarrationStatus.PENDING
            own_valkey.start()
            house.wait(seconds=10)
            assert house.services.sweeper.sweep().narrations >= 1
            assert tell(game, turn).narration != turn.narration


class Impatient:
    """Events in which somebody says stop once three words are written."""

    def __init__(self, events: Events, flag: str) -> None:
        self._events = events
        self._flag = flag
        self.appended: list[StreamEvent] = []

    def append(self, stream: str, event: StreamEvent) -> None:
        self._events.append(stream, event)
        self.appended.append(event)
        if len(self.appended) == 3:
            self._events.request(self._flag)

    def is_requested(self, flag: str) -> bool:
        return self._events.is_requested(flag)


class TestStopping:
    def test_a_telling_under_way_is_completed_at_once(self, game: Game) -> None:
        turn = game.play("go out")
        service = game.house.services.narration
        impatient = Impatient(game.house.services.ports.events, stop_flag(turn.id, 0))
        service._events = impatient  # type: ignore[assignment]  # what a telling uses of it
        whole = tell(game, turn)
        assert [event.event for event in impatient.appended] == ["token"] * 4 + ["done"]
        assert text_heard(game, turn) == "\n\n".join(whole.narration)

    def test_a_telling_that_nobody_began_is_there_at_once(self, game: Game) -> None:
        turn = game.play("go out")
        stopped = stop(game, turn)
        assert stopped.narration_status is NarrationStatus.DONE
        assert text_heard(game, turn) == "\n\n".join(stopped.narration)
        assert [event.event for event in heard(game, turn)] == ["token", "done"]
        assert not game.house.services.narration.tell(turn.id)

    def test_who_has_heard_some_words_hears_the_others_once(self, game: Game) -> None:
        turn = game.play("go out")
        events, stream = game.house.services.ports.events, stream_name(game.id, turn.id)
        telling = game.house.services.narration._narrator.narrate(
            game.house.services.narration._scene(game.turn(turn))
        )
        first, second, *_ = telling.paragraphs[0].split(" ")
        for number, word in enumerate((first, f" {second}")):
            events.append(stream, StreamEvent("token", {"n": number, "text": word, "attempt": 0}))
        whole = stop(game, turn)
        assert text_heard(game, turn) == "\n\n".join(whole.narration)

    def test_what_is_told_stays_as_it_is(self, game: Game, told: Turn) -> None:
        assert stop(game, told).narration == told.narration
        assert stop(game, told) == stop(game, told)

    def test_what_is_not_resolved_has_nothing_to_stop(self, game: Game) -> None:
        waiting = game.accept("look around")
        with pytest.raises(WrongMoment) as refused:
            stop(game, waiting)
        assert refused.value.code == "nothing_to_stop"
        game.advance()

    def test_a_new_telling_can_be_stopped_too(self, game: Game, told: Turn) -> None:
        stop(game, told)
        retry(game, told)
        again = stop(game, told)
        assert (again.attempt, again.narration_status) == (1, NarrationStatus.DONE)
        assert again.narration != told.narration

    def test_without_valkey_it_is_completed_all_the_same(
        self, own_valkey: ValkeyServer, tmp_path: Path
    ) -> None:
        with open_house(tmp_path / "data", own_valkey.url) as house:
            game = house.set_out(house.player())
            turn = game.play("go out")
            own_valkey.kill()
            assert stop(game, turn).narration_status is NarrationStatus.DONE
            own_valkey.start()


def test_a_telling_is_what_it_was_when_the_preference_changes(house: House, game: Game) -> None:
    accounts = house.services.ports.backend.accounts
    accounts.update(game.player.id, preferences={"tone": "grim"})
    grim = game.accept("wait")
    accounts.update(game.player.id, preferences={"tone": "heroic"})
    game.advance()
    assert (game.turn(grim).tone, game.play("wait").tone) == ("grim", "heroic")
    assert house.services.narration._scene(game.turn(grim)).tone == "grim"
    assert isinstance(
        house.services.narration._narrator.narrate(house.services.narration._scene(grim)), Telling
    )
