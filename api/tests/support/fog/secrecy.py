"""Who may know what: every column of every table, and every field of what the rules know. What is in no list here
fails `tests/unit/test_secrecy.py`, so nothing that is added later is forgotten by the hunt for hidden values.
"""

from collections.abc import Mapping
from enum import StrEnum


class Known(StrEnum):
    """To whom: anybody at all; whoever plays or watches; the party; its player alone; nobody.

    `BY_ROW`: it depends on the row (a whisper, a private turn), see `hidden.py`. `MIXED`: structures that hold several
    kinds, hunted for by their fields.
    """

    ANYBODY = "anybody"
    PARTY = "party"
    OWNER = "owner"
    NOBODY = "nobody"
    BY_ROW = "by_row"
    MIXED = "mixed"


def _are(known: Known, names: str) -> dict[str, Known]:
    return dict.fromkeys(names.split(), known)


_ANYBODY, _PARTY, _OWNER, _NOBODY = Known.ANYBODY, Known.PARTY, Known.OWNER, Known.NOBODY
_BY_ROW, _MIXED = Known.BY_ROW, Known.MIXED

COLUMNS: Mapping[str, Mapping[str, Known]] = {
    "characters": {
        **_are(_ANYBODY, "name level"),
        **_are(_PARTY, "user_id class_id origin_id portrait_hash session_id"),
        **_are(_OWNER, "gold last_session_id slot is_active"),
        **_are(_NOBODY, "name_key"),
        **_are(_MIXED, "character_data"),
    },
    "items": _are(_OWNER, "owner_id item_def_id quantity sealed item_data"),
    "game_sessions": {
        **_are(_ANYBODY, "name status is_listed"),
        **_are(
            _PARTY,
            "owner_id party_member_ids member_user_ids config combat_encounter conversation_history game_state"
            " turn_order current_turn turn_number seed_hash state_hash last_activity seats sent_away due_at round"
            " vote vote_due_at",
        ),
    },
    "session_invites": _are(_OWNER, "session_id kind expires_at"),
    "session_secrets": {**_are(_NOBODY, "seed"), **_are(_MIXED, "snapshot")},
    "session_turns": {
        **_are(
            _BY_ROW,
            "action intent events names code message narration told_by suggestions action_id location_id minutes"
            " condition tone",
        ),
        **_are(
            _PARTY,
            "session_id seq kind status character_id character_name user_id state_hash rules_version content_hash"
            " narration_status attempt retold_at is_undone is_private session_version accepted_at resolved_at",
        ),
    },
    "round_submissions": _are(
        _OWNER, "session_id round character_id user_id action_id replaced action intent tone handed_in_at"
    ),
    "turn_secrets": {**_are(_PARTY, "session_id seq"), **_are(_MIXED, "events")},
    "chat_messages": _are(
        _BY_ROW,
        "session_id message_id channel user_id character_id character_name to_user_id to_character_id to_name text"
        " roll",
    ),
    "votes": _are(
        _PARTY,
        "session_id kind status question opened_by opened_by_name about options choices ballots voters outcome code"
        " message action_id opened_at closes_at closed_at",
    ),
    "mutes": _are(_OWNER, "user_id muted_id"),
    "reports": _are(_NOBODY, "user_id kind target reason about status note"),
    "checkpoints": {**_are(_PARTY, "session_id seq state_hash verified_at"), **_are(_MIXED, "state")},
    "transactions": _are(
        _OWNER,
        "transaction_type unit amount from_account to_account buyer_id seller_id listing_id session_id turn_seq"
        " item_data price timestamp",
    ),
    "idempotency_keys": _are(_OWNER, "user_id body_hash status answer expires_at"),
    "file_parts": _are(_PARTY, "file_id owner part checksum content"),
    "outbox": _are(_MIXED, "table_name row_id action payload"),
    "users": {
        **_are(_ANYBODY, "name"),
        **_are(_OWNER, "email email_key tier is_guest email_verified is_disabled preferences"),
        **_are(_NOBODY, "password_hash"),
    },
    "logins": {
        **_are(_OWNER, "user_id device address remember last_seen_at expires_at"),
        **_are(_NOBODY, "secret_hash"),
    },
    "user_tokens": _are(_NOBODY, "user_id purpose secret_hash email_key expires_at"),
    "turn_mails": _are(_OWNER, "told last_sent_at"),
}

STATE: Mapping[str, Known] = {
    **_are(
        _PARTY,
        "session_id seq location_id turn_order current_turn minutes visited quests met won is_over is_by_round"
        " loot_rule loot_pool last_safe_location_id",
    ),
    **_are(_NOBODY, "flags done pity undo_points is_undo_barred"),
    **_are(_OWNER, "talking_to memory"),
    **_are(_MIXED, "characters combat"),
}
"""Fields of `SessionState`."""

CHARACTER: Mapping[str, Known] = {
    **_are(_ANYBODY, "name level"),
    **_are(
        _PARTY,
        "id user_id class_id origin_id hp mana experience skill_points skills effects appearance sealed",
    ),
    **_are(_OWNER, "gold items equipment lore"),
}
"""Fields of `Character`."""

ENEMY: Mapping[str, Known] = {
    **_are(_PARTY, "id name side row level hp initiative enemy_id phase effects has_fled"),
    **_are(_NOBODY, "mana stats abilities cooldowns"),
}
"""Fields of `Combatant`, where it is an enemy."""
