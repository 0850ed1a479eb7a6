"""Tickets that the API issues, at the gateway that takes them: a turn is pushed and told to its own player alone."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.http.test_parties import Party, party
from tests.support.adventurer import Adventurer
from tests.support.cast import Client, error, result
from tests.support.gateway import Socket
from tests.support.live_game import LiveGame

__all__ = ["party"]

HEARD_WITHIN_S = 10.0
PUSHED = pytest.mark.parametrize("place", ["embedded"], indirect=True, scope="session")


def ticket(player: Adventurer) -> dict[str, Any]:
    found: dict[str, Any] = result(player.client.post("/realtime/ticket", {"session_id": player.session_id}))
    return found


def stream_of(player: Adventurer, turn_id: str) -> requests.Response:
    """A turn's narration from its first word, by the player's own ticket."""
    address = str(ticket(player)["stream"]).format(turn_id=turn_id)
    return requests.get(address, timeout=HEARD_WITHIN_S)


def words_of(reply: requests.Response) -> str:
    """The tokens of a finished stream, joined."""
    assert reply.status_code == 200, reply.text
    assert "event: done" in reply.text
    data = [json.loads(line[6:]) for line in reply.text.splitlines() if line.startswith("data: ")]
    return "".join(one["text"] for one in data if "text" in one)


def test_a_turn_is_told_word_by_word_and_to_who_comes_late_from_the_beginning(player: Adventurer) -> None:
    turn = player.act("read the notices")
    heard = words_of(stream_of(player, turn["id"]))
    told = result(player.client.get(f"{player.session}/turns/{turn['id']}"))
    assert heard == "\n\n".join(told["narration"])
    assert words_of(stream_of(player, turn["id"])) == heard


@contextmanager
def listening(player: Adventurer) -> Iterator[Socket]:
    """A socket that hears all that the player may."""
    with opened(ticket(player)["realtime"]) as socket:
        yield socket


@contextmanager
def opened(found: dict[str, Any]) -> Iterator[Socket]:
    """The socket that a ticket is for, authenticated."""
    channels = "".join(f"&channels[]={channel}" for channel in found["channels"])
    connection = connect(found["url"] + channels, compression=None, legacy=True)
    socket = Socket(connection)
    assert socket.read()["type"] == "connected"
    connection.send(json.dumps(found["auth"]))
    assert socket.read()["data"]["success"]
    yield socket
    socket.close()


def everything_heard(socket: Socket, for_s: float) -> Iterator[str]:
    """Every frame until there was silence for so long, or the line is closed: one's own story may still be told."""
    with suppress(TimeoutError, ConnectionClosed):
        while True:
            yield json.dumps(socket.read(for_s))


@PUSHED
def test_a_committed_turn_is_pushed_to_its_player_and_to_nobody_else(game: LiveGame) -> None:
    player, other = Adventurer(game).set_out(), Adventurer(game).set_out()
    with listening(player) as ours, listening(other) as theirs:
        turn = player.act("take some bread")
        heard: dict[str, Any] = {}
        while (heard.get("$id"), heard.get("status")) != (turn["id"], "resolved"):
            heard = ours.read(HEARD_WITHIN_S)["data"]["payload"]
        assert "seed" not in heard
        assert player.session_id not in "".join(everything_heard(theirs, 0.5))


def presence(one: Adventurer) -> list[str | None]:
    """In the order of the seats."""
    return [seat["presence"] for seat in result(one.client.get(f"{one.session}/party"))["seats"]]


def until_seen(one: Adventurer, *wanted: str) -> None:
    """The gateway writes down who came after it has let them in."""
    until = time.monotonic() + HEARD_WITHIN_S
    while presence(one) != list(wanted):
        assert time.monotonic() < until, presence(one)


@PUSHED
def test_a_party_says_whose_page_is_open(party: Party) -> None:
    until_seen(party.owner, "away", "away")
    with listening(party.member):
        until_seen(party.owner, "away", "online")
        with listening(party.owner):
            until_seen(party.member, "online", "online")
    until_seen(party.owner, "away", "away")


@pytest.mark.parametrize("place", ["appwrite"], indirect=True, scope="session")
def test_where_rows_are_not_pushed_nobody_knows_who_is_there(party: Party) -> None:
    assert presence(party.owner) == [None, None]


def party_with_a_code(game: LiveGame) -> tuple[Adventurer, str]:
    """Who leads it, alone on the way, and the code for those who look on."""
    leader = Adventurer(game).set_out()
    return leader, result(leader.client.post(f"{leader.session}/spectators"), 201)["code"]


