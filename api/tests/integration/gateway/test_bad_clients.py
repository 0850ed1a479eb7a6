"""Clients that say too much, read too little or nothing at all. Others hear as usual, and nothing grows."""

import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from app.gateway import sockets, wire
from tests.support.gateway import Gateway, Socket
from tests.support.gateway_process import GatewayProcess, gateway_process
from tests.support.raw_socket import BINARY, CONTINUATION, PING, TEXT, RawSocket, frame, raw_sockets

TURNS = "tablesdb.coc.tables.session_turns.rows"
MANY = 10_000
PUSHES = 40
QUICK_S = 0.5
"""Far more than a push takes, and far less than any of these would cost the others if they could."""
GROWTH_KB = 8 * 1024


@pytest.fixture
def served(tmp_path: Path, redis_url: str) -> Iterator[GatewayProcess]:
    with gateway_process(tmp_path, redis_url) as running:
        yield running


def push_times(gateway: Gateway, socket: Socket, count: int = PUSHES, **row: str) -> list[float]:
    """Seconds from the commit's message to the frame, one after the other, in ascending order."""
    found = []
    for number in range(count):
        began = time.monotonic()
        gateway.publish(f"01ROW{number}", "ann", **row)
        while (frame := socket.read())["data"]["payload"]["$id"] != f"01ROW{number}":
            assert frame["type"] == "event"
        found.append(time.monotonic() - began)
    return sorted(found)


