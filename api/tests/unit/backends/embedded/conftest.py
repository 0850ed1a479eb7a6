"""The embedded backend itself, for tests that look inside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.backends.embedded import EmbeddedBackend, open_embedded
from app.backends.mail.maildir import MaildirMailer
from app.backends.redis.events import RedisEvents
from app.backends.system import SystemClock
from tests.support.backends import SENDER, quick_passwords

OUTBOX_TIMEOUT_S = 0.2


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def events(redis_url: str) -> RedisEvents:
    return RedisEvents(redis_url, OUTBOX_TIMEOUT_S)


@pytest.fixture
def embedded(data_dir: Path, events: RedisEvents) -> Iterator[EmbeddedBackend]:
    opened = open_embedded(
        data_dir,
        events=events,
        clock=SystemClock(),
        mailer=MaildirMailer(data_dir / "mail", SENDER),
        passwords=quick_passwords(),
    )
    yield opened
    opened.close()
