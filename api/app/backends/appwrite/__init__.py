"""The backend of a larger installation: a project on an Appwrite server, 1.9 or newer."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog
from appwrite.query import Query
from appwrite.services.account import Account
from appwrite.services.tables_db import TablesDB
from appwrite.services.users import Users

from app.backends.appwrite.accounts import AppwriteAccounts
from app.backends.appwrite.client import CONNECT_S, READ_S, Connection, PooledClient
from app.backends.appwrite.columns import MADE_AT, MARKS
from app.backends.appwrite.directory import AppwriteDirectory
from app.backends.appwrite.documents import AppwriteDocuments
from app.backends.appwrite.errors import Lost, translated
from app.backends.appwrite.known_logins import KnownLogins
from app.backends.appwrite.recovery import AppwriteRecovery
from app.backends.appwrite.rows import time_text
from app.backends.appwrite.setup import Report, Setup
from app.backends.appwrite.user_store import UserStore
from app.backends.document_files import DocumentFiles
from app.backends.expiry import delete_expired
from app.backends.mail_tokens import MailTokens
from app.backends.ports import Clock, Counters, Mailer
from app.models.errors import BackendNotReady, Invalid, Unavailable

__all__ = ["AppwriteBackend", "Connection", "open_appwrite"]

MARKS_KEPT = timedelta(days=1)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class AppwriteBackend:
    """The Appwrite adapters, ready for use by any number of threads."""

    documents: AppwriteDocuments
    accounts: AppwriteAccounts
    directory: AppwriteDirectory
    logins: KnownLogins
    recovery: AppwriteRecovery
    files: DocumentFiles
    setup: Setup
    client: PooledClient
    tables: TablesDB
    database_id: str
    clock: Clock

    def drain_outbox(self) -> int:
        """0: Appwrite's own realtime tells what was committed."""
        return 0

    def delete_expired(self) -> int:
        """Removes logins, mail tokens and marks past their time; returns how many logins and tokens."""
        deleted = delete_expired(self.documents, self.clock.now())
        before = time_text(self.clock.now() - MARKS_KEPT)
        with translated():
            old = [Query.less_than(MADE_AT, before), Query.limit(100)]
            self.tables.delete_rows(self.database_id, MARKS.name, old)
        return deleted

    def backup(self, target: Path) -> None:
        """Raises Invalid: the data are Appwrite's, and so are their backups."""
        raise Invalid(
            f"Nothing was written to {target}: the data are Appwrite's."
            " api/docs/APPWRITE_SETUP.md says how to back them up."
        )

    def check(self) -> None:
        """Raises Unavailable when the database cannot be read."""
        with translated():
            self.tables.get(self.database_id)

    def check_setup(self) -> None:
        """Raises BackendNotReady. A server that does not answer is not the settings' fault: it may come back, and
        until then the readiness check says so."""
        try:
            self.setup.check()
        except (Lost, Unavailable) as error:
            log.warning("appwrite_does_not_answer", error=str(error))

    def prepare(self, report: Report, *, dry_run: bool) -> int:
        """Creates or upgrades the database; returns the number of steps. Raises BackendNotReady."""
        try:
            return self.setup.run(report, dry_run=dry_run)
        except (Lost, Unavailable) as error:
            raise BackendNotReady(f"Appwrite does not answer ({error}): see APPWRITE_ENDPOINT") from error

    def close(self) -> None:
        """Closes idle connections. The next use opens new ones."""
        self.client.close()


def open_appwrite(
    connection: Connection,
    *,
    clock: Clock,
    mailer: Mailer,
    counters: Counters,
    connect_s: float = CONNECT_S,
    read_s: float = READ_S,
) -> AppwriteBackend:
    """Asks nothing of the server yet."""
    client = PooledClient(connection, connect_s=connect_s, read_s=read_s)
    tables, users = TablesDB(client), UserStore(Users(client))
    documents = AppwriteDocuments(tables, connection.database_id, clock)
    logins = KnownLogins(documents, clock, users.find, counters)
    tokens = MailTokens(documents, clock)
    return AppwriteBackend(
        documents=documents,
        accounts=AppwriteAccounts(users, Account(client), clock, logins, tokens),
        directory=AppwriteDirectory(users),
        logins=logins,
        recovery=AppwriteRecovery(documents, users, logins, tokens, mailer),
        files=DocumentFiles(documents, clock),
        setup=Setup(client, tables, users, connection),
        client=client,
        tables=tables,
        database_id=connection.database_id,
        clock=clock,
    )
