"""All users of the project."""

from collections.abc import Iterator

from app.backends.appwrite.user_store import UserStore
from app.backends.appwrite.users import NOBODY
from app.models.ids import UserId
from app.models.user import User

_PAGE = 100


class AppwriteDirectory:
    """`Directory` on `Users`: in the order of their making, which is that of ids made by this game."""

    def __init__(self, users: UserStore) -> None:
        self._users = users

    def every_user(self) -> Iterator[User]:
        after: UserId | None = None
        while page := self._users.page(after, _PAGE):
            yield from (user for user in page if user.id != NOBODY)
            after = page[-1].id
            if len(page) < _PAGE:
                return
