"""All users of the `users` table."""

from collections.abc import Iterator

from app.backends.embedded.users import as_user
from app.backends.ports import Documents
from app.backends.walks import every
from app.models.tables import USERS
from app.models.user import User


class EmbeddedDirectory:
    """`Directory` on `Documents`."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def every_user(self) -> Iterator[User]:
        return (as_user(row) for row in every(self._documents, USERS.name))
