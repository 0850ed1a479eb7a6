"""Signed-in devices: opening, recognising and closing them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from app.backends.ports import Accounts, Clock, Events, Logins
from app.models.errors import BadCredentials, EmailNotVerified, Invalid, NotFound, Throttled, Unavailable
from app.models.ids import LoginId, UserId
from app.models.user import Login, User
from app.services.addresses import Client
from app.services.emails import clean_email
from app.services.login_throttle import LoginThrottle, account_tag
from app.services.realtime_names import revoked_flag
from app.services.session_cookie import SessionCookies

log = structlog.get_logger(__name__)

GUEST_NAME = "Wanderer"


class Lifetimes(Protocol):
    """In seconds, from the settings."""

    @property
    def lifetime_s(self) -> int: ...
    @property
    def remember_lifetime_s(self) -> int: ...


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh login. `cookie` is shown this once."""

    user: User
    login: Login
    cookie: str


class SignInService:
    """Logins by password or as a guest."""

    def __init__(
        self,
        accounts: Accounts,
        logins: Logins,
        events: Events,
        clock: Clock,
        throttle: LoginThrottle,
        cookies: SessionCookies,
        lifetimes: Lifetimes,
    ) -> None:
        self._accounts = accounts
        self._logins = logins
        self._events = events
        self._clock = clock
        self._throttle = throttle
        self._cookies = cookies
        self._lifetimes = lifetimes

    def recognise(self, cookie: str) -> tuple[Login, User] | None:
        """Whose cookie this is, or None if it is not ours or its login has ended. Two indexed reads."""
        secret = self._cookies.unseal(cookie, self._clock.now())
        return None if secret is None else self._logins.find(secret)

    def with_password(self, email: str, password: str, remember: bool, client: Client) -> SignedIn:
        """Raises BadCredentials, EmailNotVerified, Forbidden if disabled, Throttled, Unavailable."""
        user = self.check_password(email, password, client)
        if not user.email_verified:
            raise EmailNotVerified
        return self.open(user, remember, client)

    def check_password(self, email: str, password: str, client: Client) -> User:
        """The user of that password. Raises BadCredentials, Throttled, Unavailable."""
        try:
            address = clean_email(email)
            with self._throttle.attempt(address, client.address):
                return self._accounts.check_password(address, password)
        except (BadCredentials, Invalid, Throttled) as error:
            log.warning("login_failed", account=account_tag(email), address=client.address, code=error.code)
            if isinstance(
                error, Invalid
            ):  # no account has such an address, and no other answer says so either
                raise BadCredentials from None
            raise

    def as_guest(self, client: Client) -> SignedIn:
        """A new guest, remembered for as long as anyone."""
        return self.open(self._accounts.create_guest(GUEST_NAME), remember=True, client=client)

    def open(self, user: User, remember: bool, client: Client) -> SignedIn:
        """A login of a new id. Raises Forbidden for a disabled user."""
        lifetime_s = self._lifetimes.remember_lifetime_s if remember else self._lifetimes.lifetime_s
        login, secret = self._logins.open(
            user.id, lifetime_s=lifetime_s, remember=remember, device=client.device, address=client.address
        )
        log.info("login_succeeded", user_id=user.id, login_id=login.id, address=client.address)
        return SignedIn(user, login, self._cookies.seal(secret, login.expires_at))

    def renew(self, user: User, login: Login, client: Client) -> SignedIn:
        """The same device under a new id, after its rights changed; the old id is closed."""
        renewed = self.open(user, login.remember, client)
        self._logins.close(user.id, login.id)
        self._revoke(login.id)
        return renewed

    def devices(self, user_id: UserId) -> Sequence[Login]:
        """Live logins, newest first."""
        return self._logins.list(user_id)

    def close(self, user_id: UserId, login_id: LoginId) -> None:
        """Ends one login and what is open under it. Raises NotFound if the user has none of that id."""
        if not self._logins.close(user_id, login_id):
            raise NotFound
        self._revoke(login_id)
        log.info("logout", user_id=user_id, login_id=login_id)

    def close_all(self, user_id: UserId) -> None:
        """Ends every login of the user."""
        logins = self._logins.list(user_id)
        self._logins.close_all(user_id)
        self.announce_closed(login.id for login in logins)

    def announce_closed(self, login_ids: Iterable[LoginId]) -> None:
        """Ends the open streams of logins that are closed already."""
        for login_id in login_ids:
            self._revoke(login_id)

    def _revoke(self, login_id: LoginId) -> None:
        """Tells the gateway to end open streams. Without Redis there are none."""
        try:
            self._events.request(revoked_flag(login_id))
        except Unavailable:
            log.warning("revocation_not_announced", login_id=login_id)
