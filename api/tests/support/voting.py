"""Parties that vote."""

from collections.abc import Sequence
from typing import Any

from app.models.enums import VoteKind
from app.models.ids import VoteId
from app.models.views import VoteView
from tests.support.house import House, Player
from tests.support.party import Gathering, gather

MINUTE_S = 60


def setting_out(house: House, others: int = 2, **config: Any) -> Gathering:
    gathering = gather(house, others=others, **config)
    gathering.set_out()
    return gathering


def ask(
    gathering: Gathering, player: Player, kind: VoteKind = VoteKind.TRAVEL, options: Sequence[str] = ("out",)
) -> VoteView:
    return gathering.house.services.votes.open(player.id, gathering.id, kind, options)


def say(gathering: Gathering, player: Player, vote: VoteView, choice: str = "yes") -> VoteView:
    return gathering.house.services.votes.cast(player.id, gathering.id, VoteId(vote.id), choice)


def latest(gathering: Gathering) -> VoteView:
    return gathering.house.services.votes.list(gathering.leader.id, gathering.id, 5, None)[0][0]


def latest_of(gathering: Gathering, player: Player) -> VoteView:
    return gathering.house.services.votes.list(player.id, gathering.id, 1, None)[0][0]


def place(gathering: Gathering) -> str:
    return gathering.of(gathering.leader).state.location_id


def settle(gathering: Gathering) -> int:
    return gathering.house.services.deadlines.settle()


def in_a_fight(gathering: Gathering) -> None:
    gathering.act_at_turn("go out")
    gathering.act_at_turn("attack the wicklings")
    assert gathering.of(gathering.leader).state.combat is not None
