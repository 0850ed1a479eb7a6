"""Who looks on at a party: hears that there is something new, and is no reader of anything."""

import time
from typing import Any

import pytest

from app.services.realtime_names import (
    invite_mark,
    presence_channel,
    revoked_flag,
    taken_back_flag,
    watch_channel,
)
from tests.support.gateway import SESSION, Gateway

SESSIONS = "tablesdb.coc.tables.game_sessions.rows"
TURNS = "tablesdb.coc.tables.session_turns.rows"
CODE = "abcdefghjk"
ERROR = {"type": "error", "data": {"code": 1003, "message": "Error: Server Error"}}


def change_session(
    gateway: Gateway, version: int = 7, status: str = "active", action: str = "update"
) -> None:
    """A commit of the session's own row."""
    gateway.publish(
        SESSION, "ann", table="game_sessions", action=action, version=version, status=status, seats="[]"
    )


def change_turn(gateway: Gateway, session_id: str = SESSION, **more: Any) -> None:
    """A commit of one of its turns."""
    row: dict[str, Any] = {
        "status": "resolved",
        "is_private": None,
        "narration_status": "done",
        "events": "[]",
        **more,
    }
    gateway.publish("01TURN", "ann", session_id=session_id, **row)


def test_a_change_of_the_session_is_heard_and_nothing_else_of_it(gateway: Gateway) -> None:
    socket = gateway.watching()
    change_session(gateway)
    data = socket.read()["data"]
    assert data["payload"] == {"$id": SESSION, "version": 7, "status": "active"}
    assert data["events"] == data["channels"] == [watch_channel(SESSION)]
    assert {"timestamp", "subscriptions"} <= set(data)


def test_a_turn_that_everybody_reads_is_heard_of(gateway: Gateway) -> None:
    socket = gateway.watching()
    change_turn(gateway)
    payload = socket.read()["data"]["payload"]
    assert payload == {"$id": SESSION, "turn_id": "01TURN", "narration_status": "done"}


@pytest.mark.parametrize(
    "row",
    [
        {"is_private": True},
        {"status": "accepted"},
        {"status": "rejected"},
        {"session_id": "01OTHER"},
    ],
    ids=str,
)
def test_what_is_nobodys_business_is_not(gateway: Gateway, row: dict[str, Any]) -> None:
    socket = gateway.watching()
    change_turn(gateway, **row)
    gateway.publish("01CHAT", "ann", table="chat_messages", session_id=SESSION, text="hush")
    assert socket.hears_nothing()


def test_who_looks_on_reads_no_row_and_is_not_seen(gateway: Gateway) -> None:
    """Not even as a member: it is the ticket that counts."""
    member = gateway.listening(presence_channel(SESSION), user="eve")
    while not member.hears_nothing():
        pass  # its own coming
    looker = gateway.watching(TURNS, SESSIONS, presence_channel(SESSION), user="eve")
    gateway.publish("01OWN", "eve", status="accepted")
    looker.say("presence", {"state": "typing"})
    assert looker.read() == ERROR
    assert looker.hears_nothing()
    assert member.hears_nothing()


def test_nobody_else_hears_of_it(gateway: Gateway) -> None:
    """The channel alone opens nothing: neither to a guest, nor to a player."""
    guest, player = gateway.socket(watch_channel(SESSION)), gateway.listening(watch_channel(SESSION))
    guest.read()
    change_session(gateway)
    assert guest.hears_nothing()
    assert player.hears_nothing(0.05)


def test_a_code_that_is_taken_back_ends_it_within_two_seconds(gateway: Gateway) -> None:
    ours, others = gateway.watching(), gateway.watching(code="zzzzzzzzzz")
    gateway.events.request(taken_back_flag(invite_mark(CODE)))
    assert ours.end(2.0) == (1008, "invite_taken_back", "invite_taken_back")
    change_session(gateway)
    assert others.read()["type"] == "event"
    again = gateway.socket()
    again.read()
    again.say("authentication", {"session": gateway.watch_ticket(CODE)})
    assert again.read() == ERROR


def test_a_code_that_runs_out_ends_it_within_two_seconds(gateway: Gateway) -> None:
    socket = gateway.watching(code="short-lived", holds_s=1)
    assert socket.end(3.0) == (1008, "invite_expired", "invite_expired")
    late = gateway.socket()
    late.read()
    late.say("authentication", {"session": gateway.watch_ticket("short-lived", holds_s=-1)})
    assert late.read() == ERROR


@pytest.mark.parametrize("action", ["update", "delete"])
def test_the_end_of_the_session_ends_it_at_once(gateway: Gateway, action: str) -> None:
    socket = gateway.watching(code="to-the-end")
    change_session(gateway, status="completed" if action == "update" else "active", action=action)
    began = time.monotonic()
    assert socket.end(2.0) == (1008, "session_over", "session_over")
    assert time.monotonic() - began < 1


def test_a_closed_login_ends_it_too(gateway: Gateway) -> None:
    socket = gateway.watching(code="by-a-login", user="mallory")
    gateway.events.request(revoked_flag("mallory-phone"))
    assert socket.end() == (1008, "login_closed", "login_closed")


def test_a_ticket_to_look_on_opens_one_socket_and_no_stream(gateway: Gateway) -> None:
    ticket = gateway.watch_ticket("for-one")
    first, second = gateway.socket(), gateway.socket()
    answers = []
    for socket in (first, second):
        socket.read()
        socket.say("authentication", {"session": ticket})
        answers.append(socket.read())
    assert answers[0]["data"]["success"]
    assert answers[1] == ERROR
    assert gateway.stream("t1", gateway.watch_ticket("for-a-stream")).status == 401


def test_messages_that_are_no_rows_disturb_nobody(gateway: Gateway) -> None:
    socket = gateway.watching(code="undisturbed")
    rows: list[object] = [{}, [], {"$id": SESSION}]
    for row in rows:
        gateway.events.publish(
            "rows",
            {"table": "game_sessions", "row_id": SESSION, "action": "update", "readers": [], "row": row},
        )
    change_session(gateway)
    assert socket.read()["data"]["payload"]["version"] == 7
