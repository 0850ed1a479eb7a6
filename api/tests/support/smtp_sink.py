"""A mail server that keeps what it gets: just enough SMTP for `smtplib`."""

import email
import socketserver
import threading
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Self, cast

from app.backends.mail.smtp import Encryption, SmtpMailer, SmtpServer


class SmtpSink:
    """Listens on a loopback port while its context is open. `refuse_with` is answered to every recipient, or,
    where it is given, to `refuse_only`; `refused` counts how often."""

    def __init__(self, refuse_with: str | None = None) -> None:
        self.mails: list[EmailMessage] = []
        self.refuse_with = refuse_with
        self.refuse_only: str | None = None
        self.refused = 0
        self._server = _Server(("127.0.0.1", 0), _Conversation)
        self._server.sink = self

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def mailer_to(port: int) -> SmtpMailer:
    """A mailer that hands over to a sink."""
    return SmtpMailer(SmtpServer("127.0.0.1", port, Encryption.NONE), "Game <game@example.com>")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    sink: SmtpSink


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb == "DATA":
                self._say("354 go on")
                self._keep()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            elif verb == "RCPT" and (refusal := self._refusal(line)):
                self._say(refusal)
                continue
            elif verb == "EHLO":
                self._say("250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8")
                continue
            self._say("250 fine")

    def _refusal(self, line: str) -> str | None:
        only = self._sink.refuse_only
        if not self._sink.refuse_with or (only is not None and only not in line):
            return None
        self._sink.refused += 1
        return self._sink.refuse_with

    def _keep(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".").replace(b"\r\n", b"\n"))
        mail = email.message_from_bytes(b"".join(lines), policy=default)
        self._sink.mails.append(mail)

    @property
    def _sink(self) -> SmtpSink:
        return cast(_Server, self.server).sink

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")
