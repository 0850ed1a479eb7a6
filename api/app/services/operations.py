"""What operators do to accounts."""

from collections.abc import Iterator

from app.backends.ports import Accounts, Directory
from app.models.enums import Tier
from app.models.errors import NotFound
from app.models.ids import UserId
from app.models.user import User
from app.services.sign_in import SignInService


class OperationsService:
    """Finds users by e-mail address or id."""

    def __init__(self, accounts: Accounts, directory: Directory, sign_in: SignInService) -> None:
        self._accounts = accounts
        self._directory = directory
        self._sign_in = sign_in

    def users(self) -> Iterator[User]:
        """Everybody, oldest first."""
        return self._directory.every_user()

    def find(self, email_or_id: str) -> User:
        """Raises NotFound."""
        found = self._accounts.find_by_email(email_or_id) if "@" in email_or_id else None
        try:
            return found or self._accounts.get(UserId(email_or_id))
        except NotFound:
            raise NotFound(f"There is no user {email_or_id}.") from None

    def set_tier(self, email_or_id: str, tier: Tier) -> User:
        """The user in the new tier, from their next request on. Raises NotFound."""
        return self._accounts.update(self.find(email_or_id).id, tier=tier)

    def set_disabled(self, email_or_id: str, disabled: bool) -> User:
        """Shuts a user out, ending all logins, or lets them in again. Raises NotFound."""
        user = self._accounts.update(self.find(email_or_id).id, disabled=disabled)
        if disabled:
            self._sign_in.close_all(user.id)
        return user
