"""The tables of the database in words."""

import ast
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from app.models import tables
from app.models.tables import ALL_TABLES, Column, ColumnKind, Table
from scripts.docs.markdown import code, prose, table

READERS: Mapping[str, str] = {
    "characters": "its player",
    "game_sessions": "the session's players",
    "session_turns": "the session's players",
    "chat_messages": "the session's players but for those who muted its author; of a whisper, the two",
    "votes": "who played in the session when it ended",
}
"""Who may read the rows of a table. What is not named here, nobody may: only the API itself reads it."""

HOLDS: Mapping[str, str] = {
    "characters": "a character",
    "items": "an item, or a stack of them, with its owner",
    "game_sessions": "a session",
    "session_secrets": "a session's seed and its whole state",
    "session_invites": "a code that gives a seat or lets one look on; its id is the code",
    "session_turns": "a turn of the log, with the events that the party may know",
    "round_submissions": "an action that waits for its round",
    "turn_secrets": "every event of a turn",
    "chat_messages": "something that a member of a party said to the others",
    "votes": "a vote of a party that has ended",
    "mutes": "somebody whose messages somebody else does not want to see",
    "reports": "something that a player told the host of",
    "checkpoints": "a state from which a log can be folded on",
    "transactions": "a movement of gold or of an item between two accounts",
    "idempotency_keys": "the first answer to a request that must not be done twice",
    "file_parts": "a piece of a file: of an uploaded portrait",
    "outbox": "a message about a committed row that is still to be sent",
    "users": "an account",
    "logins": "a signed-in device",
    "turn_mails": "what a player was mailed about turns",
    "user_tokens": "a mailed link that has not been used yet",
}
_KINDS: Mapping[ColumnKind, str] = {
    ColumnKind.STRING: "text",
    ColumnKind.INTEGER: "whole number",
    ColumnKind.BOOLEAN: "yes or no",
    ColumnKind.DATETIME: "time",
    ColumnKind.STRINGS: "list of texts",
    ColumnKind.JSON: "JSON",
}


def overview() -> str:
    """A line for each table."""
    rows = [
        (f"[`{one.name}`](#{one.name})", HOLDS[one.name], readers(one.name), "yes" if one.realtime else "")
        for one in ALL_TABLES
    ]
    return table(("table", "a row is", "who reads it", "pushed"), rows)


def readers(name: str) -> str:
    """Who may read the rows of that table."""
    return READERS.get(name, "nobody")


def chapters() -> Iterator[str]:
    """A chapter for each table, with what its declaration says about it."""
    notes = dict(_notes())
    for one in ALL_TABLES:
        yield f"### {one.name}\n{_sentence(one)} {notes.get(one.name, '')}".rstrip() + "\n"
        yield table(("column", "kind", ""), [_column(column) for column in one.columns])
        indexes = [f"({', '.join(index.columns)}){' unique' * index.unique}" for index in one.indexes]
        yield f"Indexes: {' · '.join(indexes)}\n" if indexes else "No index but the id.\n"


def _sentence(one: Table) -> str:
    holds = f"A row is {HOLDS[one.name]}."
    return f"{holds} Only in the embedded backend." if one.embedded_only else holds


def _column(column: Column) -> tuple[str, str, str]:
    size = (
        f", at most {column.size} characters{' each' * (column.kind is ColumnKind.STRINGS)}"
        if column.size
        else ""
    )
    marks = [word for word, holds in (("may be none", column.optional), ("counter", column.counter)) if holds]
    return code(column.name), _KINDS[column.kind] + size, ", ".join(marks)


def _notes() -> Iterator[tuple[str, str]]:
    """(table, the text that stands behind its declaration)."""
    body = ast.parse(Path(tables.__file__).read_text(encoding="utf-8")).body
    for statement, following in pairwise(body):
        match statement, following:
            case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str() as text)):
                declared = getattr(tables, name)
                if isinstance(declared, Table):
                    yield declared.name, prose(text)
