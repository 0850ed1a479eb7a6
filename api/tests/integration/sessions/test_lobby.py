"""A party gathers: seats, invitations, readiness and the start."""

import pytest

from app.models.enums import InviteKind, SessionStatus, Tier
from app.models.errors import (
    AlreadyInSession,
    AlreadyMember,
    Forbidden,
    GameError,
    InLobby,
    InvalidInvite,
    LobbyClosed,
    NotFound,
    PartyNotReady,
    PartyTooLarge,
    SessionFull,
    SessionNotActive,
    Throttled,
    TierTooLow,
    TooManyInvites,
)
from app.models.ids import ItemId, LoginId
from app.models.intents import Drop
from app.models.session import SessionConfig
from app.models.tables import CHARACTERS, GAME_SESSIONS
from app.services.invites import MAX_INVITES
from app.services.turns import NewAction
from tests.support.house import House
from tests.support.party import gather

LOGIN = LoginId("login")


def test_four_gather_and_set_out_together(house: House) -> None:
    gathering = gather(house, others=3, min_players=2, max_players=4)
    view = gathering.view()
    assert (view.status, len(view.seats), view.free_seats) == (SessionStatus.LOBBY, 4, 0)
    assert [seat.is_ready for seat in view.seats] == [True, False, False, False]
    assert not view.can_start
    assert [invite.code for invite in view.invites] == [gathering.code]
    game = gathering.set_out()
    assert game.state.turn_order == tuple(one.character_id for one in gathering.players)
    for player in gathering.players:
        seen = house.services.sessions.view(player.id, gathering.id)
        assert [one.is_you for one in seen.party] == [one is player for one in gathering.players]
        assert gathering.view(player).status is SessionStatus.ACTIVE
    assert [one.id for one in house.services.sessions.list(gathering.players[2].id)] == [gathering.id]


def test_a_lobby_has_no_dice_and_no_log(house: House) -> None:
    gathering = gather(house)
    row = house.row(GAME_SESSIONS.name, gathering.id)
    assert (row.data["seed_hash"], row.data["turn_number"]) == ("", 0)
    for look in (
        lambda: house.services.sessions.view(gathering.leader.id, gathering.id),
        lambda: house.services.sessions.map(gathering.leader.id, gathering.id),
        lambda: house.services.recap.recap(gathering.leader.id, gathering.id),
    ):
        with pytest.raises(InLobby):
            look()
    with pytest.raises(SessionNotActive):
        house.services.turns.accept(gathering.leader.id, gathering.id, NewAction("look", "a"))
    assert house.services.turns.list(gathering.leader.id, gathering.id, None, 10) == ((), None)
    assert list(house.services.replay.sessions()) == []


@pytest.mark.parametrize(
    ("tier", "players", "refusal"),
    [(Tier.FREE, 2, TierTooLow), (Tier.BASIC, 3, PartyTooLarge), (Tier.PREMIUM, 7, PartyTooLarge)],
)
def test_the_tier_bounds_the_party(house: House, tier: Tier, players: int, refusal: type[GameError]) -> None:
    with pytest.raises(refusal):
        gather(house, tier=tier, max_players=players)


@pytest.mark.parametrize(("tier", "players"), [(Tier.BASIC, 2), (Tier.PREMIUM, 6), (Tier.ELITE, 10)])
def test_as_many_as_the_tier_allows(house: House, tier: Tier, players: int) -> None:
    gathering = gather(house, others=players - 1, tier=tier, max_players=players)
    with pytest.raises(SessionFull):
        gathering.come()
    assert len(gathering.set_out().state.characters) == players


def test_more_needed_than_seats_is_no_party(house: House) -> None:
    with pytest.raises(GameError) as refused:
        gather(house, min_players=3, max_players=2)
    assert refused.value.code == "bad_party_size"


def test_a_leader_whose_tier_has_shrunk_seats_no_more(house: House) -> None:
    gathering = gather(house, others=1)
    house.services.operations.set_tier(gathering.leader.id, Tier.BASIC)
    with pytest.raises(SessionFull):
        gathering.come()


def test_nobody_sits_twice(house: House) -> None:
    gathering = gather(house, others=1)
    player = gathering.players[1]
    with pytest.raises(AlreadyMember):
        gathering.parties.join(player.id, player.character_id, gathering.code, None)
    busy = house.player()
    house.set_out(busy)
    with pytest.raises(AlreadyInSession):
        gathering.parties.join(busy.id, busy.character_id, gathering.code, None)
    other = gather(house)
    with pytest.raises(AlreadyInSession):
        house.services.sessions.create(other.leader.id, other.leader.character_id, None, SessionConfig())


