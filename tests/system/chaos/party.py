"""Ten guests who gather, play and part."""

import threading
from dataclasses import dataclass, field
from typing import Any

from coc_play import Stack
from system.chaos.book import MISSED, PASSED
from system.chaos.course import NAMES, Course
from system.chaos.line import Line
from system.chaos.player import Habits, Player
from system.chaos.tab import Tab

DEADLINE_S = 10
"""The shortest that the API takes."""
TWO_TABS = 3
"""So many of them have the game open twice."""


@dataclass
class Party:
    """`complaints`: answers that nobody should have got. `unplayed`: turns that still waited for their round at the
    end."""

    mode: str
    session_id: str
    players: list[Player]
    complaints: list[str]
    unplayed: set[str] = field(default_factory=set)
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def tabs(self) -> list[Tab]:
        return [tab for player in self.players for tab in player.tabs]

    def rounds(self) -> int:
        """How many rounds are over, as the first of them knows."""
        book = self.players[0].tabs[0].book
        if self.mode == "round":
            return self.known_round() - 1
        return book.count(MISSED, PASSED) // len(self.players)

    def known_round(self) -> int:
        """The latest round that anybody has heard of."""
        moments = [one for tab in self.tabs for one in list(tab.book.moments.values())]
        return max((one.round_number or 1 for one in moments), default=1)

    def version(self) -> int:
        """The latest that anybody has heard of."""
        return max((now.version for tab in self.tabs if (now := tab.book.now)), default=0)

    def begin(self) -> None:
        self._threads = [threading.Thread(target=player.live, daemon=True) for player in self.players]
        for thread in (*self.tabs, *self._threads):
            thread.start()

    def last_call(self) -> None:
        """Nobody begins a round after the next one."""
        last = self.known_round() + 1
        for player in self.players:
            player.rounds = min(player.rounds, last)

    def rest(self) -> None:
        """Nobody acts any more; what was begun is known to its end."""
        for player in self.players:
            player.is_over.set()
        for thread in self._threads:
            thread.join()

    def end(self) -> None:
        """The leader ends the adventure, which is its last turn: what waits for a round then is played no more."""
        for player in self.players:
            self.unplayed |= player.handed_in()
        leader = self.players[0].line.twin()
        leader.need("POST", f"/sessions/{self.session_id}/end", {"action_id": "the-end"})

    def close(self) -> None:
        for tab in self.tabs:
            tab.close()
        for tab in self.tabs:
            tab.join(10)


def gather(stack: Stack, course: Course, habits: Habits) -> Party:
    """Ten on their way."""
    complaints: list[str] = []
    lines = [Line(stack.api_url, complaints.append) for _ in NAMES]
    characters = [
        _character(line, f"{name} {course.mode.title()}") for line, name in zip(lines, NAMES, strict=True)
    ]
    session_id = _set_out(stack, lines, characters, course.mode)
    players = []
    for seat, (name, line) in enumerate(zip(NAMES, lines, strict=True)):
        player = Player(
            name=name,
            line=line,
            character_id=characters[seat],
            session_id=session_id,
            chance=course.chance(name),
            habits=habits,
            away=course.absences(seat),
            rounds=course.rounds,
        )
        for number in range(2 if seat < TWO_TABS else 1):
            tab = f"{name} {number}"
            player.tabs.append(Tab(tab, line.twin(), session_id, course.chance(tab), habits.drop_line))
        players.append(player)
    return Party(course.mode, session_id, players, complaints)


def _character(line: Line, name: str) -> str:
    line.need("POST", "/auth/guest", {})
    body = {"name": name, "class_id": "vanguard", "origin_id": "noble_exile", "appearance": {}}
    made: str = line.need("POST", "/characters", body)["id"]
    return made


def _set_out(stack: Stack, lines: list[Line], characters: list[str], mode: str) -> str:
    leader = lines[0]
    user_id = leader.need("GET", "/auth/me")["id"]
    raised = stack.operator("users", "set-tier", user_id, "ELITE")
    assert raised.returncode == 0, raised.stderr
    config: dict[str, Any] = {"max_players": len(lines), "min_players": len(lines), "mode": mode}
    body = {"character_id": characters[0], "config": {**config, "turn_deadline_s": DEADLINE_S}}
    session_id: str = leader.need("POST", "/sessions", body)["id"]
    code = leader.need("POST", f"/sessions/{session_id}/invites", {})["code"]
    for line, character_id in zip(lines[1:], characters[1:], strict=True):
        line.need("POST", "/sessions/join", {"code": code, "character_id": character_id})
        line.need("POST", f"/sessions/{session_id}/ready", {"is_ready": True})
    leader.need("POST", f"/sessions/{session_id}/start", {})
    return session_id
