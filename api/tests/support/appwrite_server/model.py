"""What the server knows, by project. All of it is in memory and dies with the process."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.appwrite_server.clock import ProjectClock
from tests.support.appwrite_server.errors import VERSION, key_not_found, not_found
from tests.support.appwrite_server.faults import Faults
from tests.support.appwrite_server.kept_rows import KeptRows

Record = dict[str, Any]
"""A thing as the API shows it, or nearly so."""


@dataclass
class Table:
    info: Record
    columns: dict[str, Record] = field(default_factory=dict)
    indexes: dict[str, Record] = field(default_factory=dict)
    rows: KeptRows = field(default_factory=KeptRows)
    last_sequence: int = 0

    @property
    def id(self) -> str:
        return str(self.info["$id"])

    @property
    def database_id(self) -> str:
        return str(self.info["databaseId"])

    def column(self, key: str) -> Record:
        if key not in self.columns:
            raise key_not_found("Column", "column_not_found", key)
        return self.columns[key]


@dataclass
class Database:
    info: Record
    tables: dict[str, Table] = field(default_factory=dict)

    def table(self, table_id: str, thing: str = "table") -> Table:
        if table_id not in self.tables:
            raise not_found(thing, table_id)
        return self.tables[table_id]


@dataclass
class Settings:
    """What the project's console would set, and what only a stand-in can."""

    version: str = VERSION
    session_limit: int | None = 10
    session_length_s: int = 31_536_000
    smtp: bool = True
    platforms: list[str] = field(default_factory=lambda: ["localhost", "127.0.0.1"])
    forgets_transactions: bool = False  # a worker removes those that ended; when, is not promised
    build_ms: int = 40  # how long the worker takes to make a column or an index available


@dataclass
class Project:
    """One project with its key. `lock` is held by the request that is being worked on."""

    id: str
    key: str = field(default_factory=lambda: f"standard_{secrets.token_hex(32)}")
    settings: Settings = field(default_factory=Settings)
    clock: ProjectClock = field(default_factory=ProjectClock)
    faults: Faults = field(default_factory=Faults)
    counts: Counter[str] = field(default_factory=Counter)
    lock: threading.RLock = field(default_factory=threading.RLock)
    databases: dict[str, Database] = field(default_factory=dict)
    transactions: dict[str, Any] = field(default_factory=dict)
    users: dict[str, Record] = field(default_factory=dict)
    sessions: dict[str, Record] = field(default_factory=dict)
    tokens: dict[str, Record] = field(default_factory=dict)
    mails: list[Record] = field(default_factory=list)

    def database(self, database_id: str) -> Database:
        if database_id not in self.databases:
            raise not_found("database", database_id)
        return self.databases[database_id]

    def table(self, database_id: str, table_id: str) -> Table:
        return self.database(database_id).table(table_id)


@dataclass(frozen=True)
class Caller:
    """Who asks: the project's key, a user, or a guest."""

    is_key: bool = False
    user: Record | None = None
    session: Record | None = None

    @property
    def roles(self) -> list[str]:
        """What the caller's permissions may be granted to; meaningless for the key, which may do all."""
        if self.user is None:
            return ["any", "guests"]
        user_id = self.user["$id"]
        proof = "verified" if self.user["emailVerification"] else "unverified"
        labels = [f"label:{label}" for label in self.user["labels"]]
        return ["any", "users", f"user:{user_id}", f"user:{user_id}/{proof}", f"users/{proof}", *labels]


@dataclass(frozen=True)
class Call:
    """One request. `now` is its time; `queries` are the raw texts of `queries[]`."""

    project: Project
    caller: Caller
    now: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    queries: list[str]
    headers: Mapping[str, str]
    body: Record
    is_first_access: bool = False


@dataclass(frozen=True)
class Answer:
    status: int
    body: object = None
    headers: list[tuple[str, str]] = field(default_factory=list)


def new_id() -> str:
    """As the server makes them: 20 hexadecimal digits, of which the first 13 are the time."""
    microseconds = time.time_ns() // 1000
    return f"{microseconds // 10**6:08x}{microseconds % 10**6:05x}{secrets.token_hex(4)[:7]}"