def test_somebody_elses_character_takes_no_seat(house: House) -> None:
    gathering, thief, owner = gather(house), house.player(), house.player()
    with pytest.raises(NotFound):
        gathering.parties.join(thief.id, owner.character_id, gathering.code, None)
    assert len(gathering.view().seats) == 1


def test_it_starts_when_enough_have_come_and_all_are_ready(house: House) -> None:
    gathering = gather(house, min_players=2)
    with pytest.raises(PartyNotReady):
        gathering.parties.start(gathering.leader.id, gathering.id)
    guest = gathering.come()
    with pytest.raises(PartyNotReady):
        gathering.parties.start(gathering.leader.id, gathering.id)
    gathering.parties.set_ready(guest.id, gathering.id, True)
    with pytest.raises(Forbidden):
        gathering.parties.start(guest.id, gathering.id)
    gathering.set_out()
    with pytest.raises(LobbyClosed):
        gathering.parties.start(gathering.leader.id, gathering.id)
    with pytest.raises(LobbyClosed):
        gathering.parties.set_ready(guest.id, gathering.id, False)


def test_who_leaves_the_lobby_is_free_and_the_next_one_leads(house: House) -> None:
    gathering = gather(house, others=2)
    first, second, third = gathering.players
    assert not gathering.parties.leave(first.id, gathering.id).is_ended
    assert house.row(CHARACTERS.name, first.character_id).data["session_id"] is None
    assert gathering.view(second).leader_id == second.id
    with pytest.raises(NotFound):
        gathering.view(first)
    gathering.parties.leave(third.id, gathering.id)
    assert gathering.parties.leave(second.id, gathering.id).is_ended
    assert house.services.ports.backend.documents.find(GAME_SESSIONS.name, gathering.id) is None
    with pytest.raises(GameError):
        gathering.come()


def test_who_is_sent_away_does_not_come_back(house: House) -> None:
    gathering = gather(house, others=1)
    gone = gathering.players[1]
    gathering.parties.send_away(gathering.leader.id, gathering.id, gone.character_id)
    with pytest.raises(InvalidInvite):
        gathering.parties.join(gone.id, gone.character_id, gathering.code, None)
    fresh = gathering.parties.invite(gathering.leader.id, gathering.id, InviteKind.MEMBER).code
    with pytest.raises(Forbidden) as refused:
        gathering.parties.join(gone.id, gone.character_id, fresh, None)
    assert refused.value.code == "sent_away"
    assert gone.id not in house.row(GAME_SESSIONS.name, gathering.id).readers


def test_who_was_sent_away_gets_no_seat_under_another_name_by_the_old_code(house: House) -> None:
    gathering = gather(house, others=1)
    watching = gathering.parties.invite(gathering.leader.id, gathering.id, InviteKind.SPECTATOR)
    sent = gathering.players[1].character_id
    gathering.parties.send_away(gathering.leader.id, gathering.id, sent)
    with pytest.raises(InvalidInvite):
        gathering.come()
    assert gathering.view().invites == (watching,), "looking on stays open"


def test_only_the_leader_sends_away_invites_and_hands_over(house: House) -> None:
    gathering = gather(house, others=1)
    leader, member = gathering.players
    for forbidden in (
        lambda: gathering.parties.send_away(member.id, gathering.id, leader.character_id),
        lambda: gathering.parties.send_away(leader.id, gathering.id, leader.character_id),
        lambda: gathering.parties.invite(member.id, gathering.id, InviteKind.MEMBER),
        lambda: gathering.parties.revoke(member.id, gathering.id, gathering.code),
        lambda: gathering.parties.hand_over(member.id, gathering.id, member.character_id),
    ):
        with pytest.raises(Forbidden):
            forbidden()
    assert gathering.view(member).invites == ()
    gathering.parties.hand_over(leader.id, gathering.id, member.character_id)
    assert gathering.view(member).is_leader


