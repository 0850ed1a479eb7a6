"""The backends that the contract suite runs over. A new one is one line in `BACKENDS`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.backends.appwrite import open_appwrite
from app.backends.embedded import open_embedded
from app.backends.embedded.passwords import Passwords
from app.backends.mail.maildir import MaildirMailer
from app.backends.ports import Accounts, Documents, Events, Files, Logins, Recovery, StoredMail
from app.backends.redis.counters import RedisCounters
from app.backends.redis.events import RedisEvents
from app.backends.system import SettableClock
from tests.support.appwrite import connection_in

SENDER = "Code of Conquest <game@example.com>"


@dataclass(frozen=True)
class Backend:
    """One backend with everything a test asks of it. `mails` are those sent so far, newest first."""

    documents: Documents
    accounts: Accounts
    logins: Logins
    recovery: Recovery
    files: Files
    events: Events
    clock: SettableClock
    mails: Callable[[], list[StoredMail]]
    drain: Callable[[], int]
    close: Callable[[], None]

    def wait(self, **duration: float) -> None:
        """Lets that much time pass, for the backend."""
        self.clock.advance(timedelta(**duration))


Opener = Callable[[Path, str], Backend]
"""Opens the backend whose data lie in the folder; the second argument is the address of a Valkey."""


def quick_passwords() -> Passwords:
    """Real argon2id hashes of the smallest cost: tests make many."""
    return Passwords(memory_kib=8, rounds=1, lanes=1)


def open_embedded_backend(folder: Path, redis_url: str) -> Backend:
    events, clock = RedisEvents(redis_url), SettableClock()
    mailer = MaildirMailer(folder / "mail", SENDER)
    embedded = open_embedded(
        folder / "data", events=events, clock=clock, mailer=mailer, passwords=quick_passwords()
    )
    return Backend(
        documents=embedded.documents,
        accounts=embedded.accounts,
        logins=embedded.logins,
        recovery=embedded.recovery,
        files=embedded.files,
        events=events,
        clock=clock,
        mails=mailer.newest,
        drain=embedded.drain_outbox,
        close=embedded.close,
    )


def open_appwrite_backend(folder: Path, redis_url: str) -> Backend:
    """The server is the one that is written down in the folder."""
    events, clock = RedisEvents(redis_url), SettableClock()
    mailer = MaildirMailer(folder / "mail", SENDER)
    appwrite = open_appwrite(
        connection_in(folder), clock=clock, mailer=mailer, counters=RedisCounters(redis_url)
    )
    return Backend(
        documents=appwrite.documents,
        accounts=appwrite.accounts,
        logins=appwrite.logins,
        recovery=appwrite.recovery,
        files=appwrite.files,
        events=events,
        clock=clock,
        mails=mailer.newest,
        drain=appwrite.drain_outbox,
        close=appwrite.close,
    )


BACKENDS: Mapping[str, Opener] = {
    "appwrite": open_appwrite_backend,
    "embedded": open_embedded_backend,
}
