"""The backend of a fresh machine: everything in one folder, nothing to set up."""

import os
from dataclasses import dataclass
from pathlib import Path

from app.backends.document_files import DocumentFiles
from app.backends.embedded import backup as backups
from app.backends.embedded.accounts import EmbeddedAccounts
from app.backends.embedded.connections import Connect, Connections, connect
from app.backends.embedded.documents import EmbeddedDocuments
from app.backends.embedded.migrations import migrate, schema_version
from app.backends.embedded.outbox import Outbox
from app.backends.embedded.passwords import Passwords
from app.backends.embedded.recovery import EmbeddedRecovery
from app.backends.embedded.users import user_finder
from app.backends.expiry import delete_expired
from app.backends.mail_tokens import MailTokens
from app.backends.ports import Clock, Events, Mailer
from app.backends.stored_logins import StoredLogins

DATABASE_FILE = "conquest.db"


@dataclass(frozen=True, slots=True)
class EmbeddedBackend:
    """The embedded adapters, ready for use by any number of threads."""

    documents: EmbeddedDocuments
    accounts: EmbeddedAccounts
    logins: StoredLogins
    recovery: EmbeddedRecovery
    files: DocumentFiles
    outbox: Outbox
    connections: Connections
    clock: Clock

    def drain_outbox(self, budget_s: float = 5.0) -> int:
        """Publishes what commits left behind; returns how many rows. Raises Unavailable. For the sweeper."""
        return self.outbox.drain(budget_s)

    def delete_expired(self) -> int:
        """Removes logins and mail tokens past their time; returns how many. For the sweeper."""
        return delete_expired(self.documents, self.clock.now())

    def backup(self, target: Path) -> None:
        """Writes a consistent copy to the file `target` while the game goes on. Raises Unavailable."""
        backups.backup(self.connections, target)

    def check(self) -> None:
        """Raises Unavailable when the database cannot be read."""
        with self.connections.read() as connection:
            schema_version(connection)

    def close(self) -> None:
        """Closes the files. The next use opens them again."""
        self.connections.close()


def open_embedded(
    data_dir: Path,
    *,
    events: Events,
    clock: Clock,
    mailer: Mailer,
    passwords: Passwords | None = None,
    connect: Connect = connect,
) -> EmbeddedBackend:
    """Opens the database in `data_dir`, made and migrated as needed; several processes may do so at once.

    Commits publish through `events`, so it should give up within some 200 ms. Raises DatabaseTooNew, or Unavailable.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data_dir / DATABASE_FILE
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connections = Connections(path, connect)
    migrate(connections)
    outbox = Outbox(connections, events, data_dir / "outbox.lock")
    documents = EmbeddedDocuments(connections, outbox, clock)
    hashes = passwords or Passwords()
    logins = StoredLogins(documents, clock, user_finder(documents))
    tokens = MailTokens(documents, clock)
    return EmbeddedBackend(
        documents=documents,
        accounts=EmbeddedAccounts(documents, clock, hashes, logins, tokens),
        logins=logins,
        files=DocumentFiles(documents, clock),
        recovery=EmbeddedRecovery(documents, hashes, logins, tokens, mailer),
        outbox=outbox,
        connections=connections,
        clock=clock,
    )
