"""How the gateway's realtime socket names things: known to those who issue tickets and to the gateway."""

import hashlib

DATABASE_ID = "coc"
PROJECT_ID = "coc"
ROWS_TOPIC = "rows"
"""The topic on which committed rows are published."""
PRESENCE_TOPIC = "presence"
"""The topic on which gateways tell each other who is there."""


def presence_channel(session_id: str) -> str:
    """The channel on which a session's players hear who is there."""
    return f"presence.{session_id}"


def watch_channel(session_id: str) -> str:
    """The channel on which lookers-on hear that there is something new to fetch."""
    return f"watch.{session_id}"


def revoked_flag(login_id: str) -> str:
    """Raised when a login is closed: what is open under it ends."""
    return f"revoked:{login_id}"


def left_flag(session_id: str, user_id: str) -> str:
    """Raised when somebody goes out of a party: tickets given before open nothing of it any more."""
    return f"left:{session_id}:{user_id}"


def taken_back_flag(invite: str) -> str:
    """Raised when a code is taken back; `invite` as `invite_mark` names it."""
    return f"taken_back:{invite}"


def invite_mark(code: str) -> str:
    """What a code is called where the code itself has no business."""
    return hashlib.sha256(code.encode()).hexdigest()[:32]
