"""`conversation_history`: short however much was said."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.models.enums import TurnKind, TurnStatus
from app.models.ids import CharacterId, SessionId, TurnId
from app.models.session import Turn
from app.services.history import MAX_ENTRIES, MAX_ENTRY_BYTES, entry_of, extended

texts = st.text(max_size=1500)


def turn(seq: int, action: str = "look", narration: tuple[str, ...] = (), name: str = "Ann") -> Turn:
    """A resolved turn."""
    return Turn(
        id=TurnId(f"turn-{seq}"),
        session_id=SessionId("s"),
        seq=seq,
        action_id=str(seq),
        kind=TurnKind.PLAYER,
        status=TurnStatus.RESOLVED,
        action=action,
        accepted_at=datetime(2026, 1, 1, tzinfo=UTC),
        character_id=CharacterId("01CHARACTER"),
        character_name=name,
        narration=narration,
    )


def size(entry: object) -> int:
    return len(json.dumps(entry, ensure_ascii=False).encode())


def test_an_entry_holds_what_was_done_and_told() -> None:
    entry = entry_of(turn(3, "open the gate", ("It opens.", "Nobody is there.")))
    assert entry == {
        "turn": 3,
        "character_id": "01CHARACTER",
        "character_name": "Ann",
        "action": "open the gate",
        "dm_response": "It opens. Nobody is there.",
        "combat_log": [],
    }


@given(texts, st.lists(texts, max_size=4), st.text(max_size=64))
def test_an_entry_never_exceeds_its_bytes(action: str, narration: list[str], name: str) -> None:
    assert size(entry_of(turn(10**9, action, tuple(narration), name))) <= MAX_ENTRY_BYTES


@given(st.text(min_size=900, max_size=1500))
def test_prose_is_cut_first_and_visibly(prose: str) -> None:
    entry = entry_of(turn(1, "look around", (prose,)))
    assert entry["action"] == "look around"
    assert entry["dm_response"].endswith("…")
    assert prose.startswith(entry["dm_response"].removesuffix("…"))


def test_what_is_short_is_left_alone() -> None:
    assert entry_of(turn(1, "a" * 300, ("b" * 300,)))["dm_response"] == "b" * 300


def test_only_the_last_entries_are_kept_in_order() -> None:
    history: list[dict[str, object]] = []
    for seq in range(1, 60):
        history = extended(history, [turn(seq)])
    assert [entry["turn"] for entry in history] == list(range(60 - MAX_ENTRIES, 60))


def test_a_turn_that_was_told_meanwhile_is_brought_up_to_date() -> None:
    history = extended([], [turn(1), turn(2)])
    history = extended(history, [turn(1, narration=("Told.",)), turn(3)])
    assert [(entry["turn"], entry["dm_response"]) for entry in history] == [(1, "Told."), (2, ""), (3, "")]
