"""Guessing and flooding are slowed down, and nobody can be locked out by somebody else."""

import time
from collections.abc import Iterator

import pytest

from tests.support.adventurer import AT_ONCE, another_window, at_once
from tests.support.cast import Account, Client, error, link_to, result
from tests.support.live_server import LiveServer, running_server
from tests.support.valkey import ValkeyServer

WRONG = "not the password of anybody"
VICTIM = Account("vera@people.test", "Vera")
HOME = "192.0.2.1"


@pytest.fixture
def strict(own_valkey: ValkeyServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server of this test's own with small bounds."""
    bounds = {
        "COC_LIMITS__LOGINS__PER_ADDRESS": '{"count": 6, "window_s": 600}',
        "COC_LIMITS__LOGINS__PER_ACCOUNT_AND_ADDRESS": '{"count": 3, "window_s": 600}',
        "COC_LIMITS__LOGINS__PER_ACCOUNT": '{"count": 4, "window_s": 600}',
        "COC_LIMITS__LOGINS__WHEN_SLOWED": '{"count": 1, "window_s": 600}',
        "COC_LIMITS__MAILS_PER_ACCOUNT": '{"count": 3, "window_s": 600}',
        "COC_LIMITS__GUESTS": "2 per hour",
        "COC_LIMITS__RETELLINGS": "2 per minute",
        "COC_LIMITS__VOTES": "2 per minute",
        "COC_LIMITS__PORTRAITS": "2 per hour",
        "COC_LIMITS__EXPORTS": '{"count": 2, "window_s": 600}',
        "COC_LIMITS__WRITES": "20 per minute",
        "COC_LIMITS__READS": "60 per minute",
    }
    with running_server(tmp_path_factory.mktemp("strict"), own_valkey.url, **bounds) as server:
        yield server


def guess(server: LiveServer, address: str, email: str = VICTIM.email, password: str = WRONG) -> int:
    """The status of one attempt."""
    body = {"email": email, "password": password}
    return Client(server, address).post("/auth/login", body).status_code


def test_guessing_a_password_from_one_address_is_stopped(strict: LiveServer) -> None:
    assert [guess(strict, "198.51.100.1") for _ in range(4)] == [401, 401, 401, 429]
    body = {"email": VICTIM.email, "password": WRONG}
    refused = Client(strict, "198.51.100.1").post("/auth/login", body)
    assert 590 <= int(refused.headers["Retry-After"]) <= 600
    assert error(refused, 429)["details"]["retry_after_s"] == int(refused.headers["Retry-After"])


def test_guessing_at_many_accounts_from_one_address_is_stopped(strict: LiveServer) -> None:
    statuses = [guess(strict, "198.51.100.2", f"somebody{number}@people.test") for number in range(7)]
    assert statuses == [401] * 6 + [429]


def test_a_whole_ipv6_network_counts_as_one_address(strict: LiveServer) -> None:
    assert [guess(strict, f"2001:db8:1:2::{number}") for number in range(4)] == [401, 401, 401, 429]


def test_the_right_password_is_refused_too_while_throttled(strict: LiveServer) -> None:
    Client(strict, HOME).register(VICTIM)
    for _ in range(3):
        guess(strict, "198.51.100.3")
    assert guess(strict, "198.51.100.3", password=VICTIM.password) == 429


def test_an_attacker_with_many_addresses_does_not_lock_the_owner_out(strict: LiveServer) -> None:
    home = Client(strict, HOME)
    home.register(VICTIM)
    home.sign_in(VICTIM)
    attacks = [guess(strict, f"203.0.113.{number}") for number in range(8)]
    assert attacks == [401] * 5 + [429] * 3  # four, then the trickle, then nothing
    assert guess(strict, "203.0.113.99", password=VICTIM.password) == 429
    Client(strict, HOME).sign_in(VICTIM)


def test_an_owner_on_a_new_address_gets_in_by_mail(strict: LiveServer) -> None:
    Client(strict, HOME).register(VICTIM)
    for number in range(8):
        guess(strict, f"203.0.113.{number}")
    travelling = Client(strict, "192.0.2.200")
    assert guess(strict, travelling.address, password=VICTIM.password) == 429
    travelling.post("/auth/forgot-password", {"email": VICTIM.email})
    password = "twelve barrels of salted herring"
    result(
        travelling.post(
            "/auth/reset-password", {**link_to(travelling, VICTIM.email, "reset", 2), "password": password}
        )
    )
    travelling.sign_in(Account(VICTIM.email, VICTIM.name, password))


def test_signing_in_gives_the_attempt_back(strict: LiveServer) -> None:
    home = Client(strict, HOME)
    home.register(VICTIM)
    for _ in range(8):
        home.sign_in(VICTIM)


def test_nobody_is_buried_in_mail(strict: LiveServer) -> None:
    client = Client(strict, HOME)
    client.register(VICTIM)
    for _ in range(5):
        assert client.post("/auth/forgot-password", {"email": VICTIM.email}).status_code == 202
    letters = result(client.get("/dev/mailbox", params={"to": VICTIM.email}))["items"]
    assert len(letters) == 3


def test_guests_are_counted_by_address(strict: LiveServer) -> None:
    statuses = [Client(strict, "198.51.100.4").post("/auth/guest") for _ in range(3)]
    assert [one.status_code for one in statuses] == [201, 201, 429]
    assert error(statuses[2], 429)["code"] == "throttled"
    assert 0 < int(statuses[2].headers["Retry-After"]) <= 3600
    assert Client(strict, "198.51.100.5").post("/auth/guest").status_code == 201


def test_a_flood_of_writes_is_stopped_and_says_for_how_long(strict: LiveServer) -> None:
    client = Client(strict, "198.51.100.6")
    client.play_as_guest()
    answers = [client.patch("/auth/me", {"name": "Wren"}) for _ in range(25)]
    statuses = [one.status_code for one in answers]
    assert (
        4 <= statuses.count(429) <= 6
    )  # a guest's first write was counted by address; a window may have ended
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


def test_a_flood_of_reads_is_stopped(strict: LiveServer) -> None:
    client = Client(strict, "198.51.100.8")
    answers = [client.get("/tiers") for _ in range(61)]
    assert error(answers[-1], 429)["code"] == "throttled"
    assert Client(strict, "198.51.100.9").get("/tiers").status_code == 200


def test_without_redis_play_goes_on_and_passwords_are_not_looked_at(
    strict: LiveServer, own_valkey: ValkeyServer
) -> None:
    home = Client(strict, HOME)
    home.register(VICTIM)
    home.sign_in(VICTIM)
    own_valkey.kill()
    started = time.monotonic()
    refused = home.post("/auth/login", {"email": VICTIM.email, "password": VICTIM.password})
    assert error(refused, 503)["code"] == "unavailable"
    assert int(refused.headers["Retry-After"]) > 0
    reset = {"user_id": "nobody", "secret": "x", "password": VICTIM.password}
    assert error(home.post("/auth/reset-password", reset), 503)["code"] == "unavailable"
    assert result(home.get("/auth/me"))["name"] == VICTIM.name
    assert result(home.patch("/auth/me", {"name": "Verena"}))["name"] == "Verena"
    assert time.monotonic() - started < 8
    not_ready = error(home.get("/health/ready"), 503)
    assert not_ready["details"]["dependencies"] == {
        "database": "ok",
        "redis": "away",
        "mail": "ok",
        "content": "ok",
    }
    assert result(home.get("/health")) == {"status": "ok"}
    floods = [Client(strict, "198.51.100.10").post("/auth/guest").status_code for _ in range(3)]
    assert floods == [201, 201, 429]
    own_valkey.start()
    home.sign_in(VICTIM)


def test_with_redis_hanging_no_request_hangs(strict: LiveServer, own_valkey: ValkeyServer) -> None:
    client = Client(strict, HOME)
    client.play_as_guest()
    own_valkey.pause()
    try:
        login = {"email": VICTIM.email, "password": WRONG}
        for method, path, body in (
            ("GET", "/auth/me", None),
            ("POST", "/auth/login", login),
            ("GET", "/health/ready", None),
        ):
            started = time.monotonic()
            client.call(method, path, body)
            assert time.monotonic() - started < 2
    finally:
        own_valkey.resume()


def test_of_many_who_write_as_redis_goes_away_nobody_meets_a_fault_of_ours(
    strict: LiveServer, own_valkey: ValkeyServer
) -> None:
    first = Client(strict, HOME)
    first.play_as_guest()
    clients = [another_window(first) for _ in range(AT_ONCE)]
    own_valkey.pause()
    try:
        calls = [lambda one=one: one.patch("/auth/me", {"name": "Vera"}).status_code for one in clients]
        assert at_once(*calls) == [200] * AT_ONCE
    finally:
        own_valkey.resume()


def test_wishes_for_another_telling_are_counted_by_user(strict: LiveServer) -> None:
    ann, ben = Client(strict, "198.51.100.21"), Client(strict, "198.51.100.21")
    for one in (ann, ben):
        one.play_as_guest()
    path = "/sessions/01SESSION/turns/01TURN/retry"
    assert [ann.post(path, {}).status_code for _ in range(3)] == [404, 404, 429]
    refused = ann.post(path, {})
    assert error(refused, 429)["code"] == "throttled"
    assert int(refused.headers["Retry-After"]) > 0
    assert error(ben.post(path, {}), 404)["code"] == "not_found"
    assert error(ann.post(path.replace("retry", "stop"), {}), 404)["code"] == "not_found"


def test_asking_a_party_is_counted_by_user(strict: LiveServer) -> None:
    one = Client(strict, "198.51.100.22")
    one.play_as_guest()
    path = "/sessions/01SESSION/votes"
    assert [one.post(path, {"kind": "rest"}).status_code for _ in range(3)] == [404, 404, 429]
    assert error(one.post(f"{path}/01VOTE", {"choice": "yes"}), 404)["code"] == "not_found"


def test_uploads_are_counted_by_user(strict: LiveServer) -> None:
    one = Client(strict, "198.51.100.60")
    one.play_as_guest()
    replies = [one.call("PUT", "/characters/x/portrait", None) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [404, 404, 429]
    assert int(replies[-1].headers["Retry-After"]) > 3000


def test_all_of_ones_data_is_not_to_be_had_all_the_time(strict: LiveServer) -> None:
    one, other = Client(strict, "198.51.100.61"), Client(strict, "198.51.100.62")
    one.play_as_guest()
    other.play_as_guest()
    replies = [one.get("/auth/me/export") for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert 500 < int(replies[-1].headers["Retry-After"]) <= 600
    assert other.get("/auth/me/export").status_code == 200
