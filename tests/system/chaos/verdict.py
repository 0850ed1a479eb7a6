"""What must hold of an evening, whatever happened in it. Each finding is a sentence about what does not."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coc_play import Stack
from system.chaos.book import MISSED, Book, Entry, Moment
from system.chaos.party import Party

LATE_S = 5.0
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Verdict:
    """`late`: by how much each deadline was missed."""

    findings: list[str]
    turns: int
    late: list["Late"]


@dataclass(frozen=True)
class Late:
    """A deadline that ran out: how long after it the turn was settled, and how much of that time all processes that
    settle turns were up."""

    in_all_s: float
    while_up_s: float


def judge(stack: Stack, party: Party, outages: Sequence[Span]) -> Verdict:
    """To be asked once the adventure is over and every tab has had time to hear of it."""
    log = _whole_log(party)
    late = [
        Late(_length_s(span), _length_s(span) - _shared_s(span, outages)) for span in _lateness(party, log)
    ]
    findings = [
        *party.complaints,
        *(fault for player in party.players for fault in player.diary.faults),
        *(f"{tab.name}: {fault}" for tab in party.tabs for fault in tab.book.faults),
        *_exactly_once(party, log),
        *_alike(party, log),
        *(f"a deadline was missed: {one}" for one in late if one.while_up_s > LATE_S),
        *_proofs(stack, party, log),
    ]
    return Verdict(findings, len(log), late)


def _whole_log(party: Party) -> list[Entry]:
    """What the players read together: each sees the party's turns and those that are its own alone."""
    found: dict[str, Entry] = {}
    for player in party.players:
        found |= {entry.id: entry for entry in player.tabs[0].book.log()}
    return sorted(found.values(), key=lambda one: one.seq)


def _exactly_once(party: Party, log: list[Entry]) -> Iterator[str]:
    """Every accepted action is one turn, unless its round was not played any more; every player's turn is one accepted
    action; numbers have neither gap nor double."""
    if [one.seq for one in log] != list(range(1, len(log) + 1)):
        yield f"the numbers of {len(log)} turns have gaps or doubles"
    yield from (f"turn {one.seq} was never settled" for one in log if not one.is_settled)
    yield from (f"turn {one.seq} met a fault of the rules" for one in log if one.code == "rule_failed")
    promised = {turn_id for player in party.players for turn_id in player.diary.promised.values()}
    played = {one.id for one in log if one.kind == "player"}
    if lost := promised - played - party.unplayed:
        yield f"{len(lost)} accepted actions are not in the log: {sorted(lost)[:5]}"
    if unasked := played - promised:
        yield f"{len(unasked)} turns that nobody asked for: {sorted(unasked)[:5]}"
    turns = Counter(turn_id for player in party.players for turn_id in set(player.diary.promised.values()))
    yield from (f"turn {one} is that of {count} players" for one, count in turns.items() if count > 1)
    if party.mode == "turns":  # in a round a later action may take the place of an earlier one
        asked = sum(len(player.diary.promised) for player in party.players)
        if asked != len(promised):
            yield f"{asked} accepted actions are {len(promised)} turns"


def _alike(party: Party, log: list[Entry]) -> Iterator[str]:
    """All end at one version and one hash, and each tab holds all that its player may read, as the server has it."""
    ends = Counter(_end_of(tab.book) for tab in party.tabs)
    if len(ends) != 1:
        yield f"the tabs do not end alike: {dict(ends)}"
    for player in party.players:
        served = _served(player.line.twin(), party.session_id)
        for tab in player.tabs:
            heard = {(one.id, one.seq, one.status, one.state_hash) for one in tab.book.log()}
            if heard != served:
                missing, more = served - heard, heard - served
                yield f"{tab.name} missed {sorted(missing)[:3]} and made up {sorted(more)[:3]}"


def _end_of(book: Book) -> tuple[object, ...]:
    last = book.log()[-1]
    now = book.now
    return (now and now.version, now and now.status, last.seq, last.version, last.state_hash)


def _served(line: Any, session_id: str) -> set[tuple[str, int, str, str | None]]:
    found, before = set(), ""
    while True:
        page = line.need("GET", f"/sessions/{session_id}/turns?limit=100{before}")
        found |= {(one["id"], one["seq"], one["status"], one["state_hash"]) for one in page["items"]}
        if page["next_cursor"] is None:
            return found
        before = f"&before={page['next_cursor']}"


def _lateness(party: Party, log: list[Entry]) -> Iterator[Span]:
    """For each missed turn: from its time until it was settled. All clients together have seen the deadlines."""
    moments: dict[int, Moment] = {}
    for tab in party.tabs:
        moments |= tab.book.moments
    timed = [(moments[version], due) for version in sorted(moments) if (due := moments[version].due)]
    for at in sorted({one.accepted_at for one in log if MISSED in one.kinds}):
        in_force = [_from(moment, due) for moment, due in timed if _from(moment, due) <= at]
        if in_force:
            yield in_force[-1], at


def _from(moment: Moment, due: datetime) -> datetime:
    """Who hands in may leave only such as should have been there already."""
    return max(due, moment.since)


def _length_s(span: Span) -> float:
    return (span[1] - span[0]).total_seconds()


def _shared_s(span: Span, outages: Sequence[Span]) -> float:
    """How much of it lies in outages."""
    shared = [(max(span[0], began), min(span[1], ended)) for began, ended in outages]
    return sum(max(0.0, _length_s(one)) for one in shared)


def _proofs(stack: Stack, party: Party, log: list[Entry]) -> Iterator[str]:
    """As an operator would see it; and the hash of the last turn is the one that the clients hold."""
    replayed = stack.operator("replay", party.session_id, "--json")
    found = json.loads(replayed.stdout)
    if replayed.returncode != 0 or not found["is_sound"]:
        yield f"coc replay: {replayed.stdout[-500:]}{replayed.stderr[-500:]}"
    last = found["sessions"][party.session_id][-1]
    if (last["seq"], last["folded"]) != (log[-1].seq, log[-1].state_hash):
        yield f"the log ends with {log[-1]}, the replay with {last}"
    books = stack.operator("ledger", "verify")
    if books.returncode != 0:
        yield f"coc ledger verify: {books.stdout}{books.stderr}"
