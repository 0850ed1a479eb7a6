"""Votes over HTTP: who may ask and vote, what becomes of it, and everything that is refused."""

from typing import Any

import pytest

from tests.http.test_parties import FOUR, Party, join, open_lobby
from tests.http.test_realtime import HEARD_WITHIN_S, PUSHED, everything_heard, listening
from tests.support.adventurer import WAIT, Adventurer, action_id
from tests.support.cast import Client, error, result
from tests.support.live_game import LiveGame

OUT = {"kind": "travel", "options": ["out"]}
REST = {"kind": "rest"}


@pytest.fixture
def party(game: LiveGame) -> Party:
    """Two on their way, and a code for a third."""
    owner, member = Adventurer(game), Adventurer(game)
    open_lobby(game, owner, FOUR)
    code = result(owner.client.post(f"{owner.session}/invites"), 201)["code"]
    result(join(member, code))
    member.session_id = owner.session_id
    return Party(game, owner, member, code).start()


def third(game: LiveGame, party: Party) -> Adventurer:
    newcomer = Adventurer(game)
    result(join(newcomer, party.code))
    newcomer.session_id = party.owner.session_id
    return newcomer


def ask(one: Adventurer, body: dict[str, Any]) -> dict[str, Any]:
    vote: dict[str, Any] = result(one.client.post(f"{one.session}/votes", body), 201)
    return vote


def say(one: Adventurer, vote: dict[str, Any], choice: str = "yes") -> Any:
    return one.client.post(f"{one.session}/votes/{vote['id']}", {"choice": choice})


