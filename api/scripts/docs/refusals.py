"""What each operation may refuse, beyond what every operation may."""

from collections.abc import Mapping

from scripts.docs.operations import Operation

RULES = "rules"
"""Stands for every code of the rules."""

_ITEM = ("in_combat", "not_yours")
_TURN = (
    "not_your_proxy",
    "not_for_proxy",
    "session_not_active",
    "stale",
    "unknown_version",
    "not_your_turn",
    "too_many_pending",
    "in_combat",
    "fallen",
    RULES,
)

_LEADER = ("leader_only", "session_not_active")
_ON_ITS_WAY = ("session_not_active", "in_combat", "not_safe_here")

OWN: Mapping[str, tuple[str, ...]] = {
    "get_readiness": ("not_ready",),
    "opt_out_of_mails": ("invalid_token",),
    "register": ("bad_email", "bad_name", "weak_password", "throttled"),
    "verify_email": ("invalid_token",),
    "resend_verification": ("bad_email", "throttled"),
    "login": ("bad_credentials", "email_not_verified", "forbidden", "throttled", "unavailable"),
    "play_as_guest": ("throttled",),
    "upgrade_guest": ("not_a_guest", "bad_email", "bad_name", "weak_password", "throttled"),
    "forgot_password": ("bad_email", "throttled"),
    "reset_password": ("invalid_token", "weak_password", "throttled", "unavailable"),
    "export_me": ("throttled", "unavailable"),
    "delete_me": ("bad_credentials", "throttled"),
    "change_me": ("bad_name",),
    "create_character": (
        "bad_name",
        "name_taken",
        "unknown_portrait",
        "unknown_class",
        "unknown_origin",
        "quota_reached",
    ),
    "change_character": ("bad_name", "name_taken", "unknown_portrait", "already_in_session"),
    "upload_portrait": (
        "unsupported_image",
        "image_too_large",
        "image_too_small",
        "damaged_image",
        "throttled",
        "unavailable",
    ),
    "retire_character": ("already_in_session",),
    "equip_item": (*_ITEM, "not_wearable", "wrong_slot", "level_too_low", "already_worn"),
    "unequip_item": ("in_combat", "nothing_worn"),
    "use_item": (*_ITEM, "not_usable", "invalid_target", "no_effect"),
    "drop_item": (*_ITEM, "quest_item", "is_worn", "not_enough_items"),
    "learn_skill": (
        "in_combat",
        "unknown_skill",
        "already_learnt",
        "tier_locked",
        "skill_required",
        "not_enough_points",
    ),
    "forget_skills": ("in_combat", "nothing_to_forget", "not_enough_gold"),
    "create_session": (
        "needs_party",
        "not_found",
        "already_in_session",
        "tier_too_low",
        "party_too_large",
        "bad_party_size",
        "bad_level_range",
    ),
    "join_party": (
        "invalid_invite",
        "not_found",
        "throttled",
        "already_member",
        "already_in_session",
        "sent_away",
        "session_full",
        "level_out_of_range",
        *_ON_ITS_WAY,
        "unavailable",
    ),
    "watch_party": ("invalid_invite", "in_lobby", "throttled", "unavailable"),
    "create_invite": (*_LEADER, "too_many_invites"),
    "create_spectator_link": (*_LEADER, "too_many_invites"),
    "revoke_invite": ("leader_only",),
    "set_ready": ("lobby_closed",),
    "change_seat": ("session_not_active", "bad_proxy"),
    "start_party": ("leader_only", "lobby_closed", "party_not_ready"),
    "leave_party": ("session_not_active",),
    "send_away": (*_LEADER, "cannot_kick_yourself", "in_combat"),
    "hand_over": _LEADER,
    "open_vote": (
        "session_not_active",
        "nobody_to_ask",
        "vote_open",
        "bad_vote",
        "in_combat",
        "fallen",
        "undo_blocked",
        "nothing_to_undo",
        "throttled",
        RULES,
    ),
    "cast_ballot": ("session_not_active", "vote_closed", "no_say", "bad_vote"),
    "undo_turn": (
        "session_not_active",
        "nothing_to_undo",
        "undo_blocked",
        "too_many_pending",
        "nobody_to_ask",
        "vote_open",
    ),
    "take_back_action": ("session_not_active", "not_handed_in"),
    "take_action": ("empty_action", "action_too_long", "unknown_suggestion", *_TURN),
    "take_combat_action": ("not_in_combat", *_TURN),
    "issue_ticket": (
        "not_found",
        "invalid_invite",
        "in_lobby",
        "session_not_active",
        "throttled",
        "unavailable",
    ),
    "retell_turn": ("nothing_to_retell", "too_late_to_retell", "forbidden", "throttled"),
    "stop_telling": ("nothing_to_stop",),
    "end_session": ("session_not_active", "forbidden"),
}
"""By operation. What stands here is refused on purpose; a test holds that there is no code that nothing explains."""


def refusals_of(operation: Operation) -> tuple[str, ...]:
    """Codes, those of the shell first."""
    shell: list[str] = []
    if operation.caller != "anyone":
        shell.append("unauthenticated")
    if any(parameter["in"] == "path" for parameter in operation.parameters):
        shell.append("not_found")
    if operation.body or any(parameter["in"] == "query" for parameter in operation.parameters):
        shell.append("invalid")
    return (*shell, *OWN.get(operation.id, ()))
