"""Opening what the settings name: nothing else knows which adapter stands behind a port."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from app.backends.mail.console import ConsoleMailer
from app.backends.mail.maildir import MaildirMailer
from app.backends.mail.smtp import Encryption, SmtpMailer, SmtpServer
from app.backends.ports import (
    Accounts,
    Attendance,
    Clock,
    Counters,
    Directory,
    Documents,
    Events,
    Files,
    Logins,
    Mailer,
    Queue,
    ReadinessCheck,
    Recovery,
)
from app.backends.redis.attendance import RedisAttendance, UnknownAttendance
from app.backends.redis.counters import RedisCounters
from app.backends.redis.events import RedisEvents
from app.backends.redis.queue import RedisQueue
from app.backends.system import SystemClock
from app.config import MailSettings, Settings
from app.gateway_wiring import keyring
from app.services.keyring import Keyring
from app.tasks.names import JOBS

if TYPE_CHECKING:
    from app.backends.appwrite import AppwriteBackend

COMMIT_PUBLISHES_WITHIN_S = 0.2


@dataclass(frozen=True, slots=True)
class Backend:
    """The adapters that one backend provides, behind the ports."""

    documents: Documents
    accounts: Accounts
    directory: Directory
    logins: Logins
    recovery: Recovery
    files: Files
    drain_outbox: Callable[[], int]
    delete_expired: Callable[[], int]
    backup: Callable[[Path], None]
    check: ReadinessCheck
    pushes_rows: bool
    """Whether what is committed is published for the gateway to push."""


@dataclass(frozen=True, slots=True)
class Ports:
    """What the services are built on: everything outside the process."""

    clock: Clock
    keyring: Keyring
    events: Events
    queue: Queue
    counters: Counters
    attendance: Attendance
    mailer: Mailer
    backend: Backend


def open_ports(settings: Settings, clock: Clock) -> Ports:
    """Opens what the settings name. Raises Unavailable if the database cannot be opened. Redis may be away: what needs
    it says so when it is used."""
    redis_url = settings.redis_url.get_secret_value()
    mailer = _mailer(settings.mail, settings.data_dir)
    counters = RedisCounters(redis_url)
    backend = _backend(settings, clock, mailer, counters)
    return Ports(
        clock=clock,
        keyring=keyring(settings),
        events=RedisEvents(redis_url),
        queue=RedisQueue(redis_url, JOBS),
        counters=counters,
        attendance=RedisAttendance(redis_url) if backend.pushes_rows else UnknownAttendance(),
        mailer=mailer,
        backend=backend,
    )


def _backend(settings: Settings, clock: Clock, mailer: Mailer, counters: Counters) -> Backend:
    if settings.backend == "appwrite":
        return _appwrite(settings, clock, mailer, counters)
    return _embedded(settings, clock, mailer)


def _embedded(settings: Settings, clock: Clock, mailer: Mailer) -> Backend:
    # Loaded when chosen: another backend brings libraries of its own.
    from app.backends.embedded import open_embedded  # noqa: PLC0415
    from app.backends.embedded.directory import EmbeddedDirectory  # noqa: PLC0415

    events = RedisEvents(settings.redis_url.get_secret_value(), COMMIT_PUBLISHES_WITHIN_S)
    opened = open_embedded(settings.data_dir, events=events, clock=clock, mailer=mailer)
    return Backend(
        documents=opened.documents,
        accounts=opened.accounts,
        directory=EmbeddedDirectory(opened.documents),
        logins=opened.logins,
        recovery=opened.recovery,
        files=opened.files,
        drain_outbox=opened.drain_outbox,
        delete_expired=opened.delete_expired,
        backup=opened.backup,
        check=opened.check,
        pushes_rows=True,
    )


def _appwrite(settings: Settings, clock: Clock, mailer: Mailer, counters: Counters) -> Backend:
    opened = _open_appwrite(settings, clock, mailer, counters)
    opened.check_setup()
    return Backend(
        documents=opened.documents,
        accounts=opened.accounts,
        directory=opened.directory,
        logins=opened.logins,
        recovery=opened.recovery,
        files=opened.files,
        drain_outbox=opened.drain_outbox,
        delete_expired=opened.delete_expired,
        backup=opened.backup,
        check=opened.check,
        pushes_rows=False,
    )


def _open_appwrite(settings: Settings, clock: Clock, mailer: Mailer, counters: Counters) -> "AppwriteBackend":
    # Loaded when chosen: the embedded backend does without the SDK.
    from app.backends.appwrite import Connection, open_appwrite  # noqa: PLC0415 - loaded when chosen

    connection = Connection(
        endpoint=str(settings.appwrite_endpoint),
        project_id=str(settings.appwrite_project_id),
        key=settings.appwrite_api_key or SecretStr(""),
        database_id=str(settings.appwrite_database_id),
    )
    return open_appwrite(connection, clock=clock, mailer=mailer, counters=counters)


def prepare_database(settings: Settings, report: Callable[[str], None], *, dry_run: bool) -> int:
    """Creates the database or brings it up to this version, or only says what that would take; returns the number of
    steps. Needs neither content nor Redis. Raises BackendNotReady, Unavailable."""
    mailer, clock = _mailer(settings.mail, settings.data_dir), SystemClock()
    if settings.backend == "appwrite":
        counters = RedisCounters(settings.redis_url.get_secret_value())
        return _open_appwrite(settings, clock, mailer, counters).prepare(report, dry_run=dry_run)
    from app.backends.embedded import DATABASE_FILE  # noqa: PLC0415 - loaded when chosen

    is_new = not (settings.data_dir / DATABASE_FILE).exists()
    if dry_run:
        report("would make the database" if is_new else "there; every start brings it up to date")
    else:
        _embedded(settings, clock, mailer).check()
    return int(is_new)


def _mailer(mail: MailSettings, data_dir: Path) -> Mailer:
    if mail.transport == "maildir":
        return MaildirMailer(data_dir / "mail", mail.sender)
    if mail.transport == "console" or mail.smtp is None:
        return ConsoleMailer(mail.sender)
    server = SmtpServer(
        host=mail.smtp.host,
        port=mail.smtp.port,
        encryption=Encryption(mail.smtp.encryption),
        username=mail.smtp.username,
        password=mail.smtp.password.get_secret_value() if mail.smtp.password else None,
    )
    return SmtpMailer(server, mail.sender)
