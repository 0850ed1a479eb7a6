"""Changes of a state, written down by place: what an undo puts back."""

from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands at one place of the state's JSON afterwards: `value`. `path`: the keys that lead there.

    `kept`: of the list that stands there its first so many members stay, and the list `value` follows.
    `is_gone`: nothing stands there any more.
    """

    path: tuple[str, ...]
    value: JsonValue = None
    kept: int | None = None
    is_gone: bool = False