def test_codes_end(house: House) -> None:
    gathering = gather(house)
    watch = gathering.parties.invite(gathering.leader.id, gathering.id, InviteKind.SPECTATOR)
    player = house.player()
    for code in ("nonsense", watch.code, ""):
        with pytest.raises(InvalidInvite):
            gathering.parties.join(player.id, player.character_id, code, None)
    gathering.parties.revoke(gathering.leader.id, gathering.id, gathering.code)
    with pytest.raises(InvalidInvite):
        gathering.come()
    later = gathering.parties.invite(gathering.leader.id, gathering.id, InviteKind.MEMBER)
    house.wait(days=8)
    with pytest.raises(InvalidInvite):
        gathering.parties.join(player.id, player.character_id, later.code, None)
    for _ in range(MAX_INVITES):
        gathering.parties.invite(gathering.leader.id, gathering.id, InviteKind.MEMBER)
    with pytest.raises(TooManyInvites):
        gathering.parties.invite(gathering.leader.id, gathering.id, InviteKind.MEMBER)


def test_guessing_codes_is_slowed_down(house: House) -> None:
    gathering, player = gather(house), house.player()
    most = house.settings.limits.invite_guesses.count
    for number in range(most):
        with pytest.raises(InvalidInvite):
            gathering.parties.join(player.id, player.character_id, f"guess{number}", None)
    with pytest.raises(Throttled):
        gathering.parties.join(player.id, player.character_id, gathering.code, None)


def test_guessing_codes_to_look_on_by_is_slowed_down_likewise(house: House) -> None:
    gathering, player, tickets = gather(house), house.player(), house.services.realtime
    watch = gathering.parties.invite(gathering.leader.id, gathering.id, InviteKind.SPECTATOR).code
    with pytest.raises(InLobby):
        tickets.tickets_to_watch(player.id, LOGIN, watch)
    for number in range(house.settings.limits.invite_guesses.count):
        with pytest.raises(InvalidInvite):
            tickets.tickets_to_watch(player.id, LOGIN, f"guess{number}")
    with pytest.raises(Throttled):
        tickets.tickets_to_watch(player.id, LOGIN, watch)


def test_open_parties_are_found_and_joined_without_a_code(house: House) -> None:
    hidden = gather(house)
    shown = gather(house, is_open=True, max_players=2, max_level=3, pace="an hour on Sundays")
    board = house.services.party_board
    found, _ = board.open_parties(20, None, 1)
    assert [(one.id, one.pace, one.members) for one in found] == [(shown.id, "an hour on Sundays", 1)]
    assert board.open_parties(20, None, 4)[0] == []
    player = house.player()
    with pytest.raises(NotFound):
        hidden.parties.join(player.id, player.character_id, None, hidden.id)
    shown.parties.join(player.id, player.character_id, None, shown.id)
    assert board.open_parties(20, None, None)[0] == []
    shown.parties.leave(player.id, shown.id)
    assert len(board.open_parties(20, None, None)[0]) == 1


def test_open_parties_come_page_by_page(house: House) -> None:
    made = [gather(house, is_open=True).id for _ in range(5)]
    board, cursor, found = house.services.party_board, None, []
    while True:
        page, cursor = board.open_parties(2, cursor, None)
        found += [one.id for one in page]
        if cursor is None:
            break
    assert found == made[::-1]


def test_in_the_lobby_one_still_packs_ones_bag(house: House) -> None:
    gathering = gather(house)
    leader = gathering.leader
    bag = house.services.characters.inventory(leader.id, leader.character_id)
    loose = next(item for item in bag if item.quantity > 1)
    house.services.characters.act(leader.id, leader.character_id, Drop(ItemId(loose.item_id)))
    game = gathering.set_out()
    held = game.state.characters[leader.character_id].items[ItemId(loose.item_id)]
    assert held.quantity == loose.quantity - 1


def test_a_party_that_never_sets_out_is_forgotten_and_everybody_free(house: House) -> None:
    forgotten, remembered = gather(house, others=2), gather(house, others=1)
    house.wait(days=6)
    remembered.parties.set_ready(remembered.players[1].id, remembered.id, True)
    house.services.sweeper.sweep()
    assert len(forgotten.view().seats) == 3
    house.wait(days=2)
    house.services.sweeper.sweep()
    house.services.sweeper.sweep()
    for player in forgotten.players:
        assert house.row(CHARACTERS.name, player.character_id).data["session_id"] is None
    with pytest.raises(NotFound):
        forgotten.view()
    with pytest.raises(NotFound):
        house.services.parties.join(
            house.player().id, forgotten.players[0].character_id, forgotten.code, None
        )
    assert len(remembered.view().seats) == 2