def ticket_to_watch(looker: Client, code: str) -> dict[str, Any]:
    found: dict[str, Any] = result(looker.post("/realtime/ticket", {"watch": code}))
    return found


@PUSHED
def test_who_looks_on_hears_that_there_is_something_new_until_the_code_is_taken_back(game: LiveGame) -> None:
    leader, code = party_with_a_code(game)
    looker = Adventurer(game).client
    found = ticket_to_watch(looker, code)
    assert (found["stream"], found["presence"]) == (None, None)
    assert found["realtime"]["channels"] == [f"watch.{leader.session_id}"]
    with opened(found["realtime"]) as socket:
        turn = leader.act("take some bread")
        heard: list[dict[str, Any]] = []
        while not heard or (heard[-1].get("turn_id"), heard[-1].get("narration_status")) != (
            turn["id"],
            "done",
        ):
            heard.append(socket.read(HEARD_WITHIN_S)["data"]["payload"])
        seen = result(looker.get(f"/sessions/watch/{code}"))
        assert max(one.get("version", 0) for one in heard) == seen["version"]
        assert set().union(*heard) == {"$id", "version", "status", "turn_id", "narration_status"}
        result(leader.client.delete(f"{leader.session}/invites/{code}"))
        assert socket.end(2.0) == (1008, "invite_taken_back", "invite_taken_back")
    assert error(looker.post("/realtime/ticket", {"watch": code}), 404)["code"] == "invalid_invite"


@PUSHED
def test_the_end_of_the_tale_sends_lookers_on_away(game: LiveGame) -> None:
    leader, code = party_with_a_code(game)
    looker = Adventurer(game).client
    with opened(ticket_to_watch(looker, code)["realtime"]) as socket:
        result(
            leader.client.post(f"{leader.session}/end", {"action_id": "over"}, headers={"Prefer": "wait=10"})
        )
        assert socket.end(2.0) == (1008, "session_over", "session_over")
    refused = error(looker.post("/realtime/ticket", {"watch": code}), 409)
    assert refused["code"] == "session_not_active"


def test_codes_that_show_nothing_open_no_socket_and_are_counted(game: LiveGame) -> None:
    leader, code = party_with_a_code(game)
    looker = Adventurer(game).client
    member = result(leader.client.post(f"{leader.session}/invites"), 201)["code"]
    for wrong in (member, "nonsense"):
        assert error(looker.post("/realtime/ticket", {"watch": wrong}), 404)["code"] == "invalid_invite"
    for body in ({}, {"watch": code, "session_id": leader.session_id}, {"watch": ""}, {"watch": 7}):
        assert error(looker.post("/realtime/ticket", body), 422)["code"] == "invalid"


def test_a_ticket_opens_one_session_only(game: LiveGame) -> None:
    player, other = Adventurer(game).set_out(), Adventurer(game).set_out()
    turn_id = player.log()[0]["id"]
    foreign = str(ticket(other)["stream"]).format(turn_id=turn_id)
    elsewhere = foreign.replace(other.session_id, player.session_id)
    assert requests.get(elsewhere, timeout=5).status_code == 404


@pytest.mark.parametrize("made_up", ["", "x", "x.y", "%00", "a" * 5000])
def test_a_made_up_ticket_opens_nothing(player: Adventurer, made_up: str) -> None:
    address = str(ticket(player)["stream"]).format(turn_id=player.log()[0]["id"]).split("ticket=")[0]
    refused = requests.get(f"{address}ticket={made_up}", timeout=5)
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "invalid_token")


@pytest.mark.parametrize("place", ["appwrite"], indirect=True, scope="session")
def test_where_rows_are_not_pushed_the_answer_says_so_and_streams_are_told_all_the_same(
    player: Adventurer,
) -> None:
    assert ticket(player)["realtime"] is None
    code = result(player.client.post(f"{player.session}/spectators"), 201)["code"]
    assert ticket_to_watch(player.client, code)["realtime"] is None
    turn = player.act("read the notices")
    assert words_of(stream_of(player, turn["id"]))


@PUSHED
def test_a_ticket_of_one_kind_is_none_of_the_other(player: Adventurer) -> None:
    found = ticket(player)
    for_socket = found["realtime"]["auth"]["data"]["session"]
    address = str(found["stream"]).format(turn_id=player.log()[0]["id"]).split("ticket=")[0]
    assert requests.get(f"{address}ticket={for_socket}", timeout=5).status_code == 401


def test_who_is_not_signed_in_gets_no_ticket(player: Adventurer) -> None:
    reply = Client(player.client.server).post("/realtime/ticket", {"session_id": player.session_id})
    assert error(reply, 401)["code"] == "unauthenticated"
