"""Who hears which committed row, and for how long."""

import json
import socket as plain_sockets
import time

import pytest
from websockets.exceptions import ConnectionClosed

from tests.support.gateway import Gateway
from tests.support.valkey import ValkeyServer

TURNS = "tablesdb.coc.tables.session_turns.rows"
ERROR = {"type": "error", "data": {"code": 1003, "message": "Error: Server Error"}}


def test_a_reader_of_a_row_gets_the_whole_row(gateway: Gateway) -> None:
    socket = gateway.listening(TURNS)
    gateway.publish("01TURN", "ann", "bob", status="resolved", action="create", seq=3)
    frame = socket.read()
    data = frame["data"]
    assert frame["type"] == "event"
    assert data["payload"] == {
        "$id": "01TURN",
        "$databaseId": "coc",
        "$tableId": "session_turns",
        "status": "resolved",
        "seq": 3,
    }
    assert f"{TURNS}.01TURN.create" in data["events"]
    assert {TURNS, f"{TURNS}.01TURN", f"{TURNS}.create", f"{TURNS}.01TURN.create"} <= set(data["channels"])
    assert data["subscriptions"] == ["sub1"]
    assert data["timestamp"].endswith("+00:00")


def test_only_readers_get_a_row(gateway: Gateway) -> None:
    ann, bob = gateway.listening(TURNS), gateway.listening(TURNS, user="bob", login="bob-phone")
    guest = gateway.socket(TURNS)
    guest.read()
    gateway.publish("01TURN", "bob")
    assert bob.read()["data"]["payload"]["$id"] == "01TURN"
    assert ann.hears_nothing()
    assert guest.hears_nothing(0.05)


def test_what_anybody_may_read_reaches_guests(gateway: Gateway) -> None:
    guest = gateway.socket(TURNS)
    guest.read()
    gateway.publish("01TURN", "any")
    assert guest.read()["data"]["payload"]["$id"] == "01TURN"


def test_a_subscription_made_before_authentication_follows_the_user(gateway: Gateway) -> None:
    socket = gateway.socket()
    socket.read()
    socket.say("subscribe", [{"channels": [TURNS]}])
    assert socket.read()["data"]["to"] == "subscribe"
    socket.say("authentication", {"session": gateway.ticket()})
    socket.read()
    gateway.publish("01TURN", "ann")
    assert socket.read()["type"] == "event"


def test_authentication_as_somebody_else_replaces_the_first(gateway: Gateway) -> None:
    socket = gateway.listening(TURNS)
    socket.say("authentication", {"session": gateway.ticket(user="bob", login="bob-phone")})
    socket.read()
    gateway.publish("01ANN", "ann")
    gateway.publish("01BOB", "bob")
    assert socket.read()["data"]["payload"]["$id"] == "01BOB"


def test_channels_choose_table_row_and_action(gateway: Gateway) -> None:
    one_row = gateway.listening(f"{TURNS}.01A")
    updates = gateway.listening("databases.coc.tables.session_turns.rows.01A.update")
    table = gateway.listening("tablesdb.coc.tables.characters.rows")
    gateway.publish("01B", "ann", action="create")
    gateway.publish("01A", "ann", action="create")
    gateway.publish("01A", "ann", action="update")
    gateway.publish("01C", "ann", table="characters")
    assert [one_row.read()["data"]["events"][0].rpartition(".")[2] for _ in range(2)] == ["create", "update"]
    assert updates.read()["data"]["payload"]["$id"] == "01A"
    assert table.read()["data"]["payload"]["$id"] == "01C"
    assert all(socket.hears_nothing(0.05) for socket in (one_row, updates, table))


def test_a_slow_reader_is_dropped_and_others_are_not(gateway: Gateway) -> None:
    slow = gateway.socket(TURNS, max_queue=1)
    slow.connection.socket.setsockopt(plain_sockets.SOL_SOCKET, plain_sockets.SO_RCVBUF, 4096)
    quick = gateway.listening(TURNS)
    for number in range(300):
        gateway.publish(f"01ROW{number}", "any", text="x" * 50_000)
        assert quick.read()["data"]["payload"]["$id"] == f"01ROW{number}"
    deadline = time.monotonic() + 5
    while gateway.listeners() > 1 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert gateway.listeners() == 1


def test_a_closed_login_ends_its_sockets_and_no_others(gateway: Gateway) -> None:
    ann, bob = gateway.listening(TURNS), gateway.listening(TURNS, user="bob", login="bob-phone")
    gateway.events.request("revoked:ann-laptop")
    assert ann.close_code() == 1008
    gateway.publish("01A", "bob")
    assert bob.read()["type"] == "event"


def test_a_client_that_leaves_is_forgotten(gateway: Gateway) -> None:
    sockets = [gateway.listening(TURNS) for _ in range(5)]
    assert gateway.listeners() == 5
    sockets[0].close()
    for socket in sockets[1:]:
        socket.connection.socket.close()
    deadline = time.monotonic() + 3
    while gateway.listeners() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert gateway.listeners() == 0


def test_after_an_outage_of_valkey_all_are_sent_to_fetch_what_they_missed(
    fragile_gateway: Gateway, own_valkey: ValkeyServer
) -> None:
    gateway = fragile_gateway
    before = gateway.listening(TURNS)
    own_valkey.kill()
    during = gateway.socket(TURNS)
    during.read()
    during.say("authentication", {"session": gateway.ticket()})
    assert during.read() == ERROR
    own_valkey.start()
    assert before.close_code() == during.close_code() == 1013
    after = gateway.listening(TURNS)
    gateway.publish("01A", "ann")
    assert after.read()["type"] == "event"


def test_a_message_that_is_no_row_disturbs_nobody(gateway: Gateway) -> None:
    socket = gateway.listening(TURNS)
    gateway.events.publish("rows", {})
    gateway.events.publish("rows", {"table": 1, "row_id": 2, "action": 3, "readers": "ann", "row": []})
    gateway.publish("01A", "ann")
    assert socket.read()["data"]["payload"]["$id"] == "01A"


def test_every_recorded_frame_of_our_kind_has_our_shape(gateway: Gateway) -> None:
    socket = gateway.listening(TURNS)
    gateway.publish("01A", "ann")
    assert list(socket.read()["data"]) == ["events", "channels", "timestamp", "payload", "subscriptions"]
    with pytest.raises((ConnectionClosed, TimeoutError)):
        json.loads(socket.connection.recv(0.05))
