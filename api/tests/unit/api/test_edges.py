"""The small readers of the shell: forwarded addresses, preferences, counted reads, guards."""

from ipaddress import ip_network

import pytest
from flask import Flask, Request
from werkzeug.test import EnvironBuilder

from app.api.client_address import Hops
from app.api.guards import public, refuse_unguarded, require_auth, require_email_verified
from app.api.prefer import wait_s
from app.api.read_limits import ReadLimits
from app.models.errors import Throttled

HOPS = Hops([ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8"), ip_network("::1/128")])


def request_from(peer: str, forwarded: str | None = None) -> Request:
    headers = [] if forwarded is None else [("X-Forwarded-For", forwarded)]
    return Request(EnvironBuilder(environ_base={"REMOTE_ADDR": peer}, headers=headers).get_environ())


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.5", None, "203.0.113.5"),
        ("203.0.113.5", "1.2.3.4", "203.0.113.5"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "1.2.3.4, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5, 10.1.2.3", "203.0.113.5"),
        ("127.0.0.1", "nonsense, 203.0.113.5", "203.0.113.5"),
        ("127.0.0.1", "203.0.113.5, nonsense", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.5:4711", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "10.1.1.1", "10.1.1.1"),
        ("::1", "2001:db8::1", "2001:db8::1"),
        ("::ffff:127.0.0.1", "::ffff:203.0.113.5", "203.0.113.5"),
    ],
)
def test_the_nearest_address_that_is_no_hop_of_ours_counts(
    peer: str, forwarded: str | None, address: str
) -> None:
    assert HOPS.client_address(request_from(peer, forwarded)) == address


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0),
        ("wait=5", 5),
        ("respond-async, wait=7", 7),
        ("WAIT = 3", 3),
        ('wait="4"', 4),
        ("wait=5; foo=bar", 5),
        ("wait=10", 10),
        ("wait=11", 10),
        ("wait=99999999999", 0),
        ("wait=-1", 0),
        ("wait=1.5", 0),
        ("wait=", 0),
        ("waiting=5", 0),
        ("wait=٣", 0),
    ],
)
def test_a_preference_is_read_or_ignored(header: str | None, seconds: int) -> None:
    headers = {} if header is None else {"Prefer": header.encode().decode("latin-1")}
    with Flask("test").test_request_context(headers=headers):
        assert wait_s() == seconds


def test_reads_over_the_bound_wait_for_the_next_window() -> None:
    limits = ReadLimits("3 per minute")
    for _ in range(3):
        limits.count("a")
    with pytest.raises(Throttled) as refused:
        limits.count("a")
    assert 0 < refused.value.retry_after_s <= 60
    limits.count("b")


def test_a_route_without_a_guard_stops_the_start() -> None:
    app = Flask("test", static_folder=None)
    app.add_url_rule("/open", view_func=public(lambda: "open"), endpoint="open")
    refuse_unguarded(app)
    app.add_url_rule("/forgotten", view_func=lambda: "?", endpoint="forgotten")
    with pytest.raises(RuntimeError, match="forgotten"):
        refuse_unguarded(app)


def test_guards_add_up_and_run_once() -> None:
    @require_auth
    @require_email_verified
    def view() -> None: ...

    assert len(view.__dict__["guards"]) == 2
