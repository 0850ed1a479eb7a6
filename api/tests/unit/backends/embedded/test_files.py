"""Files of the embedded backend: in the backup, and never half."""

from pathlib import Path

import pytest

from app.backends.embedded import DATABASE_FILE, EmbeddedBackend, open_embedded
from app.backends.mail.console import ConsoleMailer
from app.backends.redis.events import RedisEvents
from app.backends.system import SystemClock
from app.models.errors import Unavailable
from tests.support.backends import SENDER


def test_a_backup_holds_the_files(embedded: EmbeddedBackend, tmp_path: Path, events: RedisEvents) -> None:
    embedded.files.put("hero.1", b"a picture")
    embedded.backup(tmp_path / "restored" / DATABASE_FILE)
    restored = open_embedded(
        tmp_path / "restored", events=events, clock=SystemClock(), mailer=ConsoleMailer(SENDER)
    )
    assert restored.files.get("hero.1") == b"a picture"
    restored.close()


def test_a_file_that_was_damaged_is_not_handed_out(embedded: EmbeddedBackend) -> None:
    embedded.files.put("hero.1", b"a picture")
    with embedded.connections.write() as connection:
        connection.execute(
            "UPDATE file_parts SET data = json_set(data, '$.content', 'YSBQaWN0dXJl')"  # a Picture
        )
    with pytest.raises(Unavailable):
        embedded.files.get("hero.1")
