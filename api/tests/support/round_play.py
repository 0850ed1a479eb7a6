"""Parties that act all at once."""

from collections.abc import Sequence

from app.models.enums import PlayMode
from app.models.session import Turn
from app.models.views import SessionView
from tests.support.house import House, Player
from tests.support.party import Gathering, gather

DEADLINE_S = 40


def setting_out(house: House, others: int = 1, turn_deadline_s: int | None = None) -> Gathering:
    gathering = gather(house, others=others, mode=PlayMode.ROUND, turn_deadline_s=turn_deadline_s)
    gathering.set_out()
    return gathering


def seen(gathering: Gathering, player: Player) -> SessionView:
    return gathering.house.services.sessions.view(player.id, gathering.id)


def advance(gathering: Gathering) -> Sequence[Turn]:
    return gathering.house.services.advance.run(gathering.id)


def told(gathering: Gathering) -> list[Turn]:
    """The log without its beginning."""
    return gathering.of(gathering.players[0]).log()[1:]


def left_s(gathering: Gathering) -> float | None:
    due = seen(gathering, gathering.leader).deadline_at
    return None if due is None else (due - gathering.house.clock.now()).total_seconds()
