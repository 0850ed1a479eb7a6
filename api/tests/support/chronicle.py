"""Somebody's log as workers write it: turns of every kind settled one after another, undone ones included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from app.game_logic.legal import legal_intents
from app.game_logic.undo import undo_target
from app.models.enums import TurnKind, TurnStatus
from app.models.events import Event, GoldChanged, ItemGained, ItemLost, Rewound
from app.models.ids import CharacterId, SessionId, TurnId
from app.models.intents import Ask, Intent, Look, Say, Undo, Write
from app.models.session import SessionState, Turn
from app.models.world import World
from app.services.settle import Settled, settle
from tests.support.walks import at_the_move, new_session

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SAYINGS = ("Hello there.", "What about the mill?", "I will not pay.", "🗡️ {slot} <b>", "bye")


@dataclass
class Chronicle:
    """`turns` by seq with all their events; `states` by seq, each the one after that turn."""

    world: World
    seed: str
    state: SessionState
    turns: dict[int, Turn] = field(default_factory=dict)
    states: dict[int, SessionState] = field(default_factory=dict)

    def play(self, intent: Intent, kind: TurnKind = TurnKind.PLAYER) -> Settled:
        """The next turn of whoever is at the move."""
        turn = self._accepted(intent, kind)
        settled = settle(self.state, turn, self.seed, self.world, NOW, self.undone())
        self.turns[turn.seq] = replace(settled.turn, events=settled.events)
        self.state = self.states[turn.seq] = settled.state
        return settled

    def undo(self) -> Settled:
        """Takes the last turn back that can be."""
        return self.play(Undo(), TurnKind.UNDO)

    def undone(self) -> Turn | None:
        """What an undo would take back now."""
        return self.turns.get(undo_target(self.state) or 0)

    def act_by(self, number: int) -> Settled:
        """Anything at all, chosen by the number: one turn in four is an undo, some are words, most are legal deeds."""
        if number % 4 == 0:
            return self.undo()
        if number % 11 == 0:
            return self.play(Say(SAYINGS[number % len(SAYINGS)]))
        if number % 13 == 0:
            return self.play(Write("Rain, and the mill turning."))
        legal = legal_intents(self.state, at_the_move(self.state), self.world)
        active = [one for one in legal if not isinstance(one, Look | Ask)]
        options: Sequence[Intent] = active if active and number % 10 else legal
        kind = TurnKind.EXTERNAL if number % 97 == 0 else TurnKind.PLAYER
        return self.play(options[number // 10 % len(options)], kind)

    def _accepted(self, intent: Intent, kind: TurnKind) -> Turn:
        seq = self.state.seq + 1
        return Turn(
            id=TurnId(f"turn-{seq}"),
            session_id=SessionId("walk"),
            seq=seq,
            action_id=str(seq),
            kind=kind,
            status=TurnStatus.ACCEPTED,
            action=intent.kind,
            accepted_at=NOW,
            character_id=at_the_move(self.state),
            intent=intent,
        )


def chronicle(world: World, class_ids: Sequence[str], seed: bytes) -> Chronicle:
    """The log of a new session, its first turn settled."""
    state = new_session(world, class_ids, seed)
    return Chronicle(world, seed.hex(), state, states={state.seq: state})


def gold_moved(events: Sequence[Event]) -> dict[CharacterId, int]:
    """What each purse gained or lost, as the ledger books it."""
    total: dict[CharacterId, int] = {}
    for event, sign in _booked(events):
        if isinstance(event, GoldChanged):
            total[event.character_id] = total.get(event.character_id, 0) + sign * event.amount
    return total


def items_moved(events: Sequence[Event]) -> dict[tuple[str, str], int]:
    """The same for each item row, by owner and id; rows that balance are left out."""
    total: dict[tuple[str, str], int] = {}
    for event, sign in _booked(events):
        if isinstance(event, ItemGained):
            key, amount = (str(event.character_id), str(event.item.id)), event.quantity
        elif isinstance(event, ItemLost):
            key, amount = (str(event.character_id), str(event.item_id)), -event.quantity
        else:
            continue
        total[key] = total.get(key, 0) + sign * amount
    return {key: amount for key, amount in total.items() if amount}


def items_gained(before: SessionState, after: SessionState) -> Mapping[tuple[str, str], int]:
    """How many more of each item row everybody holds, by owner and id."""
    found = {}
    for who, character in after.characters.items():
        was = before.characters[who].items
        for item_id in {*was, *character.items}:
            now = character.items[item_id].quantity if item_id in character.items else 0
            change = now - (was[item_id].quantity if item_id in was else 0)
            if change:
                found[str(who), str(item_id)] = change
    return found


def _booked(events: Sequence[Event]) -> list[tuple[Event, int]]:
    found: list[tuple[Event, int]] = []
    for event in events:
        if isinstance(event, Rewound):
            found += [(one, -1) for one in event.returned]
        else:
            found.append((event, 1))
    return found
