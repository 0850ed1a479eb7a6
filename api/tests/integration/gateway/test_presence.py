"""Who is there and who is writing, told to a session's own players."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from app.backends.channels import presence_key, presence_seen_key
from app.backends.redis.attendance import RedisAttendance
from app.backends.system import SystemClock
from app.gateway import presence
from app.models.ids import SessionId
from app.services.realtime_names import left_flag, presence_channel
from tests.support.gateway import Gateway, Socket, running_gateway
from tests.support.valkey import ValkeyServer

ERROR = {"type": "error", "data": {"code": 1003, "message": "Error: Server Error"}}


@pytest.fixture
def party() -> SessionId:
    """Another one for each test: who is there is remembered."""
    return SessionId(SystemClock().new_id())


@pytest.fixture
def two_gateways(tmp_path: Path, redis_url: str) -> Iterator[tuple[Gateway, Gateway]]:
    with (
        running_gateway(tmp_path / "one", redis_url) as one,
        running_gateway(tmp_path / "two", redis_url) as two,
    ):
        yield one, two


def joined(gateway: Gateway, party: SessionId, user: str, *channels: str) -> Socket:
    socket = gateway.socket(*(channels or [presence_channel(party)]))
    socket.read()
    socket.say("authentication", {"session": gateway.ticket(user=user, session=party)})
    assert socket.read()["data"]["success"]
    return socket


def states(frame: dict[str, Any]) -> dict[str, str]:
    return {one["user_id"]: one["state"] for one in frame["data"]["payload"]["members"]}


def until(socket: Socket, wanted: dict[str, str]) -> None:
    """Reads on until that is what is to be seen: the newcomer hears its own coming twice at most."""
    while states(socket.read(10.0)) != wanted:
        pass


def test_who_comes_is_told_who_is_there(gateway: Gateway, party: SessionId) -> None:
    frame = joined(gateway, party, "ann").read()
    data = frame["data"]
    channel = f"presence.{party}"
    assert frame["type"] == "event"
    assert (data["events"], data["channels"]) == ([channel], [channel])
    assert data["payload"] == {"$id": party, "members": [{"user_id": "ann", "state": "online"}]}
    assert {"timestamp", "subscriptions"} <= set(data)


def test_coming_typing_and_going_are_seen_from_another_gateway(
    two_gateways: tuple[Gateway, Gateway], party: SessionId
) -> None:
    one, two = two_gateways
    ann, bob = joined(one, party, "ann"), joined(two, party, "bob")
    until(ann, {"ann": "online", "bob": "online"})
    bob.say("presence", {"state": "typing"})
    until(ann, {"ann": "online", "bob": "typing"})
    bob.say("presence", {"state": "online"})
    until(ann, {"ann": "online", "bob": "online"})
    bob.close()
    until(ann, {"ann": "online", "bob": "away"})


def test_typing_ends_by_itself(gateway: Gateway, party: SessionId, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "TYPING_S", 1)
    ann = joined(gateway, party, "ann")
    ann.say("presence", {"state": "typing"})
    until(ann, {"ann": "typing"})
    until(ann, {"ann": "online"})


def test_a_second_window_keeps_its_player_there(gateway: Gateway, party: SessionId) -> None:
    ann, again, bob = (joined(gateway, party, user) for user in ("ann", "ann", "bob"))
    until(bob, {"ann": "online", "bob": "online"})
    again.close()
    ann.say("presence", {"state": "typing"})
    seen = {"ann": "online"}
    while seen["ann"] != "typing":
        assert seen["ann"] == "online"
        seen = states(bob.read())


def test_a_killed_gateway_leaves_no_ghost(gateway: Gateway, party: SessionId, redis_url: str) -> None:
    """What it wrote last runs out, and whoever writes next tells it."""
    ann = joined(gateway, party, "ann")
    until(ann, {"ann": "online"})
    with Redis.from_url(redis_url) as valkey:
        valkey.zadd(presence_key(party), {"eve|online|of-one-that-was-killed": time.time() - 1})
    ann.say("presence", {"state": "typing"})
    until(ann, {"ann": "typing", "eve": "away"})


def test_who_is_there_can_be_asked_for_without_a_socket(
    gateway: Gateway, party: SessionId, redis_url: str
) -> None:
    attendance = RedisAttendance(redis_url)
    assert attendance.of(party) == {}
    ann, bob = joined(gateway, party, "ann"), joined(gateway, party, "bob")
    bob.say("presence", {"state": "typing"})
    until(ann, {"ann": "online", "bob": "typing"})
    assert attendance.of(party) == {"ann": "online", "bob": "typing"}
    bob.close()
    until(ann, {"ann": "online", "bob": "away"})
    assert attendance.of(party) == {"ann": "online", "bob": "away"}
    with Redis.from_url(redis_url) as valkey:
        assert 0 < int(valkey.ttl(presence_seen_key(party))) <= presence.ONLINE_S


def test_who_asks_while_valkey_is_away_is_told_that_nobody_knows(own_valkey: ValkeyServer) -> None:
    attendance = RedisAttendance(own_valkey.url)
    own_valkey.kill()
    started = time.monotonic()
    assert [attendance.of(SessionId("s")) for _ in range(50)] == [None] * 50
    assert time.monotonic() - started < 1


def test_others_and_those_who_did_not_ask_hear_nothing(gateway: Gateway, party: SessionId) -> None:
    stranger = gateway.listening(presence_channel(party), user="eve")
    unasked = joined(gateway, party, "bob", "x")
    unknown = gateway.socket(presence_channel(party))
    unknown.read()
    until(joined(gateway, party, "ann"), {"ann": "online", "bob": "online"})
    for socket in (stranger, unasked, unknown):
        assert socket.hears_nothing()


def test_only_the_two_states_are_understood_and_only_after_authentication(
    gateway: Gateway, party: SessionId
) -> None:
    ann = joined(gateway, party, "ann", "x")
    wrong: list[object] = [{}, {"state": "away"}, {"state": 7}, {"state": []}, [], "typing"]
    for data in wrong:
        ann.say("presence", data)
        assert ann.read() == ERROR, data
    nobody = gateway.socket(presence_channel(party))
    nobody.read()
    nobody.say("presence", {"state": "typing"})
    assert nobody.read() == ERROR


def test_who_has_gone_out_of_the_party_is_sent_off_within_two_seconds(
    gateway: Gateway, party: SessionId
) -> None:
    ann, bob = joined(gateway, party, "ann"), joined(gateway, party, "bob")
    until(ann, {"ann": "online", "bob": "online"})
    gateway.events.request(left_flag(party, "bob"))
    assert bob.close_code(2.0) == 1008
    until(ann, {"ann": "online", "bob": "away"})
