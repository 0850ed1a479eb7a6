"""How a call of the API can fail."""

from collections.abc import Mapping


class ApiError(Exception):
    """The API refused. `code` is stable; `message` is for people; `details` may name the field at fault."""

    def __init__(
        self, status: int, code: str, message: str, details: Mapping[str, object] | None = None
    ) -> None:
        self.status, self.code, self.message = status, code, message
        self.details: Mapping[str, object] = details or {}
        super().__init__(f"{status} {code}")

    @property
    def retry_after_s(self) -> int | None:
        """How long to wait, if the API said so."""
        seconds = self.details.get("retry_after_s")
        return seconds if isinstance(seconds, int) and not isinstance(seconds, bool) else None


class SignedOut(ApiError):
    """There is no valid login behind the request."""


class ApiAway(Exception):
    """The API cannot be reached, took too long, is catching its breath, or answered nonsense."""

    def __init__(self, reason: str, retry_after_s: int = 2) -> None:
        self.reason, self.retry_after_s = reason, retry_after_s
        super().__init__(reason)
