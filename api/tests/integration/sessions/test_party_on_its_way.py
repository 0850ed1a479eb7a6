"""A party that plays: coming late, leaving, being sent away, and what each may know."""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from app.models.enums import CombatOutcome, InviteKind, SessionStatus, TurnStatus
from app.models.errors import (
    Forbidden,
    GameError,
    InCombat,
    NotFound,
    NotSafeHere,
    SessionFull,
    SessionNotActive,
)
from app.models.events import CharacterJoined, CharacterLeft, GoldChanged
from app.models.ids import CombatantId
from app.models.intents import Look
from app.models.tables import CHARACTERS, GAME_SESSIONS, SESSION_TURNS
from app.services.realtime_names import left_flag
from tests.support.house import House, Player, assert_sound
from tests.support.party import Gathering, accept, gather


def in_a_fight(gathering: Gathering) -> None:
    """The party is in the fight in the inn's yard, and somebody of it is to decide."""
    gathering.act_at_turn("go out")
    gathering.act_at_turn("attack the wicklings")
    assert gathering.of(gathering.leader).state.combat is not None


def test_somebody_comes_late(house: House) -> None:
    gathering = gather(house, others=1)
    game = gathering.set_out()
    late = gathering.come()
    assert game.state.turn_order[-1] == late.character_id
    joined = game.log()[-1]
    assert isinstance(joined.events[0], CharacterJoined)
    assert house.row(CHARACTERS.name, late.character_id).data["session_id"] == gathering.id
    assert late.id in house.row(GAME_SESSIONS.name, gathering.id).readers
    seen, _ = house.services.turns.list(late.id, gathering.id, None, 10)
    assert [turn.seq for turn in seen] == [2, 1]
    assert gathering.play(late, "look").status is TurnStatus.RESOLVED


