"""Mail by a real server."""

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from app.backends.mail.messages import message
from app.models.errors import Unavailable

_log = logging.getLogger(__name__)


class Encryption(StrEnum):
    """`none` is for a relay on the same machine only."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where and how to hand mail over. No username: no login. `timeout_s` bounds every step of the conversation."""

    host: str
    port: int = 587
    encryption: Encryption = Encryption.STARTTLS
    username: str | None = None
    password: str | None = None
    timeout_s: float = 10.0


class SmtpMailer:
    """`Mailer` that speaks SMTP, with one connection a mail."""

    def __init__(self, server: SmtpServer, sender: str) -> None:
        self._server = server
        self._sender = sender

    def send(self, to: str, subject: str, text: str, *, unsubscribe: str | None = None) -> None:
        mail = message(self._sender, to, subject, text, unsubscribe)
        with self._connected() as connection:
            try:
                connection.send_message(mail)
            except smtplib.SMTPRecipientsRefused as error:
                if any(code < 500 for code, _ in error.recipients.values()):
                    raise
                # The mailbox does not exist. To fail here would tell a stranger so, and no repetition can help.
                _log.warning("mail_refused: the server knows no such mailbox")

    def check(self) -> None:
        with self._connected() as connection:
            connection.noop()

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        try:
            with self._connect() as connection:
                if self._server.encryption is Encryption.STARTTLS:
                    connection.starttls(context=ssl.create_default_context())
                if self._server.username is not None:
                    connection.login(self._server.username, self._server.password or "")
                yield connection
        except (OSError, smtplib.SMTPException) as error:
            _log.warning("mail_unavailable: %s", type(error).__name__)
            raise Unavailable from error

    def _connect(self) -> smtplib.SMTP:
        host, port, timeout_s = self._server.host, self._server.port, self._server.timeout_s
        if self._server.encryption is Encryption.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=timeout_s, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=timeout_s)
