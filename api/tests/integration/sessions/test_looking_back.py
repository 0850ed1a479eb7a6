"""What a character looks back on outlives its adventures."""

from app.models.ids import SessionId
from app.models.tables import CHARACTERS
from app.models.views import CodexEntry, JournalEntry
from tests.support.house import Game, House, Player


def met(house: House, player: Player) -> set[str]:
    entries: list[CodexEntry] = list(house.services.chronicle.codex(player.id, player.character_id))
    return {entry.id for entry in entries}


def journal(house: House, player: Player) -> list[JournalEntry]:
    return list(house.services.chronicle.journal(player.id, player.character_id))


def a_walk(house: House, player: Player) -> Game:
    game = house.set_out(player)
    game.play("talk to bettany")
    game.play("go out")
    return game


def test_who_never_set_out_knows_what_it_carries(house: House) -> None:
    player = house.player()
    assert "militia_sword" in met(house, player)
    assert journal(house, player) == []


def test_between_adventures_both_are_still_there(house: House) -> None:
    player = house.player()
    game = a_walk(house, player)
    assert {"last_candle", "inn_yard", "bettany_oake"} <= met(house, player)
    assert journal(house, player)[0].is_current
    game.end()
    assert {"last_candle", "inn_yard", "bettany_oake"} <= met(house, player)
    (quest,) = journal(house, player)
    assert (quest.id, quest.is_current) == ("one_more_lamp", False)


def test_a_second_adventure_begins_a_new_journal_and_keeps_the_codex(house: House) -> None:
    player = house.player()
    a_walk(house, player).end()
    second = house.set_out(player)
    assert {"inn_yard", "bettany_oake"} <= met(house, player)
    assert journal(house, player)[0].is_current
    log = second.log()
    assert not any("inn_yard" in str(event) for event in second.turn(log[0]).events)


def test_the_last_adventure_stays_noted_when_the_character_is_free_again(house: House) -> None:
    player = house.player()
    game = a_walk(house, player)
    game.end()
    row = house.row(CHARACTERS.name, player.character_id)
    assert SessionId(str(row.data["last_session_id"])) == game.id
    assert row.data["session_id"] is None


def test_what_is_remembered_is_not_in_the_log_that_players_read(house: House) -> None:
    game = a_walk(house, house.player())
    kinds = {event.kind for turn in game.log() for event in turn.events}
    shown = {event.kind for turn in game.log() for event in game.turn(turn).events}
    assert "lore_gained" in kinds - shown
