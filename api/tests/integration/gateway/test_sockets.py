"""The realtime socket: the frames that Appwrite's server was recorded to send."""

import base64
import contextlib
import json
from datetime import timedelta

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from app.backends.system import SettableClock, SystemClock
from app.gateway.conversation import (
    MAX_FRAME_BYTES,
    MAX_NAME_LENGTH,
    MAX_SUBSCRIPTIONS,
    MESSAGES_A_MINUTE,
)
from app.gateway_wiring import ticket_office
from app.models.ids import LoginId, UserId
from app.services.tickets import TicketKind
from tests.support.gateway import FOREIGN_ORIGIN, OWN_ORIGIN, SESSION, Gateway

TURNS = "tablesdb.coc.tables.session_turns.rows"
ERROR = {"type": "error", "data": {"code": 1003, "message": "Error: Server Error"}}


def test_the_first_frame_lists_the_channels_and_no_user(gateway: Gateway) -> None:
    socket = gateway.socket(TURNS, "tablesdb.coc.tables.characters.rows")
    channels = [TURNS, "tablesdb.coc.tables.characters.rows"]
    frame = socket.read()
    (subscription,) = frame["data"].pop("subscriptions")
    assert frame == {"type": "connected", "data": {"channels": channels, "user": None}}
    assert isinstance(subscription, str)


def test_a_socket_may_start_without_channels(gateway: Gateway) -> None:
    assert gateway.socket().read()["data"] == {"channels": [], "subscriptions": [], "user": None}


def test_a_ping_is_answered(gateway: Gateway) -> None:
    socket = gateway.socket()
    socket.read()
    socket.say("ping")
    assert socket.read() == {"type": "pong"}
    socket.say("ping", {})
    assert socket.read() == {"type": "pong"}


def test_another_project_is_refused(gateway: Gateway) -> None:
    socket = gateway.socket(project="nosuch")
    assert socket.read() == {
        "type": "error",
        "data": {"code": 1008, "message": "Missing or unknown project ID"},
    }
    assert socket.close_code() == 1008


def test_a_foreign_page_is_refused_before_the_handshake(gateway: Gateway) -> None:
    for origin in (FOREIGN_ORIGIN, "null", f"{OWN_ORIGIN}:81"):
        with pytest.raises(InvalidStatus) as refused:
            gateway.socket(origin=origin)
        assert refused.value.response.status_code == 403
    assert gateway.socket(origin=OWN_ORIGIN).read()["type"] == "connected"


def test_authentication_names_the_user(gateway: Gateway) -> None:
    socket = gateway.socket()
    socket.read()
    socket.say("authentication", {"session": gateway.ticket()})
    assert socket.read() == {
        "type": "response",
        "data": {"to": "authentication", "success": True, "user": {"$id": "ann"}},
    }


def test_a_ticket_is_good_for_one_socket(gateway: Gateway) -> None:
    ticket = gateway.ticket()
    first, second = gateway.socket(), gateway.socket()
    answers = []
    for socket in (first, second):
        socket.read()
        socket.say("authentication", {"session": ticket})
        answers.append(socket.read())
    assert answers[0]["data"]["success"]
    assert answers[1] == ERROR
    second.say("ping")
    assert second.read() == {"type": "pong"}


def late_ticket(gateway: Gateway) -> str:
    """One of a minute ago."""
    then = SettableClock()
    then.advance(SystemClock().now() - timedelta(seconds=62) - then.now())
    office = ticket_office(gateway.settings, then)
    return office.issue(TicketKind.REALTIME, UserId("ann"), LoginId("l"), SESSION)


def test_a_late_ticket_is_refused(gateway: Gateway) -> None:
    socket = gateway.socket()
    socket.read()
    socket.say("authentication", {"session": late_ticket(gateway)})
    assert socket.read() == ERROR


def test_a_ticket_that_many_present_at_once_lets_one_in(gateway: Gateway) -> None:
    ticket = gateway.ticket()
    sockets = [gateway.socket() for _ in range(8)]
    for socket in sockets:
        socket.read()
    for socket in sockets:
        socket.say("authentication", {"session": ticket})
    answers = [socket.read() for socket in sockets]
    assert sorted(one == ERROR for one in answers) == [False] + [True] * 7


def test_no_time_that_a_client_names_is_believed(gateway: Gateway) -> None:
    """However wrong its clock is: what counts is when the ticket was given and the gateway's own."""
    body, _, signature = late_ticket(gateway).partition(".")
    plain = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    plain["expires_at"] += 7200
    prolonged = base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")
    socket = gateway.socket()
    socket.read()
    for text in (late_ticket(gateway), f"{prolonged}.{signature}"):
        socket.say("authentication", {"session": text, "timestamp": 0, "expires_at": plain["expires_at"]})
        assert socket.read() == ERROR
    socket.say("authentication", {"session": gateway.ticket(), "timestamp": 4_000_000_000})
    assert socket.read()["data"]["success"]


