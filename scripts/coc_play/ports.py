"""The ports of one running copy: from the environment, or free ones for tests."""

import random
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from coc_play.errors import PlayError

LOOPBACK = "127.0.0.1"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104  # bound only when the host asks for LAN=1

# Below the range the kernel hands to outgoing connections, so that a port found free stays free.
FREE_RANGE = range(20_000, 32_000)

VARIABLES = {
    "api": "COC_API_PORT",
    "web": "COC_WEB_PORT",
    "gateway": "COC_GATEWAY_PORT",
    "redis": "COC_REDIS_PORT",
}
DEFAULTS = {"api": 5000, "web": 5001, "gateway": 5002}


@dataclass(frozen=True, slots=True)
class Ports:
    """One TCP port for each process that listens."""

    api: int
    web: int
    gateway: int
    redis: int

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """The chosen ports or the usual ones; Valkey takes a free one unless told. PlayError names a bad variable."""
        chosen = {role: _number(environ, VARIABLES[role], usual) for role, usual in DEFAULTS.items()}
        redis = _number(environ, VARIABLES["redis"], 0) or _free(1, besides=set(chosen.values()))[0]
        ports = cls(**chosen, redis=redis)
        if len({ports.api, ports.web, ports.gateway, ports.redis}) < len(VARIABLES):
            raise PlayError(f"two of {', '.join(VARIABLES.values())} are the same port; give each its own")
        return ports

    @classmethod
    def free(cls) -> Self:
        """Four ports that nothing on this machine listens on."""
        return cls(*_free(4))

    def refuse_busy(self, public_host: str, *, with_redis: bool) -> None:
        """PlayError naming every port that is taken and the variable that changes it."""
        wanted = [
            ("api", self.api, LOOPBACK),
            ("web", self.web, public_host),
            ("gateway", self.gateway, public_host),
        ]
        if with_redis:
            wanted.append(("redis", self.redis, LOOPBACK))
        taken = [
            f"port {port} ({role}) is in use by another program: choose another one with {VARIABLES[role]}, "
            f"for example {VARIABLES[role]}={_free(1)[0]}"
            for role, port, host in wanted
            if not is_free(port, host)
        ]
        if taken:
            raise PlayError("\n".join(taken))


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _free(count: int, besides: set[int] | None = None) -> list[int]:
    candidates = random.sample(FREE_RANGE, len(FREE_RANGE))
    found: list[int] = []
    for port in candidates:
        if port not in (besides or ()) and is_free(port, EVERY_ADDRESS):
            found.append(port)
            if len(found) == count:
                return found
    raise PlayError(f"no {count} free ports between {FREE_RANGE.start} and {FREE_RANGE.stop}")


def _number(environ: Mapping[str, str], variable: str, usual: int) -> int:
    text = environ.get(variable, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= 65_535:
        raise PlayError(f"{variable}={text} is no port: give a whole number from 1 to 65535")
    return int(text)
