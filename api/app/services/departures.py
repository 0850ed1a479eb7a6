"""Who goes out of a party, by their own will or sent away, and who leads afterwards."""

from collections.abc import Sequence

from app.backends.ports import Row
from app.models.enums import SessionStatus
from app.models.errors import Forbidden, NotFound, SessionNotActive
from app.models.ids import CharacterId, UserId
from app.models.intents import End, Leave
from app.models.session import Seat
from app.services.appended import Appended
from app.services.loading import is_member
from app.services.records.sessions import LoadedSession, seats_of


def going(loaded: LoadedSession, user_id: UserId, sent: CharacterId | None) -> Appended:
    """The turn in which somebody goes. Raises NotFound, Forbidden, SessionNotActive."""
    gone = who_goes(loaded.row, user_id, sent)
    left = tuple(seat for seat in loaded.session.seats if seat != gone)
    if not left:
        return Appended(End(), gone.character_id)
    intent = Leave(gone.character_id, is_sent_away=sent is not None)
    leader = leader_after(loaded.session.owner_id, left)
    barred = (gone.user_id,) if sent else ()
    return Appended(intent, gone.character_id, left, leader, barred)


def who_goes(row: Row, user_id: UserId, sent: CharacterId | None) -> Seat:
    """Raises NotFound, Forbidden, SessionNotActive."""
    if not is_member(row, user_id):
        raise NotFound
    require_open(row)
    if sent is None:
        return next(seat for seat in seats_of(row) if seat.user_id == user_id)
    require_leader(row, user_id)
    gone = seat_of(row, sent)
    if gone.user_id == user_id:
        raise Forbidden("Nobody sends themselves away: leave instead.", code="cannot_kick_yourself")
    return gone


def leader_after(leader: UserId, left: Sequence[Seat]) -> UserId | None:
    """The same if still there, else who has sat there longest."""
    if any(seat.user_id == leader for seat in left):
        return leader
    return left[0].user_id if left else None


def seat_of(row: Row, character_id: CharacterId) -> Seat:
    """Raises NotFound."""
    for seat in seats_of(row):
        if seat.character_id == character_id:
            return seat
    raise NotFound


def require_leader(row: Row, user_id: UserId) -> None:
    """Raises Forbidden `leader_only`."""
    if row.data["owner_id"] != user_id:
        raise Forbidden("Only the leader of the party may do that.", code="leader_only")


def require_open(row: Row) -> None:
    """Raises SessionNotActive when the adventure is over."""
    if row.data["status"] == SessionStatus.COMPLETED:
        raise SessionNotActive(details={"status": row.data["status"]})
