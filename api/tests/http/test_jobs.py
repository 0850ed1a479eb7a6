"""Jobs over HTTP: how far an accepted action is, for who asked for it and nobody else."""

import pytest

from tests.support.adventurer import Adventurer, action_id
from tests.support.cast import Client, error, result


@pytest.fixture
def outsider(player: Adventurer) -> Client:
    """Somebody else in the same game."""
    found = Client(player.client.server)
    found.play_as_guest()
    return found


def test_a_finished_job_shows_its_turn(player: Adventurer) -> None:
    done = result(player.do("take some bread"))
    assert result(player.client.get(f"/jobs/{done['job_id']}"))["turn"]["log"] == done["turn"]["log"]


def test_a_refused_one_has_failed_with_a_turn_that_says_why(player: Adventurer) -> None:
    body = {"action": "go north", "action_id": action_id()}
    assert error(player.do(**body), 409)["code"] == "no_way"
    accepted = result(player.client.post(f"{player.session}/action", body), 202)
    job = result(player.client.get(f"/jobs/{accepted['job_id']}"))
    assert (accepted["status"], job["status"]) == ("failed", "failed")
    assert (job["turn"]["status"], job["turn"]["code"]) == ("rejected", "no_way")
    assert job["turn"]["message"]


def test_nobody_else_sees_it(player: Adventurer, outsider: Client) -> None:
    job_id = result(player.do())["job_id"]
    assert error(outsider.get(f"/jobs/{job_id}"), 404)["code"] == "not_found"
    assert error(Client(player.client.server).get(f"/jobs/{job_id}"), 401)["code"] == "unauthenticated"


@pytest.mark.parametrize(
    "job_id",
    [
        "x",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "..",
        "%00",
        "%2e%2e",
        "a" * 2_000,
        "çà",
        "' OR 1=1 --",
        "%F0%9F%97%A1",
    ],
)
def test_a_job_that_never_was_is_not_found(player: Adventurer, job_id: str) -> None:
    assert error(player.client.get(f"/jobs/{job_id}"), 404)["code"] == "not_found"


def test_a_session_or_a_character_is_no_job(player: Adventurer) -> None:
    for other in (player.session_id, player.character["id"], player.user["id"]):
        assert error(player.client.get(f"/jobs/{other}"), 404)["code"] == "not_found"


def test_a_turn_is_found_under_its_own_session_only(player: Adventurer) -> None:
    turn_id = result(player.do())["turn_id"]
    result(player.client.post(f"{player.session}/end", {"action_id": action_id()}))
    earlier, later = player.session, player.set_out().session
    result(player.client.get(f"{earlier}/turns/{turn_id}"))
    assert error(player.client.get(f"{later}/turns/{turn_id}"), 404)["code"] == "not_found"
