"""Mail that stays on this machine: one file each, in a maildir that any mail program can open."""

import email
import mailbox
import os
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from app.backends.mail.messages import message
from app.backends.ports import StoredMail
from app.models.errors import Unavailable


class MaildirMailer:
    """`Mailer` that delivers into a folder, and `Mailbox` of what lies there."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, to: str, subject: str, text: str, *, unsubscribe: str | None = None) -> None:
        mail = message(self._sender, to, subject, text, unsubscribe)
        try:
            mailbox.Maildir(self._folder).add(mail)
        except OSError as error:
            raise Unavailable from error

    def check(self) -> None:
        try:
            mailbox.Maildir(self._folder)
        except OSError as error:
            raise Unavailable from error
        if not os.access(self._folder / "new", os.W_OK | os.X_OK):
            raise Unavailable

    def newest(self, limit: int = 50) -> list[StoredMail]:
        """What was sent last, newest first."""
        files = sorted(self._folder.glob("new/*"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        return [_stored(file) for file in files[:limit]]


def _stored(file: Path) -> StoredMail:
    mail = email.message_from_bytes(file.read_bytes(), policy=default)
    return StoredMail(
        id=file.name,
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        text=str(mail.get_content()),
        sent_at=parsedate_to_datetime(str(mail["Date"])),
    )
