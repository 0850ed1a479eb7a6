"""What one client knows of its party: by rows that were pushed and views that it fetched, whichever is newer."""

import json
import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MISSED, PASSED = "turn_missed", "turn_passed"


@dataclass(frozen=True)
class Entry:
    """A turn as it was last heard of. `kinds` are those of its events."""

    id: str
    seq: int
    status: str
    kind: str
    code: str | None
    version: int | None
    state_hash: str | None
    accepted_at: datetime
    kinds: frozenset[str]

    @property
    def is_settled(self) -> bool:
        return self.status != "accepted"


@dataclass(frozen=True)
class Moment:
    """The party at one version. `key` names the move or the round that it waits for, until `due`; `since` is when
    somebody last did something."""

    version: int
    status: str
    turn_number: int
    actor: str | None
    round_number: int | None
    due: datetime | None
    since: datetime

    @property
    def key(self) -> tuple[object, ...]:
        if self.round_number is not None:
            return ("round", self.round_number)
        return ("move", self.actor, self.due)


@dataclass
class Book:
    """Fed by one tab, read by others. Nothing is missing up to `complete_to`: what others try is told only once it has
    happened, so turns of one's own that still wait may have lower numbers to come before them. `faults`: what a reader
    would have seen twice or out of place."""

    entries: dict[str, Entry] = field(default_factory=dict)
    moments: dict[int, Moment] = field(default_factory=dict)
    now: Moment | None = None
    complete_to: int = 0
    faults: list[str] = field(default_factory=list)
    _by_seq: dict[int, str] = field(default_factory=dict)
    _news: threading.Condition = field(default_factory=threading.Condition)

    def wait(self, seconds: float) -> None:
        """Until there is news, at most that long."""
        with self._news:
            self._news.wait(seconds)

    def hear(self, table: str, row: dict[str, Any]) -> None:
        """A row that was pushed."""
        if table == "session_turns":
            self._write(_entry(row, json.loads(row["events"] or "[]")))
        elif table == "game_sessions":  # the turns of its commit came before it
            self._turn_page(_moment_of_row(row))
            self.complete(row["turn_number"])

    def read_turn(self, view: dict[str, Any]) -> None:
        self._write(_entry(view, view["events"]))

    def read_session(self, view: dict[str, Any]) -> None:
        self._turn_page(_moment_of_view(view))

    def is_open(self) -> bool:
        """Whether it holds a turn that is not settled yet."""
        return any(not one.is_settled for one in list(self.entries.values()))

    def last_seq(self) -> int:
        return max(self._by_seq, default=0)

    def complete(self, turn_number: int) -> None:
        """It holds all that it may know up to this turn."""
        self.complete_to = max(self.complete_to, turn_number)

    def log(self) -> list[Entry]:
        return sorted(self.entries.values(), key=lambda one: one.seq)

    def count(self, *kinds: str) -> int:
        """How many turns had an event of one of these kinds."""
        return sum(not one.kinds.isdisjoint(kinds) for one in list(self.entries.values()))

    def _write(self, entry: Entry) -> None:
        with self._news:
            known = self.entries.get(entry.id)
            if known is not None and known.is_settled:
                if entry.is_settled and _told(entry) != _told(known):
                    self.faults.append(f"turn {entry.seq} was settled twice: {known} and {entry}")
                return
            if self._by_seq.setdefault(entry.seq, entry.id) != entry.id:
                self.faults.append(f"two turns are number {entry.seq}")
            self.entries[entry.id] = entry
            self._news.notify_all()

    def _turn_page(self, moment: Moment) -> None:
        with self._news:
            self.moments.setdefault(moment.version, moment)
            if self.now is None or moment.version > self.now.version:
                self.now = moment
                self._news.notify_all()


def _told(entry: Entry) -> tuple[object, ...]:
    return (entry.seq, entry.status, entry.code, entry.version, entry.state_hash)


def _entry(turn: dict[str, Any], events: list[dict[str, Any]]) -> Entry:
    """Rows and views of turns name these alike, but for the id."""
    return Entry(
        id=turn.get("id") or turn["$id"],
        seq=turn["seq"],
        status=turn["status"],
        kind=turn["kind"],
        code=turn["code"],
        version=turn["session_version"],
        state_hash=turn["state_hash"],
        accepted_at=datetime.fromisoformat(turn["accepted_at"]),
        kinds=frozenset(event["kind"] for event in events),
    )


def _moment_of_row(row: dict[str, Any]) -> Moment:
    order, running = row["turn_order"], json.loads(row["round"] or "null")
    return Moment(
        version=row["version"],
        status=row["status"],
        turn_number=row["turn_number"],
        actor=None if running else order[row["current_turn"] % len(order)],
        round_number=running["number"] if running else None,
        due=_time(row["due_at"]),
        since=datetime.fromisoformat(row["last_activity"]),
    )


def _moment_of_view(view: dict[str, Any]) -> Moment:
    return Moment(
        version=view["version"],
        status=view["status"],
        turn_number=view["turn_number"],
        actor=view["current_actor_id"],
        round_number=view["round"]["number"] if view["round"] else None,
        due=_time(view["deadline_at"]),
        since=datetime.fromisoformat(view["last_activity"]),
    )


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
