"""`Mailer`: one plain-text mail, handed over."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.backends.mail.console import ConsoleMailer
from app.backends.mail.maildir import MaildirMailer
from app.backends.mail.smtp import Encryption, SmtpMailer, SmtpServer
from app.backends.ports import Mailer
from tests.support.backends import SENDER
from tests.support.smtp_sink import SmtpSink

SUBJECT = "Grüße, Wanderer"
TEXT = "Hello,\n\nhttps://play.example.com/verify?user_id=u&secret=" + "s" * 43 + "\n\n.\nüöä 🗡️\n"


@dataclass(frozen=True)
class Post:
    """A mailer, and what has arrived through it."""

    mailer: Mailer
    arrived: Callable[[], str]


def maildir(tmp_path: Path, _sink: SmtpSink) -> Post:
    mailer = MaildirMailer(tmp_path / "mail", SENDER)

    def arrived() -> str:
        (mail,) = mailer.newest()
        return f"{mail.to}\n{mail.subject}\n{mail.text}"

    return Post(mailer, arrived)


def console(_tmp_path: Path, _sink: SmtpSink) -> Post:
    stream = io.StringIO()
    return Post(ConsoleMailer(SENDER, stream), stream.getvalue)


def smtp(_tmp_path: Path, sink: SmtpSink) -> Post:
    def arrived() -> str:
        (mail,) = sink.mails
        return f"{mail['To']}\n{mail['Subject']}\n{mail.get_content()}"

    server = SmtpServer("127.0.0.1", sink.port, Encryption.NONE, timeout_s=2)
    return Post(SmtpMailer(server, SENDER), arrived)


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with SmtpSink() as started:
        yield started


@pytest.fixture(params=[maildir, console, smtp])
def post(request: pytest.FixtureRequest, tmp_path: Path, sink: SmtpSink) -> Post:
    make: Callable[[Path, SmtpSink], Post] = request.param
    return make(tmp_path, sink)


def test_a_mail_arrives_whole(post: Post) -> None:
    post.mailer.check()
    post.mailer.send("ann@example.com", SUBJECT, TEXT)
    arrived = post.arrived()
    assert "ann@example.com" in arrived
    assert SUBJECT in arrived
    assert TEXT in arrived


@pytest.mark.parametrize(
    "to", ["ann@example.com\nBcc: eve@example.com", "ann@example.com\r\nX: y", "", "a@b, c@d"]
)
def test_an_address_cannot_smuggle_headers(post: Post, to: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the library's words
        post.mailer.send(to, SUBJECT, TEXT)


def test_a_subject_cannot_smuggle_headers(post: Post) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the library's words
        post.mailer.send("ann@example.com", "Hi\nBcc: eve@example.com", TEXT)
