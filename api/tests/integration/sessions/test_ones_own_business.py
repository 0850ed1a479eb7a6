"""What concerns one player alone reaches nobody else, on whatever way."""

from typing import Any

import pytest

from app.game_logic.view.turn import turn_view
from app.models.enums import InviteKind, PlayMode, TurnKind
from app.models.errors import Invalid, InvalidInvite, NotFound
from app.models.intents import Undo
from app.models.tables import SESSION_TURNS
from app.services.narration_stream import may_hear, stream_name
from app.services.turns import NewAction
from tests.support.house import House
from tests.support.party import accept, gather


def test_an_accepted_action_is_its_players_alone_until_it_is_resolved(house: House) -> None:
    gathering = gather(house, others=1)
    game = gathering.set_out()
    leader, other = gathering.players
    waiting = accept(gathering, leader, "wait", "a")
    assert house.row(SESSION_TURNS.name, waiting.id).readers == (leader.id,)
    turns, _ = house.services.turns.list(other.id, gathering.id, None, 20)
    assert [turn.seq for turn in turns] == [1]
    with pytest.raises(NotFound):
        house.services.turns.get(other.id, gathering.id, waiting.id)
    game.advance()
    assert set(house.row(SESSION_TURNS.name, waiting.id).readers) == {leader.id, other.id}
    assert house.services.turns.get(other.id, gathering.id, waiting.id).action == "wait"


def test_the_actions_of_a_round_are_their_players_until_they_are_resolved(house: House) -> None:
    gathering = gather(house, others=1, mode=PlayMode.ROUND)
    game = gathering.set_out()
    turns = [accept(gathering, one, "look around", f"of-{one.id}") for one in gathering.players]
    rows = [house.row(SESSION_TURNS.name, turn.id) for turn in turns]
    assert [row.readers for row in rows] == [(one.id,) for one in gathering.players]
    game.advance()


@pytest.mark.parametrize("mode", list(PlayMode))
def test_an_action_id_of_somebody_elses_tells_nothing(house: House, mode: PlayMode) -> None:
    gathering = gather(house, others=1, mode=mode)
    game = gathering.set_out()
    leader, other = gathering.players
    accept(gathering, leader, "check inventory", "guessed")
    if mode is PlayMode.TURNS:
        game.advance()
        with pytest.raises(Invalid) as refused:
            accept(gathering, other, "wait", "guessed")
        assert refused.value.code == "action_id_taken"
    else:
        new = NewAction("wait", "guessed", for_character=leader.character_id)
        assert not house.services.turns.is_known(other.id, gathering.id, new)
        with pytest.raises(Invalid) as refused:
            house.services.turns.accept(other.id, gathering.id, new)
        assert refused.value.code == "action_id_taken"


def test_who_comes_later_learns_no_purse_from_what_was_taken_back(house: House) -> None:
    gathering = gather(house)
    game = gathering.set_out()
    bread = game.play("take some bread")
    game.accept("undo", "u", Undo(), kind=TurnKind.UNDO)
    (undo,) = game.advance()
    late = gathering.come()
    (rewound,) = turn_view(house.services.turns.get(late.id, gathering.id, undo.id)).events
    gained = next(one for one in turn_view(bread).events if one["kind"] == "item_gained")
    moved: Any = rewound["returned"]  # a plain list
    returned = moved[0]
    assert (returned["item"]["quantity"], rewound["action"]) == (gained["quantity"], "take some bread")


def test_who_comes_later_learns_nothing_of_a_private_turn_that_was_taken_back(house: House) -> None:
    gathering = gather(house)
    game = gathering.set_out()
    dropped = game.play("drop the waybread")
    assert dropped.is_private, dropped
    game.accept("undo", "u", Undo(), kind=TurnKind.UNDO)
    (undo,) = game.advance()
    late = gathering.come()
    (seen,) = turn_view(house.services.turns.get(late.id, gathering.id, undo.id)).events
    assert (seen["action"], seen["returned"]) == ("", [])
    (own,) = turn_view(game.turn(undo)).events
    assert own["action"] == "drop the waybread"


def test_who_was_sent_away_does_not_look_on_either(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    gone = gathering.players[1]
    link = gathering.parties.invite(gathering.leader.id, gathering.id, InviteKind.SPECTATOR).code
    assert house.services.party_board.watch(gone.id, link).id == gathering.id
    gathering.parties.send_away(gathering.leader.id, gathering.id, gone.character_id)
    with pytest.raises(InvalidInvite):
        house.services.party_board.watch(gone.id, link)


def test_the_stream_of_a_private_turn_says_whose_it_is(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    leader, other = gathering.players
    for words, is_for_both in (("check inventory", False), ("wait", True)):
        turn = gathering.play(leader, words)
        house.services.narration.tell(turn.id)
        first, *_ = house.services.ports.events.read(stream_name(gathering.id, turn.id))
        assert may_hear(first, leader.id)
        assert may_hear(first, other.id) is is_for_both
