"""Every table, declared once. Both backends are generated from this module.

A column is one of six kinds. `JSON` is any JSON value (a text column on Appwrite), never indexed. A *counter* is an
integer column that only `Add` may change after the row's creation; `Update` may not name it. Realtime sends whole rows
to their readers, so what a reader may not know stands in a table of its own.
"""

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATETIME = "datetime"
    STRINGS = "strings"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Column:
    """`size` is the longest string in characters (of each element for STRINGS). Optional columns may be None."""

    name: str
    kind: ColumnKind
    size: int = 0
    optional: bool = False
    counter: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """Columns in order. `where`, `order` and cursors may only use indexed columns (and `id`)."""

    columns: tuple[str, ...]
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`realtime`: committed rows are pushed to their readers. `embedded_only`: Appwrite has its own."""

    name: str
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...] = ()
    realtime: bool = False
    embedded_only: bool = False

    def __hash__(self) -> int:
        """By the name, which no two tables share: caches are asked with every row."""
        return hash(self.name)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    @property
    def indexed(self) -> frozenset[str]:
        """Names of the columns that stand in an index."""
        return frozenset(name for index in self.indexes for name in index.columns)


MAX_ROW_BYTES = 64 * 1024
SCHEMA_VERSION = 8
"""Raised by one with every change below; `backends/embedded/migrations.py` holds the step from the one before."""


def _string(name: str, size: int = 36, *, optional: bool = False) -> Column:
    return Column(name, ColumnKind.STRING, size, optional)


def _integer(name: str, *, optional: bool = False) -> Column:
    return Column(name, ColumnKind.INTEGER, optional=optional)


def _counter(name: str) -> Column:
    return Column(name, ColumnKind.INTEGER, counter=True)


def _boolean(name: str, *, optional: bool = False) -> Column:
    return Column(name, ColumnKind.BOOLEAN, optional=optional)


def _datetime(name: str, *, optional: bool = False) -> Column:
    return Column(name, ColumnKind.DATETIME, optional=optional)


def _json(name: str, *, optional: bool = False) -> Column:
    return Column(name, ColumnKind.JSON, optional=optional)


CHARACTERS = Table(
    "characters",
    (
        _string("user_id"),
        _string("name", 64),
        _string("name_key", 160),
        _string("slot", 80),
        _string("class_id", 64),
        _string("origin_id", 64),
        _integer("level"),
        _counter("gold"),
        _string("session_id", optional=True),
        _string("last_session_id", optional=True),
        _string("portrait_hash", 64, optional=True),
        _boolean("is_active"),
        _json("character_data"),
    ),
    (
        Index(("user_id", "is_active")),
        Index(("name_key",), unique=True),
        Index(("slot",), unique=True),
        Index(("session_id",)),
    ),
    realtime=True,
)
"""`slot` is `<user>:<n>` with n up to the tier's number of characters: the unique index holds the limit under races.
`session_id` is the adventure that the character is on, `last_session_id` the one that it set out on last.
`portrait_hash` names the uploaded picture: the file `<id>.<hash>`."""

ITEMS = Table(
    "items",
    (
        _string("owner_id", 64),
        _string("item_def_id", 64),
        _integer("quantity"),
        _boolean("sealed"),
        _json("item_data"),
    ),
    (Index(("owner_id",)),),
)
"""`owner_id` is a character's id, or the account of an escrow: `pool:<session>` of what a party has not shared out."""

GAME_SESSIONS = Table(
    "game_sessions",
    (
        _string("name", 120),
        _string("owner_id"),
        Column("party_member_ids", ColumnKind.STRINGS, 36),
        Column("member_user_ids", ColumnKind.STRINGS, 36),
        _json("config"),
        _json("combat_encounter", optional=True),
        _json("conversation_history"),
        _json("game_state"),
        Column("turn_order", ColumnKind.STRINGS, 36),
        _integer("current_turn"),
        _integer("turn_number"),
        _string("seed_hash", 64),
        _string("state_hash", 64),
        _datetime("last_activity"),
        _string("status", 16),
        _json("seats", optional=True),
        _boolean("is_listed", optional=True),
        _json("sent_away", optional=True),
        _datetime("due_at", optional=True),
        _json("round", optional=True),
        _json("vote", optional=True),
        _datetime("vote_due_at", optional=True),
    ),
    (
        Index(("owner_id",)),
        Index(("status", "last_activity")),
        Index(("is_listed",)),
        Index(("due_at",)),
        Index(("vote_due_at",)),
    ),
    realtime=True,
)
"""What the party may know. `turn_number` is the seq of the last turn folded into the snapshot. A party that gathers
(`lobby`) has neither seed nor snapshot yet. `seats` tell more of each member; `is_listed`: strangers may join now.
`due_at`: when the turn of whoever is at the move is up, or the round. `round`: the running one, where all act at
once. `vote`: the open one, settled at `vote_due_at`; when it ends it becomes a row of `votes`."""

