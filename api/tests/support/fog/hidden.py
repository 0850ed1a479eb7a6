"""What nobody else may know, from the database as it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.backends.ports import Documents, Row
from app.models.enums import SessionStatus, TurnStatus
from app.models.tables import ALL_TABLES
from tests.support.fog.hunter import Secret
from tests.support.fog.pack import ENEMY_MANA, MARK
from tests.support.fog.secrecy import STATE, Known

_CANARY = re.compile(r"\bqx[a-z]{4,}\b", re.IGNORECASE)
"""Words that players say begin with it where it matters who hears them. Whole words: ids hold "qx" by chance."""
_LEAST = 10_000
"""Numbers from here on are unmistakable."""
NOBODY: frozenset[str] = frozenset()


@dataclass(slots=True)
class Cast:
    """Who is on whose side. `gone`: when a member left; `watchers` look on by a code; `codes`: who was told which.
    `own`: values that are one user's own for other reasons, with what they are."""

    session_id: str
    members: set[str]
    watchers: set[str] = field(default_factory=set)
    gone: dict[str, datetime] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=dict)
    own: list[tuple[str | int, str, str]] = field(default_factory=list)

    def since(self, moment: datetime) -> frozenset[str]:
        """Members who may know what was said to all at that moment."""
        return frozenset(one for one in self.members if one not in self.gone or self.gone[one] > moment)


def hidden_values(documents: Documents, cast: Cast) -> list[Secret]:
    """All of it, with those who may know it nevertheless."""
    rows = {
        table.name: documents.list(table.name, limit=100).rows
        for table in ALL_TABLES
        if not table.embedded_only
    }
    return [
        Secret(MARK, NOBODY, "content that nobody has met"),
        Secret(ENEMY_MANA, NOBODY, "the mana of enemies"),
        *(Secret(value, frozenset({user}), what) for value, user, what in cast.own),
        *(Secret(code, frozenset(users), "an invitation") for code, users in cast.codes.items()),
        *_of_the_rules(rows["session_secrets"], rows["game_sessions"]),
        *_possessions(rows["characters"], rows["items"]),
        *_private_turns(rows["session_turns"]),
        *_logins(rows["logins"]),
        *_votes(rows["votes"], cast),
        *_words(rows, cast),
    ]


def _of_the_rules(secrets: Sequence[Row], sessions: Sequence[Row]) -> Iterator[Secret]:
    over = {row.id for row in sessions if row.data["status"] == SessionStatus.COMPLETED}
    for row in secrets:
        snapshot: Any = row.data["snapshot"]
        if row.id not in over:
            yield Secret(str(row.data["seed"]), NOBODY, "a seed")
        for name in (one for one, known in STATE.items() if known is Known.NOBODY):
            for value in _leaves(snapshot[name]):
                yield Secret(value, NOBODY, f"{name} of the state")


def _leaves(value: object) -> Iterator[str]:
    """Keys and texts that are long enough to be found."""
    if isinstance(value, Mapping):
        value = list(value)
    if isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, str) and len(value) >= 10:
        yield value


def _possessions(characters: Sequence[Row], items: Sequence[Row]) -> Iterator[Secret]:
    players = {row.id: str(row.data["user_id"]) for row in characters}
    for row in characters:
        yield from _number(row.data["gold"], players[row.id], "a purse")
    for row in items:
        if row.data["owner_id"] in players:
            yield from _number(row.data["quantity"], players[str(row.data["owner_id"])], "a stack")


def _number(value: object, user: str, what: str) -> Iterator[Secret]:
    if isinstance(value, int) and value >= _LEAST:
        yield Secret(value, frozenset({user}), what)


def _private_turns(turns: Sequence[Row]) -> Iterator[Secret]:
    for row in turns:
        if row.data.get("is_private"):
            yield Secret(row.id, frozenset({str(row.data["user_id"])}), "the id of a private turn")


def _votes(votes: Sequence[Row], cast: Cast) -> Iterator[Secret]:
    """A vote bears the id of the turn that comes of it, which whoever looks on reads."""
    for row in votes:
        if row.data["session_id"] == cast.session_id:
            yield Secret(row.id, cast.since(row.created_at) | cast.watchers, "the id of a vote")


def _logins(logins: Sequence[Row]) -> Iterator[Secret]:
    for row in logins:
        yield Secret(str(row.data["secret_hash"]), NOBODY, "a login")
        yield Secret(row.id, frozenset({str(row.data["user_id"])}), "the id of a login")


def _words(rows: Mapping[str, Sequence[Row]], cast: Cast) -> Iterator[Secret]:
    """Each canary is known to those who may know any of the rows that it stands in."""
    known: dict[str, set[str]] = {}
    for table, holders in (
        ("session_turns", _readers_of_turn),
        ("chat_messages", _hearers),
        ("round_submissions", _its_player),
        ("reports", _its_player),
    ):
        for row in rows[table]:
            for word in _CANARY.findall(str(row.data)):
                known.setdefault(word.lower(), set()).update(holders(row, cast, rows))
    for word, users in known.items():
        yield Secret(word, frozenset(users), "words")


def _its_player(row: Row, cast: Cast, rows: Mapping[str, Sequence[Row]]) -> frozenset[str]:
    del cast, rows
    return frozenset({str(row.data["user_id"])})


def _readers_of_turn(row: Row, cast: Cast, rows: Mapping[str, Sequence[Row]]) -> frozenset[str]:
    if row.data["session_id"] != cast.session_id or row.data.get("is_private"):
        return _its_player(row, cast, rows)
    if row.data["status"] == TurnStatus.ACCEPTED:
        return _its_player(row, cast, rows)
    return cast.since(row.created_at) | cast.watchers


def _hearers(row: Row, cast: Cast, rows: Mapping[str, Sequence[Row]]) -> frozenset[str]:
    author = row.data["user_id"]
    if row.data.get("to_user_id"):
        hearers = frozenset({str(author), str(row.data["to_user_id"])})
    else:
        hearers = cast.since(row.created_at)
    deaf = {
        str(one.data["user_id"])
        for one in rows["mutes"]
        if one.data["muted_id"] == author and one.created_at <= row.created_at
    }
    return hearers - deaf
