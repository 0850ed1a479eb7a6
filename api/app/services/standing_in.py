"""Who may act for whom, from the seats alone."""

from app.backends.ports import Row
from app.game_logic.turn_order import at_the_move, is_round_time
from app.models.enums import Fallback
from app.models.errors import Forbidden, NotYourTurn
from app.models.ids import CharacterId, UserId
from app.models.session import GameSession, Seat
from app.services.records.sessions import at_the_move_by, is_round_time_by, round_of, seats_of
from app.services.turn_time import waiting_for


def require_proxy(row: Row, user_id: UserId, absent: CharacterId) -> None:
    """That this player may act for that character now. Raises Forbidden `not_your_proxy`, NotYourTurn."""
    seats = seats_of(row)
    mine = next((seat for seat in seats if seat.user_id == user_id), None)
    if mine is None or not any(_is_proxy(mine, seat) for seat in seats if seat.character_id == absent):
        raise Forbidden("You play for nobody who is away.", code="not_your_proxy")
    running = round_of(row)
    if running is not None and is_round_time_by(row):
        if absent in running.submitted:
            raise NotYourTurn
    elif at_the_move_by(row) != absent:
        raise NotYourTurn


def acting_for(session: GameSession, viewer_id: CharacterId) -> tuple[CharacterId, ...]:
    """The characters that this one's player may act for right now."""
    mine = next((seat for seat in session.seats if seat.character_id == viewer_id), None)
    if mine is None or session.state.is_over:
        return ()
    if is_round_time(session.state):
        asked = {seat.character_id for seat in waiting_for(session)}
    else:
        asked = {one for one in (at_the_move(session.state),) if one}
    return tuple(
        seat.character_id for seat in session.seats if seat.character_id in asked and _is_proxy(mine, seat)
    )


def _is_proxy(mine: Seat, seat: Seat) -> bool:
    """Only after the other one let a turn pass, and until it acts again."""
    is_chosen = seat.fallback is Fallback.PROXY and seat.proxy == mine.character_id
    return is_chosen and seat.missed > 0 and seat.user_id != mine.user_id
