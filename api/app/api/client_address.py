"""The address a request comes from. A forwarded one is believed from configured hops only."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address

from flask import Request


class Hops:
    """Our own proxies and frontends, by their addresses."""

    def __init__(self, networks: Iterable[IPv4Network | IPv6Network]) -> None:
        self._networks = tuple(networks)
        self.is_trusted = lru_cache(maxsize=4096)(self._is_trusted)
        """Whether that address is one of our hops."""

    def client_address(self, request: Request) -> str:
        """The nearest address that is no hop of ours: read from the right, as each hop appends what it saw.

        A header that is not a list of addresses is worth nothing from where it goes wrong.
        """
        nearest = request.remote_addr or ""
        if not self.is_trusted(nearest):
            return nearest
        for text in reversed(",".join(request.headers.getlist("X-Forwarded-For")).split(",")):
            address = _canonical(text.strip())
            if address is None:
                break
            nearest = address
            if not self.is_trusted(nearest):
                break
        return nearest

    def _is_trusted(self, address: str) -> bool:
        canonical = _canonical(address)
        return canonical is not None and any(ip_address(canonical) in network for network in self._networks)


def _canonical(text: str) -> str | None:
    try:
        parsed = ip_address(text)
    except ValueError:
        return None
    mapped = getattr(parsed, "ipv4_mapped", None)
    return str(mapped or parsed)