def p95(times: list[float]) -> float:
    return times[len(times) * 95 // 100]


def rubbish(size: int) -> bytes:
    """Bytes that begin as no frame and no request do."""
    return hashlib.shake_256(b"rubbish").digest(size)


def subscriptions(count: int) -> bytes:
    """Each of twenty channels of its own."""
    bodies = (
        {"type": "subscribe", "data": [{"channels": [f"{number}.{one}" for one in range(20)]}]}
        for number in range(count)
    )
    return b"".join(frame(TEXT, json.dumps(body).encode()) for body in bodies)


FLOODS = {
    "subscriptions": subscriptions(MANY),
    "pings": frame(PING, b"x" * 125) * MANY,
    "empty frames": frame(TEXT) * MANY,
    "binary frames": frame(BINARY, b"\x00\xff" * 50) * MANY,
    "endless pieces": frame(TEXT, b"x", is_last=False) + frame(CONTINUATION, is_last=False) * MANY,
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_ends_its_own_socket_and_nothing_grows(served: GatewayProcess, flood: str) -> None:
    member = served.listening(TURNS)
    usual = p95(push_times(served, member))
    before_kb = served.memory_kb()
    flooder = RawSocket(served.port).shake_hands(TURNS)
    thread = threading.Thread(target=flooder.send, args=(FLOODS[flood],))
    thread.start()
    during = p95(push_times(served, member))
    thread.join()
    assert flooder.close_code() in (1008, 1013, None)  # None: the reset overtook the frame that says why
    assert during < max(QUICK_S, 5 * usual)
    assert served.memory_kb() - before_kb < GROWTH_KB
    assert served.listeners() == 1


def test_who_floods_and_reads_is_told_why(gateway: Gateway) -> None:
    socket = gateway.socket()
    with suppress(ConnectionClosed):  # it may be told before it has said all
        for _ in range(wire.FRAMES_A_MINUTE + 1):
            socket.connection.send("{}")
    code, reason, _ = socket.end()
    assert (code, reason) in ((1008, "too_many_frames"), (1013, ""))


def test_rubbish_instead_of_frames_ends_its_own_socket(gateway: Gateway) -> None:
    other = gateway.listening(TURNS)
    with raw_sockets(gateway.settings.gateway_port, 20, TURNS) as rude:
        for one in rude:
            one.send(rubbish(4096))
        assert all(one.is_cut(10) for one in rude)
    assert p95(push_times(gateway, other)) < QUICK_S


def test_rubbish_instead_of_a_request_is_refused(gateway: Gateway) -> None:
    with raw_sockets(gateway.settings.gateway_port, 20) as rude:
        for one in rude:
            one.send(rubbish(4096) + b"\r\n\r\n")
        assert all(one.is_cut(10) for one in rude)
    assert gateway.listeners() == 0


def test_slow_readers_cost_the_quick_ones_nothing_and_are_told_to_come_again(served: GatewayProcess) -> None:
    quick = served.listening(TURNS)
    usual = p95(push_times(served, quick, text="x" * 50_000))
    slow = [RawSocket(served.port).shake_hands(TURNS) for _ in range(10)]
    times = []
    for number in range(300):
        began = time.monotonic()
        served.publish(f"01ROW{number}", "any", text="x" * 50_000)
        assert quick.read()["data"]["payload"]["$id"] == f"01ROW{number}"
        times.append(time.monotonic() - began)
        if served.listeners() == 1:
            break
    assert slow[0].close_code() in (1013, None)
    assert p95(sorted(times)) < max(QUICK_S, 5 * usual)
    assert served.listeners() == 1


def test_who_is_behind_for_a_while_gets_everything_in_its_order(gateway: Gateway) -> None:
    late, count = RawSocket(gateway.settings.gateway_port).shake_hands(TURNS), wire.MAX_WAITING - 10
    for number in range(count):
        gateway.publish(f"01ROW{number}.", "any", text="x" * 50_000)
    heard = late.read_until(f"01ROW{count - 1}.".encode())
    ids = [int(found) for found in re.findall(rb'"\$id":"01ROW(\d+)', heard)]
    assert ids == list(range(count))


def test_who_never_reads_is_cut_off(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever waits for it is let go of: a closing that waits for its reader would wait for ever."""
    monkeypatch.setattr(wire, "CLOSING_S", 0.5)
    stuck = RawSocket(gateway.settings.gateway_port).shake_hands(TURNS)
    gateway.publish("01FIRST", "any", text="x" * 50_000)
    until = time.monotonic() + 10
    while gateway.listeners() and time.monotonic() < until:
        for number in range(50):
            gateway.publish(f"01ROW{number}", "any", text="x" * 50_000)
    time.sleep(2)
    assert stuck.is_reset()


def test_half_open_connections_are_let_go_and_disturb_nobody(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "REQUEST_S", 3.0)
    member, port = gateway.listening(TURNS), gateway.settings.gateway_port
    with (
        raw_sockets(port, 100) as silent,
        raw_sockets(port, 100) as slow,
        raw_sockets(port, 100, TURNS) as nameless,
    ):
        for one in slow:
            one.send(b"GET /v1/realtime?project=coc HTTP/1.1\r\nHost: ")
        for one in nameless:
            one.send(frame(TEXT, b"half a frame")[:9])
        assert p95(push_times(gateway, member)) < QUICK_S
        assert gateway.listeners() == 101
        assert all(one.is_cut(10) for one in (*silent, *slow))
        assert gateway.listeners() == 101


def test_a_request_at_a_time_is_no_idleness(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "REQUEST_S", 0.3)
    reply = gateway.stream("never-told")
    heard = [reply.readline() for _ in range(4)]
    assert heard == [b": listening\n", b"\n", b": waiting\n", b"\n"]


def test_where_it_is_full_the_nameless_make_room(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "MAX_LISTENERS", 3)
    known, first, second = gateway.listening(TURNS), gateway.socket(), gateway.socket()
    third = gateway.listening(TURNS)
    assert first.close_code() == 1013
    second.read()
    gateway.publish("01A", "ann")
    assert known.read()["type"] == third.read()["type"] == "event"


def test_where_all_are_known_nobody_else_comes_in(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [gateway.listening(TURNS) for _ in range(2)]
    monkeypatch.setattr(sockets, "MAX_LISTENERS", 2)
    with pytest.raises(InvalidStatus) as refused:
        gateway.socket()
    assert refused.value.response.status_code == 403
    gateway.publish("01A", "ann")
    assert [one.read()["type"] for one in known] == ["event", "event"]
