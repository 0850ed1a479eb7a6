"""Accepting actions into the log and resolving them: in order, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.models.enums import Direction, NarrationStatus, SessionStatus, Slot, TurnKind, TurnStatus
from app.models.errors import IllegalMove, InCombat, NotInCombat, TooManyPending
from app.models.events import ItemEquipped, ItemLost, ItemUnequipped, LocationEntered
from app.models.ids import AbilityId, ItemId
from app.models.intents import Drop, Equip, Move, Unequip, UseAbility
from app.models.tables import SESSION_TURNS, TURN_SECRETS
from app.services.turns import MAX_PENDING
from tests.support.house import Game, House, settled

RESOLVED, REJECTED, ACCEPTED = TurnStatus.RESOLVED, TurnStatus.REJECTED, TurnStatus.ACCEPTED


def test_an_accepted_action_stands_in_the_log_before_anybody_resolves_it(house: House, game: Game) -> None:
    turn = game.accept("look around")
    assert (turn.seq, turn.status, turn.intent) == (2, ACCEPTED, None)
    assert house.row(SESSION_TURNS.name, turn.id).data["action"] == "look around"
    assert game.row.data["turn_number"] == 1


def test_actions_are_resolved_in_the_order_of_their_acceptance(game: Game) -> None:
    for words in ("look around", "inventory", "go out"):
        game.accept(words)
    assert settled(game.advance()) == [(2, RESOLVED), (3, RESOLVED), (4, RESOLVED)]
    assert isinstance(game.log()[-1].events[1], LocationEntered)


def test_the_same_action_sent_twice_is_one_turn(game: Game) -> None:
    first = game.accept("look around", "once")
    assert game.accept("look around", "once") == first
    game.advance()
    again = game.accept("something else", "once")
    assert (again.id, again.status, again.action) == (first.id, RESOLVED, "look around")
    assert len(game.log()) == 2


def test_the_same_action_sent_at_once_is_one_turn(game: Game) -> None:
    with ThreadPoolExecutor(8) as threads:
        turns = list(threads.map(lambda _: game.accept("look around", "once"), range(16)))
    assert len({turn.id for turn in turns}) == 1
    assert len(game.log()) == 2


def test_two_resolve_at_once_and_there_is_one_effect(game: Game) -> None:
    for words in ("look around", "go out", "attack", "attack", "attack"):
        game.accept(words)
    with ThreadPoolExecutor(4) as threads:
        done = [turn for turns in threads.map(lambda _: game.advance(), range(4)) for turn in turns]
    assert sorted(settled(done)) == [(seq, status) for seq, status in settled(game.log()) if seq > 1]
    assert len(game.log()) == 6


def test_a_rejected_turn_has_a_code_and_the_log_goes_on(game: Game) -> None:
    rejected = game.play("go north", Move(Direction.NORTH))
    assert (rejected.status, rejected.code, rejected.events) == (REJECTED, "no_way", ())
    assert rejected.message
    assert rejected.narration_status is NarrationStatus.NONE
    assert game.play("look around").status is RESOLVED
    assert settled(game.log()) == [(1, RESOLVED), (2, REJECTED), (3, RESOLVED)]


def test_what_became_illegal_meanwhile_is_rejected(game: Game) -> None:
    game.accept("go out", intent=Move(Direction.OUT))
    again = game.accept("go out", intent=Move(Direction.OUT))
    game.advance()
    assert (game.turn(again).status, game.turn(again).code) == (REJECTED, "no_way")


def test_a_fault_in_a_rule_rejects_the_turn_and_not_the_session(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("app.services.settle.resolve", broken)
        failed = game.play("look around")
        assert (failed.status, failed.code) == (REJECTED, "rule_failed")
        assert "division" not in str(failed)


def test_there_is_a_limit_to_what_may_wait(game: Game) -> None:
    for _ in range(MAX_PENDING):
        game.accept("look around")
    with pytest.raises(TooManyPending):
        game.accept("look around")
    game.advance()
    assert game.accept("look around").status is ACCEPTED
    game.advance()


@pytest.mark.parametrize(
    "words",
    [
        "🗡️🗡️🗡️",
        "\u202egnihton",
        "a" * 1000,
        "\n\n.",
        "DROP TABLE session_turns; --",
        "{slot}",
        "%s %d",
        "<b>go</b>",
        "ß" * 999,
    ],
)
def test_any_words_are_answered_in_the_world(game: Game, words: str) -> None:
    turn = game.play(words)
    assert turn.status is RESOLVED
    assert turn.events


def test_the_secret_row_has_every_event_and_the_public_one_what_may_be_known(
    house: House, game: Game
) -> None:
    first = game.log()[0]
    public = house.row(SESSION_TURNS.name, first.id)
    secret = house.row(TURN_SECRETS.name, first.id)
    assert public.readers == (game.player.id,)
    assert secret.readers == ()
    assert isinstance(public.data["events"], list)
    assert isinstance(secret.data["events"], list)
    assert public.data["events"][1]["character"]["items"] == {}
    assert secret.data["events"][1]["character"]["items"] != {}


def test_what_is_changed_outside_the_play_page_is_in_the_log(house: House, game: Game) -> None:
    sword = game.state.characters[game.player.character_id].equipment[Slot.MAIN_HAND]
    act = house.services.characters.act
    act(game.player.id, game.player.character_id, Unequip(Slot.MAIN_HAND))
    view = act(game.player.id, game.player.character_id, Equip(sword))
    assert view.equipment[Slot.MAIN_HAND].item_id == sword
    off, on = game.log()[1:]
    assert (off.kind, on.kind) == (TurnKind.EXTERNAL, TurnKind.EXTERNAL)
    assert isinstance(off.events[1], ItemUnequipped)
    assert isinstance(on.events[1], ItemEquipped)
    assert on.narration_status is NarrationStatus.NONE


def test_what_is_refused_outside_the_play_page_is_refused_by_its_code(house: House, game: Game) -> None:
    with pytest.raises(IllegalMove) as refused:
        house.services.characters.act(game.player.id, game.player.character_id, Unequip(Slot.HEAD))
    assert refused.value.code == "nothing_worn"
    assert len(game.log()) == 1, "and leaves no trace in the log"


def test_in_a_fight_equipment_is_left_alone(house: House, game: Game) -> None:
    game.play("go out")
    game.play("attack")
    with pytest.raises(InCombat):
        house.services.characters.act(game.player.id, game.player.character_id, Unequip(Slot.MAIN_HAND))


def test_a_thing_dropped_at_home_is_gone_from_the_books_too(house: House) -> None:
    player = house.player()
    inventory = house.services.characters.inventory(player.id, player.character_id)
    draught = next(item for item in inventory if item.quantity > 1 and item.can_drop)
    house.services.characters.act(player.id, player.character_id, Drop(ItemId(draught.item_id), 1))
    game = house.set_out(player)
    assert (
        game.state.characters[player.character_id].items[ItemId(draught.item_id)].quantity
        == draught.quantity - 1
    )


def test_who_sets_out_while_something_is_dropped_takes_the_right_things_along(house: House) -> None:
    """Both read the character; one of them must read it again."""
    player = house.player()
    (item,) = [
        one for one in house.services.characters.inventory(player.id, player.character_id) if one.quantity > 1
    ][:1]
    with ThreadPoolExecutor(2) as threads:
        dropping = threads.submit(
            house.services.characters.act,
            player.id,
            player.character_id,
            Drop(ItemId(item.item_id), item.quantity),
        )
        game = house.set_out(player)
        dropping.result()
    assert item.item_id not in game.state.characters[player.character_id].items


def test_a_dropped_thing_is_an_event_with_a_sink(house: House, game: Game) -> None:
    item = next(
        one for one in game.state.characters[game.player.character_id].items.values() if one.quantity > 1
    )
    house.services.characters.act(game.player.id, game.player.character_id, Drop(item.id, 1))
    assert isinstance(game.log()[-1].events[1], ItemLost)


def test_a_fight_is_played_by_ability(game: Game) -> None:
    game.play("go out")
    game.play("attack")
    turn = game.accept("defend", intent=UseAbility(AbilityId("defend")), needs_combat=True)
    game.advance()
    assert game.turn(turn).status is RESOLVED


def test_an_ability_outside_a_fight_is_refused_at_once(game: Game) -> None:
    with pytest.raises(NotInCombat):
        game.accept("defend", intent=UseAbility(AbilityId("defend")), needs_combat=True)


def test_activity_is_noted_and_a_paused_session_goes_on(house: House, game: Game) -> None:
    house.wait(minutes=31)
    assert house.services.sweeper.sweep().paused == 1
    assert game.row.data["status"] == SessionStatus.TIMEOUT
    game.play("look around")
    assert game.row.data["status"] == SessionStatus.ACTIVE
    assert game.row.data["last_activity"] == house.clock.now()
