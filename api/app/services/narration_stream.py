"""A narration's stream: how it is named, what is written, and what a reader makes of it. Known to those who write it
and to the gateway that reads it.

`token` events carry words: the first of them is number `n` of the telling, and there are `count` (1 if it is not said).
`done` or `fallback` is the last event. `only` comes before the words of a turn that one player alone reads, and names
that one. When a turn is told anew the stream begins again with `again`; every event says
which `attempt` it belongs to, so that what an earlier one still writes is told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.backends.ports import StreamEvent

LAST_EVENTS = frozenset({"done", "fallback"})


def stream_name(session_id: str, turn_id: str) -> str:
    """The stream of one turn's tokens."""
    return f"narration:{session_id}:{turn_id}"


def stop_flag(turn_id: str, attempt: int) -> str:
    """Raised when somebody would rather have the rest of a telling at once."""
    return f"stop:{turn_id}:{attempt}"


def words_of(text: str) -> list[str]:
    """Pieces that join to the text: words with the space before them."""
    first, *others = text.split(" ")
    return ([first] if first or not others else []) + [f" {word}" for word in others]


def told_anew(attempt: int) -> StreamEvent:
    """The first event of a new telling."""
    return StreamEvent("again", {"attempt": attempt})


def only_for(user_id: str) -> StreamEvent:
    """What comes after it is for that user's eyes."""
    return StreamEvent("only", {"user_id": user_id})


def may_hear(event: StreamEvent, user_id: str) -> bool:
    """Whether that user may read on after this event."""
    return event.event != "only" or event.data.get("user_id") == user_id


def token(words: Sequence[str], number: int, attempt: int) -> StreamEvent:
    """Some words of a telling, the first of which has that number."""
    data: dict[str, object] = {"n": number, "text": "".join(words), "attempt": attempt}
    return StreamEvent("token", data if len(words) == 1 else {**data, "count": len(words)})


@dataclass(slots=True)
class Listening:
    """What a reader has had so far, and so what of the next event is new to it."""

    attempt: int = 0
    words: int = 0

    def hear(self, event: StreamEvent) -> StreamEvent | None:
        """The event as it is to be passed on: each word once, of the newest telling alone. None for what is known."""
        attempt = _whole(event, "attempt", self.attempt)
        if attempt < self.attempt:
            return None
        if attempt > self.attempt:
            had, self.attempt, self.words = self.words, attempt, 0
            if event.event == "again":
                return event if had else None
        if event.event != "token":
            return event if event.event in LAST_EVENTS else None
        return self._new_words(event)

    def _new_words(self, event: StreamEvent) -> StreamEvent | None:
        first, count = _whole(event, "n", -1), _whole(event, "count", 1)
        known = self.words - first
        if not 0 <= known < count:
            return None
        self.words = first + count
        if not known:
            return event
        rest = "".join(words_of(str(event.data["text"]))[known:])
        data = {**event.data, "n": first + known, "count": count - known, "text": rest}
        return replace(event, data=data)


def _whole(event: StreamEvent, name: str, otherwise: int) -> int:
    value = event.data.get(name)
    return value if isinstance(value, int) else otherwise
