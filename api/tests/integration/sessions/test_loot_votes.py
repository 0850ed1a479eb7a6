"""Votes on loot: opened by the fight that fills the pool, one for each kind of thing, and settled whoever is away."""

import pytest

from app.backends.ports import Op, Where
from app.models.enums import LootRule, VoteKind, VoteStatus
from app.models.errors import GameError, VoteOpen
from app.models.events import LootAwarded, LootPooled
from app.models.ids import CharacterId, VoteId
from app.models.session import SessionState
from app.models.tables import ITEMS
from app.models.views import VoteView
from app.services.loot_votes import OPEN_FOR
from app.services.records.ledger import pool_account
from tests.support.house import House, Player
from tests.support.party import Gathering
from tests.support.spoils import with_spoils


def open_vote(gathering: Gathering) -> VoteView | None:
    """What the last of the party is asked now."""
    view = gathering.house.services.sessions.view(gathering.players[-1].id, gathering.id)
    return next(iter(view.votes), None)


def asked(gathering: Gathering) -> VoteView:
    vote = open_vote(gathering)
    assert vote is not None
    return vote


def say(gathering: Gathering, player: Player, vote: VoteView, choice: str) -> VoteView:
    return gathering.house.services.votes.cast(player.id, gathering.id, VoteId(vote.id), choice)


def state_of(gathering: Gathering) -> SessionState:
    return gathering.of(gathering.players[-1]).state


def refused(gathering: Gathering, player: Player, vote: VoteView, choice: str) -> str:
    """The code with which the ballot is refused."""
    try:
        say(gathering, player, vote, choice)
    except GameError as error:
        return error.code
    return ""


def awards(gathering: Gathering) -> list[tuple[str, CharacterId]]:
    """Why and to whom things went in the last turn."""
    events = gathering.of(gathering.players[-1]).log()[-1].events
    return [(one.award, one.character_id) for one in events if isinstance(one, LootAwarded)]


def test_the_fight_that_fills_the_pool_opens_the_vote(house: House) -> None:
    gathering = with_spoils(house)
    vote, state = asked(gathering), state_of(gathering)
    assert (vote.kind, vote.status, vote.opened_by) == (
        VoteKind.LOOT,
        VoteStatus.OPEN,
        gathering.leader.character_id,
    )
    first = state.loot_pool[0]
    assert house.services.world.items[first.item.item_def_id].name in vote.question
    assert [one.id for one in vote.choices] == ["need", "greed", "pass"]
    assert vote.options[0] == first.item.id
    assert {one.character_id for one in vote.voters} == set(state.turn_order)
    pooled = [one for one in gathering.of(gathering.leader).log()[-1].events if isinstance(one, LootPooled)]
    assert len(pooled) == len(state.loot_pool)


def test_when_all_have_spoken_it_is_settled_and_the_next_kind_is_asked_about(house: House) -> None:
    gathering = with_spoils(house)
    first, second, third = gathering.players
    asked_about = set()
    while state_of(gathering).loot_pool:
        vote = asked(gathering)
        asked_about.add(vote.id)
        assert say(gathering, first, vote, "greed").status is VoteStatus.OPEN
        assert say(gathering, second, vote, "pass").status is VoteStatus.OPEN
        settled = say(gathering, third, vote, "need")
        assert (settled.status, settled.outcome, settled.turn_id) == (VoteStatus.PASSED, "need", vote.id)
        assert set(awards(gathering)) == {("need", third.character_id)}
    assert open_vote(gathering) is None
    assert asked_about
    assert not house.rows(ITEMS.name, Where("owner_id", Op.EQ, pool_account(gathering.id)))


def test_who_is_absent_passes_and_if_all_are_it_goes_round(house: House) -> None:
    gathering = with_spoils(house)
    say(gathering, gathering.players[1], asked(gathering), "greed")
    assert house.services.deadlines.settle() == 0
    house.wait(seconds=OPEN_FOR.total_seconds() + 1)
    assert house.services.deadlines.settle() == 1
    assert set(awards(gathering)) == {("greed", gathering.players[1].character_id)}
    while state_of(gathering).loot_pool:
        house.wait(seconds=OPEN_FOR.total_seconds() + 1)
        assert house.services.deadlines.settle() == 1
        assert {why for why, _ in awards(gathering)} == {"turn"}
    assert house.services.deadlines.settle() == 0


def test_who_leaves_in_between_has_no_claim_any_more(house: House) -> None:
    gathering = with_spoils(house)
    first, second, third = gathering.players
    vote = asked(gathering)
    say(gathering, first, vote, "need")
    gathering.parties.leave(first.id, gathering.id)
    say(gathering, second, vote, "pass")
    say(gathering, third, vote, "greed")
    assert set(awards(gathering)) == {("greed", third.character_id)}


def test_alone_in_the_end_there_is_nothing_to_vote_on(house: House) -> None:
    gathering = with_spoils(house, others=1)
    first, _second = gathering.players
    say(gathering, first, asked(gathering), "pass")
    gathering.parties.leave(first.id, gathering.id)
    assert state_of(gathering).loot_pool == ()
    house.services.deadlines.settle()
    assert open_vote(gathering) is None


def test_the_leader_gives_each_thing_to_somebody_and_nobody_else_has_a_say(house: House) -> None:
    gathering = with_spoils(house, rule=LootRule.LEADER)
    leader, second, third = gathering.players
    vote = asked(gathering)
    assert [one.id for one in vote.choices] == [*state_of(gathering).turn_order, "turn"]
    assert [one.character_id for one in vote.voters] == [leader.character_id]
    assert refused(gathering, second, vote, second.character_id) == "no_say"
    assert say(gathering, leader, vote, third.character_id).status is VoteStatus.PASSED
    assert set(awards(gathering)) == {("leader", third.character_id)}
    if state_of(gathering).loot_pool:
        say(gathering, leader, asked(gathering), "turn")
        assert {why for why, _ in awards(gathering)} == {"turn"}


def test_who_comes_late_is_not_asked(house: House) -> None:
    gathering = with_spoils(house, others=1)
    vote = asked(gathering)
    while not house.services.world.locations[state_of(gathering).location_id].is_safe:
        gathering.act_at_turn("go in")
    late = gathering.come()
    assert late.character_id not in {one.character_id for one in asked(gathering).voters}
    assert refused(gathering, late, vote, "need") == "no_say"


def test_one_thing_is_asked_at_a_time(house: House) -> None:
    gathering = with_spoils(house)
    with pytest.raises(VoteOpen):
        house.services.votes.open(gathering.leader.id, gathering.id, VoteKind.TRAVEL, ["in"])
    while (vote := open_vote(gathering)) is not None:
        for player in gathering.players:
            say(gathering, player, vote, "pass")
    assert state_of(gathering).loot_pool == ()
    assert house.services.votes.open(gathering.leader.id, gathering.id, VoteKind.TRAVEL, ["in"]).question
