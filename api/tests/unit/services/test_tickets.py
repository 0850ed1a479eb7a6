"""Tickets: signed here, believed there."""

import base64
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.backends.system import SettableClock
from app.models.errors import InvalidToken
from app.models.ids import LoginId, SessionId, UserId
from app.services.tickets import LIFETIMES, TicketKind, TicketOffice

KEY, OLD_KEY = b"k" * 32, b"o" * 32
KINDS = pytest.mark.parametrize("kind", TicketKind)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def office(clock: SettableClock) -> TicketOffice:
    return TicketOffice([KEY], clock)


def issue(office: TicketOffice, kind: TicketKind = TicketKind.STREAM) -> str:
    return office.issue(kind, UserId("ann"), LoginId("laptop"), SessionId("01S"))


@KINDS
def test_a_ticket_says_who_may_listen_to_what(office: TicketOffice, kind: TicketKind) -> None:
    ticket = office.check(issue(office, kind), kind)
    assert (ticket.kind, ticket.user_id, ticket.login_id, ticket.session_id) == (kind, "ann", "laptop", "01S")


@KINDS
def test_it_is_good_for_its_time_and_no_longer(
    office: TicketOffice, clock: SettableClock, kind: TicketKind
) -> None:
    text = issue(office, kind)
    clock.advance(LIFETIMES[kind] - timedelta(seconds=1))
    office.check(text, kind)
    clock.advance(timedelta(seconds=2))
    with pytest.raises(InvalidToken):
        office.check(text, kind)


def test_every_kind_has_its_lifetime() -> None:
    assert set(LIFETIMES) == set(TicketKind)


def test_one_kind_does_not_open_what_is_for_the_other(office: TicketOffice) -> None:
    with pytest.raises(InvalidToken):
        office.check(issue(office, TicketKind.STREAM), TicketKind.REALTIME)


def test_no_two_tickets_are_alike(office: TicketOffice) -> None:
    first, second = (office.check(issue(office), TicketKind.STREAM) for _ in range(2))
    assert first.nonce != second.nonce


def test_keys_can_be_rotated(clock: SettableClock, office: TicketOffice) -> None:
    text = issue(TicketOffice([OLD_KEY], clock))
    TicketOffice([KEY, OLD_KEY], clock).check(text, TicketKind.STREAM)
    with pytest.raises(InvalidToken):
        office.check(text, TicketKind.STREAM)


def test_a_changed_ticket_is_none(office: TicketOffice) -> None:
    body, _, signature = issue(office).partition(".")
    plain = json.loads(base64.urlsafe_b64decode(body + "=="))
    forged = base64.urlsafe_b64encode(json.dumps({**plain, "user_id": "bob"}).encode()).decode().rstrip("=")
    for text in (f"{forged}.{signature}", f"{body}.", f"{body}", f".{signature}", f"{body}.{signature}x"):
        with pytest.raises(InvalidToken):
            office.check(text, TicketKind.STREAM)


@given(st.text() | st.from_regex(r"[A-Za-z0-9_=-]*\.[A-Za-z0-9_=-]*"))
def test_whatever_is_no_ticket_is_refused(text: str) -> None:
    with pytest.raises(InvalidToken):
        TicketOffice([KEY], SettableClock()).check(text, TicketKind.STREAM)
