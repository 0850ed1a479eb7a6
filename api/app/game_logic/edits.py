"""The way from one state back to another, written down as the places where they differ."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.models.edits import Edit
from app.models.plain import STATE
from app.models.session import SessionState

_OF_THE_LOG = ("seq", "undo_points", "is_undo_barred")
"""Members that only go forward."""

_WHOLE = "memory"
"""What "again" and "it" mean, which looking changes too: always put back as a whole."""

# Any: the state as plain JSON, which is checked when it becomes a state again.


def edits_between(now: SessionState, then: SessionState) -> tuple[Edit, ...]:
    """What turns `now` into `then`, but for what belongs to the log itself. As small as what differs."""
    plain_now, plain_then = _plain(now), _plain(then)
    memory = plain_then.pop(_WHOLE)
    del plain_now[_WHOLE]
    return (*_edits(plain_now, plain_then, ()), Edit((_WHOLE,), memory))


def changes_nothing(edits: Iterable[Edit]) -> bool:
    """Whether both states were the same but for the memory."""
    return all(edit.path == (_WHOLE,) for edit in edits)


def edited(state: SessionState, edits: Iterable[Edit]) -> SessionState:
    """The state with these edits made. KeyError if a place is not there."""
    plain: Any = STATE.dump_python(state, mode="json")
    for edit in edits:
        *way, last = edit.path
        place = plain
        for key in way:
            place = place[key]
        if edit.is_gone:
            del place[last]
        elif edit.kept is not None:
            place[last] = [*place[last][: edit.kept], *_members(edit)]
        else:
            place[last] = edit.value
    return STATE.validate_python(plain)


def _plain(state: SessionState) -> dict[str, Any]:
    plain: dict[str, Any] = STATE.dump_python(state, mode="json")
    return {name: value for name, value in plain.items() if name not in _OF_THE_LOG}


def _edits(now: Any, then: Any, path: tuple[str, ...]) -> Iterator[Edit]:
    if now == then:
        return
    if isinstance(now, dict) and isinstance(then, dict):
        yield from (Edit((*path, key), is_gone=True) for key in now if key not in then)
        for key, value in then.items():
            if key in now:
                yield from _edits(now[key], value, (*path, key))
            else:
                yield Edit((*path, key), value)
    elif isinstance(now, list) and isinstance(then, list):
        kept = _common(now, then)
        yield Edit(path, then[kept:], kept)
    else:
        yield Edit(path, then)


def _common(now: list[Any], then: list[Any]) -> int:
    """How many members both have in common from the start."""
    count = 0
    for one, other in zip(now, then, strict=False):
        if one != other:
            break
        count += 1
    return count


def _members(edit: Edit) -> list[Any]:
    if not isinstance(edit.value, list):
        raise TypeError(f"no list for {edit.path}")
    return edit.value
