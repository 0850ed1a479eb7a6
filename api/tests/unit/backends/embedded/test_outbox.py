"""What was committed is told: at least once, in order, and without making the commit wait."""

import json
import time
from pathlib import Path

import pytest

from app.backends.embedded import EmbeddedBackend, open_embedded
from app.backends.mail.maildir import MaildirMailer
from app.backends.ports import Add, Create, Delete, Update
from app.backends.redis.events import RedisEvents
from app.backends.system import SystemClock
from app.models.errors import Conflict, Unavailable
from app.models.tables import TABLES
from tests.support.backends import SENDER
from tests.support.rows import A_MOMENT, row_of
from tests.support.valkey import ValkeyServer
from tests.unit.backends.embedded.conftest import OUTBOX_TIMEOUT_S


def waiting(backend: EmbeddedBackend) -> int:
    with backend.connections.read() as connection:
        count: int = connection.execute("SELECT count(*) FROM outbox").fetchone()[0]
        return count


def create(row_id: str = "hero", readers: tuple[str, ...] = ("ann",), **given: object) -> Create:
    return Create("characters", row_id, row_of("characters", **given), readers)


def test_a_reader_hears_of_a_new_row_in_full(embedded: EmbeddedBackend, events: RedisEvents) -> None:
    data = row_of(
        "game_sessions", game_state={"x": ["ü"]}, last_activity=A_MOMENT, turn_order=["hero"], current_turn=3
    )
    with events.subscribe("rows") as listener:
        embedded.documents.commit([Create("game_sessions", "s1", data, ("ann", "any"))])
        message = listener.wait(1)
    stored = embedded.documents.get("game_sessions", "s1")
    assert message is not None
    row = message.pop("row")  # type: ignore[attr-defined]  # a plain dict off the wire
    assert message == {
        "table": "game_sessions",
        "row_id": "s1",
        "action": "create",
        "readers": ["ann", "any"],
    }
    assert row["$id"] == "s1"
    assert row["$permissions"] == [], "who else reads it is nobody's business"
    assert row["$createdAt"] == row["$updatedAt"] == stored.created_at.isoformat(timespec="milliseconds")
    assert row["version"] == 1
    assert json.loads(row["game_state"]) == {"x": ["ü"]}
    assert row["last_activity"] == "2026-03-01T12:30:00.123+00:00"
    assert (row["turn_order"], row["current_turn"], row["combat_encounter"]) == (["hero"], 3, None)
    assert {column.name for column in TABLES["game_sessions"].columns} <= row.keys()


def test_one_message_a_row_and_commit_with_the_row_as_it_is_then(
    embedded: EmbeddedBackend, events: RedisEvents
) -> None:
    embedded.documents.commit([create(gold=1, level=1)])
    with events.subscribe("rows") as listener:
        embedded.documents.commit(
            [Add("characters", "hero", "gold", 4), Update("characters", "hero", {"level": 2}, 1)]
        )
        embedded.documents.commit([Delete("characters", "hero", 2)])
        changed, deleted, nothing = listener.wait(1), listener.wait(1), listener.wait(0.05)
    assert changed is not None
    assert deleted is not None
    assert nothing is None
    assert [changed["action"], deleted["action"]] == ["update", "delete"]
    for message in (changed, deleted):
        row = message["row"]
        assert isinstance(row, dict)
        assert (row["gold"], row["level"], row["version"]) == (5, 2, 2)


def test_nobody_hears_of_secrets_of_rows_without_readers_or_of_what_failed(
    embedded: EmbeddedBackend, events: RedisEvents
) -> None:
    with events.subscribe("rows") as listener:
        embedded.documents.commit([Create("session_secrets", "s1", row_of("session_secrets"), ("ann",))])
        embedded.documents.commit([create(readers=())])
        with pytest.raises(Conflict):
            embedded.documents.commit([create("other"), create()])
        assert listener.wait(0.05) is None
    assert waiting(embedded) == 0


@pytest.fixture
def cut_off(data_dir: Path, own_valkey: ValkeyServer) -> EmbeddedBackend:
    """A backend whose Valkey the test may kill or pause."""
    return open_embedded(
        data_dir,
        events=RedisEvents(own_valkey.url, OUTBOX_TIMEOUT_S),
        clock=SystemClock(),
        mailer=MaildirMailer(data_dir / "mail", SENDER),
    )


def test_a_silent_valkey_does_not_hold_commits(cut_off: EmbeddedBackend, own_valkey: ValkeyServer) -> None:
    cut_off.documents.commit([create(level=1)])
    own_valkey.pause()
    slowest_s = 0.0
    for version in range(1, 11):
        started = time.monotonic()
        cut_off.documents.commit([Update("characters", "hero", {"level": version + 1}, version)])
        slowest_s = max(slowest_s, time.monotonic() - started)
    assert slowest_s < OUTBOX_TIMEOUT_S + 0.15
    assert waiting(cut_off) == 10
    own_valkey.resume()


def test_what_could_not_be_told_is_told_later_in_order(
    cut_off: EmbeddedBackend, own_valkey: ValkeyServer
) -> None:
    own_valkey.kill()
    cut_off.documents.commit([create(level=1)])
    for version in range(1, 121):
        cut_off.documents.commit([Update("characters", "hero", {"level": version + 1}, version)])
    with pytest.raises(Unavailable):
        cut_off.drain_outbox()
    own_valkey.start()
    with RedisEvents(own_valkey.url).subscribe("rows") as listener:
        assert cut_off.drain_outbox() == 121
        heard = [listener.wait(1) for _ in range(121)]
    versions = [message["row"]["version"] for message in heard if message]  # type: ignore[index]  # off the wire
    assert versions == list(range(1, 122))
    assert waiting(cut_off) == 0


def test_only_one_process_drains_at_a_time(cut_off: EmbeddedBackend, own_valkey: ValkeyServer) -> None:
    own_valkey.kill()
    cut_off.documents.commit([create()])
    own_valkey.start()
    with cut_off.outbox._door() as is_open:
        assert is_open
        assert cut_off.drain_outbox() == 0
    assert cut_off.drain_outbox() == 1


def test_a_drain_keeps_to_its_budget(cut_off: EmbeddedBackend, own_valkey: ValkeyServer) -> None:
    own_valkey.kill()
    cut_off.documents.commit([create(f"hero{number}") for number in range(60)])
    own_valkey.start()
    assert cut_off.drain_outbox(budget_s=0) == 0
    assert cut_off.drain_outbox(budget_s=1e-9) <= 1
    assert cut_off.drain_outbox() >= 59
