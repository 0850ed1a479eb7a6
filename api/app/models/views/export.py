"""All of one's data, to take along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.models.enums import SessionStatus, Tier
from app.models.views.character import CharacterView, InventoryItem
from app.models.views.chat import MessageView
from app.models.views.library import CodexEntry, JournalEntry
from app.models.views.turn import TurnView


@dataclass(frozen=True, slots=True)
class ExportedAccount:
    id: str
    name: str
    email: str | None
    tier: Tier
    is_guest: bool
    email_verified: bool
    preferences: Mapping[str, object]
    created_at: datetime
    exported_at: datetime


@dataclass(frozen=True, slots=True)
class ExportedDevice:
    """Where one is signed in. What it signs in with stays secret."""

    id: str
    device: str
    address: str
    remember: bool
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ExportedCharacter:
    """`is_active`: not let go. `portrait`: the uploaded picture (WebP) as base64."""

    character: CharacterView
    is_active: bool
    inventory: tuple[InventoryItem, ...]
    journal: tuple[JournalEntry, ...]
    codex: tuple[CodexEntry, ...]
    portrait: str | None


@dataclass(frozen=True, slots=True)
class ExportedTransaction:
    """`amount` of `unit` (gold, or an item's id) that came in or (negative) went out. `kind`: by what."""

    id: str
    character_id: str
    unit: str
    amount: int
    kind: str
    name: str | None
    session_id: str | None
    turn_seq: int | None
    timestamp: datetime


@dataclass(frozen=True, slots=True)
class ExportedSession:
    """`seed`: that of the dice, once the session is over."""

    id: str
    name: str
    status: SessionStatus
    character_id: str
    turn_number: int
    seed_hash: str
    seed: str | None
    created_at: datetime
    last_activity: datetime


@dataclass(frozen=True, slots=True)
class ExportView:
    """Sessions with the latest first; the turns of each as its player saw them, the latest first. `messages`: what the
    user said to others."""

    account: ExportedAccount
    devices: tuple[ExportedDevice, ...]
    characters: tuple[ExportedCharacter, ...]
    transactions: tuple[ExportedTransaction, ...]
    sessions: tuple[ExportedSession, ...]
    turns: tuple[TurnView, ...]
    messages: tuple[MessageView, ...]
