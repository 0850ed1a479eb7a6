"""SMTP when things go wrong."""

import socket
import time

import pytest

from app.backends.mail.smtp import Encryption, SmtpMailer, SmtpServer
from app.models.errors import Unavailable
from tests.support.backends import SENDER
from tests.support.smtp_sink import SmtpSink


def mailer(port: int, encryption: Encryption = Encryption.NONE) -> SmtpMailer:
    return SmtpMailer(SmtpServer("127.0.0.1", port, encryption, timeout_s=0.3), SENDER)


def test_a_server_that_is_away_is_unavailable() -> None:
    with SmtpSink() as sink:
        port = sink.port
    with pytest.raises(Unavailable):
        mailer(port).check()
    with pytest.raises(Unavailable):
        mailer(port).send("ann@example.com", "Hi", "Hello")


def test_a_silent_server_is_unavailable_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        with pytest.raises(Unavailable):
            mailer(silent.getsockname()[1]).send("ann@example.com", "Hi", "Hello")
        assert time.monotonic() - started < 2


def test_nothing_is_said_before_the_line_is_encrypted() -> None:
    with SmtpSink() as sink, pytest.raises(Unavailable):
        mailer(sink.port, Encryption.STARTTLS).send("ann@example.com", "Hi", "Hello")
    assert sink.mails == []


def test_a_mailbox_that_is_not_there_is_no_news_for_the_sender() -> None:
    with SmtpSink(refuse_with="550 no such mailbox") as sink:
        mailer(sink.port).send("ann@example.com", "Hi", "Hello")
    assert sink.mails == []


def test_a_mailbox_that_is_full_for_now_may_be_tried_again() -> None:
    with SmtpSink(refuse_with="452 full") as sink, pytest.raises(Unavailable):
        mailer(sink.port).send("ann@example.com", "Hi", "Hello")