def test_other_tickets_and_none_are_refused(gateway: Gateway) -> None:
    gateway.events.request("revoked:closed")
    tickets = [
        gateway.ticket(TicketKind.STREAM),
        gateway.ticket(login="closed"),
        "garbage",
        "",
        "a.b",
        "\ud800",
        7,
        None,
    ]
    socket = gateway.socket()
    socket.read()
    for ticket in tickets:
        socket.say("authentication", {"session": ticket})
        assert socket.read() == ERROR, ticket
    wrong: list[object] = [{}, [], "x"]
    for data in wrong:
        socket.say("authentication", data)
        assert socket.read() == ERROR


def test_subscribe_and_unsubscribe_are_answered_as_recorded(gateway: Gateway) -> None:
    socket = gateway.listening()
    socket.say("subscribe", [{"channels": [TURNS]}, {"channels": ["x"], "subscriptionId": "mine"}])
    assert socket.read()["data"] == {
        "to": "subscribe",
        "success": True,
        "subscriptions": [
            {"subscriptionId": "sub1", "channels": [TURNS], "queries": []},
            {"subscriptionId": "mine", "channels": ["x"], "queries": []},
        ],
    }
    gateway.publish("01A", "ann")
    assert socket.read()["data"]["subscriptions"] == ["sub1"]
    socket.say("subscribe", [{"channels": [TURNS], "subscriptionId": "mine"}])
    socket.read()
    gateway.publish("01A", "ann")
    assert socket.read()["data"]["subscriptions"] == ["sub1", "mine"]
    for removed in (True, False):
        socket.say("unsubscribe", [{"subscriptionId": "mine"}])
        assert socket.read()["data"] == {
            "to": "unsubscribe",
            "success": True,
            "subscriptions": [{"subscriptionId": "mine", "removed": removed}],
        }
    socket.say("unsubscribe", [{"subscriptionId": "sub1"}])
    socket.read()
    gateway.publish("01A", "ann")
    assert socket.hears_nothing()


def test_lists_that_are_none_are_empty_ones(gateway: Gateway) -> None:
    socket = gateway.listening()
    for kind in ("subscribe", "unsubscribe"):
        socket.say(kind, {})
        assert socket.read()["data"] == {"to": kind, "success": True, "subscriptions": []}


def test_subscriptions_are_made_all_or_none(gateway: Gateway) -> None:
    socket = gateway.listening()
    wrong: list[list[object]] = [
        [{}],
        [{"channels": []}],
        [{"channels": "x"}],
        [{"channels": [7]}],
        [7],
        [{"channels": [TURNS]}, {}],
        [{"channels": [TURNS], "queries": ["x"]}],
        [{"channels": [TURNS]}] * (MAX_SUBSCRIPTIONS + 1),
        [{"channels": ["x" * (MAX_NAME_LENGTH + 1)]}],
        [{"channels": [TURNS], "subscriptionId": "x" * (MAX_NAME_LENGTH + 1)}],
    ]
    for wanted in wrong:
        socket.say("subscribe", wanted)
        assert socket.read() == ERROR, wanted
    gateway.publish("01A", "ann")
    assert socket.hears_nothing()


def test_garbage_is_answered_and_disturbs_nobody(gateway: Gateway) -> None:
    other, socket = gateway.listening(TURNS), gateway.listening(TURNS)
    garbage = [
        "garbage",
        "",
        "null",
        "7",
        "[]",
        "{}",
        '{"type": 7}',
        '{"type": "nosuch", "data": {}}',
        "[" * 9000,
        '{"type": "subscribe", "data": ' + "[" * 7000 + "]" * 7000 + "}",
    ]
    for text in [*garbage, "x" * (MAX_FRAME_BYTES + 1)]:
        socket.connection.send(text)
        assert socket.read() == ERROR, text[:20]
    socket.connection.send(b"\x00\xff")
    assert socket.read() == ERROR
    gateway.publish("01A", "ann")
    assert socket.read()["type"] == other.read()["type"] == "event"


def test_a_frame_beyond_all_measure_ends_only_its_own_socket(gateway: Gateway) -> None:
    other, socket = gateway.listening(TURNS), gateway.listening(TURNS)
    with contextlib.suppress(ConnectionClosed):  # it may be ended before all is sent
        socket.connection.send("x" * 10_000_000)
    assert socket.close_code() in (1009, 1006)  # 1006: the reset overtook the frame that says why
    gateway.publish("01A", "ann")
    assert other.read()["type"] == "event"


def test_one_who_talks_too_much_is_answered_that_and_still_hears(gateway: Gateway) -> None:
    socket = gateway.socket(TURNS)
    socket.read()
    for _ in range(MESSAGES_A_MINUTE):
        socket.say("ping")
        assert socket.read() == {"type": "pong"}
    socket.say("ping")
    assert socket.read()["data"]["code"] == 1013
    gateway.publish("01A", "any")
    assert socket.read()["type"] == "event"
