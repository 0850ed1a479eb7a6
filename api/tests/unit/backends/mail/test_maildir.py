"""The mailbox in the data folder."""

import os
from pathlib import Path

import pytest

from app.backends.mail.maildir import MaildirMailer
from app.models.errors import Unavailable
from tests.support.backends import SENDER


def test_the_newest_mail_comes_first(tmp_path: Path) -> None:
    mailer = MaildirMailer(tmp_path / "mail", SENDER)
    assert mailer.newest() == []
    for number in range(4):
        mailer.send(f"p{number}@example.com", f"Mail {number}", "Hello\n")
        newest = max((tmp_path / "mail" / "new").iterdir(), key=lambda file: file.stat().st_ctime_ns)
        os.utime(newest, (number, number))
    assert [mail.subject for mail in mailer.newest(2)] == ["Mail 3", "Mail 2"]
    assert mailer.newest(1)[0].text == "Hello\n"


def test_other_users_of_the_machine_cannot_read_it(tmp_path: Path) -> None:
    mailer = MaildirMailer(tmp_path / "mail", SENDER)
    mailer.send("ann@example.com", "Hi", "Hello")
    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    mailer = MaildirMailer(tmp_path / "file", SENDER)
    with pytest.raises(Unavailable):
        mailer.check()
    with pytest.raises(Unavailable):
        mailer.send("ann@example.com", "Hi", "Hello")
