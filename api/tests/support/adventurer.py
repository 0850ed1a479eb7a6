"""A guest of the live game with a character, who plays by HTTP alone."""

import itertools
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import requests

from app.models.ids import SessionId
from tests.support.cast import Client, result
from tests.support.house import in_letters
from tests.support.live_game import LiveGame

T = TypeVar("T")

WAIT = {"Prefer": "wait=10"}
AT_ONCE = 8
SETTLED_WITHIN_S = 15.0
_ROUNDS = 12
_numbers = itertools.count(1)


class Adventurer:
    """`character` is as it was made; `session_id` is there once the adventurer has set out."""

    def __init__(self, game: LiveGame, class_id: str = "vanguard") -> None:
        self.game = game
        self.client = Client(game.server)
        self.user = self.client.play_as_guest()
        body = {"name": fresh_name(), "class_id": class_id, "origin_id": "noble_exile"}
        self.character: dict[str, Any] = result(self.client.post("/characters", body), 201)
        self.session_id = ""

    @property
    def me(self) -> str:
        """The path of the character."""
        return f"/characters/{self.character['id']}"

    @property
    def session(self) -> str:
        """The path of the session."""
        return f"/sessions/{self.session_id}"

    def set_out(self, **more: Any) -> "Adventurer":
        """On a new adventure."""
        view = result(self.client.post("/sessions", {"character_id": self.character["id"], **more}), 201)
        self.session_id = view["id"]
        self.game.sessions.append(SessionId(self.session_id))
        return self

    def do(self, words: str = "look", **body: Any) -> requests.Response:
        """The reply to an action in words, having waited for its turn. `suggestion_id` may stand in their place."""
        said = body if "suggestion_id" in body else {"action": words, **body}
        return self.client.post(f"{self.session}/action", {"action_id": action_id(), **said}, headers=WAIT)

    def act(self, words: str) -> dict[str, Any]:
        """The turn, which must be resolved."""
        turn: dict[str, Any] = result(self.do(words))["turn"]
        assert turn["status"] == "resolved", turn
        return turn

    def fight(self, **body: Any) -> requests.Response:
        """The reply to a combat action, having waited for its turn."""
        return self.client.post(
            f"{self.session}/combat/action", {"action_id": action_id(), **body}, headers=WAIT
        )

    def sheet(self) -> dict[str, Any]:
        """The character now."""
        return result(self.client.get(self.me))  # type: ignore[no-any-return]

    def inventory(self) -> list[dict[str, Any]]:
        return result(self.client.get(f"{self.me}/inventory"))["items"]  # type: ignore[no-any-return]

    def item(self, kind: str) -> dict[str, Any]:
        """The item of that definition which the character holds."""
        return next(item for item in self.inventory() if item["item_def_id"] == kind)

    def view(self) -> dict[str, Any]:
        return result(self.client.get(self.session))  # type: ignore[no-any-return]

    def log(self) -> list[dict[str, Any]]:
        """The turns, newest first (at most 100)."""
        return result(self.client.get(f"{self.session}/turns?limit=100"))["items"]  # type: ignore[no-any-return]

    def settled_log(self) -> list[dict[str, Any]]:
        """The turns, oldest first, once none of them waits any more."""
        deadline = time.monotonic() + SETTLED_WITHIN_S
        while any(turn["status"] == "accepted" for turn in self.log()):
            assert time.monotonic() < deadline, "accepted turns wait for ever"
            time.sleep(0.05)
        return self.log()[::-1]

    def prove(self) -> None:
        """The session as it stands can be replayed, and the books are right."""
        self.game.prove(self.session_id)


def in_a_fight(game: LiveGame) -> Adventurer:
    """Somebody whose move it is in the fight in the inn's yard."""
    found = Adventurer(game).set_out()
    found.act("go out")
    found.act("attack the wicklings")
    assert found.view()["combat"]["is_your_turn"]
    return found


def out_of_mana(game: LiveGame) -> Adventurer:
    """Somebody in a fight who has breath for nothing more that costs mana. The dice may end a fight before that: then
    another one is begun."""
    while True:
        found = in_a_fight(game)
        for _ in range(_ROUNDS):
            combat = found.view()["combat"]
            if combat is None:
                break
            costly = [one for one in combat["actions"] if one["mana_cost"]]
            mana = next(one["mana"] for one in combat["combatants"] if one["is_you"])
            if all(one["mana_cost"] > mana for one in costly):
                return found
            spent = [one for one in costly if one["usable"] and one["target_kind"] == "self"]
            result(found.fight(ability_id=spent[0]["ability_id"] if spent else "defend"))


def another_window(client: Client) -> Client:
    """The same login on a connection of its own."""
    found = Client(client.server)
    found.http.cookies.update(client.http.cookies)
    return found


def at_once(*calls: Callable[[], T]) -> list[T]:
    """All of them started at the same moment, each in a thread of its own; the results in order."""
    start = Barrier(len(calls))

    def run(call: Callable[[], T]) -> T:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def statuses(replies: Sequence[requests.Response]) -> list[int]:
    """In ascending order."""
    return sorted(reply.status_code for reply in replies)


def action_id() -> str:
    return str(uuid.uuid4())


def fresh_name() -> str:
    """A name that nobody has yet."""
    return f"Wren {in_letters(next(_numbers))}"
