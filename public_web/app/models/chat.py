"""What members of a party say to each other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRoll:
    notation: str
    dice: tuple[int, ...]
    bonus: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`channel`: say, do, whisper, ooc or roll. `to_name`: whom a whisper is for."""

    id: str
    channel: str
    character_id: str
    character_name: str
    user_id: str
    to_name: str | None
    text: str
    roll: ChatRoll | None
    is_yours: bool
    created_at: str