SESSION_INVITES = Table(
    "session_invites",
    (_string("session_id"), _string("kind", 16), _datetime("expires_at")),
    (Index(("session_id",)),),
)
"""Row id = the code. No readers: whoever knows a code may use it until it expires or is taken back."""

SESSION_SECRETS = Table("session_secrets", (_string("seed", 64), _json("snapshot")))
"""Row id = session id, no readers. The snapshot is the whole state but for the characters, which have their rows."""

SESSION_TURNS = Table(
    "session_turns",
    (
        _string("session_id"),
        _integer("seq"),
        _string("action_id", 64),
        _string("kind", 16),
        _string("status", 16),
        _string("character_id", optional=True),
        _string("character_name", 64, optional=True),
        _string("user_id", optional=True),
        _string("action", 2000),
        _json("intent", optional=True),
        _json("events"),
        _json("names"),
        _string("location_id", 64, optional=True),
        _integer("minutes", optional=True),
        _string("code", 64, optional=True),
        _string("message", 500, optional=True),
        _string("state_hash", 64, optional=True),
        _string("rules_version", 16, optional=True),
        _string("content_hash", 64, optional=True),
        _string("narration_status", 16),
        _json("narration"),
        _json("told_by"),
        _string("tone", 8, optional=True),
        _string("condition", 8, optional=True),
        _integer("attempt", optional=True),
        _datetime("retold_at", optional=True),
        _json("suggestions"),
        _boolean("is_undone", optional=True),
        _boolean("is_private", optional=True),
        _integer("session_version", optional=True),
        _datetime("accepted_at"),
        _datetime("resolved_at", optional=True),
    ),
    (
        Index(("session_id", "seq"), unique=True),
        Index(("session_id", "action_id"), unique=True),
        Index(("session_id", "status", "seq")),
        Index(("status", "accepted_at")),
        Index(("narration_status", "resolved_at")),
    ),
    realtime=True,
)

ROUND_SUBMISSIONS = Table(
    "round_submissions",
    (
        _string("session_id"),
        _integer("round"),
        _string("character_id"),
        _string("user_id"),
        _string("action_id", 64),
        _json("replaced"),
        _string("action", 2000),
        _json("intent", optional=True),
        _string("tone", 8, optional=True),
        _datetime("handed_in_at"),
    ),
    (
        Index(("session_id", "round", "character_id"), unique=True),
        Index(("session_id", "action_id"), unique=True),
    ),
)
"""What is handed in for the running round. No readers: its player alone is told. Row id = the id of the turn that it
becomes. `replaced`: action ids of what it was before. Without words it was taken back. Rows of both kinds stay until
the round after their own is over."""

TURN_SECRETS = Table(
    "turn_secrets",
    (_string("session_id"), _integer("seq"), _json("events")),
    (Index(("session_id", "seq"), unique=True),),
)
"""Row id = turn id, no readers. All events of a resolved turn; `session_turns` shows those that the party may know."""

CHAT_MESSAGES = Table(
    "chat_messages",
    (
        _string("session_id"),
        _string("message_id", 64),
        _string("channel", 16),
        _string("user_id"),
        _string("character_id"),
        _string("character_name", 64),
        _string("to_user_id", optional=True),
        _string("to_character_id", optional=True),
        _string("to_name", 64, optional=True),
        _string("text", 500),
        _json("roll", optional=True),
    ),
    (Index(("session_id", "channel")), Index(("session_id",)), Index(("user_id", "message_id"), unique=True)),
    realtime=True,
)
"""Readers: the members who have not muted its author; of a whisper, the two. `message_id` is the client's own."""

VOTES = Table(
    "votes",
    (
        _string("session_id"),
        _string("kind", 16),
        _string("status", 16),
        _string("question", 200),
        _string("opened_by"),
        _string("opened_by_name", 64),
        _string("about", 64, optional=True),
        _json("options"),
        _json("choices"),
        _json("ballots"),
        _json("voters"),
        _string("outcome", 64, optional=True),
        _string("code", 64, optional=True),
        _string("message", 500, optional=True),
        _string("action_id", 64, optional=True),
        _datetime("opened_at"),
        _datetime("closes_at"),
        _datetime("closed_at"),
    ),
    (Index(("session_id",)),),
    realtime=True,
)
"""Votes that have ended; one that is open stands in its session's row. Readers: who was a member when it ended. Row
id = the id of the turn that it became, if it passed."""

