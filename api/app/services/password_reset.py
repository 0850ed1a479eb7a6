"""The way back to a lost password."""

import structlog

from app.backends.ports import Accounts, Counters, Recovery
from app.models.errors import InvalidToken, NotFound, Throttled, Unavailable
from app.models.ids import UserId
from app.services.accounts import ANSWER_TAKES_S
from app.services.addresses import Client, counted_address
from app.services.emails import clean_email
from app.services.equal_time import at_least
from app.services.login_throttle import Bound, LoginThrottle
from app.services.mail_links import MailLinks
from app.services.mail_throttle import MailThrottle
from app.services.passwords import check_password
from app.services.sign_in import SignInService

log = structlog.get_logger(__name__)


class PasswordResetService:
    """Mails a link; the link allows one new password and ends every login."""

    def __init__(
        self,
        accounts: Accounts,
        recovery: Recovery,
        sign_in: SignInService,
        links: MailLinks,
        mail_throttle: MailThrottle,
        login_throttle: LoginThrottle,
        counters: Counters,
        per_address: Bound,
    ) -> None:
        self._accounts = accounts
        self._recovery = recovery
        self._sign_in = sign_in
        self._links = links
        self._mail_throttle = mail_throttle
        self._login_throttle = login_throttle
        self._counters = counters
        self._per_address = per_address

    def ask(self, email: str) -> None:
        """Mails a link if the address is known; answers alike if not. Raises Invalid for what is no address."""
        email = clean_email(email)
        with at_least(ANSWER_TAKES_S):
            user = self._accounts.find_by_email(email)
            if user is not None and not user.is_disabled and self._mail_throttle.allows(email):
                self._links.send_reset(user.id)
                log.info("password_reset_asked", user_id=user.id)

    def reset(self, user_id: UserId, secret: str, password: str, client: Client) -> None:
        """Sets the password and signs out everywhere. Raises InvalidToken, Invalid, Throttled, Unavailable."""
        bound, place = self._per_address, counted_address(client.address)
        wait_s = self._counters.hit(f"reset:{place}", bound.count, bound.window_s)
        if wait_s:
            log.warning("password_reset_throttled", address=client.address)
            raise Throttled(wait_s)
        try:
            user = self._accounts.get(user_id)
        except NotFound:
            raise InvalidToken from None
        check_password(password, (user.email, user.name))
        logins = self._sign_in.devices(user.id)
        self._recovery.reset_password(user.id, secret, password)
        self._sign_in.announce_closed(login.id for login in logins)
        log.info("password_reset", user_id=user.id, address=client.address)
        self._welcome_back(user.email, user.name, client)

    def _welcome_back(self, email: str | None, name: str, client: Client) -> None:
        if email is None:
            return
        self._links.tell_password_changed(email, name)
        try:
            self._login_throttle.know(email, client.address)
        except Unavailable:
            log.warning("address_not_remembered")
