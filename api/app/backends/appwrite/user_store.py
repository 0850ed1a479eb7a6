"""Calls on Appwrite's users, with the errors that each of them can mean."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from appwrite.query import Query
from appwrite.services.users import Users

from app.backends.addresses import is_too_long
from app.backends.appwrite.errors import Refused, translated
from app.backends.appwrite.users import NOBODY, as_user, is_placeholder, new_preferences
from app.backends.checks import is_row_id
from app.models.errors import Invalid, NotFound
from app.models.ids import UserId
from app.models.user import User

T = TypeVar("T")

BAD_ARGUMENT = "general_argument_invalid"
_PASSWORD_KINDS = ("password_recently_used", "password_personal_data", "user_password_mismatch")
_NOT_FOUND = 404


class UserStore:
    """All methods raise Unavailable when the server does not answer, Conflict when an address is taken."""

    def __init__(self, users: Users) -> None:
        self._users = users

    def find(self, user_id: UserId) -> User | None:
        """The player of that id."""
        found = None if user_id == NOBODY else self.raw(user_id)
        return None if found is None else as_user(found)

    def get(self, user_id: UserId) -> User:
        """Raises NotFound."""
        user = self.find(user_id)
        if user is None:
            raise NotFound
        return user

    def raw(self, user_id: UserId) -> Any | None:
        """The SDK's own user, for its labels."""
        if not is_row_id(user_id):
            return None
        with translated():
            try:
                return self._users.get(user_id)
            except Refused as refused:
                if refused.status == _NOT_FOUND:
                    return None
                raise

    def find_by_key(self, key: str) -> User | None:
        """The user of that address, given in its one form."""
        if not key or is_too_long(key) or is_placeholder(key):
            return None
        with translated():
            try:
                found: Any = self._users.list([Query.equal("email", key), Query.limit(1)], total=False).users
            except Refused as refused:
                if refused.status == 400:  # no address of any account
                    return None
                raise
            return as_user(found[0]) if found else None

    def create(self, user_id: UserId, name: str, key: str | None = None, password: str | None = None) -> User:
        """Raises Conflict, Invalid for an address or password that the project does not take."""
        return self._asked(lambda: self._users.create(user_id, email=key, password=password, name=name))

    def set_email(self, user_id: UserId, key: str) -> User:
        """The address is unverified afterwards. Raises Conflict, Invalid, NotFound."""
        return self._asked(lambda: self._users.update_email(user_id, key))

    def set_password(self, user_id: UserId, password: str) -> User:
        """Ends Appwrite's sessions of the user. Raises Invalid, NotFound."""
        return self._asked(lambda: self._users.update_password(user_id, password))

    def set_name(self, user_id: UserId, name: str) -> User:
        return self._asked(lambda: self._users.update_name(user_id, name))

    def set_verified(self, user_id: UserId, verified: bool) -> User:
        return self._asked(lambda: self._users.update_email_verification(user_id, verified))

    def set_enabled(self, user_id: UserId, enabled: bool) -> User:
        return self._asked(lambda: self._users.update_status(user_id, enabled))

    def set_labels(self, user_id: UserId, labels: list[str]) -> User:
        return self._asked(lambda: self._users.update_labels(user_id, labels))

    def set_preferences(self, user_id: UserId, typed: str, preferences: Mapping[str, object]) -> None:
        self._call(lambda: self._users.update_prefs(user_id, new_preferences(typed, preferences)))

    def delete(self, user_id: UserId) -> None:
        """Fine if there is none."""
        try:
            self._call(lambda: self._users.delete(user_id))
        except NotFound:
            return

    def delete_session(self, user_id: UserId, session_id: str) -> None:
        try:
            self._call(lambda: self._users.delete_session(user_id, session_id))
        except NotFound:
            return

    def page(self, after: UserId | None, limit: int) -> list[User]:
        """Users in the order of their making, behind that one."""
        queries = [Query.limit(limit), *([] if after is None else [Query.cursor_after(after)])]
        with translated():
            found: Any = self._users.list(queries, total=False).users
            return [as_user(one) for one in found]

    def _asked(self, call: Callable[[], Any]) -> User:
        return self._call(lambda: as_user(call()))

    def _call(self, call: Callable[[], T]) -> T:
        with translated():
            try:
                return call()
            except Refused as refused:
                if refused.status == _NOT_FOUND:
                    raise NotFound from refused
                if refused.kind == BAD_ARGUMENT or refused.kind in _PASSWORD_KINDS:
                    raise _invalid(refused) from refused
                raise


def _invalid(refused: Refused) -> Invalid:
    """A rule of the project's own, stricter than ours."""
    if "password" in refused.message.lower():
        return Invalid("This password is not accepted here.", details={"field": "password"})
    return Invalid("This e-mail address is not accepted here.", details={"field": "email"})
