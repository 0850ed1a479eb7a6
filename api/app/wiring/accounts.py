"""The services that know accounts and nothing of the game: what an operator's command needs to deal with users."""

from functools import cached_property

from app.backends.mail.maildir import MaildirMailer
from app.backends.ports import Accounts, Clock, Mailbox
from app.backends.system import SystemClock
from app.config import Settings
from app.services.accounts import AccountService
from app.services.keyring import KeyPurpose
from app.services.login_throttle import LoginThrottle
from app.services.mail_links import MailLinks
from app.services.mail_throttle import MailThrottle
from app.services.operations import OperationsService
from app.services.opt_out import OptOut
from app.services.password_reset import PasswordResetService
from app.services.post import Post
from app.services.session_cookie import SessionCookies
from app.services.sign_in import SignInService
from app.wiring.opening import Ports, open_ports


class AccountServices:
    """Who plays, and how they get in. Each is built out of the others that it names, whatever the order here."""

    def __init__(self, settings: Settings, ports: Ports) -> None:
        self.settings = settings
        self.ports = ports

    @property
    def mailbox(self) -> Mailbox | None:
        """Only where mail stays on this machine."""
        return self.ports.mailer if isinstance(self.ports.mailer, MaildirMailer) else None

    @property
    def _users(self) -> Accounts:
        return self.ports.backend.accounts

    @property
    def _clock(self) -> Clock:
        return self.ports.clock

    @cached_property
    def post(self) -> Post:
        return Post()

    @cached_property
    def sign_in(self) -> SignInService:
        return SignInService(
            self._users,
            self.ports.backend.logins,
            self.ports.events,
            self._clock,
            self._login_throttle,
            SessionCookies(self.ports.keyring),
            self.settings.logins,
        )

    @cached_property
    def accounts(self) -> AccountService:
        return AccountService(
            self._users, self.ports.backend.recovery, self.sign_in, self._mail_links, self._mail_throttle
        )

    @cached_property
    def password_reset(self) -> PasswordResetService:
        return PasswordResetService(
            self._users,
            self.ports.backend.recovery,
            self.sign_in,
            self._mail_links,
            self._mail_throttle,
            self._login_throttle,
            self.ports.counters,
            self.settings.limits.resets_per_address,
        )

    @cached_property
    def opt_out(self) -> OptOut:
        return OptOut(self._users, self.ports.keyring.keys(KeyPurpose.OPT_OUT))

    @cached_property
    def _login_throttle(self) -> LoginThrottle:
        return LoginThrottle(self.ports.counters, self.settings.limits.logins)

    @cached_property
    def _mail_throttle(self) -> MailThrottle:
        return MailThrottle(self.ports.counters, self.settings.limits.mails_per_account)

    @cached_property
    def _mail_links(self) -> MailLinks:
        return MailLinks(
            self.ports.backend.recovery, self.ports.mailer, self.post, self.settings.public_web_url
        )

    @cached_property
    def operations(self) -> OperationsService:
        return OperationsService(self._users, self.ports.backend.directory, self.sign_in)


def open_accounts(settings: Settings) -> AccountServices:
    """Opens what the settings name; no content is read. Raises Unavailable if the database cannot be opened."""
    return AccountServices(settings, open_ports(settings, SystemClock()))
