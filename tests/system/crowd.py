"""Players who act without pause, whatever happens to the game, and know afterwards what was promised to them."""

import itertools
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from typing import Any

from coc_demo.client import ApiError, Client
from coc_play import Stack

WORDS = (
    "throw darts", "take some bread", "look", "talk to Ludo", "go out", "attack the wicklings", "attack", "attack",
    "eat some bread", "search the crates", "reach for the glint", "go in", "sleep", "hum a tune nobody knows",
)  # fmt: skip
SETTLED_WITHIN_S = 60.0
_REST_S = 0.03
_UNMISTAKABLE = "abcdefghjkmopqrstuxyz"
_AWAY = (OSError, HTTPException)
_numbers = itertools.count()


class Walker:
    """One player with a session. `promised`: the turn of each action that the API has accepted, by its action_id."""

    def __init__(self, api_url: str) -> None:
        self.client = Client(api_url)
        self.client.sign_in_as_guest()
        first, second = divmod(next(_numbers), len(_UNMISTAKABLE))
        name = f"Wren {_UNMISTAKABLE[first]}{_UNMISTAKABLE[second]}"
        self.character_id: str = self.client.create_character(name, "vanguard", "noble_exile")["id"]
        self.session_id: str = self.client.create_session(self.character_id)["id"]
        self.promised: dict[str, str] = {}
        self.refused: list[str] = []
        self._unsure: tuple[str, str] | None = None
        self._words = itertools.cycle(WORDS)

    def act(self) -> None:
        """Asks for the next action, or once more for the last one while nobody said what became of it."""
        words, action_id = self._unsure or (next(self._words), str(uuid.uuid4()))
        self._unsure = words, action_id
        try:
            job = self.client.call(
                "POST", f"/sessions/{self.session_id}/action", {"action": words, "action_id": action_id}
            )
        except ApiError as error:
            if error.code not in ("too_many_pending", "unavailable"):
                self.refused.append(str(error))
                self._unsure = None
            return
        except _AWAY:
            return
        self.promised[action_id] = job["turn_id"]
        self._unsure = None

    def settle_doubt(self) -> None:
        """Repeats the last action until the API says what became of it."""
        deadline = time.monotonic() + SETTLED_WITHIN_S
        while self._unsure is not None:
            assert time.monotonic() < deadline, "the API does not answer any more"
            self.act()
            time.sleep(_REST_S)

    def read(self, path: str) -> Any:
        """What a GET answers, on a new connection if the game was started anew meanwhile."""
        try:
            return self.client.call("GET", path)
        except _AWAY:
            return self.client.call("GET", path)

    def log(self) -> list[dict[str, Any]]:
        """Every turn, oldest first."""
        turns: list[dict[str, Any]] = []
        before = ""
        while True:
            page = self.read(f"/sessions/{self.session_id}/turns?limit=100{before}")
            turns += page["items"]
            if page["next_cursor"] is None:
                return turns[::-1]
            before = f"&before={page['next_cursor']}"

    def belongings(self) -> dict[str, Any]:
        """All that stopping and starting must not change."""
        return {
            "character": self.read(f"/characters/{self.character_id}"),
            "inventory": self.read(f"/characters/{self.character_id}/inventory"),
            "session": self.read(f"/sessions/{self.session_id}"),
            "log": self.log(),
        }


@contextmanager
def acting(walkers: Sequence[Walker]) -> Iterator[None]:
    """All of them act, each in a thread of its own, until the end of the block."""
    is_over = threading.Event()

    def walk(walker: Walker) -> None:
        while not is_over.wait(_REST_S):
            walker.act()

    threads = [threading.Thread(target=walk, args=(walker,)) for walker in walkers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def assert_kept(walkers: Sequence[Walker]) -> None:
    """Within a minute, with nobody's help, everything accepted is settled: once, in order, without a gap."""
    deadline = time.monotonic() + SETTLED_WITHIN_S
    for walker in walkers:
        walker.settle_doubt()
        log = walker.log()
        while any(turn["status"] == "accepted" for turn in log):
            assert time.monotonic() < deadline, "accepted turns wait for ever"
            time.sleep(0.1)
            log = walker.log()
        assert [turn["seq"] for turn in log] == list(range(1, len(log) + 1))
        assert {turn["id"] for turn in log[1:]} == set(walker.promised.values())
        assert len(walker.promised) == len(log) - 1
        assert not any(turn["code"] == "rule_failed" for turn in log)


def assert_told(walkers: Sequence[Walker]) -> None:
    """Every turn that has something to tell is told, sooner or later."""
    deadline = time.monotonic() + SETTLED_WITHIN_S
    for walker in walkers:
        while any(turn["narration_status"] in ("pending", "streaming") for turn in walker.log()):
            assert time.monotonic() < deadline, "turns wait for ever to be told"
            time.sleep(0.2)


def assert_sound(stack: Stack, session_ids: Sequence[str]) -> None:
    """As an operator would see it."""
    for command in (*(("replay", one) for one in session_ids), ("ledger", "verify")):
        proof = stack.operator(*command)
        assert proof.returncode == 0, proof.stdout + proof.stderr