def test_nobody_comes_into_a_fight_or_to_a_dangerous_place(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    gathering.act_at_turn("go out")
    place = house.services.world.locations[gathering.of(gathering.leader).state.location_id]
    if not place.is_safe:
        with pytest.raises(NotSafeHere):
            gathering.come()
    gathering.act_at_turn("attack the wicklings")
    with pytest.raises(InCombat):
        gathering.come()


def test_fights_grow_with_the_party(house: House) -> None:
    sizes = {}
    for others in (0, 3):
        gathering = gather(house, others=others)
        gathering.set_out()
        in_a_fight(gathering)
        combat = gathering.of(gathering.leader).state.combat
        assert combat is not None
        sizes[others] = sum(one.enemy_id is not None for one in combat.combatants.values())
    assert sizes[3] > sizes[0]


def test_who_leaves_takes_everything_along_and_the_others_play_on(house: House) -> None:
    gathering = gather(house, others=2)
    game = gathering.set_out()
    first, second, third = gathering.players
    before = game.state.characters[first.character_id]
    assert not gathering.parties.leave(first.id, gathering.id).is_ended
    row = house.row(CHARACTERS.name, first.character_id)
    assert row.data["session_id"] is None
    bag = house.services.characters.inventory(first.id, first.character_id)
    assert {one.item_id for one in bag} == set(before.items)
    state = gathering.of(second).state
    assert (state.turn_order, state.current_turn) == ((second.character_id, third.character_id), 0)
    assert gathering.view(second).leader_id == second.id
    assert isinstance(gathering.of(second).log()[-1].events[0], CharacterLeft)
    assert gathering.play(second, "wait").status is TurnStatus.RESOLVED
    house.set_out(first)


def test_the_last_one_ends_it(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    first, second = gathering.players
    gathering.parties.leave(second.id, gathering.id)
    assert gathering.parties.leave(first.id, gathering.id).is_ended
    assert house.services.sessions.view(first.id, gathering.id).status is SessionStatus.COMPLETED
    with pytest.raises(GameError):
        gathering.come()
    with pytest.raises(SessionNotActive):
        gathering.parties.leave(first.id, gathering.id)


def test_who_walks_out_on_a_fight_pays_as_for_a_defeat(house: House) -> None:
    gathering = gather(house, others=1)
    game = gathering.set_out()
    in_a_fight(gathering)
    state = game.state
    assert state.combat is not None
    gone = next(one for one in gathering.players if CombatantId(one.character_id) == state.combat.current_id)
    stays = next(one for one in gathering.players if one is not gone)
    gold = state.characters[gone.character_id].gold
    gathering.parties.leave(gone.id, gathering.id)
    left = house.row(CHARACTERS.name, gone.character_id)
    assert left.data["gold"] == gold - gold // 10
    events = gathering.of(stays).log()[-1].events
    assert any(isinstance(one, GoldChanged) and one.account == "desertion" for one in events)
    after = gathering.of(stays).state
    assert gone.character_id not in after.characters
    if after.combat is not None:
        assert after.combat.current_id == CombatantId(stays.character_id)
        outcome = gathering.play(stays, "attack")
        assert outcome.status is TurnStatus.RESOLVED


def test_all_but_the_fallen_gone_the_fight_is_lost(house: House) -> None:
    """Leaving does not turn a defeat into an escape for anybody."""
    gathering = gather(house, others=1)
    gathering.set_out()
    in_a_fight(gathering)
    first, second = gathering.players
    gathering.parties.leave(first.id, gathering.id)
    for _ in range(100):
        state = gathering.of(second).state
        if state.combat is None:
            break
        gathering.play(second, "defend")
    ended = [e for turn in gathering.of(second).log() for e in turn.events if e.kind == "combat_ended"]
    assert [one.outcome for one in ended] in ([CombatOutcome.DEFEAT], [CombatOutcome.VICTORY])


def test_nobody_is_sent_away_from_a_fight(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    in_a_fight(gathering)
    member = gathering.players[1]
    with pytest.raises(InCombat):
        gathering.parties.send_away(gathering.leader.id, gathering.id, member.character_id)
    assert len(gathering.view().seats) == 2


def test_who_is_sent_away_reads_and_does_no_more(house: House) -> None:
    gathering = gather(house, others=1)
    game = gathering.set_out()
    gone = gathering.players[1]
    waiting = accept(gathering, gathering.leader, "look", "later")
    gathering.parties.send_away(gathering.leader.id, gathering.id, gone.character_id)
    assert gone.id not in house.row(GAME_SESSIONS.name, gathering.id).readers
    after = game.play("look around")
    assert gone.id not in house.row(SESSION_TURNS.name, after.id).readers
    for look in (
        lambda: house.services.sessions.view(gone.id, gathering.id),
        lambda: house.services.turns.list(gone.id, gathering.id, None, 10),
        lambda: accept(gathering, gone, "look", "again"),
        lambda: house.services.turns.find_for(gone.id, waiting.id),
    ):
        with pytest.raises(NotFound):
            look()
    fresh = gathering.parties.invite(gathering.leader.id, gathering.id, InviteKind.MEMBER).code
    with pytest.raises(Forbidden):
        gathering.parties.join(gone.id, gone.character_id, fresh, None)


def test_nothing_private_is_told_to_others(house: House) -> None:
    """Purse, bag, what one asks and puts on: in no row, view, history or recap of anybody else's."""
    gathering = gather(house, others=1)
    game = gathering.set_out()
    actor, other = gathering.players
    hero = game.state.characters[actor.character_id]
    item = next(iter(hero.items.values()))
    name = house.services.world.items[item.item_def_id].name
    watch = gathering.parties.invite(actor.id, gathering.id, InviteKind.SPECTATOR).code
    asked = gathering.play(actor, "inventory")
    looked = gathering.play(actor, "look", Look(target=item.id))
    assert asked.status is looked.status is TurnStatus.RESOLVED
    payloads = [
        repr(house.services.sessions.view(other.id, gathering.id)),
        repr(house.services.turns.list(other.id, gathering.id, None, 100)),
        repr(house.services.recap.recap(other.id, gathering.id)),
        repr(house.services.party_board.watch(other.id, watch)),
        repr(gathering.view(other)),
        json.dumps(dict(house.row(GAME_SESSIONS.name, gathering.id).data), default=str),
        *(
            json.dumps(dict(row.data), default=str)
            for row in house.rows(SESSION_TURNS.name)
            if other.id in row.readers
        ),
    ]
    for payload in payloads:
        assert f"Gold: {hero.gold}" not in payload
        assert str(item.id) not in payload
        assert name not in payload
    assert [turn.seq for turn in house.services.turns.list(actor.id, gathering.id, None, 10)[0]] == [3, 2, 1]
    with pytest.raises(NotFound):
        house.services.turns.get(other.id, gathering.id, asked.id)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """All started at the same moment; what each returned or was refused for."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except GameError as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def joining(gathering: Gathering, player: Player) -> Callable[[], object]:
    return lambda: gathering.parties.join(player.id, player.character_id, gathering.code, None)


@pytest.mark.parametrize("is_on_its_way", [False, True])
def test_two_at_once_for_the_last_seat(house: House, is_on_its_way: bool) -> None:
    gathering = gather(house, others=1, max_players=3)
    if is_on_its_way:
        gathering.set_out()
    both = [house.player(), house.player()]
    found = at_once(*(joining(gathering, player) for player in both))
    assert sum(isinstance(one, SessionFull) for one in found) == 1
    assert len(gathering.view().seats) == 3
    taken = [house.row(CHARACTERS.name, one.character_id).data["session_id"] for one in both]
    assert sorted(map(str, taken)) == sorted([str(gathering.id), "None"])


def test_the_start_against_somebody_who_joins(house: House) -> None:
    gathering, late = gather(house), house.player()
    started, joined = at_once(
        lambda: gathering.parties.start(gathering.leader.id, gathering.id), joining(gathering, late)
    )
    assert not isinstance(joined, GameError)
    if started is not None:
        assert isinstance(started, GameError)
        assert started.code == "party_not_ready"
        return
    house.sessions.append(gathering.id)
    assert late.character_id in gathering.of(late).state.characters


def test_leaving_against_acting(house: House) -> None:
    gathering = gather(house, others=2)
    gathering.set_out()
    first, second, third = gathering.players
    for number in range(4):
        accept(gathering, first, "look", f"before-{number}")
    at_once(
        lambda: gathering.parties.leave(first.id, gathering.id),
        lambda: gathering.parties.leave(second.id, gathering.id),
        lambda: accept(gathering, third, "wait", "meanwhile"),
        lambda: house.services.advance.run(gathering.id),
    )
    house.services.advance.run(gathering.id)
    assert gathering.of(third).state.turn_order == (third.character_id,)
    assert all(turn.status is not TurnStatus.ACCEPTED for turn in gathering.of(third).log())
    assert_sound(house.services, gathering.id)


def test_what_was_handed_in_before_leaving_is_still_done(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    gone = gathering.players[1]
    accept(gathering, gone, "look", "one")
    gathering.parties.leave(gone.id, gathering.id)
    statuses = [turn.status for turn in gathering.of(gathering.leader).log()]
    assert statuses == [TurnStatus.RESOLVED] * 3


def test_who_has_left_follows_the_others_no_further(house: House) -> None:
    """Neither by the journal nor by the list of one's adventures."""
    gathering = gather(house, others=1)
    gathering.set_out()
    gone = gathering.players[1]
    assert house.services.chronicle.journal(gone.id, gone.character_id)
    gathering.parties.send_away(gathering.leader.id, gathering.id, gone.character_id)
    assert house.services.chronicle.journal(gone.id, gone.character_id) == ()
    assert house.services.sessions.list(gone.id) == []
    assert house.services.chronicle.journal(gathering.leader.id, gathering.leader.character_id)


def test_a_leader_cannot_have_anothers_private_turn_told(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    leader, member = gathering.players
    asked = gathering.play(member, "inventory")
    for wish in (house.services.retelling.retry, house.services.retelling.stop):
        with pytest.raises(NotFound):
            wish(leader.id, gathering.id, asked.id)


def test_a_members_data_names_the_parties_and_nobody_elses_secrets(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    leader, member = gathering.players
    gold = gathering.of(leader).state.characters[leader.character_id].gold
    gathering.play(leader, "inventory")
    exported = {name: list(part) for name, part in _lists(house, member)}
    assert [one.id for one in exported["sessions"]] == [gathering.id]
    assert [turn.seq for turn in exported["turns"]] == [1]
    assert f"Gold: {gold}" not in repr(exported)


def _lists(house: House, player: Player) -> list[tuple[str, Iterable[Any]]]:
    sections = house.services.export.sections(player.user)
    return [(name, part) for name, part in sections if isinstance(part, Iterable)]


def test_who_goes_hears_no_telling_any_more(house: House) -> None:
    gathering = gather(house, others=2)
    gathering.set_out()
    leader, sent, free = gathering.players
    gathering.parties.send_away(leader.id, gathering.id, sent.character_id)
    gathering.parties.leave(free.id, gathering.id)
    events = house.services.ports.events
    raised = [events.is_requested(left_flag(gathering.id, one.id)) for one in (leader, sent, free)]
    assert raised == [False, True, True]