def votes(one: Adventurer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = result(one.client.get(f"{one.session}/votes"))["items"]
    return found


def test_a_party_goes_on_together(party: Party) -> None:
    vote = ask(party.member, OUT)
    assert (vote["kind"], vote["status"], vote["question"]) == ("travel", "open", "Go out?")
    assert vote["opened_by_name"] == party.member.character["name"]
    (seen,) = party.owner.view()["votes"]
    assert (seen["your_choice"], seen["closes_at"]) == (None, vote["closes_at"])
    assert [(one["id"], one["ballots"]) for one in seen["choices"]] == [("yes", 1), ("no", 0)]
    passed = result(say(party.owner, vote))
    assert (passed["status"], passed["outcome"], passed["turn_id"]) == ("passed", "yes", vote["id"])
    turn = result(party.owner.client.get(f"{party.path}/turns/{vote['id']}"))
    assert (turn["kind"], turn["status"], turn["action"]) == ("vote", "resolved", "go out")
    view = party.owner.view()
    assert (view["votes"], view["location"]["id"]) == ([], "inn_yard")
    assert [one["id"] for one in votes(party.member)] == [vote["id"]]
    party.owner.prove()


def test_to_undo_in_a_party_is_to_ask_for_it(party: Party) -> None:
    party.owner.act("go out")
    body = {"action_id": action_id()}
    job = result(party.member.client.post(f"{party.path}/undo", body, headers=WAIT), 202)
    again = result(party.member.client.post(f"{party.path}/undo", body), 202)
    assert job == again
    assert (job["status"], job["turn"], job["vote_id"]) == ("queued", None, job["job_id"])
    assert result(party.owner.client.get(f"/jobs/{job['job_id']}"))["status"] == "queued"
    (vote,) = party.owner.view()["votes"]
    assert (vote["id"], vote["kind"]) == (job["vote_id"], "undo")
    assert result(say(party.owner, vote))["status"] == "passed"
    done = result(party.member.client.get(f"/jobs/{job['job_id']}"))
    assert (done["status"], done["turn"]["kind"]) == ("finished", "undo")
    assert done["turn"]["log"] == ["Taken back: go out"]
    assert party.member.view()["location"]["id"] == "last_candle"
    late = result(party.member.client.post(f"{party.path}/undo", body), 202)
    assert late["job_id"] == job["job_id"], "asked again with the same id it is the same wish"
    party.owner.prove()


def test_an_undo_that_is_voted_down_is_a_failed_job(party: Party) -> None:
    party.owner.act("wait")
    job = result(party.member.do("take that back"), 202)
    result(say(party.owner, {"id": job["vote_id"]}, "no"))
    assert result(party.member.client.get(f"/jobs/{job['job_id']}"))["status"] == "failed"
    stranger = Adventurer(party.game)
    assert error(stranger.client.get(f"/jobs/{job['job_id']}"), 404)["code"] == "not_found"
    assert [turn["kind"] for turn in party.owner.log()] == ["player", "system"]


def test_strangers_and_spectators_have_no_say_nor_has_who_was_sent_away(game: LiveGame, party: Party) -> None:
    kicked, stranger = third(game, party), Adventurer(game)
    vote = ask(party.owner, REST)
    result(party.owner.client.post(f"{party.path}/kick", {"character_id": kicked.character["id"]}))
    code = result(party.owner.client.post(f"{party.path}/spectators"), 201)["code"]
    result(stranger.client.get(f"/sessions/watch/{code}"))
    for one in (kicked, stranger):
        for reply in (
            one.client.post(f"{party.path}/votes", OUT),
            one.client.get(f"{party.path}/votes"),
            one.client.post(f"{party.path}/votes/{vote['id']}", {"choice": "yes"}),
        ):
            assert error(reply, 404)["code"] == "not_found"
    nobody = Client(game.server)
    assert error(nobody.get(f"{party.path}/votes"), 401)["code"] == "unauthenticated"
    (seen,) = votes(party.owner)
    assert [one["choice"] for one in seen["voters"]] == ["yes", None]


def test_a_vote_of_another_party_is_not_found(game: LiveGame, party: Party) -> None:
    vote = ask(party.owner, REST)
    result(say(party.member, vote, "no"))
    alone = Adventurer(game).set_out()
    assert error(say(alone, vote), 404)["code"] == "not_found"


def test_one_thing_at_a_time_and_what_is_decided_is_closed(party: Party) -> None:
    vote = ask(party.owner, REST)
    assert ask(party.owner, REST)["id"] == vote["id"]
    refused = error(party.member.client.post(f"{party.path}/votes", OUT), 409)
    assert (refused["code"], refused["details"]) == ("vote_open", {"vote_id": vote["id"]})
    assert error(say(party.member, vote, "north"), 422)["code"] == "bad_vote"
    assert result(say(party.member, vote, "no"))["status"] == "failed"
    assert result(say(party.member, vote, "no"))["status"] == "failed"
    assert error(say(party.member, vote, "yes"), 409)["code"] == "vote_closed"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid"),
        ({"kind": "mutiny"}, 422, "invalid"),
        ({"kind": "rest", "options": "long"}, 422, "invalid"),
        ({"kind": "rest", "options": ["x" * 200]}, 422, "invalid"),
        ({"kind": "travel", "options": ["out"] * 11}, 422, "invalid"),
        ({"kind": "travel", "choice": "out"}, 422, "invalid"),
        ({"kind": "travel"}, 422, "bad_vote"),
        ({"kind": "travel", "options": ["out", "nowhere"]}, 422, "bad_vote"),
        ({"kind": "travel", "options": ["up"]}, 409, "no_way"),
        ({"kind": "rest", "options": ["short"]}, 409, "not_tired"),
        ({"kind": "undo"}, 409, "nothing_to_undo"),
        ({"kind": "undo", "options": ["1"]}, 422, "bad_vote"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_code(
    party: Party, body: dict[str, Any], status: int, code: str
) -> None:
    assert error(party.owner.client.post(f"{party.path}/votes", body), status)["code"] == code
    assert votes(party.owner) == []


def test_alone_and_in_the_lobby_there_is_nobody_to_ask(game: LiveGame) -> None:
    alone, owner = Adventurer(game).set_out(), Adventurer(game)
    assert error(alone.client.post(f"{alone.session}/votes", OUT), 409)["code"] == "nobody_to_ask"
    open_lobby(game, owner, FOUR)
    assert error(owner.client.post(f"{owner.session}/votes", OUT), 409)["code"] == "session_not_active"
    assert votes(owner) == []


@pytest.mark.parametrize("body", [{}, {"choice": ""}, {"choice": 1}, {"choice": "yes", "for": "another"}])
def test_ballots_that_are_none_are_refused(party: Party, body: dict[str, Any]) -> None:
    vote = ask(party.owner, REST)
    assert error(party.member.client.post(f"{party.path}/votes/{vote['id']}", body), 422)["code"] == "invalid"
    assert [one["choice"] for one in votes(party.owner)[0]["voters"]] == ["yes", None]


@PUSHED
def test_members_hear_of_a_vote_and_of_its_end_and_nobody_else_does(game: LiveGame, party: Party) -> None:
    kicked = third(game, party)
    with listening(party.member) as ours, listening(kicked) as theirs:
        result(party.owner.client.post(f"{party.path}/kick", {"character_id": kicked.character["id"]}))
        vote = ask(party.owner, REST)
        heard: dict[str, Any] = {}
        while not heard.get("vote"):
            heard = ours.read(HEARD_WITHIN_S)["data"]["payload"]
        result(say(party.member, vote, "no"))
        while (heard.get("$id"), heard.get("status")) != (vote["id"], "failed"):
            heard = ours.read(HEARD_WITHIN_S)["data"]["payload"]
        assert vote["id"] not in "".join(everything_heard(theirs, 0.5))
