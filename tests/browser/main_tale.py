"""The main tale by its plainest way, as somebody types it who knows it already."""

from collections import deque
from collections.abc import Callable
from typing import Any

from coc_demo.bot import Bot, is_story_told
from coc_demo.client import Client

HOME = "last_candle"
WAYS = {
    "last_candle": {"out": "inn_yard"},
    "inn_yard": {"in": "last_candle", "north": "causeway"},
    "causeway": {"south": "inn_yard", "north": "toll_house", "east": "drowned_chapel"},
    "drowned_chapel": {"west": "causeway"},
    "toll_house": {"south": "causeway"},
}
"""Of each place on the way: direction → where it leads."""
OPENING = (
    "look around",
    "talk to the innkeeper",
    "ask about the candles",
    "take the gloves",
    "put on the odd gloves",
)
REPORT = ("take some bread", "talk to Bettany", "tell her about the wicklings", "tell her about the lamp")
PATIENCE = 20

View = dict[str, Any]


class MainTale:
    """Plays one session by its client; `turns` counts what was done."""

    def __init__(self, client: Client, session_id: str) -> None:
        self._client = client
        self._session_id = session_id
        self._bot = Bot(client, session_id)
        self.turns = 0

    def win_the_first_fight(self) -> None:
        """From the bar to the yard. AssertionError, here and below, when patience is at its end."""
        self._type(*OPENING)
        self._until(lambda view: not view["location"]["foes"], "inn_yard", "attack the wickling")

    def play_to_the_end(self) -> None:
        """The rest of the opening, and the three steps of the main quest."""
        self._until(lambda view: _stage(view, "the_unpaid_toll") >= 0, "inn_yard", "light the lamp")
        self._go_to(HOME)
        self._type(*REPORT)
        self._until(lambda view: _stage(view, "the_unpaid_toll") >= 1, "causeway", "read the milestone")
        self._until(lambda view: _stage(view, "the_unpaid_toll") >= 2, "drowned_chapel", "attack the thieves")
        self._go_to(HOME)
        self._type("talk to Ludo", "ask about the key", "sleep")
        self._until(_is_gate_open, "causeway", "unlock the gate")
        last = ("attack the shade", "attack the warden", "set the article back in the stone")
        self._until(is_story_told, "toll_house", *last)

    def _look(self) -> View:
        found: View = self._client.session(self._session_id)
        return found

    def _type(self, *lines: str) -> None:
        """Says each line; a fight that comes of it is fought to its end, and a new skill is learnt."""
        for line in lines:
            self._act(line)
            while (view := self._look())["combat"] is not None:
                self._bot.fight(view["combat"])
                self.turns += 1
            skills = [one["text"] for one in view["suggestions"] if one["text"].startswith("learn")]
            if skills:
                self._act(skills[0])

    def _act(self, words: str) -> None:
        self._client.act(self._session_id, action=words)
        self.turns += 1

    def _until(self, is_done: Callable[[View], bool], place: str, *lines: str) -> None:
        """Tries at that place until it is done, sleeping at home between when hurt."""
        for _ in range(PATIENCE):
            if _is_hurt(self._look()):
                self._go_to(HOME)
                self._type("sleep")
            self._go_to(place)
            for line in lines:
                if is_done(self._look()):
                    return
                self._type(line)
        raise AssertionError(f"gave up at {place}: {lines}")

    def _go_to(self, place: str) -> None:
        for _ in range(PATIENCE):
            view = self._look()
            if view["location"]["id"] == place:
                return
            way = _way(view["location"]["id"], place)
            barred = any(one["is_blocked"] for one in view["location"]["exits"] if one["direction"] == way)
            self._type("attack" if barred else f"go {way}")
        raise AssertionError(f"cannot get to {place}")


def _way(here: str, place: str) -> str:
    """The first step of the shortest way."""
    ways = deque((to, direction) for direction, to in WAYS[here].items())
    seen = {here}
    while ways:
        at, first = ways.popleft()
        if at == place:
            return first
        if at not in seen:
            seen.add(at)
            ways.extend((to, first) for to in WAYS[at].values())
    raise AssertionError(f"no way from {here} to {place}")


def _stage(view: View, quest_id: str) -> int:
    """Which stage is being worked on; -1 while the quest is not known."""
    return next((int(one["stage"]) for one in view["quests"] if one["id"] == quest_id), -1)


def _is_gate_open(view: View) -> bool:
    gates = [one for one in view["location"]["exits"] if one["direction"] == "north"]
    return view["location"]["id"] == "causeway" and not gates[0]["is_blocked"]


def _is_hurt(view: View) -> bool:
    me = next(one for one in view["party"] if one["is_you"])
    return bool(me["hp"] * 2 <= me["max_hp"])
