"""A bot that plays by what the API shows: it fights, rests when hurt, and follows the engine's suggestions."""

from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from coc_demo.client import ApiError, Client

_HURT_SHARE = 0.5
"""At this share of hit points or below the engine advises to mend, and the bot looks for no fight."""
_NEVER = ("rest", "sleep", "camp", "wait", "drop", "leave", "goodbye")
_IDLE = ("look", "journal")
"""Once at a place is enough."""
_OFTEN = 1_000_000
_PATIENCE = 6
"""How often it follows the same advice at the same place."""


class Bot:
    """Plays one session. `play` yields the turns it made, until the main quest is done or the turns are used up."""

    def __init__(self, client: Client, session_id: str) -> None:
        self._client = client
        self._session_id = session_id
        self._tried: Counter[str] = Counter()

    def play(self, most_turns: int) -> Iterator[Any]:
        """One turn after another; the generator ends when a main quest is completed."""
        for _ in range(most_turns):
            view = self._client.session(self._session_id)
            if is_story_told(view):
                return
            yield self._move(view)

    def _move(self, view: dict[str, Any]) -> Any:
        if view["combat"] is not None:
            return self.fight(view["combat"])
        if _needs_rest(view) and (turn := self._recover(view)) is not None:
            return turn
        return self._explore(view)

    def fight(self, combat: dict[str, Any]) -> Any:
        """One move: a remedy when hurt, else the strongest blow at the weakest foe."""
        me = next(one for one in combat["combatants"] if one["is_you"])
        if me["hp"] < me["max_hp"] * _HURT_SHARE and (healing := _healing_item(combat)) is not None:
            return self._client.fight(self._session_id, item_id=healing, target_id=me["id"])
        action = _best_attack(combat)
        what = {"ability_id": action["ability_id"]}
        if action["targets"]:
            foes = {one["id"]: one["hp"] for one in combat["combatants"]}
            what["target_id"] = min(action["targets"], key=lambda target: foes[target])
        return self._client.fight(self._session_id, **what)

    def _recover(self, view: dict[str, Any]) -> Any | None:
        """Sleeps where it is safe, else catches its breath; None if neither is allowed."""
        turn = self._try("sleep" if view["location"]["is_safe"] else "take a short rest")
        return turn if turn["status"] == "resolved" else None

    def _explore(self, view: dict[str, Any]) -> Any:
        """Something new here, if there is; else what the engine advises, a few times; else what it did least often: a
        fight if it feels well, or a way."""
        location = view["location"]
        deeds = [*_suggested(view), *_topics(view), *_deeds(location)]
        new = [one for one in deeds if not one.lower().startswith("go ") and not self._count(view, one)]
        useful = [one for one in _suggested(view) if not one.startswith(_IDLE)]
        advised = [one for one in useful if self._count(view, one) < _PATIENCE]
        again = [*(_attacks(location) if _share(view) > _HURT_SHARE else ()), *_ways(location)]
        choice = (new or advised or sorted(again, key=lambda one: self._count(view, one)))[0]
        self._tried[_place_key(view, choice)] += 1
        return self._try(choice)

    def _count(self, view: dict[str, Any], option: str) -> int:
        """How often it was tried at this place. A journey elsewhere or a long pause is nothing new in itself."""
        words = option.lower()
        if words.startswith(_NEVER) or (words.startswith("attack") and _share(view) <= _HURT_SHARE):
            return _OFTEN
        return self._tried[_place_key(view, option)]

    def _try(self, words: str) -> Any:
        """The turn, or one that was rejected."""
        try:
            return self._client.act(self._session_id, action=words)
        except ApiError as error:
            if error.status not in (HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY):
                raise
            return {"status": "rejected", "action": words, "message": str(error), "id": None, "log": []}


def is_story_told(view: dict[str, Any]) -> bool:
    """Whether a main quest is completed."""
    return any(quest["is_main"] and quest["status"] == "completed" for quest in view["quests"])


def _place_key(view: dict[str, Any], option: str) -> str:
    return f"{view['location']['id']}:{option.lower()}"


def _suggested(view: dict[str, Any]) -> list[str]:
    return [one["text"] for one in view["suggestions"]]


def _topics(view: dict[str, Any]) -> list[str]:
    talk = view["talk"]
    return [topic["prompt"] for topic in talk["topics"]] if talk else []


def _deeds(location: dict[str, Any]) -> list[str]:
    """Whom one can speak to and what one can do here, in plain words."""
    people = [f"talk to {person['name']}" for person in location["people"]]
    return people + [action["label"] for feature in location["features"] for action in feature["actions"]]


def _attacks(location: dict[str, Any]) -> list[str]:
    return [f"attack {foe['name']}" for foe in location["foes"]]


def _ways(location: dict[str, Any]) -> list[str]:
    return [f"go {way['direction']}" for way in location["exits"] if not way["is_blocked"]]


def _share(view: dict[str, Any]) -> float:
    """How much of its hit points the bot has left, 0 to 1."""
    me = next(one for one in view["party"] if one["is_you"])
    return float(me["hp"] / me["max_hp"])


def _needs_rest(view: dict[str, Any]) -> bool:
    return _share(view) < 1 if view["location"]["is_safe"] else _share(view) <= _HURT_SHARE


def _healing_item(combat: dict[str, Any]) -> str | None:
    for item in combat["items"]:
        if item["usable"] and item["target_kind"] in ("self", "ally"):
            return str(item["item_id"])
    return None


def _best_attack(combat: dict[str, Any]) -> dict[str, Any]:
    """The dearest usable action against an enemy, for it is likely the strongest; else whatever is allowed."""
    usable = [one for one in combat["actions"] if one["usable"]]
    attacks = [one for one in usable if one["target_kind"] in ("enemy", "all_enemies")]
    return max(attacks or usable, key=lambda one: one["mana_cost"])
