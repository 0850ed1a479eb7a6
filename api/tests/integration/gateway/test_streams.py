"""Narrations as Server-Sent Events."""

import json
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from app.backends.ports import StreamEvent
from app.backends.system import SettableClock, SystemClock
from app.gateway import streams
from app.gateway_wiring import ticket_office
from app.models.ids import LoginId, SessionId, UserId
from app.services.narration_stream import only_for, stream_name
from app.services.realtime_names import left_flag
from app.services.tickets import TicketKind
from tests.support.gateway import FOREIGN_ORIGIN, OWN_ORIGIN, SESSION, Gateway, sse_events
from tests.support.valkey import ValkeyServer


def tell(gateway: Gateway, turn: str, *words: str, start: int = 0) -> None:
    """Writes tokens, as the narrating worker does."""
    for number, word in enumerate(words, start):
        gateway.events.append(stream_name(SESSION, turn), StreamEvent("token", {"n": number, "text": word}))


def finish(gateway: Gateway, turn: str, event: str = "done") -> None:
    gateway.events.append(stream_name(SESSION, turn), StreamEvent(event, {"turn_id": turn}))


def later(*acts: Callable[[], None], pause_s: float = 0.1) -> threading.Thread:
    """Does one thing after the other while the test reads."""

    def work() -> None:
        for act in acts:
            time.sleep(pause_s)
            act()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def text_of(gateway: Gateway, turn: str) -> list[str]:
    """Everything that a reader of the stream gets, in short."""
    return [data.get("text", event) for event, data in sse_events(gateway.stream(turn))]


def test_a_late_reader_gets_the_narration_from_its_start(gateway: Gateway) -> None:
    tell(gateway, "t1", "You", " open", " the", " gate.")
    finish(gateway, "t1")
    assert text_of(gateway, "t1") == ["You", " open", " the", " gate.", "done"]
    assert text_of(gateway, "t1") == ["You", " open", " the", " gate.", "done"]


def test_an_early_reader_gets_each_token_as_it_is_written(gateway: Gateway) -> None:
    told = later(
        lambda: tell(gateway, "t1", "You"),
        lambda: tell(gateway, "t1", " wait.", start=1),
        lambda: finish(gateway, "t1"),
    )
    arrived = []
    for event, data in sse_events(gateway.stream("t1")):
        arrived.append((data.get("text", event), time.monotonic()))
    told.join()
    assert [text for text, _ in arrived] == ["You", " wait.", "done"]
    assert arrived[1][1] - arrived[0][1] > 0.05


def test_tokens_of_two_writers_come_once(gateway: Gateway) -> None:
    tell(gateway, "t1", "One", " two")  # killed here
    tell(gateway, "t1", "One", " two", " three")  # the job's second run
    tell(gateway, "t1", " three", start=2)
    finish(gateway, "t1")
    finish(gateway, "t1")
    assert text_of(gateway, "t1") == ["One", " two", " three", "done"]


@pytest.mark.parametrize("last", ["done", "fallback"])
def test_the_last_event_ends_the_stream(gateway: Gateway, last: str) -> None:
    finish(gateway, "t1", last)
    assert text_of(gateway, "t1") == [last]


def test_any_text_survives(gateway: Gateway) -> None:
    words = ["Ein „Wörtchen“\n\n", "data: x\r\n", "event: done\n\n", "🗡️", "\u2028", "\x00"]
    tell(gateway, "t1", *words)
    finish(gateway, "t1")
    assert text_of(gateway, "t1") == [*words, "done"]


def test_nothing_may_be_kept_and_nothing_guessed(gateway: Gateway) -> None:
    finish(gateway, "t1")
    reply = gateway.stream("t1")
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("text/event-stream")
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_own_pages_may_read_and_foreign_ones_may_not(gateway: Gateway) -> None:
    finish(gateway, "t1")
    own = gateway.stream("t1", origin=OWN_ORIGIN)
    assert (own.status, own.headers["Access-Control-Allow-Origin"], own.headers["Vary"]) == (
        200,
        OWN_ORIGIN,
        "Origin",
    )
    for origin in (FOREIGN_ORIGIN, "null", f"{OWN_ORIGIN}.evil.example", f"{OWN_ORIGIN}/"):
        reply = gateway.stream("t1", origin=origin)
        assert reply.status == 403
        assert "Access-Control-Allow-Origin" not in reply.headers
        assert json.loads(reply.read())["error"]["code"] == "forbidden_origin"


