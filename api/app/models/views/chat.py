"""What members of a party say to each other, as one of them reads it."""

from dataclasses import dataclass
from datetime import datetime

from app.models.enums import ChatChannel


@dataclass(frozen=True, slots=True)
class ChatRoll:
    """`dice` as they fell, then `bonus`; `total` is their sum. `notation` is what was asked for: `2d6+1`."""

    notation: str
    dice: tuple[int, ...]
    bonus: int
    total: int


@dataclass(frozen=True, slots=True)
class MessageView:
    """`to_character_id` and `to_name` of a whisper: whom it was meant for. `roll` where dice were thrown."""

    id: str
    channel: ChatChannel
    character_id: str
    character_name: str
    user_id: str
    to_character_id: str | None
    to_name: str | None
    text: str
    roll: ChatRoll | None
    is_yours: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MuteView:
    """Somebody whose messages one does not want to see."""

    user_id: str
    name: str
    since: datetime
