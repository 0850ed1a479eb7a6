"""The ledger rows behind events: every coin and item moves from one named account to another."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from app.backends.ports import Change, Clock, Create
from app.models.character import Character
from app.models.events import (
    Event,
    GoldChanged,
    ItemGained,
    ItemLost,
    LootLeft,
    LootPooled,
    LootTaken,
    Rewound,
)
from app.models.ids import CharacterId, SessionId
from app.models.tables import TRANSACTIONS

GOLD = "gold"
LOOT = "loot"
"""The faucet of what comes into a loot pool, and the kind of rows that bring it into packs."""

LEFT = "left"
"""The sink of what was left behind out of a loot pool."""

STACKED = "stacked"
"""Sink and faucet of what came out of a loot pool to a stack: what goes into one comes out of the other."""

UNDO = "undo"
"""The kind of rows that take back what others moved."""


def character_account(character_id: CharacterId) -> str:
    """The account of what a character holds."""
    return f"character:{character_id}"


def pool_account(session_id: SessionId | None) -> str:
    """The account of what lies in a session's loot pool, which is also the owner of its rows."""
    return f"pool:{session_id}"


def is_pool(account: str) -> bool:
    """Whether that is the account of some loot pool."""
    return account.startswith("pool:")


def ledger_rows(
    events: Iterable[Event], clock: Clock, session_id: SessionId | None = None, turn_seq: int | None = None
) -> list[Change]:
    """One row for each event that moves gold or an item, two where it comes out of the pool to a stack, as a stack is
    another unit; for what an undo returns, each once more and backwards."""
    now = clock.now()
    moves = [move for event in events for move in _moves(event, pool_account(session_id))]
    return [_row(move, clock.new_id(), now, session_id, turn_seq) for move in moves]


def _moves(event: Event, pool: str) -> Iterator[dict[str, object]]:
    if isinstance(event, Rewound):
        yield from (_backwards(move) for one in event.returned for move in _moves(one, pool))
    elif isinstance(event, LootPooled | LootTaken | LootLeft):
        yield from _pool_moves(event, pool)
    elif (move := _move(event)) is not None:
        yield move


def _backwards(move: Mapping[str, object]) -> dict[str, object]:
    """The counter row: it takes the same amount to where it came from."""
    ends = {"from_account": move["to_account"], "to_account": move["from_account"]}
    return {**move, **ends, "transaction_type": UNDO}


def _move(event: Event) -> dict[str, object] | None:
    """Unit, amount, accounts and kind of what an event moves, or None."""
    match event:
        case GoldChanged(character_id=who, amount=amount, account=other) if amount > 0:
            return _columns(GOLD, amount, f"faucet:{other}", character_account(who), other)
        case GoldChanged(character_id=who, amount=amount, account=other):
            return _columns(GOLD, -amount, character_account(who), f"sink:{other}", other)
        case ItemGained(character_id=who, item=item, quantity=quantity, source=source):
            move = _columns(item.id, quantity, f"faucet:{source}", character_account(who), source)
            return {**move, "item_data": {"item_def_id": item.item_def_id, "name": event.name}}
        case ItemLost(character_id=who, item_id=item_id, quantity=quantity, sink=sink):
            move = _columns(item_id, quantity, character_account(who), f"sink:{sink}", sink)
            return {**move, "item_data": {"item_def_id": event.item_def_id, "name": event.name}}
        case _:
            return None


def _pool_moves(event: LootPooled | LootTaken | LootLeft, pool: str) -> Iterator[dict[str, object]]:
    """A thing keeps its unit on its way through the pool. Coming to a stack it ends in the sink "stacked", and as much
    comes to the stack out of the faucet of that name."""
    match event:
        case LootPooled(item=item):
            moves = [_columns(item.id, item.quantity, f"faucet:{LOOT}", pool, LOOT)]
            kind = item.item_def_id
        case LootTaken(character_id=who, item_id=item_id, item=item, quantity=quantity):
            owner, kind = character_account(who), item.item_def_id
            if item.id == item_id:
                moves = [_columns(item_id, quantity, pool, owner, LOOT)]
            else:
                moves = [
                    _columns(item_id, quantity, pool, f"sink:{STACKED}", LOOT),
                    _columns(item.id, quantity, f"faucet:{STACKED}", owner, LOOT),
                ]
        case LootLeft(item_id=item_id, item_def_id=kind, quantity=quantity):
            moves = [_columns(item_id, quantity, pool, f"sink:{LEFT}", LEFT)]
    yield from ({**move, "item_data": {"item_def_id": kind, "name": event.name}} for move in moves)


def _columns(unit: str, amount: int, source: str, target: str, kind: str) -> dict[str, object]:
    return {
        "unit": unit,
        "amount": amount,
        "from_account": source,
        "to_account": target,
        "transaction_type": kind,
        "price": 0,
    }


def _row(
    move: dict[str, object], row_id: str, now: datetime, session_id: SessionId | None, turn_seq: int | None
) -> Create:
    data = {**move, "timestamp": now, "session_id": session_id, "turn_seq": turn_seq}
    return Create(TRANSACTIONS.name, row_id, data)


def opening_rows(character: Character, clock: Clock) -> list[Change]:
    """What a new character brings along, out of the faucet "start"."""
    account = character_account(character.id)
    now = clock.now()
    moves = []
    if character.gold:
        moves.append(_columns(GOLD, character.gold, "faucet:start", account, "start"))
    for item in character.items.values():
        move = _columns(item.id, item.quantity, "faucet:start", account, "start")
        moves.append({**move, "item_data": {"item_def_id": item.item_def_id}})
    return [_row(move, clock.new_id(), now, None, None) for move in moves]
