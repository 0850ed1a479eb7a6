"""One of ten: acts when it is time to, twice by mistake, again when no answer came, and sometimes not at all."""

import random
import threading
import time
from dataclasses import dataclass, field

from system.chaos.book import Moment
from system.chaos.line import Answer, Line, Lost
from system.chaos.tab import Tab

WORDS = (
    ("look", "do"), ("wait", "do"), ("wait", "do"), ("throw darts", "do"), ("go out", "do"), ("go in", "do"),
    ("take some bread", "do"), ("eat some bread", "do"), ("fly to the moon", "do"), ("Who goes first?", "say"),
)  # fmt: skip
"""Some are always possible, some only where somebody else has not just gone, some never."""
AGAIN = frozenset({"unavailable", "conflict", "too_many_pending", "throttled"})
"""Refusals that say nothing of the action itself."""
GIVES_UP_AFTER_S = 60.0


@dataclass(frozen=True)
class Habits:
    """How likely each mishap is, at each action; `longest_delay_s` before it."""

    longest_delay_s: float = 0.08
    hang_up: float = 0.05
    twin: float = 0.12
    repeat: float = 0.05
    change_of_mind: float = 0.05
    based_on: float = 0.3
    drop_line: float = 0.003


@dataclass
class Diary:
    """What the API has promised: the turn of each accepted action, by action id. `told` counts what was done."""

    promised: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, action_id: str, answer: Answer) -> None:
        """An answer that is final for this action."""
        with self._lock:
            if not answer.is_taken:
                self.refused[action_id] = str(answer.code)
            elif self.promised.setdefault(action_id, answer.result["turn_id"]) != answer.result["turn_id"]:
                self.faults.append(f"action {action_id} became two turns")

    def count(self, what: str) -> None:
        self.told[what] = self.told.get(what, 0) + 1


@dataclass
class Player:
    """It lets the moves of the numbers in `away` pass, and plays no round after `rounds`."""

    name: str
    line: Line
    character_id: str
    session_id: str
    chance: random.Random
    habits: Habits
    away: frozenset[int]
    rounds: int
    tabs: list[Tab] = field(default_factory=list)
    diary: Diary = field(default_factory=Diary)
    is_over: threading.Event = field(default_factory=threading.Event)
    _key: tuple[object, ...] | None = None
    _is_done: bool = False
    _moves: int = 0
    _actions: int = 0
    _waits_for: str | None = None

    def live(self) -> None:
        """Until the evening is over; what was begun is brought to its end."""
        while not self.is_over.is_set():
            self.tabs[0].book.wait(0.2)
            if self._may_act():
                self._act()

    def handed_in(self) -> set[str]:
        """The turns, at most one, that it was promised and that wait for their round."""
        line, path = self.line.twin(), f"/sessions/{self.session_id}/turns"
        open_ones = set(self.diary.promised.values()) - set(self.tabs[0].book.entries)
        answers = {one: line.call("GET", f"{path}/{one}") for one in open_ones}
        found = {one for one, answer in answers.items() if answer.is_taken and answer.result["seq"] == 0}
        if len(found) > 1:
            self.diary.faults.append(f"{sorted(found)} all wait for one round")
        return found

    def _may_act(self) -> bool:
        """Whether the party waits for this one, and it has not acted (or chosen not to) already."""
        book = self.tabs[0].book
        now = book.now
        if now is None or not self._is_waited_for(now):
            return False
        if now.key != self._key:
            self._key, self._is_done, self._waits_for = now.key, False, None
            self._moves += 1
            if self._moves in self.away:
                self._is_done = True
                self.diary.count("moves let pass")
        if self._waits_for is not None:
            entry = book.entries.get(self._waits_for)
            if entry is None or not entry.is_settled or (entry.version or 0) > now.version:
                return False
        return not self._is_done

    def _is_waited_for(self, now: Moment) -> bool:
        if now.round_number is not None:
            return now.round_number <= self.rounds
        return now.actor == self.character_id

    def _act(self) -> None:
        time.sleep(self.chance.uniform(0, self.habits.longest_delay_s))
        turn_id = self._hand_in()
        in_round = self._key is not None and self._key[0] == "round"
        if in_round and turn_id is not None and self.chance.random() < self.habits.change_of_mind:
            self.diary.count("changes of mind")
            self._hand_in()
        self._is_done = in_round and turn_id is not None
        self._waits_for = None if in_round else turn_id

    def _hand_in(self) -> str | None:
        """One action, asked for until somebody says what became of it; the turn that it is."""
        self._actions += 1
        words, mode = self.chance.choice(WORDS)
        action_id = f"{self.name.split()[0].lower()}-{self._actions}"
        body: dict[str, object] = {"action": words, "mode": mode, "action_id": action_id}
        now = self.tabs[0].book.now
        if now is not None and self.chance.random() < self.habits.based_on:
            body["based_on"] = now.version
        twin = self._twin(action_id, body)
        self._until_known(self.line, action_id, body)
        if twin is not None:
            twin.join()
        if self.chance.random() < self.habits.repeat:
            self.diary.count("late copies")
            self._until_known(self.line, action_id, body)
        self.diary.count("actions")
        return self.diary.promised.get(action_id)

    def _twin(self, action_id: str, body: dict[str, object]) -> threading.Thread | None:
        """The same action from a second tab, at the same time."""
        if self.chance.random() >= self.habits.twin:
            return None
        self.diary.count("double posts")
        line = self.line.twin()
        thread = threading.Thread(target=self._until_known, args=(line, action_id, body), daemon=True)
        thread.start()
        return thread

    def _until_known(self, line: Line, action_id: str, body: dict[str, object]) -> None:
        path = f"/sessions/{self.session_id}/action"
        gives_up_at, pause_s = time.monotonic() + GIVES_UP_AFTER_S, 0.05
        while time.monotonic() < gives_up_at:
            try:
                if line is self.line and self.chance.random() < self.habits.hang_up:
                    self.diary.count("answers not waited for")
                    line.hang_up_on("POST", path, body)
                answer = line.call("POST", path, body)
            except Lost:
                self.diary.count("answers lost")
            else:
                if answer.code not in AGAIN:
                    self.diary.write(action_id, answer)
                    return
                self.diary.count(f"answered {answer.code}")
            time.sleep(pause_s)
            pause_s = min(pause_s * 2, 1.0)
        self.diary.faults.append(f"nobody says what became of {action_id}")
