"""One party's evening from its gathering to the verdict."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from coc_play import Stack
from system.chaos.course import Course
from system.chaos.mayhem import Mayhem
from system.chaos.party import Party, gather
from system.chaos.player import Habits
from system.chaos.verdict import Verdict, judge

STANDS_STILL_AFTER_S = 60.0
ALIKE_WITHIN_S = 30.0
TELL_EVERY_S = 5.0
REST_S = 0.05

Say = Callable[[str], None]


@dataclass(frozen=True)
class Evening:
    """What there was, for the report."""

    course: Course
    verdict: Verdict
    rounds: int
    took_s: float
    mishaps: Counter[str]
    deeds: Counter[str]

    def told(self) -> str:
        """A few lines."""
        late = self.verdict.late
        latest = max((one.in_all_s for one in late), default=0.0)
        latest_up = max((one.while_up_s for one in late), default=0.0)
        deadlines = (
            f"{len(late)} ran out; the latest was settled {latest:.1f} s after its time, "
            f"{latest_up:.1f} s not counting what was down"
        )
        lines = [
            f"mode {self.course.mode}: {self.rounds} rounds, {self.verdict.turns} turns in {self.took_s:.0f} s",
            f"  house:     {_listed(self.mishaps)}",
            f"  players:   {_listed(self.deeds)}",
            f"  deadlines: {deadlines}",
            *(f"  FAILED:    {finding}" for finding in self.verdict.findings),
        ]
        return "\n".join(lines)


def spend(stack: Stack, course: Course, mayhem: Mayhem, say: Say) -> Evening:
    """Plays it. What does not hold is in the verdict; AssertionError for a party that stands still."""
    party = gather(stack, course, Habits())
    began = time.monotonic()
    party.begin()
    try:
        _play(party, course, mayhem, say)
        party.rest()
        party.end()
        _wait_until_alike(party)
        verdict = judge(stack, party, mayhem.outages)
    finally:
        party.close()
    deeds: Counter[str] = Counter({"connections lost": sum(tab.lost for tab in party.tabs)})
    for player in party.players:
        deeds.update(player.diary.told)
        deeds.update(f"refused as {code}" for code in player.diary.refused.values())
    return Evening(course, verdict, party.rounds(), time.monotonic() - began, mayhem.done, deeds)


def _play(party: Party, course: Course, mayhem: Mayhem, say: Say) -> None:
    """Until the rounds are over, or the time is; in the middle of a round nobody stops."""
    watch, ends_at = _Watch(), time.monotonic() + course.within_s
    while party.rounds() < course.rounds and time.monotonic() < ends_at:
        watch.look(party, course, mayhem, say)
        mayhem.strike(party.version())
        time.sleep(REST_S)
    party.last_call()
    while course.mode == "round" and party.rounds() < party.players[0].rounds:
        watch.look(party, course, mayhem, say)
        time.sleep(REST_S)


class _Watch:
    """Sees that it goes on, and says how far it is."""

    def __init__(self) -> None:
        self._version = 0
        self._moved_at = self._told_at = time.monotonic()

    def look(self, party: Party, course: Course, mayhem: Mayhem, say: Say) -> None:
        """AssertionError if the party stands still, or a tab has crashed."""
        now = time.monotonic()
        version = party.version()
        if version != self._version:
            self._version, self._moved_at = version, now
        assert now - self._moved_at < STANDS_STILL_AFTER_S, f"the party stands still at version {version}"
        assert all(tab.is_alive() for tab in party.tabs), "a tab has crashed: its error is above"
        if now - self._told_at > TELL_EVERY_S:
            self._told_at = now
            say(f"  {course.mode}: {party.rounds()} of {course.rounds} rounds, {mayhem.done.total()} mishaps")


def _wait_until_alike(party: Party) -> None:
    """Pages come back and catch up by themselves; nobody reloads."""
    until = time.monotonic() + ALIKE_WITHIN_S
    while time.monotonic() < until:
        ends = {(tab.book.now and (tab.book.now.version, tab.book.now.status)) for tab in party.tabs}
        settled = all(tab.book.complete_to == tab.book.last_seq() for tab in party.tabs)
        seqs = {tab.book.last_seq() for tab in party.tabs}
        if len(ends) == 1 and settled and len(seqs) == 1:
            return
        time.sleep(0.1)


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{count} {what}" for what, count in sorted(counted.items())) or "nothing"
