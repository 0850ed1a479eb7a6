"""Registration and what one may do with one's account. Known and unknown addresses are answered alike."""

from collections.abc import Mapping

import structlog

from app.backends.ports import Accounts, Recovery
from app.models.errors import Conflict, Forbidden, Invalid
from app.models.ids import UserId
from app.models.preferences import stored_preferences
from app.models.user import Login, User
from app.services.addresses import Client
from app.services.emails import clean_email
from app.services.equal_time import at_least
from app.services.mail_links import MailLinks
from app.services.mail_throttle import MailThrottle
from app.services.names import clean_name
from app.services.passwords import check_password
from app.services.sign_in import SignedIn, SignInService

log = structlog.get_logger(__name__)

ANSWER_TAKES_S = 0.4
"""More than a hash and a commit need: the difference between a free and a taken address disappears in it."""


class AccountService:
    """Users from their registration to their farewell."""

    def __init__(
        self,
        accounts: Accounts,
        recovery: Recovery,
        sign_in: SignInService,
        links: MailLinks,
        mail_throttle: MailThrottle,
    ) -> None:
        self._accounts = accounts
        self._recovery = recovery
        self._sign_in = sign_in
        self._links = links
        self._mail_throttle = mail_throttle

    def register(self, email: str, password: str, name: str) -> None:
        """Mails a link that proves the address, or tells the owner if it is taken. Raises Invalid."""
        email, name = _checked(email, password, name)
        with at_least(ANSWER_TAKES_S):
            try:
                user = self._accounts.create(email, password, name)
            except Conflict:
                self._tell_owner(email)
                return
            self._mail_verification(user, email)
        log.info("registered", user_id=user.id)

    def upgrade(
        self, user: User, login: Login, email: str, password: str, name: str, client: Client
    ) -> SignedIn:
        """Gives a guest an address to prove and a password; everything else stays. The device gets a new login.

        Answers alike for a taken address, whose owner is told. Raises Forbidden `not_a_guest`, Invalid.
        """
        if not user.is_guest:
            raise Forbidden("You have an account already.", code="not_a_guest")
        email, name = _checked(email, password, name)
        with at_least(ANSWER_TAKES_S):
            try:
                self._mail_verification(self._accounts.upgrade(user.id, email, password, name), email)
            except Conflict:
                self._tell_owner(email)
            return self._sign_in.renew(self._accounts.get(user.id), login, client)

    def resend_verification(self, email: str) -> None:
        """Another link, if the address is known and not yet proven. Raises Invalid for what is no address."""
        email = clean_email(email)
        with at_least(ANSWER_TAKES_S):
            user = self._accounts.find_by_email(email)
            if user is not None and not user.email_verified:
                self._mail_verification(user, email)

    def verify_email(
        self, user_id: UserId, secret: str, caller: tuple[User, Login] | None, client: Client
    ) -> tuple[User, SignedIn | None]:
        """Proves the address. Logins from before end; the caller's own device gets a new one. Raises InvalidToken."""
        user = self._recovery.verify_email(user_id, secret)
        self._sign_in.close_all(user.id)
        log.info("email_verified", user_id=user.id, address=client.address)
        if caller is None or caller[0].id != user.id:
            return user, None
        return user, self._sign_in.open(user, caller[1].remember, client)

    def update(self, user: User, name: str | None, preferences: Mapping[str, object]) -> User:
        """Changes the name and those preferences that are given. Raises Invalid `bad_name`."""
        cleaned = None if name is None else clean_name(name)
        kept = stored_preferences(user.preferences).changed(preferences).stored() if preferences else None
        return self._accounts.update(user.id, name=cleaned, preferences=kept)

    def require_password(self, user: User, password: str | None, client: Client) -> None:
        """For what cannot be undone. Guests have none. Raises BadCredentials, Invalid if it is missing, Throttled."""
        if user.email is None:
            return
        if password is None:
            raise Invalid("Please enter your password.", details={"field": "password"})
        self._sign_in.check_password(user.email, password, client)

    def delete(self, user: User, client: Client) -> None:
        """Removes the account and its logins."""
        self._sign_in.close_all(user.id)
        self._accounts.delete(user.id)
        log.info("account_deleted", user_id=user.id, address=client.address)

    def _mail_verification(self, user: User, email: str) -> None:
        if self._mail_throttle.allows(email):
            self._links.send_verification(user.id)

    def _tell_owner(self, email: str) -> None:
        if self._mail_throttle.allows(email):
            self._links.tell_known_address(email)


def _checked(email: str, password: str, name: str) -> tuple[str, str]:
    """The cleaned address and name, once all three hold. Raises Invalid."""
    cleaned = clean_email(email), clean_name(name)
    check_password(password, cleaned)
    return cleaned
