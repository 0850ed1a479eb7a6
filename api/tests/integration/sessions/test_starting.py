"""Sessions from their first turn to their last."""

import hashlib

import pytest

from app.models.enums import SessionStatus, TurnKind, TurnStatus
from app.models.errors import AlreadyInSession, NotFound, SessionNotActive
from app.models.events import CharacterJoined, LocationEntered, SessionStarted, StoryEnded
from app.models.intents import End
from app.models.session import SessionConfig
from app.models.tables import CHARACTERS, SESSION_SECRETS
from tests.support.house import Game, House


def test_a_session_begins_with_a_committed_first_turn(game: Game) -> None:
    (first,) = game.log()
    assert (first.seq, first.kind, first.status) == (1, TurnKind.SYSTEM, TurnStatus.RESOLVED)
    kinds = [type(event) for event in first.events]
    assert kinds[:3] == [SessionStarted, CharacterJoined, LocationEntered]


def test_the_seed_is_secret_and_its_hash_is_published(house: House, game: Game) -> None:
    view = house.services.sessions.view(game.player.id, game.id)
    seed = house.row(SESSION_SECRETS.name, game.id).data["seed"]
    assert isinstance(seed, str)
    assert view.seed is None
    assert view.seed_hash == hashlib.sha256(seed.encode()).hexdigest()
    assert house.row(SESSION_SECRETS.name, game.id).readers == ()
    assert seed not in str(game.row.data)


def test_a_character_is_on_one_adventure_at_a_time(house: House, game: Game) -> None:
    with pytest.raises(AlreadyInSession) as refused:
        house.set_out(game.player)
    assert refused.value.details == {"session_id": game.id}


def test_somebody_elses_character_sets_out_for_nobody_else(house: House, game: Game) -> None:
    stranger = house.player()
    with pytest.raises(NotFound):
        house.services.sessions.create(stranger.id, game.player.character_id, None, SessionConfig())


def test_strangers_see_nothing(house: House, game: Game) -> None:
    stranger = house.player()
    for look in (
        lambda: house.services.sessions.view(stranger.id, game.id),
        lambda: house.services.turns.list(stranger.id, game.id, None, 10),
        lambda: house.services.sessions.end(stranger.id, game.id, "x"),
        lambda: house.services.turns.find_for(stranger.id, game.log()[0].id),
    ):
        with pytest.raises(NotFound):
            look()
    assert house.services.sessions.list(stranger.id) == []


def test_the_end_publishes_the_seed_and_frees_the_character(house: House, game: Game) -> None:
    game.play("look around")
    seed = game.end()
    view = house.services.sessions.view(game.player.id, game.id)
    assert (view.status, view.seed) == (SessionStatus.COMPLETED, seed)
    assert isinstance(game.log()[-1].events[-1], StoryEnded)
    assert house.row(CHARACTERS.name, game.player.character_id).data["session_id"] is None
    assert house.set_out(game.player).id != game.id


def test_the_end_asked_for_twice_is_one_end(game: Game) -> None:
    assert game.end("once") == game.end("once")
    assert len(game.log()) == 2
    with pytest.raises(SessionNotActive):
        game.end("again")


def test_nothing_happens_after_the_end(game: Game) -> None:
    game.end()
    with pytest.raises(SessionNotActive):
        game.accept("look around")


def test_an_action_that_was_accepted_behind_the_end_is_rejected_and_leaves_the_character_alone(
    house: House, game: Game
) -> None:
    """The end is resolved between the acceptance's look at the session and its commit."""
    game.accept("", "end", kind=TurnKind.SYSTEM, intent=End())
    late = game.accept("look around")
    game.advance()
    assert (game.turn(late).status, game.turn(late).code) == (TurnStatus.REJECTED, "session_not_active")


def test_a_late_action_of_an_ended_session_does_not_touch_the_next_adventure(
    house: House, game: Game
) -> None:
    services = house.services
    game.accept("", "end", kind=TurnKind.SYSTEM, intent=End())
    late = game.accept("go out")
    documents = services.ports.backend.documents
    services.advance._settle_next(game.id)  # a worker is killed between the two
    following = house.set_out(game.player)
    following.play("go out")
    game.advance()
    assert game.turn(late).status is TurnStatus.REJECTED
    assert documents.get(CHARACTERS.name, game.player.character_id).data["session_id"] == following.id


def test_an_ended_session_shows_its_characters_as_they_were(house: House, game: Game) -> None:
    game.end()
    before = house.services.sessions.view(game.player.id, game.id).party
    house.services.characters.change(game.player.id, game.player.character_id, "Renamed", {})
    assert house.services.sessions.view(game.player.id, game.id).party == before


def test_the_list_shows_the_latest_first(house: House, game: Game) -> None:
    game.end()
    house.wait(minutes=5)
    following = house.set_out(game.player)
    listed = house.services.sessions.list(game.player.id)
    assert [(one.id, one.status) for one in listed] == [
        (following.id, SessionStatus.ACTIVE),
        (game.id, SessionStatus.COMPLETED),
    ]
