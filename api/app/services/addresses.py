"""Where a client calls from, as far as counting goes."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

_IPV6_PREFIX = 64


@dataclass(frozen=True, slots=True)
class Client:
    """Who is at the other end: the address as seen behind trusted hops, and the user agent as sent."""

    address: str
    device: str


def counted_address(address: str) -> str:
    """The address for limits: an IPv6 customer has a whole /64, so that counts as one. Anything else stays as it is."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, _IPV6_PREFIX), strict=False))
