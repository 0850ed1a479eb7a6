"""Mails that say it is one's turn, when the mail server refuses them or a worker is killed: none is lost."""

from collections.abc import Iterator

import pytest

from app.models.preferences import TurnMails
from tests.integration.sessions.test_turn_mails import wish, with_address
from tests.support.house import House
from tests.support.house_work import KILLED, Place, in_process, mail_and_die
from tests.support.party import gather
from tests.support.smtp_sink import SmtpSink, mailer_to

BUSY = "450 come again"


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with SmtpSink() as opened:
        yield opened


@pytest.fixture
def waited_for(house: House, sink: SmtpSink) -> str:
    """The address of somebody whom a party has waited for long enough to be told."""
    gathering = gather(house, others=1)
    address = with_address(house, gathering.leader)
    gathering.set_out()
    house.services.turn_mails._mailer = mailer_to(sink.port)
    house.wait(minutes=11)
    return address


def sent_after(house: House, **wait: float) -> int:
    house.wait(**wait)
    return house.services.turn_mails.send()


def test_a_mail_that_was_refused_is_sent_when_the_server_takes_it(
    house: House, sink: SmtpSink, waited_for: str
) -> None:
    sink.refuse_with = BUSY
    assert sent_after(house) == 0
    sink.refuse_with = None
    assert sent_after(house, minutes=1) == 0, "not at once"
    assert sent_after(house, minutes=1) == 1
    assert [mail["To"] for mail in sink.mails] == [waited_for]
    assert sent_after(house, hours=7) == 0, "told once"


def test_the_pauses_grow_up_to_an_hour(house: House, sink: SmtpSink, waited_for: str) -> None:
    assert waited_for
    sink.refuse_with = BUSY
    house.services.turn_mails.send()
    for pause in (2, 4, 8, 16, 32, 60, 60):
        before = sink.refused
        house.wait(minutes=pause - 1)
        house.services.turn_mails.send()
        assert sink.refused == before
        house.wait(minutes=1)
        house.services.turn_mails.send()
        assert sink.refused == before + 1


def test_who_cannot_be_reached_holds_nobody_up(house: House, sink: SmtpSink, waited_for: str) -> None:
    other = gather(house, others=1)
    second = with_address(house, other.leader)
    other.set_out()
    sink.refuse_with, sink.refuse_only = BUSY, waited_for
    assert sent_after(house, minutes=11) == 1
    assert [mail["To"] for mail in sink.mails] == [second]


def test_of_several_mails_only_the_refused_one_comes_again(
    house: House, sink: SmtpSink, waited_for: str
) -> None:
    assert waited_for
    other = gather(house, others=1)
    wish(house, other.leader, TurnMails.EACH)
    with_address(house, other.leader)
    other.set_out()
    sink.refuse_with, sink.refuse_only = BUSY, waited_for
    assert sent_after(house, minutes=11) == 1
    sink.refuse_with = None
    assert sent_after(house, minutes=3) == 1
    assert len(sink.mails) == 2


@pytest.mark.parametrize(("number", "is_before"), [(1, True), (1, False), (2, False)])
def test_a_worker_killed_at_a_commit_of_a_mail_loses_none_and_doubles_none(
    house: House, redis_url: str, sink: SmtpSink, waited_for: str, number: int, is_before: bool
) -> None:
    place = Place(house.settings.data_dir, redis_url)
    assert in_process(mail_and_die, place, sink.port, number, is_before) == KILLED
    for _ in range(3):
        sent_after(house, minutes=5)
    assert [mail["To"] for mail in sink.mails] == [waited_for]


def test_a_worker_killed_before_it_could_note_that_the_mail_is_out_may_tell_twice_but_not_never(
    house: House, redis_url: str, sink: SmtpSink, waited_for: str
) -> None:
    assert waited_for
    place = Place(house.settings.data_dir, redis_url)
    assert in_process(mail_and_die, place, sink.port, 2, True) == KILLED
    for _ in range(3):
        sent_after(house, minutes=5)
    assert len(sink.mails) == 2
