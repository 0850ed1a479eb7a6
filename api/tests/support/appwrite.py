"""Where tests find an Appwrite: the stand-in, or a real server that the environment names.

A real server is given by COC_APPWRITE_TEST_ENDPOINT, COC_APPWRITE_TEST_PROJECT and COC_APPWRITE_TEST_KEY. The tests
make a database of their own in it and remove it at the end; users that they make in the project go as well.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from appwrite.query import Query
from appwrite.services.tables_db import TablesDB
from appwrite.services.users import Users
from pydantic import SecretStr

from app.backends.appwrite import AppwriteBackend, Connection, open_appwrite
from app.backends.appwrite.client import PooledClient
from app.backends.appwrite.schema import TABLES_ON_APPWRITE
from app.backends.mail.maildir import MaildirMailer
from app.backends.redis.counters import RedisCounters
from app.backends.system import SystemClock
from tests.support.appwrite_server.client import StandInProject
from tests.support.appwrite_server.process import running_appwrite

DATABASE_ID = "coc"
_FILE = "appwrite.json"
_ULID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")


class StandInHost:
    """Projects of the stand-in, each with the tables made already."""

    is_real = False

    def __init__(self, template: StandInProject) -> None:
        self._template = template

    def project(self) -> StandInProject:
        """Nobody else's, with empty tables."""
        return self._template.copy()

    def prepare(self, folder: Path) -> Connection:
        """An empty backend for one test. Every process that knows the folder finds it there."""
        return kept(folder, connection_to(self.project()))

    def lasting(self, folder: Path) -> Connection:
        """A backend for the rest of the run."""
        return self.prepare(folder)


class RealHost:
    """One database in a project of a real server, emptied for each test."""

    is_real = True

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._client = PooledClient(connection)
        self._started_at = datetime.now(UTC)

    def prepare(self, folder: Path) -> Connection:
        """The database, empty."""
        self._empty()
        return kept(folder, self._connection)

    def lasting(self, folder: Path) -> Connection:
        """The database as it is."""
        return kept(folder, self._connection)

    def remove(self) -> None:
        self._remove_users()
        TablesDB(self._client).delete(self._connection.database_id)

    def _empty(self) -> None:
        tables = TablesDB(self._client)
        for table in TABLES_ON_APPWRITE:
            tables.delete_rows(self._connection.database_id, table.name)
        self._remove_users()

    def _remove_users(self) -> None:
        """Only those that look like ours and were made since the tests began."""
        users = Users(self._client)
        since = Query.greater_than_equal("$createdAt", self._started_at.isoformat(timespec="milliseconds"))
        found: Any = users.list([since, Query.limit(100)]).users
        for user in found:
            if _ULID.fullmatch(str(user.id)):
                users.delete(str(user.id))


Host = StandInHost | RealHost


@contextmanager
def appwrite_host(folder: Path) -> Iterator[Host]:
    """The server of this run, prepared by what `coc init-database` does."""
    if os.environ.get("COC_APPWRITE_TEST_ENDPOINT"):
        connection = _real_connection()
        _prepare(connection, folder)
        host = RealHost(connection)
        try:
            yield host
        finally:
            host.remove()
        return
    with prepared_stand_in(folder) as stand_in:
        yield stand_in


@contextmanager
def prepared_stand_in(folder: Path) -> Iterator[StandInHost]:
    """A stand-in of one's own, with every table."""
    with running_appwrite(folder / "appwrite.log") as server:
        template = server.new_project(build_ms=0)
        _prepare(connection_to(template), folder)
        yield StandInHost(template)


def connection_to(project: StandInProject, database_id: str = DATABASE_ID) -> Connection:
    return Connection(project.endpoint, project.id, SecretStr(project.key), database_id)


def kept(folder: Path, connection: Connection) -> Connection:
    """The same connection, written down in the folder for other processes."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "endpoint": connection.endpoint,
        "project_id": connection.project_id,
        "key": connection.key.get_secret_value(),
        "database_id": connection.database_id,
    }
    (folder / _FILE).write_text(json.dumps(told), encoding="utf-8")
    return connection


def connection_in(folder: Path) -> Connection:
    """What `kept` wrote down."""
    told = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    return Connection(told["endpoint"], told["project_id"], SecretStr(told["key"]), told["database_id"])


def settings_in(folder: Path) -> Mapping[str, str]:
    """The settings that `kept` wrote down there; none if it did not."""
    return environment_of(connection_in(folder)) if (folder / _FILE).exists() else {}


def environment_of(connection: Connection) -> Mapping[str, str]:
    """The settings of a process that is to use it."""
    return {
        "BACKEND": "appwrite",
        "APPWRITE_ENDPOINT": connection.endpoint,
        "APPWRITE_PROJECT_ID": connection.project_id,
        "APPWRITE_API_KEY": connection.key.get_secret_value(),
        "APPWRITE_DATABASE_ID": connection.database_id,
    }


def opened(
    connection: Connection, folder: Path, redis_url: str = "redis://127.0.0.1:1", **more: Any
) -> AppwriteBackend:
    """The adapters alone, on the machine's clock. Without a Redis nothing is remembered."""
    mailer = MaildirMailer(folder / "mail", "Code of Conquest <game@example.com>")
    given = {"clock": SystemClock(), "counters": RedisCounters(redis_url), "mailer": mailer, **more}
    return open_appwrite(connection, **given)


def _prepare(connection: Connection, folder: Path) -> None:
    opened(connection, folder).prepare(lambda _line: None, dry_run=False)


def _real_connection() -> Connection:
    wanted = ("COC_APPWRITE_TEST_ENDPOINT", "COC_APPWRITE_TEST_PROJECT", "COC_APPWRITE_TEST_KEY")
    endpoint, project, key = (os.environ[name] for name in wanted)
    return Connection(endpoint, project, SecretStr(key), f"coc-test-{uuid4().hex[:12]}")
