"""What an endpoint reaches for: the services, and who is calling from where."""

from flask import Flask, current_app, g, request

from app.api.client_address import Hops
from app.services.addresses import Client
from app.wiring.services import Services

_SERVICES = "coc-services"
_HOPS = "coc-hops"


def provide(app: Flask, services: Services) -> None:
    """Makes the services available to every request of the app."""
    app.extensions[_SERVICES] = services
    app.extensions[_HOPS] = Hops(services.settings.trusted_proxies)


def services() -> Services:
    """The services of this process."""
    found: Services = current_app.extensions[_SERVICES]
    return found


def client() -> Client:
    """The caller's address and device, read once a request."""
    if "client" not in g:
        hops: Hops = current_app.extensions[_HOPS]
        g.client = Client(hops.client_address(request), request.headers.get("User-Agent", ""))
    found: Client = g.client
    return found


def comes_through_own_hop() -> bool:
    """Whether the peer itself is one of our proxies or frontends."""
    hops: Hops = current_app.extensions[_HOPS]
    return hops.is_trusted(request.remote_addr or "")
