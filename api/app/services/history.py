"""`conversation_history`: the last turns in the session's row, short, for whoever looks at the row alone.

The whole text of every turn is in `session_turns`; this list stays under 20 entries of 800 bytes however long the
campaign.
"""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from app.models.session import Turn

MAX_ENTRIES = 20
MAX_ENTRY_BYTES = 800
_ELLIPSIS = "…"


def extended(history: Sequence[Mapping[str, Any]], turns: Iterable[Turn]) -> list[dict[str, Any]]:
    """The history with these turns added, or brought up to date if they stand in it already; oldest fall out."""
    by_seq = {int(entry["turn"]): dict(entry) for entry in history}
    for turn in turns:
        by_seq[turn.seq] = entry_of(turn)
    return [by_seq[seq] for seq in sorted(by_seq)][-MAX_ENTRIES:]


def without(history: Sequence[Mapping[str, Any]], seqs: Container[int]) -> list[dict[str, Any]]:
    """The history without the entries of these turns."""
    return [dict(entry) for entry in history if int(entry["turn"]) not in seqs]


def entry_of(turn: Turn) -> dict[str, Any]:
    """One entry of at most 800 bytes of JSON. Prose and then the action are cut with an ellipsis."""
    entry: dict[str, Any] = {
        "turn": turn.seq,
        "character_id": turn.character_id,
        "character_name": turn.character_name,
        "action": turn.action,
        "dm_response": " ".join(turn.narration),
        "combat_log": [],
    }
    for field in ("dm_response", "action"):
        over = _size(entry) - MAX_ENTRY_BYTES
        if over > 0:
            entry[field] = _cut(str(entry[field]), over)
    return entry


def _size(entry: Mapping[str, Any]) -> int:
    return len(json.dumps(entry, ensure_ascii=False).encode())


def _cut(text: str, over: int) -> str:
    """The text shortened by at least `over` bytes of JSON, ellipsis included."""
    kept = text
    removed = -len(_ELLIPSIS.encode())
    while kept and removed < over:
        removed += len(json.dumps(kept[-1], ensure_ascii=False).encode()) - 2
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS
