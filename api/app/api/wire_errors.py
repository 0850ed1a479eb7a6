"""What the server itself refuses, before there is a request that the app could see: no HTTP at all, a line or a header
beyond all bounds. It answers in the same envelope, and quotes nothing."""

import socket

from app.api.envelope import ErrorBody, failed
from app.api.errors import wording_of

_HEADERS = {
    "Connection": "close",
    "Cache-Control": "no-store",
    "Content-Type": "application/json",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def refuse(client: socket.socket, status: int, reason: str, _detail: str) -> None:
    """Answers on the bare connection. The signature is that of Gunicorn's `util.write_error`, whose place it takes."""
    client.sendall(refusal(status, reason))


def refusal(status: int, reason: str) -> bytes:
    """The whole answer as it goes over the wire."""
    code, message = wording_of(status)
    body = failed(ErrorBody(code=code, message=message, details={}), status).get_data()
    headers = {**_HEADERS, "Content-Length": str(len(body))}
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join((*lines, "", "")).encode("ascii") + body
