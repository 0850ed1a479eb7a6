"""Somebody else plays for who is away: as that one chose, only while it is away, and nothing of its belongings."""

import pytest

from app.models.enums import ActionMode, Fallback, PlayMode, TurnStatus
from app.models.errors import Forbidden, Invalid, NotYourTurn
from app.models.events import TurnMissed
from app.models.ids import AbilityId, CharacterId, CombatantId, ItemId
from app.models.intents import UseAbility, UseItem
from app.services.play import Job
from app.services.understood_action import Said
from tests.support.house import House, Player
from tests.support.party import Gathering, gather

DEADLINE_S = 40


def away(house: House, mode: PlayMode = PlayMode.TURNS) -> Gathering:
    """Anna lets her turn pass; Bert, whom she chose, is at the move, and then Cora; then Anna once more."""
    gathering = gather(house, others=2, turn_deadline_s=DEADLINE_S, mode=mode)
    gathering.set_out()
    anna, bert, _ = gathering.players
    house.services.parties.set_fallback(anna.id, gathering.id, Fallback.PROXY, bert.character_id)
    if mode is PlayMode.ROUND:
        for player in gathering.players[1:]:
            gathering.play(player, "wait")
    house.wait(seconds=DEADLINE_S * 2)
    assert house.services.deadlines.settle() == 1
    if mode is PlayMode.TURNS:
        for player in gathering.players[1:]:
            gathering.play(player, "wait")
    return gathering


def act_for(gathering: Gathering, player: Player, words: str, absent: Player, action_id: str = "p") -> Job:
    said = Said(action_id, words, None, ActionMode.DO, for_character=absent.character_id)
    return gathering.house.services.play.act(player.id, gathering.id, said, 0)


def acting_for(gathering: Gathering, player: Player) -> tuple[str, ...]:
    return gathering.house.services.sessions.view(player.id, gathering.id).acting_for


@pytest.mark.parametrize("mode", list(PlayMode))
def test_a_proxy_plays_until_the_player_is_back(house: House, mode: PlayMode) -> None:
    gathering = away(house, mode)
    anna, bert, cora = gathering.players
    assert acting_for(gathering, bert) == (anna.character_id,)
    assert acting_for(gathering, cora) == acting_for(gathering, anna) == ()
    with pytest.raises(Forbidden) as caught:
        act_for(gathering, cora, "wait", anna)
    assert caught.value.code == "not_your_proxy"
    job = act_for(gathering, bert, "wait", anna)
    assert act_for(gathering, bert, "wait", anna).turn_id == job.turn_id
    if mode is PlayMode.ROUND:
        assert acting_for(gathering, bert) == ()
        for player in (bert, cora):
            gathering.play(player, "wait")
    house.services.advance.run(gathering.id)
    turn = next(turn for turn in gathering.of(bert).log() if turn.id == job.turn_id)
    assert (turn.status, turn.character_id, turn.user_id) == (
        TurnStatus.RESOLVED,
        anna.character_id,
        bert.id,
    )
    assert [seat.missed for seat in gathering.view().seats] == [1, 0, 0], "she is still away"
    gathering.play(anna, "look")
    if mode is PlayMode.TURNS:
        for player in (bert, cora):
            gathering.play(player, "wait")
        assert acting_for(gathering, bert) == (), "she is back"
        with pytest.raises(Forbidden):
            act_for(gathering, bert, "wait", anna, "q")


@pytest.mark.parametrize(
    "words", ["inventory", "drop the bandage", "use a healing draught", "rest", "undo", "look", "frobnicate"]
)
def test_what_is_hers_or_hers_to_decide_is_refused_alike(house: House, words: str) -> None:
    gathering = away(house)
    anna, bert, _ = gathering.players
    before = len(gathering.of(bert).log())
    with pytest.raises(Forbidden) as caught:
        act_for(gathering, bert, words, anna)
    assert caught.value.code == "not_for_proxy"
    assert len(gathering.of(bert).log()) == before
    play = house.services.play
    with pytest.raises(Forbidden):
        play.fight(bert.id, gathering.id, "f", UseItem(ItemId("x")), 0, for_character=anna.character_id)


def test_in_a_fight_a_proxy_has_the_abilities_of_the_absent_one_and_none_of_its_things(
    house: House,
) -> None:
    gathering = away(house)
    anna, bert, _ = gathering.players
    act_for(gathering, bert, "go out", anna, "out")
    house.services.advance.run(gathering.id)
    gathering.play(bert, "attack the wicklings")
    while acting_for(gathering, bert) != (anna.character_id,):
        gathering.act_at_turn("defend")
    view = house.services.sessions.view(bert.id, gathering.id)
    assert view.combat is not None
    assert (view.is_your_turn, view.combat.is_your_turn, view.combat.items) == (False, False, ())
    known = house.services.sessions.view(anna.id, gathering.id).combat
    assert known is not None
    assert view.combat.actions == known.actions != ()
    blow = next(one for one in view.combat.actions if one.usable and one.targets)
    intent = UseAbility(AbilityId(blow.ability_id), CombatantId(blow.targets[0]))
    play = house.services.play
    for refused in (UseItem(ItemId("x")), UseItem(ItemId(known.items[0].item_id))):
        with pytest.raises(Forbidden) as caught:
            play.fight(bert.id, gathering.id, "i", refused, 0, for_character=anna.character_id)
        assert caught.value.code == "not_for_proxy"
    job = play.fight(bert.id, gathering.id, "f", intent, 0, for_character=anna.character_id)
    house.services.advance.run(gathering.id)
    turn = next(turn for turn in gathering.of(bert).log() if turn.id == job.turn_id)
    assert (turn.status, turn.character_id, turn.user_id) == (
        TurnStatus.RESOLVED,
        anna.character_id,
        bert.id,
    )
    assert gathering.view().seats[0].missed == 1, "she is still away"


def test_only_when_the_absent_one_is_at_the_move(house: House) -> None:
    gathering = away(house)
    anna, bert, _ = gathering.players
    act_for(gathering, bert, "wait", anna)
    house.services.advance.run(gathering.id)
    assert act_for(gathering, bert, "wait", anna).status == "finished", "sent again it is the same"
    with pytest.raises(NotYourTurn):
        act_for(gathering, bert, "wait", anna, "again")


def test_where_nobody_stands_in_the_turn_passes_as_ever(house: House) -> None:
    gathering = away(house)
    house.wait(seconds=DEADLINE_S)
    assert house.services.deadlines.settle() == 1
    last = gathering.of(gathering.leader).log()[-1]
    assert any(isinstance(event, TurnMissed) for event in last.events)


def test_who_goes_plays_for_nobody_and_is_played_by_nobody(house: House) -> None:
    gathering = away(house)
    anna, bert, cora = gathering.players
    house.services.parties.leave(bert.id, gathering.id)
    with pytest.raises(Forbidden):
        act_for(gathering, cora, "wait", anna)
    house.services.parties.leave(anna.id, gathering.id)
    gathering.players = [cora]
    with pytest.raises(Forbidden):
        act_for(gathering, cora, "wait", anna)


def test_a_proxy_is_somebody_else_of_the_party(house: House) -> None:
    gathering = away(house)
    anna, *_ = gathering.players
    for wrong in (anna.character_id, CharacterId("nobody")):
        with pytest.raises(Invalid) as caught:
            house.services.parties.set_fallback(anna.id, gathering.id, Fallback.PROXY, wrong)
        assert caught.value.code == "bad_proxy"
    assert gathering.view().seats[0].proxy_character_id is not None
