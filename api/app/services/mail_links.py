"""What accounts are mailed. Links lead to the configured public address, never to what a Host header says."""

from app.backends.ports import Mailer, Recovery
from app.models.enums import TokenPurpose
from app.models.ids import UserId
from app.services.post import Post

VERIFY_PATH = "/verify"
RESET_PATH = "/reset"

_KNOWN_ADDRESS = """Hello,

somebody, perhaps you, asked for an account with this address. You have one already:
sign in at {login}

If you forgot your password, choose a new one at {forgot}
If it was not you, there is nothing to do.

May your dice be kind,
Code of Conquest
"""

_CHANGED = """Hello {name},

your password was changed a moment ago, and you were signed out everywhere.

If it was not you, take your account back at {forgot}

May your dice be kind,
Code of Conquest
"""


class MailLinks:
    """Everything returns at once; the mail follows."""

    def __init__(self, recovery: Recovery, mailer: Mailer, post: Post, public_web_url: str) -> None:
        self._recovery = recovery
        self._mailer = mailer
        self._post = post
        self._web = public_web_url.rstrip("/")

    def send_verification(self, user_id: UserId) -> None:
        """A link that proves the address."""
        url = self._web + VERIFY_PATH
        self._post.later(lambda: self._recovery.send(user_id, TokenPurpose.VERIFY_EMAIL, url))

    def send_reset(self, user_id: UserId) -> None:
        """A link that allows a new password."""
        url = self._web + RESET_PATH
        self._post.later(lambda: self._recovery.send(user_id, TokenPurpose.RESET_PASSWORD, url))

    def tell_known_address(self, email: str) -> None:
        """Tells the owner that somebody tried to register the address again."""
        text = _KNOWN_ADDRESS.format(login=f"{self._web}/login", forgot=f"{self._web}/forgot")
        self._post.later(lambda: self._mailer.send(email, "You have an account already", text))

    def tell_password_changed(self, email: str, name: str) -> None:
        text = _CHANGED.format(name=name, forgot=f"{self._web}/forgot")
        self._post.later(lambda: self._mailer.send(email, "Your password was changed", text))
