"""The part of the wiring that the gateway needs: it verifies tickets, and never opens the database or loads the rules.

Apart from `wiring`, so that a gateway starts in half a second and stays small.
"""

from app.backends.ports import Clock
from app.backends.system import SystemClock
from app.config import Settings
from app.services.keyring import KeyPurpose, Keyring
from app.services.tickets import TicketOffice


def keyring(settings: Settings) -> Keyring:
    """The keys of the installation, and those it had before."""
    old = [key.get_secret_value() for key in settings.secret_key_old]
    return Keyring(settings.secret_key.get_secret_value(), old)


def ticket_office(settings: Settings, clock: Clock | None = None) -> TicketOffice:
    """Signs and checks tickets with this installation's keys."""
    return TicketOffice(keyring(settings).keys(KeyPurpose.TICKET), clock or SystemClock())
