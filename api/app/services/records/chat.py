"""Messages as rows."""

from app.backends.ports import Row
from app.models.enums import ChatChannel
from app.models.ids import UserId
from app.models.views import ChatRoll, MessageView
from app.services.records import columns


def message_view(row: Row, viewer: UserId) -> MessageView:
    """The message as that user reads it."""
    roll = row.data.get("roll")
    return MessageView(
        id=row.id,
        channel=ChatChannel(columns.text(row, "channel")),
        character_id=columns.text(row, "character_id"),
        character_name=columns.text(row, "character_name"),
        user_id=columns.text(row, "user_id"),
        to_character_id=_optional(row, "to_character_id"),
        to_name=_optional(row, "to_name"),
        text=columns.text(row, "text"),
        roll=ChatRoll(roll["notation"], tuple(roll["dice"]), roll["bonus"], roll["total"])
        if isinstance(roll, dict)
        else None,
        is_yours=row.data["user_id"] == viewer,
        created_at=row.created_at,
    )


def may_read_message(row: Row, user_id: UserId) -> bool:
    """Members who came later read what was said to all; a whisper is for two."""
    whispered_to = row.data.get("to_user_id")
    return not whispered_to or user_id in (whispered_to, row.data["user_id"])


def _optional(row: Row, column: str) -> str | None:
    found = row.data.get(column)
    return str(found) if found else None
