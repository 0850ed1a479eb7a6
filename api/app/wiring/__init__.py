"""The one place that chooses adapters and builds services, for the web server, workers, CLI, gateway and tests.

`opening` names the adapters, `services` builds on them. Nothing else names an adapter.
"""

from app.backends.ports import Clock
from app.backends.system import SystemClock
from app.config import Settings
from app.models.world import World
from app.services.content import load_world
from app.wiring.opening import Backend, Ports, open_ports, prepare_database
from app.wiring.services import Services

__all__ = ["Backend", "Ports", "Services", "build", "prepare_database"]


def build(settings: Settings, clock: Clock | None = None, world: World | None = None) -> Services:
    """Opens what the settings name; `world`: the content, if it was loaded before. Raises ContentError, Unavailable if
    the database cannot be opened.

    Redis may be away: what needs it says so when it is used.
    """
    known = world or load_world(settings.content_packs)
    services = Services(settings, open_ports(settings, clock or SystemClock()), known)
    services.build_all()
    return services
