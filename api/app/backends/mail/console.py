"""Mail that is only shown: for a developer who reads the log anyway."""

import sys
from typing import TextIO

from app.backends.mail.messages import message
from app.models.errors import Unavailable


class ConsoleMailer:
    """`Mailer` that prints."""

    def __init__(self, sender: str, stream: TextIO | None = None) -> None:
        self._sender = sender
        self._stream = stream

    def send(self, to: str, subject: str, text: str, *, unsubscribe: str | None = None) -> None:
        mail = message(self._sender, to, subject, text, unsubscribe)
        stream = self._stream or sys.stdout
        try:
            stream.write(f"To: {mail['To']}\nSubject: {mail['Subject']}\n\n{text}\n")
            stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            raise Unavailable from error

    def check(self) -> None:
        if (self._stream or sys.stdout).closed:
            raise Unavailable
