"""What the embedded accounts keep, beyond the contract."""

from datetime import timedelta
from pathlib import Path

from app.backends.embedded import EmbeddedBackend, open_embedded
from app.backends.embedded.passwords import Passwords
from app.backends.mail.maildir import MaildirMailer
from app.backends.redis.events import RedisEvents
from app.backends.system import SettableClock
from app.models.enums import TokenPurpose
from tests.support.backends import SENDER, quick_passwords

PASSWORD = "correct horse battery"


def opened(folder: Path, events: RedisEvents, passwords: Passwords, clock: SettableClock) -> EmbeddedBackend:
    mailer = MaildirMailer(folder / "mail", SENDER)
    return open_embedded(folder, events=events, clock=clock, mailer=mailer, passwords=passwords)


def test_no_secret_lies_in_the_file(embedded: EmbeddedBackend, data_dir: Path) -> None:
    user = embedded.accounts.create("ann@example.com", PASSWORD, "Ann")
    _, login = embedded.logins.open(user.id, lifetime_s=60, remember=False, device="", address="")
    embedded.recovery.send(user.id, TokenPurpose.VERIFY_EMAIL, "https://play.example.com/verify")
    mailed = next((data_dir / "mail" / "new").iterdir()).read_text().split("secret=3D")[-1][:20]
    stored = b"".join(file.read_bytes() for file in data_dir.glob("conquest.db*"))
    for secret in (PASSWORD, login, mailed):
        assert secret.encode() not in stored


def test_an_old_hash_is_strengthened_at_the_next_login(data_dir: Path, events: RedisEvents) -> None:
    clock = SettableClock()
    old, new = Passwords(memory_kib=16, rounds=1, lanes=1), quick_passwords()
    user = opened(data_dir, events, old, clock).accounts.create("ann@example.com", PASSWORD, "Ann")
    backend = opened(data_dir, events, new, clock)
    for _ in range(2):
        assert backend.accounts.check_password("ann@example.com", PASSWORD).id == user.id
    row = backend.documents.get("users", user.id)
    assert "m=8,t=1" in str(row.data["password_hash"])
    assert row.version == 2


def test_expired_logins_and_tokens_are_removed(data_dir: Path, events: RedisEvents) -> None:
    clock = SettableClock()
    backend = opened(data_dir, events, quick_passwords(), clock)
    user = backend.accounts.create("ann@example.com", PASSWORD, "Ann")
    for lifetime_s in (60, 7200):
        backend.logins.open(user.id, lifetime_s=lifetime_s, remember=False, device="", address="")
    backend.recovery.send(user.id, TokenPurpose.VERIFY_EMAIL, "https://play.example.com/verify")
    assert backend.delete_expired() == 0
    clock.advance(timedelta(hours=1))
    assert backend.delete_expired() == 2
    assert len(backend.logins.list(user.id)) == 1


def test_a_login_is_noted_only_if_that_is_free(embedded: EmbeddedBackend, data_dir: Path) -> None:
    user = embedded.accounts.create_guest("Ann")
    _, secret = embedded.logins.open(user.id, lifetime_s=7200, remember=False, device="", address="")
    statements: list[str] = []
    with embedded.connections.read() as connection:
        connection.set_trace_callback(statements.append)
    assert embedded.logins.find(secret) is not None
    assert len(statements) == 2
    assert all(statement.startswith("SELECT") for statement in statements)
