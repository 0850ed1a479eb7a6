"""The sweeper: the database is the truth, and what it shows as unfinished is asked for again."""

import pytest
import redis

from app.models.enums import NarrationStatus, SessionStatus
from app.models.errors import Unavailable
from app.models.session import SessionConfig
from app.services import sweeper
from app.tasks.names import AI_TASKS, COMBAT_TASKS
from tests.support.house import Game, House, open_house
from tests.support.valkey import ValkeyServer


@pytest.fixture
def quiet(house: House, game: Game) -> Game:
    """A session with everything told and every queue empty."""
    house.services.narration.tell(game.log()[0].id)
    empty_queues(house)
    return game


def empty_queues(house: House) -> None:
    """As if Valkey had been emptied."""
    with redis.Redis.from_url(house.settings.redis_url.get_secret_value()) as client:
        client.flushall()


def depth(house: House) -> tuple[int, int]:
    """Waiting jobs of mechanics and of telling."""
    waiting = house.services.ports.queue.depth()
    return waiting[COMBAT_TASKS], waiting[AI_TASKS]


def test_a_session_with_an_accepted_turn_and_no_job_is_woken(house: House, quiet: Game) -> None:
    quiet.accept("look around")
    quiet.accept("inventory")
    house.wait(seconds=10)
    swept = house.services.sweeper.sweep()
    assert (swept.sessions, depth(house)) == (1, (1, 0))
    quiet.advance()
    empty_queues(house)
    house.wait(seconds=-10)
    assert house.services.sweeper.sweep().sessions == 0


def test_a_turn_that_was_accepted_just_now_is_left_to_its_own_job(house: House, quiet: Game) -> None:
    quiet.accept("look around")
    house.wait(seconds=1)
    assert house.services.sweeper.sweep().sessions == 0
    quiet.advance()


def test_a_turn_whose_telling_was_lost_is_asked_for_again(house: House, quiet: Game) -> None:
    turn = quiet.play("look around")
    empty_queues(house)
    house.wait(seconds=10)
    assert house.services.sweeper.sweep().narrations == 1
    assert depth(house) == (0, 1)
    house.services.narration.tell(turn.id)
    assert quiet.turn(turn).narration_status is NarrationStatus.DONE
    house.wait(seconds=10)
    assert house.services.sweeper.sweep().narrations == 0


def test_a_long_queue_is_not_made_longer(house: House, quiet: Game, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeper, "_BUSY_JOBS", 2)
    quiet.accept("look around")
    house.wait(seconds=10)
    for _ in range(5):
        house.services.sweeper.sweep()
    assert sum(depth(house)) == 2
    quiet.advance()


def test_rows_that_could_not_be_published_are_published_later(
    own_valkey: ValkeyServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_house(tmp_path_factory.mktemp("house"), own_valkey.url) as house:
        game = house.set_out(house.player())
        own_valkey.kill()
        game.play("look around")
        with pytest.raises(Unavailable):
            house.services.sweeper.sweep()
        own_valkey.start()
        with house.services.ports.events.subscribe("rows") as listener:
            assert house.services.sweeper.sweep().published >= 2
            heard = [listener.wait(2), listener.wait(2)]
        assert {row["table"] for row in heard if row} <= {"session_turns", "game_sessions", "characters"}


def test_idle_sessions_are_paused_each_by_its_own_patience(house: House) -> None:
    short = house.set_out(house.player(), SessionConfig(timeout_minutes=5))
    long = house.set_out(house.player(), SessionConfig(timeout_minutes=60))
    house.wait(minutes=6)
    assert house.services.sweeper.sweep().paused == 1
    assert short.row.data["status"] == SessionStatus.TIMEOUT
    assert long.row.data["status"] == SessionStatus.ACTIVE
    assert house.services.sweeper.sweep().paused == 0


def test_a_paused_session_is_shown_and_resumed_by_any_action(house: House) -> None:
    game = house.set_out(house.player(), SessionConfig(timeout_minutes=5))
    house.wait(minutes=6)
    house.services.sweeper.sweep()
    view = house.services.sessions.view(game.player.id, game.id)
    assert view.status is SessionStatus.TIMEOUT
    game.play("look around")
    assert house.services.sessions.view(game.player.id, game.id).status is SessionStatus.ACTIVE
