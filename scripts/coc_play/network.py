"""The address under which friends in the same network reach this machine."""

import socket

from coc_play.errors import PlayError

# An address kept for documentation: choosing a route to it sends nothing, and tells which address is ours.
SOMEWHERE_ELSE = ("192.0.2.1", 9)


def lan_address() -> str:
    """This machine's IPv4 address in its network. PlayError if it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE_ELSE)
            address = str(probe.getsockname()[0])
        except OSError:
            address = _address_of_own_name()
    if not address or address.startswith("127."):
        raise PlayError("this machine is in no network, so LAN=1 has no address to give to friends")
    return address


def _address_of_own_name() -> str:
    try:
        return socket.gethostbyname(socket.gethostname())
    except OSError:
        return ""
