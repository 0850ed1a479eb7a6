"""The hash that two machines compare to know that they hold the same state."""

import hashlib
import json

from pydantic import TypeAdapter

from app.models.lore import Lore
from app.models.plain import STATE
from app.models.session import SessionState

_NO_LORE = TypeAdapter(Lore).dump_python(Lore(), mode="json")
"""Not counted, so that the hashes of logs from before there was lore stay true."""

_ADDED = {
    "undo_points": [],
    "is_undo_barred": False,
    "is_by_round": False,
    "loot_rule": "round_robin",
    "loot_pool": [],
}
"""Members that a later release gave the state, with what they hold while unused: unused ones do not count, so that the
hashes of older logs stay true."""


def state_hash(state: SessionState) -> str:
    """SHA-256 in hex of the state's canonical JSON: sorted keys, no spaces, UTF-8."""
    plain = STATE.dump_python(state, mode="json")
    for character in plain["characters"].values():
        if character["lore"] == _NO_LORE:
            del character["lore"]
    for name, unused in _ADDED.items():
        if plain[name] == unused:
            del plain[name]
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
