"""Creates and upgrades what a project must hold. Each step asks for one thing that is missing, so an interrupted run
goes on where it stopped, and a second one has nothing to do."""

import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from appwrite.enums.tables_db_index_type import TablesDBIndexType
from appwrite.query import Query
from appwrite.services.tables_db import TablesDB

from app.backends.appwrite.client import Connection, PooledClient
from app.backends.appwrite.columns import WireColumn, WireType, index_key
from app.backends.appwrite.errors import Refused, readable
from app.backends.appwrite.schema import (
    FAILED,
    TABLES_ON_APPWRITE,
    Found,
    MakeColumn,
    MakeIndex,
    MakeTable,
    SecureTable,
    Step,
    WidenColumn,
    as_found,
    missing,
    pending,
    strangers,
)
from app.backends.appwrite.user_store import UserStore
from app.backends.appwrite.users import NOBODY, placeholder
from app.backends.values import MAX_INTEGER
from app.models.errors import BackendNotReady
from app.models.ids import UserId
from app.models.tables import Table

OLDEST = (1, 9)
DATABASE_NAME = "Code of Conquest"
_BUILT_WITHIN_S = 120.0
_LOOK_EVERY_S = 0.15
_VERSION = re.compile(r"(\d+)\.(\d+)")

Report = Callable[[str], None]


class Setup:
    """`check` at every start; `run` from `coc init-database`."""

    def __init__(
        self, client: PooledClient, tables: TablesDB, users: UserStore, connection: Connection
    ) -> None:
        self._client = client
        self._tables = tables
        self._users = users
        self._connection = connection

    def check(self) -> None:
        """Raises BackendNotReady, saying what to do, unless the project is what this version needs; Lost if the
        server does not answer."""
        found = self._found()
        if found is None:
            raise BackendNotReady(
                f"the database {self._connection.database_id} does not exist yet: run coc init-database"
            )
        steps = self._steps(found)
        if steps or self._users.raw(UserId(NOBODY)) is None:
            first = str(steps[0]) if steps else f"user {NOBODY}"
            raise BackendNotReady(
                f"the database {self._connection.database_id} is not up to date"
                f" ({max(len(steps), 1)} missing, the first is {first}): run coc init-database"
            )

    def run(self, report: Report, *, dry_run: bool = False) -> int:
        """Does what is missing, or only names it; returns how many steps that is. Raises BackendNotReady, Lost."""
        found = self._found()
        for name in self._strangers(found or {}):
            report(f"left alone, not of this version: {name}")
        steps, lacks_nobody = self._steps(found or {}), self._users.raw(UserId(NOBODY)) is None
        titles = [
            *([] if found is not None else [f"database {self._connection.database_id}"]),
            *map(str, steps),
            *([f"user {NOBODY}, against which unknown addresses are checked"] if lacks_nobody else []),
        ]
        if dry_run:
            for title in titles:
                report(f"would make: {title}")
            return len(titles)
        numbered = (f"[{number}/{len(titles)}] {title}" for number, title in enumerate(titles, 1))
        if found is None:
            report(next(numbered))
            self._asked(lambda: self._tables.create(self._connection.database_id, DATABASE_NAME))
        for table in TABLES_ON_APPWRITE:
            self._make(table, [step for step in steps if step.table is table], lambda: report(next(numbered)))
        if lacks_nobody:
            report(next(numbered))
            self._users.create(UserId(NOBODY), NOBODY, placeholder(NOBODY), secrets.token_urlsafe(32))
        return len(titles)

    def _make(self, table: Table, steps: Sequence[Step], announce: Callable[[], None]) -> None:
        """Columns are built by a worker, and an index needs them all."""
        before = [step for step in steps if not isinstance(step, MakeIndex)]
        for step in before:
            announce()
            self._do(step)
        if before:
            self._wait_until_built(table)
        for index in (step for step in steps if isinstance(step, MakeIndex)):
            announce()
            self._do(index)
        if steps:
            self._wait_until_built(table)

    def _do(self, step: Step) -> None:
        database, table = self._connection.database_id, step.table.name
        match step:
            case MakeTable():
                self._asked(lambda: self._tables.create_table(database, table, table, [], row_security=True))
            case SecureTable():
                self._asked(lambda: self._tables.update_table(database, table, table, [], row_security=True))
            case MakeColumn():
                if step.is_remade:
                    self._remove(lambda: self._tables.delete_column(database, table, step.column.key))
                self._asked(lambda: self._make_column(table, step.column))
            case WidenColumn():
                key, size = step.column.key, step.column.size
                self._asked(
                    lambda: self._tables.update_varchar_column(database, table, key, False, None, size)
                )
            case MakeIndex():
                self._make_index(step)

    def _make_column(self, table: str, column: WireColumn) -> Any:
        tables, place = self._tables, (self._connection.database_id, table, column.key)
        match column.type:
            case WireType.VARCHAR:
                is_array = True if column.is_array else None
                return tables.create_varchar_column(*place, column.size, False, array=is_array)
            case WireType.TEXT:
                return tables.create_text_column(*place, False)
            case WireType.MEDIUMTEXT:
                return tables.create_mediumtext_column(*place, False)
            case WireType.INTEGER:
                return tables.create_integer_column(*place, False, min=-MAX_INTEGER, max=MAX_INTEGER)
            case WireType.BOOLEAN:
                return tables.create_boolean_column(*place, False)
            case WireType.DATETIME:
                return tables.create_datetime_column(*place, False)

    def _make_index(self, step: MakeIndex) -> None:
        database, table, key = self._connection.database_id, step.table.name, index_key(step.index)
        kind = TablesDBIndexType.UNIQUE if step.index.unique else TablesDBIndexType.KEY
        if step.is_remade:
            self._remove(lambda: self._tables.delete_index(database, table, key))
        self._asked(lambda: self._tables.create_index(database, table, key, kind, list(step.index.columns)))

    def _remove(self, call: Callable[[], Any]) -> None:
        """Removal is the worker's too: until it is done, the name is taken."""
        self._asked(call)
        time.sleep(_LOOK_EVERY_S)

    def _wait_until_built(self, table: Table) -> None:
        deadline = time.monotonic() + _BUILT_WITHIN_S
        while True:
            found = as_found(
                self._asked(lambda: self._tables.get_table(self._connection.database_id, table.name))
            )
            waiting = pending(found)
            failed = [name for name in waiting if found.states[name] in FAILED]
            if failed:
                raise BackendNotReady(
                    f"Appwrite could not build {failed[0]} of {table.name}: see its console"
                )
            if not waiting:
                return
            if time.monotonic() > deadline:
                raise BackendNotReady(
                    f"Appwrite is still building {waiting[0]} of {table.name}: see that its database worker runs,"
                    " then run coc init-database again"
                )
            time.sleep(_LOOK_EVERY_S)

    def _found(self) -> Mapping[str, Found] | None:
        """The tables of the database, or None if there is no database. Raises BackendNotReady, Lost."""
        self._require_version()
        try:
            with readable():
                listed = self._tables.list_tables(
                    self._connection.database_id, [Query.limit(100)], total=False
                )
                return {str(one.id): as_found(one) for one in listed.tables}
        except Refused as refused:
            if refused.kind == "database_not_found":
                return None
            raise self._unfit(refused) from refused

    def _require_version(self) -> None:
        try:
            with readable():
                version = str(self._client.call("get", "/health/version", self._headers())["version"])
        except Refused as refused:
            raise self._unfit(refused) from refused
        found = _VERSION.match(version)
        if found is None or (int(found[1]), int(found[2])) < OLDEST:
            raise BackendNotReady(
                f"the server is Appwrite {version}: 1.9 or newer is needed (this SDK cannot read older ones)"
            )

    def _headers(self) -> dict[str, str]:
        """What every service of the SDK adds by itself; none of them asks for the version."""
        return {"x-appwrite-project": self._connection.project_id, "accept": "application/json"}

    def _steps(self, found: Mapping[str, Found]) -> list[Step]:
        try:
            return [step for table in TABLES_ON_APPWRITE for step in missing(table, found.get(table.name))]
        except ValueError as error:
            raise BackendNotReady(f"{error}: it cannot be changed; move its data and delete it") from error

    def _strangers(self, found: Mapping[str, Found]) -> list[str]:
        return [name for table in TABLES_ON_APPWRITE for name in strangers(table, found.get(table.name))]

    def _asked(self, call: Callable[[], Any]) -> Any:
        try:
            with readable():
                return call()
        except Refused as refused:
            if refused.kind.endswith("_already_exists"):  # by a run at the same time, or one that was cut off
                return None
            raise self._unfit(refused) from refused

    def _unfit(self, refused: Refused) -> BackendNotReady:
        if refused.status in (401, 403) or refused.kind.startswith("project_"):
            return BackendNotReady(
                f"Appwrite refuses the key or the project {self._connection.project_id} ({refused.kind}):"
                " see APPWRITE_PROJECT_ID, APPWRITE_API_KEY and the scopes in api/docs/APPWRITE_SETUP.md"
            )
        return BackendNotReady(f"Appwrite says: {refused.message} ({refused.kind})")
