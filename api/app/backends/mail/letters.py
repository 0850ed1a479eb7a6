"""What the game writes to its players."""

from app.models.enums import TokenPurpose

_SUBJECTS = {
    TokenPurpose.VERIFY_EMAIL: "Confirm your address for Code of Conquest",
    TokenPurpose.RESET_PASSWORD: "A new password for Code of Conquest",
}

_VERIFY = """Hello {name},

one more step and the gates stand open. Please confirm that this is your address:

{link}

The link works once, for one hour.

If you did not ask for an account by the name of {name}, please do not open the link. Nothing
will happen then, and the address stays free for you.

May your dice be kind,
Code of Conquest
"""

_RESET = """Hello {name},

somebody, hopefully you, asked for a new password. You can choose one here:

{link}

The link works once, for one hour. A new password signs you out everywhere.

If it was not you, there is nothing to do: your old password still holds.

May your dice be kind,
Code of Conquest
"""

_TEXTS = {TokenPurpose.VERIFY_EMAIL: _VERIFY, TokenPurpose.RESET_PASSWORD: _RESET}


def letter(purpose: TokenPurpose, name: str, link: str) -> tuple[str, str]:
    """Subject and text. The link stands on a line of its own."""
    return _SUBJECTS[purpose], _TEXTS[purpose].format(name=name, link=link)
