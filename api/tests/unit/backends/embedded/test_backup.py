"""Backups are taken while the game goes on."""

import threading
from pathlib import Path

import pytest

from app.backends.embedded import DATABASE_FILE, EmbeddedBackend, open_embedded
from app.backends.mail.console import ConsoleMailer
from app.backends.ports import Add, Create
from app.backends.redis.events import RedisEvents
from app.backends.system import SystemClock
from app.models.errors import Unavailable
from tests.support.backends import SENDER
from tests.support.rows import row_of

PURSES = [f"purse{number}" for number in range(10)]


def move_gold(backend: EmbeddedBackend, stop: threading.Event) -> None:
    step = 0
    while not stop.is_set():
        giver, taker = PURSES[step % 10], PURSES[(step * 7 + 3) % 10]
        step += 1
        if giver != taker:
            backend.documents.commit(
                [Add("characters", giver, "gold", -1), Add("characters", taker, "gold", 1)]
            )


def gold(backend: EmbeddedBackend) -> int:
    return sum(int(str(row.data["gold"])) for row in backend.documents.list("characters", limit=100).rows)


def test_a_backup_under_load_balances_and_can_be_opened_elsewhere(
    embedded: EmbeddedBackend, tmp_path: Path, events: RedisEvents
) -> None:
    embedded.documents.commit(
        [Create("characters", purse, row_of("characters", gold=100)) for purse in PURSES]
    )
    stop = threading.Event()
    mover = threading.Thread(target=move_gold, args=(embedded, stop))
    mover.start()
    targets = [tmp_path / f"restored{number}" / DATABASE_FILE for number in range(5)]
    try:
        for target in targets:
            embedded.backup(target)
    finally:
        stop.set()
        mover.join()
    for target in targets:
        assert [file.name for file in target.parent.iterdir()] == [DATABASE_FILE]
        assert target.stat().st_mode & 0o777 == 0o600
        restored = open_embedded(
            target.parent, events=events, clock=SystemClock(), mailer=ConsoleMailer(SENDER)
        )
        assert gold(restored) == 1000
        restored.documents.commit([Add("characters", "purse0", "gold", 1)])
        restored.close()


def test_a_backup_replaces_the_older_one_only_when_it_is_whole(
    embedded: EmbeddedBackend, tmp_path: Path
) -> None:
    target = tmp_path / "backup.db"
    target.write_bytes(b"an older backup")
    embedded.connections.close()
    embedded.connections.path.rename(tmp_path / "away.db")
    embedded.connections.path.write_bytes(b"no database at all" * 100)
    with pytest.raises(Unavailable):
        embedded.backup(target)
    assert target.read_bytes() == b"an older backup"
    (tmp_path / "away.db").rename(embedded.connections.path)
    embedded.backup(target)
    assert target.read_bytes().startswith(b"SQLite format 3")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["backup.db", "data"]


def test_a_backup_onto_an_impossible_place_says_so(embedded: EmbeddedBackend, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way")
    with pytest.raises((OSError, Unavailable)):
        embedded.backup(tmp_path / "a file" / "backup.db")
