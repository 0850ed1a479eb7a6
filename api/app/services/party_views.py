"""What members see of their party: its seats, who sits there, and for the leader the invitations."""

from collections.abc import Mapping

from app.backends.ports import Attendance, Documents, Op, Row, Where
from app.models.enums import Presence, SessionStatus
from app.models.ids import ClassId, SessionId, UserId
from app.models.session import Seat
from app.models.tables import CHARACTERS
from app.models.views import PartyView, PortraitView, SeatView
from app.models.world import World
from app.services.invites import Invites
from app.services.loading import session_row_of
from app.services.lobby import can_start, is_gathering
from app.services.records import columns
from app.services.records.sessions import config_of, seats_of

_Here = Mapping[UserId, Presence] | None


class PartyViews:
    """Reads only."""

    def __init__(self, documents: Documents, invites: Invites, attendance: Attendance, world: World) -> None:
        self._documents = documents
        self._invites = invites
        self._attendance = attendance
        self._world = world

    def of(self, user_id: UserId, session_id: SessionId) -> PartyView:
        """The party as one of its members sees it. Raises NotFound."""
        row = session_row_of(self._documents, user_id, session_id)
        seats, config = seats_of(row), config_of(row)
        is_leader = row.data["owner_id"] == user_id
        return PartyView(
            id=row.id,
            name=columns.text(row, "name"),
            status=SessionStatus(columns.text(row, "status")),
            version=row.version,
            config=config,
            leader_id=columns.text(row, "owner_id"),
            is_leader=is_leader,
            seats=self._seats(row, seats, user_id),
            free_seats=max(config.max_players - len(seats), 0),
            can_start=is_gathering(row) and can_start(seats, config),
            invites=tuple(self._invites.of_session(session_id)) if is_leader else (),
            created_at=row.created_at,
        )

    def _seats(self, row: Row, seats: tuple[Seat, ...], viewer: UserId) -> tuple[SeatView, ...]:
        where = [Where("id", Op.IN, [seat.character_id for seat in seats])]
        characters = {one.id: one for one in self._documents.list(CHARACTERS.name, where, limit=100).rows}
        here = self._attendance.of(SessionId(row.id))
        return tuple(
            self._seat(row, seat, characters[seat.character_id], viewer, here)
            for seat in seats
            if seat.character_id in characters
        )

    def _seat(self, row: Row, seat: Seat, character: Row, viewer: UserId, here: _Here) -> SeatView:
        appearance = columns.mapping(character, "character_data").get("appearance", {})
        portrait_hash = character.data.get("portrait_hash")
        class_id = columns.text(character, "class_id")
        known = self._world.classes.get(ClassId(class_id))
        return SeatView(
            user_id=seat.user_id,
            character_id=seat.character_id,
            name=columns.text(character, "name"),
            class_id=class_id,
            class_name=known.name if known else class_id,
            level=columns.whole(character, "level"),
            is_leader=row.data["owner_id"] == seat.user_id,
            is_ready=seat.is_ready,
            is_you=seat.user_id == viewer,
            fallback=seat.fallback,
            missed=seat.missed,
            proxy_character_id=seat.proxy,
            portrait=PortraitView(appearance.get("portrait"), str(portrait_hash) if portrait_hash else None),
            presence=None if here is None else here.get(seat.user_id, Presence.AWAY),
        )
