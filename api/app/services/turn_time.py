"""How long a party waits for a player's turn, and when that time is up."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.game_logic.turn_order import at_the_move, is_fallen, is_round_time
from app.models.enums import TurnKind, TurnStatus
from app.models.events import (
    CharacterLeft,
    CombatEnded,
    CombatStarted,
    CombatTurnStarted,
    Event,
    Rewound,
    TurnMissed,
    TurnPassed,
)
from app.models.session import GameSession, Round, Seat
from app.services.settle import Settled

GRACE_PCT = 25
MAX_GRACE_S = 60
SHORTEST_S = 5
"""Nobody gets less, however often absent."""

_NEW_TURN = (TurnPassed, CombatStarted, CombatTurnStarted, CombatEnded, CharacterLeft, TurnMissed, Rewound)


def allowance(deadline_s: int, missed: int) -> timedelta:
    """Who was there for the last turn gets a quarter more (at most a minute); after one missed turn it is the plain
    deadline, after two half of it, after three or more a quarter. Acting once gives everything back."""
    if missed == 0:
        return timedelta(seconds=deadline_s + min(deadline_s * GRACE_PCT // 100, MAX_GRACE_S))
    shares = {1: 1, 2: 2}
    return timedelta(seconds=max(deadline_s // shares.get(missed, 4), SHORTEST_S))


def attended(seats: tuple[Seat, ...], settled: Settled) -> tuple[Seat, ...]:
    """The seats after a turn: who acted is here again (not whom another one acted for),
    who let the time pass has missed one more."""
    turn = settled.turn
    missed = {event.character_id for event in settled.events if isinstance(event, TurnMissed)}
    is_here = turn.kind is not TurnKind.SYSTEM and turn.status is TurnStatus.RESOLVED
    return tuple(
        replace(seat, missed=seat.missed + 1)
        if seat.character_id in missed
        else replace(seat, missed=0)
        if is_here and (seat.character_id, seat.user_id) == (turn.character_id, turn.user_id)
        else seat
        for seat in seats
    )


def waiting_for(session: GameSession) -> tuple[Seat, ...]:
    """Whose actions the running round still waits for. Who has fallen is not waited for."""
    running, state = session.round, session.state
    if running is None:
        return ()
    return tuple(
        seat
        for seat in session.seats
        if seat.character_id not in running.submitted
        and seat.character_id in state.characters
        and not is_fallen(state, seat.character_id)
    )


def round_after(
    session: GameSession, seats: tuple[Seat, ...], events: tuple[Event, ...], now: datetime
) -> Round | None:
    """The running round after a turn, with these seats. It is waited for anew after a fight, when something is
    taken back, and as a party wakes."""
    running = session.round
    if running is None:
        return None
    here = {seat.character_id for seat in seats}
    is_new = session.due_at is None or any(isinstance(event, CombatEnded | Rewound) for event in events)
    return replace(
        running,
        submitted=tuple(one for one in running.submitted if one in here),
        started_at=now if is_new else running.started_at,
    )


def due_in_round(session: GameSession) -> datetime | None:
    """When the running round is over: at once if all have handed in, else when the time of the last one who is waited
    for is up. None without a deadline, for one alone, and while everybody is absent."""
    running, deadline_s, seats = session.round, session.config.turn_deadline_s, session.seats
    if running is None:
        return None
    waiting = waiting_for(session)
    if not waiting:
        return running.started_at if running.submitted else None
    is_asleep = not running.submitted and all(seat.missed for seat in seats)
    if deadline_s is None or len(seats) < 2 or is_asleep:
        return None
    return running.started_at + max(allowance(deadline_s, seat.missed) for seat in waiting)


def due_after(
    before: datetime | None, session: GameSession, events: tuple[Event, ...], now: datetime
) -> datetime | None:
    """When the turn of whoever is at the move in this session is up; `before`: when the last one was.

    None without a deadline, for one alone, after the end, and while everybody is absent: then the party sleeps until
    somebody comes back. Where all act at once it is the round's time.
    """
    if is_round_time(session.state):
        return due_in_round(session)
    deadline_s, seats = session.config.turn_deadline_s, session.seats
    if deadline_s is None or len(seats) < 2 or session.state.is_over or all(seat.missed for seat in seats):
        return None
    if before is not None and not any(isinstance(event, _NEW_TURN) for event in events):
        return before
    current = at_the_move(session.state)
    missed = next((seat.missed for seat in seats if seat.character_id == current), 0)
    return now + allowance(deadline_s, missed)
