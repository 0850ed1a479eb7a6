"""Rows of `users` as the game knows them."""

from collections.abc import Callable, Mapping

from app.backends.addresses import MAX_ADDRESS
from app.backends.ports import Documents, Op, Row, Where
from app.models.enums import Tier
from app.models.ids import UserId
from app.models.tables import USERS
from app.models.user import User


def find_row(documents: Documents, key: str) -> Row | None:
    """The user row that holds that address."""
    if len(key) > MAX_ADDRESS:
        return None
    rows = documents.list(USERS.name, [Where("email_key", Op.EQ, key)], limit=1).rows
    return rows[0] if rows else None


def user_finder(documents: Documents) -> Callable[[UserId], User | None]:
    """Finds users by their ids."""

    def find(user_id: UserId) -> User | None:
        row = documents.find(USERS.name, user_id)
        return None if row is None else as_user(row)

    return find


def as_user(row: Row) -> User:
    data = row.data
    email, preferences = data["email"], data["preferences"]
    return User(
        id=UserId(row.id),
        name=str(data["name"]),
        email=None if email is None else str(email),
        tier=Tier(str(data["tier"])),
        is_guest=bool(data["is_guest"]),
        email_verified=bool(data["email_verified"]),
        is_disabled=bool(data["is_disabled"]),
        created_at=row.created_at,
        preferences=preferences if isinstance(preferences, Mapping) else {},
    )


def proven(row: Row) -> dict[str, object]:
    """The changes once the user has shown that the address is theirs: a guest becomes a full user."""
    return {"email_verified": True, "is_guest": False} if not row.data["email_verified"] else {}
