"""Mails that say it is one's turn: seldom, once, and ended by one press."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.models.enums import InviteKind, PlayMode, TokenPurpose
from app.models.errors import InvalidToken
from app.models.ids import CharacterId, ClassId, OriginId, SessionId
from app.models.preferences import Preferences, TurnMails
from app.models.session import SessionConfig
from app.services.characters import NewCharacter
from tests.support.cast import PASSWORD
from tests.support.house import House, Player
from tests.support.party import accept, gather


def with_address(house: House, player: Player) -> str:
    """The player's address, confirmed."""
    address = f"{player.id.lower()}@example.org"
    backend, mailbox = house.services.ports.backend, house.services.mailbox
    assert mailbox is not None
    backend.accounts.upgrade(player.id, address, PASSWORD, player.user.name)
    backend.recovery.send(player.id, TokenPurpose.VERIFY_EMAIL, "http://web.test/verify")
    mail = next(one for one in mailbox.newest() if one.to == address)
    secret = mail.text.split("secret=")[1].split()[0]
    backend.recovery.verify_email(player.id, secret)
    return address


def mailed(house: House, address: str) -> list[str]:
    """The texts of the mails about turns, newest first."""
    assert house.services.mailbox is not None
    mails = house.services.mailbox.newest()
    return [one.text for one in mails if one.to == address and one.subject.startswith("It is your turn")]


def wish(house: House, player: Player, chosen: TurnMails) -> None:
    preferences = Preferences(turn_mails=chosen).stored()
    house.services.ports.backend.accounts.update(player.id, preferences=preferences)


def test_who_is_waited_for_is_told_once(house: House) -> None:
    gathering = gather(house, others=1)
    address = with_address(house, gathering.leader)
    gathering.set_out()
    house.wait(minutes=9)
    assert house.services.turn_mails.send() == 0
    house.wait(minutes=2)
    assert house.services.turn_mails.send() == 1
    (text,) = mailed(house, address)
    assert gathering.id in text
    for _ in range(3):
        house.wait(hours=5)
        assert house.services.turn_mails.send() == 0, "the same turn is not announced again"


def test_a_guest_has_no_address_to_write_to(house: House) -> None:
    gathering = gather(house, others=1)
    gathering.set_out()
    house.wait(minutes=11)
    assert house.services.turn_mails.send() == 0


def test_a_digest_tells_of_later_turns_after_six_hours(house: House) -> None:
    gathering = gather(house, others=1)
    address = with_address(house, gathering.leader)
    gathering.set_out()
    house.wait(minutes=11)
    assert house.services.turn_mails.send() == 1
    for player in gathering.players:
        gathering.play(player, "wait")
    house.wait(hours=1)
    assert house.services.turn_mails.send() == 0
    house.wait(hours=5)
    assert house.services.turn_mails.send() == 1
    assert len(mailed(house, address)) == 2


@pytest.mark.parametrize(
    ("chosen", "mails"), [(TurnMails.DIGEST, 1), (TurnMails.EACH, 2), (TurnMails.OFF, 0)]
)
def test_several_parties_that_wait(house: House, chosen: TurnMails, mails: int) -> None:
    first = gather(house, others=1)
    player = first.leader
    address = with_address(house, player)
    wish(house, player, chosen)
    first.set_out()
    new = NewCharacter("Hero Secondus", ClassId("vanguard"), OriginId("noble_exile"), {})
    user = house.services.ports.backend.accounts.get(player.id)
    character_id = CharacterId(house.services.characters.create(user, new).id)
    view = house.services.parties.open(user, character_id, "The others", SessionConfig(max_players=2))
    other = house.player()
    code = house.services.parties.invite(player.id, SessionId(view.id), InviteKind.MEMBER).code
    house.services.parties.join(other.id, other.character_id, code, None)
    house.services.parties.set_ready(other.id, SessionId(view.id), True)
    house.services.parties.start(player.id, SessionId(view.id))
    house.wait(minutes=11)
    assert house.services.turn_mails.send() == mails
    texts = mailed(house, address)
    assert len(texts) == mails
    for session_id in (first.id, view.id):
        assert any(session_id in text for text in texts) == bool(mails)


def test_two_workers_at_once_send_one_mail(house: House) -> None:
    gathering = gather(house, others=1)
    address = with_address(house, gathering.leader)
    gathering.set_out()
    house.wait(minutes=11)
    at_once = Barrier(4)

    def send(_: int) -> int:
        at_once.wait()
        return house.services.turn_mails.send()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(send, range(4))) == 1
    assert len(mailed(house, address)) == 1


def test_in_a_round_those_are_told_who_have_not_handed_in(house: House) -> None:
    gathering = gather(house, others=1, mode=PlayMode.ROUND)
    first, second = (with_address(house, one) for one in gathering.players)
    gathering.set_out()
    accept(gathering, gathering.leader, "wait", "a")
    house.wait(minutes=11)
    assert house.services.turn_mails.send() == 1
    assert (len(mailed(house, first)), len(mailed(house, second))) == (0, 1)


def test_the_link_in_the_mail_ends_them(house: House) -> None:
    gathering = gather(house, others=1)
    address = with_address(house, gathering.leader)
    gathering.set_out()
    house.wait(minutes=11)
    house.services.turn_mails.send()
    token = mailed(house, address)[0].split("token=")[1].split()[0]
    for wrong in (
        "",
        "x",
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        "ä.ö",
        "a." + token.split(".")[1],
    ):
        with pytest.raises(InvalidToken):
            house.services.opt_out.stop(wrong)
    for _ in range(2):
        house.services.opt_out.stop(token)
    for player in gathering.players:
        gathering.play(player, "wait")
    house.wait(hours=7)
    assert house.services.turn_mails.send() == 0