@pytest.mark.parametrize("ticket", ["", "garbage", "a.b", "é.ü", "." * 50, "A" * 3000])
def test_a_bad_ticket_opens_nothing(gateway: Gateway, ticket: str) -> None:
    reply = gateway.stream("t1", ticket)
    assert reply.status == 401
    assert json.loads(reply.read())["error"]["code"] == "invalid_token"


def test_a_ticket_for_the_socket_opens_no_stream(gateway: Gateway) -> None:
    assert gateway.stream("t1", gateway.ticket(TicketKind.REALTIME)).status == 401


def test_an_expired_ticket_opens_nothing(gateway: Gateway) -> None:
    then = SettableClock()
    then.advance(SystemClock().now() - timedelta(minutes=11) - then.now())
    old = ticket_office(gateway.settings, then).issue(
        TicketKind.STREAM, UserId("ann"), LoginId("laptop"), SESSION
    )
    assert gateway.stream("t1", old).status == 401


def test_a_ticket_opens_its_own_session_only(gateway: Gateway) -> None:
    other = gateway.ticket(TicketKind.STREAM, session=SessionId("01OTHER"))
    assert gateway.stream("t1", other).status == 404


def test_who_has_gone_out_of_the_party_opens_nothing_and_comes_back_with_a_new_ticket(
    gateway: Gateway,
) -> None:
    old = gateway.ticket(TicketKind.STREAM)
    tell(gateway, "t1", "Once")
    finish(gateway, "t1")
    gateway.events.request(left_flag(SESSION, "ann"))
    assert gateway.stream("t1", old).status == 401
    time.sleep(2.1)
    again = gateway.stream("t1", gateway.ticket(TicketKind.STREAM))
    assert [event for event, _ in sse_events(again)] == ["token", "done"]


def test_who_goes_while_it_is_told_hears_no_more(gateway: Gateway) -> None:
    gone = later(
        lambda: tell(gateway, "t1", "Once"),
        lambda: gateway.events.request(left_flag(SESSION, "ann")),
        lambda: tell(gateway, "t1", " more", start=1),
        lambda: tell(gateway, "t1", " secret", start=2),
    )
    began = time.monotonic()
    heard = text_of(gateway, "t1")
    gone.join()
    assert time.monotonic() - began < 2
    assert " secret" not in heard
    assert "done" not in heard


def test_what_one_player_alone_reads_is_streamed_to_nobody_else(gateway: Gateway) -> None:
    for turn, reader in (("t1", "bob"), ("t2", "ann")):
        gateway.events.append(stream_name(SESSION, turn), only_for(reader))
        tell(gateway, turn, "Your", " purse.")
        finish(gateway, turn)
    assert text_of(gateway, "t1") == []
    assert text_of(gateway, "t2") == ["Your", " purse.", "done"]


def test_a_ticket_of_a_closed_login_opens_nothing(gateway: Gateway) -> None:
    gateway.events.request("revoked:ann-laptop")
    assert gateway.stream("t1").status == 401


def test_unknown_addresses_and_methods_are_answered_in_the_envelope(gateway: Gateway) -> None:
    reply = gateway.get("/nowhere")
    assert (reply.status, json.loads(reply.read())["error"]["code"]) == (404, "not_found")


def test_a_stream_that_never_ends_is_ended(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LONGEST_S", 0.3)
    tell(gateway, "t1", "Once")
    started = time.monotonic()
    assert text_of(gateway, "t1") == ["Once"]
    assert time.monotonic() - started < 3


def test_a_reader_that_leaves_is_let_go(gateway: Gateway) -> None:
    replies = [gateway.stream("t1") for _ in range(20)]
    for reply in replies:
        reply.close()
    finish(gateway, "t1")
    assert text_of(gateway, "t1") == ["done"]


def test_a_restart_of_valkey_in_mid_stream_is_waited_out(
    fragile_gateway: Gateway, own_valkey: ValkeyServer
) -> None:
    gateway = fragile_gateway
    tell(gateway, "t1", "Before")
    told = later(
        own_valkey.kill,
        own_valkey.start,
        lambda: tell(gateway, "t1", " after.", start=1),
        lambda: finish(gateway, "t1"),
        pause_s=0.3,
    )
    assert text_of(gateway, "t1") == ["Before", " after.", "done"]
    told.join()


def test_without_valkey_a_stream_is_refused_at_once(
    fragile_gateway: Gateway, own_valkey: ValkeyServer
) -> None:
    own_valkey.kill()
    started = time.monotonic()
    reply = fragile_gateway.stream("t1")
    assert (reply.status, reply.headers["Retry-After"]) == (503, "2")
    assert time.monotonic() - started < 2