MUTES = Table(
    "mutes",
    (_string("user_id"), _string("muted_id")),
    (Index(("user_id", "muted_id"), unique=True), Index(("muted_id",))),
)
"""Whose messages a user does not want to see."""

REPORTS = Table(
    "reports",
    (
        _string("user_id"),
        _string("kind", 16),
        _string("target", 64),
        _string("reason", 500),
        _json("about"),
        _string("status", 16),
        _string("note", 500, optional=True),
    ),
    (Index(("status",)), Index(("user_id", "kind", "target"), unique=True)),
)
"""What players report. `about`: the reported words and whose they are, as they stood then."""

CHECKPOINTS = Table(
    "checkpoints",
    (
        _string("session_id"),
        _integer("seq"),
        _string("state_hash", 64),
        _json("state"),
        _datetime("verified_at"),
    ),
    (Index(("session_id", "seq"), unique=True),),
)
"""Verified states: each is the fold of the events up to `seq`. No readers."""

TRANSACTIONS = Table(
    "transactions",
    (
        _string("transaction_type", 32),
        _string("unit", 64),
        _integer("amount"),
        _string("from_account", 64),
        _string("to_account", 64),
        _string("buyer_id", optional=True),
        _string("seller_id", optional=True),
        _string("listing_id", optional=True),
        _string("session_id", optional=True),
        _integer("turn_seq", optional=True),
        _json("item_data", optional=True),
        _integer("price"),
        _datetime("timestamp"),
    ),
    (Index(("from_account",)), Index(("to_account",)), Index(("unit",))),
)
"""The ledger: one row moves `amount` of `unit` ("gold" or an item row's id) from one account to another."""

IDEMPOTENCY_KEYS = Table(
    "idempotency_keys",
    (
        _string("user_id"),
        _string("body_hash", 64),
        _integer("status"),
        _json("answer"),
        _datetime("expires_at"),
    ),
    (Index(("expires_at",)),),
)

FILE_PARTS = Table(
    "file_parts",
    (
        _string("file_id"),
        _string("owner"),
        _integer("part"),
        _string("checksum", 64),
        _json("content"),
    ),
    (Index(("file_id", "part"), unique=True), Index(("owner",))),
)
"""A file in pieces that fit into rows, as base64. `checksum`: SHA-256 of the whole file."""

OUTBOX = Table(
    "outbox",
    (_string("table_name", 36), _string("row_id"), _string("action", 8), _json("payload")),
    embedded_only=True,
)
"""Written by the embedded backend in the commit whose rows it announces; ids sort by time."""

USERS = Table(
    "users",
    (
        _string("email", 254, optional=True),
        _string("email_key", 254, optional=True),
        _string("name", 64),
        _string("password_hash", 256, optional=True),
        _string("tier", 16),
        _boolean("is_guest"),
        _boolean("email_verified"),
        _boolean("is_disabled"),
        _json("preferences"),
    ),
    (Index(("email_key",), unique=True),),
    embedded_only=True,
)

LOGINS = Table(
    "logins",
    (
        _string("user_id"),
        _string("secret_hash", 64),
        _string("device", 200),
        _string("address", 64),
        _boolean("remember"),
        _datetime("last_seen_at"),
        _datetime("expires_at"),
    ),
    (Index(("secret_hash",), unique=True), Index(("user_id",)), Index(("expires_at",))),
)

USER_TOKENS = Table(
    "user_tokens",
    (
        _string("user_id"),
        _string("purpose", 32),
        _string("secret_hash", 64),
        _string("email_key", 254),
        _datetime("expires_at"),
    ),
    (Index(("user_id", "purpose")), Index(("expires_at",))),
)

TURN_MAILS = Table("turn_mails", (_json("told"), _datetime("last_sent_at")))
"""Row id = user id, no readers. `told`: by session, which waiting was announced last, and when."""

ALL_TABLES = (
    CHARACTERS,
    ITEMS,
    GAME_SESSIONS,
    SESSION_INVITES,
    SESSION_SECRETS,
    SESSION_TURNS,
    ROUND_SUBMISSIONS,
    TURN_SECRETS,
    CHAT_MESSAGES,
    VOTES,
    MUTES,
    REPORTS,
    CHECKPOINTS,
    TRANSACTIONS,
    IDEMPOTENCY_KEYS,
    FILE_PARTS,
    OUTBOX,
    USERS,
    LOGINS,
    USER_TOKENS,
    TURN_MAILS,
)
TABLES = {table.name: table for table in ALL_TABLES}
